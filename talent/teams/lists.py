"""Teams, their members and their projects as lists, with what their columns say when they are exported."""

from typing import Any

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.filters import KeptFilter, ZoneFilterSet
from core.kernel.http import HttpRequest
from core.kernel.naming import NameFilter
from core.models import Cluster
from core.sheets.cells import Count, Day, Prose
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from enterprises.models import Enterprise
from talent.care.lists import HOLDS, SPELL, WHO, CareFilter, found_by
from talent.models import Team, TeamMember, TeamProject
from talent.teams.chain import chains_of


def highlands() -> KeptFilter:
    """A choice among the industry highlands."""
    return KeptFilter(label=_("产业高地"), topic="places", rows=Cluster.objects.all(), method="by_highland")


class OfTeamsFilter(ZoneFilterSet):
    """By words, firm, highland, and how the row stands."""

    to_team = ""  # the way from a row to its team
    q = django_filters.CharFilter(label=_("关键词"), method="by_name", help_text=_("团队、带头人"), max_length=60)
    highland = highlands()
    enterprise = NameFilter(
        label=_("企业"),
        rows=lambda request: Enterprise.objects.visible_to(request.user),
        route="enterprises:firm_names",
        method="by_firm",
    )
    stands = django_filters.ChoiceFilter(label=_("状态"), choices=HOLDS, method="by_holding")

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return self._of(queryset, Team.objects.named_like(text))

    def by_highland(self, queryset: Any, _name: str, value: str) -> Any:
        return self._of(queryset, Team.objects.with_highland().filter(highland=value))

    def by_firm(self, queryset: Any, _name: str, firm: Enterprise) -> Any:
        return self._of(queryset, Team.objects.filter(enterprise=firm))

    def by_holding(self, queryset: Any, _name: str, value: str) -> Any:
        day = timezone.localdate()
        return queryset.on(day) if value == "going" else queryset.standing(value, day)

    def _of(self, queryset: Any, teams: Any) -> Any:
        return queryset.filter(**{f"{self.to_team or 'pk'}__in": teams.order_by().values("pk")})


class TeamFilter(OfTeamsFilter):
    """Teams."""

    class Meta:
        model = Team
        fields: list[str] = []


class TeamworkFilter(OfTeamsFilter):
    """What teams work on."""

    to_team = "team"

    class Meta:
        model = TeamProject
        fields: list[str] = []


class TeammateFilter(CareFilter):
    """By person and firm, by highland, and how it stands."""

    highland = highlands()
    stands = django_filters.ChoiceFilter(label=_("状态"), choices=HOLDS, method="by_holding")

    class Meta:
        model = TeamMember
        fields: list[str] = []

    def by_highland(self, queryset: Any, _name: str, value: str) -> Any:
        teams = Team.objects.with_highland().filter(highland=value)
        return queryset.filter(team__in=teams.order_by().values("pk"))


def teams_found(request: HttpRequest) -> Found:
    """Teams, the latest first, each as the chain that it is."""
    rows = Team.objects.visible_to(request.user).select_related("leader", "enterprise__cluster", "cluster")
    filterset = TeamFilter(request.GET, queryset=rows, request=request)
    return Found(filterset.qs, filterset, dressed=lambda teams: chains_of(teams, request.user, timezone.localdate()))


def works_found(request: HttpRequest) -> Found:
    """Works of teams on projects that this person sees."""
    joined = ("team__leader", "team__enterprise", "project")
    rows = TeamProject.objects.visible_to(request.user).select_related(*joined)
    filterset = TeamworkFilter(request.GET, queryset=rows, request=request)
    return Found(filterset.qs, filterset)


TEAMS = Listing(
    "talent_teams",
    "talent:chain",
    _("人才链"),
    (
        Column("leader", _("人才"), value=lambda chain: chain.leader),
        Column("arrived_on", _("引进日期"), Day(), value=lambda chain: chain.leader.arrived_on),
        Column("team", _("团队"), value=lambda chain: chain.team),
        Column("firm", _("企业"), value=lambda chain: chain.team.enterprise),
        Column("since", _("组建日期"), Day(), value=lambda chain: chain.team.since),
        Column("people", _("团队人数"), Count(), value=lambda chain: chain.people),
        Column("ended_on", _("解散日期"), Day(), value=lambda chain: chain.team.ended_on),
        Column("projects", _("项目"), Prose(), value=lambda chain: chain.project_names),
        Column("hidden", _("本岗位不可见的项目数"), Count(), value=lambda chain: chain.hidden),
        Column("industry", _("产业高地"), value=lambda chain: chain.industry),
    ),
    teams_found,
    kind="talent_teams",
)
TEAMMATES = Listing(
    "team_members",
    "talent:teammate_list",
    _("团队成员"),
    (*WHO, Column("team", _("团队")), Column("role", _("分工")), *SPELL),
    found_by(TeammateFilter, "talent__enterprise", "team"),
)
WORKS = Listing(
    "team_projects",
    "talent:teamwork_list",
    _("团队项目"),
    (Column("team", _("团队")), Column("project", _("项目"), value=lambda row: row.project.name),
     Column("what", _("承担内容"), Prose()), *SPELL),
    works_found,
)  # fmt: skip
