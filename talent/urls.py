"""Routes of the 136 plan."""

from django.urls import path

from talent import views
from talent.heads import views as heads

app_name = "talent"
urlpatterns = [
    path("", views.talent_list, name="talent_list"),
    path("new/", views.talent_create, name="talent_create"),
    path("<int:pk>/", views.talent_detail, name="talent_detail"),
    path("<int:pk>/edit/", views.talent_edit, name="talent_edit"),
    path("<int:pk>/proofs/new/<slug:kind>/", heads.proof_add, name="proof_add"),
    path("<int:pk>/proofs/<int:row>/", heads.proof_edit, name="proof_edit"),
    path("<int:pk>/category/", heads.category_change, name="category_change"),
    path("<int:pk>/category/<int:row>/", heads.category_correct, name="category_correct"),
    path("<int:pk>/leave/", heads.talent_leave, name="talent_leave"),
    path("<int:pk>/return/", heads.talent_return, name="talent_return"),
    path("papers/<uuid:key>/", heads.proof_paper, name="proof_paper"),
    path("rules/", heads.rule_list, name="rule_list"),
    path("rules/new/", heads.rule_publish, name="rule_publish"),
    path("rules/<int:pk>/", heads.rule_edit, name="rule_edit"),
    path("quotas/", heads.quota_list, name="quota_list"),
    path("quotas/new/", heads.quota_add, name="quota_add"),
    path("quotas/<int:pk>/", heads.quota_edit, name="quota_edit"),
    path("of-firm/<int:pk>/", views.enterprise_panel, name="enterprise_panel"),
]
