"""Whose account is shut: what is in their hands goes to others by each kind's own verb, and nobody who left is told."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import timezone

from core.enums import AuditKind, DeliveryState, Role
from core.guard.accounts import holdings
from core.models import AuditEvent, Delivery, Department, Notice, User
from core.post.deliveries import claim
from core.post.notices import Message, tell
from enterprises.care.assigned import Assigned
from enterprises.models import Enterprise, LiaisonAssignment, PlannedVisit
from projects.meeting.escalation import _force
from projects.models import Action, AfterCareItem, Assignment, Lead, TaskForce
from tests.enterprises.scene import LONG_AGO, firm
from tests.projects.scene import as_user, person, project, week

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def keeper() -> User:
    return person("keeper", Role.SECURITY_ADMIN)


@pytest.fixture
def leaver() -> User:
    return person("leaver", Role.PROJECT_OFFICER, Role.LIAISON)


@pytest.fixture
def next_one() -> User:
    return person("nextone", Role.PROJECT_OFFICER, Role.LIAISON)


def in_hands(leaver: User) -> None:
    """One of each kind."""
    given = project(responsible=leaver, reporter=leaver)
    today = timezone.localdate()
    LiaisonAssignment.objects.create(enterprise=firm("示例齿轮"), officer=leaver, starts_on=LONG_AGO)
    Action.objects.create(
        number="2026-47-01",
        period=week("2026-11-16"),
        project=given,
        title="示例交办",
        owner=leaver,
        due_on=today,
        issued_by=leaver,
        issued_at=NOW,
        client_id=uuid.uuid4(),
    )
    Lead.objects.create(name="示例线索", channel="own", officer=leaver, received_on="2026-01-05")
    TaskForce.objects.create(name="示例专班").members.add(leaver)
    PlannedVisit.objects.create(officer=leaver, enterprise=Enterprise.objects.get(), on=today)
    AfterCareItem.objects.create(project=given, text="示例", owner=leaver, raised_on=today, due_on=today)


def press(client: Any, person: User, sent: dict[str, Any]) -> Any:
    """Send the form as the page shows it, and answer the question when one is asked."""
    url = f"/accounts/{person.pk}/hand-on/"
    sent = {"seen": client.get(url).context["form"]["seen"].value()} | sent
    answer = client.post(url, sent)
    asked = answer.context and answer.status_code == 200 and not answer.context["form"].errors
    return client.post(url, sent | {"sure": answer.context["form"].question}) if asked else answer


KEYS = {"task_forces", "planned_visits", "firms", "responsible", "reporter", "actions", "leads", "care"}


def test_everything_goes_by_its_own_verb(keeper: User, leaver: User, next_one: User) -> None:
    in_hands(leaver)
    client, url = as_user(keeper), f"/accounts/{leaver.pk}/hand-on/"
    page = client.get(url).content.decode()
    assert all(f'name="{key}"' in page for key in KEYS)
    sent = dict.fromkeys(KEYS, next_one.pk) | {"reason": "调任"}
    assert press(client, leaver, sent).status_code == 302
    leaver.refresh_from_db()
    assert not leaver.is_active
    assert holdings.held(leaver) == []
    assert {kind.key for kind, _n in holdings.held(next_one)} == KEYS
    assert Assignment.objects.filter(user=next_one, reason="调任", by=keeper).count() == 2
    assert Action.objects.get().entries.filter(text__contains="调任").exists()
    assert Notice.objects.filter(user=next_one).count() >= len(KEYS)
    assert not Notice.objects.filter(user=leaver).exists()
    assert AuditEvent.objects.filter(kind=AuditKind.HANDED_ON, user=keeper).exists()


def test_control_what_is_left_stays_and_is_shown(keeper: User, leaver: User) -> None:
    in_hands(leaver)
    assert press(as_user(keeper), leaver, {"reason": "调任"}).status_code == 302
    assert {kind.key for kind, _n in holdings.held(leaver)} == KEYS


def test_what_will_happen_is_asked_first(keeper: User, leaver: User, next_one: User) -> None:
    in_hands(leaver)
    client, url = as_user(keeper), f"/accounts/{leaver.pk}/hand-on/"
    sent = {"seen": client.get(url).context["form"]["seen"].value(), "leads": next_one.pk, "reason": "调任"}
    asked = client.post(url, sent)
    page = asked.content.decode()
    assert f"交给 {next_one}" in page
    assert "招商线索" in page
    leaver.refresh_from_db()
    assert leaver.is_active, "nothing is done before the answer"
    other = sent | {"leads": "", "sure": asked.context["form"].question}
    assert client.post(url, other).status_code == 200, "an answer to another question is none"
    assert Lead.objects.get().officer == leaver
    assert client.post(url, sent | {"sure": asked.context["form"].question}).status_code == 302
    assert Lead.objects.get().officer == next_one


def test_the_second_of_two_is_told_what_moved(keeper: User, leaver: User, next_one: User) -> None:
    in_hands(leaver)
    client, url = as_user(keeper), f"/accounts/{leaver.pk}/hand-on/"
    third = person("third", Role.PROJECT_OFFICER, Role.LIAISON)
    seen = client.get(url).context["form"]["seen"].value()
    assert press(client, leaver, {"leads": next_one.pk, "reason": "第一页"}).status_code == 302
    sent = {"seen": seen, "leads": third.pk, "actions": third.pk, "reason": "第二页"}
    answer = client.post(url, sent)
    page = answer.content.decode()
    assert "招商线索：原有 1 项，现有 0 项" in page
    assert "招商线索已不在其手上，你选的接手人没有用上" in page
    assert Lead.objects.get().officer == next_one
    assert Action.objects.get().owner == leaver, "nothing of the second is done unseen"
    assert str(third.pk) in page, "what was chosen stays"
    assert press(client, leaver, {"actions": third.pk, "reason": "第二页"}).status_code == 302
    assert Action.objects.get().owner == third


def test_who_left_a_team_is_not_asked(leaver: User, next_one: User) -> None:
    team = TaskForce.objects.create(name="示例专班")
    team.members.add(leaver, next_one)
    given = project(task_force=team)
    assert _force(given) == {leaver, next_one}
    User.objects.filter(pk=leaver.pk).update(is_active=False)
    assert _force(given) == {next_one}


def test_a_shut_account_leads_to_what_is_still_in_its_hands(keeper: User, leaver: User, next_one: User) -> None:
    in_hands(leaver)
    client = as_user(keeper)
    assert client.post(f"/accounts/{leaver.pk}/disable/").url == f"/accounts/{leaver.pk}/hand-on/"
    assert client.post(f"/accounts/{next_one.pk}/disable/").url == f"/accounts/{next_one.pk}/", "who holds nothing"
    page = client.get(f"/accounts/{leaver.pk}/hand-on/").content.decode()
    assert "招商线索（1 项）交给" in page


def test_nobody_of_another_role_is_offered_or_taken(keeper: User, leaver: User) -> None:
    in_hands(leaver)
    other = person("other", Role.TALENT_OFFICER)
    gone = person("gone", Role.PROJECT_OFFICER, is_active=False)
    for wrong in (other, gone):
        sent = {"responsible": wrong.pk, "reason": "调任"}
        answer = press(as_user(keeper), leaver, sent)
        assert answer.status_code == 200
    leaver.refresh_from_db()
    assert leaver.is_active, "nothing of it is done when a part is refused"


def message(to: User, key: str = "k", **fields: Any) -> Message:
    return Message(to, "示例标题", "正文", "/", key, **fields)


class TestNotices:
    def test_who_left_is_told_nothing(self, leaver: User) -> None:
        leaver.is_active = False
        leaver.save()
        tell([message(leaver)], now=NOW)
        assert not Notice.objects.exists()

    def test_what_must_be_done_is_told_to_the_others_of_the_department(self, leaver: User, next_one: User) -> None:
        office = Department.objects.create(key="zs", name="示例招商局")
        far = person("far", Role.PROJECT_OFFICER)
        for each in (leaver, next_one):
            each.department, each.is_active = office, each != leaver
            each.save()
        tell([message(leaver, email=True)], now=NOW)
        tell([message(leaver, email=True)], now=NOW)
        assert [each.user for each in Notice.objects.all()] == [next_one]
        assert "账号已停用" in Notice.objects.get().body
        assert far not in {each.user for each in Notice.objects.all()}

    def test_without_such_others_to_the_leaders(self, leaver: User) -> None:
        boss = person("boss", Role.LEADER)
        leaver.is_active = False
        leaver.save()
        tell([message(leaver, email=True)], now=NOW)
        assert Notice.objects.get().user == boss

    def test_what_was_owed_is_not_sent(self, leaver: User, next_one: User) -> None:
        for each in (leaver, next_one):
            given = {"address": "a@example.com", "subject": "s", "body": "b", "owed_at": NOW}
            Delivery.objects.create(channel="email", user=each, dedupe_key=each.username, **given)
        leaver.is_active = False
        leaver.save()
        assert [each.user for each in claim(now=NOW)] == [next_one]
        assert Delivery.objects.get(user=leaver).state == DeliveryState.DROPPED


def test_a_firm_whose_liaison_left_counts_as_without_one(leaver: User) -> None:
    boss, of = person("boss", Role.LEADER), firm("示例齿轮", leaver)
    today = timezone.localdate()
    assert Assigned(boss, today, "").alone_count == 0
    leaver.is_active = False
    leaver.save()
    found = Assigned(boss, today, "")
    assert [row.firm for row in found[0 : len(found)] if row.assignment is None] == [of]
    assert "已停用" in as_user(boss).get(f"/enterprises/{of.pk}/").content.decode()


class TestNames:
    def test_surnames_are_read_as_surnames(self) -> None:
        for number, name in enumerate(["曾一", "单二", "赵三", "解四", "安五", "仇六", "区七", "任八", "欧阳九"]):
            User.objects.create_user(f"u{number}", name=name)
        order = [each.name for each in User.objects.by_name()]
        assert order == ["安五", "区七", "欧阳九", "仇六", "任八", "单二", "解四", "曾一", "赵三"]

    def test_a_reading_can_be_corrected(self, keeper: User) -> None:
        one, two = (User.objects.create_user(f"u{n}", name=name) for n, name in enumerate(["盖一", "王二"]))
        assert one.pinyin == "ge yi"
        client, url = as_user(keeper), f"/accounts/{one.pk}/edit/"
        seen = client.get(url).context["form"]["seen"].value()
        sent = {"username": "u0", "name": "盖一", "reading": "Zhai Yi", "seen": seen}
        assert client.post(url, sent).status_code == 302
        one.refresh_from_db()
        assert one.pinyin == "zhai yi"
        assert [each.pk for each in User.objects.filter(pk__in=[one.pk, two.pk]).by_name()] == [two.pk, one.pk]

    def test_equal_names_show_the_department_and_then_the_user_name(self) -> None:
        offices = [Department.objects.create(key=f"d{n}", name=f"示例{n}处") for n in (1, 2)]
        for n, office in enumerate([offices[0], offices[1], offices[1], None]):
            User.objects.create_user(f"wang{n}", name="王强", department=office)
        User.objects.create_user("li", name="李一")
        labels = {each.username: each.label for each in User.objects.by_name()}
        assert labels == {
            "wang0": "王强（示例1处）",
            "wang1": "王强（示例2处，wang1）",
            "wang2": "王强（示例2处，wang2）",
            "wang3": "王强（wang3）",
            "li": "李一",
        }
        for username, label in labels.items():
            found = User.objects.called(label)
            assert found is not None
            assert found.username == username

    def test_the_reading_of_a_firm_is_corrected(self) -> None:
        of = firm("长步道")
        of.reading = "zhang bu dao"
        of.save()
        assert of.pinyin == "zhangbudao"
