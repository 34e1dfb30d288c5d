"""Routes. Each has a row in zone_tracker/access.py."""

from django.contrib import admin
from django.urls import include, path

from core.office.views import healthz
from zone_tracker import views

urlpatterns = [
    path("", views.home, name="home"),
    path("workbench/", views.workbench, name="workbench"),
    path("search/", views.search, name="search"),
    path("setup/", views.setup, name="setup"),
    path("timeline/<int:pk>/", views.firm_timeline, name="firm_timeline"),
    path("healthz", healthz, name="healthz"),
    path("", include("core.urls")),
    path("dashboard/", include("targets.urls")),
    path("projects/", include("projects.urls")),
    path("enterprises/", include("enterprises.urls")),
    path("talent/", include("talent.urls")),
    path("finance/", include("finance.urls")),
    path("admin/", admin.site.urls),
]

handler500 = "core.kernel.views.server_error"
