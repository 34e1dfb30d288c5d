"""What `dev.py test` needs on this machine: the static checks, the programs, and the databases that were kept."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tools import linting
from tools.console import Trouble, run, step
from tools.postgres import Embedded

STATIC_CHECKS: dict[str, list[str]] = {
    "ruff": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "djlint": ["-m", "djlint", "templates", "--lint", "--quiet"],
    "types": ["-m", "tools.types_ratchet"],
    "import layers": ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
    "vendored files": ["dev.py", "vendor", "--check"],
    "style bundle": ["dev.py", "styles", "--check"],
    "migrations": ["manage.py", "refresh_initial_migrations", "--check"],
    "migration safety": ["-m", "tools.migration_safety"],
}
NEEDS = {
    "redis": ("redis-server", ["redis-server"], "the concurrency and Celery tests on real Redis"),
    "browser": ("chromium", ["chromium", "fonts-noto-cjk"], "the browser tests"),
    "nginx": ("nginx", ["nginx-light"], "the tests of deploy/nginx.conf"),
    "systemd": ("systemd-analyze", ["systemd"], "the syntax of the units in deploy/"),
}
# How the tests are told where a program is.
PROGRAMS = {
    "ZONE_TEST_CHROMIUM": "chromium",
    "ZONE_TEST_NGINX": "nginx",
    "ZONE_TEST_SYSTEMD_ANALYZE": "systemd-analyze",
}


@contextlib.contextmanager
def kept_databases(embedded: Embedded | None) -> Iterator[list[str]]:
    """Keep the test databases for the next run, while the migrations are the same and each run came to its end.

    Yields the words for pytest. A server that is not ours keeps nothing.
    """
    if embedded is None:
        yield []
        return
    if not embedded.fits:
        embedded.drop_test_databases()
    embedded.stamp("a test run that has not ended")
    yield ["--reuse-db"]
    embedded.stamp()


def production_environment() -> dict[str, str]:
    """The environment of a real installation, with keys that nobody keeps."""
    extra = {
        "ZONE_DEMO": "0",
        "ZONE_DEBUG": "0",
        "ZONE_SECRET_KEY": secrets.token_urlsafe(64),
        "ZONE_IDENTITY_KEY": secrets.token_urlsafe(64),
        "ZONE_ALLOWED_HOSTS": "zone.example",
    }
    return os.environ | extra


def provide(stack: contextlib.ExitStack, var: Path) -> list[str]:
    """Install what NEEDS names, and start Redis, where that is possible; return what has to be skipped."""
    skipped = []
    for mark, (program, packages, what) in NEEDS.items():
        if not (program_at(program) and (mark != "browser" or chinese_font())):
            install_packages(packages)
        if not program_at(program):
            skipped.append(f"{what}: {program} is not here and could not be installed")
    if skipped and os.environ.get("CI"):
        raise Trouble("; ".join(skipped))
    if shutil.which("redis-server"):
        with step("Redis"):
            os.environ["ZONE_TEST_REDIS_URL"] = stack.enter_context(redis(var))
    for variable, program in PROGRAMS.items():
        if found := program_at(program):
            os.environ[variable] = found
    return skipped


def program_at(name: str) -> str | None:
    """Where a program is; those for administrators are not on everybody's path."""
    return shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin")))


def lint_browser_files() -> list[str]:
    """Lint static/js and static/css; return what has to be skipped. Raises Trouble when the linter complains."""
    if not shutil.which("npm"):
        install_packages(["nodejs", "npm"])
    try:
        with step("biome"):
            complaints = linting.complaints()
    except linting.Unavailable as reason:
        if os.environ.get("CI"):
            raise Trouble(f"The browser files could not be linted: {reason}") from None
        return [f"the linter of static/js and static/css: {reason}"]
    if complaints:
        raise Trouble(complaints)
    return []


def chinese_font() -> bool:
    """Whether pages can be drawn in Chinese."""
    return any(Path("/usr/share/fonts").glob("**/NotoSansCJK*"))


def install_packages(packages: list[str]) -> None:
    """Install Debian packages when this is root on Debian."""
    if os.geteuid() != 0 or not Path("/etc/debian_version").exists():
        return
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with contextlib.suppress(Trouble), step(f"installing {', '.join(packages)}"):
        run("apt-get", "update", "-qq", env=quiet)
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages, env=quiet)


@contextlib.contextmanager
def redis(var: Path) -> Iterator[str]:
    """A Redis of our own on a free loopback port, without persistence."""
    folder = var / "redis"
    folder.mkdir(exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen([*command, "--dir", str(folder)], stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()
