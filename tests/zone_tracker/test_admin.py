"""用户与字典: what administrators keep there, so that people reach their rows."""

import datetime as dt
from typing import Any

import pytest
from django.contrib import admin as admins
from django.contrib.admin.utils import label_for_field
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from core.models import User
from enterprises.models import Enterprise
from finance.models import CreditLine, Institution
from talent.models import TalentPlatform
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


def test_heads_and_labels_are_in_the_house_s_language(admin: Client, rf: RequestFactory) -> None:
    """Of every column of a list and every field of a form; and what Django says in English is said in Chinese."""
    request, english = rf.get("/"), []
    request.user = User.objects.get(pk=admin.session["_auth_user_id"])
    page = admin.get("/admin/")
    with translation.override("zh-hans"):
        for row in [model for app in page.context["available_apps"] for model in app["models"]]:
            keeper = admins.site._registry[row["model"]]
            heads = [label_for_field(name, row["model"], keeper) for name in keeper.get_list_display(request)]
            labels = [each.label for name, each in keeper.get_form(request).base_fields.items() if name != "seen"]
            english += [(row["object_name"], each) for each in map(str, [*heads, *labels]) if each.isascii()]
    assert english == []
    for words in ("Model name", "Add link", "Change or view list link"):
        assert words not in page.content.decode()
    assert "css/admin" in page.content.decode()


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


def test_what_the_zone_offers_is_kept_there(admin: Client) -> None:
    firm = Enterprise.objects.first()
    row = {"name": "示例实训基地", "kind": "training", "enterprise": firm.pk}
    assert admin.post("/admin/talent/talentplatform/add/", row).status_code == 302
    assert TalentPlatform.objects.get(name="示例实训基地").enterprise == firm
    bank = Institution.objects.first()
    assert admin.post("/admin/finance/branch/add/", {"name": "示例支行", "institution": bank.pk}).status_code == 302
    assert bank.branches.filter(name="示例支行").exists()


NONSENSE = ("\x00", "x", "9" * 30, "²")


def asked(model: Any, kept: Any) -> set[str]:
    """What a list of the site may be asked for: its search, order and page, its filters, and any column."""
    names = {"q", "o", "p", "e", "all", "_to_field", "_popup", "_facets", "_changelist_filters"}
    names |= {f"{kept.date_hierarchy}__{part}" for part in ("year", "month", "day") if kept.date_hierarchy}
    for name in kept.list_filter:
        names |= {f"{name}{way}" for way in ("", "__exact", "__id__exact", "__isnull", "__in") if isinstance(name, str)}
    return names | {f"{each.name}__in" for each in model._meta.get_fields()}


@pytest.fixture
def stumbling(admin: Client) -> Client:
    admin.raise_request_exception = False
    return admin


SITE = list(admins.site._registry.items())
FEW = slice(None, None, 8)  # the samples for `--fast`; the walks beside them go through all of the site


@pytest.mark.slow
def test_no_list_of_the_dictionaries_breaks(stumbling: Client) -> None:
    broken, opened = faults_of_lists(stumbling, SITE)
    assert (broken, opened > 15) == (set(), True)


def test_some_lists_of_the_dictionaries_do_not_break(stumbling: Client) -> None:
    broken, opened = faults_of_lists(stumbling, SITE[FEW])
    assert (broken, opened > 0) == (set(), True)


def faults_of_lists(stumbling: Client, site: list[Any]) -> tuple[set[Any], int]:
    """What broke, and how many lists were there to open."""
    broken, opened = set(), 0
    for model, kept in site:
        base = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        if stumbling.get(base).status_code != 200:
            continue
        opened += 1
        for value in NONSENSE:
            asks = [(base, {name: value}) for name in asked(model, kept)]
            asks += [(f"{base}add/", {name.name: value}) for name in model._meta.fields]
            broken |= {(url, *query.items()) for url, query in asks if stumbling.get(url, query).status_code >= 500}
            pages = [reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[value])]
            pages += [page.replace("/change/", f"/{verb}/") for page in pages for verb in ("history", "delete")]
            broken |= {page for page in pages if stumbling.get(page).status_code >= 500}
            for action in (value, "accept", "refuse", "delete_selected"):
                sent = {"action": action, "_selected_action": value, "index": "0"}
                broken |= {(base, action)} if stumbling.post(base, sent).status_code >= 500 else set()
    return broken, opened


@pytest.mark.slow
def test_no_choice_by_name_breaks(stumbling: Client) -> None:
    broken, answered = faults_of_choices(stumbling, SITE)
    assert (broken, answered > 0) == (set(), True)


def test_some_choices_by_name_do_not_break(stumbling: Client) -> None:
    broken, answered = faults_of_choices(stumbling, SITE[FEW])
    assert (broken, answered > 0) == (set(), True)


def faults_of_choices(stumbling: Client, site: list[Any]) -> tuple[set[Any], int]:
    """What broke, and how many choices were answered."""
    broken, answered = set(), 0
    for model, _kept in site:
        for field in model._meta.get_fields():
            asks = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": field.name}
            for more in (
                {"term": "a"},
                *({key: bad} for key in ("term", "page", "model_name") for bad in NONSENSE[:4]),
            ):
                status = stumbling.get("/admin/autocomplete/", asks | more).status_code
                answered += status == 200
                broken |= {(model.__name__, field.name, *more.items())} if status >= 500 else set()
    return broken, answered


@pytest.mark.slow
def test_no_form_of_the_dictionaries_breaks(stumbling: Client) -> None:
    broken, sent = faults_of_forms(stumbling, SITE)
    assert (broken, sent > 100) == (set(), True)


def test_some_forms_of_the_dictionaries_do_not_break(stumbling: Client) -> None:
    broken, sent = faults_of_forms(stumbling, SITE[FEW])
    assert (broken, sent > 0) == (set(), True)


def faults_of_forms(stumbling: Client, site: list[Any]) -> tuple[set[Any], int]:
    """What broke, and how many forms were sent."""
    broken, sent = set(), 0
    for model, _kept in site:
        base = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        row = model._base_manager.first()
        for url in (f"{base}add/", f"{base}{row.pk}/change/" if row else base):
            page = stumbling.get(url)
            if page.status_code != 200 or "adminform" not in (page.context or {}):
                continue
            names = [str(name) for name in page.context["adminform"].form.fields]
            rows = [each.formset for each in page.context["inline_admin_formsets"]]
            counts = {f"{each.prefix}-{part}_FORMS": "1" for each in rows for part in ("TOTAL", "INITIAL")}
            names += [f"{each.prefix}-0-{name}" for each in rows for name in each.empty_form.fields]
            for value in NONSENSE:
                for wrong in ({}, *({count: value} for count in counts)):
                    sent += 1
                    answer = stumbling.post(url, dict.fromkeys(names, value) | counts | wrong)
                    broken |= {(url, value, *wrong)} if answer.status_code >= 500 else set()
    return broken, sent
