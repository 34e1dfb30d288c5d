"""Print the agenda of a week: as it was written down at its freeze, or as it would be now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import Http404
from django.utils import timezone

from core.enums import Role
from core.kernel.commands import as_json
from core.models import User
from core.typed.cleaning import narrow
from projects.meeting.lines import agenda_for
from projects.periods import week_named


class Command(BaseCommand):
    """`manage.py agenda --period 2026-W48 [--json]`."""

    help = (
        "Print the agenda of a week's meeting, in its order: one line a project with its reasons, its actions that are "
        "due, and the minutes it is estimated to take. A frozen week gives the agenda as it was written down, an open "
        "one as it would be if it froze now."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--period", type=narrow, required=True, metavar="WEEK", help="an ISO week, as 2026-W48")
        parser.add_argument("--json", action="store_true", help="print one JSON list")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            period = week_named(options["period"])
        except Http404:
            raise CommandError(
                f"there is no week {options['period']} (written like 2026-W48, and begun by now)"
            ) from None
        reader = User(roles=[Role.LEADER])  # who reads every project
        lines = [line.as_json() for line in agenda_for(period, reader, now=timezone.now())]
        if options["json"]:
            self.stdout.write(as_json(lines))
            return
        for line in lines:
            self.stdout.write(
                f"{line['rank']}. [{line['handling']}, {line['minutes']} min] {line['name']}: {line['why']}"
            )
