"""Visits: what was said, and what they bring back."""

import datetime as dt
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.keeping.freshness import kept
from core.kernel.language import in_house_language
from core.kernel.sense import HappenedColumn, PlannedColumn
from core.models import Attachment, OnceAsSeen, Tapped, User, bumps, tracked
from enterprises.enums import SEES_ALL_SERVICE, VisitMode, VisitQuestion
from enterprises.models.firms import Enterprise, LiaisonAssignment


class StandingQuestion(models.Model):
    """A question that is asked on each visit, as the administrators keep them; one that is not asked any more stays
    beside the visits on which it was."""

    key = models.SlugField(_("标识"), unique=True, max_length=40)
    name = models.CharField(_("问题"), max_length=40, unique=True)
    rank = models.PositiveSmallIntegerField(_("排序"), default=100)
    is_asked = models.BooleanField(_("仍在用"), default=True)

    class Meta:
        verbose_name = _("走访问题")
        verbose_name_plural = _("走访问题")
        ordering = ["rank", "pk"]
        triggers = [bumps("questions")]
        constraints = [OnceAsSeen("name", name="standing_question_name_as_seen")]

    def __str__(self) -> str:
        return translation.gettext(self.name) if self.name else ""  # the usual ones are in the catalogue


def seed_standing_questions(**_kwargs: object) -> None:
    """Write the usual questions into an empty table. Runs after every migrate; what administrators keep stays."""
    if not StandingQuestion.objects.exists():
        with in_house_language():
            StandingQuestion.objects.bulk_create(
                StandingQuestion(key=question.value, name=str(question.label), rank=rank)
                for rank, question in enumerate(VisitQuestion, start=1)
            )


class QuestionColumn(models.CharField):
    """The key of a standing question: histories tell it in words."""

    @property
    def flatchoices(self) -> list[tuple[str, str]]:
        """Every question that was ever asked, by its key."""
        rows = kept("questions", lambda: list(StandingQuestion.objects.all()))
        return [(row.key, str(row)) for row in rows]


class VisitQuerySet(models.QuerySet["Visit"]):
    """Sentences about visits."""

    def visible_to(self, user: User) -> Self:
        """Leaders and auditors see all; a liaison officer their own and those of the firms they look after now."""
        if user.holds(*SEES_ALL_SERVICE):
            return self
        if not user.holds(Role.LIAISON):
            return self.none()
        firms = LiaisonAssignment.objects.of_hands(user).values("enterprise")
        return self.filter(Q(officer=user) | Q(enterprise__in=firms))


@tracked()
class Visit(Tapped):
    """A visit, call or video meeting with a firm. `client_id` is made by the phone: sending twice makes one."""

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("走访企业"), on_delete=models.PROTECT, related_name="visits"
    )
    officer = models.ForeignKey(User, verbose_name=_("走访人"), on_delete=models.PROTECT, related_name="visits")
    mode = models.CharField(_("方式"), max_length=10, choices=VisitMode.choices, default=VisitMode.ON_SITE)
    on = HappenedColumn(_("日期"))
    asked_for = models.BooleanField(_("企业约请"), default=False)
    received_by = models.CharField(_("企业接待人"), max_length=60, blank=True)
    companions = models.CharField(_("同行人员"), max_length=120, blank=True)
    questions = ArrayField(
        QuestionColumn(max_length=40),
        verbose_name=_("问到的事项"),
        default=list,
        blank=True,
    )
    notes = models.TextField(_("谈了什么"), max_length=2000)
    created_at = models.DateTimeField(_("记录时间"))
    is_example = models.BooleanField(_("示例"), default=False)
    objects = VisitQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("走访")
        verbose_name_plural = _("走访")
        ordering = ["-on", "-pk"]
        indexes = [
            models.Index(fields=["enterprise", "-on"], name="visit_of_firm"),
            models.Index(fields=["-on", "-id"], name="visit_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.enterprise} {self.get_mode_display()}"

    def asked_about(self) -> list[str]:
        """The standing questions of this visit, in words."""
        words = dict(QuestionColumn().flatchoices)
        return [words.get(key, key) for key in self.questions]


class VisitPhoto(models.Model):
    """A photo of a visit."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="photos")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="visit_photo")

    class Meta:
        verbose_name = _("走访照片")
        verbose_name_plural = _("走访照片")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.attachment)

    @transaction.atomic
    def take_away(self, *, now: dt.datetime) -> None:
        """The photo goes, its row says what it was. A second time changes nothing."""
        if VisitPhoto.objects.filter(pk=self.pk).delete()[0]:
            self.attachment.take_away(now=now)


class PlannedVisit(Tapped):
    """A firm that a liaison officer means to see on a day: a note to oneself, which nobody else reads or counts.

    So it has no history either: that of its firm is read by many.
    """

    officer = models.ForeignKey(User, verbose_name=_("走访人"), on_delete=models.CASCADE, related_name="planned_visits")
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), on_delete=models.CASCADE, related_name="planned_visits"
    )
    on = PlannedColumn(_("日期"))
    what = models.CharField(_("要谈什么"), max_length=100, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)

    class Meta(Tapped.Meta):
        verbose_name = _("走访计划")
        verbose_name_plural = _("走访计划")
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["officer", "enterprise", "on"], name="planned_visit_once")]

    def __str__(self) -> str:
        return f"{self.on} {self.enterprise}"
