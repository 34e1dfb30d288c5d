"""The nightly proof: once a night, told once a day, and seen where people look."""

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

import pytest

from core.enums import Role
from core.guard.backup import proving
from core.guard.backup.proving import last_night, prove_tonight
from core.kernel.clock import SHANGHAI
from core.models import BackupProof, Instance, Notice, User
from core.office.health import HealthReport, state_of_backup

pytestmark = pytest.mark.django_db
NIGHT = dt.datetime(2026, 11, 24, 2, 30, tzinfo=SHANGHAI)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _configured(settings: Any, tmp_path: Path) -> None:
    settings.ZONE_BACKUP_DIR = str(tmp_path)
    User.objects.create_user("admin", roles=[Role.ADMIN])
    User.objects.create_user("gone", roles=[Role.ADMIN], is_active=False)
    User.objects.create_user("leader", roles=[Role.LEADER])


def ends(monkeypatch: pytest.MonkeyPatch, *, ok: bool) -> list[dt.datetime]:
    """Let every proof end so; the moments at which one was made."""
    made: list[dt.datetime] = []

    def prove(_folder: Path, *, now: dt.datetime) -> BackupProof:
        made.append(now)
        return BackupProof.objects.create(at=now, seconds=1, ok=ok, error="" if ok else "no space left")

    monkeypatch.setattr(proving, "prove", prove)
    return made


def test_a_good_proof_is_made_once_a_night_and_told_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    made = ends(monkeypatch, ok=True)
    assert [prove_tonight(NIGHT), prove_tonight(NIGHT), prove_tonight(NIGHT + 9 * HOUR)] == [1, 0, 0]
    assert prove_tonight(NIGHT + 24 * HOUR) == 1
    assert len(made) == 2
    assert not Notice.objects.exists()
    assert state_of_backup(NIGHT + 25 * HOUR) == "ok"


def test_a_failed_one_is_told_once_a_day_to_active_administrators(monkeypatch: pytest.MonkeyPatch) -> None:
    ends(monkeypatch, ok=False)
    for hours in (0, 1, 9):
        prove_tonight(NIGHT + hours * HOUR)
    assert list(Notice.objects.values_list("user__username", "body")) == [("admin", "no space left")]
    assert state_of_backup(NIGHT + HOUR) == "failed"
    prove_tonight(NIGHT + 24 * HOUR)
    assert Notice.objects.count() == 2


def test_a_proof_that_does_not_come_is_late_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    BackupProof.objects.create(at=NIGHT, seconds=1, ok=True)
    monkeypatch.setattr(proving, "prove", lambda *_args, **_named: None)  # another one is at work, for ever
    prove_tonight(NIGHT + 25 * HOUR)
    assert not Notice.objects.exists()
    prove_tonight(NIGHT + 27 * HOUR)
    assert state_of_backup(NIGHT + 27 * HOUR) == "late"
    assert Notice.objects.count() == 1


def test_where_none_is_configured_nothing_is_done(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.ZONE_BACKUP_DIR = ""
    made = ends(monkeypatch, ok=False)
    assert prove_tonight(NIGHT) == 0
    assert made == []
    assert state_of_backup(NIGHT) == "off"


def test_a_copy_makes_no_backup_among_those_of_the_real_one(monkeypatch: pytest.MonkeyPatch) -> None:
    made = ends(monkeypatch, ok=True)
    Instance.objects.update(number=uuid.uuid4())
    assert prove_tonight(NIGHT) == 0
    assert made == []


@pytest.mark.parametrize(
    ("state", "status"),
    [("ok", "ok"), ("off", "ok"), ("never", "ok"), ("late", "degraded"), ("failed", "degraded")],
)
def test_what_monitors_hear(state: str, status: str) -> None:
    assert HealthReport("ok", "ok", "ok", state).as_dict()["status"] == status


def test_the_night_begins_at_half_past_two() -> None:
    assert last_night(NIGHT) == NIGHT
    assert last_night(NIGHT - dt.timedelta(seconds=1)) == NIGHT - 24 * HOUR
