"""Two projects that are one: what moves, what stays, and what was frozen."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from core.enums import Role
from core.models import User
from projects.enums import Life
from projects.life.merging import STAYS, merge, moving_links
from projects.models import Project, ProjectMerge, Update
from projects.week.freezing import freeze
from tests.edits import shown
from tests.projects.scene import FRIDAY, MONDAY, as_user, node, person, project, report, week

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
TODAY = FRIDAY.date()


@pytest.fixture
def boss() -> User:
    return person("boss", Role.LEADER)


@pytest.fixture
def twin(wang: User) -> Project:
    return project("YH-2026-002", name="示例孪生项目", responsible=wang)


def merged(kept: Project, other: Project, by: User) -> ProjectMerge:
    made = merge(kept, other, reason="同一个项目", by=by, now=FRIDAY, today=TODAY)
    kept.refresh_from_db()
    other.refresh_from_db()
    return made


def test_what_the_kept_one_lacks_moves(given: Project, twin: Project, wang: User, boss: User) -> None:
    report(given, "2026-11-09", wang)
    same, moves = report(twin, "2026-11-09", wang), report(twin, "2026-11-16", wang)
    node(twin, 1, "2026-12-31")
    merged(given, twin, boss)
    assert set(given.updates.values_list("period__starts_on", flat=True)) == {
        dt.date(2026, 11, 9),
        dt.date(2026, 11, 16),
    }
    assert list(twin.updates.all()) == [same]
    assert Update.objects.get(pk=moves.pk).project == given
    assert given.milestones.count() == 1


def test_a_plan_moves_as_a_whole_or_not_at_all(given: Project, twin: Project, boss: User) -> None:
    node(given, 1, "2026-12-31")
    node(twin, 1, "2026-12-31")
    node(twin, 2, "2027-01-29")
    merged(given, twin, boss)
    assert (given.milestones.count(), twin.milestones.count()) == (1, 2)


def test_the_other_is_over_and_found_under_the_kept_one(given: Project, twin: Project, boss: User) -> None:
    merged(given, twin, boss)
    assert twin.life == Life.MERGED
    assert twin.merged_into == given
    assert given in Project.objects.named_like("示例孪生项目")
    assert twin not in Project.objects.key()
    assert str(given) in as_user(boss).get(f"/projects/{twin.code}/").content.decode()


def test_what_was_frozen_stays(given: Project, twin: Project, boss: User) -> None:
    period = week("2026-11-23")
    freeze(period, now=MONDAY)
    before = list(period.snapshots.order_by("pk").values())
    merged(given, twin, boss)
    assert list(period.snapshots.order_by("pk").values()) == before


def test_again_is_the_same(given: Project, twin: Project, boss: User) -> None:
    assert merged(given, twin, boss) == merged(given, twin, boss)


def test_neither_with_itself_nor_into_what_has_ended(given: Project, twin: Project, boss: User) -> None:
    with pytest.raises(ValidationError):
        merge(given, given, reason="x", by=boss, now=FRIDAY, today=TODAY)
    given.closed_on = TODAY
    given.save()
    with pytest.raises(ValidationError):
        merge(given, twin, reason="x", by=boss, now=FRIDAY, today=TODAY)


def test_every_row_of_every_room_moves_or_stays_on_purpose() -> None:
    """A new model that names a project moves by itself, unless it is named among those that stay."""
    moving = {link.model for link in moving_links()}
    every = {each.related_model for each in Project._meta.related_objects if each.field.name != "pgh_obj"}
    assert moving | set(STAYS) | {Project} == every


def test_the_page_shows_both_sides(given: Project, twin: Project, boss: User) -> None:
    page = as_user(boss)
    address = f"/projects/{given.code}/merge/?other={twin.code}"
    assert "保留：" in page.get(address).content.decode()
    page.post(address, {"reason": "登记了两次"})
    twin.refresh_from_db()
    assert twin.merged_into == given


def test_why_is_corrected_by_who_merged_or_a_leader(given: Project, twin: Project, wang: User, boss: User) -> None:
    made = merged(given, twin, wang)
    url, other = f"/projects/{given.code}/merge/{made.pk}/", person("other")
    assert as_user(other).post(url, {"reason": "别人改"}).status_code == 403
    for who, reason in ((wang, "同一立项批复"), (boss, "同一宗地")):
        client = as_user(who)
        assert url in client.get(f"/projects/{given.code}/history/").content.decode()
        assert client.post(url, {"reason": reason, **shown(client, url)}).status_code == 302
    said = made.pgh_event_model.objects.filter(pgh_obj=made).order_by("pgh_id").values_list("reason", flat=True)
    assert list(said) == ["同一个项目", "同一立项批复", "同一宗地"]
