"""The weekly rhythm of a year: moved dates, meetings with their 交办单 and 批示, and every week as it froze."""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from django.db.models import F

from core.enums import Role
from core.kernel.workdays import ONE_DAY
from projects.enums import ActionState, Decision, EntryKind
from projects.meeting.escalation import escalate
from projects.models import (
    Action,
    ActionEntry,
    AgendaItem,
    Blocker,
    BlockerAnswer,
    Instruction,
    Milestone,
    Period,
    Postponement,
)
from projects.week import freezing
from zone_tracker.demo.people import People
from zone_tracker.demo.projects import Undertaking
from zone_tracker.demo.rhythm_texts import ANSWERS, ASKED, ATTENDED, HOST, INSTRUCTIONS, NOTES, ORDERS, REASONS
from zone_tracker.demo.setting import Setting


def build(setting: Setting, found: People, undertakings: list[Undertaking]) -> None:
    """Write what moved and what was decided, then freeze the past weeks one after the other."""
    by_name = {each.spec.name: each for each in undertakings}
    met = [each for each in Period.objects.order_by("starts_on") if each.deadline and each.deadline <= setting.now]
    _moves(setting, found, undertakings)
    Postponement.objects.bulk_create(_asked(setting, found, by_name))
    _orders(setting, found, by_name, met)
    Instruction.objects.bulk_create(
        setting.numbered(
            Instruction(project=by_name[name].row, text=text, by=found[who], at=setting.at(setting.day(-ago), 18, 20))
            for name, who, ago, text in INSTRUCTIONS
        )
    )
    _answers(setting, found)
    for period in met:
        freezing.freeze(period, now=period.deadline + dt.timedelta(seconds=20))
    over = Period.objects.filter(frozen_at__isnull=False, ends_on__lt=setting.today)
    for period in over:
        period.closed_at = setting.at(period.ends_on + ONE_DAY, 0, 1)
        period.host, period.attended = HOST, ATTENDED
    Period.objects.bulk_update(over, ["closed_at", "host", "attended"])
    _notes(setting, found, by_name, met)


def _moves(setting: Setting, found: People, undertakings: list[Undertaking]) -> None:
    """Every node whose plan lies behind its baseline was moved there: the first in decided steps, the rest with it."""
    dice = setting.dice("rhythm")
    nodes: dict[int, list[Milestone]] = defaultdict(list)
    for node in Milestone.objects.filter(planned_on__gt=F("baseline_on")).order_by("project", "rank"):
        nodes[node.project_id].append(node)
    first, rest = [], []
    for each in undertakings:
        moved = nodes[each.row.pk]
        if moved:
            steps = _steps_of(setting, dice, found, each, moved[0])
            first += steps
            rest += [_with(node, steps[-1]) for node in moved[1:]]
    Postponement.objects.bulk_create(first)
    Postponement.objects.bulk_create(rest)


def _steps_of(
    setting: Setting, dice: random.Random, found: People, each: Undertaking, node: Milestone
) -> list[Postponement]:
    """One to three decisions, each of at most some twenty-five days, the last of them before the date that it moved."""
    days = (node.planned_on - node.baseline_on).days
    times = min(1 + days // 25, 3)
    dates = [node.baseline_on + ONE_DAY * (days * n // times) for n in range(times + 1)]
    last = min(setting.today, node.planned_on) - ONE_DAY * 8
    steps = []
    for n, (from_on, to_on) in enumerate(pairwise(dates)):
        decided = setting.workday_before(min(from_on, last) - ONE_DAY * (3 + 12 * (times - 1 - n)))
        steps.append(
            Postponement(
                milestone=node,
                from_on=from_on,
                to_on=to_on,
                reason=dice.choice(REASONS),
                with_followers=n == times - 1,
                state=Decision.APPROVED,
                requested_by=found[each.spec.reporter],
                requested_at=setting.at(decided - ONE_DAY * 2, 15, 10),
                decided_by=found[each.spec.leader],
                decided_at=setting.at(decided, 10, 30),
                note="同意。",
            )
        )
    return steps


def _with(node: Milestone, step: Postponement) -> Postponement:
    """A node that was pushed along."""
    return Postponement(
        milestone=node,
        from_on=node.baseline_on,
        to_on=node.planned_on,
        reason=f"随{step.milestone.name}顺延",
        follows=step,
        state=Decision.APPROVED,
        requested_by=step.requested_by,
        requested_at=step.requested_at,
        decided_by=step.decided_by,
        decided_at=step.decided_at,
    )


def _asked(setting: Setting, found: People, by_name: dict[str, Undertaking]) -> Iterator[Postponement]:
    for name, days, reason in ASKED:
        each = by_name[name]
        node = Milestone.objects.filter(project=each.row, actual_on__isnull=True).order_by("rank").first()
        if node:
            yield Postponement(
                milestone=node,
                from_on=node.planned_on,
                to_on=setting.workday_after(setting.today + ONE_DAY * days),
                reason=reason,
                with_followers=True,
                requested_by=found[each.spec.reporter],
                requested_at=setting.at(setting.past_workday(setting.day(-2)), 16, 40),
            )


def _orders(setting: Setting, found: People, by_name: dict[str, Undertaking], met: list[Period]) -> None:
    """交办单 with their steps, numbered as they were issued."""
    actions, entries, numbers = [], [], {}
    for name, title, requirements, owner, ago, days, steps in ORDERS:
        period = met[-1 - ago]
        numbers[period.pk] = numbers.get(period.pk, 0) + 1
        each, day = by_name[name], period.meets_on
        kinds = [kind for _after, kind, _text in steps]
        state = {"closed": ActionState.CLOSED, "proof": ActionState.SUBMITTED}.get(kinds[-1] if kinds else "")
        action = Action(
            number=f"{period.iso_year}-{period.iso_week:02d}-{numbers[period.pk]:02d}",
            period=period,
            project=each.row,
            title=title,
            requirements=requirements,
            owner=found[owner],
            department=found[owner].department,
            due_on=setting.workday_after(day, days),
            issued_by=found[each.spec.leader],
            issued_at=setting.at(day, 9, 20 + numbers[period.pk]),
            state=state or ActionState.OPEN,
        )
        for after, kind, text in steps:
            by = found[each.spec.leader] if kind in ("closed", "returned") else found[owner]
            moment = setting.at(setting.past_workday(day + ONE_DAY * after), 11 if kind == "progress" else 16, 20)
            entries.append(ActionEntry(action=action, kind=EntryKind(kind), text=text, by=by, at=moment))
            if kind == "closed":
                action.closed_at, action.closed_by = moment, by
        actions.append(action)
    Action.objects.bulk_create(setting.numbered(actions))
    ActionEntry.objects.bulk_create(setting.numbered(entries))


def _answers(setting: Setting, found: People) -> None:
    """Departments answered most of what is open; what they left lying went up by itself."""
    handlers = {each.department_id: each for each in found.users.values() if Role.HANDLER in each.roles}
    waiting = Blocker.objects.open().select_related("project").order_by("pk")
    answers = []
    for blocker in waiting:
        said = ANSWERS.get((blocker.project.name, blocker.text[:6]))
        by = handlers.get(blocker.department_id)
        if said and by:
            ago, text, promised = said
            at = setting.at(setting.past_workday(setting.day(-ago)), 15, 40)
            answers.append(
                BlockerAnswer(
                    blocker=blocker, text=text, promised_on=setting.workdays_from_today(promised), by=by, at=at
                )
            )
    BlockerAnswer.objects.bulk_create(setting.numbered(answers))
    escalate(setting.now)


def _notes(setting: Setting, found: People, by_name: dict[str, Undertaking], met: list[Period]) -> None:
    """What past meetings said to some lines."""
    for name, ago, note in NOTES:
        period = met[-1 - ago]
        AgendaItem.objects.filter(period=period, project=by_name[name].row).update(
            note=note, noted_by=found["程听澜"], discussed_at=setting.at(period.meets_on, 9, 25)
        )
