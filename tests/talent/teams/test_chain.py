"""The chain from a person to an industry: states that cannot be, who sees what, and the counts by other means."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.enums import Role
from core.models import Cluster, User
from enterprises.models import Enterprise, MonthlyFigures
from projects.models import Project
from talent.models import Talent, Team, TeamMember, TeamProject
from talent.teams.chain import chains_of, steps_of
from talent.teams.forms import TeammateForm
from tests.races import during
from tests.talent.scene import firm, person, talent

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return person("qin")


@pytest.fixture
def leader() -> User:
    return person("lu", Role.LEADER)


def today() -> dt.date:
    return timezone.localdate()


def ago(days: int) -> dt.date:
    return today() - dt.timedelta(days=days)


def highland(key: str = "optics") -> Cluster:
    return Cluster.objects.get_or_create(key=key, defaults={"name": f"示例高地 {key}"})[0]


def team(name: str = "示例团队", lead: Talent | None = None, **more: Any) -> Team:
    said = {"leader": lead or talent(f"带{name}"), "since": ago(100)}
    return Team.objects.create(name=name, **said | more)


def project(n: int = 1) -> Project:
    return Project.objects.create(code=f"YH-2026-9{n:02d}", name=f"示例项目 {n}", total_investment_wan=Decimal(24000))


def press(client: Client, name: str, *args: Any, **said: Any) -> Any:
    data = {"client_id": str(uuid.uuid4())} | {key: getattr(value, "pk", value) for key, value in said.items()}
    return client.post(reverse(f"talent:{name}", args=args), data)


class TestStates:
    def test_nobody_is_in_a_team_twice_at_once_even_past_the_forms(self) -> None:
        ours, who = team(), talent()
        TeamMember.objects.create(team=ours, talent=who, since=ago(50), until=ago(10))
        insert = (
            "insert into talent_teammember (client_id, team_id, talent_id, role, since, ended_why, is_example) "
            "values (gen_random_uuid(), %s, %s, '', %s, '', false)"
        )
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(insert, [ours.pk, who.pk, ago(10)])
        with connection.cursor() as cursor:  # the day after, and in another team, it may
            cursor.execute(insert, [ours.pk, who.pk, ago(9)])
            cursor.execute(insert, [team("示例二队").pk, who.pk, ago(30)])
        assert who.team_members.count() == 3

    def test_a_team_works_on_a_project_once_at_a_time(self) -> None:
        ours, what = team(), project()
        first = TeamProject.objects.create(team=ours, project=what, since=ago(50))
        with pytest.raises(IntegrityError), transaction.atomic():
            TeamProject.objects.create(team=ours, project=what, since=ago(10))
        assert first.end(on=ago(20), why="完成")
        TeamProject.objects.create(team=ours, project=what, since=ago(10))

    def test_two_teams_are_not_called_the_same(self) -> None:
        team("示例 团队")
        with pytest.raises(IntegrityError), transaction.atomic():
            team("示例团队")

    def test_a_member_does_not_come_before_the_team(self, officer: User, client: Client) -> None:
        client.force_login(officer)
        ours, who = team(), talent()
        said = {"team": ours, "talent": who, "since": ago(101)}
        assert press(client, "teammate_create", **said).status_code == 200
        assert press(client, "teammate_create", **said | {"since": ago(100)}).status_code == 302
        assert who.team_members.get().team == ours

    def test_nobody_joins_a_team_that_is_over(self, officer: User, client: Client) -> None:
        client.force_login(officer)
        ours, agreed = team(), team("示例二队", until=ago(20))
        assert ours.disband(on=ago(10), why="任务完成")
        said = {"talent": talent(), "since": ago(30)}
        assert press(client, "teammate_create", team=ours, **said).status_code == 200
        assert press(client, "teammate_create", team=agreed, **said | {"since": ago(10)}).status_code == 200
        assert press(client, "teammate_create", team=agreed, **said | {"talent": agreed.leader}).status_code == 200
        assert not TeamMember.objects.exists()

    def test_no_correction_puts_a_beginning_after_an_end(self, officer: User, client: Client) -> None:
        """A team that is over, and one with somebody in it."""
        client.force_login(officer)
        over, going = team(), team("示例二队")
        assert over.disband(on=ago(10), why="任务完成")
        TeamMember.objects.create(team=going, talent=talent(), since=ago(50))
        for row, since in ((over, ago(5)), (going, ago(40))):
            page = client.get(reverse("talent:team_edit", args=[row.pk])).context["form"]
            said = {name: page[name].value() or "" for name in ("name", "enterprise", "cluster", "until", "seen")}
            answer = client.post(
                reverse("talent:team_edit", args=[row.pk]), said | {"leader": row.leader.pk, "since": since}
            )
            assert (answer.status_code, "since" in answer.context["form"].errors) == (200, True)

    def test_with_the_team_end_its_people_and_its_projects(self) -> None:
        ours = team()
        member = TeamMember.objects.create(team=ours, talent=talent(), since=ago(50))
        coming = TeamMember.objects.create(team=ours, talent=talent("后来"), since=ago(5))
        work = TeamProject.objects.create(team=ours, project=project(), since=ago(50))
        assert ours.disband(on=ago(10), why="项目完成")
        assert not ours.disband(on=ago(9), why="再来一次")
        for row in (member, coming, work):
            row.refresh_from_db()
        assert [member.ended_on, coming.ended_on, work.ended_on] == [ago(10), ago(5), ago(10)]
        assert not Team.objects.people_on(today()).exists()

    def test_a_team_with_people_is_not_taken_back(self, officer: User, client: Client) -> None:
        client.force_login(officer)
        ours = team()
        member = TeamMember.objects.create(team=ours, talent=talent(), since=ago(50))
        press(client, "team_edit", ours.pk, take_back="1")
        assert Team.objects.filter(pk=ours.pk).exists()
        press(client, "teammate_edit", member.pk, take_back="1")
        answer = press(client, "team_edit", ours.pk, take_back="1")
        assert answer.url == reverse("talent:chain")
        assert not Team.objects.filter(pk=ours.pk).exists()

    def test_one_press_makes_one_team(self, officer: User, client: Client) -> None:
        client.force_login(officer)
        said = {"client_id": str(uuid.uuid4()), "name": "示例甲队", "leader": talent().pk, "since": ago(3)}
        for _n in range(2):
            assert client.post(reverse("talent:team_create"), said).status_code == 302
        assert Team.objects.count() == 1


class TestWhoSees:
    def test_a_project_is_named_to_those_only_who_see_it(self, officer: User, leader: User, client: Client) -> None:
        ours = team()
        work = TeamProject.objects.create(team=ours, project=project(), since=ago(50), what="示例承担")
        for path in (
            reverse("talent:team_detail", args=[ours.pk]),
            reverse("talent:talent_detail", args=[ours.leader_id]),
            reverse("talent:chain"),
            reverse("talent:teamwork_list"),
        ):
            client.force_login(officer)
            mine = client.get(path).content.decode()
            assert work.project.name not in mine
            assert "示例承担" not in mine
            client.force_login(leader)
            assert work.project.name in client.get(path).content.decode()
        client.force_login(officer)
        assert "1 个项目不对本岗位公开" in client.get(reverse("talent:team_detail", args=[ours.pk])).content.decode()
        assert client.get(reverse("talent:teamwork_edit", args=[work.pk])).status_code == 404
        said = {"team": ours, "project": project(2), "since": ago(3)}
        assert press(client, "teamwork_create", **said).status_code == 200  # refused at its field
        assert TeamProject.objects.count() == 1

    def test_who_sees_both_ties_them(self, leader: User, client: Client) -> None:
        client.force_login(leader)
        ours, what = team(), project()
        assert press(client, "teamwork_create", team=ours, project=what, since=ago(3)).status_code == 302
        assert ours.works.get().project == what
        panel = client.get(reverse("talent:project_panel", args=[what.pk])).content.decode()
        assert ours.name in panel

    def test_the_missing_steps_say_so(self, officer: User, client: Client) -> None:
        client.force_login(officer)
        who = talent()
        page = client.get(reverse("talent:talent_detail", args=[who.pk])).content.decode()
        assert "尚无团队" in page
        assert f"{reverse('talent:team_create')}?talent={who.pk}" in page
        team(lead=who)
        page = client.get(reverse("talent:talent_detail", args=[who.pk])).content.decode()
        assert "尚无项目" in page
        assert "尚无产业高地" in page


class TestCounts:
    def test_the_steps_are_what_a_plain_count_finds(self, leader: User, officer: User) -> None:
        here, there = highland(), highland("nev")
        house = Enterprise.objects.create(short_name="示例光学", cluster=here)
        shared, what = talent("两队都在"), project()
        first = team("一队", enterprise=house)
        second = team("二队", cluster=there, enterprise=house)  # its own highland goes before that of the firm
        team("散了", enterprise=house).disband(on=ago(1), why="完成")
        for ours in (first, second):
            TeamMember.objects.create(team=ours, talent=shared, since=ago(40))
            TeamProject.objects.create(team=ours, project=what, since=ago(40))
        TeamMember.objects.create(team=first, talent=talent("走了"), since=ago(40), until=ago(3))
        TeamMember.objects.create(team=first, talent=first.leader, since=ago(40))  # the leader counts once
        steps = steps_of(Team.objects.all(), leader, today())
        people = {first.leader_id, second.leader_id, shared.pk}
        assert (steps.people, steps.teams, steps.projects, steps.works) == (len(people), 2, 1, 2)
        assert (steps.industries, steps.hidden) == (2, 0)
        of_here = steps_of(Team.objects.of_highland(here), leader, today())
        assert (of_here.people, of_here.teams, of_here.industries) == (2, 1, 1)
        seen = steps_of(Team.objects.all(), officer, today())
        assert (seen.projects, seen.works, seen.hidden) == (0, 0, 1)
        rows = {chain.team.name: chain for chain in chains_of(Team.objects.all(), leader, today())}
        assert {name: chain.people for name, chain in rows.items()} == {"一队": 2, "二队": 2, "散了": 0}
        assert rows["一队"].works[0].invests_yi == Decimal("2.4")
        assert rows["二队"].industry == there

    def test_each_number_of_the_page_opens_to_as_many_rows(self, leader: User, client: Client) -> None:
        client.force_login(leader)
        ours = team(cluster=highland())
        TeamMember.objects.create(team=ours, talent=talent(), since=ago(40))
        TeamProject.objects.create(team=ours, project=project(), since=ago(40))
        page = client.get(reverse("talent:chain"))
        assert page.context["steps"].people == 2
        for query in ("team=yes", f"highland={highland().pk}"):
            rows = client.get(f"{reverse('talent:talent_list')}?{query}").context["page_obj"].paginator.count
            assert rows == 2
        for name in ("chain", "teamwork_list"):
            found = client.get(f"{reverse(f'talent:{name}')}?stands=going&highland={highland().pk}")
            assert found.context["page_obj"].paginator.count == 1

    def test_the_output_of_a_highland_is_the_sum_of_its_verified_reports(self, leader: User) -> None:
        here = highland()
        house = Enterprise.objects.create(short_name="示例光学", cluster=here)
        month = today().replace(day=1) - dt.timedelta(days=40)
        said = {"reported_on": today(), "verified_by": leader}
        MonthlyFigures.objects.create(enterprise=house, month=month.replace(day=1), output_wan=Decimal(12345), **said)
        (chain,) = chains_of([team(enterprise=house)], leader, today())
        assert chain.output is not None
        assert (chain.output.yi, chain.output.firms) == (Decimal("1.2345"), 1)

    def test_more_teams_ask_no_more(self, leader: User) -> None:
        def asked() -> int:
            with CaptureQueriesContext(
                connection,
            ) as found:
                chains_of(Team.objects.select_related("leader", "enterprise__cluster", "cluster"), leader, today())
            return len(found)

        def one(n: int) -> None:
            ours = team(f"第{n}队")
            TeamMember.objects.create(team=ours, talent=talent(f"甲{n}"), since=ago(40))
            TeamProject.objects.create(team=ours, project=project(n), since=ago(40))

        one(1)
        asked()
        first = asked()
        for n in range(2, 6):
            one(n)
        asked()
        assert asked() <= first


def test_a_firm_that_is_merged_takes_its_teams_along(leader: User) -> None:
    from enterprises.firm.merging import merge

    kept, gone = firm("示例留下"), firm("示例并入")
    ours = team(enterprise=gone)
    merge(kept, gone, reason="同一家", by=leader, now=timezone.now())
    ours.refresh_from_db()
    assert ours.enterprise == kept


@pytest.mark.django_db(transaction=True)
class TestDisbandedWhileJoined:
    """Somebody joins while the team is being disbanded."""

    def joined(self) -> tuple[Any, Team]:
        ours, who, by = team(), talent(), person("qin")
        said = {"client_id": str(uuid.uuid4()), "team": ours.pk, "talent": who.pk, "since": ago(10).isoformat()}
        form = TeammateForm(said, instance=None, user=by)
        return during(lambda: ours.disband(on=ago(10), why="任务完成"), form.save_once), ours

    def test_nobody_stays_in_a_team_that_is_over(self) -> None:
        made, ours = self.joined()
        assert made is None
        assert not ours.members.exists()

    def test_control_without_the_lock_they_stay(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("talent.teams.forms.locked", lambda model, pk: model.objects.get(pk=pk))
        made, ours = self.joined()
        assert made == ours.members.get()
        assert made.ended_on is None
