"""Seal personal data anew, under the present key or under another one."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.kernel.commands import as_json
from core.personal.rotating import CannotRotateError, rotate

STDIN = "stdin"


class Command(BaseCommand):
    """`manage.py rotate_identity_key [--new-key-from ENV|stdin] [--json]`: exit 1 where nothing was changed."""

    help = (
        "Seal telephones, identity documents and what imports say of people anew, history included, in one "
        "transaction. With --new-key-from everything comes under a new key: then put that key into ZONE_IDENTITY_KEY "
        "and restart pages, worker and beat. Run it as the owner of the tables. Again is harmless."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--new-key-from",
            metavar="ENV|stdin",
            help="where the new key is read: the name of an environment variable, or stdin for one line of it",
        )
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        source = options["new_key_from"]
        try:
            rows = rotate(self._read(source) if source else None)
        except CannotRotateError as error:
            raise CommandError(str(error)) from None
        if options["json"]:
            self.stdout.write(as_json({"rows": rows, "done": True}))
            return
        self.stdout.write(f"{rows} rows are sealed anew.")
        if source:
            self.stdout.write("Put the new key into ZONE_IDENTITY_KEY and restart pages, worker and beat.")

    def _read(self, source: str) -> str:
        key = sys.stdin.readline().strip() if source == STDIN else os.environ.get(source, "").strip()
        if not key:
            raise CommandError(f"{source} holds no key; name an environment variable, or stdin")
        return key
