"""The administrators keep the kinds of requests; firms belong to the project officers."""

from django.contrib import admin

from core.admin_site import DictionaryAdmin
from enterprises.models import RequestKind


@admin.register(RequestKind)
class RequestKindAdmin(DictionaryAdmin):
    """What firms ask for, and which department answers it."""

    list_display = ("name", "department", "rank")
    search_fields = ("name",)
