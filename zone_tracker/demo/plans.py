"""The two cultivation plans: 30 champions of whom some are recognised, 15 listing reserves on their road."""

import datetime as dt
import random
from collections.abc import Iterator

from core.kernel.workdays import ONE_DAY
from enterprises.enums import Grade, GradeStatus, ListingStage, PlanKind, UpgradeAxis
from enterprises.models import CultivationPlan, EnterpriseGrade, ListingStageChange, PlanEntry, PlanStep
from zone_tracker.demo.firms import Firm
from zone_tracker.demo.people import People
from zone_tracker.demo.setting import Setting

RECOGNISED_AT_END_OF_PLAN = 28.5  # firms that would be recognised by the end at the present pace
LATE_AT_MOST = 45  # days
GOALS = (Grade.LEADING, Grade.CHAMPION, Grade.HIDDEN_CHAMPION)
EVIDENCE = {
    Grade.LEADING: "（示例）龙头企业认定文件〔{year}〕{n} 号",
    Grade.CHAMPION: "（示例）制造业单项冠军公示名单〔{year}〕第 {n} 批",
    Grade.HIDDEN_CHAMPION: "（示例）隐形冠军企业认定文件〔{year}〕{n} 号",
}
STEPS = {
    UpgradeAxis.TECHNOLOGY: (
        "关键工艺攻关立项",
        "首台套产品申报",
        "产学研联合研发中心挂牌",
        "发明专利新增 3 件",
        "数字化车间验收",
    ),
    UpgradeAxis.STANDARD: ("参与行业标准编制", "企业标准领跑者申报", "团体标准发布"),
    UpgradeAxis.MANAGEMENT: ("两化融合管理体系贯标", "精益生产诊断", "质量管理体系换版", "绿色工厂申报"),
    UpgradeAxis.PRODUCT: ("主导产品迭代定型", "产品可靠性试验", "进入主机厂供应名录"),
    UpgradeAxis.BRAND: ("省级质量奖培育", "参加行业展会", "注册海外商标"),
}
# How many of fifteen reserves have come as far as each stage, the furthest first.
LISTING_DEPTHS = (6, 5, 4, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 0, 0)
RESPONSIBLE = {"汽车专班": "周景行", "光学专班": "宋予安", "医药专班": "沈知微", "科创专班": "林疏桐"}
BY_CLUSTER = {"nev": "汽车专班", "optics": "光学专班", "biomedical": "医药专班", "": "科创专班"}
LEADERS = ("陆见山", "顾临川", "温若水", "贺云舟")


def build(setting: Setting, found: People, firms: dict[str, Firm]) -> None:
    """Write entries, steps, recognised grades and listing stages."""
    dice = setting.dice("plans")
    chosen = _chosen(firms)
    champions = CultivationPlan.objects.get(kind=PlanKind.CHAMPIONS)
    listing = CultivationPlan.objects.get(kind=PlanKind.LISTING)
    entries = [
        *_champions(setting, dice, found, champions, chosen[: champions.size]),
        *_reserves(setting, dice, found, listing, chosen[5 : 5 + listing.size]),
    ]
    PlanEntry.objects.bulk_create(setting.numbered(entries))
    PlanStep.objects.bulk_create(step for entry in entries for step in _steps(setting, dice, entry))
    EnterpriseGrade.objects.bulk_create(_grades(entries))
    ListingStageChange.objects.bulk_create(_stages(setting, dice, chosen[5 : 5 + listing.size]))


def _chosen(firms: dict[str, Firm]) -> list[Firm]:
    """Firms fit for the plans: the larger ones of each highland in turn."""
    by_cluster: dict[str, list[Firm]] = {}
    for firm in sorted(firms.values(), key=lambda firm: -firm.spec.weight):
        by_cluster.setdefault(firm.spec.cluster, []).append(firm)
    turns = (firm for rank in range(len(firms)) for group in by_cluster.values() for firm in group[rank : rank + 1])
    return list(turns)


def _recognised_count(setting: Setting, size: int) -> int:
    programme = setting.programme
    gone = (setting.today - programme.starts_on).days / (programme.ends_on - programme.starts_on).days
    return min(size, round(RECOGNISED_AT_END_OF_PLAN * gone))


def _entry(
    setting: Setting, found: People, plan: CultivationPlan, firm: Firm, nth: int, *, pointed_out: bool
) -> PlanEntry:
    """An entry with the four 定; the last of the list are not all pointed out yet."""
    task_force = BY_CLUSTER[firm.spec.cluster]
    entered = setting.workday_after(plan.issued_on, 3 + nth * 2)
    return PlanEntry(
        plan=plan,
        enterprise=firm.row,
        entered_on=min(entered, setting.past_workday(setting.today)),
        leader=found[LEADERS[nth % len(LEADERS)]] if pointed_out else None,
        task_force=task_force,
        responsible=found[RESPONSIBLE[task_force]] if pointed_out else None,
        due_on=plan.due_on,
        is_example=True,
    )


def _champions(
    setting: Setting, dice: random.Random, found: People, plan: CultivationPlan, firms: list[Firm]
) -> Iterator[PlanEntry]:
    recognised = _recognised_count(setting, len(firms))
    span = (setting.today - setting.programme.starts_on).days
    for nth, firm in enumerate(firms):
        entry = _entry(setting, found, plan, firm, nth, pointed_out=nth < len(firms) - 2)
        entry.goal = GOALS[nth % len(GOALS)]
        if nth < recognised:
            day = setting.programme.starts_on + ONE_DAY * round(span * (nth + 0.8) / (recognised + 1))
            entry.recognised_on = max(setting.past_workday(day), entry.entered_on)
            text = EVIDENCE[Grade(entry.goal)]
            entry.evidence = text.format(year=entry.recognised_on.year, n=dice.randint(1, 9))
        yield entry


def _reserves(
    setting: Setting, dice: random.Random, found: People, plan: CultivationPlan, firms: list[Firm]
) -> Iterator[PlanEntry]:
    for nth, firm in enumerate(firms):
        entry = _entry(setting, found, plan, firm, nth, pointed_out=nth < len(firms) - 1)
        if nth < len(firms) - 2:
            entry.due_on = setting.workday_before(setting.programme.ends_on + ONE_DAY * 60 * (nth // 3))
        yield entry


def _steps(setting: Setting, dice: random.Random, entry: PlanEntry) -> Iterator[PlanStep]:
    """Steps on the five axes; most of those due are done, a few are late."""
    due_on: dt.date = entry.due_on or setting.programme.ends_on
    span = (due_on - entry.entered_on).days
    for axis, titles in STEPS.items():
        picked = dice.sample(titles, dice.randint(2, len(titles)))
        for nth, title in enumerate(picked, 1):
            due = setting.workday_before(entry.entered_on + ONE_DAY * round(span * nth / (len(picked) + 1)))
            done = setting.workday_before(due + ONE_DAY * dice.randint(-30, 25))
            keeps_up = entry.recognised_on is not None or due < setting.day(-LATE_AT_MOST) or dice.random() < 0.6
            finished = done < setting.today and keeps_up
            yield PlanStep(
                entry=entry,
                axis=axis,
                title=title,
                due_on=due,
                done_on=max(done, entry.entered_on) if finished else None,
                evidence="（示例）验收单" if finished else "",
            )


def _grades(entries: list[PlanEntry]) -> Iterator[EnterpriseGrade]:
    for entry in entries:
        if entry.goal:
            yield EnterpriseGrade(
                enterprise=entry.enterprise,
                grade=entry.goal,
                status=GradeStatus.RECOGNISED if entry.recognised_on else GradeStatus.CULTIVATING,
                on=entry.recognised_on,
                evidence=entry.evidence,
            )


def _stages(setting: Setting, dice: random.Random, firms: list[Firm]) -> Iterator[ListingStageChange]:
    """Each stage a few months after the one before, the last one before today."""
    for firm, depth in zip(firms, LISTING_DEPTHS, strict=False):
        day = setting.day(-dice.randint(10, 90))
        dates = [day := day - ONE_DAY * (dice.randint(70, 150) if n else 0) for n in range(depth)]
        for stage, on in zip(list(ListingStage)[:depth], reversed(dates), strict=True):
            yield ListingStageChange(
                enterprise=firm.row, stage=stage, on=setting.workday_before(on), source="（示例）企业报送"
            )
