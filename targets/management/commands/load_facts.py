"""Load the facts of the article, and nothing else."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from targets.facts import FACTS, FactsError, load


class Command(BaseCommand):
    """`manage.py load_facts [--file PATH]`."""

    help = "Load the facts of the programme with their real dates; run twice, it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--file", type=Path, default=FACTS, metavar="PATH", help="another facts file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load(options["file"])
        except FactsError as error:
            raise CommandError(f"Nothing was loaded: {error}.") from error
        if report.nothing_new:
            self.stdout.write(f"All {report.unchanged} facts were already there.")
        else:
            self.stdout.write(
                f"Facts: {report.created} created, {report.changed} changed, {report.unchanged} already there."
            )
