"""Routes. Each has a row in zone_tracker/access.py."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("core.urls")),
    path("dashboard/", include("targets.urls")),
    path("projects/", include("projects.urls")),
    path("enterprises/", include("enterprises.urls")),
    path("talent/", include("talent.urls")),
    path("finance/", include("finance.urls")),
    path("admin/", admin.site.urls),
]
