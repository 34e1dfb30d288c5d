"""What the pages of weeks, targets, talents and plans may ask of PostgreSQL: as much with 3, 30 and 150 rows.

Session, person and revisions are counted, as in test_budgets.py; a list may ask 8, a page about one thing 10.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from core.enums import Role
from core.kernel.naming import MOST_LISTED
from core.models import Cluster, Department, User
from enterprises.enums import ListingStage, PlanKind
from enterprises.models import CultivationPlan, Enterprise, ListingStageChange, MonthlyFigures, PlanEntry, PlanStep
from finance.models import CreditLine, Drawdown
from projects.enums import AgendaSection, LeadChannel
from projects.models import (
    Action,
    Adviser,
    AfterCareItem,
    AgendaItem,
    Blocker,
    BlockerAnswer,
    Commitment,
    Instruction,
    Lead,
    Milestone,
    Period,
    Postponement,
    Project,
    Snapshot,
    StageWaiver,
    Update,
    YearPlan,
)
from projects.periods import ensure_period, open_period, period_before
from talent.enums import Category
from talent.models import ApartmentGrant, Honour, Talent, TalentPlatform, TalentService
from targets import facts
from targets.indicators import INDICATORS
from tests.finance.scene import institution
from tests.projects.scene import person
from tests.zone_tracker.test_budgets import grow, statements

pytestmark = pytest.mark.django_db

SIZES = (3, 30, 150)
LIST, DETAIL = 8, 10
MONTH = dt.date(2026, 1, 1)

# role → page → statements; {week} is the last one that was frozen, {told} a project that has reported.
BUDGETS = {
    Role.LEADER: {
        **{f"/dashboard/{key}/": LIST for key in INDICATORS},
        "/projects/weeks/now/": DETAIL,
        "/projects/weeks/{week}/": DETAIL,
        "/projects/weeks/{week}/agenda/": LIST,
        "/projects/weeks/{week}/present/": DETAIL,
        "/projects/decisions/": LIST + 2,  # what a later date does is read off the plans, and what waits for what
        "/projects/handover/?person={officer}": DETAIL,
        "/projects/leads/": LIST,
        "/projects/actions/": LIST,
        "/projects/blockers/": LIST,
        "/projects/{first}/history/": DETAIL,
        "/talent/": LIST,
        "/enterprises/plans/": LIST,
        "/enterprises/plans/?plan=listing": LIST,
        "/help/leader/": 3,  # the person, the session, and nothing of its own
    },
    Role.PROJECT_OFFICER: {
        "/projects/{first}/update/": DETAIL,
        "/projects/{told}/update/": DETAIL,  # saved already
        "/projects/handover/": DETAIL,
        "/projects/leads/?state=open": LIST,
    },
}


@pytest.fixture
def officer() -> User:
    return person("wang", Role.PROJECT_OFFICER)


@pytest.fixture
def leader() -> User:
    return person("lin", Role.LEADER)


class Zone:
    """A zone whose every register grows to so many rows, past the verbs."""

    def __init__(self, officer: User, leader: User) -> None:
        facts.load(facts.FACTS, shift_years=0)
        self.officer, self.leader, self.now = officer, leader, timezone.now()
        self.named = Project.objects.count()  # by the facts
        self.today = timezone.localdate(self.now)
        self.department = Department.objects.create(key="permits", name="示例审批部门")
        self.adviser = Adviser.objects.create(name="示例顾问", kind="technologist", since=MONTH)
        self.open = open_period(self.now)
        last = period_before(self.open) or ensure_period(self.open.starts_on - dt.timedelta(days=7))
        self.frozen = [ensure_period(last.starts_on - dt.timedelta(days=7)), last]
        for week in self.frozen:
            Period.objects.filter(pk=week.pk).update(frozen_at=week.deadline)
        self._firms([f"企业{n}" for n in range(MOST_LISTED)])  # so that a filter has one typed, not chosen from all

    def grow(self, count: int) -> None:
        """Let there be so many rows of everything."""
        known = set(Project.objects.values_list("pk", flat=True))
        grow(self.named + count, of=self.officer, among=self.named + count)
        projects = list(Project.objects.exclude(pk__in=known).order_by("code"))
        self._weeks(projects, len(known))
        self._asked(projects)
        self._care(projects)
        self._firms([each.code for each in projects])

    def _weeks(self, projects: list[Project], have: int) -> None:
        for week, lamp in zip(self.frozen, ("green", "red"), strict=True):
            Snapshot.objects.bulk_create(
                Snapshot(period=week, project=each, frozen_at=week.deadline, system=lamp, invested_wan=Decimal(1))
                for each in projects
            )
        AgendaItem.objects.bulk_create(
            AgendaItem(period=self.frozen[1], rank=rank, section=AgendaSection.RED, project=each, why="逾期")
            for rank, each in enumerate(projects, start=have + 1)
        )
        said = {"period": self.open, "done": "浇筑", "declared": "green", "author": self.officer}
        Update.objects.bulk_create(Update(project=each, submitted_at=self.now, **said) for each in projects[1::2])
        Action.objects.bulk_create(
            Action(
                number=f"2026-48-{rank:03d}",
                period=self.frozen[1],
                project=each,
                title="示例交办",
                owner=self.officer,
                due_on=self.today,
                issued_by=self.leader,
                issued_at=self.now,
            )
            for rank, each in enumerate(projects, start=have)
        )
        Instruction.objects.bulk_create(
            Instruction(project=each, text="抓紧", by=self.leader, at=self.now) for each in projects
        )

    def _asked(self, projects: list[Project]) -> None:
        raised = {"department": self.department, "raised_by": self.officer, "raised_at": self.now}
        blockers = Blocker.objects.bulk_create(Blocker(project=each, text="夜间许可", **raised) for each in projects)
        BlockerAnswer.objects.bulk_create(
            BlockerAnswer(blocker=each, text="会签中", by=self.leader, at=self.now) for each in blockers[::2]
        )
        asked = {"reason": "雨季", "requested_by": self.officer, "requested_at": self.now}
        Postponement.objects.bulk_create(
            Postponement(milestone=each, from_on=each.planned_on, to_on=each.planned_on + dt.timedelta(days=9), **asked)
            for each in Milestone.objects.filter(project__in=projects, rank=1)
        )
        StageWaiver.objects.bulk_create(
            StageWaiver(project=each, stage="built", on=self.today, **asked) for each in projects
        )

    def _care(self, projects: list[Project]) -> None:
        Lead.objects.bulk_create(
            Lead(
                name=f"示例线索{each.code}",
                channel=LeadChannel.ADVISER,
                adviser=self.adviser,
                officer=self.officer,
                received_on=self.today,
            )
            for each in projects
        )
        AfterCareItem.objects.bulk_create(
            AfterCareItem(project=each, text="用工", owner=self.officer, raised_on=self.today, due_on=self.today)
            for each in projects
        )
        YearPlan.objects.bulk_create(YearPlan(project=each, year=2026, planned_wan=100) for each in projects)
        Commitment.objects.bulk_create(
            Commitment(project=each, kind="jobs", signed_value=10, due_on=self.today) for each in projects
        )

    def _firms(self, names: list[str]) -> None:
        nev = Cluster.objects.get(key="nev")
        firms = Enterprise.objects.bulk_create(Enterprise(short_name=f"示例{each}", cluster=nev) for each in names)
        MonthlyFigures.objects.bulk_create(
            MonthlyFigures(enterprise=each, month=MONTH, output_wan=9, reported_on=MONTH, verified_by=self.leader)
            for each in firms
        )
        self._talents(firms)
        self._plans(firms)
        self._credit(firms)

    def _talents(self, firms: list[Enterprise]) -> None:
        counts = {"arrived_on": MONTH, "recognised_on": MONTH, "evidence": "证书"}
        Talent.objects.bulk_create(
            Talent(name=f"示例{each}", category=category, enterprise=each, **counts)
            for each in firms
            for category in Category
        )
        Honour.objects.bulk_create(Honour(name=f"{each}荣誉") for each in firms)
        TalentPlatform.objects.bulk_create(
            TalentPlatform(name=f"{each}实训基地", kind="training", enterprise=each) for each in firms
        )
        TalentService.objects.bulk_create(TalentService(name=f"{each}服务") for each in firms)
        ApartmentGrant.objects.bulk_create(ApartmentGrant(enterprise=each, year=2026, units=2) for each in firms)

    def _plans(self, firms: list[Enterprise]) -> None:
        for kind in PlanKind:
            plan, _new = CultivationPlan.objects.get_or_create(kind=kind, defaults={"size": 30, "issued_on": MONTH})
            entries = PlanEntry.objects.bulk_create(
                PlanEntry(plan=plan, enterprise=each, entered_on=MONTH, recognised_on=MONTH, evidence="公告")
                for each in firms
            )
            PlanStep.objects.bulk_create(
                PlanStep(entry=each, axis="standard", title="贯标", due_on=self.today) for each in entries
            )
        ListingStageChange.objects.bulk_create(
            ListingStageChange(enterprise=each, stage=ListingStage.values[0], on=MONTH) for each in firms
        )

    def _credit(self, firms: list[Enterprise]) -> None:
        lines = CreditLine.objects.bulk_create(
            CreditLine(enterprise=each, institution=institution(), granted_wan=100, granted_on=self.today)
            for each in firms
        )
        Drawdown.objects.bulk_create(
            Drawdown(line=each, amount_wan=1, on=self.today, recorded_by=self.leader) for each in lines
        )


def test_pages_ask_as_much_of_three_rows_as_of_a_hundred_and_fifty(
    officer: User, leader: User, client_for: Callable[[User], Client]
) -> None:
    zone, clients = Zone(officer, leader), {Role.LEADER: client_for(leader), Role.PROJECT_OFFICER: client_for(officer)}
    first, told = (f"YH-9-{zone.named + n:03d}" for n in range(2))
    words = {"week": zone.frozen[1].key, "officer": officer.pk, "first": first, "told": told}
    asked: dict[tuple[Role, str], list[list[str]]] = {}
    for size in SIZES:
        zone.grow(size)
        for role, pages in BUDGETS.items():
            for page in pages:
                url = page.format(**words)
                clients[role].get(url)
                asked.setdefault((role, page), []).append(statements(clients[role], url))
    wrong = {
        f"{role} {page}: {[len(each) for each in found]}, may ask {BUDGETS[role][page]}": found[-1]
        for (role, page), found in asked.items()
        if len(found[-1]) > len(found[0]) or max(map(len, found)) > BUDGETS[role][page]
    }
    assert not wrong, "\n".join("\n  ".join([page, *(sql[:160] for sql in found)]) for page, found in wrong.items())
