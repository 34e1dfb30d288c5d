"""The manifest of a backup: what it holds, so that a restore can say whether all of it came back."""

import datetime as dt
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings

from core.guard.backup.contents import Contents
from core.guard.backup.postgres import BackupError
from core.kernel.commands import as_json

FORMAT = "zone-tracker backup 1"
NAME = "manifest.json"
DUMP, MEDIA = "database", "media"
_WHAT_THE_KEY_SIGNS = b"zone-tracker identity key"


@dataclass(frozen=True)
class File:
    """A file as it was written."""

    size: int
    sha256: str


Files = dict[str, File]  # by their path below the backup's folder


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `files` are all of its files but this one: the dump's, the media, the keys."""

    at: dt.datetime
    product: str
    server: int
    dumped_by: int
    identity_key: str
    contents: Contents
    files: Files

    def media(self) -> Files:
        """The files of MEDIA_ROOT by their path there."""
        start = f"{MEDIA}/"
        return {path.removeprefix(start): file for path, file in self.files.items() if path.startswith(start)}

    @property
    def bytes(self) -> int:
        return sum(file.size for file in self.files.values())

    def write(self, folder: Path) -> Path:
        """Write it as the last file of a backup."""
        told = vars(self) | {
            "format": FORMAT,
            "at": self.at.isoformat(),
            "contents": self.contents.as_dict(),
            "files": {path: vars(file) for path, file in self.files.items()},
        }
        path = folder / NAME
        path.write_text(as_json(told))
        return path


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises BackupError when there is none, or it is not one of ours."""
    try:
        told = json.loads((folder / NAME).read_text())
        if told.pop("format") != FORMAT:
            raise ValueError
        told["at"] = dt.datetime.fromisoformat(told["at"])
        told["contents"] = Contents.from_dict(told["contents"])
        told["files"] = {path: File(**file) for path, file in told["files"].items()}
        return Manifest(**told)
    except OSError as error:
        raise BackupError(f"{folder} is no backup: it has no readable {NAME}.") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupError(f"{folder / NAME} is not a manifest of this product.") from error


def is_backup(folder: Path) -> bool:
    """Whether a folder carries a manifest of ours."""
    try:
        read(folder)
    except BackupError:
        return False
    return True


def measure(folder: Path, path: Path) -> tuple[str, File]:
    """A file's path below a folder, its size and hash."""
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return path.relative_to(folder).as_posix(), File(path.stat().st_size, digest)


def files_below(folder: Path) -> Iterator[Path]:
    """Every plain file below a folder, in order; what a link points to is somebody else's."""
    for where, folders, names in os.walk(folder):
        folders.sort()
        yield from (path for name in sorted(names) if not (path := Path(where, name)).is_symlink())


def differing(folder: Path, wanted: Files) -> Iterator[str]:
    """In words, every file that is missing below a folder or not as it was written."""
    for name, file in wanted.items():
        path = folder / name
        if not path.is_file():
            yield f"the file {name} is missing"
        elif path.stat().st_size != file.size or measure(folder, path)[1] != file:
            yield f"the file {name} is not as it was written"


def fingerprint_of_key() -> str:
    """Tells one identity key from another, and nothing about either."""
    return hmac.new(settings.IDENTITY_KEY.encode(), _WHAT_THE_KEY_SIGNS, hashlib.sha256).hexdigest()


def fingerprint_of_product() -> str:
    """Which migrations made the tables: every migration file of the product."""
    digest = hashlib.sha256()
    folders = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
    for file in sorted(path for folder in folders for path in folder.glob("migrations/*.py")):
        digest.update(f"{file.relative_to(settings.BASE_DIR)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()
