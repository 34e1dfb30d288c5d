"""Platforms with people and results, courses with who took part, teams with their projects. All of it is invented."""

import random
from collections.abc import Iterator
from typing import TypeVar

from dateutil.relativedelta import relativedelta

from projects.enums import Stage
from projects.models import Project
from talent.enums import Attends, Category, CourseKind, ResultKind, TalentPlatformKind
from talent.models import (
    Attendance,
    Course,
    PlatformMember,
    PlatformResult,
    Talent,
    TalentPlatform,
    Team,
    TeamMember,
    TeamProject,
)
from zone_tracker.demo.setting import Setting

Row = TypeVar("Row")
RESIDENTS = 6  # of each invented platform
PLATFORMS = (  # the platforms of the article carry no invented people; these are marked in their names
    ("示例光电院士专家工作站", TalentPlatformKind.ACADEMICIAN, "澄观光学"),
    ("示例新能源博士后工作站", TalentPlatformKind.POSTDOC, "楚澜电驱"),
    ("示例智能制造实训基地", TalentPlatformKind.TRAINING, "湘屿电池"),
)
ROLES = {
    TalentPlatformKind.ACADEMICIAN: ("合作专家", "研究骨干"),
    TalentPlatformKind.POSTDOC: ("博士后", "合作导师"),
    TalentPlatformKind.TRAINING: ("实训教师", "学员"),
}
RESULTS = (
    (ResultKind.PATENT, "示例发明专利授权", 3, "示例专利授权通知书"),
    (ResultKind.STANDARD, "示例团体标准发布", 1, "示标字 1 号"),
    (ResultKind.WORK, "示例关键工艺定型", 1, "示例验收意见"),
    (ResultKind.TRAINED, "示例技师培养", 12, "示例结业名册"),
)
COURSES = (  # name, kind, which platform, days ago, days long, hours, people
    ("示例数控技能提升班", CourseKind.SKILL, 2, 120, 4, 32, 18),
    ("示例光学装调继续教育班", CourseKind.ENGINEER, 0, 75, 2, 16, 14),
    ("示例电驱工艺研修班", CourseKind.ENGINEER, 1, 40, 3, 24, 16),
    ("示例焊接技师冲刺班", CourseKind.SKILL, 2, 6, 20, 80, 15),
    ("示例新员工岗前班", CourseKind.NEWCOMER, None, -12, 1, 8, 10),
)
TEAMS = {  # by highland, what a team may be called after
    "nev": ("电驱系统集成", "固态电池工艺", "热管理仿真"),
    "optics": ("精密光学设计", "激光加工装备", "智能检测算法"),
    "biomedical": ("诊断试剂研发", "医用材料工艺"),
}
TEAM = "团队（示例）"
MOST_TEAMS = 7
DUTIES = ("光学设计", "结构设计", "工艺开发", "测试验证", "软件算法")
WITHOUT_PROJECT = 5  # the team that waits for one


def build(setting: Setting) -> None:
    """Write plausible rows for people of the demo who count."""
    dice = setting.dice("gathering")
    here = Talent.objects.filter(is_example=True, left_on__isnull=True, recognised_on__isnull=False)
    people = list(here.filter(enterprise__isnull=False).select_related("enterprise__cluster").order_by("pk"))
    platforms = _platforms(setting, dice, people)
    _courses(setting, dice, people, platforms)
    _teams(setting, dice, people)


def _platforms(setting: Setting, dice: random.Random, people: list[Talent]) -> list[TalentPlatform]:
    made, members, results = [], [], []
    for nth, (name, kind, firm) in enumerate(PLATFORMS):
        theirs = [each for each in people if each.enterprise and each.enterprise.short_name == firm]
        carrier = theirs[0].enterprise if theirs else None
        platform = TalentPlatform.objects.create(name=name, kind=kind, enterprise=carrier)
        made.append(platform)
        for each in dice.sample(theirs, min(RESIDENTS, len(theirs))):
            since = max(each.arrived_on, setting.day(-dice.randint(60, 400)))
            until = since + relativedelta(years=2) if kind == TalentPlatformKind.POSTDOC else None
            said = {"role": dice.choice(ROLES[kind]), "since": since, "until": until}
            members.append(_example(PlatformMember(platform=platform, talent=each, **said)))
        for n, (what_kind, what, count, source) in enumerate(RESULTS[nth:] + RESULTS[: max(0, nth - 1)]):
            on = setting.day(-20 - 45 * n - 7 * nth)
            said = {"kind": what_kind, "what": what, "n": count, "on": on, "source": source}
            results.append(_example(PlatformResult(platform=platform, **said)))
    PlatformMember.objects.bulk_create(setting.numbered(members))
    PlatformResult.objects.bulk_create(setting.numbered(results))
    return made


def _courses(setting: Setting, dice: random.Random, people: list[Talent], platforms: list[TalentPlatform]) -> None:
    courses, rows = [], []
    for name, kind, nth, ago, long, hours, _n in COURSES:
        begins = setting.day(-ago)
        said = {"begins_on": begins, "ends_on": begins + relativedelta(days=long), "hours": hours}
        held = {"organiser": "示例人才服务中心"} if nth is None else {"platform": platforms[nth]}
        courses.append(_example(Course(name=name, kind=kind, **said, **held)))
    for course, (*_said, n) in zip(Course.objects.bulk_create(setting.numbered(courses)), COURSES, strict=True):
        over = course.ends_on < setting.today
        for each, person in enumerate(dice.sample(people, n)):
            state = (Attends.ABSENT if each % 9 == 8 else Attends.DONE) if over else Attends.ENROLLED
            number = f"示培 {course.pk:03d}-{each + 1:02d}" if state == Attends.DONE else ""
            rows.append(_example(Attendance(course=course, talent=person, state=state, certificate=number)))
    Attendance.objects.bulk_create(setting.numbered(rows))


def _teams(setting: Setting, dice: random.Random, people: list[Talent]) -> None:
    teams = Team.objects.bulk_create(setting.numbered(_led(setting, dice, people)))
    members = [row for team in teams for row in _members(setting, dice, team, people)]
    TeamMember.objects.bulk_create(setting.numbered(members))
    works = []
    for nth, team in enumerate(teams):
        if nth == WITHOUT_PROJECT:
            continue
        since = max(team.since, setting.day(-200))
        said = {"project": _projects(team.enterprise_id)[0], "what": dice.choice(DUTIES), "since": since}
        works.append(_example(TeamProject(team=team, **said)))
    TeamProject.objects.bulk_create(setting.numbered(works))


def _led(setting: Setting, dice: random.Random, people: list[Talent]) -> list[Team]:
    """A team for each of some leading talents of different firms; every firm has a project."""
    teams: list[Team] = []
    for leader in people:
        firm = leader.enterprise
        if leader.category != Category.LEADING or firm is None or firm.cluster is None or len(teams) == MOST_TEAMS:
            continue
        said, taken = {_called(each) for each in teams}, {each.enterprise_id for each in teams}
        free = [name for name in TEAMS.get(firm.cluster.key, ()) if name not in said]
        if firm.pk in taken or not free or not _projects(firm.pk):
            continue
        since = max(leader.arrived_on, setting.day(-dice.randint(120, 380)))
        teams.append(_example(Team(name=f"{free[0]}{TEAM}", leader=leader, enterprise=firm, since=since)))
    return teams


def _called(team: Team) -> str:
    return team.name.removesuffix(TEAM)


def _projects(firm: int | None) -> list[Project]:
    invented = Project.objects.filter(is_example=True, closed_on__isnull=True, enterprise=firm)
    return sorted(invented.order_by("pk"), key=lambda each: each.stage == Stage.PRODUCING)


def _members(setting: Setting, dice: random.Random, team: Team, people: list[Talent]) -> Iterator[TeamMember]:
    others = [each for each in people if each.enterprise_id == team.enterprise_id and each.pk != team.leader_id]
    for each in dice.sample(others, min(dice.randint(4, 9), len(others))):
        row = TeamMember(team=team, talent=each, role=dice.choice(DUTIES), since=max(team.since, each.arrived_on))
        if dice.random() < 0.12 and (setting.today - row.since).days > 40:
            row.ended_on, row.ended_why = setting.day(-20), "转岗"
        yield _example(row)


def _example(row: Row) -> Row:
    row.is_example = True  # type: ignore[attr-defined]
    return row
