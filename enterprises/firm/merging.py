"""Two files turn out to be one firm: everything moves to the file that is kept, and nothing is lost.

Which rows hang on a firm is asked of the models themselves, those of the rooms above included, so that no foreign key
can be forgotten. What both files say of the same thing (a grade, a month) becomes one row: the better known one.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pgtrigger
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.kernel.language import in_house_language
from core.kernel.links import Link, links
from core.models import User, follows_merged
from core.typed.cleaning import as_seen
from enterprises.enums import GradeStatus
from enterprises.models import (
    ChainPlace,
    Enterprise,
    EnterpriseAlias,
    EnterpriseGrade,
    EnterpriseMerge,
    FirmStanding,
    LiaisonAssignment,
    ListingStageChange,
    MonthlyFigures,
    PlanEntry,
    PlannedVisit,
    Supply,
    TechChallenge,
)

MONTHS_NAMED = 3  # of those that contradict each other, the latest
# Of two rows that say the same, the one with the greater value stays; the kept file's on a tie.
BETTER: dict[type[models.Model], Callable[[Any], Any]] = {
    ChainPlace: lambda row: 0,
    EnterpriseAlias: lambda row: 0,
    EnterpriseGrade: lambda row: (row.status == GradeStatus.RECOGNISED, -(row.on or dt.date.max).toordinal()),
    LiaisonAssignment: lambda row: row.ends_on is None,
    ListingStageChange: lambda row: bool(row.source),
    MonthlyFigures: lambda row: row.verified_by_id is not None,
    PlannedVisit: lambda row: bool(row.what),
    PlanEntry: lambda row: (row.left_on is None, row.recognised_on is not None),
    Supply: lambda row: 0,
    TechChallenge: lambda row: row.solved_on is not None,
}


class CannotMerge(Exception):
    """There are reasons not to merge; `reasons` says them."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def firm_links() -> list[Link]:
    """Every column that names a firm, but for the history of merges itself and the rows that triggers write."""
    ours = [each for each in links(Enterprise) if each.model not in (EnterpriseMerge, FirmStanding)]
    return sorted(ours, key=lambda link: (link.model._meta.label, link.column))


def follow_merges() -> None:
    """Whatever names a firm, in whichever room, is written to the file that was kept: PostgreSQL looks last."""
    for link in firm_links():
        pgtrigger.register(follows_merged(link.model._meta.get_field(link.column)))(link.model)


def clashes(kept: Enterprise, merged: Enterprise) -> Iterator[tuple[Link, Any, Any]]:
    """Pairs of rows that say the same of both files."""
    for link in firm_links():
        for unique in link.uniques():
            there = {unique.value(row): row for row in link.of(kept).filter(unique.condition)}
            for row in link.of(merged).filter(unique.condition):
                if twin := there.get(unique.value(row)):
                    yield link, twin, row


def reasons_against(kept: Enterprise, merged: Enterprise) -> list[str]:
    """Why these two cannot be merged yet, as sentences; empty when they can."""
    if kept.pk == merged.pk:
        return [_("请另选一份档案。")]
    found, months = [], []
    if kept.merged_into_id or merged.merged_into_id:
        found.append(_("其中一份档案已经并入别的企业。"))
    if kept.uscc and merged.uscc and kept.uscc != merged.uscc:
        found.append(_("两份档案的信用代码都有效但不相同，请先核对是不是同一家企业。"))
    for link, ours, theirs in clashes(kept, merged):
        if link.model not in BETTER:
            found.append(_("两份档案都有：%(what)s，请先核对。") % {"what": f"{link.label} {ours}"})
        elif link.model is MonthlyFigures and _contradict(ours, theirs):
            months.append(f"{ours.month:%Y-%m}")
    if months:
        words = {"n": len(months), "months": _("、").join(sorted(months)[-MONTHS_NAMED:])}
        found.append(_("有 %(n)d 个月的月报都已核实但不相同（%(months)s），请先核对。") % words)
    return found


def _contradict(ours: MonthlyFigures, theirs: MonthlyFigures) -> bool:
    """Whether two people vouch for different figures of one month."""
    verified = ours.verified_by_id is not None and theirs.verified_by_id is not None
    return verified and ours.output_wan != theirs.output_wan


def counts(kept: Enterprise, merged: Enterprise) -> list[tuple[str, int, int]]:
    """What hangs on each of the two files: label and how many."""
    rows = [(link.label, link.of(kept).count(), link.of(merged).count()) for link in firm_links()]
    return [row for row in rows if row[1] or row[2]]


@transaction.atomic
def merge(kept: Enterprise, merged: Enterprise, *, reason: str, by: User, now: dt.datetime) -> EnterpriseMerge:
    """Move everything from one file to the other. Its names become other names of the kept file, its code moves when
    the kept file has none; the row stays behind as 已并入, so that old links and the history still lead somewhere.

    The same merge again returns the first one. Nobody is notified. Raises CannotMerge with the reasons.
    """
    pks = [kept.pk, merged.pk]
    locked = {firm.pk: firm for firm in Enterprise.objects.select_for_update().filter(pk__in=pks).order_by("pk")}
    kept, merged = locked[kept.pk], locked[merged.pk]
    if merged.merged_into_id == kept.pk and kept.pk != merged.pk:
        return EnterpriseMerge.objects.get(merged=merged)
    if reasons := reasons_against(kept, merged):
        raise CannotMerge(reasons)
    Supply.objects.filter(Q(supplier=kept, customer=merged) | Q(supplier=merged, customer=kept)).delete()
    moved: dict[str, int] = {}
    for link, ours, theirs in list(clashes(kept, merged)):
        _absorb(link, ours, theirs)
    for link in firm_links():
        if number := link.of(merged).update(**{link.column: kept}):
            with in_house_language():
                moved[link.label] = moved.get(link.label, 0) + number
    _take_names(kept, merged)
    return EnterpriseMerge.objects.create(kept=kept, merged=merged, reason=reason, moved=moved, by=by, at=now)


def _absorb(link: Link, ours: Any, theirs: Any) -> None:
    """Make one row of two: what hangs on theirs moves to ours, the better known values stay."""
    for child in theirs._meta.related_objects:
        if child.field.name != "pgh_obj":
            child.related_model._base_manager.filter(**{child.field.name: theirs}).update(**{child.field.name: ours})
    better = BETTER[link.model]
    known = {field.attname: getattr(theirs, field.attname) for field in theirs._meta.concrete_fields}
    takes = better(theirs) > better(ours)
    theirs.delete()
    if takes:
        for name, value in known.items():
            if name not in (theirs._meta.pk.attname, f"{link.column}_id"):
                setattr(ours, name, value)
        ours.save()


def _take_names(kept: Enterprise, merged: Enterprise) -> None:
    code, merged.uscc, merged.merged_into = merged.uscc, None, kept
    merged.save()
    kept.uscc = kept.uscc or code
    kept.full_name = kept.full_name or merged.full_name
    for column in ("cluster", "park", "address", "concerns"):
        setattr(kept, column, getattr(kept, column) or getattr(merged, column))
    kept.save()
    known = {as_seen(kept.short_name), as_seen(kept.full_name)}
    for name in (merged.short_name, merged.full_name):
        if name and as_seen(name) not in known:
            kept.also_called(name)
