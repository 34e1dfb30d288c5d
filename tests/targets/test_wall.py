"""大屏: what a link opens, until when, what it never says, and that its figures are the dashboard's."""

import datetime as dt
import io
import json
import re
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.enums import Lamp
from core.guard.guessing import GUESSES
from core.kernel.keeping.freshness import forget
from core.models import User
from enterprises.models import Contact, Enterprise
from projects.enums import AgendaSection
from projects.meeting import actions
from projects.models import Period, Project
from projects.periods import ensure_period
from projects.week.freezing import freeze_now
from talent.models import Talent
from targets.enums import WallPage
from targets.models import WallToken
from targets.wall import links, meeting, pages
from targets.wall.discreet import discreet, named_in
from targets.wall.forms import WallForm
from tests.one_number import differing, shown_on

pytestmark = pytest.mark.django_db
HIGHLANDS = ["cluster_nev", "cluster_optics", "cluster_biomedical"]
DAY = dt.timedelta(days=1)


@pytest.fixture
def token(demo: None) -> WallToken:
    return links.make(place="三楼会议室", days=30, now=timezone.now())


def path(token: WallToken) -> str:
    return links.path_of(token)


def part(token: WallToken, page: str) -> str:
    """One page, as a running screen asks for it."""
    response = Client().get(path(token), {"page": page}, headers={"X-Wall": "part"})
    assert response.status_code == 200
    return response.content.decode()


def everything(token: WallToken) -> str:
    return "".join(part(token, page) for page in pages.order_of(token.pages, timezone.now()))


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


# --- The link -------------------------------------------------------------------------------------------------------
def test_it_opens_without_log_in_and_leaves_no_cookie(token: WallToken) -> None:
    response = Client().get(path(token))
    assert response.status_code == 200
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    html = response.content.decode()
    assert 'lang="zh-Hans"' in html
    assert f'<meta http-equiv="refresh" content="20;url=?page={WallPage.PROJECTS}">' in html
    assert html.count('class="wall-page"') == 2  # the second for a strip of 32:9


def test_it_is_in_chinese_whatever_the_browser_says(token: WallToken, settings: Any) -> None:
    screen = Client()
    screen.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "千名专业人才" in screen.get(path(token)).content.decode()


def test_wrong_expired_and_revoked_links_are_not_found(token: WallToken) -> None:
    screen, now = Client(), timezone.now()
    address = path(token)
    assert screen.get(address[:-2] + "x/").status_code == 404
    WallToken.objects.filter(pk=token.pk).update(made_at=now - 2 * DAY, expires_at=now)
    assert screen.get(address).status_code == 404
    WallToken.objects.filter(pk=token.pk).update(expires_at=now + DAY)
    assert screen.get(address).status_code == 200
    assert WallToken.objects.filter(pk=token.pk).revoke(by=None, now=now) == 1
    gone = screen.get(address)
    assert (gone.status_code, gone["X-Wall"]) == (404, "closed")
    assert "741" not in gone.content.decode()


def test_nothing_else_is_open_to_a_screen(token: WallToken) -> None:
    screen = Client()
    screen.get(path(token))
    for other in ("/dashboard/", "/projects/", "/dashboard/walls/", "/workbench/", f"{path(token)}overview/"):
        assert screen.get(other).status_code in (302, 404), other


def test_guessing_is_counted_and_slowed_down_but_a_live_link_goes_on_opening(token: WallToken) -> None:
    guesser = Client(REMOTE_ADDR="203.0.113.9")
    tried = [guesser.get(f"/dashboard/wall/guess-{n}/").status_code for n in range(GUESSES + 1)]
    assert tried == [404] * GUESSES + [429]
    assert guesser.get(path(token)).status_code == 200


def test_a_screen_whose_link_ended_is_no_guess(token: WallToken) -> None:
    screen = Client(REMOTE_ADDR="203.0.113.10")
    WallToken.objects.filter(pk=token.pk).revoke(by=None, now=timezone.now())
    assert {screen.get(path(token)).status_code for _n in range(GUESSES + 2)} == {404}


def test_the_secret_is_not_kept_and_no_log_line_holds_it(token: WallToken, capsys: Any) -> None:
    row = WallToken.objects.filter(pk=token.pk).values().get()
    assert token.secret not in repr(row)
    with override_settings(SECRET_KEY="another house"):
        assert WallToken.objects.get(pk=token.pk).secret == ""
    from core.kernel.logs import hide_secrets

    said = hide_secrets(None, "", {"event": f"GET {path(token)}?page=overview"})
    assert token.secret not in said["event"]


def test_last_seen_is_written_once_a_minute(token: WallToken) -> None:
    now = timezone.now()
    token.seen(now)
    token.refresh_from_db()
    assert token.last_seen_at == now
    token.seen(now + dt.timedelta(seconds=59))
    token.refresh_from_db()
    assert token.last_seen_at == now
    token.seen(now + dt.timedelta(seconds=60))
    token.refresh_from_db()
    assert token.last_seen_at == now + dt.timedelta(seconds=60)


def test_the_command_makes_and_revokes(demo: None) -> None:
    out = io.StringIO()
    call_command("wall_link", "--days", "2", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert list(told) == ["path"]
    assert Client().get(told["path"]).status_code == 200
    call_command("wall_link", "--revoke", f"https://zone.example{told['path']}", stdout=out)
    assert Client().get(told["path"]).status_code == 404
    for refused in (["--revoke", told["path"]], ["--revoke", "/dashboard/"], ["--days", "0"], ["--seconds", "1"]):
        with pytest.raises(CommandError):
            call_command("wall_link", *refused, stdout=out)


# --- What it shows ----------------------------------------------------------------------------------------------------
def test_pages_come_in_the_order_that_was_chosen(demo: None) -> None:
    chosen = [WallPage.REQUESTS, WallPage.HIGHLANDS, WallPage.OVERVIEW]
    token = links.make(place="大厅", days=1, now=timezone.now(), pages=chosen, seconds=45)
    html = Client().get(path(token)).content.decode()
    assert f'data-order="requests {" ".join(HIGHLANDS)} overview"' in html
    assert 'data-seconds="45"' in html
    assert 'data-key="requests"' in part(token, "meeting")  # one that it does not show


def test_the_meeting_is_left_out_of_a_week_without_one(token: WallToken) -> None:
    now = timezone.now()
    week = ensure_period(timezone.localdate(now))
    assert WallPage.MEETING in pages.order_of(token.pages, now)
    Period.objects.filter(pk=week.pk).update(cancelled=True)
    assert WallPage.MEETING not in pages.order_of(token.pages, now)
    assert pages.order_of([WallPage.MEETING], now) == [WallPage.OVERVIEW]


def test_the_figures_are_those_of_the_dashboard(token: WallToken, client_for: Any) -> None:
    forget()
    board = client_for(User.objects.get(username="leader")).get("/dashboard/").content.decode()
    tiles = re.findall(r'<div class="tile-value">\s*<b><a[^>]*>([^<]+)</a></b><span>([^<]+)</span>', board)
    assert len(tiles) == 4
    wall = part(token, WallPage.OVERVIEW)
    assert re.findall(r'<div class="wall-val"[^>]*>([\d.]+)<small>([^<]+)</small>', wall) == tiles
    rates = re.findall(r"<span>(?:完成率|序时) <b>([\d.]+%)</b></span>", board)
    assert re.findall(r"<span>(?:完成率|序时) <b>([\d.]+%)</b></span>", wall) == rates != []
    money = re.findall(r"<b[^>]*>([\d.]+)</b>\s*/\s*<b[^>]*>([\d.]+)</b>\s*亿元", wall)
    assert money
    assert all(figure in board for figure in money[0])
    lamps = dict(re.findall(r'data-lamp="(\w+)">.*?<b[^>]*>(\d+)</b>', part(token, WallPage.PROJECTS)))
    seen = pages.key_projects(timezone.localdate(), User.objects.get(username="leader"), now=timezone.now())
    assert lamps == {str(lamp): str(n) for lamp, n in seen.lamps}
    assert f">{seen.count}</b>" in wall


def test_every_figure_on_a_wall_is_the_one_it_says_it_is(token: WallToken) -> None:
    shown = [(each, "wall") for each in shown_on(everything(token))]
    assert len({each.key for each, _where in shown}) >= 8
    assert differing(shown) == []


@pytest.mark.parametrize("key", HIGHLANDS)
def test_a_highland_says_what_its_own_page_says(token: WallToken, client_for: Any, key: str) -> None:
    own = client_for(User.objects.get(username="leader")).get(f"/dashboard/{key}/").content.decode()
    (value,) = re.findall(r'data-value="[^"]+">([\d.]+)<', part(token, key))
    assert f">{value}<" in own


def test_nobody_is_named(token: WallToken) -> None:
    """Also not by a leader's own lamp, whose reason begins with the leader's name, or by what people typed."""
    leader, now = User.objects.get(username="leader"), timezone.now()
    project = Project.objects.key().filter(standing__system=Lamp.RED).first()
    week = ensure_period(timezone.localdate(now))
    said = {"title": f"请{leader.name}催办", "owner": leader, "due_on": timezone.localdate(now) - 400 * DAY}
    made = actions.issue(period=week, project=project, by=leader, now=now, client_id=token.client_id, **said)
    said_of_all = text_of(everything(token))
    assert made.number in said_of_all  # instead of the title
    for name in User.objects.exclude(name="").values_list("name", flat=True):
        assert name not in said_of_all, name
    for name in {*Contact.objects.values_list("name", flat=True), *Talent.objects.values_list("name", flat=True)}:
        assert name not in said_of_all or len(name) < 2, name


def test_a_text_that_names_a_person_or_a_firm_is_left_out(demo: None) -> None:
    firm = Enterprise.objects.exclude(short_name="").first().short_name
    person = User.objects.exclude(name="").first().name
    texts = [f"等{person}回话", f"{firm}未签约", "环评批复滑动 63 天"]
    names = named_in(texts)
    assert {firm, person} <= names
    assert [discreet(text, names) for text in texts] == ["", "", "环评批复滑动 63 天"]


def test_before_the_meeting_while_it_lasts_and_after_it(token: WallToken) -> None:
    now = timezone.now()
    week, viewer = ensure_period(timezone.localdate(now)), pages.VIEWER
    before = meeting.meeting_of(week, viewer, now=week.meets_at - dt.timedelta(hours=1))
    assert (before.phase, before.used, set(before.bar)) == ("before", None, {""})
    leader = User.objects.get(username="leader")
    if not Period.objects.get(pk=week.pk).agenda.exists():
        freeze_now(week, now=now)
    week = Period.objects.get(pk=week.pk)
    first = week.agenda.taken().order_by("rank").first()
    first.record("已议", before="", by=leader, now=now)
    during = meeting.meeting_of(week, viewer, now=week.meets_at + dt.timedelta(minutes=17))
    assert (during.phase, during.used, during.place) == ("now", 17, 2)
    assert during.bar[:2] == ["past", "now"]
    assert [topic.now for topic in during.topics].count(True) == 1
    after = meeting.meeting_of(week, viewer, now=week.meets_at + DAY)
    assert (after.phase, set(after.bar)) == ("after", {"past"})
    assert str(AgendaSection.RED.label) in [topic.name for topic in after.topics]


def test_a_page_that_was_made_already_asks_little(token: WallToken) -> None:
    screen = Client()
    for page in pages.order_of(token.pages, timezone.now()):
        part(token, page)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            screen.get(path(token), {"page": page}, headers={"X-Wall": "part"})
        assert len(asked) <= 8, (page, [each["sql"] for each in asked])


# --- Its page ---------------------------------------------------------------------------------------------------------
FORM = {
    "place": "三楼会议室",
    "days": "7",
    "seconds": "30",
    "order_projects": "1",
    "order_overview": "2",
    "client_id": "5f0f9f0e-6f0b-4ad4-8f2b-0a4c7a8f1d11",
}


def test_a_leader_makes_a_link_sees_it_once_and_revokes_it(demo: None, client_for: Any) -> None:
    leader = client_for(User.objects.get(username="leader"))
    html = leader.post("/dashboard/walls/", FORM).content.decode()
    (link,) = re.findall(r'value="http://testserver(/dashboard/wall/[^"]+)"', html)
    token = WallToken.objects.get(place="三楼会议室")
    assert (token.pages, token.seconds, token.made_by.username) == (["projects", "overview"], 30, "leader")
    assert Client().get(link).status_code == 200
    assert link not in leader.get("/dashboard/walls/").content.decode()
    assert link in leader.post("/dashboard/walls/", FORM).content.decode()  # the same press: the same link
    assert WallToken.objects.filter(place="三楼会议室").count() == 1
    assert "最近在线" in leader.get("/dashboard/walls/").content.decode()
    leader.post(f"/dashboard/walls/{token.pk}/revoke/")
    assert Client().get(link).status_code == 404
    token.refresh_from_db()
    assert token.revoked_by.username == "leader"


def test_another_persons_press_is_refused_in_words(demo: None, client_for: Any) -> None:
    client_for(User.objects.get(username="leader")).post("/dashboard/walls/", FORM)
    response = client_for(User.objects.get(username="admin")).post("/dashboard/walls/", FORM)
    assert response.status_code == 200
    assert "请刷新页面后再填" in response.content.decode()
    assert WallToken.objects.filter(client_id=FORM["client_id"]).count() == 1


def test_a_wall_shows_at_least_one_page(demo: None) -> None:
    form = WallForm({**FORM, "order_projects": "", "order_overview": ""})
    assert not form.is_valid()
    assert form.has_error("__all__", "no_page")


def test_the_page_is_in_english_too(demo: None, client_for: Any, settings: Any) -> None:
    leader = client_for(User.objects.get(username="leader"))
    leader.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    html = leader.get("/dashboard/walls/").content.decode()
    assert "New link" in html
    assert "新建链接" not in html
