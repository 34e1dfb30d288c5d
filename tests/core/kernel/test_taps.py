"""One press, however often it arrives; and a number that belongs elsewhere."""

import datetime as dt
import threading
import uuid

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from core.enums import Role
from core.kernel.forms import OnceForm
from core.kernel.taps import FOREIGN, of_tap, once
from core.models import Tapped
from enterprises.models import RequestChange
from projects.models import Instruction, Lead, LeadNote, Project, Update
from tests.enterprises import scene as service
from tests.projects.scene import FRIDAY, as_user, person, project, submit
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Lead:
    return Lead.objects.create(
        name="示例激光项目", channel="own", officer=person("wang"), received_on=dt.date(2026, 3, 2)
    )


def note(of: Lead, number: uuid.UUID) -> tuple[LeadNote, bool]:
    return once(of.notes.all(), number, lead=of, on=dt.date(2026, 3, 3), text="已约见", by=of.officer)


class TestOnce:
    def test_a_second_time_finds_the_first(self, lead: Lead) -> None:
        number = uuid.uuid4()
        (first, new), (second, again) = note(lead, number), note(lead, number)
        assert (first, new, again) == (second, True, False)
        assert of_tap(lead.notes.all(), number) == first
        assert of_tap(lead.notes.all(), uuid.uuid4()) is None

    def test_a_number_of_elsewhere_makes_nothing(self, lead: Lead) -> None:
        other = Lead.objects.create(name="别的项目", channel="own", officer=lead.officer, received_on=lead.received_on)
        number = uuid.uuid4()
        note(other, number)
        for press in (lambda: note(lead, number), lambda: of_tap(lead.notes.all(), number)):
            with pytest.raises(ValidationError, match="已经用过") as refused:
                press()
            assert refused.value.code == FOREIGN
        assert LeadNote.objects.get().lead == other

    @pytest.mark.django_db(transaction=True)
    def test_six_at_once_make_one(self, lead: Lead) -> None:
        number = uuid.uuid4()
        made = [row for row, _new in at_once(*[lambda: note(lead, number)] * 6)]
        assert len({row.pk for row in made}) == LeadNote.objects.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_control_who_only_looks_first_makes_two(self, lead: Lead) -> None:
        """Without the unique number in the database, looking and then making is not enough."""
        number, meet = uuid.uuid4(), threading.Barrier(2, timeout=10)

        def look_then_make() -> str:
            found = of_tap(lead.notes.all(), number)
            meet.wait()
            try:
                return "made" if found is None and _make(lead, number) else "found"
            except IntegrityError:
                return "refused"

        assert sorted(at_once(look_then_make, look_then_make)) == ["made", "refused"]


def _make(of: Lead, number: uuid.UUID) -> LeadNote:
    return of.notes.create(on=dt.date(2026, 3, 3), text="已约见", by=of.officer, client_id=number)


class TestForm:
    class Form(OnceForm):
        text = forms.CharField()

    def test_it_carries_a_new_number_each_time(self) -> None:
        first, second = self.Form(), self.Form()
        assert first["client_id"].value() != second["client_id"].value()
        assert " id=" not in str(first["client_id"])

    def test_a_phone_may_still_send_the_former_name(self) -> None:
        number = uuid.uuid4()
        form = self.Form({"submission_id": str(number), "text": "甲"})
        assert form.is_valid()
        assert form.cleaned_data["client_id"] == number

    @pytest.mark.parametrize("sent", ["", "x", "9" * 400])
    def test_no_number_is_said_above_the_form(self, sent: str) -> None:
        form = self.Form({"client_id": sent, "text": "甲"})
        assert "这张表单不完整" in str(form.non_field_errors())
        assert form.made_before(Project.objects.all()) is None


def test_the_former_name_of_the_number_goes_on_working() -> None:
    saved = submit(project(), person("wang"))
    assert saved.submission_id == saved.client_id
    number = uuid.uuid4()
    assert Update(submission_id=number).client_id == number


def test_every_number_is_unique_in_its_table() -> None:
    assert len(Tapped.__subclasses__()) >= 16
    assert all(model._meta.get_field("client_id").unique for model in Tapped.__subclasses__())


class TestPages:
    """Forms of pages that answered with an error page, or saved under the other row's number."""

    @pytest.mark.parametrize("step", ["answer", "finish", "note"])
    def test_a_step_of_another_request(self, step: str) -> None:
        officer, department = service.person("su", Role.LIAISON), service.department()
        handler = service.person("he", Role.HANDLER, department=department)
        firm = service.firm(officer=officer)
        mine, other = service.asked(firm, officer), service.asked(firm, officer)
        number = uuid.uuid4()
        other.note(text="已看", by=handler, now=FRIDAY, client_id=number)
        by = officer if step == "note" else handler
        sent = {f"{step}-client_id": str(number), f"{step}-text": "三天内办"}
        page = as_user(by).post(f"/enterprises/requests/{mine.pk}/{step}/", sent)
        assert page.status_code == 200
        assert "这张表单已经用过" in page.content.decode()
        assert "三天内办" in page.content.decode(), "what was typed stays"
        assert not mine.changes.exists()
        mine.refresh_from_db()
        assert mine.state == "dispatched"

    def test_a_note_on_another_lead(self, lead: Lead) -> None:
        other = Lead.objects.create(name="别的项目", channel="own", officer=lead.officer, received_on=lead.received_on)
        number = uuid.uuid4()
        note(other, number)
        page = as_user(lead.officer).post(
            f"/projects/leads/{lead.pk}/note/", {"client_id": str(number), "text": "约见"}
        )
        assert "这张表单已经用过" in page.content.decode()
        assert LeadNote.objects.count() == 1

    def test_an_instruction_on_another_project(self) -> None:
        boss, one, other = person("boss", Role.LEADER), project("A-1"), project("A-2")
        number = str(uuid.uuid4())
        as_user(boss).post(f"/projects/{one.code}/instruct/", {"client_id": number, "text": "抓紧"})
        page = as_user(boss).post(
            f"/projects/{other.code}/instruct/", {"client_id": number, "text": "也抓紧"}, follow=True
        )
        assert "这张表单已经用过" in page.content.decode()
        assert Instruction.objects.get().project == one

    @pytest.mark.django_db(transaction=True)
    def test_two_presses_at_once_are_one_lead_and_one_page(self) -> None:
        officer = person("wang")
        sent = {"client_id": str(uuid.uuid4()), "name": "新项目", "channel": "own", "received_on": "2026-03-02"}
        press = lambda: as_user(officer).post("/projects/leads/new/", sent | {"officer": officer.pk})  # noqa: E731
        pages = {answer.url for answer in at_once(*[press] * 4)}
        assert pages == {f"/projects/leads/{Lead.objects.get().pk}/"}

    def test_a_new_lead_under_a_number_that_made_one(self, lead: Lead) -> None:
        sent = {"client_id": str(lead.client_id), "name": "新项目", "channel": "own", "received_on": "2026-03-02"}
        page = as_user(lead.officer).post("/projects/leads/new/", sent | {"officer": lead.officer.pk})
        assert page.url == f"/projects/leads/{lead.pk}/", "the same press again"
        assert Lead.objects.count() == 1


def test_a_step_that_nobody_numbered_has_a_number_of_its_own() -> None:
    officer = service.person("su", Role.LIAISON)
    row = service.asked(service.firm(officer=officer), officer)
    row.answer(text="已看", by=officer, now=FRIDAY)
    row.transfer(service.department("power"), text="", by=officer, now=FRIDAY)
    assert len({change.client_id for change in RequestChange.objects.filter(request=row)}) == 2
