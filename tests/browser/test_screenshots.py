"""The pictures of the README, taken from the running demo. With ZONE_SCREENSHOTS=1 they are written anew."""

import io
import os
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image

from core.enums import AuditKind
from core.models import AuditEvent, User
from enterprises.models import Enterprise
from projects.models import Period, Project
from projects.periods import open_period
from projects.week.reporting import desk_of
from targets.wall.links import make, path_of
from tests.browser.conftest import Seat
from tests.browser.visitor import DESK, PHONE

FOLDER = Path(__file__).parent.parent.parent / "docs/screenshots"
SHEET, WALL, WALL_4K = (820, 1160), (1920, 1080), (3840, 2160)
SHOTS = {
    "login": ("", "/login/", DESK),
    "dashboard": ("leader", "/dashboard/", DESK),
    "dashboard-phone": ("leader", "/dashboard/", PHONE),
    "target": ("leader", "/dashboard/zone_output/", DESK),
    "map": ("leader", "/dashboard/map/", DESK),
    "compare": ("leader", "/dashboard/compare/", DESK),
    "decide": ("leader", "/workbench/", DESK),
    "brief": ("leader", "/dashboard/brief/{week}/sheet/", SHEET),
    "wall": ("", "{wall}", WALL),
    "wall-4k": ("", "{wall}", WALL_4K),
    "workbench": ("project", "/workbench/", DESK),
    "workbench-phone": ("project", "/workbench/", PHONE),
    "project-list": ("leader", "/projects/", DESK),
    "project": ("leader", "{project}", DESK),
    "chart": ("leader", "/projects/chart/", DESK),
    "meeting": ("leader", "/projects/weeks/{week}/present/", DESK),
    "update-phone": ("project", "{update}", PHONE),
    "visit-phone": ("liaison", "/enterprises/visits/new/", PHONE),
    "firm-phone": ("liaison", "{firm}", PHONE),
    "enterprise-list": ("leader", "/enterprises/", DESK),
    "chain": ("leader", "/enterprises/chain/?cluster=optics", DESK),
    "plans": ("leader", "/enterprises/plans/", DESK),
    "finance": ("finance", "/finance/", DESK),
    "audit": ("auditor", "/audit/?kind=write&line={line}", DESK),
    "accounts": ("security", "/accounts/", DESK),
}


def wall_path() -> str:
    """A link that a screen opens without an account."""
    leader, now = User.objects.get(username="leader"), timezone.now()
    return path_of(make(place="一楼大厅", days=7, by=leader, now=now))


def address(path: str) -> str:
    officer, liaison = User.objects.get(username="project"), User.objects.get(username="liaison")
    mine = desk_of(officer, open_period(timezone.now())).owed
    liveliest = max(Enterprise.objects.looked_after_by(liaison), key=lambda firm: firm.requests.count())
    busiest = max(Project.objects.all(), key=lambda project: project.updates.count() + 5 * project.blockers.count())
    return path.format(
        wall=wall_path() if "{wall}" in path else "",
        update=f"/projects/{mine[0].code}/update/",
        project=f"/projects/{busiest.code}/",
        week=Period.objects.filter(frozen_at__isnull=False)[0].key,
        firm=f"/enterprises/{liveliest.pk}/",
        line=AuditEvent.objects.filter(kind=AuditKind.CHANGED).latest("pk").pk,
    )


@pytest.mark.parametrize("name", SHOTS)
def test_picture(seat: Seat, name: str) -> None:
    who, path, size = SHOTS[name]
    me = seat(who or None, size, device_scale_factor=2 if size == PHONE else 1)
    assert me.open(address(path)) == 200
    me.page.evaluate("() => document.activeElement && document.activeElement.blur()")
    taken = me.page.screenshot()
    shades = Image.open(io.BytesIO(taken)).convert("L").getcolors()
    assert len(shades) > 20, "an empty page"
    if os.environ.get("ZONE_SCREENSHOTS"):
        FOLDER.mkdir(exist_ok=True)
        Image.open(io.BytesIO(taken)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(
            FOLDER / f"{name}.png", optimize=True
        )
    assert me.faults == []
