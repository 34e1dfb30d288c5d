"""The people of the 136 plan, who count once there is evidence."""

from typing import Any, NamedTuple, Self

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.sense import HappenedColumn, NarrowTelephone
from core.models import Tapped, User, bumps, tracked
from core.sealed import ring
from core.sealed.columns import SealedColumn, finds_once, guarded, sealed_index
from core.typed import phones
from core.typed.own_numbers import key_of, own_number
from enterprises.models import Enterprise
from enterprises.named import Named, holds, in_any
from enterprises.names import name_keys, plain
from talent import identity
from talent.enums import Category, IdentityKind

PERSON = "R"  # the letter of a person's number
SEES_TALENTS = (Role.LEADER, Role.AUDITOR, Role.TALENT_OFFICER)


class Head(NamedTuple):
    """People of one category: those that count, and all in the register."""

    category: Category
    counted: int
    listed: int

    @property
    def figure(self) -> str:
        """The key of the figure that those who count are."""
        return f"talent_{self.category.value}"


class TalentQuerySet(models.QuerySet["Talent"]):
    """Sentences about talents."""

    def visible_to(self, user: User) -> Self:
        """The register is open to talent officers, leaders and auditors only."""
        return self if user.holds(*SEES_TALENTS) else self.none()

    def proven_by(self, number: str, kind: IdentityKind | str) -> Self:
        """Who has this document; there is one at most."""
        return self.filter(identity_hash=identity.keyed_hash(number, kind))

    def counted(self) -> Self:
        """Heads that count: recognised on a date, with evidence."""
        return self.filter(recognised_on__isnull=False)

    def not_counted(self) -> Self:
        """Heads that wait for their recognition."""
        return self.filter(recognised_on__isnull=True)

    def heads(self) -> list[Head]:
        """Heads by category, in the order of the plan; categories without anybody included."""
        rows = self.order_by().values("category").annotate(counted=Count("recognised_on"), listed=Count("pk"))
        found = {row["category"]: row for row in rows}
        empty = {"counted": 0, "listed": 0}
        return [
            Head(category, found.get(category, empty)["counted"], found.get(category, empty)["listed"])
            for category in Category
        ]

    def named_like(self, text: str) -> Self:
        """Talents whose name, in any reading, or firm contains the text."""
        return self.filter(in_any(Talent.objects.ways(text))) if plain(text) else self.none()

    def ways(self, text: str) -> list[Self]:
        """The ways to one of these people: by our number, by the name and by the firm."""
        firms = Enterprise.objects.ways(text)
        own = [self.filter(pk=key_of(PERSON, text) or 0), self.filter(holds(text))]
        return [*own, *(self.filter(enterprise__in=way) for way in firms)]


@tracked(exclude=["search_keys", "search_grams"])
class Talent(Tapped, Named):
    """A person of the 136 plan. What proves who it is (talent/identity.py) is sealed, and its hash is there once."""

    name = models.CharField(_("姓名"), max_length=40)
    category = models.CharField(_("类别"), max_length=10, choices=Category.choices)
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), null=True, blank=True, on_delete=models.PROTECT, related_name="talents"
    )
    title = models.CharField(_("岗位或职称"), max_length=60, blank=True)
    arrived_on = HappenedColumn(_("引进日期"))
    recognised_on = HappenedColumn(_("认定日期"), null=True, blank=True)
    evidence = models.CharField(_("认定依据"), max_length=120, blank=True)
    phone = NarrowTelephone(_("电话"), max_length=20, blank=True)
    identity_hash = models.CharField(
        _("证件号码摘要"), max_length=64, unique=True, null=True, blank=True, editable=False
    )
    identity = SealedColumn(_("证件"), max_length=60, blank=True, default="", editable=False, once="identity_hash")
    is_example = models.BooleanField(_("示例"), default=False)
    pinyin = models.CharField(max_length=200, blank=True, editable=False)
    objects = TalentQuerySet.as_manager()

    class Meta(Tapped.Meta, Named.Meta):
        verbose_name = _("人才")
        verbose_name_plural = _("人才")
        triggers = [bumps("talents"), guarded("phone", "identity"), finds_once("identity", "identity_hash")]
        ordering = ["pinyin", "pk"]
        indexes = [
            *Named.Meta.indexes,
            models.Index(fields=["category", "recognised_on"], name="talent_counted"),
            models.Index(fields=["pinyin", "id"], name="talent_by_name"),
            sealed_index("phone", "talent_phone_found"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(recognised_on__isnull=True) | ~Q(evidence=""), name="talent_recognition_has_evidence"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the columns for sorting and searching in step with the name."""
        self.pinyin, self.search_keys, self.search_grams = name_keys(self.name)
        if self.identity:
            self.identity_hash = ring.keyed_hash(self.identity)  # as the database keeps it
        super().save(*args, **kwargs)

    @property
    def number(self) -> str:
        """By which tables and people name who is meant: R-000123."""
        return own_number(PERSON, self.pk)

    @property
    def masked_phone(self) -> str:
        """138****0001."""
        return phones.masked(self.phone)
