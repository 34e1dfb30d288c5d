"""Firms in tables: how an imported row finds its firm, and what an exported one says."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Cluster, Park, User
from core.sheets.cells import Choice, Code, Day, Of
from core.sheets.kinds import Column, Data, Kind, Part, Question, Said, Wrong, decided
from enterprises.codes import WrongCode, checked_code
from enterprises.enums import AliasKind, Grade, GradeStatus
from enterprises.firm.columns import code_column
from enterprises.firm.duplicates import NameBook
from enterprises.firm.finding import FirmFinder
from enterprises.firm.forms import AliasForm, EnterpriseForm
from enterprises.firm.record_forms import ContactForm, GradeForm
from enterprises.models import Contact, Enterprise, EnterpriseAlias, EnterpriseGrade

FIRM = "enterprises:enterprise_detail"
SAME, TYPO, NEW = "same", "typo", "new"  # what a person says of a firm that is nearly another one
MOST_NEAR = 3


def _alias_form(firm: Enterprise, row: Any, data: Data | None, user: User) -> Any:
    return AliasForm(data, instance=row or EnterpriseAlias(enterprise=firm), user=user)


def _contact_form(firm: Enterprise, row: Any, data: Data | None, user: User) -> Any:
    in_full = user.has_perm("enterprises.see_phone", Contact(enterprise=firm))
    return ContactForm(data, instance=row or Contact(enterprise=firm), firm=firm, user=user, in_full=in_full)


def _grade_form(firm: Enterprise, row: Any, data: Data | None, user: User) -> Any:
    return GradeForm(data, instance=row or EnterpriseGrade(enterprise=firm), firm=firm, user=user, in_full=False)


class FirmKind(Kind):
    """企业: the file of a firm with its other names, grades and contacts. A firm is found by its code, then by its full
    name, then by its short name, then by another name that it bears.
    """

    key, model = "firms", Enterprise
    title, counted = gettext_lazy("企业"), gettext_lazy("家")
    about = gettext_lazy("含别名、等级、联系人")
    route, list_route = "enterprises:enterprise_create", "enterprises:enterprise_list"
    columns = (
        code_column(note=gettext_lazy("18 位，按校验位核对；没有可不填，按全称、简称找企业")),
        Column(
            "short_name",
            gettext_lazy("简称"),
            also=("企业简称",),
            example=gettext_lazy("示例科技"),
            note=gettext_lazy("新企业不填则取全称"),
        ),
        Column(
            "full_name",
            gettext_lazy("全称"),
            also=("企业全称", "企业名称", "单位名称"),
            example=gettext_lazy("湖南示例科技有限公司"),
        ),
        Column("reading", gettext_lazy("名称读音"), note=gettext_lazy("简称容易读错时写拼音")),
        Column("cluster", gettext_lazy("产业高地"), Of(Cluster.objects.all, by=("key",))),
        Column("park", gettext_lazy("园区"), Of(Park.objects.all, by=("key",)), also=("所属园区",)),
        Column("address", gettext_lazy("地址")),
        Column("concerns", gettext_lazy("企业最关心的事")),
    )
    parts = (
        Part(
            "aliases",
            (
                Column("name", gettext_lazy("别名"), also=("曾用名",), example=gettext_lazy("示例科技公司")),
                Column(
                    "kind", gettext_lazy("别名类型"), Choice(lambda: AliasKind.choices), example=AliasKind.ALIAS.label
                ),
            ),
            key="name",
            most=9,
            rows=lambda firm: list(firm.aliases.all()),
            form=_alias_form,
            fields=AliasForm.base_fields,
        ),
        Part(
            "grades",
            (
                Column("grade", gettext_lazy("等级"), Choice(lambda: Grade.choices), also=("培育等级",)),
                Column("status", gettext_lazy("等级状态"), Choice(lambda: GradeStatus.choices)),
                Column("on", gettext_lazy("等级日期"), Day(), also=("认定日期",)),
                Column("evidence", gettext_lazy("等级依据"), also=("认定依据",)),
            ),
            key="grade",
            most=9,
            rows=lambda firm: list(firm.grades.all()),
            form=_grade_form,
            fields=GradeForm.base_fields,
            offered=2,
        ),
        Part(
            "contacts",
            (
                Column("name", gettext_lazy("联系人"), example=gettext_lazy("张示例")),
                Column("title", gettext_lazy("职务"), also=("联系人职务",), example=gettext_lazy("总经理")),
                Column("phone", gettext_lazy("电话"), Code(), also=("联系电话", "手机"), example="0731-80000000"),
                Column("left_on", gettext_lazy("离任日期"), Day()),
            ),
            key="name",
            most=9,
            rows=lambda firm: [each for each in firm.contacts.all() if not each.is_erased],
            form=_contact_form,
            fields=ContactForm.base_fields,
        ),
    )

    one_of = ("short_name", "full_name")
    steady = ("cluster", "park")
    goes_along = ("aliases", "contacts", "grades", "present")

    def rows(self) -> QuerySet[Any]:
        contacts = Prefetch("contacts", Contact.objects.filter(erased_at=None).order_by("pk"))
        firms = Enterprise.objects.visible_to(self.user).select_related("cluster", "park")
        return firms.prefetch_related("aliases", "grades", contacts)

    def part_shown(self, part: Part, row: Any) -> dict[str, Any]:
        """Telephones as this person sees them on the firm's page."""
        shown = super().part_shown(part, row)
        if part.name == "contacts" and not self.user.has_perm("enterprises.see_phone", row):
            shown["phone"] = row.masked_phone or None
        return shown

    named: Sequence[str] = ()  # other names that the row at hand gave its firm

    @cached_property
    def finder(self) -> FirmFinder:
        rows: Any = self.rows()
        return FirmFinder(rows)

    @property
    def book(self) -> NameBook:
        """The names of all firms, for the length of one import."""
        return self.finder.book

    def settle(self, said: Said, row: Any) -> Said:
        """A new firm of which only the full name is known is called by that."""
        if row is None and not said.get("short_name") and said.get("full_name"):
            return said | {"short_name": said["full_name"]}
        return said

    def find(self, said: Said, answer: str) -> Any:
        word, _colon, key = answer.partition(":")
        if word in (SAME, TYPO) and key.isdecimal():
            return self.rows().filter(pk=key).first()
        names = [(name, name, said.get(name) or "") for name in ("full_name", "short_name")]
        return self.finder.find(self._code(said), names)

    @staticmethod
    def _code(said: Said) -> str:
        """The code in its plain form; one that is wrong is refused by the form."""
        try:
            return checked_code(said["uscc"]) if said.get("uscc") else ""
        except WrongCode:
            return ""

    def permit(self, row: Any) -> None:
        if row is not None and not self.user.has_perm("enterprises.change_enterprise", row):
            raise Wrong("uscc", _("你没有修改这家企业的权限。"))

    def form(self, row: Any, data: Data | None) -> Any:
        return EnterpriseForm(data, instance=row, user=self.user, book=self.book)

    def adjust(self, said: Said, row: Any, answer: str) -> Said:
        """After "it is that one" the firm keeps the names under which it is known."""
        if answer.partition(":")[0] in (SAME, TYPO):
            return {name: value for name, value in said.items() if name not in ("short_name", "full_name", "reading")}
        return said

    def questions(self, form: Any) -> Question | None:
        """A firm that is nearly another one is never made by itself."""
        if not getattr(form, "asks_to_confirm", False):
            return super().questions(form)
        name, answers = form.cleaned_data.get("short_name") or form.data.get("short_name"), []
        for firm in form.near[:MOST_NEAR]:
            words = {"name": name, "firm": firm}
            answers += [
                (f"{SAME}:{firm.pk}", _("就是%(firm)s") % words, _("“%(name)s”记为别名，其余按表里更新") % words),
                (f"{TYPO}:{firm.pk}", _("就是%(firm)s，表里写错了") % words, _("名称不动，也不记别名，其余按表里更新")),
            ]
        answers.append((NEW, _("是另一家"), _("另建一份档案")))
        near = [
            (f"{firm.full_name or firm.short_name} {firm.uscc or ''}".strip(), reverse(FIRM, args=[firm.pk]))
            for firm in form.near[:MOST_NEAR]
        ]
        return Question(form.non_field_errors()[0], answers, near, "short_name")

    def confirm(self, form: Any, data: Data, answer: str) -> Data | None:
        if getattr(form, "asks_to_confirm", False):
            return Data(data | {"confirmed": True}) if decided(answer) == NEW else None
        return super().confirm(form, data, answer)

    def save(self, form: Any, said: Said, answer: str) -> Any:
        saved = form.save()
        self.named = [said[name] for name in said if name.startswith("aliases.") and name.endswith(".name")]
        if answer.startswith(f"{SAME}:"):
            for name in filter(None, (said.get("short_name"), said.get("full_name"))):
                if not Enterprise.objects.bearing([name]).filter(pk=saved.pk).exists():
                    saved.also_called(name)
                    self.named.append(name)
        return saved

    def note(self, row: Any) -> None:
        self.book.note(row, self.named)
