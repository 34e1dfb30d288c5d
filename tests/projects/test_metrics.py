"""What this room tells upward, as of a date."""

import datetime as dt

import pytest

from projects.enums import Stage
from projects.metrics import key_projects, stages_at
from projects.models import Project
from tests.projects.scene import LISTED, person, project

pytestmark = pytest.mark.django_db


def test_a_project_is_a_key_project_from_its_day_on() -> None:
    given = project()
    project("A-2", key_listed_on=None)
    assert list(key_projects(LISTED)) == [given]
    assert list(key_projects(LISTED - dt.timedelta(days=1))) == []


@pytest.mark.parametrize(
    ("on", "stage"),
    [("2026-01-09", ""), ("2026-01-10", "signed"), ("2026-05-09", "signed"), ("2026-05-10", "started")],
)
def test_the_stage_of_a_day_is_the_one_that_was_entered_by_then(on: str, stage: str) -> None:
    officer, given = person("wang"), project()
    given.enter_stage(Stage.SIGNED, on=dt.date(2026, 1, 10), by=officer)
    given.enter_stage(Stage.STARTED, on=dt.date(2026, 5, 10), by=officer)
    assert stages_at([given], dt.date.fromisoformat(on)) == {given.pk: stage}


def test_a_stage_that_nobody_dated_holds_always() -> None:
    given = project(stage=Stage.SIGNED)
    assert stages_at(Project.objects.all(), LISTED) == {given.pk: "signed"}
