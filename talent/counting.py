"""Who counts on which day: one pure function of the rule and of what is known about a person.

PostgreSQL keeps the same as rows (`talent/models/spans.py`); the recount and the tests hold one against the other.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from talent.enums import LeaversCount, Missing, ProofKind

ONE_DAY = dt.timedelta(days=1)


class Rule(NamedTuple):
    """A version of 计数规则, in force from a day on; the first one also before it."""

    valid_from: dt.date
    begins_on: dt.date | None  # of the programme; recognised before it means nothing unless `counts_before`
    needs_recognition: bool = True
    needs_contract: bool = True
    needs_insurance: bool = True
    needs_identity: bool = True
    counts_before: bool = False
    counts_without_firm: bool = False
    leavers: str = LeaversCount.MONTH

    def gone_from(self, left_on: dt.date) -> dt.date:
        """From which day on somebody does not count who left on this day."""
        if self.leavers == LeaversCount.DAY:
            return left_on
        if self.leavers == LeaversCount.MONTH:
            return left_on.replace(day=1)
        return dt.date(left_on.year + 1, 1, 1)


class Proven(NamedTuple):
    """A proof and the days for which it holds; without an end it holds still."""

    kind: str
    since: dt.date
    until: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether it holds on a day, its last one included."""
        return self.since <= day and (self.until is None or day <= self.until)


class Away(NamedTuple):
    """From the day on which somebody left until the one on which they came back."""

    left_on: dt.date
    returned_on: dt.date | None = None


class Span(NamedTuple):
    """Days on which somebody counts in a category, both ends included; open without `until`."""

    category: str
    since: dt.date
    until: dt.date | None


@dataclass(frozen=True)
class Facts:
    """What is known of a person. `categories` are the days from which each was theirs, in order."""

    category: str
    arrived_on: dt.date
    recognised_on: dt.date | None = None
    has_identity: bool = False
    has_firm: bool = False
    categories: Sequence[tuple[dt.date, str]] = field(default=())
    proofs: Sequence[Proven] = field(default=())
    aways: Sequence[Away] = field(default=())

    def category_on(self, day: dt.date) -> str:
        """The category of a day; before the first change what that one says."""
        known = [category for on, category in self.categories if on <= day]
        if known:
            return known[-1]
        return self.categories[0][1] if self.categories else self.category

    def has_left(self, day: dt.date) -> bool:
        """Whether they are away on a day, whatever the rule counts."""
        return any(away.left_on <= day and not (away.returned_on and away.returned_on <= day) for away in self.aways)

    def proven(self, kind: str, day: dt.date) -> bool:
        """Whether a proof of this kind holds on a day."""
        return any(proof.kind == kind and proof.holds(day) for proof in self.proofs)


def in_force(rules: Sequence[Rule], day: dt.date) -> Rule | None:
    """The version of a day, the first one before all of them; `rules` are in order. None without any."""
    known = [rule for rule in rules if rule.valid_from <= day]
    return known[-1] if known else next(iter(rules), None)


def missing(facts: Facts, rule: Rule, day: dt.date) -> list[Missing]:
    """Why somebody does not count on a day; empty for who does."""
    return list(_missing(facts, rule, day))


def _missing(facts: Facts, rule: Rule, day: dt.date) -> Iterator[Missing]:
    recognised = facts.recognised_on is not None and facts.recognised_on <= day
    if (rule.needs_recognition and not recognised) or facts.arrived_on > day:
        yield Missing.RECOGNITION
    contract = not rule.needs_contract or facts.proven(ProofKind.CONTRACT, day)
    if not (contract and (not rule.needs_insurance or facts.proven(ProofKind.INSURANCE, day))):
        yield Missing.EMPLOYMENT
    if rule.needs_identity and not facts.has_identity:
        yield Missing.IDENTITY
    if facts.recognised_on and rule.begins_on and facts.recognised_on < rule.begins_on and not rule.counts_before:
        yield Missing.BEFORE
    if not (facts.has_firm or rule.counts_without_firm):
        yield Missing.FIRM
    if any(
        rule.gone_from(away.left_on) <= day and not (away.returned_on and away.returned_on <= day)
        for away in facts.aways
    ):
        yield Missing.LEFT


def spans(facts: Facts, rules: Sequence[Rule]) -> list[Span]:
    """The days on which somebody counts, by category, in order: no two of them touch in the same category."""
    found: list[Span] = []
    state = ""
    for day in _turns(facts, rules):
        rule = in_force(rules, day)
        counts = "" if rule is None or missing(facts, rule, day) else facts.category_on(day)
        if counts == state:
            continue
        if state:
            found[-1] = found[-1]._replace(until=day - ONE_DAY)
        if counts:
            found.append(Span(counts, day, None))
        state = counts
    return found


def _turns(facts: Facts, rules: Sequence[Rule]) -> list[dt.date]:
    """Every day on which the answer may change."""
    return sorted({day for day in _days(facts, rules) if day})


def _days(facts: Facts, rules: Iterable[Rule]) -> Iterator[dt.date | None]:
    yield facts.arrived_on
    yield facts.recognised_on
    for on, _category in facts.categories:
        yield on
    for proof in facts.proofs:
        yield proof.since
        yield proof.until + ONE_DAY if proof.until else None
    for rule in rules:
        yield rule.valid_from
        for away in facts.aways:
            yield rule.gone_from(away.left_on)
    for away in facts.aways:
        yield away.returned_on
