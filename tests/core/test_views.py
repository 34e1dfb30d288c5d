"""The common pages: the door, 我的, notices, health, and what goes wrong."""

import datetime as dt

import pytest
from django.db import OperationalError
from django.test import Client, override_settings
from django.utils import timezone

from core.enums import AuditKind, Role
from core.kernel.workdays import WorkCalendar
from core.models import AuditEvent, Heartbeat, Notice, User
from core.office.health import SILENT_AFTER, beat

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-passphrase-1133"


@pytest.fixture
def officer() -> User:
    return User.objects.create_user("officer", password=PASSWORD, name="示例专员", roles=[Role.TALENT_OFFICER])


def notice(user: User, key: str = "k", url: str = "/me/") -> Notice:
    return Notice.objects.create(user=user, title="第48周调度", url=url, dedupe_key=key, created_at=timezone.now())


class TestTheDoor:
    def test_every_page_sends_a_stranger_to_the_door(self, client: Client) -> None:
        response = client.get("/workbench/")
        assert (response.status_code, response["Location"]) == (302, "/login/?next=/workbench/")

    def test_logging_in_is_written_down(self, client: Client, officer: User) -> None:
        response = client.post("/login/", {"username": "officer", "password": PASSWORD})
        assert response.status_code == 302
        assert AuditEvent.objects.get(event=None).kind == AuditKind.LOGIN

    def test_logging_out_is_written_down_once(self, client: Client, officer: User) -> None:
        client.force_login(officer)
        for _ in range(2):
            client.post("/logout/")
        left = AuditEvent.objects.get(kind=AuditKind.LOGOUT)
        assert (left.user, left.who) == (officer, "officer")

    def test_a_wrong_password_keeps_the_name_and_is_written_down(self, client: Client, officer: User) -> None:
        response = client.post("/login/", {"username": "officer", "password": "wrong"})
        assert "用户名或密码不对" in response.content.decode()
        assert 'value="officer"' in response.content.decode()
        assert AuditEvent.objects.get(event=None).kind == AuditKind.LOGIN_FAILED

    def test_five_wrong_passwords_close_the_door_even_to_the_right_one(self, client: Client, officer: User) -> None:
        for _ in range(5):
            client.post("/login/", {"username": "officer", "password": "wrong"})
        response = client.post("/login/", {"username": "officer", "password": PASSWORD})
        assert response.status_code == 429
        assert "15" in response.content.decode()

    @override_settings(ZONE_DEMO=False)
    def test_a_demo_account_does_not_open_a_real_house(self, client: Client, officer: User) -> None:
        User.objects.update(is_example=True)
        response = client.post("/login/", {"username": "officer", "password": PASSWORD})
        assert "只能在演示环境登录" in response.content.decode()
        assert "demo1133" not in response.content.decode()

    @override_settings(ZONE_DEMO=True)
    def test_a_demo_shows_one_account_a_role_and_reads_no_other(self, client: Client, officer: User) -> None:
        User.objects.update(is_example=True, username="talent")
        User.objects.create_user("another", roles=["talent_officer"], is_example=True)
        page = client.get("/login/").content.decode()
        assert page.count("人才专员") == 1
        assert 'data-username="talent"' in page
        assert "demo1133" in page

    @override_settings(ZONE_DEMO=True)
    def test_an_account_that_was_closed_is_not_offered(self, client: Client, officer: User) -> None:
        User.objects.update(is_example=True, username="talent", is_active=False)
        assert "demo1133" not in client.get("/login/").content.decode()


class TestMine:
    def test_opening_a_notice_reads_it_once_and_leads_on(self, client: Client, officer: User) -> None:
        client.force_login(officer)
        mine = notice(officer)
        assert client.post(f"/notices/{mine.pk}/")["Location"] == "/me/"
        first = Notice.objects.get().read_at
        client.post(f"/notices/{mine.pk}/")
        assert Notice.objects.get().read_at == first is not None

    def test_a_notice_never_leads_outside(self, client: Client, officer: User) -> None:
        client.force_login(officer)
        mine = notice(officer, url="//evil.example/")
        assert client.post(f"/notices/{mine.pk}/")["Location"] == "/notices/"

    def test_a_foreign_notice_is_not_found(self, client: Client, officer: User) -> None:
        client.force_login(officer)
        foreign = notice(User.objects.create_user("other"))
        assert client.post(f"/notices/{foreign.pk}/").status_code == 404
        client.post("/notices/read/")
        assert Notice.objects.get().read_at is None

    def test_the_password_of_a_demo_account_stays(self, client: Client, officer: User) -> None:
        User.objects.update(is_example=True)
        client.force_login(User.objects.get())
        form = {"old_password": PASSWORD, "new_password1": "another-long-1133", "new_password2": "another-long-1133"}
        assert client.post("/me/password/", form).status_code == 302
        assert User.objects.get().check_password(PASSWORD)

    def test_ones_own_password_is_changed_by_who_knows_the_old_one(self, client: Client, officer: User) -> None:
        client.force_login(officer)
        new = "another-long-1133"
        for old, kept in (("wrong", PASSWORD), (PASSWORD, new)):
            client.post("/me/password/", {"old_password": old, "new_password1": new, "new_password2": new})
            assert User.objects.get().check_password(kept)
        assert client.get("/me/").status_code == 200  # still logged in

    def test_english_can_be_chosen(self, client: Client, officer: User) -> None:
        client.force_login(officer)
        assert '<html lang="zh-hans"' in client.get("/me/").content.decode()
        client.post("/language/", {"language": "en"})
        assert '<html lang="en"' in client.get("/me/").content.decode()


class TestHealth:
    def test_it_answers_strangers_and_tells_of_a_silent_worker(self, client: Client) -> None:
        response = client.get("/healthz")
        assert response.status_code == 200
        checks = {"database": "ok", "worker": "never", "instance": "ok", "backup": "off", "audit": "never"}
        assert response.json() == {"status": "degraded", "checks": checks}

    def test_a_beating_worker_is_well_and_a_late_one_is_said(self, client: Client) -> None:
        beat("worker", at=timezone.now())
        assert client.get("/healthz").json()["status"] == "ok"
        Heartbeat.objects.update(at=timezone.now() - SILENT_AFTER - dt.timedelta(seconds=1))
        assert client.get("/healthz").json()["checks"]["worker"] == "late"

    def test_a_database_that_is_down_is_503(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        def down(*_args: object, **_kwargs: object) -> None:
            raise OperationalError("down")

        monkeypatch.setattr("core.office.health.Heartbeat.objects.filter", down)
        monkeypatch.setattr("core.office.health.connection.close", lambda: None)
        response = client.get("/healthz")
        assert (response.status_code, response.json()["status"]) == (503, "down")


class TestWhatGoesWrong:
    def test_an_error_page_shows_the_number_that_is_in_the_log(
        self, officer: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client = Client(raise_request_exception=False)
        client.force_login(officer)
        monkeypatch.setattr("core.kernel.pages.Paginator", None)
        response = client.get("/notices/")
        assert response.status_code == 500
        assert response["X-Request-ID"] in response.content.decode()

    def test_a_form_without_token_is_refused_in_words(self, officer: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(officer)
        response = client.post("/notices/read/")
        assert response.status_code == 403
        assert "<h1" in response.content.decode()

    def test_a_refusal_is_written_down(self, client: Client, officer: User) -> None:
        client.force_login(officer)
        assert client.get("/components/").status_code == 403
        assert AuditEvent.objects.get(kind=AuditKind.REFUSED).what == "/components/"


class TestCalendar:
    def test_lateness_counts_working_days_only(self) -> None:
        calendar = WorkCalendar.load()
        friday = dt.date(2021, 4, 30)
        assert calendar.working_days_late(friday, friday) == 0
        assert calendar.working_days_late(friday, dt.date(2021, 5, 5)) == 0  # 五一
        assert calendar.working_days_late(friday, dt.date(2021, 5, 8)) == 3  # Thursday, Friday, and the worked Saturday
