"""The targets' own figures, the highlands together, what nobody answers for."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.models import User
from targets.enums import Unit
from targets.evidence import Row, Rows
from targets.figures.figure import Figure, added, scope_of
from targets.indicators import INDICATORS, highlands, reached
from targets.programmes import current
from targets.readings import all_targets, find_gap


def of_target(key: str, name: Promise, unit: Unit, meaning: Promise) -> Figure:
    """The actual figure of a target, from its indicator."""
    indicator = INDICATORS[key]
    return Figure(
        name,
        unit,
        meaning,
        lambda as_of, _scope, user: indicator.rows(as_of, user),
        lambda as_of, _scope: indicator.value(as_of),
    )


def _page_of(key: str) -> str:
    return reverse("targets:target_detail", args=[key])


def _reached_rows(as_of: dt.date, _scope: str, _user: User | None) -> Rows:
    rows = []
    for goal in highlands(current(as_of)):
        track = INDICATORS[goal.key].track(as_of)
        if track and reached(goal, track, as_of):
            rows.append(Row(goal.name, Decimal(1), Unit.ITEM, track[-1].on, goal.source, _page_of(goal.key)))
    return Rows(rows)


def _highland_rows(as_of: dt.date, scope: str, _user: User | None) -> Rows:
    return Rows(list(_highlands(as_of, scope)))


def _highlands(as_of: dt.date, scope: str) -> Iterable[Row]:
    for goal in highlands(current(as_of)):
        indicator = INDICATORS[goal.key]
        track = indicator.track(as_of)
        if track and scope in ("", scope_of("cluster", goal.key.removeprefix("cluster_"))):
            last = track[-1]
            yield Row(goal.name, last.value, Unit.YI, last.on, str(indicator.source), _page_of(goal.key))


def _highland_scopes(as_of: dt.date) -> list[str]:
    return [scope_of("cluster", goal.key.removeprefix("cluster_")) for goal in highlands(current(as_of))]


def _layout_output(as_of: dt.date, scope: str) -> Decimal | None:
    rows = _highland_rows(as_of, scope, None)
    return rows.total if rows else None


def _gap_rows(as_of: dt.date, _scope: str, _user: User | None) -> Rows:
    rows = []
    if gap := find_gap(all_targets(current(as_of))):
        for target, sign in ((gap.goal, 1), *((each, -1) for each in gap.parts)):
            value = sign * (target.value or Decimal(0))
            rows.append(Row(target.name, value, Unit.YI, target.due_on, target.source, _page_of(target.key)))
    return Rows(rows)


_OUTPUT = _("经核实的企业月报产值，最近 12 个月之和。")
_HEADS = _("这一天佐证齐全、按计数规则计入的人数。")

GOALS: dict[str, Figure] = {
    "zone_output": of_target(
        "zone_output",
        _("规上工业产值"),
        Unit.YI,
        _("全园区经核实的企业月报产值，最近 12 个月之和；企业属于哪个园区，产值就归哪个园区，只计一次。"),
    ),
    "talent_total": of_target("talent_total", _("专业人才"), Unit.PERSON, _HEADS),
    "talent_leading": of_target("talent_leading", _("领军人才"), Unit.PERSON, _HEADS),
    "talent_engineer": of_target("talent_engineer", _("工程师"), Unit.PERSON, _HEADS),
    "talent_craftsman": of_target("talent_craftsman", _("工匠技能型人才"), Unit.PERSON, _HEADS),
    "layout": Figure(
        _("已突破目标的产业高地"),
        Unit.ITEM,
        _("产值已突破目标的高地个数。"),
        _reached_rows,
        lambda as_of, _scope: INDICATORS["layout"].value(as_of),
        nought_is_good=True,
    ),
    "layout_output": Figure(
        _("三个高地产值"),
        Unit.YI,
        _("三个高地经核实的企业月报产值之和，最近 12 个月。"),
        _highland_rows,
        _layout_output,
        _highland_scopes,
    ),
    "cluster_nev": of_target("cluster_nev", _("新能源汽车产值"), Unit.YI, _OUTPUT),
    "cluster_optics": of_target("cluster_optics", _("智能光学产值"), Unit.YI, _OUTPUT),
    "cluster_biomedical": of_target("cluster_biomedical", _("生物医疗产值"), Unit.YI, _OUTPUT),
    "unassigned_output": replace(
        added(
            _("未落实承接主体的目标"),
            Unit.YI,
            _("园区产值目标减去三个高地的目标：这部分没有对应的产业和责任单位。"),
            _gap_rows,
        ),
        nought_is_good=True,
    ),
}
