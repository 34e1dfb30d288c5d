"""Routes of the 136 plan."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from core.kernel.naming import names_of
from projects.models import Project
from talent import roster, views
from talent.care import flats
from talent.care import views as care
from talent.heads import views as heads
from talent.models import Talent
from talent.platforms import views as platforms
from talent.teams import views as teams
from talent.wanted import views as wanted

app_name = "talent"


def _routes_of(register: care.Register, at: str) -> Iterator[URLPattern]:
    """List, form, correction and, where there is one, the end of a register's rows."""
    if register.name != "flat":
        yield path(at, care.list_of(register), name=f"{register.name}_list")
    yield path(f"{at}new/", care.create_of(register), name=f"{register.name}_create")
    yield path(f"{at}<int:pk>/", care.edit_of(register), name=f"{register.name}_edit")
    if register.end_form:
        yield path(f"{at}<int:pk>/end/", care.end_of(register), name=f"{register.name}_end")


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
    path("<int:pk>/reveal/", views.talent_reveal, name="talent_reveal"),
    path("<int:pk>/copy/", views.talent_copy, name="talent_copy"),
    path("<int:pk>/edit/", views.talent_edit, name="talent_edit"),
    path("<int:pk>/proofs/new/<slug:kind>/", heads.proof_add, name="proof_add"),
    path("<int:pk>/proofs/<int:row>/", heads.proof_edit, name="proof_edit"),
    path("<int:pk>/category/", heads.category_change, name="category_change"),
    path("<int:pk>/category/<int:row>/", heads.category_correct, name="category_correct"),
    path("<int:pk>/leave/", heads.talent_leave, name="talent_leave"),
    path("<int:pk>/return/", heads.talent_return, name="talent_return"),
    path("<int:pk>/absences/<int:row>/", heads.absence_correct, name="absence_correct"),
    path("papers/<uuid:key>/", heads.proof_paper, name="proof_paper"),
    path("rules/", heads.rule_list, name="rule_list"),
    path("rules/new/", heads.rule_publish, name="rule_publish"),
    path("rules/<int:pk>/", heads.rule_edit, name="rule_edit"),
    path("quotas/", heads.quota_list, name="quota_list"),
    path("quotas/new/", heads.quota_add, name="quota_add"),
    path("quotas/<int:pk>/", heads.quota_edit, name="quota_edit"),
    path("flats/", flats.flat_list, name="flat_list"),
    *_routes_of(care.FLATS, "flats/rooms/"),
    *_routes_of(care.TENANCIES, "flats/tenancies/"),
    *_routes_of(care.WISHES, "flats/waiting/"),
    *_routes_of(care.CARDS, "cards/"),
    *_routes_of(care.SCHOOLS, "schools/"),
    *_routes_of(care.HONOURS, "honours/"),
    *_routes_of(care.MENTORS, "mentors/"),
    path("platforms/", platforms.platform_list, name="platform_list"),
    path("platforms/<int:pk>/", platforms.platform_detail, name="platform_detail"),
    path("platforms/<int:pk>/firm/", platforms.platform_host, name="platform_host"),
    *_routes_of(platforms.RESIDENTS, "platforms/people/"),
    *_routes_of(platforms.RESULTS, "platforms/results/"),
    path("training/", platforms.course_list, name="course_list"),
    path("training/new/", care.create_of(platforms.COURSES), name="course_create"),
    path("training/<int:pk>/", platforms.course_detail, name="course_detail"),
    path("training/<int:pk>/edit/", care.edit_of(platforms.COURSES), name="course_edit"),
    path("training/<int:pk>/attend/", platforms.course_attend, name="course_attend"),
    *_routes_of(platforms.ATTENDANCES, "training/people/"),
    path("chain/", teams.chain, name="chain"),
    path("teams/new/", care.create_of(teams.TEAMS), name="team_create"),
    path("teams/<int:pk>/", teams.team_detail, name="team_detail"),
    path("teams/<int:pk>/edit/", care.edit_of(teams.TEAMS), name="team_edit"),
    path("teams/<int:pk>/end/", care.end_of(teams.TEAMS), name="team_end"),
    *_routes_of(teams.TEAMMATES, "teams/people/"),
    *_routes_of(teams.WORKS, "teams/projects/"),
    path("projects/names/", names_of(lambda request: Project.objects.visible_to(request.user)), name="project_names"),
    path("of-project/<int:pk>/", teams.project_panel, name="project_panel"),
    path("roster/", roster.roster, name="roster"),
    path("of-firm/<int:pk>/", views.enterprise_panel, name="enterprise_panel"),
]
