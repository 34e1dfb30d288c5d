"""Words of the roof: units and comparisons of targets."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    """Units of targets."""

    YI = "yi", _("亿元")
    PERSON = "person", _("名")
    FIRM = "firm", _("家")
    ITEM = "item", _("个")
    FLAT = "flat", _("套")


class Comparison(models.TextChoices):
    """Whether the target must be reached or exceeded."""

    AT_LEAST = ">=", _("达到")
    MORE_THAN = ">", _("突破")


class WallPage(models.TextChoices):
    """What a wall may show, in the usual order. 产业高地 are as many pages as there are highlands."""

    OVERVIEW = "overview", _("目标总览")
    PROJECTS = "projects", _("重点项目")
    HIGHLANDS = "highlands", _("产业高地")
    MAP = "map", _("一主两翼")
    MEETING = "meeting", _("周一调度")
    REQUESTS = "requests", _("企业诉求")


class AmendmentKind(models.TextChoices):
    """What a 更正单 is about."""

    PROGRAMME = "programme", _("计划")
    TARGET = "target", _("目标与路径")
    FACT = "fact", _("报告数")
