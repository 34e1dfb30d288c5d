"""The settings of gunicorn: `gunicorn --config python:zone_tracker.serving zone_tracker.wsgi`.

The application is loaded and warmed once, then the workers are forked from it: a fresh worker's first page costs hardly
more than its second, and what they have read lies in memory once. New code needs a restart: a HUP serves the old.
"""

import ctypes
from contextlib import suppress
from typing import Any

from django.db import connections

from zone_tracker.warmup import pass_over_what_stays, warm_up

preload_app = True
worker_class = "gthread"
threads = 4

# What glibc's mallopt calls them, and what they are set to: one heap for all threads, and a large piece of its own (a
# Word file, a long page) that goes back to the machine when it is done with.
M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8
LARGE = 128 * 1024  # bytes


def on_starting(server: Any) -> None:
    """Gunicorn's hook between loading and forking: warm up, and leave no connection for two workers to share."""
    give_memory_back()
    warm_up()
    pass_over_what_stays()
    connections.close_all()


def give_memory_back() -> None:
    """Keep little of what is freed; the workers inherit it. Where the C library is not glibc, nothing is changed."""
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(M_ARENA_MAX, 1)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)
