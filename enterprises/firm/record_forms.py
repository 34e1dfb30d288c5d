"""Forms of a firm's file: contacts, grades, platforms, technology, monthly figures, and merging two files."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import DateInput
from core.kernel.figures import wan
from core.kernel.forms import Form, FreshForm, columns_of, model_of
from core.kernel.naming import NameField
from core.kernel.sense import times_of, years_after
from core.kernel.wording import SpokenModelRows, name_of
from core.models import User
from enterprises.enums import GradeStatus
from enterprises.models import (
    ChainLink,
    ChainPlace,
    ChallengeMilestone,
    Contact,
    Enterprise,
    EnterpriseGrade,
    EnterpriseMerge,
    InnovationPlatform,
    MonthlyFigures,
    Supply,
    TechChallenge,
)


class PartForm(FreshForm):
    """A row of one part of a firm's file, for a person: whose numbers they see in full, and which firms they see.

    A row that the person left as it was shown stays as somebody else has saved it meanwhile; a new row that says what a
    saved one says is the same tap again.
    """

    OWNER = "enterprise"  # the column that names the firm
    is_as_shown = False

    def __init__(self, *args: Any, firm: Enterprise, user: User, in_full: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.firm, self.user, self.in_full = firm, user, in_full
        if self.OWNER in self.own_columns():
            setattr(self.instance, self.OWNER, firm)

    @classmethod
    def own_columns(cls) -> set[str]:
        return {column.name for column in model_of(cls)._meta.concrete_fields}

    @classmethod
    def rows_of(cls, firm: Enterprise) -> QuerySet[Any]:
        """The rows of a firm."""
        return model_of(cls).objects.filter(**{cls.OWNER: firm})

    def has_changed(self) -> bool:
        """Whether there is something to save in this row."""
        return not self.is_as_shown and bool(set(self.changed_data) & set(columns_of(self)))

    def is_harmless(self) -> bool:
        """Also when the person did not touch the row: then it stays as the other person saved it."""
        self.is_as_shown = self._shown is not None and self._says(self._shown)
        return self.is_as_shown or super().is_harmless()

    @cached_property
    def is_there(self) -> bool:
        """A new row that a saved one says already, column by column."""
        if getattr(self.firm, "is_new", False):  # an import has just made it: nothing is there
            return False
        typed = {name: self.cleaned_data[name] for name in columns_of(self) if name in self.cleaned_data}
        if self.instance.pk is not None or len(typed) < len(columns_of(self)):  # what was refused is nowhere
            return False
        return self.rows_of(self.firm).filter(**typed).exists()

    def validate_unique(self) -> None:
        """The same tap again takes no name away from anybody."""
        if not self.is_there:
            super().validate_unique()

    def refuse_second(self, name: str, same: QuerySet[Any], words: Any) -> None:
        """An error at the field when another row is the same in what must be there once."""
        if getattr(self.firm, "is_bare", False):  # an import has just made it, and nothing of this kind beside it
            return
        if same.exclude(pk=self.instance.pk).exists() and not self.is_there:
            self.add_error(name, words)


class PartRows(SpokenModelRows):
    """The rows of a part, each as its form; one that somebody took away meanwhile says so."""

    def add_fields(self, form: PartForm, index: int | None) -> None:
        super().add_fields(form, index)
        gone = _("没有保存：这一行刚被他人移除。移除它，或另加一行重填。")
        form.fields[self._pk_field.name].error_messages["invalid_choice"] = gone


class ContactForm(PartForm):
    """A person at the firm. Who may not see the number in full replaces it or leaves it as it is."""

    class Meta:
        model = Contact
        fields = ["name", "title", "phone", "left_on"]
        widgets = {"left_on": DateInput, "phone": forms.TextInput(attrs={"inputmode": "tel"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = self.instance.phone
        if self.known and not self.in_full:
            self.initial["phone"] = ""
            masked = {"phone": self.instance.masked_phone}
            self.fields["phone"].help_text = _("已登记 %(phone)s，留空即不改。") % masked

    @classmethod
    def rows_of(cls, firm: Enterprise) -> QuerySet[Any]:
        """Those whose personal data was not erased."""
        return super().rows_of(firm).filter(erased_at=None)

    def clean_phone(self) -> str:
        """Keep what the person could not see, unless another number was typed."""
        return self.cleaned_data["phone"] or ("" if self.in_full else self.known)

    def told_columns(self) -> list[str]:
        """Who may not see the number is not told what it is now."""
        return [name for name in super().told_columns() if self.in_full or name != "phone"]


class GradeForm(PartForm):
    """A grade; 认定 asks for the day and the evidence."""

    class Meta:
        model = EnterpriseGrade
        fields = ["grade", "status", "on", "evidence"]
        widgets = {"on": DateInput}

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for a recognition without day or evidence."""
        said = super().clean() or self.cleaned_data
        if said.get("status") == GradeStatus.RECOGNISED:
            for name, words in (("on", _("请填写认定日期。")), ("evidence", _("请填写认定依据。"))):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, words)
        same = self.firm.grades.filter(grade=said.get("grade"))
        self.refuse_second("grade", same, _("这个等级已经登记过。"))
        return said


class PlatformForm(PartForm):
    """A science and innovation platform. One that is known and hangs on no firm yet becomes this firm's."""

    class Meta:
        model = InnovationPlatform
        fields = ["name", "level", "recognised_on", "evidence"]
        widgets = {"recognised_on": DateInput}

    def clean_name(self) -> str:
        """Take up the row without a firm that has this name; of two firms at once the first one has it."""
        name = self.cleaned_data["name"]
        if self.instance.pk is None:
            orphans = InnovationPlatform.objects.select_for_update().filter(enterprise__isnull=True)
            if orphan := orphans.filter(name=name).first():
                orphan.enterprise = self.firm
                self.instance = orphan
        return name


class ChallengeForm(PartForm):
    """A bottleneck technology; solved only with evidence."""

    class Meta:
        model = TechChallenge
        fields = ["title", "due_on", "solved_on", "evidence"]
        widgets = {"due_on": DateInput, "solved_on": DateInput}

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for a solution without evidence, and for a title that is there."""
        said = super().clean() or self.cleaned_data
        if said.get("solved_on") and not said.get("evidence"):
            self.add_error("evidence", _("请填写攻克依据。"))
        same = self.firm.challenges.filter(title=said.get("title"))
        self.refuse_second("title", same, _("这个攻关事项已经登记过。"))
        return said


class MilestoneForm(PartForm):
    """A dated step towards solving one of the firm's challenges."""

    OWNER = "challenge__enterprise"

    class Meta:
        model = ChallengeMilestone
        fields = ["challenge", "title", "due_on", "done_on"]
        widgets = {"due_on": DateInput, "done_on": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["challenge"].label = _("攻关事项")
        self.fields["challenge"].queryset = self.firm.challenges.all()
        self.fields["challenge"].empty_label = _("请选择攻关事项")


class PlaceForm(PartForm):
    """A link of a chain at which the firm stands."""

    class Meta:
        model = ChainPlace
        fields = ["link"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["link"].queryset = ChainLink.objects.select_related("cluster")
        self.fields["link"].empty_label = _("请选择环节")
        self.fields["link"].label_from_instance = lambda link: f"{link.cluster} · {link.get_part_display()} · {link}"

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for a link at which the firm stands already."""
        said = super().clean() or self.cleaned_data
        self.refuse_second("link", self.firm.chain_places.filter(link=said.get("link")), _("已经在这个环节。"))
        return said


class SupplyForm(PartForm):
    """本地配套: a firm of the zone that this one supplies."""

    OWNER = "supplier"
    customer = NameField(label=_("采购企业"), route="enterprises:firm_names")

    class Meta:
        model = Supply
        fields = ["customer", "what", "since"]
        widgets = {"since": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["customer"].offer(Enterprise.objects.visible_to(self.user).exclude(pk=self.firm.pk))
        self.fields["customer"].empty_label = _("请选择企业")

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for what is on file already."""
        said = super().clean() or self.cleaned_data
        same = self.firm.supplies.filter(customer=said.get("customer"), what=said.get("what"))
        self.refuse_second("what", same, _("这项配套已经登记过。"))
        return said


class FiguresForm(FreshForm):
    """月报: a firm's figures of one month, in 万元."""

    class Meta:
        model = MonthlyFigures
        fields = ["month", "output_wan", "revenue_wan", "tax_wan", "rd_wan", "employees", "source"]

    def clean_month(self) -> dt.date:
        """Return the first day of the month. Raise ValidationError for one that is not over, or that is there."""
        month = self.cleaned_data["month"]
        if month >= timezone.localdate().replace(day=1):
            raise forms.ValidationError(_("只能填报已经过完的月份。"))
        same = MonthlyFigures.objects.filter(enterprise=self.instance.enterprise_id, month=month)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("这个月已有月报，请修改那一条。"))
        return month

    def clean(self) -> dict[str, Any]:
        """What is many times last month's, or the same month's of last year, is asked about."""
        said = super().clean() or self.cleaned_data
        if month := said.get("month"):
            before = {(month - dt.timedelta(days=1)).replace(day=1): _("上月"), years_after(month, -1): _("去年同月")}
            others = self.instance.enterprise.figures.exclude(pk=self.instance.pk)
            known = {row.month: row for row in others.filter(month__in=before)}
            for day, words in before.items():
                self._compare(said, known.get(day), words)
        return said

    def _compare(self, said: dict[str, Any], earlier: MonthlyFigures | None, when: Any) -> None:
        for name in ("output_wan", "revenue_wan", "tax_wan", "rd_wan", "employees"):
            was = getattr(earlier, name, None)
            if name in self.changed_data and (times := times_of(said.get(name), was)):
                words = {"name": name_of(self.fields[name].label), "now": wan(said[name]), "before": wan(was)}
                words |= {"when": when, "times": times}
                self.ask(_("%(name)s %(now)s，是%(when)s %(before)s 的 %(times)d 倍。") % words)


class MergeCorrection(FreshForm):
    """更正 of why two files were merged."""

    class Meta:
        model = EnterpriseMerge
        fields = ("reason",)


class MergeForm(Form):
    """Why two files are one firm."""

    reason = forms.CharField(
        label=_("合并依据"), max_length=200, help_text=_("如：营业执照同一信用代码、企业来函更名。")
    )
