"""Who touched this row, for auditors; and the history of a noun, for whoever may open its page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from core.enums import AuditKind
from core.kernel.access import may_open
from core.models import User
from enterprises.models import Contact, Enterprise, PlanEntry, VisitHandoff
from finance.models import Product
from projects.models import Action, Blocker, Lead, Milestone, Project
from talent.models import Course, Talent, TalentPlatform, Team
from tests.world import Side, World
from tests.zone_tracker.test_budgets import statements
from tests.zone_tracker.trail.scene import acting, lines, main
from zone_tracker.trail.nouns import NOUNS, parts_of

pytestmark = pytest.mark.django_db


def rows_of(side: Side) -> dict[type, Any]:
    """A row of each noun."""
    project = side.project
    return {
        type(row): row
        for row in (
            side.firm,
            side.visit,
            side.request,
            PlanEntry.objects.get(enterprise=side.firm),
            project,
            Lead.objects.get(officer=project.responsible),
            Blocker.objects.get(project=project),
            Action.objects.get(project=project),
            VisitHandoff.objects.filter(visit__enterprise=side.firm).first(),
            side.talent,
            side.wanted,
            TalentPlatform.objects.get(enterprise=side.firm),
            Course.objects.get(platform__enterprise=side.firm),
            Team.objects.get(leader=side.talent),
            side.line,
            Product.objects.get(institution=side.institution),
        )
    }


class TestWhoTouchedThisRow:
    def test_who_how_often_and_what(self, shared_world: World, client_for: Callable[[User], Client]) -> None:
        cast, firm = shared_world.cast, shared_world.own.firm
        for person, address in ((cast.liaison, "一路"), (cast.liaison, "二路"), (cast.leader, "三路")):
            with acting(person):
                Enterprise.objects.filter(pk=firm.pk).update(address=address)
        client_for(cast.talent).get(f"/enterprises/{firm.pk}/")  # a reading
        auditor, url = client_for(cast.auditor), f"/audit/rows/enterprises_enterprise/{firm.pk}/"
        shown = auditor.get(url).context
        assert (shown["noun"], shown["name"], shown["url"]) == ("企业", firm.short_name, f"/enterprises/{firm.pk}/")
        assert [(each["user__name"], each["writes"], each["times"]) for each in shown["people"]] == [
            (cast.liaison.name, 2, 2),
            (cast.leader.name, 1, 1),
            (cast.talent.name, 0, 1),
        ]
        assert {line.event.kind for line in lines(auditor, url)} == {"created", "changed", "read"}
        text = main(auditor, url)
        assert '<td class="del">一路</td> <td class="ins">二路</td>' in text
        assert f"/audit/people/{cast.liaison.pk}/{timezone.localdate()}/" in text

    def test_one_that_is_no_more(self, shared_world: World, client_for: Callable[[User], Client]) -> None:
        with acting(shared_world.cast.liaison):
            contact = Contact.objects.create(enterprise=shared_world.own.firm, name="顾念慈")
        key = contact.pk
        with acting(shared_world.cast.liaison):
            contact.delete()
        text = main(client_for(shared_world.cast.auditor), f"/audit/rows/enterprises_contact/{key}/")
        assert "谁动过 顾念慈" in text
        assert "打开现在的页面" not in text

    def test_nobody_touched_it(self, shared_world: World, client_for: Callable[[User], Client]) -> None:
        auditor = client_for(shared_world.cast.auditor)
        for path in ("enterprises_enterprise/0", "no_such_table/1", "pghistory_events/1", "core_auditseal/1"):
            assert auditor.get(f"/audit/rows/{path}/").status_code == 404, path


class TestHistory:
    def test_every_noun_has_one(self, shared_world: World) -> None:
        assert rows_of(shared_world.own).keys() == NOUNS.keys()
        assert all(parts_of(model) for model in NOUNS)

    def test_it_opens_where_the_page_does(self, shared_world: World, client_for: Callable[[User], Client]) -> None:
        """For everybody of the cast, to some of whom the rows are foreign; a project's for those of its history."""
        opened: set[type] = set()
        for person in shared_world.cast:
            client = client_for(person)
            for model, row in rows_of(shared_world.own).items():
                noun = NOUNS[model]
                page = client.get(noun.url(row)).status_code == 200
                may = page and may_open(person, noun.rights) and may_open(person, "history")
                status = client.get(f"/history/{noun.kind}/{row.pk}/").status_code
                assert status in ((200,) if may else (302, 403, 404)), (person.username, noun.kind, status)
                opened |= {model} if may else set()
        assert opened == {*NOUNS}

    def test_a_projects_is_not_for_who_may_only_open_it(
        self, shared_world: World, client_for: Callable[[User], Client]
    ) -> None:
        project, cast = shared_world.own.project, shared_world.cast
        for person, status in ((cast.leader, 200), (cast.project, 200), (cast.auditor, 200), (cast.handler, 404)):
            client = client_for(person)
            assert client.get(f"/projects/{project.code}/").status_code == 200
            assert client.get(f"/history/project/{project.pk}/").status_code == status, person.username

    def test_no_such_noun_or_row(self, shared_world: World, client_for: Callable[[User], Client]) -> None:
        leader = client_for(shared_world.cast.leader)
        for path in ("enterprise/0", "user/1", "contact/1", "auditevent/1"):
            assert leader.get(f"/history/{path}/").status_code == 404, path

    def test_other_rooms_keep_theirs(self, shared_world: World, client_for: Callable[[User], Client]) -> None:
        """Of a firm's history its loans and its people are no part."""
        firm, leader = shared_world.own.firm, client_for(shared_world.cast.leader)
        with acting(shared_world.cast.talent):
            Talent.objects.filter(pk=shared_world.own.talent.pk).update(title="首席工程师")
        with acting(shared_world.cast.liaison):
            Contact.objects.filter(enterprise=firm).update(title="总经理")
        tables = {line.event.table for line in lines(leader, f"/history/enterprise/{firm.pk}/")}
        assert {table.partition("_")[0] for table in tables} == {"enterprises"}
        text = main(leader, f"/history/enterprise/{firm.pk}/")
        assert "总经理" in text
        assert "首席工程师" not in text
        assert "首席工程师" in main(leader, f"/history/talent/{shared_world.own.talent.pk}/")
        own, foreign = (side.canaries for side in (shared_world.own, shared_world.foreign))
        assert not [word for word in foreign - own if word in text]

    def test_telephones_are_masked(self, shared_world: World, client_for: Callable[[User], Client]) -> None:
        with acting(shared_world.cast.talent):
            Talent.objects.filter(pk=shared_world.own.talent.pk).update(phone="13912340071")
        text = main(client_for(shared_world.cast.talent), f"/history/talent/{shared_world.own.talent.pk}/")
        assert "139****0071" in text
        assert "13912340071" not in text

    def test_what_was_deleted_stays(self, shared_world: World, client_for: Callable[[User], Client]) -> None:
        project, officer = shared_world.own.project, shared_world.cast.project
        today = timezone.localdate()
        with acting(officer):
            node = Milestone.objects.create(
                project=project, rank=9, name="竣工验收", baseline_on=today, planned_on=today
            )
        with acting(officer):
            node.delete()
        past = lines(client_for(officer), f"/history/project/{project.pk}/")
        (gone,) = [line for line in past if line.event.kind == AuditKind.DELETED]
        assert (gone.name, gone.event.user) == ("竣工验收", officer)

    def test_it_goes_two_steps_down(self, shared_world: World) -> None:
        names = {history.table: path for history, path in parts_of(Project).items()}
        assert names["projects_commitmentreading"] == "commitment__project"
        assert names["projects_project"] == "pgh_obj"

    def test_twenty_a_page_and_as_much_asked_of_many_people(
        self, shared_world: World, client_for: Callable[[User], Client]
    ) -> None:
        firm, leader = shared_world.own.firm, client_for(shared_world.cast.leader)
        url, asked = f"/history/enterprise/{firm.pk}/", []
        for person in (shared_world.cast.liaison, *shared_world.cast.roles()):
            for n in range(3):
                with acting(person):
                    Enterprise.objects.filter(pk=firm.pk).update(address=f"{person.username} {n}")
            leader.get(url)
            asked.append(len(statements(leader, url)))
        assert max(asked) == asked[0]
        assert len(lines(leader, url)) == 20
        assert lines(leader, f"{url}?page=2")
