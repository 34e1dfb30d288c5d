"""A field for a firm: a list while they are few, a name that is typed once they are many."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.forms import Select
from django.test.utils import CaptureQueriesContext

from core.enums import Role
from core.hands.reading import running
from core.kernel.keeping.freshness import read_once
from core.kernel.naming import MOST_LISTED, NameField, NameInput
from core.models import User
from enterprises.models import Enterprise, EnterpriseAlias
from tests.enterprises.scene import firm, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return person("zhou", Role.LIAISON)


@pytest.fixture
def many(officer: User) -> list[Enterprise]:
    """One firm more than are listed."""
    return [firm(f"示例机械{n}厂", officer=officer) for n in range(MOST_LISTED + 1)]


def field_of(user: User) -> NameField:
    field = NameField(route="enterprises:firm_names")
    field.offer(Enterprise.objects.looked_after_by(user))
    field.settle()
    return field


def test_few_are_a_list(officer: User) -> None:
    one = firm(officer=officer)
    field = field_of(officer)
    assert isinstance(field.widget, Select)
    assert field.clean(str(one.pk)) == one


def test_many_are_typed_by_any_name_or_followed_by_key(officer: User, many: list[Enterprise]) -> None:
    EnterpriseAlias.objects.create(enterprise=many[3], name="老三厂")
    field = field_of(officer)
    assert isinstance(field.widget, NameInput)
    assert {field.clean(said) for said in ("示例机械3厂", " 老三厂 ", str(many[3].pk))} == {many[3]}
    assert field.prepare_value(many[3].pk) == field.prepare_value(many[3]) == "示例机械3厂"
    assert field.prepare_value("示例机械") == "示例机械", "what was typed stays"


def test_a_firm_that_is_called_by_a_number_is_the_one_that_was_typed(officer: User, many: list[Enterprise]) -> None:
    called = firm(str(many[3].pk), officer=officer)
    field = field_of(officer)
    assert field.clean(called.short_name) == called != many[3]
    assert field.prepare_value(called.short_name) == called.short_name
    assert field.prepare_value(many[3].pk) == "示例机械3厂"


@pytest.mark.parametrize("typed", ["示例机械", "别家", "999999999", "-1", "٣"])
def test_what_is_no_name_of_these_is_said(officer: User, many: list[Enterprise], typed: str) -> None:
    firm("别家")
    with pytest.raises(ValidationError):
        field_of(officer).clean(typed)


def test_the_form_is_sent_a_name(officer: User, many: list[Enterprise], client_for: Any) -> None:
    page = client_for(officer).get("/enterprises/visits/new/").content.decode()
    assert '<select name="enterprise"' not in page
    assert "示例机械7厂" not in page
    assert 'data-names="/enterprises/names/?of=enterprise"' in page


def test_the_server_tells_names_that_are_seen_and_no_more_than_a_list(
    officer: User, many: list[Enterprise], client_for: Any
) -> None:
    firm("示例机械别家")
    ask = client_for(officer).get
    assert "示例机械7厂" in ask("/enterprises/names/?of=enterprise&enterprise=7厂").content.decode()
    assert ask("/enterprises/names/?of=enterprise&enterprise=别家").content.decode().strip() == ""
    assert ask("/enterprises/names/?of=enterprise").content.decode().count("<option") == MOST_LISTED
    assert ask("/enterprises/names/").status_code == 200


def test_a_list_of_many_firms_asks_as_often_as_one_of_few(officer: User, many: list[Enterprise]) -> None:
    with read_once():
        running()  # who stands in for whom is read once a request
        with CaptureQueriesContext(connection) as queries:
            field_of(officer)
    assert len(queries) == 1


@pytest.mark.django_db
def test_a_firm_that_is_renamed_is_found_by_its_old_names() -> None:
    firm = Enterprise.objects.create(short_name="示例旧名", full_name="示例旧名有限公司")
    firm.short_name, firm.full_name = "示例新名", "示例新名有限公司"
    firm.save()
    assert set(firm.aliases.values_list("name", "kind")) == {("示例旧名", "former"), ("示例旧名有限公司", "former")}
    assert firm in Enterprise.objects.named_like("旧名")
    firm.save()
    assert firm.aliases.count() == 2
