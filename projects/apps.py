"""Key projects, periods, weekly updates and their reminders."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    """Key projects, periods, weekly updates and their reminders."""

    name = "projects"
    verbose_name = _("重点项目")

    def ready(self) -> None:
        """Register the rights over one project."""
        from projects import rules  # noqa: F401
