"""January: next year's list of key projects."""

import datetime as dt

import pytest

from core.enums import Role
from core.models import User
from projects.enums import Listing
from projects.models import KeyList, KeyListEntry, Project
from tests.edits import carried
from tests.projects.scene import FRIDAY, as_user, person, project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
LIST = "/projects/key-list/2027/"


@pytest.fixture
def boss() -> User:
    return person("boss", Role.LEADER)


def test_kept_dropped_finished_and_new_in_one_page(given: Project, boss: User) -> None:
    drops = project("YH-2026-002", name="示例移出项目")
    done = project("YH-2026-003", name="示例完成项目", closed_on=dt.date(2026, 10, 9))
    new = project("YH-2026-004", name="示例新项目", key_listed_on=None)
    shown = as_user(boss).get("/projects/key-list/2027/").content.decode()
    assert all(name in shown for name in ("示例移出项目", "示例新项目"))
    said = {
        f"go_{given.pk}": "kept",
        f"go_{drops.pk}": "dropped",
        f"why_{drops.pk}": "转为一般项目",
        f"add_{new.pk}": "on",
    }
    assert as_user(boss).post("/projects/key-list/2027/", said).status_code == 302
    outcomes = dict(KeyListEntry.objects.values_list("project__code", "outcome"))
    assert outcomes == {
        given.code: Listing.KEPT,
        drops.code: Listing.DROPPED,
        done.code: Listing.FINISHED,
        new.code: Listing.ADDED,
    }
    assert set(Project.objects.of_year(2027)) == {given, new}
    assert set(Project.objects.of_year(2026)) == {given, drops, done}
    assert drops in Project.objects.key(dt.date(2026, 12, 31))
    assert drops not in Project.objects.key(dt.date(2027, 1, 1))


def test_dropping_without_a_reason_is_refused_at_its_field(given: Project, boss: User) -> None:
    answer = as_user(boss).post("/projects/key-list/2027/", {f"go_{given.pk}": "dropped"})
    assert "请写明移出" in answer.content.decode()
    assert not KeyList.objects.exists()


def test_it_can_be_gone_over_again(given: Project, boss: User) -> None:
    page = as_user(boss)
    page.post(LIST, {f"go_{given.pk}": "dropped", f"why_{given.pk}": "误选"} | carried(page, LIST))
    page.post(LIST, {f"go_{given.pk}": "kept"} | carried(page, LIST))
    given.refresh_from_db()
    assert given.key_until is None
    assert KeyListEntry.objects.get().outcome == Listing.KEPT


def test_only_a_leader_makes_it_and_the_past_is_over(given: Project, boss: User, wang: User) -> None:
    assert as_user(wang).post("/projects/key-list/2027/", {}).status_code == 403
    assert as_user(boss).post("/projects/key-list/2025/", {}).status_code == 404
    assert as_user(boss).get("/projects/key-list/1999/").status_code == 404
    assert FRIDAY.year == 2026
