"""Routes of the firms' room."""

from django.urls import path

from core.kernel.naming import names_of
from enterprises.care import views as care
from enterprises.care import week_plan
from enterprises.care.forms import liaisons
from enterprises.firm import chain_views, record_views
from enterprises.firm import views as firm
from enterprises.firm.filters import firms_seen, officers_seen
from enterprises.growth import views as growth
from enterprises.growth.forms import leaders, responsibles
from enterprises.service import confirm_views, handoff_views, visit_views
from enterprises.service import views as service
from enterprises.service.filters import departments_seen, visitors_seen
from enterprises.service.forms import departments_that_handle
from enterprises.service.visit_export import visit_export

app_name = "enterprises"
urlpatterns = [
    path("", firm.enterprise_list, name="enterprise_list"),
    path("names/", names_of(firms_seen, more="full_name"), name="firm_names"),
    path("names/officers/", names_of(officers_seen), name="officer_names"),
    path("names/departments/", names_of(departments_seen), name="department_names"),
    path("names/handling/", names_of(lambda _request: departments_that_handle()), name="handling_names"),
    path("names/visitors/", names_of(visitors_seen), name="visitor_names"),
    path("names/liaisons/", names_of(lambda _request: liaisons()), name="liaison_names"),
    path("names/leaders/", names_of(lambda _request: leaders()), name="leader_names"),
    path("names/responsibles/", names_of(lambda _request: responsibles()), name="responsible_names"),
    path("new/", firm.enterprise_create, name="enterprise_create"),
    path("<int:pk>/", firm.enterprise_detail, name="enterprise_detail"),
    path("contacts/<int:pk>/copy/", firm.contact_copy, name="contact_copy"),
    path("contacts/<int:pk>/reveal/", firm.contact_reveal, name="contact_reveal"),
    path("<int:pk>/edit/", firm.enterprise_edit, name="enterprise_edit"),
    path("<int:pk>/parts/<str:part>/", record_views.record_part, name="record_part"),
    path("<int:pk>/figures/", record_views.figures_list, name="figures_list"),
    path("<int:pk>/figures/new/", record_views.figures_create, name="figures_create"),
    path("figures/<int:pk>/edit/", record_views.figures_edit, name="figures_edit"),
    path("<int:pk>/figures/<int:figures>/withdraw/", record_views.figures_withdraw, name="figures_withdraw"),
    path("figures/<int:pk>/verify/", record_views.figures_verify, name="figures_verify"),
    path("<int:pk>/merge/", record_views.enterprise_merge, name="enterprise_merge"),
    path("merges/<int:pk>/", record_views.merge_correct, name="merge_correct"),
    path("<int:pk>/handover/", care.handover_pack, name="handover_pack"),
    path("chain/", chain_views.chain, name="chain"),
    path("liaisons/", care.liaison_list, name="liaison_list"),
    path("gaps/", care.visit_gaps, name="visit_gaps"),
    path("visits/", visit_views.visit_list, name="visit_list"),
    path("visits/new/", visit_views.visit_create, name="visit_create"),
    path("visits/plan/", week_plan.visit_plan, name="visit_plan"),
    path("visits/plan/<int:pk>/remove/", week_plan.planned_remove, name="planned_remove"),
    path("visits/export/<str:kind>/", visit_export, name="visit_export"),
    path("visits/<int:pk>/", visit_views.visit_detail, name="visit_detail"),
    path("visits/<int:pk>/edit/", visit_views.visit_edit, name="visit_edit"),
    path("visits/<int:pk>/remove/", visit_views.visit_remove, name="visit_remove"),
    path("visits/photos/<uuid:key>/", visit_views.visit_photo, name="visit_photo"),
    path("visits/photos/<uuid:key>/remove/", visit_views.visit_photo_remove, name="visit_photo_remove"),
    path("handoffs/", handoff_views.handoff_list, name="handoff_list"),
    path("handoffs/<int:pk>/", handoff_views.handoff_detail, name="handoff_detail"),
    path("handoffs/<int:pk>/take/", handoff_views.handoff_take, name="handoff_take"),
    path("handoffs/<int:pk>/return/", handoff_views.handoff_return, name="handoff_return"),
    path("handoffs/<int:pk>/request/", handoff_views.handoff_request, name="handoff_request"),
    path("handoffs/<int:pk>/explain/", handoff_views.handoff_explain, name="handoff_explain"),
    path("requests/", service.request_list, name="request_list"),
    path("requests/new/", service.request_create, name="request_create"),
    path("requests/<int:pk>/", service.request_detail, name="request_detail"),
    path("requests/<int:pk>/answer/", service.request_answer, name="request_answer"),
    path("requests/<int:pk>/finish/", service.request_finish, name="request_finish"),
    path("requests/<int:pk>/transfer/", service.request_transfer, name="request_transfer"),
    path("requests/<int:pk>/partners/<int:partner>/remove/", service.request_uninvite, name="request_uninvite"),
    path("requests/<int:pk>/withdraw/", service.request_withdraw, name="request_withdraw"),
    path("requests/<int:pk>/note/", service.request_note, name="request_note"),
    path("requests/<int:pk>/ask/", service.request_ask, name="request_ask"),
    path("requests/<int:pk>/close/", service.request_close, name="request_close"),
    path("requests/<int:pk>/reopen/", service.request_reopen, name="request_reopen"),
    path("requests/proofs/<uuid:key>/", service.request_proof, name="request_proof"),
    path("requests/proofs/<uuid:key>/remove/", service.request_proof_remove, name="request_proof_remove"),
    path("promises/", service.four_promises, name="four_promises"),
    path("confirm/<str:secret>/", confirm_views.confirm, name="confirm"),
    path("confirm/<str:secret>/<uuid:key>/", confirm_views.confirm_proof, name="confirm_proof"),
    path("plans/", growth.plan_list, name="plan_list"),
    path("plans/<str:kind>/new/", growth.entry_create, name="entry_create"),
    path("plans/entries/<int:pk>/", growth.entry_detail, name="entry_detail"),
    path("plans/entries/<int:pk>/edit/", growth.entry_edit, name="entry_edit"),
    path("plans/entries/<int:pk>/step/", growth.step_add, name="step_add"),
    path("plans/entries/<int:pk>/recognise/", growth.entry_recognise, name="entry_recognise"),
    path("plans/entries/<int:pk>/stage/", growth.stage_enter, name="stage_enter"),
    path("plans/entries/<int:pk>/leave/", growth.entry_leave, name="entry_leave"),
    path("plans/entries/<int:pk>/steps/<int:step>/edit/", growth.step_edit, name="step_edit"),
    path("plans/entries/<int:pk>/steps/<int:step>/remove/", growth.step_remove, name="step_remove"),
    path("plans/steps/<int:pk>/finish/", growth.step_finish, name="step_finish"),
]
