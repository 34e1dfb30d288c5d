"""Institutions, needs, credit lines and drawdowns."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    """Institutions, needs, credit lines and drawdowns."""

    name = "finance"
    verbose_name = _("产融对接")

    def ready(self) -> None:
        """Register the rights over single objects, and the form that takes up what visits heard."""
        from enterprises.enums import HandoffKind
        from enterprises.service import taking
        from finance import rules  # noqa: F401

        taking.register(HandoffKind.FINANCING, "finance:need_create")
