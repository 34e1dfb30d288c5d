"""Check unified social credit codes (统一社会信用代码)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from core.typed.cleaning import narrow
from enterprises.codes import WrongCode, checked_code


class Command(BaseCommand):
    """`manage.py check_code CODE…`: one line each; exit 1 if any is wrong."""

    help = "Check unified social credit codes (GB 32100); exit 1 if any is wrong."
    requires_system_checks = ()  # pyright: ignore[reportAssignmentType]  # the stub knows `__all__` only

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "codes",
            nargs="+",
            metavar="CODE",
            help="a code of 18 characters; blanks and invisible characters are ignored",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        with translation.override("en"):
            for text in options["codes"]:
                shown = " ".join(narrow(text).split())
                try:
                    code = checked_code(text)
                except WrongCode as error:
                    wrong += 1
                    self.stdout.write(f"{shown} {error}")
                else:
                    self.stdout.write(f"{code} ok")
        if wrong:
            raise SystemExit(1)
