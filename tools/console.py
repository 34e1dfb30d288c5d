"""What every command of dev.py says and runs: steps with their seconds, programs, and trouble in one sentence."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Trouble(Exception):
    """Something the person at the keyboard can mend: one clear sentence, exit 1."""


def say(text: str) -> None:
    """Tell the person at the keyboard; standard output belongs to the command that was asked for."""
    print(text, file=sys.stderr, flush=True)


@contextlib.contextmanager
def step(text: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    print(f"  {text} … ", end="", file=sys.stderr, flush=True)
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        print("failed", file=sys.stderr, flush=True)
        raise
    print(f"{time.monotonic() - begun:.1f} s", file=sys.stderr, flush=True)


def run(*command: str | Path, env: dict[str, str] | None = None, quiet: bool = True) -> None:
    """Run a command to its end. Raises Trouble with the tail of its output when it fails."""
    words = [str(word) for word in command]
    output = subprocess.PIPE if quiet else None
    done = subprocess.run(
        words, cwd=ROOT, env=env, text=True, stdout=output, stderr=subprocess.STDOUT if quiet else None
    )
    if done.returncode:
        tail = "\n".join((done.stdout or "").splitlines()[-40:])
        raise Trouble(
            f"`{' '.join(Path(words[0]).name if n == 0 else w for n, w in enumerate(words))}` failed.\n{tail}"
        )


def require_writable(folder: Path, remedy: str) -> None:
    """Make the folder when it is not there. Raises Trouble with the remedy when nothing can be written in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Trouble(f"{folder} cannot be written to ({error.strerror}). {remedy}") from None
