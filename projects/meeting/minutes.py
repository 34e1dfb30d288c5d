"""会议纪要: the agenda of a period as an editable Word file, from the same rows as the page.

`data/minutes.docx` is the template: an ordinary Word document that the zone may restyle. docxtpl fills it in with
autoescape on, so that a name with & or < stays what it is.
"""

import io
from dataclasses import dataclass
from pathlib import Path

from docxtpl import DocxTemplate

from core.kernel import figures
from projects.enums import AgendaSection
from projects.models import Action, AgendaItem, Period, ProjectQuerySet

TEMPLATE = Path(__file__).parents[1] / "data" / "minutes.docx"
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Item:
    """A line of the agenda with what the meeting decided on it."""

    rank: int
    project: str
    why: str
    note: str
    actions: list[Action]


@dataclass(frozen=True)
class Part:
    """A part of the agenda."""

    title: str
    items: list[Item]


def parts_of(period: Period, visible: ProjectQuerySet) -> list[Part]:
    """The agenda of the projects that a person may see, each with the 交办单 that the week issued for it."""
    issued: dict[int, list[Action]] = {}
    for action in period.actions.filter(project__in=visible).select_related("owner", "department").order_by("number"):
        issued.setdefault(action.project_id, []).append(action)
    lines = period.agenda.filter(project__in=visible).select_related("project").order_by("rank")
    items = lines.only("period", "rank", "section", "why", "note", "project__name")
    found = [(each.section, _item(each, issued.pop(each.project_id, []))) for each in items]
    parts = [Part(str(part.label), [item for section, item in found if section == part]) for part in AgendaSection]
    return [part for part in parts if part.items]


def _item(line: AgendaItem, actions: list[Action]) -> Item:
    return Item(line.rank, line.project.name, line.why, line.note, actions)


def minutes(period: Period, visible: ProjectQuerySet) -> bytes:
    """Return the minutes as a Word file. Dates as in documents: 2026年11月23日."""
    document = DocxTemplate(TEMPLATE)
    document.render(
        {
            "week": figures.week_name(period),
            "year": period.iso_year,
            "meets_on": figures.date_doc(period.meets_on) if period.meets_on else "",
            "frozen": figures.stamp(period.deadline) if period.deadline else "",
            "cancelled": period.change_reason if period.cancelled else "",
            "parts": [
                {
                    "title": part.title,
                    "items": [
                        {
                            "rank": item.rank,
                            "project": item.project,
                            "why": item.why,
                            "note": item.note,
                            "actions": [
                                {
                                    "number": action.number,
                                    "title": action.title,
                                    "owner": str(action.owner),
                                    "unit": str(action.department or ""),
                                    "due": figures.date_doc(action.due_on),
                                }
                                for action in item.actions
                            ],
                        }
                        for item in part.items
                    ],
                }
                for part in parts_of(period, visible)
            ],
        },
        autoescape=True,
    )
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
