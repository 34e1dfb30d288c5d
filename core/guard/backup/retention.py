"""Which backups stay: the newest of each of the last 14 days, 8 weeks and 6 months that have one."""

import datetime as dt
import shutil
from collections.abc import Callable, Collection, Hashable
from pathlib import Path

from django.utils import timezone

from core.guard.backup import manifest

DAYS, WEEKS, MONTHS = 14, 8, 6
KEPT: tuple[tuple[int, Callable[[dt.datetime], Hashable]], ...] = (
    (DAYS, lambda at: at.date()),
    (WEEKS, lambda at: at.isocalendar()[:2]),
    (MONTHS, lambda at: (at.year, at.month)),
)


def staying(moments: Collection[dt.datetime]) -> set[dt.datetime]:
    """The moments whose backups stay. Spans without a backup do not count: after a long silence old ones are kept."""
    stay: set[dt.datetime] = set()
    for most, span in KEPT:
        newest: dict[Hashable, dt.datetime] = {}
        for at in sorted(moments, reverse=True):
            newest.setdefault(span(timezone.localtime(at)), at)
        stay |= set(list(newest.values())[:most])
    return stay


def backups_in(folder: Path) -> dict[Path, dt.datetime]:
    """Every whole backup in a folder with its moment. What carries no manifest of ours is none of our business."""
    below = [path for path in folder.iterdir() if path.is_dir() and not path.is_symlink() and path.name[0] != "."]
    return {path: manifest.read(path).at for path in below if manifest.is_backup(path)}


def clear_out(folder: Path) -> list[Path]:
    """Remove the backups that need not stay; return them."""
    found = backups_in(folder)
    stay = staying(found.values())
    gone = [path for path, at in found.items() if at not in stay]
    for path in gone:
        shutil.rmtree(path)
    return gone
