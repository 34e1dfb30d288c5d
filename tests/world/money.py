"""The money and the heads of a firm."""

import datetime as dt
import uuid
from decimal import Decimal

from django.utils import timezone

from core.models import User
from enterprises.models import Enterprise
from finance.enums import Guarantee, HeldWhy, InstitutionKind, ProductKind, SideKind
from finance.models import (
    BankMember,
    Branch,
    CreditLine,
    Drawdown,
    FinancingNeed,
    HeldEntry,
    Institution,
    Measure,
    MoneyConfirmation,
    Passing,
    Product,
    ProductMeasure,
    Season,
    shown,
)
from projects.models import Project
from talent.enums import Category, LeftHow, ProofKind
from talent.models import (
    Absence,
    Apartment,
    Attendance,
    CardGrade,
    Course,
    FlatWish,
    GreenCard,
    Honour,
    HonourGrant,
    Mentorship,
    PlatformMember,
    PlatformResult,
    Proof,
    Quota,
    SchoolPlace,
    Talent,
    TalentNeed,
    TalentNeedFill,
    TalentPlatform,
    Team,
    TeamMember,
    TeamProject,
    Tenancy,
)
from tests.world.marks import Maker, paper

DAY = dt.timedelta(days=1)


def make_money(maker: Maker, firm: Enterprise, banker: User) -> tuple[Institution, FinancingNeed, CreditLine]:
    """A bank with a branch and its person, a need passed to it, and the line that answers, partly drawn."""
    today = maker.today
    institution = maker.marked(Institution, "name", kind=InstitutionKind.BANK)
    BankMember.objects.create(user=banker, institution=institution)
    maker.marked(Branch, "name", institution=institution, owner=institution)
    need = maker.marked(
        FinancingNeed, "purpose", enterprise=firm, institution=institution, amount_wan=Decimal(500), raised_on=today
    )
    passing = Passing.pass_on(need, institution=institution, on=today, by=maker.leader, client_id=uuid.uuid4())
    product = maker.marked(
        Product,
        "name",
        "for_whom",
        institution=institution,
        kind=ProductKind.LOAN,
        guarantee=Guarantee.CREDIT,
        most_wan=Decimal(600),
        rate_from=Decimal("3.45"),
        no_collateral=True,
        begins_on=today,
    )
    measure = Measure.objects.get_or_create(name="示例举措")[0]  # who promised one is public, so of nobody here
    ProductMeasure.objects.create(product=product, measure=measure)
    passing.offer(
        market_product=product, product="x", offered_wan=Decimal(500), rate=Decimal(4), conditions=maker.word_of(need)
    )
    line = CreditLine.objects.create(
        enterprise=firm,
        institution=institution,
        need=need,
        product=product,
        granted_wan=Decimal(1000),
        granted_on=today,
        expires_on=today + dt.timedelta(days=300),
    )
    drawn = line.drawdowns.create(amount_wan=Decimal(100), on=today, recorded_by=banker, client_id=uuid.uuid4())
    said = {"on": today, "by": banker}
    line.repay(amount_wan=Decimal(10), client_id=uuid.uuid4(), **said)
    line.reverse(drawn, amount_wan=Decimal(5), reason=maker.word_of(line), client_id=uuid.uuid4(), **said)
    line.lower(amount_wan=Decimal(20), reason=maker.word_of(line), client_id=uuid.uuid4(), **said)
    _confirmed(maker, drawn, banker)
    _held(maker, line, banker)
    _asked_back(maker, firm, institution)
    return institution, need, line


def open_season(leader: User) -> Season:
    """A season of the competition that is open; its ranking names every institution to those who see all."""
    today = timezone.localdate()
    days = {"begins_on": today - dt.timedelta(days=30), "ends_on": today + dt.timedelta(days=30)}
    return Season.objects.create(name="示例赛季", **days, opened_by=leader, opened_at=timezone.now())


def _asked_back(maker: Maker, firm: Enterprise, institution: Institution) -> None:
    """A further need of the firm, of which the bank wants to know more before it offers anything."""
    said = {"enterprise": firm, "amount_wan": Decimal(300), "raised_on": maker.today}
    need = maker.marked(FinancingNeed, "purpose", **said)
    of = {"institution": institution, "on": maker.today, "by": maker.leader}
    Passing.pass_on(need, client_id=uuid.uuid4(), **of).ask(question=maker.word_of(need))


def _confirmed(maker: Maker, drawn: Drawdown, banker: User) -> None:
    """The firm says another figure than the bank, with a word; the next link waits."""
    now = timezone.now()
    drawn.refresh_from_db()
    MoneyConfirmation.ask_firm(drawn, by=banker, now=now, number=uuid.uuid4())
    link = MoneyConfirmation.about(drawn).get()
    link.answer(said_wan=Decimal(90), said_on=drawn.on, words=maker.word_of(drawn.line), seen=shown(drawn), now=now)
    MoneyConfirmation.ask_firm(drawn, by=banker, now=now, number=uuid.uuid4())


def _held(maker: Maker, line: CreditLine, banker: User) -> None:
    """An amount that waits for a second person."""
    said = {"kind": SideKind.LINE, "institution": line.institution, "line": line, "why": HeldWhy.LIMIT}
    said |= {"what": maker.word_of(line), "amount_wan": Decimal(900000), "entered_by": banker}
    HeldEntry.objects.create(**said, data={}, entered_at=timezone.now())


def make_wanted(maker: Maker, firm: Enterprise, officer: User) -> TalentNeed:
    """People whom the firm looks for, one of whom came."""
    need = maker.marked(TalentNeed, "what", "details", enterprise=firm, heads=2, raised_on=maker.today)
    maker.marked(TalentNeedFill, "note", need=need, heads=1, on=maker.today, recorded_by=officer, owner=need)
    return need


def make_talent(maker: Maker, firm: Enterprise) -> Talent:
    """A head of the firm that counts, with a paper of the contract, and the firm's quota."""
    person = maker.marked(
        Talent,
        "name",
        "title",
        "evidence",
        category=Category.LEADING,
        enterprise=firm,
        arrived_on=maker.today,
        recognised_on=maker.today,
        identity_hash=uuid.uuid4().hex,
        phone="13800000002",
    )
    Proof.objects.create(talent=person, kind=ProofKind.INSURANCE, on=maker.today)
    away = {"left_on": maker.today - 2 * DAY, "left_how": LeftHow.MOVED, "returned_on": maker.today - DAY}
    maker.marked(Absence, "why", talent=person, owner=person, **away)
    _care_for(maker, person)
    signed = paper(maker.leader, f"{maker.word_of(person)}.pdf")
    Proof.objects.create(talent=person, kind=ProofKind.CONTRACT, on=maker.today, paper=signed)
    Quota.objects.create(enterprise=firm, category=Category.LEADING, year=maker.today.year, heads=3)
    gone = {"enterprise": firm, "arrived_on": maker.today, "left_on": maker.today, "left_how": LeftHow.RESIGNED}
    maker.marked(Talent, "name", "left_note", category=Category.ENGINEER, **gone)
    return person


def gather(maker: Maker, person: Talent, project: Project) -> None:
    """A platform with the person and a result, a course, and a team that works on the project."""
    said = {"talent": person, "since": maker.today, "owner": person}
    platform = maker.marked(TalentPlatform, "name", kind="training", enterprise=person.enterprise, owner=person)
    maker.marked(PlatformMember, "role", platform=platform, **said)
    brought = {"kind": "patent", "on": maker.today, "platform": platform, "owner": person}
    maker.marked(PlatformResult, "what", "source", **brought)
    days = {"begins_on": maker.today, "ends_on": maker.today}
    held = {"kind": "skill", "hours": 8, "platform": platform, "enterprise": person.enterprise, "owner": person}
    course = maker.marked(Course, "name", "organiser", **held, **days)
    maker.marked(Attendance, "certificate", course=course, talent=person, state="done", owner=person)
    of = {"leader": person, "enterprise": person.enterprise, "since": maker.today, "owner": person}
    team = maker.marked(Team, "name", **of)
    maker.marked(TeamMember, "role", team=team, **said)
    maker.marked(TeamProject, "what", team=team, project=project, since=maker.today, owner=person)


def _care_for(maker: Maker, person: Talent) -> None:
    """One row of each service, with the person's mark."""
    grade = CardGrade.objects.first() or CardGrade.objects.create(name="A 卡", months=12)
    spell = {"since": maker.today, "until": maker.today + dt.timedelta(days=400), "talent": person, "owner": person}
    maker.marked(GreenCard, "number", grade=grade, **spell)
    flat = maker.marked(Apartment, "estate", building="1", room="1", rooms=1, area=Decimal(40), rent=500, owner=person)
    maker.marked(Tenancy, "out_of_turn", apartment=flat, **spell)
    said = {"talent": person, "by": maker.leader, "owner": person}
    maker.marked(FlatWish, asked_on=maker.today, persons=1, **said)
    maker.marked(SchoolPlace, "school", stage="first", year=2026, on=maker.today, **said)
    honour = Honour.objects.get_or_create(name="劳动模范")[0]
    maker.marked(HonourGrant, "evidence", honour=honour, on=maker.today, **said)
    other = Talent.objects.exclude(pk=person.pk).first()
    if other is None:
        other = maker.marked(Talent, "name", category=Category.CRAFTSMAN, arrived_on=maker.today, owner=person)
    teaches = {"mentor": person, "apprentice": other, "since": maker.today, "owner": person}
    maker.marked(Mentorship, "trade", **teaches)
