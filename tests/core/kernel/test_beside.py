"""Small tables that come with a row: what they hold is what the tables hold, to the last 分."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.kernel.beside import attached, with_beside
from enterprises.models import Enterprise, TechChallenge
from finance.models import CreditLine, Drawdown
from tests.world import World

pytestmark = pytest.mark.django_db


def test_money_comes_exactly(shared_world: World) -> None:
    row = Drawdown.objects.get(line=shared_world.own.line)
    Drawdown.objects.filter(pk=row.pk).update(amount_wan="40.10")
    (line,) = attached(with_beside(CreditLine.objects.filter(pk=row.line_id), "drawdowns"), "drawdowns")
    (drawn,) = line.drawdowns.all()
    assert repr(drawn.amount_wan) == repr(Decimal("40.10"))
    assert (drawn.on, drawn.recorded_by_id, drawn.line) == (row.on, row.recorded_by_id, line)


def test_what_points_to_what_points_here_comes_too(shared_world: World) -> None:
    challenge = shared_world.own.firm.challenges.create(title="难题")
    challenge.milestones.create(title="样机", due_on="2026-12-31")
    rows = with_beside(Enterprise.objects.filter(pk=shared_world.own.firm.pk), "grades", "challenges__milestones")
    with CaptureQueriesContext(connection) as queries:
        (firm,) = attached(rows, "grades", "challenges__milestones")
        told = {each: list(each.milestones.all()) for each in firm.challenges.all()}
    assert len(queries) == 1
    assert told == {each: list(each.milestones.all()) for each in TechChallenge.objects.filter(enterprise=firm)}
    assert [str(node) for node in told[challenge]] == ["样机"]
    attached([firm], "grades", "challenges__milestones")  # a second time does no harm
    assert [str(node) for node in firm.challenges.get(pk=challenge.pk).milestones.all()] == ["样机"]


def test_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes, of which JSON would make something else."""
    monkeypatch.setattr(TechChallenge._meta.get_field("title"), "get_internal_type", lambda: "BinaryField")
    with pytest.raises(TypeError, match="title cannot come as JSON"):
        with_beside(Enterprise.objects.all(), "challenges")
