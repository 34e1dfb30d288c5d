"""What holds for each kind of rows."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from openpyxl import load_workbook

from core.enums import Role
from core.models import User
from core.sheets.acting import system
from core.sheets.kinds import kinds
from core.sheets.matching import find_table
from core.sheets.reading import grids
from core.sheets.workbooks import template
from tests.sheets.scene import bring, came_to, exported, kind
from tests.world import World

KEYS = list(kinds())
WRITERS = {
    "firms": {Role.PROJECT_OFFICER},
    "projects": {Role.PROJECT_OFFICER},
    "nodes": {Role.PROJECT_OFFICER},
    "figures": {Role.PROJECT_OFFICER, Role.LIAISON},
    "leads": {Role.PROJECT_OFFICER},
    "holidays": {Role.ADMIN},
}


@pytest.mark.parametrize("key", KEYS)
def test_a_list_that_nobody_edited_changes_nothing(key: str, shared_world: World) -> None:
    of = kind(key, system())
    assert of.rows().exists(), "the world has a row of every kind"
    batch, results = bring(key, of.user, exported(of))
    assert batch is None
    assert set(came_to(results)) == {"same"}
    assert len(results) == of.rows().count()


@pytest.mark.parametrize("key", KEYS)
def test_the_sample_of_a_template_is_no_row(key: str, shared_world: World) -> None:
    of = kind(key, system())
    with pytest.raises(ValidationError) as refused:
        bring(key, of.user, template(of))
    assert refused.value.code == "no_rows"


@pytest.mark.parametrize("key", KEYS)
def test_a_template_explains_each_of_its_columns(key: str, shared_world: World) -> None:
    book = load_workbook(io.BytesIO(template(kind(key, system()))))
    heads = [str(cell.value).rstrip("*") for cell in book.worksheets[0][3]]
    explained = [row[0].value for row in book["填写说明"].iter_rows(min_row=2)]
    assert heads == explained
    assert len(set(heads)) == len(heads)


@pytest.mark.parametrize("key", KEYS)
def test_a_template_is_the_same_in_every_language_and_is_read_in_every_language(key: str, shared_world: World) -> None:
    of = kind(key, system())
    heads = [cell.value for cell in load_workbook(io.BytesIO(template(of))).worksheets[0][3]]
    data = exported(of)
    with translation.override("en"):
        assert [cell.value for cell in load_workbook(io.BytesIO(template(of))).worksheets[0][3]] == heads
        assert find_table(grids(data), of).columns.keys() == set(range(len(heads_of(data))))


def heads_of(data: bytes) -> list[str]:
    return [cell.value for cell in load_workbook(io.BytesIO(data)).worksheets[0][3]]


@pytest.mark.parametrize("key", WRITERS)
@pytest.mark.parametrize("role", list(Role))
def test_who_may_write_the_page_may_import(key: str, role: Role) -> None:
    assert kinds()[key].may_import(User(roles=[role])) is (role in WRITERS[key])


@pytest.mark.parametrize("key", KEYS)
def test_what_a_new_row_lacks_has_a_star_in_the_template(key: str, shared_world: World) -> None:
    of = kind(key, system())
    heads = [str(cell.value) for cell in load_workbook(io.BytesIO(template(of))).worksheets[0][3]]
    starred = {head.rstrip("*") for head in heads if head.endswith("*")}
    form = of.form(None, of.values(of.form(None, None)))
    lacking = {of.field_of(name) for name in form.errors if form.has_error(name, "required")}
    fills_itself = {*of.filled, *of.one_of}
    assert {str(column.head) for column in of.columns if column.name in lacking - fills_itself} <= starred
    assert starred or of.one_of


def test_the_columns_that_went_without_a_star() -> None:
    stars = {key: kind(key, system()).stars() for key in ("figures", "leads", "holidays", "firms")}
    assert {"source"} <= stars["figures"]
    assert len(stars["leads"]) == 4
    assert len(stars["holidays"]) == 2
    assert not stars["firms"], "one of two names is enough"
