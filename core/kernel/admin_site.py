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
