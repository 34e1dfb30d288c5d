"""Pages of the chain: all chains of the zone, one team, and what a project's and a firm's page show of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import load, page_of
from core.models import Cluster, User
from enterprises.models import Enterprise
from projects.models import Project
from talent.care import forms as care_forms
from talent.care.showing import shown
from talent.care.views import Register
from talent.models import Talent, Team, TeamProject
from talent.teams import forms, lists
from talent.teams.chain import Chain, chain_of, chains_of, industries_of, steps_of


def _team_of(row: Any) -> str:
    return reverse("talent:team_detail", args=[getattr(row, "team_id", row.pk)])


TEAMS = Register(
    "team", "chain", lists.TEAMS, forms.TeamForm, gettext_lazy("登记团队"), gettext_lazy("还没有团队"),
    forms.DisbandForm, gettext_lazy("解散"), back=_team_of, about={"enterprise": Enterprise}, stands_alone=True,
)  # fmt: skip
TEAMMATES = Register(
    "teammate", "chain", lists.TEAMMATES, forms.TeammateForm, gettext_lazy("成员入队"), gettext_lazy("还没有成员"),
    care_forms.EndForm, gettext_lazy("离队"), gettext_lazy("同一个人在同一团队同一天只算一次。"),
    back=_team_of, about={"team": Team},
)  # fmt: skip
WORKS = Register(
    "teamwork", "chain", lists.WORKS, forms.TeamworkForm, gettext_lazy("关联项目"),
    gettext_lazy("还没有关联项目"), care_forms.EndForm, gettext_lazy("结束"),
    gettext_lazy("只列你能看到的项目。"), back=_team_of, about={"team": Team}, head=gettext_lazy("团队"),
    may="talent.link_project",
)  # fmt: skip


def may_link(user: User) -> bool:
    """Whether this person may tie teams to projects, and sees any."""
    return user.has_perm("talent.link_project") and Project.objects.visible_to(user).exists()


@opens_default(lists.TEAMS.key)
def chain(request: HttpRequest) -> HttpResponse:
    """人才链: every team as a row of four steps, and how many there are of each."""
    found, today = lists.teams_found(request), timezone.localdate()
    page = page_of(request, found.rows)
    page.object_list = found.dressed(page.object_list)
    teams = Team.objects.visible_to(request.user)
    highland = _highland(found.filter)
    asked = teams.of_highland(highland) if highland else teams
    context = {
        "filter": found.filter,
        "page_obj": page,
        "highland": highland,
        "steps": steps_of(asked, request.user, today),
        "industries": industries_of(asked, request.user, today),
        "today": today,
        "may_change": request.user.has_perm("talent.change_talent"),
    }
    return render(request, "talent/teams/chain.html", context)


def _highland(filterset: Any) -> Cluster | None:
    """By which highland the list is narrowed."""
    chosen = filterset.form.cleaned_data.get("highland") if filterset.form.is_valid() else None
    return Cluster.objects.filter(pk=chosen).first() if chosen else None


def team_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One team: the chain that it is, its people and its projects."""
    rows = Team.objects.select_related("leader__enterprise", "enterprise__cluster", "cluster")
    team, today = load(request, rows, pk=pk), timezone.localdate()
    members = team.members.visible_to(request.user).select_related("talent__enterprise", "team")
    page = page_of(request, members)
    context = {
        "team": team,
        "chain": chain_of(team, request.user, today),
        "here": "team",
        "person": None,
        "state": team.holds(today),
        "page_obj": page,
        "members": [shown(each, today) for each in page.object_list],
        "today": today,
        "may_change": request.user.has_perm("talent.change_talent"),
        "may_link": may_link(request.user),
    }
    return render(request, "talent/teams/team.html", context)


def chain_for(person: Talent, user: User) -> dict[str, Any]:
    """The chain on a person's page: of the team that they lead, or else belong to, the going one first."""
    today = timezone.localdate()
    teams = Team.objects.visible_to(user).of_person(person)
    found = list(teams.select_related("leader", "enterprise__cluster", "cluster"))
    first: Chain | None = chain_of(found[0], user, today) if found else None
    return {"chain": first, "other_teams": found[1:], "may_link": may_link(user)}


def project_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The teams that work on a project, for the project's page; empty when there are none to see."""
    project = load(request, Project.objects.all(), pk=pk)
    rows = TeamProject.objects.visible_to(request.user).filter(project=project)
    works = rows.select_related("team__leader", "team__enterprise")
    today = timezone.localdate()
    context = {"works": [shown(each, today) for each in works]}
    return render(request, "talent/teams/_project_panel.html", context) if context["works"] else HttpResponse("")


def teams_of(firm: Enterprise, user: User) -> list[Chain]:
    """The teams of a firm that are there today, for its page."""
    today = timezone.localdate()
    rows = Team.objects.visible_to(user).filter(enterprise=firm).on(today)
    return chains_of(rows.select_related("leader", "enterprise__cluster", "cluster"), user, today)
