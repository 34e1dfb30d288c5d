"""Saved views of a list: those that a person may open, and the one that opens by itself."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from core.kernel.http import HttpRequest
from core.kernel.keeping.freshness import remembered
from core.models import SavedView, User


def views_of(user: User, key: str) -> list[SavedView]:
    """The views of a list that this person may open. No query while nobody saves any."""
    rows = SavedView.objects.visible_to(user).of(key).select_related("by")
    return remembered("saved_views people", rows, lambda: list(rows))


def opens_default(key: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """For the page of a list: opened without any query, it opens the view that the person chose for that."""

    def around(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(page)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "GET" and not request.GET:
                for view in views_of(request.user, key):
                    if view.is_default and view.by_id == request.user.pk:
                        return redirect(f"{request.path}{view.address}")
            return page(request, *args, **kwargs)

        return opened

    return around
