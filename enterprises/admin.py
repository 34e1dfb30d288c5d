"""The administrators keep the kinds of requests and who looks after whom; firms belong to the project officers."""

from django.contrib import admin
from django.http import HttpRequest

from core.office.dictionaries import DictionaryAdmin
from enterprises.models import ChainLink, LiaisonAssignment, RequestKind, StandingQuestion, VisitTier, WorkingSpan


@admin.register(RequestKind)
class RequestKindAdmin(DictionaryAdmin):
    """What firms ask for, which department answers it, and within how many working hours."""

    list_display = ("name", "department", "first_answer_hours", "plan_hours", "done_hours", "rank")
    search_fields = ("name",)


@admin.register(WorkingSpan)
class WorkingSpanAdmin(DictionaryAdmin):
    """The hours of a working day. Limits that requests carry already stay as they are."""

    list_display = ("__str__",)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return self.has_view_permission(request)


@admin.register(ChainLink)
class ChainLinkAdmin(DictionaryAdmin):
    """The links of each cluster's chain, from upstream to downstream."""

    list_display = ("name", "cluster", "part", "strengthen", "rank")
    list_select_related = ("cluster",)
    list_filter = ("cluster", "part")


@admin.register(VisitTier)
class VisitTierAdmin(DictionaryAdmin):
    """After how many days without a visit a firm is pointed out, by tier."""

    list_display = ("name", "rank", "days", "grades", "plans")


@admin.register(StandingQuestion)
class StandingQuestionAdmin(DictionaryAdmin):
    """What is asked on each visit. One that is not asked any more is switched off, and stays where it was asked."""

    list_display = ("name", "is_asked", "rank")

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> tuple[str, ...]:
        return ("key",) if obj else ()


@admin.register(LiaisonAssignment)
class LiaisonAssignmentAdmin(DictionaryAdmin):
    """Which liaison officer looks after which firm, from when until when; whoever hands over gets an end date."""

    list_display = ("enterprise", "officer", "starts_on", "ends_on")
    list_select_related = ("enterprise", "officer")
    search_fields = ("enterprise__short_name", "officer__name")
    autocomplete_fields = ("officer",)
