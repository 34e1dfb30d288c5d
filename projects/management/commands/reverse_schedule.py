"""Compute a reverse schedule (倒排时间表): the latest dates of every node, counted back from the target date."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from core.kernel.commands import as_json, date_argument
from core.kernel.workdays import WorkCalendar
from core.typed.cleaning import in_line
from projects.models import PlanTemplate
from projects.plan.reverse_schedule import BrokenPlan, Slot, late_by, reverse_schedule
from projects.plan.templates_file import nodes_of, shipped


class Command(BaseCommand):
    """`manage.py reverse_schedule --kind KIND --end DATE [--from DATE] [--json]`."""

    help = "Compute the latest dates of every node of a kind of project, back from the target date."

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = "; ".join(f"{key} ({name})" for key, name in known_kinds())
        parser.add_argument("--kind", type=in_line, required=True, metavar="KIND", help=f"one of: {kinds}")
        parser.add_argument(
            "--end", type=date_argument, required=True, metavar="DATE", help="the target date, as 2026-11-23"
        )
        parser.add_argument(
            "--from",
            dest="from_on",
            type=date_argument,
            metavar="DATE",
            help="say how late a start on this day would be",
        )
        parser.add_argument("--json", action="store_true", help="print a JSON list, one object a node")

    def handle(self, *args: Any, **options: Any) -> None:
        template = PlanTemplate.objects.filter(key=options["kind"]).first()
        if template is None:
            kinds = ", ".join(key for key, _name in known_kinds())
            raise CommandError(f"There is no kind {options['kind']!r}; the kinds are {kinds}.")
        nodes, end, from_on = nodes_of(template), options["end"], options["from_on"]
        try:
            calendar = WorkCalendar.load()
            slots = reverse_schedule(nodes, end, calendar)
        except BrokenPlan as error:
            raise CommandError(f"The template {template.key} cannot be scheduled: {error}.") from error
        except OverflowError as error:
            raise CommandError(f"{end} is too early for this plan.") from error
        if options["json"]:
            self.stdout.write(as_json([as_object(slot, from_on, calendar) for slot in slots]))
        else:
            self.stdout.write("\n".join(as_line(slot, from_on, calendar) for slot in slots))


def known_kinds() -> list[tuple[str, str]]:
    """Keys and names of the templates; the shipped ones when the database does not answer."""
    try:
        return list(PlanTemplate.objects.values_list("key", "name"))
    except DatabaseError:
        return [(spec["key"], spec["name"]) for spec in shipped()]


def as_object(slot: Slot, from_on: dt.date | None, calendar: WorkCalendar) -> dict[str, Any]:
    """One node for other programs; `late_by` only where it should have begun before `from_on`.

    `calendar` is assumed where a year's notice is not loaded: nothing but the days off by law is counted in it.
    """
    node = slot.node
    found = {
        "key": node.key,
        "name": node.name,
        "after": list(node.after),
        "working_days": node.working_days,
        "starts_on": slot.starts_on,
        "due_on": slot.due_on,
        "calendar": calendar.footing(slot.starts_on, slot.due_on),
    }
    late = late_by(slot, from_on, calendar) if from_on else 0
    return found | {"late_by": late} if late else found


def as_line(slot: Slot, from_on: dt.date | None, calendar: WorkCalendar) -> str:
    """One node for people."""
    late = late_by(slot, from_on, calendar) if from_on else 0
    words = f"  late by {late} working days" if late else ""
    words += "" if calendar.is_official([slot.starts_on, slot.due_on]) else "  按推算 (assumed calendar)"
    return f"{slot.starts_on}  {slot.due_on}  {slot.node.working_days:>4}  {slot.node.name}{words}"
