"""帮助: every role has its page, what it says leads somewhere, and its pictures are there in both languages."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import Client
from django.utils import translation

from core.enums import Role
from core.kernel.access import row_of
from tests.browser.test_help_pictures import SHOTS
from tests.projects.scene import person
from tests.world import World
from tests.zone_tracker.test_budgets import statements
from zone_tracker.help import pictures
from zone_tracker.help.guides import GUIDES
from zone_tracker.help.parts import PLACES, Line, Picture, file_of, roles_for

STATIC = Path(settings.BASE_DIR) / "static"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
LONGEST = 35  # characters of a line; nobody reads two
MOST_BYTES = 2_500_000  # of all pictures together
PICTURES = {each.name: each for each in vars(pictures).values() if isinstance(each, Picture)}
LIVE = [pytest.param(role, GUIDES[role], id=role.value) for role in Role if role in GUIDES]


def test_every_role_has_its_guide() -> None:
    assert set(Role.values) == GUIDES.keys()


@pytest.mark.parametrize(("role", "guide"), LIVE)
def test_ten_lines_and_three_pictures(role: Role, guide: Any) -> None:
    assert (len(guide.lines), len(guide.pictures)) == (10, 3)


@pytest.mark.parametrize("value", GUIDES)
def test_a_line_is_short(value: str) -> None:
    with translation.override("zh-hans"):
        lines = [str(line.text) for line in GUIDES[value].lines]
    assert [text for text in lines if len(text) > LONGEST or not text.endswith("。")] == []
    assert len(set(lines)) == 10


@pytest.mark.parametrize(("role", "guide"), LIVE)
def test_a_line_leads_to_a_page_that_is_open_to_the_role(role: Role, guide: Any) -> None:
    rows = {line.route: row_of(line.route) for line in guide.lines if line.route}
    assert [route for route, row in rows.items() if row is None or role not in row.read] == []


def test_every_place_has_a_name_and_is_led_to() -> None:
    led_to = {line.route for guide in GUIDES.values() for line in guide.lines if line.route}
    assert led_to == PLACES.keys()
    assert Line(PLACES["setup"]).place == "", "a line about many pages names none"


def test_pictures_are_there_in_both_languages_and_none_is_idle() -> None:
    """ZONE_SCREENSHOTS=1 and tests/browser/test_help_pictures.py write them."""
    shown = {picture.name for guide in GUIDES.values() for picture in guide.pictures}
    assert shown == PICTURES.keys() == SHOTS.keys()
    kept = {path.relative_to(STATIC).as_posix(): path.stat().st_size for path in (STATIC / "help").rglob("*.*")}
    assert kept.keys() == {file_of(name, language) for name in shown for language in LANGUAGES}
    assert sum(kept.values()) < MOST_BYTES


def test_own_roles_come_first_in_their_own_order() -> None:
    mine = roles_for(["liaison", "leader"])
    assert mine[:3] == [Role.LEADER, Role.LIAISON, Role.PROJECT_OFFICER]
    assert sorted(mine) == sorted(Role)


@pytest.mark.django_db
class TestThePages:
    def test_help_leads_to_the_page_of_the_own_role(self, shared_world: World, client_for: Any) -> None:
        for someone in shared_world.cast.roles():
            first = roles_for(someone.roles)[0]
            assert client_for(someone).get("/help/")["Location"] == f"/help/{first}/"

    def test_the_first_of_several_roles(self, client_for: Any) -> None:
        both = person("he", Role.LIAISON, Role.LEADER)
        assert client_for(both).get("/help/")["Location"] == "/help/leader/"
        page = client_for(both).get("/help/liaison/").content.decode()
        assert page.count("（我）") == 2

    @pytest.mark.parametrize("role", Role)
    def test_others_may_be_read_and_lead_nowhere_closed(self, role: Role, shared_world: World, client_for: Any) -> None:
        page = client_for(shared_world.cast.bank).get(f"/help/{role}/").content.decode()
        assert all(str(line.text) in page.replace("&quot;", '"') for line in GUIDES[role].lines)
        assert ('href="/projects/' in page) is False

    def test_a_word_that_is_no_role_is_not_found(self, shared_world: World, client_for: Any) -> None:
        assert client_for(shared_world.cast.leader).get("/help/mayor/").status_code == 404

    def test_the_pictures_speak_the_readers_language(self, shared_world: World, client_for: Any) -> None:
        client = client_for(shared_world.cast.leader)
        assert "/static/help/zh-hans/targets.webp" in client.get("/help/leader/").content.decode()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        page = client.get("/help/leader/").content.decode()
        assert "/static/help/en/targets.webp" in page
        assert "press Begin the meeting" in page

    def test_it_asks_no_more_than_the_frame_does(self, client_for: Any) -> None:
        client = client_for(person("lin", Role.LEADER))
        for url in ("/me/", "/help/leader/"):
            client.get(url)
        assert len(statements(client, "/help/leader/")) <= len(statements(client, "/me/")) <= 4

    def test_it_is_a_press_away_from_pages_and_forms(self, shared_world: World, client_for: Any) -> None:
        client = client_for(shared_world.cast.liaison)
        for url in ("/workbench/", "/enterprises/visits/new/"):
            assert 'href="/help/"' in client.get(url).content.decode()

    def test_strangers_see_no_way_to_it(self) -> None:
        assert 'href="/help/"' not in Client().get("/login/").content.decode()
        assert Client().get("/help/leader/")["Location"] == "/login/?next=/help/leader/"


@pytest.mark.parametrize("frame", ["base.html", "layout/focus.html", "layout/firm.html"])
def test_a_frame_without_anybody_has_no_way_to_it(frame: str) -> None:
    """And is drawn without a database."""
    assert 'href="/help/"' not in get_template(frame).render({})
