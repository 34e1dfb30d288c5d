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


class SchoolStage(models.TextChoices):
    """Into what a child goes."""

    KINDERGARTEN = "kindergarten", _("幼儿园")
    FIRST = "first", _("小学一年级")
    PRIMARY = "primary", _("小学其他年级")
    JUNIOR = "junior", _("初中")
    SENIOR = "senior", _("高中")


class Term(models.TextChoices):
    """The two terms of a year; the one in autumn begins the school year."""

    SPRING = "spring", _("春季")
    AUTUMN = "autumn", _("秋季")


class SchoolState(models.TextChoices):
    """How far a place at school is."""

    ASKED = "asked", _("申请")
    WORKING = "working", _("协调中")
    ADMITTED = "admitted", _("已录取")
    FAILED = "failed", _("未落实")
    WITHDRAWN = "withdrawn", _("撤回")

    @classmethod
    def unsettled(cls) -> list[str]:
        """Somebody has to see to it."""
        return [cls.ASKED.value, cls.WORKING.value]


class MentorOutcome(models.TextChoices):
    """What became of an apprenticeship."""

    GOING = "going", _("在带")
    DONE = "done", _("出师")
    STOPPED = "stopped", _("中止")


class WishState(models.TextChoices):
    """How far a wish for a flat is."""

    WAITING = "waiting", _("轮候中")
    OFFERED = "offered", _("已通知选房")
    ASSIGNED = "assigned", _("已配房")
    WITHDRAWN = "withdrawn", _("已撤回")

    @classmethod
    def waiting(cls) -> list[str]:
        """Still in line."""
        return [cls.WAITING.value, cls.OFFERED.value]


class ResultKind(models.TextChoices):
    """What a platform brings forth."""

    WORK = "work", _("科研成果")
    STANDARD = "standard", _("标准")
    PATENT = "patent", _("专利")
    TRAINED = "trained", _("培养人才")
    OTHER = "other", _("其他成果")


class CourseKind(models.TextChoices):
    """What a course is for."""

    SKILL = "skill", _("技能提升")
    ENGINEER = "engineer", _("工程师继续教育")
    MANAGER = "manager", _("经营管理")
    NEWCOMER = "newcomer", _("岗前培训")
    OTHER = "other", _("其他培训")


class Attends(models.TextChoices):
    """What became of somebody on a course."""

    ENROLLED = "enrolled", _("已报名")
    DONE = "done", _("已结业")
    ABSENT = "absent", _("缺席")
