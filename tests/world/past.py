"""What people did who have moved on. It stays theirs in the course of things, and opens nothing to them any more."""

import datetime as dt

from core.models import User
from enterprises.models import Enterprise, LiaisonAssignment, Request, RequestChange
from projects.models import Blocker, BlockerAnswer
from tests.world.marks import Maker
from tests.world.service import LONG_AGO


def end_assignment(maker: Maker, firm: Enterprise, officer: User) -> None:
    """This officer looked after the firm until yesterday."""
    days = {"starts_on": LONG_AGO, "ends_on": maker.today - dt.timedelta(days=1)}
    maker.marked(LiaisonAssignment, "handover_note", enterprise=firm, officer=officer, owner=firm, **days)


def say_of_request(maker: Maker, request: Request, by: User) -> None:
    """A word in the course of a request, from somebody who worked on it then."""
    where = {"from_state": request.state, "to_state": request.state}
    maker.marked(RequestChange, "text", request=request, by=by, at=maker.now, owner=request, **where)


def say_of_blocker(maker: Maker, blocker: Blocker, by: User) -> None:
    """An answer to a blocker, from somebody whose department it lay with then."""
    maker.marked(BlockerAnswer, "text", blocker=blocker, by=by, at=maker.now, owner=blocker.project)
