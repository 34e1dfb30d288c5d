"""Working through a dead spot: the service worker, the offline page, and what waits in a phone.

The worker keeps the product's own files and one page that knows nobody; never a page with data of a person.
"""

import hashlib
import json
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache

from core.templatetags.ui import vendor_folder

KEPT = (
    "bundles/zone.css",
    f"{vendor_folder('bootstrap-icons')}/sprite.svg",
    *(f"js/{name}.js" for name in ("app", "photos", "outbox-store", "outbox-page", "offline")),
    "img/mark.svg",
)


@cache
def version() -> str:
    """What the kept files say now: a new release has another version, and the old files go."""
    digest = hashlib.sha256(render_to_string("core/sw.js", {"version": "", "kept": "", "offline": ""}).encode())
    for name in KEPT:
        path = finders.find(name)
        digest.update(name.encode())
        if isinstance(path, str):
            with open(path, "rb") as file:
                digest.update(file.read())
    return digest.hexdigest()[:12]


@login_not_required
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root so that it sees every page."""
    offline = reverse("core:offline")
    context = {
        "version": version(),
        "kept": json.dumps([static(name) for name in KEPT]),
        "offline": offline,
        "static": settings.STATIC_URL,
    }
    body = render_to_string("core/sw.js", context)
    return HttpResponse(body, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@login_not_required
@never_cache
def offline_page(request: HttpRequest) -> HttpResponse:
    """What a phone shows without a line. The same for everybody."""
    return render(request, "core/offline.html")


def outbox(request: HttpRequest) -> HttpResponse:
    """待发送: drawn by the phone, for only the phone knows."""
    return render(request, "core/outbox.html")


@never_cache
def outbox_who(request: HttpRequest) -> JsonResponse:
    """Who is logged in, and a token to send with."""
    return JsonResponse({"user": str(request.user.pk), "token": get_token(request)})
