"""The roster of the 136 plan in tables, with the heads under which it is asked for from above."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.sheets.cells import Choice, Code, Day, ManyOf, Of
from core.sheets.kinds import Asks, Column, Data, Question, Said, Wrong, holding
from core.sheets.numbering import NEW, Number, NumberedKind
from core.typed.cleaning import as_seen
from enterprises.firm.columns import firm_column
from enterprises.models import Enterprise
from talent import identity
from talent.enums import Category, IdentityKind, LeftHow
from talent.forms import TalentForm
from talent.heads.beside import known_of
from talent.models import PERSON, Honour, Talent

COLUMNS = (
    Column(
        "number",
        gettext_lazy("编号"),
        Number(PERSON),
        also=("人才编号",),
        value=lambda person: person.pk,
        note=gettext_lazy("导出的表里有编号，改后导回按它找人；新增的人不填"),
    ),
    Column(
        "name",
        gettext_lazy("姓名"),
        also=("人才姓名",),
        example=gettext_lazy("张示例"),
        needed=True,
    ),
    Column(
        "category",
        gettext_lazy("类别"),
        Choice(lambda: Category.choices),
        also=("人才类别", "人才类型"),
        needed=True,
    ),
    firm_column(
        "enterprise",
        "所在企业",
        "工作单位",
        "用人单位",
        note=gettext_lazy("简称、全称、别名或统一社会信用代码，须已有企业档案"),
    ),
    Column(
        "title",
        gettext_lazy("岗位或职称"),
        also=("岗位", "职称", "岗位/职称", "职务"),
        example=gettext_lazy("高级工程师"),
    ),
    Column("arrived_on", gettext_lazy("引进日期"), Day(), also=("引进时间",), example="2026-03-01", needed=True),
    Column("recognised_on", gettext_lazy("认定日期"), Day(), also=("认定时间",)),
    Column(
        "evidence",
        gettext_lazy("认定依据"),
        also=("认定文件",),
        note=gettext_lazy("填了认定日期必填；有依据才计入 136 计划"),
    ),
    Column(
        "category_on",
        gettext_lazy("类别自哪天起"),
        Day(),
        also=("类别日期",),
        value=lambda person: known_of(person)["category_on"],
        note=gettext_lazy("改了类别必填；新登记的不填即自引进之日起"),
    ),
    Column(
        "contract_number",
        gettext_lazy("合同编号"),
        Code(),
        also=("劳动合同编号", "合同号"),
        value=lambda person: known_of(person)["contract_number"],
    ),
    Column(
        "contract_on",
        gettext_lazy("合同开始日期"),
        Day(),
        also=("合同日期", "合同签订日期"),
        value=lambda person: known_of(person)["contract_on"],
    ),
    Column(
        "insurance_number",
        gettext_lazy("社保编号"),
        Code(),
        also=("社保号",),
        value=lambda person: known_of(person)["insurance_number"],
    ),
    Column(
        "insurance_on",
        gettext_lazy("社保开始日期"),
        Day(),
        also=("社保日期", "参保日期"),
        value=lambda person: known_of(person)["insurance_on"],
    ),
    Column("left_on", gettext_lazy("离园日期"), Day(), also=("离职日期",)),
    Column(
        "left_how",
        gettext_lazy("离园方式"),
        Choice(lambda: LeftHow.choices),
        also=("离职方式",),
    ),
    Column(
        "honours",
        gettext_lazy("荣誉"),
        ManyOf(Honour.objects.all),
        also=("荣誉称号",),
        value=lambda person: person.honours.all(),
    ),
    Column(
        "phone",
        gettext_lazy("电话"),
        Code(),
        also=("联系电话", "手机", "手机号"),
        value=lambda person: person.masked_phone,
        note=gettext_lazy("导出时加掩码，带掩码的原样导回不改动"),
    ),
    Column(
        "identity_kind",
        gettext_lazy("证件类型"),
        Choice(lambda: IdentityKind.choices),
        also=("证件种类", "证件名称"),
        value=lambda person: identity.kind_of(person.identity) if person.identity else None,
        note=gettext_lazy("不填即身份证"),
        is_secret=True,
    ),
    Column(
        "identity_number",
        gettext_lazy("证件号码"),
        Code(),
        also=("身份证号", "身份证号码", "身份证", "证件号"),
        note=gettext_lazy("加密保存，只用于查重；导出时加掩码，带掩码的原样导回不改动"),
        value=lambda person: identity.masked(person.identity),
        is_secret=True,
    ),
)
RENAMED = "renamed"  # what a person says of a number under another name or in another firm


class TalentKind(NumberedKind):
    """人才: one person of the register.

    A person is found by the identity number, then by our number, then by name and firm; of two who are called the same
    in the same firm it is asked which is meant. Identity numbers and telephones leave the house masked, and a mask that
    comes back changes nothing.
    """

    key, model = "talents", Talent
    title, counted = gettext_lazy("人才"), gettext_lazy("人")
    about = gettext_lazy("136 计划人才花名册，含荣誉")
    route, list_route = "talent:talent_create", "talent:talent_list"
    is_personal = True
    goes_along = ("category_changes", "spans", "proofs")

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # pyright: ignore[reportIncompatibleVariableOverride]  # as this person may fill them
        return holding(COLUMNS, enterprise=Of(lambda: Enterprise.objects.visible_to(self.user), by=("uscc",)))

    def rows(self) -> QuerySet[Any]:
        people = Talent.objects.visible_to(self.user)
        return (
            people.select_related("enterprise")
            .prefetch_related("honours", "category_changes", "proofs")
            .order_by("pinyin", "pk")
        )

    def settle(self, said: Said, row: Any) -> Said:
        """Without masks of what is kept, and without the identity number that is kept already."""
        if row is None:
            return said
        kept = dict(said)
        if (phone := kept.get("phone")) and phone == row.masked_phone:
            del kept["phone"]
        number = kept.get("identity_number")
        if "identity_number" in kept and (not number or self._is_of(row, number, kept.get("identity_kind"))):
            del kept["identity_number"]
        if "identity_number" not in kept:
            kept.pop("identity_kind", None)  # a kind without a number proves nobody
        return kept

    @staticmethod
    def _is_of(row: Talent, number: str, kind: Any) -> bool:
        return number == identity.masked(row.identity) or (
            row.identity_hash is not None and _hash(number, kind) == row.identity_hash
        )

    # --- Finding ---------------------------------------------------------------------------------------------------
    def find(self, said: Said, answer: str) -> Any:
        mine = _hash(said.get("identity_number") or "", said.get("identity_kind"))
        known = self.rows().filter(identity_hash=mine).first() if mine else None
        numbered = self.numbered(said)
        if known and numbered and known.pk != numbered.pk:
            words = {"number": self.columns[0].holds.shown(known.pk), "name": known.name}
            raise Wrong("identity_number", _("这个证件号码是 %(number)s %(name)s 的，与编号对不上。") % words)
        if known and not numbered and answer != RENAMED:
            self._ask_whether(known, said)
        return known or numbered or self._called(said, answer, mine)

    def _ask_whether(self, known: Talent, said: Said) -> None:
        """Raise Asks where a number stands beside another name or another firm: one cell that slipped would make
        somebody else of a person.
        """
        name, firm = said.get("name") or "", said.get("enterprise")
        renames = name and as_seen(known.name) != as_seen(name)
        moves = isinstance(firm, Enterprise) and known.enterprise not in (None, firm)
        if not (renames or moves):
            return
        answer = _("就是这个人，改姓名和企业") if renames and moves else _("就是这个人，改姓名")
        answer = answer if renames else _("就是这个人，换了企业")
        words = {"known": self.described(known), "said": " ".join(filter(None, (name, str(firm or ""))))}
        text = _("这个证件号码是 %(known)s 的，表里写的是 %(said)s。") % words
        near = [(self.described(known), self.url(known))]
        raise Asks(Question(text, [(RENAMED, answer, _("其余按表里更新"))], near, "name" if renames else "enterprise"))

    def _called(self, said: Said, answer: str, mine: str) -> Any:
        """Somebody by name and firm; asks where that could be more than one person."""
        named = self._alike(said)
        alike = self.not_yet(named)
        if chosen := self.chosen(answer):
            return chosen
        if same := self.saying(alike, said):  # a second import of the same file finds what the first one made
            return same[0]
        if answer == NEW or not said.get("name"):
            return None
        if not named:
            return None
        firm = said.get("enterprise")
        other = mine and len(named) == 1 and named[0].identity_hash not in (None, mine)
        if len(named) == 1 and alike and firm == named[0].enterprise and firm and not other:
            return named[0]
        words = {"name": said["name"], "n": len(named)}
        text = _("系统里已有 %(n)d 位%(name)s，请认定是不是同一人。") % words
        raise self.ask_which(named, text, "name")

    def _alike(self, said: Said) -> list[Talent]:
        """Those of the same name, in the firm that is said; in any, where none is."""
        name, firm = said.get("name") or "", said.get("enterprise")
        people = self.rows().filter(name__iexact=name) if name else Talent.objects.none()
        if isinstance(firm, Enterprise):
            people = people.filter(enterprise=firm)
        elif firm:
            return []
        return [person for person in people if as_seen(person.name) == as_seen(name)]

    def described(self, row: Any) -> str:
        told = (super().described(row), row.enterprise, row.title)
        return " ".join(str(each) for each in told if each)

    # --- Keeping ---------------------------------------------------------------------------------------------------
    def form(self, row: Any, data: Data | None) -> Any:
        return TalentForm(data, instance=row, user=self.user, same_asked=True)

    def url(self, row: Any) -> str:
        return reverse("talent:talent_detail", args=[row.pk])


def _hash(text: str, kind: Any) -> str:
    """By which the number is found, "" for what is none: the form says so."""
    kind = kind or IdentityKind.CARD
    try:
        return identity.keyed_hash(identity.clean(text, kind), kind) if text else ""
    except ValidationError:
        return ""
