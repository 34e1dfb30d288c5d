"""The linter of static/js and static/css: Biome, installed by npm from a lock file with integrity hashes.

The same lock file holds what tools/vendoring.py makes smaller files with: PurgeCSS for Bootstrap, esbuild for ECharts.
"""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LOCK = HERE / "package-lock.json"
MODULES = HERE / "node_modules"
PATIENCE = 300  # seconds for npm to fetch one archive


class Unavailable(Exception):
    """The linter could not be installed: one clause that says why."""


def install() -> None:
    """Install the locked linter unless this lock is installed already. Raises Unavailable."""
    stamp, wanted = MODULES / ".lock.sha256", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=PATIENCE)
    except FileNotFoundError:
        raise Unavailable("npm is not here") from None
    except subprocess.TimeoutExpired:
        raise Unavailable(f"npm did not answer within {PATIENCE} s") from None
    if done.returncode:
        raise Unavailable(f"npm could not install it: {' '.join(done.stderr.split())[:300]}")
    stamp.write_text(wanted)


def complaints() -> str:
    """What the linter has to say about our browser files; nothing when they are clean. Raises Unavailable."""
    install()
    command = [str(MODULES / ".bin" / "biome"), "lint", "--error-on-warnings", "--colors=off", "--max-diagnostics=50"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return (done.stdout + done.stderr).strip() if done.returncode else ""
