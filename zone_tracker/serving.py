"""The settings of gunicorn: `gunicorn --config python:zone_tracker.serving zone_tracker.wsgi`.

The application is loaded and warmed once, then the workers are forked from it: a fresh worker's first page costs hardly
more than its second, and what they have read lies in memory once. New code needs a restart: a HUP serves the old.
"""

from typing import Any

from django.db import connections

from zone_tracker.warmup import warm_up

preload_app = True
worker_class = "gthread"
threads = 4


def on_starting(server: Any) -> None:
    """Gunicorn's hook between loading and forking: warm up, and leave no connection for two workers to share."""
    warm_up()
    connections.close_all()
