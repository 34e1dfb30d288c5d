"""The pages of a project's end: what they check, what they refuse, and that a leader decides where a leader must."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest

from core.enums import Role
from core.models import User
from enterprises.models import Enterprise
from projects.enums import Decision, Life, LifeAct
from projects.models import Action, AfterCareItem, FirmChange, LifeChange, Project
from tests.edits import shown
from tests.projects.scene import FRIDAY, as_user, node, person, project, submit, week

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
TODAY = FRIDAY.date()


@pytest.fixture
def boss() -> User:
    return person("boss", Role.LEADER)


def sent(of: Project, by: User, act: str, **fields: Any) -> Any:
    """Send the form of an act; what comes back."""
    return as_user(by).post(f"/projects/{of.code}/life/{act}/", {"on": "2026-11-20", "reason": "示例理由", **fields})


def page(of: Project, by: User, act: str, **query: str) -> str:
    return as_user(by).get(f"/projects/{of.code}/life/{act}/", query).content.decode()


class TestWays:
    def test_the_first_act_that_can_be_done_opens(self, given: Project, wang: User) -> None:
        assert as_user(wang).get(f"/projects/{given.code}/life/").url == f"/projects/{given.code}/life/finish/"

    def test_of_a_paused_one_it_is_resuming(self, given: Project, boss: User) -> None:
        sent(given, boss, "pause", until="2027-02-26", cause="funds")
        assert as_user(boss).get(f"/projects/{given.code}/life/").url == f"/projects/{given.code}/life/resume/"

    def test_an_act_that_cannot_be_done_says_so(self, given: Project, wang: User) -> None:
        answer = as_user(wang).get(f"/projects/{given.code}/life/reopen/", follow=True)
        assert "项目现为“在办”，不能重新打开。" in answer.content.decode()

    def test_an_unknown_act_is_no_page(self, given: Project, wang: User) -> None:
        assert as_user(wang).get(f"/projects/{given.code}/life/explode/").status_code == 404

    def test_only_who_answers_for_it_may_ask(self, given: Project) -> None:
        assert sent(given, person("other"), "stop", cause="other").status_code == 403


class TestFinishing:
    def test_the_page_says_what_is_missing_and_puts_it_aside(self, given: Project, wang: User) -> None:
        node(given, 1, "2026-12-31", name="竣工验收")
        shown = page(given, wang, "finish")
        assert "1 个节点未完成" in shown
        assert "竣工验收" in shown
        sent(given, wang, "finish", evidence="竣工验收意见")
        given.refresh_from_db()
        assert given.life == Life.RUNNING
        assert given.life_changes.get().state == Decision.PENDING
        assert "存为待销号" in as_user(wang).get(f"/projects/{given.code}/").content.decode()

    def test_what_waited_is_sent_anew_when_all_is_there(self, given: Project, wang: User) -> None:
        last = node(given, 1, "2026-12-31")
        sent(given, wang, "finish", evidence="竣工验收意见")
        last.complete(on=TODAY)
        assert "竣工验收意见" in page(given, wang, "finish")
        sent(given, wang, "finish", evidence="竣工验收意见 2 号")
        given.refresh_from_db()
        assert (given.life, given.closed_on) == (Life.FINISHED, TODAY)
        assert given.life_changes.get().evidence == "竣工验收意见 2 号"

    def test_an_order_that_is_open_stands_in_the_way(self, given: Project, wang: User, boss: User) -> None:
        node(given, 1, "2026-10-30", actual_on=TODAY)
        Action.objects.create(
            number="2026-47-01",
            project=given,
            title="归档",
            owner=wang,
            due_on=TODAY,
            issued_by=boss,
            issued_at=FRIDAY,
            period=week("2026-11-23"),
        )
        sent(given, wang, "finish", evidence="意见")
        given.refresh_from_db()
        assert given.life == Life.RUNNING

    def test_evidence_is_asked_for(self, given: Project, wang: User) -> None:
        node(given, 1, "2026-10-30", actual_on=TODAY)
        assert sent(given, wang, "finish").status_code == 200
        given.refresh_from_db()
        assert given.life == Life.RUNNING

    def test_unmet_promises_need_an_heir(self, given: Project, wang: User) -> None:
        node(given, 1, "2026-10-30", actual_on=TODAY)
        given.commitments.create(kind="jobs", signed_value=120, due_on="2027-06-30")
        assert sent(given, wang, "finish", evidence="意见").status_code == 200
        sent(given, wang, "finish", evidence="意见", heir=wang.pk)
        assert AfterCareItem.objects.get().owner == wang

    def test_twice_is_once(self, given: Project, wang: User) -> None:
        node(given, 1, "2026-10-30", actual_on=TODAY)
        for _again in range(2):
            assert sent(given, wang, "finish", evidence="意见").status_code == 302
        assert given.life_changes.count() == 1


class TestTakingBack:
    def test_who_asked_takes_a_request_back_and_may_ask_anew(self, given: Project, wang: User, boss: User) -> None:
        sent(given, wang, "stop", cause="elsewhere", evidence="来函", decider=boss.pk, name_again=given.name)
        asked = given.life_changes.get()
        url = f"/projects/decisions/life/{asked.pk}/withdraw/"
        assert url in page(given, wang, "stop")
        assert "只有申请人本人可以撤回" in as_user(boss).post(url, follow=True).content.decode()
        for _again in range(2):
            told = as_user(wang).post(url, follow=True).content.decode()
        assert "申请已撤回" in told
        assert "来函" not in told, "nothing came of it"
        given.refresh_from_db()
        assert (given.life, given.life_changes.get().state) == (Life.RUNNING, Decision.WITHDRAWN)
        as_user(boss).post(f"/projects/decisions/life/{asked.pk}/", {"approve": "1"})
        given.refresh_from_db()
        assert given.life == Life.RUNNING, "a leader's word comes too late"
        assert sent(given, wang, "pause", until="2027-02-26", cause="funds", decider=boss.pk).status_code == 302
        assert given.life_changes.pending().get().act == LifeAct.PAUSE

    def test_what_waits_for_papers_is_taken_back_too(self, given: Project, wang: User) -> None:
        node(given, 1, "2026-12-31", name="竣工验收")
        sent(given, wang, "finish", evidence="竣工验收意见")
        url = f"/projects/decisions/life/{given.life_changes.get().pk}/withdraw/"
        assert "待销号" not in as_user(wang).post(url, follow=True).content.decode()
        assert given.life_changes.get().state == Decision.WITHDRAWN

    def test_what_was_decided_stays(self, given: Project, wang: User, boss: User) -> None:
        sent(given, wang, "pause", until="2027-02-26", cause="funds", decider=boss.pk)
        asked = given.life_changes.get()
        asked.decide(True, note="", by=boss, now=FRIDAY)
        told = as_user(wang).post(f"/projects/decisions/life/{asked.pk}/withdraw/", follow=True).content.decode()
        assert "不能撤回" in told
        given.refresh_from_db()
        assert given.life == Life.PAUSED


class TestDeciding:
    def test_an_officer_asks_and_a_leader_decides(self, given: Project, wang: User, boss: User) -> None:
        sent(given, wang, "pause", until="2027-02-26", cause="funds", decider=boss.pk)
        asked = LifeChange.objects.get()
        shown = as_user(boss).get("/projects/decisions/").content.decode()
        assert f"/projects/decisions/life/{asked.pk}/" in shown
        as_user(boss).post(f"/projects/decisions/life/{asked.pk}/", {"approve": "1", "note": "同意"})
        given.refresh_from_db()
        assert given.life == Life.PAUSED

    def test_a_leader_who_asks_has_decided(self, given: Project, boss: User) -> None:
        sent(given, boss, "stop", cause="elsewhere", evidence="来函", name_again=given.name)
        given.refresh_from_db()
        assert given.life == Life.STOPPED

    def test_a_waiting_strike_off_is_nothing_for_leaders(self, given: Project, wang: User, boss: User) -> None:
        node(given, 1, "2026-12-31")
        sent(given, wang, "finish", evidence="意见")
        asked = given.life_changes.get()
        assert as_user(boss).post(f"/projects/decisions/life/{asked.pk}/", {"approve": "1"}).status_code == 404

    def test_stopping_takes_the_name_in_full(self, given: Project, boss: User) -> None:
        answer = sent(given, boss, "stop", cause="elsewhere", evidence="来函", name_again="别的项目")
        assert "与项目名称不一致" in answer.content.decode()

    @pytest.mark.parametrize(
        ("on", "until"),
        [("2026-11-21", "2027-02-26"), ("2026-11-20", "2026-11-20"), ("2026-11-20", "2035-01-01"), ("x", "y")],
    )
    def test_days_without_sense_are_refused_at_their_field(
        self, given: Project, boss: User, on: str, until: str
    ) -> None:
        answer = sent(given, boss, "pause", on=on, until=until, cause="funds")
        assert answer.status_code == 200
        assert not LifeChange.objects.exists()


class TestResuming:
    def test_the_dates_are_proposed_and_can_be_changed(self, given: Project, boss: User) -> None:
        last = node(given, 1, "2026-11-30")
        sent(given, boss, "pause", on="2026-11-02", until="2026-12-31", cause="funds")
        shown = page(given, boss, "resume")
        assert "2026-12-18" in shown  # 14 working days later
        sent(given, boss, "resume", **{f"node_{last.pk}": "2026-12-21"})
        last.refresh_from_db()
        assert last.planned_on == dt.date(2026, 12, 21)

    def test_a_day_off_is_refused(self, given: Project, boss: User) -> None:
        last = node(given, 1, "2026-11-30")
        sent(given, boss, "pause", on="2026-11-02", until="2026-12-31", cause="funds")
        answer = sent(given, boss, "resume", **{f"node_{last.pk}": "2026-12-19"})
        assert "这一天不是工作日" in answer.content.decode()


class TestUndoing:
    def registered(self, by: User) -> Project:
        data = {"name": "误建项目", "responsible": by.pk, "ms-TOTAL_FORMS": 0, "ms-INITIAL_FORMS": 0}
        as_user(by).post("/projects/new/", data | {"client_id": str(uuid.uuid4())})
        return Project.objects.get(name="误建项目")

    def test_within_a_day_it_goes(self, wang: User) -> None:
        made = self.registered(wang)
        assert "24 小时" in page(made, wang, "undo")
        as_user(wang).post(f"/projects/{made.code}/life/undo/")
        assert not Project.objects.filter(pk=made.pk).exists()

    def test_not_after_a_day(self, wang: User, monkeypatch: pytest.MonkeyPatch) -> None:
        made = self.registered(wang)
        monkeypatch.setattr("django.utils.timezone.now", lambda: FRIDAY + dt.timedelta(hours=25))
        as_user(wang).post(f"/projects/{made.code}/life/undo/")
        assert Project.objects.filter(pk=made.pk).exists()

    def test_not_by_somebody_else(self, wang: User, boss: User) -> None:
        made = self.registered(wang)
        as_user(boss).post(f"/projects/{made.code}/life/undo/")
        assert Project.objects.filter(pk=made.pk).exists()

    def test_not_once_something_hangs_on_it(self, wang: User) -> None:
        made = self.registered(wang)
        made.key_listed_on = TODAY
        made.save()
        submit(made, wang)
        assert "已有" in page(made, wang, "undo")
        as_user(wang).post(f"/projects/{made.code}/life/undo/")
        assert Project.objects.filter(pk=made.pk).exists()


class TestFirm:
    def test_it_changes_with_a_date_and_a_reason(self, given: Project, wang: User) -> None:
        one, other = (Enterprise.objects.create(short_name=name) for name in ("甲企业", "乙企业"))
        given.enterprise = one
        given.save()
        said = {"enterprise": other.pk, "on": "2026-11-20", "reason": "母公司调整"}
        as_user(wang).post(f"/projects/{given.code}/firm/", said)
        given.refresh_from_db()
        change = FirmChange.objects.get()
        assert (given.enterprise, change.before, change.after) == (other, one, other)

    def changed(self, given: Project, wang: User) -> FirmChange:
        firms = [Enterprise.objects.create(short_name=name) for name in ("甲企业", "乙企业", "丙企业")]
        for firm, on in zip(firms, ("2026-11-02", "2026-11-10", "2026-11-18"), strict=True):
            said = {"enterprise": firm.pk, "on": on, "reason": "母公司调整"}
            assert as_user(wang).post(f"/projects/{given.code}/firm/", said).status_code == 302
        return FirmChange.objects.get(after=firms[1])

    def corrected(self, change: FirmChange, by: User, **typed: str) -> Any:
        url, client = f"/projects/{change.project.code}/firm/{change.pk}/", as_user(by)
        answer = client.post(url, {"on": "2026-11-10", "reason": "母公司调整", **shown(client, url), **typed})
        change.refresh_from_db()
        return answer

    def test_a_wrong_date_is_corrected_and_the_history_keeps_the_first(self, given: Project, wang: User) -> None:
        change = self.changed(given, wang)
        history = as_user(wang).get(f"/projects/{given.code}/history/").content.decode()
        assert f"/projects/{given.code}/firm/{change.pk}/" in history
        self.corrected(change, wang, on="2026-11-12", reason="集团内部划转")
        assert (str(change.on), change.reason) == ("2026-11-12", "集团内部划转")
        said = change.pgh_event_model.objects.filter(pgh_obj=change).order_by("pgh_id").values_list("on", "reason")
        assert [(str(on), reason) for on, reason in said] == [
            ("2026-11-10", "母公司调整"),
            ("2026-11-12", "集团内部划转"),
        ]
        history = as_user(wang).get(f"/projects/{given.code}/history/").content.decode()
        assert "2026-11-10" in history
        assert "2026-11-12" in history

    @pytest.mark.parametrize(
        ("on", "why"), [("2026-11-01", "不能早于上一次变更"), ("2026-11-19", "不能晚于下一次变更")]
    )
    def test_it_stays_between_its_neighbours(self, given: Project, wang: User, on: str, why: str) -> None:
        change = self.changed(given, wang)
        assert why in self.corrected(change, wang, on=on).content.decode()
        assert str(change.on) == "2026-11-10"

    def test_a_leader_may_and_nobody_else(self, given: Project, wang: User, boss: User) -> None:
        change, other = self.changed(given, wang), person("other")
        url = f"/projects/{given.code}/firm/{change.pk}/"
        assert as_user(other).post(url, {"on": "2026-11-12", "reason": "别人改"}).status_code == 403
        assert url not in as_user(other).get(f"/projects/{given.code}/history/").content.decode()
        assert url in as_user(boss).get(f"/projects/{given.code}/history/").content.decode()
        self.corrected(change, boss, on="2026-11-12")
        assert str(change.on) == "2026-11-12"

    def test_the_form_of_the_project_cannot_change_it_in_passing(self, given: Project, wang: User) -> None:
        one, other = (Enterprise.objects.create(short_name=name) for name in ("甲企业", "乙企业"))
        given.enterprise = one
        given.save()
        data = {"name": given.name, "version": given.version, "enterprise": other.pk, "responsible": wang.pk}
        as_user(wang).post(f"/projects/{given.code}/edit/", data | {"ms-TOTAL_FORMS": 0, "ms-INITIAL_FORMS": 0})
        given.refresh_from_db()
        assert given.enterprise == one


class TestNamesakes:
    @pytest.mark.parametrize("typed", ["同麓焊装线 项目", "同麓焊装线", "同麓汉装线项目"])
    def test_nearly_the_same_name_is_pointed_out(self, wang: User, typed: str) -> None:
        project(name="同麓焊装线项目")
        data = {"name": typed, "responsible": wang.pk, "ms-TOTAL_FORMS": 0, "ms-INITIAL_FORMS": 0}
        data |= {"client_id": str(uuid.uuid4())}
        answer = as_user(wang).post("/projects/new/", data).content.decode()
        assert "名称相近" in answer
        seen = re.findall(r'name="confirmed" value="(\w+)"', answer)
        if typed != "同麓焊装线 项目":  # a name of its own, as the database sees it
            as_user(wang).post("/projects/new/", data | {"confirmed": seen})
            assert Project.objects.count() == 2

    def test_control_another_name_is_not(self, wang: User) -> None:
        project(name="同麓焊装线项目")
        data = {"name": "北屿换电项目", "responsible": wang.pk, "ms-TOTAL_FORMS": 0, "ms-INITIAL_FORMS": 0}
        answer = as_user(wang).post("/projects/new/", data | {"client_id": str(uuid.uuid4())})
        assert answer.status_code == 302


class TestList:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({}, {"runs", "paused", "finished"}),
            ({"life": "stopped"}, {"stopped"}),
            ({"life": "paused"}, {"paused"}),
            ({"life": "running"}, {"runs"}),
            ({"life": "all"}, {"runs", "paused", "finished", "stopped"}),
            ({"year": "2025"}, set()),
            ({"year": "2026"}, {"runs", "paused", "finished"}),
        ],
    )
    def test_each_state_is_found(self, boss: User, query: dict[str, str], found: set[str]) -> None:
        names = {"runs": {}, "paused": {"paused_on": TODAY, "resumes_on": TODAY}}
        names |= {"finished": {"closed_on": TODAY}, "stopped": {"closed_on": TODAY, "ended_as": "stopped"}}
        for number, (name, fields) in enumerate(names.items()):
            project(f"YH-2026-{number:03d}", name=f"示例{name}项目", **fields)
        shown = as_user(boss).get("/projects/", query).content.decode()
        assert {name for name in names if f"示例{name}项目" in shown} == found


def test_every_act_has_a_page(given: Project, boss: User) -> None:
    for act in (LifeAct.FINISH, LifeAct.PAUSE, LifeAct.STOP):
        assert page(given, boss, act).count('class="turn') >= 4
