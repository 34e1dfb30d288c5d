"""人才公寓: the flats, who lives in each, and who waits for one."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.kernel.locks import locked
from core.kernel.sense import AmountColumn, CountColumn, HappenedColumn, PlannedColumn
from core.models import OnceAsSeen, Tapped, User, bumps, tracked
from talent.enums import WishState
from talent.models.counting import OfTalentQuerySet
from talent.models.people import Talent
from talent.models.spells import Spell, SpellQuerySet, never_two, one_of


class ApartmentQuerySet(OfTalentQuerySet):
    """Sentences about flats."""

    def in_repair(self, day: dt.date) -> "ApartmentQuerySet":
        """Those that are repaired on a day."""
        return self.filter(Q(repair_until__isnull=True) | Q(repair_until__gte=day), repair_since__lte=day)

    def lived_in(self, day: dt.date) -> "ApartmentQuerySet":
        """Those that somebody has on a day."""
        return self.filter(pk__in=Tenancy.objects.on(day).order_by().values("apartment"))

    def free(self, day: dt.date) -> "ApartmentQuerySet":
        """Those that nobody has, nor will have, and that are not in repair."""
        taken = Tenancy.objects.filter(Q(until__gte=day) | Q(until__isnull=True))
        taken = taken.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))
        repaired = self.in_repair(day).order_by().values("pk")
        return self.exclude(pk__in=taken.order_by().values("apartment")).exclude(pk__in=repaired)


@tracked()
class Apartment(Tapped):
    """A flat with its number. In repair from a day, until another or until further notice, nobody moves in."""

    estate = models.CharField(_("小区"), max_length=40)
    building = models.CharField(_("楼栋"), max_length=20)
    room = models.CharField(_("房号"), max_length=20)
    rooms = CountColumn(_("几居"))
    area = AmountColumn(_("面积（㎡）"), max_digits=6, decimal_places=2)
    rent = CountColumn(_("租金（元/月）"))
    repair_since = PlannedColumn(_("维修开始"), null=True, blank=True)
    repair_until = PlannedColumn(_("维修结束"), null=True, blank=True)
    by = models.ForeignKey(
        User, verbose_name=_("登记人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_example = models.BooleanField(_("示例"), default=False)
    objects = ApartmentQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("公寓房源")
        verbose_name_plural = _("公寓房源")
        ordering = ["estate", "building", "room", "pk"]
        triggers = [bumps("talents")]
        constraints = [
            OnceAsSeen("room", within=("estate", "building"), name="apartment_once_as_seen"),
            models.CheckConstraint(condition=Q(rooms__gte=1, area__gt=0), name="apartment_of_some_size"),
            models.CheckConstraint(
                condition=Q(repair_until__isnull=True)
                | Q(repair_since__isnull=False, repair_until__gte=F("repair_since")),
                name="apartment_repair_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.estate} {self.building} {self.room}"

    @property
    def place(self) -> str:
        """Where in its estate: 3 栋 1602."""
        return f"{self.building} {self.room}"

    def repaired(self, since: dt.date, until: dt.date | None) -> bool:
        """Whether the repair meets these days."""
        if self.repair_since is None or (until and self.repair_since > until):
            return False
        return self.repair_until is None or self.repair_until >= since


class TenancyQuerySet(SpellQuerySet):
    """Sentences about tenancies."""


@tracked()
class Tenancy(Spell):
    """Who has a flat, and when. No flat is had twice on one day, and nobody has two: PostgreSQL refuses both."""

    apartment = models.ForeignKey(
        Apartment, verbose_name=_("公寓房源"), on_delete=models.PROTECT, related_name="tenancies"
    )
    talent = models.ForeignKey(Talent, verbose_name=_("人才"), on_delete=models.CASCADE, related_name="tenancies")
    out_of_turn = models.CharField(_("不按轮候的理由"), max_length=120, blank=True)
    objects = TenancyQuerySet.as_manager()

    class Meta(Spell.Meta):
        abstract = False
        verbose_name = _("公寓入住")
        verbose_name_plural = _("公寓入住")
        ordering = ["-since", "-pk"]
        triggers = [bumps("talents")]
        indexes = [models.Index(fields=["until"], name="tenancy_by_end")]
        constraints = [
            *Spell.Meta.constraints,
            models.CheckConstraint(condition=Q(until__isnull=False), name="tenancy_runs_out"),
            never_two("flat_had_by_one", _("这套房这段日子已有人住，请核对起止日期。"), one_of("apartment")),
            never_two("one_flat_a_person", _("这个人这段日子已住着另一套公寓。"), one_of("talent")),
        ]

    def __str__(self) -> str:
        return f"{self.apartment} {self.talent}"


class FlatWishQuerySet(OfTalentQuerySet):
    """Sentences about who waits for a flat."""

    def waiting(self) -> "FlatWishQuerySet":
        """Who waits, in the order in which flats are given: by the day of asking, then by our number."""
        return self.filter(state__in=WishState.waiting()).order_by("asked_on", "pk")


@tracked()
class FlatWish(Tapped):
    """轮候: a talent asks for a flat. The place is that of the day of asking, and nobody moves it."""

    talent = models.ForeignKey(Talent, verbose_name=_("人才"), on_delete=models.CASCADE, related_name="flat_wishes")
    asked_on = HappenedColumn(_("申请日期"))
    persons = CountColumn(_("同住人数"))
    state = models.CharField(
        _("状态"), max_length=10, choices=WishState.choices, default=WishState.WAITING, editable=False
    )
    decided_on = HappenedColumn(_("处理日期"), null=True, blank=True, editable=False)
    why = models.CharField(_("原因"), max_length=120, blank=True, editable=False)
    tenancy = models.OneToOneField(
        Tenancy, verbose_name=_("公寓入住"), null=True, blank=True, editable=False, on_delete=models.SET_NULL,
        related_name="wish",
    )  # fmt: skip
    by = models.ForeignKey(
        User, verbose_name=_("登记人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_example = models.BooleanField(_("示例"), default=False)
    objects = FlatWishQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("公寓轮候")
        verbose_name_plural = _("公寓轮候")
        ordering = ["asked_on", "pk"]
        triggers = [bumps("talents")]
        indexes = [models.Index(fields=["asked_on", "id"], name="flat_wish_by_turn")]
        constraints = [
            models.CheckConstraint(condition=Q(persons__gte=1), name="flat_wish_of_somebody"),
            models.CheckConstraint(
                condition=~Q(state=WishState.WITHDRAWN) | ~Q(why=""), name="flat_wish_withdrawn_with_reason"
            ),
            models.UniqueConstraint(
                fields=["talent"], condition=Q(state__in=["waiting", "offered"]), name="flat_wish_once_a_person",
                violation_error_message=_("这个人已在轮候。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.talent} {self.asked_on}"

    @transaction.atomic
    def decide(self, state: str, *, on: dt.date, why: str) -> bool:
        """配给意向, 撤回, or back to waiting. False when the wish is over. Raises ValidationError without a reason."""
        wish = locked(FlatWish, self.pk)
        if wish.state not in WishState.waiting():
            return False
        if state == WishState.WITHDRAWN and not why:
            raise ValidationError({"why": gettext("撤回请写原因。")})
        wish.state, wish.decided_on, wish.why = state, on, why
        wish.save(update_fields=["state", "decided_on", "why"])
        self.refresh_from_db()
        return True


def given_to(tenancy: Tenancy) -> None:
    """Who gets a flat waits no longer."""
    wish = FlatWish.objects.waiting().filter(talent=tenancy.talent).select_for_update().first()
    if wish:
        wish.state, wish.tenancy, wish.decided_on = WishState.ASSIGNED, tenancy, tenancy.since
        wish.save(update_fields=["state", "tenancy", "decided_on"])


def back_in_line(tenancy: Tenancy) -> None:
    """The tenancy was written down by mistake: who had waited waits again, at the same place."""
    wish = FlatWish.objects.filter(tenancy=tenancy).select_for_update().first()
    if wish and not FlatWish.objects.waiting().filter(talent=wish.talent_id).exists():
        wish.state, wish.tenancy, wish.decided_on = WishState.WAITING, None, None
        wish.save(update_fields=["state", "tenancy", "decided_on"])
