"""招商 of the demo: advisers and leads, and what projects planned, promised and are still owed."""

import datetime as dt
import random
from decimal import Decimal

from core.kernel.workdays import ONE_DAY
from core.models import Cluster
from projects.enums import AdviserKind, CommitmentKind, LeadChannel, LeadState, Stage
from projects.models import (
    Adviser,
    AfterCareItem,
    Commitment,
    CommitmentReading,
    Lead,
    LeadNote,
    YearPlan,
)
from zone_tracker.demo.people import People
from zone_tracker.demo.projects import Undertaking
from zone_tracker.demo.setting import Setting

# name, kind, organisation
ADVISERS = (
    ("邵亦舟", AdviserKind.RESEARCHER, "示例光电研究院"),
    ("柏闻野", AdviserKind.TECHNOLOGIST, "示例汽车工程中心"),
    ("裴照南", AdviserKind.ENTREPRENEUR, "示例精密制造公司"),
    ("岑望远", AdviserKind.RESEARCHER, "示例生物医药研究所"),
    ("容庭深", AdviserKind.ENTREPRENEUR, "示例供应链公司"),
    ("示例长三角招商事务所", AdviserKind.AGENCY, "上海"),
    ("示例大湾区产业顾问公司", AdviserKind.AGENCY, "深圳"),
)
# what would be made, and in which highland
WORDS = {
    "电控": "nev",
    "光谱": "optics",
    "轻量化": "nev",
    "细胞制备": "biomedical",
    "传感": "optics",
    "精密铸造": "nev",
    "储能": "nev",
    "视觉检测": "optics",
    "体外诊断": "biomedical",
    "线束": "nev",
    "激光器": "optics",
    "热泵": "",
}
SHAPES = ("生产基地项目", "研发中心项目", "华中总部项目", "配套产业园项目")
CITIES = ("上海", "深圳", "苏州", "武汉", "成都", "宁波")
LOST = ("选址外地", "用地条件不合", "投资方暂缓", "能耗指标不足")
NOTES = (
    "首次对接，发送园区资料。",
    "投资方到园区考察。",
    "商谈用地和厂房条件。",
    "提交投资协议草案。",
    "等待投资方董事会决定。",
)
CARE = ("协调职工通勤班车线路", "代办高新技术企业申报", "协助办理新增产线环评", "对接周边学校入学名额")
OPEN_LEADS, LOST_LEADS = 16, 12


def build(setting: Setting, found: People, undertakings: list[Undertaking]) -> None:
    """Write advisers, leads, yearly plans, commitments and after-care."""
    dice = setting.dice("attraction")
    since = setting.programme.starts_on
    advisers = [
        Adviser(name=name, kind=kind, organisation=where, since=since, is_example=True)
        for name, kind, where in ADVISERS
    ]
    Adviser.objects.bulk_create(advisers)
    leads = _signed(setting, dice, advisers, undertakings) + _others(setting, dice, found, advisers)
    Lead.objects.bulk_create(setting.numbered(leads))
    LeadNote.objects.bulk_create(setting.numbered(_notes(setting, dice, leads)))
    YearPlan.objects.bulk_create(_plans(setting, undertakings))
    _promises(setting, dice, undertakings)


def _way(dice: random.Random, advisers: list[Adviser]) -> dict[str, object]:
    """A channel and who stands for it."""
    channel = dice.choices(LeadChannel.values, weights=(5, 3, 4))[0]
    wanted = channel == LeadChannel.ENTRUSTED
    fitting = [each for each in advisers if (each.kind == AdviserKind.AGENCY) == wanted]
    return {"channel": channel, "adviser": None if channel == LeadChannel.OWN else dice.choice(fitting)}


def _signed(
    setting: Setting, dice: random.Random, advisers: list[Adviser], undertakings: list[Undertaking]
) -> list[Lead]:
    """The leads from which the projects signed since the programme began came."""
    leads = []
    for each in undertakings:
        signed = next((node.actual_on for node in each.nodes if node.closes == Stage.SIGNED), None)
        if signed and signed >= setting.programme.starts_on:
            leads.append(
                Lead(
                    name=each.row.name,
                    firm_name=each.row.enterprise.short_name,
                    park=each.row.park,
                    cluster=each.row.cluster,
                    attract_kinds=each.row.attract_kinds,
                    chain_action=each.row.chain_action,
                    investment_wan=each.row.total_investment_wan,
                    officer=each.row.responsible,
                    received_on=setting.workday_before(signed - ONE_DAY * dice.randint(45, 240)),
                    state=LeadState.SIGNED,
                    closed_on=signed,
                    project=each.row,
                    is_example=True,
                    **_way(dice, advisers),
                )
            )
    return leads


def _others(setting: Setting, dice: random.Random, found: People, advisers: list[Adviser]) -> list[Lead]:
    """Leads that are talked about, and leads that came to nothing."""
    clusters = {cluster.key: cluster for cluster in Cluster.objects.all()}
    names = [(city, word, shape) for city in CITIES for word in WORDS for shape in SHAPES]
    officers = [found[name] for name in ("纪明远", "程听澜", "林疏桐", "宋予安")]
    leads = []
    for n, (city, word, shape) in enumerate(dice.sample(names, OPEN_LEADS + LOST_LEADS)):
        received = setting.workday_before(setting.day(-dice.randint(5, 300 if n < OPEN_LEADS else 400)))
        ended = setting.workday_before(min(received + ONE_DAY * dice.randint(20, 160), setting.day(-1)))
        lost = n >= OPEN_LEADS and ended >= received
        leads.append(
            Lead(
                name=f"{city}{word}{shape}",
                firm_name=f"{city}示例投资方",
                cluster=clusters.get(WORDS[word]),
                investment_wan=Decimal(dice.randint(8, 160) * 500),
                officer=dice.choice(officers),
                received_on=received,
                state=LeadState.LOST if lost else LeadState.OPEN,
                closed_on=ended if lost else None,
                lost_reason=dice.choice(LOST) if lost else "",
                is_example=True,
                **_way(dice, advisers),
            )
        )
    return leads


def _notes(setting: Setting, dice: random.Random, leads: list[Lead]) -> list[LeadNote]:
    notes = []
    for lead in leads:
        on: dt.date = lead.received_on
        for text in NOTES[: dice.randint(1, len(NOTES))]:
            if on > min(lead.closed_on or setting.day(-1), setting.day(-1)):
                break
            notes.append(LeadNote(lead=lead, on=on, text=text, by=lead.officer))
            on = setting.workday_after(on + ONE_DAY * dice.randint(6, 35))
    return notes


def _plans(setting: Setting, undertakings: list[Undertaking]) -> list[YearPlan]:
    """A third of the total for this year and a fifth for the next, as long as the works go on."""
    year = setting.today.year
    return [
        YearPlan(
            project=each.row, year=year + n, planned_wan=Decimal(int(each.spec.total_wan * share) // 10 * 10 or 10)
        )
        for each in undertakings
        if each.spec.stage in (Stage.SIGNED, Stage.STARTED, Stage.BUILT)
        for n, share in ((0, 0.34), (1, 0.2))
    ]


def _promises(setting: Setting, dice: random.Random, undertakings: list[Undertaking]) -> None:
    """What projects in production promised and reached, and what the zone still does for them."""
    promises, readings, care = [], [], []
    for each in undertakings:
        if each.spec.stage != Stage.PRODUCING:
            continue
        produced = next(node.actual_on for node in each.nodes if node.closes == Stage.PRODUCING)
        signed = {CommitmentKind.OUTPUT: each.spec.total_wan * 2, CommitmentKind.TAX: each.spec.total_wan // 20}
        for kind, value in {**signed, CommitmentKind.JOBS: each.spec.total_wan // 150}.items():
            promise = Commitment(
                project=each.row, kind=kind, signed_value=Decimal(value), due_on=produced + ONE_DAY * 365
            )
            promises.append(promise)
            reached = Decimal(int(value * dice.uniform(0.45, 1.05)))
            on = setting.past_workday(setting.day(-dice.randint(5, 25)))
            readings.append(
                CommitmentReading(
                    commitment=promise, on=on, value=reached, source="企业月报（示例）", by=each.row.responsible
                )
            )
        raised = setting.past_workday(setting.day(-dice.randint(20, 60)))
        done = dice.random() < 0.5
        care.append(
            AfterCareItem(
                project=each.row,
                text=dice.choice(CARE),
                owner=each.row.responsible,
                raised_on=raised,
                due_on=setting.workday_after(raised + ONE_DAY * 40),
                done_on=setting.past_workday(setting.day(-6)) if done else None,
                result="已办结，企业无异议。" if done else "",
            )
        )
    Commitment.objects.bulk_create(promises)
    CommitmentReading.objects.bulk_create(readings)
    AfterCareItem.objects.bulk_create(setting.numbered(care))
