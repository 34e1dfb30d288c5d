"""Administrators keep the task forces, the plan templates and the limits of the lamps; projects are the officers'."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.wording import SpokenModelRows
from core.office.dictionaries import DictionaryAdmin, Kinded, ReadOnlyAdmin
from projects.models import Adviser, LampLimits, PlanTemplate, Standing, TaskForce, TemplateNode, TemplateProposal
from projects.plan.reverse_schedule import Cycle, Node, UnknownNode, in_order


@admin.register(TaskForce)
class TaskForceAdmin(DictionaryAdmin):
    """A standing team, its leading department and its members."""

    list_display = ("name", "department")
    autocomplete_fields = ("members",)
    search_fields = ("name",)


class TemplateNodeFormSet(SpokenModelRows, forms.BaseInlineFormSet):
    """The nodes of a template. They are checked together: what waits for what must lead somewhere."""

    def clean(self) -> None:
        """Refuse a circle, and a node that waits for one which is not there; both are named."""
        super().clean()
        if any(self.errors):
            return  # each is said at its own field first
        rows = [form.cleaned_data for form in self.forms if not self._should_delete_form(form)]
        rows = [row for row in rows if row.get("key") and row.get("working_days")]
        nodes = [Node(row["key"], row["name"], row["working_days"], tuple(row.get("after") or [])) for row in rows]
        try:
            in_order(nodes)
        except Cycle as error:
            raise ValidationError(_("节点互相等待：%(keys)s。") % {"keys": " → ".join(error.keys)}) from error
        except UnknownNode as error:
            raise ValidationError(
                _("节点 %(key)s 的前置 %(after)s 不在模板里。") % {"key": error.key, "after": error.after}
            ) from error


class TemplateNodeInline(Kinded, admin.TabularInline):
    """A node in one row."""

    model = TemplateNode
    formset = TemplateNodeFormSet
    fields = ("rank", "key", "name", "kind", "closes", "working_days", "after")
    ordering = ("rank",)
    extra = 1

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.holds(Role.ADMIN)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(PlanTemplate)
class PlanTemplateAdmin(DictionaryAdmin):
    """A kind of project and its nodes. Plans that were made from it stay as they are."""

    list_display = ("name", "key", "note")
    inlines = (TemplateNodeInline,)


@admin.register(TemplateProposal)
class TemplateProposalAdmin(ReadOnlyAdmin):
    """What project staff propose as templates: accepted it is one at once, refused it stays to be seen."""

    list_display = ("name", "nodes_in_words", "reason", "requested_by", "requested_at", "state")
    list_filter = ("state",)
    fields = ("name", "nodes_in_words", "reason", "requested_by", "requested_at", "state", "decided_by", "decided_at")
    readonly_fields = fields
    actions = ("accept", "refuse")

    @admin.display(description=_("节点"))
    def nodes_in_words(self, obj: TemplateProposal) -> str:
        return _("、").join(f"{each['name']} {each['working_days']}" for each in obj.nodes)

    @admin.action(description=_("采纳"))
    def accept(self, request: HttpRequest, queryset: Any) -> None:
        """The proposal becomes a template."""
        self._decide(request, queryset, True, _("已采纳为模板。"))

    @admin.action(description=_("不采纳"))
    def refuse(self, request: HttpRequest, queryset: Any) -> None:
        """Nothing becomes of the proposal."""
        self._decide(request, queryset, False, _("已退回提议。"))

    def _decide(self, request: HttpRequest, queryset: Any, approve: bool, said: Any) -> None:
        for each in queryset.pending():
            try:
                each.decide(approve, note="", by=request.user, now=timezone.now())
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.WARNING)
            else:
                self.message_user(request, f"{each}：{said}")


@admin.register(Adviser)
class AdviserAdmin(DictionaryAdmin):
    """招商顾问 and the agencies that attract projects on commission."""

    list_display = ("name", "kind", "organisation", "since", "until")
    search_fields = ("name",)


@admin.register(LampLimits)
class LampLimitsAdmin(DictionaryAdmin):
    """The limits of the lamps: one row."""

    list_display = (
        "__str__",
        "late_red_over",
        "slid_red_over",
        "slid_amber_from",
        "silent_amber_from",
        "unchanged_amber_from",
        "action_red_over",
    )

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return super().has_add_permission(request) and not LampLimits.objects.exists()

    def save_model(self, request: HttpRequest, obj: LampLimits, form: Any, change: bool) -> None:
        """There is one row, with the number 1."""
        obj.pk = 1
        super().save_model(request, obj, form, change)
        Standing.objects.renew_due(timezone.now())  # every lamp follows at once
