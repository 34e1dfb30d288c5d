"""The formula of the competition, by hand; and what rows make of it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from core.enums import Role
from core.models import User
from finance.market.deeds import close, deeds_of
from finance.market.formula import Deeds, Weights, ranked
from finance.models import CreditLine, Passing, Season, SeasonResult
from tests.finance.market.scene import passed, season
from tests.finance.scene import banker, drawn, firm, institution, line, need, person, said
from tests.races import at_once

EVEN = Weights(40, 20, 20, 20)


def deeds(n: int, asked: int = 0, paid: int = 0, days: tuple[int, ...] = (), firms: int = 0, first: int = 0) -> Deeds:
    return Deeds(n, Decimal(asked), Decimal(paid), days, firms, first)


def test_by_hand() -> None:
    found = ranked([deeds(1, 1000, 500, (10, 20), 4, 1), deeds(2, 400, 400, (30,), 2, 2), deeds(3)], EVEN)
    # one: 50·0.4 + 100·0.2 + 100·0.2 + 50·0.2 = 70; two: 100·0.4 + 50·0.2 + 50·0.2 + 100·0.2 = 80
    assert [(each.deeds.institution, each.place, each.mark) for each in found] == [
        (2, 1, Decimal("80.0")),
        (1, 2, Decimal("70.0")),
        (3, None, Decimal(0)),
    ]
    assert (found[1].conversion, found[1].days, found[1].firms, found[1].first) == (50, 100, 100, 50)


def test_equal_marks_share_a_place_and_the_next_is_left_out() -> None:
    rows = [deeds(n, 100, 50, (7,), 1, 0) for n in (1, 2)] + [deeds(3, 100)]
    assert [each.place for each in ranked(rows, EVEN)] == [1, 1, 3]


def test_what_has_no_ground_marks_nothing_and_days_are_one_at_least() -> None:
    found = ranked([deeds(1, firms=1), deeds(2, 100, 100, (0,)), deeds(3, 100, 100, (1,))], Weights(0, 100, 0, 0))
    assert [(each.deeds.institution, each.mark) for each in found] == [(2, 100), (3, 100), (1, 0)]


@pytest.mark.django_db
class TestFromRows:
    def test_what_counts(self, officer: User) -> None:
        held = season(person("head", Role.LEADER))
        asked = need(amount_wan=Decimal(300))
        passed(officer, of=asked)
        given = line(1000, need=asked, granted_on=dt.date(2026, 2, 10))
        drawn(given, 400, dt.date(2026, 2, 13))
        old = line(100, enterprise=firm("示例旧户"), granted_on=dt.date(2025, 5, 5))
        drawn(old, 50, dt.date(2026, 3, 3))
        line(100, enterprise=firm("示例旧户"), granted_on=dt.date(2026, 3, 4))
        row = next(each for each in deeds_of(held, dt.date(2026, 5, 1)) if each.institution == institution().pk)
        # of the need no more than was asked; ten days; two firms drew; only the first firm is new to the register
        assert row == Deeds(institution().pk, Decimal(300), Decimal(300), (10,), 2, 1)

    def test_what_was_taken_back_or_reversed_does_not(self, officer: User) -> None:
        held = season(person("head", Role.LEADER))
        passed(officer).take_back(reason="x")
        given = line(1000, granted_on=dt.date(2025, 2, 10))
        row = drawn(given, 400, dt.date(2026, 2, 13))
        said = {"amount_wan": Decimal(400), "on": dt.date(2026, 2, 14), "by": officer, "client_id": held.client_id}
        given.reverse(row, reason="x", **said)
        assert all(each.is_apart for each in deeds_of(held, dt.date(2026, 5, 1)))

    def test_after_the_end_the_result_stands(self, officer: User) -> None:
        leader = person("head", Role.LEADER)
        held, asked = season(leader), need(amount_wan=Decimal(300))
        passed(officer, of=asked)
        day = dt.date(2026, 7, 1)
        assert close(held, by=leader, now=timezone.now(), today=day)
        assert not close(held, by=leader, now=timezone.now(), today=day)
        drawn(line(300, need=asked), 300)
        assert SeasonResult.objects.get(institution=institution()).drawn_wan == 0
        assert SeasonResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_close_at_once_write_one_result(officer: User) -> None:
    leader = person("head", Role.LEADER)
    held = season(leader)
    passed(officer)
    results = at_once(*[lambda: close(held, by=leader, now=timezone.now(), today=dt.date(2026, 7, 1))] * 4)
    assert sorted(results) == [False, False, False, True]
    assert SeasonResult.objects.count() == 1


@pytest.mark.django_db
class TestThePage:
    FORM = {"name": "春季赛", "begins_on": "2026-01-01", "ends_on": "2026-06-30"}
    FORM |= {"for_conversion": "40", "for_days": "20", "for_firms": "20", "for_first": "20"}

    def test_it_is_off_until_a_leader_opens_it(self, officer: User, clerk: User, client_for: object) -> None:
        page = said(client_for(officer).get("/finance/season/"))
        assert ("尚未开赛" in page, "/finance/season/new/" in page) == (True, False)
        assert "/finance/season/new/" in said(client_for(person("leading", Role.LEADER)).get("/finance/season/"))
        assert "/finance/season/" not in said(client_for(clerk).get("/finance/"))
        form = self.FORM | {"client_id": "6f1c1f0e-0000-4000-8000-000000000001"}
        assert client_for(officer).post("/finance/season/new/", form).status_code == 403
        leader = client_for(person("head", Role.LEADER))
        for _again in range(2):
            assert leader.post("/finance/season/new/", form).status_code == 302
        assert Season.objects.count() == 1
        assert "/finance/season/" in said(client_for(clerk).get("/finance/"))
        second = form | {"client_id": "6f1c1f0e-0000-4000-8000-000000000002", "name": "夏季赛"}
        assert "已有赛季在进行" in said(leader.post("/finance/season/new/", second))

    def test_the_weights_make_the_whole(self, client_for: object) -> None:
        form = self.FORM | {"client_id": "6f1c1f0e-0000-4000-8000-000000000001", "for_first": "30"}
        assert "合计要为 100" in said(client_for(person("head", Role.LEADER)).post("/finance/season/new/", form))
        assert not Season.objects.exists()

    @pytest.mark.parametrize("closed", [False, True])
    def test_a_bank_reads_its_own_row_and_place(
        self, officer: User, clerk: User, other: object, client_for: object, closed: bool
    ) -> None:
        leader, rival = person("head", Role.LEADER), banker("rival", "示例乙银行")
        held = season(leader)
        asked = need(amount_wan=Decimal(300))
        passed(officer, of=asked)
        Passing.objects.all().update(on=dt.date(2026, 2, 3))
        drawn(line(300, need=asked), 213)
        if closed:
            close(held, by=leader, now=timezone.now(), today=dt.date(2026, 6, 30))
        own, foreign = (said(client_for(each).get("/finance/season/")) for each in (clerk, rival))
        assert "71.0%" in own
        assert ".0 分" not in own, "a mark is a share of the best one's deeds"
        assert "示例甲银行" not in foreign
        assert "71.0%" not in foreign
        whole = said(client_for(officer).get("/finance/season/"))
        assert "71.0%" in whole
        assert "71.0 分" in whole
        assert CreditLine.objects.count() == 1
