"""Print the heads of each category as of a date: the goal, who counts, who does not yet, who left."""

import datetime as dt
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone, translation

from core.kernel.commands import add_as_of, as_json
from talent.enums import Category
from talent.models import Talent
from talent.unproven import unproven
from targets.heads.counted import left_on, readings_of
from targets.management.commands.targets import number


class Command(BaseCommand):
    """`manage.py heads [--as-of DATE] [--json]`."""

    help = "Print the heads of the 136 plan by category as of a date."

    def add_arguments(self, parser: CommandParser) -> None:
        add_as_of(parser)
        parser.add_argument("--json", action="store_true", help="print a JSON list, one object a category")

    def handle(self, *args: Any, **options: Any) -> None:
        as_of: dt.date = options["as_of"] or timezone.localdate()
        with translation.override("zh-hans"):
            told = heads(as_of)
            if options["json"]:
                self.stdout.write(as_json(told))
                return
            for row in told:
                label, counted = Category(row["category"]).label, f"{row['counted']} / {row['goal'] or '—'}"
                self.stdout.write(f"{label}：计入 {counted} 名，待佐证 {row['unproven']}，离园 {row['left']}")


def heads(as_of: dt.date) -> list[dict[str, Any]]:
    """Each category in the order of the plan. Who left may still count, where the rule says so."""
    goals = {category: reading.target.value for category, reading in readings_of(as_of).items()}
    waiting, left = Counter(each.category for each in unproven(as_of)), left_on(as_of)
    return [
        {
            "category": head.category.value,
            "goal": number(goals.get(head.category)),
            "counted": head.counted,
            "unproven": waiting[head.category],
            "left": left[head.category],
        }
        for head in Talent.objects.heads(as_of)
    ]
