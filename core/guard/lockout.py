"""What a locked-out person sees; the only place that knows django-axes' callable."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def too_many_attempts(request: HttpRequest, credentials: dict[str, Any] | None = None, *args: Any) -> HttpResponse:
    """Answer 429 with the minutes to wait."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "core/lockout.html", {"minutes": minutes}, status=429)
