"""Routes of the floor."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.i18n import set_language

from core.deputies import handing_on
from core.deputies import views as deputy_views
from core.guard import views as guard_views
from core.guard.accounts import link_views
from core.guard.accounts import views as account_views
from core.kernel import offline
from core.kernel.naming import names_of
from core.models import Department
from core.office import views as office_views
from core.personal import views as personal_views
from core.post import views as post_views
from core.sheets import export_views, picking_views, saved_views
from core.sheets import views as sheet_views

app_name = "core"
urlpatterns = [
    path("login/", guard_views.LoginView.as_view(), name="login"),
    path("logout/", login_not_required(LogoutView.as_view()), name="logout"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("me/", guard_views.me, name="me"),
    path("me/deputy/", deputy_views.deputy, name="deputy"),
    path("deputies/<int:pk>/end/", deputy_views.deputy_end, name="deputy_end"),
    path("me/password/", guard_views.PasswordView.as_view(), name="password"),
    path("password-link/<uidb64>/<token>/", link_views.PasswordLinkView.as_view(), name="password_link"),
    path("accounts/", account_views.account_list, name="account_list"),
    path("accounts/new/", account_views.account_create, name="account_create"),
    path("accounts/<int:pk>/", account_views.account_detail, name="account_detail"),
    path("accounts/<int:pk>/copy/", personal_views.account_copy, name="account_copy"),
    path("accounts/<int:pk>/edit/", account_views.account_edit, name="account_edit"),
    path("accounts/<int:pk>/roles/", account_views.account_roles, name="account_roles"),
    path("accounts/<int:pk>/link/", account_views.account_link, name="account_link"),
    path("accounts/<int:pk>/deputy/", deputy_views.account_deputy, name="account_deputy"),
    path("accounts/<int:pk>/hand-on/", handing_on.account_hand_on, name="account_hand_on"),
    *(
        path(f"accounts/<int:pk>/{verb}/", account_views.account_door, {"verb": verb}, name=f"account_{verb}")
        for verb in account_views.DOORS
    ),
    path("accounts/requests/<int:pk>/decide/", account_views.role_decide, name="role_decide"),
    path("accounts/requests/<int:pk>/withdraw/", account_views.role_withdraw, name="role_withdraw"),
    path("notices/", post_views.notices, name="notices"),
    path("notices/read/", post_views.notices_read, name="notices_read"),
    path("me/brief-mail/", post_views.brief_mail, name="brief_mail"),
    path("notices/<int:pk>/", post_views.notice_open, name="notice_open"),
    path("outbox/", offline.outbox, name="outbox"),
    path("outbox/who/", offline.outbox_who, name="outbox_who"),
    path("offline/", offline.offline_page, name="offline"),
    path("sw.js", offline.service_worker, name="service_worker"),
    path("names/deputies/", names_of(deputy_views.deputy_names), name="deputy_names"),
    path("names/departments/", names_of(lambda _request: Department.objects.all()), name="department_names"),
    path("import/", sheet_views.import_start, name="import_start"),
    path("import/mine/", sheet_views.import_list, name="import_list"),
    path("import/<int:pk>/", sheet_views.import_batch, name="import_batch"),
    path("import/<int:pk>/state/", sheet_views.import_state, name="import_state"),
    path("import/<int:pk>/answer/", sheet_views.import_answer, name="import_answer"),
    path("import/<int:pk>/write/", sheet_views.import_write, name="import_write"),
    path("import/<int:pk>/drop/", sheet_views.import_drop, name="import_drop"),
    path("import/<int:pk>/cancel/", sheet_views.import_cancel, name="import_cancel"),
    path("import/<int:pk>/undo/", sheet_views.import_undo, name="import_undo"),
    path("import/<int:pk>/errors.xlsx", sheet_views.import_errors, name="import_errors"),
    path("import/<int:pk>/file/", sheet_views.import_file, name="import_file"),
    path("import/<slug:kind>/", sheet_views.import_upload, name="import_upload"),
    path("import/<slug:kind>/template.xlsx", sheet_views.import_template, name="import_template"),
    path("lists/<slug:key>/export/", export_views.list_export, name="list_export"),
    path("lists/<slug:key>/file/", export_views.list_file, name="list_file"),
    path("lists/<slug:key>/job/", export_views.list_job, name="list_job"),
    path("lists/<slug:key>/views/new/", saved_views.view_save, name="view_save"),
    path("lists/<slug:key>/acts/<slug:act>/", picking_views.picked_act, name="picked_act"),
    path("picked/<int:pk>/", picking_views.picked_result, name="picked_result"),
    path("exports/<int:pk>/", export_views.export_job, name="export_job"),
    path("exports/<int:pk>/state/", export_views.export_state, name="export_state"),
    path("exports/<int:pk>/cancel/", export_views.export_cancel, name="export_cancel"),
    path("exports/<int:pk>/file/", export_views.export_file, name="export_file"),
    path("views/<int:pk>/", saved_views.view_open, name="view_open"),
    path("views/<int:pk>/edit/", saved_views.view_edit, name="view_edit"),
    path("views/<int:pk>/delete/", saved_views.view_delete, name="view_delete"),
    path("components/", office_views.components, name="components"),
]
