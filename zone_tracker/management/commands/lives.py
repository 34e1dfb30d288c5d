"""Tell how each noun begins, is corrected and ends, and where its past is read."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.kernel.commands import as_json
from zone_tracker.lives import TURNS, findings, read


class Command(BaseCommand):
    """`manage.py lives [--json]`."""

    help = (
        "Tell for every business model how a row begins, who corrects it, how it ends and where its history is read, "
        "as docs/lives.md says, and hold the page against the code: a model without a row, a route that does not "
        "exist, and a column that nobody writes are named on standard error, and the exit status is 1. "
        "With --json one object a model, each turn a list of route names or the reason why there is none."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON list, an object a model")

    def handle(self, *args: Any, **options: Any) -> None:
        page = read()
        if options["json"]:
            self.stdout.write(as_json([life.as_told() for life in page.lives.values()]))
        else:
            for life in page.lives.values():
                self.stdout.write(life.model)
                for turn in TURNS:
                    self.stdout.write(f"  {turn:9}  {life.turns.get(turn, '').replace('`', '')}")
                self.stdout.write("".join(f"  hole       {hole.replace('`', '')}\n" for hole in life.holes), ending="")
        if wrong := list(findings(page)):
            raise CommandError("\n".join(["docs/lives.md and the code disagree:", *wrong]))
