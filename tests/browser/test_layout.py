"""What lists, forms and prints look like: whole on paper, true after Back, an error in sight, one long word alone."""

import re

import pytest
from django.test import Client

from core.models import User
from enterprises.models import Enterprise
from projects.models import Project
from tests.browser.conftest import Seat
from tests.browser.everywhere import ROLES, first_met
from tests.browser.paper import glyphs
from tests.browser.visitor import DESK, PHONE, SMALL, Visitor

LISTS = (
    "/projects/",
    "/projects/?all=1",
    "/projects/chart/",
    "/projects/board/",
    "/projects/actions/",
    "/projects/blockers/",
    "/projects/leads/",
    "/projects/weeks/",
    "/projects/weeks/now/",
    "/projects/decisions/",
    "/projects/handover/",
    "/enterprises/",
    "/enterprises/requests/",
    "/enterprises/plans/",
    "/enterprises/gaps/?show=all",
    "/enterprises/liaisons/",
    "/talent/",
    "/finance/",
    "/finance/needs/",
    "/dashboard/",
)
LONG = "Ultraprecisionelectromechanicalsemiconductorphotolithographyequipmentmanufacture"


def sheets(me: Visitor, path: str) -> list[int]:
    """How much stands on each sheet of a print."""
    assert me.open(path) == 200, path
    return glyphs(me.page.pdf(prefer_css_page_size=True))


def begins_empty(of: list[int]) -> bool:
    """Whether the first sheet holds less than a third of what the fullest holds: a title, and perhaps some tiles."""
    return of[0] < max(of) / 3


def test_no_print_begins_with_a_sheet_of_nothing(seat: Seat) -> None:
    me = seat("leader", DESK)
    printed = {path: sheets(me, path) for path in LISTS}
    assert {path: of for path, of in printed.items() if begins_empty(of)} == {}
    assert len(printed["/projects/?all=1"]) > len(printed["/projects/"]), "the whole list is longer than its first page"


def test_the_look_at_paper_can_fail(seat: Seat) -> None:
    """Negative control: keep each panel on one sheet, and the list begins on the second."""
    me = seat("leader", DESK, bypass_csp=True)
    me.open("/projects/?all=1")
    me.page.add_style_tag(content="@media print { .panel { break-before: page; } }")
    assert begins_empty(glyphs(me.page.pdf(prefer_css_page_size=True)))


def test_printing_a_page_of_a_list_prints_all_of_it(seat: Seat) -> None:
    me = seat("leader", DESK)
    me.context.add_init_script("window.prints = 0; window.print = () => { window.prints += 1; };")
    me.open("/projects/?lamp=green")
    wanted = int(re.search(r"共 (\d+) 条", me.text())[1])  # pyright: ignore[reportOptionalSubscript]
    assert me.page.locator("tbody tr").count() < wanted
    me.page.keyboard.press("Control+p")
    me.page.wait_for_url("**all=1**")
    assert "lamp=green" in me.page.url, "what was filtered is filtered on paper"
    assert me.page.locator("tbody tr").count() == wanted
    assert me.page.evaluate("window.prints") == 1
    me.page.emulate_media(media="print")
    assert me.page.locator(".picked .pick").first.is_visible(), "the filter is said"
    me.page.reload()
    assert me.page.evaluate("window.prints") == 0, "a page that is loaded again does not print once more"
    assert me.faults == []


def test_back_shows_the_filter_that_is_in_force(seat: Seat) -> None:
    me = seat("leader", DESK)
    page = me.page
    for path in ("/projects/?page=2", "/talent/?page=2", "/projects/actions/"):
        me.open(path)
        field = page.locator("form.filters select").first
        name = field.get_attribute("name")
        field.select_option(index=1)
        page.wait_for_url(f"**{name}=**")
        page.go_back()
        page.wait_for_url(f"**{path}")
        assert page.locator("form.filters select").first.input_value() == "", path
    assert me.faults == []


@pytest.mark.parametrize("size", [DESK, PHONE, SMALL], ids=["desk", "phone", "small"])
def test_one_long_word_squeezes_nothing(seat: Seat, size: tuple[int, int]) -> None:
    who = User.objects.get(username="project")
    project = Project.objects.filter(responsible=who, enterprise__isnull=False).exclude(code="")[0]
    firm = Enterprise.objects.get(pk=project.enterprise_id)
    names, brief = (project.name, firm.full_name, firm.short_name), f"/projects/{project.code}/"
    try:
        Project.objects.filter(pk=project.pk).update(name=LONG)
        Enterprise.objects.filter(pk=firm.pk).update(full_name=LONG, short_name=LONG[:40])
        me = seat("leader", size)
        for path in ("/projects/?q=Ultra", brief, f"{brief}history/", f"/enterprises/{firm.pk}/", "/projects/meeting/"):
            assert me.open(path) == 200
            me.faults += [f"{path}: {cell}" for cell in me.asked("squeezed")]
        for path in (f"{brief}edit/", f"{brief}plan/"):
            other = seat(who, size)
            assert other.open(path) == 200
            me.faults += other.faults
        assert me.faults == []
        loose = seat(who, size, bypass_csp=True)
        loose.page.goto(loose.base + brief)
        loose.page.add_style_tag(content="* { overflow-wrap: normal !important; }")
        loose.measure()
        assert bool(loose.faults) == (size != DESK), "the control: without that, phones have to be pushed aside"
    finally:
        Project.objects.filter(pk=project.pk).update(name=names[0])
        Enterprise.objects.filter(pk=firm.pk).update(full_name=names[1], short_name=names[2])


ASKS = re.compile(r"<(?:input|textarea|select)[^>]* required")


def refusing(role: str) -> list[tuple[str, int]]:
    """The forms in which something must be filled in, on the pages that this role is the first to come to: each as
    its page's address and its place among the forms there that are sent. What htmx sends is answered in its place."""
    client = Client()
    client.force_login(User.objects.get(username=role))
    found = []
    for url in first_met(role).values():
        sent = re.findall(r"<form[^>]*method=\"post\".*?</form>", client.get(url).content.decode(), re.S)
        found += [(url, n) for n, form in enumerate(sent) if ASKS.search(form) and "data-hx-post" not in form]
    return found


def test_after_a_refused_save_the_first_error_is_in_sight(seat: Seat) -> None:
    """Every form that must refuse what is left empty, on a phone: it has the focus, and no bar lies over it."""
    hidden, tried = [], 0
    for role in ROLES:
        me = seat(role, PHONE)
        for url, n in refusing(role):
            me.page.goto(me.base + url, wait_until="domcontentloaded")
            if not me.asked("spoilNth", n):
                continue
            tried += 1
            with me.page.expect_navigation():
                me.asked("send", n)
            if wrong := me.asked("errorOutOfSight"):
                hidden.append(f"{role} {url} form {n}: {wrong}")
        assert me.faults == []
    assert hidden == []
    assert tried > 30, "the control: forms were found, and sent"
