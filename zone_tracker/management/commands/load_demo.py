"""Load the demo: the article's facts with the programme moved around today, and invented rows marked 示例."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.kernel.commands import date_argument
from targets.facts import FactsError
from zone_tracker.demo import load as demo
from zone_tracker.demo.setting import latest_day
from zone_tracker.models import DemoLoad

SEED, LARGEST_SCALE = 1133, 250


class Command(BaseCommand):
    """`manage.py load_demo [--today DATE] [--scale N] [--seed N] [--fresh | --fresh-if-older | --facts-only]`."""

    help = "Load the facts moved around today, and invented sample rows. Only in demo mode (ZONE_DEMO=1)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--today", type=date_argument, metavar="DATE", help="the day the demo is made for")
        parser.add_argument(
            "--scale", type=int, default=1, metavar="N", help="so many zones in one (1); 250 are 10,000 projects"
        )
        parser.add_argument(
            "--seed", type=int, default=SEED, metavar="N", help=f"the same seed, the same rows ({SEED})"
        )
        again = parser.add_mutually_exclusive_group()
        again.add_argument("--fresh", action="store_true", help="empty the database and load anew")
        again.add_argument("--fresh-if-older", action="store_true", help="load anew when made for an earlier day")
        again.add_argument("--facts-only", action="store_true", help="the facts with their dates, and an administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.ZONE_DEMO:
            raise CommandError("load_demo works in demo mode only; set ZONE_DEMO=1 and use a database of its own.")
        if not 1 <= options["scale"] <= LARGEST_SCALE:
            raise CommandError(f"--scale must lie between 1 and {LARGEST_SCALE}, not {options['scale']}.")
        if options["facts_only"]:
            self.stdout.write(self._facts_only())
            return
        today = options["today"] or latest_day(timezone.now())
        found = demo.existing()
        again = options["fresh"] or bool(options["fresh_if_older"] and found and found.made_for < today)
        if found and not again:
            self.stdout.write(self._already(found, today=today))
            return
        began = time.monotonic()
        try:
            make = demo.load_anew if again else demo.load
            made = make(today=today, seed=options["seed"], scale=options["scale"])
        except (demo.NotOursError, FactsError) as error:
            raise CommandError(f"The demo was not loaded: {error}.") from error
        rows = ", ".join(f"{count} {kind}" for kind, count in made.counts.items())
        self.stdout.write(f"Demo made for {today} in {time.monotonic() - began:.1f} s: {rows}.")

    def _facts_only(self) -> str:
        try:
            demo.load_facts_only()
        except (demo.NotOursError, FactsError) as error:
            raise CommandError(f"The facts were not loaded: {error}.") from error
        return "The article's facts are there, and nothing else."

    def _already(self, found: DemoLoad, *, today: Any) -> str:
        if found.made_for == today:
            return f"The demo for {today} is already there; nothing changed."
        return f"The demo was made for {found.made_for}; nothing changed. Use --fresh to load it anew for {today}."
