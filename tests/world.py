"""One cast of people, and a world with an own and a foreign object of every kind.

Every text field of an object carries a canary, so that a page which shows it gives itself away.
"""

import datetime as dt
import io
import itertools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from PIL import Image

from core.enums import ParkKind, Role
from core.models import Attachment, Cluster, Department, Notice, Park, User
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
    PlanStep,
    Request,
    RequestKind,
    Supply,
    TechChallenge,
    Visit,
)
from finance.enums import InstitutionKind
from finance.models import BankMember, Branch, CreditLine, FinancingNeed, Institution
from projects.models import (
    Action,
    ActionEntry,
    Adviser,
    AfterCareItem,
    AgendaItem,
    Blocker,
    BlockerAnswer,
    CommitmentReading,
    Correction,
    Instruction,
    LampOverride,
    Lead,
    LeadNote,
    Milestone,
    Postponement,
    Project,
    Snapshot,
    StageWaiver,
    TaskForce,
    Update,
)
from projects.periods import open_period, period_before
from talent.enums import Category
from talent.models import Talent
from targets import facts

_numbers = itertools.count(1)


def canary() -> str:
    """A word that stands nowhere else."""
    return f"zqx{next(_numbers)}x"


@dataclass
class Cast:
    """A person for each role, and people of another firm, department and institution."""

    leader: User
    project: User
    liaison: User
    handler: User
    talent: User
    finance: User
    bank: User
    auditor: User
    admin: User
    other_project: User
    other_liaison: User
    other_handler: User
    other_bank: User

    def __iter__(self) -> Iterator[User]:
        return iter(vars(self).values())

    def roles(self) -> list[User]:
        """The nine, one a role."""
        return [person for person in self if not person.username.startswith("zqx-other")]


NAMES = ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑", "寅")


def make_cast() -> Cast:
    """People with names and departments of their own."""
    own, foreign = (
        Department.objects.create(key=key, name=name, rank=1) for key, name in (("own", "规划科"), ("other", "科技科"))
    )

    def person(username: str, role: Role, department: Department | None = None) -> User:
        return User.objects.create(
            username=f"zqx-{username}",
            name=f"示例{NAMES[User.objects.count() % len(NAMES)]}",
            roles=[role],
            department=department,
            email=f"{username}@example.com",
        )

    return Cast(
        leader=person("leader", Role.LEADER),
        project=person("project", Role.PROJECT_OFFICER),
        liaison=person("liaison", Role.LIAISON),
        handler=person("handler", Role.HANDLER, own),
        talent=person("talent", Role.TALENT_OFFICER),
        finance=person("finance", Role.FINANCE_OFFICER),
        bank=person("bank", Role.BANK),
        auditor=person("auditor", Role.AUDITOR),
        admin=person("admin", Role.ADMIN),
        other_project=person("other_project", Role.PROJECT_OFFICER),
        other_liaison=person("other_liaison", Role.LIAISON),
        other_handler=person("other_handler", Role.HANDLER, foreign),
        other_bank=person("other_bank", Role.BANK),
    )


@dataclass
class Side:
    """One object of every kind that belong together: a firm and everything that hangs from it."""

    firm: Enterprise
    visit: Visit
    visit_photo: Attachment
    request: Request
    project: Project
    update: Update
    update_photo: Attachment
    talent: Talent
    institution: Institution
    need: FinancingNeed
    line: CreditLine


@dataclass
class World:
    """The cast, what is theirs, what is foreign to them, and whose canary is whose."""

    cast: Cast
    own: Side
    foreign: Side
    canaries: dict[str, models.Model] = field(default_factory=dict)

    def visible_canaries(self, user: User) -> set[str]:
        """Every canary that this person may come across: of visible rows, and of the firms that those rows name."""
        seen: set[tuple[type, int]] = set()
        for model in (
            Enterprise,
            Visit,
            Request,
            Project,
            Action,
            Lead,
            Update,
            Talent,
            Institution,
            FinancingNeed,
            CreditLine,
            Notice,
        ):
            manager: Any = model._default_manager
            for row in manager.visible_to(user):
                seen.add((model, row.pk))
                if firm := getattr(row, "enterprise_id", None):
                    seen.add((Enterprise, firm))
                if institution := getattr(row, "institution_id", None):
                    seen.add((Institution, institution))
        return {word for word, row in self.canaries.items() if (type(row), row.pk) in seen}


def make_world() -> World:
    """Load the facts, then make both sides."""
    facts.load()
    cast = make_cast()
    world = World(cast, None, None)  # type: ignore[arg-type]
    world.own = make_side(world, cast.project, cast.liaison, cast.handler, cast.bank)
    world.foreign = make_side(world, cast.other_project, cast.other_liaison, cast.other_handler, cast.other_bank)
    return world


def photo(by: User) -> Attachment:
    """A stored photo."""
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "steelblue").save(buffer, "JPEG")
    made = Attachment(name="现场.jpg", sha256="0" * 64, uploaded_by=by, uploaded_at=timezone.now())
    made.file.save(f"{uuid.uuid4()}.jpg", ContentFile(buffer.getvalue()))
    made.save()
    return made


@dataclass
class Maker:
    """Makes rows whose text fields carry canaries of their own."""

    world: World
    now: dt.datetime
    today: dt.date

    def marked(self, model: type[models.Model], *fields: str, owner: models.Model | None = None, **rest: Any) -> Any:
        """A row whose named fields each carry a canary; what shows one shows the row, or its owner."""
        words = {name: canary() for name in fields}
        row = model._default_manager.create(**words, **rest)
        self.world.canaries |= dict.fromkeys(words.values(), owner or row)
        return row


def make_side(world: World, officer: User, liaison: User, handler: User, banker: User) -> Side:
    """A firm with one row of every kind, each with its own canary."""
    maker = Maker(world, timezone.now(), timezone.localdate())
    firm = make_firm(maker, liaison)
    visit, request = make_service(maker, firm, liaison, handler)
    project, update = make_project(maker, firm, officer, handler)
    talent = maker.marked(
        Talent,
        "name",
        "title",
        "evidence",
        category=Category.LEADING,
        enterprise=firm,
        arrived_on=maker.today,
        recognised_on=maker.today,
        phone="13800000002",
    )
    institution, need, line = make_money(maker, firm, banker)
    for person in (officer, liaison, handler, banker):
        maker.marked(Notice, "title", "body", user=person, dedupe_key=canary(), created_at=maker.now)
    return Side(
        firm=firm,
        visit=visit,
        visit_photo=visit.photos.get().attachment,
        request=request,
        project=project,
        update=update,
        update_photo=update.photos.get().attachment,
        talent=talent,
        institution=institution,
        need=need,
        line=line,
    )


def make_firm(maker: Maker, liaison: User) -> Enterprise:
    """A firm with its file: names, grade, contact, figures, listing, plan, and who looks after it."""
    today = maker.today
    cluster, park = Cluster.objects.first(), Park.objects.filter(kind=ParkKind.MAIN).first()
    firm = maker.marked(
        Enterprise, "short_name", "full_name", "address", "concerns", cluster=cluster, park=park, lines=[]
    )
    of = {"enterprise": firm, "owner": firm}
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
        verified_by=maker.world.cast.leader,
        **of,
    )
    maker.marked(LiaisonAssignment, "handover_note", officer=liaison, starts_on=dt.date(2020, 1, 1), **of)
    maker.marked(InnovationPlatform, "name", "evidence", recognised_on=today, **of)
    challenge = maker.marked(TechChallenge, "title", "evidence", solved_on=today, **of)
    maker.marked(ChallengeMilestone, "title", challenge=challenge, due_on=today, done_on=today, owner=firm)
    link, _new = ChainLink.objects.get_or_create(cluster=cluster, name="电驱", defaults={"part": ChainPart.CORE})
    ChainPlace.objects.create(link=link, enterprise=firm)
    neighbour = maker.marked(Enterprise, "short_name", lines=[])
    maker.marked(Supply, "what", supplier=neighbour, customer=firm, owner=neighbour)
    entry = maker.marked(
        PlanEntry,
        "evidence",
        "task_force",
        plan=CultivationPlan.objects.get(kind=PlanKind.CHAMPIONS),
        goal=Grade.CHAMPION,
        entered_on=today,
        recognised_on=today,
        **of,
    )
    maker.marked(PlanStep, "title", "evidence", entry=entry, axis=UpgradeAxis.BRAND, owner=firm)
    return firm


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
    visit.handoffs.create(kind=HandoffKind.FINANCING)
    visit.photos.create(attachment=photo(liaison))
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
    return visit, request


def make_project(maker: Maker, firm: Enterprise, officer: User, handler: User) -> tuple[Project, Update]:
    """A key project with a task force, a node, a blocker, and last week's update with a photo."""
    now, today = maker.now, maker.today
    force = TaskForce.objects.create(name=canary(), department=handler.department)
    project = maker.marked(
        Project,
        "name",
        "partner",
        "source",
        code=f"YH-2026-{firm.pk:03d}",
        enterprise=firm,
        cluster=firm.cluster,
        park=firm.park,
        key_listed_on=today,
        baseline_frozen_on=today,
        stage="started",
        total_investment_wan=Decimal(50000),
        responsible=officer,
        reporter=officer,
        leader=maker.world.cast.leader,
        task_force=force,
    )
    maker.world.canaries[force.name] = project
    of = {"project": project, "owner": project}
    maker.marked(Milestone, "name", rank=1, baseline_on=today, planned_on=today, **of)
    node = maker.marked(Milestone, "name", rank=2, baseline_on=today, planned_on=today, **of)
    asked = {"requested_by": officer, "requested_at": now}
    maker.marked(
        Postponement,
        "reason",
        milestone=node,
        from_on=today,
        to_on=today + dt.timedelta(days=9),
        owner=project,
        **asked,
    )
    project.assignments.create(duty="responsible", user=officer, starts_on=today, reason=(word := canary()))
    maker.world.canaries[word] = project
    adviser = Adviser.objects.create(name=canary(), kind="researcher", since=today)
    lead = maker.marked(
        Lead, "name", "firm_name", channel="adviser", adviser=adviser, officer=officer, received_on=today
    )
    maker.world.canaries[adviser.name] = lead
    maker.marked(LeadNote, "text", lead=lead, on=today, by=officer, owner=lead)
    promise = project.commitments.create(kind="output", signed_value=Decimal(100), due_on=today)
    maker.marked(CommitmentReading, "source", commitment=promise, on=today, value=1, by=officer, owner=project)
    maker.marked(AfterCareItem, "text", owner_id=officer.pk, raised_on=today, due_on=today, **of)
    maker.marked(StageWaiver, "reason", stage="built", on=today, missing=["x"], **asked, **of)
    maker.marked(
        LampOverride,
        "reason",
        "evidence",
        lamp="amber",
        starts_on=today,
        ends_on=today,
        by=maker.world.cast.leader,
        made_at=now,
        **of,
    )
    blocker = maker.marked(Blocker, "text", department=handler.department, raised_by=officer, raised_at=now, **of)
    maker.marked(BlockerAnswer, "text", blocker=blocker, by=handler, at=now, owner=project)
    before = period_before(open_period(now)) or open_period(now)
    update = maker.marked(
        Update, "done", "next", project=project, period=before, declared="green", author=officer, submitted_at=now
    )
    update.photos.create(attachment=photo(officer))
    maker.marked(Correction, "text", update_of=update, by=officer, at=now, owner=project)
    action = maker.marked(
        Action,
        "title",
        "requirements",
        number=f"2026-01-{firm.pk:02d}",
        period=before,
        project=project,
        owner_id=handler.pk,
        department=handler.department,
        due_on=today,
        issued_by=maker.world.cast.leader,
        issued_at=now,
    )
    step = maker.marked(ActionEntry, "text", action=action, kind="progress", by=handler, at=now, owner=action)
    step.photo = photo(handler)
    step.save()
    maker.marked(
        Postponement,
        "reason",
        action=action,
        from_on=today,
        to_on=today + dt.timedelta(days=9),
        owner=action,
        **asked,
    )
    maker.marked(Instruction, "text", by=maker.world.cast.leader, at=now, **of)
    maker.marked(AgendaItem, "why", "note", period=before, rank=firm.pk, section="red", action=action, **of)
    before.frozen_at = before.deadline
    before.save()
    maker.marked(
        Snapshot,
        "done",
        "author",
        period=before,
        frozen_at=before.deadline,
        system="red",
        reported=True,
        invested_wan=Decimal(100),
        **of,
    )
    return project, update


def make_money(maker: Maker, firm: Enterprise, banker: User) -> tuple[Institution, FinancingNeed, CreditLine]:
    """A bank with a branch and its person, a need passed to it, and the line that answers, partly drawn."""
    today = maker.today
    institution = maker.marked(Institution, "name", kind=InstitutionKind.BANK)
    BankMember.objects.create(user=banker, institution=institution)
    maker.marked(Branch, "name", institution=institution, owner=institution)
    need = maker.marked(
        FinancingNeed, "purpose", enterprise=firm, institution=institution, amount_wan=Decimal(500), raised_on=today
    )
    line = CreditLine.objects.create(
        enterprise=firm, institution=institution, need=need, granted_wan=Decimal(1000), granted_on=today
    )
    line.drawdowns.create(amount_wan=Decimal(100), on=today, recorded_by=banker, client_id=uuid.uuid4())
    return institution, need, line
