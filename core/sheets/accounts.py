"""Accounts in tables: who people are, and the roles that are asked for them.

An import opens accounts as the page does: nobody knows a password, and nobody holds a role before another
administrator has agreed. No password stands in any file: the security administrator gives each person a link.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import RequestedRoles, Role
from core.guard.accounts import roles
from core.guard.accounts.forms import AccountForm, RolesForm
from core.kernel.language import in_house_language
from core.models import Department, RoleRequest, User
from core.sheets.acting import USERNAME
from core.sheets.cells import Code, Many, Of
from core.sheets.kinds import Column, Data, Kind, Said, Wrong


class AccountRowForm(AccountForm):
    """An account, and the roles that are asked for it."""

    wanted = RolesForm.base_fields["wanted"]
    reason = forms.CharField(max_length=RolesForm.base_fields["reason"].max_length, required=False)
    clean_wanted = RolesForm.clean_wanted


def waiting(person: User) -> RoleRequest | None:
    """The request for other roles that waits for its decision."""
    return RoleRequest.objects.waiting().filter(person=person).first() if person.pk else None


def _wanted(person: User) -> list[str]:
    asked = waiting(person)
    return asked.wanted if asked else []


def _reason(person: User) -> str:
    asked = waiting(person)
    return asked.reason if asked else ""


class UserKind(Kind):
    """账号, found by the user name."""

    key, model = "users", User
    title, counted = gettext_lazy("账号"), gettext_lazy("个")
    about = gettext_lazy("建立账号并申请角色；角色由另一位管理员决定，密码另用一次性链接设置")
    route, list_route = "core:account_create", "core:account_list"
    is_personal = True
    columns = (
        Column(
            "username",
            gettext_lazy("用户名"),
            Code(),
            also=("登录名", "账号"),
            example="zhangshili",
            needed=True,
            note=gettext_lazy("登录时用，建立后不能改"),
        ),
        Column("name", gettext_lazy("姓名"), example=gettext_lazy("张示例"), needed=True),
        Column("reading", gettext_lazy("姓名读音"), note=gettext_lazy("姓名容易读错时写拼音")),
        Column(
            "department",
            gettext_lazy("部门"),
            Of(Department.objects.all, by=("key",)),
            also=("所在部门", "科室", "单位"),
        ),
        Column("phone", gettext_lazy("电话"), Code(), also=("联系电话", "手机", "手机号"), example="0731-80000000"),
        Column("email", gettext_lazy("邮箱"), Code(), also=("电子邮箱", "邮件"), example="zhangshili@example.com"),
        Column(
            "wanted",
            gettext_lazy("申请角色"),
            Many(lambda: Role.choices),
            also=("角色",),
            value=_wanted,
            note=gettext_lazy("提交后须由另一位管理员决定，同意前不生效"),
        ),
        Column("reason", gettext_lazy("申请理由"), value=_reason),
        Column(
            "roles",
            gettext_lazy("现有角色"),
            Many(lambda: Role.choices),
            value=lambda person: person.roles,
            shown_only=True,
        ),
    )

    def rows(self) -> QuerySet[Any]:
        return User.objects.visible_to(self.user).select_related("department").order_by("pinyin", "name", "pk")

    def find(self, said: Said, answer: str) -> Any:
        name = said.get("username")
        return self.rows().filter(username__iexact=name).first() if name else None

    def settle(self, said: Said, row: Any) -> Said:
        """Without roles that the person holds already, or that are asked for already; in the order of the house."""
        kept = dict(said)
        if row is not None and str(kept.get("username", "")).lower() == row.username.lower():
            kept.pop("username", None)
        if asked := kept.get("wanted"):
            if row is not None and set(asked) == set(_wanted(row) or row.roles):
                kept.pop("wanted")
                kept.pop("reason", None)
            elif set(asked) <= set(Role.values):
                kept["wanted"] = [str(role) for role in Role if role in asked]
        if not kept.get("wanted"):
            kept.pop("reason", None)  # why, of nothing
        return kept

    def form(self, row: Any, data: Data | None) -> Any:
        return AccountRowForm(data, instance=row, user=self.user)

    def save(self, form: Any, said: Said, answer: str) -> Any:
        """Keep who the person is, and ask for the roles."""
        saved = form.save_once()
        if saved is None or "wanted" not in said:
            return saved
        now, asked = timezone.now(), waiting(saved)
        try:
            if wanted := form.cleaned_data["wanted"]:
                if self.user.username == USERNAME:  # else one administrator could ask for roles, and decide
                    raise Wrong("wanted", _("申请角色须写明由谁申请：请加 --by 登录名，或把这一列留空。"))
                with in_house_language():
                    reason = form.cleaned_data["reason"] or _("随账号表导入时申请")
                roles.ask(saved, wanted, reason=reason, by=self.user, request=None, now=now)
            elif asked:
                roles.withdraw(asked, by=self.user, request=None, now=now)
        except ValidationError as error:
            raise Wrong("wanted", " ".join(error.messages)) from error
        return saved

    def remove(self, row: Any) -> None:
        """An account that nobody has used goes, with the request for its roles. Raises ValidationError for others."""
        if row.last_login or row.has_usable_password() or row.roles:
            raise ValidationError(_("账号已在使用，请在账号页停用"))
        if asked := waiting(row):
            roles.withdraw(asked, by=self.user, request=None, now=timezone.now())
        row.role_requests.filter(state=RequestedRoles.WITHDRAWN).delete()
        row.delete()

    def url(self, row: Any) -> str:
        return reverse("core:account_detail", args=[row.pk])
