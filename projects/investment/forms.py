"""The form of a yearly plan of investment."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel import figures
from core.kernel.sense import Amount, Happened, Year
from core.models import User
from core.office.seen import OverForm
from projects.models import OpeningBalance, Project, YearPlan


class OpeningForm(OverForm):
    """期初投资: what was done in a year before the register was begun."""

    columns = ("as_of", "wan", "source")

    as_of = Happened(label=gettext_lazy("截至"))
    wan = Amount(label=gettext_lazy("上线前完成投资（万元）"), min_value=Decimal("0.01"))
    source = forms.CharField(
        label=gettext_lazy("来源"), max_length=120, help_text=gettext_lazy("台账、统计报表：名称和日期。")
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        self.watch(project.opening_balances.all())

    def overwritten(self, said: dict[str, Any]) -> OpeningBalance | None:
        """The balance of the year."""
        return self.project.opening_balances.filter(year=said["as_of"].year).first()

    def clean(self) -> dict[str, Any]:
        """What takes the place of an earlier balance, or comes to more than the total, is asked about."""
        cleaned = super().clean() or self.cleaned_data
        if {"as_of", "wan"} <= cleaned.keys():
            self._ask_over(cleaned["as_of"].year, cleaned["wan"])
        return cleaned

    def _ask_over(self, year: int, wan: Decimal) -> None:
        balances = dict(self.project.opening_balances.values_list("year", "wan"))
        before = balances.get(year)
        if before is not None and before != wan:
            words = {"year": year, "before": figures.wan(before), "after": figures.wan(wan)}
            self.ask(_("%(year)d 年的期初投资已记 %(before)s 万元，改为 %(after)s 万元？") % words)
        done, total = sum((balances | {year: wan}).values()), self.project.total_investment_wan
        if total is not None and done > total and not self.project.investment_is_floor:
            words = {"sum": figures.wan(done), "total": figures.wan(total)}
            self.ask(_("期初投资合计 %(sum)s 万元，超过总投资 %(total)s 万元。") % words)

    def keep(self, *, by: User, now: dt.datetime) -> OpeningBalance:
        """Write the balance down, over the one of its year; the project stands anew."""
        said = self.cleaned_data
        kept = {name: said[name] for name in self.columns} | {"by": by, "at": now}
        year = said["as_of"].year
        row, _made = OpeningBalance.objects.update_or_create(project=self.project, year=year, defaults=kept)
        self.project.renew_standing(now=now)
        return row


class YearPlanForm(OverForm):
    """The plan of one year. More than the total in all is a warning to confirm, not a wall."""

    columns = ("planned_wan",)

    year = Year(label=gettext_lazy("年度"))
    planned_wan = Amount(label=gettext_lazy("年度计划投资（万元）"), min_value=Decimal("0.01"))

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        self.watch(project.year_plans.all())

    def overwritten(self, said: dict[str, Any]) -> YearPlan | None:
        """The plan of the year."""
        return self.project.year_plans.filter(year=said["year"]).first()

    def clean(self) -> dict[str, Any]:
        """What the plans of all years come to is asked about when that is more than the total."""
        cleaned = super().clean() or self.cleaned_data
        if {"year", "planned_wan"} <= cleaned.keys():
            self._ask_over_total(cleaned["year"], cleaned["planned_wan"])
        return cleaned

    def _ask_over_total(self, year: int, planned_wan: Decimal) -> None:
        others = self.project.year_plans.exclude(year=year).values_list("planned_wan", flat=True)
        planned, total = sum(others, planned_wan), self.project.total_investment_wan
        if total is not None and planned > total and not self.project.investment_is_floor:
            words = {"sum": figures.wan(planned), "total": figures.wan(total)}
            self.ask(_("各年计划合计 %(sum)s 万元，超过总投资 %(total)s 万元。") % words)
