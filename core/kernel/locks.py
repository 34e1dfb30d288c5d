"""One way to lock a row. What locks several, or waits for nobody, says so where it stands."""

from typing import Any, TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def locked(model: type[Row], pk: Any) -> Row:
    """The row as it stands now, locked until the transaction ends.

    Whoever comes second waits, and then sees what the first one wrote; so a verb checks what it finds here, not what
    the page showed. Rows of other tables are not locked. Raises DoesNotExist.
    """
    return model._base_manager.select_for_update(of=("self",)).get(pk=pk)
