"""分组: the same rows, group after group, on the page, in the file, and under the link of a view."""

import csv
import io
from collections.abc import Callable
from itertools import groupby

import pytest
from django.db.models import Sum
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from core.models import SavedView, User
from core.sheets.grouping import heads_of
from core.sheets.lists import Export, listings
from core.sheets.picking import found_by
from enterprises.enums import RequestState
from enterprises.models import Request
from projects.models import Project
from tests.world import World

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], Client]
PAGES = {"projects": "leader", "firms": "leader", "requests": "leader", "credit_lines": "finance", "needs": "finance"}


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world


def ways(world: World) -> list[tuple[str, User, str]]:
    """Each list that may be grouped, by each of its ways."""
    found = []
    for key, who in PAGES.items():
        person = getattr(world.cast, who)
        found += [(key, person, name) for name in found_by(key, person, "").filter.GROUPS]
    return found


def test_groups_stand_together_and_are_counted_whole(world: World) -> None:
    asked = ways(world)
    assert len(asked) > 15
    for key, person, name in asked:
        plain, found = found_by(key, person, ""), found_by(key, person, f"by={name}")
        by, rows = found.filter.grouping, list(found.rows)
        assert {row.pk for row in rows} == set(plain.rows.values_list("pk", flat=True)), (key, name)
        runs = [value for value, _run in groupby(by.of(row) for row in rows)]
        assert len(runs) == len(set(runs)), (key, name, runs)
        heads = heads_of(found.rows, rows, by)
        assert [heads[row.pk].name for row in rows if row.pk in heads], (key, name)
        assert len(heads) == len(runs), (key, name)
        assert sum(head.count for head in heads.values()) == len(rows), (key, name)


def test_an_amount_is_summed_by_group(world: World) -> None:
    leader = world.cast.leader
    found = found_by("projects", leader, "by=park")
    heads = heads_of(found.rows, list(found.rows), found.filter.grouping)
    total = found.rows.aggregate(wan=Sum("total_investment_wan"))["wan"]
    assert sum(head.total_wan or 0 for head in heads.values()) == total


def test_the_page_draws_heads_and_a_list_that_is_not_grouped_none(world: World, client_for: ClientFor) -> None:
    for key, person, name in ways(world):
        client, route = client_for(person), listings()[key].url
        grouped = client.get(route(QueryDict(f"by={name}"))).content.decode()
        assert grouped.count('class="group-head"') >= 2, (key, name)  # of the table and of the cards
        assert 'class="group-head"' not in client.get(route(QueryDict(""))).content.decode()


def test_on_the_second_page_a_group_says_its_head_again(world: World) -> None:
    found = found_by("projects", world.cast.leader, "by=park")
    rows = list(found.rows)
    second = heads_of(found.rows, rows[1:], found.filter.grouping)
    assert rows[1].pk in second


def test_the_file_has_the_order_of_the_groups(world: World, client_for: ClientFor) -> None:
    """Nothing is put between the rows; what they are grouped by is said above, and its column always comes along."""
    client = client_for(world.cast.leader)
    said = client.get("/lists/projects/file/?as=csv&by=stage&columns=name").content.decode("utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(said))
    assert heads == ["阶段", "项目名称"]
    assert [row[1] for row in rows] == [row.name for row in found_by("projects", world.cast.leader, "by=stage").rows]
    assert len(rows) == Project.objects.visible_to(world.cast.leader).shown().count()


def test_each_way_of_grouping_is_a_column_of_the_file(world: World) -> None:
    """Also where it is no column of the list, and whoever asks; first, or after the key of what can be read back."""
    asked = [*ways(world), ("projects", world.cast.project, "unit"), ("projects", world.cast.project, "system")]
    for key, person, name in asked:
        chosen = "amount_wan" if key == "needs" else "name"
        export = Export(listings()[key], person, QueryDict(f"by={name}"), [chosen])
        sheet, by = export.sheet(), export.found.filter.grouping
        column = sheet.columns[1 if export.kind else 0]
        assert by.label in (column.head, *column.also), (key, name)
        place = sheet.columns.index(column)
        runs = [value for value, _run in groupby(row[place] for row in sheet.rows)]
        assert len(runs) == len(set(runs)), (key, name, runs)


def test_states_come_in_their_course(world: World) -> None:
    states = list(RequestState)
    request = world.own.request
    Request.objects.filter(pk=request.pk).update(state=RequestState.ANSWERED)
    Request.objects.filter(pk=world.foreign.request.pk).update(state=RequestState.DISPATCHED)
    rows = list(found_by("requests", world.cast.leader, "by=state").rows)
    assert [row.state for row in rows] == sorted((row.state for row in rows), key=states.index)
    assert len({row.state for row in rows}) > 1


def test_a_view_opens_grouped(world: World, client_for: ClientFor) -> None:
    leader = world.cast.leader
    kept = {"list_key": "projects", "query": "by=park", "saved_at": timezone.now()}
    view = SavedView.objects.create(name="按园区", by=leader, **kept)
    client = client_for(leader)
    opened = client.get(f"/views/{view.pk}/")["Location"]
    assert "by=park" in opened
    assert 'class="group-head"' in client.get(opened).content.decode()


def test_a_default_view_opens_the_chart_and_the_board_too(world: World, client_for: ClientFor) -> None:
    leader, client = world.cast.leader, client_for(world.cast.leader)
    kept = {"list_key": "projects", "query": "stage=started&by=park", "is_default": True, "saved_at": timezone.now()}
    view = SavedView.objects.create(name="在建", by=leader, **kept)
    for page in ("/projects/", "/projects/chart/", "/projects/board/"):
        assert client.get(page)["Location"] == f"{page}?stage=started&by=park&view={view.pk}"
        shown = client.get(f"{page}?stage=started&by=park&view={view.pk}")
        assert shown.status_code == 200
        assert "已忽略" not in shown.content.decode()
        assert client.get(f"{page}?view=0").status_code == 200
    assert client_for(world.cast.project).get("/projects/board/").status_code == 200


def test_a_way_that_there_is_not_is_said(world: World, client_for: ClientFor) -> None:
    page = client_for(world.cast.leader).get("/projects/?by=nothing").content.decode()
    assert 'role="alert"' in page
    assert 'class="group-head"' not in page
