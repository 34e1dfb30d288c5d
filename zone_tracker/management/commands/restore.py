"""Restore a backup into an empty instance, and compare."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.guard.backup.manifest import fingerprint_of_product
from core.guard.backup.postgres import BackupError, Database
from core.guard.backup.restoring import Outcome, Place, in_words, newest, ready, renumber, restore
from core.kernel.commands import as_json
from core.office import instance


class Command(BaseCommand):
    """`manage.py restore DIR [--json]`."""

    help = (
        "Restore a backup (DIR, or the newest in it) into an empty database and the media folder, and compare every "
        "table and file with its manifest. The keys are taken from the environment. Afterwards the instance is in "
        "quarantine: nothing is sent until `manage.py adopt`. Exit status 1 when it is refused or not equal."
    )
    requires_system_checks = ()  # pyright: ignore[reportAssignmentType]  # the stub knows `__all__` only

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="one backup, or a folder of backups")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = self.restored(options["folder"].resolve())
        except BackupError as error:
            raise CommandError(str(error)) from error
        told = {"tables": outcome.tables, "rows": outcome.rows, "files": outcome.files, "equal": outcome.equal}
        if options["json"]:
            self.stdout.write(as_json(told))
        else:
            self.stdout.write(f"{outcome.tables} tables, {outcome.rows} rows, {outcome.files} files")
        if not outcome.equal:
            raise CommandError(f"Not equal to the manifest: {in_words(outcome.differing)}.")
        self.stderr.write("Equal. The instance is in quarantine; `manage.py adopt` lets it send again.")

    def restored(self, folder: Path) -> Outcome:
        """From the first row on this host takes the database for a copy, also when it is interrupted."""
        backup, place = newest(folder), Place(Database.of_settings(), Path(settings.MEDIA_ROOT))
        wanted = ready(backup, place)
        if wanted.product != fingerprint_of_product():
            self.stderr.write("The backup was made by another version: run `manage.py migrate` afterwards.")
        instance.forget_number()
        outcome = restore(backup, place, wanted)
        renumber(place.database)
        return outcome
