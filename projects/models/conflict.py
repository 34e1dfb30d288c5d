"""Two people saved the same row."""

from typing import Any


class Conflict(Exception):
    """Somebody else saved first. `saved` is the row as it is now; nothing of ours was written."""

    def __init__(self, saved: Any) -> None:  # a Project or an Update, which are written elsewhere
        super().__init__(f"{saved} is at version {saved.version}")
        self.saved = saved
