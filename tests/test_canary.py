"""Nobody sees another's object: every object carries a canary, and a crawl as each role meets no foreign one."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from core.enums import Role
from core.kernel.access import may_open
from core.models import User
from enterprises.models import Enterprise, Request, Visit, VisitHandoff
from finance.models import CreditLine, FinancingNeed, Product
from projects.models import Action, Blocker, Project
from talent.models import Talent, TalentNeed
from tests.markup import problems
from tests.one_number import Shown, differing, shown_on
from tests.sampling import one_in
from tests.streams import let_go
from tests.world import World
from tests.world.cast import Cast
from zone_tracker.access import ACCESS

pytestmark = pytest.mark.django_db
MOST_PAGES_OF_A_ROUTE = 14
MOST_FOR_THOSE_WHO_MOVED_ON = 4  # their lists are empty, whatever they filter
STARTS = (
    "/",
    "/workbench/",
    "/dashboard/",
    "/projects/",
    "/enterprises/",
    "/enterprises/visits/",
    "/enterprises/requests/",
    "/enterprises/plans/",
    "/enterprises/promises/",
    "/enterprises/visits/new/",
    "/talent/",
    "/finance/",
    "/finance/needs/",
    "/finance/institutions/",
    "/finance/market/",
    "/finance/season/",
    "/accounts/",
    "/notices/",
    "/me/",
    "/search/?q=zqx",
)
LEFT_OUT = ("/static/", "/admin/", "/logout", "/language/")
CANARY = re.compile(r"zqx\d+x")
PEOPLE = [each.name for each in fields(Cast)]


@dataclass(frozen=True)
class Met:
    """One page that somebody came across."""

    who: str
    url: str
    status: int
    route: str
    canaries: frozenset[str]
    allowed: frozenset[str]
    problems: tuple[str, ...]
    figures: frozenset[Shown]


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world


@pytest.fixture(scope="module")
def crawled(_world_of_the_module: World, django_db_blocker: Any) -> list[Met]:
    """Everything that everybody meets, from one crawl each."""
    world, met = _world_of_the_module, []
    with django_db_blocker.unblock(), transaction.atomic():
        for person in world.cast:
            client = Client()
            client.force_login(person)
            allowed = frozenset(world.visible_canaries(person) - world.closed_to(person))
            most = MOST_FOR_THOSE_WHO_MOVED_ON if person in world.cast.moved_on() else MOST_PAGES_OF_A_ROUTE
            met += [look(person, url, response, allowed) for url, response in crawl(client, STARTS, most)]
        transaction.set_rollback(True)
    return met


def look(person: User, url: str, response: Any, allowed: frozenset[str]) -> Met:
    """What is to be remembered of a page."""
    text, html = body(response), "text/html" in response.get("Content-Type", "")
    found = problems(response) if html and response.status_code == 200 else ()
    figures = frozenset(shown_on(text)) if html else frozenset[Shown]()
    route = response.resolver_match.view_name if response.resolver_match else ""
    return Met(
        person.username,
        url,
        response.status_code,
        route,
        frozenset(CANARY.findall(text)),
        allowed,
        tuple(found),
        figures,
    )


def links(page: str, here: str) -> Iterator[str]:
    """Everything a person could press or that loads by itself, and every choice of every filter."""
    for address in dict.fromkeys(re.findall(r'(?:href|src|hx-get)="([^"]*)"', page)):
        yield urldefrag(urljoin(here, address.replace("&amp;", "&"))).url
    if 'class="filters' in page:
        for select in re.findall(r'<select name="(\w+)".*?</select>', page, re.DOTALL):
            block = re.search(rf'<select name="{select}".*?</select>', page, re.DOTALL)
            for value in re.findall(r'<option value="([^"]+)"', block.group(0) if block else ""):
                yield f"{urlsplit(here).path}?{select}={value}"


def crawl(client: Client, starts: Iterable[str], most: int = MOST_PAGES_OF_A_ROUTE) -> Iterator[tuple[str, Any]]:
    """Follow every link from the starts, up to `most` pages of a route."""
    waiting, met, routes = list(starts), set(), Counter()
    while waiting:
        url = waiting.pop(0)
        if url in met or not url.startswith("/") or url.startswith(LEFT_OUT):
            continue
        met.add(url)
        try:
            route = resolve(urlsplit(url).path).view_name
        except Resolver404:
            route = url
        routes[route] += 1
        if routes[route] > most:
            continue
        response = client.get(url)
        yield url, response
        let_go(response)
        if response.status_code == 200 and "text/html" in response.get("Content-Type", ""):
            waiting += links(response.content.decode(), url)
        elif response.status_code == 302:
            waiting.append(response["Location"])


def body(response: Any) -> str:
    """What somebody could read there, inside a file of Word or Excel too."""
    if "spreadsheetml" in response.get("Content-Type", ""):
        with zipfile.ZipFile(io.BytesIO(b"".join(response))) as parts:
            return "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    if "wordprocessingml" in response.get("Content-Type", ""):
        with zipfile.ZipFile(io.BytesIO(response.content)) as parts:
            return parts.read("word/document.xml").decode()
    return b"".join(response).decode("latin-1") if response.streaming else response.content.decode()


def test_a_short_crawl_meets_nothing_foreign_dead_or_unclean(world: World, client_for: Any) -> None:
    """The sample of the walks below for `--fast`: one role's links, one page of each route."""
    person = world.cast.liaison
    allowed = frozenset(world.visible_canaries(person) - world.closed_to(person))
    met = [look(person, url, response, allowed) for url, response in crawl(client_for(person), STARTS, 1)]
    assert foreign(met) == []
    assert broken(met) == []
    assert unclean(met) == []
    assert len({each.route for each in met if each.status == 200}) > 30, "the control: the crawl comes around"


@pytest.mark.slow
def test_one_word_is_one_number_on_all_pages(crawled: list[Met]) -> None:
    """Nobody finds a figure of a day and a scope with two values, nor with another than its function tells."""
    shown = {(figure, f"{each.who} {each.url}") for each in crawled for figure in each.figures}
    assert differing(shown) == []
    assert len({figure.key for figure, _where in shown}) > 12, "the control: figures are met"
    assert {where.split()[0] for _figure, where in shown} >= {"zqx-leader", "zqx-finance"}


def foreign(met: Iterable[Met]) -> list[str]:
    """What was met that is another's."""
    return [
        f"{each.who} {each.url}: {sorted(each.canaries - each.allowed)[:3]}"
        for each in met
        if each.canaries - each.allowed
    ]


def broken(met: Iterable[Met]) -> list[str]:
    """The links that lead to an error; nobody pressed a link for what was typed."""
    typed = [each for each in met if each.url in STARTS and each.status == 403]
    wrong = [each for each in met if each.status not in (200, 302) and each not in typed]
    return sorted({f"{each.who} {each.url} → {each.status}" for each in wrong})


def unclean(met: Iterable[Met]) -> list[str]:
    """Inline code, double ids, nameless controls, English, and pages without the policy."""
    return sorted({f"{each.route}: {problem}" for each in met for problem in each.problems})


@pytest.mark.slow
def test_a_crawl_as_each_role_meets_no_foreign_canary(crawled: list[Met]) -> None:
    assert foreign(crawled) == []


@pytest.mark.slow
def test_no_link_is_dead_and_no_page_breaks(crawled: list[Met]) -> None:
    assert broken(crawled) == []


ASKED_BY_SCRIPTS = ("core:outbox_who", *(name for name in ACCESS if name.endswith(("_names", "_state"))))
AFTER_A_PRESS = (
    "core:view_open",
    "core:import_file",
    "core:import_errors",
    "core:export_job",
    "core:export_file",
    "core:list_file",
    "core:picked_result",
    "targets:brief_file",
)
# The world has an open season; what a leader sees without one is in tests/finance/market/test_formula.py.
WITHOUT_A_SEASON = ("finance:season_create",)
UNLINKED = ("admin:*", "home", "core:components", *ASKED_BY_SCRIPTS, *AFTER_A_PRESS, *WITHOUT_A_SEASON)


@pytest.mark.slow
def test_the_crawl_reaches_every_page(crawled: list[Met]) -> None:
    pages = {name for name, row in ACCESS.items() if row.read and name not in UNLINKED}
    assert pages - {met.route for met in crawled if met.status in (200, 302)} == set(), "pages that no link leads to"


@pytest.mark.slow
def test_every_page_is_clean_markup(crawled: list[Met]) -> None:
    assert unclean(crawled) == []


def test_the_crawl_can_fail(world: World, client_for: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: let every liaison officer see every firm, and the crawl must notice."""
    allowed = world.visible_canaries(world.cast.liaison)
    monkeypatch.setattr("enterprises.models.EnterpriseQuerySet.visible_to", lambda self, user: self)
    seen = body(client_for(world.cast.liaison).get("/enterprises/"))
    assert set(CANARY.findall(seen)) - allowed


def test_no_queryset_opens_what_is_closed_to_somebody(world: World) -> None:
    """The world says by itself what is closed to whom: strangers, and people who have moved on."""
    active = [person for person in world.cast if person.is_active]  # the others come no further than the door
    opened = {person.username: world.visible_canaries(person) & world.closed_to(person) for person in active}
    assert {who: sorted(words)[:3] for who, words in opened.items() if words} == {}


@pytest.mark.parametrize("page", ["/enterprises/", "/enterprises/visits/", "/enterprises/requests/", "/projects/"])
def test_what_moved_on_can_fail(world: World, client_for: Any, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    """Negative control: let an assignment that ended count on, and the former officer meets what is closed."""
    monkeypatch.setattr("enterprises.models.firms.LiaisonAssignmentQuerySet.current", lambda self, on=None: self)
    seen = body(client_for(world.cast.former_liaison).get(page))
    assert set(CANARY.findall(seen)) & world.closed_to(world.cast.former_liaison)


@pytest.mark.slow
def test_a_closed_account_comes_no_further_than_the_door(crawled: list[Met], world: World) -> None:
    met = [met for met in crawled if met.who == world.cast.gone_handler.username]
    assert {met.route for met in met if met.status != 302} == {"core:login"}
    assert len(met) > len(STARTS), "the control: every start was tried, and led to the door"


DETAILS: dict[type, tuple[str, str]] = {
    Enterprise: ("/enterprises/{}/", "pk"),
    Visit: ("/enterprises/visits/{}/", "pk"),
    Request: ("/enterprises/requests/{}/", "pk"),
    Project: ("/projects/{}/", "code"),
    Action: ("/projects/actions/{}/", "number"),
    Blocker: ("/projects/blockers/{}/", "pk"),
    Talent: ("/talent/{}/", "pk"),
    TalentNeed: ("/talent/needs/{}/", "pk"),
    VisitHandoff: ("/enterprises/handoffs/{}/", "pk"),
    CreditLine: ("/finance/lines/{}/", "pk"),
    Product: ("/finance/market/{}/", "pk"),
}
DEEPER = (
    "transfer/",
    "resolve/",
    "step/",
    "print/",
    "plan/",
    "override/",
    "waiver/",
    "edit/",
    "history/",
    "update/",
    "unchanged/",
    "answer/",
    "finish/",
    "note/",
    "ask/",
    "close/",
    "reopen/",
    "draw/",
    "take/",
    "return/",
    "request/",
    "explain/",
    "fill/",
    "withdraw/",
    "end/",
)


def below(page: str) -> list[str]:
    """The addresses that lie below an object's page; others are 404 for everybody and would prove nothing."""
    return [page + word for word in DEEPER if is_routed(page + word)]


def is_routed(url: str) -> bool:
    try:
        return bool(resolve(url))
    except Resolver404:
        return False


def test_every_word_leads_somewhere() -> None:
    """Below some object there is such an address: a word of a route that was renamed would ask for nothing."""
    pages = [pattern.format(1) for pattern, _lookup in DETAILS.values()]
    assert {word for word in DEEPER if any(is_routed(page + word) for page in pages)} == set(DEEPER)
    assert all(map(is_routed, pages))


@pytest.mark.parametrize("who", one_in(len(PEOPLE), ("liaison", *(name for name in PEOPLE if name != "liaison"))))
def test_a_foreign_object_is_not_found(world: World, client_for: Any, who: str) -> None:
    person, wrong = getattr(world.cast, who), []
    client, refusals = client_for(person), (403, 404, 405) if person.is_active else (302,)
    for model, (pattern, lookup) in DETAILS.items():
        seen = set(model.objects.visible_to(person).values_list("pk", flat=True)) if person.is_active else set()
        for n, row in enumerate(model.objects.exclude(pk__in=seen).order_by("-pk")):
            url = pattern.format(getattr(row, lookup))
            deeper = below(url) if n < 3 else []
            leads_on = getattr(row, "merged_into_id", None) in seen  # to the file that it became part of
            asked = [(client.get(to).status_code, "GET", to) for to in (*([] if leads_on else [url]), *deeper)]
            asked += [(client.post(to).status_code, "POST", to) for to in deeper]
            wrong += [f"{way} {to} → {code}" for code, way, to in asked if code not in refusals]
    assert wrong == []


def test_foreign_photos_are_not_found(world: World, client_for: Any) -> None:
    cast, foreign = world.cast, world.foreign
    assert client_for(cast.liaison).get(f"/enterprises/visits/photos/{foreign.visit_photo.key}/").status_code == 404
    assert client_for(cast.liaison).get(f"/projects/photos/{foreign.update_photo.key}/").status_code == 404
    assert client_for(cast.handler).get(f"/projects/photos/{foreign.update_photo.key}/").status_code == 404
    proof = foreign.request.proofs.get().attachment.key
    assert client_for(cast.liaison).get(f"/enterprises/requests/proofs/{proof}/").status_code == 404
    own = client_for(cast.liaison).get(f"/enterprises/visits/photos/{world.own.visit_photo.key}/")
    assert own.status_code == 200
    assert body(own)


def test_a_post_with_foreign_ids_changes_nothing(world: World, client_for: Any) -> None:
    liaison, bank = client_for(world.cast.liaison), client_for(world.cast.bank)
    before = (Visit.objects.count(), CreditLine.objects.count())
    visit = {"enterprise": world.foreign.firm.pk, "mode": "phone", "on": "2026-11-23", "notes": "看看"}
    visit |= {"client_id": "6f1c1f0e-0000-4000-8000-000000000001", "request-TOTAL_FORMS": 0, "request-INITIAL_FORMS": 0}
    assert liaison.post("/enterprises/visits/new/", visit).status_code == 200
    line = {"enterprise": world.own.firm.pk, "institution": world.foreign.institution.pk, "granted_wan": "100"}
    bank.post("/finance/lines/new/", line | {"granted_on": "2026-11-01"})
    assert (Visit.objects.count(), CreditLine.objects.count()) == before


VIEW_RULES: dict[type, str] = {
    Project: "projects.view_project",
    Action: "projects.view_action",
    Blocker: "projects.view_blocker",
    Enterprise: "enterprises.view_enterprise",
    Visit: "enterprises.view_visit",
    Request: "enterprises.view_request",
    Talent: "talent.view_talent",
    TalentNeed: "talent.view_talentneed",
    CreditLine: "finance.view_creditline",
    FinancingNeed: "finance.view_financingneed",
    Product: "finance.view_product",
}


@pytest.mark.parametrize("model", VIEW_RULES, ids=lambda model: model.__name__)
def test_visible_to_agrees_with_its_predicate(model: type, world: World) -> None:
    for person in world.cast:
        person = User.objects.get(pk=person.pk)  # without the permission cache of an earlier question
        seen = set(model.objects.visible_to(person).values_list("pk", flat=True))
        told = {row.pk for row in model.objects.all() if person.has_perm(VIEW_RULES[model], row)}
        assert seen == told, person.username


@pytest.mark.parametrize("role", one_in(len(Role), PEOPLE[: len(Role)]))
def test_a_link_is_shown_only_to_those_who_may_open_it(world: World, client_for: Any, role: str) -> None:
    """The top bar of each role leads to no refusal."""
    person = getattr(world.cast, role)
    page = body(client_for(person).get("/workbench/"))
    for url in set(re.findall(r'<a href="(/[^"]*)"', page)):
        assert client_for(person).get(url).status_code in (200, 302), f"{person.username} {url}"
    assert ('href="/dashboard/"' in page) == may_open(person, "targets:dashboard")
    assert ('href="/admin/"' in page) == person.holds(Role.ADMIN)
