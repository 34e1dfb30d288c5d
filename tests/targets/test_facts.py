"""The facts file: everything it says is stored, nothing is added, a second loading and a broken file change nothing."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models

from core.models import Cluster, Park, User
from enterprises.enums import UpgradeAxis
from enterprises.models import Enterprise, EnterpriseGrade, MonthlyFigures, Visit
from finance.models import Branch, CreditLine, Institution
from projects.enums import KEY_STAGES, AttractKind, ChainAction
from projects.models import Project, Update
from talent.models import Talent
from targets import facts
from targets.facts import FACTS, FactsError
from targets.models import Programme, ReportedFact, Statement, Target

pytestmark = pytest.mark.django_db
ROOMS = ("core", "enterprises", "projects", "talent", "finance", "targets")
# A fact that names an enumerated thing must be known to the enum; it has no row of its own.
ENUMERATED = (KEY_STAGES, AttractKind, ChainAction, UpgradeAxis)


@pytest.fixture
def data() -> dict[str, Any]:
    return yaml.safe_load(FACTS.read_text())


def leaves(value: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of the file with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{where}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, f"{where}[{number}]")
    else:
        yield where, value


def written() -> set[Any]:
    """Every value that stands in a table of ours after loading, enums also by their Chinese name."""
    found: set[Any] = {str(member.label) for members in ENUMERATED for member in members}
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            if "event" in model._meta.model_name or model._meta.model_name == "workday":
                continue
            for row in model._default_manager.all():
                for field in model._meta.concrete_fields:
                    value = getattr(row, field.attname)
                    found |= set(value) if isinstance(value, list) else {value}
                    if field.choices:
                        found.add(str(dict(field.flatchoices).get(value, "")))
    return found | {str(value) for value in found if isinstance(value, str)}


def is_stored(value: Any, stored: set[Any]) -> bool:
    if isinstance(value, bool):
        return True  # key_project: tested by name below
    if isinstance(value, int | float):
        number = Decimal(str(value))
        return any(form in stored for form in (number, int(value), number * 10_000))
    if isinstance(value, dt.date):
        return value in stored
    base = value.removesuffix("培育")
    return any(form in stored for form in (value, base, value.removeprefix("首发"))) or any(
        isinstance(other, str) and value in other for other in stored
    )


def test_every_value_of_the_file_stands_in_a_table(data: dict[str, Any]) -> None:
    facts.load()
    stored = written()
    assert [f"{where}: {value}" for where, value in leaves(data) if not is_stored(value, stored)] == []
    assert not is_stored("没有人说过的话", stored), "the control"
    assert not is_stored(987_654_321.5, stored), "the control: no key of a kept database comes so far"


def test_what_is_in_the_tables_is_what_the_file_says(data: dict[str, Any]) -> None:
    facts.load()
    assert Programme.objects.get().ends_on == dt.date(2023, 12, 31)
    assert [target.key for target in Target.objects.all()] == [row["key"] for row in data["targets"]]
    assert Target.objects.get(key="cluster_nev").value == 500
    assert set(Park.objects.values_list("key", flat=True)) == {row["key"] for row in data["parks"]}
    assert Cluster.objects.count() == 3
    assert set(Enterprise.objects.values_list("short_name", flat=True)) == {
        r["short_name"] for r in data["enterprises"]
    }
    assert {alias.name for alias in Enterprise.objects.get(short_name="长步道").aliases.all()} == {"长沙道"}
    assert Project.objects.count() == len(data["projects"])
    assert Project.objects.key().count() == 3
    half = Project.objects.get(name__contains="工程机械配套")
    assert (half.total_investment_wan, half.investment_is_floor) == (500_000, True)
    assert set(Institution.objects.values_list("name", flat=True)) == {"长沙银行", "建设银行"}
    assert set(Branch.objects.values_list("name", flat=True)) == {"建设银行芙蓉支行", "长沙银行信信支行"}
    granted = ReportedFact.objects.get(key="credit_granted")
    assert (granted.value, granted.on) == (Decimal("11.25"), dt.date(2021, 4, 6))
    assert "2021-04-06" in granted.source
    assert "没有逐笔明细" in granted.limits
    assert Statement.objects.get(key="liaison_promise").words == data["liaison"]["promise"]


@pytest.mark.parametrize("model", [User, Visit, Update, MonthlyFigures, Talent, CreditLine])
def test_nothing_is_invented(model: type[models.Model]) -> None:
    facts.load()
    assert not model._default_manager.exists()


def test_what_the_article_leaves_open_stays_open() -> None:
    facts.load()
    unknown = Project.objects.get(name="长步道机器视觉光电产业基地")
    assert (unknown.total_investment_wan, unknown.park, unknown.stage, unknown.leader) == (None, None, "", None)
    assert Enterprise.objects.filter(uscc__isnull=False).count() == 0
    assert Enterprise.objects.filter(park__isnull=False).count() == 0
    assert Target.objects.get(key="credit_granted").value is None
    assert not EnterpriseGrade.objects.filter(enterprise__short_name="捷易生物").exists()
    for model in (Programme, Enterprise, Project):
        assert not model.objects.filter(is_example=True).exists()


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, history included."""
    return {
        model._meta.label: sorted(map(str, model._default_manager.values_list()))
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
    }


def test_a_second_loading_changes_nothing_not_even_the_history() -> None:
    first = facts.load()
    assert first.created > 100
    before = everything()
    second = facts.load()
    assert second.nothing_new
    assert second.unchanged == first.created + first.unchanged
    assert everything() == before


def test_what_people_entered_since_is_not_overwritten() -> None:
    facts.load()
    Enterprise.objects.filter(short_name="比亚迪").update(full_name="比亚迪股份有限公司", address="某路 1 号")
    Project.objects.filter(name="曙光智能装备产业园").update(stage="signed")
    assert facts.load().nothing_new
    firm = Enterprise.objects.get(short_name="比亚迪")
    assert (firm.full_name, firm.address) == ("比亚迪股份有限公司", "某路 1 号")
    assert Project.objects.get(name="曙光智能装备产业园").stage == "signed"


def broken(change: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], str]:
    def write(data: dict[str, Any]) -> str:
        change(data)
        return yaml.safe_dump(data, allow_unicode=True)

    return write


BROKEN: dict[str, tuple[Callable[[dict[str, Any]], str], str]] = {
    "empty": (lambda _: "", "must be a mapping"),
    "a list": (lambda _: "- 1\n- 2\n", "must be a mapping"),
    "no yaml": (lambda _: "zone: [1, 2", "is not valid YAML"),
    "a bomb of brackets": (lambda _: "[" * 5000, "is not valid YAML"),
    "no date": (broken(lambda d: d["programme"].update(ends_on="soon")), "programme.ends_on has the wrong type"),
    "an impossible date": (lambda _: "programme: {adopted_on: 2021-02-30}", "is not valid YAML"),
    "a missing key": (broken(lambda d: d["zone"].pop("name")), "zone.name is missing"),
    "an unknown key": (broken(lambda d: d["zone"].update(colour="blue")), "nobody knows what to do with zone.colour"),
    "a missing part": (broken(lambda d: d.pop("liaison")), "liaison is missing"),
    "a negative goal": (broken(lambda d: d["targets"][0].update(value=-1)), r"targets\[0\].value must be a number"),
    "not a number": (broken(lambda d: d["targets"][0].update(value=float("nan"))), r"targets\[0\].value must be"),
    "too fine": (broken(lambda d: d["finance"].update(granted_yi=11.255)), "finance.granted_yi must be a number"),
    "too large": (broken(lambda d: d["targets"][0].update(value=10**15)), "does not fit into its table"),
    "an unknown unit": (broken(lambda d: d["targets"][0].update(unit="吨")), "Unit does not know '吨'"),
    "an unknown firm": (broken(lambda d: d["projects"][0].update(enterprise="无名")), "no enterprise is called '无名'"),
    "an unknown parent": (broken(lambda d: d["targets"][2].update(parent="x")), "Target 'x' is not in the file"),
    "one name twice": (
        broken(lambda d: d["clusters"].append({**d["clusters"][0], "lead": "别家"})),
        "stands in the file twice, and differently",
    ),
    "sums that disagree": (broken(lambda d: d["finance"].update(drawn_yi=2)), "does not agree with the target"),
    "an unknown stage": (broken(lambda d: d["projects"][4].update(stage="验收")), "Stage does not know '验收'"),
    "a slip at the very end": (broken(lambda d: d["liaison"].update(questions=["天气"])), "does not know '天气'"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_sentence_and_loads_nothing(name: str, data: dict[str, Any], tmp_path: Path) -> None:
    write, sentence = BROKEN[name]
    path = tmp_path / "facts.yaml"
    path.write_text(write(data))
    with pytest.raises(CommandError, match=sentence) as told:
        call_command("load_facts", "--file", str(path))
    assert str(told.value).startswith("Nothing was loaded: ")
    assert str(told.value).count("\n") == 0
    assert not Programme.objects.exists()
    assert not Enterprise.objects.exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("load_facts", "--file", str(tmp_path / "none.yaml"))


def test_a_broken_file_leaves_what_was_loaded_before(data: dict[str, Any], tmp_path: Path) -> None:
    facts.load()
    before = everything()
    data["targets"][0]["value"] = 2000
    data["liaison"]["role"] = 7
    path = tmp_path / "facts.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True))
    with pytest.raises(FactsError, match=r"liaison\.role has the wrong type"):
        facts.load(path)
    assert everything() == before


def test_a_demo_and_the_real_dates_do_not_mix() -> None:
    facts.load(shift_years=4)
    assert Programme.objects.get().starts_on == dt.date(2025, 4, 6)
    assert ReportedFact.objects.get(key="credit_drawn").on == dt.date(2025, 4, 6)
    assert Target.objects.get(key="key_projects").name == "落实“三高四新”战略重点项目（2025年）"
    with pytest.raises(FactsError, match="holds a demo"):
        facts.load()
