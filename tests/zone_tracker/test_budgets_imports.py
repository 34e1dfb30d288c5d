"""What the pages of an import ask of PostgreSQL: as much for a file of 5, 50 and 500 rows."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from core.enums import BatchState, Role, RowOutcome
from core.models import ImportBatch, ImportRow
from tests.enterprises.scene import person
from tests.zone_tracker.test_budgets import SIZES, statements

pytestmark = pytest.mark.django_db

BUDGETS = {"/import/{}/": 16, "/import/{}/state/": 6, "/import/mine/": 6, "/import/firms/": 10}


@pytest.fixture
def batch() -> ImportBatch:
    return ImportBatch.objects.create(
        kind="firms",
        by=person("clerk", Role.PROJECT_OFFICER),
        name="a.xlsx",
        state=BatchState.READ,
        created_at=timezone.now(),
        read_at=timezone.now(),
    )


def grow(batch: ImportBatch, count: int) -> None:
    """Let the file have so many rows of each outcome."""
    have = batch.rows.count() // 3
    fault = {"column": "uscc", "letter": "A", "head": "代码", "value": "1", "message": "不对", "hint": ""}
    for place, outcome in enumerate((RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.WRONG)):
        ImportRow.objects.bulk_create(
            ImportRow(
                batch=batch,
                number=n * 3 + place + 4,
                outcome=outcome,
                label=f"企业{n}",
                after={"short_name": f"企业{n}"},
                said=[fault] if outcome == RowOutcome.WRONG else [],
            )
            for n in range(have, count)
        )
    batch.new = batch.changed = batch.wrong = count
    batch.total = 3 * count
    batch.save()


@pytest.mark.parametrize("url", BUDGETS)
def test_a_page_asks_as_much_for_many_rows_as_for_few(url: str, batch: ImportBatch, client_for: Any) -> None:
    client: Client = client_for(batch.by)
    asked, where = dict[int, int](), url.format(batch.pk)
    for size in SIZES:
        grow(batch, size)
        client.get(where, follow=True)
        asked[size] = len(statements(client, where))
    assert len(set(asked.values())) == 1, asked
    assert max(asked.values()) <= BUDGETS[url], asked
