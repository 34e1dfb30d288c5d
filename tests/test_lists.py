"""Every list costs the same number of queries with one row and with three."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from finance.models import BankMember
from tests.world import World, make_side, make_world

pytestmark = pytest.mark.django_db

LISTS = {
    "/projects/": "leader",
    "/projects/blockers/": "leader",
    "/projects/leads/": "leader",
    "/projects/handover/": "project",
    "/projects/chart/": "leader",
    "/projects/board/": "leader",
    "/projects/weeks/": "leader",
    "/projects/weeks/now/": "leader",
    "/projects/decisions/": "leader",
    "/projects/meeting/": "leader",
    "/projects/actions/": "leader",
    "/enterprises/": "leader",
    "/enterprises/visits/": "leader",
    "/enterprises/liaisons/": "leader",
    "/enterprises/gaps/?show=all": "leader",
    "/enterprises/requests/": "leader",
    "/enterprises/plans/": "leader",
    "/enterprises/chain/": "leader",
    "/talent/": "leader",
    "/finance/": "leader",
    "/finance/needs/": "finance",
    "/finance/institutions/": "finance",
    "/dashboard/": "leader",
    "/dashboard/talent_total/": "leader",
    "/dashboard/zone_output/": "leader",
    "/dashboard/credit_granted/": "leader",
    "/dashboard/champion_firms/": "leader",
    "/search/?q=zqx": "leader",
    "/workbench/": "project",
    "/workbench/#liaison": "liaison",
    "/workbench/#handler": "handler",
    "/workbench/#finance": "finance",
    "/notices/": "project",
    "/accounts/": "admin",
}
DASHBOARD_BUDGET = 70


@pytest.fixture
def world() -> World:
    return make_world()


def cost(client: Any, url: str) -> int:
    client.get(url)  # sessions, content types and permissions are warm
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_lists_cost_the_same_with_more_rows(world: World, client_for: Any) -> None:
    clients = {who: client_for(getattr(world.cast, who)) for who in set(LISTS.values())}
    before = {url: cost(clients[who], url) for url, who in LISTS.items()}
    for _ in range(2):
        BankMember.objects.filter(user=world.cast.other_bank).delete()
        make_side(world, world.cast.project, world.cast.liaison, world.cast.handler, world.cast.other_bank)
    after = {url: cost(clients[who], url) for url, who in LISTS.items()}
    assert {url: (before[url], after[url]) for url in LISTS if after[url] > before[url]} == {}
    assert after["/dashboard/"] <= DASHBOARD_BUDGET


def test_a_list_that_nobody_filtered_says_so(world: World, client_for: Any) -> None:
    """Each choice of each filter begins with 全部…: what a select shows is what the list shows."""
    filtered = 0
    for url, who in LISTS.items():
        context = client_for(getattr(world.cast, who)).get(url).context
        if "filter" not in context:
            continue
        for name, field in context["filter"].form.fields.items():
            if name != "sort" and getattr(field, "choices", None):
                filtered += 1
                first = str(next(iter(field.choices))[0])
                assert first == "", f"{url}: {name} begins with {first}"
    assert filtered > 20
