"""Write the template workbook of a kind of rows."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.sheets.acting import system
from core.sheets.kinds import kinds
from core.sheets.workbooks import template


class Command(BaseCommand):
    help = "Write the template workbook of a kind: heads, a sample row, drop-downs, and a sheet that explains."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(kinds()))
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            options["file"].write_bytes(template(kinds()[options["kind"]](system())))
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be written: {error.strerror}") from error
