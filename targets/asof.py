"""The day that a page of the targets is read on."""

from typing import Any

from django.utils import timezone

from core.kernel.http import HttpRequest
from targets.forms import AsOfForm, shortcuts
from targets.models import Programme


def chosen(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    """The day that was asked for, with its form and shortcuts."""
    today = timezone.localdate()
    form = AsOfForm(request.GET or None, programme=programme, today=today)
    as_of = form.chosen() if form.is_bound else today
    return {
        "form": form,
        "as_of": as_of,
        "today": today,
        "shortcuts": shortcuts(today, programme),
        "programme": programme,
        "day_query": "" if as_of == today else f"?as_of={as_of}",
    }
