"""Words of 产融对接."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InstitutionKind(models.TextChoices):
    """Who brings the money."""

    BANK = "bank", _("银行")
    VENTURE = "venture", _("创投")
    GUARANTEE = "guarantee", _("担保")
    LEASING = "leasing", _("租赁")


class NeedState(models.TextChoices):
    """Life of a financing need."""

    OPEN = "open", _("待对接")
    MATCHED = "matched", _("对接中")
    PARTLY = "partly", _("部分授信")
    GRANTED = "granted", _("已授信")
    WITHDRAWN = "withdrawn", _("已撤回")


NEED_WAITING = (NeedState.OPEN, NeedState.MATCHED, NeedState.PARTLY)
NEED_ANSWERED = (NeedState.PARTLY, NeedState.GRANTED)


class NeedWait(models.TextChoices):
    """What a need without credit waits for."""

    PASSING = "passing", _("还没有转给机构")
    INSTITUTION = "institution", _("已转给机构，未答复")
    FIRM = "firm", _("机构反问，企业未回答")
    OFFERED = "offered", _("已报价，未登记授信")
    DECLINED = "declined", _("各家都婉拒")
    ENDED = "ended", _("原授信已终止，没有放款")


class StuckReason(models.TextChoices):
    """Why granted money is not drawn."""

    COLLATERAL = "collateral", _("抵押担保不足")
    CONDITIONS = "conditions", _("用信条件未满足")
    NOT_NEEDED = "not_needed", _("企业暂不用信")
    PAPERWORK = "paperwork", _("手续办理中")


class DecisionKind(models.TextChoices):
    """What is decided over a credit line."""

    LOWER = "lower", _("下调额度")
    END = "end", _("终止")
    EXTEND = "extend", _("展期")
    CORRECT = "correct", _("更正")


class PassingState(models.TextChoices):
    """How far a need is in the hands of an institution."""

    WAITING = "waiting", _("待答复")
    ASKED = "asked", _("反问")
    OFFERED = "offered", _("已报价")
    DECLINED = "declined", _("婉拒")
    GRANTED = "granted", _("已授信")
    WITHDRAWN = "withdrawn", _("收回")


PASSING_CLOSED = (PassingState.GRANTED, PassingState.WITHDRAWN)


class SharedFact(models.TextChoices):
    """What a firm may agree to share with an institution."""

    REVENUE = "revenue", _("营收")
    TAX = "tax", _("税收")
    RESEARCH = "research", _("研发投入")
    STAFF = "staff", _("从业人员")
    CONTACT = "contact", _("联系人")


class SideKind(models.TextChoices):
    """What both sides put down."""

    LINE = "line", _("授信")
    DRAWDOWN = "drawdown", _("放款")
    REPAYMENT = "repayment", _("还款")


class SideState(models.TextChoices):
    """How the two sides of a figure stand to each other."""

    DIFFERS = "differs", _("不一致")
    WAITING = "waiting", _("待确认")
    EXPLAINED = "explained", _("已说明")
    AGREED = "agreed", _("一致")


class HeldState(models.TextChoices):
    """What became of an entry that asked for a second person."""

    WAITING = "waiting", _("待复核")
    APPROVED = "approved", _("已核准")
    DROPPED = "dropped", _("已作废")


class HeldWhy(models.TextChoices):
    """Why an entry asks for a second person."""

    NEED = "need", _("超过需求的 10 倍")
    LIMIT = "limit", _("超过单笔上限")


class ProductKind(models.TextChoices):
    """What a product of the 金融超市 is."""

    LOAN = "loan", _("贷款")
    GUARANTEE = "guarantee", _("担保、保险")
    EQUITY = "equity", _("股权")
    LEASE = "lease", _("租赁")
    LISTING = "listing", _("投行服务（上市前）")


class Guarantee(models.TextChoices):
    """By what a product is secured."""

    CREDIT = "credit", _("信用")
    MORTGAGE = "mortgage", _("抵押")
    PATENT = "patent", _("知识产权质押")
    RECEIVABLE = "receivable", _("应收账款质押")
    SURETY = "surety", _("保证")
    POOL = "pool", _("风险补偿")
    EQUITY = "equity", _("股权")
