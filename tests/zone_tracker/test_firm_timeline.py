"""One timeline for a firm: every room tells its part, each reader sees their own, at a constant cost."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import User
from enterprises.events import Event, EventKind
from enterprises.firm_events import with_its_past
from enterprises.models import Enterprise
from tests.world import World
from zone_tracker.firm_timeline import timeline

pytestmark = pytest.mark.django_db
SEES = {
    "leader": set(EventKind),
    "auditor": set(EventKind),
    "project": {EventKind.FILE, EventKind.GROWTH, EventKind.PROJECT},
    "liaison": {EventKind.FILE, EventKind.GROWTH, EventKind.PROJECT, EventKind.VISIT, EventKind.REQUEST},
    "handler": {EventKind.FILE, EventKind.GROWTH, EventKind.PROJECT, EventKind.REQUEST},
    "talent": {EventKind.FILE, EventKind.GROWTH, EventKind.TALENT},
    "finance": {EventKind.FILE, EventKind.GROWTH, EventKind.MONEY},
}


@pytest.fixture
def world(shared_world: World) -> World:
    project = shared_world.own.project
    project.stage_changes.create(stage="started", on=timezone.localdate())
    return shared_world


def past_of(world: World, user: User) -> list[Event]:
    return timeline(with_its_past(Enterprise.objects.all()).get(pk=world.own.firm.pk), user)


@pytest.mark.parametrize("who", SEES)
def test_each_reader_sees_the_kinds_of_their_rooms(world: World, who: str) -> None:
    events = past_of(world, getattr(world.cast, who))
    assert {event.kind for event in events} == SEES[who]
    assert [event.on for event in events] == sorted((event.on for event in events), reverse=True)


@pytest.mark.parametrize("who", SEES)
def test_it_tells_nothing_that_the_reader_may_not_see(world: World, who: str, client_for: Any) -> None:
    user = getattr(world.cast, who)
    page = client_for(user).get(f"/timeline/{world.own.firm.pk}/?n=999").content.decode()
    hidden = world.canaries.keys() - world.visible_canaries(user)
    assert [word for word in hidden if word in page] == []


@pytest.mark.parametrize(("who", "reads"), [("leader", True), ("liaison", True), ("handler", False), ("talent", False)])
def test_what_officers_tell_each_other_stays_among_them(world: World, who: str, reads: bool) -> None:
    notes = world.own.firm.liaisons.values_list("handover_note", flat=True)  # of the officer of today and of one before
    told = [event.text for event in past_of(world, getattr(world.cast, who))]
    assert [note in told for note in notes] == [reads, reads]


def test_another_officers_firm_is_not_found(world: World, client_for: Any) -> None:
    assert client_for(world.cast.liaison).get(f"/timeline/{world.foreign.firm.pk}/").status_code == 404


def test_more_events_cost_no_more_queries(world: World) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            past_of(world, world.cast.leader)
        return len(queries)

    before = cost()
    for number in range(3):
        on = timezone.localdate() - dt.timedelta(days=number + 1)
        visit = world.own.visit
        visit.pk, visit.client_id, visit.on = None, f"00000000-0000-4000-8000-00000000000{number}", on
        visit.save()
        world.own.firm.challenges.create(title=f"攻关{number}", solved_on=on, evidence="报告")
    assert cost() == before


def test_it_is_narrowed_by_kind_and_reaches_further_back(world: World, client_for: Any) -> None:
    client, url = client_for(world.cast.leader), f"/timeline/{world.own.firm.pk}/"
    assert "授信" in client.get(f"{url}?kind=money").content.decode()
    assert "授信" not in client.get(f"{url}?kind=talent").content.decode()
    assert "更早" in client.get(f"{url}?n=1").content.decode()
    assert client.get(f"{url}?n=x&kind=y").status_code == 200
