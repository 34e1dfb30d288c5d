"""What a signed project promised against what it reached, and 售后服务."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.hands.reading import hands
from core.kernel import history
from core.kernel.locks import locked
from core.kernel.sense import AmountColumn, HappenedColumn, PlannedColumn
from core.kernel.taps import once
from core.models import Tapped, User, tracked
from core.post.notices import Message, tell
from projects.enums import (
    CommitmentKind,
)
from projects.models.project import SEES_ALL_PROJECTS, Project


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Sentences about commitments."""

    def unmet(self) -> "list[Commitment]":
        """Those whose latest reading is below what was signed, or that nobody has read yet."""
        rows = self.prefetch_related("readings")
        return [each for each in rows if (last := next(iter(each.readings.all()), None)) is None or not each.met(last)]


@tracked()
class Commitment(models.Model):
    """What a project promised when it signed: output and tax a year in 万元, jobs in people, from a day on."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="commitments")
    kind = models.CharField(_("承诺"), max_length=8, choices=CommitmentKind.choices)
    signed_value = AmountColumn(
        _("签约承诺"), max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    due_on = PlannedColumn(_("应兑现日期"))
    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("承诺")
        verbose_name_plural = _("承诺")
        ordering = ["project", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], name="commitment_once"),
            models.CheckConstraint(condition=Q(signed_value__gt=0), name="commitment_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.get_kind_display()}"

    @transaction.atomic
    def remove(self) -> None:
        """Take it back, as long as nothing was read of it. Raises ValidationError otherwise."""
        locked(Commitment, self.pk)
        if self.readings.exists():
            raise ValidationError(_("已登记兑现情况，不能删除；请先删除兑现情况。"), code="has_readings")
        self.delete()

    def met(self, reading: "CommitmentReading") -> bool:
        """Whether what was reached is what was signed, or more."""
        return reading.value >= self.signed_value


@tracked()
class CommitmentReading(models.Model):
    """What was reached of a commitment on a day, with its source. The latest counts."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="readings")
    on = HappenedColumn(_("截至"))
    value = AmountColumn(_("实际"), max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal(0))])
    source = models.CharField(_("来源"), max_length=120)
    by = models.ForeignKey(User, verbose_name=_("登记人"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("兑现情况")
        verbose_name_plural = _("兑现情况")
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["commitment", "on"], name="commitment_reading_once_a_day")]

    def __str__(self) -> str:
        return f"{self.commitment} {self.on}"


class AfterCareQuerySet(models.QuerySet["AfterCareItem"]):
    """Sentences about after-care."""

    def visible_to(self, user: User) -> Self:
        """Who sees every project sees every item; others those they have to see to."""
        return self if user.holds(*SEES_ALL_PROJECTS) else self.filter(owner__in=hands(user))

    def open(self) -> Self:
        """Not yet 办结."""
        return self.filter(done_on__isnull=True)

    @transaction.atomic
    def register(
        self,
        project: Project,
        *,
        text: str,
        owner: User,
        due_on: dt.date,
        by: User,
        now: dt.datetime,
        client_id: uuid.UUID,
    ) -> "AfterCareItem":
        """登记: write an item down, and tell its owner. The same `client_id` again is the item that is there.

        Raises ValidationError for a `client_id` of another project.
        """
        values = {"project": project, "text": text, "owner": owner, "due_on": due_on}
        item, new = once(self.filter(project=project), client_id, **values, raised_on=timezone.localdate(now))
        if new:
            item.tell_owner(by=by, now=now)
        return item


@tracked()
class AfterCareItem(Tapped):
    """售后服务: something the zone still does for a project in production, with its date."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="after_care")
    text = models.CharField(_("服务事项"), max_length=200)
    owner = models.ForeignKey(User, verbose_name=_("责任人"), on_delete=models.PROTECT, related_name="+")
    raised_on = HappenedColumn(_("登记日期"))
    due_on = PlannedColumn(_("办结期限"))
    done_on = HappenedColumn(_("办结日期"), null=True, blank=True)
    result = models.CharField(_("办理结果"), max_length=200, blank=True)
    objects = AfterCareQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("售后服务事项")
        verbose_name_plural = _("售后服务事项")
        ordering = [models.F("done_on").asc(nulls_first=True), "due_on", "pk"]

    def __str__(self) -> str:
        return self.text

    def tell_owner(self, *, by: User, now: dt.datetime) -> None:
        """One notice for whoever sees to it from now on, unless they gave it to themselves."""
        if self.owner == by:
            return
        title, words = _("%(project)s售后服务，%(on)s 前办结"), {"project": self.project, "on": self.due_on}
        key = f"after-care:{self.pk}:{history.newest(self).pgh_id}"  # given back and forth, it is told each time
        tell([Message(self.owner, title, self.text, reverse("workbench"), key, words, email=True)], now=now)

    def reopen(self) -> bool:
        """重新打开: it was not done after all. False, and nothing changes, when it is open."""
        done = AfterCareItem.objects.filter(pk=self.pk, done_on__isnull=False)
        first = done.update(done_on=None, result="") == 1
        self.refresh_from_db()
        return first

    def finish(self, *, on: dt.date, result: str) -> bool:
        """办结. False, and nothing changes, when somebody finished it before."""
        first = AfterCareItem.objects.open().filter(pk=self.pk).update(done_on=on, result=result) == 1
        self.refresh_from_db()
        return first
