"""Prove the audit trail, and take the history into it anew after an upgrade."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.guard.trail.histories import histories, take_baseline
from core.guard.trail.verifying import verify
from core.kernel.commands import as_json


class Command(BaseCommand):
    """`manage.py audit verify|baseline [--json]`: verify exits with 1 and the first bad row."""

    help = (
        "verify: read the whole audit trail and compare every line with its seal, every seal with the one before, and "
        "every event of the history with its line. Exit status 1, with the first bad row, when a row was changed, "
        "taken out or put in. "
        "baseline: after an upgrade that changed the columns of a register, take every history table as it is now into "
        "the chain, each as one line. Verify before the upgrade: what is wrong then is not seen afterwards."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["verify", "baseline"])
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "baseline":
            self.baseline(json=options["json"])
        else:
            self.verify(json=options["json"])

    def baseline(self, *, json: bool) -> None:
        lines = [take_baseline(each) for each in histories().values()]
        told = {"tables": len(lines), "events": sum(line.row or 0 for line in lines)}
        self.stdout.write(as_json(told) if json else f"{told['tables']} tables taken into the chain as they are.")

    def verify(self, *, json: bool) -> None:
        verdict = verify()
        if json:
            told: dict[str, Any] = {"rows": verdict.rows, "ok": verdict.ok}
            self.stdout.write(as_json(told | ({"first": asdict(verdict.fault)} if verdict.fault else {})))
        elif verdict.ok:
            self.stdout.write(f"{verdict.rows} lines, each as it was written.")
        if verdict.fault:
            raise CommandError(f"The first bad row: {verdict.fault}.")
