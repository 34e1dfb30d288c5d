"""`load_demo` and `demo_accounts` from the command line."""

import datetime as dt
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from core.enums import Role
from core.guard.demo_accounts import DEMO_PASSWORD
from core.models import Department, User
from enterprises.models import Enterprise
from targets.models import Programme
from zone_tracker.models import DemoLoad

pytestmark = pytest.mark.django_db
SECONDS_ALLOWED = 15


@pytest.fixture(autouse=True)
def in_demo_mode(settings: Settings) -> None:
    settings.ZONE_DEMO = True


def run(command: str, *options: str) -> str:
    out = StringIO()
    call_command(command, *options, stdout=out)
    return out.getvalue()


def test_it_refuses_outside_demo_mode(settings: Settings) -> None:
    settings.ZONE_DEMO = False
    with pytest.raises(CommandError, match="demo mode only"):
        run("load_demo", "--today", "2026-11-23")
    assert not User.objects.exists()
    assert not Programme.objects.exists()


@pytest.mark.slow
def test_it_loads_in_time_once_and_anew_when_asked() -> None:
    began = time.process_time()  # not by the clock on the wall, which a busy machine does not keep
    assert "Demo made for 2026-11-23" in run("load_demo", "--today", "2026-11-23")
    assert time.process_time() - began < SECONDS_ALLOWED

    Enterprise.objects.filter(short_name="澄观光学").update(address="改过的地址")
    assert "already there" in run("load_demo", "--today", "2026-11-23")
    assert "--fresh" in run("load_demo", "--today", "2026-11-25")
    assert "already there" in run("load_demo", "--today", "2026-11-23", "--fresh-if-older")
    assert Enterprise.objects.get(short_name="澄观光学").address == "改过的地址"

    assert "Demo made for 2026-11-25" in run("load_demo", "--today", "2026-11-25", "--fresh-if-older")
    assert Enterprise.objects.get(short_name="澄观光学").address != "改过的地址"
    assert DemoLoad.objects.get().made_for == dt.date(2026, 11, 25)
    assert "Demo made for 2026-11-23" in run("load_demo", "--today", "2026-11-23", "--fresh")


@pytest.mark.parametrize("option", [[], ["--fresh"], ["--fresh-if-older"]])
def test_it_touches_no_database_in_which_somebody_works(option: list[str]) -> None:
    User.objects.create(username="somebody", name="某人", department=Department.objects.create(key="d", name="某科"))
    with pytest.raises(CommandError, match="already has users"):
        run("load_demo", "--today", "2026-11-23", *option)
    assert User.objects.get().username == "somebody"


def test_it_touches_no_real_programme() -> None:
    run("load_facts")
    with pytest.raises(CommandError, match="already holds a programme"):
        run("load_demo", "--today", "2026-11-23", "--fresh")
    assert not Programme.objects.get().is_example


def test_the_facts_alone_come_with_an_administrator_and_nothing_invented(settings: Settings, client: Client) -> None:
    settings.ZONE_FACTS = True
    for _ in range(2):
        assert "nothing else" in run("load_demo", "--facts-only")
    assert User.objects.get().roles == [Role.ADMIN]
    assert Programme.objects.get().starts_on.year == 2021
    assert not Enterprise.objects.filter(is_example=True).exists()
    assert run("demo_accounts").split("\t")[1] == "admin"
    assert "均为虚构" not in client.get(reverse("core:login")).content.decode()
    client.post(reverse("core:login"), {"username": "admin", "password": DEMO_PASSWORD})
    page = client.get("/workbench/").content.decode()
    assert "只有公开报道里的目标" in page
    assert "演示数据" not in page


def test_the_facts_alone_do_not_mix_with_a_demo() -> None:
    DemoLoad.objects.create(made_for=dt.date(2026, 11, 23), seed=1, scale=1)
    with pytest.raises(CommandError, match="invented rows"):
        run("load_demo", "--facts-only")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--today", "2026-13-01"], "is not a date"),
        (["--scale", "0"], "between 1 and"),
        (["--scale", "1000"], "between 1 and"),
        (["--scale", "many"], "invalid int value"),
        (["--fresh", "--fresh-if-older"], "not allowed with"),
        (["--fresh", "--facts-only"], "not allowed with"),
    ],
)
def test_wrong_options_get_one_sentence(options: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run("load_demo", *options)
    assert not User.objects.exists()


def test_without_a_demo_there_are_no_accounts_to_print() -> None:
    assert run("demo_accounts") == ""
