"""A few notices for the people on the log-in page, some of them unread."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse

from core.deputies import naming as deputies
from core.models import Notice
from enterprises.enums import HandoffKind
from enterprises.models import Request, VisitHandoff
from enterprises.models.hearing import tell_takers
from finance.enums import PassingState
from finance.models import Passing
from finance.telling import tell_of_answered, tell_of_passing
from projects.models import Project
from zone_tracker.demo.people import People
from zone_tracker.demo.setting import NAMESPACE, Setting


class Message(NamedTuple):
    """Who is told what, and where it leads; `ago` days back on a working day, at a time such as 15:30."""

    to: str
    key: str
    title: str
    body: str
    url: str
    ago: int
    at: str
    read: bool = False


def build(setting: Setting, found: People) -> None:
    """Write the notices. A read one was opened two hours after it came."""
    rows = []
    for message in (*_of_projects(), *_of_service(setting, found)):
        hour, minute = (int(part) for part in message.at.split(":"))
        moment = setting.at(setting.past_workday(setting.day(-message.ago)), hour, minute)
        user = found[message.to]
        rows.append(
            Notice(
                user=user,
                title=message.title,
                body=message.body,
                url=message.url,
                dedupe_key=f"demo:{user.username}:{message.key}",
                created_at=moment,
                read_at=moment + dt.timedelta(hours=2) if message.read else None,
            )
        )
    Notice.objects.bulk_create(rows)
    _of_rooms(setting, found)


def stand_in(setting: Setting, found: People) -> None:
    """A liaison officer travels this week, and the one on the log-in page stands in."""
    person, other = found["谢南乔"], found["苏望舒"]
    now = setting.at(setting.past_workday(setting.day(-1)), 16, 30)
    deputies.appoint(
        person,
        deputy=other,
        starts_on=now.date(),
        ends_on=setting.day(6),
        reason="出差",
        by=person,
        now=now,
        client_id=uuid.uuid5(NAMESPACE, "deputy"),
    )


def _page(route: str, *args: object) -> str:
    """The address of a page; a notice whose page cannot be addressed is still a notice."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""


def _of_projects() -> Iterator[Message]:
    red, moved = (_page("projects:project_detail", _code(name)) for name in ("楚澜电驱总成项目", "砺川一体化压铸项目"))
    told = "夜间施工许可已转规划建设科"
    yield Message("程听澜", "blocker", f"楚澜电驱总成项目：{told}", "请关注办理进度，本周内答复。", red, 3, "16:40")
    asked = "总包单位报来新的进场安排，请与现计划核对。"
    yield Message("程听澜", "schedule", "砺川一体化压铸项目：设备进场时间请复核", asked, moved, 4, "10:05")
    done = "你负责的项目上周均已填报。"
    yield Message("程听澜", "week", "上周填报已收齐", done, _page("workbench"), 8, "09:10", read=True)
    why = "主体封顶逾期，两项需协调事项未解决。"
    yield Message("陆见山", "red", "楚澜电驱总成项目连续红灯", why, red, 1, "17:35")
    figures = _page("targets:dashboard")
    yield Message("陆见山", "figures", "上月企业月报已核", "统计科已核实上月产值。", figures, 6, "11:20")


def _code(name: str) -> str:
    return Project.objects.values_list("code", flat=True).get(name=name)


def _of_service(setting: Setting, found: People) -> Iterator[Message]:
    liaison, handler = found["苏望舒"], found["梁知夏"]
    late = Request.objects.overdue(setting.now).filter(raised_by=liaison).order_by("promised_on", "pk").first()
    if late:
        title = f"{late.enterprise}：{late.kind}超过承诺日期"
        yield Message("苏望舒", "late", title, late.text, _page("enterprises:request_detail", late.pk), 1, "09:15")
    waiting = Request.objects.open().filter(department=handler.department).order_by("-raised_at", "-pk").first()
    if waiting:
        title = f"{waiting.enterprise}：{waiting.kind}，待答复"
        yield Message("梁知夏", "new", title, waiting.text, _page("enterprises:request_detail", waiting.pk), 2, "18:50")


def _of_rooms(setting: Setting, found: People) -> None:
    """What the rooms are told by their own code: hand-offs that wait, needs passed to the bank and its answers."""
    for nth, kind in enumerate((HandoffKind.TALENT, HandoffKind.FINANCING)):
        waiting = VisitHandoff.objects.filter(kind=kind, taken_by=None, outcome="").order_by("-pk")
        if row := waiting.select_related("visit__officer", "visit__enterprise").first():
            tell_takers(row, by=row.visit.officer, now=setting.at(setting.past_workday(setting.day(-2)), 14, 25 + nth))
    officer, clerk = found["唐予怀"], found["方既明"]
    mine = Passing.objects.visible_to(clerk).select_related("institution", "need__enterprise", "by")
    for row in mine.open().exclude(state=PassingState.DECLINED).order_by("-on", "-pk")[:2]:
        tell_of_passing(row, by=officer, now=setting.at(setting.past_workday(row.on), 10, 30))
    answered = Passing.objects.filter(by=officer, state__in=(PassingState.OFFERED, PassingState.ASKED))
    for row in answered.select_related("institution", "need__enterprise", "by").order_by("-on", "-pk")[:2]:
        tell_of_answered(row, by=clerk, now=setting.at(setting.past_workday(setting.day(-1)), 15, 10))
