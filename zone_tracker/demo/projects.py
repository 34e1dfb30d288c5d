"""The 36 invented key projects: register, the four 定, stages and milestones."""

import datetime as dt
import random
from dataclasses import dataclass

from core.kernel.workdays import ONE_DAY
from enterprises.names import name_keys
from projects.enums import AttractKind, ChainAction
from projects.models import Milestone, Project, StageChange
from zone_tracker.demo.firms import Firm
from zone_tracker.demo.people import People
from zone_tracker.demo.project_list import ProjectSpec, project_specs
from zone_tracker.demo.schedule import Node, nodes_of
from zone_tracker.demo.setting import Setting

FIRST_NUMBER = 11  # the numbers before belong to the projects that the article names
KINDS = (
    [AttractKind.TAX],
    [AttractKind.TECHNOLOGY],
    [AttractKind.TAX, AttractKind.TECHNOLOGY],
    [AttractKind.HEADQUARTERS, AttractKind.TAX],
)


@dataclass(frozen=True)
class Undertaking:
    """A project that was written, with its plan and its milestones."""

    row: Project
    spec: ProjectSpec
    nodes: list[Node]


def build(setting: Setting, found: People, firms: dict[str, Firm]) -> list[Undertaking]:
    """Write projects, stages and milestones."""
    dice = setting.dice("projects")
    undertakings = []
    for number, spec in enumerate(project_specs(), FIRST_NUMBER):
        nodes = nodes_of(setting, dice, spec)
        undertakings.append(Undertaking(_project(setting, dice, found, firms, spec, nodes, number), spec, nodes))
    Project.objects.bulk_create(setting.numbered(undertaking.row for undertaking in undertakings))
    StageChange.objects.bulk_create(
        StageChange(project=each.row, stage=node.closes, on=node.actual_on, by=found[each.spec.responsible])
        for each in undertakings
        for node in each.nodes
        if node.closes and node.actual_on
    )
    Milestone.objects.bulk_create(
        Milestone(
            project=each.row,
            rank=rank,
            name=node.name,
            kind=node.kind,
            closes=node.closes or "",
            baseline_on=node.baseline_on,
            planned_on=node.planned_on,
            actual_on=node.actual_on,
        )
        for each in undertakings
        for rank, node in enumerate(each.nodes, 1)
    )
    return undertakings


def _project(
    setting: Setting,
    dice: random.Random,
    found: People,
    firms: dict[str, Firm],
    spec: ProjectSpec,
    nodes: list[Node],
    number: int,
) -> Project:
    firm = firms[spec.firm].row
    code = f"YH-{setting.programme.starts_on.year}-{number:03d}"
    office = spec.building == "office"
    return Project(
        code=code,
        name=spec.name,
        enterprise=firm,
        park=firm.park,
        cluster=firm.cluster,
        attract_kinds=[str(kind) for kind in (KINDS[3] if office else dice.choice(KINDS[:3]))],
        chain_action=dice.choice(ChainAction.values),
        stage=spec.stage,
        key_listed_on=_listed_on(setting, nodes),
        baseline_frozen_on=_listed_on(setting, nodes),
        total_investment_wan=spec.total_wan,
        leader=found[spec.leader],
        task_force=found.task_forces[spec.task_force],
        responsible=found[spec.responsible],
        reporter=found[spec.reporter],
        due_on=next(node.planned_on for node in nodes if node.name == "投产达产"),
        source="示例数据",
        is_example=True,
        **name_keys(spec.name, code)._asdict(),
    )


def _listed_on(setting: Setting, nodes: list[Node]) -> dt.date:
    """A week after the signing, but not before the programme began, and still in its first year."""
    first = setting.programme.starts_on
    signed = next(node.actual_on for node in nodes if node.actual_on)
    latest = min(dt.date(first.year, 12, 24), setting.day(-1))
    return max(first, setting.workday_before(min(signed + ONE_DAY * 7, latest)))
