"""目标看板 without the demo: an empty house, and the bare facts."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from core.enums import Lamp, Role
from core.models import User
from targets.course.compared import spark, weeks
from targets.course.drawing import chart
from targets.course.steps import months
from targets.readings import read_all
from tests.browser.paper import A3, formats

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(client_for: Any) -> Client:
    return client_for(User.objects.create(username="boss", name="示例领导", roles=[Role.LEADER]))


def test_an_empty_house_says_what_to_do(leader: Client) -> None:
    page = leader.get("/dashboard/")
    assert page.status_code == 200
    assert "load_facts" in page.content.decode()


def test_facts_alone_show_null_as_not_reported(leader: Client) -> None:
    call_command("load_facts", verbosity=0)
    page = leader.get("/dashboard/?as_of=2021-04-06").content.decode()
    assert "尚无报送" in page
    assert "11.25" in page
    assert "300 亿元目标未落实承接主体" in page


def test_an_empty_house_compares_nothing(leader: Client) -> None:
    assert leader.get("/dashboard/compare/").status_code == 200


def test_facts_alone_are_not_drawn_and_held_against_nothing(leader: Client) -> None:
    """Nothing that is missing is shown as nought."""
    call_command("load_facts", verbosity=0)
    silent = [each for each in read_all(timezone.localdate()) if not each.is_registered]
    assert silent
    for reading in silent:
        assert months(reading) == []
        assert chart(reading, []) is None
        assert spark(weeks(reading)) == ""
        assert {each.lamp for each in weeks(reading)} == {Lamp.GREY}
        page = leader.get(f"/dashboard/{reading.target.key}/").content.decode()
        assert reading.indicator.silence in page
        assert "较上个周一" not in page
    page = leader.get("/dashboard/compare/").content.decode()
    assert "尚无登记" in page
    assert "尚无报送" in page


REGISTERS = ("talent_total", "credit_registered", "listing_reserve", "needs_raised")


@pytest.mark.parametrize("key", REGISTERS)
def test_an_empty_register_is_not_shown_as_nought_on_the_page_of_its_figure(leader: Client, key: str) -> None:
    call_command("load_facts", verbosity=0)
    page = leader.get(f"/dashboard/figures/{key}/").content.decode()
    assert re.search(r'class="tile-value">\s*<b class="none">尚无登记</b>', page)
    assert "没有明细" in page


def test_what_was_never_reported_is_said_so_on_the_page_of_its_figure(leader: Client) -> None:
    call_command("load_facts", verbosity=0)
    assert '<b class="none">尚无报送</b>' in leader.get("/dashboard/figures/zone_output/").content.decode()


def test_no_page_of_an_empty_house_shows_a_sum_of_nought(leader: Client) -> None:
    """Sums of registers without one row say so. The control: reported figures stand there."""
    call_command("load_facts", verbosity=0)
    for url in ("/finance/", "/finance/needs/", "/talent/", "/enterprises/plans/"):
        page = leader.get(url)
        assert page.status_code == 200, url
        html = page.content.decode()
        assert not re.findall(r"<b[^>]*>(?:\s|<a[^>]*>)*(?:0|0\.00)(?:\s|</a>)*</b>", html), url
    assert "11.25" in leader.get("/finance/").content.decode()


LINKED = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)">')


def on_paper(page: str, folder: Path) -> list[tuple[int, int]]:
    """The formats of the sheets on which a Chromium of its own prints a page: no server sees what is not committed."""
    styled = LINKED.sub(lambda link: f"<style>{Path(str(finders.find(link[1]))).read_text()}</style>", page)
    source, pdf = folder / "page.html", folder / "page.pdf"
    source.write_text(styled)
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={folder}/profile",
    ]
    command = [os.environ["ZONE_TEST_CHROMIUM"], *options, f"--print-to-pdf={pdf}", source.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return formats(pdf.read_bytes())


@pytest.mark.browser
def test_facts_alone_are_one_a3_to_pin_to_a_wall(leader: Client, tmp_path: Path) -> None:
    call_command("load_demo", "--facts-only", verbosity=0)
    page = leader.get("/dashboard/").content.decode()
    assert LINKED.search(page)
    assert on_paper(page, tmp_path) == [A3]
    larger = page.replace("</head>", "<style>@media print { .print-board { zoom: 2; } }</style></head>")
    assert len(on_paper(larger, tmp_path)) > 1, "the control: twice as large it is more"
