"""`dev.py up` for real: it starts everything, refuses a twin, survives a kill, and leaves nothing behind."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 120
pytestmark = pytest.mark.process
INHERITED = ("DATABASE_URL", "PGUSER", "PGHOST", "CELERY_BROKER_URL", "CACHE_URL", "EMAIL_URL", "XDG_RUNTIME_DIR")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class Up:
    """One folder in which `up` may be started again and again."""

    def __init__(self, var: Path) -> None:
        self.var, self.port, self.process = var, free_port(), None
        self.environment = {name: value for name, value in os.environ.items() if name not in INHERITED}
        self.environment |= {"ZONE_VAR_DIR": str(var), "ZONE_DEMO": "1"}

    def command(self, port: int | None = None) -> list[str]:
        return [sys.executable, "dev.py", "up", "--no-browser", "--port", str(port or self.port)]

    def start(self) -> None:
        with (self.var / "up.out").open("w") as log:
            self.process = subprocess.Popen(
                self.command(), cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
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

    def twin(self, var: Path | None = None) -> subprocess.CompletedProcess[str]:
        environment = self.environment | ({"ZONE_VAR_DIR": str(var)} if var else {})
        return subprocess.run(self.command(), cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)

    def stop(self, how: int) -> int:
        os.kill(self.process.pid, how)
        return self.process.wait(timeout=40)

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


def test_a_day_in_the_life_of_up(up: Up, tmp_path: Path) -> None:
    up.start()
    assert up.health()["checks"]["database"] == "ok"
    assert "项目专员\tproject" in up.said()
    end = time.monotonic() + 30
    while up.health()["checks"]["worker"] != "ok" and time.monotonic() < end:
        time.sleep(0.5)
    assert up.health() == {"status": "ok", "checks": {"database": "ok", "worker": "ok"}}

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
    begun = time.monotonic()
    up.start()
    assert time.monotonic() - begun < 20
    assert up.health()["checks"]["database"] == "ok"

    assert up.stop(signal.SIGINT) == 0
    assert up.processes() == []
