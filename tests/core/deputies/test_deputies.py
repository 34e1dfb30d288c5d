"""代理: a deputy does what waits for somebody else, for some days, and nothing beside it."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.deputies import naming as deputies
from core.enums import DeliveryState, Role
from core.guard.accounts import roles
from core.hands.reading import deputy_of, for_whom, hands
from core.models import Delivery, Department, Deputy, Notice, User
from core.post.deliveries import claim
from core.post.notices import Message, tell
from enterprises.models import Contact, Enterprise, LiaisonAssignment, Request
from projects.models import Action, AfterCareItem, Blocker, LifeChange, Project, TaskForce, Update
from tests.enterprises.scene import LONG_AGO, firm
from tests.projects.scene import as_user, person, project, week

pytestmark = pytest.mark.django_db
WORK = (Role.PROJECT_OFFICER, Role.LIAISON, Role.HANDLER)
DAY = dt.timedelta(days=1)


@pytest.fixture
def away() -> User:
    return person("away", *WORK, department=Department.objects.create(key="kj", name="示例科技局"))


@pytest.fixture
def other() -> User:
    return person("other", *WORK, department=Department.objects.create(key="gh", name="示例规划局"))


def stand_in(away: User, other: User, *, first: int = 0, last: int = 3, **said: Any) -> Deputy:
    """From so many days from today to so many days from today, as it would have been entered then."""
    today = timezone.localdate()
    values = {"person": away, "deputy": other, "reason": "出差", "entered_by": away, "entered_at": timezone.now()}
    return Deputy.objects.create(starts_on=today + first * DAY, ends_on=today + last * DAY, **values | said)


def a_project(away: User) -> Project:
    return project(responsible=away, reporter=away, task_force=None)


def a_team(away: User) -> Project:
    force = TaskForce.objects.create(name="示例专班")
    force.members.add(away)
    return project(responsible=person("third"), task_force=force)


def an_action(away: User) -> Action:
    given = {"period": week("2026-11-16"), "project": project(), "title": "示例", "owner": away, "number": "2026-47-01"}
    now = timezone.now()
    return Action.objects.create(due_on=timezone.localdate(), issued_by=away, issued_at=now, **given)


def an_item(away: User) -> AfterCareItem:
    today = timezone.localdate()
    third = project(responsible=person("third"))
    return AfterCareItem.objects.create(project=third, text="示例", owner=away, raised_on=today, due_on=today)


def a_firm(away: User) -> Enterprise:
    return firm("示例齿轮", away)


def a_contact(away: User) -> Contact:
    return Contact.objects.create(enterprise=a_firm(away), name="示例", phone="13800000001")


def a_blocker(away: User) -> Blocker:
    raised = {"raised_by": person("third"), "raised_at": timezone.now(), "department": away.department}
    return Blocker.objects.create(project=project(), text="示例", **raised)


def a_blocker_of_ours(away: User) -> Blocker:
    elsewhere = Department.objects.create(key="x", name="示例其他局")
    raised = {"raised_by": person("third"), "raised_at": timezone.now(), "department": elsewhere}
    return Blocker.objects.create(project=a_project(away), text="示例", **raised)


VERBS: list[tuple[str, Callable[[User], Any]]] = [
    ("projects.update_project", a_project),
    ("projects.change_project", a_project),
    ("projects.turn_project", a_project),
    ("projects.file_paper", a_team),
    ("projects.update_project", a_team),
    ("projects.work_action", an_action),
    ("projects.finish_aftercareitem", an_item),
    ("projects.answer_blocker", a_blocker),
    ("projects.resolve_blocker", a_blocker_of_ours),
    ("enterprises.log_visit", a_firm),
    ("enterprises.finish_step", a_firm),
    ("enterprises.see_phone", a_contact),
]


@pytest.mark.parametrize(("right", "made"), VERBS, ids=[f"{right} {made.__name__}" for right, made in VERBS])
class TestRights:
    """Each kind of verb of whoever is responsible."""

    def rows(self, right: str, made: Any, away: User) -> Callable[[User], bool]:
        row = made(away)
        assert away.has_perm(right, row)
        # finish_step stands on the role of a project officer, too
        return lambda user: user.has_perm(right, row)

    def lesser(self, other: User, right: str) -> None:
        if right == "enterprises.finish_step":
            other.roles = [Role.LIAISON, Role.HANDLER]
            other.save()

    def test_during_it_and_not_before_or_after(self, right: str, made: Any, away: User, other: User) -> None:
        self.lesser(other, right)
        may = self.rows(right, made, away)
        assert not may(other), "control: without it"
        row = stand_in(away, other)
        assert may(other)
        assert may(away), "who is away may still"
        for first, last in ((1, 3), (-3, -1)):
            Deputy.objects.filter(pk=row.pk).update(
                starts_on=timezone.localdate() + first * DAY, ends_on=timezone.localdate() + last * DAY
            )
            assert not may(other)
        today = timezone.localdate()
        Deputy.objects.filter(pk=row.pk).update(starts_on=today, ends_on=today)
        assert may(other), "both days count"
        Deputy.objects.filter(pk=row.pk).update(ended_at=timezone.now(), ended_by=away)
        assert not may(other)

    def test_for_nobody_else(self, right: str, made: Any, away: User, other: User) -> None:
        self.lesser(other, right)
        may = self.rows(right, made, away)
        far = person("far", *(other.roles))
        stand_in(far, other)
        assert not may(other)
        stand_in(away, far)
        assert may(far)
        assert not may(other), "a deputy's deputy gets nothing"

    def test_not_when_one_of_them_left(self, right: str, made: Any, away: User, other: User) -> None:
        self.lesser(other, right)
        may = self.rows(right, made, away)
        stand_in(away, other)
        User.objects.filter(pk=away.pk).update(is_active=False)
        assert not may(other)
        User.objects.filter(pk=away.pk).update(is_active=True)
        User.objects.filter(pk=other.pk).update(is_active=False)
        assert not may(User.objects.get(pk=other.pk))

    def test_not_what_the_one_away_may_not_do(self, right: str, made: Any, away: User, other: User) -> None:
        self.lesser(other, right)
        may = self.rows(right, made, away)
        stand_in(away, other)
        away.roles = [Role.TALENT_OFFICER]
        away.save()
        assert not may(other)


def test_what_stands_on_a_role_alone_does_not_follow(away: User, other: User) -> None:
    """Control beside the table: a leader's deputy for the projects is no leader."""
    away.roles = [*away.roles, Role.LEADER]
    away.save()
    stand_in(away, other)
    given = project(responsible=person("third"), leader=away)
    assert away.has_perm("projects.turn_project", given)
    assert not other.has_perm("projects.turn_project", given)


def test_lists_and_the_workbench_say_for_whom(away: User, other: User) -> None:
    a_project(away)
    firm("示例齿轮", away)
    owned = Action.objects.create(
        number="2026-47-01",
        period=week("2026-11-16"),
        project=Project.objects.get(),
        title="示例交办",
        owner=away,
        due_on=timezone.localdate(),
        issued_by=away,
        issued_at=timezone.now(),
    )
    before = as_user(other).get("/workbench/").content.decode()
    assert "示例交办" not in before
    assert f"代{away}" not in before
    stand_in(away, other)
    page = as_user(other).get("/workbench/").content.decode()
    assert page.count(f'<span class="tag">代{away}</span>') == 3
    assert as_user(other).get(f"/projects/actions/{owned.number}/").status_code == 200
    assert f"代{away}" not in as_user(away).get("/workbench/").content.decode()


def test_a_name_says_who_stands_in(away: User, other: User) -> None:
    given = a_project(away)
    looked_after = firm("示例齿轮", away)
    row = stand_in(away, other)
    boss = as_user(person("boss", Role.LEADER))
    said = f"（代理：{other}，至 {row.ends_on:%m-%d}）"
    for url in (f"/projects/{given.code}/", f"/enterprises/{looked_after.pk}/"):
        assert said in boss.get(url).content.decode()
    deputies.end(row, by=away, now=timezone.now())
    assert said not in boss.get(f"/projects/{given.code}/").content.decode()


def test_the_record_says_in_whose_stead(away: User, other: User) -> None:
    action = an_action(away)
    stand_in(away, other)
    sent = {"kind": "progress", "text": "已联系", "client_id": uuid.uuid4()}
    assert as_user(other).post(f"/projects/actions/{action.number}/step/", sent).status_code == 302
    entry = action.entries.get()
    assert entry.by == other
    page = as_user(person("boss", Role.LEADER)).get(f"/projects/actions/{action.number}/").content.decode()
    assert f"{other}（代{away}）" in page


class TestHistory:
    """The history of a row keeps for whom it was written."""

    def stead(self, user: User, given: AfterCareItem) -> Any:
        sent = {"result": "已办"}
        as_user(user).post(f"/projects/{given.project.code}/after-care/{given.pk}/", sent)
        given.refresh_from_db()
        assert given.done_on
        latest = given.pgh_event_model.objects.filter(pgh_obj=given.pk).select_related("pgh_context").latest("pgh_id")
        return latest.pgh_context.metadata

    def test_of_the_deputy(self, away: User, other: User) -> None:
        given = an_item(away)
        stand_in(away, other)
        said = self.stead(other, given)
        assert (said["user"], said["stead"]) == (other.pk, away.pk)

    def test_its_page_says_so(self, away: User, other: User) -> None:
        given = an_item(away)
        stand_in(away, other)
        self.stead(other, given)
        page = as_user(person("boss", Role.LEADER)).get(f"/history/project/{given.project.pk}/").content.decode()
        assert f"{other}（代{away}）" in page

    def test_control_nothing_of_the_own(self, away: User, other: User) -> None:
        given = an_item(away)
        stand_in(away, other)
        assert "stead" not in self.stead(away, given)


class TestTold:
    NOW = property(lambda self: timezone.now())

    def tell(self, to: User, key: str = "k", **more: Any) -> None:
        tell([Message(to, "示例标题", "正文", "/", key, **more)], now=timezone.now())

    def test_the_deputy_is_told_for_whom(self, away: User, other: User) -> None:
        self.tell(away, "before")
        stand_in(away, other)
        self.tell(away)
        self.tell(away)
        assert [each.title for each in Notice.objects.filter(user=other)] == [f"代{away}：示例标题"]
        assert Notice.objects.filter(user=away).count() == 2

    def test_not_of_the_account_itself(self, away: User, other: User) -> None:
        stand_in(away, other)
        self.tell(away, personal=True)
        assert not Notice.objects.filter(user=other).exists()

    def test_not_where_a_role_of_the_other_is_missing(self, away: User, other: User) -> None:
        stand_in(away, other)
        away.roles = [*away.roles, Role.LEADER]
        away.save()
        self.tell(away)
        assert not Notice.objects.filter(user=other).exists()

    def test_an_email_that_waits_is_dropped_when_it_ended(self, away: User, other: User, settings: Any) -> None:
        settings.EMAIL_ENABLED = True
        for each in (away, other):
            each.email = f"{each.username}@example.com"
            each.save()
        row = stand_in(away, other)
        self.tell(away, "one", email=True)
        assert Delivery.objects.filter(user=other).count() == 1
        deputies.end(row, by=away, now=timezone.now())
        assert {each.user for each in claim(now=timezone.now() + DAY)} == {away}
        assert Delivery.objects.get(user=other).state == DeliveryState.DROPPED

    def test_control_it_is_sent_while_it_runs(self, away: User, other: User, settings: Any) -> None:
        settings.EMAIL_ENABLED = True
        other.email = "other@example.com"
        other.save()
        stand_in(away, other)
        self.tell(away, "one", email=True)
        assert {each.user for each in claim(now=timezone.now() + dt.timedelta(minutes=1))} == {other}


class TestNaming:
    def said(self, other: User, **more: Any) -> dict[str, Any]:
        today = timezone.localdate()
        values = {"deputy": other, "starts_on": today, "ends_on": today + DAY, "reason": "休假"}
        return values | {"now": timezone.now(), "client_id": uuid.uuid4()} | more

    def test_both_are_told_and_twice_is_once(self, away: User, other: User) -> None:
        keeper = person("keeper", Role.SECURITY_ADMIN)
        said = self.said(other)
        assert deputies.appoint(away, by=keeper, **said) == deputies.appoint(away, by=keeper, **said)
        assert Notice.objects.filter(user__in=[away, other]).count() == 2
        assert deputy_of(away.pk).deputy == other.pk  # pyright: ignore[reportOptionalMemberAccess]

    def test_not_by_somebody_else(self, away: User, other: User) -> None:
        with pytest.raises(PermissionDenied):
            deputies.appoint(away, by=other, **self.said(other))
        row = deputies.appoint(away, by=away, **self.said(other))
        with pytest.raises(PermissionDenied):
            deputies.end(row, by=other, now=timezone.now())

    @pytest.mark.parametrize(
        ("days", "code"), [((-1, 1), "past"), ((2, 1), "order"), ((0, 400), "long")], ids=["past", "order", "long"]
    )
    def test_days_that_cannot_be(self, away: User, other: User, days: tuple[int, int], code: str) -> None:
        first, last = (timezone.localdate() + each * DAY for each in days)
        with pytest.raises(ValidationError) as caught:
            deputies.appoint(away, by=away, **self.said(other, starts_on=first, ends_on=last))
        assert [error.code for errors in caught.value.error_dict.values() for error in errors] == [code]

    def test_only_who_holds_all_and_is_here(self, away: User, other: User) -> None:
        lesser = person("lesser", Role.PROJECT_OFFICER)
        gone = person("gone", *WORK, is_active=False)
        assert set(deputies.candidates(away)) == {other}
        for wrong in (lesser, gone, away):
            with pytest.raises(ValidationError):
                deputies.appoint(away, by=away, **self.said(wrong))

    def test_one_a_day(self, away: User, other: User) -> None:
        third = person("third", *WORK)
        row = deputies.appoint(away, by=away, **self.said(other))
        with pytest.raises(ValidationError, match="已经有代理人"):
            deputies.appoint(away, by=away, **self.said(third, starts_on=row.ends_on, ends_on=row.ends_on))
        with pytest.raises(IntegrityError, match="deputy_one_a_day"), transaction.atomic():
            stand_in(away, third, first=1, last=1)
        stand_in(third, other)  # one may stand in for two
        deputies.end(row, by=away, now=timezone.now())
        deputies.appoint(away, by=away, **self.said(third))
        assert Deputy.objects.filter(person=away).count() == 2, "what ended stays"

    def test_no_deputy_for_banks_and_the_three_offices(self) -> None:
        for role in (Role.BANK, Role.AUDITOR, Role.ADMIN, Role.SECURITY_ADMIN):
            one, two = person(f"one-{role}", role), person(f"two-{role}", role)
            assert not deputies.candidates(one).exists()
            stand_in(one, two)
            assert hands(two) == {two.pk}

    def test_nothing_after_its_last_day(self, away: User, other: User) -> None:
        row = stand_in(away, other, first=-3, last=-1)
        with pytest.raises(ValidationError):
            deputies.end(row, by=away, now=timezone.now())


class TestFourEyes:
    def asked(self, by: User) -> LifeChange:
        said = {"act": "pause", "on": timezone.localdate(), "reason": "示例", "evidence": "示例"}
        return LifeChange.objects.create(project=project(), requested_by=by, requested_at=timezone.now(), **said)

    def test_a_deputy_of_who_asked_does_not_decide(self, away: User) -> None:
        away.roles = [Role.LEADER]
        away.save()
        boss, third = person("boss", Role.LEADER), person("third", Role.LEADER)
        asked = self.asked(away)
        row = stand_in(away, boss)
        with pytest.raises(ValidationError, match="代理人"):
            asked.decide(False, note="", by=boss, now=timezone.now())
        asked.decide(False, note="", by=third, now=timezone.now())
        assert row.ended_at is None

    def test_control_without_it_the_same_leader_decides(self, away: User) -> None:
        boss = person("boss", Role.LEADER)
        asked = self.asked(away)
        asked.decide(False, note="不同意", by=boss, now=timezone.now())
        assert asked.decided_by == boss

    def test_nor_on_roles(self) -> None:
        asker = person("asker", Role.ADMIN, Role.PROJECT_OFFICER)
        second = person("second", Role.SECURITY_ADMIN, Role.PROJECT_OFFICER)
        about = person("about", Role.PROJECT_OFFICER)
        said = {"reason": "轮岗", "by": asker, "request": None, "now": timezone.now()}
        asked = roles.ask(about, [Role.LEADER], **said)
        assert roles.may_decide(second, asked)
        stand_in(asker, second)
        assert not roles.may_decide(second, asked)
        assert second not in roles.deciders(asked)


class TestPages:
    def test_for_oneself(self, away: User, other: User) -> None:
        client, today = as_user(away), timezone.localdate()
        assert "设置代理" in client.get("/me/").content.decode()
        page = client.get("/me/deputy/").content.decode()
        assert f'value="{other.pk}"' in page
        sent = {"deputy": other.pk, "starts_on": today, "ends_on": today, "reason": "出差", "client_id": uuid.uuid4()}
        assert client.post("/me/deputy/", sent).url == "/me/"
        row = Deputy.objects.get()
        assert f"由{other}代理" in client.get("/me/").content.decode()
        assert f"代理{away}" in as_user(other).get("/me/").content.decode()
        assert as_user(other).post(f"/deputies/{row.pk}/end/").status_code == 403
        assert as_user(person("far")).post(f"/deputies/{row.pk}/end/").status_code == 404
        assert client.post(f"/deputies/{row.pk}/end/").url == "/me/"
        row.refresh_from_db()
        assert row.ended_by == away
        assert "提前结束" in client.get("/me/").content.decode()

    def test_for_somebody_who_cannot(self, away: User, other: User) -> None:
        keeper, today = as_user(person("keeper", Role.SECURITY_ADMIN)), timezone.localdate()
        url = f"/accounts/{away.pk}/deputy/"
        sent = {"deputy": other.pk, "starts_on": today, "ends_on": today, "reason": "病假", "client_id": uuid.uuid4()}
        assert keeper.post(url, sent).url == f"/accounts/{away.pk}/"
        page = keeper.get(f"/accounts/{away.pk}/").content.decode()
        assert "病假" in page
        assert keeper.post(f"/deputies/{Deputy.objects.get().pk}/end/").url == f"/accounts/{away.pk}/"
        assert as_user(other).get(url).status_code == 403

    def test_a_mistake_is_told_at_its_field(self, away: User, other: User) -> None:
        today = timezone.localdate()
        sent = {
            "deputy": other.pk,
            "starts_on": today,
            "ends_on": today - DAY,
            "reason": "x",
            "client_id": uuid.uuid4(),
        }
        assert "结束日期不能早于开始日期" in as_user(away).post("/me/deputy/", sent).content.decode()


def test_in_whose_stead_is_read_from_the_days(away: User, other: User) -> None:
    row = stand_in(away, other, first=-5, last=-2)
    during = timezone.now() - 3 * DAY
    assert for_whom(other.pk, during, [away.pk]).person == away.pk  # pyright: ignore[reportOptionalMemberAccess]
    assert for_whom(other.pk, timezone.now(), [away.pk]) is None
    assert for_whom(other.pk, during, [away.pk, other.pk]) is None, "named there, too"
    assert row.last_day == row.ends_on


def test_an_update_and_a_request_are_in_reach(away: User, other: User) -> None:
    given, looked_after = a_project(away), firm("示例齿轮", away)
    assert not Project.objects.owed_by(other).exists()
    assert not Enterprise.objects.looked_after_by(other).exists()
    stand_in(away, other)
    assert list(Project.objects.owed_by(other)) == [given]
    assert list(Enterprise.objects.looked_after_by(other)) == [looked_after]
    assert list(Enterprise.objects.assigned_to(other)) == [], "who looks after a firm stays who it is"
    assert LiaisonAssignment.objects.filter(officer=away, starts_on=LONG_AGO).exists()
    assert not Update.objects.exists()
    assert not Request.objects.exists()
