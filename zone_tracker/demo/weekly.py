"""A year of weekly updates and blockers, told along the milestones, so that one week follows the other."""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from core.kernel.workdays import ONE_DAY
from projects.enums import DeclaredLamp, Stage
from projects.models import Blocker, Period, Update
from projects.periods import WEEK, ensure_period, open_period
from zone_tracker.demo.people import People
from zone_tracker.demo.project_list import NO_TROUBLE
from zone_tracker.demo.projects import Undertaking
from zone_tracker.demo.setting import Setting
from zone_tracker.demo.weekly_texts import (
    LAST_WEEKS,
    OPEN_BLOCKERS,
    OTHER_PLANS,
    OTHER_STILL,
    SITE_NOTES,
    SOLVED_BLOCKERS,
    THIS_WEEK,
    WINDOW_PLANS,
    WINDOW_STILL,
    WORKS_OF,
    Work,
)

WEEKS = 52
# Not in yet, beside THIS_WEEK: the project officer of the log-in page has reported three of six.
NOT_YET = frozenset({"楚澜电驱总成项目", "砺川一体化压铸项目", "同麓焊装线项目"})
REPORTED_SHARE = 0.3
UNCHANGED_SHARE = 0.12
QUIET_WEEKS = 6  # before the open week, in which nobody untroubled declares amber
# Part of the total investment that is done, by stage: from, to.
DONE_SHARE = {
    Stage.SIGNED: (0.01, 0.05),
    Stage.STARTED: (0.2, 0.62),
    Stage.BUILT: (0.74, 0.9),
    Stage.PRODUCING: (0.95, 0.995),
}
RESOLVED_BLOCKERS = 44


def build(setting: Setting, found: People, undertakings: list[Undertaking]) -> None:
    """Write periods, updates and blockers."""
    periods, current = _periods(setting)
    dice = setting.dice("weekly")
    updates: list[Update] = []
    for each in undertakings:
        updates += _updates(setting, dice, found, each, periods, current)
    Update.objects.bulk_create(setting.numbered(updates), batch_size=2000)
    Blocker.objects.bulk_create(setting.numbered(_blockers(setting, found, undertakings, updates)))


def _periods(setting: Setting) -> tuple[list[Period], Period]:
    """The weeks before the open one that had a meeting, oldest first; and the open one."""
    current = open_period(setting.now)
    weeks = [ensure_period(current.starts_on - WEEK * n) for n in range(WEEKS, 0, -1)]
    return [week for week in weeks if week.meets_on], current


def _updates(
    setting: Setting,
    dice: random.Random,
    found: People,
    each: Undertaking,
    periods: list[Period],
    current: Period,
) -> list[Update]:
    """The updates of one project, oldest first."""
    weeks = [week for week in periods if week.meets_on and week.meets_on > each.row.key_listed_on]
    weeks = weeks[: -each.spec.trouble.silent] if each.spec.trouble.silent else weeks
    counts: dict[str, int] = defaultdict(int)
    told = _told(setting, dice, each, weeks, counts)
    rows = [_row(setting, found, each, week, _evening(setting, dice, week), told[week.pk]) for week in weeks]
    if _is_in_already(dice, each):
        story = _this_week(setting, dice, each, rows[-1], counts)
        rows.append(_row(setting, found, each, current, _since_deadline(setting, dice, periods[-1]), story))
    _invest(setting, dice, each, rows, current)
    _declare(dice, each, rows)
    return rows


def _is_in_already(dice: random.Random, each: Undertaking) -> bool:
    """Whether the update of the open week was sent before the demo's moment."""
    chance = dice.random() < REPORTED_SHARE
    if each.spec.name in THIS_WEEK:
        return True
    return chance and each.spec.name not in NOT_YET and each.spec.trouble is NO_TROUBLE


def _this_week(
    setting: Setting, dice: random.Random, each: Undertaking, last: Update, counts: dict[str, int]
) -> "Story":
    if each.spec.name not in THIS_WEEK:
        return _story(setting, dice, each, setting.today, counts)
    line = THIS_WEEK[each.spec.name]
    return (line[0], line[1], True) if line else ("", last.next, False)


Story = tuple[str, str, bool]  # done, next, whether site work went on; an empty `done` is a week without change


def _told(
    setting: Setting, dice: random.Random, each: Undertaking, weeks: list[Period], counts: dict[str, int]
) -> dict[int, Story]:
    """What each week says. Never two quiet weeks in a row, and a quiet week keeps the plan of the week before."""
    told: dict[int, Story] = {}
    written = LAST_WEEKS.get(each.spec.name, ())
    share = UNCHANGED_SHARE * (2 if each.spec.stage == Stage.PRODUCING else 1)
    before: Story = ("", "", False)
    for left, week in zip(range(len(weeks) - 1, -1, -1), weeks, strict=True):
        if left < len(written):
            line = written[left]
            story = (line[0], line[1], True) if line else ("", before[1], False)
        elif before[0] and dice.random() < share:
            story = ("", before[1], False)
        else:
            story = _story(setting, dice, each, week.meets_on - ONE_DAY * 3, counts)
        before = told[week.pk] = story
    return told


def _story(setting: Setting, dice: random.Random, each: Undertaking, on: dt.date, counts: dict[str, int]) -> Story:
    """Tell where the work towards the next milestone stands; `counts` remembers how often a topic was told."""
    works, nth, share = _position(setting, each, on)
    work = works[nth]
    following = works[nth + 1] if nth + 1 < len(works) else None
    if work.topic != _topic(setting, each, on + WEEK):
        after = f"启动{following.topic}。" if following else f"准备{_next_node(each, on)}。"
        return f"{work.finished}。", after, work.counted
    counts[work.topic] += 1
    if not work.counted:
        return _paper(work, told=counts[work.topic] - 1)
    percent = max(5, 5 * int(share * 20))
    after = f"{work.topic}推进到 {percent + 15}%。" if percent < 80 else f"完成{work.topic}。"
    note = _site_note(dice, small=each.spec.building not in ("plant", "land"))
    return f"{work.topic}完成 {percent}%。{note}", after, True


def _paper(work: Work, *, told: int) -> Story:
    """Work without per cent: its steps, and then that it goes on."""
    plans, still = (WINDOW_PLANS, WINDOW_STILL) if work.at_window else (OTHER_PLANS, OTHER_STILL)
    step = work.steps[told] if told < len(work.steps) else still[told % len(still)]
    return f"{work.topic}：{step}。", plans[told % len(plans)].format(topic=work.topic), False


def _site_note(dice: random.Random, *, small: bool) -> str:
    """Now and then a word from the site."""
    note = dice.choice(SITE_NOTES) if dice.random() < 0.35 else ""
    men = dice.randint(8, 36) if small else dice.randint(28, 140)
    return note.format(men=men, days=dice.randint(1, 3), night=max(6, men // 3), trucks=dice.randint(2, 5 + men // 4))


def _topic(setting: Setting, each: Undertaking, on: dt.date) -> str:
    works, nth, _share = _position(setting, each, on)
    return works[nth].topic


def _next_node(each: Undertaking, on: dt.date) -> str:
    waiting = (node for node in each.nodes if node.actual_on is None or node.actual_on > on)
    return next((node.name for node in waiting), "兑现核算")


def _position(setting: Setting, each: Undertaking, on: dt.date) -> tuple[tuple[Work, ...], int, float]:
    """The works on the way to the next milestone, which of them is on, and how far it is (0 to 1)."""
    start = each.nodes[0].baseline_on - ONE_DAY * 60
    for node in each.nodes:
        end = node.actual_on or max(node.planned_on, setting.day(each.spec.trouble.told_until))
        if node.actual_on is None or node.actual_on > on:
            break
        start = end
    works = WORKS_OF[each.spec.building][node.name]
    whole = max(1, (end - start).days)
    along = min(0.999, max(0.0, (on - start).days / whole)) * len(works)
    return works, int(along), along - int(along)


def _row(setting: Setting, found: People, each: Undertaking, week: Period, at: dt.datetime, story: Story) -> Update:
    done, after, _site = story
    return Update(
        project=each.row,
        period=week,
        unchanged=not done,
        done=done,
        next=after,
        investment_wan=Decimal(0),
        declared=DeclaredLamp.GREEN,
        author=found[each.spec.reporter],
        submitted_at=at,
    )


def _evening(setting: Setting, dice: random.Random, week: Period) -> dt.datetime:
    """Most report on the afternoon of the last working day before the meeting, a few on the morning of the meeting."""
    if dice.random() < 0.08:
        return setting.at(week.meets_on, 8, dice.randint(0, 25))
    day = setting.workday_before(week.meets_on - ONE_DAY * (2 if dice.random() < 0.15 else 1))
    return setting.at(day, dice.randint(15, 18), dice.randint(0, 59))


def _since_deadline(setting: Setting, dice: random.Random, last: Period) -> dt.datetime:
    """A moment since the last deadline and before the demo's moment."""
    if last.deadline is None or last.deadline.date() >= setting.today:
        return setting.at(setting.today, 8, dice.randint(32, 58))
    day = setting.workday_before(setting.day(-1))
    return max(
        setting.at(day, dice.randint(9, 17), dice.randint(0, 59)),
        last.deadline + dt.timedelta(minutes=dice.randint(5, 55)),
    )


def _invest(setting: Setting, dice: random.Random, each: Undertaking, rows: list[Update], current: Period) -> None:
    """Spread what is done of the total investment over the weeks with works; written weeks keep their figure."""
    low, high = DONE_SHARE[each.spec.stage]
    share = each.spec.trouble.done_share or dice.uniform(low, high)
    budget = each.spec.total_wan * share
    written = LAST_WEEKS.get(each.spec.name, ())
    closed = [row for row in rows if row.period_id != current.pk]
    fixed = {id(row): line[2] for row, line in zip(reversed(closed), written, strict=False) if line}
    if rows[-1].period_id == current.pk and (line := THIS_WEEK.get(each.spec.name)):
        fixed[id(rows[-1])] = line[2]
    started = next((node.actual_on for node in each.nodes if node.closes == Stage.STARTED), None)
    producing = next((node.actual_on for node in each.nodes if node.closes == Stage.PRODUCING), None)
    weights = {}
    for row in rows:
        if row.unchanged or id(row) in fixed:
            continue
        built = (
            started is not None
            and row.period.starts_on >= started
            and (not producing or row.period.starts_on < producing)
        )
        weights[id(row)] = dice.uniform(0.5, 1.5) * (1 if built else 0.06)
    whole = sum(weights.values()) or 1
    rest = max(0.0, budget - sum(fixed.values()))
    for row in rows:
        amount = fixed.get(id(row), rest * weights.get(id(row), 0) / whole)
        row.investment_wan = Decimal(amount if id(row) in fixed else _round(amount))


def _round(wan: float) -> int:
    """Whole tens of 万元, small sums in whole 万元."""
    return int(wan // 10 * 10) if wan >= 100 else int(wan)


def _declare(dice: random.Random, each: Undertaking, rows: list[Update]) -> None:
    """The owner's lamp: the trouble's word in the last weeks, a few amber spells before."""
    known_for = dice.randint(4, 9) if each.spec.trouble.said != DeclaredLamp.GREEN else 0
    spell = 0
    before: Update | None = None
    for left, row in zip(range(len(rows) - 1, -1, -1), rows, strict=True):
        if row.unchanged and before:
            row.declared = before.declared
        elif left < known_for:
            row.declared = each.spec.trouble.said
        elif spell:
            row.declared, spell = DeclaredLamp.AMBER, spell - 1
        elif left > QUIET_WEEKS and dice.random() < 0.03:
            row.declared, spell = DeclaredLamp.AMBER, dice.randint(1, 3)
        before = row


def _blockers(
    setting: Setting, found: People, undertakings: list[Undertaking], updates: list[Update]
) -> Iterator[Blocker]:
    by_name = {each.spec.name: each for each in undertakings}
    for name, text, department, ago in OPEN_BLOCKERS:
        each = by_name[name]
        raised = setting.past_workday(setting.day(-ago))
        yield Blocker(
            project=each.row,
            text=text,
            department=found.departments[department],
            raised_by=found[each.spec.reporter],
            raised_at=setting.at(raised, 16, ago % 60),
        )
    dice = setting.dice("blockers")
    told = [row for row in updates if row.done and row.submitted_at < setting.at(setting.day(-60), 0)]
    for row in dice.sample(told, min(len(told), RESOLVED_BLOCKERS)):
        text, department = dice.choice(SOLVED_BLOCKERS)
        solved = setting.workday_after(row.submitted_at.date(), dice.randint(3, 28))
        yield Blocker(
            project=row.project,
            update_of=row,
            text=text,
            department=found.departments[department],
            raised_by=row.author,
            raised_at=row.submitted_at,
            resolved_at=setting.at(solved, dice.randint(9, 17), dice.randint(0, 59)),
        )
