"""查看: who may see a value sees it once and says why; everybody else sees masks, and the trail knows."""

from typing import Any

import pytest
from django.test import Client

from core.enums import AuditKind, Role
from core.models import AuditEvent, User
from enterprises.models import Contact, Enterprise, LiaisonAssignment
from talent.models import Talent
from tests.talent.scene import NUMBER, firm, person, talent

PHONE = "13912340071"
pytestmark = pytest.mark.django_db
WHY = {"field": "phone", "reason": "contact", "words": ""}


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def known() -> Talent:
    return talent("周示例", NUMBER, phone=PHONE, enterprise=firm())


@pytest.fixture
def contact() -> Contact:
    return Contact.objects.create(enterprise=firm(), name="曾明", phone=PHONE)


def lines() -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(kind=AuditKind.REVEALED))


@pytest.mark.parametrize("role", [Role.TALENT_OFFICER, Role.LEADER])
@pytest.mark.parametrize(("field", "value"), [("phone", PHONE), ("identity", NUMBER)])
def test_a_value_is_shown_once_and_written_down(known: Talent, role: Role, field: str, value: str) -> None:
    client = as_user(person("qin", role))
    page = client.get(f"/talent/{known.pk}/").content.decode()
    assert value not in page
    assert f"/talent/{known.pk}/reveal/" in page
    answer = client.post(f"/talent/{known.pk}/reveal/", WHY | {"field": field, "words": "送证书"})
    assert value in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    (line,) = lines()
    assert (line.who, line.table, line.row) == ("qin", "talent_talent", known.pk)
    assert line.what.endswith("联系本人：送证书")
    assert value not in line.what
    assert value not in client.get(f"/talent/{known.pk}/").content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [({"reason": ""}, "查看原因"), ({"reason": "other"}, "请写明原因"), ({"reason": "nosy"}, "查看原因")],
)
def test_without_a_reason_nothing_is_shown(known: Talent, sent: dict[str, str], said: str) -> None:
    answer = as_user(person("qin")).post(f"/talent/{known.pk}/reveal/", WHY | sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert PHONE not in answer.content.decode()
    assert not lines()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PROJECT_OFFICER, Role.LIAISON, Role.BANK, Role.ADMIN])
def test_nobody_else(known: Talent, role: Role) -> None:
    answer = as_user(person("x", role)).post(f"/talent/{known.pk}/reveal/", WHY)
    assert answer.status_code == 403
    assert PHONE not in answer.content.decode()


def test_never_by_an_address(known: Talent) -> None:
    assert as_user(person("qin")).get(f"/talent/{known.pk}/reveal/", WHY).status_code == 405


def test_no_other_column(known: Talent) -> None:
    answer = as_user(person("qin")).post(f"/talent/{known.pk}/reveal/", WHY | {"field": "identity_hash"})
    assert (answer.status_code, known.identity_hash in answer.content.decode()) == (404, False)


class TestAContact:
    def url(self, contact: Contact) -> str:
        return f"/enterprises/contacts/{contact.pk}/reveal/"

    def test_a_leader_says_why(self, contact: Contact) -> None:
        client = as_user(person("lead", Role.LEADER))
        page = client.get(f"/enterprises/{contact.enterprise_id}/").content.decode()
        assert PHONE not in page
        assert self.url(contact) in page
        assert PHONE in client.post(self.url(contact), WHY).content.decode()
        assert [(line.who, line.table, line.row) for line in lines()] == [("lead", "enterprises_contact", contact.pk)]

    def test_who_looks_after_the_firm_calls_with_one_tap(self, contact: Contact) -> None:
        officer = person("liaison", Role.LIAISON)
        LiaisonAssignment.objects.create(enterprise=contact.enterprise, officer=officer, starts_on="2026-01-01")
        page = as_user(officer).get(f"/enterprises/{contact.enterprise_id}/").content.decode()
        assert f'href="tel:{PHONE}"' in page
        assert self.url(contact) not in page

    @pytest.mark.parametrize("role", [Role.LIAISON, Role.PROJECT_OFFICER, Role.AUDITOR, Role.TALENT_OFFICER])
    def test_nobody_else(self, contact: Contact, role: Role) -> None:
        foreign = Enterprise.objects.create(short_name="别家")
        user = person("x", role)
        LiaisonAssignment.objects.create(enterprise=foreign, officer=user, starts_on="2026-01-01")
        answer: Any = as_user(user).post(self.url(contact), WHY)
        assert answer.status_code in (403, 404)
        assert PHONE not in answer.content.decode()


def test_a_leader_can_press_on_the_handover_pack(contact: Contact) -> None:
    page = as_user(person("lead", Role.LEADER)).get(f"/enterprises/{contact.enterprise_id}/handover/").content.decode()
    assert PHONE not in page
    assert f"/enterprises/contacts/{contact.pk}/reveal/" in page
    other = as_user(person("aud", Role.AUDITOR)).get(f"/enterprises/{contact.enterprise_id}/handover/")
    assert other.status_code == 200
    assert "/reveal/" not in other.content.decode()
