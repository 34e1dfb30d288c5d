"""Is the product well?"""

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from core.office import health
from core.office.gallery import gallery


@login_not_required
@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers; the state of the worker is told beside it."""
    report = health.report()
    return JsonResponse(report.as_dict(), status=200 if report.serving else 503)


def components(request: HttpRequest) -> HttpResponse:
    """The parts of the interface on one page, for whoever writes the next one."""
    return render(request, "core/components.html", {"gallery": gallery(timezone.localdate())})
