"""Firms from a table: who may change one, and what goes with one that is taken back."""

import pytest

from core.enums import Role
from enterprises.models import Enterprise
from tests.enterprises.scene import firm
from tests.projects.scene import FRIDAY, person, project
from tests.sheets.scene import book, bring, came_to, kind, take_back, wrong

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
HEADS = ["简称", "别名", "联系人", "地址"]


@pytest.fixture
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: FRIDAY)


def test_a_firm_goes_with_what_came_with_it() -> None:
    wang = person("wang")
    batch, results = bring("firms", wang, book(HEADS, ["甲一科技", "甲一", "张三", "长沙"]))
    assert came_to(results) == ["new"]
    assert take_back(batch, wang) == []
    assert not Enterprise.objects.exists()


def test_a_firm_with_a_project_stays() -> None:
    wang = person("wang")
    batch, _results = bring("firms", wang, book(HEADS, ["甲一科技", "甲一", "张三", "长沙"]))
    project(enterprise=Enterprise.objects.get())
    assert take_back(batch, wang) == ["已有项目挂在它上面"]


def test_who_may_not_change_a_firm_changes_nothing() -> None:
    firm("甲一科技")
    leader = person("li", Role.LEADER)
    assert kind("firms", leader).rows().exists()
    _batch, results = bring("firms", leader, book(["简称", "地址"], ["甲一科技", "长沙"]))
    assert wrong(results) == [(2, "统一社会信用代码", "你没有修改这家企业的权限。")]
