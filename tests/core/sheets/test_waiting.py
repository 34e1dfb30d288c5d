"""Files that wait: what is people's own is kept for a day, the rest for a week, and nothing of it longer."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.enums import BatchState, JobState, Role
from core.models import ImportBatch, Job
from core.office import jobs
from core.sheets import batches
from core.sheets.kinds import kinds
from core.sheets.undoing import undo
from talent.models import Talent
from tests.core.sheets.table import sheet
from tests.talent.scene import NUMBER, firm, person, talent

NOW = dt.datetime(2026, 11, 23, 3, 25, tzinfo=dt.UTC)
TALENTS = sheet(
    ("身份证号", "姓名", "类别", "企业", "引进日期"), (NUMBER, "王示例", "工程师人才", "示例电驱", "2026-01-05")
)
LINES = sheet(("企业", "机构"), ("没有", "没有"))


def sent(kind: str, data: bytes, days: int, **fields: Any) -> ImportBatch:
    by = person(f"{kind}{days}", Role.TALENT_OFFICER, Role.FINANCE_OFFICER)
    batch = batches.receive(kind, data, "表.xlsx", by=by, now=NOW - dt.timedelta(days=days, minutes=1))
    ImportBatch.objects.filter(pk=batch.pk).update(**fields)
    return batch


def state(batch: ImportBatch) -> tuple[str, bool]:
    batch.refresh_from_db()
    return batch.state, bool(batch.file)


@pytest.mark.django_db(transaction=True)
def test_files_that_nobody_goes_on_with_are_thrown_away() -> None:
    old, fresh = sent("talents", TALENTS, 1, state=BatchState.READ), sent("talents", TALENTS, 0, state=BatchState.READ)
    line, late = sent("credit_lines", LINES, 6, state=BatchState.REFUSED), sent("credit_lines", LINES, 7)
    written = sent("credit_lines", LINES, 30, state=BatchState.WRITTEN)
    kept = {each.pk: (each.file.storage, each.file.name) for each in (old, late, fresh)}
    assert (batches.sweep(NOW), batches.sweep(NOW)) == (2, 0)
    assert state(old) == state(late) == (BatchState.DROPPED, False)
    assert (state(fresh), state(line)) == ((BatchState.READ, True), (BatchState.REFUSED, True))
    assert state(written)[0] == BatchState.WRITTEN
    assert [storage.exists(name) for storage, name in kept.values()] == [False, False, True]
    assert Job.objects.get(pk=late.job_id).state == JobState.CANCELLED


@pytest.mark.django_db(transaction=True)
def test_a_roster_is_read_written_and_forgotten() -> None:
    """Through the jobs, as the pages do it: no number in what the preview keeps, and no file when it is written."""
    firm()
    by = person("ren")
    known = talent("王示例", enterprise=firm())
    batch = batches.receive("talents", TALENTS, "名册.xlsx", by=by, now=timezone.now())
    jobs.run_owed(timezone.now())
    assert state(batch) == (BatchState.READ, True)
    row = batch.rows.get()
    assert row.changes == [("证件号码", "", "******（新）")]
    assert NUMBER not in json.dumps([row.before, row.after, row.said, row.question, row.label])
    batches.start(batch, partial=False, now=timezone.now())
    jobs.run_owed(timezone.now())
    assert state(batch) == (BatchState.WRITTEN, False)
    known.refresh_from_db()
    assert known.identity_hash


@pytest.mark.django_db(transaction=True)
def test_of_an_import_that_is_given_up_nothing_stays() -> None:
    firm()
    batch = batches.receive("talents", TALENTS, "名册.xlsx", by=person("ren"), now=timezone.now())
    jobs.run_owed(timezone.now())
    assert batch.rows.exists()
    batches.drop(batch)
    assert (state(batch), batch.rows.exists()) == ((BatchState.DROPPED, False), False)


@pytest.mark.django_db(transaction=True)
def test_who_has_lost_the_role_writes_and_takes_back_nothing_more() -> None:
    firm()
    by = person("ren")
    first, second = (batches.receive("talents", TALENTS, "名册.xlsx", by=by, now=timezone.now()) for _each in range(2))
    jobs.run_owed(timezone.now())
    batches.start(first, partial=False, now=timezone.now())
    jobs.run_owed(timezone.now())
    assert state(first)[0] == BatchState.WRITTEN  # the control
    batches.start(second, partial=False, now=timezone.now())
    type(by).objects.filter(pk=by.pk).update(roles=[])
    for _each in range(2):
        jobs.run_owed(timezone.now())
    assert state(second)[0] == BatchState.REFUSED
    assert second.said == "你现在没有导入人才的权限。"
    by.refresh_from_db()
    with pytest.raises(ValidationError):
        undo(first, by=by, now=timezone.now())
    assert Talent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_peoples_own_is_not_remembered_for_ever() -> None:
    """After a week neither the cells nor the name stand in the import; a changed row is not taken back any more."""
    firm()
    by, known = person("ren"), talent("王示例", enterprise=firm(), title="技师")
    heads = ("编号", "姓名", "类别", "企业", "引进日期", "岗位或职称")
    changed = sheet(heads, (known.number, "王示例", "工程师人才", "示例电驱", "2026-01-05", "高级技师"))
    batch = batches.import_now(kinds()["talents"](by), changed, "名册.xlsx", dry=False, partial=False, now=NOW)[0]
    assert batch is not None
    assert batch.rows.get().before["title"] == "技师"
    batch.refresh_from_db()
    over = batch.written_at + batches.PERSONAL_KEPT
    batches.sweep(over)
    assert batch.rows.get().before["title"] == "技师", "the control: a week is not over"
    batches.sweep(over + dt.timedelta(minutes=1))
    row = batch.rows.get()
    assert (row.before, row.after, row.label) == ({}, {}, "")
    gone, left = undo(batch, by=by, now=timezone.now())
    assert (gone, [each.left for each in left]) == (0, ["原来的内容属个人信息，已按期清除"])
    known.refresh_from_db()
    assert known.title == "高级技师"
