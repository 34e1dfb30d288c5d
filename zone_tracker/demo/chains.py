"""The chains of the three highlands as is generally known of such industries, with the invented firms placed on them.

All of it is marked as an example: the article names no links.
"""

import datetime as dt

from core.models import Cluster
from enterprises.enums import ChainPart
from enterprises.models import ChainLink, ChainPlace, ChallengeMilestone, Supply, TechChallenge
from zone_tracker.demo.firms import Firm
from zone_tracker.demo.setting import Setting

U, C, D = ChainPart.UPSTREAM, ChainPart.CORE, ChainPart.DOWNSTREAM
# cluster → part, link, to be strengthened, invented firms that stand there
LINKS: dict[str, tuple[tuple[ChainPart, str, bool, tuple[str, ...]], ...]] = {
    "nev": (
        (U, "电芯与正负极材料", False, ()),
        (U, "功率半导体", True, ()),
        (U, "模具与检具", False, ("砺川模具", "砚山模具")),
        (U, "线束与连接器", False, ("启岸电子", "屹岳线束")),
        (C, "电驱总成", True, ("楚澜电驱", "瀚石电机")),
        (C, "电池系统", True, ("湘屿电池",)),
        (C, "底盘与制动", False, ("晟陆底盘", "朗桥悬架", "砺珩制动")),
        (C, "电控与热管理", False, ("岚驿热控", "启垣电控")),
        (D, "特种车改装", False, ("拓野特车",)),
        (D, "充换电设施", False, ("北屿能源", "望野电源")),
        (D, "动力电池回收", False, ()),
    ),
    "optics": (
        (U, "光学玻璃与晶体", True, ()),
        (U, "光学镀膜", False, ("映川光学",)),
        (C, "工业镜头与模组", True, ("澄观光学", "棱界光电", "光屿光电")),
        (C, "传感器", False, ("远岫传感", "衡芯传感")),
        (C, "激光装备", False, ("景曜激光",)),
        (D, "机器视觉系统", False, ("明砚视觉",)),
        (D, "检测仪器", False, ("析微仪器",)),
        (D, "机器人集成", False, ("麓禾机器人",)),
    ),
}
SUPPLIES = (
    ("砺川模具", "楚澜电驱", "一体化压铸模具"),
    ("瀚石电机", "楚澜电驱", "定转子"),
    ("启岸电子", "湘屿电池", "高压连接器"),
    ("屹岳线束", "晟陆底盘", "低压线束"),
    ("映川光学", "澄观光学", "镜片镀膜"),
    ("澄观光学", "明砚视觉", "远心镜头"),
    ("衡芯传感", "麓禾机器人", "六维力传感器"),
)
CONCERNS = {
    "澄观光学": "二号产线投产后的夜班通勤，镀膜外协要在园区内解决。",
    "楚澜电驱": "高压实验室用电增容。",
    "明砚视觉": "软件工程师落户和子女上学。",
}
NODES = (("方案评审", -120), ("样件试制", -30), ("可靠性试验", 45), ("用户验证", 150))


def build(setting: Setting, firms: dict[str, Firm]) -> None:
    """Write links, places, supplies, what firms care about, and the milestones of their technology."""
    for key, rows in LINKS.items():
        cluster = Cluster.objects.get(key=key)
        for rank, (part, name, strengthen, there) in enumerate(rows, 1):
            link = ChainLink.objects.create(
                cluster=cluster, part=part, name=name, strengthen=strengthen, rank=rank, is_example=True
            )
            ChainPlace.objects.bulk_create(ChainPlace(link=link, enterprise=firms[short].row) for short in there)
    Supply.objects.bulk_create(
        Supply(supplier=firms[one].row, customer=firms[two].row, what=what, since=setting.day(-300), is_example=True)
        for one, two, what in SUPPLIES
    )
    for short, words in CONCERNS.items():
        firms[short].row.concerns = words
        firms[short].row.save()
    _technology(setting)


def _technology(setting: Setting) -> None:
    """Milestones of the invented firms' challenges: two reached, two ahead."""
    for challenge in TechChallenge.objects.filter(enterprise__is_example=True):
        challenge.due_on = setting.day(200)
        challenge.save()
        ChallengeMilestone.objects.bulk_create(
            ChallengeMilestone(
                challenge=challenge, title=title, due_on=_on(setting, days), done_on=_done(setting, days)
            )
            for title, days in NODES
        )


def _on(setting: Setting, days: int) -> dt.date:
    return setting.workday_before(setting.day(days))


def _done(setting: Setting, days: int) -> dt.date | None:
    return _on(setting, days - 3) if days < 0 else None
