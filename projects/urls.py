"""Routes of projects. A project is addressed by its code."""

from django.urls import path

from projects import views

app_name = "projects"
urlpatterns = [
    path("", views.project_list, name="project_list"),
    path("new/", views.project_create, name="project_create"),
    path("photos/<uuid:key>/", views.update_photo, name="update_photo"),
    path("of-enterprise/<int:pk>/", views.enterprise_panel, name="enterprise_panel"),
    path("<slug:code>/", views.project_detail, name="project_detail"),
    path("<slug:code>/edit/", views.project_edit, name="project_edit"),
    path("<slug:code>/history/", views.project_history, name="project_history"),
    path("<slug:code>/update/", views.update_form, name="update_form"),
    path("<slug:code>/unchanged/", views.update_unchanged, name="update_unchanged"),
]
