"""What an attacker with a log-in tries: nonsense in every field and filter, code in every text, others' numbers."""

import re
import uuid
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urljoin

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from core.models import Notice, Tapped
from core.office.decoding import MOST_PIXELS
from enterprises.models import Enterprise, Request, Visit
from finance.models import CreditLine, FinancingNeed
from projects.models import Project, Update
from talent.models import Talent
from tests.sampling import one_in
from tests.test_canary import body, crawl
from tests.world import World

pytestmark = pytest.mark.django_db
CODE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"
NONSENSE = (
    "\x00",
    CODE,
    "9" * 400,
    "1e30",
    "NaN",
    "Infinity",
    "-1",
    "99999999999999.999",
    "0001-01-01",
    "9999-12-31",
    "²",
    "١٢",
    "../../etc/passwd",
    "\u202e\ufeff\ufffd",
)
STARTS = ("/workbench/", "/projects/", "/projects/new/", "/enterprises/", "/enterprises/new/", "/me/password/")
STARTS += ("/enterprises/visits/new/", "/enterprises/requests/", "/talent/", "/talent/new/", "/notices/")
STARTS += ("/finance/market/", "/finance/market/new/", "/finance/season/", "/finance/season/new/")
STARTS += ("/finance/", "/finance/lines/new/", "/finance/needs/", "/finance/needs/new/")


class Forms(HTMLParser):
    """Every form of a page that is sent by POST: its address and what a browser would send."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self.here, self.found, self.open = here, [], {}
        self.select = self.area = ""
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside, self.open = given.get("method") == "post", {}
            self.found += [(urljoin(self.here, given.get("action", "")), self.open)] if self.inside else []
        name = given.get("name", "")
        if tag == "option" and self.select and ("selected" in given or self.select not in self.open):
            self.open[self.select] = given.get("value", "")
        if not (self.inside and name):
            return
        if tag == "select":
            self.select = name
        elif tag == "textarea":
            self.area, self.open[name] = name, ""
        elif tag == "input" and given.get("type") in ("checkbox", "radio"):
            if "checked" in given or name not in self.open:
                self.open[name] = given.get("value", "on")
        elif tag == "input" and given.get("type") not in ("file", "submit"):
            self.open[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "select":
            self.select = ""
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.open[self.area] += data


def forms_of(client: Client) -> Iterator[tuple[str, dict[str, str]]]:
    """One form of each address pattern that this person meets."""
    met = set()
    for url, response in crawl(client, STARTS, most=2):
        page = body(response)
        if response.status_code != 200 or "text/html" not in response.get("Content-Type", ""):
            continue
        parser = Forms(url)
        parser.feed(page)
        for address, fields in parser.found:
            pattern = "".join("0" if sign.isdigit() else sign for sign in address)
            if pattern not in met and not address.startswith(("/logout", "/language")):
                met.add(pattern)
                yield address, {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}


def distortions(fields: dict[str, str]) -> Iterator[dict[str, str]]:
    """The form with nonsense everywhere, and with the worst in one field while a browser sends the others."""
    typed = [name for name in fields if not name.endswith("_FORMS")]
    yield from (fields | dict.fromkeys(typed, nonsense) for nonsense in NONSENSE)
    one_of_each = {re.sub(r"\d+", "0", name): name for name in fields}.values()  # rows of a formset are alike
    yield from (fields | {name: "\x00" if name in typed else "9" * 40} for name in one_of_each)
    yield {}


@pytest.mark.parametrize("role", one_in(6, ["talent", "project", "liaison", "handler", "finance", "bank"]))
def test_no_form_breaks(shared_world: World, client_for: Any, role: str) -> None:
    client = client_for(getattr(shared_world.cast, role))
    client.raise_request_exception = False
    broken, sent = [], 0
    for address, fields in list(forms_of(client)):
        for distorted in distortions(fields):
            sent += 1
            answer = client.post(address, distorted)
            if answer.status_code >= 500:
                wrong = {name: value[:20] for name, value in distorted.items() if value != fields[name]}
                broken.append(f"{address} {wrong if len(wrong) < 3 else next(iter(wrong.values()))}")
    assert sent > 15
    assert sorted(set(broken)) == []


def filled(fields: dict[str, str]) -> dict[str, str]:
    """The form with something sensible where a person has left nothing."""
    today = f"{timezone.localdate()}"
    guess = {"on": today, "due_on": today, "raised_on": today, "granted_on": today, "text": "补充说明", "notes": "看看"}
    return {name: value or guess.get(name.split("-")[-1], value) for name, value in fields.items()}


@pytest.mark.parametrize("role", one_in(6, ["handler", "leader", "project", "liaison", "talent", "finance"]))
def test_the_number_of_another_press_breaks_nothing(shared_world: World, client_for: Any, role: str) -> None:
    """Every form that carries a number is sent under that of another row, of each table that has one."""
    client = client_for(getattr(shared_world.cast, role))
    client.raise_request_exception = False
    tables = [model for model in apps.get_models() if issubclass(model, Tapped)]
    taken = [model._base_manager.values_list("client_id", flat=True).last() for model in tables]
    numbered = [(to, fields) for to, fields in forms_of(client) if any(name.endswith("client_id") for name in fields)]
    broken = []
    for address, fields in numbered:
        name = next(name for name in fields if name.endswith("client_id"))
        for number in filter(None, taken):
            answer = client.post(address, filled(fields) | {name: str(number)})
            broken += [f"{address} {answer.status_code}"] if answer.status_code >= 500 else []
    assert numbered
    assert broken == []


@pytest.mark.parametrize("role", one_in(2, ["bank", "leader"]))
def test_no_list_breaks(shared_world: World, client_for: Any, role: str) -> None:
    client = client_for(getattr(shared_world.cast, role))
    client.raise_request_exception = False
    lists = ["/projects/", "/enterprises/", "/enterprises/visits/", "/enterprises/requests/", "/enterprises/plans/"]
    lists += ["/talent/", "/finance/", "/finance/needs/", "/notices/", "/dashboard/", "/search/"]
    broken = []
    for url in lists:
        page = client.get(url)
        fields = page.context["filter"].form.fields if page.context and "filter" in page.context else ["q", "as_of"]
        names = [*fields, "page", "nonsense"]
        queries = ["&".join(f"{name}={quote(nonsense)}" for name in names) for nonsense in NONSENSE]
        queries += [f"{name}={quote(nonsense)}" for name in names for nonsense in ("\x00", "9" * 40)]
        broken += [f"{url}?{query[:60]}" for query in queries if client.get(f"{url}?{query}").status_code >= 500]
        if client.get(f"{url}?%ED%A0%80=%FF&q=%ED%A0%80").status_code >= 500:
            broken.append(f"{url} with bytes that are no text")
    assert broken == []


PARAMETERS = {
    "/projects/decisions/": ("leader", "refused", "at"),
    "/projects/actions/give/": ("project",),
    "/projects/chart/": ("undrawn", "group", "zoom"),
    "/dashboard/explore/": ("line", "add", "since", "until", "grain", "measure", "programme"),
    "/dashboard/zone_output/": ("then", "scope", "programme", "cut"),
    "/dashboard/figures/decisions_pending/": ("scope", "as_of"),
    "/enterprises/chain/": ("cluster", "firm", "link"),
}


@pytest.mark.parametrize("url", PARAMETERS)
def test_no_parameter_of_a_page_breaks_it(shared_world: World, client_for: Any, url: str) -> None:
    """What an address asks for besides its filters, each by itself and twice."""
    client = client_for(shared_world.cast.leader)
    client.raise_request_exception = False
    wrong = [*NONSENSE, "\x00", "9" * 40, "-1", "none", "a:b:c"]
    queries = [f"{name}={quote(text)}&{name}={quote(text)}" for name in PARAMETERS[url] for text in wrong]
    assert [query for query in queries if client.get(f"{url}?{query}").status_code >= 500] == []
    assert client.get(url).status_code == 200, "the control"


@pytest.mark.parametrize(
    "path", ["/projects/%00/", "/projects/" + "9" * 400 + "/", "/enterprises/" + "9" * 30 + "/", "/dashboard/%00/"]
)
def test_no_address_breaks(shared_world: World, client_for: Any, path: str) -> None:
    assert client_for(shared_world.cast.leader).get(path).status_code == 404


@pytest.mark.parametrize("readers", one_in(2, ["leader", "everybody"]))
def test_code_in_a_text_is_shown_as_text(shared_world: World, client_for: Any, readers: str) -> None:
    """Every text that people write carries code; no page of anybody sends it as code."""
    for model, field in (
        (Enterprise, "short_name"),
        (Enterprise, "address"),
        (Visit, "notes"),
        (Visit, "received_by"),
        (Request, "text"),
        (Project, "name"),
        (Project, "partner"),
        (Update, "done"),
        (Update, "next"),
        (Talent, "name"),
        (Talent, "title"),
        (FinancingNeed, "purpose"),
        (Notice, "title"),
        (Notice, "body"),
    ):
        longest = model._meta.get_field(field).max_length or 300
        for row in model.objects.all():
            model.objects.filter(pk=row.pk).update(**{field: (f"{row.pk}{CODE}")[:longest]})
    shown, raw = 0, []
    for person in shared_world.cast if readers == "everybody" else [shared_world.cast.leader]:
        for url, response in crawl(client_for(person), STARTS, most=2):
            if response["Content-Type"].startswith("text/csv"):  # a file that no browser takes for a page
                assert "attachment" in response["Content-Disposition"]
                continue
            page = body(response)
            shown += "&lt;script" in page
            if "<script>alert" in page or "<img src=x" in page:
                raw.append(f"{person.username} {url}")
    assert shown > (50 if readers == "everybody" else 20), "the control: the texts do appear"
    assert raw == []


def test_anothers_number_brings_nothing_to_light(shared_world: World, client_for: Any) -> None:
    """The number that makes a second tap harmless is no key to what somebody else sent under it."""
    foreign, bank = shared_world.foreign, client_for(shared_world.cast.bank)
    number = uuid.uuid4()
    line = CreditLine.objects.filter(enterprise=foreign.firm).first()
    CreditLine.objects.filter(pk=line.pk).update(client_id=number)
    answer = bank.post(
        "/finance/lines/new/", {"client_id": str(number), "granted_wan": "1", "granted_on": "2026-01-05"}
    )
    assert answer.status_code == 200
    assert str(line.pk) not in answer.get("Location", "")

    visit = Visit.objects.filter(enterprise=foreign.firm).first()
    Visit.objects.filter(pk=visit.pk).update(client_id=number)
    liaison = client_for(shared_world.cast.liaison)
    sent = {"client_id": str(number), "enterprise": shared_world.own.firm.pk, "mode": "phone", "on": "2026-11-23"}
    sent |= {"notes": "看看", "request-TOTAL_FORMS": "0", "request-INITIAL_FORMS": "0"}
    answer = liaison.post("/enterprises/visits/new/", sent)
    assert str(foreign.firm.pk) not in answer.get("Location", "").split("/")
    assert str(foreign.firm) not in body(answer)


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_no_way_leads_out_of_the_house(shared_world: World, client_for: Any, to: str) -> None:
    somebody = client_for(shared_world.cast.leader)
    assert "evil" not in somebody.post("/language/", {"language": "en", "next": to}).get("Location", "")
    assert "evil" not in somebody.post("/language/", {"language": "en"}, HTTP_REFERER=to).get("Location", "")
    notice = Notice.objects.create(
        user=shared_world.cast.leader, title="x", url=to, dedupe_key=uuid.uuid4().hex, created_at=timezone.now()
    )
    assert "evil" not in somebody.post(f"/notices/{notice.pk}/open/").get("Location", "")
    fresh = Client()
    page = fresh.get("/login/", {"next": to})
    assert page.status_code == 200


def test_photos_are_decoded_by_few_readers() -> None:
    """No format that runs other programs or follows links is opened."""
    assert set(MOST_PIXELS) == {"JPEG", "PNG", "WEBP", "HEIF"}


def test_every_answer_carries_its_guards(shared_world: World, client_for: Any) -> None:
    answer = client_for(shared_world.cast.leader).get("/dashboard/")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "same-origin" in answer["Referrer-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"


def test_a_form_without_its_token_is_refused(shared_world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(shared_world.cast.talent)
    before = Talent.objects.count()
    assert strict.post("/talent/new/", {"name": "x"}).status_code == 403
    assert Talent.objects.count() == before
