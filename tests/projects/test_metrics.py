"""What this room tells upward, as of a date."""

import datetime as dt

import pytest

from projects.metrics import key_projects
from tests.projects.scene import LISTED, project

pytestmark = pytest.mark.django_db


def test_a_project_is_a_key_project_from_its_day_on() -> None:
    given = project()
    project("A-2", key_listed_on=None)
    assert list(key_projects(LISTED)) == [given]
    assert list(key_projects(LISTED - dt.timedelta(days=1))) == []
