"""Where the system is dark: everything can still be read, and paper stays white."""

import pytest

from tests.browser.conftest import Seat
from tests.browser.visitor import DESK

PAGES = {
    "leader": (
        "/dashboard/",
        "/dashboard/zone_output/",
        "/dashboard/map/",
        "/dashboard/compare/",
        "/dashboard/explore/?line=zone_output&line=talent_total",
        "/workbench/",
        "/projects/",
        "/projects/chart/",
        "/projects/board/",
        "/projects/meeting/",
        "/talent/",
        "/finance/",
    ),
    "liaison": ("/enterprises/", "/enterprises/visits/new/", "/enterprises/requests/", "/import/", "/me/"),
}


@pytest.mark.slow
@pytest.mark.parametrize("role", PAGES)
def test_the_dark_can_be_read(seat: Seat, role: str) -> None:
    me = seat(role, DESK, color_scheme="dark")
    for page in PAGES[role]:
        assert me.open(page) == 200, page
    assert me.faults == []


def test_a_dark_that_cannot_be_read_is_noticed(seat: Seat) -> None:
    """The control: ink as dark as the paper."""
    me = seat("leader", DESK, color_scheme="dark")
    me.page.goto(f"{me.base}/dashboard/")
    me.page.evaluate("document.documentElement.style.setProperty('--zt-ink-2', '#1b2736')")
    me.hear()
    assert any("color-contrast" in fault for fault in me.faults)


def test_paper_is_white_all_the_same(seat: Seat) -> None:
    me = seat("leader", DESK, color_scheme="dark")
    me.open("/dashboard/")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert me.page.evaluate(ground) == "rgb(14, 22, 33)"
    me.page.emulate_media(media="print")
    assert me.page.evaluate(ground) == "rgb(255, 255, 255)"
    assert me.faults == []
