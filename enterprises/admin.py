"""The administrators keep the kinds of requests and who looks after whom; firms belong to the project officers."""

from django.contrib import admin

from core.admin_site import DictionaryAdmin
from enterprises.models import LiaisonAssignment, RequestKind


@admin.register(RequestKind)
class RequestKindAdmin(DictionaryAdmin):
    """What firms ask for, and which department answers it."""

    list_display = ("name", "department", "rank")
    search_fields = ("name",)


@admin.register(LiaisonAssignment)
class LiaisonAssignmentAdmin(DictionaryAdmin):
    """Which liaison officer looks after which firm, from when until when; whoever hands over gets an end date."""

    list_display = ("enterprise", "officer", "starts_on", "ends_on")
    list_select_related = ("enterprise", "officer")
    search_fields = ("enterprise__short_name", "officer__name")
    autocomplete_fields = ("officer",)
