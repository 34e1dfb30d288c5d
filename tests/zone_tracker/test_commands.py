"""What a person at a terminal sees: the doctor, the refusal to serve an unsafe production, one sentence for trouble."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from celery.signals import beat_init, worker_init
from celery.utils.dispatch import Signal
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from core.enums import Role
from core.guard.checks import demo_accounts_stay_in_demo, production_is_safe, refuse_unsafe_start
from core.guard.trail.nightly import verify_and_write_down
from core.models import BackupProof, CalendarYear, User
from core.office import health
from projects.models import Project
from targets import facts

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.django_db
class TestDoctor:
    def test_a_well_house_is_told_so(self, capsys: pytest.CaptureFixture[str], settings: Any) -> None:
        facts.load()
        CalendarYear.objects.get_or_create(year=timezone.localdate().year + 1)  # asked for from November on
        settings.ZONE_BACKUP_DIR = "/somewhere"
        BackupProof.objects.create(at=timezone.now(), seconds=1, ok=True)
        assert verify_and_write_down(timezone.now()).ok
        health.beat("worker", at=timezone.now())
        leader = User.objects.create_user("boss", roles=[Role.LEADER])
        Project.objects.create(code="P-1", name="示例项目", key_listed_on=timezone.localdate(), responsible=leader)
        call_command("doctor")
        assert "LOOK" not in capsys.readouterr().out

    def test_a_production_is_told_to_take_a_plain_role(self, capsys: pytest.CaptureFixture[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            assert cursor.fetchone() == (True,), "the control: these tests run as the embedded server's superuser"
        with override_settings(ZONE_DEMO=False), pytest.raises(CommandError):
            call_command("doctor")
        assert "LOOK  database: the product's role is a superuser" in capsys.readouterr().out

    def test_what_is_missing_is_told_with_what_to_do(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(CommandError, match="need attention"):
            call_command("doctor")
        said = capsys.readouterr().out
        assert "run `manage.py load_facts`" in said
        assert "start `celery -A zone_tracker worker`" in said
        assert "no backup is configured; set ZONE_BACKUP_DIR" in said

    def test_a_database_that_nobody_told_how_to_plan_is_noticed(self, capsys: pytest.CaptureFixture[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL random_page_cost = 4")
        with pytest.raises(CommandError, match="need attention"):
            call_command("doctor")
        said = capsys.readouterr().out
        assert "LOOK  planner: random_page_cost is 4; run `ALTER DATABASE … SET random_page_cost = 1.1`" in said
        assert "ok    planner: join_collapse_limit is 6" in said


class TestPooler:
    """What docs/operations.md says of ZONE_POOLED."""

    @pytest.mark.parametrize("pooled", ["0", "1"])
    def test_a_pooler_is_asked_for_nothing_that_it_refuses(self, pooled: str) -> None:
        ask = "from django.conf import settings as s; d = s.DATABASES['default'];"
        told = "print(d['OPTIONS']['options'], d['DISABLE_SERVER_SIDE_CURSORS'], sep='|')"
        done = subprocess.run(
            [sys.executable, "-c", ask + told],
            cwd=ROOT,
            env=os.environ | {"ZONE_POOLED": pooled, "DJANGO_SETTINGS_MODULE": "zone_tracker.settings"},
            capture_output=True,
            text=True,
            check=True,
        )
        asked = "-c random_page_cost=1.1 -c join_collapse_limit=6|False\n"
        assert done.stdout == (asked if pooled == "0" else "|True\n")


@pytest.mark.django_db
class TestUnsafeProduction:
    KEYS = {
        "ZONE_DEMO": False,
        "DEBUG": False,
        "SECRET_KEY": "A long key of a production, never used 0123456789",
        "IDENTITY_KEY": "Another long key of a production, 9876543210, its own",
        "ALLOWED_HOSTS": ["zone.example"],
    }

    def test_a_safe_production_starts(self) -> None:
        with override_settings(**self.KEYS):
            refuse_unsafe_start()
            assert production_is_safe() == []

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"DEBUG": True}, "DEBUG is on"),
            ({"SECRET_KEY": "short"}, "zone.E002"),
            ({"SECRET_KEY": "abc" * 30}, "zone.E002"),
            ({"IDENTITY_KEY": ""}, "zone.E003"),
            ({"IDENTITY_KEY": "x"}, "zone.E003"),
            ({"IDENTITY_KEY": KEYS["SECRET_KEY"]}, "zone.E005"),
            ({"ALLOWED_HOSTS": ["zone.example", "*"]}, "zone.E006"),
            ({"ZONE_AUDIT_MONTHS": 5}, "zone.E007"),
        ],
    )
    def test_an_unsafe_setting_refuses(self, wrong: dict[str, object], said: str) -> None:
        with override_settings(**self.KEYS | wrong), pytest.raises(ImproperlyConfigured, match=said):
            refuse_unsafe_start()

    def test_the_demo_key_refuses(self, settings: object) -> None:
        keys = self.KEYS | {"SECRET_KEY": settings.DEMO_SECRET_KEY}
        with override_settings(**keys), pytest.raises(ImproperlyConfigured, match="E002"):
            refuse_unsafe_start()

    def test_a_demo_starts_with_all_that_a_production_refuses(self, settings: object) -> None:
        User.objects.create_user("leader", is_example=True)
        demo = {"ZONE_DEMO": True, "DEBUG": True, "SECRET_KEY": settings.DEMO_SECRET_KEY, "IDENTITY_KEY": ""}
        with override_settings(**demo):
            refuse_unsafe_start()
            assert [each.id for each in production_is_safe()] == ["zone.E001", "zone.E002", "zone.E003"]

    def test_accounts_are_looked_for_only_where_the_database_is_asked(self) -> None:
        User.objects.create_user("leader", is_example=True)
        with override_settings(**self.KEYS):
            assert demo_accounts_stay_in_demo(databases=None) == []
            assert [each.id for each in demo_accounts_stay_in_demo(databases=["default"])] == ["zone.E004"]

    @pytest.mark.parametrize("signal", [worker_init, beat_init])
    def test_worker_and_beat_refuse_it_too(self, signal: Signal) -> None:
        with override_settings(**self.KEYS | {"IDENTITY_KEY": "x"}), pytest.raises(SystemExit, match="E003"):
            signal.send(sender=None)

    def test_demo_accounts_refuse_until_they_are_deactivated(self) -> None:
        User.objects.create_user("leader", is_example=True)
        with override_settings(**self.KEYS):
            with pytest.raises(ImproperlyConfigured, match="E004"):
                refuse_unsafe_start()
            User.objects.update(is_active=False)
            refuse_unsafe_start()


def manage(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=os.environ | environment, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("words", "environment", "said"),
    [
        (["period", "--on", "2021-04-07"], {"DATABASE_URL": "postgres:////nowhere/x"}, "The database does not answer"),
        (["period", "--on", "today"], {}, "is not a date"),
        (["remind", "--at", "noon"], {}, "is not a moment"),
        (["targets", "--as-off", "x"], {}, "unrecognized arguments"),
        (["check"], {"ZONE_DEMO": "0", "ZONE_DEBUG": "0", "ZONE_SECRET_KEY": ""}, "ZONE_SECRET_KEY is not set"),
    ],
)
def test_trouble_is_one_sentence(words: list[str], environment: dict[str, str], said: str) -> None:
    done = manage(*words, **environment)
    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr
