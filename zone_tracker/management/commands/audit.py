"""Prove the audit trail."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.guard.trail.verifying import verify
from core.kernel.commands import as_json


class Command(BaseCommand):
    """`manage.py audit verify [--json]`: exit 1 with the first bad row."""

    help = (
        "verify: read the whole audit trail and compare every line with its seal, every seal with the one before, and "
        "every event of the history with its line. Exit status 1, with the first bad row, when a row was changed, "
        "taken out or put in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["verify"])
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify()
        if options["json"]:
            told: dict[str, Any] = {"rows": verdict.rows, "ok": verdict.ok}
            self.stdout.write(as_json(told | ({"first": asdict(verdict.fault)} if verdict.fault else {})))
        elif verdict.ok:
            self.stdout.write(f"{verdict.rows} lines, each as it was written.")
        if verdict.fault:
            raise CommandError(f"The first bad row: {verdict.fault}.")
