"""Names and codes that occur once occur once as one sees them: in every register and every dictionary."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.forms import modelform_factory
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.forms import ModelForm
from core.models import OnceAsSeen, refuse_lookalikes
from core.models.plain import BARE
from core.typed.cleaning import as_seen
from projects.models import TaskForce
from tests.projects.scene import as_user, person
from tests.projects.scene import project as made

OURS = ("core", "enterprises", "projects", "finance", "talent", "targets", "zone_tracker")
# Unique texts that are no names that people type, each with the reason.
OTHERWISE = {
    "action.number": "given by the product",
    "project.code": "only A-Z, 0-9 and -",
    "enterprise.uscc": "kept in its normal form",
    "user.username": "compared without case by its form, NFKC by its field",
    "talent.identity_hash": "a hash of the plain number",
    "confirmation.secret_hash": "a hash",
    "moneyconfirmation.secret_hash": "a hash",
    "delivery.dedupe_key": "made by the product",
    "notice.dedupe_key": "made by the product",
    "heartbeat.name": "made by the product",
    "round.task": "made by the product",
    "walltoken.secret_hash": "a hash",
    "listlength.kind": "a word of the product",
}


def unique_texts() -> list[tuple[type[models.Model], str]]:
    """Every column of ours whose text occurs once, but for slugs, which are plain, and choices."""
    found = []
    for model in apps.get_models():
        if (
            model._meta.app_label in OURS
            and not model._meta.proxy
            and "pgh" not in model.__dict__.get("__module__", "")
        ):
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
                if field.unique and is_text and not isinstance(field, models.SlugField):
                    found.append((model, field.name))
    return found


def test_every_unique_name_is_compared_as_it_is_seen() -> None:
    missing = {
        f"{model._meta.model_name}.{name}"
        for model, name in unique_texts()
        if not any(isinstance(each, OnceAsSeen) and each.column == name for each in model._meta.constraints)
    }
    assert missing - set(OTHERWISE) == set()
    assert set(OTHERWISE) <= missing, "the list of reasons is up to date"
    assert len(unique_texts()) > 20


@pytest.mark.django_db
@pytest.mark.parametrize("other", ["周例会 专班", "周例会\u200b专班", "周例会专班\ufeff", "周例会专\u00ad班"])
def test_a_name_that_looks_the_same_is_refused(other: str) -> None:
    TaskForce.objects.create(name="周例会专班")
    form = modelform_factory(TaskForce, ModelForm, fields=["name"])({"name": other})
    assert "已有相同的记录" in form.errors["name"][0]
    with pytest.raises(ValidationError) as refused:
        refuse_lookalikes(TaskForce(name=other))
    assert "name" in refused.value.error_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskForce.objects.create(name=other)
    refuse_lookalikes(TaskForce(name="周例会二专班"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["零宽ＡＢ测试项目", "零宽 ab 测试项目", "零宽\u200bAB测试项目", "零宽AB测试项目\u3164"]
)
def test_no_second_project_looks_the_same(name: str) -> None:
    made("零宽AB测试项目")
    page = as_user(person("xin", "project_officer")).post("/projects/new/", {"name": f"示例项目{name}"})
    assert page.status_code == 200
    assert "已有相同的记录" in "".join(page.context["form"].errors["name"])


@pytest.mark.django_db
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8))
def test_python_and_the_database_see_the_same(text: str) -> None:
    """Case apart, which the database folds for Latin letters only."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {BARE % {'expressions': 'normalize(%s, NFKC)'}}", [text])
        told = cursor.fetchone()[0]
    assert told.lower() == as_seen(text)
