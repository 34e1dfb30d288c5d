"""A copy keeps silent until it is adopted; a database that is new belongs to its host."""

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import models
from django.utils import timezone

from core.enums import DeliveryState
from core.models import Delivery, Instance, Notice, User
from core.office import health, instance
from core.post.deliveries import owe_email, send_owed
from tests.test_tasks import MONDAY, TASKS, app
from tests.world import World, make_world

pytestmark = pytest.mark.django_db
STRIP = "此为恢复的副本，暂不对外发送。"


@pytest.fixture(autouse=True)
def _a_host_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Instance.objects.all().delete()
    instance.make_number()


def copy() -> None:
    """What `restore` does to the database."""
    Instance.objects.update(number=uuid.uuid4())


def owe() -> None:
    user = User.objects.create_user("wang", email="wang@example.com")
    owe_email([(user, "提醒", "内容", "a")], now=timezone.now() - dt.timedelta(minutes=1))


class TestNumber:
    def test_a_new_database_gets_a_number_and_its_host_the_same(self) -> None:
        assert instance.file().read_text() == str(Instance.objects.get().number)
        assert not instance.in_quarantine()

    def test_a_second_database_of_the_host_takes_its_number(self) -> None:
        number = Instance.objects.get().number
        Instance.objects.all().delete()
        instance.make_number()
        assert Instance.objects.get().number == number

    def test_a_file_without_a_number_is_written_anew(self) -> None:
        Instance.objects.all().delete()
        instance.file().write_text("")
        instance.make_number()
        assert not instance.in_quarantine()

    def test_a_later_migrate_ends_no_quarantine(self) -> None:
        copy()
        instance.make_number()
        assert instance.in_quarantine()

    def test_a_host_without_a_file_is_strange_to_the_database(self) -> None:
        instance.forget_number()
        assert instance.in_quarantine()

    def test_a_database_without_a_number_is_no_copy(self) -> None:
        Instance.objects.all().delete()
        assert not instance.in_quarantine()


class TestQuarantine:
    def test_nothing_is_sent_until_it_is_adopted(self, capsys: pytest.CaptureFixture[str]) -> None:
        owe()
        copy()
        assert send_owed() == 0
        assert Delivery.objects.get().state == DeliveryState.OWED
        call_command("adopt")
        assert "1 messages owed" in capsys.readouterr().out
        assert send_owed() == 1
        assert len(mail.outbox) == 1

    def test_control_without_quarantine_it_is_sent(self) -> None:
        owe()
        assert send_owed() == 1

    def test_it_is_said_to_monitors_and_at_the_terminal(self, capsys: pytest.CaptureFixture[str]) -> None:
        health.beat("worker", at=timezone.now())
        assert health.report().as_dict()["status"] == "ok"
        copy()
        assert health.report().as_dict()["status"] == "degraded"
        with pytest.raises(Exception, match="need attention"):
            call_command("doctor")
        assert "run `manage.py adopt`" in capsys.readouterr().out

    @pytest.mark.parametrize("copied", [True, False])
    def test_no_task_tells_anybody(self, copied: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        world = make_world()
        models.QuerySet.update(type(world.own.project).objects.all(), key_listed_on=dt.date(2026, 1, 5))
        monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY)
        before = Notice.objects.count(), Delivery.objects.count()
        if copied:
            copy()
        for name in sorted(TASKS, reverse=True):
            app.tasks[name].run()
        silent = (Notice.objects.count(), Delivery.objects.count()) == before and not mail.outbox
        assert silent is copied
        if copied:
            instance.adopt()
            for name in sorted(TASKS, reverse=True):
                app.tasks[name].run()
            assert mail.outbox  # nothing was lost meanwhile


@pytest.mark.parametrize("url", ["/dashboard/", "/login/", "/nowhere/"])
def test_pages_say_it_to_everybody(shared_world: World, client_for: Callable[[User], Any], url: str) -> None:
    client = client_for(shared_world.cast.leader)
    assert STRIP not in client.get(url, follow=True).content.decode()
    copy()
    assert STRIP in client.get(url, follow=True).content.decode()
    instance.adopt()
    assert STRIP not in client.get(url, follow=True).content.decode()
