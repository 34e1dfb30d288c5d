"""Pages of 帮助. They ask the database for nothing: what they say is the same for everybody."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from core.enums import Role
from core.kernel.http import HttpRequest
from zone_tracker.help.guides import GUIDES
from zone_tracker.help.parts import HEIGHT, WIDTH, roles_for


def help_home(request: HttpRequest) -> HttpResponse:
    """Lead to the page of one's own first role."""
    return redirect("help_role", role=roles_for(request.user.roles)[0])


def help_role(request: HttpRequest, role: str) -> HttpResponse:
    """What one does here as this role. Raises Http404 for a word that is no role."""
    if role not in Role.values:
        raise Http404
    context = {
        "role": Role(role),
        "guide": GUIDES[role],
        "roles": roles_for(request.user.roles),
        "held": request.user.roles,
        "width": WIDTH,
        "height": HEIGHT,
    }
    return render(request, "zone_tracker/help.html", context)
