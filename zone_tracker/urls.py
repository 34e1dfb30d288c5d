"""Routes. Each has a row in zone_tracker/access.py."""

from django.contrib import admin
from django.urls import include, path

from core.kernel.naming import names_of
from core.office.views import healthz
from targets.heads import views as heads
from zone_tracker import views
from zone_tracker.erasing import views as erasing
from zone_tracker.erasing.subjects import SUBJECTS
from zone_tracker.help import views as help_views
from zone_tracker.trail import views as trail
from zone_tracker.trail.filters import everybody

urlpatterns = [
    path("", views.home, name="home"),
    path("workbench/", views.workbench, name="workbench"),
    path("search/", views.search, name="search"),
    path("setup/", views.setup, name="setup"),
    path("setup/<slug:kind>/", views.setup_length, name="setup_length"),
    path("help/", help_views.help_home, name="help"),
    path("help/<str:role>/", help_views.help_role, name="help_role"),
    path("timeline/<int:pk>/", views.firm_timeline, name="firm_timeline"),
    path("audit/", trail.audit_list, name="audit"),
    path("audit/names/", names_of(everybody), name="audit_names"),
    path("audit/people/<int:pk>/<slug:on>/", trail.audit_day, name="audit_day"),
    path("audit/rows/<slug:table>/<int:pk>/", trail.audit_row, name="audit_row"),
    path("history/<slug:kind>/<int:pk>/", trail.history, name="history"),
    path("erasures/", erasing.erasure_list, name="erasure_list"),
    path("erasures/<int:pk>/", erasing.erasure, name="erasure"),
    *(
        path(f"erasures/new/{whose}/<int:pk>/", erasing.erasure_ask, {"whose": whose.value}, name=f"erasure_{whose}")
        for whose in SUBJECTS
    ),
    path("healthz", healthz, name="healthz"),
    path("", include("core.urls")),
    path("dashboard/", include("targets.urls")),
    path("projects/", include("projects.urls")),
    path("enterprises/", include("enterprises.urls")),
    path("talent/overview/", heads.overview, name="talent_overview"),
    path("talent/", include("talent.urls")),
    path("finance/", include("finance.urls")),
    path("admin/", admin.site.urls),
]

handler500 = "core.kernel.views.server_error"
