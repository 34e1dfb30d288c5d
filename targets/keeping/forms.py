"""The forms of 目标口径: each asks for what a row shall say, with its source; another person verifies it."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.kernel.forms import Form, OnceForm
from core.kernel.sense import Figure, Happened, Planned
from core.office.paper_fields import PaperInput, PapersField
from targets.enums import AmendmentKind, Comparison, Unit
from targets.keeping.said import PATH, digest, said_of, text
from targets.models import Programme, ReportedFact, Target

QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))
REPORTED = ("credit_granted", "credit_drawn")  # indicators that begin with a reported figure


HTTPS: Any = {"assume_scheme": "https"}  # the stub does not know it
CODE: Any = {"max_length": 50}  # nor this


class AmendmentForm(OnceForm):
    """What all of them ask for. `stood` is what the page showed of the row: refused once when it differs by now."""

    kind: AmendmentKind
    stood = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    source = forms.CharField(label=_("来源"), max_length=120, help_text=_("文件名和文号、会议或报道，写明日期。"))
    link = forms.URLField(label=_("来源链接"), required=False, max_length=200, **HTTPS)
    papers = PapersField(
        label=_("来源文件"), required=False, widget=PaperInput({"multiple": False}), help_text=_("一份，不超过 20 MB。")
    )
    reason = forms.CharField(label=_("更正原因"), max_length=200, help_text=_("写明改什么、为什么，核实的人据此核对。"))

    def __init__(self, *args: Any, row: models.Model | None = None, **kwargs: Any) -> None:
        self.row = row
        self.stands = said_of(row) if row is not None else {}
        super().__init__(*args, **kwargs)
        if row is None:
            del self.fields["reason"]
        for name in self.columns():
            if name in self.stands:
                self.initial.setdefault(name, self.stands[name])
        self.initial["stood"] = digest(self.stands)

    def columns(self) -> list[str]:
        """The columns of the row that this form asks for."""
        return [name for name in self.fields if name not in ("stood", "client_id", "link", "papers", "reason", PATH)]

    def path_fields(self) -> list[forms.BoundField]:
        """The fields of a path, in the order of their days; none where there is no path."""
        return []

    def plain_fields(self) -> list[forms.BoundField]:
        """The other fields."""
        return [field for field in self if not field.name.startswith("path_")]

    def clean_link(self) -> str:
        """Raise ValidationError for an address that no browser opens as a page."""
        link = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(_("来源链接要以 https:// 开头。"))
        return link

    def clean_papers(self) -> Any:
        """Raise ValidationError for several: one source, one file."""
        papers = self.cleaned_data["papers"]
        if len(papers) > 1:
            raise forms.ValidationError(_("只附一份来源文件。"))
        return papers

    def clean(self) -> dict[str, Any]:
        """Refuse once what was typed upon a row that says something else by now."""
        said = super().clean() or self.cleaned_data
        if said.get("stood") != digest(self.stands):
            self.add_error(None, _("没有保存：这一项刚被更正过。你填的都还在，核对后再保存。"))
            self.data = self.data.copy()
            self.data["stood"] = digest(self.stands)
        return said

    def after(self) -> dict[str, Any]:
        """What the row shall say; what is not asked for stays."""
        return self.stands | {name: text(self.cleaned_data[name]) for name in self.columns()}

    def pressed(self) -> dict[str, Any]:
        """What `amending.enter` takes beside the row."""
        said = self.cleaned_data
        return {name: said[name] for name in ("client_id", "link", "papers")} | {"reason": said.get("reason", "")}


class TargetForm(AmendmentForm):
    """A target with its path: the value planned for the end of each quarter, and for the days that it has already."""

    kind = AmendmentKind.TARGET
    name = forms.CharField(label=_("指标"), max_length=60)
    value = Figure(label=_("目标值"), required=False, max_digits=12)
    comparison = forms.ChoiceField(label=_("比较"), choices=Comparison.choices)
    due_on = Planned(label=_("期限"), required=False)
    limits = forms.CharField(
        label=_("口径与局限"), max_length=200, required=False, help_text=_("算进什么，不算进什么。")
    )
    field_order = ["name", "value", "comparison", "due_on", "source", "link", "papers", "limits", "reason"]
    row: Target

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].label = _("目标值（%(unit)s）") % {"unit": self.row.get_unit_display()}
        planned = dict(self.stands[PATH])
        self.days = sorted({*quarter_ends(self.row), *(dt.date.fromisoformat(day) for day in planned)})
        for day in self.days:
            name = f"path_{day}"
            self.fields[name] = Figure(label=str(day), required=False, max_digits=12)
            self.initial[name] = planned.get(str(day))

    def columns(self) -> list[str]:
        return [name for name in super().columns() if not name.startswith("path_")]

    def path_fields(self) -> list[forms.BoundField]:
        return [self[f"path_{day}"] for day in self.days]

    def clean_value(self) -> Decimal | None:
        """Raise ValidationError for half a person."""
        return whole(self.cleaned_data["value"], self.row.unit)

    def clean_due_on(self) -> dt.date | None:
        """Raise ValidationError for a day before the programme begins."""
        due_on = self.cleaned_data["due_on"]
        if due_on and due_on <= self.row.programme.starts_on:
            raise forms.ValidationError(_("期限要在计划开始之后。"))
        return due_on

    def clean(self) -> dict[str, Any]:
        """Say beside each point of the path what is wrong with it (`Target.faults_of`)."""
        cleaned = super().clean() or self.cleaned_data
        typed = Target(value=cleaned.get("value"), due_on=cleaned.get("due_on"))
        for day, fault in typed.faults_of(self.path()).items():
            self.add_error(f"path_{day}", fault)
        return cleaned

    def path(self) -> dict[dt.date, Decimal]:
        """The path that was typed, by its days."""
        typed = {day: self.cleaned_data.get(f"path_{day}") for day in self.days}
        return {day: value for day, value in typed.items() if value is not None}

    def after(self) -> dict[str, Any]:
        return super().after() | {PATH: [[str(day), text(value)] for day, value in self.path().items()]}


def quarter_ends(target: Target) -> Iterator[dt.date]:
    """The ends of the quarters of the programme, until the target is due."""
    programme = target.programme
    last = max(programme.ends_on, target.due_on or programme.ends_on)
    for year in range(programme.starts_on.year, last.year + 1):
        for month, day in QUARTER_ENDS:
            if programme.starts_on <= (end := dt.date(year, month, day)) <= last:
                yield end


def whole(value: Decimal | None, unit: str) -> Decimal | None:
    """The value, if its unit has such. Raises ValidationError for a part of a person, a firm or a project."""
    if value is not None and unit != Unit.YI and value != int(value):
        raise forms.ValidationError(_("%(unit)s数要填整数。") % {"unit": Unit(unit).label})
    return value


class FactForm(AmendmentForm):
    """A reported figure. Key and day stay with a saved one: for another day it is made void and entered anew."""

    kind = AmendmentKind.FACT
    key = forms.ChoiceField(label=_("哪一项"))
    on = Happened(label=_("报告日期"))
    value = Figure(label=_("数值"), max_digits=12)
    limits = forms.CharField(
        label=_("口径与局限"), max_length=200, required=False, help_text=_("算进什么，不算进什么。")
    )
    is_void = forms.BooleanField(
        label=_("作废"), required=False, help_text=_("作废以后不再计入，记录留着。日期报错的，作废后另行录入。")
    )
    field_order = ["key", "on", "value", "source", "link", "papers", "limits", "is_void", "reason"]
    row: ReportedFact | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = reported_kinds()
        if self.row is not None:
            del self.fields["key"], self.fields["on"]
            self.fields["value"].label = _("数值（%(unit)s）") % {"unit": self.row.get_unit_display()}
            self.initial["is_void"] = self.row.is_void
        else:
            del self.fields["is_void"]
            self.fields["key"].choices = [
                (key, f"{name}（{Unit(unit).label}）") for key, (name, unit) in self.kinds.items()
            ]

    def clean(self) -> dict[str, Any]:
        """Refuse half a firm, and a second figure of the same day."""
        said = super().clean()
        key, on = said.get("key"), said.get("on")
        unit = self.row.unit if self.row else self.kinds[key][1] if key else Unit.YI
        if "value" in said:
            try:
                whole(said["value"], unit)
            except forms.ValidationError as error:
                self.add_error("value", error)
        if key and on and ReportedFact.objects.filter(key=key, on=on).exists():
            self.add_error("on", _("这一天已有这一项的报告数，请在那一条上更正。"))
        return said

    def after(self) -> dict[str, Any]:
        said = super().after()
        if self.row is None:
            said["name"], said["unit"] = self.kinds[said["key"]]
            said["is_void"] = ""
        return said


def reported_kinds() -> dict[str, tuple[str, str]]:
    """What may be reported: the key with its name and unit."""
    known = {fact.key: (fact.name, fact.unit) for fact in ReportedFact.objects.order_by("on")}
    for target in Target.objects.filter(key__in=REPORTED).order_by("programme__starts_on"):
        known.setdefault(target.key, (target.name, target.unit))
    return known


class ProgrammeForm(AmendmentForm):
    """A programme, or the next one."""

    kind = AmendmentKind.PROGRAMME
    code = forms.SlugField(
        label=_("代号"),
        **CODE,
        error_messages={"invalid": _("“代号”只用小写字母、数字和连字符，如 1133-2。")},
        help_text=_("小写字母和数字，如 1133-2；定了不改。"),
    )
    name = forms.CharField(label=_("名称"), max_length=40)
    adopted_on = Planned(label=_("提出日期"))
    starts_on = Planned(label=_("开始"))
    ends_on = Planned(label=_("结束"))
    slogan = forms.CharField(label=_("指示精神"), max_length=200)
    main_industry = forms.CharField(label=_("一主"), max_length=60)
    special_industry = forms.CharField(label=_("一特"), max_length=60)
    wing_cooperation = forms.CharField(
        label=_("两翼协作"), required=False, max_length=200, help_text=_("用顿号分开，如研发、中试。")
    )
    zone_name = forms.CharField(label=_("园区全称"), max_length=40)
    zone_short_name = forms.CharField(label=_("园区简称"), max_length=20)
    zone_name_en = forms.CharField(label=_("园区英文名"), max_length=80)
    region = forms.CharField(label=_("地区"), max_length=40)
    field_order = ["code", "name", "adopted_on", "starts_on", "ends_on", "slogan", "main_industry", "special_industry"]
    row: Programme | None

    def __init__(self, *args: Any, like: Programme | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = said_of(like) if like is not None else self.stands
        if self.row is not None:
            del self.fields["code"]
        elif like is not None:  # the next one: the zone and its industries go on
            for name in ("zone_name", "zone_short_name", "zone_name_en", "region", "main_industry", "special_industry"):
                self.initial[name] = said[name]
        self.initial["wing_cooperation"] = "、".join(said.get("wing_cooperation", []))

    def clean_code(self) -> str:
        """Raise ValidationError for a code that a programme has already."""
        code = self.cleaned_data["code"]
        if Programme.objects.filter(code=code).exists():
            raise forms.ValidationError(_("已有计划用了这个代号。"))
        return code

    def clean_wing_cooperation(self) -> list[str]:
        """The words, parted by 、 or a comma. Raises ValidationError for one that is too long."""
        words = [word.strip() for word in re.split("[、，,]", self.cleaned_data["wing_cooperation"]) if word.strip()]
        if any(len(word) > 20 for word in words):
            raise forms.ValidationError(_("每一项不超过 20 个字。"))
        return words

    def clean(self) -> dict[str, Any]:
        """Refuse a programme that ends before it begins."""
        said = super().clean()
        starts_on, ends_on = said.get("starts_on"), said.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("结束日期要晚于开始日期。"))
        return said


class CloseForm(Form):
    """退回 with a word; 撤回 needs none."""

    word = forms.CharField(label=_("退回原因"), max_length=200, required=False)
    word.asked_when = _("退回时填")
