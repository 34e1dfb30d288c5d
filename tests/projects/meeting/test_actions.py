"""交办单: numbered without gaps, worked on, struck off with proof; each tap once."""

import datetime as dt
import io
import threading
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from docx import Document

from core.models import Department, Notice, User
from projects.enums import ActionState, Decision, LifeAct
from projects.meeting import actions
from projects.meeting.actions import (
    ask_for_later,
    correct,
    hand_in,
    hand_on,
    issue,
    report,
    revoke,
    send_back,
    strike_off,
)
from projects.meeting.agenda import due_actions
from projects.meeting.minutes import Decided, minutes
from projects.models import Action, AgendaItem, Instruction, LifeChange, Period, Project
from projects.readings import lamp_of
from tests.edits import carried
from tests.projects.scene import FRIDAY, MONDAY, as_user, node, person, photo, project, submit, week

pytestmark = pytest.mark.django_db


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def boss() -> User:
    return person("boss", "leader")


@pytest.fixture
def make(given: Project, wang: User, boss: User) -> Any:
    def one(**also: Any) -> Action:
        values = {"period": week("2026-11-23"), "project": given, "title": "主体封顶赶工方案", "owner": wang}
        values |= {"due_on": day("2026-11-30"), "by": boss, "now": MONDAY, "client_id": uuid.uuid4()}
        return issue(**values | also)

    return one


def said(text: str, by: User) -> dict[str, Any]:
    return {"text": text, "by": by, "now": MONDAY, "client_id": uuid.uuid4()}


class TestIssue:
    def test_numbers_follow_each_other_in_their_week(self, make: Any) -> None:
        found = [make().number, make().number, make(period=week("2026-11-30")).number]
        assert found == ["2026-48-01", "2026-48-02", "2026-49-01"]

    def test_five_taps_are_one(self, make: Any) -> None:
        tap = uuid.uuid4()
        assert len({make(client_id=tap).pk for _ in range(5)}) == 1
        assert Action.objects.count() == 1

    def test_the_owner_is_told_once(self, make: Any, wang: User) -> None:
        tap = uuid.uuid4()
        make(client_id=tap)
        make(client_id=tap)
        notice = Notice.objects.get(user=wang)
        assert (notice.title, notice.url) == ("新交办单 2026-48-01，2026-11-30 前办结", "/projects/actions/2026-48-01/")


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def race(self, make: Any) -> tuple[list[str], list[Exception]]:
        start, numbers, errors = threading.Barrier(2), [], []

        def worker() -> None:
            start.wait()
            try:
                numbers.append(make().number)
            except IntegrityError as error:
                errors.append(error)
            finally:
                connection.close()

        week("2026-11-23")
        threads = [threading.Thread(target=worker) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return sorted(numbers), errors

    def test_two_leaders_get_two_numbers(self, make: Any) -> None:
        assert self.race(make) == (["2026-48-01", "2026-48-02"], [])

    def test_without_the_lock_one_of_them_fails(self, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        """Negative control: both read the same last number, and only the unique key stands."""
        meet = threading.Barrier(2, timeout=10)
        numbered = actions.next_number

        def together(period: Period) -> str:
            number = numbered(period)
            meet.wait()
            return number

        monkeypatch.setattr(actions, "next_number", together)
        monkeypatch.setattr("projects.meeting.actions.locked", lambda model, pk: model.objects.get(pk=pk))
        numbers, errors = self.race(make)
        assert (numbers, len(errors)) == (["2026-48-01"], 1)


class TestLife:
    def test_from_progress_to_struck_off_with_proof(
        self, make: Any, wang: User, boss: User, settings: Any, tmp_path: Any
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        order = make()
        report(order, **said("夜班计划 60 人", wang))
        hand_in(order, photo=photo(), **said("方案已批", wang))
        assert order.state == ActionState.SUBMITTED
        strike_off(order, **said("同意销号", boss))
        assert (order.state, order.closed_by, order.closed_at) == (ActionState.CLOSED, boss, MONDAY)
        assert [each.kind for each in order.entries.all()] == ["progress", "proof", "closed"]
        assert order.entries.get(kind="proof").photo is not None

    def test_nothing_is_struck_off_without_proof(self, make: Any, boss: User) -> None:
        order = make()
        with pytest.raises(ValidationError, match="报请销号"):
            strike_off(order, **said("算了", boss))
        assert order.entries.count() == 0

    def test_sent_back_it_is_open_again(self, make: Any, wang: User, boss: User) -> None:
        order = make()
        hand_in(order, photo=photo(), **said("好了", wang))
        send_back(order, **said("请补花名册", boss))
        assert order.state == ActionState.OPEN
        with pytest.raises(ValidationError, match="报请销号"):
            strike_off(order, **said("", boss))
        assert Notice.objects.filter(user=wang, title__contains="退回").count() == 1

    def test_struck_off_it_takes_nothing_more(self, make: Any, wang: User, boss: User) -> None:
        order = make()
        hand_in(order, photo=photo(), **said("好了", wang))
        strike_off(order, **said("同意", boss))
        for verb in (report, send_back, strike_off):
            with pytest.raises(ValidationError, match="已销号"):
                verb(order, **said("再来", wang))

    def test_each_step_twice_is_one(self, make: Any, wang: User, boss: User) -> None:
        order = make()
        for verb, who, more in (
            (report, wang, {}),
            (hand_in, wang, {"photo": photo()}),
            (send_back, boss, {}),
            (hand_in, wang, {"photo": photo()}),
            (strike_off, boss, {}),
        ):
            step = said("一步", who) | more
            assert verb(order, **step) == verb(order, **step)
        assert order.entries.count() == 5


class TestHandOn:
    def test_the_new_owner_works_on_and_the_old_one_does_not(self, make: Any, wang: User, boss: User) -> None:
        made, li = make(), person("li", "handler", department=Department.objects.create(key="b", name="住建科", rank=1))
        tap = {"to": li, "reason": "轮岗", "by": boss, "now": MONDAY, "client_id": uuid.uuid4()}
        assert hand_on(made, **tap) == hand_on(made, **tap)
        assert (made.owner, made.department, made.due_on) == (li, li.department, day("2026-11-30"))
        assert made.entries.get().text == "由示例wang转示例li：轮岗"
        assert [user.has_perm("projects.work_action", made) for user in (li, wang)] == [True, False]
        assert Notice.objects.filter(user=li, title__startswith="转来交办单 2026-48-01").count() == 1

    def test_not_to_the_owner_and_not_when_struck_off(self, make: Any, wang: User, boss: User) -> None:
        made = make()
        with pytest.raises(ValidationError, match="已是责任人"):
            hand_on(made, to=wang, reason="轮岗", by=boss, now=MONDAY, client_id=uuid.uuid4())
        hand_in(made, photo=photo(), **said("办结", wang))
        strike_off(made, **said("属实", boss))
        with pytest.raises(ValidationError, match="已销号"):
            hand_on(made, to=boss, reason="轮岗", by=boss, now=MONDAY, client_id=uuid.uuid4())
        assert Action.objects.get().owner == wang


class TestForgedNumbers:
    def test_a_number_of_another_order_saves_nothing(self, make: Any, given: Project, wang: User, boss: User) -> None:
        one, other, words = make(), make(), said("协调中", wang)
        report(one, **words)
        for verb in (report, hand_in, send_back, strike_off):
            with pytest.raises(ValidationError, match="已经用过"):
                verb(other, **words | ({"photo": photo()} if verb is hand_in else {}))
        with pytest.raises(ValidationError, match="已经用过"):
            make(project=project("B-1"), client_id=one.client_id)
        assert (other.entries.count(), Action.objects.count()) == (0, 2)


class TestClosedWeek:
    def test_nothing_new_is_issued_but_what_was_issued_goes_on(self, make: Any, wang: User, boss: User) -> None:
        tap = uuid.uuid4()
        made = make(client_id=tap)
        Period.objects.update(frozen_at=MONDAY, closed_at=MONDAY)
        assert make(client_id=tap) == made, "the same tap again is still answered"
        with pytest.raises(ValidationError, match="本期已结束"):
            make()
        assert report(made, **said("协调中", wang)).action == made


class TestLater:
    def test_the_date_moves_when_a_leader_agrees(self, make: Any, wang: User, boss: User) -> None:
        order = make()
        asked = ask_for_later(order, to_on=day("2026-12-07"), reason="等图纸", by=wang, now=MONDAY)
        assert ask_for_later(order, to_on=day("2026-12-07"), reason="等图纸", by=wang, now=MONDAY) == asked
        order.refresh_from_db()
        assert order.due_on == day("2026-11-30")
        for _ in range(2):
            asked.decide(True, note="同意", by=boss, now=MONDAY)
        order.refresh_from_db()
        assert (order.due_on, asked.state) == (day("2026-12-07"), Decision.APPROVED)
        assert order.entries.filter(kind="moved").count() == 1

    def test_refused_it_stays(self, make: Any, wang: User, boss: User) -> None:
        order = make()
        asked = ask_for_later(order, to_on=day("2026-12-07"), reason="等图纸", by=wang, now=MONDAY)
        asked.decide(False, note="抓紧", by=boss, now=MONDAY)
        order.refresh_from_db()
        assert order.due_on == day("2026-11-30")

    def test_struck_off_a_waiting_request_lapses(self, make: Any, wang: User, boss: User) -> None:
        order = make()
        asked = ask_for_later(order, to_on=day("2026-12-07"), reason="等图纸", by=wang, now=MONDAY)
        hand_in(order, photo=photo(), **said("办好了", wang))
        strike_off(order, **said("同意", boss))
        asked.refresh_from_db()
        assert (asked.state, asked.decided_by, asked.note) == (Decision.REFUSED, boss, "已销号。")

    def test_only_later_and_one_at_a_time(self, make: Any, wang: User) -> None:
        order = make()
        with pytest.raises(ValidationError, match="晚于"):
            ask_for_later(order, to_on=day("2026-11-30"), reason="x", by=wang, now=MONDAY)
        ask_for_later(order, to_on=day("2026-12-07"), reason="x", by=wang, now=MONDAY)
        with pytest.raises(ValidationError, match="待决定"):
            ask_for_later(order, to_on=day("2026-12-08"), reason="x", by=wang, now=MONDAY)


class TestTheLamp:
    """An overdue 交办单 counts, red from eleven working days on; a moved date is not overdue."""

    @pytest.mark.parametrize(
        ("today", "lamp"),
        [("2026-11-30", "grey"), ("2026-12-01", "amber"), ("2026-12-14", "amber"), ("2026-12-15", "red")],
    )
    def test_by_working_days(self, make: Any, given: Project, wang: User, today: str, lamp: str) -> None:
        node(given, 1, "2027-06-01")
        make()
        for monday in ("2026-11-30", "2026-12-07", "2026-12-14"):
            submit(given, wang, period=week(monday))
        reading = lamp_of(given, day(today))
        assert reading.lamp == lamp
        assert ("交办单 2026-48-01" in reading.why) == (lamp != "grey")

    def test_a_date_that_moved_later_was_overdue_before(
        self, make: Any, given: Project, wang: User, boss: User
    ) -> None:
        node(given, 1, "2027-06-01")
        order = make()
        asked = ask_for_later(order, to_on=day("2026-12-31"), reason="x", by=wang, now=MONDAY)
        decided = dt.datetime.fromisoformat("2026-12-03T10:00:00+08:00")
        asked.decide(True, note="", by=boss, now=decided)
        assert "交办单" in lamp_of(given, day("2026-12-02")).why
        assert "交办单" not in lamp_of(given, day("2026-12-04")).why
        assert FRIDAY < MONDAY


def otherwise(order: Action, by: User, **also: Any) -> dict[str, Any]:
    values = {"title": order.title, "requirements": order.requirements, "due_on": order.due_on}
    return {"by": by, "now": MONDAY, "client_id": uuid.uuid4()} | values | also


class TestCorrect:
    def test_other_words_and_the_old_ones_in_the_course(self, make: Any, wang: User, boss: User) -> None:
        order = make()
        correct(order, **otherwise(order, boss, title="主体封顶方案", due_on=day("2026-12-04")))
        assert (order.title, order.due_on) == ("主体封顶方案", day("2026-12-04"))
        assert [each.text for each in order.entries.all()] == [
            "交办事项原为“主体封顶赶工方案”；办结期限原为“2026-11-30”"
        ]
        assert Notice.objects.filter(user=wang, title__contains="已更正，2026-12-04").count() == 1

    def test_a_second_correction_is_one_too_and_the_same_tap_is_not(self, make: Any, boss: User) -> None:
        order, tap = make(), uuid.uuid4()
        for title in ("甲", "甲", "乙"):
            values = otherwise(order, boss, title=title)
            correct(order, **values | ({"client_id": tap} if title == "甲" else {}))
        assert (order.title, order.entries.count()) == ("乙", 2)

    def test_nothing_changed_is_said(self, make: Any, boss: User) -> None:
        order = make()
        with pytest.raises(ValidationError, match="没有改动"):
            correct(order, **otherwise(order, boss))
        assert order.entries.count() == 0

    def test_two_leaders_on_one_page_the_second_is_told(self, make: Any, boss: User) -> None:
        order, page = make(), as_user(boss)
        url = f"/projects/actions/{order.number}/correct/"
        typed = {"title": order.title, "requirements": "", "due_on": "2026-11-30"} | carried(page, url)
        first = typed | {"due_on": "2026-12-20", "client_id": str(uuid.uuid4())}
        assert page.post(url, first).status_code == 302
        second = page.post(url, typed | {"title": "别的事项", "client_id": str(uuid.uuid4())})
        assert "办结期限现为：2026-12-20" in second.content.decode()
        order.refresh_from_db()
        assert (order.title, order.due_on) == ("主体封顶赶工方案", day("2026-12-20"))

    @pytest.mark.parametrize("begun", [0, 1, 2])
    def test_not_once_it_was_worked_on(self, make: Any, wang: User, boss: User, begun: int) -> None:
        order = make()
        work = (
            lambda: report(order, **said("夜班计划", wang)),
            lambda: ask_for_later(order, to_on=day("2026-12-07"), reason="雨", by=wang, now=MONDAY),
            lambda: hand_on(order, to=boss, reason="调岗", by=boss, now=MONDAY, client_id=uuid.uuid4()),
        )
        work[begun]()
        with pytest.raises(ValidationError, match="不能再更正"):
            correct(order, **otherwise(order, boss, title="别的"))


class TestRevoke:
    def test_it_ends_without_a_result_and_its_number_stays(self, make: Any, wang: User, boss: User) -> None:
        order = make()
        ask_for_later(order, to_on=day("2026-12-07"), reason="雨", by=wang, now=MONDAY)
        revoke(order, reason="发错项目", by=boss, now=MONDAY, client_id=uuid.uuid4())
        assert (order.state, order.closed_by, order.is_open) == (ActionState.REVOKED, boss, False)
        assert order.postponements.get().state == Decision.REFUSED
        assert Notice.objects.filter(user=wang, title="交办单 2026-48-01 已撤销").count() == 1
        assert make().number == "2026-48-02"

    def test_nobody_owes_it_and_no_meeting_asks_for_it(self, make: Any, wang: User, boss: User) -> None:
        order = make()
        asked = order.period, MONDAY + dt.timedelta(days=1)
        order.period.ends_on = order.due_on
        assert [each.number for each in due_actions(*asked)] == [order.number]
        revoke(order, reason="发错项目", by=boss, now=MONDAY, client_id=uuid.uuid4())
        assert due_actions(*asked) == []
        assert not Action.objects.owned_by(wang).exists()

    def test_another_one_may_carry_out_its_instruction(self, make: Any, given: Project, boss: User) -> None:
        word = Instruction.objects.create(project=given, text="抓紧", by=boss, at=MONDAY)
        order = make(instruction=word)
        revoke(order, reason="发错人", by=boss, now=MONDAY, client_id=uuid.uuid4())
        assert make(instruction=word).instruction == word

    def test_taken_back_in_the_meeting_its_minutes_know_nothing_of_it(self, make: Any, boss: User) -> None:
        order, other = make(), make()
        revoke(order, reason="发错", by=boss, now=MONDAY, client_id=uuid.uuid4())
        assert [each.number for each in Decided(order.period, boss).actions] == [other.number]

    def test_struck_off_it_stays(self, make: Any, wang: User, boss: User) -> None:
        order = make()
        hand_in(order, photo=photo(), **said("好了", wang))
        strike_off(order, **said("同意", boss))
        with pytest.raises(ValidationError, match="已销号"):
            revoke(order, reason="发错", by=boss, now=MONDAY, client_id=uuid.uuid4())
        assert order.state == ActionState.CLOSED

    def test_the_page_is_a_leaders_and_only_of_an_open_one(self, make: Any, wang: User, boss: User) -> None:
        order, leader = make(), as_user(boss)
        page = f"/projects/actions/{order.number}/correct/"
        assert as_user(wang).get(page).status_code == 403
        assert "保存更正" in leader.get(page).content.decode()
        revoked = {"reason": "发错项目", "client_id": str(uuid.uuid4())}
        leader.post(f"/projects/actions/{order.number}/revoke/", revoked)
        order.refresh_from_db()
        assert order.state == ActionState.REVOKED
        assert leader.get(page).status_code == 302
        shown = leader.get(f"/projects/actions/{order.number}/").content.decode()
        assert "已撤销" in shown
        assert page not in shown


def test_the_minutes_tell_what_a_leader_decided_of_a_project(make: Any, given: Project, boss: User) -> None:
    period = make().period
    AgendaItem.objects.create(period=period, rank=1, section="red", project=given, why="红灯")
    Period.objects.filter(pk=period.pk).update(frozen_at=MONDAY - dt.timedelta(hours=1))
    period.refresh_from_db()
    stop = {"on": MONDAY.date(), "by": boss, "now": MONDAY, "reason": "企业放弃投资"}
    LifeChange.objects.ask(given, LifeAct.STOP, **stop).decide(True, note="", by=boss, now=MONDAY)
    (part,) = Decided(period, boss).parts()
    assert part["items"][0]["turns"] == [f"{boss}同意终止，自2026年11月23日起：企业放弃投资"]
    assert "项目变更：" in "".join(text.text for text in Document(io.BytesIO(minutes(period, boss))).paragraphs)
