"""Routes of the 136 plan."""

from django.urls import path

from talent import views

app_name = "talent"
urlpatterns = [
    path("", views.talent_list, name="talent_list"),
    path("new/", views.talent_create, name="talent_create"),
    path("<int:pk>/", views.talent_detail, name="talent_detail"),
    path("<int:pk>/reveal/", views.talent_reveal, name="talent_reveal"),
    path("<int:pk>/copy/", views.talent_copy, name="talent_copy"),
    path("<int:pk>/edit/", views.talent_edit, name="talent_edit"),
    path("of-firm/<int:pk>/", views.enterprise_panel, name="enterprise_panel"),
]
