"""Routes of the 136 plan."""

from django.urls import path

from core.kernel.naming import names_of
from talent import views
from talent.models import Talent
from talent.wanted import views as wanted

app_name = "talent"
urlpatterns = [
    path("", views.talent_list, name="talent_list"),
    path("names/", names_of(lambda request: Talent.objects.visible_to(request.user)), name="person_names"),
    path("needs/", wanted.need_list, name="need_list"),
    path("needs/new/", wanted.need_create, name="need_create"),
    path("needs/<int:pk>/", wanted.need_detail, name="need_detail"),
    path("needs/<int:pk>/edit/", wanted.need_edit, name="need_edit"),
    path("needs/<int:pk>/fill/", wanted.need_fill, name="need_fill"),
    path("needs/<int:pk>/fill/<int:fill>/remove/", wanted.need_unfill, name="need_unfill"),
    path("needs/<int:pk>/withdraw/", wanted.need_withdraw, name="need_withdraw"),
    path("new/", views.talent_create, name="talent_create"),
    path("<int:pk>/", views.talent_detail, name="talent_detail"),
    path("<int:pk>/edit/", views.talent_edit, name="talent_edit"),
    path("of-firm/<int:pk>/", views.enterprise_panel, name="enterprise_panel"),
]
