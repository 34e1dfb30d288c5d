"""上线准备: what an administrator sets up before a zone can work, and what does not work until then."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Role
from core.kernel.access import writers
from core.kernel.forms import Form
from core.kernel.language import in_house_language
from core.kernel.sense import Count
from core.kernel.workdays import WorkCalendar
from core.models import User, Workday, labels_of
from core.office.instance import silent_in_quarantine
from core.post.notices import Message, tell
from core.sealed import ring
from core.sheets.kinds import kinds
from enterprises.models import Enterprise, LiaisonAssignment, RequestKind
from finance.models import BankMember
from projects.models import Project, TaskForce
from targets.models import Programme, Target
from targets.programmes import current
from zone_tracker.models import ListLength

NOTICE_PUBLISHED_FROM = 11  # the State Council publishes the next year's holidays in November
NEEDED_ROLES = (
    Role.LEADER,
    Role.PROJECT_OFFICER,
    Role.LIAISON,
    Role.HANDLER,
    Role.TALENT_OFFICER,
    Role.FINANCE_OFFICER,
)


@dataclass(frozen=True)
class Step:
    """One thing to set up. `missing` says what does not work yet; empty when the step is done."""

    title: str
    missing: str
    url: str = ""  # where it is done; empty for what is done on the server

    @property
    def done(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class Table:
    """A kind of rows that a zone brings in from Excel: how many there are, and who may bring them in."""

    key: str
    title: str
    about: str
    count: int
    due: int | None  # how many there are to be; None where nobody said, 0 where the zone has none
    by: str  # the roles, in words
    mine: bool  # whether the person who looks may do it

    @property
    def is_skipped(self) -> bool:
        return self.due == 0 and not self.count

    @property
    def done(self) -> bool:
        """Whether all are there. Some rows are no whole list: nothing is done of which nobody said how long it is."""
        return self.due is not None and self.count >= self.due

    @property
    def said(self) -> str:
        """How many there are of how many."""
        if self.is_skipped:
            return _("没有，已跳过")
        words = {"n": self.count, "due": self.due, "left": (self.due or 0) - self.count}
        if self.due is None:
            return _("现有 %(n)d，应有多少还没有说明") % words
        return _("现有 %(n)d，应有 %(due)d") % words if self.done else _("应有 %(due)d，还差 %(left)d") % words


PROMISED = {"projects": "key_projects"}  # kinds whose length a target says


def tables(user: User) -> list[Table]:
    """All of them: what is missing first, each part in the order in which one stands on the other."""
    counts = _counts([kind.model for kind in kinds().values()])
    promised = (
        Target.objects.filter(key__in=PROMISED.values(), programme=current(timezone.localdate()))
        .exclude(value=None)
        .order_by()
        .values_list("key", "value")
    )
    known = {key: int(n) for key, n in promised.union(ListLength.objects.values_list("kind", "n"), all=True)}
    due = {kind: known[key] for kind, key in PROMISED.items() if key in known}
    if not years_to_load(timezone.localdate()) - WorkCalendar.load().years:
        due["holidays"] = counts[Workday]  # a notice lists them all
    due |= {kind: n for kind, n in known.items() if kind in kinds()}
    found = [
        Table(
            key,
            str(kind.title),
            str(kind.about),
            counts[kind.model],
            due.get(key),
            labels_of(str(role) for role in writers(kind.route)),
            kind.may_import(user),
        )
        for key, kind in kinds().items()
    ]
    return sorted(found, key=lambda table: table.done)


class LengthForm(Form):
    """How long a list is; 0 for one that the zone does not have."""

    n = Count(label=gettext_lazy("应有"))

    def keep(self, kind: str, *, by: User, now: dt.datetime) -> None:
        """Write it down over what was said before."""
        said = {"n": self.cleaned_data["n"], "by": by, "at": now}
        ListLength.objects.update_or_create(kind=kind, defaults=said)


def _counts(models: list[type[Model]]) -> dict[type[Model], int]:
    """The number of rows of each table."""
    tables = {model: connection.ops.quote_name(model._meta.db_table) for model in models}
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {name})" for name in tables.values()))
        (row,) = cursor.fetchall()
    return dict(zip(tables, row, strict=True))


def monday() -> tuple[bool, str]:
    """Whether the coming meeting can be run from here, and an English sentence on what is missing for it."""
    key = Project.objects.key().active()
    every = key.count()
    alone = key.filter(Q(responsible=None) | Q(responsible__is_active=False)).count()
    unplanned = key.filter(milestones=None).count()
    if alone == every:
        return False, "no key project has anybody responsible; import the projects"
    if not User.objects.holding(Role.LEADER).exists():
        return False, "nobody holds the role of a leader"
    return (
        True,
        f"ready for Monday: {every} key projects, {alone} without anybody responsible, {unplanned} without a plan",
    )


@dataclass(frozen=True)
class Readiness:
    """All steps, in the order in which they are best done."""

    steps: list[Step]

    @property
    def open(self) -> list[Step]:
        return [step for step in self.steps if not step.done]

    @property
    def done(self) -> list[Step]:
        return [step for step in self.steps if step.done]


def readiness(today: dt.date) -> Readiness:
    """Look at what there is: one query a step, whatever its size."""
    return Readiness(
        [
            _programme(),
            _people(),
            _request_kinds(),
            _task_forces(),
            _liaisons(today),
            _bank_people(),
            _calendar(today),
            _mail(),
            _key(),
        ]
    )


def _programme() -> Step:
    missing = "" if Programme.objects.exists() else _("还没有目标。在服务器上运行 manage.py load_facts。")
    return Step(_("目标与口径"), missing)


def _people() -> Step:
    held = {role for (roles,) in User.objects.active().values_list("roles") for role in roles}
    lacking = [str(role.label) for role in NEEDED_ROLES if role not in held]
    missing = _("还没有：%(roles)s。") % {"roles": _("、").join(lacking)} if lacking else ""
    return Step(_("人员与角色"), missing, reverse("core:account_list"))


def _request_kinds() -> Step:
    n = RequestKind.objects.filter(department=None).count()
    missing = _("%(n)s 类诉求没有承办部门，这些诉求发不出去。") % {"n": n}
    return Step(_("诉求由谁承办"), missing if n else "", reverse("admin:enterprises_requestkind_changelist"))


def _task_forces() -> Step:
    here = User.objects.active().filter(task_forces=OuterRef("pk"))
    forces, empty = TaskForce.objects.count(), TaskForce.objects.filter(~Exists(here)).count()
    words = _("%(n)s 个专班没有成员。") % {"n": empty}
    missing = words if empty else "" if forces else _("还没有专班，项目定不了专班。")
    return Step(_("专班"), missing, reverse("admin:projects_taskforce_changelist"))


def _liaisons(today: dt.date) -> Step:
    theirs = LiaisonAssignment.objects.unfinished(today).of_those_here().filter(enterprise=OuterRef("pk"))
    alone = Enterprise.objects.standing().filter(~Exists(theirs)).count()
    words = _("%(n)s 家企业还没有驻企联络员。") % {"n": alone}
    return Step(_("谁联系哪家企业"), words if alone else "", reverse("admin:enterprises_liaisonassignment_changelist"))


def _bank_people() -> Step:
    placed = BankMember.objects.filter(user=OuterRef("pk"))
    lost = User.objects.holding(Role.BANK).filter(~Exists(placed)).count()
    words = _("%(n)s 名银行人员没有所属机构，登录后什么也看不到。") % {"n": lost}
    return Step(_("银行人员属于哪家机构"), words if lost else "", reverse("admin:finance_bankmember_changelist"))


def _calendar(today: dt.date) -> Step:
    lacking = years_to_load(today) - WorkCalendar.load().years
    years = _("、").join(str(year) for year in sorted(lacking))
    missing = _("没有 %(years)s 年的节假日，工作日只扣周末和法定假日，按推算。") % {"years": years} if lacking else ""
    return Step(_("节假日与调休"), missing, reverse("admin:core_calendaryear_changelist"))


def years_to_load(today: dt.date) -> set[int]:
    """The years whose holidays should be there: this one, and from November the next."""
    return {today.year} | ({today.year + 1} if today.month >= NOTICE_PUBLISHED_FROM else set())


@silent_in_quarantine
def ask_for_holidays(now: dt.datetime) -> int:
    """Tell each administrator once of each year whose holidays are due and not there; return how many messages."""
    lacking = years_to_load(timezone.localdate(now)) - WorkCalendar.load().years
    with in_house_language():
        body = _("安排公布后，升级 chinesecalendar 并运行 manage.py migrate，或在字典中录入。此前这一年的日期按推算。")
    owed = [
        Message(
            person,
            gettext_lazy("请录入 %(year)d 年的节假日和调休"),
            body,
            reverse("admin:core_calendaryear_changelist"),
            f"holidays:{year}:{person.pk}",
            {"year": year},
            email=True,
        )
        for year in sorted(lacking)
        for person in User.objects.holding(Role.ADMIN).exclude(notices__dedupe_key__startswith=f"holidays:{year}:")
    ]
    tell(owed, now=now)
    return len(owed)


def _mail() -> Step:
    off = _("邮件未启用，提醒只在系统内。在服务器上设置 EMAIL_URL。")
    return Step(_("邮件"), "" if settings.EMAIL_ENABLED else off)


def _key() -> Step:
    other = _("ZONE_IDENTITY_KEY 不是现有数据所用的密钥，电话和证件读不出，也写不进。在服务器上换回原来的密钥。")
    return Step(_("个人信息密钥"), "" if ring.is_key_of_the_data(anew=False) else other)
