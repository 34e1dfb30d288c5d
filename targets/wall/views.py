"""What a screen fetches, and the page where leaders and administrators keep its links."""

import datetime as dt
import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http import HttpRequest as AnyRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.guard.guessing import guessed
from core.kernel.forms import refuse
from core.kernel.http import HttpRequest
from core.kernel.keeping.freshness import everything, served
from core.kernel.language import in_house_language
from core.models import hash_of
from targets.models import Programme, WallToken
from targets.programmes import current
from targets.wall import links, pages
from targets.wall.forms import WallForm

PART_HEADER = "X-Wall"  # a screen asks for the next page alone
CLOSED = "closed"  # and is told that its link opens nothing any more
PARTS = (
    "static/css/tokens.css",
    "static/css/wall.css",
    "static/js/wall.js",
    "templates/targets/wall",
    "templates/targets/cuts/_drawing.html",
)


@login_not_required
@never_cache
def wall(request: AnyRequest, secret: str) -> HttpResponse:
    """The wall of a link: with its first page, or the one page that a running screen asks for. Reads only, sets no
    cookie, and is in Chinese whatever the browser says.
    """
    now = timezone.now()
    token = WallToken.objects.opened_with(secret, now=now)
    with in_house_language():
        if token is None:
            return _closed(request, secret, now)
        programme = current(timezone.localdate(now))
        if programme is None:
            raise Http404
        token.seen(now)
        order = pages.order_of(token.pages, now)
        asked = request.GET.get("page", "")
        key = asked if asked in order else order[0]
        first = _part(request, token, programme, order, key, now)
        if PART_HEADER in request.headers:
            return HttpResponse(first)
        after = order[(order.index(key) + 1) % len(order)]
        context = {"first": first, "token": token, "version": version(), "after": after, "zone": settings.TIME_ZONE}
        if len(order) > 1:
            context["second"] = _part(request, token, programme, order, after, now)
        return render(request, "targets/wall/wall.html", context)


def _part(
    request: AnyRequest, token: WallToken, programme: Programme, order: list[str], key: str, now: dt.datetime
) -> str:
    """One page: what it says is made once for all screens, the frame with the time of this answer for each."""
    today, place = timezone.localdate(now), order.index(key)

    def make() -> str:
        page = pages.page_of(key, programme, now)
        facts = {"page": page, "today": today, **page.facts}
        return render_to_string(f"targets/wall/{page.template}.html", facts, request)

    context = {
        "body": _by_the_minute(key, now, make) if pages.moves_by_itself(key) else served(("wall", key, today), make),
        "key": key,
        "order": order,
        "place": place + 1,
        "after": order[(place + 1) % len(order)],
        "seconds": token.seconds,
        "version": version(),
        "now": now,
        "at": int(now.timestamp() * 1000),
        "today": today,
        "data_as_of": pages.data_as_of(now),
    }
    return render_to_string("targets/wall/_part.html", context, request)


_minutes: dict[str, tuple[str, dt.datetime, str]] = {}


def _by_the_minute(key: str, now: dt.datetime, make: Callable[[], str]) -> str:
    """A page that changes by itself, made anew each minute and after each write; the one before is not kept, so that
    no dashboard is crowded out of what is served.
    """
    written, minute = everything(), now.replace(second=0, microsecond=0)
    then, made_at, piece = _minutes.get(key, ("", now, ""))
    if (then, made_at) != (written, minute):
        piece = make()
        _minutes[key] = written, minute, piece
    return piece


def _closed(request: AnyRequest, secret: str, now: dt.datetime) -> HttpResponse:
    """Nothing is here. A link that never was is counted, and only so often; a screen whose link ended is no guess."""
    known = WallToken.objects.filter(secret_hash=hash_of(secret)).exists()
    wait = not known and guessed(request, now)
    response = render(request, "targets/wall/closed.html", {"wait": wait}, status=429 if wait else 404)
    response[PART_HEADER] = CLOSED
    return response


@cache
def version() -> str:
    """What the document is made of, as a word: a screen that runs on older parts loads itself anew."""
    found = hashlib.sha256()
    for part in PARTS:
        path = Path(settings.BASE_DIR, part)
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            found.update(file.read_bytes())
    return found.hexdigest()[:12]


def wall_list(request: HttpRequest) -> HttpResponse:
    """大屏: every link with where it hangs and when it was last seen, and 新建链接. A new one is shown this once."""
    now, made = timezone.now(), None
    form = WallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = links.make(by=request.user, now=now, **form.chosen())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已建立 %(place)s 的大屏链接。") % {"place": made.place})
            form = WallForm()
    rows = list(WallToken.objects.select_related("made_by", "revoked_by"))
    context: dict[str, Any] = {
        "form": form,
        "made": made,
        "link": request.build_absolute_uri(links.path_of(made)) if made else "",
        "live": [row for row in rows if row.is_live(now)],
        "past": [row for row in rows if not row.is_live(now)][:PAST_SHOWN],
    }
    return render(request, "targets/wall_list.html", context)


PAST_SHOWN = 20


def wall_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """撤销: the screen goes dark with its next page. A second press finds it done."""
    token = get_object_or_404(WallToken, pk=pk)
    WallToken.objects.filter(pk=pk).revoke(by=request.user, now=timezone.now())
    messages.success(request, _("%(place)s 的大屏链接已撤销。") % {"place": token.place})
    return redirect("targets:wall_list")
