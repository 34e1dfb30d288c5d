"""周一调度会: the agenda of a period, the 交办单 that it makes, and the leaders' written instructions."""

import datetime as dt
import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.hands.reading import departments, hands
from core.kernel.language import in_house_language
from core.kernel.locks import locked
from core.kernel.sense import PlannedColumn
from core.kernel.workdays import WorkCalendar
from core.models import Attachment, Department, Tapped, User, tracked
from core.post.notices import Message, tell
from enterprises.names import plain
from projects.enums import ActionState, AgendaSection, EntryKind, Handling
from projects.models.names import NamedThen, keeps_names
from projects.models.project import SEES_ALL_PROJECTS, Project
from projects.models.week import Period

YEAR = 4  # digits
ENDED = (ActionState.CLOSED, ActionState.REVOKED)


class ActionQuerySet(models.QuerySet["Action"]):
    """Sentences about 交办单."""

    def visible_to(self, user: User) -> Self:
        """Who sees every project sees every action; others those they own or their department answers for."""
        if user.holds(*SEES_ALL_PROJECTS):
            return self
        return self.filter(Q(owner__in=hands(user)) | Q(department__in=departments(user)))

    def open(self) -> Self:
        """Neither struck off (销号) nor taken back (撤销)."""
        return self.filter(closed_at__isnull=True)

    def owned_by(self, user: User) -> Self:
        """我的交办单: what this person still owes, also for whom they stand in, the oldest date first."""
        return self.open().filter(owner__in=hands(user)).select_related("project", "owner", "department")

    def shown_with(self, project: Project) -> "list[Action]":
        """交办单 of a project: the open ones by date, then the latest that was struck off."""
        rows = self.filter(project=project).select_related("owner", "department")
        closed = self.filter(project=project, state=ActionState.CLOSED).order_by("-closed_at")
        shown = rows.filter(Q(closed_at__isnull=True) | Q(pk__in=closed.values("pk")[:1]))
        return sorted(shown, key=lambda action: not action.is_open)  # stable: by date, the closed last

    def numbered(self, text: str) -> Self:
        """交办单 whose number is this or begins with it, with its signs or without: 2026-48-01, 202648."""
        digits = plain(text)
        if not (digits.isdecimal() and digits.isascii() and len(digits) >= YEAR):
            return self.none()
        return self.filter(number__startswith=f"{digits[:YEAR]}-{digits[YEAR:6]}-{digits[6:]}".rstrip("-"))

    def overdue(self, today: dt.date) -> Self:
        """Open ones whose date has passed."""
        return self.open().filter(due_on__lt=today)

    def left(self, today: dt.date) -> dict[str, int]:
        """How many are open, and how many of these are overdue."""
        late = Count("pk", filter=Q(due_on__lt=today))
        return self.open().order_by().aggregate(open=Count("pk"), overdue=late)


@tracked()
class Action(NamedThen, Tapped):
    """交办单: decided in the meeting of a period, numbered (2026-48-01), owned and dated.

    It comes back every Monday until it is struck off (销号) with proof, or taken back (撤销) because it should never
    have been issued; `closed_at` and `closed_by` say when and by whom.
    """

    number = models.CharField(_("编号"), max_length=16, unique=True)
    period = models.ForeignKey(Period, verbose_name=_("来源"), on_delete=models.PROTECT, related_name="actions")
    project = models.ForeignKey(Project, verbose_name=_("项目"), on_delete=models.PROTECT, related_name="actions")
    title = models.CharField(_("交办事项"), max_length=60)
    requirements = models.TextField(_("交办要求"), max_length=500, blank=True)
    owner = models.ForeignKey(User, verbose_name=_("责任人"), on_delete=models.PROTECT, related_name="owned_actions")
    department = models.ForeignKey(
        Department, verbose_name=_("责任单位"), null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    due_on = PlannedColumn(_("办结期限"))
    issued_by = models.ForeignKey(User, verbose_name=_("签发"), on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("签发时间"))
    state = models.CharField(_("状态"), max_length=10, choices=ActionState.choices, default=ActionState.OPEN)
    closed_at = models.DateTimeField(_("销号时间"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User, verbose_name=_("销号人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    objects = ActionQuerySet.as_manager()

    class Meta(Tapped.Meta, NamedThen.Meta):
        verbose_name = _("交办单")
        verbose_name_plural = _("交办单")
        ordering = ["due_on", "number"]
        triggers = [keeps_names()]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ENDED, closed_at__isnull=False) | Q(~Q(state__in=ENDED), closed_at__isnull=True),
                name="action_closed_when_closed",
            )
        ]
        indexes = [
            models.Index(fields=["due_on", "number"], condition=Q(closed_at__isnull=True), name="action_open_by_due")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        """Neither struck off nor taken back."""
        return self.closed_at is None

    def working_days_late(self, today: dt.date) -> int:
        """逾期: the working days since it was due; nought while it is not late."""
        return WorkCalendar.load().working_days_late(self.due_on, today)

    @property
    def is_fresh(self) -> bool:
        """Its owner has written nothing yet, and nobody asked for a later date or handed it on."""
        return (
            self.is_open
            and not self.entries.exclude(kind=EntryKind.CORRECTED).exists()
            and not self.postponements.exists()
        )

    def write(self, kind: EntryKind, text: str, *, by: User, now: dt.datetime, number: uuid.UUID) -> "ActionEntry":
        """A line of 办理情况, under the number of the press that made it."""
        return self.entries.create(kind=kind, text=text[:300], by=by, at=now, client_id=number)

    def postpone(self, to_on: dt.date, *, reason: str, by: User, now: dt.datetime) -> None:
        """A later date, as a leader granted it. The caller holds the lock."""
        words = {"from": self.due_on, "to": to_on, "reason": reason}
        self.due_on = to_on
        self.save(update_fields=["due_on"])
        with in_house_language():
            text = gettext("期限由 %(from)s 延至 %(to)s：%(reason)s") % words
        self.write(EntryKind.MOVED, text, by=by, now=now, number=uuid.uuid4())

    def tell(self, user: User, title: str | Promise, *, key: str, now: dt.datetime, **words: object) -> None:
        """One message for one event: whoever is told has to do something about it."""
        url = reverse("projects:action_detail", args=[self.number])
        words |= {"number": self.number, "on": self.due_on}
        tell([Message(user, title, self.title, url, f"action:{self.pk}:{key}", words, email=True)], now=now)


class ActionEntry(Tapped):
    """A line of 办理情况: progress, proof handed in, sent back, struck off, taken back, corrected, or a moved date."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("类型"), max_length=10, choices=EntryKind.choices)
    text = models.CharField(_("内容"), max_length=300)
    by = models.ForeignKey(User, verbose_name=_("登记人"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))
    photo = models.OneToOneField(
        Attachment,
        verbose_name=_("佐证照片"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="action_photo",
    )

    class Meta(Tapped.Meta):
        verbose_name = _("办理情况")
        verbose_name_plural = _("办理情况")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Sentences about the lines of agendas."""

    def visible_to(self, user: User) -> Self:
        """Lines follow their project; the one without a project is read by who sees every project."""
        return self if user.holds(*SEES_ALL_PROJECTS) else self.filter(project__in=Project.objects.visible_to(user))

    def taken(self) -> Self:
        """What the meeting takes up."""
        return self.filter(handling=Handling.TAKE)


class AgendaItem(NamedThen):
    """A line of the agenda, written down when the period freezes, and what the meeting said to it.

    One project has one line with all its `reasons` (each with its part of the agenda as `section`, and its `text`) and
    the numbers of its due 交办单. The line without a project lists projects that nobody answers for, by `code`.
    `minutes` is how long it is estimated to take.
    """

    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="agenda")
    rank = models.PositiveSmallIntegerField(_("次序"))
    section = models.CharField(_("议程"), max_length=10, choices=AgendaSection.choices)
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items")
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items")
    why = models.CharField(_("列入依据"), max_length=300)
    reasons = models.JSONField(_("各项依据"), default=list, blank=True)
    actions = ArrayField(models.CharField(max_length=16), verbose_name=_("到期交办单"), default=list, blank=True)
    minutes = models.PositiveSmallIntegerField(_("预计用时（分钟）"), default=5)
    handling = models.CharField(_("处理方式"), max_length=8, choices=Handling.choices, default=Handling.TAKE)
    merged_into = models.ForeignKey(
        "self", verbose_name=_("并入"), null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    handled_by = models.ForeignKey(
        User, verbose_name=_("处理人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(_("会议意见"), max_length=500, blank=True)
    noted_by = models.ForeignKey(
        User, verbose_name=_("记录人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    discussed_at = models.DateTimeField(_("议过时间"), null=True, blank=True)
    objects = AgendaItemQuerySet.as_manager()

    class Meta(NamedThen.Meta):
        verbose_name = _("议程")
        verbose_name_plural = _("议程")
        ordering = ["period", "rank"]
        triggers = [keeps_names()]
        constraints = [
            models.UniqueConstraint(fields=["period", "rank"], name="agenda_rank_once"),
            models.UniqueConstraint(fields=["period", "project"], name="agenda_project_once"),
            models.CheckConstraint(
                condition=Q(handling=Handling.MERGED, merged_into__isnull=False)
                | (~Q(handling=Handling.MERGED) & Q(merged_into__isnull=True)),
                name="agenda_merged_into_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.rank} {self.project_name or self.why}"

    @transaction.atomic
    def record(self, note: str, *, before: str, by: User, now: dt.datetime) -> None:
        """会议意见: what the meeting said. `before` is what stood there when the person began to write.

        Raises ValidationError when somebody else wrote meanwhile (what they wrote is in the message), and once the week
        is closed.
        """
        saved = locked(AgendaItem, self.pk)
        if saved.period.closed_at:
            raise ValidationError(_("本期已结束，会议意见不能再改。"), code="closed")
        if _lines(saved.note) not in (_lines(before), _lines(note)):
            said = {"who": saved.noted_by or gettext("他人"), "note": saved.note}
            if not saved.note:
                raise ValidationError(_("没有保存：原来的会议意见已被清空，请核对后再记。"), code="changed")
            raise ValidationError(_("没有保存：%(who)s刚记下“%(note)s”，请合并后再记。") % said, code="changed")
        self.note, self.noted_by, self.discussed_at = note, by, now
        self.save(update_fields=["note", "noted_by", "discussed_at"])

    @transaction.atomic
    def handle(self, handling: Handling, *, by: User, into: "AgendaItem | None" = None) -> None:
        """Take the line up, note it as read, skip it, or merge it into another line of the same agenda.

        What was merged into this one moves along when it is merged itself, so that a line never leads to one that is
        not taken up for itself. Raises ValidationError once the week is closed and for a line that is not there.
        """
        locked(Period, self.period_id)
        self.refresh_from_db()
        if self.period.closed_at:
            raise ValidationError(_("本期已结束，议程不能再改。"), code="closed")
        if handling == Handling.MERGED:
            if into is None or into.period_id != self.period_id or into.pk == self.pk:
                raise ValidationError(_("请选择要并入的另一项。"), code="into")
            into = into.merged_into or into
            if into.pk == self.pk:
                raise ValidationError(_("那一项已并入本项，请先恢复那一项。"), code="circle")
            self.merged.update(merged_into=into)
        self.handling, self.handled_by = handling, by
        self.merged_into = into if handling == Handling.MERGED else None
        self.save(update_fields=["handling", "handled_by", "merged_into"])


def _lines(text: str) -> list[str]:
    """Browsers send line ends of their own."""
    return text.strip().splitlines()


@tracked()
class Instruction(Tapped):
    """批示: a leader's written word on a project. It may become a 交办单."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="instructions")
    text = models.CharField(_("批示"), max_length=300)
    by = models.ForeignKey(User, verbose_name=_("批示人"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("批示时间"))
    action = models.OneToOneField(
        Action, verbose_name=_("交办单"), null=True, blank=True, on_delete=models.PROTECT, related_name="instruction"
    )

    class Meta(Tapped.Meta):
        verbose_name = _("批示")
        verbose_name_plural = _("批示")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text

    @transaction.atomic
    def take_back(self, *, by: User, today: dt.date) -> bool:
        """撤回 by who wrote it, the same day, while no 交办单 was made of it; False otherwise. Its events keep it."""
        mine = Instruction.objects.select_for_update(of=("self",)).filter(pk=self.pk, by=by, action__isnull=True)
        if not any(timezone.localdate(each.at) == today for each in mine):
            return False
        return bool(self.delete()[0])
