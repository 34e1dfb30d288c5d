"""Projects of the further zones: their plans and what was promised, their weeks and meetings, and leads."""

from collections.abc import Sequence

from django.db.models import Q

from enterprises.names import NameKeys
from projects.models import (
    Action,
    ActionEntry,
    AfterCareItem,
    AgendaItem,
    Blocker,
    BlockerAnswer,
    Commitment,
    CommitmentReading,
    Instruction,
    Lead,
    LeadNote,
    Milestone,
    Postponement,
    Project,
    Snapshot,
    StageChange,
    Update,
    YearPlan,
)
from zone_tracker.demo.scale.block import Noun, Row, Told
from zone_tracker.demo.scale.names import WORD, keys_of
from zone_tracker.demo.scale.zones import Zones

PROJECTS, OPEN_LEADS = 40, 24
CITY = 2  # characters with which the name of an open lead begins
FIRST_RANK = 100  # of an agenda's lines, behind those of the demo's own zone


def nouns(frozen: Sequence[int]) -> tuple[Noun, ...]:
    """The nouns of projects; snapshots and agenda of the weeks with these keys."""
    lately = Q(period__in=frozen)
    return (
        Noun(Project, each=PROJECTS, where=Q(is_example=True), says=PROJECT),
        Noun(Milestone, of="project_id"),
        Noun(StageChange, of="project_id"),
        Noun(YearPlan, of="project_id"),
        Noun(Commitment, of="project_id"),
        Noun(CommitmentReading, of="commitment_id"),
        Noun(AfterCareItem, of="project_id"),
        Noun(Update, of="project_id"),
        Noun(Blocker, of="project_id"),
        Noun(BlockerAnswer, of="blocker_id"),
        Noun(Action, of="project_id", says={"number": _number}),
        Noun(ActionEntry, of="action_id"),
        Noun(Instruction, of="project_id"),
        Noun(Postponement, of="milestone_id"),
        Noun(Snapshot, of="project_id", where=lately, says={"author": _author}),
        Noun(AgendaItem, of="project_id", where=lately, says={"rank": _rank}),
        Noun(Lead, of="project_id", says=SIGNED_LEAD),
        Noun(Lead, each=OPEN_LEADS, where=Q(project__isnull=True), says=OPEN_LEAD),
        Noun(LeadNote, of="lead_id"),
    )


def _name(zones: Zones, row: Row, zone: int) -> str:
    """A project is called after its firm."""
    return zones.names.word(row.links["enterprise_id"], zone) + row.cells["name"][WORD:]


def _code(zones: Zones, row: Row, zone: int) -> str:
    prefix, _dash, _number = row.cells["code"].rpartition("-")
    return f"{prefix}-{zones.number(row, zone):03d}"


def _keys(zones: Zones, row: Row, zone: int) -> NameKeys:
    return keys_of(_name(zones, row, zone), _code(zones, row, zone))


PROJECT = {
    "name": lambda zones, row: lambda zone: _name(zones, row, zone),
    "code": lambda zones, row: lambda zone: _code(zones, row, zone),
    "pinyin": lambda zones, row: lambda zone: _keys(zones, row, zone).pinyin,
    "search_keys": lambda zones, row: lambda zone: _keys(zones, row, zone).search_keys,
    "search_grams": lambda zones, row: lambda zone: _keys(zones, row, zone).search_grams,
}


def _number(zones: Zones, row: Row) -> Told:
    """交办单 of a week are numbered on behind those of the demo's own zone."""
    week, _dash, _number = row.cells["number"].rpartition("-")
    return lambda zone: f"{week}-{FIRST_RANK + zones.number(row, zone)}"


def _author(zones: Zones, row: Row) -> Told:
    return zones.team.name_for(row.cells["author"])


def _rank(zones: Zones, row: Row) -> Told:
    """The lines of all zones lie between each other, so that the sections of an agenda stay in order."""
    same = [each for each in zones.block.rows[AgendaItem] if each.cells["period_id"] == row.cells["period_id"]]
    place = sorted(same, key=lambda each: (int(each.cells["rank"]), each.place)).index(row)
    return lambda zone: str(FIRST_RANK + place * zones.count + zone)


SIGNED_LEAD = {
    "name": lambda zones, row: lambda zone: _name(zones, row.links["project_id"], zone),
    "firm_name": lambda zones, row: lambda zone: zones.names.firm(row.links["project_id"].links["enterprise_id"], zone),
}


def _open_lead(zones: Zones, row: Row) -> Told:
    """A lead bears a word of a firm of its zone; its kind of works is its own, so that no two are called the same."""
    city, rest = row.cells["name"][:CITY], row.cells["name"][CITY:]
    return lambda zone: f"{city}{zones.names.plain_word(row.place, zone)}{rest}"


OPEN_LEAD = {"name": _open_lead}
