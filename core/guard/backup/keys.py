"""The keys of an installation in a backup: encrypted for a recipient, or left out."""

import shutil
import subprocess
from pathlib import Path

from django.conf import settings

from core.guard.backup.postgres import BackupError

NAME = "keys"
AGE = ("age", "--encrypt", "--recipient")
GPG = ("gpg", "--batch", "--yes", "--trust-model", "always", "--encrypt", "--recipient")


def write(folder: Path, *, recipient: str) -> Path:
    """Write ZONE_SECRET_KEY and ZONE_IDENTITY_KEY, readable for the recipient only: by `age` for one that begins with
    age1, by `gpg` for any other. In clear they never touch the disk.

    Raises BackupError when the program is missing or does not know the recipient.
    """
    words, ending = (AGE, "age") if recipient.startswith("age1") else (GPG, "gpg")
    if not shutil.which(words[0]):
        raise BackupError(f"The keys cannot be encrypted: {words[0]} is not installed.")
    clear = f"ZONE_SECRET_KEY={settings.SECRET_KEY}\nZONE_IDENTITY_KEY={settings.IDENTITY_KEY}\n"
    done = subprocess.run([*words, recipient], input=clear.encode(), capture_output=True)
    if done.returncode:
        complaint = (done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"])[-1]
        raise BackupError(f"The keys cannot be encrypted for {recipient}: {complaint}")
    path = folder / f"{NAME}.{ending}"
    path.write_bytes(done.stdout)
    return path
