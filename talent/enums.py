"""Words of the 136 plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """1 + 3 + 6: one category a person at a time."""

    LEADING = "leading", _("领军人才")
    ENGINEER = "engineer", _("工程师人才")
    CRAFTSMAN = "craftsman", _("工匠技能型人才")


class ProofKind(models.TextChoices):
    """What proves a head: 认定 says what somebody is, contract and insurance that they work here."""

    RECOGNITION = "recognition", _("认定")
    CONTRACT = "contract", _("合同")
    INSURANCE = "insurance", _("社保")


class LeftHow(models.TextChoices):
    """How somebody left the zone."""

    RESIGNED = "resigned", _("离职")
    MOVED = "moved", _("调出园区")
    OTHER = "other", _("其他")


class LeaversCount(models.TextChoices):
    """Until when somebody counts who left."""

    DAY = "day", _("离职当天起不计")
    MONTH = "month", _("离职当月起不计")
    YEAR = "year", _("计到当年年底")


class Missing(models.TextChoices):
    """Why somebody of the register does not count on a day, in the order in which pages tell it."""

    RECOGNITION = "recognition", _("缺认定文件")
    EMPLOYMENT = "employment", _("缺社保或合同")
    IDENTITY = "identity", _("证件没有填")
    BEFORE = "before", _("认定早于工程起点")
    FIRM = "firm", _("没有企业")
    LEFT = "left", _("已离园")


class TalentPlatformKind(models.TextChoices):
    """Where talents are gathered and trained."""

    ACADEMICIAN = "academician", _("院士专家工作站")
    POSTDOC = "postdoc", _("博士后工作站")
    TRAINING = "training", _("产业人才实训基地")
    COLLEGE = "college", _("院校")


class IdentityKind(models.TextChoices):
    """What proves who somebody is. Each kind has its published form (talent/identity.py)."""

    CARD = "card", _("身份证")
    PASSPORT = "passport", _("护照")
    FOREIGN_PASSPORT = "foreign", _("外国护照")
    HOME_RETURN = "home_return", _("港澳居民来往内地通行证")
    TAIWAN = "taiwan", _("台湾居民来往大陆通行证")
    RESIDENT = "resident", _("外国人永久居留身份证")
