"""交接: duties are dated, the past stays with who did it, and one page holds what is open."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.models import Department, Notice, User
from projects.enums import Duty, Stage
from projects.models import Action, AfterCareItem, Assignment, Blocker, Lead, Postponement, Project, TaskForce
from tests.projects.scene import FRIDAY, as_user, node, person, project, report, week

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def boss() -> User:
    return person("boss", "leader")


@pytest.fixture
def li() -> User:
    return person("li")


class TestReassign:
    def test_from_a_day_on_it_is_the_other_one(self, given: Project, wang: User, li: User, boss: User) -> None:
        given.reassign(Duty.RESPONSIBLE, to=li, on=day("2026-11-16"), by=boss, reason="轮岗")
        assert given.responsible == li
        assert given.held(Duty.RESPONSIBLE, day("2026-11-15")) == wang
        assert given.held(Duty.RESPONSIBLE, day("2026-11-16")) == li
        old, new = given.assignments.order_by("starts_on")
        assert (old.user, old.starts_on, old.ends_on) == (wang, given.key_listed_on, day("2026-11-16"))
        assert (new.user, new.ends_on, new.by, new.reason) == (li, None, boss, "轮岗")

    def test_to_the_same_one_nothing_happens(self, given: Project, wang: User, boss: User) -> None:
        version = given.version
        given.reassign(Duty.RESPONSIBLE, to=wang, on=day("2026-11-16"), by=boss, reason="")
        given.refresh_from_db()
        assert (given.version, given.assignments.count()) == (version, 0)

    def test_not_before_the_present_one_began(self, given: Project, li: User, boss: User) -> None:
        given.reassign(Duty.RESPONSIBLE, to=li, on=day("2026-11-16"), by=boss, reason="")
        with pytest.raises(ValidationError, match="不能更早"):
            given.reassign(Duty.RESPONSIBLE, to=boss, on=day("2026-11-10"), by=boss, reason="")
        given.refresh_from_db()
        assert given.responsible == li

    def test_the_new_one_is_told_once_and_nobody_tells_themselves(
        self, given: Project, wang: User, li: User, boss: User
    ) -> None:
        for _ in range(2):
            given.reassign(Duty.RESPONSIBLE, to=li, on=day("2026-11-16"), by=boss, reason="轮岗")
        given.reassign(Duty.REPORTER, to=boss, on=day("2026-11-16"), by=boss, reason="")
        told = Notice.objects.values_list("user", "title", "body")
        assert list(told) == [(li.pk, f"{given.name}：自 2026-11-16 起，定责任由你承担", "轮岗")]

    def test_task_forces_too(self, given: Project, boss: User) -> None:
        force = TaskForce.objects.create(name="城建专班")
        given.reassign(Duty.TASK_FORCE, to=force, on=day("2026-11-16"), by=boss, reason="")
        assert given.task_force == given.held(Duty.TASK_FORCE, day("2026-11-20")) == force

    def test_the_past_stays_with_who_did_it(self, given: Project, wang: User, li: User, boss: User) -> None:
        written = report(given, "2026-11-09", wang)
        given.reassign(Duty.RESPONSIBLE, to=li, on=day("2026-11-16"), by=boss, reason="")
        written.refresh_from_db()
        assert written.author == wang

    def test_the_database_keeps_one_open_holder(self, given: Project, wang: User, li: User) -> None:
        Assignment.objects.create(project=given, duty=Duty.LEADER, user=wang, starts_on=day("2026-01-05"))
        with pytest.raises(IntegrityError), transaction.atomic():
            Assignment.objects.create(project=given, duty=Duty.LEADER, user=li, starts_on=day("2026-02-05"))


class TestForms:
    def typed(self, **fields: object) -> dict[str, object]:
        return {"duty": "responsible", "on": "2026-11-16", "reason": "轮岗"} | fields

    def test_the_officer_hands_over(self, given: Project, wang: User, li: User) -> None:
        url = f"/projects/{given.code}/handover/"
        assert as_user(wang).post(url, self.typed(person=li.pk)).status_code == 302
        given.refresh_from_db()
        assert given.responsible == li
        assert as_user(wang).get(url).status_code == 403  # it is no longer theirs
        assert "轮岗" in as_user(li).get(url).content.decode()

    def test_a_leader_may_for_every_project(self, given: Project, boss: User, li: User) -> None:
        as_user(boss).post(f"/projects/{given.code}/handover/", self.typed(person=li.pk))
        given.refresh_from_db()
        assert given.responsible == li

    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            ({}, "请选择人员"),
            ({"duty": "task_force"}, "请选择专班"),
            ({"duty": "leader", "person": "li"}, "没有对应的角色"),
            ({"person": "li", "on": "2027-01-01"}, "不能晚于今天"),
        ],
    )
    def test_what_is_wrong_is_said(
        self, given: Project, wang: User, li: User, fields: dict[str, str], why: str
    ) -> None:
        sent = self.typed(**fields) | ({"person": li.pk} if "person" in fields else {})
        text = as_user(wang).post(f"/projects/{given.code}/handover/", sent).content.decode()
        assert why in text
        assert given.assignments.count() == 0

    def test_editing_the_project_is_dated_too(self, given: Project, wang: User, li: User) -> None:
        data = {"name": given.name, "version": given.version, "responsible": li.pk, "key_listed_on": "2026-01-05"}
        data |= {"ms-TOTAL_FORMS": 0, "ms-INITIAL_FORMS": 0}
        assert as_user(wang).post(f"/projects/{given.code}/edit/", data).status_code == 302
        assert given.held(Duty.RESPONSIBLE, day("2026-11-19")) == wang
        assert given.held(Duty.RESPONSIBLE, day("2026-11-20")) == li

    def test_a_new_project_begins_its_history(self, wang: User) -> None:
        data = {"name": "新项目", "responsible": wang.pk, "ms-TOTAL_FORMS": 0, "ms-INITIAL_FORMS": 0}
        as_user(wang).post("/projects/new/", data)
        made = Project.objects.get(name="新项目")
        assert made.assignments.get().starts_on == day("2026-11-20")


class TestPack:
    def test_a_date_that_was_asked_for_an_action_is_on_it(self, given: Project, wang: User, boss: User) -> None:
        fields = {"project": given, "title": "夜间许可", "owner": wang, "issued_by": boss, "issued_at": FRIDAY}
        action = Action.objects.create(number="2026-46-09", period=week("2026-11-16"), due_on=FRIDAY.date(), **fields)
        Postponement.objects.create(
            action=action,
            from_on=FRIDAY.date(),
            to_on=day("2026-11-27"),
            reason="雨",
            requested_by=wang,
            requested_at=FRIDAY,
        )
        text = as_user(wang).get("/projects/handover/").content.decode()
        assert "待决定的延期申请" in text
        assert "<b>2026-46-09</b> 夜间许可" in " ".join(text.split())

    def test_it_holds_what_is_open(self, given: Project, wang: User) -> None:
        node(given, 1, "2026-12-01").ask_postponement(to_on=day("2026-12-08"), reason="雨", by=wang, now=FRIDAY)
        office = Department.objects.create(key="build", name="住建科", rank=1)
        Blocker.objects.create(project=given, text="夜间许可", department=office, raised_by=wang, raised_at=FRIDAY)
        project("B-1", name="别人的项目")
        text = as_user(wang).get("/projects/handover/").content.decode()
        for word in (given.name, "夜间许可", "待决定的延期申请", "节点1"):
            assert word in text
        assert "别人的项目" not in text

    def test_leads_after_care_and_waivers_are_on_it(self, given: Project, wang: User, li: User) -> None:
        lead = {"channel": "own", "received_on": day("2026-10-12")}
        Lead.objects.create(name="示例激光项目", officer=wang, **lead)
        Lead.objects.create(name="别人的线索", officer=li, **lead)
        care = {"project": given, "raised_on": FRIDAY.date(), "due_on": day("2026-12-01")}
        AfterCareItem.objects.create(text="开通班车", owner=wang, **care)
        AfterCareItem.objects.create(text="已经办完", owner=wang, done_on=FRIDAY.date(), result="好", **care)
        node(given, 1, "2026-12-01")
        node(given, 2, "2026-12-20", closes=Stage.STARTED)
        given.ask_waiver(Stage.STARTED, on=FRIDAY.date(), reason="容缺受理", by=wang, now=FRIDAY)
        text = as_user(wang).get("/projects/handover/").content.decode()
        for word in ("示例激光项目", "开通班车", "待决定的容缺推进申请", "容缺受理"):
            assert word in text
        for word in ("别人的线索", "已经办完"):
            assert word not in text

    def test_leaders_see_anybodys_and_officers_their_own(
        self, given: Project, wang: User, li: User, boss: User
    ) -> None:
        assert given.name in as_user(boss).get(f"/projects/handover/?person={wang.pk}").content.decode()
        for asked in (str(wang.pk), "0", "abc", "9" * 30):
            assert as_user(li).get(f"/projects/handover/?person={asked}").status_code == 404


class TestCharted:
    def test_all_four_are_needed(self, given: Project, wang: User, boss: User) -> None:
        assert given.missing_fours == ["定领导", "定专班", "定时间"]
        assert not Project.objects.charted().exists()
        given.leader, given.due_on = boss, day("2027-06-30")
        given.task_force = TaskForce.objects.create(name="城建专班")
        given.save()
        assert (given.missing_fours, Project.objects.charted().get()) == ([], given)

    def test_the_list_filters_by_it_and_the_page_says_what_is_missing(self, given: Project, wang: User) -> None:
        assert given.name in as_user(wang).get("/projects/?key=uncharted").content.decode()
        assert given.name not in as_user(wang).get("/projects/?key=charted").content.decode()
        assert "未挂图：缺定领导、定专班、定时间" in as_user(wang).get(f"/projects/{given.code}/").content.decode()
