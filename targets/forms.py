"""Choosing the day of the dashboard."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from core.kernel.forms import Form
from core.kernel.http import HttpRequest
from core.kernel.sense import Happened
from targets.models import Programme
from targets.programmes import current, programmes
from targets.readings import days_before

KNOWN = frozenset({"as_of", "page", "scope", "cut", "programme", "then"})


class AsOfForm(Form):
    """截至: a day from the programme's beginning until today; today when nothing is chosen."""

    as_of = Happened(label=_("截至"), required=False)

    def __init__(
        self, *args: Any, programme: Programme, today: dt.date, known: frozenset[str] = KNOWN, **kwargs: Any
    ) -> None:
        self.programme, self.today, self.known = programme, today, known
        super().__init__(*args, **kwargs)
        self.fields["as_of"].initial = today

    def clean_as_of(self) -> dt.date:
        """Raise ValidationError for a day outside the programme's past."""
        as_of = self.cleaned_data["as_of"] or self.today
        if as_of < min(self.programme.starts_on, self.today):
            raise forms.ValidationError(
                _("计划自 %(day)s 起，请选这一天之后的日期。") % {"day": self.programme.starts_on}
            )
        return as_of

    def clean(self) -> dict[str, Any]:
        """Say which parameters of the address mean nothing here."""
        if unknown := _("、").join(sorted(set(self.data) - self.known)):
            self.add_error(None, _("没有名为 %(names)s 的条件，已忽略。") % {"names": unknown})
        return self.cleaned_data

    def chosen(self) -> dt.date:
        """The day to show: what was asked for, or today when that was not possible."""
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get("as_of", self.today)

    def refusals(self) -> list[str]:
        """Everything that was asked for and not done."""
        return [str(error) for errors in self.errors.values() for error in errors]


def chosen_day(request: HttpRequest, programme: Programme, *besides: str) -> dict[str, Any]:
    """The day that was asked for, with its form and shortcuts; `besides` are the page's own parameters."""
    today = timezone.localdate()
    is_usual = programme == current(today)
    asked = request.GET.copy()
    asked.setdefault("as_of", str(today))
    known = KNOWN.union(besides)
    form = AsOfForm(asked if request.GET else None, programme=programme, today=today, known=known)
    as_of = form.chosen() if form.is_bound else today
    code = None if is_usual else programme.code
    return {
        "form": form,
        "as_of": as_of,
        "today": today,
        "shortcuts": shortcuts(today, programme),
        "programme": programme,
        "programmes": programmes(),
        "programme_query": "" if is_usual else f"&programme={programme.code}",
        "day_query": _query(as_of=None if as_of == today else as_of, programme=code),
    }


def _query(**said: Any) -> str:
    known = {name: str(value) for name, value in said.items() if value is not None}
    return f"?{urlencode(known)}" if known else ""


def shortcuts(today: dt.date, programme: Programme) -> list[tuple[str, dt.date]]:
    """今日, 上个周一, 上月末, 年初, as far as they lie within the programme."""
    days = [
        (str(_("今日")), today),
        (str(_("上个周一")), days_before(today)["week"]),
        (str(_("上月末")), today.replace(day=1) - dt.timedelta(days=1)),
        (str(_("年初")), today.replace(month=1, day=1)),
    ]
    return [(label, day) for label, day in days if day >= programme.starts_on]
