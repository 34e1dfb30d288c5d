"""Fixtures of the projects' room."""

from pathlib import Path
from typing import Any

import pytest

from core.models import User
from projects.models import Project
from tests.projects.scene import FRIDAY, person, project


@pytest.fixture
def friday(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """It is Friday 2026-11-20: the period that meets on Monday 2026-11-23 (第48周) collects."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("django.utils.timezone.now", lambda: FRIDAY)


@pytest.fixture
def wang() -> User:
    return person("wang")


@pytest.fixture
def given(wang: User) -> Project:
    return project(responsible=wang)
