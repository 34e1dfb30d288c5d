"""Print every figure that pages show as of a date, with the rows behind it."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone, translation

from core.kernel.commands import add_as_of, as_json
from targets.evidence import figure
from targets.figures.telling import FIGURES, Told, tell_all
from targets.management.commands.targets import number, row_object


class Command(BaseCommand):
    """`manage.py figures [--as-of DATE] [--json]`."""

    help = "Print every figure that pages show as of a date, as the system sees it, with the rows behind it."

    def add_arguments(self, parser: CommandParser) -> None:
        add_as_of(parser)
        parser.add_argument("--json", action="store_true", help="print a JSON list, one object a figure and scope")

    def handle(self, *args: Any, **options: Any) -> None:
        as_of: dt.date = options["as_of"] or timezone.localdate()
        with translation.override("zh-hans"):
            told = tell_all(as_of)
            if options["json"]:
                self.stdout.write(as_json([as_object(each) for each in told]))
            else:
                self.stdout.write("\n".join(as_line(each) for each in told))


def as_object(told: Told) -> dict[str, Any]:
    """One figure for other programs; money in 亿元."""
    return {
        "key": told.key,
        "scope": told.scope,
        "value": number(told.value, places=4),
        "unit": str(told.unit.label),
        "rows": [row_object(row) for row in told.rows],
    }


def as_line(told: Told) -> str:
    """One figure for a person at a terminal."""
    scope = f"  {told.scope}" if told.scope else ""
    return f"{told.key}{scope}  {FIGURES[told.key].name}：{figure(told.value, told.unit)} {told.unit.label}"
