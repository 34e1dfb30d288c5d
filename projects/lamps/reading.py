"""A project's two lamps as people read them, from the evidence of a moment. Pure: nothing is loaded here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.enums import Lamp
from projects.enums import LampRule
from projects.lamps.rules import Cause, Day, MilestoneFacts, ProjectFacts, Reason, in_words, one_sentence, system_lamp

LOOK_BACK_UPDATES = 8


@dataclass(frozen=True)
class LastUpdate:
    """The latest weekly update of a project."""

    period_id: int
    starts_on: dt.date
    declared: str
    unchanged: bool
    submitted_at: dt.datetime


@dataclass(frozen=True)
class Override:
    """调整灯色（人工）: what a leader set until a day, and why."""

    lamp: Lamp
    ends_on: dt.date
    by: str
    reason: str


@dataclass(frozen=True)
class LampReading:
    """A project's two lamps: the system's with its reasons, and what the owner declared last ("" = never).

    `lamp` is the system lamp in force. It is what the rules say (`ruled`) unless a leader set another one until the
    end of `overridden_until`; the reasons then begin with that. `milestones` is the plan where it was loaded.
    """

    ruled: Lamp
    causes: tuple[Cause, ...]
    day: Day
    declared: str
    last: LastUpdate | None
    silent_periods: int
    next_milestone: MilestoneFacts | None
    has_plan: bool
    override: Override | None = None
    milestones: tuple[MilestoneFacts, ...] = ()

    @property
    def lamp(self) -> Lamp:
        """The system lamp in force."""
        return self.override.lamp if self.override else self.ruled

    @property
    def overridden_until(self) -> dt.date | None:
        return self.override.ends_on if self.override else None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the lamp is lit, in the reader's language; a leader's word comes first."""
        words = tuple(in_words(cause, self.day) for cause in self.causes)
        return (self._overridden(self.override), *words) if self.override else words

    @property
    def said(self) -> tuple[str, ...]:
        """What fired, without the limits that it passed; a leader's word with the leader's reason."""
        words = tuple(in_words(cause, self.day).text for cause in self.causes)
        return (str(self._overridden(self.override)), *words) if self.override else words

    def _overridden(self, override: Override) -> Reason:
        words = {
            "who": override.by,
            "lamp": override.lamp.label,
            "until": override.ends_on,
            "ruled": self.ruled.label,
        }
        text = _("%(who)s改判为%(lamp)s至 %(until)s，按规则为%(ruled)s") % words
        return Reason(override.lamp, text, override.reason)

    @property
    def why(self) -> str:
        """The reasons as one sentence without a full stop."""
        return one_sentence(self.reasons)

    @property
    def differ(self) -> bool:
        """两灯不一致."""
        return bool(self.declared) and self.lamp.contradicts(self.declared)


@dataclass(frozen=True)
class Evidence:
    """What is known of a project at a moment. `updates` are the latest, the latest first; `due` are open 交办单."""

    stage: str
    closed: bool
    assigned: bool = True
    stopped: bool = False
    paused: bool = False
    resumes_on: dt.date | None = None
    milestones: tuple[MilestoneFacts, ...] = ()
    updates: Sequence[LastUpdate] = ()
    due: tuple[tuple[str, dt.date], ...] = ()
    was_red: bool = False
    override: Override | None = None
    asked: Sequence[dt.date] = field(default_factory=list)  # Mondays of the weeks that asked it and are over

    @property
    def last(self) -> LastUpdate | None:
        return self.updates[0] if self.updates else None

    @property
    def silent(self) -> list[dt.date]:
        """Mondays of the weeks that asked and were not answered, the latest first."""
        answered = self.last.starts_on if self.last else dt.date.min
        return [start for start in self.asked if start > answered]

    @property
    def unchanged(self) -> int:
        """How many of the latest updates said 无变化."""
        return next((n for n, each in enumerate(self.updates) if not each.unchanged), len(self.updates))


def read(evidence: Evidence, day: Day) -> LampReading:
    """Put the evidence under the rules."""
    facts = ProjectFacts(
        stage=evidence.stage,
        milestones=evidence.milestones,
        silent_periods=len(evidence.silent),
        assigned=evidence.assigned,
        unchanged_periods=evidence.unchanged,
        closed=evidence.closed,
        stopped=evidence.stopped,
        paused=evidence.paused,
        resumes_on=evidence.resumes_on,
        overdue_actions=tuple((number, due_on) for number, due_on in evidence.due if due_on < day.today),
        was_red=evidence.was_red,
    )
    verdict = system_lamp(facts, day.today, day.calendar, day.limits)
    return LampReading(
        ruled=verdict.lamp,
        causes=verdict.causes,
        day=day,
        declared=evidence.last.declared if evidence.last and not (evidence.paused or evidence.stopped) else "",
        last=evidence.last,
        silent_periods=facts.silent_periods,
        next_milestone=next(iter(facts.open_milestones), None),
        has_plan=bool(facts.milestones),
        override=None if verdict.lamp == Lamp.DONE or evidence.stopped or evidence.paused else evidence.override,
        milestones=evidence.milestones,
    )


def as_kept(causes: Sequence[Cause]) -> list[dict[str, Any]]:
    """Causes as JSON. The periods of a silence are not kept: they are counted when they are read."""
    return [
        {
            "rule": str(cause.rule),
            "lamp": str(cause.lamp),
            "about": cause.about,
            "since": cause.since and str(cause.since),
            "n": 0 if cause.rule == LampRule.SILENT else cause.n,
        }
        for cause in causes
    ]


def from_kept(rows: Sequence[dict[str, Any]], *, silent: int) -> tuple[Cause, ...]:
    """Causes from JSON, with the periods of silence as they are now."""
    return tuple(
        Cause(
            rule := LampRule(row["rule"]),
            Lamp(row["lamp"]),
            row["about"],
            dt.date.fromisoformat(row["since"]) if row["since"] else None,
            silent if rule == LampRule.SILENT else row["n"],
        )
        for row in rows
    )
