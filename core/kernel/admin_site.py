"""The administrators' site: open to the role 系统管理员, for dictionaries only."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from core.enums import Role

NUL = "\x00"  # which PostgreSQL takes in no text


class NamesJsonView(AutocompleteJsonView):
    """What the fields of others choose from; what no page of ours asks for is refused, not stumbled over."""

    def process_request(self, request: HttpRequest) -> Any:
        """Raises PermissionDenied for a relation that is seen from its other end, which no field chooses from."""
        term, found, source, column = super().process_request(request)
        if not hasattr(source, "get_limit_choices_to"):
            raise PermissionDenied("no field")
        return term.replace(NUL, ""), found, source, column


class ZoneAdminSite(admin.AdminSite):
    """Django's admin site, permitted by role instead of flags."""

    site_header = _("1133 作战图：字典")
    site_title = _("系统管理")
    index_title = _("字典")
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return user.is_active and user.is_authenticated and user.holds(Role.ADMIN)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponseBase:
        return NamesJsonView.as_view(admin_site=self)(request)


class ZoneAdminConfig(AdminConfig):
    """Puts our site in the place of Django's."""

    default_site = "core.kernel.admin_site.ZoneAdminSite"
