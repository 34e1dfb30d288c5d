"""The answers to what goes wrong."""

from django.http import HttpRequest, HttpResponse
from django.template import loader

from core.kernel.logs import request_id_var


def server_error(request: HttpRequest) -> HttpResponse:
    """500 with the number that is in the log. Needs neither the database nor the context processors."""
    template = loader.get_template("500.html")
    return HttpResponse(template.render({"error_number": request_id_var.get()}), status=500)
