"""A baseline that is known from paper: a project that began before the register did."""

import datetime as dt

import pytest

from core.models import User
from projects.models import Project
from projects.readings import lamp_of
from tests.projects.scene import FRIDAY, as_user, node

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def test_it_is_typed_once_and_freezes_the_plan(given: Project, wang: User) -> None:
    one, two = node(given, 1, "2026-10-30", actual_on=FRIDAY.date()), node(given, 2, "2027-03-31")
    page, address = as_user(wang), f"/projects/{given.code}/plan/baseline/"
    said = {f"b-{one.pk}": "2025-06-30", f"b-{two.pk}": "2026-12-31", "source": "签约协议附件二"}
    assert page.post(address, said | {"source": ""}).status_code == 200
    assert page.post(address, said).status_code == 302
    given.refresh_from_db()
    assert given.baseline_frozen_on == FRIDAY.date()
    assert given.baseline_source == "签约协议附件二"
    assert list(given.milestones.values_list("baseline_on", flat=True)) == [dt.date(2025, 6, 30), dt.date(2026, 12, 31)]
    assert lamp_of(given, FRIDAY.date(), now=FRIDAY).next_milestone.slid_days == 90
    assert page.get(address).status_code == 302, "frozen, it is typed no more"


def test_without_a_plan_there_is_nothing_to_type(given: Project, wang: User) -> None:
    assert as_user(wang).get(f"/projects/{given.code}/plan/baseline/").status_code == 302


@pytest.mark.parametrize("on", ["1999-12-31", "2040-01-01", "", "x"])
def test_a_day_without_sense_is_refused(given: Project, wang: User, on: str) -> None:
    only = node(given, 1, "2026-10-30")
    said = {f"b-{only.pk}": on, "source": "协议"}
    assert as_user(wang).post(f"/projects/{given.code}/plan/baseline/", said).status_code == 200
    given.refresh_from_db()
    assert given.baseline_frozen_on is None
