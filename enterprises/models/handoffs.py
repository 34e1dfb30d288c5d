"""走访转办: a need that was heard on a visit and passed to the officers of another room, until something came of it."""

import datetime as dt
from typing import Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.hands.reading import hands
from core.models import User, tracked
from enterprises.enums import HANDOFFS_OF, SEES_ALL_SERVICE, HandoffKind, HandoffOutcome
from enterprises.models.firms import Enterprise
from enterprises.models.hearing import tell_of_handoff, tell_takers
from enterprises.models.requests import Request
from enterprises.models.visits import Visit
from enterprises.named import in_any


class NotInHand(Exception):
    """A hand-off is not in this person's hands: nobody took it, somebody else has it, or it is closed."""


def _kinds(user: User) -> list[HandoffKind]:
    return [kind for role, kind in HANDOFFS_OF.items() if user.holds(role)]


class VisitHandoffQuerySet(models.QuerySet["VisitHandoff"]):
    """Sentences about hand-offs."""

    def visible_to(self, user: User) -> Self:
        """Leaders and auditors see all; the officers of a room those of its kind; a liaison officer those of the visits
        that they see."""
        if user.holds(*SEES_ALL_SERVICE):
            return self
        seen = Q(kind__in=_kinds(user))
        if user.holds(Role.LIAISON):
            seen |= Q(visit__in=Visit.objects.visible_to(user).values("pk"))
        return self.filter(seen)

    def for_taking(self, user: User) -> Self:
        """Of the kinds that this person takes up."""
        return self.filter(kind__in=_kinds(user))

    def waiting(self) -> Self:
        """Nobody took it up yet."""
        return self.filter(taken_at__isnull=True)

    def taken(self) -> Self:
        """Somebody has it, and nothing came of it yet."""
        return self.filter(taken_at__isnull=False, closed_at__isnull=True)

    def closed(self) -> Self:
        return self.filter(closed_at__isnull=False)

    def in_hands_of(self, user: User) -> Self:
        """我承接的: what this person took up, or somebody for whom they stand in, until something came of it."""
        mine = Q(pk__in=[])
        for role, kind in HANDOFFS_OF.items():
            if user.holds(role):
                mine |= Q(kind=kind, taken_by__in=hands(user, role))
        return self.taken().filter(mine)

    def ways(self, text: str) -> list[Self]:
        """The ways to one of these: by its firm, and by what was said."""
        firms = [self.filter(visit__enterprise__in=way) for way in Enterprise.objects.ways(text)]
        return [self.filter(note__icontains=text.strip()), *firms]

    def named_like(self, text: str) -> Self:
        """Those whose firm or note contains the text."""
        return self.filter(in_any(VisitHandoff.objects.ways(text)))


@tracked()
class VisitHandoff(models.Model):
    """A need of money or people, or a word on a project, heard on a visit and passed to the officers of that room.

    It waits until one of them takes it up, and stays in their hands until a row of their register, a request or a
    stated reason closes it. `news` is what became of that row since, in a word.
    """

    visit = models.ForeignKey(Visit, verbose_name=_("走访"), on_delete=models.CASCADE, related_name="handoffs")
    kind = models.CharField(_("类型"), max_length=10, choices=HandoffKind.choices)
    note = models.CharField(_("转办说明"), max_length=200, blank=True)
    taken_by = models.ForeignKey(
        User, verbose_name=_("承接人"), null=True, blank=True, on_delete=models.PROTECT, related_name="handoffs"
    )
    taken_at = models.DateTimeField(_("承接时间"), null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=10, choices=HandoffOutcome.choices, blank=True)
    outcome_text = models.CharField(_("结果说明"), max_length=200, blank=True)
    request = models.ForeignKey(
        Request, verbose_name=_("转成的诉求"), null=True, blank=True, on_delete=models.PROTECT, related_name="handoffs"
    )
    closed_by = models.ForeignKey(
        User, verbose_name=_("办结人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    news = models.CharField(_("后续"), max_length=60, blank=True)
    news_at = models.DateTimeField(_("后续时间"), null=True, blank=True)
    objects = VisitHandoffQuerySet.as_manager()

    class Meta:
        verbose_name = _("走访转办")
        verbose_name_plural = _("走访转办")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "kind"], name="handoff_once"),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True, taken_by__isnull=True)
                | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="handoff_taken_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, outcome="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False, taken_at__isnull=False) & ~Q(outcome="")),
                name="handoff_closed_with_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "id"], condition=Q(taken_at__isnull=True), name="handoff_waiting"),
            models.Index(
                fields=["taken_by", "taken_at"],
                condition=Q(taken_at__isnull=False, closed_at__isnull=True),
                name="handoff_in_hand",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit} {self.get_kind_display()}"

    @property
    def stands(self) -> str:
        """Where it stands, as a key: waiting, taken or closed."""
        if self.closed_at:
            return "closed"
        return "taken" if self.taken_at else "waiting"

    def take(self, *, by: User, now: dt.datetime) -> bool:
        """承接; False when somebody else was first. Nobody is told: it is seen on the visit."""
        return bool(VisitHandoff.objects.filter(pk=self.pk, taken_at=None).update(taken_by=by, taken_at=now))

    @transaction.atomic
    def give_back(self, *, by: User, now: dt.datetime) -> None:
        """退回: taken up by mistake; it waits again, and the others of the room are told. Raises NotInHand."""
        given = VisitHandoff.objects.in_hands_of(by).filter(pk=self.pk).update(taken_by=None, taken_at=None)
        if not given:
            raise NotInHand
        self.refresh_from_db()
        tell_takers(self, by=by, now=now)

    @transaction.atomic
    def close(
        self, outcome: HandoffOutcome, *, text: str, by: User, now: dt.datetime, request: Request | None = None
    ) -> None:
        """Something came of it: a row of a register, a request, or a reason why nothing does. Who heard it is told.

        Raises NotInHand, also when it is closed already: of two at once one has it.
        """
        mine = VisitHandoff.objects.in_hands_of(by).filter(pk=self.pk)
        if not mine.update(outcome=outcome, outcome_text=text[:200], request=request, closed_by=by, closed_at=now):
            raise NotInHand
        self.refresh_from_db()
        tell_of_handoff(self, by=by, now=now)

    def follow(self, news: str, *, now: dt.datetime) -> None:
        """What became of the row that it was closed with, in a word without figures: a liaison officer reads it."""
        VisitHandoff.objects.filter(pk=self.pk).update(news=news[:60], news_at=now)
