"""Print what became of the money: the funnel of needs, and every line as drawn, undrawn, expired or lowered."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone, translation

from core.kernel.commands import add_as_of, as_json
from core.kernel.figures import rounded
from finance.funnel import Funnel, funnel
from finance.models import Institution
from targets.evidence import YI, facts

REPORTED = {"granted": "credit_granted", "drawn": "credit_drawn"}


class Command(BaseCommand):
    """`manage.py funnel [--as-of DATE] [--lines all|term|revolving] [--json]`."""

    help = "Print needs, matched, granted and drawn as of a date in 万元, and what became of every credit line."

    def add_arguments(self, parser: CommandParser) -> None:
        add_as_of(parser)
        parser.add_argument("--json", action="store_true", help="print one JSON object, amounts in 万元 as strings")
        parser.add_argument(
            "--lines",
            choices=("all", "term", "revolving"),
            default="all",
            help="of which lines: of those that do not revolve (term), what is granted is drawn, undrawn, expired or"
            " lowered; of those that do, also what was paid back is undrawn again",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        as_of: dt.date = options["as_of"] or timezone.localdate()
        revolving = {"all": None, "term": False, "revolving": True}[options["lines"]]
        with translation.override("zh-hans"):
            told = as_object(funnel(as_of, revolving=revolving), as_of)
            if options["json"]:
                self.stdout.write(as_json(told))
            else:
                self.stdout.write("\n".join(f"{key}  {value}" for key, value in told.items()))


def as_object(told: Funnel, as_of: dt.date) -> dict[str, Any]:
    """The funnel for other programs, in 万元. What was reported without rows is no part of any sum."""
    whole = told.whole
    cut = told.cuts["institution"]
    names = dict(Institution.objects.filter(pk__in=[key for key in cut if key]).values_list("pk", "name"))
    parts = sorted(cut.values(), key=lambda part: (-part.granted_wan, part.key or 0))
    return {
        "needs": _wan(told.raised.wan),
        "matched": _wan(told.matched.wan),
        "granted_for_needs": _wan(told.granted.wan),
        "drawn_for_needs": _wan(told.drawn.wan),
        "granted": _wan(whole.granted_wan),
        "drawn": _wan(whole.drawn_wan),
        "repaid": _wan(whole.repaid_wan),
        "undrawn": _wan(whole.undrawn_wan),
        "expired": _wan(whole.expired_wan),
        "lowered": _wan(whole.lowered_wan),
        "reported": {name: _wan(reported(key, as_of)) for name, key in REPORTED.items()},
        "by_institution": [
            {"institution": names[part.key or 0], "granted": _wan(part.granted_wan), "drawn": _wan(part.drawn_wan)}
            for part in parts
        ],
    }


def reported(key: str, as_of: dt.date) -> Decimal:
    """The sum that was reported last by a date; 0 where nothing was."""
    known = facts(key, as_of)
    return known[-1].value * YI if known else Decimal(0)


def _wan(amount: Decimal) -> str:
    return f"{rounded(amount, 2):.2f}"
