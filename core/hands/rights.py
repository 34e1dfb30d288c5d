"""The rules of each app, asked for whoever acts and for those for whom they stand in."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pghistory
from pghistory import runtime
from rules.permissions import ObjectPermissionBackend

from core.hands.reading import hands_of, stands_in
from core.models import User


class RuleBackend(ObjectPermissionBackend):
    """The rules of each app. Where a right comes only through somebody for whom the person stands in, what is written
    in this request says in whose stead (`stead`, beside `user`, in the history of each row).
    """

    def has_perm(self, user: User, perm: str, *args: Any, **kwargs: Any) -> bool:
        may = super().has_perm(user, perm, *args, **kwargs)
        steads = stands_in(user) if may and args and args[0] is not None else []
        if steads and "view_" not in perm:
            with hands_of(()):
                alone = super().has_perm(user, perm, *args, **kwargs)
            if not alone:
                pghistory.context(stead=self._through(user, perm, steads, args, kwargs))
        return may

    def _through(self, user: User, perm: str, steads: Any, args: Any, kwargs: Any) -> int | None:
        """The key of the person through whom the right comes."""
        for each in steads:
            with hands_of((each.person,)):
                if super().has_perm(user, perm, *args, **kwargs):
                    return each.person
        return None


@contextmanager
def own_trail() -> Iterator[None]:
    """Within it, what is written is an entry of its own in the history, without the stead of what came before: where
    one request changes many rows, in whose stead one was changed is not said of the next.
    """
    outer = getattr(runtime._tracker, "value", None)
    if outer is None:  # nobody asks: a command
        yield
        return
    known = {name: value for name, value in outer.metadata.items() if name != "stead"}
    runtime._tracker.value = runtime.Context(uuid.uuid4(), known)
    try:
        yield
    finally:
        runtime._tracker.value = outer
