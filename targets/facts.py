"""Loading the facts of the programme (targets/data/yuhua_1133.yaml) into the tables: nothing invented, nothing twice.

A fact that names an enumerated thing (a stage, an axis, a grade) must be known to the enum; a fact with a table of its
own goes there; a figure that was only reported becomes a dated `ReportedFact`; what was only said a `Statement`.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import DatabaseError, OperationalError, models, transaction

from core.enums import ParkKind
from core.kernel.language import in_house_language
from core.models import Cluster, Park
from enterprises.enums import (
    AliasKind,
    Grade,
    GradeStatus,
    ListingStage,
    PlanKind,
    UpgradeAxis,
    VisitMode,
    VisitQuestion,
)
from enterprises.models import (
    CultivationPlan,
    Enterprise,
    EnterpriseAlias,
    EnterpriseGrade,
    InnovationPlatform,
    ListingStageChange,
    RequestKind,
    TechChallenge,
)
from finance.enums import InstitutionKind
from finance.models import Branch, Institution, Measure
from projects.enums import KEY_STAGES, AttractKind, ChainAction, Stage
from projects.models import Project
from talent.enums import Category, TalentPlatformKind
from talent.models import ApartmentGrant, Honour, TalentPlatform, TalentService, begin_counting
from targets.enums import Comparison, Unit
from targets.evidence import YI
from targets.facts_file import FactsError, Node, by_label, read
from targets.indicators import INDICATORS
from targets.models import Programme, ReportedFact, Statement, Target

FACTS = Path(__file__).parent / "data" / "yuhua_1133.yaml"
EMPTY = (None, "", [])


@dataclass
class Report:
    """What a loading did."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def nothing_new(self) -> bool:
        return not (self.created or self.changed)


def load(path: Path = FACTS, *, shift_years: int = 0) -> Report:
    """Load the file in one transaction; `shift_years` moves all its dates by whole years, for a demo.

    A row that agrees with the file is not touched, and what people have entered since is never overwritten: see
    `Loader.put` and `Loader.begin`. Raises FactsError; then nothing has been loaded.
    """
    facts = read(path)
    with in_house_language(), transaction.atomic():  # the file speaks Chinese, so must the enums' labels
        loader = Loader(facts, shift_years)
        for part in PARTS:
            part(loader)
        if overlooked := facts.overlooked():
            raise FactsError(f"nobody knows what to do with {', '.join(overlooked)}")
    return loader.report


class Loader:
    """One loading: the file, its shift in time, and what has been put into the tables so far."""

    def __init__(self, facts: Node, shift_years: int) -> None:
        self.facts, self.shift_years, self.report = facts, shift_years, Report()
        self.firms: dict[str, Enterprise] = {}
        self.targets: dict[str, Target] = {}
        self.promises: dict[str, tuple[Decimal | None, dt.date | None]] = {}  # by the file, whatever people keep now
        self.loaded: dict[tuple[Any, ...], tuple[models.Model, dict[str, Any]]] = {}
        programme = facts.node("programme")
        self.adopted_on = self.date(programme, "adopted_on")
        self.source = f"产业项目推进大会报道（{programme.need('adopted_on', dt.date):%Y-%m-%d}）"

    def date(self, node: Node, key: str) -> dt.date:
        """A date of the file, moved by the shift. Raises FactsError."""
        on = node.need(key, dt.date)
        try:
            return on.replace(year=on.year + self.shift_years)
        except ValueError as error:
            raise FactsError(f"{node.at(key)} cannot be moved by {self.shift_years} years") from error

    def date_or_none(self, node: Node, key: str) -> dt.date | None:
        """The same for a date that may be absent."""
        return self.date(node, key) if node.get(key, dt.date) else None

    def said_year(self, text: str) -> str:
        """Move a year that a name spells out: 重点项目（2021年）."""
        year = self.adopted_on.year - self.shift_years
        return text.replace(f"{year}年", f"{year + self.shift_years}年")

    def put(self, model: type[models.Model], key: dict[str, Any], /, **fields: Any) -> Any:
        """Create the row, or bring it in step with the file, which decides. Raises FactsError."""
        return self._keep(model, key, fields, file_decides=True)

    def begin(self, model: type[models.Model], key: dict[str, Any], /, **fields: Any) -> Any:
        """Create a row that people keep from then on; later only what is still empty is filled. Raises FactsError."""
        return self._keep(model, key, fields, file_decides=False)

    def _keep(
        self, model: type[models.Model], key: dict[str, Any], fields: dict[str, Any], *, file_decides: bool
    ) -> Any:
        mark = (model, *(getattr(value, "pk", value) for value in key.values()))
        if mark in self.loaded:
            row, before = self.loaded[mark]
            if before != fields:
                raise FactsError(f"{model.__name__} {row} stands in the file twice, and differently")
            return row
        try:
            row = self._write(model, key, fields, file_decides=file_decides)
        except OperationalError:
            raise  # the database is down; that is no fault of the file
        except (DatabaseError, ValueError, ArithmeticError) as error:
            first = str(error).strip().partition("\n")[0]
            said = "、".join(str(value) for value in key.values())
            raise FactsError(f"{model.__name__} {said!r} does not fit into its table: {first}") from error
        self.loaded[mark] = (row, fields)
        return row

    def _write(
        self, model: type[models.Model], key: dict[str, Any], fields: dict[str, Any], *, file_decides: bool
    ) -> Any:
        manager: Any = model._default_manager
        row = manager.filter(**key).first()
        if row is None:
            self.report.created += 1
            return manager.create(**key, **fields)
        differing = {name: said for name, said in fields.items() if getattr(row, name) != said}
        wrong = {name: said for name, said in differing.items() if file_decides or getattr(row, name) in EMPTY}
        if not wrong:
            self.report.unchanged += 1
            return row
        for name, value in wrong.items():
            setattr(row, name, value)
        row.save()
        self.report.changed += 1
        return row

    def firm(self, name: str, where: str) -> Enterprise:
        """A firm of the file by its short name or an alias. Raises FactsError."""
        if name not in self.firms:
            raise FactsError(f"{where}: no enterprise is called {name!r}")
        return self.firms[name]

    def promised(self, key: str, where: str) -> tuple[Decimal | None, dt.date | None]:
        """The value and the due date of a target as the file says them. Raises FactsError."""
        if key not in self.promises:
            raise FactsError(f"{where}: Target {key!r} is not in the file")
        return self.promises[key]

    def row(self, model: type[models.Model], key: str | None, where: str) -> Any:
        """A row that an earlier part loaded, by its key; None stays None. Raises FactsError."""
        if key is None:
            return None
        if (model, key) not in self.loaded:
            raise FactsError(f"{where}: {model.__name__} {key!r} is not in the file")
        return self.loaded[(model, key)][0]


def load_programme(loader: Loader) -> None:
    """The programme itself, with the zone and its industries. From then on people keep it, and its targets."""
    zone, programme = loader.facts.node("zone"), loader.facts.node("programme")
    industry = loader.facts.node("industry_positioning")
    _refuse_another(is_example=bool(loader.shift_years))
    loader.begin(
        Programme,
        {"code": programme.need("code", str)},
        name=programme.need("name", str),
        zone_name=zone.need("name", str),
        zone_short_name=zone.need("short_name", str),
        zone_name_en=zone.need("name_en", str),
        region=zone.need("region", str),
        adopted_on=loader.adopted_on,
        starts_on=loader.date(programme, "starts_on"),
        ends_on=loader.date(programme, "ends_on"),
        slogan=programme.need("slogan", str),
        main_industry=industry.need("main", str),
        special_industry=industry.need("special", str),
        wing_cooperation=loader.facts.words("wing_cooperation"),
        source=loader.source,
        is_example=bool(loader.shift_years),
    )


def _refuse_another(*, is_example: bool) -> None:
    """Real dates and a demo's moved ones do not go together. Raises FactsError."""
    found = Programme.objects.first()
    if found is not None and found.is_example != is_example:
        held, wanted = ("a demo", "the real dates") if found.is_example else ("the real dates", "a demo")
        raise FactsError(f"this database holds {held}; load {wanted} into a database of its own")


def load_targets(loader: Loader) -> None:
    """The tree of targets; a figure that was reported beside it is a dated fact of its own."""
    programme = Programme.objects.get(code=loader.facts.node("programme").need("code", str))
    for rank, row in enumerate(loader.facts.nodes("targets")):
        key, unit = row.need("key", str), by_label(Unit, row.need("unit", str), row.where)
        if key not in INDICATORS:
            raise FactsError(f"{row.where}.key: no indicator is called {key!r}")
        value, due_on = row.amount("value"), loader.date_or_none(row, "by")
        if (parent := row.get("parent", str)) is not None:
            loader.promised(parent, row.where)
        loader.targets[key] = loader.begin(
            Target,
            {"programme": programme, "key": key},
            parent=None if parent is None else loader.targets[parent],
            digit=row.get("digit", str, ""),
            rank=rank,
            name=loader.said_year(row.need("name", str)),
            unit=unit,
            value=value,
            comparison=_comparison(row),
            due_on=due_on,
            source=loader.source,
        )
        loader.promises[key] = value, due_on
        reported = row.amount("reported")
        if reported is not None:
            _report(loader, key, row.need("name", str), unit, reported, loader.date(row, "reported_on"))
        _same_plan(loader, row)


def _same_plan(loader: Loader, row: Node) -> None:
    """The plan that a target names is the talents' plan. Raises FactsError."""
    plan = row.get("plan", str)
    if plan is not None and plan != loader.facts.node("talent").need("plan", str):
        raise FactsError(f"{row.where}.plan: no plan is called {plan!r}")


def _comparison(row: Node) -> str:
    words = row.get("comparison", str, Comparison.AT_LEAST.value)
    if words not in Comparison.values:
        raise FactsError(f"{row.where}.comparison: {words!r} is not one of {', '.join(Comparison.values)}")
    return words


def _report(loader: Loader, key: str, name: str, unit: Unit, value: Decimal, on: dt.date) -> None:
    loader.begin(
        ReportedFact,
        {"key": key, "on": on},
        name=name,
        unit=unit,
        value=value,
        source=loader.source,
        limits="报道给出的累计数，没有逐笔明细",
    )


def load_places(loader: Loader) -> None:
    """The clusters, whose goals must agree with the targets, and the parks."""
    for rank, row in enumerate(loader.facts.nodes("clusters")):
        key = row.need("key", str)
        if loader.promised(f"cluster_{key}", row.where)[0] != row.need_amount("output_target_yi"):
            raise FactsError(f"{row.where}.output_target_yi does not agree with the target cluster_{key}")
        loader.put(
            Cluster,
            {"key": key},
            name=row.need("name", str),
            ambition=row.get("ambition", str, ""),
            lead=row.get("lead", str, ""),
            supports=[*row.some_words("also"), *row.some_words("carriers")],
            fields=row.some_words("fields"),
            rank=rank,
        )
    for rank, row in enumerate(loader.facts.nodes("parks")):
        loader.put(
            Park,
            {"key": row.need("key", str)},
            name=row.need("name", str),
            city=row.need("city", str),
            kind=by_label(ParkKind, row.need("kind", str), row.where),
            partner=row.get("partner", str, ""),
            agreement=row.get("agreement", str, ""),
            delivery_on=loader.date_or_none(row, "delivery_on"),
            rank=rank,
        )


def load_firms(loader: Loader) -> None:
    """The named firms with their aliases, grades and the road to the stock exchange."""
    for row in loader.facts.nodes("enterprises"):
        firm = loader.begin(
            Enterprise,
            {"short_name": row.need("short_name", str)},
            full_name=row.get("full_name", str, ""),
            cluster=loader.row(Cluster, row.get("cluster", str), row.where),
            lines=row.some_words("lines"),
        )
        loader.firms[firm.short_name] = firm
        for alias in row.some_words("aliases"):
            loader.begin(EnterpriseAlias, {"enterprise": firm, "name": alias}, kind=AliasKind.AS_PRINTED)
            loader.firms[alias] = firm
        for tag in row.some_words("tags"):
            _grade(loader, firm, tag, row.where)
        if stage := row.get("listing_stage", str):
            loader.begin(
                ListingStageChange,
                {"enterprise": firm, "stage": by_label(ListingStage, stage.removeprefix("首发"), row.where)},
                on=loader.date(row, "listing_stage_on"),
                source=f"{loader.source}：{stage}",
            )


def _grade(loader: Loader, firm: Enterprise, tag: str, where: str) -> None:
    """龙头 is a grade as it stands; 单项冠军培育 is a grade that is only being cultivated."""
    status = GradeStatus.CULTIVATING if tag.endswith("培育") else GradeStatus.RECOGNISED
    grade = by_label(Grade, tag.removesuffix("培育"), where)
    loader.begin(EnterpriseGrade, {"enterprise": firm, "grade": grade}, status=status, evidence=loader.source)


def load_projects(loader: Loader) -> None:
    """The named projects, in the file's order; what the article leaves open stays open."""
    for number, row in enumerate(loader.facts.nodes("projects"), start=1):
        firm, stage = row.get("enterprise", str), row.get("stage", str)
        total = row.amount("total_investment_yi")
        code = f"YH-{loader.adopted_on.year}-{number:03d}"
        loader.begin(
            Project,
            {"name": row.need("name", str)},
            code=code,
            client_id=uuid.uuid5(uuid.NAMESPACE_OID, code),  # no press made it: the same number whenever it is loaded
            enterprise=loader.firm(firm, row.where) if firm else None,
            cluster=loader.row(Cluster, row.get("cluster", str), row.where),
            park=loader.row(Park, row.get("park", str), row.where),
            partner=row.get("partner", str, ""),
            stage=by_label(Stage, stage, row.where) if stage else "",
            key_listed_on=loader.adopted_on if row.get("key_project", bool, False) else None,
            total_investment_wan=None if total is None else total * YI,
            investment_is_floor=_comparison(row) == Comparison.MORE_THAN,
            source=loader.source,
        )


def load_plans(loader: Loader) -> None:
    """The plans issued with the programme. The 136 plan's register is the talent room; its name is a statement."""
    for row in loader.facts.nodes("cultivation_plans"):
        key, name, due_on = row.need("key", str), row.need("name", str), loader.date_or_none(row, "by")
        if key == "talent136":
            if loader.promised("talent_total", row.where) != (row.need_amount("size"), due_on):
                raise FactsError(f"{row.where} does not agree with the target talent_total")
            _state(loader, f"plan_{key}", [name])
            continue
        if key not in PlanKind.values:
            raise FactsError(f"{row.where}.key: no plan is called {key!r}")
        size = row.need("size", int)
        loader.put(
            CultivationPlan,
            {"kind": PlanKind(key)},
            name=name,
            size=size,
            issued_on=loader.adopted_on,
            due_on=due_on,
        )


def load_finance(loader: Loader) -> None:
    """Institutions, branches and measures. The reported sums must agree with the targets' reported facts."""
    finance = loader.facts.node("finance")
    for name in finance.words("institutions"):
        bank = loader.put(Institution, {"name": _bank_of(name)}, kind=InstitutionKind.BANK)
        if bank.name != name:
            loader.put(Branch, {"name": name}, institution=bank)
    for name in finance.words("branches"):
        bank = loader.loaded.get((Institution, _bank_of(name)))
        if bank is None:
            raise FactsError(f"finance.branches: no institution owns {name!r}")
        loader.put(Branch, {"name": name}, institution=bank[0])
    _load_measures(loader, finance.nodes("measures"))
    for key, field in (("credit_granted", "granted_yi"), ("credit_drawn", "drawn_yi")):
        if finance.need_amount(field) not in _reported(loader, key):
            raise FactsError(f"finance.{field} does not agree with the target {key}")
    _state(loader, "finance_competition", [finance.need("competition", str)])
    _state(loader, "finance_marketplace", [finance.need("marketplace", str)])
    _state(loader, "finance_other_actors", finance.words("other_actors"))
    _state(loader, "finance_problem", [finance.need("problem", str)])


def _load_measures(loader: Loader, rows: Iterable[Node]) -> None:
    """What institutions promised in public, by which branch and for whom; what for, and whom they serve, are words."""
    aims, serves = [], []
    for row in rows:
        name = row.need("institution", str)
        bank = loader.row(Institution, _bank_of(name), row.where)
        branch = row.get("branch", str) or (name if name != bank.name else None)
        said = {
            "branch": loader.row(Branch, branch, row.where),
            "for_whom": "、".join(row.some_words("for")),
            "source": loader.source,
        }
        for measure in row.words("measures"):
            loader.put(Measure, {"institution": bank, "name": measure}, **said)
        aims += [f"{name}：{aim}" for aim in row.some_words("aims")]
        serves += [f"{name}：{loader.firm(firm, row.where)}" for firm in row.some_words("serves")]
    _state(loader, "finance_aims", aims)
    _state(loader, "finance_serves", serves)


def _bank_of(name: str) -> str:
    """建设银行 of 建设银行芙蓉支行; any other name stands for itself."""
    bank, found, _branch = name.partition("银行")
    return bank + found


def _reported(loader: Loader, key: str) -> list[Decimal]:
    """The reported figures of a key as this file says them."""
    rows = loader.loaded.values()
    return [said["value"] for row, said in rows if isinstance(row, ReportedFact) and row.key == key]


PLATFORM_KINDS = {
    "院士专家工作站": TalentPlatformKind.ACADEMICIAN,
    "博士后工作站": TalentPlatformKind.POSTDOC,
    "产业人才实训基地": TalentPlatformKind.TRAINING,
    "职教城院校": TalentPlatformKind.COLLEGE,
    "曙光工匠学院": TalentPlatformKind.COLLEGE,
}


def load_talent(loader: Loader) -> None:
    """Services, platforms, honours and apartments. The plan's sizes must agree with the targets."""
    talent = loader.facts.node("talent")
    for row in talent.nodes("categories"):
        category = by_label(Category, row.need("name", str), row.where)
        if category != row.need("key", str):
            raise FactsError(f"{row.where}.key must be {category.value!r}")
        if loader.promised(f"talent_{category}", row.where)[0] != Decimal(row.need("size", int)):
            raise FactsError(f"{row.where}.size does not agree with the target talent_{category}")
    begin_counting(loader.date(loader.facts.node("programme"), "starts_on"))
    for name in talent.words("services"):
        loader.put(TalentService, {"name": name})
    for name in talent.words("platforms"):
        if name not in PLATFORM_KINDS:
            raise FactsError(f"talent.platforms: the kind of {name!r} is not known")
        loader.put(TalentPlatform, {"name": name}, kind=PLATFORM_KINDS[name])
    for name in talent.words("honours_named"):
        loader.put(Honour, {"name": name})
    housing = talent.node("housing_2020")
    loader.put(
        ApartmentGrant,
        {"enterprise": loader.firm(housing.need("enterprise", str), housing.where), "year": 2020 + loader.shift_years},
        units=housing.need("apartments", int),
        source=loader.source,
    )
    _state(loader, "talent_plan", [talent.need("plan", str)])


def load_innovation(loader: Loader) -> None:
    """Science platforms, and the firms that work on bottleneck technology (the article names no topics)."""
    innovation = loader.facts.node("innovation")
    for name in innovation.words("platforms"):
        loader.put(InnovationPlatform, {"name": name})
    for name in innovation.words("bottleneck_research"):
        loader.put(TechChallenge, {"enterprise": loader.firm(name, "innovation.bottleneck_research"), "title": ""})


def load_liaison(loader: Loader) -> None:
    """Kinds of request; the standing questions and contact modes must be those of the visit form."""
    liaison = loader.facts.node("liaison")
    for rank, name in enumerate(liaison.words("request_kinds")):
        loader.put(RequestKind, {"name": name}, key=name, rank=rank)
    _each_begins_with_a_label(VisitMode, liaison.words("contact_modes"), "liaison.contact_modes")
    _each_begins_with_a_label(VisitQuestion, liaison.words("questions"), "liaison.questions")
    _state(loader, "liaison_role", [liaison.need("role", str)])
    _state(loader, "liaison_promise", liaison.words("promise"))
    _state(loader, "liaison_contact_modes", liaison.words("contact_modes"))
    _state(loader, "liaison_questions", liaison.words("questions"))


def load_statements(loader: Loader) -> None:
    """What the programme says of its method; what the code enumerates must be what was said."""
    method, attraction = loader.facts.node("project_method"), loader.facts.node("investment_attraction")
    meeting = loader.facts.node("meeting_2021_04_06")
    if tuple(method.words("stages")) != tuple(str(stage.label) for stage in KEY_STAGES):
        raise FactsError("project_method.stages are not the stages of a key project")
    for choices, words, where in (
        (AttractKind, attraction.words("focus"), "investment_attraction.focus"),
        (ChainAction, attraction.words("chain_actions"), "investment_attraction.chain_actions"),
        (UpgradeAxis, loader.facts.words("upgrade_axes"), "upgrade_axes"),
    ):
        for word in words:
            by_label(choices, word, where)
    for key in ("whole_process", "working_rules", "four_fixed"):
        _state(loader, f"project_{key}", method.words(key))
    for key in ("channels", "adviser_kinds"):
        _state(loader, f"attraction_{key}", attraction.words(key))
    _report(
        loader,
        "meeting_enterprises",
        "推进大会参会企业",
        Unit.FIRM,
        meeting.need_amount("enterprises"),
        loader.adopted_on,
    )
    _report(
        loader,
        "meeting_institutions",
        "推进大会参会金融机构",
        Unit.FIRM,
        meeting.need_amount("financial_institutions"),
        loader.adopted_on,
    )


def _state(loader: Loader, key: str, words: list[str]) -> None:
    loader.put(Statement, {"key": key}, words=words, source=loader.source)


def _each_begins_with_a_label(choices: type[models.TextChoices], words: Iterable[str], where: str) -> None:
    labels = tuple(str(label) for label in choices.labels)
    for word in words:
        if not word.startswith(labels):
            raise FactsError(f"{where}: {choices.__name__} does not know {word!r}")


# In this order: each part may look up what the parts before it loaded.
PARTS: tuple[Callable[[Loader], None], ...] = (
    load_programme,
    load_targets,
    load_places,
    load_firms,
    load_projects,
    load_plans,
    load_finance,
    load_talent,
    load_innovation,
    load_liaison,
    load_statements,
)
