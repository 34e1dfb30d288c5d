"""Routes of projects. A project is addressed by its code."""

from django.urls import path

from projects import chart_views, meeting_views, plan_views, views, week_views

app_name = "projects"
urlpatterns = [
    path("", views.project_list, name="project_list"),
    path("new/", views.project_create, name="project_create"),
    path("photos/<uuid:key>/", views.update_photo, name="update_photo"),
    path("of-enterprise/<int:pk>/", views.enterprise_panel, name="enterprise_panel"),
    path("chart/", chart_views.project_chart, name="project_chart"),
    path("board/", chart_views.project_board, name="project_board"),
    path("meeting/", meeting_views.meeting, name="meeting"),
    path("actions/", meeting_views.action_list, name="action_list"),
    path("actions/decide/<int:pk>/", meeting_views.action_decide, name="action_decide"),
    path("actions/<slug:number>/", meeting_views.action_detail, name="action_detail"),
    path("actions/<slug:number>/step/", meeting_views.action_step, name="action_step"),
    path("actions/<slug:number>/later/", meeting_views.action_later, name="action_later"),
    path("actions/<slug:number>/print/", meeting_views.action_print, name="action_print"),
    path("actions/<slug:number>/photos/<int:pk>/", meeting_views.action_photo, name="action_photo"),
    path("weeks/<slug:week>/agenda/", meeting_views.meeting, name="meeting_week"),
    path("weeks/<slug:week>/present/", meeting_views.present, name="present"),
    path("weeks/<slug:week>/minutes/", meeting_views.meeting_minutes, name="meeting_minutes"),
    path("weeks/<slug:week>/agenda/<int:rank>/note/", meeting_views.agenda_note, name="agenda_note"),
    path("weeks/<slug:week>/agenda/<int:rank>/action/", meeting_views.action_issue, name="action_issue"),
    path("weeks/", week_views.week_list, name="week_list"),
    path("weeks/now/", week_views.week_now, name="week_now"),
    path("weeks/<slug:week>/", week_views.week_detail, name="week_detail"),
    path("weeks/<slug:week>/meeting-day/", week_views.meeting_day, name="meeting_day"),
    path("updates/<int:pk>/correct/", week_views.correct, name="correct"),
    path("decisions/", plan_views.decision_list, name="decision_list"),
    path("decisions/postponement/<int:pk>/", plan_views.postponement_decide, name="postponement_decide"),
    path("decisions/waiver/<int:pk>/", plan_views.waiver_decide, name="waiver_decide"),
    path("<slug:code>/", views.project_detail, name="project_detail"),
    path("<slug:code>/edit/", views.project_edit, name="project_edit"),
    path("<slug:code>/history/", views.project_history, name="project_history"),
    path("<slug:code>/update/", views.update_form, name="update_form"),
    path("<slug:code>/plan/", plan_views.project_plan, name="project_plan"),
    path("<slug:code>/plan/adopt/", plan_views.plan_adopt, name="plan_adopt"),
    path("<slug:code>/plan/freeze/", plan_views.plan_freeze, name="plan_freeze"),
    path("<slug:code>/plan/<int:pk>/postpone/", plan_views.postpone, name="postpone"),
    path("<slug:code>/waiver/", plan_views.waiver_create, name="waiver_create"),
    path("<slug:code>/override/", plan_views.lamp_override, name="lamp_override"),
    path("<slug:code>/instruct/", meeting_views.instruct, name="instruct"),
    path("<slug:code>/unchanged/", views.update_unchanged, name="update_unchanged"),
]
