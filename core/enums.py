"""Words of the floor: roles, parks, deliveries, audit. Labels are Chinese; docs/glossary.md pairs them with English."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    """What a person does here. One person may hold several."""

    LEADER = "leader", _("园区领导")
    PROJECT_OFFICER = "project_officer", _("项目专员")
    LIAISON = "liaison", _("驻企联络员")
    HANDLER = "handler", _("部门经办")
    TALENT_OFFICER = "talent_officer", _("人才专员")
    FINANCE_OFFICER = "finance_officer", _("金融专员")
    BANK = "bank", _("银行")
    AUDITOR = "auditor", _("审计")
    ADMIN = "admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")


# 三员: who runs the system, who keeps its accounts safe and who looks at what both did are three people.
APART = (Role.ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)
# Whose work waits for a person, so that a deputy may do it. Banks see their own institution only, and the three offices
# stand on their roles alone.
DEPUTED = (
    Role.LEADER,
    Role.PROJECT_OFFICER,
    Role.LIAISON,
    Role.HANDLER,
    Role.TALENT_OFFICER,
    Role.FINANCE_OFFICER,
)
CHANGES_ROLES = (Role.ADMIN, Role.SECURITY_ADMIN)  # ask for and decide on the roles of people, two of them together


class RequestedRoles(models.TextChoices):
    """Where a request for other roles stands."""

    ASKED = "asked", _("等待决定")
    APPROVED = "approved", _("已同意")
    REFUSED = "refused", _("未同意")
    WITHDRAWN = "withdrawn", _("已撤回")


class Person(models.TextChoices):
    """Of whom the tables hold personal data that can be erased."""

    TALENT = "talent", _("人才")
    CONTACT = "contact", _("企业联系人")
    USER = "user", _("账号")


class ErasureReason(models.TextChoices):
    """Why personal data is erased: the cases of PIPL 47."""

    PURPOSE = "purpose", _("目的已实现或不再需要")
    PERIOD = "period", _("保存期限已满")
    WITHDRAWN = "withdrawn", _("本人撤回同意")
    ASKED = "asked", _("本人要求删除")
    UNLAWFUL = "unlawful", _("违反法律或约定处理")


class PaperKind(models.TextChoices):
    """What an attachment is by its content; but for a picture, the value is the suffix of its name."""

    PICTURE = "picture", _("图片")
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"
    DOC = "doc", _("Word（旧版）")
    XLS = "xls", _("Excel（旧版）")


class Lamp(models.TextChoices):
    """The five lamps. Text and shape stand beside the colour, always."""

    RED = "red", _("红灯")
    AMBER = "amber", _("黄灯")
    GREEN = "green", _("绿灯")
    GREY = "grey", _("灰灯")
    DONE = "done", _("完成")

    @property
    def severity(self) -> int:
        """How much a lamp presses: red most, done least. The one order by which lists sort and the worst is found."""
        return (Lamp.DONE, Lamp.GREEN, Lamp.GREY, Lamp.AMBER, Lamp.RED).index(self)

    @property
    def is_calm(self) -> bool:
        """Green, grey and done ask nobody for anything, so a change among them is no change for the worse."""
        return self.severity <= Lamp.GREY.severity

    def contradicts(self, other: str) -> bool:
        """Whether two lamps disagree. The calm ones say nothing against each other."""
        return self != other and not (self.is_calm and Lamp(other).is_calm)

    def worse_than(self, other: "Lamp") -> bool:
        """Whether a lamp that was `other` and is this one now turned for the worse."""
        return not self.is_calm and self.severity > other.severity

    @classmethod
    def worst(cls, lamps: "Iterable[Lamp]") -> "Lamp":
        """The lamp that presses most; grey where there is none."""
        return max(lamps, key=lambda lamp: lamp.severity, default=cls.GREY)


class ParkKind(models.TextChoices):
    """One main park, and the wings where the zone builds with partners."""

    MAIN = "main", _("主体")
    ENCLAVE = "enclave", _("飞地")


class Channel(models.TextChoices):
    """Ways a message leaves the house. The in-app notice is a `Notice`, not a delivery."""

    EMAIL = "email", _("邮件")


class DeliveryState(models.TextChoices):
    """Life of one outgoing message."""

    OWED = "owed", _("待发")
    CLAIMED = "claimed", _("发送中")
    SENT = "sent", _("已发")
    UNCERTAIN = "uncertain", _("存疑")
    DEAD = "dead", _("未送达")
    DROPPED = "dropped", _("不再发送")


DELIVERY_WAITING = (DeliveryState.OWED, DeliveryState.UNCERTAIN)  # for a worker that claims them


class JobState(models.TextChoices):
    """Life of long work that a worker does."""

    OWED = "owed", _("等待处理")
    RUNNING = "running", _("正在处理")
    DONE = "done", _("已完成")
    FAILED = "failed", _("没有完成")
    CANCELLED = "cancelled", _("已取消")


JOB_OPEN = (JobState.OWED, JobState.RUNNING)


class BatchState(models.TextChoices):
    """Where a file that somebody sent to be imported stands."""

    READING = "reading", _("正在读取")
    REFUSED = "refused", _("没有读懂")
    READ = "read", _("待写入")
    WRITING = "writing", _("正在写入")
    WRITTEN = "written", _("已写入")
    UNDONE = "undone", pgettext_lazy("import", "已撤销")
    DROPPED = "dropped", _("已放弃")


BATCH_OPEN = (BatchState.READING, BatchState.READ, BatchState.WRITING)


class RowOutcome(models.TextChoices):
    """What a row of such a file comes to."""

    NEW = "new", _("新增")
    CHANGED = "changed", _("有变化")
    SAME = "same", _("没有变化")
    ASKED = "asked", _("要你认定")
    WRONG = "wrong", _("有错")


class AuditKind(models.TextChoices):
    """What a line of the audit trail says that somebody did."""

    LOGIN = "login", _("登录")
    LOGIN_FAILED = "login_failed", _("登录失败")
    LOGOUT = "logout", _("退出")
    REFUSED = "refused", _("拒绝访问")
    ROLES = "roles", _("改角色")
    DISABLED = "disabled", _("停用")
    HANDED_ON = "handed_on", _("交接")
    ENABLED = "enabled", _("启用")
    UNLOCKED = "unlocked", _("解锁")
    SESSIONS = "sessions", _("结束登录")
    LINK = "link", _("一次性链接")
    PASSWORD = "password", _("改密码")
    READ = "read", _("读取")
    REVEALED = "revealed", _("查看全号")
    EXPORTED = "exported", _("导出")
    DOWNLOADED = "downloaded", _("下载")
    CREATED = "created", _("新增")
    CHANGED = "changed", _("修改")
    DELETED = "deleted", _("删除")
    BASELINE = "baseline", _("底数核定")
    FORGOTTEN = "forgotten", _("到期清理")
    REKEYED = "rekeyed", _("更换密钥")
    COPIED = "copied", _("个人信息副本")
    ERASED = "erased", _("个人信息删除")

    @property
    def is_sensitive(self) -> bool:
        """What an auditor looks at first: what was revealed or taken out of the house, and who may do what."""
        return self in (*OF_PEOPLE, AuditKind.EXPORTED, AuditKind.DOWNLOADED, *ABOUT_ACCOUNTS)


OF_PEOPLE = (AuditKind.REVEALED, AuditKind.COPIED, AuditKind.ERASED)
ABOUT_ACCOUNTS = (
    AuditKind.ROLES,
    AuditKind.DISABLED,
    AuditKind.HANDED_ON,
    AuditKind.ENABLED,
    AuditKind.UNLOCKED,
    AuditKind.SESSIONS,
    AuditKind.LINK,
    AuditKind.PASSWORD,
)


class Noise(models.TextChoices):
    """What strangers cause: it is counted, not written down line by line."""

    LINK = "link", _("猜确认链接")
    LOGIN = "login", _("无效的登录")
