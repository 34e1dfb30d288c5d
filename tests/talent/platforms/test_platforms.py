"""Platforms and courses: what may not be is refused, several people at once, import, and what pages count."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.enums import Role
from core.models import User
from core.personal.copying import tables_about
from talent.enums import Attends
from talent.models import Attendance, Course, PlatformMember, PlatformResult, Talent, TalentPlatform, Team
from talent.platforms.sheets import AttendanceKind, ResidentKind
from talent.teams.sheets import TeamKind
from tests.core.sheets.table import NEW, SAME, WRONG, came_to, taken
from tests.talent.scene import firm, person, talent

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return person("qin")


@pytest.fixture
def client(officer: User, client: Client) -> Client:
    client.force_login(officer)
    return client


def ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


def platform(name: str = "示例工作站", **more: Any) -> TalentPlatform:
    return TalentPlatform.objects.create(name=name, kind="postdoc", **more)


def course(name: str = "示例培训班", **more: Any) -> Course:
    said = {"kind": "skill", "organiser": "示例中心", "begins_on": ago(20), "ends_on": ago(10), "hours": 16}
    return Course.objects.create(name=name, **said | more)


def press(client: Client, route: str, *args: Any, **said: Any) -> Any:
    data = {"client_id": str(uuid.uuid4())} | {key: getattr(value, "pk", value) for key, value in said.items()}
    return client.post(reverse(f"talent:{route}", args=args), data)


class TestPlatforms:
    def test_nobody_is_at_one_platform_twice_at_once(self, client: Client) -> None:
        where, who = platform(), talent()
        said = {"platform": where, "talent": who, "role": "博士后", "since": ago(30), "until": ago(5)}
        assert press(client, "resident_create", **said).status_code == 302
        again = press(client, "resident_create", **said | {"since": ago(5), "until": ""})
        assert "这个人这段日子已在这个平台。" in again.content.decode()
        with pytest.raises(IntegrityError), transaction.atomic():
            PlatformMember.objects.create(platform=where, talent=who, since=ago(6))
        assert press(client, "resident_create", **said | {"since": ago(4), "until": ""}).status_code == 302
        assert client.get(reverse("talent:platform_detail", args=[where.pk])).context["here"] == 1

    def test_a_result_has_its_source(self, client: Client) -> None:
        said = {"platform": platform(), "kind": "patent", "what": "示例专利", "n": 3, "on": ago(3), "source": ""}
        assert press(client, "result_create", **said).status_code == 200
        assert press(client, "result_create", **said | {"source": "示例授权书"}).status_code == 302
        (shown,) = client.get(reverse("talent:platform_list")).context["page_obj"].object_list
        assert (shown.brought, shown.people, shown.taught) == (3, 0, 0)

    def test_a_firm_is_attached_to_a_platform_without_one(self, client: Client) -> None:
        where, house = platform(), firm()
        seen = client.get(reverse("talent:platform_host", args=[where.pk])).context["form"]["seen"].value()
        answer = press(client, "platform_host", where.pk, enterprise=house.short_name, seen=seen or "")
        assert answer.status_code == 302
        where.refresh_from_db()
        assert where.enterprise == house
        assert where.name in client.get(reverse("talent:enterprise_panel", args=[house.pk])).content.decode()


class TestCourses:
    def test_several_people_are_ticked_at_once_and_a_repeated_tap_adds_nobody(self, client: Client) -> None:
        ours, people = course(), [talent(f"学员{n}") for n in range(3)]
        said = {"client_id": str(uuid.uuid4()), "talents": [each.pk for each in people], "state": "enrolled"}
        url = reverse("talent:course_attend", args=[ours.pk])
        for _n in range(2):
            assert client.post(url, said).status_code == 302
        assert "没有变化" in client.get(url).content.decode()
        assert ours.attendances.count() == 3
        client.post(url, said | {"talents": [people[0].pk], "state": "done"})
        states = dict(ours.attendances.values_list("talent", "state"))
        assert [states[each.pk] for each in people] == [Attends.DONE, Attends.ENROLLED, Attends.ENROLLED]
        page = client.get(reverse("talent:course_detail", args=[ours.pk]))
        assert (page.context["course"].people, page.context["course"].finished) == (3, 1)
        assert client.get(reverse("talent:talent_detail", args=[people[0].pk])).context["trained_hours"] == 16

    def test_nobody_ticked_is_said(self, client: Client) -> None:
        ours = course()
        answer = client.post(
            reverse("talent:course_attend", args=[ours.pk]), {"state": "done", "client_id": uuid.uuid4()}
        )
        assert "请至少勾选一人。" in answer.content.decode()

    def test_one_record_a_person_and_course_even_past_the_forms(self) -> None:
        ours, who = course(), talent()
        Attendance.objects.create(course=ours, talent=who)
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "insert into talent_attendance (client_id, course_id, talent_id, state, certificate, is_example) "
                "values (gen_random_uuid(), %s, %s, 'done', '', false)",
                [ours.pk, who.pk],
            )
        with pytest.raises(IntegrityError), transaction.atomic():
            Attendance.objects.update(certificate="示 1 号")  # nobody finished

    def test_a_course_is_held_by_somebody(self, client: Client) -> None:
        said = {"name": "示例班", "kind": "skill", "begins_on": ago(3), "ends_on": ago(2), "hours": 8}
        assert press(client, "course_create", **said).status_code == 200
        assert press(client, "course_create", **said, organiser="示例中心").status_code == 302
        assert press(client, "course_create", **said | {"ends_on": ago(4)}, organiser="示例").status_code == 200

    def test_a_leader_looks_and_does_not_write(self, client: Client) -> None:
        ours = course()
        client.force_login(person("lu", Role.LEADER))
        assert client.get(reverse("talent:course_detail", args=[ours.pk])).status_code == 200
        assert client.get(reverse("talent:course_attend", args=[ours.pk])).status_code == 403


class TestTables:
    def test_people_of_platforms(self, officer: User) -> None:
        platform()
        talent("陈示例")
        head, row = ("平台名称", "姓名", "角色", "进站日期"), ("示例工作站", "陈示例", "博士后", "2026-03-01")
        assert came_to(taken(ResidentKind(officer), head, row)[1]) == [NEW]
        assert came_to(taken(ResidentKind(officer), head, row)[1]) == [SAME]
        assert came_to(taken(ResidentKind(officer), head, ("没有这个站", *row[1:]))[1]) == [WRONG]
        assert PlatformMember.objects.get().role == "博士后"

    def test_who_took_part(self, officer: User) -> None:
        course()
        talent("陈示例")
        head, row = ("班次", "姓名", "参训情况", "证书号"), ("示例培训班", "陈示例", "已结业", "示 7 号")
        assert came_to(taken(AttendanceKind(officer), head, row)[1]) == [NEW]
        assert came_to(taken(AttendanceKind(officer), head, row)[1]) == [SAME]
        assert Attendance.objects.get().certificate == "示 7 号"

    def test_teams(self, officer: User) -> None:
        talent("陈示例")
        firm()
        head, row = ("团队名称", "负责人", "所在企业", "组建时间"), ("示例甲队", "陈示例", "示例电驱", "2026-03-01")
        assert came_to(taken(TeamKind(officer), head, row)[1]) == [NEW]
        assert came_to(taken(TeamKind(officer), head, row)[1]) == [SAME]
        assert Team.objects.get().leader.name == "陈示例"


def test_the_copy_of_a_person_tells_of_all_of_it() -> None:
    who = talent()
    PlatformMember.objects.create(platform=platform(), talent=who, since=ago(3))
    Attendance.objects.create(course=course(), talent=who)
    Team.objects.create(name="示例团队", leader=who, since=ago(3)).members.create(talent=who, since=ago(3))
    told = {table.model.__name__ for table in tables_about(who) if table.rows.exists()}
    assert told >= {"PlatformMember", "Attendance", "Team", "TeamMember"}


class TestRoster:
    @pytest.mark.parametrize("paper", ["a3", "a4"])
    def test_all_that_the_list_is_narrowed_to_stands_on_it(self, client: Client, paper: str) -> None:
        for n in range(23):  # more than a page of the list
            talent(f"名册{n:02d}", phone=f"138000000{n:02d}", enterprise=firm())
        talent("别的", category="leading")
        answer = client.get(reverse("talent:roster"), {"paper": paper, "category": "engineer"})
        page = answer.content.decode()
        assert len(answer.context["people"]) == answer.context["total"] == 23
        assert all(f"名册{n:02d}" in page for n in range(23))
        assert "别的" not in page
        assert "类别：工程师人才" in page
        assert "示例qin" in page  # who printed

    def test_no_number_is_in_clear(self, client: Client) -> None:
        from tests.talent.scene import NUMBER

        who = talent("名册", number=NUMBER, phone="13800000001")
        page = client.get(reverse("talent:roster"), {"paper": "a3"}).content.decode()
        assert who.masked_phone in page
        assert "13800000001" not in page
        assert NUMBER not in page

    def test_more_than_one_print_bears_is_said(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("talent.roster.MOST_PRINTED", 1)
        talent("甲")
        talent("乙")
        answer = client.get(reverse("talent:roster"))
        assert answer.context["people"] == []
        assert "请先在名册里缩小范围再打印" in answer.content.decode()

    def test_the_list_leads_to_its_sheet(self, client: Client) -> None:
        page = client.get(f"{reverse('talent:talent_list')}?category=engineer").content.decode()
        assert f"{reverse('talent:roster')}?category=engineer&amp;paper=a3" in page


def test_the_rows_that_pages_count_are_there(client: Client) -> None:
    where = platform(enterprise=firm())
    PlatformResult.objects.create(platform=where, kind="work", what="示例成果", on=ago(2), source="示例")
    course(platform=where)
    for name in ("platform_list", "resident_list", "result_list", "course_list", "attendance_list", "chain",
                 "teammate_list", "teamwork_list"):  # fmt: skip
        assert client.get(reverse(f"talent:{name}")).status_code == 200
    assert Talent.objects.count() == 0
