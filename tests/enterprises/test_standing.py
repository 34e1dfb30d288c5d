"""How a firm is served now: the database keeps it, whichever way a row is written; the recount proves it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pgtrigger
import pytest
from django.db import connection
from django.utils import timezone

from core.enums import Role
from enterprises.enums import Grade, GradeStatus, PlanKind
from enterprises.models import (
    BEFORE_ALL,
    CultivationPlan,
    Enterprise,
    FirmStanding,
    PlanEntry,
    Request,
    Visit,
    VisitTier,
)
from enterprises.models.standing import SOURCES
from tests.enterprises.scene import LONG_AGO, asked, firm, person, visit
from tests.races import at_once

TODAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)


def kept(of: Enterprise) -> FirmStanding:
    return FirmStanding.objects.get(pk=of.pk)


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db
class TestWhatIsKept:
    def test_a_new_firm_was_never_visited(self) -> None:
        found = kept(firm())
        assert (found.visits, found.last_visit_on, found.open_requests, found.due_ats) == (0, None, 0, [])
        assert found.tier is not None
        assert found.visit_due_on == BEFORE_ALL + found.tier.days * DAY

    def test_visits(self) -> None:
        ours, officer = firm(), person("officer", Role.LIAISON)
        visit(ours, officer, on=TODAY - 9 * DAY)
        visit(ours, officer, on=TODAY - 3 * DAY)
        found = kept(ours)
        assert (found.visits, found.last_visit_on) == (2, TODAY - 3 * DAY)
        assert found.tier is not None
        assert found.visit_due_on == TODAY + (found.tier.days - 3) * DAY

    def test_requests(self) -> None:
        ours, officer, now = firm(), person("officer", Role.LIAISON), timezone.now()
        asked(ours, officer, first_answer_by=now + DAY, promised_on=TODAY + 9 * DAY)
        late = asked(ours, officer, first_answer_by=now - DAY, promised_on=TODAY + 4 * DAY)
        found = kept(ours)
        assert (found.open_requests, found.late(now), found.next_promise_on) == (2, 1, TODAY + 4 * DAY)
        assert found.due_ats == [now - DAY, now + DAY]
        late.finish(text="已解决", by=officer, now=now)
        found = kept(ours)
        assert (found.open_requests, found.late(now), found.next_promise_on) == (1, 0, TODAY + 9 * DAY)

    def test_what_time_does_is_not_written(self) -> None:
        """A tick escalates a request; the standing stays as it is."""
        ours = firm()
        row = asked(ours, person("officer", Role.LIAISON), first_answer_by=timezone.now() - DAY)
        sql("SELECT set_config('zone.seen', (SELECT xmin::text FROM enterprises_firmstanding), true)")
        Request.objects.filter(pk=row.pk).update(escalation=1, next_step_at=None)
        with connection.cursor() as cursor:
            cursor.execute("SELECT xmin::text = current_setting('zone.seen') FROM enterprises_firmstanding")
            assert cursor.fetchone() == (True,)


def moved_in_sql(ours: Enterprise, other: Enterprise) -> None:
    sql("UPDATE enterprises_visit SET enterprise_id = %s WHERE enterprise_id = %s", other.pk, ours.pk)


def a_tier_gets_other_days(_ours: Enterprise, _other: Enterprise) -> None:
    VisitTier.objects.update(days=7)


def graded_in_bulk(ours: Enterprise, other: Enterprise) -> None:
    for each in (ours, other):
        each.grades.create(grade=Grade.KEY, status=GradeStatus.RECOGNISED, evidence="名单")


def entered_and_left(ours: Enterprise, other: Enterprise) -> None:
    plan = CultivationPlan.objects.create(kind=PlanKind.LISTING, name="后备", size=15, issued_on=LONG_AGO)
    PlanEntry.objects.bulk_create(PlanEntry(plan=plan, enterprise=each, entered_on=LONG_AGO) for each in (ours, other))
    PlanEntry.objects.filter(enterprise=ours).update(left_on=TODAY, left_because="终止")


WAYS: dict[str, Callable[[Enterprise, Enterprise], Any]] = {
    "a visit is deleted": lambda ours, _other: Visit.objects.filter(enterprise=ours).delete(),
    "visits move in SQL": moved_in_sql,
    "a visit gets another day": lambda ours, _other: Visit.objects.filter(enterprise=ours).update(on=TODAY - 60 * DAY),
    "a request is reassigned": lambda ours, other: Request.objects.filter(enterprise=ours).update(enterprise=other),
    "a promise is moved": lambda ours, _other: Request.objects.update(promised_on=TODAY + 40 * DAY),
    "grades are given": graded_in_bulk,
    "entries are made and left": entered_and_left,
    "a plan becomes another": lambda *_: CultivationPlan.objects.update(kind=PlanKind.LISTING),
    "a tier gets other days": a_tier_gets_other_days,
    "a tier is taken away": lambda *_: VisitTier.objects.latest("rank").delete(),
}


@pytest.mark.django_db
class TestWhateverWrites:
    @pytest.fixture
    def firms(self) -> tuple[Enterprise, Enterprise]:
        officer, pair = person("officer", Role.LIAISON), (firm("示例甲"), firm("示例乙"))
        for each in pair:
            visit(each, officer, on=TODAY - 20 * DAY)
            asked(each, officer, first_answer_by=timezone.now() + DAY, promised_on=TODAY)
        plan = CultivationPlan.objects.create(kind=PlanKind.CHAMPIONS, name="单项冠军", size=9, issued_on=LONG_AGO)
        PlanEntry.objects.create(plan=plan, enterprise=pair[0], entered_on=LONG_AGO)
        VisitTier.objects.filter(rank=1).update(plans=[PlanKind.CHAMPIONS])
        return pair

    @pytest.mark.parametrize("way", WAYS)
    def test_nothing_differs(self, way: str, firms: tuple[Enterprise, Enterprise]) -> None:
        WAYS[way](*firms)
        assert list(FirmStanding.objects.differences()) == []

    @pytest.mark.parametrize("way", WAYS)
    def test_control_with_the_triggers_asleep_something_does(
        self, way: str, firms: tuple[Enterprise, Enterprise]
    ) -> None:
        names = [
            f"{model._meta.label}:keeps_firm_{how}" for model in SOURCES for how in ("inserted", "updated", "deleted")
        ]
        with pgtrigger.ignore(*names):
            WAYS[way](*firms)
        assert {each.noun for each in FirmStanding.objects.differences()} == {"firm"}
        FirmStanding.objects.recount()
        assert list(FirmStanding.objects.differences()) == []


@pytest.mark.django_db(transaction=True)
def test_two_visits_at_once_are_both_counted() -> None:
    ours, officers = firm(), [person(f"officer{n}", Role.LIAISON) for n in range(6)]
    at_once(*(lambda who=who: visit(ours, who, on=TODAY) for who in officers))
    assert kept(ours).visits == len(officers)
