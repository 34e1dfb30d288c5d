"""The history of a noun: every saving of its row and of what hangs on it, from the tables that PostgreSQL writes."""

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.fields.json import KeyTextTransform

from core.enums import AuditKind
from core.models import AuditEvent, User
from zone_tracker.trail.lines import Line, lines_of
from zone_tracker.trail.nouns import parts_of

KINDS = {"insert": AuditKind.CREATED, "delete": AuditKind.DELETED}


class Past(Sequence[Line]):
    """The savings of a row, the latest first: all are counted, and those of a page are read."""

    def __init__(self, row: Any) -> None:
        self.row = row
        self.found = sorted(self._found(), key=lambda each: (each["line_at"], each["line_key"]), reverse=True)

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, part: Any) -> Any:
        if not isinstance(part, slice):
            return self[part : part + 1][0]
        found = self.found[part]
        named = {each[column] for each in found for column in ("line_by", "line_stead") if each[column]}
        people = User.objects.in_bulk({int(each) for each in named})
        lines = lines_of([_as_line(each, people) for each in found])
        for line, each in zip(lines, found, strict=True):
            line.stead = people.get(int(each["line_stead"] or 0))
        return lines

    def _found(self) -> list[dict[str, Any]]:
        """When, who and where of each saving: one query for all tables."""
        asked = []
        for history, path in parts_of(type(self.row)).items():
            events = history.event_model.objects.filter(**{path: self.row.pk}).order_by()
            asked.append(
                events.values(
                    line_key=F("pgh_id"),
                    line_at=F("pgh_created_at"),
                    line_label=F("pgh_label"),
                    line_of=F("pgh_obj_id"),
                    line_by=KeyTextTransform("user", "pgh_context__metadata"),
                    line_stead=KeyTextTransform("stead", "pgh_context__metadata"),
                    line_table=Value(history.table, output_field=CharField()),
                )
            )
        first, *others = asked
        return list(first.union(*others, all=True))


def _as_line(found: dict[str, Any], people: dict[int, User]) -> AuditEvent:
    return AuditEvent(
        at=found["line_at"],
        kind=KINDS.get(found["line_label"], AuditKind.CHANGED),
        user=people.get(int(found["line_by"] or 0)),
        table=found["line_table"],
        row=found["line_of"],
        event=found["line_key"],
    )
