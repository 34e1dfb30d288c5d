"""账号 in tables: opened as on the page; roles are asked for and decided by another, and no password is anywhere."""

import pytest
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.enums import AuditKind, RequestedRoles, Role
from core.guard.accounts import links, roles
from core.models import AuditEvent, Department, RoleRequest, User
from core.sheets.accounts import UserKind
from core.sheets.acting import system
from core.sheets.undoing import undo
from tests.core.guard.accounts.scene import person
from tests.core.sheets.table import CHANGED, NEW, SAME, WRONG, came_to, exported, faults, filled, taken, taken_file

pytestmark = pytest.mark.django_db
HEAD = ("登录名", "姓名", "科室", "手机", "邮箱", "角色", "申请理由")
ROW = ("zhangsan", "张示例", "示例局", "13800000001", "zhang@example.com", "驻企联络员、园区领导", "新到岗")


@pytest.fixture
def admin() -> User:
    Department.objects.create(key="office", name="示例局")
    return person("xie", Role.ADMIN)


@pytest.fixture
def second() -> User:
    return person("an", Role.SECURITY_ADMIN)


def test_an_account_is_opened_and_its_roles_are_asked_for(admin: User, second: User) -> None:
    _batch, results = taken(UserKind(admin), HEAD, ROW)
    assert came_to(results) == [NEW]
    made = User.objects.get(username="zhangsan")
    assert (made.name, str(made.department), made.phone, made.roles) == ("张示例", "示例局", "13800000001", [])
    assert not made.has_usable_password()
    asked = RoleRequest.objects.get()
    assert (asked.person, asked.wanted, asked.asked_by, asked.reason) == (made, ["leader", "liaison"], admin, "新到岗")
    assert AuditEvent.objects.filter(kind=AuditKind.ROLES, user=admin).count() == 1
    with pytest.raises(ValidationError):  # neither by whoever imported, nor before it is decided
        roles.decide(asked, True, word="", by=admin, request=None, now=timezone.now())
    assert links.refusal(made)
    roles.decide(asked, True, word="", by=second, request=None, now=timezone.now())
    made.refresh_from_db()
    assert made.roles == ["leader", "liaison"]


def test_the_same_file_asks_once_before_and_after_the_decision(admin: User, second: User) -> None:
    taken(UserKind(admin), HEAD, ROW)
    assert came_to(taken(UserKind(admin), HEAD, ROW)[1]) == [SAME]
    roles.decide(RoleRequest.objects.get(), True, word="", by=second, request=None, now=timezone.now())
    assert came_to(taken(UserKind(admin), HEAD, ROW)[1]) == [SAME]
    assert (RoleRequest.objects.count(), User.objects.filter(username="zhangsan").count()) == (1, 1)


def test_other_roles_for_somebody_who_is_there_are_asked_for_and_given_to_nobody(admin: User) -> None:
    known = person("lisi", Role.LIAISON)
    _batch, results = taken(UserKind(admin), HEAD, ("LISI", None, None, "0731-80000001", None, "园区领导", None))
    assert (came_to(results), results[0].changes) == (
        [CHANGED],
        {"phone": "0731-80000001", "wanted": "园区领导"} | _reason(),
    )
    known.refresh_from_db()
    assert (known.username, known.roles, known.phone) == ("lisi", ["liaison"], "0731-80000001")
    assert RoleRequest.objects.get().before == ["liaison"]


def _reason() -> dict[str, str]:
    return {"reason": "随账号表导入时申请"}


def test_which_of_several_roles_there_is_not_is_said_with_those_that_there_are(admin: User) -> None:
    _batch, results = taken(UserKind(admin), HEAD, (*ROW[:5], "驻企联络员、科员、园区领导", None))
    (fault,) = results[0].faults
    assert "没有“科员”这个选项" in fault.message
    assert fault.hint == "、".join(str(role.label) for role in Role)


def test_a_second_request_is_refused_at_its_cell_while_one_waits(admin: User) -> None:
    taken(UserKind(admin), HEAD, ROW)
    other = UserKind(person("yi", Role.ADMIN))
    batch, results = taken(other, HEAD, (*ROW[:5], "园区领导", None))
    assert (batch, set(faults(results[0]))) == (None, {"wanted"})
    assert came_to(taken(other, HEAD, (*ROW[:3], "13800000002", *ROW[4:]))[1]) == [CHANGED]  # the same roles


def test_every_error_of_a_row_is_said_at_its_cell(admin: User) -> None:
    rows = (
        ("张 三", None, "没有的局", "13800000001", "不是邮箱", "园长", None),
        ("wangwu", "王示例", None, None, None, "系统管理员、审计", None),
    )
    batch, results = taken(UserKind(admin), HEAD, *rows)
    assert batch is None
    assert set(faults(results[0])) == {"username", "name", "department", "email", "wanted"}
    assert faults(results[1]) == {"wanted": "系统管理员、安全管理员、审计须由不同的人担任。"}
    assert not RoleRequest.objects.exists()


def test_a_column_of_passwords_is_not_read(admin: User) -> None:
    taken(UserKind(admin), (*HEAD, "密码"), (*ROW, "old-passphrase-1133"))
    assert not User.objects.get(username="zhangsan").has_usable_password()


def test_a_role_column_changes_no_role_in_an_export_that_was_edited(admin: User) -> None:
    """现有角色 is shown and never read."""
    known = person("lisi", Role.LIAISON)
    taken(UserKind(admin), ("用户名", "姓名", "现有角色"), ("lisi", "李新名", "系统管理员"))
    known.refresh_from_db()
    assert (known.name, known.roles, RoleRequest.objects.count()) == ("李新名", ["liaison"], 0)


def test_new_accounts_go_back_with_their_requests(admin: User) -> None:
    known = person("lisi", Role.LIAISON)
    before = model_to_dict(known)
    rows = (ROW, ("lisi", "李新名", None, None, None, "园区领导", None))
    batch, _results = taken(UserKind(admin), HEAD, *rows)
    assert batch
    assert undo(batch, by=admin, now=timezone.now()) == (2, [])
    assert not User.objects.filter(username="zhangsan").exists()
    assert model_to_dict(User.objects.get(pk=known.pk)) == before
    assert [each.state for each in RoleRequest.objects.all()] == [RequestedRoles.WITHDRAWN]
    assert AuditEvent.objects.filter(kind=AuditKind.ROLES).count() == 4  # asked for and withdrawn, of both


def test_accounts_whose_roles_were_decided_stay(admin: User, second: User) -> None:
    batch, _results = taken(UserKind(admin), HEAD, ROW, ("lisi", "李示例", *[None] * 3, "园区领导", None))
    first, other = RoleRequest.objects.order_by("pk")
    roles.decide(first, True, word="", by=second, request=None, now=timezone.now())
    roles.decide(other, False, word="先不", by=second, request=None, now=timezone.now())
    assert batch
    gone, left = undo(batch, by=admin, now=timezone.now())
    assert (gone, {row.label for row in left}) == (0, {"张示例", "李示例"})
    assert User.objects.filter(username__in=("zhangsan", "lisi")).count() == 2


def test_an_export_that_comes_back_changes_nothing(admin: User) -> None:
    taken(UserKind(admin), HEAD, ROW)
    person("lisi", Role.LIAISON, phone="13800000009")
    for user in (admin, system()):
        batch, results = taken_file(UserKind(user), exported(UserKind(user)))
        assert (batch, set(came_to(results))) == (None, {SAME})


def test_a_template_filled_in_is_imported(admin: User) -> None:
    said = {"用户名": "zhangsan", "姓名": "张示例", "部门": "示例局", "申请角色": "园区领导"}
    assert came_to(taken_file(UserKind(admin), filled(UserKind(admin), said))[1]) == [NEW]
    assert RoleRequest.objects.get().wanted == ["leader"]


def test_a_name_that_another_row_of_the_file_has_is_refused(admin: User) -> None:
    assert came_to(taken(UserKind(admin), HEAD, ROW, ("ZhangSan", *ROW[1:]))[1]) == [NEW, WRONG]


@pytest.mark.parametrize("role", Role)
def test_those_who_open_accounts_import_them(role: Role) -> None:
    assert UserKind.may_import(person("x", role)) == (role in (Role.ADMIN, Role.SECURITY_ADMIN))


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXTS, phone=TEXTS, number=st.integers(1, 10**6))
def test_whatever_the_page_keeps_goes_round(admin: User, name: str, phone: str, number: int) -> None:
    kind = UserKind(admin)
    values = kind.values(kind.form(None, None)) | {"username": f"u{number}", "name": name, "phone": phone}
    form = kind.form(None, type(kind.values(kind.form(None, None)))(values))
    if not form.is_valid():
        return
    form.save_once()
    assert set(came_to(taken_file(kind, exported(kind))[1])) == {SAME}
