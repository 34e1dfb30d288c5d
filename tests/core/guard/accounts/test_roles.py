"""Roles change by two people: who asks does not decide, nobody decides about themselves, and all concerned are told."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.enums import AuditKind, RequestedRoles, Role
from core.guard.accounts import roles
from core.models import AuditEvent, Delivery, Notice, RoleRequest, User
from tests.core.guard.accounts.scene import person
from tests.races import at_once

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
WANTED = [Role.TALENT_OFFICER, Role.PROJECT_OFFICER]


@pytest.fixture
def admin() -> User:
    return person("chief", Role.ADMIN)


@pytest.fixture
def security() -> User:
    return person("guard", Role.SECURITY_ADMIN)


@pytest.fixture
def officer() -> User:
    return person("cheng", Role.PROJECT_OFFICER)


def ask(about: User, wanted: Any = WANTED, *, by: User) -> RoleRequest:
    return roles.ask(about, wanted, reason="轮岗", by=by, request=None, now=NOW)


def decide(asked: RoleRequest, approve: bool = True, *, by: User) -> RoleRequest:
    return roles.decide(asked, approve, word="已核实", by=by, request=None, now=NOW)


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("title", flat=True))


class TestAsking:
    def test_nothing_changes_and_those_who_may_decide_are_told(
        self, admin: User, security: User, officer: User
    ) -> None:
        gone, auditor = person("gone", Role.ADMIN, is_active=False), person("meng", Role.AUDITOR)
        asked = ask(officer, by=admin)
        officer.refresh_from_db()
        assert officer.roles == ["project_officer"]
        assert (asked.before, asked.wanted) == (["project_officer"], ["project_officer", "talent_officer"])
        assert told(security) == ["示例chief申请调整示例cheng的角色，请你决定"]
        assert Notice.objects.get().body == "项目专员 → 项目专员、人才专员\n理由：轮岗"
        assert Delivery.objects.get().user == security
        assert [told(each) for each in (admin, officer, gone, auditor)] == [[]] * 4
        event = AuditEvent.objects.get(kind=AuditKind.ROLES)
        assert (event.user, event.what) == (
            admin,
            "等待决定：示例cheng（cheng）项目专员 → 项目专员、人才专员",
        )

    def test_the_same_again_is_the_one_that_waits_and_another_is_refused(
        self, admin: User, security: User, officer: User
    ) -> None:
        asked = ask(officer, by=admin)
        assert ask(officer, by=admin) == asked
        for wanted, by in ((WANTED, security), ([Role.BANK], admin)):
            with pytest.raises(ValidationError, match="已有一份申请"):
                ask(officer, wanted, by=by)
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleRequest.objects.create(person=officer, reason="x", asked_by=security, asked_at=NOW)

    def test_what_is_held_already_is_no_request(self, admin: User, officer: User) -> None:
        with pytest.raises(ValidationError, match="没有变化"):
            ask(officer, [Role.PROJECT_OFFICER], by=admin)

    @pytest.mark.parametrize(
        "pair",
        [(Role.ADMIN, Role.SECURITY_ADMIN), (Role.ADMIN, Role.AUDITOR), (Role.SECURITY_ADMIN, Role.AUDITOR)],
    )
    def test_the_three_exclude_each_other(self, admin: User, officer: User, pair: tuple[Role, Role]) -> None:
        with pytest.raises(ValidationError, match="不同的人"):
            ask(officer, [*pair, Role.LEADER], by=admin)
        with pytest.raises(IntegrityError, match="user_not_"), transaction.atomic():
            User.objects.filter(pk=officer.pk).update(roles=[*pair])
        User.objects.filter(pk=officer.pk).update(roles=[pair[0], Role.LEADER])


class TestDeciding:
    def test_approved_the_roles_hold_and_all_concerned_are_told(
        self, admin: User, security: User, officer: User
    ) -> None:
        auditor, leader = person("meng", Role.AUDITOR), person("lu", Role.LEADER)
        asked = decide(ask(officer, by=admin), by=security)
        officer.refresh_from_db()
        assert officer.roles == ["project_officer", "talent_officer"]
        assert (asked.state, asked.decided_by, asked.decided_at) == (RequestedRoles.APPROVED, security, NOW)
        for user in (admin, officer, auditor):
            assert told(user) == ["示例cheng的角色已调整"]
        assert told(leader) == []
        assert Notice.objects.get(user=officer).url == "/me/"
        assert Notice.objects.get(user=auditor).body.endswith("理由：轮岗\n意见：已核实")
        assert AuditEvent.objects.filter(kind=AuditKind.ROLES).count() == 2
        assert officer.pgh_event_model.objects.filter(pgh_obj=officer).last().roles == officer.roles

    def test_refused_nothing_changes_and_they_are_told(self, admin: User, security: User, officer: User) -> None:
        asked = decide(ask(officer, by=admin), False, by=security)
        officer.refresh_from_db()
        assert (asked.state, officer.roles) == (RequestedRoles.REFUSED, ["project_officer"])
        assert told(admin) == told(officer) == ["调整示例cheng角色的申请未获同意"]

    def test_the_same_word_again_changes_nothing(self, admin: User, security: User, officer: User) -> None:
        asked = ask(officer, by=admin)
        for _ in range(2):
            decide(asked, by=security)
        assert AuditEvent.objects.filter(kind=AuditKind.ROLES).count() == 2
        with pytest.raises(ValidationError, match="没有再次保存"):
            decide(asked, False, by=security)

    def test_neither_who_asked_nor_whom_it_is_about_nor_anybody_else(
        self, admin: User, security: User, officer: User
    ) -> None:
        auditor = person("meng", Role.AUDITOR)
        about_security = ask(security, [Role.SECURITY_ADMIN, Role.LEADER], by=admin)
        own = ask(admin, [Role.ADMIN, Role.TALENT_OFFICER], by=admin)
        for asked, by in ((about_security, admin), (about_security, security), (own, admin), (own, auditor)):
            with pytest.raises(ValidationError, match="另一位管理员"):
                decide(asked, by=by)
        admin.refresh_from_db()
        assert admin.roles == ["admin"]
        assert not roles.deciders(about_security).exists()
        assert list(roles.deciders(own)) == [security]

    @pytest.mark.parametrize("decider", ["asker", "person"])
    def test_the_database_knows_the_two_person_rule_itself(self, admin: User, officer: User, decider: str) -> None:
        asked = ask(officer, by=admin)
        by = {"asker": admin, "person": officer}[decider]
        with pytest.raises(IntegrityError, match="role_request_by_two_people"), transaction.atomic():
            RoleRequest.objects.filter(pk=asked.pk).update(state="approved", decided_by=by, decided_at=NOW)

    def test_what_no_longer_fits_is_refused_in_words_and_may_be_put_away(
        self, admin: User, security: User, officer: User
    ) -> None:
        asked = ask(officer, by=admin)
        User.objects.filter(pk=officer.pk).update(roles=[Role.HANDLER])
        with pytest.raises(ValidationError, match="已变为：部门经办"):
            decide(asked, by=security)
        asked.refresh_from_db()
        assert asked.state == RequestedRoles.ASKED
        assert decide(asked, False, by=security).state == RequestedRoles.REFUSED
        assert User.objects.get(pk=officer.pk).roles == ["handler"]

    def test_who_asked_may_take_it_back_and_nobody_else(self, admin: User, security: User, officer: User) -> None:
        asked = ask(officer, by=admin)
        with pytest.raises(ValidationError, match="只有申请人"):
            roles.withdraw(asked, by=security, request=None, now=NOW)
        for _ in range(2):
            assert roles.withdraw(asked, by=admin, request=None, now=NOW).state == RequestedRoles.WITHDRAWN
        with pytest.raises(ValidationError, match="没有再次保存"):
            decide(asked, by=security)
        assert ask(officer, by=security).state == RequestedRoles.ASKED


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def race(self) -> list[Any]:
        """Two decide on one request, differently; what each was answered."""
        admin, officer = person("chief", Role.ADMIN), person("cheng", Role.PROJECT_OFFICER)
        security, other = person("guard", Role.SECURITY_ADMIN), person("other", Role.ADMIN)
        asked = RoleRequest.objects.create(
            person=officer, before=officer.roles, wanted=["leader"], reason="轮岗", asked_by=admin, asked_at=NOW
        )
        return at_once(lambda: decide(asked, True, by=security), lambda: decide(asked, False, by=other))

    def test_one_word_counts_and_the_other_hears_of_it(self) -> None:
        (refused,) = [each for each in self.race() if isinstance(each, ValidationError)]
        assert refused.code == "settled"
        asked, officer = RoleRequest.objects.get(), User.objects.get(username="cheng")
        assert (asked.state == RequestedRoles.APPROVED) == (officer.roles == ["leader"])

    def test_without_the_lock_both_would_count(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Control: both look before either has written."""
        looked = threading.Barrier(2)

        def unlocked(model: Any, pk: Any) -> Any:
            row = model._base_manager.get(pk=pk)
            looked.wait(timeout=10)
            return row

        monkeypatch.setattr(roles, "locked", unlocked)
        assert not any(isinstance(each, ValidationError) for each in self.race())


def test_the_pages_walk_the_same_way(client_for: Any) -> None:
    admin, security = person("chief", Role.ADMIN), person("guard", Role.SECURITY_ADMIN)
    new = {"username": "xin", "name": "示例新人", "phone": "", "email": "", "department": ""}
    form = client_for(admin).get("/accounts/new/").context["form"]
    new["client_id"] = str(form["client_id"].value())
    for _ in range(2):  # the same press twice makes one
        answer = client_for(admin).post("/accounts/new/", new)
    made = User.objects.get(username="xin")
    assert answer["Location"] == f"/accounts/{made.pk}/roles/"
    assert (made.roles, made.has_usable_password()) == ([], False)
    both = {"wanted": ["leader", "admin", "auditor"], "reason": "x"}
    page = client_for(admin).post(f"/accounts/{made.pk}/roles/", both)
    assert "须由不同的人担任" in str(page.context["form"].errors["wanted"])
    client_for(admin).post(f"/accounts/{made.pk}/roles/", {"wanted": ["leader"], "reason": "上任"})
    asked = RoleRequest.objects.get()
    assert "无角色 → <b>园区领导</b>" in client_for(security).get(f"/accounts/{made.pk}/").content.decode()
    assert "示例新人" in client_for(security).get("/workbench/").content.decode()
    url = f"/accounts/requests/{asked.pk}/decide/"
    assert "不同意时请写明意见" in client_for(security).post(url, {"approve": "0"}).content.decode()
    assert "另一位管理员" in client_for(admin).post(url, {"approve": "1"}, follow=True).content.decode()
    assert "即时生效" in client_for(security).post(url, {"approve": "1"}, follow=True).content.decode()
    made.refresh_from_db()
    assert made.roles == ["leader"]
    assert AuditEvent.objects.filter(kind=AuditKind.ROLES).last().address == "127.0.0.1"


def test_alone_one_is_told_the_way_out(client_for: Any) -> None:
    admin, officer = person("chief", Role.ADMIN), person("cheng", Role.PROJECT_OFFICER)
    ask(officer, by=admin)
    page = client_for(admin).get(f"/accounts/{officer.pk}/").content.decode()
    assert "create_admin --role security_admin" in page
    person("guard", Role.SECURITY_ADMIN)
    page = client_for(admin).get(f"/accounts/{officer.pk}/").content.decode()
    assert "create_admin" not in page
    assert "须由另一位" in page


def test_no_form_but_these_changes_roles(client_for: Any) -> None:
    admin, officer = person("chief", Role.ADMIN), person("cheng", Role.PROJECT_OFFICER)
    client = client_for(admin)
    for url in ("/admin/core/user/", f"/admin/core/user/{officer.pk}/change/", "/admin/core/user/add/"):
        assert client.post(url, {"roles": ["talent_officer"]})["Location"] == "/accounts/"
    edit = f"/accounts/{officer.pk}/edit/"
    seen = client.get(edit).context["form"]["seen"].value()
    typed = {"name": "示例程", "username": "other", "roles": ["talent_officer"], "is_active": "", "seen": seen}
    assert client.post(edit, typed).status_code == 302
    officer.refresh_from_db()
    assert (officer.name, officer.username, officer.roles, officer.is_active) == (
        "示例程",
        "cheng",
        ["project_officer"],
        True,
    )
