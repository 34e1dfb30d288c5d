"""Print the figures of the brief of a frozen week, and write its Word and Excel files."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import Http404
from django.utils import translation

from core.kernel.commands import as_json
from projects.periods import week_named
from targets.brief.content import brief
from targets.brief.sheets import workbook
from targets.brief.word import document
from targets.management.commands.targets import number


class Command(BaseCommand):
    """`manage.py brief --period 2026-W48 [--docx FILE] [--xlsx FILE] [--json]`."""

    help = "Write the weekly brief (周调度通报) of a frozen week as Word and Excel, and print its figures."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--period", required=True, metavar="WEEK", help="a frozen week, as 2021-W14")
        parser.add_argument("--docx", type=Path, metavar="FILE", help="write the Word file here")
        parser.add_argument("--xlsx", type=Path, metavar="FILE", help="write the Excel file here")
        parser.add_argument("--json", action="store_true", help='print {"period", "figures"}')

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("zh-hans"):
            told = _told(options["period"])
            for path, make in ((options["docx"], document), (options["xlsx"], workbook)):
                if path:
                    _write(path, make, told)
            plain = {key: value if isinstance(value, int) else number(value) for key, value in told.figures.items()}
            if options["json"]:
                self.stdout.write(as_json({"period": told.period.key, "figures": plain}))
            else:
                self.stdout.write("\n".join([told.headline, *(f"{key}: {value}" for key, value in plain.items())]))


def _told(key: str) -> Any:
    try:
        return brief(week_named(key))
    except Http404 as error:
        raise CommandError(f"There is no week {key}.") from error
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error


def _write(path: Path, make: Any, told: Any) -> None:
    try:
        path.write_bytes(make(told))
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
