"""产融对接 in 亿元: needs, credit and money drawn, with what was reported without rows beside what is registered."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import finance.funnel
import finance.metrics
from core.kernel.figures import left, rounded
from core.models import User
from finance.enums import StuckReason
from finance.models import FinancingNeed
from targets.enums import Unit
from targets.evidence import (
    YI,
    Row,
    Rows,
    fact_row,
    later_draws,
    later_lines,
    money_row,
    registered_draws,
    registered_lines,
)
from targets.figures.figure import Figure, added, part, scope_of
from targets.figures.goals import of_target
from targets.indicators import INDICATORS


def _needs(as_of: dt.date, _scope: str, user: User | None, *, matched: bool = False) -> Rows:
    found = finance.metrics.needs(as_of).select_related("enterprise", "institution").order_by("-raised_on", "pk")
    seen = found if user is None else found.filter(pk__in=FinancingNeed.objects.visible_to(user))
    return Rows(found=seen.matched(as_of) if matched else seen, make=_of_needs, amount="amount_wan")


def _of_needs(found: Iterable[FinancingNeed]) -> Iterable[Row]:
    for each in found:
        url = reverse("enterprises:enterprise_detail", args=[each.enterprise_id])
        source = str(each.institution or "")
        yield Row(str(each.enterprise), each.amount_wan / YI, Unit.YI, each.raised_on, source, url, each.is_example)


def _followed(step: str, as_of: dt.date, _scope: str, user: User | None) -> Rows:
    """The needs of which something was granted or drawn, each with that part."""
    got = {each.need.pk: getattr(each, step) for each in finance.funnel.followed(as_of, user)}
    pks = [pk for pk, wan in got.items() if wan]
    found = FinancingNeed.objects.filter(pk__in=pks).select_related("enterprise", "institution")
    needs = found.order_by("-raised_on", "pk")
    return Rows([replace(row, value=got[each.pk] / YI) for each, row in zip(needs, _of_needs(needs), strict=True)])


def _followed_value(step: str, as_of: dt.date, _scope: str) -> Decimal:
    return getattr(finance.metrics.funnel(as_of), step).wan / YI


def _of_step(name: Promise, meaning: Promise, step: str) -> Figure:
    return Figure(name, Unit.YI, meaning, partial(_followed, step), partial(_followed_value, step))


def _reported(key: str, as_of: dt.date, _scope: str, _user: User | None) -> Rows:
    return Rows(fact_row(key, as_of)[0])


def _reported_value(key: str, as_of: dt.date, _scope: str) -> Decimal | None:
    return next((row.value for row in fact_row(key, as_of)[0]), None)


def _of(rows: Callable[[dt.date, User | None], Rows]) -> Callable[[dt.date, str, User | None], Rows]:
    """These rows, of a figure that is told as a whole only."""
    return lambda as_of, _scope, user: rows(as_of, user)


def _undrawn(as_of: dt.date, _scope: str, user: User | None) -> Rows:
    granted, drawn = (INDICATORS[key].rows(as_of, user) for key in ("credit_granted", "credit_drawn"))
    return Rows([*granted, *(replace(row, value=-row.value) for row in drawn)])


def _registered_undrawn(as_of: dt.date, scope: str, user: User | None) -> Rows:
    """What may still be drawn from each line, by the reason that it gives."""
    left = {line.pk: (line.reason, now.undrawn) for line, now in finance.funnel.waiting(as_of, user)}
    pks = [pk for pk, (reason, _wan) in left.items() if not scope or reason == part(scope)]
    found = finance.metrics.credit_lines(as_of).filter(pk__in=pks).select_related("enterprise", "institution")
    lines = found.order_by("-granted_on", "pk")
    return Rows([money_row(each, left[each.pk][1], each.granted_on) for each in lines])


def _undrawn_parts(as_of: dt.date) -> dict[str, Decimal]:
    return {scope_of("reason", reason): wan / YI for reason, wan in finance.metrics.undrawn(as_of)}


def _undrawn_written(as_of: dt.date) -> Decimal | None:
    granted, drawn = (INDICATORS[key].value(as_of) for key in ("credit_granted", "credit_drawn"))
    return None if granted is None or drawn is None else left(granted, drawn, 2)


def _registered_undrawn_written(as_of: dt.date) -> Decimal:
    return rounded(finance.metrics.funnel(as_of).whole.undrawn_wan / YI, 2)


def _undrawn_value(as_of: dt.date, _scope: str) -> Decimal | None:
    granted, drawn = (INDICATORS[key].value(as_of) for key in ("credit_granted", "credit_drawn"))
    return None if granted is None or drawn is None else granted - drawn


def _reasons(_as_of: dt.date) -> list[str]:
    return [scope_of("reason", reason) for reason in (*StuckReason.values, "")]


_REPORTED = _("报道或报表给出的总数，没有逐笔明细；截至报告日的授信和放款都已包含在内。")

MONEY: dict[str, Figure] = {
    "needs_raised": added(_("融资需求"), Unit.YI, _("到这一天企业提出、没有撤回的融资需求，合计金额。"), _needs),
    "needs_matched": added(
        _("已对接的融资需求"), Unit.YI, _("到这一天已转给金融机构或已有授信的融资需求。"), partial(_needs, matched=True)
    ),
    "needs_granted": _of_step(
        _("需求中已授信的"),
        _("融资需求得到的授信：每项需求最多算到它的金额，减去下调和终止的，不含报告数。"),
        "granted",
    ),
    "needs_drawn": _of_step(
        _("需求中已放款的"), _("答复融资需求的授信已放的款：每项需求最多算到它得到的授信，不含报告数。"), "drawn"
    ),
    "credit_granted": of_target(
        "credit_granted", _("累计授信"), Unit.YI, _("最近一次报告数，加上报告日之后逐笔登记的授信。")
    ),
    "credit_reported": Figure(
        _("授信报告数"),
        Unit.YI,
        _REPORTED,
        partial(_reported, "credit_granted"),
        partial(_reported_value, "credit_granted"),
    ),
    "credit_registered": added(
        _("逐笔登记的授信"), Unit.YI, _("到这一天逐笔登记的授信之和，不含没有明细的报告数。"), _of(registered_lines)
    ),
    "credit_later": added(
        _("报告之后逐笔登记的授信"), Unit.YI, _("最近一次报告日之后逐笔登记的授信之和。"), _of(later_lines)
    ),
    "credit_drawn": of_target(
        "credit_drawn", _("累计放款"), Unit.YI, _("最近一次报告数，加上报告日之后逐笔登记的放款。")
    ),
    "drawn_reported": Figure(
        _("放款报告数"),
        Unit.YI,
        _REPORTED,
        partial(_reported, "credit_drawn"),
        partial(_reported_value, "credit_drawn"),
    ),
    "drawn_registered": added(
        _("逐笔登记的放款"),
        Unit.YI,
        _("到这一天逐笔登记的放款之和，减去冲销，不含没有明细的报告数。"),
        _of(registered_draws),
    ),
    "drawn_later": added(
        _("报告之后逐笔登记的放款"), Unit.YI, _("最近一次报告日之后逐笔登记的放款之和。"), _of(later_draws)
    ),
    "credit_undrawn": Figure(
        _("未放款"),
        Unit.YI,
        _("累计授信减去累计放款，报告数在内。"),
        _undrawn,
        _undrawn_value,
        written=_undrawn_written,
    ),
    "undrawn_registered": replace(
        added(
            _("逐笔登记中未放款"),
            Unit.YI,
            _("逐笔登记的授信中还可放款的，按登记的卡点分；已到期、已终止、已下调的不在内。"),
            _registered_undrawn,
            _reasons,
            _undrawn_parts,
        ),
        written=_registered_undrawn_written,
    ),
}
