"""Lines, drawdowns and needs: what fits, what the database refuses, and who sees what."""

import datetime as dt
import uuid
from decimal import Decimal
from unittest.mock import patch

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.enums import Role
from finance.enums import NeedState
from finance.models import WITHIN_LIMIT, CreditLine, Drawdown, FinancingNeed, Institution, OverLimit
from tests.finance.scene import GRANTED_ON, banker, draw, drawn, firm, institution, left_of, line, need, person

pytestmark = pytest.mark.django_db


class TestDraw:
    def test_what_fits_is_recorded(self) -> None:
        officer, given = person("tang"), line(1000)
        row = draw(given, 400, officer)
        saved = Drawdown.objects.get()
        assert (saved.pk, saved.line, saved.amount_wan, saved.on) == (row.pk, given, Decimal(400), GRANTED_ON)
        assert (saved.recorded_by, left_of(given)) == (officer, Decimal(600))

    def test_the_last_penny_may_be_drawn_and_no_more(self) -> None:
        officer, given = person("tang"), line(1000)
        draw(given, 1000, officer)
        with pytest.raises(OverLimit) as refused:
            given.draw(amount_wan=Decimal("0.01"), on=GRANTED_ON, by=officer, client_id=uuid.uuid4())
        assert refused.value.left_wan == 0
        assert Drawdown.objects.count() == 1

    def test_what_does_not_fit_says_what_does(self) -> None:
        officer, given = person("tang"), line(1000)
        draw(given, 700, officer)
        with pytest.raises(OverLimit) as refused:
            draw(given, 301, officer)
        assert refused.value.left_wan == Decimal(300)

    def test_a_second_tap_is_the_first_even_when_nothing_is_left(self) -> None:
        officer, given, tap = person("tang"), line(1000), uuid.uuid4()
        rows = {draw(given, 1000, officer, client_id=tap).pk for _ in range(3)}
        assert rows == {Drawdown.objects.get().pk}

    def test_what_only_the_check_catches_is_said_like_the_rest(self) -> None:
        officer, given = person("tang"), line(1000)
        before = CreditLine.objects.get(pk=given.pk)
        drawn(given, 980)
        with patch("finance.models.lines.locked", return_value=before), pytest.raises(OverLimit) as refused:
            draw(given, 21, officer)
        assert refused.value.left_wan == Decimal(20)
        assert Drawdown.objects.count() == 1

    def test_another_fault_of_the_database_is_not_called_a_limit(self) -> None:
        officer, given = person("tang"), line(1000)
        with pytest.raises(IntegrityError), transaction.atomic():
            draw(given, -5, officer)


class TestTheLastWall:
    """Statements past every form and verb."""

    def refused(self, sql: str, *values: object) -> str:
        with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
        return str(error.value)

    def test_an_insert_beyond_the_limit(self) -> None:
        given, officer = line(1000), person("tang")
        drawn(given, 900)
        said = self.refused(
            "INSERT INTO finance_drawdown (line_id, amount_wan, \"on\", recorded_by_id, client_id)"
            " VALUES (%s, 100.01, %s, %s, %s)",
            given.pk, GRANTED_ON, officer.pk, uuid.uuid4(),
        )  # fmt: skip
        assert WITHIN_LIMIT in said
        assert left_of(given) == 100

    def test_raising_a_drawdown_beyond_the_limit(self) -> None:
        given = line(1000)
        row = drawn(given, 900)
        assert WITHIN_LIMIT in self.refused("UPDATE finance_drawdown SET amount_wan = 1001 WHERE id = %s", row.pk)

    def test_moving_a_drawdown_to_a_line_that_is_too_small(self) -> None:
        row, small = drawn(line(1000), 900), line(500)
        assert WITHIN_LIMIT in self.refused("UPDATE finance_drawdown SET line_id = %s WHERE id = %s", small.pk, row.pk)

    def test_lowering_the_limit_below_what_is_drawn(self) -> None:
        given = line(1000)
        drawn(given, 900)
        sql = "UPDATE finance_creditline SET granted_wan = %s WHERE id = %s"
        assert WITHIN_LIMIT in self.refused(sql, Decimal("899.99"), given.pk)
        with connection.cursor() as cursor:
            cursor.execute(sql, (900, given.pk))
        assert left_of(given) == 0

    def test_amounts_that_are_none(self) -> None:
        given = line(1000)
        for amount in (0, -1):
            with pytest.raises(IntegrityError), transaction.atomic():
                drawn(given, amount)
            with pytest.raises(IntegrityError), transaction.atomic():
                line(amount)
            with pytest.raises(IntegrityError), transaction.atomic():
                need(amount_wan=Decimal(amount))


class TestSums:
    def test_drawn_and_undrawn_by_line(self) -> None:
        first, second = line(1000), line(500)
        drawn(first, 300)
        drawn(first, 200, on=dt.date(2026, 5, 1))
        rows = {row.pk: (row.drawn_wan, row.undrawn_wan) for row in CreditLine.objects.all()}
        assert rows == {first.pk: (500, 500), second.pk: (0, 500)}

    def test_totals_over_what_is_found(self) -> None:
        drawn(line(1000), 250)
        line(500)
        totals = CreditLine.objects.totals()
        assert totals[:3] == (Decimal(1500), Decimal(250), 2)
        assert (totals.undrawn_wan, totals.rate) == (Decimal(1250), Decimal(250) / 1500)
        assert CreditLine.objects.none().totals().rate is None

    def test_lines_by_how_far_they_are_drawn(self) -> None:
        untouched, part, full = line(100), line(100), line(100)
        drawn(part, 40)
        drawn(full, 100)
        lines = CreditLine.objects.all()
        assert [lines.not_drawn().get(), lines.partly_drawn().get(), lines.fully_drawn().get()] == [
            untouched,
            part,
            full,
        ]

    def test_a_line_waits_until_it_is_drawn_or_expired(self) -> None:
        today = dt.date(2026, 6, 1)
        open_ended, last_day = line(100), line(100, expires_on=today)
        line(100, expires_on=today - dt.timedelta(days=1))
        drawn(line(100), 100)
        assert set(CreditLine.objects.waiting(today)) == {open_ended, last_day}

    def test_institutions_by_what_they_granted(self) -> None:
        drawn(line(1000), 250)
        drawn(line(500), 100)
        institution("示例乙银行")
        rows = {row.name: (row.lines, row.granted_wan, row.drawn_wan) for row in Institution.objects.with_sums()}
        assert rows == {"示例甲银行": (2, 1500, 350), "示例乙银行": (0, 0, 0)}


class TestAnswer:
    def test_a_line_makes_its_need_granted(self) -> None:
        asked = need()
        given = line(1200, need=asked)
        asked.settle()
        saved = FinancingNeed.objects.get()
        assert (saved.state, saved.institution, asked.is_waiting) == (NeedState.GRANTED, given.institution, False)
        assert saved.matched_on == given.granted_on

    def test_a_line_over_a_part_leaves_the_rest_open(self) -> None:
        asked = need()
        line(500, need=asked)
        asked.settle()
        assert (asked.state, asked.is_waiting) == (NeedState.PARTLY, True)
        line(700, need=asked, institution=institution("示例乙银行"))
        asked.settle()
        assert (asked.state, asked.institution) == (NeedState.GRANTED, institution())

    def test_what_is_lowered_or_ended_is_open_again(self) -> None:
        officer, asked = person("tang"), need()
        given = line(1200, need=asked)
        asked.settle()
        drawn(given, 300)
        given.lower(amount_wan=Decimal(100), on=GRANTED_ON, reason="示例", by=officer, client_id=uuid.uuid4())
        assert FinancingNeed.objects.get().state == NeedState.PARTLY

    def test_a_withdrawn_need_stays_so(self) -> None:
        asked = need(state=NeedState.WITHDRAWN)
        line(1200, need=asked)
        asked.settle()
        assert asked.state == NeedState.WITHDRAWN


class TestWhoSeesWhat:
    def test_a_bank_sees_its_own_institution_only(self) -> None:
        clerk, ours = banker("bank", "示例甲银行"), line(1000)
        theirs = line(1000, institution=institution("示例乙银行"))
        own_need, foreign_need = need(institution=ours.institution), need(institution=theirs.institution)
        unassigned = need()
        assert list(CreditLine.objects.visible_to(clerk)) == [ours]
        assert list(FinancingNeed.objects.visible_to(clerk)) == [own_need]
        assert list(Institution.objects.visible_to(clerk)) == [ours.institution]
        for row, seen in ((ours, True), (theirs, False)):
            assert clerk.has_perm("finance.view_creditline", row) is seen
            assert clerk.has_perm("finance.change_creditline", row) is seen
        for row, seen in ((own_need, True), (foreign_need, False), (unassigned, False)):
            assert clerk.has_perm("finance.view_financingneed", row) is seen
            assert clerk.has_perm("finance.change_financingneed", row) is False

    def test_a_bank_role_without_institution_sees_nothing(self) -> None:
        clerk = person("bank", Role.BANK)
        row = line(1000)
        assert not CreditLine.objects.visible_to(clerk).exists()
        assert not clerk.has_perm("finance.view_creditline", row)

    @pytest.mark.parametrize("role", list(Role))
    def test_the_rule_says_what_the_list_says(self, role: Role) -> None:
        user, row, asked = person("one", role), line(1000), need()
        assert user.has_perm("finance.view_creditline", row) == CreditLine.objects.visible_to(user).exists()
        assert user.has_perm("finance.view_financingneed", asked) == FinancingNeed.objects.visible_to(user).exists()
        assert user.has_perm("finance.change_creditline", row) == (role == Role.FINANCE_OFFICER)

    def test_names_find_lines_by_firm_and_institution(self) -> None:
        found, _other = line(100, enterprise=firm("示例光学")), line(100, institution=institution("示例乙银行"))
        assert list(CreditLine.objects.named_like("slgx")) == [found]
        assert CreditLine.objects.named_like("乙银行").count() == 1
        assert list(FinancingNeed.objects.named_like("光学")) == []
