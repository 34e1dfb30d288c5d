"""What the forms of this room accept, refuse and turn into rows."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import timezone

from core.enums import Role
from core.models import User
from enterprises.firm.forms import EnterpriseForm
from enterprises.models import RequestKind
from enterprises.service.forms import AnswerForm
from enterprises.service.promises import promised_by
from enterprises.service.visit_forms import RequestForm, VisitForm
from tests.enterprises.scene import CODE, department, firm, kind, person, visit, visit_post

pytestmark = pytest.mark.django_db


def _visit_form(user: User, **fields: Any) -> VisitForm:
    of = fields.pop("of", None) or firm(officer=user)
    return VisitForm(visit_post(of, **fields), {}, user=user)


# --- Visits ---------------------------------------------------------------------------------------------------
def test_a_visit_needs_only_firm_and_notes() -> None:
    assert _visit_form(person("zhou", Role.LIAISON)).is_valid()


@pytest.mark.parametrize(("days", "valid"), [(0, True), (-60, True), (-61, False), (1, False)])
def test_a_visit_lies_within_the_last_sixty_days(days: int, valid: bool) -> None:
    on = timezone.localdate() + dt.timedelta(days=days)
    form = _visit_form(person("zhou", Role.LIAISON), on=on.isoformat())
    assert form.is_valid() is valid
    assert list(form.errors) == ([] if valid else ["on"])


def test_only_my_firms_can_be_visited() -> None:
    officer, other = person("zhou", Role.LIAISON), person("tang", Role.LIAISON)
    form = _visit_form(officer, of=firm("示例乙", other))
    assert list(form.errors) == ["enterprise"]


@pytest.mark.parametrize("field", ["mode", "questions", "handoffs", "on"])
def test_what_no_list_offers_is_refused(field: str) -> None:
    assert list(_visit_form(person("zhou", Role.LIAISON), **{field: "x"}).errors) == [field]


def test_a_number_that_is_none_is_said_above_the_form_because_its_field_is_not_seen() -> None:
    form = _visit_form(person("zhou", Role.LIAISON), client_id="x")
    assert list(form.errors) == ["client_id", "__all__"]
    assert form.non_field_errors() == ["这张表单不完整，请返回后重新打开再填。"]


def test_the_picker_tells_the_last_visit() -> None:
    officer = person("zhou", Role.LIAISON)
    visited, fresh = firm("示例甲", officer), firm("示例乙", officer)
    visit(visited, officer, on=dt.date(2026, 10, 28))
    labels = dict(VisitForm(user=officer).fields["enterprise"].choices)
    shown = {str(getattr(value, "value", value)): label for value, label in labels.items()}
    assert shown[str(visited.pk)] == "示例甲（上次走访 10-28）"
    assert shown[str(fresh.pk)] == "示例乙（还没有走访）"


# --- Requests -------------------------------------------------------------------------------------------------
def test_a_promise_in_working_days_becomes_a_date() -> None:
    form = RequestForm({"kind": kind().pk, "text": "缺焊工", "within": "5"})
    assert form.is_valid()
    assert form.as_new_request(dt.date(2026, 11, 20)).promised_on == dt.date(2026, 11, 27)


@pytest.mark.parametrize(
    ("today", "days", "by"),
    [
        ("2026-11-20", 1, "2026-11-23"),  # over a weekend
        ("2021-04-02", 1, "2021-04-06"),  # over 清明
        ("2021-09-30", 5, "2021-10-13"),  # over 国庆, with the make-up Saturday of 10-09
        ("2026-11-23", 20, "2026-12-21"),
    ],
)
def test_promises_count_working_days(today: str, days: int, by: str) -> None:
    assert promised_by(days, today=dt.date.fromisoformat(today)) == dt.date.fromisoformat(by)


def test_without_a_choice_the_department_promises() -> None:
    form = RequestForm({"kind": kind().pk, "text": "缺焊工", "within": ""})
    assert form.is_valid()
    assert form.as_new_request(timezone.localdate()).promised_on is None


def test_a_kind_without_a_department_is_refused_and_says_so() -> None:
    nobody = RequestKind.objects.create(key="other", name="示例其他类")
    form = RequestForm({"kind": nobody.pk, "text": "缺焊工"})
    assert list(form.errors) == ["kind"]
    assert "（承办部门待指定）" in str(form["kind"])


def test_the_choice_of_a_kind_names_its_department() -> None:
    kind("permit", department("construction"))
    assert "示例permit类 → 示例construction" in str(RequestForm()["kind"])


@pytest.mark.parametrize(("days", "valid"), [(0, True), (-1, False), (30, True)])
def test_a_department_promises_no_day_that_has_passed(days: int, valid: bool) -> None:
    on = timezone.localdate() + dt.timedelta(days=days)
    sent = {"text": "三日内办理", "promised_on": on.isoformat(), "client_id": str(uuid.uuid4())}
    assert AnswerForm(sent).is_valid() is valid


# --- Firms ----------------------------------------------------------------------------------------------------
def _firm_form(instance: Any = None, user: User | None = None, **fields: Any) -> EnterpriseForm:
    said = {"short_name": "示例新企业"} | fields
    return EnterpriseForm(said, instance=instance, user=user or person("song", Role.PROJECT_OFFICER))


@pytest.mark.parametrize("code", [CODE, f" {CODE[:4]} {CODE[4:8]} {CODE[8:]} ", CODE.lower()])
def test_the_code_is_stored_in_its_normal_form(code: str) -> None:
    form = _firm_form(uscc=code)
    assert form.is_valid(), form.errors
    assert form.save().uscc == CODE


def test_two_firms_without_a_code_may_stand_beside_each_other() -> None:
    firm("示例甲")
    form = _firm_form(uscc="")
    assert form.is_valid()
    assert form.save().uscc is None


@pytest.mark.parametrize(("code", "words"), [("914301001837648960", "校验位"), ("91430100", "18 位"), ("9" * 41, "40")])
def test_a_wrong_code_is_refused_in_words(code: str, words: str) -> None:
    form = _firm_form(uscc=code)
    assert list(form.errors) == ["uscc"]
    assert words in str(form.errors["uscc"])


def test_a_code_belongs_to_one_firm() -> None:
    firm("示例甲", uscc=CODE)
    assert list(_firm_form(uscc=CODE).errors) == ["uscc"]


def test_a_name_that_another_firm_bears_is_saved_only_when_confirmed() -> None:
    firm("示例甲", full_name="示例甲有限公司").aliases.create(name="示例小甲")
    user = person("song", Role.PROJECT_OFFICER)
    for said in ({"short_name": "示例小甲"}, {"full_name": "示例甲有限公司"}):
        refused = _firm_form(user=user, **said)
        assert not refused.is_valid()
        assert refused.asks_to_confirm
        assert "示例甲" in str(refused.non_field_errors())
        assert _firm_form(user=user, confirmed="on", **said).is_valid()


def test_no_confirmation_makes_two_firms_of_one_short_name() -> None:
    firm("示例甲")
    assert "short_name" in _firm_form(short_name="示例甲", confirmed="on").errors


def test_the_warning_names_no_firm_that_the_reader_may_not_see() -> None:
    officer, other = person("zhou", Role.LIAISON), person("tang", Role.LIAISON)
    mine, foreign = firm("示例甲", officer), firm("示例乙", other)
    foreign.aliases.create(name="示例小乙")
    form = _firm_form(instance=mine, user=officer, short_name="示例小乙")
    assert not form.is_valid()
    assert "示例乙" not in str(form.errors)


def test_a_firm_keeps_its_own_names_without_asking() -> None:
    own = firm("示例甲", full_name="示例甲有限公司")
    own.aliases.create(name="示例甲有限公司")
    assert _firm_form(instance=own, short_name="示例甲", full_name="示例甲有限公司").is_valid()
