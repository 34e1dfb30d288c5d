"""Users and dictionaries of the floor."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.admin_site import DictionaryAdmin, ReadOnlyAdmin
from core.models import CalendarYear, Cluster, Delivery, Department, Park, User, Workday


class RolesField(forms.MultipleChoiceField):
    """The roles of a person, as boxes to tick."""

    def __init__(self) -> None:
        super().__init__(label=_("角色"), choices=Role.choices, widget=forms.CheckboxSelectMultiple, required=False)


class PersonForm(UserChangeForm):
    """Change a person."""

    roles = RolesField()


class NewPersonForm(AdminUserCreationForm):
    """Add a person."""

    roles = RolesField()


@admin.register(User)
class PersonAdmin(DictionaryAdmin, UserAdmin):
    """People: who they are, where they work, what they may do."""

    form, add_form = PersonForm, NewPersonForm
    list_display = ["username", "name", "department", "role_labels", "is_active"]
    list_filter = ["department", "is_active"]
    search_fields = ["username", "name"]
    ordering = ["username"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password", "name", "department", "roles", "is_active"]}),
        (_("联系方式"), {"fields": ["phone", "email"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["username", "usable_password", "password1", "password2", "name", "department", "roles"],
            },
        ),
        (_("联系方式"), {"classes": ["wide"], "fields": ["phone", "email"]}),
    ]

    @admin.display(description=_("角色"))
    def role_labels(self, person: User) -> str:
        return person.role_labels


@admin.register(Department)
class DepartmentAdmin(DictionaryAdmin):
    """Offices of the zone, by rank."""

    list_display = ["name", "key", "rank"]


@admin.register(Park)
class ParkAdmin(DictionaryAdmin):
    """The main park and the enclaves."""

    list_display = ["name", "city", "kind", "partner", "delivery_on"]


@admin.register(Cluster)
class ClusterAdmin(DictionaryAdmin):
    """The industry highlands."""

    list_display = ["name", "ambition", "lead"]


@admin.register(Workday)
class WorkdayAdmin(DictionaryAdmin):
    """Holidays and make-up days, beyond what the State Council's notice brought."""

    list_display = ["on", "is_working", "name"]
    date_hierarchy = "on"


@admin.register(CalendarYear)
class CalendarYearAdmin(DictionaryAdmin):
    """Years whose notice is loaded."""

    list_display = ["year", "source"]


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    """What left the house, what is owed, and what was given up."""

    list_display = ["subject", "user", "state", "attempts", "owed_at", "sent_at", "error"]
    list_filter = ["state", "channel"]
