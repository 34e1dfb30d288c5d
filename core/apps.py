"""The floor of the house."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Users, calendar, notices, deliveries, audit, shared UI."""

    name = "core"
    verbose_name = _("基础")

    def ready(self) -> None:
        """Register the system checks, the audit of log-ins, and what follows each migrate."""
        from core.guard import audit, checks  # noqa: F401
        from core.guard.trail import roles
        from core.kernel import workdays
        from core.office import instance
        from core.sealed import ring
        from core.sheets import batches, exports, undoing  # noqa: F401  # what its jobs do

        audit.listen()
        post_migrate.connect(workdays.seed_calendar, sender=self, dispatch_uid="core.seed_calendar")
        post_migrate.connect(instance.make_number, sender=self, dispatch_uid="core.make_number")
        post_migrate.connect(ring.remember_first, sender=self, dispatch_uid="core.remember_key")
        post_migrate.connect(roles.renew_rights, sender=self, dispatch_uid="core.renew_rights")
