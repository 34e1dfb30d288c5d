"""Firms, cultivation and listing plans, visits and requests."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnterprisesConfig(AppConfig):
    """Firms, cultivation and listing plans, visits and requests."""

    name = "enterprises"
    verbose_name = _("企业服务")

    def ready(self) -> None:
        """Register the rights over single objects."""
        from enterprises import rules  # noqa: F401
