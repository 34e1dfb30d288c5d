"""Print both lamps of every project as of a date, with the rules that fired."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone, translation

from core.kernel.commands import add_as_of, as_json
from projects.lamps.reading import LampReading
from projects.models import Project
from projects.readings import lamps_of


class Command(BaseCommand):
    """`manage.py lamps [--as-of DATE] [--json]`."""

    help = "Print the system lamp and the declared lamp of every project as of a date."

    def add_arguments(self, parser: CommandParser) -> None:
        add_as_of(parser)
        parser.add_argument("--json", action="store_true", help="print a JSON list, one object a project")

    def handle(self, *args: Any, **options: Any) -> None:
        as_of: dt.date = options["as_of"] or timezone.localdate()
        projects = list(Project.objects.order_by("code"))
        with translation.override("zh-hans"):
            readings = lamps_of(projects, as_of)
            rows = [as_object(project, readings[project.pk]) for project in projects]
        if options["json"]:
            self.stdout.write(as_json(rows))
            return
        for row in rows:
            self.stdout.write(
                f"{row['code']}  {row['system']:<5}  {row['declared'] or '-':<5}  {'; '.join(row['reasons'])}"
            )


def as_object(project: Project, reading: LampReading) -> dict[str, Any]:
    """One project for other programs. `system` is the lamp in force; `ruled` what the rules say without an override."""
    return {
        "code": project.code,
        "name": project.name,
        "system": reading.lamp.value,
        "ruled": reading.ruled.value,
        "declared": reading.declared or None,
        "reasons": [str(reason) for reason in reading.reasons],
        "overridden_until": reading.overridden_until,
    }
