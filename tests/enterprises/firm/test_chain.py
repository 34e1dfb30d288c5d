"""产业链图: who stands where, gaps, neighbours; and the parts of a file that keep it."""

from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from core.enums import Role
from core.models import Cluster
from enterprises.enums import ChainPart
from enterprises.firm.chain import FIRMS_A_LINK, firms_at, neighbours_of, picture_of
from enterprises.firm.chain_views import FIRMS_A_PAGE
from enterprises.models import ChainLink, ChainPlace, Enterprise, Supply
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


def test_a_link_says_what_its_firms_made_to_who_may_read_it(client_for: Any) -> None:
    boss, clerk, there, maker = person("boss", Role.LEADER), person("me", Role.LIAISON), link(), firm("示例镀膜")
    for name, of in (("镜头", maker), ("整机", firm("示例整机"))):
        ChainPlace.objects.create(link=link(name), enterprise=of)
    ChainPlace.objects.create(link=there, enterprise=maker)
    last = timezone.localdate().replace(day=1) - relativedelta(months=1)
    for months, wan in ((0, 6000), (11, 9000), (12, 70000)):
        maker.figures.create(
            month=last - relativedelta(months=months), output_wan=wan, source="月报", reported_on=last, verified_by=boss
        )
    told = {spot.link.name: spot.output_wan for spot in picture_of(cluster(), boss, outputs_on=last).spots}
    assert told == {"镀膜": 15000, "镜头": 15000, "整机": None}
    assert "1.50 亿元" in client_for(boss).get("/enterprises/chain/?cluster=optics").content.decode()
    assert "亿元" not in client_for(clerk).get("/enterprises/chain/?cluster=optics").content.decode()


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


class TestMany:
    """A link with more firms than the picture shows: the first ones, a count, and a list of all in pages."""

    def crowd(self, there: ChainLink, n: int, **fields: Any) -> list[Enterprise]:
        made = [firm(f"示例{number:03}", **fields) for number in range(n)]
        ChainPlace.objects.bulk_create(ChainPlace(link=there, enterprise=each) for each in made)
        return made

    def test_the_picture_loads_the_first_and_counts_the_rest(self) -> None:
        boss, there = person("boss", Role.LEADER), link()
        made = self.crowd(there, FIRMS_A_LINK + 3)
        spot = picture_of(cluster(), boss).spots[0]
        assert spot.firms == made[:FIRMS_A_LINK]
        assert (spot.seen, spot.others, spot.has_more) == (FIRMS_A_LINK + 3, 0, True)
        assert list(firms_at(there, boss)) == made

    def test_as_many_as_fit_are_all_shown(self, client_for: Any) -> None:
        self.crowd(link(), FIRMS_A_LINK)
        boss = person("boss", Role.LEADER)
        assert not picture_of(cluster(), boss).spots[0].has_more
        page = client_for(boss).get("/enterprises/chain/").content.decode()
        assert page.count('class="tag"') == FIRMS_A_LINK
        assert "link=" not in page

    def test_what_is_marked_is_not_left_out(self, client_for: Any) -> None:
        boss, there = person("boss", Role.LEADER), link()
        *some, last = self.crowd(there, FIRMS_A_LINK + 5)
        shown = picture_of(cluster(), boss, {last.pk}).spots[0].firms
        assert shown == [*some[: FIRMS_A_LINK - 1], last]
        page = client_for(boss).get(f"/enterprises/chain/?cluster=optics&firm={last.pk}").content.decode()
        assert page.count("tag tag-accent") == 1

    def test_all_of_a_link_in_pages(self, client_for: Any) -> None:
        there = link()
        made = self.crowd(there, FIRMS_A_PAGE + 2)
        client, url = client_for(person("boss", Role.LEADER)), f"/enterprises/chain/?cluster=optics&link={there.pk}"
        page = client.get("/enterprises/chain/").content.decode()
        assert f"全部 {FIRMS_A_PAGE + 2} 家" in page
        assert f"?cluster=optics&amp;link={there.pk}" in page
        assert list(client.get(url).context["page_obj"]) == made[:FIRMS_A_PAGE]
        assert list(client.get(f"{url}&page=2").context["page_obj"]) == made[FIRMS_A_PAGE:]
        assert client.get("/enterprises/chain/?link=99999").status_code == 200

    def test_a_reader_of_few_is_shown_and_told_only_of_these(self, client_for: Any) -> None:
        me, there = person("me", Role.LIAISON), link()
        self.crowd(there, FIRMS_A_LINK + 2)
        mine = firm("示例我的", officer=me)
        ChainPlace.objects.create(link=there, enterprise=mine)
        spot = picture_of(cluster(), me).spots[0]
        assert (spot.firms, spot.seen, spot.others) == ([mine], 1, FIRMS_A_LINK + 2)
        page = client_for(me).get(f"/enterprises/chain/?link={there.pk}")
        assert list(page.context["page_obj"]) == [mine]
        assert "示例001" not in page.content.decode()
