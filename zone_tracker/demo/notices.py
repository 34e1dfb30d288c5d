"""A few notices for the people on the log-in page, some of them unread."""

import datetime as dt
from collections.abc import Iterator

from django.urls import NoReverseMatch, reverse

from core.models import Notice, User
from enterprises.models import Request
from finance.models import CreditLine
from projects.models import Project
from zone_tracker.demo.people import People
from zone_tracker.demo.setting import Setting


def build(setting: Setting, found: People) -> None:
    """Write the notices."""
    Notice.objects.bulk_create(
        [*_of_projects(setting, found), *_of_service(setting, found), *_of_rooms(setting, found)]
    )


def _page(route: str, *args: object) -> str:
    """The address of a page; a notice whose page cannot be addressed is still a notice."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""


def _notice(
    setting: Setting, user: User, key: str, title: str, body: str, url: str, *, ago: int, at: str, read: bool = False
) -> Notice:
    """A notice of a working day, `ago` days back, at a time such as 15:30; a read one was opened two hours later."""
    hour, minute = (int(part) for part in at.split(":"))
    moment = setting.at(setting.past_workday(setting.day(-ago)), hour, minute)
    return Notice(
        user=user,
        title=title,
        body=body,
        url=url,
        dedupe_key=f"demo:{user.username}:{key}",
        created_at=moment,
        read_at=moment + dt.timedelta(hours=2) if read else None,
    )


def _of_projects(setting: Setting, found: People) -> Iterator[Notice]:
    officer, leader = found["程听澜"], found["陆见山"]
    shown = {project.name: project for project in Project.objects.filter(is_example=True)}
    stuck, moved = shown["楚澜电驱总成项目"], shown["砺川一体化压铸项目"]
    page = {project: _page("projects:project_detail", project.code) for project in (stuck, moved)}
    yield _notice(
        setting,
        officer,
        "blocker",
        f"{stuck.name}：夜间施工许可已转规划建设科",
        "请关注办理进度，本周内答复。",
        page[stuck],
        ago=3,
        at="16:40",
    )
    yield _notice(
        setting,
        officer,
        "schedule",
        f"{moved.name}：设备进场时间请复核",
        "总包单位报来新的进场安排，请与现计划核对。",
        page[moved],
        ago=4,
        at="10:05",
    )
    yield _notice(
        setting,
        officer,
        "week",
        "上周填报已收齐",
        "你负责的项目上周均已填报。",
        _page("workbench"),
        ago=8,
        at="09:10",
        read=True,
    )
    yield _notice(
        setting,
        leader,
        "red",
        f"{stuck.name}连续红灯",
        "主体封顶逾期，两项需协调事项未解决。",
        page[stuck],
        ago=1,
        at="17:35",
    )
    yield _notice(
        setting,
        leader,
        "figures",
        "上月企业月报已核",
        "统计科已核实上月产值。",
        _page("targets:dashboard"),
        ago=6,
        at="11:20",
    )


def _of_service(setting: Setting, found: People) -> Iterator[Notice]:
    liaison, handler = found["苏望舒"], found["梁知夏"]
    late = Request.objects.overdue(setting.today).filter(raised_by=liaison).order_by("promised_on").first()
    if late:
        url = _page("enterprises:request_detail", late.pk)
        yield _notice(
            setting, liaison, "late", f"{late.enterprise}：{late.kind}超过承诺日期", late.text, url, ago=1, at="09:15"
        )
    waiting = Request.objects.open().filter(department=handler.department).order_by("-raised_at").first()
    if waiting:
        url = _page("enterprises:request_detail", waiting.pk)
        yield _notice(
            setting,
            handler,
            "new",
            f"{waiting.enterprise}：{waiting.kind}，待答复",
            waiting.text,
            url,
            ago=2,
            at="15:50",
        )


def _of_rooms(setting: Setting, found: People) -> Iterator[Notice]:
    talent, finance, bank = found["秦书遥"], found["唐予怀"], found["方既明"]
    yield _notice(
        setting,
        talent,
        "handoff",
        "走访带回人才需求，待承接",
        "请在我的工作台承接。",
        _page("workbench"),
        ago=2,
        at="14:25",
    )
    yield _notice(
        setting,
        finance,
        "handoff",
        "走访带回融资需求，待承接",
        "请在我的工作台承接。",
        _page("workbench"),
        ago=2,
        at="14:40",
    )
    line = CreditLine.objects.visible_to(bank).exclude(stuck_reason="").order_by("-granted_on").first()
    if line:
        url = _page("finance:creditline_detail", line.pk)
        text = f"卡在{line.get_stuck_reason_display()}，请说明放款安排。"
        yield _notice(setting, bank, "stuck", f"{line.enterprise}：授信尚未放完", text, url, ago=3, at="10:30")
