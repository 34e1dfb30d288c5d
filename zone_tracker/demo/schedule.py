"""Milestones of the invented projects: a template per kind of building, laid around the demo's day.

The next stage milestone is put where the project's trouble wants it; everything else follows from the template.
"""

import datetime as dt
import random
from dataclasses import dataclass

from core.workdays import ONE_DAY
from projects.enums import KEY_STAGES, MilestoneKind, Stage
from zone_tracker.demo.project_list import ProjectSpec
from zone_tracker.demo.setting import Setting

STAGE, APPROVAL, WORK = MilestoneKind.STAGE, MilestoneKind.APPROVAL, MilestoneKind.WORK
# name, kind, days after the signing, and the stage that it closes
Template = tuple[tuple[str, MilestoneKind, int, Stage | None], ...]
TEMPLATES: dict[str, Template] = {
    "plant": (
        ("签约", STAGE, 0, Stage.SIGNED),
        ("土地摘牌", APPROVAL, 70, None),
        ("施工许可", APPROVAL, 100, None),
        ("开工", STAGE, 118, Stage.STARTED),
        ("主体封顶", WORK, 330, None),
        ("设备进场", WORK, 375, None),
        ("竣工验收", STAGE, 420, Stage.BUILT),
        ("投产达产", STAGE, 600, Stage.PRODUCING),
    ),
    "land": (  # the same, with land that is long in coming
        ("签约", STAGE, 0, Stage.SIGNED),
        ("土地摘牌", APPROVAL, 215, None),
        ("施工许可", APPROVAL, 290, None),
        ("开工", STAGE, 320, Stage.STARTED),
        ("主体封顶", WORK, 530, None),
        ("设备进场", WORK, 575, None),
        ("竣工验收", STAGE, 620, Stage.BUILT),
        ("投产达产", STAGE, 790, Stage.PRODUCING),
    ),
    "leased": (
        ("签约", STAGE, 0, Stage.SIGNED),
        ("厂房交付", WORK, 45, None),
        ("环评批复", APPROVAL, 95, None),
        ("开工", STAGE, 110, Stage.STARTED),
        ("设备进场", WORK, 230, None),
        ("竣工验收", STAGE, 300, Stage.BUILT),
        ("试生产备案", APPROVAL, 345, None),
        ("投产达产", STAGE, 450, Stage.PRODUCING),
    ),
    "laboratory": (
        ("签约", STAGE, 0, Stage.SIGNED),
        ("厂房交付", WORK, 45, None),
        ("装修方案审查", APPROVAL, 80, None),
        ("开工", STAGE, 95, Stage.STARTED),
        ("环评批复", APPROVAL, 185, None),
        ("设备进场", WORK, 220, None),
        ("竣工验收", STAGE, 252, Stage.BUILT),
        ("投产达产", STAGE, 402, Stage.PRODUCING),
    ),
    "office": (
        ("签约", STAGE, 0, Stage.SIGNED),
        ("场地交付", WORK, 190, None),
        ("装修方案审查", APPROVAL, 255, None),
        ("开工", STAGE, 280, Stage.STARTED),
        ("装修完工", WORK, 400, None),
        ("竣工验收", STAGE, 440, Stage.BUILT),
        ("团队入驻", WORK, 480, None),
        ("投产达产", STAGE, 560, Stage.PRODUCING),
    ),
}
AFTER_PRODUCTION = ("承诺兑现核算", WORK, 365, None)  # days after 投产达产: promised output, tax and jobs against reached
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
    due_in = spec.trouble.due_in if spec.trouble.due_in is not None else dice.randint(*NEXT_IN[spec.stage])
    offset = next(days for _name, _kind, days, closes in template if closes == wanted)
    signing = setting.day(due_in - spec.trouble.slid - offset)
    reached = next(days for _name, _kind, days, closes in template if closes == spec.stage)
    return [
        _node(setting, dice, spec, item, baseline=signing + ONE_DAY * item[2], closed=item[2] <= reached)
        for item in template
    ]


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
    if not open_stage and (closed or baseline + ONE_DAY * trouble.slid < setting.day(-6)):
        baseline = setting.workday_before(min(baseline, setting.day(-8)))
        actual = setting.workday_before(baseline + ONE_DAY * dice.randint(-3, 6))
        return Node(name, kind, closes, baseline, max(baseline, actual), actual)
    slid = trouble.slid or dice.choice((0, 0, 0, 0, 3, 5))
    if not open_stage:  # smaller steps on the way are still ahead
        baseline = max(baseline, setting.day(dice.randint(3, 12) - slid))
    return Node(name, kind, closes, baseline, baseline + ONE_DAY * slid, None)


def _finished(setting: Setting, dice: random.Random, spec: ProjectSpec, template: Template) -> list[Node]:
    """A project in production: everything done; unless it is closed, its promises are still to be checked."""
    age = dice.randint(380, 420) if spec.all_done else dice.randint(40, 150)
    signing = setting.day(-age - template[-1][2])
    nodes = []
    for name, kind, days, closes in template:
        baseline = setting.workday_before(signing + ONE_DAY * days)
        actual = setting.workday_before(baseline + ONE_DAY * dice.randint(-4, 6))
        nodes.append(Node(name, kind, closes, baseline, max(baseline, actual), actual))
    name, kind, days, closes = AFTER_PRODUCTION
    checked_on = setting.workday_before(signing + ONE_DAY * (template[-1][2] + days))
    actual = setting.past_workday(checked_on + ONE_DAY * 3) if spec.all_done else None
    nodes.append(Node(name, kind, closes, checked_on, max(checked_on, actual or checked_on), actual))
    return nodes
