"""产融对接 in 亿元: needs, credit and money drawn, with what was reported without rows beside what is registered."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import finance.metrics
from finance.enums import StuckReason
from targets.enums import Unit
from targets.evidence import YI, Row, fact_row, registered_draws, registered_lines
from targets.figures.figure import Figure, counted, part, scope_of
from targets.figures.goals import of_target
from targets.indicators import INDICATORS


def _needs(as_of: dt.date, _scope: str, *, matched: bool = False) -> Iterable[Row]:
    found = finance.metrics.needs(as_of).select_related("enterprise", "institution").order_by("-raised_on", "pk")
    for each in found.filter(institution__isnull=False) if matched else found:
        url = reverse("enterprises:enterprise_detail", args=[each.enterprise_id])
        source = str(each.institution or "")
        yield Row(str(each.enterprise), each.amount_wan / YI, Unit.YI, each.raised_on, source, url, each.is_example)


def _reported(key: str, as_of: dt.date, _scope: str) -> list[Row]:
    return fact_row(key, as_of)[0]


def _reported_value(key: str, as_of: dt.date, scope: str) -> Decimal | None:
    return next((row.value for row in _reported(key, as_of, scope)), None)


def _lines(as_of: dt.date, _scope: str) -> Iterable[Row]:
    return registered_lines(as_of)


def _draws(as_of: dt.date, _scope: str) -> Iterable[Row]:
    return registered_draws(as_of)


def _undrawn(as_of: dt.date, _scope: str) -> Iterable[Row]:
    yield from INDICATORS["credit_granted"].rows(as_of, None)
    yield from (_taken(row) for row in INDICATORS["credit_drawn"].rows(as_of, None))


def _registered_undrawn(as_of: dt.date, scope: str) -> Iterable[Row]:
    """What is left of each line by the reason that it gives."""
    drawn: dict[str, Decimal] = {}
    for row in registered_draws(as_of):
        drawn[row.url] = drawn.get(row.url, Decimal(0)) + row.value
    reasons = dict(finance.metrics.credit_lines(as_of).values_list("pk", "stuck_reason")) if scope else {}
    pages = {reverse("finance:creditline_detail", args=[pk]): reason for pk, reason in reasons.items()}
    for row in registered_lines(as_of):
        left = row.value - drawn.get(row.url, Decimal(0))
        if left and (not scope or pages[row.url] == part(scope)):
            yield Row(row.label, left, row.unit, row.on, row.source, row.url, row.is_example)


def _taken(row: Row) -> Row:
    return Row(row.label, -row.value, row.unit, row.on, row.source, row.url, row.is_example)


def _undrawn_value(as_of: dt.date, _scope: str) -> Decimal | None:
    granted, drawn = (INDICATORS[key].value(as_of) for key in ("credit_granted", "credit_drawn"))
    return None if granted is None or drawn is None else granted - drawn


def _reasons(_as_of: dt.date) -> list[str]:
    return [scope_of("reason", reason) for reason in (*StuckReason.values, "")]


MONEY: dict[str, Figure] = {
    "needs_raised": counted(_("融资需求"), Unit.YI, _needs),
    "needs_matched": counted(_("已对接的融资需求"), Unit.YI, partial(_needs, matched=True)),
    "credit_granted": of_target("credit_granted", _("累计授信"), Unit.YI),
    "credit_reported": Figure(
        _("授信报告数"), Unit.YI, partial(_reported, "credit_granted"), partial(_reported_value, "credit_granted")
    ),
    "credit_registered": counted(_("逐笔登记的授信"), Unit.YI, _lines),
    "credit_drawn": of_target("credit_drawn", _("累计放款"), Unit.YI),
    "drawn_reported": Figure(
        _("放款报告数"), Unit.YI, partial(_reported, "credit_drawn"), partial(_reported_value, "credit_drawn")
    ),
    "drawn_registered": counted(_("逐笔登记的放款"), Unit.YI, _draws),
    "credit_undrawn": Figure(_("未放款"), Unit.YI, _undrawn, _undrawn_value),
    "undrawn_registered": counted(_("逐笔登记中未放款"), Unit.YI, _registered_undrawn, _reasons),
}
