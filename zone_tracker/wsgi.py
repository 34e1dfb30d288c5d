"""WSGI entry point, used by gunicorn. Production with demo parts does not start."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zone_tracker.settings")
application = get_wsgi_application()

from core.guard.checks import refuse_unsafe_start  # noqa: E402  (models need the application first)

refuse_unsafe_start()
