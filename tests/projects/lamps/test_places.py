"""One rule for lamps: every place that shows one agrees with it, on both sides of each limit that people set."""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from core.enums import Lamp, Role
from core.kernel.workdays import ONE_DAY, WorkCalendar
from core.models import User
from enterprises.models import Enterprise
from projects.enums import AgendaSection
from projects.lamps.rules import Limits
from projects.meeting.actions import issue
from projects.meeting.agenda import AgendaFacts, build_agenda
from projects.models import Blocker, LampLimits, Project, Standing
from projects.readings import lamp_of
from projects.week.freezing import freeze
from targets.key_projects import key_projects
from tests.projects.scene import MONDAY, as_user, node, person, project, report, week

TODAY = MONDAY.date()
NOW = MONDAY + dt.timedelta(minutes=10)  # the week that meets today is frozen
LIMITS = {  # none of them is the one that the product comes with
    "late_red_over": 6,
    "slid_red_over": 20,
    "slid_amber_from": 8,
    "silent_amber_from": 4,
    "unchanged_amber_from": 5,
    "action_red_over": 3,
}
FAR = "2027-06-30"

pytestmark = pytest.mark.django_db


@dataclass
class Scene:
    """A project in a state, and the people who look at it."""

    project: Project
    officer: User
    leader: User
    firm: Enterprise

    def page(self, name: str, *args: Any, by: User | None = None) -> Any:
        client: Client = as_user(by or self.leader)
        response = client.get(reverse(name, args=args))
        assert response.status_code == 200, name
        return response.context

    def dashboard(self) -> Lamp:
        """The lamp of the only key project, once the tick has seen to it."""
        Standing.objects.renew_due(NOW)
        return next(lamp for lamp, n in key_projects(TODAY, self.leader, now=NOW).lamps if n)


def working_days_ago(count: int) -> dt.date:
    """The day that lies so many working days back: what was due then is that late today."""
    calendar, day = WorkCalendar.load(), TODAY
    while calendar.working_days_late(day, TODAY) < count:
        day -= ONE_DAY
    return day


def late(scene: Scene, days: int) -> None:
    on = working_days_ago(days)
    node(scene.project, 2, f"{on}", name="竣工验收")


def slid(scene: Scene, days: int) -> None:
    node(scene.project, 2, FAR, name="竣工验收", baseline_on=dt.date.fromisoformat(FAR) - ONE_DAY * days)


def silent(scene: Scene, periods: int) -> None:
    scene.project.updates.all().delete()
    if periods < 40:
        report(scene.project, f"{TODAY - dt.timedelta(weeks=periods)}", scene.officer)


def unchanged(scene: Scene, periods: int) -> None:
    scene.project.updates.all().delete()
    for back in range(periods):
        report(scene.project, f"{TODAY - dt.timedelta(weeks=back)}", scene.officer, unchanged=True, done="")


def overdue(scene: Scene, days: int) -> None:
    issue(
        period=week("2026-11-02"),
        project=scene.project,
        title="协调用电",
        owner=scene.officer,
        due_on=working_days_ago(days),
        by=scene.leader,
        now=MONDAY - dt.timedelta(days=20),
        client_id=uuid.uuid4(),
    )


# Every place that shows the lamp of a project, and how it is read off there.
PLACES: dict[str, Callable[[Scene], Any]] = {
    "the project list": lambda s: s.page("projects:project_list")["page_obj"][0].reading.lamp,
    "the project page": lambda s: s.page("projects:project_detail", s.project.code)["page"].reading.lamp,
    "the chart": lambda s: s.page("projects:project_chart")["groups"][0].tracks[0].row.reading.lamp,
    "the board": lambda s: next(c for c in s.page("projects:project_board")["columns"] if c.rows).rows[0].reading.lamp,
    "the firm's page": lambda s: s.page("projects:enterprise_panel", s.firm.pk)["rows"][0].reading.lamp,
    "the workbench": lambda s: s.page("workbench", by=s.officer)["panels"][0].panel["rows"][0].reading.lamp,
    "the handover list": lambda s: s.page("projects:handover", by=s.officer)["pack"].held[0].reading.lamp,
    "the frozen week": lambda s: s.page("projects:week_detail", "2026-W48")["snapshots"][0].system,
    "the agenda": lambda s: s.page("projects:meeting_week", "2026-W48")["parts"][0].lines[0].system,
    "the slide": lambda s: s.page("projects:present", "2026-W48")["slide"].line.system,
    "the dashboard": lambda s: s.dashboard(),
    "the command": lambda s: command()[0]["system"],
}
# Every place that shows the lamp of a node.
NODES: dict[str, Callable[[Scene], Any]] = {
    "the project page": lambda s: s.page("projects:project_detail", s.project.code)["page"].nodes,
    "the plan": lambda s: s.page("projects:project_plan", s.project.code)["rows"],
    "the slide": lambda s: s.page("projects:present", "2026-W48")["slide"].nodes,
}
# A limit, what brings a project to it, and the lamps one below it, at it, and one above it.
CASES = [
    ("late_red_over", late, (Lamp.AMBER, Lamp.AMBER, Lamp.RED)),
    ("slid_red_over", slid, (Lamp.AMBER, Lamp.AMBER, Lamp.RED)),
    ("slid_amber_from", slid, (Lamp.GREEN, Lamp.AMBER, Lamp.AMBER)),
    ("silent_amber_from", silent, (Lamp.GREEN, Lamp.AMBER, Lamp.AMBER)),
    ("unchanged_amber_from", unchanged, (Lamp.GREEN, Lamp.AMBER, Lamp.AMBER)),
    ("action_red_over", overdue, (Lamp.AMBER, Lamp.AMBER, Lamp.RED)),
]
SIDES = [
    pytest.param(limit, bring, side, lamp, id=f"{limit} {('below', 'at', 'above')[side + 1]}")
    for limit, bring, lamps in CASES
    for side, lamp in zip((-1, 0, 1), lamps, strict=True)
]


def command() -> list[dict[str, Any]]:
    out = StringIO()
    call_command("lamps", "--as-of", f"{TODAY}", "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def scene() -> Scene:
    """A project that is well in every respect, and that asks the meeting for something."""
    LampLimits.objects.update_or_create(pk=1, defaults=LIMITS)
    officer, leader = person("wang"), person("lin", Role.LEADER)
    firm = Enterprise.objects.create(full_name="示例甲制造有限公司", short_name="示例甲")
    of = project(responsible=officer, enterprise=firm, stage="started")
    node(of, 1, "2026-05-01", actual_on=dt.date(2026, 5, 1))
    node(of, 3, FAR)
    report(of, f"{TODAY}", officer)
    Blocker.objects.create(project=of, text="请协调夜间施工许可", raised_by=officer, raised_at=MONDAY - ONE_DAY * 3)
    return Scene(of, officer, leader, firm)


@pytest.mark.parametrize(("limit", "bring", "side", "lamp"), SIDES)
def test_every_place_agrees(scene: Scene, limit: str, bring: Callable[..., None], side: int, lamp: Lamp) -> None:
    with time_machine.travel(NOW, tick=False):
        bring(scene, LIMITS[limit] + side)
        freeze(week("2026-11-23"), now=NOW)
        assert lamp_of(scene.project, TODAY, now=NOW).lamp == lamp
        shown = {place: read(scene) for place, read in PLACES.items()}
        assert {place: found for place, found in shown.items() if found != lamp} == {}
        nodes = {place: [row.lamp for row in read(scene)] for place, read in NODES.items()}
    assert len({tuple(lamps) for lamps in nodes.values()}) == 1, nodes
    if bring in (late, slid):
        assert nodes["the slide"][1] == (Lamp.GREY if lamp == Lamp.GREEN else lamp)


@pytest.mark.parametrize(("periods", "section"), [(3, AgendaSection.BLOCKER), (4, AgendaSection.SILENT)])
def test_the_agenda_calls_up_silence_by_the_limit_that_people_set(periods: int, section: AgendaSection) -> None:
    facts = AgendaFacts(1, Lamp.GREEN, "", ("依据",), periods, blocked=("夜间许可",))
    assert [line.section for line in build_agenda([facts], [], Limits(silent_amber_from=4))] == [section]


@pytest.mark.parametrize("place", PLACES)
def test_no_place_has_a_limit_of_its_own(scene: Scene, place: str) -> None:
    """Control: with other limits each of these places shows another lamp."""
    with time_machine.travel(NOW, tick=False):
        late(scene, 2)
        LampLimits.objects.filter(pk=1).update(late_red_over=1)
        freeze(week("2026-11-23"), now=NOW)
        assert PLACES[place](scene) == Lamp.RED
