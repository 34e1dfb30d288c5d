"""The lines of the time chart: each project with its lamps, and where its bars lie on an axis that holds them all."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from projects.chart.rows import ChartRow
from projects.chart.timeline import Axis, NodeDates, Strip, Zoom, axis_for, strip
from projects.courses import Course
from projects.models import LifeChange, Milestone


@dataclass(frozen=True)
class Track:
    """A line of the chart: the project with its lamps, and where its bars lie."""

    row: ChartRow
    strip: Strip | None


def tracks_of(
    rows: Sequence[ChartRow], today: dt.date, zoom: Zoom, *, since: dt.date = dt.date.min
) -> tuple[Axis, list[Track]]:
    """The axis and the lines of these projects; nothing before `since` is drawn. Two queries."""
    nodes = _nodes([row.project.pk for row in rows])
    axis = axis_for((node for each in nodes.values() for node in each), today, zoom)
    axis = replace(axis, start=max(axis.start, since))
    courses = LifeChange.objects.filter(project__in=list(nodes)).courses()
    tracks = [
        Track(
            row,
            strip(
                nodes[row.project.pk],
                row.reading.lamp,
                today,
                axis,
                courses.get(row.project.pk, Course()).pauses,
            ),
        )
        for row in rows
    ]
    return axis, tracks


def _nodes(projects: list[int]) -> dict[int, list[NodeDates]]:
    """The plans of many projects, with one query."""
    found: dict[int, list[NodeDates]] = defaultdict(list)
    rows = Milestone.objects.filter(project__in=projects).order_by("project", "rank")
    for project, *facts in rows.values_list(
        "project_id", "name", "kind", "closes", "baseline_on", "planned_on", "actual_on"
    ):
        found[project].append(NodeDates(*facts))
    return found
