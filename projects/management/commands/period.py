"""Show the weekly scheduling period (调度期) of a date, and when it meets."""

import dataclasses
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.kernel.commands import as_json, date_argument
from projects.periods import week_of


class Command(BaseCommand):
    """`manage.py period --on DATE [--json]`."""

    help = "Show the weekly scheduling period of a date and its meeting day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date_argument, required=True, metavar="DATE", help="a date, as 2021-04-07")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        week = week_of(options["on"])
        if options["json"]:
            self.stdout.write(as_json(dataclasses.asdict(week)))
            return
        meets = week.meets_on or "no meeting (no working day)"
        name = f"{week.iso_year}-W{week.iso_week:02d}: {week.starts_on} to {week.ends_on}"
        reckoned = "按推算, " if week.calendar == "assumed" else ""
        self.stdout.write(f"{name}, meets {meets} ({reckoned}{week.calendar} calendar)")
