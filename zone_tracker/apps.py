"""The composition root as an app, so that its commands and pages are found."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ZoneTrackerConfig(AppConfig):
    """Home, search, and what looks into every app."""

    name = "zone_tracker"
    verbose_name = _("1133 作战图")
