"""Departments, people of all ten roles with log-ins, and the task forces."""

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from core.enums import Role
from core.guard.demo_accounts import DEMO_PASSWORD
from core.models import Department, User, reading_of
from enterprises.models import RequestKind
from enterprises.names import name_keys
from projects.models import TaskForce
from zone_tracker.demo.names import telephone
from zone_tracker.demo.setting import Setting

# key, name; in order of rank
DEPARTMENTS = (
    ("leaders", "管委会领导"),
    ("office", "党政综合办公室"),
    ("industry", "产业发展科"),
    ("investment", "招商科"),
    ("construction", "规划建设科"),
    ("approvals", "行政审批科"),
    ("utilities", "要素保障科"),
    ("technology", "科技科"),
    ("talent", "人才服务科"),
    ("finance", "金融服务科"),
    ("firms", "企业服务科"),
    ("statistics", "统计科"),
    ("audit", "审计科"),
    ("information", "信息中心"),
)
# The first person of each role is the one whom the log-in page offers: DEMO_LOGINS of core/guard/demo_accounts.py.
PEOPLE: tuple[tuple[str, str, str, tuple[Role, ...]], ...] = (
    ("leader", "陆见山", "leaders", (Role.LEADER,)),
    ("project", "程听澜", "industry", (Role.PROJECT_OFFICER,)),
    ("liaison", "苏望舒", "firms", (Role.LIAISON,)),
    ("handler", "梁知夏", "talent", (Role.HANDLER,)),
    ("talent", "秦书遥", "talent", (Role.TALENT_OFFICER,)),
    ("finance", "唐予怀", "finance", (Role.FINANCE_OFFICER,)),
    ("bank", "方既明", "", (Role.BANK,)),
    ("auditor", "孟清和", "audit", (Role.AUDITOR,)),
    ("admin", "韩牧之", "information", (Role.ADMIN,)),
    ("", "顾临川", "leaders", (Role.LEADER,)),
    ("", "温若水", "leaders", (Role.LEADER,)),
    ("", "贺云舟", "leaders", (Role.LEADER, Role.LIAISON)),
    ("", "许砚秋", "construction", (Role.PROJECT_OFFICER,)),
    ("", "沈知微", "industry", (Role.PROJECT_OFFICER,)),
    ("", "宋予安", "industry", (Role.PROJECT_OFFICER,)),
    ("", "纪明远", "investment", (Role.PROJECT_OFFICER,)),
    ("", "林疏桐", "technology", (Role.PROJECT_OFFICER,)),
    ("", "周景行", "industry", (Role.PROJECT_OFFICER,)),
    ("", "罗北辰", "firms", (Role.LIAISON,)),
    ("", "谢南乔", "firms", (Role.LIAISON,)),
    ("", "邵锦书", "industry", (Role.LIAISON,)),
    ("", "叶澄怀", "technology", (Role.LIAISON,)),
    ("", "邓星野", "investment", (Role.LIAISON,)),
    ("", "姚清禾", "firms", (Role.LIAISON,)),
    ("", "范则安", "industry", (Role.HANDLER,)),
    ("", "卢允禾", "investment", (Role.HANDLER,)),
    ("", "汪时雨", "construction", (Role.HANDLER,)),
    ("", "任叙白", "approvals", (Role.HANDLER,)),
    ("", "姜闻笛", "utilities", (Role.HANDLER,)),
    ("", "崔言蹊", "technology", (Role.HANDLER,)),
    ("", "丁牧野", "talent", (Role.HANDLER,)),
    ("", "钟霁月", "finance", (Role.HANDLER,)),
    ("", "谭景澄", "firms", (Role.HANDLER,)),
    ("", "邱思衡", "statistics", (Role.HANDLER,)),
    ("", "侯亦舟", "talent", (Role.TALENT_OFFICER,)),
    ("", "尹修远", "finance", (Role.FINANCE_OFFICER,)),
    ("", "薛星汀", "", (Role.BANK,)),
    ("", "段怀朗", "", (Role.BANK,)),
    ("", "雷昭宁", "audit", (Role.AUDITOR,)),
    ("", "龙行简", "information", (Role.ADMIN,)),
    ("security", "白砚行", "information", (Role.SECURITY_ADMIN,)),
    ("", "文疏影", "information", (Role.SECURITY_ADMIN,)),
)
# name, leading department, members
TASK_FORCES = (
    ("汽车专班", "industry", ("程听澜", "周景行")),
    ("光学专班", "industry", ("宋予安", "林疏桐")),
    ("医药专班", "industry", ("沈知微",)),
    ("城建专班", "construction", ("许砚秋", "程听澜")),
    ("招商专班", "investment", ("纪明远",)),
    ("科创专班", "technology", ("林疏桐",)),
)
# The department that answers each kind of request, by the kind's name.
ANSWERS = {
    "政策扶持": "industry",
    "招工支持": "talent",
    "职工后勤保障": "firms",
    "人才住房": "talent",
    "子女上学": "talent",
    "专利申请": "technology",
    "项目申报": "technology",
    "总部迁移": "investment",
    "产业链招商": "investment",
    "融资": "finance",
    "审批报建": "approvals",
}


@dataclass
class People:
    """Everybody of the demo, by name; departments by key; task forces by name."""

    departments: dict[str, Department]
    users: dict[str, User]
    task_forces: dict[str, TaskForce] = field(default_factory=dict)

    def __getitem__(self, name: str) -> User:
        return self.users[name]

    def holding(self, role: Role) -> list[User]:
        """People who hold a role, in the order of the list."""
        return [user for user in self.users.values() if role in user.roles]

    def handlers_of(self, department: Department) -> list[User]:
        """Handlers who answer for a department."""
        return [user for user in self.holding(Role.HANDLER) if user.department_id == department.pk]


def build(setting: Setting) -> People:
    """Write the departments, the people and the task forces, and say which department answers which request."""
    rows = [
        Department(key=key, name=name, rank=10 * n, is_example=True) for n, (key, name) in enumerate(DEPARTMENTS, 1)
    ]
    departments = {row.key: row for row in Department.objects.bulk_create(rows)}
    password = make_password(DEMO_PASSWORD, salt=f"demo-salt-{setting.seed:08d}")
    joined = setting.at(setting.programme.starts_on - dt.timedelta(days=6), 9)
    users = [
        _person(n, login, name, departments.get(key), roles, password=password, joined=joined)
        for n, (login, name, key, roles) in enumerate(PEOPLE, 1)
    ]
    made = User.objects.bulk_create(setting.numbered(users))
    found = People(departments=departments, users={user.name: user for user in made})
    found.task_forces = _task_forces(found)
    _answering_departments(departments)
    return found


def _person(
    number: int,
    login: str,
    name: str,
    department: Department | None,
    roles: tuple[Role, ...],
    *,
    password: str,
    joined: dt.datetime,
) -> User:
    username = login or name_keys(name).pinyin
    return User(
        username=username,
        name=name,
        pinyin=reading_of(name),
        department=department,
        roles=[str(role) for role in roles],
        phone=telephone(number),
        email=f"{username}@example.com",
        password=password,
        is_staff=Role.ADMIN in roles,
        is_example=True,
        date_joined=joined,
    )


def _task_forces(people: People) -> dict[str, TaskForce]:
    rows = [TaskForce(name=name, department=people.departments[key]) for name, key, _members in TASK_FORCES]
    forces = {row.name: row for row in TaskForce.objects.bulk_create(rows)}
    member = TaskForce.members.through
    member.objects.bulk_create(
        member(taskforce_id=forces[name].pk, user_id=people[person].pk)
        for name, _key, members in TASK_FORCES
        for person in members
    )
    return forces


def _answering_departments(departments: dict[str, Department]) -> None:
    kinds = list(RequestKind.objects.all())
    for kind in kinds:
        kind.department = departments[ANSWERS.get(kind.name, "firms")]
    RequestKind.objects.bulk_update(kinds, ["department"])
