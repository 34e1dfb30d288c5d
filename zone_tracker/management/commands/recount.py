"""Prove that what is kept instead of computed is so."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.kernel.commands import as_json
from core.kernel.keeping.recounting import Difference
from zone_tracker.recount import recount, repair


class Command(BaseCommand):
    """`manage.py recount [--repair] [--json]`."""

    help = (
        "Work out from raw rows how everything stands now (lamps, next nodes, open things, sums), compare it with what "
        "is kept for the pages, and list every column that differs. With --repair what differs is written anew. "
        "Rows that the next tick looks at anyway are only counted (due). "
        "Exit status 1 when something differed and was not repaired."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="write anew what differs")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        found = repair(now) if options["repair"] else list(recount(now))
        differing, due = [each for each in found if not each.due], {each.key for each in found if each.due}
        if options["json"]:
            told = {"differences": [_object(each) for each in differing], "due": len(due)}
            self.stdout.write(as_json({**told, "repaired": options["repair"]}))
        else:
            for each in differing:
                self.stdout.write(f"{each.noun} {each.key}: {each.column} is {each.kept}, counted {each.counted}")
        if differing and not options["repair"]:
            raise CommandError(f"{len(differing)} kept values differ from raw rows; run it with --repair.")


def _object(found: Difference) -> dict[str, Any]:
    """A difference for other programs, its values as text."""
    return {**found._asdict(), "kept": str(found.kept), "counted": str(found.counted)}
