"""用户与字典: what administrators keep there, so that people reach their rows."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from core.models import User
from enterprises.models import Enterprise
from finance.models import CreditLine, Institution
from talent.models import TalentPlatform
from targets.models import Target
from tests.edits import carried
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(shared_world: World, client_for: Any) -> Client:
    return client_for(shared_world.cast.admin)


def test_every_list_and_form_opens(admin: Client) -> None:
    for page in admin.get("/admin/").context["available_apps"]:
        for model in page["models"]:
            for url in (model["admin_url"], model["add_url"], f"{model['admin_url']}?q=示例"):
                assert url is None or admin.get(url).status_code == 200, url


def test_a_bank_sees_rows_once_its_person_is_tied_to_it(admin: Client) -> None:
    person = User.objects.create(username="teller", name="示例柜员", roles=["bank"])
    bank = Institution.objects.filter(credit_lines__isnull=False).first()
    assert not CreditLine.objects.visible_to(person).exists()
    assert admin.post("/admin/finance/bankmember/add/", {"user": person.pk, "institution": bank.pk}).status_code == 302
    assert {line.institution for line in CreditLine.objects.visible_to(person)} == {bank}


def test_an_officer_sees_a_firm_once_it_is_assigned(admin: Client) -> None:
    person = User.objects.create(username="shop", name="示例小二", roles=["liaison"])
    firm = Enterprise.objects.first()
    row = {"enterprise": firm.pk, "officer": person.pk, "starts_on": dt.date(2026, 1, 5), "ends_on": ""}
    assert admin.post("/admin/enterprises/liaisonassignment/add/", row).status_code == 302
    assert list(Enterprise.objects.visible_to(person)) == [firm]


def test_nothing_is_deleted_there(admin: Client) -> None:
    bank = Institution.objects.first()
    assert admin.post(f"/admin/finance/institution/{bank.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Institution.objects.filter(pk=bank.pk).exists()


def test_a_path_is_planned_for_a_target_that_stays_as_it_was_promised(admin: Client) -> None:
    target = Target.objects.get(key="zone_output")
    promised, url = target.value, f"/admin/targets/target/{target.pk}/change/"
    target.plan_points.all().delete()
    rows = {"plan_points-TOTAL_FORMS": 1, "plan_points-INITIAL_FORMS": 0}
    day = {"plan_points-0-on": "2026-12-31", "plan_points-0-value": "700", "value": "1"}
    assert admin.post(url, rows | day | carried(admin, url)).status_code == 302
    assert [(each.on, each.value) for each in target.plan_points.all()] == [(dt.date(2026, 12, 31), 700)]
    target.refresh_from_db()
    assert target.value == promised


def test_what_the_zone_offers_is_kept_there(admin: Client) -> None:
    firm = Enterprise.objects.first()
    row = {"name": "示例实训基地", "kind": "training", "enterprise": firm.pk}
    assert admin.post("/admin/talent/talentplatform/add/", row).status_code == 302
    assert TalentPlatform.objects.get(name="示例实训基地").enterprise == firm
    bank = Institution.objects.first()
    assert admin.post("/admin/finance/branch/add/", {"name": "示例支行", "institution": bank.pk}).status_code == 302
    assert bank.branches.filter(name="示例支行").exists()
