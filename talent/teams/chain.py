"""The chain 人才 → 团队 → 项目 → 产业 of teams, from rows, as far as whoever asks may see each step.

Of projects that somebody may not see the number is told and nothing else. What a highland makes is the sum of the
verified monthly reports of its firms over twelve months, as every other page counts it (enterprises/metrics.py).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.keeping.freshness import kept
from core.models import Cluster, User
from enterprises.metrics import reporting, year_sums
from projects.chart.rows import ChartRow, chart_rows
from projects.models import Project
from projects.periods import reported_period
from talent.models import Talent, Team, TeamMember, TeamProject

WAN_A_YI = 10000


@dataclass(frozen=True)
class Output:
    """What a highland made in twelve months, in 亿元, by the reports of so many firms, the latest of this month."""

    yi: Decimal
    month: dt.date
    firms: int


@dataclass(frozen=True)
class Work:
    """A project of a team that may be seen, with its lamp."""

    row: TeamProject
    chart: ChartRow

    @property
    def project(self) -> Project:
        return self.row.project

    @property
    def lamp(self) -> Any:
        """The lamp in force."""
        return self.chart.reading.lamp

    @property
    def invests_yi(self) -> Decimal | None:
        """The total investment in 亿元, None where it is not known."""
        wan = self.project.total_investment_wan
        return wan / WAN_A_YI if wan is not None else None


@dataclass(frozen=True)
class Chain:
    """A team with all four steps on a day: `people` are those who lead it or belong to it, `hidden` the projects of
    which this person may only know that there are some.
    """

    team: Team
    people: int
    counted: int
    works: tuple[Work, ...]
    hidden: int
    output: Output | None

    @property
    def pk(self) -> int:
        """That of the team."""
        return self.team.pk

    @property
    def leader(self) -> Talent:
        """With whom it began."""
        return self.team.leader

    @property
    def industry(self) -> Cluster | None:
        """The last step."""
        return self.team.industry

    @property
    def work(self) -> Work | None:
        """The project that is shown first."""
        return self.works[0] if self.works else None

    @property
    def project_names(self) -> str:
        """Projects that may be named."""
        return _("、").join(each.project.name for each in self.works)


def outputs(today: dt.date) -> dict[int, Output]:
    """What each highland made in the twelve months of a day, by its key; without those of which nothing is reported."""
    return kept("figures firms places", lambda: _outputs(today), part=f"highlands {today}")


def _outputs(today: dt.date) -> dict[int, Output]:
    found = {}
    for cluster in Cluster.objects.all():
        sums, told = year_sums(today, cluster.key), reporting(today, cluster.key)
        if sums and told:
            total = sum((each.output_wan for each in sums), Decimal(0)) / WAN_A_YI
            found[cluster.pk] = Output(total, told.month, told.firms)
    return found


def chains_of(teams: Iterable[Team], user: User, today: dt.date) -> list[Chain]:
    """These teams as chains, in their order; the same number of queries however many they are."""
    rows = list(teams)
    keys = [each.pk for each in rows]
    inside = _inside(rows, today)
    everybody = set[int]().union(*inside.values())
    counted = set(Talent.objects.counted(today).filter(pk__in=everybody).values_list("pk", flat=True))
    works, hidden = _works(keys, user, today)
    made = outputs(today)
    return [
        Chain(
            team=team,
            people=len(inside[team.pk]),
            counted=len(inside[team.pk] & counted),
            works=tuple(works[team.pk]),
            hidden=hidden[team.pk],
            output=made.get(team.industry.pk) if team.industry else None,
        )
        for team in rows
    ]


def _inside(teams: list[Team], today: dt.date) -> dict[int, set[int]]:
    """Who leads or belongs to each team on a day; a team that is over, or has not begun, has nobody."""
    going = {team.pk: team for team in teams if team.since <= today and (team.last_day or today) >= today}
    found: dict[int, set[int]] = {team.pk: set() for team in teams}
    for key, team in going.items():
        found[key].add(team.leader_id)
    rows = TeamMember.objects.on(today).filter(team__in=going).order_by()
    for key, person in rows.values_list("team", "talent"):
        found[key].add(person)
    return found


def _works(keys: list[int], user: User, today: dt.date) -> tuple[dict[int, list[Work]], dict[int, int]]:
    """What the teams work on, what goes on first; and of how many going works nothing more may be said."""
    now = timezone.now()
    seen = TeamProject.objects.visible_to(user).filter(team__in=keys).select_related("team").order_by("since", "pk")
    projects = Project.objects.filter(pk__in=seen.order_by().values("project"))
    by_project = {row.pk: row for row in projects.with_standing()}
    charted = chart_rows(by_project.values(), reported_period(now), now=now) if by_project else []
    charts = {each.project.pk: each for each in charted}
    works: dict[int, list[Work]] = defaultdict(list)
    shown = set()
    for row in seen:
        row.project = by_project[row.project_id]
        works[row.team_id].append(Work(row, charts[row.project_id]))
        shown.add(row.pk)
    for each in works.values():
        each.sort(key=lambda work: (work.row.last_day or today) < today)
    hidden: dict[int, int] = defaultdict(int)
    for key in TeamProject.objects.on(today).filter(team__in=keys).exclude(pk__in=shown).values_list("team", flat=True):
        hidden[key] += 1
    return works, hidden


def chain_of(team: Team, user: User, today: dt.date) -> Chain:
    """One team as a chain."""
    return chains_of([team], user, today)[0]


@dataclass(frozen=True)
class Steps:
    """How many there are at each step on a day, of the teams of a highland or of all; each opens to its rows.

    `people` are distinct persons, `projects` distinct projects that may be seen, `works` the rows that tie them.
    """

    people: int
    teams: int
    projects: int
    works: int
    hidden: int
    industries: int


def steps_of(teams: Any, user: User, today: dt.date) -> Steps:
    """The steps of the teams that are there on the day."""
    going = teams.on(today).order_by()
    ties = TeamProject.objects.on(today).filter(team__in=going.values("pk")).order_by()
    seen = ties.filter(pk__in=TeamProject.objects.visible_to(user).order_by().values("pk"))
    industries = going.with_highland().filter(highland__isnull=False).values("highland").distinct()
    return Steps(
        people=teams.people_on(today).count(),
        teams=going.count(),
        projects=seen.values("project").distinct().count(),
        works=seen.count(),
        hidden=ties.values("project").distinct().count() - seen.values("project").distinct().count(),
        industries=industries.count(),
    )


@dataclass(frozen=True)
class Industry:
    """A highland with its teams, the last step of their chains."""

    cluster: Cluster
    steps: Steps
    output: Output | None


def industries_of(teams: Any, user: User, today: dt.date) -> list[Industry]:
    """The highlands that these teams drive, in the order of the plan."""
    made, found = outputs(today), []
    for cluster in Cluster.objects.all():
        steps = steps_of(teams.of_highland(cluster), user, today)
        if steps.teams:
            found.append(Industry(cluster, steps, made.get(cluster.pk)))
    return found
