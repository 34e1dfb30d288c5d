"""The figures of the weeks and of what awaits a leader: recounted, and the same on every page that shows them."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from core.enums import Lamp
from core.models import User
from projects.enums import ActionState
from projects.models import Action, AgendaItem, Period, Project, Snapshot
from projects.periods import open_period
from projects.plan.decisions import pending_for
from projects.week.compare import rollcall
from targets.figures.telling import FIGURES, tell
from targets.figures.weeks import WEEKS
from targets.models import Programme
from tests.one_number import differing, shown_on

pytestmark = pytest.mark.django_db


def test_a_week_is_what_it_froze_and_the_one_that_collects_what_it_asks(demo: None) -> None:
    """Recounted from the rows, week by week on the day that it froze; the reader's own part of it is not told."""
    now = timezone.now()
    today, last = timezone.localdate(now), Period.objects.filter(frozen_at__isnull=False).order_by("-frozen_at")[:3]
    for week in last:
        frozen, day = list(Snapshot.objects.filter(period=week)), week.frozen_on
        assert frozen
        assert day
        scope = f"week:{week.key}"
        assert tell("week_projects", day, scope).value == len(frozen)
        assert tell("week_reported", day, scope).value == sum(each.reported for each in frozen)
        assert tell("agenda_items", day, scope).value == AgendaItem.objects.filter(period=week).count()
        lit = {lamp: tell("week_projects", day, f"week_lamp:{week.key}-{lamp}").value for lamp in Lamp}
        assert lit == {lamp: sum(each.system == lamp for each in frozen) for lamp in Lamp}
        assert sum(lit.values()) == len(frozen)
    collects = open_period(now)
    roll = rollcall(collects, Project.objects.all())
    asked, told = (tell(key, today, f"week:{collects.key}").value for key in ("week_projects", "week_reported"))
    assert (asked, told) == (roll.missing.count() + roll.reported.count(), roll.reported.count())
    assert tell("week_projects", today).value == Snapshot.objects.filter(period=last[0]).count()


def test_what_awaits_a_leader_is_recounted(demo: None) -> None:
    today = timezone.localdate()
    leader = User.objects.get(username="leader")
    pending, handed = len(pending_for(leader)), Action.objects.filter(state=ActionState.SUBMITTED).count()
    assert pending
    assert handed
    assert tell("decisions_pending", today).value == pending
    assert tell("words_awaited", today).value == pending + handed
    for asked in [asked for _kind, asked in pending_for(leader)]:
        asked.decide(False, note="不同意", by=leader, now=timezone.now())
    assert tell("decisions_pending", today).value == 0
    assert tell("words_awaited", today).value == handed


def test_pages_of_the_weeks_say_which_figure_they_show(demo: None, client_for: Any) -> None:
    """As a leader; who sees some of the projects is told no whole."""
    leader, handler = (client_for(User.objects.get(username=name)) for name in ("leader", "liaison"))
    last = Period.objects.filter(frozen_at__isnull=False).order_by("-frozen_at").first()
    assert last
    pages = {
        "/projects/weeks/": {"week_projects", "week_reported"},
        "/projects/weeks/now/": {"week_projects", "week_reported"},
        f"/projects/weeks/{last.key}/": {"week_projects", "week_reported"},
        f"/projects/weeks/{last.key}/agenda/": {"agenda_items"},
        f"/projects/weeks/{last.key}/present/": {"agenda_items"},
        "/projects/decisions/": {"decisions_pending"},
        "/projects/decisions/?leader=leader": {"decisions_pending"},
        "/dashboard/leaders/": {"decisions_pending"},
        "/projects/actions/": {"actions_open"},
        "/projects/blockers/": {"blockers_open"},
        "/workbench/": {"words_awaited"},
    }
    for url, keys in pages.items():
        shown = shown_on(leader.get(url).content.decode())
        assert keys <= {each.key for each in shown}, url
        assert differing((each, url) for each in shown) == []
        some = {each.key for each in shown_on(handler.get(url).content.decode())}
        assert not some & (keys | {"week_projects"}), url


@pytest.mark.parametrize("key", ["week_projects", "decisions_pending"])
def test_parts_told_at_once_are_the_parts_told_one_by_one(demo: None, key: str) -> None:
    today = timezone.localdate()
    assert FIGURES[key].by_scope(today)
    for day in (today, today - dt.timedelta(days=8)):
        told = FIGURES[key].by_scope(day)
        assert told == {scope: FIGURES[key].value(day, scope) for scope in told}


def test_who_sees_some_of_the_projects_is_told_none_of_these(demo: None, client_for: Any) -> None:
    leader, liaison = (client_for(User.objects.get(username=name)) for name in ("leader", "liaison"))
    for key in WEEKS:
        assert leader.get(f"/dashboard/figures/{key}/").status_code == 200, "the control"
        assert liaison.get(f"/dashboard/figures/{key}/").status_code == 404, key


def test_every_figure_of_every_week_opens(demo: None, client_for: Any) -> None:
    """Also of a week that never froze, and of one that froze before the programme of today began."""
    leader = client_for(User.objects.get(username="leader"))
    frozen = list(Period.objects.filter(frozen_at__isnull=False).order_by("-frozen_at"))
    never = frozen[5]
    Period.objects.filter(pk=never.pk).update(frozen_at=None)
    Programme.objects.create(
        **{name: getattr(Programme.objects.get(), name) for name in ("adopted_on", "zone_name", "slogan", "region")},
        code="next", name="下一轮", starts_on=frozen[1].frozen_on, ends_on=frozen[1].frozen_on + dt.timedelta(days=900),
    )  # fmt: skip
    opened = 0
    for url in ("/projects/weeks/", *(f"/projects/weeks/{each.key}/" for each in [*frozen[:3], never])):
        page = leader.get(url).content.decode()
        for link in {unescape(each) for each in re.findall(r'href="(/dashboard/figures/[^"]+)"', page)}:
            opened += 1
            assert leader.get(link).status_code == 200, f"{link} of {url}"
    assert opened > 60
