"""Writing the further zones: the block first, then noun by noun all zones, then what the triggers would have done."""

from collections.abc import Iterable

from core.guard.trail.histories import histories, take_baseline
from enterprises.models import Enterprise, MonthlyFigures
from projects.models import Period
from zone_tracker.demo.people import People
from zone_tracker.demo.scale import firms, money, people, projects, service, talents
from zone_tracker.demo.scale.block import Noun, Row
from zone_tracker.demo.scale.history import remember, tables_of_history
from zone_tracker.demo.scale.names import Names
from zone_tracker.demo.scale.stream import drawn, highest_key, indexes_away, pour, settle_sequence, triggers_asleep
from zone_tracker.demo.scale.zones import Zones
from zone_tracker.demo.setting import Setting

LAST_WEEKS = 8  # of which a further zone has snapshots and agenda


def build(setting: Setting, found: People, *, scale: int) -> None:
    """Write `scale - 1` further zones beside the demo's own, with their history."""
    if scale == 1:
        return
    zones = Zones(setting=setting, count=scale - 1, team=people.build(setting, found, scale - 1))
    rows = [(noun, _block_rows(zones, noun)) for noun in _nouns()]
    zones.names = Names(setting, zones.block.rows[Enterprise], zones.count)
    written = dict.fromkeys(noun.model for noun, _rows in rows)
    tables = [model._meta.db_table for model in written]
    events = tables_of_history(written)
    with triggers_asleep([*tables, *events]), indexes_away([*tables, *events]):
        _pour_all(zones, rows)
        for model in written:
            settle_sequence(model)
            remember(model, above=zones.bases[model])
    for model in written:
        if history := histories().get(model._meta.db_table):
            take_baseline(history)  # instead of a line on the audit trail for each event


def _nouns() -> Iterable[Noun]:
    """Every noun, parents before parts."""
    months = MonthlyFigures.objects.order_by("-month").values_list("month", flat=True).distinct()
    weeks = Period.objects.filter(frozen_at__isnull=False).order_by("-starts_on").values_list("pk", flat=True)
    return (
        *firms.nouns(since=list(months[: firms.MONTHS])[-1]),
        *service.NOUNS,
        *projects.nouns(frozen=list(weeks[:LAST_WEEKS])),
        *talents.NOUNS,
        *money.NOUNS,
    )


def _block_rows(zones: Zones, noun: Noun) -> list[Row]:
    if noun.model not in zones.bases:
        zones.bases[noun.model] = highest_key(noun.model)
    return zones.block.add(noun, drawn(noun.model._base_manager.filter(noun.where), noun.columns))


def _pour_all(zones: Zones, rows: list[tuple[Noun, list[Row]]]) -> None:
    """All zones of each noun; a noun of which the demo has no rows brings none."""
    for noun, block_rows in rows:
        if block_rows:
            pour(noun.model, noun.columns, zones.lines(noun, block_rows))
