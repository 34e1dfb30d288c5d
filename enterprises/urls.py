"""Routes of the firms' room."""

from django.urls import path

from enterprises import chain_views, confirm_views, liaison_views, plan_views, record_views, request_views, views

app_name = "enterprises"
urlpatterns = [
    path("", views.enterprise_list, name="enterprise_list"),
    path("new/", views.enterprise_create, name="enterprise_create"),
    path("<int:pk>/", views.enterprise_detail, name="enterprise_detail"),
    path("<int:pk>/edit/", views.enterprise_edit, name="enterprise_edit"),
    path("<int:pk>/parts/<str:part>/", record_views.record_part, name="record_part"),
    path("<int:pk>/figures/", record_views.figures_list, name="figures_list"),
    path("<int:pk>/figures/new/", record_views.figures_create, name="figures_create"),
    path("figures/<int:pk>/edit/", record_views.figures_edit, name="figures_edit"),
    path("figures/<int:pk>/verify/", record_views.figures_verify, name="figures_verify"),
    path("<int:pk>/merge/", record_views.enterprise_merge, name="enterprise_merge"),
    path("<int:pk>/handover/", liaison_views.handover_pack, name="handover_pack"),
    path("chain/", chain_views.chain, name="chain"),
    path("liaisons/", liaison_views.liaison_list, name="liaison_list"),
    path("gaps/", liaison_views.visit_gaps, name="visit_gaps"),
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
    path("plans/", plan_views.plan_list, name="plan_list"),
    path("plans/<str:kind>/new/", plan_views.entry_create, name="entry_create"),
    path("plans/entries/<int:pk>/", plan_views.entry_detail, name="entry_detail"),
    path("plans/entries/<int:pk>/edit/", plan_views.entry_edit, name="entry_edit"),
    path("plans/entries/<int:pk>/step/", plan_views.step_add, name="step_add"),
    path("plans/entries/<int:pk>/recognise/", plan_views.entry_recognise, name="entry_recognise"),
    path("plans/entries/<int:pk>/stage/", plan_views.stage_enter, name="stage_enter"),
    path("plans/entries/<int:pk>/leave/", plan_views.entry_leave, name="entry_leave"),
    path("plans/steps/<int:pk>/finish/", plan_views.step_finish, name="step_finish"),
]
