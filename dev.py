#!/usr/bin/env python3
"""Set up, run and check Zone Tracker on a machine with nothing but Python 3.11.

    python3 dev.py up [--port N] [--no-browser]   everything with demo data, until Ctrl-C; --facts: without it
    python3 dev.py test [--fast] [-- PYTEST…]     every check
    python3 dev.py bench [--quick] [--scale N]    what every page costs (docs/performance.md)
    python3 dev.py manage ARGS…                   manage.py, with the embedded PostgreSQL when DATABASE_URL is not set
    python3 dev.py styles [--check]               the one style sheet of every page, from static/css and Bootstrap
    python3 dev.py vendor [--check | --update]    the vendored browser files and the pinned requirements
    python3 dev.py bundle [--to FILE]             one archive for machines without network

Only the standard library is used until the virtual environment exists; then the script goes on inside it.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools import coverage
from tools.bundling import bundle
from tools.console import ROOT, Trouble, require_writable, run, say, step
from tools.postgres import Embedded, command_line, database
from tools.styles import styles
from tools.testing import NEEDS, STATIC_CHECKS, kept_databases, lint_browser_files, production_environment, provide
from tools.vendoring import vendor

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = Path(os.environ.get("ZONE_VAR_DIR") or ROOT / "var").resolve()
RUNTIME, TOOLS = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
DEFAULT_PORT = 8000
ELSEWHERE = "Set ZONE_VAR_DIR to a folder that can."
WARM_SHUTDOWN = 15  # seconds that a child gets to end by itself
DYING = 5  # seconds that a killed one may need
MINIMUM = (3, 11)

# The moment of the command, which goes on inside the virtual environment as a second program.
STARTED = float(os.environ.pop("ZONE_STARTED", None) or time.monotonic())


# --- The virtual environment ---------------------------------------------------------------------------------------


def fingerprint(*files: Path) -> str:
    """What the environment was made from: this Python and these pinned requirements."""
    digest = hashlib.sha256(sys.version.encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def enter_environment(*, tools: bool) -> None:
    """Make the virtual environment when it is not there or out of date, and go on inside it."""
    if sys.version_info < MINIMUM:
        raise Trouble(f"Zone Tracker needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    files = (RUNTIME, TOOLS) if tools else (RUNTIME,)
    if Path(sys.prefix).resolve() == VENV.resolve():
        return
    stamp = VENV / ".stamp.json"
    made = json.loads(stamp.read_text()) if os.access(stamp, os.R_OK) and os.access(PYTHON, os.X_OK) else {}
    if made.get("tools" if tools else "runtime") != fingerprint(*files):
        install(
            files, stamp, made={"runtime": fingerprint(RUNTIME)} | ({"tools": fingerprint(*files)} if tools else {})
        )
    os.environ["ZONE_STARTED"] = str(STARTED)
    os.execv(PYTHON, [str(PYTHON), str(ROOT / "dev.py"), *sys.argv[1:]])


def install(files: Sequence[Path], stamp: Path, *, made: dict[str, str]) -> None:
    """Install pinned requirements by hash: with uv when it is there, offline when there is a wheels/ folder."""
    require_writable(ROOT, "The virtual environment is made there: put the product into a folder of your own.")
    say("Setting up")
    stamp.unlink(missing_ok=True)
    with step("virtual environment"):
        if VENV.is_symlink():
            VENV.unlink()  # else what it points at would be emptied
        run(sys.executable, "-m", "venv", "--clear", VENV)
    wheels = ROOT / "wheels"
    source = ["--no-index", "--find-links", str(wheels)] if wheels.is_dir() else []
    wanted = [word for file in files for word in ("-r", str(file))]
    uv = shutil.which("uv")
    with step(f"{' and '.join(file.name for file in files)} with {'uv' if uv else 'pip'}"):
        if uv:
            run(uv, "pip", "install", "--python", PYTHON, "--require-hashes", "--compile-bytecode", *source, *wanted)
        else:
            run(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", *source, *wanted)
    stamp.write_text(json.dumps(made))


# --- up ------------------------------------------------------------------------------------------------------------


def group_lives(group: int) -> bool:
    """Whether a process group still has a member; one that nobody has reaped yet no longer counts."""
    import psutil

    for process in psutil.process_iter(["status"]):
        with contextlib.suppress(ProcessLookupError):
            if os.getpgid(process.pid) == group and process.info["status"] != psutil.STATUS_ZOMBIE:
                return True
    return False


class Children:
    """The processes of `up`, each in a session of its own so that its whole group can be ended."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.record = var / "children.json"
        self.logs = var / "log"
        self.logs.mkdir(parents=True, exist_ok=True)
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.rows: list[tuple[str, int, str]] = []

    def end_leftovers(self) -> None:
        """End what a killed `up` left behind; a process that only got the same number is left alone."""
        if not self.record.exists():
            return
        for name, pid, command in json.loads(self.record.read_text() or "[]"):
            if command in command_line(pid):
                with step(f"ending the {name} that an earlier run left"), contextlib.suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)
            self._wait_for(pid)
        self.record.unlink()

    def _wait_for(self, group: int) -> None:
        """Wait until a killed group has let go of its port and files, but not for a stranger with the same number."""
        end = time.monotonic() + DYING
        while group_lives(group) and time.monotonic() < end:
            time.sleep(0.05)

    def start(self, name: str, *command: str | Path) -> None:
        """Start one process and write it down."""
        words = [str(word) for word in command]
        with (self.logs / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                words, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        self.rows.append((name, self.running[name].pid, " ".join(words[1:4])))
        self.record.write_text(json.dumps(self.rows))

    def fallen(self) -> str | None:
        """The name of a process that ended by itself, if one did."""
        return next((name for name, child in self.running.items() if child.poll() is not None), None)

    def tail(self, name: str) -> str:
        """The last lines of a process's log."""
        return "\n".join((self.logs / f"{name}.log").read_text(errors="replace").splitlines()[-15:])

    def stop(self) -> None:
        """Ask every process to end, wait for its warm shutdown, then end its group."""
        for child in self.running.values():
            with contextlib.suppress(ProcessLookupError):
                os.kill(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + WARM_SHUTDOWN
        for child in self.running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        self.record.unlink(missing_ok=True)


@contextlib.contextmanager
def only_one(var: Path, what: str) -> Iterator[None]:
    """Hold the folder's lock. Raises Trouble when another `up` holds it."""
    lock = (var / "up.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        raise Trouble(
            f"Zone Tracker already runs here: {lock.read().strip()}. Stop it first, or set another ZONE_VAR_DIR."
        ) from None
    lock.truncate(0)
    lock.write(what)
    lock.flush()
    try:
        yield
    finally:
        lock.truncate(0)
        lock.close()


def require_free_port(port: int) -> None:
    """Raises Trouble when somebody listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Trouble(f"Port {port} is not free ({error.strerror}); choose another one with --port.") from None


def up(port: int, *, browser: bool, facts: bool) -> None:
    """Everything: database, pages, worker with beat; until Ctrl-C. With demo data, or in a folder of its own with
    nothing but the article's facts and an administrator."""
    var = VAR / "facts" if facts else VAR
    require_writable(var, ELSEWHERE)
    url = f"http://127.0.0.1:{port}/"
    with only_one(var, f"pid {os.getpid()}, {url}"):
        children = Children(var)
        children.end_leftovers()
        require_free_port(port)
        os.environ.setdefault("ZONE_DEMO", "1")
        os.environ.setdefault("ZONE_SITE_URL", url.rstrip("/"))
        os.environ.update(ZONE_VAR_DIR=str(var), ZONE_FACTS="1" if facts else "0")
        for folder in ("broker/queue", "broker/control", "media", "mail", "static"):
            (var / folder).mkdir(parents=True, exist_ok=True)
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job starts with it ignored
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        say("Starting")
        with contextlib.ExitStack() as stack:
            with step("PostgreSQL"):
                embedded = stack.enter_context(database(var))
            demo = os.environ["ZONE_DEMO"] == "1"
            if embedded:
                make_room(embedded, demo=demo and not facts, var=var)
            with step("database tables"):
                make_tables(embedded)
            if demo:
                with step("the article's facts" if facts else "demo data"):
                    run(PYTHON, "manage.py", "load_demo", "--facts-only" if facts else "--fresh-if-older")
            stack.callback(stop_all, children)
            serve(children, port, url, browser=browser)


def make_room(embedded: Embedded, *, demo: bool, var: Path) -> None:
    """Make a demo anew when other migrations made its database; raises Trouble when it is no demo (decision 13)."""
    if embedded.is_empty or embedded.fits:
        return
    if not demo:
        raise Trouble(
            f"The database in {var} was made by another version and does not fit this one. Go on with that version, "
            "or set ZONE_VAR_DIR to a new folder."
        )
    with step("The demo database was made by another version; making room for a new one"):
        embedded.make_anew()


def make_tables(embedded: Embedded | None) -> None:
    """Write down which migrations make the database, and run them; when that is interrupted, the next start goes on."""
    if embedded:
        embedded.stamp()
    run(PYTHON, "manage.py", "migrate", "--verbosity", "0")


def serve(children: Children, port: int, url: str, *, browser: bool) -> None:
    """Start the processes, tell where to look, and watch over them."""
    with step("pages, worker and beat"):
        children.start(
            "web", PYTHON, "-m", "gunicorn", "--config", "python:zone_tracker.serving", "zone_tracker.wsgi",
            "--bind", f"127.0.0.1:{port}", "--workers", "2", "--no-control-socket",
        )  # fmt: skip
        children.start(
            "worker", PYTHON, "-m", "celery", "-A", "zone_tracker", "worker", "-B", "-P", "prefork", "-c", "2",
            "--loglevel", "INFO", "--schedule", children.var / "celerybeat-schedule",
        )  # fmt: skip
        wait_for_pages(children, url)
    print(f"\nReady after {time.monotonic() - STARTED:.0f} s:  {url}\n", flush=True)
    subprocess.run([str(PYTHON), "manage.py", "demo_accounts"], cwd=ROOT, check=False)
    print(f"\nLogs are in {children.logs}. Ctrl-C ends everything.", flush=True)
    if browser:
        webbrowser.open(url)
    while (name := children.fallen()) is None:
        time.sleep(0.5)
    raise Trouble(f"The {name} process ended by itself:\n{children.tail(name)}")


def wait_for_pages(children: Children, url: str, patience: float = 60) -> None:
    """Wait until /healthz answers. Raises Trouble when a process falls first, or patience ends."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if name := children.fallen():
            raise Trouble(f"The {name} process did not start:\n{children.tail(name)}")
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url + "healthz", timeout=2)
            return
        time.sleep(0.2)
    raise Trouble(f"The pages did not answer within {patience:.0f} s:\n{children.tail('web')}")


def stop_all(children: Children) -> None:
    """End everything that `up` started."""
    say("\nStopping")
    with step("pages, worker and beat"):
        children.stop()


# --- manage --------------------------------------------------------------------------------------------------------


def manage(arguments: list[str]) -> int:
    """Run manage.py; an empty database gets its tables first, and one that does not fit is told of."""
    require_writable(VAR, ELSEWHERE)
    os.environ.setdefault("ZONE_DEMO", "1")
    with database(VAR) as embedded:
        if embedded and embedded.is_empty:
            make_tables(embedded)
        elif embedded and not embedded.fits:
            say("The database here was made by other migrations than today's. `python3 dev.py up` makes it anew.")
        return subprocess.run([str(PYTHON), "manage.py", *arguments], cwd=ROOT).returncode


# --- test ----------------------------------------------------------------------------------------------------------


def test(fast: bool, rest: list[str]) -> int:
    """Every check, then the whole suite in one pytest run, then the quick bench; returns the exit code.

    The whole suite, not a part of it, is measured as well. Raises Trouble when it runs too little of some code.
    """
    var = VAR / "test"
    require_writable(var, ELSEWHERE)
    os.environ.update(ZONE_DEMO="1", ZONE_VAR_DIR=str(var), DJANGO_SETTINGS_MODULE="zone_tracker.settings")
    skipped: list[str] = []
    with contextlib.ExitStack() as stack:
        say("Preparing")
        with step("PostgreSQL"):
            embedded = stack.enter_context(database(var))
            if embedded:
                embedded.hurry()
        if not fast:
            skipped = provide(stack, var)
        say("Checking")
        for name, words in STATIC_CHECKS.items():
            with step(name):
                run(PYTHON, *words)
        with step("check --deploy"):
            run(PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING", env=production_environment())
        skipped += lint_browser_files()
        marks = ["-m", " and ".join(f"not {mark}" for mark in (*NEEDS, "process", "slow"))] if fast else []
        say("Testing")
        for line in skipped:
            say(f"  SKIPPED: {line}")
        kept = stack.enter_context(kept_databases(embedded)) if fast else []
        side_by_side = ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile"]
        measured = coverage.environment(var) if not (fast or rest) else {}
        command = [str(PYTHON), "-m", "pytest", *side_by_side, *kept, *marks, *rest]
        failed = subprocess.run(command, cwd=ROOT, env=os.environ | measured).returncode
        if measured and not failed:
            coverage.report(var)
    return failed or (0 if fast or rest else quick_bench())


# --- bench ---------------------------------------------------------------------------------------------------------


def bench(options: argparse.Namespace) -> int:
    """Measure every page in a folder of its own; returns 1 when a quick run finds one above its budget."""
    from tools.bench import command

    var = VAR / "bench"
    require_writable(var, ELSEWHERE)
    with only_one(var, f"pid {os.getpid()}, the bench"):
        return command.bench(
            var,
            scale=options.scale,
            quick=options.quick,
            target=options.json,
            other=options.compare,
            write=options.write_budgets,
        )


def quick_bench() -> int:
    """The pages' budgets of statements, rows and kB, in the folder of the bench; returns the exit code."""
    say("Budgets of the pages")
    own = os.environ | {"ZONE_VAR_DIR": str(VAR)}
    return subprocess.run([str(PYTHON), str(ROOT / "dev.py"), "bench", "--quick"], cwd=ROOT, env=own).returncode


# --- the command line ----------------------------------------------------------------------------------------------


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="dev.py", description="Set up, run and check Zone Tracker.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    command = commands.add_parser("up", help="set up and run everything with demo data")
    command.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"port on 127.0.0.1 (default {DEFAULT_PORT})")
    command.add_argument("--no-browser", action="store_true", help="do not open a browser")
    command.add_argument("--facts", action="store_true", help="with nothing but the article's facts, and an admin")
    command = commands.add_parser("test", help="set up and run every check")
    command.add_argument("--fast", action="store_true", help="without browser, processes, Redis and what is slow")
    command.add_argument("rest", nargs=argparse.REMAINDER, metavar="-- PYTEST…", help="passed on to pytest")
    command = commands.add_parser("bench", help="measure every page")
    command.add_argument("--scale", type=int, metavar="N", help="multiply the demo (25; 1 when quick)")
    command.add_argument("--quick", action="store_true", help="one round; exit 1 when a page is above its budget")
    command.add_argument("--json", type=Path, metavar="FILE", help="write the run down")
    command.add_argument("--compare", type=Path, metavar="FILE", help="tell the growth against such a file")
    command.add_argument("--write-budgets", action="store_true", help="as --quick; what is found becomes the budget")
    command = commands.add_parser("manage", help="run manage.py", add_help=False)
    command.add_argument("rest", nargs=argparse.REMAINDER, metavar="ARGS…")
    command = commands.add_parser("styles", help="make the style sheet of every page anew")
    command.add_argument("--check", action="store_true", help="compare it with its sources only")
    command = commands.add_parser("vendor", help="check or refresh vendored files and pinned requirements")
    mode = command.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="compare the files with their manifest, offline (default)")
    mode.add_argument("--update", action="store_true", help="fetch the files from npm and pin the requirements anew")
    command = commands.add_parser("bundle", help="make one archive, with wheels, for machines without network")
    command.add_argument("--to", type=Path, metavar="FILE", help="where (default zone-tracker-VERSION.tar.gz here)")
    return top


def main() -> int:
    """Run one command; return the exit code."""
    options = parser().parse_args()
    try:
        if options.command == "styles":
            return styles(check=options.check)
        if options.command == "vendor":
            return vendor(update=options.update)
        enter_environment(tools=options.command in ("test", "bench"))
        if options.command == "bundle":
            return bundle(options.to)
        if options.command == "up":
            headless = options.no_browser or not (os.environ.get("DISPLAY") or sys.platform == "darwin")
            up(options.port, browser=not headless, facts=options.facts)
            return 0
        if options.command == "bench":
            return bench(options)
        if options.command == "test":
            return test(options.fast, [word for word in options.rest if word != "--"])
        return manage(options.rest)
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 0 if options.command == "up" else 130


if __name__ == "__main__":
    sys.exit(main())
