"""A need in the hands of an institution (对接): several may be asked, and each answers for itself."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.locks import locked
from core.kernel.sense import AmountColumn, CountColumn, HappenedColumn, PlannedColumn
from core.kernel.taps import once
from core.kernel.workdays import WorkCalendar
from core.models import Tapped, User, bumps, tracked
from finance.enums import NEED_WAITING, PASSING_CLOSED, NeedState, PassingState, SharedFact
from finance.models.institutions import Institution
from finance.models.market import Product, of_its_own
from finance.models.needs import FinancingNeed
from finance.models.sums import POSITIVE, SEES_FINANCE

ANSWER_WITHIN = 5  # working days
MOST_WORDS = 200  # characters of a question, a reason, conditions


class PassingQuerySet(models.QuerySet["Passing"]):
    """Sentences about needs in the hands of institutions."""

    def visible_to(self, user: User) -> Self:
        """A bank's people see what was passed to their own institution, and of others nothing."""
        if user.holds(*SEES_FINANCE):
            return self
        if not user.holds(Role.BANK):
            return self.none()
        return self.filter(institution__members__user=user).exclude(state=PassingState.WITHDRAWN)

    def to_answer(self) -> Self:
        """Those that the institution still owes an answer."""
        return self.filter(state=PassingState.WAITING, need__state__in=NEED_WAITING)

    def open(self) -> Self:
        """Those that may still become a credit line."""
        return self.exclude(state__in=PASSING_CLOSED)


@tracked()
class Passing(Tapped):
    """A need passed to an institution, what the firm agreed to share with it, and its answer.

    An offer is an amount in 万元 at a rate in per cent a year over months.
    """

    need = models.ForeignKey(
        FinancingNeed, verbose_name=_("融资需求"), on_delete=models.PROTECT, related_name="passings"
    )
    institution = models.ForeignKey(
        Institution, verbose_name=_("机构"), on_delete=models.PROTECT, related_name="passings"
    )
    on = HappenedColumn(_("转交日期"))
    answer_by = PlannedColumn(_("答复期限"))
    shared = ArrayField(
        models.CharField(max_length=10, choices=SharedFact.choices),
        verbose_name=_("企业同意给机构看的"),
        default=list,
        blank=True,
    )
    by = models.ForeignKey(User, verbose_name=_("转交人"), on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("状态"), max_length=10, choices=PassingState.choices, default=PassingState.WAITING, editable=False
    )
    market_product = models.ForeignKey(
        Product,
        verbose_name=_("金融超市的产品"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="passings",
    )
    product = models.CharField(_("产品"), max_length=60, blank=True)
    offered_wan = AmountColumn(
        _("额度（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE, null=True, blank=True
    )
    rate = models.DecimalField(
        _("年利率（%）"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(36))],
    )
    term_months = CountColumn(_("期限（月）"), null=True, blank=True)
    conditions = models.CharField(_("担保与条件"), max_length=MOST_WORDS, blank=True)
    valid_until = PlannedColumn(_("报价有效到"), null=True, blank=True)
    question = models.CharField(_("反问"), max_length=MOST_WORDS, blank=True)
    reply = models.CharField(_("回答"), max_length=MOST_WORDS, blank=True)
    reason = models.CharField(_("原因"), max_length=MOST_WORDS, blank=True)
    objects = PassingQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("对接")
        verbose_name_plural = _("对接")
        ordering = ["answer_by", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["need", "institution"], name="passed_once"),
            models.CheckConstraint(
                condition=~Q(state=PassingState.OFFERED) | Q(offered_wan__gt=0, rate__isnull=False),
                name="offer_says_amount_and_rate",
            ),
        ]
        triggers = [bumps("credit"), of_its_own("market_product_id")]

    def __str__(self) -> str:
        return f"{self.need} {self.institution}"

    def is_late(self, on: dt.date) -> bool:
        """Whether the answer is owed and the day for it is over."""
        return self.state == PassingState.WAITING and self.answer_by < on

    @classmethod
    @transaction.atomic
    def pass_on(
        cls,
        need: FinancingNeed,
        *,
        institution: Institution,
        on: dt.date,
        by: User,
        client_id: uuid.UUID,
        shared: list[str] | None = None,
        answer_by: dt.date | None = None,
        product: Product | None = None,
    ) -> "Passing":
        """Hand a need to an institution, perhaps for one of its products. The first one is what the need is said to be
        matched with, from this day.

        Raises ValidationError for a need that is answered in full or withdrawn, or passed to this institution already,
        and for a product of another institution, or one that has ended.
        """
        held = locked(FinancingNeed, need.pk)
        until = answer_by or WorkCalendar.load().working_days_after(on, ANSWER_WITHIN)
        said: dict[str, Any] = {"on": on, "by": by, "answer_by": until, "shared": shared or []}
        if not held.is_waiting and not cls.objects.filter(client_id=client_id).exists():
            raise ValidationError(gettext("这项需求已经不在对接。"))
        if cls.objects.filter(need=held, institution=institution).exclude(client_id=client_id).exists():
            raise ValidationError(gettext("这项需求已转给这家机构。"), code="institution")
        if not cls.objects.filter(client_id=client_id).exists():
            said["market_product"] = Product.named_by(product, institution.pk, timezone.localdate())
        made, new = once(cls.objects.filter(need=held), client_id, need=held, institution=institution, **said)
        if new:
            held.institution = held.institution or institution
            held.matched_on = held.matched_on or on
            held.state = NeedState.MATCHED if held.state == NeedState.OPEN else held.state
            held.save(update_fields=["institution", "matched_on", "state"])
            held.tell_handoff()
        return made

    @transaction.atomic
    def offer(self, **said: Any) -> None:
        """报价: product, amount, rate, term, conditions and until when it stands.

        Raises ValidationError for a product of another institution, and for one that ended a moment ago.
        """
        if named := Product.named_by(said.get("market_product"), self.institution_id, timezone.localdate()):
            said["product"] = said.get("product") or named.name
        self._answer(PassingState.OFFERED, **said)

    def ask(self, *, question: str) -> None:
        """反问 before an offer."""
        self._answer(PassingState.ASKED, question=question, reply="")

    def tell(self, *, reply: str) -> None:
        """Answer what the institution asked; it owes its answer again."""
        self._answer(PassingState.WAITING, reply=reply)

    def decline(self, *, reason: str) -> None:
        """婉拒 with a reason."""
        self._answer(PassingState.DECLINED, reason=reason)

    def take_back(self, *, reason: str) -> None:
        """收回 a need from an institution, which then no longer sees it."""
        self._answer(PassingState.WITHDRAWN, reason=reason)
        named = FinancingNeed.objects.filter(pk=self.need_id, institution=self.institution_id, lines__isnull=True)
        named.update(institution=None)

    def _answer(self, state: PassingState, **said: Any) -> None:
        """Raises ValidationError once it became a line or was taken back: by whoever was faster."""
        if not Passing.objects.open().filter(pk=self.pk).update(state=state, **said):
            raise ValidationError(gettext("这项对接已经结束。"))
        self.refresh_from_db()
