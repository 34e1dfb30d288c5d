"""The meeting as people run it: the agenda page, the wall, 交办单 to 销号, 批示, and the minutes in Word."""

import datetime as dt
import io
import re
import uuid
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone
from docx import Document
from lxml.etree import XMLSyntaxError

from core.models import Department, User
from projects.meeting.actions import hand_in, issue
from projects.meeting.forms import IssueForm
from projects.models import Action, AgendaItem, Instruction, Project
from projects.week.freezing import freeze
from tests.projects.scene import FRIDAY, as_user, node, person, photo, project, submit, week

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
WEEK = "/projects/weeks/2026-W47"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def boss() -> User:
    return person("boss", "leader")


@pytest.fixture
def frozen(given: Project) -> Project:
    """A red project in a frozen week 47, the week that met on 2026-11-16."""
    node(given, 1, "2026-08-03")
    freeze(week("2026-11-16"), now=FRIDAY)
    return given


def page(user: User, url: str) -> str:
    response = as_user(user).get(url)
    assert response.status_code == 200
    return response.content.decode()


def order(owner: User, **also: Any) -> dict[str, Any]:
    values = {"client_id": str(uuid.uuid4()), "title": "主体封顶赶工方案", "owner": owner.pk, "due": "monday"}
    return values | also


class TestAgendaPage:
    def test_before_the_freeze_it_is_a_preview(self, given: Project, boss: User) -> None:
        node(given, 1, "2026-08-03")
        text = page(boss, "/projects/meeting/")
        assert "议程预览 1 项" in text
        assert given.name in text
        assert as_user(boss).get("/projects/weeks/2026-W48/present/").status_code == 302

    def test_afterwards_it_is_written_down(self, frozen: Project, boss: User) -> None:
        text = page(boss, f"{WEEK}/agenda/")
        assert ">1</a> 项，已定稿" in text
        assert "节点1逾期" in text

    def test_a_calm_week(self, boss: User) -> None:
        freeze(week("2026-11-16"), now=FRIDAY)
        assert "本期没有列入议程的事项" in page(boss, f"{WEEK}/agenda/")
        assert as_user(boss).get(f"{WEEK}/present/").status_code == 302


class TestOnTheWall:
    def test_the_frozen_facts_stand_there(self, frozen: Project, wang: User, boss: User) -> None:
        frozen.milestones.update(name="后来改名")
        text = page(boss, f"{WEEK}/present/")
        assert frozen.name in text
        assert "节点1" in text
        assert "后来改名" not in text

    @pytest.mark.parametrize("rank", ["", "0", "99", "abc", "-1"])
    def test_a_strange_line_shows_the_first(self, frozen: Project, boss: User, rank: str) -> None:
        assert frozen.name in page(boss, f"{WEEK}/present/?rank={rank}")

    def test_five_taps_issue_one_order_and_lead_back_to_the_line(self, frozen: Project, wang: User, boss: User) -> None:
        data = order(wang)
        for _ in range(5):
            response = as_user(boss).post(f"{WEEK}/agenda/1/action/", data)
            assert (response.status_code, response["Location"]) == (302, f"{WEEK}/present/?rank=1")
        made = Action.objects.get()
        assert (made.number, made.due_on, made.issued_by) == ("2026-47-01", day("2026-11-23"), boss)
        assert "2026-47-01" in page(boss, f"{WEEK}/present/")

    @pytest.mark.parametrize(
        ("field", "value", "why"),
        [
            ("title", "", "交办事项"),
            ("due_on", "2020-01-01", "今天之后"),
            ("due_on", "", "请填写"),
            ("owner", "0", "责任人"),
        ],
    )
    def test_what_is_wrong_is_said_and_the_rest_stays(
        self, frozen: Project, wang: User, boss: User, field: str, value: str, why: str
    ) -> None:
        data = order(wang, due="other", requirements="每周五填报", due_on="2026-12-01")
        response = as_user(boss).post(f"{WEEK}/agenda/1/action/", data | {field: value})
        text = response.content.decode()
        assert response.status_code == 200
        assert why in text
        assert "每周五填报" in text
        assert Action.objects.count() == 0

    def test_a_note_is_kept_and_goes_into_the_minutes(self, frozen: Project, wang: User, boss: User) -> None:
        as_user(boss).post(f"{WEEK}/agenda/1/note/", {"note": "夜间许可 <本周> 办结 & 报会"})
        as_user(boss).post(f"{WEEK}/agenda/1/action/", order(wang))
        response = as_user(boss).get(f"{WEEK}/minutes/")
        assert response["Content-Type"].endswith("wordprocessingml.document")
        text = "\n".join(each.text for each in Document(io.BytesIO(response.content)).paragraphs)
        assert "周一调度会议纪要" in text
        assert "一、红灯项目" in text
        assert "二、交办单" in text
        assert frozen.name in text
        assert "会议意见：夜间许可 <本周> 办结 & 报会" in text
        assert "交办单 2026-47-01：主体封顶赶工方案" in text
        assert "{{" not in text
        assert "{%" not in text

    @pytest.mark.parametrize("unseen", ["\v", "\x1f", "\ufffe", "\f", "\u200b", "\u2028"])
    def test_no_character_costs_another_line_its_text(
        self, frozen: Project, wang: User, boss: User, unseen: str
    ) -> None:
        """Neither one that is typed today nor one that stands in a row of before."""
        as_user(boss).post(f"{WEEK}/agenda/1/note/", {"note": f"支持 R&D{unseen} 投入，增速 <5%"})
        as_user(boss).post(f"{WEEK}/agenda/1/action/", order(wang))
        assert unseen not in AgendaItem.objects.get(rank=1).note
        Action.objects.update(title=f"主体{unseen}封顶 & <赶工>")
        file = as_user(boss).get(f"{WEEK}/minutes/").content
        text = "\n".join(each.text for each in Document(io.BytesIO(file)).paragraphs)
        assert re.search(r"支持 R&D\s* 投入，增速 <5%", text)
        assert re.search(r"主体\s*封顶 & <赶工>", text)

    def test_minutes_that_are_not_well_formed_fail(self, frozen: Project, wang: User, boss: User) -> None:
        """The control: what the cleaning keeps away would not be mended silently."""
        as_user(boss).post(f"{WEEK}/agenda/1/note/", {"note": "支持 R&D 投入"})
        AgendaItem.objects.update(note="支持\v R&D 投入")
        with patch("projects.meeting.minutes.cleaned", str), pytest.raises(XMLSyntaxError):
            as_user(boss).get(f"{WEEK}/minutes/")

    def test_two_who_take_notes_lose_nothing(self, frozen: Project, wang: User, boss: User) -> None:
        url = f"{WEEK}/agenda/1/note/"
        assert as_user(boss).post(url, {"note": "第一行\r\n第二行", "before": ""}).status_code == 302
        assert as_user(boss).post(url, {"note": "第一行\r\n第二行", "before": ""}).status_code == 302, "a second tap"
        refused = as_user(wang).post(url, {"note": "专员的话", "before": ""})
        text = refused.content.decode()
        assert refused.status_code == 200
        assert "示例boss刚记下“第一行" in text
        assert '<textarea name="note"' in text
        assert "专员的话</textarea>" in text
        assert AgendaItem.objects.get().note.startswith("第一行")
        seen = {"note": "第一行、第二行；专员的话", "before": "第一行\r\n第二行"}
        assert as_user(wang).post(url, seen).status_code == 302
        assert AgendaItem.objects.get().note == seen["note"]

    def test_a_closed_week_is_only_read(self, frozen: Project, wang: User, boss: User) -> None:
        as_user(boss).post(f"{WEEK}/agenda/1/note/", {"note": "原意见", "before": ""})
        as_user(boss).post(f"{WEEK}/close/")
        text = page(boss, f"{WEEK}/present/")
        assert "只能查看" in text
        assert "原意见" in text
        assert "生成交办单" not in text
        for verb, data in (("note", {"note": "改写", "before": "原意见"}), ("action", order(wang, title="补签一份"))):
            answer = as_user(boss).post(f"{WEEK}/agenda/1/{verb}/", data)
            assert "本期已结束" in answer.content.decode()
            assert next(iter(data[name] for name in ("title", "note") if name in data)) in answer.content.decode()
        assert (AgendaItem.objects.get().note, Action.objects.count()) == ("原意见", 0)

    def test_what_is_typed_beside_a_line_is_a_draft_until_it_is_saved(
        self, frozen: Project, wang: User, boss: User
    ) -> None:
        item = AgendaItem.objects.get()
        assert f'data-draft="note-{item.pk}"' in page(boss, f"{WEEK}/present/")
        for verb, data, key in (("note", {"note": "报会"}, "note"), ("action", order(wang), "order")):
            saved = as_user(boss).post(f"{WEEK}/agenda/1/{verb}/", data, follow=True).content.decode()
            assert f'data-draft-clear="{key}-{item.pk}"' in saved

    def test_on_a_working_saturday_this_friday_is_not_offered(self, given: Project, wang: User) -> None:
        form = IssueForm(today=day("2026-11-21"), project=given, meets_on=day("2026-11-21"))
        assert "friday" not in dict(form.fields["due"].choices)
        data = order(wang, due=form["due"].value())
        assert IssueForm(data, today=day("2026-11-21"), project=given).is_valid()

    def test_minutes_of_an_empty_week(self, boss: User) -> None:
        freeze(week("2026-11-16"), now=FRIDAY)
        response = as_user(boss).get(f"{WEEK}/minutes/")
        text = "\n".join(each.text for each in Document(io.BytesIO(response.content)).paragraphs)
        assert "没有列入议程的事项" in text

    def test_others_may_not(self, frozen: Project) -> None:
        handler = person("li", "handler")
        assert as_user(handler).get(f"{WEEK}/present/").status_code == 403
        assert as_user(handler).post(f"{WEEK}/agenda/1/action/", order(handler)).status_code == 403
        assert as_user(person("audit", "auditor")).post(f"{WEEK}/agenda/1/note/", {"note": "x"}).status_code == 403


class TestAction:
    @pytest.fixture
    def owner(self) -> User:
        return person("li", "handler", department=Department.objects.create(key="build", name="住建科", rank=1))

    @pytest.fixture
    def made(self, given: Project, owner: User, boss: User) -> Action:
        return issue(
            period=week("2026-11-16"),
            project=given,
            title="夜间许可",
            owner=owner,
            due_on=day("2026-11-19"),
            by=boss,
            now=FRIDAY,
            client_id=uuid.uuid4(),
        )

    def step(self, kind: str, **also: Any) -> dict[str, Any]:
        return {"client_id": str(uuid.uuid4()), "kind": kind, "text": "会签完成"} | also

    def test_from_the_owners_proof_to_the_leaders_word(self, made: Action, owner: User, boss: User) -> None:
        url = f"/projects/actions/{made.number}/"
        as_user(owner).post(f"{url}step/", self.step("proof", photos=photo()))
        made.refresh_from_db()
        assert made.state == "submitted"
        shown = as_user(boss).get(f"{url}photos/{made.entries.get().pk}/")
        assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")  # JPEG
        as_user(boss).post(f"{url}step/", self.step("closed"))
        made.refresh_from_db()
        assert (made.state, made.closed_by) == ("closed", boss)

    def test_the_owner_cannot_strike_off_and_the_leader_not_without_proof(
        self, made: Action, owner: User, boss: User
    ) -> None:
        url = f"/projects/actions/{made.number}/step/"
        assert as_user(owner).post(url, self.step("closed")).status_code == 200
        assert as_user(boss).post(url, self.step("closed")).status_code == 302
        made.refresh_from_db()
        assert (made.state, made.entries.count()) == ("open", 0)

    def test_the_same_tap_twice_is_one_line(self, made: Action, owner: User) -> None:
        data = self.step("progress")
        for _ in range(3):
            assert as_user(owner).post(f"/projects/actions/{made.number}/step/", data).status_code == 302
        assert made.entries.count() == 1

    def test_a_file_that_is_no_photo_is_said_at_the_field(self, made: Action, owner: User) -> None:
        fake = io.BytesIO(b"MZ not a photo")
        fake.name = "a.jpg"
        response = as_user(owner).post(f"/projects/actions/{made.number}/step/", self.step("proof", photos=fake))
        assert "不是照片" in response.content.decode()
        made.refresh_from_db()
        assert (made.state, made.entries.count()) == ("open", 0)

    def test_somebody_elses_is_not_found(self, made: Action) -> None:
        stranger = as_user(
            person("x", "handler", department=Department.objects.create(key="other", name="别科", rank=2))
        )
        for more in ("", "print/"):
            assert stranger.get(f"/projects/actions/{made.number}/{more}").status_code == 404
        assert stranger.post(f"/projects/actions/{made.number}/step/", self.step("progress")).status_code == 404

    def test_a_colleague_of_the_department_reads_but_does_not_write(self, made: Action, owner: User) -> None:
        colleague = as_user(person("y", "handler", department=owner.department))
        assert colleague.get(f"/projects/actions/{made.number}/").status_code == 200
        for more in ("step", "later"):
            colleague.post(f"/projects/actions/{made.number}/{more}/", self.step("progress") | {"to_on": "2027-01-04"})
        assert (made.entries.count(), made.postponements.count()) == (0, 0)

    def test_a_later_date_is_asked_for_and_decided(self, made: Action, owner: User, boss: User) -> None:
        url = f"/projects/actions/{made.number}/"
        as_user(owner).post(f"{url}later/", {"to_on": "2026-11-30", "reason": "等会签"})
        asked = made.postponements.get()
        assert "等会签" in page(boss, "/projects/decisions/")
        assert as_user(owner).post(f"/projects/actions/decide/{asked.pk}/", {"approve": "1"}).status_code == 403
        as_user(boss).post(f"/projects/actions/decide/{asked.pk}/", {"approve": "1"})
        made.refresh_from_db()
        assert made.due_on == day("2026-11-30")

    def test_a_leader_hands_it_on_and_the_old_owner_loses_it(self, made: Action, owner: User, boss: User) -> None:
        url, heir = f"/projects/actions/{made.number}/", person("qian", "handler")
        data = {"client_id": str(uuid.uuid4()), "to": heir.pk, "reason": "轮岗"}
        assert as_user(owner).post(f"{url}hand-on/", data).status_code == 403
        assert "转交责任人" not in page(owner, url)
        assert "转交责任人" in page(boss, url)
        assert "请选择" in as_user(boss).post(f"{url}hand-on/", data | {"to": ""}).content.decode()
        for _ in range(2):
            assert "已转交示例qian" in as_user(boss).post(f"{url}hand-on/", data, follow=True).content.decode()
        assert made.entries.count() == 1
        assert as_user(owner).get(url).status_code == 404
        assert "轮岗" in page(heir, url)

    def test_a_saved_step_takes_its_draft_away(self, made: Action, owner: User) -> None:
        url = f"/projects/actions/{made.number}/"
        saved = as_user(owner).post(f"{url}step/", self.step("progress"), follow=True).content.decode()
        assert f'data-draft="action-{made.pk}"' in saved
        assert f'data-draft-clear="action-{made.pk}"' in saved

    def test_it_prints_on_one_sheet(self, made: Action, boss: User) -> None:
        text = page(boss, f"/projects/actions/{made.number}/print/")
        assert "雨花经开区产业项目调度交办单" in text
        assert made.number in text

    def test_the_list_filters_by_owner_and_date(self, made: Action, owner: User, boss: User, wang: User) -> None:
        assert made.number in page(boss, "/projects/actions/?due=overdue")
        assert made.number not in page(boss, "/projects/actions/?due=closed")
        assert made.number in page(boss, f"/projects/actions/?owner={owner.pk}&q=夜间")

    def test_the_workbench_shows_it_to_its_owner_and_the_proof_to_the_leader(
        self, made: Action, owner: User, boss: User
    ) -> None:
        assert "我的交办单" in page(owner, "/workbench/")
        hand_in(made, text="好了", photo=photo(), by=owner, now=FRIDAY, client_id=uuid.uuid4())
        assert "等我决定" in page(boss, "/workbench/")
        assert "我的交办单" not in page(person("z", "handler"), "/workbench/")


class TestInstruction:
    def test_a_leader_writes_once(self, given: Project, boss: User, wang: User) -> None:
        data = {"client_id": str(uuid.uuid4()), "text": "专班每日到场"}
        for _ in range(3):
            as_user(boss).post(f"/projects/{given.code}/instruct/", data)
        assert Instruction.objects.get().by == boss
        assert "专班每日到场" in page(wang, f"/projects/{given.code}/")
        assert as_user(wang).post(f"/projects/{given.code}/instruct/", data).status_code == 403

    def test_it_becomes_an_action_in_the_meeting_and_only_once(self, frozen: Project, boss: User, wang: User) -> None:
        word = Instruction.objects.create(project=frozen, text="专班每日到场", by=boss, at=FRIDAY)
        assert f"?rank=1&amp;instruction={word.pk}" in page(boss, f"{WEEK}/present/")
        begun = page(boss, f"{WEEK}/present/?rank=1&instruction={word.pk}")
        assert 'value="专班每日到场"' in begun
        assert f'name="instruction" value="{word.pk}"' in begun
        assert "落实批示" in begun
        Instruction.objects.create(project=frozen, text="另一条", by=boss, at=FRIDAY)
        tap = order(wang, instruction=word.pk)
        for _ in range(2):
            assert as_user(boss).post(f"{WEEK}/agenda/1/action/", tap).status_code == 302
        again = as_user(boss).post(f"{WEEK}/agenda/1/action/", order(wang, instruction=word.pk))
        assert again.status_code == 200
        action = Action.objects.get()
        assert action.instruction == word
        assert action.number in page(wang, f"/projects/{frozen.code}/")
        assert f"instruction={word.pk}" not in page(boss, f"{WEEK}/present/"), "it has its 交办单"

    def test_that_of_another_project_is_refused(self, frozen: Project, boss: User, wang: User) -> None:
        other = Instruction.objects.create(project=project("YH-2026-009"), text="别的", by=boss, at=FRIDAY)
        Instruction.objects.create(project=frozen, text="自己的", by=boss, at=FRIDAY)
        as_user(boss).post(f"{WEEK}/agenda/1/action/", order(wang, instruction=other.pk))
        assert not Action.objects.exists()

    def test_who_wrote_it_takes_it_back_the_same_day(self, given: Project, boss: User) -> None:
        word = Instruction.objects.create(project=given, text="写错了项目", by=boss, at=FRIDAY)
        url, other = f"/projects/{given.code}/instruct/{word.pk}/withdraw/", person("chen", "leader")
        assert url in page(boss, f"/projects/{given.code}/")
        assert url not in page(other, f"/projects/{given.code}/")
        assert "只有批示人当天能撤回" in as_user(other).post(url, follow=True).content.decode()
        for _ in range(2):
            assert "批示已撤回" in as_user(boss).post(url, follow=True).content.decode()
        assert not Instruction.objects.exists()
        assert Instruction.pgh_event_model.objects.filter(pgh_obj_id=word.pk, text="写错了项目").exists()

    def test_an_older_one_and_one_that_became_an_action_stay(
        self, frozen: Project, given: Project, boss: User, wang: User
    ) -> None:
        old = Instruction.objects.create(project=frozen, text="昨天的", by=boss, at=FRIDAY - dt.timedelta(days=9))
        word = Instruction.objects.create(project=frozen, text="专班每日到场", by=boss, at=timezone.now())
        as_user(boss).post(f"{WEEK}/agenda/1/action/", order(wang, instruction=word.pk))
        for each in (old, word):
            url = f"/projects/{frozen.code}/instruct/{each.pk}/withdraw/"
            assert url not in page(boss, f"/projects/{frozen.code}/")
            assert "只有批示人当天能撤回" in as_user(boss).post(url, follow=True).content.decode()
        assert Instruction.objects.count() == 2

    def test_nothing_is_not_an_instruction(self, given: Project, boss: User) -> None:
        as_user(boss).post(f"/projects/{given.code}/instruct/", {"client_id": str(uuid.uuid4()), "text": " "})
        assert Instruction.objects.count() == 0


def test_pages_cost_the_same_with_more_lines(wang: User, boss: User, django_assert_max_num_queries: Any) -> None:
    for number in range(4):
        each = project(f"YH-2026-00{number}", responsible=wang)
        node(each, 1, "2026-08-03")
        submit(each, wang, period=week("2026-11-23"))
    freeze(week("2026-11-16"), now=FRIDAY)
    client = as_user(boss)
    for url in (f"{WEEK}/agenda/", f"{WEEK}/present/", "/projects/actions/", WEEK + "/"):
        client.get(url)
        with django_assert_max_num_queries(34):
            assert client.get(url).status_code == 200
