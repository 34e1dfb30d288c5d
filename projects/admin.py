"""The administrators keep the task forces; projects belong to the project officers."""

from django.contrib import admin

from core.admin_site import DictionaryAdmin
from projects.models import TaskForce


@admin.register(TaskForce)
class TaskForceAdmin(DictionaryAdmin):
    """A standing team, its leading department and its members."""

    list_display = ("name", "department")
    autocomplete_fields = ("members",)
    search_fields = ("name",)
