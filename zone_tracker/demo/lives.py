"""Turns in the lives of projects: a pause that waits for its leader, and what was done before the register began."""

import datetime as dt
from decimal import Decimal

from projects.enums import LifeAct, LifeCause
from projects.models import LifeChange, OpeningBalance
from zone_tracker.demo.people import People
from zone_tracker.demo.projects import Undertaking
from zone_tracker.demo.setting import Setting

PAUSED = "立衡工程机械配套项目"
WHY = "母公司年内资金统筹，二期设备款推迟；施工单位已同意停工保护，安全看护由企业负责。"
BEFORE = {"砺川一体化压铸项目": 3600, "望野充电模块项目": 5200}  # 万元


def build(setting: Setting, found: People, undertakings: list[Undertaking]) -> None:
    """Write them down as the pages would."""
    by_name = {each.spec.name: each for each in undertakings}
    project, officer = by_name[PAUSED].row, found[by_name[PAUSED].spec.responsible]
    LifeChange.objects.create(
        project=project,
        act=LifeAct.PAUSE,
        on=setting.today,
        until=setting.workday_after(setting.day(98)),
        cause=LifeCause.FUNDS,
        reason=WHY,
        evidence="企业停工报告（示例）",
        decider=project.leader,
        requested_by=officer,
        requested_at=setting.at(setting.past_workday(setting.day(-1)), 16, 5),
    )
    year = setting.programme.starts_on.year - 1
    OpeningBalance.objects.bulk_create(
        OpeningBalance(
            project=by_name[name].row,
            year=year,
            as_of=dt.date(year, 12, 31),
            wan=Decimal(wan),
            source="上年固定资产投资台账（示例）",
            by=found[by_name[name].spec.responsible],
            at=setting.at(setting.programme.starts_on, 10),
        )
        for name, wan in BEFORE.items()
    )
