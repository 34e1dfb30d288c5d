"""Which products fit a firm: what is not registered counts neither way."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from enterprises.enums import Grade, GradeStatus, ListingStage
from enterprises.models import EnterpriseGrade, ListingStageChange
from finance.market.matching import Situation, Verdict, fits, matched
from finance.market.situation import TICKS, as_said, file_of
from tests.finance.market.scene import SINCE, unsaved
from tests.finance.scene import firm, line, need, person

FLAGS = ("needs_science", "needs_listing", "needs_orders", "needs_renewal")
KNOWN = st.sampled_from([None, True, False])
SITUATIONS = st.builds(
    Situation,
    need_wan=st.none() | st.integers(1, 5000).map(Decimal),
    years=st.none() | st.integers(0, 30),
    **dict.fromkeys(TICKS, KNOWN),
)
PRODUCTS = st.builds(
    unsaved,
    no_collateral=st.booleans(),
    least_years=st.none() | st.integers(1, 10),
    most_wan=st.none() | st.integers(1000, 5000).map(Decimal),
    least_wan=st.none() | st.integers(1, 1000).map(Decimal),
    rate_from=st.none() | st.integers(1, 36).map(Decimal),
    **dict.fromkeys(FLAGS, st.booleans()),
)


@pytest.fixture(autouse=True)
def _chinese() -> object:
    with translation.override("zh-hans"):
        yield


@given(PRODUCTS, SITUATIONS)
def test_what_is_unknown_never_makes_a_product_fit_or_unfit(product: object, known: Situation) -> None:
    before = fits(product, known)
    for name in (*TICKS, "years", "need_wan"):
        after = fits(product, replace(known, **{name: None}))
        misses = [sum(each.ok is False for each in found) for found in (before, after)]
        assert misses[1] <= misses[0], "forgetting something takes no product away"
        assert len(after) in (len(before), len(before) - 1)  # without an amount there is nothing to measure


@given(PRODUCTS)
def test_of_a_firm_of_which_nothing_is_known_nothing_is_missed(product: object) -> None:
    assert all(each.ok is not False for each in fits(product, Situation()))


@given(st.lists(PRODUCTS, max_size=6), SITUATIONS)
def test_they_stand_in_the_order_of_the_rule(products: list, known: Situation) -> None:
    found = matched(products, known)
    assert sorted(map(id, products)) == sorted(id(each.product) for each in found)
    assert [each.verdict for each in found] == sorted((each.verdict for each in found), key=list(Verdict).index)
    for one, two in pairwise(found):
        if (one.verdict, one.misses) == (two.verdict, two.misses) and two.product.rate_from is not None:
            assert one.product.rate_from is not None
            assert one.product.rate_from <= two.product.rate_from


@pytest.mark.parametrize(
    ("asks", "known", "verdict"),
    [
        ({"no_collateral": False}, {"light": True}, Verdict.NEAR),
        ({"no_collateral": False}, {"light": False}, Verdict.FITS),
        ({"no_collateral": False}, {}, Verdict.OPEN),
        ({"least_years": 2}, {"years": 2}, Verdict.FITS),
        ({"least_years": 2}, {"years": 1}, Verdict.NEAR),
        ({"least_years": 2, "needs_orders": True}, {"years": 1, "orders": False}, Verdict.FAR),
        ({"most_wan": Decimal(800)}, {"need_wan": Decimal(800)}, Verdict.FITS),
        ({"most_wan": Decimal(800)}, {"need_wan": Decimal(801)}, Verdict.NEAR),
        ({"least_wan": Decimal(100)}, {"need_wan": Decimal(99)}, Verdict.NEAR),
        ({"most_wan": None}, {"need_wan": Decimal(90000)}, Verdict.FITS),
        ({"quota_wan": Decimal(500), "used_wan": Decimal(500)}, {}, Verdict.NEAR),
        ({"needs_listing": True}, {"listing": True}, Verdict.FITS),
    ],
)
def test_by_hand(asks: dict, known: dict, verdict: Verdict) -> None:
    used = asks.pop("used_wan", Decimal(0))
    product = unsaved(**asks)
    product.used_wan = used
    assert matched([product], Situation(**known))[0].verdict == verdict


@pytest.mark.django_db
def test_a_situation_is_read_from_rows_and_the_rest_is_open() -> None:
    officer, asked = person("tang"), need()
    assert file_of(asked.enterprise, officer).situation == Situation(need_wan=Decimal(1200))
    EnterpriseGrade.objects.create(enterprise=firm(), grade=Grade.LIGHT_ASSET, status=GradeStatus.RECOGNISED)
    EnterpriseGrade.objects.create(enterprise=firm(), grade=Grade.SPECIALISED, status=GradeStatus.CULTIVATING)
    ListingStageChange.objects.create(enterprise=firm(), stage=ListingStage.TUTORING, on=SINCE)
    line(200, need=asked)
    asked.settle()
    found = file_of(firm(), officer)
    assert found.situation == Situation(need_wan=Decimal(1000), light=True, listing=True)
    assert len(found.lines) == 1


def test_a_tick_says_yes_and_one_taken_away_says_no() -> None:
    known = Situation(light=True, science=None)
    assert as_said(known, {"orders"}, 3, None) == Situation(years=3, light=False, orders=True)
