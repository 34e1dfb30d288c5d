"""Import a table: the same reading, forms and rules as the page."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.enums import RowOutcome
from core.kernel.commands import as_json
from core.models import User
from core.sheets.acting import system
from core.sheets.batches import import_now
from core.sheets.kinds import kinds


class Command(BaseCommand):
    help = """Import the rows of a workbook or csv. All of them or none: with errors nothing is written and the exit
    status is 1, unless --partial leaves the wrong rows out. Without --by the machine itself acts and is recorded."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(kinds()))
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would come of it, and write nothing")
        parser.add_argument("--partial", action="store_true", help="write the right rows, and leave the wrong ones out")
        parser.add_argument("--by", help="the log-in of the person who imports")
        parser.add_argument("--json", action="store_true", help="print JSON on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = kinds()[options["kind"]](person(options["by"]))
        try:
            data = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}") from error
        if not kind.may_import(kind.user):
            raise CommandError(f"{options['by']} may not import {kind.key}.")
        try:
            batch, results = import_now(
                kind,
                data,
                options["file"].name,
                dry=options["dry_run"],
                partial=options["partial"],
                now=timezone.now(),
            )
        except ValidationError as error:
            results, batch = [], None
            errors = [{"row": 0, "column": "", "value": "", "message": " ".join(error.messages)}]
        else:
            errors = [each for result in results for each in told(result)]
        count = {each: sum(result.outcome == each for result in results) for each in RowOutcome}
        said = {
            "kind": kind.key,
            "rows": len(results),
            "new": count[RowOutcome.NEW],
            "changed": count[RowOutcome.CHANGED],
            "same": count[RowOutcome.SAME],
            "errors": errors,
            "batch": batch.pk if batch else None,
        }
        self.stdout.write(as_json(said) if options["json"] else in_words(said))
        if errors and batch is None:
            sys.exit(1)


def person(username: str | None) -> User:
    """Who acts: somebody by log-in, else the machine. Raises CommandError for nobody."""
    if not username:
        return system()
    user = User.objects.active().filter(username=username).first()
    if user is None:
        raise CommandError(f"There is no active account “{username}”.")
    return user


def told(result: Any) -> list[dict[str, Any]]:
    """What is wrong in a row, or what it asks."""
    row = result.line.number
    found = [
        {
            "row": row,
            "column": fault.head,
            "value": fault.value,
            "message": f"{fault.message}{fault.hint and ' ' + fault.hint}",
        }
        for fault in result.faults
    ]
    if result.question:
        answers = "；".join(words for _key, words, _what in result.question.answers)
        message = f"{result.question.text}请在“认定”列填：{answers}"
        found.append({"row": row, "column": "", "value": result.label, "message": message})
    return found


def in_words(said: dict[str, Any]) -> str:
    """For people at the command line."""
    lines = [f"{each['row']} {each['column']} {each['value']}: {each['message']}" for each in said["errors"]]
    counts = "{kind}: {rows} rows, {new} new, {changed} changed, {same} the same".format(**said)
    written = f"written as batch {said['batch']}" if said["batch"] else "nothing was written"
    return "\n".join([*lines, f"{counts}; {len(said['errors'])} errors; {written}."])
