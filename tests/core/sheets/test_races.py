"""The same file at the same moment: what it says is there once, and money is counted once."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from decimal import Decimal
from typing import Any
from unittest import mock

import pytest

from core.models import ImportBatch
from core.sheets import batches
from finance.models import Drawdown
from finance.sheets import DrawdownKind
from talent.models import Talent
from talent.sheets import TalentKind
from tests.core.sheets.table import NEW, SAME, came_to, taken
from tests.finance.scene import left_of, line, person
from tests.races import during
from tests.talent.scene import firm
from tests.talent.scene import person as keeper

pytestmark = pytest.mark.django_db(transaction=True)


def waiting_for_nobody() -> AbstractContextManager[Any]:
    return mock.patch.object(batches, "after_others")


def twice(one: Callable[[], Any], without: Callable[[], AbstractContextManager[Any]] = nullcontext) -> Any:
    """What the second of two imports came to, while the first is not committed yet."""
    batch, results = during(one, one, without)
    return came_to(results), batch is not None


def drawing() -> Callable[[], tuple[ImportBatch | None, Any]]:
    officer, given = person("tang"), line(1000)
    return lambda: taken(DrawdownKind(officer), ("授信编号", "放款日期", "放款"), (f"S-{given.pk}", "2026-03-03", 300))


def test_money_of_one_file_sent_twice_is_drawn_once() -> None:
    assert twice(drawing()) == ([SAME], False)
    assert left_of(Drawdown.objects.get().line) == Decimal(700)


def test_the_control_without_waiting_it_is_drawn_twice() -> None:
    assert twice(drawing(), waiting_for_nobody) == ([NEW], True)
    assert Drawdown.objects.count() == 2


def test_a_person_of_one_file_sent_twice_is_made_once() -> None:
    user = keeper("ren")
    firm()
    row = ("王示例", "工程师人才", "示例电驱", "2026-01-05")
    assert twice(lambda: taken(TalentKind(user), ("姓名", "类别", "企业", "引进日期"), row)) == ([SAME], False)
    assert Talent.objects.count() == 1
