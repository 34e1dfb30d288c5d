"""Which backups stay, over more than a year."""

import datetime as dt
import json
from pathlib import Path

from core.guard.backup import manifest
from core.guard.backup.contents import Contents
from core.guard.backup.retention import backups_in, clear_out, staying
from core.kernel.clock import SHANGHAI

FIRST = dt.datetime(2026, 1, 1, 2, 30, tzinfo=SHANGHAI)
DAYS = [FIRST + dt.timedelta(days=day) for day in range(400)]


def test_after_400_days_the_newest_of_days_weeks_and_months_are_there() -> None:
    there: set[dt.datetime] = set()
    for today in DAYS:
        there = staying(there | {today, today + dt.timedelta(hours=9)})  # and one by hand
        assert today + dt.timedelta(hours=9) in there
        assert len(there) <= 14 + 8 + 6
    last = DAYS[-1] + dt.timedelta(hours=9)
    assert there >= {last - dt.timedelta(days=day) for day in range(14)}
    weeks, months = {at.isocalendar()[:2] for at in there}, {(at.year, at.month) for at in there}
    assert {(last - dt.timedelta(weeks=week)).isocalendar()[:2] for week in range(8)} <= weeks
    assert len(months) == 6
    assert all(at.hour == 11 for at in there)  # the later of a day


def test_a_long_silence_loses_nothing() -> None:
    old = staying(DAYS[:100])
    assert staying(old) == old
    assert len(staying(old | {DAYS[-1]})) >= len(old) - 3


def whole(folder: Path, at: dt.datetime) -> Path:
    path = folder / f"{at:%Y-%m-%d}"
    path.mkdir()
    manifest.Manifest(at, "", 18, 18, "", Contents({}, {}, 0), {}).write(path)
    return path


def test_only_folders_with_our_manifest_go(tmp_path: Path) -> None:
    made = [whole(tmp_path, at) for at in DAYS[:60]]
    strangers = [tmp_path / "photos", tmp_path / "2026-01-01-old"]
    for each in strangers:
        each.mkdir()
    (strangers[1] / "manifest.json").write_text(json.dumps({"format": "another"}))
    gone = clear_out(tmp_path)
    assert gone
    assert set(backups_in(tmp_path)) == set(made) - set(gone)
    assert all(each.is_dir() for each in strangers)
