"""Make a link for a wall, or revoke one, from the command line."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.kernel.commands import as_json
from targets.models import QUICKEST, SLOWEST
from targets.wall import links


class Command(BaseCommand):
    """`manage.py wall_link --days N [--place TEXT] [--json]`, `manage.py wall_link --revoke PATH`."""

    help = "Make a link that opens the wall without an account, or revoke one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=links.DAYS, metavar="N", help="how long it may be used")
        parser.add_argument("--place", default="命令行", metavar="TEXT", help="where the screen hangs")
        parser.add_argument("--seconds", type=int, default=20, metavar="N", help="how long a page stays")
        parser.add_argument("--revoke", metavar="PATH", help="a path or an address that opens nothing from now on")
        parser.add_argument("--json", action="store_true", help="print a JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["revoke"]:
            if not links.at_path(options["revoke"]).revoke(by=None, now=now):
                raise CommandError("No link that could still be used has this path.")
            self.stdout.write(as_json({"revoked": True}) if options["json"] else "Revoked.")
            return
        if not 1 <= options["days"] <= links.MOST_DAYS:
            raise CommandError(f"--days is a number from 1 to {links.MOST_DAYS}.")
        if not QUICKEST <= options["seconds"] <= SLOWEST:
            raise CommandError(f"--seconds is a number from {QUICKEST} to {SLOWEST}.")
        chosen = {name: options[name] for name in ("days", "place", "seconds")}
        path = links.path_of(links.make(now=now, **chosen))
        self.stdout.write(as_json({"path": path}) if options["json"] else path)
