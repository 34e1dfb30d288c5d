"""What a page may ask of PostgreSQL, session and person included: as much with 5, 50 and 500 rows."""

import datetime as dt
import re
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.enums import Role
from core.models import User
from projects.models import Milestone, Project, Standing, Update
from projects.periods import ensure_period, open_period, period_before
from targets import facts
from targets.models import Programme
from tests.projects.scene import person

pytestmark = pytest.mark.django_db

# page → statements. Where a page is above what was wished for it, docs/performance.md says why.
BUDGETS = {
    "/projects/": 8,
    "/projects/?sort=-total&stage=started&page=2": 8,
    "/projects/chart/": 10,
    "/projects/board/": 10,
    "/projects/YH-9-000/": 10,
    "/workbench/": 12,
}
SIZES = (5, 50, 500)
OURS = re.compile(r"(^|; )((RELEASE )?SAVEPOINT|BEGIN|COMMIT)")  # of the transaction, not of the page


def statements(client: Client, url: str, press: dict[str, str] | None = None) -> list[str]:
    """What a page asks of PostgreSQL, or the press of a button on it."""
    with CaptureQueriesContext(connection) as caught:
        response = client.get(url) if press is None else client.post(url, press)
        assert response.status_code == (302 if press else 200)
    asked = [query["sql"] for query in caught.captured_queries]
    return [sql for sql in asked if not OURS.search(sql)]


def grow(count: int, *, of: User, among: int) -> None:
    """So many key projects in all, each with two nodes and two updates; a few of them are this person's."""
    today, now = timezone.localdate(), timezone.now()
    have = Project.objects.count()
    projects = Project.objects.bulk_create(
        Project(
            code=f"YH-9-{n:03d}",
            name=f"示例项目{n}",
            stage="started",
            key_listed_on=today - dt.timedelta(days=300),
            responsible=of if n < among else None,
            total_investment_wan=1000 + n,
        )
        for n in range(have, count)
    )
    days = [today - dt.timedelta(days=40), today + dt.timedelta(days=90)]
    Milestone.objects.bulk_create(
        Milestone(project=each, rank=rank, name=f"节点{rank}", baseline_on=day, planned_on=day)
        for each in projects
        for rank, day in enumerate(days, start=1)
    )
    collects = open_period(now)
    last = period_before(collects) or ensure_period(collects.starts_on - dt.timedelta(days=7))
    Update.objects.bulk_create(
        Update(project=each, period=last, done="浇筑", declared="green", author=of, submitted_at=now)
        for each in projects
    )
    Standing.objects.renew_due(now)


@pytest.fixture
def officer() -> User:
    return person("wang", Role.PROJECT_OFFICER)


@pytest.fixture
def leader() -> User:
    return person("lin", Role.LEADER)


@pytest.mark.parametrize("url", BUDGETS)
def test_a_page_asks_as_much_of_five_rows_as_of_five_hundred(
    url: str, officer: User, client_for: Callable[[User], Client]
) -> None:
    client, asked = client_for(officer), []
    for size in SIZES:
        grow(size, of=officer, among=5)
        client.get(url)
        client.get(url)
        asked.append(statements(client, url))
    assert len({len(each) for each in asked}) == 1
    assert len(asked[0]) <= BUDGETS[url], "\n".join(sql[:300] for sql in asked[0])


@pytest.mark.parametrize("of", ["update", "unchanged"])
def test_a_press_asks_as_much_of_five_rows_as_of_five_hundred(
    of: str, officer: User, client_for: Callable[[User], Client]
) -> None:
    client, asked, period = client_for(officer), [], open_period(timezone.now())
    said = {"period": period.key, "version": "0", "done": "封顶", "investment_wan": "10", "declared": "green"}
    for owed, size in enumerate((5, *SIZES)):  # the first warms up
        grow(size, of=officer, among=5)
        press = {**said, "client_id": str(uuid.uuid4())}
        asked.append(statements(client, f"/projects/YH-9-{owed:03d}/{of}/", press))
    assert Update.objects.filter(period=period).count() == len(asked)
    assert {len(each) for each in asked[1:]} == {12}, "\n".join(sql[:300] for sql in asked[-1])


class TestTheDashboard:
    @pytest.fixture
    def programme(self) -> Programme:
        facts.load(facts.FACTS, shift_years=0)
        return Programme.objects.get()

    def test_served_and_made_anew(
        self, programme: Programme, leader: User, client_for: Callable[[User], Client]
    ) -> None:
        client, day = client_for(leader), programme.starts_on + dt.timedelta(days=30)
        grow(50, of=leader, among=5)
        for url in ("/dashboard/", f"/dashboard/?as_of={day}"):
            client.get(url)
            client.get(url)
            assert len(statements(client, url)) <= 6
        Milestone.objects.update(planned_on=timezone.localdate() - dt.timedelta(days=200))
        Standing.objects.renew_due(timezone.now())
        assert len(statements(client, "/dashboard/")) <= 12

    def test_a_number_is_never_older_than_the_last_commit(
        self, programme: Programme, leader: User, client_for: Callable[[User], Client]
    ) -> None:
        client = client_for(leader)
        for size in (3, 4, 7):
            grow(size, of=leader, among=0)
            page = client.get("/dashboard/").content.decode()
            assert f"已列名 {Project.objects.key().count()} 个" in " ".join(page.split())
