"""The 136 plan and its register."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TalentConfig(AppConfig):
    """The 136 plan and its register."""

    name = "talent"
    verbose_name = _("人才 136")

    def ready(self) -> None:
        """Register the rights over single objects, and the form that takes up what visits heard."""
        from enterprises.enums import HandoffKind
        from enterprises.service import taking
        from talent import rules  # noqa: F401

        taking.register(HandoffKind.TALENT, "talent:need_create")
