"""Every form on saved rows notices a second writer: forms of pages by their kind, dictionaries page by page."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.test import Client
from lxml import html

from core.enums import Role
from core.kernel.forms import FreshForm
from core.models import Park, User
from core.office.dictionaries import DictionaryAdmin, StateForm
from enterprises.models import EnterpriseAlias
from projects.models import (
    Commitment,
    CommitmentReading,
    KeyList,
    OpeningBalance,
    PlanTemplate,
    Project,
    TemplateNode,
    YearPlan,
)
from tests.enterprises.scene import firm
from tests.projects.scene import project
from tests.world import make_world

pytestmark = pytest.mark.django_db
OURS = ("core.", "enterprises.", "projects.", "finance.", "talent.", "targets.", "zone_tracker.")
# Forms on rows that only make new ones, are what two others share (AboutVisit), or carry the `version` of a conflict
# page (docs/guards.md).
LEDGER = ("LedgerForm", "RepaymentForm", "ReversalForm", "LowerForm", "EndForm", "ExtendForm", "TakeBackForm")
OTHERWISE = {"VisitForm", "AboutVisit", "DrawdownForm", "AfterCareForm", "OverrideForm", "UpdateForm", "ProjectForm"}
OTHERWISE |= {"ProjectRowForm", "FillForm", *LEDGER}  # the project's, for a row of a table


def subclasses(of: type) -> Iterator[type]:
    for each in of.__subclasses__():
        yield each
        yield from subclasses(each)


def test_every_form_on_a_row_is_of_a_kind_that_notices() -> None:
    import_module(settings.ROOT_URLCONF)
    every = {each for each in subclasses(forms.ModelForm) if each.__module__.startswith(OURS) and each._meta.model}  # type: ignore[attr-defined]
    assert len(every) > 20
    careless = {each.__name__ for each in every if not issubclass(each, FreshForm | StateForm)}
    assert careless <= OTHERWISE


def sent_by(page: str) -> dict[str, Any]:
    """What a browser sends from the form of a page of the administrators' site."""
    form = html.fromstring(page).xpath("//div[@id='content-main']//form")[0]
    return {name: value for name, value in form.form_values() if not name.startswith("_")}


def pages() -> list[type[models.Model]]:
    kept = [(model, each) for model, each in admin.site._registry.items() if isinstance(each, DictionaryAdmin)]
    return [model for model, each in kept if type(each).has_change_permission is DictionaryAdmin.has_change_permission]


@pytest.fixture
def keeper() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("keeper", name="示例keeper", roles=[Role.ADMIN]))
    return client


def changed(row: models.Model) -> None:
    """Somebody else saves the row meanwhile: the first column that can say something else."""
    for column in row._meta.concrete_fields:
        if column.choices or column.primary_key or column.unique or column.related_model or not column.editable:
            continue
        if isinstance(column, models.CharField | models.TextField):
            return _write(row, column, "他人先写的"[: column.max_length])
        if isinstance(column, models.PositiveSmallIntegerField):
            return _write(row, column, (getattr(row, column.name) or 0) + 1)
        if isinstance(column, models.TimeField):
            return _write(row, column, dt.time(0, 1))
        if isinstance(column, models.DateField):
            return _write(row, column, dt.date(2031, 1, 1))
        if isinstance(column, models.BooleanField):
            return _write(row, column, not getattr(row, column.name))
    column = next(
        each for each in row._meta.concrete_fields if each.related_model or isinstance(each, models.CharField)
    )
    if column.related_model:
        other = column.related_model._base_manager.exclude(pk=getattr(row, column.attname)).last()
        return _write(row, column, other)
    return _write(row, column, "他人先写的")


def _write(row: models.Model, column: models.Field, value: Any) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**{column.name: value})


def test_every_page_of_the_dictionaries_tells_the_second(keeper: Client) -> None:
    make_world()
    silent, seen = [], 0
    for model in pages():
        row = model._base_manager.first()
        if row is None:
            continue
        seen += 1
        url = f"/admin/{model._meta.app_label}/{model._meta.model_name}/{row.pk}/change/"
        sent = sent_by(keeper.get(url).content.decode())
        changed(row)
        answer = keeper.post(url, sent)
        if answer.status_code != 200 or "没有保存" not in answer.content.decode():
            silent.append((model.__name__, answer.status_code))
            continue
        again = sent_by(answer.content.decode())
        assert keeper.post(url, sent | {"seen": again["seen"]}).status_code == 302, model
    assert (silent, seen >= 12) == ([], True), seen


def test_a_line_of_a_template_that_somebody_added_is_noticed(keeper: Client) -> None:
    template = PlanTemplate.objects.first() or PlanTemplate.objects.create(key="zz", name="示例模板")
    url = f"/admin/projects/plantemplate/{template.pk}/change/"
    sent = sent_by(keeper.get(url).content.decode())
    template.nodes.create(rank=99, key="zz-new", name="他人加的", working_days=3)
    assert "没有保存" in keeper.post(url, sent).content.decode()
    assert TemplateNode.objects.filter(key="zz-new").exists()


def test_control_a_page_that_nobody_else_touched_is_saved(keeper: Client) -> None:
    make_world()
    park = Park.objects.first()
    assert park
    url = f"/admin/core/park/{park.pk}/change/"
    sent = sent_by(keeper.get(url).content.decode())
    assert keeper.post(url, sent | {"name": "示例新园区名"}).status_code == 302


# --- Forms that find their row by what was typed --------------------------------------------------------------------
def officer(name: str) -> Client:
    roles = [Role.PROJECT_OFFICER, Role.LEADER]
    client = Client()
    client.force_login(User.objects.create_user(name, name=f"示例{name}", roles=roles))
    return client


def year_plan(of: Project) -> tuple[str, str, dict[str, str], dict[str, str], type[models.Model], str]:
    YearPlan.objects.create(project=of, year=2026, planned_wan=Decimal(100))
    first, second = ({"year": "2026", "planned_wan": value} for value in ("200", "300"))
    return f"/projects/{of.code}/investment/", "", first, second, YearPlan, "planned_wan"


def opening(of: Project) -> tuple[str, str, dict[str, str], dict[str, str], type[models.Model], str]:
    who = User.objects.get(username="slow")
    given = {"as_of": dt.date(2025, 12, 31), "wan": Decimal(100), "source": "台账", "by": who}
    OpeningBalance.objects.create(project=of, year=2025, at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), **given)
    typed = {"as_of": "2025-12-31", "wan": "100"}  # another amount would be asked about first
    first, second = (typed | {"source": value} for value in ("200", "300"))
    return f"/projects/{of.code}/investment/opening/", "", first, second, OpeningBalance, "source"


def promise(of: Project) -> tuple[str, str, dict[str, str], dict[str, str], type[models.Model], str]:
    Commitment.objects.create(project=of, kind="output", signed_value=Decimal(100), due_on=dt.date(2027, 1, 1))
    typed = {"promise-kind": "output", "promise-due_on": "2027-01-01"}
    first, second = (typed | {"promise-signed_value": value} for value in ("200", "300"))
    return f"/projects/{of.code}/commitments/", "promise-", first, second, Commitment, "signed_value"


def reading(of: Project) -> tuple[str, str, dict[str, str], dict[str, str], type[models.Model], str]:
    made = Commitment.objects.create(project=of, kind="output", signed_value=Decimal(100), due_on=dt.date(2027, 1, 1))
    who, on = User.objects.get(username="slow"), dt.date(2026, 11, 2)
    CommitmentReading.objects.create(commitment=made, on=on, value=Decimal(1), source="报表", by=who)
    typed = {"reading-commitment": str(made.pk), "reading-on": "2026-11-02", "reading-source": "报表"}
    first, second = (typed | {"reading-value": value} for value in ("200", "300"))
    return f"/projects/{of.code}/commitments/", "reading-", first, second, CommitmentReading, "value"


@pytest.mark.parametrize("case", [year_plan, opening, promise, reading])
def test_what_is_written_over_tells_the_second(case: Any) -> None:
    of, quick, slow = project(), officer("quick"), officer("slow")
    url, prefix, first, second, model, column = case(of)

    def seen(client: Client) -> dict[str, str]:
        page = html.fromstring(client.get(url).content.decode())
        return {f"{prefix}seen": page.xpath(f"//input[@name='{prefix}seen']/@value")[0]}

    before = seen(slow)
    assert quick.post(url, first | seen(quick)).status_code == 302
    refused = slow.post(url, second | before)
    assert refused.status_code == 200
    said = refused.content.decode()
    assert "没有保存：示例quick在" in said
    assert Decimal(getattr(model._base_manager.get(), column)) == 200
    again = html.fromstring(said).xpath(f"//input[@name='{prefix}seen']/@value")[0]
    assert slow.post(url, second | {f"{prefix}seen": again}).status_code == 302
    assert Decimal(getattr(model._base_manager.get(), column)) == 300


def test_two_leaders_on_the_list_of_a_year() -> None:
    quick, slow = officer("quick"), officer("slow")
    url = f"/projects/key-list/{dt.date.today().year}/"
    assert slow.get(url).status_code == 200
    assert quick.post(url, {"seen": ""}).status_code == 302
    refused = slow.post(url, {"seen": ""})
    assert "没有保存：示例quick在" in refused.content.decode()
    assert KeyList.objects.get().by.username == "quick"


def test_another_name_of_a_firm() -> None:
    quick, slow, of = officer("quick"), officer("slow"), firm("示例齿轮")
    EnterpriseAlias.objects.create(enterprise=of, name="示例老名", kind="alias")
    url = f"/enterprises/{of.pk}/edit/"

    def sent(client: Client, name: str) -> dict[str, Any]:
        page = html.fromstring(client.get(url).content.decode())
        form = next(each for each in page.forms if "alias-TOTAL_FORMS" in each.fields)
        return dict(form.form_values()) | {"alias-0-name": name}

    late = sent(slow, "后写的名")
    assert quick.post(url, sent(quick, "先写的名")).status_code == 302
    assert "没有保存：示例quick在" in slow.post(url, late).content.decode()
    assert set(of.aliases.values_list("name", flat=True)) == {"先写的名"}
