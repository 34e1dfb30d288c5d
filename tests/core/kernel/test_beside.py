"""Small tables that come with a row: what they hold is what the tables hold, to the last 分."""

from decimal import Decimal

import pytest

from core.kernel.beside import attached, with_beside
from enterprises.models import Enterprise
from finance.models import CreditLine, Drawdown
from tests.world import World

pytestmark = pytest.mark.django_db


def test_money_comes_exactly(shared_world: World) -> None:
    row = Drawdown.objects.get(line=shared_world.own.line)
    Drawdown.objects.filter(pk=row.pk).update(amount_wan="0.10")
    (line,) = attached(with_beside(CreditLine.objects.filter(pk=row.line_id), "drawdowns"), "drawdowns")
    (drawn,) = line.drawdowns.all()
    assert repr(drawn.amount_wan) == repr(Decimal("0.10"))
    assert (drawn.on, drawn.recorded_by_id, drawn.line) == (row.on, row.recorded_by_id, line)


def test_bytes_are_refused() -> None:
    """A talent's identity is enciphered bytes, of which JSON would make something else."""
    with pytest.raises(TypeError, match="identity_cipher cannot come as JSON"):
        with_beside(Enterprise.objects.all(), "talents")
