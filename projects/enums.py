"""Words of the projects' room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a project stands. Blank means that the register does not know yet (待补录)."""

    ATTRACTING = "attracting", _("招商")
    PLANNING = "planning", _("规划")
    SIGNED = "signed", _("签约")
    STARTED = "started", _("开工")
    BUILT = "built", _("竣工")
    PRODUCING = "producing", _("达产")


# 签约项目抓开工，开工项目抓竣工，竣工项目抓达产: the four stages of a key project, in order.
KEY_STAGES = (Stage.SIGNED, Stage.STARTED, Stage.BUILT, Stage.PRODUCING)


# Every stage, in the order in which a project passes them.
STAGE_ORDER = (Stage.ATTRACTING, Stage.PLANNING, *KEY_STAGES)


class AttractKind(models.TextChoices):
    """What the zone looks for when it attracts projects."""

    HEADQUARTERS = "headquarters", _("总部型")
    TAX = "tax", _("税源型")
    TECHNOLOGY = "technology", _("科技型")


class ChainAction(models.TextChoices):
    """What the project does for its industry chain."""

    STRENGTHEN = "strengthen", _("强链")
    COMPLETE = "complete", _("补链")


class MilestoneKind(models.TextChoices):
    """Approvals are milestones too; a stage milestone closes a stage."""

    STAGE = "stage", _("阶段节点")
    APPROVAL = "approval", _("审批报建")
    WORK = "work", _("建设节点")


class DeclaredLamp(models.TextChoices):
    """What the owner says of the project."""

    GREEN = "green", _("绿灯")
    AMBER = "amber", _("黄灯")
    RED = "red", _("红灯")
