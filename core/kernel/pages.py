"""What a page does first: load its row through the person who asks, or cut its list into pages."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.db.models.sql.where import WhereNode
from django.shortcuts import get_object_or_404

from core.kernel.http import HttpRequest

PAGE_SIZE = 20
ALL_PARAM = "all"  # asks for a list in one piece, to be printed
MOST_PRINTED = 2000  # rows of one print; above that a list is narrowed first

Row = TypeVar("Row", bound=Model)


def page_of(
    request: HttpRequest,
    rows: QuerySet[Any] | Sequence[Any],
    *,
    size: int = PAGE_SIZE,
    count: int | None = None,
    param: str = "page",
) -> Page:
    """The page of a list that the address asks for; the first or the last when it asks for none that exists.

    Asked for all of it, to be printed, a list of no more than MOST_PRINTED rows is one page.
    `count` is how many rows there are, where that is known already. `param` tells two lists of one page apart.
    """
    paginator = Paginator(rows, size)
    if count is not None:
        paginator.count = count  # instead of asking again
    if ALL_PARAM in request.GET and paginator.count <= MOST_PRINTED:
        paginator.per_page = max(paginator.count, size)
    page = paginator.get_page(request.GET.get(param))
    if isinstance(rows, QuerySet) and rows.query.select_related:
        page.object_list = _joined(rows, page.object_list)
    page.param = param
    return page


def _joined(rows: QuerySet[Any], part: Any) -> list[Any]:
    """The rows of a part of a list: first their keys in order, then these with what is joined to them.

    Asked for at once, PostgreSQL would join every row of the list before it sorts and takes the twenty.
    """
    keys, chosen = list(part.values_list("pk", flat=True)), rows.all()
    chosen.query.where = WhereNode()  # these keys are what the list was narrowed to
    found = chosen.in_bulk(keys)
    return [found[key] for key in keys if key in found]  # what was deleted between the two is gone


def load(request: HttpRequest, rows: "QuerySet[Row]", permission: str = "", **key: object) -> Row:
    """The one row with this key, among those that the person may see and may do this to.

    Raises Http404 for what the person may not see, and PermissionDenied for what they see but may not do this to.
    `rows` have `visible_to`; `permission` is a rule of the app's rules.py.
    """
    row = get_object_or_404(rows.visible_to(request.user), **key)
    if permission:
        demand(request, permission, row)
    return row


def demand(request: HttpRequest, permission: str, row: Model) -> None:
    """Raise PermissionDenied (403) for somebody who sees the row but may not do this to it."""
    if not request.user.has_perm(permission, row):
        raise PermissionDenied(permission)
