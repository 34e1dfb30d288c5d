"""The people of the 136 plan, who count once there is evidence."""

import datetime as dt
from typing import Any, NamedTuple, Self

from django.db import models
from django.db.models import Count, F, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.enums import Person, Role
from core.kernel.sense import HappenedColumn, NarrowTelephone
from core.models import Erasable, Past, Tapped, User, bumps, erases, tracked
from core.sealed import ring
from core.sealed.columns import SealedColumn, finds_once, guarded, sealed_index
from core.typed import phones
from core.typed.own_numbers import key_of, own_number
from enterprises.models import Enterprise
from enterprises.named import Named, holds, in_any
from enterprises.names import name_keys, plain
from talent import identity
from talent.enums import Category, IdentityKind, LeftHow

PERSON = "R"  # the letter of a person's number
BETWEEN = " · "  # a name and the number
ERASED_COLUMNS = ("name", "pinyin", "title", "phone", "identity", "identity_hash", "evidence", "left_note")
# The history of what hangs on a person, and its texts, which tell who it was. Days, kinds and heads stay: they count.
PAST_OF_A_TALENT = (
    Past("talent_proofevent", "talent_id", ("what", "number")),
    Past("talent_categorychangeevent", "talent_id", ("reason",)),
    Past("talent_absenceevent", "talent_id", ("why",)),
    Past("talent_talentneedfillevent", "talent_id", ("note",)),
    Past("talent_honourgrantevent", "talent_id", ("number", "evidence")),
    Past("talent_honourlossevent", "talent_id", ("number", "evidence", "why")),
    Past("talent_greencardevent", "talent_id", ("ended_why",), numbers=("number",)),
    Past("talent_tenancyevent", "talent_id", ("out_of_turn", "ended_why")),
    Past("talent_flatwishevent", "talent_id", ("why",)),
    Past("talent_schoolplaceevent", "talent_id", ("school",)),
    Past("talent_platformmemberevent", "talent_id", ("role", "ended_why")),
    Past("talent_attendanceevent", "talent_id", ("certificate",)),
    Past("talent_teammemberevent", "talent_id", ("role", "ended_why")),
    Past("talent_teamevent", "leader_id", ("ended_why",), numbers=("name",)),
    Past("talent_mentorshipevent", "mentor_id", ("trade", "ended_why")),
    Past("talent_mentorshipevent", "apprentice_id", ("trade", "ended_why")),
)
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

    def counted(self, as_of: dt.date, category: Category | None = None) -> Self:
        """Heads that count on a day, of one category when it is given. `counted_as` is their category on it, and
        `counted_since` the day from which on they count in it.
        """
        holds = Q(spans__since__lte=as_of) & (Q(spans__until__isnull=True) | Q(spans__until__gte=as_of))
        rows = self.annotate(span=FilteredRelation("spans", condition=holds)).filter(span__isnull=False)
        rows = rows.annotate(counted_as=F("span__category"), counted_since=F("span__since"))
        return rows if category is None else rows.filter(span__category=category)

    def unproven(self, as_of: dt.date) -> Self:
        """待佐证: in the register on a day, not left and not counted."""
        counted = Talent.objects.counted(as_of).order_by().values("pk")
        return self.filter(arrived_on__lte=as_of).exclude(pk__in=counted).exclude(pk__in=self._gone(as_of))

    def left(self, as_of: dt.date) -> Self:
        """Who is away on a day, whether or not the rule still counts them."""
        return self.filter(pk__in=self._gone(as_of))

    def _gone(self, as_of: dt.date) -> Any:
        back = Q(absences__left_on__lte=as_of, absences__returned_on__gt=as_of)
        return Talent.objects.order_by().filter(Q(left_on__lte=as_of) | back).values("pk")

    def in_category_of(self, as_of: dt.date) -> Self:
        """Add `then`, the category of a day."""
        link: Any = Talent._meta.get_field("category_changes")
        changes = link.related_model._default_manager.filter(talent=OuterRef("pk")).order_by("on")
        last = changes.filter(on__lte=as_of).reverse().values("category")[:1]
        return self.annotate(then=Coalesce(Subquery(last), Subquery(changes.values("category")[:1]), F("category")))

    def heads(self, as_of: dt.date) -> list[Head]:
        """Heads by category on a day, in the order of the plan; categories without anybody included."""
        listed = dict(self.order_by().values_list("category").annotate(n=Count("pk")))
        rows = self.counted(as_of).order_by().values("counted_as").annotate(n=Count("pk"))
        counted = {row["counted_as"]: row["n"] for row in rows}
        return [Head(category, counted.get(category, 0), listed.get(category, 0)) for category in Category]

    def named_like(self, text: str) -> Self:
        """Talents whose name, in any reading, or firm contains the text."""
        return self.filter(in_any(Talent.objects.ways(text))) if plain(text) else self.none()

    def called(self, text: str) -> "Talent | None":
        """The person of a label, or the only one of a name."""
        said, _dot, number = text.strip().partition(BETWEEN)
        found = list(self.filter(name=said.strip(), **({"pk": key_of(PERSON, number) or 0} if number else {}))[:2])
        return found[0] if len(found) == 1 else None

    def suggested(self, text: str) -> Self:
        """For a field that asks for names: people whose name, number or firm is like the text."""
        return self.named_like(text.partition(BETWEEN)[0]) if text else self

    def ways(self, text: str) -> list[Self]:
        """The ways to one of these people: by our number, by the name and by the firm."""
        firms = Enterprise.objects.ways(text)
        own = [self.filter(pk=key_of(PERSON, text) or 0), self.filter(holds(text))]
        return [*own, *(self.filter(enterprise__in=way) for way in firms)]


@tracked(exclude=["search_keys", "search_grams"])
class Talent(Tapped, Erasable, Named):
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
    left_on = HappenedColumn(_("离园日期"), null=True, blank=True)
    left_how = models.CharField(_("离园方式"), max_length=10, choices=LeftHow.choices, blank=True)
    left_note = models.CharField(_("离园说明"), max_length=120, blank=True)
    phone = NarrowTelephone(_("电话"), max_length=20, blank=True)
    identity_hash = models.CharField(
        _("证件号码摘要"), max_length=64, unique=True, null=True, blank=True, editable=False
    )
    identity = SealedColumn(  # pyright: ignore[reportCallIssue]  # the stub knows no `once`
        _("证件"), max_length=60, blank=True, default="", editable=False, once="identity_hash"
    )
    is_example = models.BooleanField(_("示例"), default=False)
    pinyin = models.CharField(max_length=200, blank=True, editable=False)
    objects = TalentQuerySet.as_manager()

    class Meta(Tapped.Meta, Named.Meta, Erasable.Meta):
        verbose_name = _("人才")
        verbose_name_plural = _("人才")
        triggers = [
            bumps("talents"),
            guarded("phone", "identity"),
            finds_once("identity", "identity_hash"),
            erases(Person.TALENT, "talent_talentevent", ERASED_COLUMNS, PAST_OF_A_TALENT),
        ]
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
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, left_how="") | (Q(left_on__isnull=False) & ~Q(left_how="")),
                name="talent_left_somehow",
            ),
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
    def label(self) -> str:
        """The name with the number: what nobody else is called, as it is typed into a field."""
        return f"{self.name}{BETWEEN}{self.number}"

    @property
    def masked_phone(self) -> str:
        """138****0001."""
        return phones.masked(self.phone)
