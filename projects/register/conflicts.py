"""Somebody else saved first: both versions field by field, and the data that the person's choice makes of them."""

import datetime as dt
import difflib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.forms import Widget
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.kernel import figures
from core.kernel.naming import NameField
from core.models import Department
from core.typed.cleaning import cleaned
from projects.enums import DeclaredLamp, MilestoneKind
from projects.models import Milestone, Project, Update
from projects.register.forms import MilestoneForm, ProjectForm

MINE, THEIRS = "mine", "theirs"
# What a form posts for itself and must not be carried into the next one.
OWN = ("csrfmiddlewaretoken", "client_id", "version", "resolve", "take", "confirmed")


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and whether the other version says something else there."""

    text: str
    changed: bool


@dataclass(frozen=True)
class Choice:
    """One field in two versions. `names` are the posted fields that it stands for, with the saved values."""

    key: str
    label: str
    mine: str
    theirs: str
    saved: Mapping[str, str | list[str]]
    lamp: bool = False
    mine_value: str = ""
    prose: bool = False

    @property
    def same(self) -> bool:
        return cleaned(self.mine).strip() == self.theirs.strip()

    @property
    def mine_pieces(self) -> list[Piece]:
        return _pieces(cleaned(self.mine), self.theirs) if self.prose else [Piece(self.mine, True)]

    @property
    def their_pieces(self) -> list[Piece]:
        return _pieces(self.theirs, cleaned(self.mine)) if self.prose else [Piece(self.theirs, True)]


def _pieces(text: str, other: str) -> list[Piece]:
    """Cut a text where it differs from the other version."""
    matcher = difflib.SequenceMatcher(a=text, b=other, autojunk=False)
    cuts = [Piece(text[a:b], tag != "equal") for tag, a, b, _c, _d in matcher.get_opcodes() if b > a]
    return cuts or [Piece(text, False)]


def carried(data: QueryDict) -> list[tuple[str, str]]:
    """Everything that was typed, to travel through the page of two versions without losing a character."""
    kept = ((name, values) for name, values in data.lists() if name not in OWN and not name.startswith("pick_"))
    return [(name, value) for name, values in kept for value in values]


def resolved(data: QueryDict, choices: list[Choice]) -> QueryDict:
    """The posted data with the saved value wherever the person chose it; 全部用我的 changes nothing."""
    merged = data.copy()
    if data.get("take") == MINE:
        return merged
    for choice in choices:
        if data.get(f"pick_{choice.key}") == THEIRS:
            for name, value in choice.saved.items():
                merged.setlist(name, value if isinstance(value, list) else [value])
    return merged


# --- The weekly update ------------------------------------------------------------------------------------------------
def update_choices(data: QueryDict, saved: Update) -> list[Choice]:
    """The fields of a weekly update: what was typed beside what was saved."""
    blocker = saved.open_blocker
    text = blocker.text if blocker else ""
    department = str(blocker.department_id or "") if blocker else ""
    names = {str(each.pk): each.name for each in Department.objects.all()}
    typed = data.get("department", "")  # a key, or a name where there are many
    said = (data.get("blocker", ""), names.get(typed, typed))
    saved_said = (text, names.get(department, ""))
    return [
        _plain("done", _("本周完成"), data, saved.done, prose=True),
        _plain("next", _("下一步计划"), data, saved.next, prose=True),
        _plain("investment_wan", _("本周完成投资（万元）"), data, figures.wan(saved.investment_wan), empty="0"),
        Choice(
            "declared",
            _("申报灯"),
            data.get("declared", ""),
            saved.declared,
            {"declared": saved.declared},
            lamp=True,
            mine_value=data.get("declared", "") if data.get("declared") in DeclaredLamp.values else "",
        ),
        Choice(
            "blocker",
            _("需协调事项"),
            _("，").join(filter(None, said)),
            _("，").join(filter(None, saved_said)),
            {"blocker": text, "department": department},
            prose=True,
        ),
    ]


def _plain(name: str, label: str, data: QueryDict, saved: str, empty: str = "", prose: bool = False) -> Choice:
    return Choice(name, label, data.get(name, "") or empty, saved, {name: saved}, prose=prose)


# --- The project and its plan ----------------------------------------------------------------------------------------
def project_choices(data: QueryDict, saved: Project, form: ProjectForm) -> list[Choice]:
    """The fields of a project and the rows of its plan."""
    fields = [
        _project_field(name, data, saved, form)
        for name in form.fields
        if name not in ("version", "stage_on", "confirmed")
    ]
    nodes = {str(each.pk): each for each in saved.milestones.all()}
    prefixes = [name.removesuffix("-pk") for name in data if name.startswith("ms-") and name.endswith("-pk")]
    rows = [
        _node_row(prefix, data, nodes[data[f"{prefix}-pk"]]) for prefix in prefixes if data[f"{prefix}-pk"] in nodes
    ]
    return fields + rows


def _project_field(name: str, data: QueryDict, saved: Project, form: ProjectForm) -> Choice:
    field = form.fields[name]
    if isinstance(field, NameField):
        return _named_field(name, data, saved, field)
    value: Any = saved.stage if name == "stage" else getattr(saved, name)
    raw = field.prepare_value(getattr(value, "pk", value))
    labels = {str(key): str(label) for key, label in getattr(field, "choices", [])} if hasattr(field, "choices") else {}
    if isinstance(value, bool):
        mine, theirs = name in data, value
        words = {True: _("是"), False: _("否")}
        return Choice(name, str(field.label), words[mine], words[theirs], {name: "on" if theirs else ""})
    if isinstance(value, list):
        mine_words, their_words = (
            _("、").join(labels.get(each, each) for each in each_list) for each_list in (data.getlist(name), value)
        )
        return Choice(name, str(field.label), mine_words, their_words, {name: value})
    text = "" if raw is None else cast(Widget, field.widget).format_value(raw) or ""
    text = text[0] if isinstance(text, list) else str(text)
    mine_text = data.get(name, "")
    return Choice(name, str(field.label), labels.get(mine_text, mine_text), labels.get(text, text), {name: text})


def _named_field(name: str, data: QueryDict, saved: Project, field: NameField) -> Choice:
    """A row that is chosen from a list or by its name: told by its name whichever was sent."""
    key, none = getattr(saved, f"{name}_id"), str(field.empty_label)
    mine, theirs = field.words(data.get(name, "")) or none, field.words(key) or none
    return Choice(name, str(field.label), mine, theirs, {name: str(key or "")})


def _node_row(prefix: str, data: QueryDict, saved: Milestone) -> Choice:
    values = {name: str(getattr(saved, name) or "") for name in MilestoneForm.base_fields if name != "pk"}
    mine = {name: data.get(f"{prefix}-{name}", "") for name in values}
    label = _("节点：%(node)s") % {"node": saved.name}
    fields = {f"{prefix}-{name}": value for name, value in values.items()}
    return Choice(prefix, label, _node_words(mine), _node_words(values), fields, prose=True)


def _node_words(values: Mapping[str, str]) -> str:
    kind = dict[str, Any](MilestoneKind.choices).get(values["kind"], "")
    words = _("%(rank)s. %(name)s，%(kind)s，现计划 %(planned)s，实际 %(actual)s")
    actual = values["actual_on"] or _("未完成")
    return words % {
        "rank": values["rank"],
        "name": values["name"],
        "kind": kind,
        "planned": values["planned_on"],
        "actual": actual,
    }


def show_conflict(
    request: HttpRequest, context: dict[str, Any], carry: list[tuple[str, str]], version: int, now: dt.datetime
) -> HttpResponse:
    """409: the page on which both versions are laid side by side, and each field is chosen."""
    same = sum(choice.same for choice in context["choices"])
    context |= {
        "carry": carry,
        "version": version,
        "client_id": uuid.uuid4(),
        "now": now,
        "same": same,
        "different": len(context["choices"]) - same,
    }
    return render(request, "projects/conflict.html", context, status=409)
