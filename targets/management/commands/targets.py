"""Print every target as of a date: actual, target, completion beside the share of time gone, and the rows behind it."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from core.kernel.commands import add_as_of, as_json
from targets.evidence import Row, figure
from targets.forecast import METHOD, Forecast
from targets.readings import TargetReading, read_all


class Command(BaseCommand):
    """`manage.py targets [--as-of DATE] [--json]`."""

    help = "Print the targets as of a date."

    def add_arguments(self, parser: CommandParser) -> None:
        add_as_of(parser)
        parser.add_argument("--json", action="store_true", help="print a JSON list, one object a target")

    def handle(self, *args: Any, **options: Any) -> None:
        as_of: dt.date = options["as_of"] or timezone.localdate()
        with translation.override("zh-hans"):
            readings = read_all(as_of)
            if not readings:
                raise CommandError("There are no targets yet: run `manage.py load_facts` first.")
            if options["json"]:
                self.stdout.write(as_json([as_object(reading) for reading in readings]))
            else:
                self.stdout.write("\n".join(as_line(reading) for reading in readings))


def as_object(reading: TargetReading) -> dict[str, Any]:
    """One target for other programs; fractions are of one, money in 亿元."""
    target, rows = reading.target, reading.indicator.rows(reading.as_of, None)
    return {
        "key": target.key,
        "parent": target.parent.key if target.parent else None,
        "digit": target.digit or None,
        "name": target.name,
        "unit": str(target.get_unit_display()),
        "target": number(target.value),
        "comparison": target.comparison,
        "actual": number(reading.value),
        "registered": reading.is_registered,
        "as_of": reading.as_of,
        "data_as_of": reading.data_as_of,
        "due": target.due_on,
        "completion": number(reading.completion, places=4),
        "elapsed": number(reading.elapsed, places=4),
        "lamp": reading.lamp.value,
        "path": number(reading.path),
        "forecast": forecast_object(reading.forecast),
        "compare": {name: number(value) for name, (_day, value) in reading.compared.items()},
        "method": str(reading.indicator.method),
        "source": next((row.source for row in rows if not row.is_example), None) or target.source,
        "rows": [row_object(row) for row in rows],
    }


def forecast_object(ahead: Forecast | None) -> dict[str, Any] | None:
    """What is forecast for the due date, in the target's unit; in eight of ten cases between low and high."""
    if ahead is None:
        return None
    return {
        "method": METHOD,
        "median": number(ahead.median),
        "low": number(ahead.low),
        "high": number(ahead.high),
        "due": ahead.due,
    }


def row_object(row: Row) -> dict[str, Any]:
    """One piece of evidence for other programs."""
    return {
        "label": row.label,
        "value": number(row.value, places=4),
        "unit": row.unit_label,
        "on": row.on,
        "source": row.source,
        "url": row.url,
    }


def number(value: Decimal | None, *, places: int = 2) -> int | float | None:
    """A JSON number: 1000 and 11.25, never 1000.0."""
    if value is None:
        return None
    rounded = round(value, places)
    return int(rounded) if rounded == int(rounded) else float(rounded)


def as_line(reading: TargetReading) -> str:
    """One target for a person at a terminal."""
    target = reading.target
    goal = f" / {figure(target.value, target.unit)}" if target.value is not None else ""
    return (
        f"{reading.lamp.label}  {target.name}：{figure(reading.value, target.unit)}{goal} {target.get_unit_display()}"
    )
