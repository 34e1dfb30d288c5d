"""The agenda: its order, each project once, written down once."""

import datetime as dt
import uuid

import pytest

from core.models import User
from projects.enums import ActionState, AgendaSection
from projects.lamps.rules import DEFAULT_LIMITS
from projects.meeting.actions import issue, strike_off
from projects.meeting.agenda import ActionFacts, AgendaFacts, build_agenda, propose, write_agenda
from projects.models import Action, Blocker, Postponement, Project
from projects.week.freezing import freeze
from tests.projects.scene import FRIDAY, MONDAY, node, person, project, report, submit, week

AFTER = MONDAY + dt.timedelta(minutes=5)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def facts(project_id: int, system: str = "green", **also: object) -> AgendaFacts:
    values = {"declared": "green", "reasons": ("依据",), "silent_periods": 0}
    return AgendaFacts(project_id=project_id, system=system, **values | also)  # type: ignore[arg-type]


class TestOrder:
    def test_red_first_then_disagreement_silence_moves_actions_and_blockers(self) -> None:
        found = build_agenda(
            [
                facts(1, blocked=("夜间许可",)),
                facts(2, moved=("竣工由 a 延至 b",)),
                facts(3, silent_periods=2),
                facts(4, "amber"),
                facts(5, "red"),
                facts(6),
            ],
            [ActionFacts(9, 6, "2026-47-03", day("2026-11-19"), 2)],
            DEFAULT_LIMITS,
        )
        assert [(line.section.value, line.project_id) for line in found] == [
            ("red", 5),
            ("differ", 4),
            ("silent", 3),
            ("moved", 2),
            ("action", 6),
            ("blocker", 1),
        ]
        assert found[4].why == "交办单 2026-47-03 逾期 2 个工作日"
        assert found[4].action_id == 9

    def test_a_project_comes_once_with_all_that_is_to_be_said_of_it(self) -> None:
        found = build_agenda(
            [facts(1, "red", reasons=("逾期", "连续 5 期未填报"), silent_periods=5, moved=("x",), blocked=("y",))],
            [],
            DEFAULT_LIMITS,
        )
        assert [line.section for line in found] == [AgendaSection.RED]
        assert [reason.text for reason in found[0].reasons] == ["逾期", "连续 5 期未填报", "x", "y"]

    def test_a_reason_that_a_due_action_gives_is_said_once(self) -> None:
        due = [ActionFacts(9, 1, "2026-46-01", day("2026-11-13"), 6)]
        (line,) = build_agenda(
            [facts(1, "red", reasons=("交办单 2026-46-01 逾期 6 个工作日", "竣工逾期"))], due, DEFAULT_LIMITS
        )
        assert [reason.text for reason in line.reasons] == ["竣工逾期", "交办单 2026-46-01 逾期 6 个工作日"]

    def test_unassigned_projects_are_one_line_unless_they_have_more_to_say(self) -> None:
        nobody = {"silent_periods": 9, "assigned": False}
        found = build_agenda(
            [facts(n, "amber", declared="", name=f"项目{n}", code=f"C-{n}", **nobody) for n in (1, 2)]
            + [facts(3, "amber", declared="", blocked=("缺电",), **nobody), facts(4, "red", **nobody)],
            [],
            DEFAULT_LIMITS,
        )
        assert [(line.section.value, line.project_id) for line in found] == [
            ("red", 4),
            ("silent", 3),
            ("unassigned", None),
        ]
        assert found[2].why == "2 个项目责任待指定"
        assert [reason.code for reason in found[2].reasons] == ["C-1", "C-2"]

    def test_the_time_decides_what_is_taken_up_and_what_is_read(self) -> None:
        lines = build_agenda([facts(n, "red") for n in (1, 2, 3)] + [facts(4, moved=("x",))], [], DEFAULT_LIMITS)
        assert [line.minutes for line in lines] == [5, 5, 5, 2]
        assert [line.handling.value for line in propose(lines, 12)] == ["take", "take", "read", "read"], (
            "in their order"
        )
        assert {line.handling.value for line in propose(lines, 17)} == {"take"}

    def test_more_to_say_takes_longer_up_to_ten_minutes(self) -> None:
        for blocked, minutes in ((1, 6), (3, 8), (9, 10)):
            (line,) = build_agenda([facts(1, "red", blocked=("x",) * blocked)], [], DEFAULT_LIMITS)
            assert line.minutes == minutes

    def test_its_actions_come_with_it_the_oldest_first(self) -> None:
        due = [
            ActionFacts(8, 1, "2026-47-02", day("2026-11-23"), 0),
            ActionFacts(9, 1, "2026-46-01", day("2026-11-13"), 6),
        ]
        found = build_agenda([facts(1, "red")], due, DEFAULT_LIMITS)
        assert [line.project_id for line in found] == [1]
        assert [action.number for action in found[0].actions] == ["2026-46-01", "2026-47-02"]

    def test_a_calm_week_has_an_empty_agenda(self) -> None:
        assert build_agenda([facts(1), facts(2, "grey"), facts(3, "amber", declared="amber")], [], DEFAULT_LIMITS) == []


@pytest.mark.django_db
class TestWrittenDown:
    @pytest.fixture
    def boss(self) -> User:
        return person("boss", "leader")

    def order(self, of: Project, owner: User, boss: User, due_on: str) -> Action:
        return issue(
            period=week("2026-11-16"),
            project=of,
            title="赶工方案",
            owner=owner,
            due_on=day(due_on),
            by=boss,
            now=FRIDAY,
            client_id=uuid.uuid4(),
        )

    def test_the_freeze_writes_it(self, given: Project, wang: User, boss: User) -> None:
        node(given, 1, "2026-08-03")
        calm, moved = project("B-1"), project("B-2")
        for each in (calm, moved):
            submit(each, wang)
        last = node(moved, 1, "2027-01-04")
        asked = last.ask_postponement(to_on=day("2027-01-08"), reason="雨", by=wang, now=FRIDAY)
        asked.decide(True, note="", by=boss, now=FRIDAY)
        Blocker.objects.create(project=calm, text="缺电", raised_by=wang, raised_at=FRIDAY - dt.timedelta(days=9))
        self.order(calm, wang, boss, "2026-11-19")
        Blocker.objects.create(project=calm, text="缺水", raised_by=wang, raised_at=AFTER)
        freeze(week("2026-11-23"), now=AFTER)
        items = [(each.section, each.project.code) for each in week("2026-11-23").agenda.all()]
        assert items == [("red", given.code), ("moved", "B-2"), ("action", "B-1")]
        assert Postponement.objects.count() == 1
        folded = week("2026-11-23").agenda.get(section="action")
        assert [each["section"] for each in folded.reasons] == ["action", "blocker"]
        assert folded.actions == [Action.objects.get().number]
        assert "缺电" in folded.why
        assert "缺水" not in folded.why, "raised after the deadline"

    def test_writing_again_changes_nothing(self, given: Project, wang: User) -> None:
        node(given, 1, "2026-08-03")
        freeze(week("2026-11-23"), now=AFTER)
        item = week("2026-11-23").agenda.get()
        item.note = "限期整改"
        item.save()
        assert write_agenda(week("2026-11-23")) == 1
        assert week("2026-11-23").agenda.get().note == "限期整改"

    def test_an_action_comes_back_every_monday_until_it_is_struck_off(
        self, given: Project, wang: User, boss: User
    ) -> None:
        report(given, "2026-11-16", wang)
        order = self.order(given, wang, boss, "2026-11-19")
        later = MONDAY + dt.timedelta(days=7, minutes=5)
        freeze(week("2026-11-23"), now=AFTER)
        freeze(week("2026-11-30"), now=later)
        assert [week(on).agenda.filter(action=order).count() for on in ("2026-11-23", "2026-11-30")] == [1, 1]
        Action.objects.update(state=ActionState.SUBMITTED)
        strike_off(order, text="已核实", by=boss, now=later, client_id=uuid.uuid4())
        freeze(week("2026-12-07"), now=later + dt.timedelta(days=7))
        assert not week("2026-12-07").agenda.filter(action=order).exists()

    def test_what_is_due_by_sunday_comes_and_what_is_due_on_monday_waits(
        self, given: Project, wang: User, boss: User
    ) -> None:
        sunday, _monday = (self.order(given, wang, boss, on) for on in ("2026-11-29", "2026-11-30"))
        freeze(week("2026-11-23"), now=AFTER)
        assert week("2026-11-23").agenda.get().actions == [sunday.number]
