"""产融对接 in tables: institutions with branches, credit lines, and money that is put down once."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.enums import Role
from core.models import User
from core.sheets.reading import grids
from core.sheets.undoing import undo
from core.sheets.workbooks import template
from finance.enums import NeedState
from finance.models import BankMember, Branch, CreditLine, Drawdown, Institution
from finance.sheets import BankKind, CreditLineKind, DrawdownKind, RepaymentKind
from tests.core.sheets.table import (
    ASKED,
    CHANGED,
    NEW,
    SAME,
    WRONG,
    came_to,
    exported,
    faults,
    filled,
    taken,
    taken_file,
)
from tests.finance.scene import GRANTED_ON, draw, firm, institution, left_of, line, need, person

pytestmark = pytest.mark.django_db
LINES = ("企业", "金融机构", "授信金额", "授信日期", "到期日", "未放款原因")
LINE = ("示例电驱", "示例甲银行", "1,200", "2026-03-02", "2027-03-01", None)
DRAWN = ("授信编号", "放款日期", "放款金额")


@pytest.fixture
def world() -> None:
    firm()
    institution()


# --- Credit lines ----------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("world")
def test_a_line_is_made_by_the_form_and_once(officer: User) -> None:
    assert came_to(taken(CreditLineKind(officer), LINES, LINE)[1]) == [NEW]
    made = CreditLine.objects.get()
    assert (made.enterprise, made.institution, made.granted_wan) == (firm(), institution(), Decimal(1200))
    assert (made.granted_on, made.expires_on) == (dt.date(2026, 3, 2), dt.date(2027, 3, 1))
    batch, results = taken(CreditLineKind(officer), LINES, LINE)
    assert (batch, came_to(results), CreditLine.objects.count()) == (None, [SAME], 1)


@pytest.mark.usefixtures("world")
def test_an_amount_is_in_the_unit_of_its_head(officer: User) -> None:
    taken(CreditLineKind(officer), (*LINES[:2], "授信额度（亿元）", *LINES[3:]), (*LINE[:2], 1.2, *LINE[3:]))
    assert CreditLine.objects.get().granted_wan == Decimal(12_000)


@pytest.mark.usefixtures("world")
def test_every_error_of_a_line_is_said_at_its_cell(officer: User) -> None:
    row = ("没有的企业", "没有的银行", "-3", "2026-03-02", "2026-03-02", "懒")
    _batch, results = taken(CreditLineKind(officer), LINES, row)
    assert set(faults(results[0])) == {"enterprise", "institution", "granted_wan", "expires_on", "stuck_reason"}
    assert not CreditLine.objects.exists()


@pytest.mark.usefixtures("world")
def test_a_number_that_there_is_not_is_refused_with_the_rest(officer: User) -> None:
    _batch, results = taken(CreditLineKind(officer), ("编号", *LINES), ("S-000999", *LINE[:2], "x", *LINE[3:]))
    assert set(faults(results[0])) == {"number", "granted_wan"}


@pytest.mark.usefixtures("world")
def test_two_lines_alike_in_one_file_are_asked_about(officer: User) -> None:
    assert came_to(taken(CreditLineKind(officer), LINES, LINE, LINE)[1]) == [NEW, ASKED]
    head, another = (*LINES, "认定"), (*LINE, "是另一条")
    for _again in range(2):
        taken(CreditLineKind(officer), head, (*LINE, None), another)
        assert CreditLine.objects.count() == 2


def test_a_line_is_changed_by_its_number_but_never_below_what_is_drawn(officer: User) -> None:
    known = line(1000)
    draw(known, 300, officer)
    head, number = ("编号", *LINES), f"s-{known.pk}"
    assert came_to(taken(CreditLineKind(officer), head, (number, None, None, 800, *[None] * 3))[1]) == [CHANGED]
    _batch, results = taken(CreditLineKind(officer), head, (number, None, None, 200, *[None] * 3))
    assert set(faults(results[0])) == {"granted_wan"}
    assert left_of(known) == Decimal(500)


def test_a_file_that_says_nothing_of_it_leaves_a_line_revolving(officer: User) -> None:
    known, head = line(1000, is_revolving=True), ("编号", *LINES)
    taken(CreditLineKind(officer), head, (f"s-{known.pk}", None, None, 800, *[None] * 3))
    assert (left_of(known), CreditLine.objects.get().is_revolving) == (Decimal(800), True)
    taken(CreditLineKind(officer), (*head, "循环额度"), (f"s-{known.pk}", *[None] * 6, "否"))
    assert not CreditLine.objects.get().is_revolving


def test_those_needs_are_offered_that_the_form_takes(officer: User) -> None:
    institution()
    waits, done = need(), need(purpose="厂房", state=NeedState.GRANTED)
    holds = next(column.holds for column in CreditLineKind(officer).columns if column.name == "need")
    assert holds.options() == [waits.label]
    _batch, results = taken(CreditLineKind(officer), (*LINES, "融资需求"), (*LINE, done.label))
    assert [(fault.column, fault.hint) for fault in results[0].faults] == [("need", waits.label)]


def test_a_line_whose_need_is_answered_comes_back_as_it_went_out(officer: User) -> None:
    asked = need(state=NeedState.GRANTED)
    line(need=asked)
    assert came_to(taken_file(CreditLineKind(officer), exported(CreditLineKind(officer)))[1]) == [SAME]


def test_a_need_is_answered_by_a_line_and_waits_again_when_the_import_goes_back(officer: User) -> None:
    institution()
    asked = need()
    batch, _results = taken(CreditLineKind(officer), (*LINES, "融资需求"), (*LINE, asked.label))
    asked.refresh_from_db()
    assert asked.state == NeedState.GRANTED
    assert batch
    assert undo(batch, by=officer, now=timezone.now()) == (1, [])
    asked.refresh_from_db()
    assert (asked.state, CreditLine.objects.count()) == (NeedState.MATCHED, 0)


def test_lines_go_back_but_for_one_that_is_drawn_from(officer: User) -> None:
    known = line(500)
    before = model_to_dict(known)
    firm("示例二")
    batch, _results = taken(
        CreditLineKind(officer),
        ("编号", *LINES),
        (None, *LINE),
        (None, "示例二", *LINE[1:]),
        (f"S-{known.pk}", None, None, 700, None, "2027-01-01", "企业暂不用信"),
    )
    drawn = CreditLine.objects.get(enterprise=firm("示例二"))
    draw(drawn, 100, officer)
    assert batch
    gone, left = undo(batch, by=officer, now=timezone.now())
    assert (gone, [row.key for row in left]) == (2, [drawn.pk])
    assert left[0].left == "这笔授信已有放款，不能撤回。"
    assert model_to_dict(CreditLine.objects.get(pk=known.pk)) == before


def test_a_line_that_somebody_changed_since_stays(officer: User) -> None:
    known = line(500)
    batch, _results = taken(CreditLineKind(officer), ("编号", *LINES), (f"S-{known.pk}", None, None, 700, *[None] * 3))
    row = CreditLine.objects.get(pk=known.pk)
    row.confirmed_on = dt.date(2026, 3, 9)
    row.save()
    assert batch
    assert undo(batch, by=officer, now=timezone.now())[0] == 0
    assert CreditLine.objects.get(pk=known.pk).granted_wan == 700


def test_a_banker_writes_lines_of_their_own_institution_only(clerk: User, other: Institution) -> None:
    need(institution=institution())  # so that the firm is known to the bank
    theirs = line(900, institution=other)
    kind = CreditLineKind(clerk)
    _batch, results = taken(kind, LINES, (LINE[0], "示例乙银行", *LINE[2:]))
    assert set(faults(results[0])) == {"institution"}
    _batch, results = taken(kind, ("编号", *LINES), (f"S-{theirs.pk}", None, None, 100, *[None] * 3))
    assert set(faults(results[0])) == {"number"}
    assert came_to(taken(CreditLineKind(clerk), LINES, LINE)[1]) == [NEW]
    assert CreditLine.objects.exclude(pk=theirs.pk).get().institution == institution()


def test_a_bankers_template_and_export_tell_nothing_of_others(clerk: User, other: Institution) -> None:
    need(institution=institution(), enterprise=firm("示例自家"))
    line(900, institution=other, enterprise=firm("示例别家"))
    line(100, enterprise=firm("示例自家"))
    for data in (template(CreditLineKind(clerk)), exported(CreditLineKind(clerk)), exported(DrawdownKind(clerk))):
        said = str([grid.rows for grid in grids(data)])
        assert "示例别家" not in said
        assert "示例乙银行" not in said
    assert "示例自家" in str([grid.rows for grid in grids(template(CreditLineKind(clerk)))])  # the control


def test_a_leader_of_a_bank_changes_no_line_of_another(other: Institution) -> None:
    """They see every line, as a leader; they change those of their own institution."""
    both = person("both", Role.LEADER, Role.BANK)
    BankMember.objects.create(user=both, institution=institution())
    theirs = line(900, institution=other)
    _batch, results = taken(CreditLineKind(both), ("编号", *LINES), (f"S-{theirs.pk}", None, None, 950, *[None] * 3))
    assert faults(results[0]) == {"number": "这笔授信不归你改。"}
    _batch, results = taken(DrawdownKind(both), DRAWN, (f"S-{theirs.pk}", GRANTED_ON, 10))
    assert faults(results[0]) == {"line": "这笔授信不归你改。"}


# --- Drawdowns -------------------------------------------------------------------------------------------------------
def test_money_is_drawn_by_the_verb_and_once(officer: User) -> None:
    known = line(1000)
    rows = ((f"S-{known.pk:06d}", "2026-03-03", 300), (known.pk, "2026-03-04", "0.02亿元"))
    assert came_to(taken(DrawdownKind(officer), DRAWN, *rows)[1]) == [NEW, NEW]
    assert came_to(taken(DrawdownKind(officer), DRAWN, *rows)[1]) == [SAME, SAME]
    assert left_of(known) == Decimal(500)
    assert set(Drawdown.objects.values_list("recorded_by", flat=True)) == {officer.pk}


def test_what_does_not_fit_is_refused_at_its_cell(officer: User) -> None:
    """The second and the third together are too much: the file is judged as a whole, and nothing of it is written."""
    known = line(1000)
    rows = [(f"S-{known.pk}", f"2026-03-0{day}", 400) for day in (3, 4, 5)]
    batch, results = taken(DrawdownKind(officer), DRAWN, *rows)
    assert (batch, came_to(results)) == (None, [NEW, NEW, WRONG])
    assert faults(results[2]) == {"amount_wan": "超过授信，还可放款 200 万元。"}
    assert left_of(known) == Decimal(1000)


def test_every_error_of_a_drawdown_is_said_at_its_cell(officer: User) -> None:
    known = line(1000)
    rows = (("S-000999", "哪天", "-5"), (f"S-{known.pk}", "2026-01-01", 0), (None, "2026-03-03", 5))
    _batch, results = taken(DrawdownKind(officer), DRAWN, *rows)
    assert [set(faults(result)) for result in results] == [{"line", "on", "amount_wan"}, {"on", "amount_wan"}, {"line"}]


def test_equal_drawdowns_of_one_day_are_asked_about_and_come_once(officer: User) -> None:
    known = line(1000)
    row = (f"S-{known.pk}", "2026-03-03", 100)
    assert came_to(taken(DrawdownKind(officer), DRAWN, row, row)[1]) == [NEW, ASKED]
    for _again in range(2):
        taken(DrawdownKind(officer), (*DRAWN, "认定"), (*row, None), (*row, "是另一条"))
        assert left_of(known) == Decimal(800)


def test_drawn_money_goes_back_with_its_import(officer: User) -> None:
    known = line(1000)
    before = draw(known, 50, officer)
    batch, _results = taken(DrawdownKind(officer), DRAWN, (f"S-{known.pk}", "2026-03-03", 300))
    assert left_of(known) == Decimal(650)
    assert batch
    assert undo(batch, by=officer, now=timezone.now()) == (1, [])
    assert (left_of(known), Drawdown.objects.get()) == (Decimal(950), before)
    with pytest.raises(ValidationError):
        undo(batch, by=officer, now=timezone.now())


# --- Repayments ------------------------------------------------------------------------------------------------------
REPAID = ("授信编号", "还款日期", "还款")


def test_money_is_paid_back_by_the_verb_once_and_goes_back_with_its_import(officer: User) -> None:
    known = line(1000)
    draw(known, 600, officer)
    row = (f"S-{known.pk:06d}", "2026-03-05", 200)
    batch, results = taken(RepaymentKind(officer), REPAID, row)
    assert came_to(results) == [NEW]
    assert came_to(taken(RepaymentKind(officer), REPAID, row)[1]) == [SAME]
    known.refresh_from_db()
    assert known.owed_wan == Decimal(400)
    assert batch
    assert undo(batch, by=officer, now=timezone.now()) == (1, [])
    known.refresh_from_db()
    assert known.owed_wan == Decimal(600)


def test_more_than_is_owed_is_refused_at_its_cell(officer: User, clerk: User, other: Institution) -> None:
    known, theirs = line(1000), line(900, institution=other)
    draw(known, 100, officer)
    batch, results = taken(RepaymentKind(officer), REPAID, (f"S-{known.pk}", "2026-03-05", 101))
    assert (batch, faults(results[0])) == (None, {"amount_wan": "超过贷款余额，最多还 100 万元。"})
    _batch, results = taken(RepaymentKind(clerk), REPAID, (f"S-{theirs.pk}", "2026-03-05", 1))
    assert set(faults(results[0])) == {"line"}


# --- Institutions ----------------------------------------------------------------------------------------------------
@pytest.fixture
def keeper() -> User:
    return person("guan", Role.ADMIN)


BANKS = ("机构名称", "机构类型", "网点", "网点2")


def test_an_institution_comes_with_its_branches(keeper: User) -> None:
    row = ("示例甲银行", "银行", "雨花支行", "洞井支行")
    assert came_to(taken(BankKind(keeper), BANKS, row)[1]) == [NEW]
    assert list(Branch.objects.values_list("institution__name", "name")) == [
        ("示例甲银行", "雨花支行"),
        ("示例甲银行", "洞井支行"),
    ]
    assert came_to(taken(BankKind(keeper), BANKS, row)[1]) == [SAME]
    assert came_to(taken(BankKind(keeper), BANKS, ("示例甲银行", None, "红星支行", None))[1]) == [CHANGED]
    assert (Institution.objects.count(), Branch.objects.count()) == (1, 3)


def test_every_error_of_an_institution_is_said_at_its_cell(keeper: User) -> None:
    institution("示例乙银行").branches.create(name="雨花支行")
    _batch, results = taken(BankKind(keeper), BANKS, ("示例甲银行", "银号", "雨花支行", "长" * 61))
    assert set(faults(results[0])) == {"kind", "branches.2.name"}
    _batch, results = taken(BankKind(keeper), BANKS, ("示例甲银行", "银行", "雨花支行", "长" * 61))
    assert set(faults(results[0])) == {"branches.1.name", "branches.2.name"}


def test_institutions_go_back_but_for_what_hangs_on_them(keeper: User) -> None:
    known = institution("示例丙银行")
    rows = [(f"示例{name}银行", "银行", f"{name}支行", None) for name in "甲乙丁"]
    batch, _results = taken(BankKind(keeper), BANKS, *rows, ("示例丙银行", "担保", "丙支行", None))
    line(100, institution=Institution.objects.get(name="示例甲银行"))
    Institution.objects.get(name="示例乙银行").branches.create(name="后来的支行")
    assert batch
    gone, left = undo(batch, by=keeper, now=timezone.now())
    assert (gone, [row.label for row in left]) == (2, ["示例甲银行", "示例乙银行"])
    assert list(Branch.objects.order_by("name").values_list("name", flat=True)) == ["乙支行", "后来的支行", "甲支行"]
    known.refresh_from_db()
    assert (known.kind, Institution.objects.filter(name="示例丁银行").exists()) == ("bank", False)


# --- All -------------------------------------------------------------------------------------------------------------
def test_exports_that_come_back_change_nothing(officer: User, keeper: User) -> None:
    one = line(1000, need=need(), expires_on=dt.date(2027, 1, 1), confirmed_on=GRANTED_ON)
    line(10, enterprise=firm("示例二"), stuck_reason="paperwork")
    institution().branches.create(name="雨花支行")
    for _twice in range(2):
        draw(one, 20, officer)
    one.repay(amount_wan=Decimal(5), on=GRANTED_ON, by=officer, client_id=uuid.uuid4())
    for kind in (BankKind(keeper), CreditLineKind(officer), DrawdownKind(officer), RepaymentKind(officer)):
        batch, results = taken_file(kind, exported(kind))
        assert (batch, set(came_to(results))) == (None, {SAME}), kind.key


@pytest.mark.usefixtures("world")
def test_templates_filled_in_are_imported(officer: User, keeper: User) -> None:
    said: dict[str, Any] = {"机构": "示例丁银行", "类型": "银行", "网点": "雨花支行"}
    assert came_to(taken_file(BankKind(keeper), filled(BankKind(keeper), said))[1]) == [NEW]
    said = {"企业": "示例电驱", "机构": "示例甲银行", "授信（万元）": 800, "授信日期": dt.date(2026, 3, 2)}
    assert came_to(taken_file(CreditLineKind(officer), filled(CreditLineKind(officer), said))[1]) == [NEW]
    made = CreditLine.objects.get()
    said = {"授信编号": f"S-{made.pk:06d}", "放款日期": dt.date(2026, 3, 3), "放款（万元）": 80.5}
    assert came_to(taken_file(DrawdownKind(officer), filled(DrawdownKind(officer), said))[1]) == [NEW]
    assert left_of(made) == Decimal("719.5")


@pytest.mark.parametrize("role", Role)
def test_who_imports_what(role: Role) -> None:
    user = person("x", role)
    assert BankKind.may_import(user) == (role == Role.ADMIN)
    for kind in (CreditLineKind, DrawdownKind):
        assert kind.may_import(user) == (role in (Role.FINANCE_OFFICER, Role.BANK))


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXTS, branch=TEXTS)
def test_whatever_the_page_keeps_goes_round(keeper: User, name: str, branch: str) -> None:
    kind = BankKind(keeper)
    form = kind.form(None, kind.values(kind.form(None, None)) | {"name": name, "kind": "bank"})
    if not form.is_valid():
        return
    part, made = kind.parts[0], form.save()
    beside = part.form(made, None, {"name": branch}, keeper)
    if beside.is_valid():
        beside.save()
    assert set(came_to(taken_file(kind, exported(kind))[1])) == {SAME}


def test_a_bankers_firm_is_found_no_better_than_one_that_there_is_not(clerk: User) -> None:
    """What a bank is told of a firm that it has nothing to do with is what it is told of none."""
    firm("示例别家")
    _batch, results = taken(CreditLineKind(clerk), LINES, ("示例别家", *LINE[1:]), ("示例没有", *LINE[1:]))
    one, two = (faults(result)["enterprise"] for result in results)
    assert one.replace("示例别家", "") == two.replace("示例没有", "")
