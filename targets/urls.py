"""Routes of targets."""

from django.urls import path

from targets import views
from targets.wall import views as wall

app_name = "targets"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("walls/", wall.wall_list, name="wall_list"),
    path("walls/<int:pk>/revoke/", wall.wall_revoke, name="wall_revoke"),
    path("wall/<str:secret>/", wall.wall, name="wall"),
    path("<slug:key>/", views.target_detail, name="target_detail"),
]
