"""Projects from a table."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.enums import Role
from core.models import Department, User
from core.sheets.batches import looked_at
from core.sheets.matching import find_table
from core.sheets.reading import grids
from projects.enums import Duty, Stage
from projects.models import Milestone, OpeningBalance, Project, StageWaiver, TaskForce
from projects.models.standing import Standing, StandingQuerySet
from tests.enterprises.scene import firm
from tests.projects.scene import FRIDAY, node, person, project
from tests.sheets.scene import book, bring, came_to, exported, filled, kind, take_back, wrong

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: FRIDAY)


@pytest.fixture
def wang() -> User:
    return person("wang")


def entered(of: Project) -> dict[str, str]:
    return {each.stage: each.on.isoformat() for each in of.stage_changes.all()}


def test_a_filled_template_makes_a_project_with_all_that_hangs_on_it(wang: User) -> None:
    maker, leader = firm("甲一科技"), person("li", Role.LEADER)
    force = TaskForce.objects.create(name="智能装备专班")
    row = {
        "项目名称": "智能装备产业园",
        "企业": "甲一科技",
        "类型": "三类500强、外资",
        "总投资（万元）": "1.2亿元",
        "总投资为下限": "是",
        "列入重点项目日期": "2026.3.1",
        "定领导": str(leader),
        "定专班": "智能装备专班",
        "定责任": str(wang),
        "定时间": dt.datetime(2027, 6, 30),
        "签约日期": "2026年1月8日",
        "开工日期": 46113,  # 2026-04-01
        "期初截至": "2025-12-31",
        "期初投资（万元）": 300,
        "期初来源": "2025 年统计台账",
    }
    of = kind("projects", wang)
    kinds_of = [str(label) for _key, label in of.columns[6].holds.choices()]
    row["类型"] = "、".join(reversed(kinds_of[:2]))
    batch, results = bring("projects", wang, filled(of, row))
    assert wrong(results) == []
    assert came_to(results) == ["new"]
    made = Project.objects.get(name="智能装备产业园")
    assert (made.code, made.enterprise, made.leader, made.task_force) == ("YH-2026-001", maker, leader, force)
    assert (made.total_investment_wan, made.investment_is_floor) == (Decimal(12000), True)
    assert (made.stage, entered(made)) == (Stage.STARTED, {"signed": "2026-01-08", "started": "2026-04-01"})
    assert made.opening_balances.get().wan == 300
    assert made.held(Duty.RESPONSIBLE, FRIDAY.date()) == wang
    assert (made.registered_by, made.registered_at) == (wang, FRIDAY)
    assert came_to(bring("projects", wang, exported(of))[1]) == ["same"]
    assert take_back(batch, wang) == []
    assert not Project.objects.exists()
    assert not OpeningBalance.objects.exists()


def test_the_same_file_again_adds_nothing(wang: User) -> None:
    data = book(["项目名称", "定责任", "总投资（亿元）"], ["甲园", "示例wang", 1.5], ["乙园", "", 2])
    assert came_to(bring("projects", wang, data)[1]) == ["new", "new"]
    assert came_to(bring("projects", wang, data)[1]) == ["same", "same"]
    assert list(Project.objects.values_list("code", "total_investment_wan")) == [
        ("YH-2026-001", 15000),
        ("YH-2026-002", 20000),
    ]


def test_what_changed_is_told_cell_by_cell_and_goes_back(wang: User) -> None:
    given = project(responsible=wang, partner="甲方", total_investment_wan=100)
    zhao = person("zhao")
    data = book(["编号", "合作方", "总投资（万元）", "定责任"], [given.code, "乙方", 250, "示例zhao"])
    batch, results = bring("projects", wang, data)
    assert results[0].changes == {"partner": "乙方", "total_investment_wan": "250", "responsible": "示例zhao"}
    given.refresh_from_db()
    assert (given.partner, given.total_investment_wan, given.responsible, given.version) == ("乙方", 250, zhao, 2)
    assert given.held(Duty.RESPONSIBLE, FRIDAY.date()) == zhao
    assert take_back(batch, person("root", Role.PROJECT_OFFICER)) == ["你没有修改这个项目的权限。"]


def test_a_change_goes_back(wang: User) -> None:
    given = project(responsible=wang, partner="甲方", attract_kinds=[])
    batch, _results = bring("projects", wang, book(["编号", "合作方", "来源"], [given.code, "乙方", "清单"]))
    assert take_back(batch, wang) == []
    given.refresh_from_db()
    assert (given.partner, given.source) == ("甲方", "")


def test_what_somebody_changed_since_stays(wang: User) -> None:
    given = project(responsible=wang, partner="甲方")
    batch, _results = bring("projects", wang, book(["编号", "合作方"], [given.code, "乙方"]))
    given.refresh_from_db()
    given.amend({"partner": "丙方"}, expected_version=given.version)
    assert len(take_back(batch, wang)) == 1
    given.refresh_from_db()
    assert given.partner == "丙方"


def test_every_error_of_a_row_is_told_at_its_cell_at_once(wang: User) -> None:
    heads = [
        "项目名称",
        "企业",
        "总投资（万元）",
        "定领导",
        "定时间",
        "阶段",
        "开工日期",
        "期初截至",
        "期初投资（万元）",
    ]
    data = book(heads, ["甲园", "没有这家", "很多", "某某", "2027-13-1", "在建", "2030-01-01", "2025-12-31", "-3"])
    batch, results = bring("projects", wang, data)
    assert batch is None
    assert {head for _row, head, _said in wrong(results)} == set(heads[1:]) - {"期初截至"}
    assert {row for row, _head, _said in wrong(results)} == {2}
    assert not Project.objects.exists()


def test_people_of_one_name_are_told_apart_by_their_department(wang: User) -> None:
    one, two = (Department.objects.create(key=key, name=name) for key, name in (("a", "规划科"), ("b", "科技科")))
    person("q1", name="王强", department=one)
    meant = person("q2", name="王强", department=two)
    heads = ["项目名称", "定责任"]
    _batch, results = bring("projects", wang, book(heads, ["甲园", "王强"]))
    assert [head for _row, head, _said in wrong(results)] == ["定责任"]
    assert came_to(bring("projects", wang, book(heads, ["甲园", "王强（科技科）"]))[1]) == ["new"]
    assert came_to(bring("projects", wang, book(heads, ["甲园", "王强(科技科)"]))[1]) == ["same"]
    assert Project.objects.get().responsible == meant
    cells = kind("projects", wang).cells(kind("projects", wang).rows().get())
    assert cells["responsible"] == "王强（科技科）"


def test_a_code_and_a_name_of_two_projects_are_refused(wang: User) -> None:
    project("YH-2026-001", name="甲园")
    _batch, results = bring("projects", wang, book(["编号", "项目名称"], ["YH-2026-009", "甲园"]))
    assert wrong(results) == [(2, "编号", "“甲园”的编号是 YH-2026-001，请核对编号或名称。")]


def test_who_may_not_change_a_project_changes_nothing_but_may_keep_its_row(wang: User) -> None:
    given = project(responsible=person("zhao"), partner="甲方")
    heads = ["编号", "合作方"]
    assert came_to(bring("projects", wang, book(heads, [given.code, "甲方"]))[1]) == ["same"]
    _batch, results = bring("projects", wang, book(heads, [given.code, "乙方"]))
    assert wrong(results) == [(2, "编号", "你没有修改这个项目的权限。")]


def test_another_firm_is_no_matter_of_a_table(wang: User) -> None:
    given = project(enterprise=firm("甲一科技"), responsible=wang)
    firm("乙二机电")
    _batch, results = bring("projects", wang, book(["编号", "企业", "总投资（万元）"], [given.code, "乙二机电", "x"]))
    assert {head for _row, head, _said in wrong(results)} == {"企业", "总投资（万元）"}
    given.refresh_from_db()
    assert str(given.enterprise) == "甲一科技"


def test_a_name_that_is_nearly_another_s_is_asked_about(wang: User) -> None:
    project(name="智能装备产业园")
    data = book(["项目名称", "来源", "认定"], ["智能装备产业园项目", "清单", ""], ["机器人总部", "清单", ""])
    _batch, results = bring("projects", wang, data)
    assert came_to(results) == ["asked", "new"]
    assert Project.objects.count() == 1, "all or nothing"
    data = book(["项目名称", "来源", "认定"], ["智能装备产业园项目", "清单", "是"])
    assert came_to(bring("projects", wang, data)[1]) == ["new"]


class TestStages:
    """The days of the stages."""

    def test_a_corrected_day_of_an_earlier_stage_leaves_the_later_ones(self, wang: User) -> None:
        given = project(responsible=wang)
        for stage, day in ((Stage.SIGNED, 1), (Stage.STARTED, 5), (Stage.BUILT, 9)):
            given.enter_stage(stage, on=dt.date(2026, 1, day), by=wang)
        batch, results = bring("projects", wang, book(["编号", "开工日期"], [given.code, "2026-01-07"]))
        assert results[0].changes == {"started_on": "2026-01-07"}
        given.refresh_from_db()
        assert given.stage == Stage.BUILT
        assert entered(given) == {"signed": "2026-01-01", "started": "2026-01-07", "built": "2026-01-09"}
        assert take_back(batch, wang) == []
        assert entered(given)["started"] == "2026-01-05"

    def test_a_later_day_moves_the_project_on_and_back_again(self, wang: User) -> None:
        given = project(responsible=wang)
        given.enter_stage(Stage.SIGNED, on=dt.date(2026, 1, 1), by=wang)
        batch, _results = bring("projects", wang, book(["编号", "竣工日期"], [given.code, "2026-10-01"]))
        given.refresh_from_db()
        assert given.stage == Stage.BUILT
        assert take_back(batch, wang) == []
        given.refresh_from_db()
        assert (given.stage, entered(given)) == (Stage.SIGNED, {"signed": "2026-01-01"})

    def test_an_emptied_day_was_never_entered(self, wang: User) -> None:
        given = project(responsible=wang)
        for stage, day in ((Stage.SIGNED, 1), (Stage.STARTED, 5), (Stage.BUILT, 9)):
            given.enter_stage(stage, on=dt.date(2026, 1, day), by=wang)
        bring("projects", wang, book(["编号", "开工日期"], [given.code, "清空"]))
        assert entered(given) == {"signed": "2026-01-01", "built": "2026-01-09"}
        bring("projects", wang, book(["编号", "竣工日期"], [given.code, "清空"]))
        given.refresh_from_db()
        assert (given.stage, entered(given)) == (Stage.SIGNED, {"signed": "2026-01-01"})
        _batch, results = bring("projects", wang, book(["编号", "签约日期"], [given.code, "清空"]))
        assert wrong(results) == [(2, "签约日期", "已进入的阶段不能清空。")]

    def test_a_first_stage_goes_back_with_the_nodes_that_it_closed(self, wang: User) -> None:
        given = project(responsible=wang)
        closing = node(given, 1, "2026-12-31", closes=Stage.SIGNED)
        batch, results = bring("projects", wang, book(["编号", "签约日期"], [given.code, "2026-03-02"]))
        assert wrong(results) == []
        closing.refresh_from_db()
        assert closing.actual_on == dt.date(2026, 3, 2)
        assert take_back(batch, wang) == []
        given.refresh_from_db()
        closing.refresh_from_db()
        assert (given.stage, entered(given), closing.actual_on) == ("", {}, None)

    def test_a_node_that_was_done_before_stays_done(self, wang: User) -> None:
        given = project(responsible=wang)
        closing = node(given, 1, "2026-12-31", closes=Stage.SIGNED, actual_on=dt.date(2026, 2, 2))
        batch, _results = bring("projects", wang, book(["编号", "阶段"], [given.code, "签约"]))
        assert take_back(batch, wang) == []
        given.refresh_from_db()
        closing.refresh_from_db()
        assert (given.stage, closing.actual_on) == ("", dt.date(2026, 2, 2))

    def test_a_stage_that_is_named_goes_back_where_its_days_agree(self, wang: User) -> None:
        given = project(responsible=wang)
        for stage, day in ((Stage.SIGNED, 1), (Stage.STARTED, 5)):
            given.enter_stage(stage, on=dt.date(2026, 1, day), by=wang)
        data = book(["编号", "阶段", "竣工日期"], [given.code, "签约", "2026-02-02"])
        _batch, results = bring("projects", wang, data)
        assert wrong(results) == [(2, "阶段", "阶段写的是签约，却填了竣工日期，请核对。")]
        bring("projects", wang, book(["编号", "阶段"], [given.code, "签约"]))
        assert entered(given) == {"signed": "2026-01-01"}

    def test_days_out_of_order_are_refused_in_the_page_s_words(self, wang: User) -> None:
        data = book(["项目名称", "签约日期", "开工日期"], ["甲园", "2026-05-01", "2026-04-01"])
        _batch, results = bring("projects", wang, data)
        assert wrong(results) == [(2, "开工日期", "开工的日期不能早于签约（2026-05-01）。")]
        assert not Project.objects.exists()

    def test_the_gate_is_the_page_s(self, wang: User) -> None:
        given = project(responsible=wang)
        node(given, 1, "2026-12-01")
        node(given, 2, "2026-12-31", closes=Stage.STARTED)
        _batch, results = bring("projects", wang, book(["编号", "开工日期"], [given.code, "2026-11-01"]))
        ((row, head, said),) = wrong(results)
        assert (row, head) == (2, "开工日期")
        assert "节点1未完成" in said

    def test_a_leader_s_word_for_a_stage_is_kept(self, wang: User) -> None:
        given = project(responsible=wang)
        given.enter_stage(Stage.SIGNED, on=dt.date(2026, 1, 1), by=wang)
        node(given, 1, "2026-12-01")
        node(given, 2, "2026-12-31", closes=Stage.STARTED)
        asked = given.ask_waiver(Stage.STARTED, on=dt.date(2026, 3, 1), reason="先行", by=wang, now=FRIDAY)
        asked.decide(True, note="", by=person("li", Role.LEADER), now=FRIDAY)
        _batch, results = bring("projects", wang, book(["编号", "签约日期"], [given.code, "2026-01-03"]))
        assert wrong(results) == []
        assert StageWaiver.objects.get().stage_change.on == dt.date(2026, 3, 1)


class TestOpening:
    """期初投资, one balance a year."""

    def test_another_sum_of_the_year_is_asked_about_and_goes_back(self, wang: User) -> None:
        given = project(responsible=wang)
        heads = ["编号", "期初截至", "期初投资（万元）", "期初来源", "认定"]
        bring("projects", wang, book(heads, [given.code, "2025-11-30", 300, "台账", ""]))
        changed = [given.code, "2025-12-31", 350, "年报"]
        _batch, results = bring("projects", wang, book(heads, [*changed, ""]))
        assert came_to(results) == ["asked"]
        assert "改为 350 万元" in results[0].question.text
        batch, results = bring("projects", wang, book(heads, [*changed, "是"]))
        assert came_to(results) == ["changed"]
        balance = given.opening_balances.get()
        assert (balance.wan, balance.as_of, balance.source) == (350, dt.date(2025, 12, 31), "年报")
        assert take_back(batch, wang) == []
        balance.refresh_from_db()
        assert (balance.wan, balance.as_of, balance.source) == (300, dt.date(2025, 11, 30), "台账")

    def test_each_doubt_of_a_row_is_answered_by_its_own(self, wang: User) -> None:
        project(name="智能装备产业园")
        heads = ["项目名称", "来源", "总投资（万元）", "期初截至", "期初投资（万元）", "期初来源", "认定"]
        row = ["智能装备产业园项目", "清单", 100, "2025-12-31", 300, "台账"]
        _batch, results = bring("projects", wang, book(heads, [*row, ""]))
        assert "超过总投资" not in results[0].question.text
        _batch, results = bring("projects", wang, book(heads, [*row, "是"]))
        assert came_to(results) == ["asked"], "the other doubt was never seen"
        assert "超过总投资" in results[0].question.text
        assert came_to(bring("projects", wang, book(heads, [*row, "是、是"]))[1]) == ["new"]

    def test_on_the_page_each_answer_goes_on_with_those_before(self, wang: User) -> None:
        project(name="智能装备产业园")
        heads = ["项目名称", "来源", "总投资（万元）", "期初截至", "期初投资（万元）", "期初来源"]
        data = book(heads, ["智能装备产业园项目", "清单", 100, "2025-12-31", 300, "台账"])
        of, answers = kind("projects", wang), {}
        lines = find_table(grids(data), of).lines
        for outcome in ("asked", "asked", "new"):
            (result,) = looked_at(kind("projects", wang), lines, answers)
            assert str(result.outcome) == outcome
            answers = {"2": result.question.answers[0][0]} if result.question else {}

    def test_the_years_stand_side_by_side_and_go_as_they_came(self, wang: User) -> None:
        given = project(responsible=wang)
        heads = ["编号", "期初截至", "期初投资（万元）", "期初来源", "期初截至2", "期初投资2（万元）", "期初来源2"]
        row = [given.code, "2024-12-31", 100, "台账", "2025-12-31", 200, "台账"]
        batch, _results = bring("projects", wang, book(heads, row))
        assert list(given.opening_balances.values_list("year", "wan")) == [(2024, 100), (2025, 200)]
        assert came_to(bring("projects", wang, exported(kind("projects", wang)))[1]) == ["same"]
        assert take_back(batch, wang) == []
        assert not given.opening_balances.exists()


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXT, partner=TEXT, source=TEXT)
def test_whatever_people_wrote_comes_back_the_same(name: str, partner: str, source: str, wang: User) -> None:
    Milestone.objects.all().delete()
    Project.objects.all().delete()
    _batch, results = bring("projects", wang, book(["项目名称", "合作方", "来源"], [name, partner, source]))
    if came_to(results) == ["new"]:
        assert came_to(bring("projects", wang, exported(kind("projects", wang)))[1]) == ["same"]
    else:
        assert wrong(results), "what is not taken is refused in words"


def test_how_a_project_stands_is_worked_out_once_for_all_its_stages(
    wang: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_out: list[list[int]] = []
    write = StandingQuerySet._write

    def counted(self: StandingQuerySet, projects: list[int], now: dt.datetime) -> None:
        worked_out.append(projects)
        write(self, projects, now)

    monkeypatch.setattr(StandingQuerySet, "_write", counted)
    heads = ["项目名称", "招商日期", "签约日期", "开工日期"]
    _batch, results = bring("projects", wang, book(heads, ["甲园", "2025-01-08", "2026-01-08", "2026-04-01"]))
    assert came_to(results) == ["new"]
    made = Project.objects.get()
    assert (len(entered(made)), worked_out) == (3, [[made.pk]])
    assert not list(Standing.objects.differences(timezone.now()))
