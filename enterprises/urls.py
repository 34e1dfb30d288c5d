"""Routes of the firms' room."""

from django.urls import path

from enterprises import confirm_views, request_views, views

app_name = "enterprises"
urlpatterns = [
    path("", views.enterprise_list, name="enterprise_list"),
    path("new/", views.enterprise_create, name="enterprise_create"),
    path("<int:pk>/", views.enterprise_detail, name="enterprise_detail"),
    path("<int:pk>/edit/", views.enterprise_edit, name="enterprise_edit"),
    path("visits/", views.visit_list, name="visit_list"),
    path("visits/new/", views.visit_create, name="visit_create"),
    path("visits/<int:pk>/", views.visit_detail, name="visit_detail"),
    path("visits/photos/<uuid:key>/", views.visit_photo, name="visit_photo"),
    path("handoffs/<int:pk>/take/", views.handoff_take, name="handoff_take"),
    path("requests/", request_views.request_list, name="request_list"),
    path("requests/<int:pk>/", request_views.request_detail, name="request_detail"),
    path("requests/<int:pk>/answer/", request_views.request_answer, name="request_answer"),
    path("requests/<int:pk>/finish/", request_views.request_finish, name="request_finish"),
    path("requests/<int:pk>/transfer/", request_views.request_transfer, name="request_transfer"),
    path("requests/<int:pk>/note/", request_views.request_note, name="request_note"),
    path("requests/<int:pk>/ask/", request_views.request_ask, name="request_ask"),
    path("requests/<int:pk>/close/", request_views.request_close, name="request_close"),
    path("requests/<int:pk>/reopen/", request_views.request_reopen, name="request_reopen"),
    path("requests/proofs/<uuid:key>/", request_views.request_proof, name="request_proof"),
    path("promises/", request_views.four_promises, name="four_promises"),
    path("confirm/<str:secret>/", confirm_views.confirm, name="confirm"),
    path("plans/", views.plan_list, name="plan_list"),
]
