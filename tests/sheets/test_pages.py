"""The pages of an import: choose, look, decide, write, take back; one's own only."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from core.enums import BatchState, Role
from core.models import AuditEvent, ImportBatch, Job, User
from core.office import jobs
from enterprises.models import Enterprise
from tests.enterprises.scene import firm, person
from tests.sheets.books import book, cells

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clerk(media: Any) -> User:
    return person("clerk", Role.PROJECT_OFFICER)


@pytest.fixture
def page(clerk: User, client_for: Any) -> Client:
    return client_for(clerk)


def upload(page: Client, *rows: list[Any], heads: tuple[str, ...] = ("简称", "全称"), **more: str) -> ImportBatch:
    """Send a file by its page, and let a worker read it."""
    file = SimpleUploadedFile("台账.xlsx", book(list(heads), *rows))
    answer = page.post("/import/firms/", {"file": file, "client_id": more.get("client_id", "9" * 32)})
    assert answer.status_code == 302
    jobs.run_owed(timezone.now())
    return ImportBatch.objects.latest("pk")


def read(page: Client, batch: ImportBatch) -> str:
    return page.get(f"/import/{batch.pk}/").content.decode()


def test_from_the_file_to_the_rows_and_back(page: Client) -> None:
    firm("旧厂")
    batch = upload(page, ["甲一科技", "甲一有限公司"], ["旧厂", "旧厂有限公司"])
    shown = read(page, batch)
    assert "2 行里 2 行可以写入" in shown
    assert "旧厂有限公司" in shown
    assert Enterprise.objects.count() == 1
    page.post(f"/import/{batch.pk}/write/")
    assert "正在写入" in read(page, batch)
    jobs.run_owed(timezone.now())
    assert "已写入：新增 1 行，修改 1 行" in read(page, batch)
    page.post(f"/import/{batch.pk}/undo/")
    assert "2 行已退回原样" in read(page, batch)
    assert [each.full_name for each in Enterprise.objects.all()] == [""]


def test_the_same_press_sends_one_file(page: Client) -> None:
    upload(page, ["甲一科技"])
    upload(page, ["甲一科技"])
    assert ImportBatch.objects.count() == 1


def test_errors_are_said_at_the_cell_and_the_workbook_is_taken_away(page: Client, clerk: User) -> None:
    batch = upload(page, ["甲一科技", None], ["乙二机电", "长" * 101])
    shown = read(page, batch)
    assert "下载标错工作簿" in shown
    assert "只写入正确的 1 行" in shown
    page.post(f"/import/{batch.pk}/write/")  # with errors, without the choice: nothing
    batch.refresh_from_db()
    assert batch.state == BatchState.READ
    answer = page.get(f"/import/{batch.pk}/errors.xlsx")
    assert cells(answer.content)[0] == ("简称", "全称", "错误")
    assert AuditEvent.objects.filter(kind="downloaded", user=clerk).exists()
    page.post(f"/import/{batch.pk}/write/", {"partial": "1"})
    jobs.run_owed(timezone.now())
    assert [each.short_name for each in Enterprise.objects.all()] == ["甲一科技"]


def test_what_asks_is_answered_on_the_page(page: Client) -> None:
    firm("澄观光学")
    batch = upload(page, ["澄观光学1", None])
    assert "要你认定" in read(page, batch)
    page.post(f"/import/{batch.pk}/answer/", {"row-2": "nonsense"})
    batch.refresh_from_db()
    assert batch.state == BatchState.READ
    page.post(f"/import/{batch.pk}/answer/", {"row-2": "new"})
    jobs.run_owed(timezone.now())
    batch.refresh_from_db()
    assert (batch.state, batch.new, batch.asks) == (BatchState.READ, 1, 0)


def test_progress_fetches_itself_and_ends(page: Client) -> None:
    file = SimpleUploadedFile("台账.xlsx", book(["简称", "全称"], ["甲一科技", None]))
    page.post("/import/firms/", {"file": file, "client_id": "8" * 32})
    batch = ImportBatch.objects.get()
    assert "data-hx-get" in read(page, batch)
    assert "HX-Refresh" not in page.get(f"/import/{batch.pk}/state/").headers
    jobs.run_owed(timezone.now())
    assert page.get(f"/import/{batch.pk}/state/").headers["HX-Refresh"] == "true"


def test_cancelling_leaves_nothing(page: Client) -> None:
    batch = upload(page, ["甲一科技", None])
    page.post(f"/import/{batch.pk}/write/")
    page.post(f"/import/{batch.pk}/cancel/")
    jobs.run_owed(timezone.now())
    batch.refresh_from_db()
    assert (batch.state, Enterprise.objects.exists()) == (BatchState.READ, False)


def test_a_refused_file_says_why_and_a_dropped_one_is_gone(page: Client) -> None:
    file = SimpleUploadedFile("x.xlsx", b"PK\x03\x04nonsense")
    page.post("/import/firms/", {"file": file, "client_id": "7" * 32})
    jobs.run_owed(timezone.now())
    batch = ImportBatch.objects.get()
    assert "打不开这个文件" in read(page, batch)
    assert page.get(f"/import/{batch.pk}/errors.xlsx").status_code == 404
    other = upload(page, ["甲一科技", None])
    page.post(f"/import/{other.pk}/drop/")
    assert "已放弃" in read(page, other)
    assert page.get(f"/import/{other.pk}/file/").status_code == 404


@pytest.mark.parametrize("verb", ["", "state/", "errors.xlsx", "file/"])
def test_anothers_import_is_not_there(page: Client, client_for: Any, verb: str) -> None:
    batch = upload(page, ["甲一科技", None])
    other = client_for(person("other", Role.PROJECT_OFFICER))
    assert other.get(f"/import/{batch.pk}/{verb}").status_code == 404


@pytest.mark.parametrize("verb", ["answer", "write", "drop", "cancel", "undo"])
def test_anothers_import_is_not_written(page: Client, client_for: Any, verb: str) -> None:
    batch = upload(page, ["甲一科技", None])
    other = client_for(person("other", Role.PROJECT_OFFICER))
    assert other.post(f"/import/{batch.pk}/{verb}/").status_code == 404
    batch.refresh_from_db()
    assert batch.state == BatchState.READ


def test_who_may_not_write_a_kind_imports_none(client_for: Any) -> None:
    liaison = client_for(person("li", Role.LIAISON))
    assert liaison.get("/import/firms/").status_code == 404
    assert liaison.get("/import/nothing/").status_code == 404
    assert liaison.get("/import/firms/template.xlsx").status_code == 404


def test_the_template_is_a_workbook(page: Client) -> None:
    answer = page.get("/import/firms/template.xlsx")
    rows = cells(answer.content)
    assert "简称" in rows[2]
    assert rows[3][0] == "示例"
    assert "attachment" in answer["Content-Disposition"]


def test_heads_are_chinese_also_for_who_reads_english(page: Client) -> None:
    page.cookies["django_language"] = "en"
    assert "简称" in cells(page.get("/import/firms/template.xlsx").content)[2]
    batch = upload(page, ["甲一科技", None])
    assert (batch.state, batch.new) == (BatchState.READ, 1)


def test_a_job_is_nobodys_but_its_owners(clerk: User) -> None:
    job = jobs.ask("import_read", by=clerk, now=timezone.now(), batch=0)
    assert list(Job.objects.visible_to(person("other", Role.LEADER))) == []
    assert list(Job.objects.visible_to(clerk)) == [job]
