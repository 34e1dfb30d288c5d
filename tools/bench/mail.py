"""The mail of a Monday against a loop over one connection: both to a server that throws everything away."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from tools.bench.figures import ratio, rounded
from tools.console import ROOT, Trouble

MAILS = 200
PATIENCE = 15  # seconds


@contextlib.contextmanager
def sink() -> Iterator[int]:
    """An SMTP server of its own process on a free loopback port; yields the port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    words = ["-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Sink", "-l", f"127.0.0.1:{port}"]
    process = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    """Wait until the server listens. Raises Trouble when it does not."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise Trouble("The mail server of the bench does not listen.")


def answer_of(*words: str, env: dict[str, str]) -> Any:
    """What one of the bench's own programs answers, as JSON. Raises Trouble when it fails."""
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise Trouble(f"`{' '.join(words)}` failed.\n{done.stderr[-3000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def mail(product: dict[str, str], floor: dict[str, str]) -> dict[str, Any]:
    """What a message costs the product and the floor, by their environments."""
    with sink() as port:
        plain = answer_of("tools.bench.floor.mail", str(port), str(MAILS), env=floor)
        ours = answer_of(
            "tools.bench.inside", "mail", str(MAILS), env=product | {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}
        )
    return {
        "mails": MAILS,
        "product": ours,
        "floor": plain,
        "ratio_cpu": rounded(ratio(ours["cpu_ms"], plain["cpu_ms"])),
    }
