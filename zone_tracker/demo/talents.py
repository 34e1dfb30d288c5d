"""The people of the 136 plan: some six hundred heads that count, a few who still wait for their recognition."""

import random
from collections.abc import Iterator

from core.kernel.workdays import ONE_DAY
from enterprises.names import name_keys
from talent.enums import Category
from talent.models import ApartmentGrant, Honour, Talent
from zone_tracker.demo.firms import Firm
from zone_tracker.demo.names import people, telephone
from zone_tracker.demo.people import People
from zone_tracker.demo.setting import Setting

# Heads that would count by the end of the programme at the present pace: leading talents lag behind.
COUNTED_AT_END = {Category.LEADING: 69, Category.ENGINEER: 315, Category.CRAFTSMAN: 642}
WAITING = {Category.LEADING: 6, Category.ENGINEER: 14, Category.CRAFTSMAN: 18}
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
FIRST_PHONE_OF_TALENTS = 3000
APARTMENTS = {"楚澜电驱": 12, "澄观光学": 6, "泽澜诊断": 8, "湘屿电池": 15, "景曜激光": 8}


def build(setting: Setting, found: People, firms: dict[str, Firm]) -> None:
    """Write talents, who holds which honour, and apartments granted to invented firms."""
    dice = setting.dice("talents")
    talents = Talent.objects.bulk_create(
        setting.numbered(_talents(setting, dice, found, list(firms.values()))), batch_size=2000
    )
    _honours(setting, dice, talents)
    ApartmentGrant.objects.bulk_create(
        ApartmentGrant(enterprise=firms[short].row, year=setting.today.year - 1, units=units, source="示例数据")
        for short, units in APARTMENTS.items()
    )


def _talents(setting: Setting, dice: random.Random, found: People, firms: list[Firm]) -> Iterator[Talent]:
    programme = setting.programme
    span = (setting.today - programme.starts_on).days
    gone = span / (programme.ends_on - programme.starts_on).days
    names = people(dice, taken=found.users)
    weights = [firm.spec.weight**0.6 for firm in firms]
    number = FIRST_PHONE_OF_TALENTS
    for category, at_end in COUNTED_AT_END.items():
        counted = max(1, round(at_end * gone))
        for nth in range(counted + WAITING[category]):
            number += 1
            firm = dice.choices(firms, weights)[0]
            row = _talent(dice, next(names), category, firm, number)
            # The later, the more: the first months of a plan are slow.
            recognised = programme.starts_on + ONE_DAY * round(span * ((nth + 0.5) / counted) ** 0.85)
            if nth < counted:
                row.recognised_on = max(programme.starts_on, setting.past_workday(recognised))
                row.evidence = EVIDENCE[category].format(year=row.recognised_on.year, n=dice.randint(10, 999))
            row.arrived_on = setting.workday_before(
                (row.recognised_on or setting.today) - ONE_DAY * dice.randint(25, 400 if row.recognised_on else 90)
            )
            yield row


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
    fit = [row for row in talents if row.recognised_on and row.category != Category.LEADING]
    chosen = dice.sample(fit, min(len(fit), HONOURED))
    holder.objects.bulk_create(
        holder(honour_id=honours[n % len(honours)].pk, talent_id=row.pk) for n, row in enumerate(chosen) if honours
    )
