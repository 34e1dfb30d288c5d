"""What the page of a target shows of its course."""

from typing import Any

from targets.course.compared import compared, said, weeks
from targets.course.drawing import chart
from targets.course.steps import months, steps
from targets.course.why import why
from targets.readings import TargetReading, read_all


def course(reading: TargetReading) -> dict[str, Any]:
    """Why the target stands where it does, what it is held against, and its chart with the table beneath."""
    strip, told = weeks(reading), months(reading)
    return {
        "planned": bool(reading.plan),
        "why": why(reading, read_all(reading.as_of, reading.target.programme)),
        "compared": compared(reading),
        "weeks": strip,
        "weeks_said": said(strip),
        "months": told[::-1],
        "chart": chart(reading, told),
        "steps": steps(reading, told),
    }
