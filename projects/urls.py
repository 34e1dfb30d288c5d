"""Routes of projects. A project is addressed by its code."""

from django.urls import path

from core.kernel.naming import names_of, words_of
from projects import people
from projects.aftercare import views as aftercare
from projects.attraction import views as attraction
from projects.attraction.filters import advisers
from projects.chart import views as chart
from projects.chart.filters import leading, units
from projects.investment import views as investment
from projects.life import views as life
from projects.life import yearly_views as yearly
from projects.meeting import action_views, blocker_views
from projects.meeting import views as meeting
from projects.meeting.filters import owners_seen
from projects.meeting.forms import projects_given
from projects.models import TaskForce
from projects.papers import views as papers
from projects.plan import bench_views as bench
from projects.plan import views as plan
from projects.register import handover_views
from projects.register import views as register
from projects.week import update_views
from projects.week import views as week

app_name = "projects"
urlpatterns = [
    path("", register.project_list, name="project_list"),
    path("new/", register.project_create, name="project_create"),
    path("photos/<uuid:key>/", update_views.update_photo, name="update_photo"),
    path("photos/<uuid:key>/remove/", update_views.photo_remove, name="photo_remove"),
    path("papers/<uuid:key>/", papers.paper, name="paper"),
    path("papers/<uuid:key>/remove/", papers.paper_remove, name="paper_remove"),
    path("of-enterprise/<int:pk>/", register.enterprise_panel, name="enterprise_panel"),
    path("of-handoff/<int:pk>/", blocker_views.handoff_panel, name="handoff_panel"),
    path("blockers/", blocker_views.blocker_list, name="blocker_list"),
    path("blockers/<int:pk>/", blocker_views.blocker_detail, name="blocker_detail"),
    path("blockers/<int:pk>/answer/", blocker_views.blocker_answer, name="blocker_answer"),
    path("blockers/<int:pk>/transfer/", blocker_views.blocker_transfer, name="blocker_transfer"),
    path("blockers/<int:pk>/resolve/", blocker_views.blocker_resolve, name="blocker_resolve"),
    path("blockers/<int:pk>/reply/", blocker_views.blocker_reply, name="blocker_reply"),
    path("blockers/<int:pk>/papers/", papers.blocker_papers, name="blocker_papers"),
    path("blockers/<int:pk>/withdraw/", blocker_views.blocker_withdraw, name="blocker_withdraw"),
    path("leads/", attraction.lead_list, name="lead_list"),
    path("leads/new/", attraction.lead_create, name="lead_create"),
    path("leads/<int:pk>/", attraction.lead_detail, name="lead_detail"),
    path("leads/<int:pk>/edit/", attraction.lead_edit, name="lead_edit"),
    path("leads/<int:pk>/note/", attraction.lead_note, name="lead_note"),
    path("leads/<int:pk>/unsign/", attraction.lead_unsign, name="lead_unsign"),
    path("leads/<int:pk>/redate/", attraction.lead_redate, name="lead_redate"),
    path("leads/<int:pk>/reopen/", attraction.lead_reopen, name="lead_reopen"),
    path("leads/<int:pk>/end/", attraction.lead_end, name="lead_end"),
    path("handover/", handover_views.handover, name="handover"),
    path("chart/", chart.project_chart, name="project_chart"),
    path("board/", chart.project_board, name="project_board"),
    path("meeting/", meeting.meeting, name="meeting"),
    path("actions/", action_views.action_list, name="action_list"),
    path("actions/withdraw/<int:pk>/", plan.withdraw, {"kind": "action"}, name="action_withdraw"),
    path("actions/give/", action_views.action_give, name="action_give"),
    path("actions/decide/<int:pk>/", plan.decide, {"kind": "action"}, name="action_decide"),
    path("actions/<slug:number>/", action_views.action_detail, name="action_detail"),
    path("actions/<slug:number>/step/", action_views.action_step, name="action_step"),
    path("actions/<slug:number>/later/", action_views.action_later, name="action_later"),
    path("actions/<slug:number>/hand-on/", action_views.action_hand_on, name="action_hand_on"),
    path("actions/<slug:number>/correct/", action_views.action_correct, name="action_correct"),
    path("actions/<slug:number>/revoke/", action_views.action_revoke, name="action_revoke"),
    path("actions/<slug:number>/print/", action_views.action_print, name="action_print"),
    path("actions/<slug:number>/photos/<int:pk>/", action_views.action_photo, name="action_photo"),
    path("weeks/<slug:week>/agenda/", meeting.meeting, name="meeting_week"),
    path("weeks/<slug:week>/present/", meeting.present, name="present"),
    path("weeks/<slug:week>/minutes/", meeting.meeting_minutes, name="meeting_minutes"),
    path("weeks/<slug:week>/agenda/<int:rank>/note/", meeting.agenda_note, name="agenda_note"),
    path("weeks/<slug:week>/agenda/<int:rank>/action/", meeting.action_issue, name="action_issue"),
    path("weeks/<slug:week>/agenda/<int:rank>/lamp/", meeting.agenda_lamp, name="agenda_lamp"),
    path("weeks/<slug:week>/agenda/<int:rank>/handle/", meeting.agenda_handle, name="agenda_handle"),
    path("weeks/<slug:week>/people/", meeting.meeting_people, name="meeting_people"),
    path("weeks/", week.week_list, name="week_list"),
    path("weeks/now/", week.week_now, name="week_now"),
    path("weeks/<slug:week>/", week.week_detail, name="week_detail"),
    path("weeks/<slug:week>/meeting-day/", week.meeting_day, name="meeting_day"),
    path("weeks/<slug:week>/freeze/", week.week_freeze, name="week_freeze"),
    path("weeks/<slug:week>/close/", week.week_close, name="week_close"),
    path("updates/<int:pk>/correct/", week.correct, name="correct"),
    path("templates/", bench.template_list, name="template_list"),
    path("templates/proposals/<int:pk>/withdraw/", plan.withdraw, {"kind": "template"}, name="template_withdraw"),
    path("decisions/", plan.decision_list, name="decision_list"),
    path("decisions/postponement/<int:pk>/", plan.decide, {"kind": "postponement"}, name="postponement_decide"),
    path(
        "decisions/postponement/<int:pk>/withdraw/",
        plan.withdraw,
        {"kind": "postponement"},
        name="postponement_withdraw",
    ),
    path("decisions/waiver/<int:pk>/withdraw/", plan.withdraw, {"kind": "waiver"}, name="waiver_withdraw"),
    path("decisions/waiver/<int:pk>/", plan.decide, {"kind": "waiver"}, name="waiver_decide"),
    path("decisions/life/<int:pk>/withdraw/", plan.withdraw, {"kind": "life"}, name="life_withdraw"),
    path("decisions/life/<int:pk>/", plan.decide, {"kind": "life"}, name="life_decide"),
    path("key-list/", yearly.key_lists, name="key_lists"),
    path("key-list/<int:year>/", yearly.key_list, name="key_list"),
    path("names/people/", words_of(handover_views.people_of), name="person_names"),
    path("names/leading/", words_of(leading), name="leading_names"),
    path("names/units/", words_of(units), name="unit_names"),
    path("names/leaders/", names_of(lambda _request: people.leaders()), name="leader_names"),
    path("names/officers/", names_of(lambda _request: people.officers()), name="officer_names"),
    path("names/successors/", names_of(lambda _request: people.successors()), name="successor_names"),
    path("names/owners/", names_of(lambda _request: people.owners()), name="owner_names"),
    path("names/given/", names_of(lambda request: projects_given(request.user)), name="given_names"),
    path("names/carers/", names_of(lambda _request: people.carers()), name="carer_names"),
    path("names/action-owners/", names_of(owners_seen), name="action_owner_names"),
    path("names/task-forces/", names_of(lambda _request: TaskForce.objects.all()), name="task_force_names"),
    path("names/advisers/", names_of(advisers), name="adviser_names"),
    path("<slug:code>/", register.project_detail, name="project_detail"),
    path("<slug:code>/edit/", register.project_edit, name="project_edit"),
    path("<slug:code>/history/", register.project_history, name="project_history"),
    path("<slug:code>/update/", update_views.update_form, name="update_form"),
    path("<slug:code>/plan/", plan.project_plan, name="project_plan"),
    path("<slug:code>/plan/adopt/", plan.plan_adopt, name="plan_adopt"),
    path("<slug:code>/plan/propose/", bench.template_propose, name="template_propose"),
    path("<slug:code>/plan/draft/", plan.plan_draft, name="plan_draft"),
    path("<slug:code>/plan/unfreeze/", bench.plan_unfreeze, name="plan_unfreeze"),
    path("<slug:code>/plan/nodes/new/", bench.node_write, name="node_create"),
    path("<slug:code>/plan/nodes/<int:pk>/", bench.node_write, name="node_edit"),
    path("<slug:code>/plan/nodes/<int:pk>/drop/", bench.node_drop, name="node_drop"),
    path("<slug:code>/plan/nodes/<int:pk>/aside/", bench.node_aside, name="node_aside"),
    path("<slug:code>/plan/baseline/", plan.plan_baseline, name="plan_baseline"),
    path("<slug:code>/plan/freeze/", plan.plan_freeze, name="plan_freeze"),
    path("<slug:code>/plan/<int:pk>/postpone/", plan.postpone, name="postpone"),
    path("<slug:code>/waiver/", plan.waiver_create, name="waiver_create"),
    path("<slug:code>/blockers/new/", blocker_views.blocker_raise, name="blocker_raise"),
    path("<slug:code>/override/", plan.lamp_override, name="lamp_override"),
    path("<slug:code>/investment/", investment.investment, name="investment"),
    path("<slug:code>/investment/opening/", investment.opening_balance, name="opening_balance"),
    path("<slug:code>/commitments/", aftercare.commitments, name="commitments"),
    path("<slug:code>/after-care/", aftercare.after_care, name="after_care"),
    path("<slug:code>/commitments/<int:pk>/", aftercare.reading_edit, name="reading_edit"),
    path("<slug:code>/after-care/<int:pk>/edit/", aftercare.after_care_edit, name="after_care_edit"),
    path("<slug:code>/after-care/<int:pk>/reopen/", aftercare.after_care_reopen, name="after_care_reopen"),
    path("<slug:code>/after-care/<int:pk>/", aftercare.after_care_finish, name="after_care_finish"),
    path("<slug:code>/papers/", papers.project_papers, name="project_papers"),
    path("<slug:code>/life/", life.life, name="life"),
    path("<slug:code>/life/<slug:act>/", life.life_turn, name="life_turn"),
    path("<slug:code>/firm/", life.firm_change, name="firm_change"),
    path("<slug:code>/firm/<int:pk>/", life.firm_change_correct, name="firm_change_correct"),
    path("<slug:code>/merge/<int:pk>/", life.merge_correct, name="merge_correct"),
    path("<slug:code>/merge/", life.project_merge, name="project_merge"),
    path("<slug:code>/handover/", handover_views.reassign, name="reassign"),
    path("<slug:code>/instruct/", register.instruct, name="instruct"),
    path("<slug:code>/instruct/<int:pk>/withdraw/", register.instruct_withdraw, name="instruct_withdraw"),
    path("<slug:code>/unchanged/", update_views.update_unchanged, name="update_unchanged"),
    path("<slug:code>/unchanged/withdraw/", update_views.update_withdraw, name="update_withdraw"),
]
