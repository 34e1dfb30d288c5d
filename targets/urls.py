"""Routes of targets."""

from django.urls import path

from targets import views

app_name = "targets"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("<slug:key>/", views.target_detail, name="target_detail"),
]
