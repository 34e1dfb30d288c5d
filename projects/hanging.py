"""What hangs on a project: rows of any room that name it."""

from django.db import models

from projects.models import (
    Assignment,
    FirmChange,
    FormerName,
    Milestone,
    OpeningBalance,
    Project,
    StageChange,
    Standing,
    YearPlan,
)

# What was typed with the project itself, and goes with it.
ITS_OWN: tuple[type[models.Model], ...] = (
    Assignment,
    FirmChange,
    FormerName,
    Milestone,
    OpeningBalance,
    StageChange,
    Standing,
    YearPlan,
)


def hanging_on(project: Project, besides: tuple[type[models.Model], ...] = ITS_OWN) -> list[str]:
    """The kinds of rows, of all rooms, that name the project, besides some."""
    found = []
    for link in Project._meta.related_objects:
        model, column = link.related_model, link.field.name
        if model in besides or column == "pgh_obj":
            continue
        if model._base_manager.filter(**{column: project}).exists():
            found.append(str(model._meta.verbose_name))
    return found
