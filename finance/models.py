"""产融对接: institutions, needs, credit lines (授信) and drawdowns (放款).

Drawn never exceeds granted: the database refuses, whoever writes.
"""

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple, Self

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import IntegrityError, models, transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.figures import left, wan
from core.kernel.keeping.freshness import remembered
from core.kernel.keeping.recounting import Difference
from core.kernel.language import in_each_language
from core.kernel.locks import locked
from core.kernel.sense import AmountColumn, HappenedColumn, PlannedColumn
from core.kernel.taps import former_name, of_tap, refused_by
from core.models import OnceAsSeen, Tapped, User, bumps, tracked
from core.typed.own_numbers import key_of, own_number
from enterprises.models import Enterprise
from enterprises.named import in_any
from enterprises.names import plain
from finance.enums import NEED_WAITING, InstitutionKind, NeedState, StuckReason

SEES_FINANCE = (Role.LEADER, Role.AUDITOR, Role.FINANCE_OFFICER)
POSITIVE = [MinValueValidator(Decimal("0.01"))]
WAN = models.DecimalField(max_digits=16, decimal_places=2)  # what a sum of amounts is
LINE = "S"  # the letter of a credit line's number
NUMBERED = re.compile(r"№([0-9]{1,9})$")  # as a need's label ends
MOST_SUMMARY = 80  # characters of it in a label
WITHIN_LIMIT = "drawn_within_limit"  # the check that refuses


def _sum_of(rows: QuerySet, owner: str, field: str) -> Coalesce:
    """The sum of a field of the rows that point to the outer row, 0 when there is none."""
    total = rows.filter(**{owner: OuterRef("pk")}).order_by().values(owner).annotate(total=Sum(field))
    return Coalesce(Subquery(total.values("total")), Decimal(0), output_field=WAN)


class InstitutionQuerySet(models.QuerySet["Institution"]):
    """Sentences about institutions."""

    def visible_to(self, user: User) -> Self:
        """A bank's people see their own institution only."""
        if user.holds(*SEES_FINANCE):
            return self
        return self.filter(members__user=user) if user.holds(Role.BANK) else self.none()

    def with_sums(self) -> Self:
        """Add `lines`, `granted_wan`, `drawn_wan`: what each has granted and what of it is drawn.

        Three sub-selects for each institution: a join with the lines would ask the two sums once for each line.
        """
        lines = CreditLine.objects.all()
        counted = lines.filter(institution=OuterRef("pk")).order_by().values("institution").annotate(n=Count("pk"))
        return self.annotate(
            lines=Coalesce(Subquery(counted.values("n")), 0),
            granted_wan=_sum_of(lines, "institution", "granted_wan"),
            drawn_wan=_sum_of(lines, "institution", "drawn_wan"),
        )


class Institution(models.Model):
    """A bank, venture firm, guarantor or lessor."""

    name = models.CharField(_("机构"), max_length=60, unique=True)
    kind = models.CharField(_("类型"), max_length=10, choices=InstitutionKind.choices)
    is_example = models.BooleanField(_("示例"), default=False)
    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("金融机构")
        verbose_name_plural = _("金融机构")
        triggers = [bumps("credit")]
        ordering = ["pk"]
        constraints = [OnceAsSeen("name", name="institution_name_as_seen")]

    def __str__(self) -> str:
        return self.name


class Branch(models.Model):
    """A branch of an institution."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="branches")
    name = models.CharField(_("网点"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("网点")
        verbose_name_plural = _("网点")
        ordering = ["pk"]
        constraints = [OnceAsSeen("name", name="branch_name_as_seen")]

    def __str__(self) -> str:
        return self.name


class BankMember(models.Model):
    """Ties a user with the bank role to the one institution whose rows they see."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="bank_member")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="members")

    class Meta:
        verbose_name = _("机构人员")
        verbose_name_plural = _("机构人员")
        triggers = [bumps("credit")]

    def __str__(self) -> str:
        return f"{self.user} {self.institution}"


class Measure(models.Model):
    """A measure of the 金融超市 (绿色通道, 灵活担保 …)."""

    name = models.CharField(_("金融举措"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("金融举措")
        verbose_name_plural = _("金融举措")
        ordering = ["pk"]
        constraints = [OnceAsSeen("name", name="measure_name_as_seen")]

    def __str__(self) -> str:
        return self.name


def _is_numbered(label: str) -> Q:
    """The need whose number a label tells at its end."""
    number = NUMBERED.search(label)
    return Q(pk=number[1]) if number else Q(pk__in=[])


class FinancingNeedQuerySet(models.QuerySet["FinancingNeed"]):
    """Sentences about financing needs."""

    def visible_to(self, user: User) -> Self:
        """A bank's people see the needs that were passed to their institution."""
        if user.holds(*SEES_FINANCE):
            return self
        return self.filter(institution__members__user=user) if user.holds(Role.BANK) else self.none()

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
        """Needs that have no credit line yet."""
        return self.filter(state__in=NEED_WAITING)

    def total(self) -> tuple[int, Decimal]:
        """How many these needs are and what they add up to, in 万元; as it was added up last (`CreditLine.totals`)."""
        rows = self.order_by().select_related(None)

        def add_up() -> tuple[int, Decimal]:
            found = rows.aggregate(n=Count("pk"), wan=Sum("amount_wan", default=Decimal(0)))
            return found["n"], found["wan"]

        return remembered("credit firms", rows.values("pk"), add_up)

    def with_granted(self) -> Self:
        """Add `granted_wan`, the sum of the lines that answer the need."""
        return self.annotate(granted_wan=_sum_of(CreditLine.objects.all(), "need", "granted_wan"))


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
    state = models.CharField(_("状态"), max_length=10, choices=NeedState.choices, default=NeedState.OPEN)
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
        """Whether the need still has no credit line."""
        return self.state in NEED_WAITING

    def answer(self, *, institution: Institution) -> None:
        """Mark the need as granted, by the institution of its line. A need that is granted already stays as it is."""
        waiting = FinancingNeed.objects.filter(pk=self.pk).exclude(state=NeedState.GRANTED)
        waiting.update(state=NeedState.GRANTED, institution=institution)
        self.refresh_from_db(fields=["state", "institution"])

    def reopen(self) -> None:
        """Let the need wait again, with its institution, once no line answers it any more. Else nothing changes."""
        left = FinancingNeed.objects.filter(pk=self.pk, state=NeedState.GRANTED, lines__isnull=True)
        left.update(state=NeedState.MATCHED)
        self.refresh_from_db(fields=["state"])


class Totals(NamedTuple):
    """Sums over credit lines, in 万元, and how many they are."""

    granted_wan: Decimal
    drawn_wan: Decimal
    lines: int

    @property
    def undrawn_wan(self) -> Decimal:
        """What is granted but not drawn."""
        return self.granted_wan - self.drawn_wan

    @property
    def granted_yi(self) -> Decimal:
        """What is granted, in 亿元."""
        return self.granted_wan / 10_000

    @property
    def undrawn_shown(self) -> Decimal:
        """What is not drawn in 亿元, as it is written beside the two others."""
        return left(self.granted_yi, self.drawn_yi, 2)

    @property
    def drawn_yi(self) -> Decimal:
        """What is drawn, in 亿元."""
        return self.drawn_wan / 10_000

    @property
    def rate(self) -> Decimal | None:
        """放款率 as a fraction of one; None where nothing is granted."""
        return self.drawn_wan / self.granted_wan if self.granted_wan else None


class CreditLineQuerySet(models.QuerySet["CreditLine"]):
    """Sentences about credit lines."""

    def visible_to(self, user: User) -> Self:
        """A bank's people see their own institution's lines."""
        if user.holds(*SEES_FINANCE):
            return self
        return self.filter(institution__members__user=user) if user.holds(Role.BANK) else self.none()

    def named_like(self, text: str) -> Self:
        """Lines of firms or institutions whose names contain the text."""
        return self.filter(in_any(CreditLine.objects.ways(text))) if plain(text) else self.none()

    def ways(self, text: str) -> list[Self]:
        """The ways to one of these lines: by its number, by its institution and by its firm."""
        banks = Institution.objects.filter(name__icontains=text.strip())
        firms = Enterprise.objects.ways(text)
        numbered = self.filter(pk=key_of(LINE, text) or 0)
        return [numbered, self.filter(institution__in=banks), *(self.filter(enterprise__in=way) for way in firms)]

    def not_drawn(self) -> Self:
        """Lines from which nothing is drawn."""
        return self.filter(drawn_wan=0)

    def partly_drawn(self) -> Self:
        return self.filter(drawn_wan__gt=0, undrawn_wan__gt=0)

    def fully_drawn(self) -> Self:
        return self.filter(undrawn_wan__lte=0)

    def waiting(self, on: dt.date) -> Self:
        """Lines that still can be drawn on a date."""
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=on), undrawn_wan__gt=0)

    def differences(self) -> Iterator[Difference]:
        """Lines whose kept sum is not that of their drawdowns (manage.py recount)."""
        counted = self.annotate(counted=_sum_of(Drawdown.objects.all(), "line", "amount_wan"))
        for line in counted.exclude(drawn_wan=F("counted")):
            yield Difference("credit line", str(line.pk), "drawn_wan", line.drawn_wan, line.counted, due=False)

    def recount(self) -> int:
        """Sum the drawdowns of each line anew; return how many lines were changed."""
        counted = _sum_of(Drawdown.objects.all(), "line", "amount_wan")
        return self.exclude(drawn_wan=counted).update(drawn_wan=counted)

    def totals(self) -> Totals:
        """Sums over these lines, as they were added up last while nothing of this room or of the firms has changed."""
        rows = self.order_by().select_related(None)
        nothing = Decimal(0)

        def add_up() -> Totals:
            sums = {"granted": Sum("granted_wan", default=nothing), "drawn": Sum("drawn_wan", default=nothing)}
            found = rows.aggregate(**sums, lines=Count("pk"))
            return Totals(found["granted"], found["drawn"], found["lines"])

        return remembered("credit firms", rows.values("pk"), add_up)


class OverLimit(Exception):
    """A drawdown does not fit into its credit line; `left_wan` is what still fits, in 万元."""

    def __init__(self, left_wan: Decimal) -> None:
        super().__init__(f"only {left_wan} 万元 left")
        self.left_wan = left_wan


# Added and taken away, never summed anew: of two drawdowns at once the second waits for the line and adds to what it
# finds then. What it was is refused by the line's own check.
KEEP_DRAWN = """
    IF TG_OP <> 'INSERT' THEN
        UPDATE finance_creditline SET drawn_wan = drawn_wan - OLD.amount_wan WHERE id = OLD.line_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE finance_creditline SET drawn_wan = drawn_wan + NEW.amount_wan WHERE id = NEW.line_id;
    END IF;
    RETURN NULL;
"""


@tracked(exclude=["drawn_wan", "undrawn_wan"])
class CreditLine(Tapped):
    """A credit line (授信) granted by an institution to a firm, in 万元.

    `drawn_wan` is kept by the database with every drawdown, and the rest is counted from it.
    """

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="credit_lines"
    )
    institution = models.ForeignKey(
        Institution, verbose_name=_("机构"), on_delete=models.PROTECT, related_name="credit_lines"
    )
    need = models.ForeignKey(
        FinancingNeed, verbose_name=_("融资需求"), null=True, blank=True, on_delete=models.PROTECT, related_name="lines"
    )
    granted_wan = AmountColumn(_("授信（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE)
    granted_on = HappenedColumn(_("授信日期"))
    expires_on = PlannedColumn(_("到期日期"), null=True, blank=True)
    stuck_reason = models.CharField(_("未放款原因"), max_length=12, choices=StuckReason.choices, blank=True)
    confirmed_on = HappenedColumn(_("企业确认日期"), null=True, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)
    drawn_wan = models.DecimalField(
        _("已放款（万元）"), max_digits=14, decimal_places=2, default=Decimal(0), editable=False
    )
    undrawn_wan = models.GeneratedField(
        verbose_name=_("未放款（万元）"),
        expression=F("granted_wan") - F("drawn_wan"),
        output_field=models.DecimalField(max_digits=14, decimal_places=2),
        db_persist=True,
    )
    objects = CreditLineQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("授信")
        verbose_name_plural = _("授信")
        ordering = ["-granted_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(granted_wan__gt=0), name="granted_positive"),
            models.CheckConstraint(condition=Q(drawn_wan__lte=F("granted_wan")), name=WITHIN_LIMIT),
        ]
        indexes = [
            models.Index(fields=["-granted_on", "-id"], name="line_by_day"),
            models.Index(fields=["institution", "-granted_on", "-id"], name="line_by_institution"),
        ]
        triggers = [bumps("credit")]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.institution}"

    @property
    def number(self) -> str:
        """By which tables, papers and people name it: S-000123."""
        return own_number(LINE, self.pk)

    def draw(self, *, amount_wan: Decimal, on: dt.date, by: User, client_id: uuid.UUID) -> "Drawdown":
        """Record money drawn, in 万元. The same press again returns the same drawdown.

        Raises OverLimit when it does not fit, and ValidationError for a number of elsewhere. Two at once queue at the
        line's lock, and the database checks once more.
        """
        try:
            with transaction.atomic():
                line = locked(CreditLine, self.pk)
                if before := of_tap(line.drawdowns.all(), client_id):
                    return before
                if amount_wan > line.undrawn_wan:
                    raise OverLimit(line.undrawn_wan)
                return line.drawdowns.create(amount_wan=amount_wan, on=on, recorded_by=by, client_id=client_id)
        except IntegrityError as error:
            if refused_by(error) != WITHIN_LIMIT:
                raise
            raise OverLimit(CreditLine.objects.get(pk=self.pk).undrawn_wan) from error

    @transaction.atomic
    def withdraw(self) -> bool:
        """撤回 a line that was entered by mistake; its need waits again. False once money is drawn from it, or when it
        is gone. Its events keep what it said."""
        held = CreditLine.objects.select_for_update(of=("self",)).filter(pk=self.pk).first()
        if held is None or held.drawdowns.exists():
            return False
        held.delete()
        if held.need:
            held.need.reopen()
        return True


@tracked()
class Drawdown(Tapped):
    """Money drawn from a credit line (放款), in 万元. Inserted and summed, never overwritten."""

    line = models.ForeignKey(CreditLine, verbose_name=_("授信"), on_delete=models.PROTECT, related_name="drawdowns")
    amount_wan = AmountColumn(_("放款（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE)
    on = HappenedColumn(_("放款日期"))
    recorded_by = models.ForeignKey(User, verbose_name=_("登记人"), on_delete=models.PROTECT, related_name="+")
    submission_id = former_name("client_id")

    class Meta(Tapped.Meta):
        verbose_name = _("放款")
        verbose_name_plural = _("放款")
        ordering = ["on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_wan__gt=0), name="drawn_positive")]
        triggers = [
            bumps("credit"),
            pgtrigger.Trigger(
                name="keeps_drawn",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("amount_wan", "line_id") | pgtrigger.Delete,
                func=KEEP_DRAWN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.amount_wan}"
