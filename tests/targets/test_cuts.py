"""The cuts of the targets, who carries what, and the map: parts add up, by other means too, and nobody is ranked."""

import datetime as dt
import random
import re
from collections import defaultdict
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from core.enums import Lamp, Role
from core.kernel.keeping.freshness import forget
from core.models import Park, User
from enterprises.enums import PlanKind
from enterprises.models import Enterprise, MonthlyFigures, PlanEntry
from projects.models import Project
from talent.counting import in_force, missing
from talent.models import HeadRule, Talent, facts_of
from targets.cuts import carrying, parts
from targets.cuts.drawing import DESK, PHONE, WALL, draw
from targets.cuts.grains import CATEGORY, CLUSTER, DEPARTMENT, LEADER, PARK, grains_of
from targets.cuts.parts import CUT_BY, cut, cuts_of
from targets.cuts.places import map_of
from targets.indicators import INDICATORS
from targets.models import Target
from targets.wall import links
from tests.one_number import differing, shown_on

pytestmark = pytest.mark.django_db
ZERO = Decimal(0)


def target(key: str) -> Target:
    return Target.objects.select_related("programme").get(key=key)


def days() -> list[dt.date]:
    """Today, a day on which firms report one after the other, and two days of the last year, other ones each day."""
    today = timezone.localdate()
    chance = random.Random(today.toordinal())
    latest = MonthlyFigures.objects.filter(verified_by__isnull=False).latest("month").month
    first = MonthlyFigures.objects.filter(month=latest, verified_by__isnull=False).earliest("reported_on").reported_on
    return [today, first, *(today - dt.timedelta(days=chance.randint(1, 365)) for _n in range(2))]


# --- Sums ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("key", CUT_BY)
def test_every_cut_makes_the_whole(demo: None, key: str) -> None:
    for day in days():
        whole = INDICATORS[key].value(day)
        for each in cuts_of(target(key), day):
            outer = [part for part in each.parts if not part.inner]
            assert sum((part.value or ZERO for part in outer), ZERO) == (whole or ZERO), (key, each.kind, day)
            assert sum((part.shown or ZERO for part in outer), ZERO) == (each.shown or ZERO), (key, each.kind, day)
            if each.delta is not None:
                assert sum((part.delta or ZERO for part in outer), ZERO) == each.delta, (key, each.kind, day)
            assert sum(part.share for part in outer) == pytest.approx(1 if whole else 0)


def _recount(day: dt.date, of: Any) -> dict[str, Decimal]:
    """The twelve months by what `of` says of a firm, row by row.

    Until the 15th a firm's October of last year stands in for the one that it has not reported.
    """
    rows = [
        row
        for row in MonthlyFigures.objects.select_related("enterprise__park", "enterprise__cluster")
        if row.verified_by_id and row.reported_on <= day
    ]
    last = max(row.month for row in rows)
    first = dt.date(last.year - (last.month < 12), last.month % 12 + 1, 1)
    reported = {row.enterprise_id for row in rows if row.month == last}
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        stands_in = row.month == last.replace(year=last.year - 1) and row.enterprise_id not in reported
        stands_in = stands_in and day <= (last + dt.timedelta(days=31)).replace(day=15)
        if row.month >= first or stands_in:
            sums[of(row.enterprise)] += row.output_wan / 10_000
    return dict(sums)


def test_output_recounted_from_the_months(demo: None) -> None:
    def by_park(firm: Enterprise) -> str:
        return firm.park.key if firm.park else "none"

    def by_cluster(firm: Enterprise) -> str:
        return firm.cluster.key if firm.cluster else "none"

    def by_leader(firm: Enterprise) -> str:
        """The champions' plan, then the reserve, then the one leader of the firm's key projects."""
        for kind in (PlanKind.CHAMPIONS, PlanKind.LISTING):
            for entry in PlanEntry.objects.filter(enterprise=firm, plan__kind=kind, leader__isnull=False):
                if entry.entered_on <= day and not (entry.left_on and entry.left_on <= day):
                    return entry.leader.username
        listed = [each for each in firm.projects.all() if each.key_listed_on and each.key_listed_on <= day]
        named = {each.leader.username for each in listed if each.leader and each in Project.objects.key(day)}
        return named.pop() if len(named) == 1 else "none"

    for day in days():
        for kind, of in ((PARK, by_park), (CLUSTER, by_cluster), (LEADER, by_leader)):
            told = cut(target("zone_output"), kind, day).parts
            leaves = {part.scope.partition(":")[2]: part.value for part in told if not part.scope.startswith("wing")}
            assert {key: value for key, value in leaves.items() if value} == _recount(day, of), (kind, day)


def test_projects_and_talents_recounted(demo: None) -> None:
    today = timezone.localdate()
    listed = [
        each for each in Project.objects.key(today).select_related("leader", "responsible__department", "standing")
        if each.key_listed_on <= today
    ]  # fmt: skip
    by_leader, lamps = defaultdict(int), defaultdict(int)
    by_department = defaultdict(int)
    for each in listed:
        name = each.leader.username if each.leader else "none"
        by_leader[name] += 1
        lamps[name, Lamp(each.standing.system)] += 1
        office = each.responsible and each.responsible.department
        by_department[office.key if office else "none"] += 1
    told = cut(target("key_projects"), LEADER, today)
    assert {part.scope.partition(":")[2]: part.value for part in told.parts} == by_leader
    assert {(part.scope.partition(":")[2], lamp): n for part in told.parts for lamp, n in part.lamps} == lamps
    told = cut(target("key_projects"), DEPARTMENT, today)
    assert {part.scope.partition(":")[2]: part.value for part in told.parts} == by_department
    rules, heads = [rule.as_rule() for rule in HeadRule.objects.all()], defaultdict(int)
    for _person, known in facts_of(Talent.objects.all()):
        if not missing(known, in_force(rules, today), today):
            heads[known.category_on(today)] += 1
    told = cut(target("talent_total"), CATEGORY, today)
    assert {part.scope.partition(":")[2]: part.value for part in told.parts if part.value} == heads


def test_a_part_that_loses_a_row_is_told_smaller(demo: None) -> None:
    """The control: what is told follows the rows, and is not what was kept."""
    today = timezone.localdate()
    before = parts.value_of("zone_output", "park:yuhua", today) or ZERO
    firm = MonthlyFigures.objects.filter(enterprise__park__key="yuhua").latest("month").enterprise
    Enterprise.objects.filter(pk=firm.pk).update(park=None)
    forget()
    after = parts.value_of("zone_output", "park:yuhua", today) or ZERO
    moved = parts.value_of("zone_output", "park:none", today) or ZERO
    Enterprise.objects.filter(pk=firm.pk).update(park=Park.objects.get(key="yuhua"))
    assert before > after
    assert before - after == moved


# --- Nobody is ranked ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", [PARK, CLUSTER, LEADER, DEPARTMENT])
def test_the_order_does_not_follow_the_figures(demo: None, monkeypatch: Any, kind: str) -> None:
    today = timezone.localdate()
    whole = target("zone_output")
    order = [part.scope for part in cut(whole, kind, today).parts]
    told = parts._sums
    for turn in (lambda value: -value, lambda value: 1 / (value + 1), lambda _value: Decimal(7)):
        monkeypatch.setattr(
            parts, "_sums", lambda *asked, turn=turn: {key: turn(value) for key, value in told(*asked).items()}
        )
        assert [part.scope for part in cut(whole, kind, today).parts] == order
    last = f"{kind}:none"
    assert last not in order or order[-1] == last


def test_leaders_stand_in_the_order_of_their_names(demo: None) -> None:
    told = carrying.carried(timezone.localdate())
    names = [row.name for row in told.rows if row.scope != "leader:none"]
    people = [each.name for each in User.objects.by_name() if Role.LEADER in each.roles]
    assert names == [name for name in people if name in names]
    assert len(names) >= 4
    for column, whole in enumerate(told.columns):
        assert sum((row.parts[column].shown or ZERO for row in told.rows), ZERO) == whole.shown
    assert sum(row.waiting for row in told.rows) == told.waiting


def test_what_waits_opens_to_the_requests_of_that_leader(leader: Client) -> None:
    page = leader.get("/dashboard/leaders/")
    told, html = page.context["told"], page.content.decode()
    assert any(row.waiting for row in told.rows), "the control: something waits"
    seen = 0
    for row in told.rows:
        found = leader.get("/projects/decisions/", {"leader": row.key}).context["pending"].paginator
        assert found.count == row.waiting
        assert {each.about.leader.username if each.about.leader else "none" for _kind, each in found.object_list} <= {
            row.key
        }
        seen += found.count
        if row.waiting:
            assert f"/projects/decisions/?leader={row.key}" in html
    assert seen == leader.get("/projects/decisions/").context["pending"].paginator.count
    assert leader.get("/projects/decisions/?leader=no_such").status_code == 404


# --- Pages --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("key", ["zone_output", "talent_total", "key_projects", "champion_firms", "credit_granted"])
def test_every_part_opens_to_its_rows(leader: Client, key: str) -> None:
    today = timezone.localdate()
    for each in cuts_of(target(key), today):
        for part in each.parts:
            page = leader.get(part.url.partition("#")[0])
            assert page.status_code == 200
            assert page.context["part"].scope == part.scope
            rows = page.context["page_obj"].paginator.object_list
            assert sum((row.value for row in rows), ZERO) == (part.value or ZERO), part.scope
            assert f"只列：{part.name}" in page.content.decode()


@pytest.mark.parametrize(
    "scope", ["park:nowhere", "nonsense", "leader:", "category:leading", "park:yuhua:x", "lamp:red"]
)
def test_a_scope_that_is_none_is_not_found(leader: Client, scope: str) -> None:
    assert leader.get(f"/dashboard/zone_output/?scope={quote(scope)}").status_code == 404


def test_by_department_instead_of_leaders(leader: Client) -> None:
    by_leader = leader.get("/dashboard/zone_output/").content.decode()
    assert 'data-cut="leader"' in by_leader
    assert 'data-cut="department"' not in by_leader
    by_department = leader.get("/dashboard/zone_output/?cut=department").content.decode()
    assert 'data-cut="department"' in by_department
    assert 'data-cut="leader"' not in by_department


def test_figures_of_these_pages_are_the_figures(leader: Client) -> None:
    seen = 0
    day = days()[1]
    for page in ("zone_output/", "key_projects/?cut=department", "talent_total/", "map/", "leaders/", ""):
        for query in ("", f"as_of={day}"):
            html = leader.get(f"/dashboard/{page}{'&' if '?' in page else '?'}{query}").content.decode()
            shown = shown_on(html)
            seen += len(shown)
            assert differing({(each, page) for each in shown}) == []
    assert seen > 200


def test_who_does_not_see_all_projects_sees_no_lamps_of_them(demo: None, client_for: Any) -> None:
    liaison = client_for(User.objects.get(username="liaison"))
    page = liaison.get("/dashboard/map/")
    assert page.status_code == 200
    assert all(not place.lamps for place in page.context["map"].rows)
    assert liaison.get("/dashboard/leaders/").status_code == 403
    assert "红灯" not in re.sub(r"<title>.*?</title>", "", liaison.get("/dashboard/map/").content.decode())


# --- The map --------------------------------------------------------------------------------------------------------
def shapes_of(html: str) -> list[tuple[str, str]]:
    """The links within the drawings, with their words."""
    drawn = re.findall(r'<svg class="map .*?\n</svg>', html, re.S)
    assert drawn
    return [found for each in drawn for found in re.findall(r'<a href="([^"]*)"><title>([^<]*)</title>', each)]


def test_every_shape_is_one_link_that_says_everything(leader: Client) -> None:
    page = leader.get("/dashboard/map/")
    html = page.content.decode()
    told = page.context["map"]
    placed = [place for place in told.places if place.is_placed]
    assert len(placed) == 7
    links = shapes_of(html)
    assert len(links) == 2 * (len(placed) + len(told.wings))  # a desk's and a phone's
    for place in placed:
        assert [words for url, words in links if url == place.url.replace("&", "&amp;")] == [place.words] * 2
        if place.part:
            assert f"重点项目 {place.projects} 个" in place.words
            assert all(f"{lamp.label} {n}" in place.words for lamp, n in place.lamps)
    assert "自绘示意图，不表示行政边界、位置和距离" in html
    for url, _words in links:
        assert leader.get(url.replace("&amp;", "&").partition("#")[0]).status_code == 200


def test_the_map_adds_up_to_the_output(demo: None) -> None:
    for day in days():
        told = map_of(day)
        assert told
        assert sum((place.part.shown or ZERO for place in told.rows if place.part), ZERO) == told.cut.shown
        main = told.main.shown if told.main else ZERO
        rest = told.unplaced.part.shown if told.unplaced else ZERO
        assert (main or ZERO) + sum((wing.part.shown or ZERO for wing in told.wings), ZERO) + (rest or ZERO) == (
            told.cut.shown
        )
        assert sum(place.projects for place in told.rows) == told.projects


def test_a_park_without_report_and_one_without_position(leader: Client) -> None:
    new = Park.objects.create(key="liuyang", name="浏阳河园区", city="湘潭", kind="enclave", rank=50)
    html = leader.get("/dashboard/map/").content.decode()
    told = leader.get("/dashboard/map/").context["map"]
    place = next(each for each in told.rows if each.key == "liuyang")
    new.delete()
    assert place.part.shown is None
    assert place.projects == 0
    assert "位置待定" in html
    assert "浏阳河园区" not in "".join(words for _url, words in shapes_of(html))
    assert place.words == "浏阳河园区：产值 未报送，重点项目 0 个"


def test_the_map_without_any_park_that_the_article_does_not_name(demo: None) -> None:
    """A zone that registers no partners' places keeps their shapes, without figures."""
    told = map_of(timezone.localdate())
    assert told
    agreed = [place for place in told.places if place.part is None]
    assert [place.key for place in agreed] == ["xiangtan_edz"]
    assert "已签战略合作协议" in agreed[0].words
    assert "亿元" not in agreed[0].words


@pytest.mark.parametrize("screen", [DESK, PHONE, WALL])
def test_nothing_of_a_drawing_stands_outside_or_on_another(demo: None, screen: Any) -> None:
    told = map_of(timezone.localdate())
    assert told
    shapes = draw(told, screen).shapes
    assert len(shapes) == 7
    for each in shapes:
        assert each.x >= 0
        assert each.y >= 0
        assert each.x + each.width <= screen.size[0]
        assert each.y + each.height <= screen.size[1]
        for other in shapes:
            apart = (
                other is each
                or each.x + each.width <= other.x
                or other.x + other.width <= each.x
                or each.y + each.height <= other.y
                or other.y + other.height <= each.y
            )
            assert apart, (each.place.key, other.place.key)


def test_the_wall_shows_the_map_without_names_and_without_links(demo: None) -> None:
    token = links.make(place="大厅", days=30, now=timezone.now())
    page = Client().get(links.path_of(token), {"page": "map"}, headers={"X-Wall": "part"}).content.decode()
    assert 'class="map map-wall"' in page
    assert "<a " not in page
    said = re.sub(r"<[^>]+>", " ", page)
    for person in User.objects.all():
        assert person.name not in said
        assert f"leader:{person.username}" not in page
    for firm in Enterprise.objects.all():
        assert firm.short_name not in said
    assert "741" in said
    assert "大屏" not in said


def test_grains_are_as_many_as_firms_at_most(demo: None) -> None:
    """What is kept of a day does not grow with the months."""
    today = timezone.localdate()
    assert len(grains_of("zone_output", today)) <= Enterprise.objects.count()
