"""Invented firms with contacts, other names, grades and the liaison officers who look after them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from core.enums import Role
from core.kernel.workdays import ONE_DAY
from core.models import Cluster, Park, User
from enterprises.enums import AliasKind, Grade, GradeStatus
from enterprises.models import (
    Contact,
    Enterprise,
    EnterpriseAlias,
    EnterpriseGrade,
    LiaisonAssignment,
    TechChallenge,
)
from enterprises.names import name_keys
from zone_tracker.demo.firm_list import FirmSpec, firm_specs
from zone_tracker.demo.names import TITLES, credit_code, people, telephone
from zone_tracker.demo.people import People
from zone_tracker.demo.setting import Setting

LOOKED_AFTER = {
    "苏望舒": ("澄观光学", "析微仪器", "映川光学", "明砚视觉", "砺行软件"),
    "贺云舟": ("立衡重工", "远岫传感"),
}
WITHOUT_LIAISON = frozenset({"凌屿建设", "衡驿电气"})
STREETS = ("振华路", "新兴路", "环保中路", "万家丽南路", "汇金路", "智谷一路", "智谷二路", "创新路")
CHALLENGES = {
    "楚澜电驱": "高转速扁线电驱总成",
    "远岫传感": "车规级激光雷达收发模组",
    "衡芯传感": "六维力传感器芯体",
    "景曜激光": "万瓦级激光切割头",
    "泽澜诊断": "化学发光磁珠原料",
    "砺行软件": "冲压仿真求解器",
}
FIRST_PHONE_OF_CONTACTS = 1000


@dataclass(frozen=True)
class Firm:
    """A firm that was written, with the plan it was written from and who is met there."""

    row: Enterprise
    spec: FirmSpec
    contacts: tuple[Contact, ...]
    officer: User | None


def build(setting: Setting, found: People) -> dict[str, Firm]:
    """Write the firms with everything that hangs on them; returned by short name."""
    dice = setting.dice("firms")
    specs = firm_specs()
    rows = {row.short_name: row for row in Enterprise.objects.bulk_create(setting.numbered(_enterprises(dice, specs)))}
    contacts = _contacts(dice, rows, taken=set(found.users))
    officers = _officers(found, specs)
    _liaison(setting, dice, rows, officers)
    EnterpriseAlias.objects.bulk_create(_aliases(rows))
    EnterpriseGrade.objects.bulk_create(_grades(setting, dice, specs, rows))
    TechChallenge.objects.bulk_create(
        TechChallenge(enterprise=rows[short], title=title) for short, title in CHALLENGES.items()
    )
    return {
        spec.short: Firm(rows[spec.short], spec, tuple(contacts[spec.short]), officers.get(spec.short))
        for spec in specs
    }


def _enterprises(dice: random.Random, specs: list[FirmSpec]) -> Iterator[Enterprise]:
    clusters = {row.key: row for row in Cluster.objects.all()}
    parks = {row.key: row for row in Park.objects.all()}
    for number, spec in enumerate(specs, 1):
        code = credit_code(number)
        yield Enterprise(
            short_name=spec.short,
            full_name=spec.full,
            uscc=code,
            cluster=clusters.get(spec.cluster),
            park=parks[spec.park],
            lines=list(spec.lines),
            address=f"{parks[spec.park].name}{dice.choice(STREETS)} {dice.randint(1, 380)} 号",
            is_example=True,
            **name_keys(spec.short, spec.full, code)._asdict(),
        )


def _contacts(dice: random.Random, rows: dict[str, Enterprise], *, taken: set[str]) -> dict[str, list[Contact]]:
    names = people(dice, taken)
    contacts: dict[str, list[Contact]] = {short: [] for short in rows}
    number = FIRST_PHONE_OF_CONTACTS
    for short, row in rows.items():
        for title in dice.sample(TITLES, dice.choice((1, 2, 2))):
            number += 1
            contacts[short].append(_contact(row, next(names), title, telephone(number)))
    Contact.objects.bulk_create(contact for group in contacts.values() for contact in group)
    return contacts


def _contact(row: Enterprise, name: str, title: str, phone: str) -> Contact:
    keys = name_keys(name).unsorted()
    return Contact(enterprise=row, name=name, title=title, phone=phone, is_example=True, **keys)


def _officers(found: People, specs: list[FirmSpec]) -> dict[str, User]:
    """Who looks after which firm: the chosen ones first, the rest in turn."""
    officers = {short: found[name] for name, firms in LOOKED_AFTER.items() for short in firms}
    others = [user for user in found.holding(Role.LIAISON) if user.name not in LOOKED_AFTER]
    left = [spec.short for spec in specs if spec.short not in officers and spec.short not in WITHOUT_LIAISON]
    return officers | {short: others[n % len(others)] for n, short in enumerate(left)}


def _liaison(setting: Setting, dice: random.Random, rows: dict[str, Enterprise], officers: dict[str, User]) -> None:
    start = setting.programme.starts_on
    assignments = []
    for n, (short, officer) in enumerate(officers.items()):
        changed = n % 9 == 8 and (setting.today - start).days > 240  # somebody else looked after this firm before
        since = setting.day(-dice.randint(90, 200)) if changed else setting.workday_after(start, dice.randint(12, 24))
        since = min(since, setting.day(-1))
        assignments.append(LiaisonAssignment(enterprise=rows[short], officer=officer, starts_on=since))
        if changed:
            before = next(other for other in officers.values() if other != officer)
            assignments.append(
                LiaisonAssignment(enterprise=rows[short], officer=before, starts_on=start, ends_on=since - ONE_DAY)
            )
    LiaisonAssignment.objects.bulk_create(assignments)


def _aliases(rows: dict[str, Enterprise]) -> Iterator[EnterpriseAlias]:
    for n, (short, row) in enumerate(rows.items()):
        if n % 5 == 0:
            yield _alias(row, short[:2], AliasKind.ALIAS)
        elif n % 11 == 3:
            yield _alias(row, f"{short[:2]}实业有限公司", AliasKind.FORMER)


def _alias(row: Enterprise, name: str, kind: AliasKind) -> EnterpriseAlias:
    return EnterpriseAlias(enterprise=row, name=name, kind=kind, **name_keys(name)._asdict())


def _grades(
    setting: Setting, dice: random.Random, specs: list[FirmSpec], rows: dict[str, Enterprise]
) -> Iterator[EnterpriseGrade]:
    """规上 for all but the smallest, 重点 for the largest, 专精特新 and 小巨人 here and there."""
    year = setting.programme.starts_on.year
    large = sorted(specs, key=lambda spec: -spec.weight)[:10]
    for spec in specs:
        row = rows[spec.short]
        if spec.weight < 1.5:
            yield EnterpriseGrade(enterprise=row, grade=Grade.LIGHT_ASSET, status=GradeStatus.RECOGNISED)
            continue
        yield _recognised(setting, row, Grade.ABOVE_SCALE, dice, f"（示例）{year - 1} 年度规上企业名录")
        if spec in large:
            yield _recognised(setting, row, Grade.KEY, dice, f"（示例）{year} 年园区重点企业名单")
        if dice.random() < 0.4:
            yield _recognised(
                setting, row, Grade.SPECIALISED, dice, f"（示例）专精特新认定公示第 {dice.randint(2, 6)} 批"
            )
        elif dice.random() < 0.2:
            yield EnterpriseGrade(enterprise=row, grade=Grade.LITTLE_GIANT, status=GradeStatus.CULTIVATING)


def _recognised(setting: Setting, row: Enterprise, grade: Grade, dice: random.Random, evidence: str) -> EnterpriseGrade:
    on = setting.past_workday(setting.programme.starts_on + ONE_DAY * dice.randint(20, 260))
    return EnterpriseGrade(enterprise=row, grade=grade, status=GradeStatus.RECOGNISED, on=on, evidence=evidence)
