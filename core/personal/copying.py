"""A person's copy: all that the tables hold of one talent, contact or account, history included, as one workbook.

Which tables those are nobody lists: they are found by the foreign keys that lead to the row, so that a table which
comes later is in the copy as well. What is sealed is told in clear, for it is theirs; passwords and hashes are not.
"""

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook

from core.enums import AuditKind
from core.guard import audit
from core.guard.trail.histories import histories
from core.kernel import history
from core.kernel.http import HttpRequest
from core.kernel.language import in_house_language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_TOLD = frozenset(["password", "client_id", "pinyin", "search_keys", "search_grams", "sessions_ended"])
LONGEST_TITLE = 31  # characters of the name of a sheet
NO_CELL = str.maketrans("[]:*?/\\", "       ")
FORMULA = ("=", "+", "-", "@")


class Table(NamedTuple):
    """A table that holds something of a person: its name in words, and the rows."""

    name: str
    model: type[models.Model]
    rows: models.QuerySet[Any]


def tables_about(row: models.Model) -> Iterator[Table]:
    """The row, its history, and everything that points to it, with the history of that."""
    model = type(row)
    yield Table(str(model._meta.verbose_name), model, model._base_manager.filter(pk=row.pk))
    if kept := histories().get(model._meta.db_table):
        name = _("%(table)s的历史") % {"table": model._meta.verbose_name}
        yield Table(name, kept.event_model, kept.event_model._base_manager.filter(pgh_obj_id=row.pk))
    for other, columns in pointing_to(model).items():
        asked = models.Q()
        for column in columns:
            asked |= models.Q(**{column: row.pk})
        yield Table(_name_of(other), other, other._base_manager.filter(asked))


def pointing_to(model: type[models.Model]) -> dict[type[models.Model], list[str]]:
    """Every other table with a foreign key to this one, also those of many to many and of history, and its columns."""
    found: dict[type[models.Model], list[str]] = {}
    own = histories().get(model._meta.db_table)
    every: list[Any] = list(model._meta.get_fields(include_hidden=True))
    for relation in every:
        leads_here = relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
        if (
            not leads_here
            or not _is_table(relation.related_model)
            or (own and relation.related_model is own.event_model)
        ):
            continue
        found.setdefault(relation.related_model, []).append(relation.field.attname)
    return found


def _is_table(model: type[models.Model]) -> bool:
    """Not another view of one."""
    return model._meta.managed and not model._meta.proxy


def _name_of(model: type[models.Model]) -> str:
    events = {each.event_model: each.model for each in histories().values()}
    if of := events.get(model):
        return _("%(table)s的历史") % {"table": of._meta.verbose_name}
    return str(model._meta.verbose_name)


@in_house_language()
def workbook_of(row: models.Model) -> bytes:
    """The copy: a sheet for each table that holds something, its columns by their names."""
    book, used = Workbook(write_only=True), set[str]()
    for table in tables_about(row):
        rows = list(table.rows.order_by("pk"))
        if not rows:
            continue
        sheet = book.create_sheet(_title(table.name, used))
        columns = [each for each in table.model._meta.concrete_fields if each.name not in NOT_TOLD]
        sheet.append([str(each.verbose_name) for each in columns])
        for each in rows:
            sheet.append([_cell(column, each) for column in columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _title(name: str, used: set[str]) -> str:
    plain = name.translate(NO_CELL)[: LONGEST_TITLE - 4]
    title = next(each for n in range(1, 1000) if (each := plain if n == 1 else f"{plain} {n}") not in used)
    used.add(title)
    return title


def _cell(column: models.Field, row: Any) -> str:
    """A value in words; another row by its number, for its name is somebody else's. Never a formula."""
    if column.is_relation:
        return f"{getattr(row, column.attname) or ''}"
    text = history.words(column, row)
    return f"'{text}" if text.startswith(FORMULA) else text


def copy_as_file(request: HttpRequest, row: models.Model) -> HttpResponse:
    """The file as an answer to a press, and its line on the trail."""
    data = workbook_of(row)
    with in_house_language():
        what = _("%(noun)s的个人信息副本") % {"noun": row._meta.verbose_name}
    audit.record(AuditKind.COPIED, user=request.user, request=request, what=what, about=row)
    response = HttpResponse(data, content_type=XLSX)
    name = f"{row._meta.model_name}-{row.pk}-{timezone.localdate():%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
