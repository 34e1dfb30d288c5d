"""Financing needs (融资需求): what firms need, and to whom it was passed."""

import datetime as dt
import re
from decimal import Decimal
from typing import Self

from django.apps import apps
from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.figures import wan
from core.kernel.keeping.freshness import remembered
from core.kernel.language import in_each_language
from core.kernel.locks import locked
from core.kernel.sense import AmountColumn, HappenedColumn
from core.models import Tapped, User, bumps, tracked
from enterprises.models import Enterprise, VisitHandoff
from finance.enums import NEED_ANSWERED, NEED_WAITING, NeedState, PassingState
from finance.models.institutions import Institution
from finance.models.sums import POSITIVE, SEES_FINANCE, sum_of

NUMBERED = re.compile(r"№([0-9]{1,9})$")  # as a need's label ends
MOST_SUMMARY = 80  # characters of it in a label


def _is_numbered(label: str) -> Q:
    """The need whose number a label tells at its end."""
    number = NUMBERED.search(label)
    return Q(pk=number[1]) if number else Q(pk__in=[])


class FinancingNeedQuerySet(models.QuerySet["FinancingNeed"]):
    """Sentences about financing needs."""

    def visible_to(self, user: User) -> Self:
        """A bank's people see the needs that their institution was asked for and that were not taken back from it,
        and those that it answered by a line."""
        if user.holds(*SEES_FINANCE):
            return self
        if not user.holds(Role.BANK):
            return self.none()
        bank = Institution.objects.filter(members__user=user).values("pk")
        asked = apps.get_model("finance.Passing").objects.filter(need=OuterRef("pk"), institution__in=bank)
        lines = apps.get_model("finance.CreditLine").objects.filter(need=OuterRef("pk"), institution__in=bank)
        named = Q(institution__in=bank) & ~Exists(asked)  # by name alone, as tables do
        return self.filter(Exists(asked.exclude(state=PassingState.WITHDRAWN)) | Exists(lines) | named)

    def named_like(self, text: str) -> Self:
        """Needs of firms whose names contain the text."""
        return self.filter(enterprise__in=Enterprise.objects.named_like(text))

    def called(self, text: str) -> "FinancingNeed | None":
        """The need of a label, in whatever language it was written; None for one that says today something else."""
        found = self.filter(_is_numbered(text)).first()
        return found if found and text in [found.label for _language in in_each_language()] else None

    def suggested(self, text: str) -> Self:
        """For a field that asks for names: needs of firms like the text or for such a purpose, the newest first."""
        if not text:
            return self
        firms = Enterprise.objects.named_like(text)
        return self.filter(_is_numbered(text) | Q(purpose__icontains=text) | Q(enterprise__in=firms))

    def waiting(self) -> Self:
        """Needs that have no credit line yet, or one for a part only."""
        return self.filter(state__in=NEED_WAITING)

    def standing(self, on: dt.date) -> Self:
        """Needs that were raised by a day and not withdrawn by it."""
        gone = Q(state=NeedState.WITHDRAWN) & Q(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__lte=on))
        return self.filter(raised_on__lte=on).exclude(gone)

    def matched(self, on: dt.date) -> Self:
        """Needs that had gone to an institution by a day: passed on by name, or answered by a line."""
        named = Q(institution__isnull=False, matched_on__isnull=True) | Q(matched_on__lte=on)
        lines = apps.get_model("finance.CreditLine").objects.filter(need=OuterRef("pk"), granted_on__lte=on)
        return self.filter(named | Exists(lines))

    def total(self) -> tuple[int, Decimal]:
        """How many these needs are and what they add up to, in 万元; as it was added up last (`CreditLine.totals`)."""
        rows = self.order_by().select_related(None)

        def add_up() -> tuple[int, Decimal]:
            found = rows.aggregate(n=Count("pk"), wan=Sum("amount_wan", default=Decimal(0)))
            return found["n"], found["wan"]

        return remembered("credit firms", rows.values("pk"), add_up)

    def with_granted(self, user: User) -> Self:
        """Add `granted_wan`, the sum of the lines that answer the need, and `bank_name`, with whom it is matched; a
        bank's people are told neither of another bank."""
        lines = apps.get_model("finance.CreditLine").objects.visible_to(user)
        whose = F("institution__name")
        if not user.holds(*SEES_FINANCE):
            whose = Subquery(Institution.objects.filter(members__user=user).values("name")[:1])
        return self.annotate(granted_wan=sum_of(lines, "need", "granted_wan"), bank_name=whose)


@tracked()
class FinancingNeed(Tapped):
    """A firm needs money (融资需求), perhaps already passed to an institution (对接)."""

    enterprise = models.ForeignKey(Enterprise, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="needs")
    amount_wan = AmountColumn(_("金额（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE)
    purpose = models.CharField(_("用途"), max_length=120)
    raised_on = HappenedColumn(_("提出日期"))
    institution = models.ForeignKey(
        Institution, verbose_name=_("对接机构"), null=True, blank=True, on_delete=models.PROTECT, related_name="needs"
    )
    matched_on = HappenedColumn(_("对接日期"), null=True, blank=True)
    withdrawn_on = HappenedColumn(_("撤回日期"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=NeedState.choices, default=NeedState.OPEN)
    handoff = models.ForeignKey(
        VisitHandoff, verbose_name=_("走访转办"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_example = models.BooleanField(_("示例"), default=False)
    objects = FinancingNeedQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("融资需求")
        verbose_name_plural = _("融资需求")
        triggers = [bumps("credit")]
        ordering = ["-raised_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_wan__gt=0), name="need_positive")]
        indexes = [
            models.Index(fields=["-raised_on", "-id"], name="need_by_day"),
            models.Index(fields=["raised_on", "id"], condition=Q(state__in=NEED_WAITING), name="need_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.amount_wan}"

    @property
    def summary(self) -> str:
        """Firm, amount and purpose."""
        said = {"firm": self.enterprise, "amount": wan(self.amount_wan), "purpose": self.purpose}
        return gettext("%(firm)s %(amount)s 万元 %(purpose)s") % said

    @property
    def label(self) -> str:
        """The beginning of it with the number: what no other need is called, as it is typed into a field."""
        return f"{self.summary[:MOST_SUMMARY]} №{self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Whether the need, or a part of it, still has no credit line."""
        return self.state in NEED_WAITING

    @property
    def is_answered(self) -> bool:
        """Whether a credit line answers the need or a part of it."""
        return self.state in NEED_ANSWERED

    @property
    def rest_wan(self) -> Decimal:
        """What no credit line answers yet."""
        lines = self.lines.all()  # pyright: ignore[reportAttributeAccessIssue]  # from CreditLine
        return max(self.amount_wan - sum((line.answers_wan for line in lines), Decimal(0)), Decimal(0))

    def may_be_answered_by(self, institution: Institution | None) -> bool:
        """Whether a line of this institution may answer it: one that it was passed to and not taken back from, or any
        while it names none or a part of it is answered already."""
        asked = self.passings.filter(institution=institution).first()  # pyright: ignore[reportAttributeAccessIssue]  # from Passing
        if asked is not None:
            return asked.state != PassingState.WITHDRAWN
        return not self.institution_id or self.institution == institution or self.is_answered

    def dated(self, on: dt.date) -> Self:
        """Put down since when it is passed on or withdrawn, for a state that was said today; nothing is saved."""
        self.matched_on = self.matched_on or (on if self.institution_id else None)
        self.withdrawn_on = (self.withdrawn_on or on) if self.state == NeedState.WITHDRAWN else None
        return self

    @transaction.atomic
    def settle(self) -> None:
        """Say how far the lines answer the need: what was lowered or ended without being drawn is open again.

        A need that was withdrawn stays so. Two lines at once queue at the need.
        """
        need = locked(FinancingNeed, self.pk)
        if need.state == NeedState.WITHDRAWN:
            return
        lines = need.lines.order_by("granted_on", "pk")  # pyright: ignore[reportAttributeAccessIssue]  # from CreditLine
        answers = sum((line.answers_wan for line in lines), Decimal(0))
        if lines:
            need.state = NeedState.GRANTED if answers >= need.amount_wan else NeedState.PARTLY
            need.institution = need.institution or lines[0].institution
            need.matched_on = need.matched_on or lines[0].granted_on
            banks = [line.institution_id for line in lines]
            need.passings.filter(institution__in=banks).update(state=PassingState.GRANTED)  # pyright: ignore[reportAttributeAccessIssue]  # from Passing
        elif need.is_answered:
            need.state = NeedState.MATCHED
        need.save(update_fields=["state", "institution", "matched_on"])
        self.refresh_from_db(fields=["state", "institution", "matched_on"])
        self.tell_handoff()

    def tell_handoff(self) -> None:
        """Who heard of the need on a visit sees where it stands; neither by whom it is answered nor how much."""
        if self.handoff and self.handoff.news != (news := self.get_state_display()):
            self.handoff.follow(news, now=timezone.now())
