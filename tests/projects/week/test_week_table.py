"""调度表: a frozen week, a row for each project that the reader sees, as it was then."""

import csv
import datetime as dt
import io

import pytest

from core.models import User
from projects.models import Blocker, Project, YearPlan
from projects.week.freezing import freeze
from tests.projects.scene import FRIDAY, as_user, node, person, project, week

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
HEADS = ["序号", "项目", "企业", "总投资（万元）", "年度计划（万元）", "本周完成（万元）", "累计完成（万元）", "阶段"]
HEADS += ["形象进度", "系统灯", "申报灯", "存在问题", "下周计划", "责任领导", "责任人"]


@pytest.fixture
def boss() -> User:
    return person("boss", "leader")


def table(user: User) -> list[dict[str, str]]:
    answer = as_user(user).get("/lists/week/file/?week=2026-W47&as=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert not rows or list(rows[0]) == HEADS
    return rows


def test_it_says_what_was_frozen(given: Project, wang: User, boss: User) -> None:
    node(given, 1, "2026-08-03")
    project("Z-1", responsible=wang)
    YearPlan.objects.create(project=given, year=2026, planned_wan=1200)
    said = {"project": given, "raised_by": wang, "raised_at": FRIDAY - dt.timedelta(days=9)}
    Blocker.objects.create(text="缺电", **said)
    Blocker.objects.create(text="写错的", withdrawn=True, resolved_at=FRIDAY, **said)
    freeze(week("2026-11-16"), now=FRIDAY)
    Project.objects.filter(pk=given.pk).update(name="后来改的名", leader=None)
    rows = table(boss)
    assert [row["序号"] for row in rows] == ["1", "2"]
    row = next(each for each in rows if each["存在问题"])
    assert row["项目"] == given.name
    assert (row["年度计划（万元）"], row["存在问题"], row["形象进度"]) == ("1200", "缺电", "未报")
    assert row["系统灯"] == "红灯"
    page = as_user(boss).get("/projects/weeks/2026-W47/").content.decode()
    assert "/lists/week/export/?week=2026-W47" in page


def test_a_week_that_nobody_opened_has_none(given: Project, boss: User) -> None:
    for route in ("file", "export"):
        assert as_user(boss).get(f"/lists/week/{route}/?week=2019-W01").status_code == 404
