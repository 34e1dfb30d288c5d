"""The people of the 136 plan: some six hundred heads that count, forty who lack something, a few who left."""

import random
from collections.abc import Iterator

from core.kernel.sense import years_after
from core.kernel.workdays import ONE_DAY
from enterprises.names import name_keys
from talent import identity
from talent.enums import Category, LeftHow, Missing, ProofKind
from talent.models import Absence, ApartmentGrant, CategoryChange, Honour, Proof, Quota, Talent
from zone_tracker.demo.firms import Firm
from zone_tracker.demo.names import people, telephone
from zone_tracker.demo.people import People
from zone_tracker.demo.setting import Setting

# Heads that would count by the end of the programme at the present pace: leading talents lag behind.
COUNTED_AT_END = {Category.LEADING: 69, Category.ENGINEER: 315, Category.CRAFTSMAN: 642}
# Who does not count yet, by what is missing.
WAITING = {
    Category.LEADING: {Missing.RECOGNITION: 4, Missing.EMPLOYMENT: 1, Missing.BEFORE: 1},
    Category.ENGINEER: {
        Missing.RECOGNITION: 7,
        Missing.EMPLOYMENT: 4,
        Missing.IDENTITY: 2,
        Missing.BEFORE: 1,
        Missing.FIRM: 1,
    },
    Category.CRAFTSMAN: {
        Missing.RECOGNITION: 12,
        Missing.EMPLOYMENT: 5,
        Missing.IDENTITY: 2,
        Missing.BEFORE: 1,
        Missing.FIRM: 1,
    },
}
LEFT = {
    Category.LEADING: (LeftHow.RESIGNED,),
    Category.ENGINEER: (LeftHow.RESIGNED, LeftHow.RESIGNED, LeftHow.MOVED),
    Category.CRAFTSMAN: (*[LeftHow.RESIGNED] * 4, LeftHow.MOVED),
}
ROSE = {Category.LEADING: 3, Category.ENGINEER: 8}  # who was of the category below when they came
BELOW = {Category.LEADING: Category.ENGINEER, Category.ENGINEER: Category.CRAFTSMAN}
RUNS_OUT = (9, 16, 23)  # days in which the contract of somebody who counts is over
QUOTAS = {Category.LEADING: 100, Category.ENGINEER: 300, Category.CRAFTSMAN: 600}
TITLES = {
    Category.LEADING: ("首席科学家", "研发副总经理", "创业项目负责人", "技术总监", "博士后合作导师"),
    Category.ENGINEER: (
        "高级工程师",
        "机械设计工程师",
        "电控工程师",
        "光学设计工程师",
        "工艺工程师",
        "质量工程师",
        "算法工程师",
    ),
    Category.CRAFTSMAN: ("高级技师", "数控车工", "钳工技师", "焊工技师", "模具工", "设备维修技师", "装配班组长"),
}
EVIDENCE = {
    Category.LEADING: "（示例）领军人才认定文件〔{year}〕{n} 号",
    Category.ENGINEER: "（示例）职称证书与社保缴纳记录〔{year}〕{n} 号",
    Category.CRAFTSMAN: "（示例）职业技能等级证书〔{year}〕{n} 号",
}
HONOURED = 42
NOBODYS = "430111{born}1340{n:04d}"  # a number that nobody has: no month is the thirteenth
FIRST_PHONE_OF_TALENTS = 3000
APARTMENTS = {"楚澜电驱": 12, "澄观光学": 6, "泽澜诊断": 8, "湘屿电池": 15, "景曜激光": 8}


def build(setting: Setting, found: People, firms: dict[str, Firm]) -> None:
    """Write talents with what proves them, who holds which honour, quotas, and apartments of invented firms."""
    dice = setting.dice("talents")
    known = list(_talents(setting, dice, found, list(firms.values())))
    talents = Talent.objects.bulk_create(setting.numbered([row for row, _lacks in known]), batch_size=2000)
    proofs = _proofs(setting, talents, [lacks for _row, lacks in known])
    Proof.objects.bulk_create(setting.numbered(proofs), batch_size=2000)
    _categories(setting, talents)
    Absence.objects.bulk_create(setting.numbered(_absences(talents)))
    _quotas(setting, list(firms.values()))
    _honours(setting, dice, [row for row, lacks in known if lacks is None and not row.left_on])
    ApartmentGrant.objects.bulk_create(
        ApartmentGrant(enterprise=firms[short].row, year=setting.today.year - 1, units=units, source="示例数据")
        for short, units in APARTMENTS.items()
    )


def _talents(
    setting: Setting, dice: random.Random, found: People, firms: list[Firm]
) -> Iterator[tuple[Talent, Missing | None]]:
    """People, each with what is missing for them to count."""
    programme = setting.programme
    span = (setting.today - programme.starts_on).days
    gone = span / (programme.ends_on - programme.starts_on).days
    names = people(dice, taken=found.users)
    weights = [firm.spec.weight**0.6 for firm in firms]
    number = FIRST_PHONE_OF_TALENTS
    for category, at_end in COUNTED_AT_END.items():
        counted = max(1, round(at_end * gone))
        waiting = [each for each, count in WAITING[category].items() for _nth in range(count)]
        for nth, lacks in enumerate([*[None] * counted, *waiting, *[None] * len(LEFT[category])]):
            number += 1
            firm = dice.choices(firms, weights)[0]
            row = _talent(dice, next(names), category, firm, number)
            # The later, the more: the first months of a plan are slow.
            recognised = programme.starts_on + ONE_DAY * round(span * min(1, (nth + 0.5) / counted) ** 0.85)
            if nth >= counted + len(waiting):
                row.left_how = LEFT[category][nth - counted - len(waiting)]
                recognised = programme.starts_on + ONE_DAY * round(span * dice.uniform(0.1, 0.4))
                row.left_on = setting.past_workday(recognised + ONE_DAY * (1 + round(span * dice.uniform(0.2, 0.5))))
            elif lacks:
                recognised = setting.day(-dice.randint(5, 90))
            if lacks == Missing.BEFORE:
                row.recognised_on = setting.workday_before(programme.starts_on - ONE_DAY * dice.randint(30, 200))
            elif lacks != Missing.RECOGNITION:
                row.recognised_on = max(programme.starts_on, setting.past_workday(recognised))
            if row.recognised_on:
                row.evidence = EVIDENCE[category].format(year=row.recognised_on.year, n=dice.randint(10, 999))
            row.arrived_on = setting.workday_before(
                (row.recognised_on or setting.today) - ONE_DAY * dice.randint(25, 400 if row.recognised_on else 90)
            )
            if lacks == Missing.FIRM:
                row.enterprise = None
            if lacks != Missing.IDENTITY:
                row.identity = identity.document(NOBODYS.format(born=dice.randint(1965, 2000), n=number))
                row.identity_hash = identity.keyed_hash(row.identity)  # as the database keeps it
            yield row, lacks


def _absences(talents: list[Talent]) -> list[Absence]:
    """Two who went and came back before they were recognised, so that no head moves."""
    long = [row for row in talents if row.recognised_on and (row.recognised_on - row.arrived_on).days > 200]
    return [
        Absence(
            talent=row,
            left_on=row.arrived_on + 60 * ONE_DAY,
            left_how=LeftHow.RESIGNED,
            returned_on=row.arrived_on + 130 * ONE_DAY,
        )
        for row in [each for each in long if not each.left_on][:2]
    ]


def _proofs(setting: Setting, talents: list[Talent], lacking: list[Missing | None]) -> list[Proof]:
    """Contract and insurance of each; who lacks one has none, or one that ran out. Three contracts end soon."""
    dice = setting.dice("proofs")
    found, ends = [], list(RUNS_OUT)
    for nth, (row, lacks) in enumerate(zip(talents, lacking, strict=True)):
        years = dice.choice((3, 3, 5))
        until = years_after(row.arrived_on, years) - ONE_DAY
        while until <= setting.day(30):  # signed again
            until = years_after(until, years)
        if lacks is None and not row.left_on and ends and row.arrived_on < setting.day(-300):
            until = setting.day(ends.pop())
        said = {"talent": row, "on": row.arrived_on, "what": f"劳动合同 {years} 年", "number": f"示合 {nth + 1:04d}"}
        if not (lacks == Missing.EMPLOYMENT and nth % 2):
            found.append(Proof(kind=ProofKind.CONTRACT, until=until, **said))
        insured = Proof(talent=row, kind=ProofKind.INSURANCE, on=row.arrived_on, what="职工养老保险（示例）")
        if row.left_on:
            insured.until = row.left_on
        elif lacks == Missing.EMPLOYMENT:
            insured.until = max(row.arrived_on, setting.day(-dice.randint(10, 40)))
        found.append(insured)
    return found


def _categories(setting: Setting, talents: list[Talent]) -> None:
    """Some rose since they came: a craftsman became an engineer, an engineer a leading talent."""
    rose, changes = dict(ROSE), []
    for row in talents:
        left = rose.get(Category(row.category), 0)
        if not left or row.left_on or not row.recognised_on or row.recognised_on > setting.day(-200):
            continue
        rose[Category(row.category)] = left - 1
        CategoryChange.objects.filter(talent=row).update(category=BELOW[Category(row.category)])
        on = setting.workday_before(row.recognised_on + ONE_DAY * (60 + 10 * left))
        changes.append(CategoryChange(talent=row, on=on, category=row.category, reason="（示例）重新认定"))
    CategoryChange.objects.bulk_create(setting.numbered(changes))


def _quotas(setting: Setting, firms: list[Firm]) -> None:
    """The plan's heads among the firms by their size; the largest remainders get what is left."""
    year, weights = setting.programme.ends_on.year, [firm.spec.weight**0.6 for firm in firms]
    rows = []
    for category, heads in QUOTAS.items():
        exact = [heads * weight / sum(weights) for weight in weights]
        shares = [int(each) for each in exact]
        order = sorted(range(len(firms)), key=lambda nth: shares[nth] - exact[nth])
        for nth in order[: heads - sum(shares)]:
            shares[nth] += 1
        rows += [
            Quota(enterprise=firm.row, category=category, year=year, heads=share, source="（示例）配额下达通知")
            for firm, share in zip(firms, shares, strict=True)
            if share
        ]
    Quota.objects.bulk_create(setting.numbered(rows))


def _talent(dice: random.Random, name: str, category: Category, firm: Firm, number: int) -> Talent:
    return Talent(
        name=name,
        category=category,
        enterprise=firm.row,
        title=dice.choice(TITLES[category]),
        phone=telephone(number),
        is_example=True,
        **name_keys(name)._asdict(),
    )


def _honours(setting: Setting, dice: random.Random, talents: list[Talent]) -> None:
    """Honours go to craftsmen and engineers who count."""
    holder = Honour.holders.through
    honours = list(Honour.objects.all())
    fit = [row for row in talents if row.category != Category.LEADING]
    chosen = dice.sample(fit, min(len(fit), HONOURED))
    held = [holder(honour_id=honours[n % len(honours)].pk, talent_id=row.pk) for n, row in enumerate(chosen) if honours]
    holder.objects.bulk_create(setting.numbered(held))
