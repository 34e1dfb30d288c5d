"""The money and the heads of a firm."""

import uuid
from decimal import Decimal

from core.models import User
from enterprises.models import Enterprise
from finance.enums import InstitutionKind
from finance.models import BankMember, Branch, CreditLine, FinancingNeed, Institution
from talent.enums import Category, ProofKind
from talent.models import Proof, Quota, Talent
from tests.world.marks import Maker, paper


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
    signed = paper(maker.leader, f"{maker.word_of(person)}.pdf")
    Proof.objects.create(talent=person, kind=ProofKind.CONTRACT, on=maker.today, paper=signed)
    Quota.objects.create(enterprise=firm, category=Category.LEADING, year=maker.today.year, heads=3)
    return person
