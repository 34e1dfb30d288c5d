"""The product as it is measured: its own settings with collected static files, a clock that stands, and a counter."""

from tools.bench import clock
from zone_tracker.settings import *  # noqa: F403
from zone_tracker.settings import MIDDLEWARE as PRODUCT_MIDDLEWARE
from zone_tracker.settings import STORAGES as PRODUCT_STORAGES

clock.hold()

DEBUG = False
MIDDLEWARE = ["tools.bench.counting.CountingMiddleware", *PRODUCT_MIDDLEWARE]
WHITENOISE_USE_FINDERS = False
STORAGES = PRODUCT_STORAGES | {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
