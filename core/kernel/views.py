"""The answers to what goes wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from core.kernel.logs import request_id_var


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long: what was typed is kept in the browser's draft."""
    return render(request, "core/csrf_failure.html", {"back": request.path}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 with the number that is in the log. Needs neither the database nor the context processors."""
    template = loader.get_template("500.html")
    return HttpResponse(template.render({"error_number": request_id_var.get()}), status=500)
