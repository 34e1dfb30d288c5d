"""Pages of the competition: off until a leader opens a season; institutions only, never people.

A bank's person reads the formula and what their own institution did. Of another institution they read nothing, and no
mark of their own either: it is a share of the best one's deeds, which it would tell. Place and first loans depend on
others' rows: while a season is open they would answer whether a firm has a line elsewhere, so banks read them once it
is closed.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Role
from core.kernel.drawing.widgets import DateInput
from core.kernel.figures import rounded
from core.kernel.forms import RegisterForm
from core.kernel.http import HttpRequest
from finance.market.deeds import close, standings
from finance.models import SEES_FINANCE, Institution, Season, SeasonResult
from finance.models.season import WHOLE

WEIGHTS = ("for_conversion", "for_days", "for_firms", "for_first")


class SeasonForm(RegisterForm):
    """赛季: when it is, and how much each mark weighs."""

    class Meta:
        model = Season
        fields = ["name", "begins_on", "ends_on", *WEIGHTS]
        widgets = {"begins_on": DateInput, "ends_on": DateInput}

    def clean(self) -> dict[str, Any]:
        """It ends after it begins, and the weights make the whole."""
        said = super().clean() or self.cleaned_data
        begins, ends = said.get("begins_on"), said.get("ends_on")
        if begins and ends and ends <= begins:
            self.add_error("ends_on", _("结束日期要晚于开始日期。"))
        weights = [int(said[name]) for name in WEIGHTS if said.get(name) is not None]
        if len(weights) == len(WEIGHTS) and sum(weights) != WHOLE:
            self.add_error("for_first", _("四项权重合计要为 100，现为 %(n)d。") % {"n": sum(weights)})
        if self.instance.pk is None and Season.objects.going().exists():
            self.add_error(None, _("已有赛季在进行，先结束它。"))
        elif self.instance.pk and self.instance.closed_at:
            self.add_error(None, _("赛季已结束并定榜，不再修改。"))
        return said

    def save(self, commit: bool = True) -> Season:
        if self.instance.pk is None:
            self.instance.opened_by, self.instance.opened_at = self.user, timezone.now()
        return super().save(commit)

    def explain(self, error: Any) -> None:
        """Somebody opened one between the check and the save."""
        if "one_season_at_a_time" not in str(error):
            super().explain(error)
            return
        self.add_error(None, _("已有赛季在进行，先结束它。"))


@dataclass(frozen=True)
class Row:
    """A row of the ranking as it is written; `days` None where nothing was drawn."""

    institution: Institution
    place: int | None
    mark: Decimal
    asked_wan: Decimal
    drawn_wan: Decimal
    conversion: Decimal | None
    days: Decimal | None
    firms: int
    first: int
    parts: tuple[Decimal, Decimal, Decimal, Decimal]


def season_page(request: HttpRequest) -> HttpResponse:
    """The season that is open, else the last one; `?season=` asks for an earlier one."""
    seasons = list(Season.objects.select_related("opened_by", "closed_by"))
    asked = request.GET.get("season", "")
    chosen = next((each for each in seasons if str(each.pk) == asked), None)
    chosen = chosen or next((each for each in seasons if each.closed_at is None), seasons[0] if seasons else None)
    rows = _rows(chosen) if chosen else []
    sees_all = request.user.holds(*SEES_FINANCE)
    own = set(Institution.objects.visible_to(request.user).values_list("pk", flat=True))
    shown = rows if sees_all else [each for each in rows if each.institution.pk in own]
    context = {
        "sees_places": sees_all or bool(chosen and chosen.closed_at),
        "season": chosen,
        "others": [each for each in seasons if each != chosen],
        "ranked": [each for each in shown if each.place is not None],
        "apart": [each for each in shown if each.place is None],
        "of": sum(each.place is not None for each in rows),
        "today": timezone.localdate(),
        "going": any(each.closed_at is None for each in seasons),
        "sees_all": sees_all,
        "may_open_one": request.user.holds(Role.LEADER),
        "weights": _weights(chosen) if chosen else [],
        "tab": "season",
    }
    return render(request, "finance/season.html", context)


def _weights(season: Season) -> list[tuple[str, int, str]]:
    return [
        (_("转化率"), season.for_conversion, _("放款 ÷ 对接需求 × 100；需求为赛季内转到该机构的，放款不超过需求")),
        (_("平均天数"), season.for_days, _("最快机构的天数 ÷ 本机构的天数 × 100；从转交到首笔放款，不足 1 天按 1 天")),
        (_("服务企业"), season.for_firms, _("赛季内有放款的企业数 ÷ 最多机构的企业数 × 100")),
        (_("首贷户"), season.for_first, _("赛季内在册首笔授信的企业数 ÷ 最多机构的户数 × 100")),
    ]


def _rows(season: Season) -> list[Row]:
    if season.closed_at is not None:
        results = SeasonResult.objects.filter(season=season).select_related("institution")
        return [_frozen(each) for each in results]
    banks, found = Institution.objects.in_bulk(), []
    for each in standings(season, timezone.localdate()):
        deeds, average = each.deeds, each.deeds.average
        days = None if average is None else rounded(average, 1)
        numbers = (deeds.asked_wan, deeds.drawn_wan, deeds.conversion, days, deeds.firms, deeds.first)
        parts = (each.conversion, each.days, each.firms, each.first)
        found.append(Row(banks[deeds.institution], each.place, each.mark, *numbers, parts))
    return found


def _frozen(row: SeasonResult) -> Row:
    conversion = row.drawn_wan / row.asked_wan if row.asked_wan else None
    numbers = (row.asked_wan, row.drawn_wan, conversion, row.days, row.firms, row.first)
    parts = (row.conversion_mark, row.days_mark, row.firms_mark, row.first_mark)
    return Row(row.institution, row.place, row.mark, *numbers, parts)


def season_create(request: HttpRequest) -> HttpResponse:
    """开赛; a repeated tap opens nothing."""
    return _edit(request, None)


def season_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a season that is open."""
    season = get_object_or_404(Season, pk=pk)
    if season.closed_at is not None:
        messages.warning(request, _("赛季已结束并定榜，不再修改。"))
        return redirect("finance:season")
    return _edit(request, season)


def _edit(request: HttpRequest, season: Season | None) -> HttpResponse:
    sent = request.method == "POST"
    form = SeasonForm(request.POST if sent else None, instance=season, user=request.user)
    if sent and (saved := form.save_once()):
        messages.success(request, _("已保存赛季“%(name)s”") % {"name": saved.name})
        return redirect("finance:season")
    return render(request, "finance/season_form.html", {"form": form, "season": season})


def season_close(request: HttpRequest, pk: int) -> HttpResponse:
    """结束并定榜."""
    season = get_object_or_404(Season, pk=pk)
    if close(season, by=request.user, now=timezone.now(), today=timezone.localdate()):
        messages.success(request, _("已结束“%(name)s”，名次已定。") % {"name": season.name})
    else:
        messages.error(request, _("赛季已结束并定榜，没有再次保存。"))
    return redirect("finance:season")
