"""The 136 plan and its register."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class TalentConfig(AppConfig):
    """The 136 plan and its register."""

    name = "talent"
    verbose_name = _("人才 136")

    def ready(self) -> None:
        """Register the rights over single objects, the form that takes up what visits heard, and the usual rule of
        counting after each migrate."""
        from enterprises.enums import HandoffKind
        from enterprises.service import taking
        from talent import models, rules  # noqa: F401

        taking.register(HandoffKind.TALENT, "talent:need_create")
        post_migrate.connect(models.seed_head_rule, sender=self, dispatch_uid="talent.seed_head_rule")
        post_migrate.connect(models.seed_card_grades, sender=self, dispatch_uid="talent.seed_card_grades")
