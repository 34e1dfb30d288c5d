"""One archive for machines without network: the product as git has it, its wheels, and sums over all of it."""

from __future__ import annotations

import gzip
import hashlib
import io
import platform
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from tools.console import ROOT, Trouble, require_writable, run, step

SUMS = "SHA256SUMS"
SAFELY: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # Python 3.11.2 knows none
INSTALL = """\
{name}, for {python} on {platform}.

In this folder, without network:

    sha256sum --check --quiet SHA256SUMS
    python3 -m venv .venv
    .venv/bin/python -m pip install --no-index --find-links wheels --require-hashes -r requirements.txt

Then go on with the settings of "First installation" in docs/operations.md; deploy/README.md has the units.
To try it with demo data: python3 dev.py up
"""


def bundle(to: Path | None) -> int:
    """Write the archive, and print where it is. Raises Trouble when it would not hold what git has."""
    name = f"zone-tracker-{tomllib.loads((ROOT / 'pyproject.toml').read_text())['project']['version']}"
    target = (to or ROOT / f"{name}.tar.gz").resolve()
    require_clean_tree()
    require_writable(target.parent, "Name a file elsewhere with --to.")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / name
        with step("the product"):
            unpack_head(Path(scratch), prefix=f"{name}/")
        with step("wheels"):
            fetch_wheels(folder)
        with step("sums and archive"):
            told = {"python": f"{sys.implementation.name} {platform.python_version()}"}
            (folder / "INSTALL").write_text(INSTALL.format(name=name, platform=sysconfig.get_platform(), **told))
            (folder / SUMS).write_text(sums(folder))
            pack(folder, target)
    print(target)
    return 0


def git(*words: str) -> bytes:
    """What git answers. Raises Trouble when it does not, or when this is no clone of the product."""
    try:
        return subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", b"").decode(errors="replace").strip() or error
        raise Trouble(f"A bundle is made in a git clone of the product, and git says: {said}") from None


def require_clean_tree() -> None:
    """Raises Trouble when something here is not committed: the bundle is made of commits."""
    if changed := git("status", "--porcelain").decode().splitlines():
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise Trouble(f"Not as git has it: {changed[0][3:]}{more}. Commit or remove what was changed first.")


def unpack_head(folder: Path, *, prefix: str) -> None:
    """Lay the last commit into a folder."""
    with tarfile.open(fileobj=io.BytesIO(git("archive", f"--prefix={prefix}", "HEAD"))) as archive:
        archive.extractall(folder, **SAFELY)


def fetch_wheels(folder: Path) -> None:
    """Fetch what requirements.txt pins, for this Python and platform. Raises Trouble when one is not to be had."""
    run(
        sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:",
        "--dest", folder / "wheels", "--requirement", folder / "requirements.txt",
    )  # fmt: skip


def sums(folder: Path) -> str:
    """A line for each file, as sha256sum writes them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}\n" for path in files)


def pack(folder: Path, target: Path) -> None:
    """Write the archive: the same bytes for the same commit and wheels, whoever makes it."""
    moment = int(git("log", "-1", "--format=%ct"))

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
        member.mtime = moment
        return member

    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", fileobj=file, mtime=moment, compresslevel=6) as packed,
        tarfile.open(fileobj=packed, mode="w") as archive,
    ):
        archive.add(folder, arcname=folder.name, filter=plain)
