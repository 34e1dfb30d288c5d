"""作战图 and 看板: what they show, to whom, grouped and filtered."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.enums import Role
from core.models import Cluster, User
from projects.models import Project, TaskForce
from tests.projects.scene import as_user, node, person, project, report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
PAGES = ("/projects/chart/", "/projects/board/")


def page(user: User, url: str) -> str:
    response = as_user(user).get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("url", PAGES)
class TestBoth:
    def test_projects_stand_there_with_their_lamps(self, url: str, given: Project, wang: User) -> None:
        node(given, 1, "2026-08-03")
        text = page(wang, url)
        assert given.name in text
        assert "lamp-red" in text

    def test_filters_narrow(self, url: str, given: Project, wang: User) -> None:
        other = project("B-1", stage="signed")
        assert other.name in page(wang, f"{url}?stage=signed")
        assert given.name not in page(wang, f"{url}?stage=signed")
        assert given.name not in page(wang, f"{url}?lamp=red")

    def test_nothing_found_is_said(self, url: str, given: Project, wang: User) -> None:
        assert "没有符合条件的项目" in page(wang, f"{url}?q=不存在")

    def test_a_liaison_officer_sees_none_of_other_firms(self, url: str, given: Project) -> None:
        assert given.name not in page(person("su", Role.LIAISON), url)

    def test_the_number_of_queries_does_not_grow(self, url: str, wang: User) -> None:
        client, counts = as_user(wang), []
        for number in range(3):
            each = project(f"YH-2026-00{number}", responsible=wang, leader=wang)
            node(each, 1, "2026-10-30")
            report(each, "2026-11-16", wang)
            client.get(url)
            with CaptureQueriesContext(connection) as caught:
                client.get(url)
            counts.append(len(caught))
        assert counts[0] >= counts[1] == counts[2]


class TestChart:
    def test_a_project_without_nodes_is_counted_and_drawn_when_asked_for(self, given: Project, wang: User) -> None:
        bare = project("B-1")
        assert bare.name in page(wang, "/projects/chart/"), "where nothing has a bar, nothing is left out"
        node(given, 1, "2026-10-30")
        shown = page(wang, "/projects/chart/")
        assert bare.name not in shown
        assert "另有 1 个项目待补录节点" in shown
        asked = page(wang, "/projects/chart/?undrawn=1")
        assert bare.name in asked
        assert "待补录节点" not in asked

    def test_groups_by_cluster_unit_and_leader(self, given: Project, wang: User) -> None:
        given.cluster = Cluster.objects.create(key="ev", name="新能源汽车", rank=1)
        given.task_force = TaskForce.objects.create(name="汽车专班")
        given.save()
        for group, name in (("cluster", "新能源汽车"), ("unit", "汽车专班"), ("leader", "牵头领导待指定")):
            shown = page(wang, f"/projects/chart/?group={group}")
            assert f'colspan="3"> {name}' in " ".join(shown.split())

    @pytest.mark.parametrize("query", ["group=castle", "zoom=year", "group=", "zoom='; --"])
    def test_a_strange_choice_is_the_usual_one(self, given: Project, wang: User, query: str) -> None:
        text = page(wang, f"/projects/chart/?{query}")
        assert given.name in text

    @pytest.mark.parametrize("zoom", ["week", "month", "quarter"])
    def test_every_scale_draws_the_bars(self, given: Project, wang: User, zoom: str) -> None:
        node(given, 1, "2026-08-03", kind="stage", closes="started", actual_on="2026-08-05")
        node(given, 2, "2027-02-01", kind="stage", closes="built")
        text = page(wang, f"/projects/chart/?zoom={zoom}")
        assert 'class="g-actual"' in text
        assert 'class="g-plan"' in text
        assert "style=" not in text

    def test_a_project_without_a_plan_says_so(self, given: Project, wang: User) -> None:
        assert "公开报道未载节点，待责任单位补录" in page(wang, "/projects/chart/")
        Project.objects.update(is_example=True)
        assert "节点待补录" in page(wang, "/projects/chart/")


class TestBoard:
    def test_each_stage_has_its_column(self, given: Project, wang: User, settings: Any) -> None:
        given.stage = "built"
        given.save()
        text = page(wang, "/projects/board/")
        assert text.index("竣工") < text.index(given.name)
        for stage in ("签约", "开工", "竣工", "达产"):
            assert f'aria-label="{stage}"' in text
