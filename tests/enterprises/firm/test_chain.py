"""产业链图: who stands where, gaps, neighbours; and the parts of a file that keep it."""

from typing import Any

import pytest

from core.enums import Role
from core.models import Cluster
from enterprises.enums import ChainPart
from enterprises.firm.chain import neighbours_of, picture_of
from enterprises.models import ChainLink, ChainPlace, Supply
from tests.enterprises.firm.test_record_views import opened, rows
from tests.enterprises.scene import firm, person

pytestmark = pytest.mark.django_db


def cluster() -> Cluster:
    return Cluster.objects.get_or_create(key="optics", defaults={"name": "智能光学及装备", "rank": 1})[0]


def link(name: str = "镀膜", part: ChainPart = ChainPart.UPSTREAM, **fields: Any) -> ChainLink:
    return ChainLink.objects.create(cluster=cluster(), name=name, part=part, **fields)


def test_a_link_without_a_firm_is_a_gap() -> None:
    link("玻璃", strengthen=True)
    ChainPlace.objects.create(link=link("镜头", ChainPart.CORE), enterprise=firm())
    picture = picture_of(cluster(), person("boss", Role.LEADER))
    assert [(spot.link.name, spot.is_gap) for spot in picture.spots] == [("玻璃", True), ("镜头", False)]
    assert (picture.gaps, picture.strengthened) == (1, 1)
    assert [column.part for column in picture.columns] == list(ChainPart)


def test_firms_that_one_may_not_see_are_only_counted() -> None:
    me, there = person("me", Role.LIAISON), link()
    ChainPlace.objects.create(link=there, enterprise=firm("示例我的", officer=me))
    ChainPlace.objects.create(link=there, enterprise=firm("示例别人的"))
    spot = picture_of(cluster(), me).spots[0]
    assert ([each.short_name for each in spot.firms], spot.others) == (["示例我的"], 1)


def test_neighbours_stand_out(client_for: Any) -> None:
    boss, maker, buyer, there = person("boss", Role.LEADER), firm("示例镀膜"), firm("示例镜头"), link()
    for each in (maker, buyer):
        ChainPlace.objects.create(link=there, enterprise=each)
    Supply.objects.create(supplier=maker, customer=buyer, what="镜片镀膜")
    assert neighbours_of(maker, boss).firms == {buyer.pk}
    page = client_for(boss).get(f"/enterprises/chain/?cluster=optics&firm={maker.pk}").content.decode()
    assert page.count("tag tag-accent") == 2
    assert "镜片镀膜" in page


def test_a_firm_that_one_may_not_see_is_not_found(client_for: Any) -> None:
    link()
    url = f"/enterprises/chain/?firm={firm().pk}"
    assert client_for(person("me", Role.LIAISON)).get(url).status_code == 404


class TestKeeping:
    def test_a_place_once(self, client_for: Any) -> None:
        ours, there, other = firm(), link(), link("示例另一环节")
        client, url = client_for(person("clerk", Role.PROJECT_OFFICER)), f"/enterprises/{ours.pk}/parts/chain/"
        assert client.post(url, rows({"link": there.pk})).status_code == 302
        assert client.post(url, rows({"link": there.pk})).status_code == 302, "the same tap again"
        client.post(url, rows({"link": other.pk}))
        assert ours.chain_places.count() == 2
        moved, stays = opened(client, url)
        refused = client.post(url, rows(moved | {"link": stays["link"]}, stays, known=2))
        assert "已经在这个环节" in refused.content.decode()

    def test_a_supply_to_another_firm_once_and_never_to_itself(self, client_for: Any) -> None:
        ours, buyer = firm("示例甲"), firm("示例乙")
        client, url = client_for(person("clerk", Role.PROJECT_OFFICER)), f"/enterprises/{ours.pk}/parts/supplies/"
        sent = {"customer": buyer.pk, "what": "镀膜", "since": ""}
        assert client.post(url, rows(sent)).status_code == 302
        assert client.post(url, rows(sent)).status_code == 302, "the same tap again"
        assert "已经登记过" in client.post(url, rows(sent | {"since": "2026-01-01"})).content.decode()
        assert client.post(url, rows(sent | {"customer": ours.pk})).status_code == 200
        assert Supply.objects.count() == 1
