"""Routes of the floor."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.i18n import set_language

from core.guard import views as guard_views
from core.kernel import offline
from core.kernel.naming import names_of
from core.models import Department
from core.office import views as office_views
from core.post import views as post_views

app_name = "core"
urlpatterns = [
    path("login/", guard_views.LoginView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("me/", guard_views.me, name="me"),
    path("me/password/", guard_views.PasswordView.as_view(), name="password"),
    path("notices/", post_views.notices, name="notices"),
    path("notices/read/", post_views.notices_read, name="notices_read"),
    path("notices/<int:pk>/", post_views.notice_open, name="notice_open"),
    path("outbox/", offline.outbox, name="outbox"),
    path("outbox/who/", offline.outbox_who, name="outbox_who"),
    path("offline/", offline.offline_page, name="offline"),
    path("sw.js", offline.service_worker, name="service_worker"),
    path("names/departments/", names_of(lambda _request: Department.objects.all()), name="department_names"),
    path("components/", office_views.components, name="components"),
]
