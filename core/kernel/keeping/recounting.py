"""What is kept is proved against what is so: a recount works everything out from raw rows and tells what differs."""

from typing import Any, NamedTuple


class Difference(NamedTuple):
    """A column that is kept of a noun, named by its key, and what raw rows say of it.

    `due` is true where the row is known to be looked at anew by the next tick.
    """

    noun: str
    key: str
    column: str
    kept: Any
    counted: Any
    due: bool
