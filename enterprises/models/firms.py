"""Firms, their names, grades and contacts, and who looks after them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.enums import Person, Role
from core.hands.reading import departments, hands
from core.kernel.sense import HappenedColumn, NarrowColumn, NarrowTelephone, PlannedColumn
from core.models import Cluster, Erasable, OnceAsSeen, Park, User, bumps, erases, tracked, written
from core.sealed.columns import guarded, sealed_index
from core.typed import phones
from enterprises.enums import SEES_ALL_SERVICE, AliasKind, Grade, GradeStatus
from enterprises.named import NOT_NAMED, Manner, Named, begins, holds, in_any, is_whole, nearness
from enterprises.names import is_telephone, name_keys, plain, without_place

SEES_ALL_FIRMS = (
    Role.LEADER,
    Role.AUDITOR,
    Role.PROJECT_OFFICER,
    Role.FINANCE_OFFICER,
    Role.TALENT_OFFICER,
)
CALLERS = (Role.LEADER, Role.LIAISON)  # who may see telephone numbers in full: of all firms, of one's own


class EnterpriseQuerySet(models.QuerySet["Enterprise"]):
    """Sentences about firms."""

    def visible_to(self, user: User) -> Self:
        """Leaders and most staff see every firm; a liaison officer the assigned ones; a handler those who asked."""
        if user.holds(*SEES_ALL_FIRMS):
            return self.standing()
        seen = Q(pk__in=[])
        if user.holds(Role.LIAISON):
            seen |= Q(pk__in=LiaisonAssignment.objects.of_hands(user).values("enterprise"))
        if ours := departments(user):
            asked = Q(requests__department__in=ours) | Q(requests__partners__department__in=ours)
            seen |= Q(pk__in=self.model.objects.filter(asked).values("pk"))
        return self.standing().filter(seen)

    @staticmethod
    def are_seen_whole_by(user: User) -> bool:
        """Whether this person sees every visit and request of each firm that they see: then its standing may be read.

        Leaders and auditors do, and who is a liaison officer only.
        """
        others = {*SEES_ALL_FIRMS, Role.HANDLER} - {*SEES_ALL_SERVICE}
        return user.holds(*SEES_ALL_SERVICE) or (user.holds(Role.LIAISON) and not user.holds(*others))

    def standing(self) -> Self:
        """Firms with a file of their own: not merged into another one."""
        return self.filter(merged_into__isnull=True)

    def looked_after_by(self, user: User) -> Self:
        """Firms currently assigned to this liaison officer, or to one for whom they stand in."""
        return self.standing().filter(pk__in=LiaisonAssignment.objects.of_hands(user).values("enterprise"))

    def assigned_to(self, officer: User) -> Self:
        """Firms currently assigned to this very officer."""
        theirs = LiaisonAssignment.objects.current().filter(officer=officer)
        return self.standing().filter(pk__in=theirs.values("enterprise"))

    def bearing(self, names: Iterable[str]) -> Self:
        """Firms that bear exactly one of these names, as an alias too."""
        names = list(names)
        aliases = EnterpriseAlias.objects.filter(name__in=names).values("enterprise")
        ways = [Q(short_name__in=names), Q(full_name__in=names), Q(pk__in=aliases)]
        return self.filter(in_any(Enterprise.objects.filter(way) for way in ways))

    def called(self, name: str) -> "Enterprise | None":
        """The one firm whose short, full or other name is exactly this; None when there is none or more than one."""
        aliases = EnterpriseAlias.objects.filter(name=name).values("enterprise")
        found = self.standing().filter(Q(short_name=name) | Q(full_name=name) | Q(pk__in=aliases))[:2]
        return found[0] if len(found) == 1 else None

    def named_like(self, text: str) -> Self:
        """Firms whose names, aliases or code contain the text, in any reading; none for a text without letters.

        Where there is none, the place before the name is left out: 长沙析微 is 析微.
        """
        if not plain(text):
            return self.none()
        found, rest = self.filter(in_any(Enterprise.objects.ways(text))), without_place(text)
        return found if not rest or found.exists() else self.filter(in_any(Enterprise.objects.ways(rest)))

    def ways(self, text: str, asks: Manner = holds) -> list[Self]:
        """The two ways to one of these firms: by its own names and code, and by an alias."""
        aliases = EnterpriseAlias.objects.filter(asks(text)).values("enterprise")
        return [self.filter(asks(text)), self.filter(pk__in=aliases)]

    def ways_nearest_first(self, text: str) -> list[Self]:
        """First the ways to the firms of which the text is a name, then to those whose name begins so, then to all."""
        return [way for asks in (is_whole, begins, holds) for way in self.ways(text, asks)]

    def with_nearness(self, text: str) -> Self:
        """Add `near`: how near the nearest of a firm's names is to the text (`enterprises.named.nearness`)."""
        aliases = EnterpriseAlias.objects.filter(enterprise=OuterRef("pk")).order_by().annotate(near=nearness(text))
        nearest = Subquery(aliases.order_by("near").values("near")[:1])
        return self.annotate(near=Least(nearness(text), Coalesce(nearest, NOT_NAMED)))

    def suggested(self, text: str) -> Self:
        """For a field that asks for names: those like the text, the nearest first; all by name while it is empty."""
        if not text:
            return self.order_by("pinyin", "pk")
        return self.named_like(text).with_nearness(text).order_by("near", "pinyin", "pk")


@tracked(exclude=["search_keys", "search_grams"])
class Enterprise(Named):
    """A firm, one file each (一企一档)."""

    short_name = models.CharField(_("简称"), max_length=40, unique=True)
    full_name = models.CharField(_("全称"), max_length=100, blank=True)
    uscc = NarrowColumn(_("统一社会信用代码"), max_length=18, unique=True, null=True, blank=True)
    cluster = models.ForeignKey(
        Cluster, verbose_name=_("产业高地"), null=True, blank=True, on_delete=models.PROTECT, related_name="enterprises"
    )
    park = models.ForeignKey(
        Park, verbose_name=_("园区"), null=True, blank=True, on_delete=models.PROTECT, related_name="enterprises"
    )
    reading = models.CharField(
        _("名称读音"), max_length=120, blank=True, help_text=_("简称的拼音，容易读错时填写；按它排序和查找。")
    )
    lines = ArrayField(models.CharField(max_length=60), verbose_name=_("产品线"), default=list, blank=True)
    address = models.CharField(_("地址"), max_length=120, blank=True)
    concerns = models.CharField(_("企业最关心的事"), max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self", verbose_name=_("已并入"), null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from"
    )
    is_example = models.BooleanField(_("示例"), default=False)
    pinyin = models.CharField(max_length=200, blank=True, editable=False)
    objects = EnterpriseQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("企业")
        verbose_name_plural = _("企业")
        triggers = [bumps("firms")]
        ordering = ["pinyin", "pk"]
        indexes = [*Named.Meta.indexes, models.Index(fields=["pinyin", "id"], name="firm_by_name")]
        indexes += [models.Index(fields=[name], name=f"firm_by_{name}") for name in ("short_name", "full_name")]
        constraints = [
            OnceAsSeen("short_name", name="enterprise_short_name_as_seen"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")), name="firm_not_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(uscc__isnull=True), name="merged_firm_gives_up_its_code"
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the columns for sorting and searching in step with the names; a name that goes is kept (曾用名)."""
        read = "".join(written(self.reading).split())
        self.pinyin, self.search_keys, self.search_grams = name_keys(self.short_name, self.full_name, self.uscc, read)
        self.pinyin = read or self.pinyin
        named = {"short_name", "full_name"} & set(kwargs.get("update_fields") or ("short_name",))
        before = (
            Enterprise.objects.filter(pk=self.pk).values_list("short_name", "full_name") if self.pk and named else ()
        )
        gone = {name for names in before for name in names} - {"", self.short_name, self.full_name}
        super().save(*args, **kwargs)
        for name in gone:
            self.also_called(name, AliasKind.FORMER)

    def also_called(self, name: str, kind: AliasKind = AliasKind.ALIAS) -> None:
        """Keep another name of the firm; nothing happens when it has one that looks the same."""
        row = EnterpriseAlias(enterprise=self, name=name, kind=kind, **name_keys(name)._asdict())
        EnterpriseAlias.objects.bulk_create([row], ignore_conflicts=True)


@tracked(exclude=["search_keys", "search_grams"])
class EnterpriseAlias(Named):
    """Another name under which a firm is known or was printed."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("名称"), max_length=100)
    kind = models.CharField(_("类型"), max_length=10, choices=AliasKind.choices, default=AliasKind.ALIAS)
    pinyin = models.CharField(max_length=200, blank=True, editable=False)

    class Meta(Named.Meta):
        triggers = [bumps("firms")]
        verbose_name = _("企业别名")
        verbose_name_plural = _("企业别名")
        ordering = ["pk"]
        indexes = [*Named.Meta.indexes, models.Index(fields=["name"], name="firm_by_alias")]
        constraints = [
            OnceAsSeen("name", within=("enterprise",), name="alias_name_as_seen"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the columns for sorting and searching in step with the names."""
        self.pinyin, self.search_keys, self.search_grams = name_keys(self.name)
        super().save(*args, **kwargs)


@tracked()
class EnterpriseGrade(models.Model):
    """A grade of a firm: cultivating, or recognised on a date with evidence."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="grades")
    grade = models.CharField(_("等级"), max_length=20, choices=Grade.choices)
    status = models.CharField(_("状态"), max_length=12, choices=GradeStatus.choices)
    on = HappenedColumn(_("日期"), null=True, blank=True)
    evidence = models.CharField(_("依据"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("企业等级")
        verbose_name_plural = _("企业等级")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "grade"], name="grade_once"),
        ]

    def __str__(self) -> str:
        """龙头, or 单项冠军培育 while it is only being cultivated."""
        grade = str(Grade(self.grade).label) if self.grade in Grade.values else self.grade
        return gettext("%(grade)s培育") % {"grade": grade} if self.status == GradeStatus.CULTIVATING else grade


class ContactQuerySet(models.QuerySet["Contact"]):
    """Sentences about contacts."""

    def callable_by(self, user: User) -> Self:
        """Contacts whose number this person sees in full: leaders all, a liaison officer those of their firms.

        Twin of the rule `enterprises.see_phone`.
        """
        if user.holds(Role.LEADER):
            return self
        if not user.holds(Role.LIAISON):
            return self.none()
        return self.filter(enterprise__in=LiaisonAssignment.objects.of_hands(user).values("enterprise"))

    def named_like(self, text: str) -> Self:
        """Contacts whose name, in any reading, contains the text, or whose telephone it is: whole, or its last four."""
        return self.filter(self.held(text)) if plain(text) else self.none()

    @staticmethod
    def held(text: str) -> Q:
        """What `named_like` asks of a row."""
        return holds(text, number=_is_number)


def _is_number(key: str) -> Q:
    """A telephone, which is found by its keyed hashes: as a whole, or by its last four digits."""
    return Q(phone__found_by=key) if is_telephone(key) else Q(pk__in=[])


@tracked(exclude=["search_keys", "search_grams"])
class Contact(Erasable, Named):
    """A person at a firm. Telephone numbers are masked by role."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("姓名"), max_length=40)
    title = models.CharField(_("职务"), max_length=60, blank=True)
    phone = NarrowTelephone(_("电话"), max_length=20, blank=True)
    left_on = HappenedColumn(_("离任日期"), null=True, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)
    objects = ContactQuerySet.as_manager()

    class Meta(Named.Meta, Erasable.Meta):
        verbose_name = _("联系人")
        verbose_name_plural = _("联系人")
        ordering = ["pk"]
        triggers = [
            guarded("phone"),
            erases(Person.CONTACT, "enterprises_contactevent", ["name", "title", "phone"]),
        ]
        indexes = [*Named.Meta.indexes, sealed_index("phone", "contact_phone_found")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the columns for searching in step with the name."""
        _pinyin, self.search_keys, self.search_grams = name_keys(self.name)
        super().save(*args, **kwargs)

    @property
    def masked_phone(self) -> str:
        """138****0001; nothing readable of a short number."""
        return phones.masked(self.phone)


class LiaisonAssignmentQuerySet(models.QuerySet["LiaisonAssignment"]):
    """Sentences about who looks after whom."""

    def current(self, on: dt.date | None = None) -> Self:
        """Assignments in force on a date (today when none is given)."""
        day = on or timezone.localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def of_hands(self, user: User) -> Self:
        """Assignments in force today of this officer, and of those for whom they stand in."""
        return self.current().filter(officer__in=hands(user, Role.LIAISON))

    def unfinished(self, on: dt.date) -> Self:
        """Assignments that are in force on a date, or begin later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))

    def of_those_here(self) -> Self:
        """Those of people who may still log in: who left looks after nobody."""
        return self.filter(officer__is_active=True)


@tracked()
class LiaisonAssignment(models.Model):
    """A liaison officer looks after a firm, from a date until a date."""

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), on_delete=models.CASCADE, related_name="liaisons"
    )
    officer = models.ForeignKey(User, verbose_name=_("驻企联络员"), on_delete=models.PROTECT, related_name="liaisons")
    starts_on = PlannedColumn(_("开始"))
    ends_on = PlannedColumn(_("结束"), null=True, blank=True)
    handover_note = models.CharField(_("交接说明"), max_length=500, blank=True)
    objects = LiaisonAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("联络分工")
        verbose_name_plural = _("联络分工")
        ordering = ["-starts_on", "pk"]
        triggers = [bumps("people")]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "officer", "starts_on"], name="liaison_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="liaison_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.enterprise}"


@pgtrigger.register(
    pgtrigger.Protect(name="stays", operation=pgtrigger.Delete),
    pgtrigger.Protect(
        name="only_its_reason_changes", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(exclude=["reason"])
    ),
)
@tracked()
class EnterpriseMerge(models.Model):
    """Two files turned out to be one firm: what moved from one to the other, who said so, and why.

    Only the reason can be corrected; the history keeps the first.
    """

    kept = models.ForeignKey(Enterprise, verbose_name=_("保留的档案"), on_delete=models.PROTECT, related_name="merges")
    merged = models.OneToOneField(
        Enterprise, verbose_name=_("并入的档案"), on_delete=models.PROTECT, related_name="merge"
    )
    reason = models.CharField(_("合并依据"), max_length=200)
    moved = models.JSONField(_("转移的记录"), default=dict)
    by = models.ForeignKey(User, verbose_name=_("经办人"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("企业档案合并")
        verbose_name_plural = _("企业档案合并")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.merged} {self.kept}"
