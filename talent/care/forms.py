"""Forms of the services: each row made once, corrected without overwriting anybody, and ended with a reason."""

import datetime as dt
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import DateInput, Segmented
from core.kernel.figures import date_cell
from core.kernel.forms import Form, RegisterForm, model_of
from core.kernel.locks import locked
from core.kernel.naming import NameField
from core.kernel.sense import Happened, Year
from core.kernel.taps import refused_by
from enterprises.models import Enterprise
from talent.enums import MentorOutcome, SchoolState, WishState
from talent.models import (
    Apartment,
    CardGrade,
    FlatWish,
    GreenCard,
    HonourGrant,
    Mentorship,
    SchoolPlace,
    Talent,
    Tenancy,
    given_to,
)

ONE_DAY = dt.timedelta(days=1)
FLAT_YEARS = 2  # of a usual tenancy


class CareForm(RegisterForm):
    """A row of a service. Who it is for is chosen among those whom this person sees."""

    people: tuple[str, ...] = ("talent",)
    firms: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.people:
            self.fields[name].offer(Talent.objects.visible_to(self.user))
        for name in self.firms:
            self.fields[name].offer(Enterprise.objects.visible_to(self.user))
        if self.instance.pk is None:
            self.instance.by = self.user

    def clean(self) -> dict[str, Any]:
        """What ends does so after it began."""
        said = super().clean() or self.cleaned_data
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", _("到期日期早于开始日期。"))
        ended = getattr(self.instance, "ended_on", None)
        if since and ended and since > ended:
            self.add_error("since", _("开始日期晚于已登记的结束日期 %(on)s。") % {"on": date_cell(ended)})
        return said

    def explain(self, error: IntegrityError) -> None:
        """Somebody was faster: what the database refused is said in the words of the constraint."""
        name = refused_by(error)
        constraints = model_of(type(self))._meta.constraints
        words = [each.violation_error_message for each in constraints if each.name == name]
        if not words or "%(name)s" in str(words[0]):
            super().explain(error)
        else:
            self.add_error(None, words[0])


class CardForm(CareForm):
    """人才绿卡. Without an end it is valid for the months of its grade."""

    talent = NameField(label=_("人才"), route="talent:person_names")
    grade = forms.ModelChoiceField(label=_("绿卡等级"), queryset=CardGrade.objects.all())

    class Meta:
        model = GreenCard
        fields = ["talent", "grade", "number", "since", "until"]
        widgets = {"since": DateInput, "until": DateInput}
        help_texts = {"until": _("不填则按等级的有效期算。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        """Work out the end where none is given."""
        said = super().clean()
        if said.get("since") and said.get("grade") and not said.get("until") and "until" not in self.errors:
            said["until"] = said["since"] + relativedelta(months=said["grade"].months) - ONE_DAY
        return said


class FlatForm(CareForm):
    """公寓房源."""

    people = ()

    class Meta:
        model = Apartment
        fields = ["estate", "building", "room", "rooms", "area", "rent", "repair_since", "repair_until"]
        widgets = {"repair_since": DateInput, "repair_until": DateInput}
        help_texts = {"repair_since": _("维修期间不能安排入住。"), "repair_until": _("还不知道的不填。")}

    def clean(self) -> dict[str, Any]:
        """A repair ends after it began."""
        said = super().clean()
        since, until = said.get("repair_since"), said.get("repair_until")
        if until and (since is None or until < since):
            self.add_error("repair_until", _("维修结束要有开始日期，且不早于它。"))
        return said


class TenancyForm(CareForm):
    """登记入住. Who is first in line comes first; for everybody else a reason is asked."""

    talent = NameField(label=_("人才"), route="talent:person_names")
    apartment = forms.ModelChoiceField(label=_("公寓房源"), queryset=Apartment.objects.all())

    class Meta:
        model = Tenancy
        fields = ["talent", "apartment", "since", "until", "out_of_turn"]
        widgets = {"since": DateInput, "until": DateInput}
        help_texts = {
            "until": _("合同的最后一天；不填按两年算。"),
            "out_of_turn": _("不是轮候第一位时必填。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        """The flat is not in repair, and whose turn it is comes first."""
        said = super().clean()
        flat, since = said.get("apartment"), said.get("since")
        if since and not said.get("until") and "until" not in self.errors:
            said["until"] = since + relativedelta(years=FLAT_YEARS) - ONE_DAY
        if flat and since and flat.repaired(since, said.get("until")):
            self.add_error("apartment", _("这套房这段日子在维修。"))
        first = FlatWish.objects.waiting().select_related("talent").first()
        is_new = self.instance.pk is None
        if is_new and first and said.get("talent") and first.talent != said["talent"] and not said.get("out_of_turn"):
            words = {"name": first.talent, "on": first.asked_on}
            self.add_error("out_of_turn", _("轮候第一位是 %(name)s（%(on)s 申请），请写不按轮候的理由。") % words)
        return said

    def save(self, commit: bool = True) -> Tenancy:
        """Under a lock on the person and the flat, in this order; who gets the flat waits no longer."""
        locked(Talent, self.instance.talent_id)
        locked(Apartment, self.instance.apartment_id)
        new = self.instance.pk is None
        row = super().save(commit)
        if new:
            given_to(row)
        return row


class WishForm(CareForm):
    """登记轮候."""

    talent = NameField(label=_("人才"), route="talent:person_names")

    class Meta:
        model = FlatWish
        fields = ["talent", "asked_on", "persons"]
        widgets = {"asked_on": DateInput}
        help_texts = {"asked_on": _("轮候按申请日期排，同一天的先登记的在前。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_on"].initial = timezone.localdate
        self.fields["persons"].initial = 1


class SchoolForm(CareForm):
    """子女上学. There is no field for a child, and the form says why."""

    talent = NameField(
        label=_("人才"),
        route="talent:person_names",
        help_text=_("只记家长。孩子的姓名、生日、性别一律不登记（个人信息保护法第二十八、三十一条）。"),
    )

    year = Year(label=_("年份"))

    class Meta:
        model = SchoolPlace
        fields = ["talent", "stage", "school", "year", "term", "state", "on"]
        widgets = {"on": DateInput, "term": Segmented}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate
        self.fields["year"].initial = timezone.localdate().year
        self.fields["term"].choices = [each for each in self.fields["term"].choices if each[0]]

    def clean(self) -> dict[str, Any]:
        """Who is admitted is admitted somewhere."""
        said = super().clean()
        if said.get("state") == SchoolState.ADMITTED and not said.get("school"):
            self.add_error("school", _("已录取，请写学校。"))
        return said


class HonourForm(CareForm):
    """授予荣誉, with what shows it."""

    talent = NameField(label=_("人才"), route="talent:person_names")

    class Meta:
        model = HonourGrant
        fields = ["talent", "honour", "on", "number", "evidence"]
        widgets = {"on": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].required = self.fields["evidence"].required = True


class MentorForm(CareForm):
    """师带徒: two people, a trade, and the days."""

    people = ("mentor", "apprentice")
    mentor = NameField(label=_("师傅"), route="talent:person_names")
    apprentice = NameField(label=_("徒弟"), route="talent:person_names")

    class Meta:
        model = Mentorship
        fields = ["mentor", "apprentice", "trade", "since", "until"]
        widgets = {"since": DateInput, "until": DateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        """Nobody teaches himself."""
        said = super().clean()
        if said.get("mentor") and said.get("mentor") == said.get("apprentice"):
            self.add_error("apprentice", _("师傅和徒弟不能是同一人。"))
        return said


# --- Ends -------------------------------------------------------------------------------------------------------------
class EndForm(Form):
    """From which day on it holds no more, and why."""

    on = Happened(label=_("终止日期"), help_text=_("从这天起不再有效。"))
    why = forms.CharField(label=_("终止原因"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate

    def end(self, row: Any, _by: Any) -> Any:
        """Raises ValidationError as the verb does."""
        return row.end(on=self.cleaned_data["on"], why=self.cleaned_data["why"])


class MentorEndForm(EndForm):
    """出师 or 中止."""

    outcome = forms.ChoiceField(
        label=_("结果"),
        choices=[each for each in MentorOutcome.choices if each[0] != MentorOutcome.GOING],
        widget=Segmented,
    )

    def end(self, row: Any, _by: Any) -> Any:
        """Raises ValidationError as the verb does."""
        said = self.cleaned_data
        return row.finish(on=said["on"], why=said["why"], outcome=said["outcome"])


class HonourEndForm(EndForm):
    """撤销 of an honour."""

    def end(self, row: HonourGrant, by: Any) -> Any:
        """Raises ValidationError as the verb does."""
        return row.take_back(on=self.cleaned_data["on"], why=self.cleaned_data["why"], by=by)


class WishEndForm(Form):
    """What becomes of a wish for a flat that is not given by a tenancy."""

    state = forms.ChoiceField(
        label=_("状态"),
        choices=[each for each in WishState.choices if each[0] != WishState.ASSIGNED],
        widget=Segmented,
        help_text=_("配房在“登记入住”里办。"),
    )
    why = forms.CharField(label=_("说明"), max_length=120, required=False, help_text=_("撤回必填。"))

    def end(self, row: FlatWish, _by: Any) -> Any:
        """Raises ValidationError as the verb does."""
        said = self.cleaned_data
        return row.decide(said["state"], on=timezone.localdate(), why=said["why"])
