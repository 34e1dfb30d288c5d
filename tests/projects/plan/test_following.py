"""A notice is loaded: open plans are computed again, frozen ones stay and are listed, everybody hears once."""

import datetime as dt

import pytest
from django.test import Client

from core.kernel.workdays import WorkCalendar
from core.models import CalendarYear, Notice, Round, User, Workday
from projects.models import PlanTemplate, Project
from projects.plan import following
from projects.plan.adopting import adopt, draft
from projects.plan.following import TASK, follow
from projects.plan.redoing import set_aside
from tests.projects.scene import FRIDAY, node, person

pytestmark = pytest.mark.django_db
D = dt.date.fromisoformat
TODAY = D("2026-11-20")
END = D("2027-10-15")
# As the State Council might arrange 2027: 国庆 until the 7th, two worked Saturdays.
NOTICE = {f"2027-10-0{n}": False for n in range(1, 8)} | {"2027-09-25": True, "2027-10-09": True}


def load_notice() -> None:
    CalendarYear.objects.create(year=2027, source="国办")
    Workday.objects.bulk_create(Workday(on=D(day), is_working=works, name="国庆") for day, works in NOTICE.items())


@pytest.fixture
def plan(given: Project, wang: User) -> Project:
    """A plan that is not frozen, laid back from the middle of October 2027."""
    following.begin()
    template = PlanTemplate.objects.get(key="new_plant")
    adopt(given, draft(given, template, END, today=TODAY), freeze=False, by=wang, today=TODAY)
    return given


def dates(of: Project) -> dict[str, tuple[dt.date | None, dt.date]]:
    return {each.key: (each.starts_on, each.planned_on) for each in of.milestones.all()}


def told(to: User) -> list[Notice]:
    return list(Notice.objects.filter(user=to, dedupe_key__startswith="calendar:"))


def test_an_open_plan_is_what_it_would_be_had_the_notice_been_there(plan: Project, wang: User) -> None:
    before = dates(plan)
    load_notice()
    assert follow(FRIDAY) > 0
    laid = draft(plan, PlanTemplate.objects.get(key="new_plant"), END, today=TODAY)
    assert dates(plan) == {each.slot.node.key: (each.slot.starts_on, each.slot.due_on) for each in laid.nodes}
    assert dates(plan) != before
    calendar = WorkCalendar.load()
    assert all(calendar.is_working(due) for _start, due in dates(plan).values())
    assert all(each.baseline_on == each.planned_on for each in plan.milestones.all())
    (notice,) = told(wang)
    assert "→" in notice.body
    assert notice.url == f"/projects/{plan.code}/plan/"


def test_a_node_that_is_not_applicable_hands_on_what_it_waited_for(plan: Project) -> None:
    """Without its links the plan would count as typed by hand, and stay where it was."""
    middle = next(each for each in plan.milestones.all() if each.after and each.rank > 3)
    set_aside(plan, middle, reason="净地出让", version=plan.version)
    before = dates(plan)
    load_notice()
    assert follow(FRIDAY) > 0
    calendar = WorkCalendar.load()
    assert dates(plan) != before
    assert all(calendar.is_working(due) for _start, due in dates(plan).values())


def test_it_is_told_once_and_nothing_moves_twice(plan: Project, wang: User) -> None:
    load_notice()
    follow(FRIDAY)
    after, version = dates(plan), Project.objects.get(pk=plan.pk).version
    assert follow(FRIDAY) == 0
    assert (dates(plan), Project.objects.get(pk=plan.pk).version, len(told(wang))) == (after, version, 1)


def test_without_a_change_nothing_is_told(plan: Project, wang: User) -> None:
    """Negative control: the year alone, without its days, moves nothing: the days of the law were off already."""
    before = dates(plan)
    CalendarYear.objects.create(year=2027, source="国办")
    assert follow(FRIDAY) == 0
    assert (dates(plan), told(wang)) == (before, [])


def test_a_frozen_plan_stays_and_is_listed(plan: Project, wang: User) -> None:
    moved = plan.milestones.last()
    plan.milestones.filter(pk=moved.pk).update(planned_on=D("2027-10-06"))
    plan.freeze_baseline(on=TODAY)
    before = dates(plan)
    load_notice()
    assert follow(FRIDAY) == 1
    assert dates(plan) == before
    (notice,) = told(wang)
    assert notice.body == f"{plan.name} {moved.name}：2027-10-06 不再是工作日，日期未动"


def test_what_a_person_typed_stays(plan: Project, wang: User) -> None:
    """One node was moved by hand, so the plan is a person's; only what is off now is listed."""
    first = plan.milestones.first()
    plan.milestones.filter(pk=first.pk).update(planned_on=first.planned_on - dt.timedelta(days=7))
    before = dates(plan)
    off = sum(D("2027-10-04") <= due <= D("2027-10-07") for _start, due in before.values())
    load_notice()
    assert follow(FRIDAY) == off
    assert dates(plan) == before


def test_a_plan_that_was_typed_altogether_is_only_looked_at(given: Project, wang: User) -> None:
    following.begin()
    node(given, 1, "2027-10-05")
    node(given, 2, "2027-11-01")
    load_notice()
    assert follow(FRIDAY) == 1
    assert "2027-10-05" in told(wang)[0].body


def test_what_is_done_and_what_is_over_is_history(plan: Project) -> None:
    plan.milestones.update(actual_on=TODAY)
    load_notice()
    assert follow(FRIDAY) == 0


def test_the_first_tick_of_all_only_looks(given: Project) -> None:
    Round.objects.filter(task=TASK).delete()
    node(given, 1, "2027-10-05")
    load_notice()
    assert follow(FRIDAY) == 0
    assert Round.objects.filter(task=TASK).exists()


def test_pages_say_reckoned_until_then(plan: Project, client: Client, wang: User) -> None:
    client.force_login(wang)
    address = f"/projects/{plan.code}/"
    assert "按推算" in client.get(f"{address}plan/").content.decode()
    assert "按推算" in client.get(address).content.decode()
    load_notice()
    assert "按推算" not in client.get(address).content.decode()


def test_of_a_project_that_nobody_answers_for_the_officers_hear(plan: Project, wang: User) -> None:
    officer = person("sun", "project_officer")
    Project.objects.update(responsible=None, reporter=None)
    load_notice()
    assert follow(FRIDAY) > 0
    assert len(told(officer)) == 1
