"""人才公寓: nobody has two flats on one day and no flat has two; the order of the line; a person's wish and its end."""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import User
from talent.care.flats import granted, numbers, turns
from talent.models import ApartmentGrant, FlatWish, Tenancy
from tests.talent.care.scene import flat, on, tenancy
from tests.talent.scene import firm, person, talent

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return person("qin")


@pytest.fixture
def client(officer: User, client: Client) -> Client:
    client.force_login(officer)
    return client


def sent(who: Any, where: Any, **more: Any) -> dict[str, Any]:
    said = {"client_id": str(uuid.uuid4()), "talent": who.pk, "apartment": where.pk}
    return said | {"since": "2026-11-02", "until": "2027-11-01"} | more


class TestTheDatabaseRefuses:
    @pytest.mark.parametrize(("since", "until"), [(5, 20), (-5, 0), (3, 4), (10, 10), (-5, 30)])
    def test_two_of_one_flat(self, since: int, until: int) -> None:
        one = flat()
        tenancy(one, talent("甲示例"), 0, 10)
        with pytest.raises(IntegrityError, match="flat_had_by_one"), transaction.atomic():
            tenancy(one, talent("乙示例"), since, until)

    def test_two_flats_of_one_person(self) -> None:
        who = talent("甲示例")
        tenancy(flat(), who, 0, 10)
        with pytest.raises(IntegrityError, match="one_flat_a_person"), transaction.atomic():
            tenancy(flat("1603"), who, 10, 20)

    def test_raw_sql_too(self) -> None:
        one = flat()
        tenancy(one, talent("甲示例"), 0, 10)
        later = tenancy(one, talent("乙示例"), 11, 20)
        with connection.cursor() as cursor:
            with pytest.raises(IntegrityError), transaction.atomic():
                cursor.execute("update talent_tenancy set since = since - 1 where id = %s", [later.pk])
            cursor.execute("update talent_tenancy set until = until + 1 where id = %s", [later.pk])  # the control

    def test_who_left_early_makes_room_from_that_day_on(self) -> None:
        one = flat()
        first = tenancy(one, talent("甲示例"), 0, 100)
        assert first.end(on=on(5), why="调离")
        with pytest.raises(IntegrityError), transaction.atomic():
            tenancy(one, talent("乙示例"), 4, 20)
        tenancy(one, talent("乙示例"), 5, 20)
        assert not first.end(on=on(6), why="再一次"), "ended once"


class TestPages:
    def test_a_repeated_tap_lets_nobody_in_twice(self, client: Client) -> None:
        data = sent(talent(), flat())
        for _nth in range(2):
            assert client.post(reverse("talent:tenancy_create"), data).status_code == 302
        assert Tenancy.objects.count() == 1

    def test_what_overlaps_is_said_in_words(self, client: Client) -> None:
        one = flat()
        tenancy(one, talent("甲示例"), 0, 10)
        page = client.post(reverse("talent:tenancy_create"), sent(talent("乙示例"), one)).content.decode()
        assert "这套房这段日子已有人住" in page
        assert Tenancy.objects.count() == 1

    def test_nobody_moves_into_a_repair(self, client: Client) -> None:
        one = flat(repair_since=on(3))
        assert "在维修" in client.post(reverse("talent:tenancy_create"), sent(talent(), one)).content.decode()
        assert not Tenancy.objects.exists()

    def test_out_of_turn_needs_a_reason(self, client: Client) -> None:
        first, other, one = talent("甲示例"), talent("乙示例"), flat()
        wish = FlatWish.objects.create(talent=first, asked_on=on(-9), persons=2)
        page = client.post(reverse("talent:tenancy_create"), sent(other, one)).content.decode()
        assert "轮候第一位是 甲示例" in page
        assert (
            client.post(reverse("talent:tenancy_create"), sent(other, one, out_of_turn="领导特批")).status_code == 302
        )
        assert client.post(reverse("talent:tenancy_create"), sent(first, flat("1603"))).status_code == 302
        wish.refresh_from_db()
        assert (wish.state, wish.tenancy) == ("assigned", first.tenancies.get())
        client.post(reverse("talent:tenancy_edit", args=[first.tenancies.get().pk]), {"take_back": "1"})
        wish.refresh_from_db()
        assert (wish.state, wish.tenancy) == ("waiting", None), "back at its place"

    def test_the_end_has_a_day_and_a_reason(self, client: Client) -> None:
        row = tenancy(flat(), talent(), -9, 100)
        url = reverse("talent:tenancy_end", args=[row.pk])
        today = timezone.localdate()
        Tenancy.objects.update(since=today, until=today.replace(year=today.year + 2))
        assert client.post(url, {"on": today.isoformat(), "why": ""}).status_code == 200
        assert client.post(url, {"on": today.isoformat(), "why": "调离"}).status_code == 302
        row.refresh_from_db()
        assert (row.ended_on, row.ended_why) == (today, "调离")

    def test_flats_and_line_are_shown(self, client: Client) -> None:
        today = timezone.localdate()
        Tenancy.objects.create(apartment=flat(), talent=talent("甲示例"), since=today, until=today)
        flat("1603")
        FlatWish.objects.create(talent=talent("乙示例"), asked_on=today, persons=3)
        page = client.get(reverse("talent:flat_list")).content.decode()
        assert "甲示例" in page
        assert "轮候第 1 位可配" in page
        assert "可配 3 栋 1603" in page
        assert numbers(today) | {"came": 0} == {
            "all": 2, "lived": 1, "free": 1, "soon": 1, "repair": 0, "waiting": 1, "came": 0, "went": 0,
        }  # fmt: skip


def test_the_line_is_by_day_then_by_number_for_everybody(client: Client) -> None:
    rows = [
        FlatWish.objects.create(talent=talent(f"{n}示例"), asked_on=on(-day), persons=1)
        for n, day in enumerate((1, 5, 5, 9))
    ]
    wanted = [rows[3], rows[1], rows[2], rows[0]]
    assert list(FlatWish.objects.waiting()) == wanted
    one = flat()
    assert turns(on(0)) == ({one.pk: 1}, {wanted[0].pk: one})
    assert wanted[0].decide("withdrawn", on=on(0), why="已购房")
    assert not wanted[0].decide("waiting", on=on(0), why=""), "what is over is over"
    assert turns(on(0)) == ({one.pk: 1}, {wanted[1].pk: one})
    page = client.get(reverse("talent:wish_list")).content.decode()
    assert page.index("1示例") < page.index("0示例")


def test_nobody_waits_twice() -> None:
    who = talent()
    FlatWish.objects.create(talent=who, asked_on=on(0), persons=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        FlatWish.objects.create(talent=who, asked_on=on(1), persons=1)


def test_what_a_firm_was_granted_stands_beside_what_is_used() -> None:
    grant = ApartmentGrant.objects.create(enterprise=firm(), year=2026, units=10, source="示例")
    tenancy(flat(), talent("甲示例", enterprise=firm()), 0, 9)
    tenancy(flat("1603"), talent("乙示例", enterprise=firm("示例光学")), 0, 9)
    assert [(each.grant, each.used) for each in granted(on(1))] == [(grant, 1)]
    assert [each.used for each in granted(on(10))] == [0]
