"""The chain 引进一个人才 → 集聚一个团队 → 培育一个项目 → 带动一个产业, from rows: a team, its people, its projects.

The last step is a highland: that of the team, or else of its firm.
"""

import datetime as dt
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.models import Cluster, OnceAsSeen, User, bumps, tracked
from enterprises.models import Enterprise
from projects.models import Project
from talent.models.people import Talent
from talent.models.spells import Spell, SpellQuerySet, never_two, one_of


class TeamQuerySet(SpellQuerySet):
    """Sentences about teams."""

    def with_highland(self) -> Self:
        """Add `highland`, the key of the industry that the team drives: its own, or that of its firm."""
        return self.annotate(highland=Coalesce("cluster", "enterprise__cluster"))

    def of_highland(self, cluster: Cluster) -> Self:
        """Teams that drive this industry."""
        return self.with_highland().filter(highland=cluster.pk)

    def of_person(self, person: Talent) -> Self:
        """Teams that somebody leads or belonged to, at any time; what they lead first."""
        inside = TeamMember.objects.filter(talent=person).order_by().values("team")
        mine = self.filter(Q(leader=person) | Q(pk__in=inside))
        leads = Case(When(leader=person, then=Value(0)), default=Value(1), output_field=IntegerField())
        return mine.order_by(F("ended_on").desc(nulls_first=True), leads, "-since", "-pk")

    def people_on(self, day: dt.date) -> models.QuerySet[Talent]:
        """Everybody who leads or belongs to one of these teams on a day, each once; a team that is over has nobody."""
        going = self.on(day).order_by()
        inside = TeamMember.objects.on(day).filter(team__in=going.values("pk")).order_by().values("talent")
        return Talent.objects.filter(Q(pk__in=going.values("leader")) | Q(pk__in=inside))

    def named_like(self, text: str) -> Self:
        """Teams whose name contains the text, or whose leader or firm is like it."""
        leaders = Talent.objects.named_like(text).order_by().values("pk")
        return self.filter(Q(name__icontains=text.strip()) | Q(leader__in=leaders))


@tracked()
class Team(Spell):
    """人才团队: gathered around a leader since a day, in a firm. It is over from `ended_on` on."""

    name = models.CharField(_("团队"), max_length=40, unique=True)
    leader = models.ForeignKey(Talent, verbose_name=_("带头人"), on_delete=models.PROTECT, related_name="led_teams")
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), null=True, blank=True, on_delete=models.PROTECT, related_name="talent_teams"
    )
    cluster = models.ForeignKey(
        Cluster,
        verbose_name=_("产业高地"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="talent_teams",
    )
    objects = TeamQuerySet.as_manager()

    class Meta(Spell.Meta):
        abstract = False
        verbose_name = _("人才团队")
        verbose_name_plural = _("人才团队")
        ordering = ["-since", "-pk"]
        triggers = [bumps("talents")]
        constraints = [*Spell.Meta.constraints, OnceAsSeen("name", name="team_name_as_seen")]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def disband(self, *, on: dt.date, why: str) -> bool:
        """解散 from a day on, with what belongs to it; False when it has been ended already.

        Raises ValidationError for a day before it began, or after it is over anyway.
        """
        if not self.end(on=on, why=why):
            return False
        for row in (*self.members.filter(ended_on__isnull=True), *self.works.filter(ended_on__isnull=True)):
            if row.until is None or row.until >= on:
                row.end(on=max(on, row.since), why=why)
        return True

    @property
    def industry(self) -> Cluster | None:
        """The highland that it drives: its own, or that of its firm."""
        return self.cluster or (self.enterprise.cluster if self.enterprise else None)


class OfTeam(Spell):
    """Something that belongs to a team for a while: not before there was the team."""

    class Meta(Spell.Meta):
        abstract = True

    team: Any

    def clean(self) -> None:
        """Raises ValidationError for a day before the team was there, or after it was over."""
        super().clean()
        if self.team_id is None or self.since is None:  # type: ignore[attr-defined]
            return
        if self.since < self.team.since:
            raise ValidationError({"since": _("不能早于团队组建日期。")})
        if self.team.ended_on and self.since >= self.team.ended_on:
            raise ValidationError({"since": _("团队这时已经解散。")})
        if self.team.until and self.since > self.team.until:
            raise ValidationError({"since": _("团队这时已经到期。")})


@tracked()
class TeamMember(OfTeam):
    """团队成员: a person belongs to a team since a day; never twice to the same team at once."""

    team = models.ForeignKey(Team, verbose_name=_("团队"), on_delete=models.PROTECT, related_name="members")
    talent = models.ForeignKey(Talent, verbose_name=_("人才"), on_delete=models.CASCADE, related_name="team_members")
    role = models.CharField(_("分工"), max_length=40, blank=True)

    class Meta(OfTeam.Meta):
        abstract = False
        verbose_name = _("团队成员")
        verbose_name_plural = _("团队成员")
        ordering = ["since", "pk"]
        triggers = [bumps("talents")]
        constraints = [
            *Spell.Meta.constraints,
            never_two("team_member_once", _("这个人这段日子已在这个团队。"), one_of("team"), one_of("talent")),
        ]

    def __str__(self) -> str:
        return f"{self.talent} {self.team}"


class TeamProjectQuerySet(SpellQuerySet):
    """Sentences about what teams work on."""

    def visible_to(self, user: User) -> Self:
        """Those whose project this person sees too: which one it is, only the project's own rights tell."""
        return super().visible_to(user).filter(project__in=Project.objects.visible_to(user).order_by().values("pk"))


@tracked()
class TeamProject(OfTeam):
    """团队项目: a team works on a project since a day, and what it does there."""

    team = models.ForeignKey(Team, verbose_name=_("团队"), on_delete=models.PROTECT, related_name="works")
    project = models.ForeignKey(Project, verbose_name=_("项目"), on_delete=models.PROTECT, related_name="team_works")
    what = models.CharField(_("承担内容"), max_length=120, blank=True)
    objects = TeamProjectQuerySet.as_manager()

    class Meta(OfTeam.Meta):
        abstract = False
        verbose_name = _("团队项目")
        verbose_name_plural = _("团队项目")
        ordering = ["-since", "-pk"]
        triggers = [bumps("talents")]
        constraints = [
            *Spell.Meta.constraints,
            models.UniqueConstraint(  # no range: what hangs on a project has to be able to move when two turn out one
                fields=["team", "project"],
                condition=Q(ended_on__isnull=True),
                name="team_project_going_once",
                violation_error_message=_("这个团队已在做这个项目。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team} {self.project_id}"
