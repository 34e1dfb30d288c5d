"""The links of walls: made, found by their address, revoked."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import Resolver404, resolve, reverse

from core.kernel.taps import once
from core.models import User, hash_of
from targets.enums import WallPage
from targets.models import WallToken

DAYS, MOST_DAYS = 90, 366
EVERY_PAGE = tuple(WallPage)


def make(
    *,
    place: str,
    days: int,
    now: dt.datetime,
    by: User | None = None,
    pages: Sequence[str] = EVERY_PAGE,
    seconds: int = 20,
    client_id: uuid.UUID | None = None,
) -> WallToken:
    """新建链接: pages in their order, `seconds` each, for so many days. The same press again is the same link."""
    number = client_id or uuid.uuid4()
    token, _new = once(
        WallToken.objects.filter(made_by=by),
        number,
        place=place,
        secret_hash=hash_of(WallToken.secret_of(number)),
        pages=[str(page) for page in pages],
        seconds=seconds,
        made_by=by,
        made_at=now,
        expires_at=now + dt.timedelta(days=days),
    )
    return token


def path_of(token: WallToken) -> str:
    """The address that a screen opens; "" where the key of this house has changed since."""
    return reverse("targets:wall", args=[token.secret]) if token.secret else ""


def at_path(path: str) -> QuerySet[WallToken]:
    """The link with this path, or with the address that ends in it; none for anything else."""
    try:
        match = resolve(path[path.find("/", path.find("//") + 2 if "//" in path else 0) :].partition("?")[0])
    except Resolver404:
        return WallToken.objects.none()
    secret = match.kwargs.get("secret", "") if match.view_name == "targets:wall" else ""
    return WallToken.objects.filter(secret_hash=hash_of(secret))
