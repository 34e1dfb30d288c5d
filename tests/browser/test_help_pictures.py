"""The pictures of 帮助, parts of pages of the running demo. With ZONE_SCREENSHOTS=1 they are written anew.

To write them, run this file alone: other tests of this folder press buttons in the same demo.
"""

import io
import os
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from PIL import Image

from core.models import User
from enterprises.models import Request
from finance.models import CreditLine
from projects.models import Blocker, Project
from tests.browser.conftest import Seat
from zone_tracker.help.parts import HEIGHT, WIDTH, file_of

STATIC = Path(__file__).parent.parent.parent / "static"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
WIDE, DESK, FORM, LIST = 900, 800, 700, 560  # how wide the window is; most content comes at its own size, or larger
ABOVE = 10  # pixels of the page over what is shown
MOST_BYTES = 60_000


class Shot(NamedTuple):
    """Who looks at which page, in a window how wide, and what stands at the top of the picture."""

    who: str
    path: str
    width: int
    top: str


SHOTS = {
    "targets": Shot("leader", "/dashboard/", DESK, ".tile"),
    "agenda": Shot("leader", "/projects/meeting/", DESK, "main .panel"),
    "decisions": Shot("leader", "/projects/decisions/", DESK, "main .panel"),
    "reports": Shot("project", "/workbench/", LIST, "main .panel"),
    "update": Shot("project", "/projects/{owed}/update/", FORM, "main form"),
    "plan": Shot("project", "/projects/{planned}/plan/", DESK, "main .panel"),
    "firms": Shot("liaison", "/workbench/", LIST, "main .panel"),
    "visit": Shot("liaison", "/enterprises/visits/new/", FORM, "main form"),
    "ask-firm": Shot("liaison", "/enterprises/requests/{done}/", DESK, "main .panel >> nth=1"),
    "inbox": Shot("handler", "/workbench/", LIST, "main .panel >> nth=1"),
    "answer": Shot("handler", "/enterprises/requests/{open}/", LIST, "main .panel >> nth=1"),
    "coordinate": Shot("handler", "/projects/blockers/{blocker}/", LIST, "main .panel >> nth=1"),
    "handed-on": Shot("talent", "/workbench/", LIST, "main .panel"),
    "talents": Shot("talent", "/talent/", DESK, "main .panel"),
    "talent": Shot("talent", "/talent/new/", FORM, "main form"),
    "funnel": Shot("finance", "/finance/funnel/", DESK, "main .panel"),
    "lines": Shot("finance", "/finance/", WIDE, "main .panel"),
    "line": Shot("bank", "/finance/lines/new/", FORM, "main form"),
    "bank-tasks": Shot("bank", "/workbench/", LIST, "main .panel"),
    "drawdowns": Shot("bank", "/finance/lines/{line}/", DESK, "main .panel"),
    "week": Shot("auditor", "/projects/weeks/", DESK, "main .panel"),
    "history": Shot("auditor", "/projects/{planned}/history/", DESK, "main .panel"),
    "setup": Shot("admin", "/setup/", DESK, "main .panel"),
    "trail": Shot("auditor", "/audit/?kind=write", WIDE, "main .panel >> nth=1"),
    "accounts": Shot("security", "/accounts/", DESK, "main .panel"),
    "roles": Shot("security", "/accounts/{person}/roles/", FORM, "main form"),
    "link": Shot("security", "/accounts/{person}/", DESK, "main"),
    "lamp-limits": Shot("admin", "/admin/projects/lamplimits/add/", FORM, "#content h1"),
    "request-kinds": Shot("admin", "/admin/enterprises/requestkind/", FORM, "#content h1"),
}


def address(path: str) -> str:
    """The page with the row that shows most; only what the path names is looked up."""
    people = {name: User.objects.get(username=name) for name in ("project", "liaison", "handler", "bank")}
    rows = {
        "owed": lambda: Project.objects.key().filter(responsible=people["project"]).first().code,
        "planned": lambda: max(Project.objects.all(), key=lambda each: each.milestones.count()).code,
        "done": lambda: Request.objects.visible_to(people["liaison"]).unconfirmed().first().pk,
        "open": lambda: Request.objects.visible_to(people["handler"]).filter(state="dispatched").first().pk,
        "blocker": lambda: Blocker.objects.filter(department=people["handler"].department, resolved_at=None)[0].pk,
        "person": lambda: people["liaison"].pk,
        "line": lambda: max(CreditLine.objects.visible_to(people["bank"]), key=lambda each: each.drawdowns.count()).pk,
    }
    return path.format(**{name: find() for name, find in rows.items() if f"{{{name}}}" in path})


def take(seat: Seat, shot: Shot, language: str) -> Image.Image:
    """The part of the page, as large as all pictures are."""
    me = seat(shot.who, (shot.width, 1600), device_scale_factor=WIDTH / shot.width)
    me.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": me.base}])
    answer = me.page.goto(me.base + address(shot.path))
    assert answer is not None
    assert answer.status == 200
    me.page.evaluate("() => document.activeElement && document.activeElement.blur()")
    box = me.page.locator(shot.top).first.bounding_box()
    assert box is not None, "nothing stands at the top"
    clip = {"x": 0, "y": max(0, box["y"] - ABOVE), "width": shot.width, "height": shot.width * HEIGHT / WIDTH}
    taken = me.page.screenshot(full_page=True, clip=clip)
    assert me.faults == []
    return Image.open(io.BytesIO(taken)).convert("RGB").resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOTS)
def test_picture(seat: Seat, name: str, language: str) -> None:
    taken, path = take(seat, SHOTS[name], language), STATIC / file_of(name, language)
    assert len(taken.convert("L").getcolors() or []) > 20, "an empty page"
    if os.environ.get("ZONE_SCREENSHOTS"):
        path.parent.mkdir(parents=True, exist_ok=True)
        taken.save(path, quality=80, method=6)
    with Image.open(path) as kept:
        assert (kept.format, kept.size) == ("WEBP", (WIDTH, HEIGHT))
    assert path.stat().st_size < MOST_BYTES
