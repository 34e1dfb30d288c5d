"""Lines of the audit trail as people read them: which row, what stood there before and after, and what it is called."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from core.enums import AuditKind
from core.guard.trail.histories import histories
from core.kernel import history
from core.models import AuditEvent, User
from core.typed import phones
from enterprises.models import VisitHandoff
from finance.models import Drawdown, LineDecision, Passing, Repayment, Reversal
from projects.models import CommitmentReading
from zone_tracker.trail.nouns import NOUNS

# Columns that people never see. One that has no word of its own names the row on which this one hangs.
HIDDEN = frozenset(["id", "version", "next_step_at", "pinyin", "client_id", "is_example", "identity"])
FINGERPRINT = 6

# Rows whose name is that of a row on which they hang, which is named by rows of its own.
FURTHER: dict[type[models.Model], tuple[str, ...]] = {
    CommitmentReading: ("commitment__project",),
    VisitHandoff: ("visit__enterprise", "visit__officer"),
    Passing: ("need__enterprise", "institution"),
    **dict.fromkeys((Drawdown, Repayment, Reversal, LineDecision), ("line__enterprise", "line__institution")),
}

Key = tuple[str, int]  # a table, and a row or an event in it


@dataclass(frozen=True)
class Change:
    """One column before and after. `before` is empty for a new row."""

    label: str
    before: str
    after: str


@dataclass
class Line:
    """One line of the trail with its words."""

    event: AuditEvent
    noun: str = ""
    name: str = ""
    url: str = ""
    stead: User | None = None  # for whom it was done, where its author stood in
    changes: list[Change] = field(default_factory=list)

    @property
    def is_write(self) -> bool:
        return self.event.kind in (AuditKind.CREATED, AuditKind.CHANGED, AuditKind.DELETED)

    @property
    def columns(self) -> str:
        """The columns that changed, in words; nothing for a new row."""
        return _("、").join(change.label for change in self.changes) if self.event.kind == AuditKind.CHANGED else ""

    @property
    def gist(self) -> str:
        """What changed, as short as the list allows: one column in full, more by their number."""
        if self.event.kind != AuditKind.CHANGED or not self.changes:
            return ""
        if len(self.changes) > 1:
            return _("%(n)s 栏") % {"n": len(self.changes)}
        change = self.changes[0]
        return f"{change.before or _('空')} → {change.after or _('空')}"


def lines_of(events: Iterable[AuditEvent]) -> list[Line]:
    """The lines in words, in as many queries as there are tables among them, however many there are."""
    reading = _Reading(list(events))
    return [reading.line(event) for event in reading.lines]


class _Reading:
    """Everything that a page of lines names, fetched table by table."""

    def __init__(self, lines: list[AuditEvent]) -> None:
        self.lines = lines
        self.after, self.before = self._events()
        self.names = named(self._named())

    def line(self, event: AuditEvent) -> Line:
        model = _model(event.table)
        if model is None:
            return Line(event)
        noun, row = NOUNS.get(model), self.names.get(event.key) if event.key else None
        after = self.after.get((event.table, event.event or 0))
        return Line(
            event,
            noun=str(model._meta.verbose_name),
            name=str(row) if row else self._gone(after, event),
            url=noun.url(row) if noun and row else "",
            changes=self._changes(event, model, after),
        )

    def _gone(self, after: Any, event: AuditEvent) -> str:
        """What is left to call a row that is no more: the words of its last event."""
        if event.key is None:
            return ""
        words = (getattr(after, name, "") for name in ("name", "short_name", "title", "text"))
        return next((word for word in words if word), _("第 %(n)s 行") % {"n": event.row})

    def _events(self) -> tuple[dict[Key, Any], dict[Key, Any]]:
        """The event of each line, and for each the one before of the same row."""
        after: dict[Key, Any] = {}
        before: dict[Key, Any] = {}
        for table, keys in self._by_table().items():
            rows = histories()[table].event_model.objects
            earlier = rows.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id")).order_by("-pgh_id")
            found = list(rows.filter(pgh_id__in=keys).annotate(earlier=Subquery(earlier.values("pgh_id")[:1])))
            past = rows.in_bulk([each.earlier for each in found if each.earlier])
            after |= {(table, each.pgh_id): each for each in found}
            before |= {(table, each.pgh_id): past[each.earlier] for each in found if each.earlier in past}
        return after, before

    def _by_table(self) -> dict[str, list[int]]:
        keys: dict[str, list[int]] = defaultdict(list)
        for line in self.lines:
            if line.event and line.table in histories() and line.kind != AuditKind.BASELINE:
                keys[line.table].append(line.event)
        return keys

    def _named(self) -> set[Key]:
        """Every row that a line or a changed column points to."""
        rows = {line.key for line in self.lines if line.key and _model(line.table)}
        for key, after in self.after.items():
            for column in _columns(histories()[key[0]].model):
                for event in (after, self.before.get(key)):
                    if column.related_model and event and (pk := getattr(event, column.attname)):
                        rows.add((column.related_model._meta.db_table, pk))
        return rows

    def _changes(self, event: AuditEvent, model: type[models.Model], after: Any) -> list[Change]:
        if after is None:
            return []
        before = self.before.get((event.table, event.event or 0))
        if event.kind == AuditKind.DELETED:
            before, after = after, None
        differing = (column for column in _columns(model) if _raw(column, before) != _raw(column, after))
        said = ((column, self._words(column, before), self._words(column, after)) for column in differing)
        return [Change(str(column.verbose_name), was, now) for column, was, now in said if was != now]

    def _words(self, column: models.Field, event: Any) -> str:
        if event is None:
            return ""
        if column.related_model:
            key = getattr(event, column.attname)
            row = self.names.get((column.related_model._meta.db_table, key)) if key else None
            return str(row) if row else f"{key or ''}"
        return masked(column.name, history.words(column, event))


def masked(name: str, text: str) -> str:
    """A telephone number or an address of mail with its middle left out; of a keyed hash as much as tells two apart."""
    if name == "phone" and text:
        return phones.masked(text)
    if name == "email" and "@" in text:
        return f"{text[0]}***@{text.rpartition('@')[2]}"
    return text[:FINGERPRINT] if name == "identity_hash" else text


def named(keys: Collection[Key]) -> dict[Key, Any]:
    """The rows of these keys, one query a table, each with what its own name names."""
    by_table: dict[str, set[int]] = defaultdict(set)
    for table, key in keys:
        by_table[table].add(key)
    found: dict[Key, Any] = {}
    for table, pks in by_table.items():
        if model := _model(table):
            parents = [each.name for each in model._meta.concrete_fields if each.is_relation]
            rows = model._base_manager.select_related(*parents, *FURTHER.get(model, ())).in_bulk(pks)
            found |= {(table, pk): row for pk, row in rows.items()}
    return found


def _raw(column: models.Field, event: Any) -> Any:
    return None if event is None else getattr(event, column.attname)


@cache
def _columns(model: type[models.Model]) -> list[models.Field]:
    """The columns of a tracked model of which its events tell and people see."""
    kept = {each.name for each in model.pgh_event_model._meta.concrete_fields}
    seen = [each for each in model._meta.concrete_fields if each.name in kept and each.name not in HIDDEN]
    return [each for each in seen if each.verbose_name != each.name.replace("_", " ")]


def _model(table: str) -> type[models.Model] | None:
    """The model of a table, for any that ever stood on the trail; None for those that are no more."""
    return models_by_table().get(table)


@cache
def models_by_table() -> dict[str, type[models.Model]]:
    return {model._meta.db_table: model for model in apps.get_models()}
