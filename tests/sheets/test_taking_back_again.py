"""What stayed when an import was taken back goes when nothing holds it any more; and what a terminal says."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from core.enums import BatchState, Role
from core.models import ImportBatch, User
from enterprises.models import Enterprise
from tests.enterprises.scene import person
from tests.projects.scene import project
from tests.sheets.scene import book, bring, came_to, take_back, wrong

pytestmark = pytest.mark.django_db
HEADS = ["简称", "地址"]


@pytest.fixture
def clerk() -> User:
    return person("clerk", Role.PROJECT_OFFICER)


def brought(clerk: User) -> ImportBatch:
    batch, results = bring("firms", clerk, book(HEADS, ["甲一科技", "长沙"], ["乙二机电", "长沙"]))
    assert came_to(results) == ["new", "new"]
    assert batch is not None
    return batch


def test_what_stayed_goes_when_nothing_holds_it_any_more(clerk: User) -> None:
    batch = brought(clerk)
    holds = project(enterprise=Enterprise.objects.get(short_name="甲一科技"))
    assert take_back(batch, clerk) == ["已有项目挂在它上面"]
    assert take_back(batch, clerk) == ["已有项目挂在它上面"]
    assert Enterprise.objects.count() == 1
    holds.__class__.objects.filter(pk=holds.pk).update(enterprise=None)
    assert take_back(batch, clerk) == []
    assert not Enterprise.objects.exists()
    with pytest.raises(ValidationError, match="已全部撤销"):
        take_back(batch, clerk)


def test_a_row_that_went_back_is_not_touched_again(clerk: User) -> None:
    Enterprise.objects.create(short_name="甲一科技", address="株洲")
    batch, _results = bring("firms", clerk, book(HEADS, ["甲一科技", "长沙"], ["乙二机电", "长沙"]))
    holds = project(enterprise=Enterprise.objects.get(short_name="乙二机电"))
    assert len(take_back(batch, clerk)) == 1
    Enterprise.objects.filter(short_name="甲一科技").update(address="长沙")  # by somebody, who means it
    holds.__class__.objects.filter(pk=holds.pk).update(enterprise=None)
    assert take_back(batch, clerk) == []
    assert Enterprise.objects.get().address == "长沙"


def test_the_page_offers_it(clerk: User, client_for: Any) -> None:
    batch, client = brought(clerk), client_for(clerk)
    holds = project(enterprise=Enterprise.objects.get(short_name="甲一科技"))
    take_back(batch, clerk)
    assert "再撤销这 1 行" in _page(client, batch)
    holds.__class__.objects.filter(pk=holds.pk).update(enterprise=None)
    assert client.post(f"/import/{batch.pk}/undo/").status_code == 302
    assert "再撤销" not in _page(client, batch)
    assert not Enterprise.objects.exists()


def test_where_nothing_can_be_written_nothing_is_offered(clerk: User, client_for: Any) -> None:
    batch = brought(clerk)
    ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.READ, new=0, wrong=2)
    shown = _page(client_for(clerk), batch)
    assert "下载标错工作簿" in shown or not batch.file
    assert "只写入正确的" not in shown


def _page(client: Client, batch: ImportBatch) -> str:
    return client.get(f"/import/{batch.pk}/").content.decode()


def test_a_terminal_is_told_nothing_of_pages(clerk: User, tmp_path: Path) -> None:
    batch = brought(clerk)
    take_back(batch, clerk)
    with pytest.raises(CommandError) as refused:
        call_command("import_undo", str(batch.pk))
    assert "刷新" not in str(refused.value)
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("import_template", "firms", str(tmp_path / "none" / "a.xlsx"))


def test_the_machine_asks_for_nobodys_roles() -> None:
    """Who decides is another administrator than who asked: so somebody must have asked."""
    from core.sheets.acting import system

    heads = ["用户名", "姓名", "申请角色"]
    _batch, results = bring("users", system(), book(heads, ["zhang", "张三", "园区领导"], ["li", "李四", None]))
    assert came_to(results) == ["wrong", "new"]
    assert [(head, "--by" in said) for _row, head, said in wrong(results)] == [("申请角色", True)]
    admin = person("admin", Role.ADMIN)
    assert came_to(bring("users", admin, book(heads, ["zhang", "张三", "园区领导"]))[1]) == ["new"]
