"""Write down the reminders that are owed at a moment; a repeated run creates none."""

import dataclasses
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from core.kernel.commands import as_json, moment_argument
from projects.week.reminders import remind


class Command(BaseCommand):
    """`manage.py remind [--at DATETIME] [--json]`."""

    help = "Write down the Monday reminders that are owed at a moment."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--at",
            type=moment_argument,
            metavar="DATETIME",
            help="a moment in Shanghai, as 2021-04-06T08:00; now if left out",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        outcome = remind(options["at"] or timezone.now())
        if options["json"]:
            self.stdout.write(as_json(dataclasses.asdict(outcome)))
            return
        due = "due" if outcome.due else "not due"
        found = f"{outcome.projects} projects, {outcome.created} reminders created, {outcome.existing} existing"
        self.stdout.write(f"{outcome.period} {due}: {found}")
