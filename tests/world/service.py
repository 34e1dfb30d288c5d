"""A firm with its file, and what its liaison officer did for it."""

import datetime as dt
from decimal import Decimal

from core.enums import ParkKind
from core.models import Cluster, Department, Park, User
from enterprises.enums import ChainPart, Grade, GradeStatus, HandoffKind, ListingStage, PlanKind, UpgradeAxis
from enterprises.models import (
    ChainLink,
    ChainPlace,
    ChallengeMilestone,
    Contact,
    CultivationPlan,
    Enterprise,
    EnterpriseAlias,
    EnterpriseGrade,
    InnovationPlatform,
    LiaisonAssignment,
    ListingStageChange,
    MonthlyFigures,
    PlanEntry,
    PlannedVisit,
    PlanStep,
    Request,
    RequestKind,
    Supply,
    TechChallenge,
    Visit,
    VisitHandoff,
)
from tests.world.marks import Maker, photo

LONG_AGO = dt.date(2020, 1, 1)


def make_firm(maker: Maker, liaison: User) -> Enterprise:
    """A firm with its file, its place in the chain and in a plan, and who looks after it."""
    cluster, park = Cluster.objects.first(), Park.objects.filter(kind=ParkKind.MAIN).first()
    firm = maker.marked(
        Enterprise, "short_name", "full_name", "address", "concerns", cluster=cluster, park=park, lines=[]
    )
    maker.marked(LiaisonAssignment, "handover_note", officer=liaison, starts_on=LONG_AGO, enterprise=firm, owner=firm)
    _file(maker, firm)
    _chain(maker, firm)
    _innovation(maker, firm)
    _plan(maker, firm)
    return firm


def _file(maker: Maker, firm: Enterprise) -> None:
    """Another name, a grade, a contact, a step to the stock exchange, and a month's figures."""
    of, today = {"enterprise": firm, "owner": firm}, maker.today
    maker.marked(EnterpriseAlias, "name", **of)
    maker.marked(EnterpriseGrade, "evidence", grade=Grade.ABOVE_SCALE, status=GradeStatus.RECOGNISED, on=today, **of)
    maker.marked(Contact, "name", "title", phone="13800000001", **of)
    maker.marked(ListingStageChange, "source", stage=ListingStage.TUTORING, on=today, **of)
    maker.marked(
        MonthlyFigures,
        "source",
        month=today.replace(day=1),
        reported_on=today,
        output_wan=Decimal(120000),
        verified_by=maker.leader,
        **of,
    )


def _chain(maker: Maker, firm: Enterprise) -> None:
    """Its link in the chain, and a neighbour that supplies it."""
    link, _new = ChainLink.objects.get_or_create(cluster=firm.cluster, name="电驱", defaults={"part": ChainPart.CORE})
    ChainPlace.objects.create(link=link, enterprise=firm)
    neighbour = maker.marked(Enterprise, "short_name", lines=[])
    maker.marked(Supply, "what", supplier=neighbour, customer=firm, owner=neighbour)


def _innovation(maker: Maker, firm: Enterprise) -> None:
    """A platform, and a challenge with a milestone."""
    of, today = {"enterprise": firm, "owner": firm}, maker.today
    maker.marked(InnovationPlatform, "name", "evidence", recognised_on=today, **of)
    challenge = maker.marked(TechChallenge, "title", "evidence", solved_on=today, **of)
    maker.marked(ChallengeMilestone, "title", challenge=challenge, due_on=today, done_on=today, owner=firm)


def _plan(maker: Maker, firm: Enterprise) -> None:
    """A cultivation plan with a step."""
    entry = maker.marked(
        PlanEntry,
        "evidence",
        "task_force",
        plan=CultivationPlan.objects.get(kind=PlanKind.CHAMPIONS),
        goal=Grade.CHAMPION,
        entered_on=maker.today,
        recognised_on=maker.today,
        enterprise=firm,
        owner=firm,
    )
    maker.marked(PlanStep, "title", "evidence", entry=entry, axis=UpgradeAxis.BRAND, owner=firm)


def make_service(maker: Maker, firm: Enterprise, liaison: User, handler: User) -> tuple[Visit, Request]:
    """A visit with a photo and a hand-off, and the request that it brought back."""
    visit = maker.marked(
        Visit,
        "notes",
        "received_by",
        "companions",
        enterprise=firm,
        officer=liaison,
        on=maker.today,
        created_at=maker.now,
    )
    maker.marked(VisitHandoff, "note", visit=visit, kind=HandoffKind.FINANCING)
    visit.photos.create(attachment=photo(liaison))
    maker.marked(PlannedVisit, "what", officer=liaison, enterprise=firm, on=maker.today, owner=visit)
    request = maker.marked(
        Request,
        "text",
        enterprise=firm,
        visit=visit,
        kind=RequestKind.objects.first(),
        department=handler.department,
        raised_by=liaison,
        raised_at=maker.now,
        promised_on=maker.today,
    )
    request.proofs.create(attachment=photo(handler))
    helps, _new = Department.objects.get_or_create(key="helps", defaults={"name": "会办科"})
    request.partners.create(department=helps, by=handler, at=maker.now)
    return visit, request
