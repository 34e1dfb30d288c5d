"""Routes of targets."""

from django.urls import path

from targets import views
from targets.brief import views as brief_views
from targets.course import views as course
from targets.cuts import views as cuts
from targets.explore import views as explore
from targets.figures import pages as figures
from targets.keeping import views as keeping
from targets.wall import views as wall

app_name = "targets"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("compare/", course.compared_list, name="compared_list"),
    path("explore/", explore.explore, name="explore"),
    path("brief/", brief_views.brief_list, name="brief_list"),
    path("brief/<str:week>/", brief_views.brief_week, name="brief_week"),
    path("brief/<str:week>/make/", brief_views.brief_make, name="brief_make"),
    path("brief/<str:week>/state/", brief_views.brief_state, name="brief_state"),
    path("brief/<str:week>/sheet/", brief_views.brief_sheet, name="brief_sheet"),
    path("brief/<str:week>/brief.<slug:form>", brief_views.brief_file, name="brief_file"),
    path("keeping/", keeping.kept, name="kept"),
    path("keeping/history/", keeping.kept_history, name="kept_history"),
    path("keeping/targets/<int:pk>/", keeping.target_amend, name="target_amend"),
    path("keeping/facts/new/", keeping.fact_enter, name="fact_enter"),
    path("keeping/facts/<int:pk>/", keeping.fact_amend, name="fact_amend"),
    path("keeping/programmes/new/", keeping.programme_open, name="programme_open"),
    path("keeping/programmes/<slug:code>/", keeping.programme_amend, name="programme_amend"),
    path("keeping/<int:pk>/", keeping.amendment, name="amendment"),
    path("keeping/<int:pk>/verify/", keeping.amendment_verify, name="amendment_verify"),
    path("keeping/<int:pk>/close/", keeping.amendment_close, name="amendment_close"),
    path("keeping/papers/<uuid:key>/", keeping.amendment_paper, name="amendment_paper"),
    path("walls/", wall.wall_list, name="wall_list"),
    path("walls/<int:pk>/revoke/", wall.wall_revoke, name="wall_revoke"),
    path("wall/<str:secret>/", wall.wall, name="wall"),
    path("map/", cuts.map_page, name="map"),
    path("leaders/", cuts.leaders, name="leaders"),
    path("figures/<slug:key>/", figures.figure_detail, name="figure_detail"),
    path("<slug:key>/", views.target_detail, name="target_detail"),
]
