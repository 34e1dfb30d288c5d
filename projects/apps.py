"""Key projects, periods, weekly updates and their reminders."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    """Key projects, periods, weekly updates and their reminders."""

    name = "projects"
    verbose_name = _("重点项目")

    def ready(self) -> None:
        """Register the rights over one project, and what follows each migrate."""
        from core.guard.accounts import holdings
        from projects import rules  # noqa: F401
        from projects.holding import HELD_OF_PROJECTS
        from projects.life import merging
        from projects.plan import following, templates_file

        merging.follow_merges()
        holdings.register(*HELD_OF_PROJECTS)
        post_migrate.connect(templates_file.seed_templates, sender=self, dispatch_uid="projects.seed_templates")
        post_migrate.connect(following.begin, sender=self, dispatch_uid="projects.follow_calendar")
