"""A line is kept for its time, the chain holds without what is over, and what is young is never forgotten."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from core.enums import AuditKind, Noise, Role
from core.guard.trail.forgetting import forget_old, kept_since
from core.guard.trail.nightly import verify_tonight
from core.guard.trail.roles import SEALED, protected
from core.guard.trail.verifying import verify
from core.kernel.clock import SHANGHAI
from core.models import AuditCheck, AuditEvent, AuditNoise, AuditSeal, Notice, User
from core.models.trail import emptying
from core.office import health
from tests.core.guard.trail.owner import forge

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def logged_in(*days_ago: int) -> dt.datetime:
    """Lines so old, each sealed; return now."""
    now = timezone.now()
    for days in days_ago:
        AuditEvent.objects.create(at=now - days * DAY, kind=AuditKind.LOGIN, who=f"{days} days ago")
    connection.check_constraints()
    return now


def who() -> list[str]:
    return list(AuditEvent.objects.filter(kind=AuditKind.LOGIN).order_by("pk").values_list("who", flat=True))


@pytest.fixture(autouse=True)
def _nothing_yet() -> None:
    """What `migrate` seeded has lines of this minute, and the oldest line is to be an old one."""
    connection.check_constraints()
    seeded = "projects_plantemplate, talent_headrule"
    with emptying(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {seeded}, {', '.join([SEALED, *protected()])} RESTART IDENTITY CASCADE")


def test_lines_are_kept_for_three_years() -> None:
    now = logged_in(3 * 365 + 60, 3 * 365 + 2, 3 * 365 - 2, 0)
    assert forget_old(now) == 2
    assert who() == [f"{3 * 365 - 2} days ago", "0 days ago"]
    connection.check_constraints()
    assert verify().ok


def test_the_calendar_decides(settings: Any) -> None:
    settings.ZONE_AUDIT_MONTHS = 6
    assert kept_since(dt.datetime(2026, 8, 31, 3, tzinfo=SHANGHAI)) == dt.datetime(2026, 2, 28, 3, tzinfo=SHANGHAI)
    settings.ZONE_AUDIT_MONTHS = 36
    assert kept_since(dt.datetime(2026, 11, 29, 3, tzinfo=SHANGHAI)) == dt.datetime(2023, 11, 29, 3, tzinfo=SHANGHAI)


def test_it_happens_by_the_month() -> None:
    """Each time a baseline of every register is taken; a day's worth of lines is not worth it."""
    assert forget_old(logged_in(3 * 365 + 20, 0)) == 0
    assert len(who()) == 2


def test_the_registers_keep_their_history() -> None:
    User.objects.create_user("wang")
    connection.check_constraints()
    with connection.cursor() as cursor:  # four years pass
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE core_auditevent SET at = at - interval '4 years'")
        forge(cursor)
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert verify().ok
    assert forget_old(timezone.now()) == 1
    assert User.pgh_event_model.objects.filter(username="wang").exists()
    kinds = list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))
    connection.check_constraints()
    assert kinds == [AuditKind.BASELINE, AuditKind.FORGOTTEN]
    assert verify().ok
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE core_userevent SET name = 'x'")
    assert not verify().ok


def test_what_is_younger_than_six_months_is_refused_by_the_database(settings: Any) -> None:
    settings.ZONE_AUDIT_MONTHS = 1
    now = logged_in(100, 0)
    with pytest.raises(DatabaseError, match="kept for 6 months"), transaction.atomic():
        forget_old(now)
    assert len(who()) == 2


def test_a_cut_that_no_line_tells_of_is_found() -> None:
    now = logged_in(1500, 1400, 0)
    first = AuditSeal.objects.order_by("number")[1]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM core_auditevent WHERE at < %s", [now - DAY])
        cursor.execute("DELETE FROM core_auditseal WHERE number < %s", [first.number])
    assert not verify().ok


def test_what_was_counted_is_forgotten_too() -> None:
    now = logged_in(0)
    for days in (0, 1500):
        AuditNoise.objects.count_one(Noise.LOGIN, address=None, now=now - days * DAY)
    forget_old(now)
    assert AuditNoise.objects.times() == 1


class TestEachNight:
    NIGHT = dt.datetime(2026, 11, 24, 3, 0, tzinfo=SHANGHAI)

    def test_once_a_night(self) -> None:
        assert [verify_tonight(self.NIGHT), verify_tonight(self.NIGHT), verify_tonight(self.NIGHT + DAY)] == [1, 0, 1]
        assert AuditCheck.objects.filter(ok=True).count() == 2
        assert not Notice.objects.exists()
        assert health.state_of_audit(self.NIGHT + DAY) == "ok"
        assert health.state_of_audit(self.NIGHT + 3 * DAY) == "late"

    def test_a_fault_is_told_and_nothing_is_forgotten(self) -> None:
        User.objects.create_user("auditor", roles=[Role.AUDITOR])
        User.objects.create_user("leader", roles=[Role.LEADER])
        logged_in(1500, 0)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("UPDATE core_auditevent SET who = 'else' WHERE who = '0 days ago'")
            cursor.execute("SET LOCAL session_replication_role = origin")
        for hours in (0, 1):
            verify_tonight(self.NIGHT + dt.timedelta(hours=hours))
        assert list(Notice.objects.values_list("user__username", flat=True)) == ["auditor"]
        assert who() == ["1500 days ago", "else"]
        assert health.state_of_audit(self.NIGHT) == "failed"
