"""Ask and decide: what takes a leader's word is asked for with a reason, decided once, and nothing moves before."""

import datetime as dt
from typing import Protocol, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.hands.reading import entwined
from core.models import User
from projects.enums import Decision

Row = TypeVar("Row", bound=models.Model)


class Stands(Protocol):
    """What a request is about: something with a standing of its own, a project."""

    def renew_standing(self, *, now: dt.datetime | None = None) -> None: ...


class AskedQuerySet(models.QuerySet[Row]):
    """Sentences about requests that take a leader's word."""

    def pending(self) -> Self:
        """Not decided yet."""
        return self.filter(state=Decision.PENDING)

    def waiting_like(self, **wanted: object) -> Row | None:
        """The request that waits, when it asks for the very same; None when none waits.

        Raises ValidationError when another one waits: a leader decides on one at a time.
        """
        waiting = self.pending().first()
        if waiting and any(getattr(waiting, name) != value for name, value in wanted.items()):
            kind = self.model._meta.verbose_name
            raise ValidationError(gettext("已有一份%(kind)s待决定。") % {"kind": kind}, code="already_asked")
        return waiting

    def lapse(self, *, note: str, by: User, now: dt.datetime) -> None:
        """What waits is settled by something else that happened; the note says what."""
        self.pending().update(state=Decision.REFUSED, decided_by=by, decided_at=now, note=note)


class Asked(models.Model):
    """A request with its reason, and a leader's word on it.

    A kind of request says how it is locked (`hold`), what happens when it is granted (`carry_out`), and which project
    it is about (`about`). A new kind is a class, and a line in projects/plan/decisions.py.
    """

    reason = models.CharField(_("理由"), max_length=200)
    state = models.CharField(_("决定"), max_length=12, choices=Decision.choices, default=Decision.PENDING)
    requested_by = models.ForeignKey(User, verbose_name=_("申请人"), on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("申请时间"))
    decided_by = models.ForeignKey(
        User, verbose_name=_("决定人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    note = models.CharField(_("决定意见"), max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=Decision.PENDING, decided_at__isnull=True)
                | Q(~Q(state=Decision.PENDING), decided_at__isnull=False, decided_by__isnull=False),
                name="%(class)s_decided_by_somebody",
            )
        ]

    @property
    def about(self) -> Stands:
        """The project that the request is about."""
        raise NotImplementedError

    def hold(self) -> None:
        """Lock what the request is about until the transaction ends; `decide` reads it anew after that."""
        raise NotImplementedError

    def carry_out(self, *, by: User, now: dt.datetime) -> None:
        """Do what was granted. Raises ValidationError when it cannot be done any more."""
        raise NotImplementedError

    def tell(self, *, now: dt.datetime) -> None:
        """Tell whoever has to act on the decision; nobody unless a kind says who."""

    @transaction.atomic
    def decide(self, approve: bool, *, note: str, by: User, now: dt.datetime) -> None:
        """A leader's word: granted, it is carried out at once. Once decided it stays, so a second press does nothing.

        Raises ValidationError when what was asked for cannot be done any more, and for whoever stands in for who asked,
        or the other way round; it still waits then.
        """
        self.hold()
        self.refresh_from_db()
        if self.state != Decision.PENDING:
            return
        both = entwined(self.requested_by_id, at=now) | entwined(self.requested_by_id, at=self.requested_at)
        if by.pk != self.requested_by_id and by.pk in both:
            raise ValidationError(_("申请人与代理人不能互相决定，请其他领导决定。"), code="deputy")
        if approve:
            self.carry_out(by=by, now=now)
        self.state = Decision.APPROVED if approve else Decision.REFUSED
        self.note, self.decided_by, self.decided_at = note, by, now
        self.save(update_fields=["state", "note", "decided_by", "decided_at"])
        if approve:
            self.about.renew_standing(now=now)
        self.tell(now=now)

    @transaction.atomic
    def withdraw(self, *, by: User, now: dt.datetime) -> None:
        """撤回, by who made it, while it waits: nothing moves and no leader is asked any more. Twice is once.

        Raises ValidationError for somebody else's request, and for one that was decided already.
        """
        self.hold()
        self.refresh_from_db()
        if self.requested_by_id != by.pk:
            raise ValidationError(_("只有申请人本人可以撤回。"), code="not_yours")
        if self.state == Decision.WITHDRAWN:
            return
        if self.state != Decision.PENDING:
            raise ValidationError(
                gettext("已经决定：%(word)s，不能撤回。") % {"word": self.get_state_display()}, code="decided"
            )
        self.state, self.decided_by, self.decided_at = Decision.WITHDRAWN, by, now
        self.save(update_fields=["state", "decided_by", "decided_at"])
