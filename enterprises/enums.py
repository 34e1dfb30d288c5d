"""Words of the firms' room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.enums import Role

SEES_ALL_SERVICE = (Role.LEADER, Role.AUDITOR)


class Grade(models.TextChoices):
    """What a firm is recognised as, or being cultivated to become."""

    LEADING = "leading", _("龙头")
    CHAMPION = "champion", _("单项冠军")
    HIDDEN_CHAMPION = "hidden_champion", _("隐形冠军")
    LITTLE_GIANT = "little_giant", _("小巨人")
    SPECIALISED = "specialised", _("专精特新")
    ABOVE_SCALE = "above_scale", _("规上")
    KEY = "key", _("重点")
    LIGHT_ASSET = "light_asset", _("初创轻资产")


class ChainPart(models.TextChoices):
    """Where a link stands in its industry chain."""

    UPSTREAM = "upstream", _("上游")
    CORE = "core", _("核心")
    DOWNSTREAM = "downstream", _("下游")


class PlatformLevel(models.TextChoices):
    """Who recognised a science and innovation platform."""

    NATIONAL = "national", _("国家级")
    PROVINCIAL = "provincial", _("省级")
    MUNICIPAL = "municipal", _("市级")
    ZONE = "zone", _("园区级")


class GradeStatus(models.TextChoices):
    """A grade counts only when it is recognised with evidence."""

    CULTIVATING = "cultivating", _("培育")
    RECOGNISED = "recognised", _("认定")


class AliasKind(models.TextChoices):
    """Where another name of a firm comes from."""

    ALIAS = "alias", _("别名")
    AS_PRINTED = "as_printed", _("报道用名")
    FORMER = "former", _("曾用名")


class VisitMode(models.TextChoices):
    """How the liaison officer and the firm met."""

    ON_SITE = "on_site", _("上门")
    PHONE = "phone", _("电话")
    VIDEO = "video", _("视频")
    COMING = "coming", _("来访")
    WECHAT = "wechat", _("微信")


class VisitQuestion(models.TextChoices):
    """The five standing questions of a visit that come with the installation; administrators keep them from then on."""

    DIFFICULTY = "difficulty", _("开工有何困难")
    PROGRESS = "progress", _("目前进展")
    SERVICE = "service", _("保障服务")
    INNOVATION = "innovation", _("创新平台")
    TALENT = "talent", _("人才引进")


class RequestState(models.TextChoices):
    """Life of a firm's request (诉求). The department ends at DONE; only the firm's word makes it CONFIRMED.

    WITHDRAWN was raised by mistake and taken back by who raised it, before anybody answered.
    """

    DISPATCHED = "dispatched", _("待答复")
    ANSWERED = "answered", _("办理中")
    DONE = "done", _("待企业确认")
    CONFIRMED = "confirmed", _("企业已确认")
    UNCONFIRMED = "unconfirmed", _("未经企业确认")
    WITHDRAWN = "withdrawn", _("已撤回")


REQUEST_OPEN = frozenset({RequestState.DISPATCHED, RequestState.ANSWERED})
REQUEST_CLOSED = frozenset({RequestState.CONFIRMED, RequestState.UNCONFIRMED, RequestState.WITHDRAWN})
REQUEST_TRANSITIONS: dict[RequestState, frozenset[RequestState]] = {
    RequestState.DISPATCHED: frozenset({RequestState.ANSWERED, RequestState.DONE, RequestState.WITHDRAWN}),
    RequestState.ANSWERED: frozenset({RequestState.ANSWERED, RequestState.DONE}),
    RequestState.DONE: frozenset({RequestState.CONFIRMED, RequestState.UNCONFIRMED, RequestState.ANSWERED}),
    RequestState.CONFIRMED: frozenset({RequestState.ANSWERED}),
    RequestState.UNCONFIRMED: frozenset({RequestState.ANSWERED}),
    RequestState.WITHDRAWN: frozenset(),
}


class RequestLimit(models.TextChoices):
    """What the clock of a request waits for next."""

    FIRST_ANSWER = "first_answer", _("首次答复")
    PLAN = "plan", _("办理方案")
    PROMISE = "promise", _("承诺办结")
    DONE = "done", _("办结")


class RequestEscalation(models.IntegerChoices):
    """How far up a late request went, by its age in working time."""

    DEPARTMENT = 0, _("承办部门")
    OFFICER = 1, _("联络员")
    LEADERS = 2, _("园区领导")


class HandoffKind(models.TextChoices):
    """What else a visit passes on, without a second form."""

    FINANCING = "financing", _("融资需求")
    TALENT = "talent", _("人才需求")
    PROJECT = "project", _("项目情况")


# Who takes up which of them.
HANDOFFS_OF: dict[Role, HandoffKind] = {
    Role.FINANCE_OFFICER: HandoffKind.FINANCING,
    Role.TALENT_OFFICER: HandoffKind.TALENT,
    Role.PROJECT_OFFICER: HandoffKind.PROJECT,
}


class HandoffOutcome(models.TextChoices):
    """What came of what a visit passed on."""

    REGISTERED = "registered", _("已登记")
    REQUESTED = "requested", _("已转诉求")
    EXPLAINED = "explained", _("已说明")


class PlanKind(models.TextChoices):
    """The two cultivation plans of firms issued on 2021-04-06."""

    CHAMPIONS = "champions", _("龙头和单项冠军培育")
    LISTING = "listing", _("拟上市后备")


class UpgradeAxis(models.TextChoices):
    """The five upgrades of a cultivated firm."""

    TECHNOLOGY = "technology", _("技术升级")
    STANDARD = "standard", _("标准升级")
    MANAGEMENT = "management", _("管理升级")
    PRODUCT = "product", _("产品升级")
    BRAND = "brand", _("品牌升级")


class ListingStage(models.TextChoices):
    """The road to the stock exchange, in order."""

    SHAREHOLDING = "shareholding", _("股改")
    TUTORING = "tutoring", _("辅导")
    FILED = "filed", pgettext_lazy("listing", "申报")
    PASSED = "passed", _("过会")
    REGISTERED = "registered", _("注册")
    LISTED = "listed", _("上市")
