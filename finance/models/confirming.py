"""The firm's side of a figure: a one-time link about one line, drawdown or repayment, and what the firm answered.

Whether the two sides agree is never kept: it is read off what stands in the register today, so a reversal closes a
difference, and a figure that is changed after the firm's word is one.
"""

import datetime as dt
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.locks import locked
from core.kernel.sense import AmountColumn, HappenedColumn
from core.kernel.taps import of_tap
from core.models import OneTimeLink, OneTimeLinkQuerySet, User, bumps
from finance.enums import SideKind
from finance.models.ledger import Drawdown, Repayment
from finance.models.lines import CreditLine

MOST_WORDS = 300  # characters
Entry = CreditLine | Drawdown | Repayment


class LinkOver(Exception):
    """The link was used, has expired, or was replaced."""


class SideMoved(Exception):
    """The register says something else than the page on which the firm answered."""


def line_of(row: Entry) -> CreditLine:
    """The credit line to which an entry belongs; a line is its own."""
    return row if isinstance(row, CreditLine) else row.line


def kind_of(row: Entry) -> SideKind:
    """What an entry is."""
    return SideKind(type(row)._meta.model_name) if not isinstance(row, CreditLine) else SideKind.LINE


def standing(row: Entry) -> tuple[Decimal, dt.date]:
    """What the register says today, in 万元, and of which day."""
    return (row.granted_wan, row.granted_on) if isinstance(row, CreditLine) else (row.left_wan, row.on)


def shown(row: Entry) -> str:
    """The same as one word, which goes with the page."""
    amount, on = standing(row)
    return f"{amount:.2f}|{on.isoformat()}"


class MoneyConfirmation(OneTimeLink):
    """企业确认: a one-time link about one entry of the register, and the firm's own figure in 万元.

    `said_wan` 0 means that there was no such money. `closed_words` are the finance officer's, who looked into a
    difference; they stand for `closed_wan`, what the register said then.
    """

    salt: ClassVar[str] = "finance.confirmation"
    line = models.ForeignKey(
        CreditLine, verbose_name=_("授信"), null=True, on_delete=models.CASCADE, related_name="confirmations"
    )
    drawdown = models.ForeignKey(
        Drawdown, verbose_name=_("放款"), null=True, on_delete=models.CASCADE, related_name="confirmations"
    )
    repayment = models.ForeignKey(
        Repayment, verbose_name=_("还款"), null=True, on_delete=models.CASCADE, related_name="confirmations"
    )
    agrees = models.BooleanField(_("一致"), null=True, blank=True)
    said_wan = AmountColumn(_("企业金额（万元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    said_on = HappenedColumn(_("企业日期"), null=True, blank=True)
    words = models.CharField(_("企业说明"), max_length=MOST_WORDS, blank=True)
    closed_words = models.CharField(_("核对说明"), max_length=MOST_WORDS, blank=True)
    closed_wan = AmountColumn(_("说明时登记（万元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    closed_by = models.ForeignKey(
        User, verbose_name=_("核对人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(_("核对时间"), null=True, blank=True)
    chased_at = models.DateTimeField(_("催办时间"), null=True, blank=True, editable=False)
    objects = OneTimeLinkQuerySet.as_manager()

    class Meta(OneTimeLink.Meta):
        verbose_name = _("金额确认")
        verbose_name_plural = _("金额确认")
        triggers = [bumps("credit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(line__isnull=False, drawdown__isnull=True, repayment__isnull=True)
                | Q(line__isnull=True, drawdown__isnull=False, repayment__isnull=True)
                | Q(line__isnull=True, drawdown__isnull=True, repayment__isnull=False),
                name="money_confirmation_of_one",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, agrees__isnull=True, said_wan__isnull=True)
                | Q(used_at__isnull=False, agrees__isnull=False, said_wan__gte=0),
                name="money_confirmation_answered_once",
            ),
            models.CheckConstraint(
                condition=Q(said_on__isnull=False) | Q(said_wan__isnull=True) | Q(said_wan=0),
                name="money_confirmation_says_a_day",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, closed_wan__isnull=True, closed_words="")
                | Q(closed_at__isnull=False, closed_by__isnull=False, closed_wan__isnull=False, used_at__isnull=False),
                name="difference_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row} {self.asked_at:%Y-%m-%d}"

    @property
    def row(self) -> Entry:
        """The entry that it is about."""
        about: Any = self.line or self.drawdown or self.repayment  # one of them, says the table
        return about

    @classmethod
    def about(cls, row: Entry) -> models.QuerySet[Any]:
        """The links about an entry, the latest first."""
        return cls.objects.filter(**{kind_of(row).value: row})

    @classmethod
    @transaction.atomic
    def ask_firm(cls, row: Entry, *, by: User, now: dt.datetime, number: Any) -> str:
        """Return the secret of a new link for the firm; the one before opens nothing any more.

        Raises ValidationError for a number of elsewhere.
        """
        locked(CreditLine, line_of(row).pk)
        line, drawdown, repayment = (
            row if isinstance(row, each) else None for each in (CreditLine, Drawdown, Repayment)
        )
        about = {"line": line, "drawdown": drawdown, "repayment": repayment}
        links: Any = cls.about(row)
        if of_tap(links.all(), number):
            return cls.still_asked(links, number=number, now=now)
        return cls.ask(links, number=number, by=by, now=now, **about)

    @transaction.atomic
    def answer(
        self, *, said_wan: Decimal | None, said_on: dt.date | None, words: str, seen: str, now: dt.datetime
    ) -> bool:
        """The firm's word: what was shown is right (None), or its own amount in 万元 and day. True when both agree.

        The only writer of `CreditLine.confirmed_on`. Raises SideMoved when the register changed since the page was
        shown, and LinkOver when the link was used meanwhile.
        """
        line = locked(CreditLine, line_of(self.row).pk)
        row = line if self.line_id else type(self.row)._default_manager.get(pk=self.row.pk)
        if shown(row) != seen:
            raise SideMoved
        amount, on = standing(row)
        said = (amount, on) if said_wan is None else (said_wan, said_on)
        agrees = said == (amount, on)
        if not self.use(now=now, agrees=agrees, said_wan=said[0], said_on=said[1], words=words):
            raise LinkOver
        if self.line_id:
            CreditLine.objects.filter(pk=line.pk).update(confirmed_on=timezone.localdate(now) if agrees else None)
        self.refresh_from_db()
        return agrees

    @transaction.atomic
    def explain(self, *, words: str, by: User, now: dt.datetime) -> bool:
        """Close a difference by the finance officer's words; False when there is nothing to close any more."""
        locked(CreditLine, line_of(self.row).pk)
        row = type(self.row)._default_manager.get(pk=self.row.pk)
        if self.used_at is None or (self.said_wan, self.said_on) == standing(row):
            return False
        said = {"closed_words": words, "closed_wan": standing(row)[0], "closed_by": by, "closed_at": now}
        return bool(MoneyConfirmation.objects.filter(pk=self.pk).update(**said))
