"""Is the product well?"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from core.enums import Role
from core.models import User
from core.office import health
from core.office.gallery import gallery


@login_not_required
@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers; the state of the worker is told beside it, and to administrators whether the
    key of personal data is the right one.
    """
    report = health.report()
    whole = report.serving and _keeps_the_house(request.user)
    return JsonResponse(report.as_dict(whole=whole), status=200 if report.serving else 503)


def _keeps_the_house(user: AbstractBaseUser | AnonymousUser) -> bool:
    return isinstance(user, User) and user.holds(Role.ADMIN, Role.SECURITY_ADMIN)


def components(request: HttpRequest) -> HttpResponse:
    """The parts of the interface on one page, for whoever writes the next one."""
    return render(request, "core/components.html", {"gallery": gallery(timezone.localdate())})
