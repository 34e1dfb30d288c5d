"""Words of the projects' room."""

from enum import StrEnum

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


class Life(models.TextChoices):
    """Whether a project is worked on. A paused one goes on later; what has ended stays to be read."""

    RUNNING = "running", _("在办")
    PAUSED = "paused", _("暂停")
    FINISHED = "finished", _("已销号")
    STOPPED = "stopped", _("已终止")
    MERGED = "merged", _("已并入")


class LifeAct(models.TextChoices):
    """What turns the life of a project: 销号 by who answers for it, everything else by a leader's word."""

    FINISH = "finish", _("销号")
    PAUSE = "pause", _("暂停")
    RESUME = "resume", _("复工")
    STOP = "stop", _("终止")
    REOPEN = "reopen", _("重新打开")


class LifeCause(models.TextChoices):
    """Why a project is paused or stopped."""

    FUNDS = "funds", _("企业资金调整")
    ELSEWHERE = "elsewhere", _("企业改变投资地")
    MARKET = "market", _("市场变化")
    SITE = "site", _("用地或规划调整")
    POLICY = "policy", _("政策调整")
    OTHER = "other", _("其他原因")


class Listing(models.TextChoices):
    """What a leader decided of a project when next year's key list was made."""

    KEPT = "kept", _("保留")
    ADDED = "added", _("新列入")
    FINISHED = "finished", _("已完成")
    DROPPED = "dropped", _("移出")


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


class LampRule(StrEnum):
    """The published rules, and the states beside them: why a lamp is lit. In words: projects/lamps/rules.py."""

    LATE = "late"
    SLID = "slid"
    ACTION = "action"
    SILENT = "silent"
    UNCHANGED = "unchanged"
    WAS_RED = "was_red"
    CLOSED = "closed"
    STOPPED = "stopped"
    PAUSED = "paused"
    OVERSTAYED = "overstayed"
    FINISHED = "finished"
    NO_PLAN = "no_plan"
    NOT_DUE = "not_due"
    ON_PLAN = "on_plan"


class Decision(models.TextChoices):
    """What became of a request (延期申请, 容缺推进申请): a leader's word, or whoever made it took it back."""

    PENDING = "pending", _("待决定")
    APPROVED = "approved", _("同意")
    REFUSED = "refused", _("不同意")
    WITHDRAWN = "withdrawn", _("已撤回")


class Duty(models.TextChoices):
    """The duties of a project that people and task forces hold, each with its dates."""

    LEADER = "leader", _("定领导")
    TASK_FORCE = "task_force", _("定专班")
    RESPONSIBLE = "responsible", _("定责任")
    REPORTER = "reporter", _("填报人")


class PeriodState(models.TextChoices):
    """Where a period stands."""

    COLLECTING = "collecting", _("填报中")
    FROZEN = "frozen", _("已冻结")
    CLOSED = "closed", _("已结束")


class ActionState(models.TextChoices):
    """Life of a 交办单. Only the one who issued it, or another leader, strikes it off or takes it back."""

    OPEN = "open", _("办理中")
    SUBMITTED = "submitted", _("待销号")
    CLOSED = "closed", _("已销号")
    REVOKED = "revoked", _("已撤销")


class EntryKind(models.TextChoices):
    """What a line of 办理情况 records."""

    PROGRESS = "progress", _("进展")
    PROOF = "proof", _("报请销号")
    RETURNED = "returned", _("退回")
    CLOSED = "closed", _("销号")
    MOVED = "moved", _("延期")
    HANDED = "handed", _("转交")
    CORRECTED = "corrected", _("更正")
    REVOKED = "revoked", _("撤销")


class AgendaSection(models.TextChoices):
    """The parts of the agenda, in the order in which the meeting takes them."""

    RED = "red", _("红灯项目")
    DIFFER = "differ", _("两灯不一致")
    SILENT = "silent", _("连续未填报")
    OVERSTAYED = "overstayed", _("逾期未复工")
    UNASSIGNED = "unassigned", _("责任待指定")
    MOVED = "moved", _("改期项目")
    ACTION = "action", _("到期交办单")
    BLOCKER = "blocker", _("需协调事项")


class Handling(models.TextChoices):
    """What the meeting does with a line of its agenda. `TAKE` and `READ` are proposed by the time that there is."""

    TAKE = "take", _("上会")
    READ = "read", _("书面阅知")
    SKIPPED = "skipped", _("略过")
    MERGED = "merged", _("合并")


class Escalation(models.IntegerChoices):
    """How far up an unanswered blocker went, by its age in working days."""

    DEPARTMENT = 0, _("协调部门")
    TASK_FORCE = 1, _("专班")
    LEADER = 2, _("联点领导")


class AdviserKind(models.TextChoices):
    """Who brings leads."""

    TECHNOLOGIST = "technologist", _("技术带头人")
    ENTREPRENEUR = "entrepreneur", _("优秀企业家")
    RESEARCHER = "researcher", _("科研机构专家")
    AGENCY = "agency", _("受托机构")


class LeadChannel(models.TextChoices):
    """The way a lead came."""

    ADVISER = "adviser", _("招商顾问")
    ENTRUSTED = "entrusted", _("委托招商")
    OWN = "own", _("自主招商")


class LeadState(models.TextChoices):
    """Where a lead stands."""

    OPEN = "open", _("在谈")
    SIGNED = "signed", _("已签约")
    LOST = "lost", _("已终止")


class CommitmentKind(models.TextChoices):
    """What a project promises: 年产值 and 年税收 in 万元, 就业 in people."""

    OUTPUT = "output", _("年产值（万元）")
    TAX = "tax", _("年税收（万元）")
    JOBS = "jobs", _("就业（人）")
