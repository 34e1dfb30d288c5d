"""Milestones of the invented projects: a template per kind of building, laid around the demo's day.

The next stage milestone is put where the project's trouble wants it; everything else follows from the template.
"""

import datetime as dt
import random
from dataclasses import dataclass

from core.kernel.workdays import ONE_DAY
from projects.enums import KEY_STAGES, MilestoneKind, Stage
from zone_tracker.demo.project_list import NO_TROUBLE, ProjectSpec
from zone_tracker.demo.setting import Setting

STAGE, APPROVAL, WORK = MilestoneKind.STAGE, MilestoneKind.APPROVAL, MilestoneKind.WORK
# name, kind, days after the signing, and the stage that it closes
Template = tuple[tuple[str, MilestoneKind, int, Stage | None], ...]
TEMPLATES: dict[str, Template] = {
    "plant": (
        ("签约", STAGE, 0, Stage.SIGNED),
        ("土地摘牌", APPROVAL, 110, None),
        ("施工许可", APPROVAL, 160, None),
        ("开工", STAGE, 185, Stage.STARTED),
        ("主体封顶", WORK, 420, None),
        ("设备进场", WORK, 470, None),
        ("竣工验收", STAGE, 530, Stage.BUILT),
        ("投产达产", STAGE, 700, Stage.PRODUCING),
    ),
    "land": (  # the same, with land that is long in coming
        ("签约", STAGE, 0, Stage.SIGNED),
        ("土地摘牌", APPROVAL, 260, None),
        ("施工许可", APPROVAL, 360, None),
        ("开工", STAGE, 395, Stage.STARTED),
        ("主体封顶", WORK, 605, None),
        ("设备进场", WORK, 650, None),
        ("竣工验收", STAGE, 700, Stage.BUILT),
        ("投产达产", STAGE, 860, Stage.PRODUCING),
    ),
    "leased": (
        ("签约", STAGE, 0, Stage.SIGNED),
        ("厂房交付", WORK, 60, None),
        ("环评批复", APPROVAL, 130, None),
        ("开工", STAGE, 150, Stage.STARTED),
        ("设备进场", WORK, 290, None),
        ("竣工验收", STAGE, 360, Stage.BUILT),
        ("试生产备案", APPROVAL, 405, None),
        ("投产达产", STAGE, 510, Stage.PRODUCING),
    ),
    "laboratory": (
        ("签约", STAGE, 0, Stage.SIGNED),
        ("厂房交付", WORK, 90, None),
        ("装修方案审查", APPROVAL, 165, None),
        ("开工", STAGE, 200, Stage.STARTED),
        ("环评批复", APPROVAL, 295, None),
        ("设备进场", WORK, 330, None),
        ("竣工验收", STAGE, 362, Stage.BUILT),
        ("投产达产", STAGE, 512, Stage.PRODUCING),
    ),
    "office": (
        ("签约", STAGE, 0, Stage.SIGNED),
        ("场地交付", WORK, 270, None),
        ("装修方案审查", APPROVAL, 355, None),
        ("开工", STAGE, 385, Stage.STARTED),
        ("装修完工", WORK, 505, None),
        ("竣工验收", STAGE, 545, Stage.BUILT),
        ("团队入驻", WORK, 585, None),
        ("投产达产", STAGE, 665, Stage.PRODUCING),
    ),
}
AFTER_PRODUCTION = (
    "承诺兑现核算",
    WORK,
    365,
    None,
)  # days after 投产达产: promised output, tax and jobs against reached
# How far away the next stage milestone of an untroubled project is, in days.
NEXT_IN = {Stage.SIGNED: (16, 60), Stage.STARTED: (25, 190), Stage.BUILT: (35, 150)}


@dataclass(frozen=True)
class Node:
    """One milestone as it stands on the demo's day."""

    name: str
    kind: MilestoneKind
    closes: Stage | None
    baseline_on: dt.date
    planned_on: dt.date
    actual_on: dt.date | None


def nodes_of(setting: Setting, dice: random.Random, spec: ProjectSpec) -> list[Node]:
    """Lay the template of the project around today."""
    template = TEMPLATES[spec.building]
    if spec.stage == Stage.PRODUCING:
        return _finished(setting, dice, spec, template)
    wanted = KEY_STAGES[KEY_STAGES.index(spec.stage) + 1]
    offset = next(days for _name, _kind, days, closes in template if closes == wanted)
    signing = _due_on(setting, dice, spec) - ONE_DAY * (spec.trouble.slid + offset)
    reached = next(days for _name, _kind, days, closes in template if closes == spec.stage)
    return [
        _node(setting, dice, spec, item, baseline=signing + ONE_DAY * item[2], closed=item[2] <= reached)
        for item in template
    ]


def _due_on(setting: Setting, dice: random.Random, spec: ProjectSpec) -> dt.date:
    """When the next stage milestone is due by the present plan."""
    if spec.trouble.late_by:
        return setting.workdays_from_today(-spec.trouble.late_by)
    if spec.trouble.due_in is not None:
        return setting.day(spec.trouble.due_in)
    return setting.day(dice.randint(*NEXT_IN[spec.stage]))


def _node(
    setting: Setting,
    dice: random.Random,
    spec: ProjectSpec,
    item: tuple[str, MilestoneKind, int, Stage | None],
    *,
    baseline: dt.date,
    closed: bool,
) -> Node:
    """Past milestones are done within a few days of their baseline; open ones carry the project's slide."""
    name, kind, _days, closes = item
    trouble = spec.trouble
    open_stage = closes is not None and not closed
    if name in trouble.open_nodes:
        return Node(name, kind, closes, baseline, setting.day(trouble.open_nodes[name]), None)
    if name in trouble.closed_nodes:
        planned, actual = (setting.workdays_from_today(-ago) for ago in trouble.closed_nodes[name])
        return Node(name, kind, closes, planned, planned, actual)
    if not open_stage and (closed or baseline + ONE_DAY * trouble.slid < setting.day(-6)):
        baseline = setting.workday_before(min(baseline, setting.day(-8)))
        actual = setting.workday_before(baseline + ONE_DAY * dice.randint(-3, 6))
        return Node(name, kind, closes, baseline, baseline, actual)
    if not open_stage:  # smaller steps on the way are still ahead
        baseline = max(baseline, setting.day(dice.randint(3, 12) - trouble.slid))
    if trouble is not NO_TROUBLE:
        return Node(name, kind, closes, baseline, baseline + ONE_DAY * trouble.slid, None)
    baseline = setting.workday_after(baseline)
    planned = setting.workday_before(baseline + ONE_DAY * dice.choice((0, 0, 0, 0, 2, 4)))
    return Node(name, kind, closes, baseline, max(planned, baseline), None)


def _finished(setting: Setting, dice: random.Random, spec: ProjectSpec, template: Template) -> list[Node]:
    """A project in production: everything done; unless it is closed, its promises are still to be checked."""
    age = dice.randint(380, 420) if spec.all_done else dice.randint(40, 150)
    signing = setting.day(-age - template[-1][2])
    nodes = []
    for name, kind, days, closes in template:
        baseline = setting.workday_before(signing + ONE_DAY * days)
        actual = setting.workday_before(baseline + ONE_DAY * dice.randint(-4, 6))
        nodes.append(Node(name, kind, closes, baseline, baseline, actual))
    name, kind, days, closes = AFTER_PRODUCTION
    checked_on = setting.workday_before(signing + ONE_DAY * (template[-1][2] + days))
    actual = setting.past_workday(checked_on + ONE_DAY * 3) if spec.all_done else None
    nodes.append(Node(name, kind, closes, checked_on, checked_on, actual))
    return nodes
