"""Nodes of plans from a table."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import User
from projects.models import Milestone, Project
from tests.projects.scene import FRIDAY, node, person, project
from tests.sheets.scene import book, bring, came_to, exported, filled, kind, take_back, wrong

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: FRIDAY)


@pytest.fixture
def wang() -> User:
    return person("wang")


@pytest.fixture
def given_project(wang: User) -> Project:
    return project(responsible=wang, name="甲园")


def plan(of: Project) -> list[tuple[int, str, str]]:
    return [(each.rank, each.name, each.planned_on.isoformat()) for each in of.milestones.order_by("rank")]


def test_a_filled_template_makes_a_plan_and_goes_back(given_project: Project, wang: User) -> None:
    rows = [
        {"项目编号": given_project.code, "次序": 1, "节点": "立项", "类型": "审批报建", "现计划": "2026-12-01"},
        {"项目名称": "甲园", "节点": "打桩", "现计划": "2027年1月15日", "实际": ""},
        {"项目编号": given_project.code, "节点": "封顶", "现计划": dt.datetime(2027, 6, 1)},
    ]
    batch, results = bring("nodes", wang, filled(kind("nodes", wang), *rows))
    assert wrong(results) == []
    assert came_to(results) == ["new", "new", "new"]
    assert plan(given_project) == [(1, "立项", "2026-12-01"), (2, "打桩", "2027-01-15"), (3, "封顶", "2027-06-01")]
    assert list(given_project.milestones.values_list("kind", flat=True)) == ["approval", "work", "work"]
    assert set(given_project.milestones.values_list("baseline_on", "planned_on")) == {
        (each.planned_on, each.planned_on) for each in given_project.milestones.all()
    }
    assert came_to(bring("nodes", wang, exported(kind("nodes", wang)))[1]) == ["same"] * 3
    assert take_back(batch, wang) == []
    assert plan(given_project) == []


def test_the_same_file_again_adds_nothing_also_in_another_order(given_project: Project, wang: User) -> None:
    heads = ["项目编号", "次序", "节点", "计划完成时间"]
    rows = [[given_project.code, n, f"节点{n}", f"2027-0{n}-01"] for n in (3, 1, 2)]
    assert came_to(bring("nodes", wang, book(heads, *rows))[1]) == ["new"] * 3
    assert [name for _rank, name, _on in plan(given_project)] == ["节点1", "节点2", "节点3"]
    assert came_to(bring("nodes", wang, book(heads, *rows))[1]) == ["same"] * 3


def test_before_the_freeze_a_date_moves_and_takes_the_baseline_along(given_project: Project, wang: User) -> None:
    row = node(given_project, 1, "2027-01-01", name="打桩")
    batch, results = bring("nodes", wang, book(["项目", "节点名称", "现计划"], ["甲园", "打桩", "2027-02-01"]))
    assert results[0].changes == {"planned_on": "2027-02-01", "baseline_on": "2027-02-01"}
    row.refresh_from_db()
    assert (row.planned_on, row.baseline_on) == (dt.date(2027, 2, 1), dt.date(2027, 2, 1))
    assert take_back(batch, wang) == []
    row.refresh_from_db()
    assert (row.planned_on, row.baseline_on) == (dt.date(2027, 1, 1), dt.date(2027, 1, 1))


class TestFrozen:
    """After the freeze a table does what the page does."""

    @pytest.fixture(autouse=True)
    def _frozen(self, given_project: Project) -> None:
        node(given_project, 1, "2026-11-10", name="打桩")
        given_project.freeze_baseline(on=FRIDAY.date())

    def test_a_date_is_refused_in_the_page_s_words(self, given_project: Project, wang: User) -> None:
        _batch, results = bring("nodes", wang, book(["项目", "节点", "现计划"], ["甲园", "打桩", "2027-02-01"]))
        assert wrong(results) == [(2, "现计划", "“打桩”的基线已冻结，改期请提交延期申请。")]
        assert plan(given_project) == [(1, "打桩", "2026-11-10")]

    def test_a_node_is_done_and_undone(self, given_project: Project, wang: User) -> None:
        batch, _results = bring("nodes", wang, book(["项目", "节点", "实际"], ["甲园", "打桩", "2026-11-12"]))
        assert given_project.milestones.get().actual_on == dt.date(2026, 11, 12)
        assert take_back(batch, wang) == []
        assert given_project.milestones.get().actual_on is None

    def test_a_new_node_stays_in_the_frozen_plan(self, given_project: Project, wang: User) -> None:
        batch, results = bring("nodes", wang, book(["项目", "节点", "现计划"], ["甲园", "封顶", "2027-02-01"]))
        assert came_to(results) == ["new"]
        assert take_back(batch, wang) == ["基线已冻结，节点不能撤回。"]
        assert given_project.milestones.count() == 2


def test_a_date_that_is_computed_is_refused(given_project: Project, wang: User) -> None:
    node(given_project, 1, "2027-01-01", name="打桩", working_days=5)
    _batch, results = bring("nodes", wang, book(["项目", "节点", "现计划"], ["甲园", "打桩", "2027-02-01"]))
    assert wrong(results) == [(2, "现计划", "“打桩”的日期由倒排算出，请在倒排时间表里改。")]


def test_every_error_of_a_row_is_told_at_its_cell(given_project: Project, wang: User) -> None:
    heads = ["项目编号", "次序", "节点", "类型", "现计划", "实际"]
    data = book(heads, [given_project.code, "一百", "长" * 41, "别的", "2027-2-30", "2030-01-01"])
    _batch, results = bring("nodes", wang, data)
    assert [head for _row, head, _said in wrong(results)] == heads[1:]


@pytest.mark.parametrize(
    ("code", "name", "head", "said"),
    [
        ("YH-1", "", "项目编号", "没有编号为 YH-1 的项目，请先导入项目。"),
        ("", "丙园", "项目名称", "没有叫“丙园”的项目，请先导入项目。"),
        ("YH-2026-001", "丙园", "项目名称", "编号 YH-2026-001 的项目是“甲园”。"),
        ("", "", "项目编号", "请填项目编号或项目名称。"),
    ],
)
def test_a_row_names_its_project(
    code: str, name: str, head: str, said: str, given_project: Project, wang: User
) -> None:
    data = book(["项目编号", "项目名称", "节点", "现计划"], [code, name, "打桩", "2027-01-01"])
    assert wrong(bring("nodes", wang, data)[1]) == [(2, head, said)]


def test_nodes_of_one_name_are_told_apart_by_their_rank(given_project: Project, wang: User) -> None:
    for rank in (1, 2):
        node(given_project, rank, f"2026-11-0{rank}", name="验收")
    _batch, results = bring("nodes", wang, book(["项目", "节点", "实际"], ["甲园", "验收", "2026-11-12"]))
    assert [head for _row, head, _said in wrong(results)] == ["节点"]
    bring("nodes", wang, book(["项目", "次序", "节点", "实际"], ["甲园", 2, "验收", "2026-11-12"]))
    assert list(given_project.milestones.values_list("rank", "actual_on")) == [(1, None), (2, dt.date(2026, 11, 12))]


def test_a_node_that_is_aside_is_not_made_again(given_project: Project, wang: User) -> None:
    node(given_project, 1, "2027-01-01", name="环评", not_applicable="不需要")
    _batch, results = bring("nodes", wang, book(["项目", "节点", "现计划"], ["甲园", "环评", "2027-02-01"]))
    assert wrong(results) == [(2, "节点", "这个节点已标为不适用。")]


def test_somebody_else_s_plan_is_read_only(wang: User) -> None:
    given = project(responsible=person("zhao"), name="乙园")
    node(given, 1, "2027-01-01", name="打桩")
    heads = ["项目", "节点", "现计划"]
    assert came_to(bring("nodes", wang, book(heads, ["乙园", "打桩", "2027-01-01"]))[1]) == ["same"]
    for name in ("打桩", "封顶"):
        _batch, results = bring("nodes", wang, book(heads, ["乙园", name, "2027-02-01"]))
        assert wrong(results) == [(2, "项目编号", "你没有修改这个项目的权限。")]


def test_what_somebody_changed_since_stays(given_project: Project, wang: User) -> None:
    batch, _results = bring("nodes", wang, book(["项目", "节点", "现计划"], ["甲园", "打桩", "2026-11-01"]))
    given_project.milestones.get().complete(on=dt.date(2026, 11, 3))
    assert len(take_back(batch, wang)) == 1
    assert given_project.milestones.get().actual_on == dt.date(2026, 11, 3)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_whatever_people_wrote_comes_back_the_same(name: str, given_project: Project, wang: User) -> None:
    Milestone.everything.all().delete()
    _batch, results = bring("nodes", wang, book(["项目", "节点", "现计划"], ["甲园", name, "2027-01-01"]))
    if came_to(results) == ["new"]:
        assert came_to(bring("nodes", wang, exported(kind("nodes", wang)))[1]) == ["same"]
    else:
        assert wrong(results), "what is not taken is refused in words"
