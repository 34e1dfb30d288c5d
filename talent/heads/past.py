"""What a person's page shows of the counting: the proofs by kind, and 经过."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from talent.counting import ONE_DAY
from talent.enums import ProofKind
from talent.models import HeadRule, Proof, Talent


@dataclass(frozen=True)
class Column:
    """The proofs of a kind, the latest first, and whether one holds today."""

    kind: ProofKind
    proofs: list[Proof]
    holds: bool

    @property
    def is_recognition(self) -> bool:
        """Whether the person's own row says it too."""
        return self.kind == ProofKind.RECOGNITION


@dataclass(frozen=True)
class Past:
    """A line of 经过; `url` is where it is corrected."""

    on: dt.date
    what: str
    note: str = ""
    url: str = ""


def past_of(person: Talent, rule: HeadRule | None, today: dt.date) -> list[Past]:
    """What became of a person, in the order of its days."""
    return sorted(_past(person, rule, today), key=lambda each: each.on)


def _past(person: Talent, rule: HeadRule | None, today: dt.date) -> Iterator[Past]:
    yield Past(person.arrived_on, _("引进"), str(person.enterprise or ""))
    for nth, change in enumerate(person.category_changes.all()):
        what = _("登记为%(category)s") if not nth else _("改为%(category)s")
        url = reverse("talent:category_correct", args=[person.pk, change.pk])
        yield Past(change.on, what % {"category": change.get_category_display()}, change.reason, url)
    if person.recognised_on:
        yield Past(person.recognised_on, _("认定"), person.evidence)
    for span in person.spans.all():
        yield Past(span.since, _("计入%(category)s") % {"category": span.get_category_display()})
        if span.until and span.until < today and not _goes_on(person, span.until):
            yield Past(span.until + ONE_DAY, _("不再计入"))
    for away in person.absences.all():
        url = reverse("talent:absence_correct", args=[person.pk, away.pk])
        yield Past(away.left_on, away.get_left_how_display(), away.why, url)
        yield Past(away.returned_on, _("回园"), "", url)
    if person.left_on:
        url = reverse("talent:talent_leave", args=[person.pk])
        yield Past(person.left_on, person.get_left_how_display(), person.left_note, url)


def _goes_on(person: Talent, until: dt.date) -> bool:
    """Whether another span begins the day after."""
    return any(span.since == until + ONE_DAY for span in person.spans.all())
