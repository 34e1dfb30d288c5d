"""会议纪要: what the meeting of a week decided, as an editable Word file, from the same rows as the page.

`data/minutes.docx` is the template: an ordinary Word document that the zone may restyle. docxtpl fills it in with
autoescape on, so that a name with & or < stays what it is. It is always in the language of the house.
"""

import datetime as dt
import io
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from core.kernel import figures
from core.kernel.clock import moment
from core.kernel.language import in_house_language
from core.models import User
from core.typed.cleaning import cleaned
from projects.enums import ActionState, AgendaSection, Handling
from projects.meeting.lines import NUMERALS
from projects.models import Action, AgendaItem, Instruction, LampOverride, LifeChange, Period, Project

TEMPLATE = Path(__file__).parents[1] / "data" / "minutes.docx"
MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Paper(DocxTemplate):
    """A Word document that is well-formed or fails: docxtpl would mend it by leaving out what it cannot read.

    Rows may be older than the cleaning of what is typed, so what is written is clean here too.
    """

    def fix_tables(self, xml: str) -> Any:
        """Raises XMLSyntaxError for what is not well-formed."""
        etree.fromstring(xml.encode())
        return super().fix_tables(xml)

    def fill(self, context: dict[str, Any]) -> None:
        """Put the values of the context into the template."""
        self.render(context, Environment(autoescape=True, finalize=_written), autoescape=True)


def _written(value: Any) -> Any:
    return cleaned(str(value)) if not hasattr(value, "__html__") else value


class Decided:
    """What was decided in a week about the projects that a person may see, by project; for nobody, about all.

    交办单 are those of its number; a 批示 or a lamp belongs to the week between whose freeze and end it was given.
    """

    def __init__(self, period: Period, user: User | None) -> None:
        since = min(moment(period.starts_on, dt.time()), period.frozen_at or timezone.now())
        until = min(period.closed_at or timezone.now(), moment(period.ends_on, dt.time.max))
        agenda = period.agenda.all() if user is None else period.agenda.visible_to(user)
        self.items = list(agenda.select_related("project", "merged_into").order_by("rank"))
        here = {item.project_id for item in self.items} - {None}
        seen = Action.objects.all() if user is None else Action.objects.visible_to(user)
        issued = seen.filter(period=period).select_related("owner", "department", "project")
        issued = issued.exclude(state=ActionState.REVOKED, closed_at__lte=until)  # taken back in the meeting itself
        self.actions = list(issued.order_by("number"))
        overrides = LampOverride.objects.filter(project__in=here, made_at__range=(since, until)).select_related("by")
        words = Instruction.objects.filter(project__in=here, at__range=(since, until)).select_related("by")
        turns = LifeChange.objects.granted().for_leaders().filter(project__in=here, decided_at__range=(since, until))
        self.orders, self.lamps, self.words, self.turns = (defaultdict(list) for _each in range(4))
        for action in self.actions:
            self.orders[action.project_id].append(_order(action))
        for override in overrides.order_by("made_at"):
            self.lamps[override.project_id].append(_lamp(override))
        for word in words.order_by("at"):
            self.words[word.project_id].append(_("%(who)s：%(text)s") % {"who": word.by, "text": word.text})
        for turn in turns.select_related("decided_by"):
            self.turns[turn.project_id].append(_turn(turn))

    def parts(self) -> list[dict[str, Any]]:
        """The parts of the agenda that decided something, numbered, with their decided lines only."""
        by_section: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for item in self.items:
            if told := self._told(item):
                by_section[item.section].append(told)
        sections = [each for each in AgendaSection if by_section[each]]
        return [{"title": _title(n, each.label), "items": by_section[each]} for n, each in enumerate(sections)]

    def _told(self, item: AgendaItem) -> dict[str, Any] | None:
        """A line with what was decided on it; None when nothing was."""
        told = {
            "note": item.note,
            "actions": self.orders.get(item.project_id, []),
            "lamps": self.lamps.get(item.project_id, []),
            "words": self.words.get(item.project_id, []),
            "turns": self.turns.get(item.project_id, []),
        }
        if not any(told.values()):
            return None
        return {
            "rank": item.rank,
            "project": named(item.project_name or item.why, item.project),
            "why": item.why,
            **told,
        }

    def summary(self, decided: int) -> str:
        """How many lines the agenda had, and what became of them."""
        read, skipped, merged = (
            sum(item.handling == how for item in self.items)
            for how in (Handling.READ, Handling.SKIPPED, Handling.MERGED)
        )
        words = {"all": len(self.items), "decided": decided, "read": read, "skipped": skipped, "merged": merged}
        text = _("议程 %(all)d 项：议定 %(decided)d，书面阅知 %(read)d，略过 %(skipped)d，合并 %(merged)d。")
        return text % words if self.items else ""


def named(name: str, project: Project | None) -> str:
    """The name of its day; an invented one says so."""
    return _("%(name)s（示例）") % {"name": name} if project and project.is_example else name


def _title(place: int, label: str) -> str:
    return _("%(n)s、%(part)s") % {"n": NUMERALS[place], "part": label}


def _order(action: Action) -> dict[str, str]:
    return {
        "number": action.number,
        "title": _("%(title)s（已撤销）") % {"title": action.title}
        if action.state == ActionState.REVOKED
        else action.title,
        "project": named(action.project_name, action.project),
        "owner": str(action.owner),
        "unit": str(action.department or ""),
        "due": figures.date_doc(action.due_on),
    }


def _turn(turn: LifeChange) -> str:
    """A project that was paused, taken up again, stopped or opened again by a leader's word."""
    words = {"who": turn.decided_by, "act": turn.get_act_display(), "on": figures.date_doc(turn.on), "why": turn.reason}
    return _("%(who)s同意%(act)s，自%(on)s起：%(why)s") % words


def _lamp(override: LampOverride) -> str:
    words = {
        "who": override.by,
        "lamp": override.get_lamp_display(),
        "until": figures.date_doc(override.ends_on),
        "why": override.reason,
    }
    return _("%(who)s调整为%(lamp)s，至%(until)s止：%(why)s") % words


def minutes(period: Period, user: User) -> bytes:
    """Return the minutes of a frozen week as a Word file. Dates as in documents: 2026年11月23日."""
    document = Paper(TEMPLATE)
    with in_house_language():
        document.fill(_told(period, Decided(period, user)))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _told(period: Period, decided: Decided) -> dict[str, Any]:
    parts = decided.parts()
    nothing = "" if parts else _("本期没有议定事项。") if decided.items else _("本期没有列入议程的事项。")
    return {
        "week": figures.week_name(period),
        "year": period.iso_year,
        "unreal": unreal(),
        "meets_on": figures.date_doc(period.meets_on) if period.meets_on else "",
        "frozen": figures.stamp(period.deadline) if period.deadline else "",
        "host": period.host,
        "attended": period.attended,
        "cancelled": period.change_reason if period.cancelled else "",
        "summary": decided.summary(sum(len(part["items"]) for part in parts)),
        "parts": parts,
        "nothing": nothing,
        "orders": [_order(action) for action in decided.actions],
        "orders_title": _title(len(parts), _("交办单")),
    }


def unreal() -> str:
    """What a paper of a trial says of itself, as every page does."""
    return _("公开事实") if settings.ZONE_FACTS else _("演示数据") if settings.ZONE_DEMO else ""
