"""人才需求: the people whom a firm looks for, and how many of them have come."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Self

import pgtrigger
from django.db import IntegrityError, models, transaction
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.kernel.keeping.recounting import Difference
from core.kernel.locks import locked
from core.kernel.sense import CountColumn, HappenedColumn, PlannedColumn
from core.kernel.taps import of_tap, refused_by
from core.models import Tapped, User, bumps, tracked
from enterprises.models import Enterprise, VisitHandoff
from enterprises.named import in_any
from talent.enums import Category
from talent.models.people import SEES_TALENTS, Talent

WITHIN_WANTED = "talent_need_not_overfilled"  # the check that refuses

# Added and taken away, never summed anew, as with money: of two at once the second adds to what it finds then.
KEEP_FILLED = """
    IF TG_OP <> 'INSERT' THEN
        UPDATE talent_talentneed SET filled = filled - OLD.heads WHERE id = OLD.need_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE talent_talentneed SET filled = filled + NEW.heads WHERE id = NEW.need_id;
    END IF;
    RETURN NULL;
"""


class TooMany(Exception):
    """More people than the firm still looks for; `left` is how many those are."""

    def __init__(self, left: int) -> None:
        super().__init__(f"only {left} more are looked for")
        self.left = left


def _came() -> Coalesce:
    """How many came for the outer need."""
    rows = TalentNeedFill.objects.filter(need=OuterRef("pk")).order_by().values("need").annotate(n=Sum("heads"))
    return Coalesce(Subquery(rows.values("n")), 0)


class TalentNeedQuerySet(models.QuerySet["TalentNeed"]):
    """Sentences about needs of people."""

    def visible_to(self, user: User) -> Self:
        """Who sees the register of talents sees what firms look for."""
        return self if user.holds(*SEES_TALENTS) else self.none()

    def open(self) -> Self:
        """Somebody is still looked for."""
        return self.filter(withdrawn_on__isnull=True, filled__lt=F("heads"))

    def met(self) -> Self:
        """Everybody came who was looked for."""
        return self.filter(withdrawn_on__isnull=True, filled__gte=F("heads"))

    def withdrawn(self) -> Self:
        return self.filter(withdrawn_on__isnull=False)

    def differences(self) -> Iterator[Difference]:
        """Needs whose kept number is not that of the rows (manage.py recount)."""
        for need in self.annotate(counted=_came()).exclude(filled=F("counted")):
            yield Difference("talent need", str(need.pk), "filled", need.filled, need.counted, due=False)

    def recount(self) -> int:
        """Count anew who came for each need; return how many needs were changed."""
        return self.exclude(filled=_came()).update(filled=_came())

    def named_like(self, text: str) -> Self:
        """Needs of firms, or for such work, whose names contain the text."""
        ways = [self.filter(enterprise__in=way) for way in Enterprise.objects.ways(text)]
        return self.filter(in_any([self.filter(what__icontains=text.strip()), *ways]))


@tracked(exclude=["filled"])
class TalentNeed(Tapped):
    """A firm looks for people of one kind of work. `filled`, how many came, is kept by the database with each row."""

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="talent_needs"
    )
    what = models.CharField(_("岗位或工种"), max_length=60)
    category = models.CharField(_("类别"), max_length=10, choices=Category.choices, blank=True)
    heads = CountColumn(_("人数"))
    raised_on = HappenedColumn(_("提出日期"))
    wanted_by = PlannedColumn(_("希望到岗日期"), null=True, blank=True)
    details = models.CharField(_("要求与待遇"), max_length=200, blank=True)
    withdrawn_on = HappenedColumn(_("撤回日期"), null=True, blank=True)
    withdrawn_why = models.CharField(_("撤回原因"), max_length=120, blank=True)
    handoff = models.ForeignKey(
        VisitHandoff, verbose_name=_("走访转办"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    filled = models.PositiveIntegerField(_("已到岗"), default=0, editable=False)
    is_example = models.BooleanField(_("示例"), default=False)
    objects = TalentNeedQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("人才需求")
        verbose_name_plural = _("人才需求")
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(heads__gte=1), name="talent_need_of_somebody"),
            models.CheckConstraint(condition=Q(filled__lte=F("heads")), name=WITHIN_WANTED),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_why="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_why="")),
                name="talent_need_withdrawn_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["-raised_on", "-id"], name="talent_need_by_day")]
        triggers = [bumps("talents")]

    def __str__(self) -> str:
        return _gettext("%(what)s %(n)d 名") % {"what": self.what, "n": self.heads}

    @property
    def stands(self) -> str:
        """Where it stands, as a key: open, met or withdrawn."""
        if self.withdrawn_on:
            return "withdrawn"
        return "met" if self.filled >= self.heads else "open"

    @property
    def left(self) -> int:
        """How many are still looked for."""
        return self.heads - self.filled

    def fill(
        self,
        *,
        heads: int,
        on: dt.date,
        by: User,
        now: dt.datetime,
        client_id: uuid.UUID,
        talent: Talent | None = None,
        note: str = "",
    ) -> "TalentNeedFill":
        """Record that people came. The same press again returns the same row.

        Raises TooMany when no more are looked for, and ValidationError for a number of elsewhere. Two at once queue at
        the need's lock, and the database checks once more.
        """
        try:
            with transaction.atomic():
                need = locked(TalentNeed, self.pk)
                if before := of_tap(need.fills.all(), client_id):
                    return before
                if need.stands != "open" or heads > need.left:
                    raise TooMany(0 if need.withdrawn_on else need.left)
                made = need.fills.create(
                    heads=heads, on=on, talent=talent, note=note, recorded_by=by, client_id=client_id
                )
                need._tell_handoff(now)
        except IntegrityError as error:
            if refused_by(error) != WITHIN_WANTED:
                raise
            raise TooMany(TalentNeed.objects.get(pk=self.pk).left) from error
        self.refresh_from_db()
        return made

    @transaction.atomic
    def take_back(self, fill: "TalentNeedFill", *, now: dt.datetime) -> None:
        """撤销 what was recorded by mistake; its events keep what it said."""
        need = locked(TalentNeed, self.pk)
        need.fills.filter(pk=fill.pk).delete()
        need._tell_handoff(now)

    @transaction.atomic
    def withdraw(self, *, reason: str, on: dt.date, now: dt.datetime) -> bool:
        """撤回: the firm looks for nobody any more. False when it is withdrawn or met already."""
        need = locked(TalentNeed, self.pk)
        if need.stands != "open":
            return False
        need.withdrawn_on, need.withdrawn_why = on, reason
        need.save(update_fields=["withdrawn_on", "withdrawn_why"])
        need._tell_handoff(now)
        return True

    def _tell_handoff(self, now: dt.datetime) -> None:
        if self.handoff:
            tell_how_far(self.handoff, now=now)


def tell_how_far(handoff: VisitHandoff, *, now: dt.datetime) -> None:
    """Who heard of needs on a visit sees how many people have come for all of them."""
    needs = TalentNeed.objects.filter(handoff=handoff)
    said = needs.filter(withdrawn_on__isnull=True).aggregate(n=Sum("filled"), of=Sum("heads"))
    if said["of"] is None:
        handoff.follow(_gettext("需求已撤回"), now=now)
    elif said["n"] >= said["of"]:
        handoff.follow(_gettext("已全部到岗"), now=now)
    else:
        handoff.follow(_gettext("已到岗 %(n)d/%(of)d 名") % said, now=now)


@tracked()
class TalentNeedFill(Tapped):
    """People who came for a need (到岗), one by name where they are in the register. Inserted, never overwritten."""

    need = models.ForeignKey(TalentNeed, verbose_name=_("人才需求"), on_delete=models.PROTECT, related_name="fills")
    heads = CountColumn(_("到岗人数"))
    on = HappenedColumn(_("到岗日期"))
    talent = models.ForeignKey(
        Talent, verbose_name=_("在册人才"), null=True, blank=True, on_delete=models.PROTECT, related_name="filled_needs"
    )
    note = models.CharField(_("备注"), max_length=120, blank=True)
    recorded_by = models.ForeignKey(User, verbose_name=_("登记人"), on_delete=models.PROTECT, related_name="+")

    class Meta(Tapped.Meta):
        verbose_name = _("到岗")
        verbose_name_plural = _("到岗")
        ordering = ["on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(heads__gte=1), name="talent_need_filled_by_somebody")]
        triggers = [
            bumps("talents"),
            pgtrigger.Trigger(
                name="keeps_filled",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("heads", "need_id") | pgtrigger.Delete,
                func=KEEP_FILLED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need} {self.on}"
