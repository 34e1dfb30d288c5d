"""The plan templates that come with the product, and the templates of the database as nodes to schedule."""

from pathlib import Path
from typing import Any

import yaml

from projects.models import PlanTemplate, TemplateNode
from projects.plan.reverse_schedule import Node

SHIPPED = Path(__file__).parents[1] / "data" / "plan_templates.yaml"


def shipped() -> list[dict[str, Any]]:
    """Read the shipped templates."""
    return yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))


def seed_templates(**_kwargs: object) -> None:
    """Put the shipped templates into an empty table. Runs after every migrate; what administrators keep stays."""
    if PlanTemplate.objects.exists():
        return
    for spec in shipped():
        template = PlanTemplate.objects.create(key=spec["key"], name=spec["name"], note=spec["note"])
        TemplateNode.objects.bulk_create(
            TemplateNode(template=template, rank=rank, **{"after": [], **node})
            for rank, node in enumerate(spec["nodes"], start=1)
        )


def nodes_of(template: PlanTemplate) -> list[Node]:
    """The template's nodes, as the reverse schedule takes them."""
    return [Node(each.key, each.name, each.working_days, tuple(each.after)) for each in template.nodes.all()]
