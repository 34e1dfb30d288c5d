"""Make a backup that says what is in it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.guard.backup import manifest
from core.guard.backup.making import back_up
from core.guard.backup.postgres import BackupError
from core.kernel.commands import as_json


class Command(BaseCommand):
    """`manage.py backup DIR [--recipient KEY] [--json]`."""

    help = (
        "Make one folder below DIR with the database, the media files and a manifest that says what is in them, all "
        "from one moment, and remove the backups that need not stay (14 days, 8 weeks and 6 months keep the newest). "
        "With --recipient the two keys are in it, encrypted. Exit status 1 when it fails; no half one is left."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="the folder of all backups")
        parser.add_argument("--recipient", default="", help="who may read the keys: age1… for age, else a name for gpg")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["recipient"]:
            self.stderr.write("The keys are not in this backup (no --recipient): keep them elsewhere.")
        try:
            made, told = back_up(options["folder"].resolve(), recipient=options["recipient"], now=timezone.now())
        except BackupError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            found = {"files": len(told.files), "bytes": told.bytes, "manifest": str(made / manifest.NAME)}
            self.stdout.write(as_json(found))
        else:
            self.stdout.write(f"{made}: {len(told.files)} files, {told.bytes} bytes, {told.contents.rows} rows")
