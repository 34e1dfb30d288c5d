"""A table that was made in one language is read in another: by the worker, and by whoever it is handed to."""

import pytest
from django.utils import translation

from core.sheets.acting import system
from core.sheets.kinds import kinds
from tests.core.sheets.table import SAME, came_to, exported, kind_of, taken_file
from tests.talent.scene import NUMBER, counted, firm
from tests.world import make_world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["users", "firms", "talents", "institutions", "credit_lines", "drawdowns"])
@pytest.mark.parametrize(("made", "read"), [("en", "zh-hans"), ("zh-hans", "en"), ("en", "en")])
def test_what_is_exported_in_one_language_comes_back_in_another(key: str, made: str, read: str) -> None:
    make_world()
    counted("李示例", number=NUMBER, enterprise=firm(), phone="13800000001")
    kind = kind_of(key, system())
    with translation.override(made):
        data = exported(kind)
    with translation.override(read):
        results = taken_file(kind_of(key, system()), data)[1]
    assert set(came_to(results)) == {SAME}, [(result.faults, result.changes) for result in results]


def test_no_head_means_two_columns() -> None:
    """Within a kind, in either language."""
    for key in kinds():
        kind = kind_of(key, system())
        for language in ("zh-hans", "en"):
            with translation.override(language):
                heads = [str(column.head) for column in kind.known()]
            assert len(heads) == len(set(heads)), (key, language)
