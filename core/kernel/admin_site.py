"""The administrators' site: open to the role 系统管理员, for dictionaries only."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.enums import Role


class ZoneAdminSite(admin.AdminSite):
    """Django's admin site, permitted by role instead of flags."""

    site_header = _("1133 作战图：字典")
    site_title = _("系统管理")
    index_title = _("字典")
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return user.is_active and user.is_authenticated and user.holds(Role.ADMIN)


class ZoneAdminConfig(AdminConfig):
    """Puts our site in the place of Django's."""

    default_site = "core.kernel.admin_site.ZoneAdminSite"


class DictionaryAdmin(admin.ModelAdmin):
    """A dictionary that administrators keep. Nothing is deleted: rows refer to it."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.holds(Role.ADMIN)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.holds(Role.ADMIN)

    has_add_permission = has_change_permission = has_view_permission

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class ReadOnlyAdmin(DictionaryAdmin):
    """Something administrators may look at but not touch."""

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    has_change_permission = has_add_permission
