"""文件: the papers of a project (批文, 合同, 纪要), and of what hangs on it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Self

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.locks import locked
from core.kernel.taps import of_tap
from core.models import Attachment, Tapped, User, tracked
from core.office.papers import store_paper
from projects.enums import Decision, EntryKind
from projects.models.blocker import Blocker
from projects.models.life import LifeChange
from projects.models.meeting import Action, ActionEntry
from projects.models.plan import Milestone
from projects.models.project import Project


class PaperQuerySet(models.QuerySet["Paper"]):
    """Sentences about papers."""

    def visible_to(self, user: User) -> Self:
        """Papers follow their project; those of a 交办单 follow it, for its owner may see no more than that."""
        of_project = Q(entry__isnull=True, project__in=Project.objects.visible_to(user))
        return self.filter(of_project | Q(entry__action__in=Action.objects.visible_to(user)))

    def of_the_project(self) -> Self:
        """Those that everybody may see who sees the project."""
        return self.filter(entry__isnull=True)

    def shown(self) -> Self:
        """With all that a list says of each, the latest first."""
        return self.select_related("attachment", "node", "blocker", "turn", "entry__action", "by", "project")

    @transaction.atomic
    def put(
        self,
        project: Project,
        uploads: Sequence[UploadedFile],
        *,
        by: User,
        now: dt.datetime,
        client_id: uuid.UUID,
        node: Milestone | None = None,
        entry: ActionEntry | None = None,
        blocker: Blocker | None = None,
        turn: LifeChange | None = None,
    ) -> "list[Paper]":
        """Store papers of a project, or of one thing of it. The same press again stores nothing.

        Raises ValidationError for a file that is no paper, a blocker that is settled, and a `client_id` of elsewhere.
        """
        if of_tap(self.filter(project=project, by=by), client_id):
            return []
        if blocker and locked(Blocker, blocker.pk).resolved_at:
            raise ValidationError(_("这件事项已了结，不能再添文件。"), code="resolved")
        about = {"project": project, "node": node, "entry": entry, "blocker": blocker, "turn": turn}
        return [
            self.create(
                attachment=store_paper(upload, by=by, now=now),
                client_id=uuid.uuid5(client_id, str(number)) if number else client_id,
                by=by,
                at=now,
                **about,
            )
            for number, upload in enumerate(uploads)
        ]


@tracked()
class Paper(Tapped):
    """文件: a paper of a project, or of a node, a line of 办理情况, a blocker or a turn of its life."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="papers")
    node = models.ForeignKey(
        Milestone,
        verbose_name=gettext_lazy("节点"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="papers",
    )
    entry = models.ForeignKey(
        ActionEntry,
        verbose_name=gettext_lazy("办理情况"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="papers",
    )
    blocker = models.ForeignKey(
        Blocker,
        verbose_name=gettext_lazy("需协调事项"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="papers",
    )
    turn = models.ForeignKey(
        LifeChange,
        verbose_name=gettext_lazy("项目状态变更"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="papers",
    )
    attachment = models.OneToOneField(
        Attachment, verbose_name=gettext_lazy("文件"), on_delete=models.PROTECT, related_name="paper"
    )
    by = models.ForeignKey(User, verbose_name=gettext_lazy("上传人"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(gettext_lazy("上传时间"))
    objects = PaperQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = gettext_lazy("项目文件")
        verbose_name_plural = gettext_lazy("项目文件")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(node=None, entry=None, blocker=None)
                | Q(entry=None, blocker=None, turn=None)
                | Q(node=None, blocker=None, turn=None)
                | Q(node=None, entry=None, turn=None),
                name="paper_is_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return str(self.attachment)

    @property
    def about(self) -> str:
        """What it belongs to beside the project: 节点：开工, 销号凭证, 交办单 2026-48-01; "" for the project itself."""
        if self.node:
            return _("节点：%(name)s") % {"name": self.node.name}
        if self.turn:
            return _("%(act)s凭证") % {"act": self.turn.get_act_display()}
        if self.blocker:
            return _("需协调事项：%(text)s") % {"text": self.blocker.text}
        return _("交办单 %(number)s") % {"number": self.entry.action.number} if self.entry else ""

    @property
    def stays_because(self) -> str:
        """What was decided on it, so that it is not taken away any more; "" as long as nothing was."""
        if self.entry:
            if not self.entry.action.is_open:
                return _("交办单已销号，文件不能再撤下。")
            others = self.entry.papers.exclude(pk=self.pk).exists() or self.entry.photo_id
            if self.entry.kind == EntryKind.PROOF and not others:
                return _("报请销号至少要有一份佐证，这一份不能撤下。")
            return ""
        if self.blocker and self.blocker.resolved_at:
            return _("这件事项已了结，文件不能再撤下。")
        if self.turn and self.turn.state != Decision.PENDING:
            return _("已作决定，文件不能再撤下。")
        if self.node and self.node.actual_on:
            return _("节点已完成，文件不能再撤下。")
        return _("项目已结束，文件不能再撤下。") if self.project.closed_on else ""

    @transaction.atomic
    def take_away(self, *, by: User, now: dt.datetime) -> None:
        """撤下, by who put it there: the history keeps its name, the file goes.

        Raises ValidationError for somebody else, and when something was decided on it (`stays_because`).
        """
        if self.entry_id:
            locked(Action, ActionEntry.objects.values_list("action", flat=True).get(pk=self.entry_id))
        else:
            locked(Project, self.project_id)
        saved = Paper.objects.shown().filter(pk=self.pk).first()
        if saved is None:
            return
        if saved.by_id != by.pk:
            raise ValidationError(_("只有上传人可以撤下。"), code="not_yours")
        if because := saved.stays_because:
            raise ValidationError(because, code="stays")
        saved.delete()
        saved.attachment.take_away(now=now)
