"""`dev.py up` for real: it starts everything, refuses a twin, survives a kill, and leaves nothing behind.

Once as whoever runs the tests, in the product's own folder; once as somebody without rights, in folders with odd names.
"""

import contextlib
import json
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = getattr(sys, "_base_executable", sys.executable)  # dev.py goes on inside the environment by itself
PATIENCE = 120
pytestmark = pytest.mark.process
INHERITED = ("DATABASE_URL", "PGUSER", "PGHOST", "CELERY_BROKER_URL", "EMAIL_URL", "XDG_RUNTIME_DIR")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class Up:
    """One folder in which `up` may be started again and again, by one person."""

    def __init__(self, var: Path, *, root: Path = ROOT, user: str | None = None) -> None:
        self.var, self.root, self.port, self.process = var, root, free_port(), None
        self.prefix: list[str] = []
        self.more: list[str] = []
        self.killed: list[subprocess.Popen[bytes]] = []
        self.person = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
        self.environment = {name: value for name, value in os.environ.items() if name not in INHERITED}
        self.environment |= {"ZONE_VAR_DIR": str(var), "ZONE_DEMO": "1"}

    def command(self, port: int | None = None) -> list[str]:
        return [*self.prefix, PYTHON, "dev.py", "up", "--no-browser", "--port", str(port or self.port), *self.more]

    def start(self) -> None:
        with (self.var / "up.out").open("w") as log:
            self.process = subprocess.Popen(
                self.command(),
                cwd=self.root,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.person,
            )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if "Ctrl-C ends everything" in self.said():
                return
            assert self.process.poll() is None, self.said()
            time.sleep(0.3)
        pytest.fail(f"not up within {PATIENCE} s\n{self.said()}")

    def said(self) -> str:
        return (self.var / "up.out").read_text()

    def health(self) -> dict:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
            return json.load(answer)

    def twin(self, var: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        """Another `up` that is expected to end soon."""
        environment = self.environment | ({"ZONE_VAR_DIR": str(var)} if var else {}) | environment
        return subprocess.run(
            self.command(), cwd=self.root, env=environment, capture_output=True, text=True, timeout=60, **self.person
        )

    def stop(self, how: int) -> int:
        os.kill(self.process.pid, how)
        return self.process.wait(timeout=40)

    def kill_everything(self) -> None:
        """`kill -9` of dev.py, PostgreSQL, pages, worker and all that they started; nobody waits for their end."""
        mine = {process for process in psutil.process_iter() if self._is_mine(process)}
        for process in mine:
            with contextlib.suppress(psutil.Error):
                process.kill()
        assert len(mine) > 8, "the control: there was something to kill"
        self.killed.append(self.process)

    def bury(self) -> None:
        for process in self.killed:
            process.wait(timeout=10)

    def _is_mine(self, process: psutil.Process) -> bool:
        with contextlib.suppress(psutil.Error):
            told = process.environ().get("ZONE_VAR_DIR") == str(self.var)
            return told or str(self.var) in process.cwd() or str(self.var) in " ".join(process.cmdline())
        return False

    def processes(self) -> list[str]:
        """Processes that still belong to this folder: known by its path, the port, or the folder they were told."""
        mine = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                words = " ".join(process.cmdline())
                told = process.environ().get("ZONE_VAR_DIR") == str(self.var)
                if told or str(self.var) in words or f":{self.port}" in words:
                    mine.append(words)
        return mine


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    house = Up(tmp_path)
    yield house
    if house.process and house.process.poll() is None:
        house.stop(signal.SIGTERM)


def seconds_of(start: Callable[[], None]) -> float:
    begun = time.monotonic()
    start()
    return time.monotonic() - begun


def test_a_day_in_the_life_of_up(up: Up, tmp_path: Path) -> None:
    first = seconds_of(up.start)
    assert up.health()["checks"]["database"] == "ok"
    assert "项目专员\tproject" in up.said()
    end = time.monotonic() + 30
    while up.health()["checks"]["worker"] != "ok" and time.monotonic() < end:
        time.sleep(0.5)
    while up.health()["checks"]["audit"] != "ok" and time.monotonic() < end:
        time.sleep(0.5)  # a worker that starts does what the night missed
    assert up.health() == {
        "status": "ok",
        "checks": {"database": "ok", "worker": "ok", "instance": "ok", "backup": "off", "audit": "ok"},
    }

    twin = up.twin()
    assert twin.returncode == 1
    assert "already runs here" in twin.stderr
    elsewhere = tmp_path / "other"
    elsewhere.mkdir()
    taken = up.twin(elsewhere)
    assert taken.returncode == 1
    assert f"Port {up.port} is not free" in taken.stderr

    up.stop(signal.SIGKILL)
    assert up.processes(), "the control: a kill leaves the children behind"
    assert seconds_of(up.start) < first  # the tables and the demo are still there
    assert "another version" not in up.said()
    assert up.health()["checks"]["database"] == "ok"

    assert up.stop(signal.SIGINT) == 0
    assert up.processes() == []


def test_the_facts_alone_stand_beside_the_demo(up: Up) -> None:
    up.more = ["--facts"]
    up.start()
    assert up.health()["checks"]["database"] == "ok"
    assert re.findall(r"\t(\w+)\t", up.said()) == ["admin"]
    assert (up.var / "facts" / "postgres").is_dir()
    assert not (up.var / "postgres").exists()
    assert up.stop(signal.SIGINT) == 0
    assert up.processes() == []


WITHOUT_RIGHTS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]  # root again, but bound by permissions


def another_user() -> str | None:
    """Somebody without rights, when this is root and others may read its Python; otherwise nobody else."""
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(PermissionError):
        subprocess.run([PYTHON, "-c", ""], user="nobody", check=True, cwd="/")
        return "nobody"
    return None


@pytest.fixture
def odd() -> Iterator[Path]:
    """A folder with a space and Chinese characters in its name, which everybody may enter."""
    with tempfile.TemporaryDirectory(prefix="作战图 试用 ") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def copied_product(target: Path, *, environment: bool) -> Path:
    """The product in another folder, with its virtual environment if wanted (in hard links: it is large)."""
    left = shutil.ignore_patterns(".venv", "var", ".git", "__pycache__", ".*_cache", "screenshots")
    shutil.copytree(ROOT, target, ignore=left)
    if environment:
        shutil.copytree(sys.prefix, target / ".venv", symlinks=True, copy_function=link_or_copy)
    return target


def link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target)


def folder_of(user: str | None, path: Path, mode: int = 0o755) -> Path:
    path.mkdir()
    if user:
        shutil.chown(path, user)
    path.chmod(mode)
    return path


def test_a_folder_with_an_odd_name_and_a_sudden_end(odd: Path) -> None:
    user = another_user()
    product = copied_product(odd / "挂图 作战", environment=True)
    house = Up(folder_of(user, odd / "数据 var"), root=product, user=user)
    house.environment["ZONE_STARTED"] = str(time.monotonic() - 1000)  # as if installing had taken that long
    try:
        house.start()
        assert house.health()["checks"]["database"] == "ok"
        assert int(re.search(r"Ready after (\d+) s", house.said())[1]) > 1000

        house.kill_everything()
        another_version_of(product)
        house.start()  # at once, with the dead still unburied
        assert "The demo database was made by another version" in house.said()
        assert house.health()["checks"]["database"] == "ok"
        assert house.stop(signal.SIGINT) == 0
        assert house.processes() == []

        another_version_of(product)
        refused = house.twin(ZONE_DEMO="0", ZONE_SECRET_KEY="x" * 60, ZONE_IDENTITY_KEY="y" * 60)
        assert refused.returncode == 1
        assert "was made by another version and does not fit this one" in refused.stderr
        assert "Traceback" not in refused.stderr
    finally:
        if house.process and house.process.poll() is None:
            house.stop(signal.SIGTERM)
        house.bury()


def another_version_of(product: Path) -> None:
    with (product / "core/migrations/0001_initial.py").open("a") as migration:
        migration.write("# another version\n")


def test_a_folder_that_cannot_be_written_to_is_refused_in_a_sentence(odd: Path) -> None:
    house = Up(folder_of(None, odd / "var", 0o555))
    house.prefix = WITHOUT_RIGHTS if os.geteuid() == 0 else []
    said = house.twin()
    assert (said.returncode, said.stdout) == (1, "")
    sentence = f"{house.var} cannot be written to (Permission denied). Set ZONE_VAR_DIR to a folder that can."
    assert said.stderr.strip() == sentence

    house.root, house.var = copied_product(odd / "product", environment=False), odd / "fine"
    house.root.chmod(0o555)
    said = house.twin(house.var)
    house.root.chmod(0o755)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.startswith(f"\n{house.root} cannot be written to (Permission denied). The virtual environment")
    assert len(said.stderr.strip().splitlines()) == 1
