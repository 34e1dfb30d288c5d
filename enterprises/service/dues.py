"""What is due next to a firm: limits of requests, in the order in which they press."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from core.enums import Lamp
from enterprises.enums import REQUEST_CLOSED, RequestState
from enterprises.models import Request


@dataclass(frozen=True)
class Due:
    """A request with its clock at a moment: 余 4 天, 超时 1 天."""

    request: Request
    now: dt.datetime

    @cached_property
    def left(self) -> int | None:
        """Days until the day of the next limit, negative when it has passed; None when nothing is due."""
        return self.request.days_left(timezone.localdate(self.now))

    @property
    def days(self) -> int:
        """Days left, or days over."""
        return abs(self.left or 0)

    @property
    def late(self) -> bool:
        return self.request.due_at is not None and self.request.due_at < self.now

    @property
    def lamp(self) -> Lamp:
        """Red when late, amber in the last two days; done only by the firm's own word."""
        if self.request.state == RequestState.CONFIRMED:
            return Lamp.DONE
        if self.left is None:
            return Lamp.GREY
        return Lamp.RED if self.late else Lamp.AMBER if self.left <= 2 else Lamp.GREEN


def dues(requests: list[Request], now: dt.datetime) -> list[Due]:
    """Requests with their clocks, the most pressing first; then those that wait for the firm; closed ones last."""
    found = [Due(request, now) for request in requests]
    far = dt.datetime.max.replace(tzinfo=dt.UTC)
    return sorted(found, key=lambda due: (due.request.state in REQUEST_CLOSED, due.request.due_at or far))
