"""现状: what is kept of a project is what its raw rows say: after a verb, past the verbs, and as time passes."""

import datetime as dt
import threading
import uuid
from collections.abc import Callable
from decimal import Decimal

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from core.enums import Lamp, Role
from core.kernel.clock import moment
from core.kernel.keeping import freshness
from core.models import Department, User, Workday
from projects.enums import Stage
from projects.meeting import actions
from projects.models import (
    Blocker,
    LampLimits,
    LampOverride,
    Milestone,
    Postponement,
    Project,
    Snapshot,
    Standing,
    Update,
    day_of,
    follow_the_calendar,
    weeks_over,
)
from projects.payloads import MilestoneRow
from projects.readings import lamp_of
from projects.week.freezing import freeze
from tests.projects.scene import FRIDAY, MONDAY, as_user, node, person, photo, project, report, submit, week
from zone_tracker.recount import recount, repair

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
DAY = dt.timedelta(days=1)


@pytest.fixture
def leader() -> User:
    return person("lin", Role.LEADER)


@pytest.fixture
def scene(given: Project, wang: User) -> Project:
    """A project with two nodes, the first overdue, and an old update; its standing is up to date."""
    node(given, 1, "2026-11-02")
    node(given, 2, "2027-03-01")
    report(given, "2026-11-09", wang)
    Standing.objects.renew_due(FRIDAY)
    return given


def kept(of: Project) -> Standing:
    return Standing.objects.get(pk=of.pk)


# --- Verbs ------------------------------------------------------------------------------------------------------------
def _issue(of: Project, leader: User) -> actions.Action:
    return actions.issue(
        period=week("2026-11-16"),
        project=of,
        title="协调用电",
        owner=of.responsible,
        due_on=dt.date(2026, 11, 30),
        by=leader,
        now=FRIDAY,
        client_id=uuid.uuid4(),
    )


def _strike_off(of: Project, leader: User) -> None:
    action = _issue(of, leader)
    step = {"by": leader, "now": FRIDAY}
    actions.hand_in(action, text="已通电", photo=photo(), client_id=uuid.uuid4(), **step)
    actions.strike_off(action, text="同意", client_id=uuid.uuid4(), **step)


def _postpone(of: Project, leader: User) -> None:
    asked = of.milestones.first().ask_postponement(
        to_on=dt.date(2026, 12, 21), reason="雨季", with_followers=True, by=of.responsible, now=FRIDAY
    )
    asked.decide(True, note="", by=leader, now=FRIDAY)


def _later_action(of: Project, leader: User) -> None:
    action = _issue(of, leader)
    asked = actions.ask_for_later(action, to_on=dt.date(2026, 12, 9), reason="缺件", by=of.responsible, now=FRIDAY)
    asked.decide(True, note="", by=leader, now=FRIDAY)


def _waive(of: Project, leader: User) -> None:
    Milestone.objects.filter(project=of, rank=2).update(closes=Stage.SIGNED)
    asked = of.ask_waiver(Stage.SIGNED, on=dt.date(2026, 11, 20), reason="先行", by=of.responsible, now=FRIDAY)
    asked.decide(True, note="", by=leader, now=FRIDAY)


def _override(of: Project, leader: User) -> None:
    words = {"lamp": Lamp.GREEN, "reason": "已协调", "evidence": "会议纪要", "ends_on": dt.date(2026, 12, 1)}
    LampOverride(**words).put_in_force(of, by=leader, now=FRIDAY)


def _take_back(of: Project, leader: User) -> None:
    _override(of, leader)
    LampOverride.objects.take_back(of, now=FRIDAY)


def _correct(of: Project, leader: User) -> None:
    update = of.updates.get()
    update.correct(text="多报", investment_delta_wan=Decimal(-30), by=leader, now=FRIDAY, client_id=uuid.uuid4())


def _resolve(of: Project, leader: User) -> None:
    submit(of, of.responsible, blocker="缺电", department=Department.objects.create(name="供电"))
    Blocker.objects.get(project=of).resolve(at=FRIDAY, by=leader)


def _plan(of: Project, leader: User) -> None:
    first = of.milestones.first()
    row = MilestoneRow(
        pk=first.pk, name="改名", kind=first.kind, planned_on=dt.date(2026, 12, 1), actual_on=None, rank=1
    )
    of.plan_milestones([row])


VERBS: dict[str, Callable[[Project, User], object]] = {
    "每周进展": lambda of, leader: submit(of, of.responsible, declared="red", investment_wan=Decimal(70)),
    "无变化": lambda of, leader: submit(of, of.responsible, unchanged=True, done=""),
    "需协调事项": lambda of, leader: submit(
        of, of.responsible, blocker="缺电", department=Department.objects.create(name="供电")
    ),
    "节点完成": lambda of, leader: submit(
        of, of.responsible, milestones={of.milestones.first().pk: dt.date(2026, 11, 19)}
    ),
    "解决": _resolve,
    "更正": _correct,
    "签发交办单": _issue,
    "销号交办单": _strike_off,
    "交办单延期": _later_action,
    "节点延期": _postpone,
    "容缺推进": _waive,
    "改判": _override,
    "撤销改判": _take_back,
    "进入阶段": lambda of, leader: of.enter_stage(Stage.PLANNING, on=dt.date(2026, 11, 1), by=leader),
    "改计划": _plan,
    "冻结基线": lambda of, leader: of.freeze_baseline(on=dt.date(2026, 11, 20)),
    "移出重点": lambda of, leader: of.amend({"key_listed_on": None}, expected_version=of.version),
    "销号": lambda of, leader: of.amend({"closed_on": dt.date(2026, 11, 20)}, expected_version=of.version),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_writes_the_standing_itself(scene: Project, leader: User, verb: str) -> None:
    before = kept(scene)
    VERBS[verb](scene, leader)
    assert list(recount(FRIDAY)) == []
    assert not Standing.objects.due(FRIDAY).exists(), "the verb left it to the tick"
    unseen = {"无变化", "解决", "撤销改判", "容缺推进", "进入阶段", "冻结基线", "销号交办单"}
    if verb not in unseen:
        names = [field.name for field in Standing._meta.concrete_fields]
        assert any(getattr(kept(scene), name) != getattr(before, name) for name in names)


def test_a_verb_that_forgets_is_found(scene: Project, leader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Project, "renew_standing", lambda self, **kwargs: None)
    _issue(scene, leader)
    assert {each.column for each in recount(FRIDAY)} == {"open_actions", "due_at"}
    assert Standing.objects.due(FRIDAY).exists()


# --- Past the verbs ---------------------------------------------------------------------------------------------------
PAST_THE_VERBS: dict[str, Callable[[Project], object]] = {
    "a node": lambda of: node(of, 3, "2026-12-01"),
    "a node that goes": lambda of: of.milestones.all().delete(),
    "an update": lambda of: report(of, "2026-11-16", of.responsible),
    "many updates": lambda of: of.updates.update(investment_wan=Decimal(5)),
    "the project": lambda of: Project.objects.filter(pk=of.pk).update(stage="producing"),
    "a limit": lambda of: LampLimits.objects.create(pk=1, late_red_over=3),
    "a week": lambda of: type(week("2026-11-16")).objects.update(frozen_at=FRIDAY),
    "raw SQL": lambda of: connection.cursor().execute("UPDATE projects_milestone SET planned_on = '2026-01-05'"),
}


@pytest.mark.parametrize("what", PAST_THE_VERBS)
def test_what_is_written_past_the_verbs_is_due_at_once(scene: Project, what: str) -> None:
    PAST_THE_VERBS[what](scene)
    assert all(each.due for each in recount(FRIDAY))
    assert Standing.objects.due(FRIDAY).exists()
    Standing.objects.renew_due(FRIDAY)
    assert list(recount(FRIDAY)) == []


def test_without_its_trigger_nobody_would_know(scene: Project) -> None:
    with pgtrigger.ignore("projects.Milestone:makes_due_updated"):
        Milestone.objects.update(planned_on=dt.date(2026, 1, 5))
    assert {each.due for each in recount(FRIDAY)} == {False}
    with pytest.raises(CommandError, match="--repair"):
        call_command("recount")
    assert repair(FRIDAY)
    assert list(recount(FRIDAY)) == []


def test_a_project_has_a_standing_from_its_first_moment(given: Project) -> None:
    assert (given.standing.code, given.standing.system) == (given.code, Lamp.GREY)


def test_a_holiday_that_is_entered_moves_the_lamps(scene: Project) -> None:
    follow_the_calendar()
    Workday.objects.update_or_create(on=dt.date(2026, 11, 19), defaults={"is_working": False})
    follow_the_calendar()
    assert Standing.objects.due(FRIDAY).exists()


# --- Time -------------------------------------------------------------------------------------------------------------
def test_as_days_pass_only_those_rows_are_looked_at_whose_moment_has_come(scene: Project, wang: User) -> None:
    """Each day for three months: what the tick keeps is what the rules say of raw rows on that day."""
    quiet = project("YH-2026-002", key_listed_on=None)
    node(quiet, 1, "2028-01-03")
    override = LampOverride(lamp="green", reason="已协调", evidence="纪要", ends_on=dt.date(2026, 12, 3))
    override.put_in_force(scene, by=wang, now=FRIDAY)
    Standing.objects.renew_due(FRIDAY)
    looked_at, lamps = [], []
    for now in (FRIDAY + DAY * n for n in range(1, 90)):
        looked_at.append(Standing.objects.renew_due(now))
        assert list(recount(now)) == []
        read = kept(scene).reading(day_of(now), weeks_over(now))
        raw = lamp_of(scene, now.date(), now=now)
        assert (read.lamp, read.why, read.silent_periods) == (raw.lamp, raw.why, raw.silent_periods)
        lamps.append(read.lamp)
    assert {Lamp.GREEN, Lamp.AMBER, Lamp.RED} <= set(lamps)
    assert 0 < sum(looked_at) < 89
    assert kept(quiet).due_at == moment(dt.date(2028, 1, 3), dt.time())


def test_the_freeze_remembers_red(scene: Project) -> None:
    Milestone.objects.filter(rank=1).update(planned_on=dt.date(2026, 1, 5))
    submit(scene, scene.responsible)
    freeze(week("2026-11-23"), now=MONDAY)
    assert Snapshot.objects.get().system == Lamp.RED
    scene.milestones.first().complete(on=dt.date(2026, 11, 23))
    Standing.objects.renew_due(MONDAY + DAY)
    assert kept(scene).causes[0]["rule"] == "was_red"


@pytest.mark.parametrize("writes", [freshness.WRITES, ()], ids=["as it is", "control: a request never asks again"])
def test_a_week_that_is_frozen_by_hand_is_over_within_the_same_request(
    scene: Project, leader: User, writes: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The freeze reads which weeks are over before it freezes one, and the standings after it."""
    monkeypatch.setattr(freshness, "WRITES", writes)
    before, period = kept(scene).silent_since, week("2026-11-23")
    for _time in range(2):  # the first one opens this week; from the second on the process keeps which are over
        as_user(leader).get("/projects/")
    assert as_user(leader).post(f"/projects/weeks/{period.key}/freeze/").status_code == 302
    assert week("2026-11-23").frozen_at
    stale = [each for each in recount(FRIDAY) if not each.due]
    assert bool(stale) == (not writes)
    assert before == dt.date(2026, 11, 16)
    repair(FRIDAY)


# --- Cost and races ---------------------------------------------------------------------------------------------------
def test_many_cost_as_many_queries_as_one(wang: User) -> None:
    def queries(count: int) -> int:
        for number in range(count):
            each = project(f"YH-{count}-{number}", responsible=wang)
            node(each, 1, "2026-10-30")
            report(each, "2026-11-16", wang)
        Standing.objects.make_due()
        with CaptureQueriesContext(connection) as caught:
            assert Standing.objects.renew_due(FRIDAY)
        return len(caught)

    queries(1)
    assert queries(2) == queries(12)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_the_second_sees_what_the_first_wrote(
    scene: Project, wang: User, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One raises a blocker while the other issues a 交办单; neither count is lost."""
    wrote, go_on = threading.Event(), threading.Event()

    def first() -> None:
        with transaction.atomic():
            Blocker.objects.create(project=scene, text="缺电", raised_by=wang, raised_at=FRIDAY)
            scene.renew_standing(now=FRIDAY)
            wrote.set()
            go_on.wait(5)
        connection.close()

    def second() -> None:
        wrote.wait(5)
        _issue(scene, leader)
        connection.close()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    for each in threads:
        each.start()
    wrote.wait(5)
    threads[1].join(0.5)
    assert threads[1].is_alive(), "the second waits for the first"
    go_on.set()
    for each in threads:
        each.join(10)
    assert (kept(scene).open_blockers, kept(scene).open_actions) == (1, 1)
    assert list(recount(FRIDAY)) == []
    assert Update.objects.count() == 1
    assert not Postponement.objects.exists()
