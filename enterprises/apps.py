"""Firms, cultivation and listing plans, visits and requests."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EnterprisesConfig(AppConfig):
    """Firms, cultivation and listing plans, visits and requests."""

    name = "enterprises"
    verbose_name = _("企业服务")

    def ready(self) -> None:
        """Register the rights over single objects, the usual working hours and visit tiers after each migrate."""
        from core.guard.accounts import holdings
        from enterprises import models, rules  # noqa: F401
        from enterprises.care.holding import HELD_OF_FIRMS
        from enterprises.firm import merging
        from enterprises.service import following

        merging.follow_merges()
        holdings.register(*HELD_OF_FIRMS)
        post_migrate.connect(models.seed_working_hours, sender=self, dispatch_uid="enterprises.seed_working_hours")
        post_migrate.connect(models.seed_visit_tiers, sender=self, dispatch_uid="enterprises.seed_visit_tiers")
        post_migrate.connect(models.seed_standing_questions, sender=self, dispatch_uid="enterprises.seed_questions")
        post_migrate.connect(following.begin, sender=self, dispatch_uid="enterprises.follow_calendar")
