"""Erasure: two people, nothing left of the person in any table, no figure moved, and the trail still proves itself."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, InternalError, connection, models, transaction
from django.test import Client
from django.utils import timezone

from core.enums import AuditKind, ErasureReason, PaperKind, Person, RequestedRoles, Role
from core.guard.trail.verifying import verify
from core.models import ERASED, Attachment, AuditEvent, Erasure, ImportBatch, ImportRow, Notice, User
from core.personal import erasing
from core.personal.copying import pointing_to
from enterprises.models import Contact, Enterprise, LiaisonAssignment
from talent.enums import Category, ProofKind
from talent.erasing import PAST
from talent.models import HeadSpan, Proof, Talent, change_category
from talent.models.people import PAST_OF_A_TALENT
from tests.core.guard.trail import test_roles
from tests.talent.scene import NUMBER_X, RECOGNISED, firm, person, proven, talent
from tests.test_nothing_in_clear import told
from zone_tracker.erasing.subjects import SUBJECTS

pytestmark = pytest.mark.django_db
NAME, PHONE, MAIL = "欧阳可寻", "13912340071", "ke@example.cn"


acting_as_the_product = test_roles.app


def approve(whose: Person, row: Any, *, by: User, word: User) -> Erasure:
    subject, now = SUBJECTS[whose], timezone.now()
    asked = erasing.ask(subject, row, ErasureReason.ASKED, by=by, client_id=uuid.uuid4(), now=now)
    return erasing.decide(subject, asked, True, by=word, request=None, now=now)


def where(*texts: str) -> set[str]:
    """The cells that hold one of these texts."""
    return {place for place, cell in told() if any(text in cell for text in texts)}


def opened(model: Any, *columns: str) -> set[str]:
    """What the sealed cells of a table and of its history say."""
    rows = [*model.objects.all(), *model.pgh_event_model.objects.all()]
    return {str(getattr(row, column)) for row in rows for column in columns} - {""}


@pytest.fixture
def officer() -> User:
    return person("qin", Role.TALENT_OFFICER)


@pytest.fixture
def leader() -> User:
    return person("lead", Role.LEADER)


@pytest.fixture
def somebody(officer: User) -> Talent:
    """A talent with everything that tells who it is, changed once, and imported."""
    known = {"recognised_on": RECOGNISED, "evidence": f"{NAME}的认定", "title": f"{NAME}工作室"}
    found = proven(talent(NAME, NUMBER_X, phone=PHONE, enterprise=firm(), **known))
    found.left_note = f"{NAME}离园"
    found.save()
    proof = Proof.objects.create(talent=found, kind=ProofKind.CONTRACT, what=NAME, number=NAME, on=dt.date(2026, 1, 6))
    proof.what = f"{NAME}的合同"
    proof.save()
    now = timezone.now()
    change_category(
        found, Category.CRAFTSMAN, on=dt.date(2026, 5, 1), reason=f"{NAME}评级", by=officer, client_id=uuid.uuid4()
    )
    batch = ImportBatch.objects.create(kind="talents", by=officer, name="名册.xlsx", created_at=now)
    ImportRow.objects.create(
        batch=batch, number=2, outcome="new", label=NAME, key=found.pk, after={"name": NAME, "phone": PHONE}
    )
    connection.check_constraints()
    return Talent.objects.get(pk=found.pk)


class TestATalent:
    def test_nothing_is_left_and_no_figure_moves(self, somebody: Talent, officer: User, leader: User) -> None:
        days = [dt.date(2026, month, 15) for month in range(1, 12)]
        spans = list(HeadSpan.objects.order_by("since").values_list("talent", "category", "since", "until"))
        heads = [Talent.objects.heads(day) for day in days]
        assert spans
        assert any(head.counted for each in heads for head in each)
        assert where(NAME)  # the control: it is found before
        assert PHONE in opened(Talent, "phone")
        approve(Person.TALENT, somebody, by=officer, word=leader)
        connection.check_constraints()
        assert where(NAME, NUMBER_X, PHONE) == set()
        assert opened(Talent, "phone", "identity") == set()
        assert not [row for row in ImportRow.objects.all() if row.before or row.after]
        assert list(HeadSpan.objects.order_by("since").values_list("talent", "category", "since", "until")) == spans
        assert [Talent.objects.heads(day) for day in days] == heads
        kept = Talent.objects.get()
        assert (kept.name, kept.enterprise_id, kept.arrived_on) == (ERASED, somebody.enterprise_id, somebody.arrived_on)
        assert verify().ok
        line = AuditEvent.objects.get(kind=AuditKind.ERASED)
        assert line.key == ("talent_talent", kept.pk)
        assert kept.number in line.what

    def test_control_a_history_that_was_not_emptied_would_be_found(self, somebody: Talent) -> None:
        Talent.objects.update(name=ERASED, phone="", evidence="认定")
        connection.check_constraints()
        assert "talent_talentevent.name" in where(NAME)
        assert PHONE in opened(Talent, "phone")

    def test_the_product_s_own_role_can(
        self, somebody: Talent, officer: User, leader: User, acting_as_the_product: Any
    ) -> None:
        approve(Person.TALENT, somebody, by=officer, word=leader)
        connection.check_constraints()
        assert where(NAME) == set()
        assert verify().ok

    def test_the_database_wants_two_people(self, somebody: Talent, officer: User) -> None:
        with pytest.raises(InternalError, match="two people"), transaction.atomic():
            Talent.objects.filter(pk=somebody.pk).update(erased_at=timezone.now())
        said = {"whose": Person.TALENT, "row": somebody.pk, "reason": "asked", "asked_by": officer}
        alone = {"state": RequestedRoles.APPROVED, "decided_by": officer, "decided_at": timezone.now()}
        with pytest.raises(IntegrityError, match="erasure_by_two_people"), transaction.atomic():
            Erasure.objects.create(**said, **alone, asked_at=timezone.now())
        with pytest.raises(ValidationError), transaction.atomic():
            approve(Person.TALENT, somebody, by=officer, word=officer)
        assert where(NAME)

    def test_what_is_erased_stays_so(self, somebody: Talent, officer: User, leader: User) -> None:
        approve(Person.TALENT, somebody, by=officer, word=leader)
        for change in ({"name": NAME}, {"phone": PHONE}, {"erased_at": None}):
            with pytest.raises(InternalError, match="was erased"), transaction.atomic():
                Talent.objects.filter(pk=somebody.pk).update(**change)
        Talent.objects.filter(pk=somebody.pk).update(left_on=dt.date(2026, 9, 1), left_how="left")
        client = Client()
        client.force_login(officer)
        assert client.get(f"/talent/{somebody.pk}/").status_code == 200
        assert client.get(f"/talent/{somebody.pk}/edit/").status_code == 403

    def test_pages(self, somebody: Talent, officer: User, leader: User) -> None:
        seat, desk = Client(), Client()
        seat.force_login(officer)
        desk.force_login(leader)
        page = f"/erasures/new/talent/{somebody.pk}/"
        assert "申请删除个人信息" in seat.get(f"/talent/{somebody.pk}/").content.decode()
        assert desk.get(page).status_code == 403
        press = {"reason": "asked", "sure": "on", "client_id": str(uuid.uuid4())}
        for _again in range(2):
            assert seat.post(page, press).status_code == 302
        asked = Erasure.objects.get()
        assert NAME not in "".join(f"{each.title}{each.body}" for each in Notice.objects.all())
        assert somebody.number in desk.get("/workbench/").content.decode()
        assert seat.post(f"/erasures/{asked.pk}/", {"approve": "1"}).status_code == 302
        assert Talent.objects.get().name == NAME  # who asked does not decide
        assert "同意删除" in desk.get(f"/erasures/{asked.pk}/").content.decode()
        desk.post(f"/erasures/{asked.pk}/", {"approve": "1"})
        assert Talent.objects.get().name == ERASED
        assert desk.get(f"/erasures/{asked.pk}/").status_code == desk.get("/erasures/").status_code == 200
        assert desk.get("/workbench/").status_code == 200

    def test_a_paper_goes_with_its_name(self, somebody: Talent, officer: User, leader: User) -> None:
        paper = Attachment.objects.create(
            file=SimpleUploadedFile("a.pdf", b"%PDF-"),
            name=f"{NAME}.pdf",
            kind=PaperKind.PICTURE,
            sha256="0" * 64,
            uploaded_by=officer,
            uploaded_at=timezone.now(),
        )
        Proof.objects.filter(talent=somebody, what__contains=NAME).update(paper=paper)
        approve(Person.TALENT, somebody, by=officer, word=leader)
        paper.refresh_from_db()
        assert paper.removed_at
        assert paper.name == ERASED
        assert where(NAME) == set()

    def test_refused_and_withdrawn_change_nothing(self, somebody: Talent, officer: User, leader: User) -> None:
        subject, now = SUBJECTS[Person.TALENT], timezone.now()
        said = {"by": officer, "now": now}
        asked = erasing.ask(subject, somebody, "asked", client_id=uuid.uuid4(), **said)
        with pytest.raises(ValidationError, match="已有一份"), transaction.atomic():
            erasing.ask(subject, somebody, "asked", client_id=uuid.uuid4(), **said)
        erasing.decide(subject, asked, False, by=leader, request=None, now=now)
        again = erasing.ask(subject, somebody, "period", client_id=uuid.uuid4(), **said)
        with pytest.raises(ValidationError), transaction.atomic():
            erasing.withdraw(again, by=leader, now=now)
        erasing.withdraw(again, **said)
        with pytest.raises(ValidationError), transaction.atomic():
            erasing.decide(subject, again, True, by=leader, request=None, now=now)
        assert Talent.objects.get().name == NAME


def test_every_text_beside_a_talent_is_emptied_or_kept_for_a_reason() -> None:
    """Who adds a table that names a talent says in talent/erasing.py and PAST_OF_A_TALENT what goes of it."""
    gone = {past.events: {*past.texts, *past.numbers} for past in PAST_OF_A_TALENT}
    for model in pointing_to(Talent):
        texts = {
            each.column
            for each in model._meta.local_concrete_fields
            if isinstance(each, (models.CharField, models.TextField)) and not each.choices
        } - {"pgh_label"}
        events = model.pgh_event_model._meta.db_table if hasattr(model, "pgh_event_model") else model._meta.db_table
        assert texts <= gone.get(events, set()), f"{model._meta.label}: {texts - gone.get(events, set())} of a talent"
        assert not texts or model in {*PAST, *(each.pgh_event_model for each in PAST)}, model._meta.label


class TestAContact:
    def test_nothing_is_left(self, leader: User) -> None:
        place = Enterprise.objects.create(short_name="示例机械")
        liaison = person("liao", Role.LIAISON)
        LiaisonAssignment.objects.create(enterprise=place, officer=liaison, starts_on=dt.date(2026, 1, 1))
        contact = Contact.objects.create(enterprise=place, name=NAME, phone=PHONE, title=NAME)
        contact.title = f"{NAME}经理"
        contact.save()
        batch = ImportBatch.objects.create(kind="firms", by=liaison, name="企业.xlsx", created_at=timezone.now())
        said = {"short_name": "示例机械", "contact": NAME, "phone": PHONE}
        ImportRow.objects.create(batch=batch, number=2, outcome="new", label="示例机械", key=place.pk, after=said)
        connection.check_constraints()
        assert where(NAME)
        stranger = person("other", Role.LIAISON)
        assert not SUBJECTS[Person.CONTACT].asks(stranger, contact)
        assert SUBJECTS[Person.CONTACT].asks(liaison, contact)
        approve(Person.CONTACT, contact, by=liaison, word=leader)
        connection.check_constraints()
        assert where(NAME, PHONE) == set()
        assert opened(Contact, "phone") == set()
        assert not ImportRow.objects.get().after
        assert Contact.objects.get().left_on
        assert verify().ok
        seat = Client()
        seat.force_login(liaison)
        assert seat.get(f"/enterprises/{place.pk}/").status_code == 200
        page = seat.get(f"/enterprises/{place.pk}/parts/contacts/")
        assert page.status_code == 200
        assert ERASED not in page.content.decode()


class TestAnAccount:
    def test_the_account_is_shut_first_and_the_name_stays(self) -> None:
        admin, security = person("ad", Role.ADMIN), person("sec", Role.SECURITY_ADMIN)
        gone = User.objects.create(username="gone", name="李示例", phone=PHONE, email=MAIL, reading="li shi li")
        with pytest.raises(ValidationError, match="停用"), transaction.atomic():
            approve(Person.USER, gone, by=admin, word=security)
        gone.is_active = False
        gone.save()
        connection.check_constraints()
        assert where(MAIL)
        approve(Person.USER, gone, by=admin, word=security)
        connection.check_constraints()
        assert where(MAIL, PHONE) == set()
        assert opened(User, "phone") == set()
        assert User.objects.get(username="gone").name == "李示例"
        assert verify().ok
        desk = Client()
        desk.force_login(security)
        desk.post(f"/accounts/{gone.pk}/enable/")
        assert not User.objects.get(username="gone").is_active
