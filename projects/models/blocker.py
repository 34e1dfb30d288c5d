"""需协调事项: what a project asks of a department."""

import datetime as dt
import uuid
from typing import Self

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.language import in_house_language
from core.kernel.locks import locked
from core.kernel.sense import PlannedColumn
from core.kernel.taps import of_tap, once
from core.models import AT_ONCE, Department, Tapped, Ticked, User, begins_anew, bumps, tracked
from core.post.notices import Message, tell
from projects.enums import Escalation
from projects.models.project import Project
from projects.models.week import Update


class BlockerQuerySet(models.QuerySet["Blocker"]):
    """Sentences about blockers."""

    def visible_to(self, user: User) -> Self:
        """Blockers follow their project."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def open(self) -> Self:
        """Not settled."""
        return self.filter(resolved_at__isnull=True)

    @transaction.atomic
    def put_up(
        self,
        project: Project,
        *,
        text: str,
        department: Department | None,
        by: User,
        now: dt.datetime,
        client_id: uuid.UUID,
    ) -> "Blocker":
        """Raise something at any time, beside the weekly update; its department hears of it. The same press is one."""
        made, new = once(
            self.filter(project=project, raised_by=by),
            client_id,
            project=project,
            text=text,
            department=department,
            raised_by=by,
            raised_at=now,
        )
        if new:
            project.renew_standing(now=now)
        return made

    def with_answered(self) -> Self:
        """Add `is_answered`: whether the department it lies with now has the last word on it."""
        last = BlockerAnswer.objects.filter(blocker=OuterRef("pk")).order_by("-at", "-pk")
        said = last.annotate(said=Q(is_transfer=False, is_reply=False)).values("said")
        return self.annotate(is_answered=Coalesce(Subquery(said[:1]), False))

    def unanswered(self) -> Self:
        """The department it lies with now owes a word: it has said nothing yet, or the project did not agree."""
        return self.open().with_answered().filter(is_answered=False)


@tracked(exclude=["next_step_at"])
class Blocker(Tapped, Ticked):
    """Something that needs coordination (需协调事项), raised with a department.

    `next_step_at` is when somebody is to hear of it next (projects/meeting/escalation.py).
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="blockers")
    update_of = models.ForeignKey(Update, null=True, blank=True, on_delete=models.PROTECT, related_name="blockers")
    text = models.CharField(_("需协调事项"), max_length=200)
    department = models.ForeignKey(
        Department, verbose_name=_("协调部门"), null=True, blank=True, on_delete=models.PROTECT, related_name="blockers"
    )
    raised_by = models.ForeignKey(User, verbose_name=_("提出人"), on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("提出时间"))
    resolved_at = models.DateTimeField(_("解决时间"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        User, verbose_name=_("确认人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn = models.BooleanField(_("已撤回"), default=False)
    escalation = models.PositiveSmallIntegerField(_("升级"), choices=Escalation.choices, default=Escalation.DEPARTMENT)
    objects = BlockerQuerySet.as_manager()

    class Meta(Tapped.Meta, Ticked.Meta):
        verbose_name = _("需协调事项")
        verbose_name_plural = _("需协调事项")
        ordering = ["raised_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(resolved_at__isnull=False), name="blocker_withdrawn_is_over"
            )
        ]
        indexes = [
            models.Index(fields=["next_step_at"], condition=Q(next_step_at__isnull=False), name="blocker_next_step")
        ]
        triggers = [
            bumps("standings", "project_id", "department_id"),
            begins_anew("project_id", "department_id", "raised_at", "resolved_at", live="NEW.resolved_at IS NULL"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def last_word(self) -> "BlockerAnswer | None":
        """The latest answer or transfer. Expects prefetched answers."""
        return max(self.answers.all(), key=lambda answer: (answer.at, answer.pk), default=None)

    @transaction.atomic
    def resolve(self, *, at: dt.datetime, by: User) -> None:
        """It is settled, says who raised it or answers for the project. A second time changes nothing."""
        if self.resolved_at is None:
            self.resolved_at, self.resolved_by = at, by
            self.save(update_fields=["resolved_at", "resolved_by"])
            self.project.renew_standing(now=at)

    @transaction.atomic
    def withdraw(self, *, at: dt.datetime, by: User) -> None:
        """撤回: it is no longer asked for, and was not settled either. A second time changes nothing."""
        if self.resolved_at is None:
            self.resolved_at, self.resolved_by, self.withdrawn = at, by, True
            self.save(update_fields=["resolved_at", "resolved_by", "withdrawn"])
            self.project.renew_standing(now=at)

    @transaction.atomic
    def reply(self, *, text: str, by: User, at: dt.datetime, client_id: uuid.UUID) -> "BlockerAnswer":
        """不同意答复: who asked says what is still open. The department owes a word again, and its clock begins anew.

        Raises ValidationError once it is settled.
        """
        locked(Blocker, self.pk)
        self.refresh_from_db()
        if same := of_tap(self.answers.all(), client_id):
            return same
        self._must_be_open()
        said = self.answers.create(text=text, by=by, at=at, client_id=client_id, is_reply=True)
        self._tell_who_answers(said)
        return said

    def _tell_who_answers(self, said: "BlockerAnswer") -> None:
        """The handlers of the department that it lies with."""
        handlers = User.objects.holding(Role.HANDLER).filter(department=self.department_id, is_active=True)
        url, words = reverse("projects:blocker_detail", args=[self.pk]), {"text": self.text}
        if self.department_id:
            tell(
                [
                    Message(
                        each, _("对答复有异议：%(text)s"), said.text, url, f"blocker-reply:{said.pk}:{each.pk}", words
                    )
                    for each in handlers
                ],
                now=said.at,
            )

    @transaction.atomic
    def answer(
        self, *, text: str, promised_on: dt.date | None, by: User, at: dt.datetime, client_id: uuid.UUID
    ) -> "BlockerAnswer":
        """A department answers, with the date that it promises, and who asked is told. The same number is one answer.

        Raises ValidationError once it is settled.
        """
        locked(Blocker, self.pk)
        self.refresh_from_db()
        if same := of_tap(self.answers.all(), client_id):
            return same
        self._must_be_open()
        answer = self.answers.create(text=text, promised_on=promised_on, by=by, at=at, client_id=client_id)
        self._tell_who_asked(answer)
        return answer

    def _tell_who_asked(self, answer: "BlockerAnswer") -> None:
        """Who raised it, and who answers for the project now: one of them closes it."""
        asked = {self.raised_by_id, self.project.responsible_id, self.project.reporter_id} - {None, answer.by_id}
        url, words = reverse("projects:blocker_detail", args=[self.pk]), {"text": self.text}
        tell(
            [
                Message(each, _("已答复：%(text)s"), answer.text, url, f"blocker-answer:{answer.pk}:{each.pk}", words)
                for each in User.objects.filter(pk__in=asked, is_active=True)
            ],
            now=answer.at,
        )

    @transaction.atomic
    def transfer(self, department: Department, *, by: User, at: dt.datetime) -> None:
        """转办: another department answers for it from now on, and its clock begins anew. To the same one does nothing.

        Raises ValidationError once it is settled.
        """
        locked(Blocker, self.pk)
        self.refresh_from_db()
        self._must_be_open()
        if department.pk == self.department_id:
            return
        with in_house_language():
            words = gettext("由%(one)s转%(other)s办理。") % {
                "one": self.department or gettext("未定部门"),
                "other": department,
            }
        self.answers.create(text=words, by=by, at=at, is_transfer=True)
        self.department, self.escalation = department, Escalation.DEPARTMENT
        self.save(update_fields=["department", "escalation"])

    def _must_be_open(self) -> None:
        if self.resolved_at is not None:
            raise ValidationError(_("这件事项已解决。"), code="resolved")


class BlockerAnswer(Tapped):
    """What a department answered: words, and the date that it promises; or what who asked says to that (`is_reply`)."""

    blocker = models.ForeignKey(Blocker, on_delete=models.PROTECT, related_name="answers")
    text = models.CharField(_("答复"), max_length=300)
    promised_on = PlannedColumn(_("承诺解决日期"), null=True, blank=True)
    by = models.ForeignKey(User, verbose_name=_("答复人"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("答复时间"))
    is_transfer = models.BooleanField(_("转办"), default=False)
    is_reply = models.BooleanField(_("提出人异议"), default=False)

    class Meta(Tapped.Meta):
        verbose_name = _("答复")
        verbose_name_plural = _("答复")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text


# --- What decides when somebody hears of a blocker, and is not in its own row ----------------------------------------
_BEGIN_ANEW = f"""
    UPDATE projects_blocker SET next_step_at = '{AT_ONCE}' WHERE {{whose}} AND resolved_at IS NULL;
    RETURN NULL;
"""

pgtrigger.register(
    pgtrigger.Trigger(
        name="begins_blocker_anew",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=_BEGIN_ANEW.format(whose="id IN (NEW.blocker_id, OLD.blocker_id)"),
    )
)(BlockerAnswer)
pgtrigger.register(
    pgtrigger.Trigger(
        name="begins_blockers_anew",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("leader", "responsible", "task_force"),
        func=_BEGIN_ANEW.format(whose="project_id = NEW.id"),
    )
)(Project)
