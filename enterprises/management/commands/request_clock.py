"""Say when a request of a kind, raised at a moment, is to be answered, planned and done."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.db.models import Q

from core.kernel.commands import as_json, moment_argument
from core.kernel.workdays import WorkCalendar
from core.typed.cleaning import in_line
from enterprises.models import RequestKind


class Command(BaseCommand):
    """`manage.py request_clock --kind KIND --at DATETIME [--json]`."""

    help = "Say when a request of a kind, raised at a moment, is to be answered, planned and done (working hours)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--kind", type=in_line, required=True, metavar="KIND", help=f"one of: {'; '.join(known_kinds())}"
        )
        parser.add_argument(
            "--at", type=moment_argument, required=True, metavar="DATETIME", help="a moment, as 2021-04-30T16:30"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = RequestKind.objects.filter(Q(key=options["kind"]) | Q(name=options["kind"])).first()
        if kind is None:
            raise CommandError(f"There is no kind {options['kind']!r}; the kinds are {', '.join(known_kinds())}.")
        try:
            clock = kind.clock(options["at"])
        except OverflowError as error:
            raise CommandError(f"{options['at']} is too late to count from.") from error
        moments, calendar = clock._asdict(), WorkCalendar.load()
        if options["json"]:
            told = {name: moment.isoformat() for name, moment in moments.items()}
            assumed = {} if calendar.is_official(at.date() for at in clock) else {"calendar": "assumed"}
            self.stdout.write(as_json(told | assumed))
            return
        for name, moment in moments.items():
            mark = "" if calendar.is_official([moment.date()]) else "  按推算 (assumed calendar)"
            self.stdout.write(f"{name}  {moment.isoformat()}{mark}")


def known_kinds() -> list[str]:
    """Keys of the kinds, with their names where they differ; none when the database does not answer."""
    try:
        rows = list(RequestKind.objects.values_list("key", "name"))
    except DatabaseError:
        return []
    return [key if key == name else f"{key} ({name})" for key, name in rows]
