"""Take an import back."""

import argparse
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.kernel.commands import as_json
from core.models import ImportBatch
from core.sheets.undoing import undo
from zone_tracker.management.commands.import_rows import person


class Command(BaseCommand):
    help = "Take an import back by its number. Rows that somebody changed since are named and left as they are."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("batch", type=int)
        parser.add_argument("--by", help="the log-in of the person who takes it back")
        parser.add_argument("--json", action="store_true", help="print JSON on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        batch = ImportBatch.objects.filter(pk=options["batch"]).first()
        if batch is None:
            raise CommandError(f"There is no import {options['batch']}.")
        try:
            count, rows = undo(batch, by=person(options["by"]), now=timezone.now())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        left = [{"row": row.number, "label": row.label, "why": row.left} for row in rows]
        if options["json"]:
            self.stdout.write(as_json({"undone": count, "left": left}))
        else:
            lines = [f"{each['row']} {each['label']}: {each['why']}" for each in left]
            self.stdout.write("\n".join([*lines, f"{count} rows went back, {len(left)} stay."]))
