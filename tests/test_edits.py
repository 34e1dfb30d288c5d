"""Two people change one row: nobody overwrites unseen, nothing typed is lost, and a second tap is no other person."""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from core.enums import Role
from core.models import User
from projects.models import Lead
from tests.edits import shown
from tests.finance import scene as finance
from tests.races import at_once
from tests.talent import scene as talent

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Case:
    """A row with its page, a complete form, the column that both people change, and how that column is called."""

    row: Any
    url: str
    data: dict[str, Any]
    column: str
    label: str

    def value(self) -> str:
        self.row.refresh_from_db()
        return str(getattr(self.row, self.column))

    def typed(self, value: str) -> dict[str, Any]:
        return self.data | {self.column: value}


def firm_case() -> Case:
    row = finance.firm("示例齿轮")
    rows = {"alias-TOTAL_FORMS": "0", "alias-INITIAL_FORMS": "0"}
    return Case(row, f"/enterprises/{row.pk}/edit/", {"short_name": "示例齿轮", **rows}, "address", "地址")


def talent_case() -> Case:
    row = talent.counted("陈示例", evidence="证书")
    data = {"name": "陈示例", "category": row.category, "client_id": uuid.uuid4()}
    data |= {"arrived_on": row.arrived_on, "recognised_on": row.recognised_on, "evidence": "证书"}
    data["enterprise"] = row.enterprise_id
    return Case(row, f"/talent/{row.pk}/edit/", data, "title", "岗位或职称")


def need_case() -> Case:
    row = finance.need()
    data = {"enterprise": row.enterprise_id, "amount_wan": row.amount_wan, "raised_on": row.raised_on}
    data |= {"state": row.state, "institution": row.institution_id or "", "client_id": uuid.uuid4()}
    return Case(row, f"/finance/needs/{row.pk}/edit/", data, "purpose", "用途")


def line_case() -> Case:
    row = finance.line(1000)
    data = {"enterprise": row.enterprise_id, "institution": row.institution_id, "client_id": uuid.uuid4()}
    data |= {"granted_on": row.granted_on, "expires_on": row.expires_on or "", "granted_wan": row.granted_wan}
    return Case(row, f"/finance/lines/{row.pk}/edit/", data, "granted_wan", "授信")


def lead_case() -> Case:
    officer, _new = User.objects.get_or_create(username="quick", defaults={"name": "示例quick", "roles": ROLES})
    row = Lead.objects.create(name="示例项目", channel="own", officer=officer, received_on="2026-01-05")
    data = {"name": row.name, "channel": "own", "officer": officer.pk, "received_on": "2026-01-05"}
    return Case(row, f"/projects/leads/{row.pk}/edit/", data, "firm_name", "投资方")


CASES = {"lead": lead_case, "firm": firm_case, "talent": talent_case, "need": need_case, "line": line_case}
ROLES = [Role.PROJECT_OFFICER, Role.TALENT_OFFICER, Role.FINANCE_OFFICER]
VALUES = {"line": ("1100.00", "1200.00")}


def browser(name: str) -> Client:
    user, _new = User.objects.get_or_create(username=name, defaults={"name": f"示例{name}", "roles": ROLES})
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(params=CASES)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


def values(kind: str) -> tuple[str, str]:
    return VALUES.get(kind, ("先写的", "后写的"))


def test_the_second_person_is_told_what_changed_and_may_then_save(kind: str) -> None:
    case, (first, second) = CASES[kind](), values(kind)
    quick, slow = browser("quick"), browser("slow")
    before = shown(slow, case.url)
    assert quick.post(case.url, case.typed(first) | shown(quick, case.url)).status_code == 302

    refused = slow.post(case.url, case.typed(second) | before)
    assert refused.status_code == 200
    words = "".join(refused.context["form"].non_field_errors())
    assert "没有保存：示例quick在" in words
    assert case.label in words
    assert second in str(refused.context["form"][case.column].value())
    assert case.value() == first

    again = {"seen": refused.context["form"]["seen"].value()}
    assert slow.post(case.url, case.typed(second) | again).status_code == 302
    assert case.value() == second


def test_ones_own_second_tap_is_no_other(kind: str) -> None:
    case, (first, _second) = CASES[kind](), values(kind)
    client = browser("quick")
    data = case.typed(first) | shown(client, case.url)
    assert [client.post(case.url, data).status_code for _ in range(3)] == [302] * 3
    assert case.value() == first


@pytest.mark.parametrize("seen", ["", "0", "x", "-1", "9" * 40, "²", "1\x00"])
def test_a_form_that_was_shown_nothing_is_refused_in_words(kind: str, seen: str) -> None:
    case, (first, _second) = CASES[kind](), values(kind)
    before = case.value()
    refused = browser("quick").post(case.url, case.typed(first) | {"seen": seen})
    assert refused.status_code == 200
    assert "没有保存" in "".join(refused.context["form"].non_field_errors())
    assert case.value() == before


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_one_of_two_is_told(kind: str) -> None:
    case, both = CASES[kind](), values(kind)
    people = [browser("quick"), browser("slow")]
    posts = [case.typed(value) | shown(person, case.url) for person, value in zip(people, both, strict=True)]
    answers = at_once(*[lambda p=p, d=d: p.post(case.url, d).status_code for p, d in zip(people, posts, strict=True)])
    assert sorted(answers) == [200, 302]
    assert case.value() == both[answers.index(302)]
