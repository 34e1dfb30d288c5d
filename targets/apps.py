"""The 1133 targets, computed from dated facts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TargetsConfig(AppConfig):
    """The 1133 targets, computed from dated facts."""

    name = "targets"
    verbose_name = _("目标看板")
