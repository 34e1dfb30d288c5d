"""The processes under measure: started, watched through /proc, and ended."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.console import ROOT, Trouble

PATIENCE = 60  # seconds for a server to answer first
QUIET, LONGEST_SETTLE = 0.25, 5.0  # seconds without work before a measure, and the longest wait for them
TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")  # what /proc counts in
WORDS = ("--workers", "2", "--worker-class", "gthread", "--threads", "4", "--no-control-socket")


@dataclass(frozen=True)
class Server:
    """A running gunicorn, or PostgreSQL: the head of a tree of processes."""

    pid: int
    port: int = 0

    @property
    def cpu_ms(self) -> float:
        """CPU time that the tree has used so far, of its ended members too."""
        return sum(cpu_of(pid) for pid in self.tree)

    @property
    def tree(self) -> list[int]:
        """The head and all below it."""
        import psutil

        return [self.pid, *(child.pid for child in psutil.Process(self.pid).children(recursive=True))]

    def memory(self) -> list[dict[str, float]]:
        """RSS and PSS of each worker, in MB."""
        import psutil

        found = (psutil.Process(pid).memory_full_info() for pid in self.tree[1:])
        return [{"rss_mb": round(each.rss / 1e6, 1), "pss_mb": round(each.pss / 1e6, 1)} for each in found]


def cpu_of(pid: int) -> float:
    """CPU time of a process and of its children that ended, in ms; nothing for one that has just ended itself."""
    with contextlib.suppress(OSError):
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(int(ticks) for ticks in after_name[11:15]) * TICK_MS
    return 0.0


def settle(servers: Iterable[Server]) -> None:
    """Wait until no server works any more: what it still does for the last client is not the next one's cost."""
    watched, end = list(servers), time.monotonic() + LONGEST_SETTLE
    while time.monotonic() < end:
        before = sum(server.cpu_ms for server in watched)
        time.sleep(QUIET)
        if sum(server.cpu_ms for server in watched) - before <= TICK_MS:
            return


@contextlib.contextmanager
def gunicorn(wsgi: str, env: dict[str, str], log: Path, *, config: str = "") -> Iterator[Server]:
    """Serve an application on a free loopback port, with a module of settings when it has one.

    Raises Trouble when it does not start.
    """
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    settings = ["--config", f"python:{config}"] if config else []
    command = [sys.executable, "-m", "gunicorn", *settings, wsgi, "--bind", f"127.0.0.1:{port}", *WORDS]
    with log.open("wb") as said:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=said, stderr=said, start_new_session=True)
    try:
        wait_for(process, port, log)
        yield Server(process.pid, port)
    finally:
        stop(process)


def wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until both workers are there and somebody listens."""
    import psutil

    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError, psutil.Error), socket.create_connection(("127.0.0.1", port), timeout=1):
            if len(psutil.Process(process.pid).children()) == 2:
                return
        time.sleep(0.1)
    raise Trouble(f"The server did not start:\n{log.read_text(errors='replace')[-3000:]}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end, then end its whole group."""
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=10)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
