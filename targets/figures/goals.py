"""The targets' own figures, the highlands together, what nobody answers for, and output by park."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.models import Park
from enterprises.models import Enterprise
from targets.enums import Unit
from targets.evidence import Row, output_rows
from targets.figures.figure import Figure, counted, part, scope_of
from targets.indicators import INDICATORS, highlands, reached
from targets.programmes import current
from targets.readings import all_targets, find_gap
from targets.wings import output_by_park


def of_target(key: str, name: Promise, unit: Unit) -> Figure:
    """The actual figure of a target, from its indicator."""
    indicator = INDICATORS[key]
    return Figure(
        name, unit, lambda as_of, _scope: indicator.rows(as_of, None), lambda as_of, _scope: indicator.value(as_of)
    )


def _page_of(key: str) -> str:
    return reverse("targets:target_detail", args=[key])


def _reached_rows(as_of: dt.date, _scope: str) -> Iterable[Row]:
    for goal in highlands(current(as_of)):
        track = INDICATORS[goal.key].track(as_of)
        if track and reached(goal, track, as_of):
            yield Row(goal.name, Decimal(1), Unit.ITEM, track[-1].on, goal.source, _page_of(goal.key))


def _highland_rows(as_of: dt.date, scope: str) -> Iterable[Row]:
    for goal in highlands(current(as_of)):
        indicator = INDICATORS[goal.key]
        value = indicator.value(as_of)
        if value is not None and scope in ("", scope_of("cluster", goal.key.removeprefix("cluster_"))):
            yield Row(goal.name, value, Unit.YI, None, str(indicator.source), _page_of(goal.key))


def _highland_scopes(as_of: dt.date) -> list[str]:
    return [scope_of("cluster", goal.key.removeprefix("cluster_")) for goal in highlands(current(as_of))]


def _layout_output(as_of: dt.date, scope: str) -> Decimal | None:
    values = [row.value for row in _highland_rows(as_of, scope)]
    return sum(values, Decimal(0)) if values else None


def _gap_rows(as_of: dt.date, _scope: str) -> Iterable[Row]:
    if gap := find_gap(all_targets(current(as_of))):
        for target, sign in ((gap.goal, 1), *((each, -1) for each in gap.parts)):
            value = sign * (target.value or Decimal(0))
            yield Row(target.name, value, Unit.YI, target.due_on, target.source, _page_of(target.key))


def _park_scopes(_as_of: dt.date) -> list[str]:
    return [scope_of("park", key) for key in (*Park.objects.values_list("key", flat=True), "")]


def _park_output(as_of: dt.date, scope: str) -> Decimal | None:
    if not scope:
        return INDICATORS["zone_output"].value(as_of)
    park = Park.objects.get(key=part(scope)).pk if part(scope) else None
    return output_by_park(as_of).get(park)


def _park_rows(as_of: dt.date, scope: str) -> Iterable[Row]:
    rows = output_rows(None, as_of, None)
    if not scope:
        return rows
    theirs = Enterprise.objects.filter(park__key=part(scope)) if part(scope) else Enterprise.objects.filter(park=None)
    pages = {reverse("enterprises:enterprise_detail", args=[pk]) for pk in theirs.values_list("pk", flat=True)}
    return [row for row in rows if row.url in pages]


GOALS: dict[str, Figure] = {
    "zone_output": Figure(_("规上工业产值"), Unit.YI, _park_rows, _park_output, _park_scopes),
    "talent_total": of_target("talent_total", _("专业人才"), Unit.PERSON),
    "talent_leading": of_target("talent_leading", _("领军人才"), Unit.PERSON),
    "talent_engineer": of_target("talent_engineer", _("工程师"), Unit.PERSON),
    "talent_craftsman": of_target("talent_craftsman", _("工匠技能型人才"), Unit.PERSON),
    "layout": counted(_("已突破目标的产业高地"), Unit.ITEM, _reached_rows),
    "layout_output": Figure(_("三个高地产值"), Unit.YI, _highland_rows, _layout_output, _highland_scopes),
    "cluster_nev": of_target("cluster_nev", _("新能源汽车产值"), Unit.YI),
    "cluster_optics": of_target("cluster_optics", _("智能光学产值"), Unit.YI),
    "cluster_biomedical": of_target("cluster_biomedical", _("生物医疗产值"), Unit.YI),
    "unassigned_output": counted(_("未落实承接主体的目标"), Unit.YI, _gap_rows),
}
