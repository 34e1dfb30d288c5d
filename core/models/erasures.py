"""个人信息删除 (PIPL 47): asked for by one person, decided by another; the rows themselves are in erasable.py."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.enums import ErasureReason, Person, RequestedRoles, Role
from core.models.accounts import DECIDED
from core.models.freshness import bumps
from core.models.people import User
from core.models.taps import Tapped
from core.models.trail import tracked

# Who gives the second word. Who asks is a right over the row (zone_tracker/erasing/subjects.py).
DECIDES: dict[Person, tuple[Role, ...]] = {
    Person.TALENT: (Role.LEADER, Role.TALENT_OFFICER),
    Person.CONTACT: (Role.LEADER,),
    Person.USER: (Role.SECURITY_ADMIN,),
}


class ErasureQuerySet(models.QuerySet["Erasure"]):
    """Sentences about erasures."""

    def visible_to(self, user: User) -> Self:
        """Those who asked, and those who decide on such a person."""
        kinds = [str(kind) for kind, roles in DECIDES.items() if user.holds(*roles)]
        return self.filter(Q(asked_by=user) | Q(whose__in=kinds))

    def waiting(self) -> Self:
        return self.filter(state=RequestedRoles.ASKED)


@tracked()
class Erasure(Tapped):
    """That the personal data of one row is to be erased, history included: asked by one, decided by another.

    It names the row by its key, and holds nothing of what is erased.
    """

    whose = models.CharField(_("类别"), max_length=8, choices=Person.choices)
    row = models.BigIntegerField(_("行"))
    reason = models.CharField(_("删除原因"), max_length=10, choices=ErasureReason.choices)
    state = models.CharField(_("状态"), max_length=10, choices=RequestedRoles.choices, default=RequestedRoles.ASKED)
    asked_by = models.ForeignKey(User, verbose_name=_("申请人"), on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("申请时间"))
    decided_by = models.ForeignKey(
        User, verbose_name=_("决定人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    objects = ErasureQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("个人信息删除")
        verbose_name_plural = _("个人信息删除")
        ordering = ["-asked_at", "-pk"]
        triggers = [bumps("people")]
        constraints = [
            models.UniqueConstraint(
                fields=["whose", "row"], condition=Q(state=RequestedRoles.ASKED), name="erasure_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state=RequestedRoles.ASKED, decided_by__isnull=True, decided_at__isnull=True)
                | Q(state=RequestedRoles.WITHDRAWN, decided_by=F("asked_by"), decided_at__isnull=False)
                | (
                    Q(state__in=DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("asked_by"))
                    & ~Q(whose=Person.USER, decided_by=F("row"))
                ),
                name="erasure_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_whose_display()} {self.row}"

    @property
    def is_waiting(self) -> bool:
        return self.state == RequestedRoles.ASKED
