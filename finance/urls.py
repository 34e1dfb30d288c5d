"""Routes of 产融对接."""

from django.urls import path

from core.kernel.naming import names_of
from finance import views
from finance.forms import firms_for, needs_for

app_name = "finance"
urlpatterns = [
    path("", views.creditline_list, name="creditline_list"),
    path("firms/", names_of(lambda request: firms_for(request.user), more="full_name"), name="firm_names"),
    path("needs/names/", names_of(lambda request: needs_for(request.user)), name="need_names"),
    path("lines/new/", views.creditline_create, name="creditline_create"),
    path("lines/<int:pk>/", views.creditline_detail, name="creditline_detail"),
    path("lines/<int:pk>/edit/", views.creditline_edit, name="creditline_edit"),
    path("lines/<int:pk>/withdraw/", views.creditline_withdraw, name="creditline_withdraw"),
    path("lines/<int:pk>/draw/", views.drawdown_create, name="drawdown_create"),
    path("needs/", views.need_list, name="need_list"),
    path("needs/new/", views.need_create, name="need_create"),
    path("needs/<int:pk>/edit/", views.need_edit, name="need_edit"),
    path("institutions/", views.institution_list, name="institution_list"),
    path("of-firm/<int:pk>/", views.enterprise_panel, name="enterprise_panel"),
]
