"""The 136 plan and its register."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TalentConfig(AppConfig):
    """The 136 plan and its register."""

    name = "talent"
    verbose_name = _("人才 136")

    def ready(self) -> None:
        """Register the rights over single objects."""
        from talent import rules  # noqa: F401
