"""A year of weekly updates, and what needed coordination: told along the milestones, so that one week follows the other."""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from core.workdays import ONE_DAY
from projects.enums import DeclaredLamp, Stage
from projects.models import Blocker, Period, Update
from projects.periods import WEEK, ensure_period, open_period
from zone_tracker.demo.people import People
from zone_tracker.demo.projects import Undertaking
from zone_tracker.demo.setting import Setting
from zone_tracker.demo.weekly_texts import (
    LAST_WEEKS,
    OPEN_BLOCKERS,
    PAPER_STEPS,
    SITE_NOTES,
    SOLVED_BLOCKERS,
    WORKS,
    Work,
)

WEEKS = 52
# Whose update of the open week is in already. The project officer of the log-in page has reported three of six.
REPORTED_ALREADY = ("拓野特种车底盘基地", "望野充电模块项目", "朗桥空气悬架项目")
NOT_YET = ("楚澜电驱总成项目", "砺川一体化压铸项目", "同麓焊装线项目")
REPORTED_SHARE = 0.3
UNCHANGED_SHARE = 0.12
# Part of the total investment that is done, by stage: from, to.
DONE_SHARE = {Stage.SIGNED: (0.01, 0.05), Stage.STARTED: (0.2, 0.62), Stage.BUILT: (0.74, 0.9), Stage.PRODUCING: (0.95, 0.995)}
RESOLVED_BLOCKERS = 44


def build(setting: Setting, found: People, undertakings: list[Undertaking]) -> None:
    """Write periods, updates and blockers."""
    periods, current = _periods(setting)
    dice = setting.dice("weekly")
    updates: list[Update] = []
    for each in undertakings:
        updates += _updates(setting, dice, found, each, periods, current)
    Update.objects.bulk_create(updates, batch_size=2000)
    Blocker.objects.bulk_create(_blockers(setting, found, undertakings, updates))


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
    told = _told(dice, each, weeks)
    rows = [_row(setting, found, each, week, _evening(setting, dice, week), told[week.pk]) for week in weeks]
    if _is_in_already(dice, each):
        last = rows[-1]
        story = _story(dice, each, setting.today, {})
        story = ("", "", story[2]) if each.spec.name == "望野充电模块项目" and not last.unchanged else story
        rows.append(_row(setting, found, each, current, _since_deadline(setting, dice, periods[-1]), story))
    _invest(setting, dice, each, rows, current)
    _declare(dice, each, rows)
    return rows


def _is_in_already(dice: random.Random, each: Undertaking) -> bool:
    chance = dice.random() < REPORTED_SHARE
    if each.spec.name in REPORTED_ALREADY:
        return True
    return chance and each.spec.name not in NOT_YET and not each.spec.trouble.silent


Story = tuple[str, str, bool]  # done, next, whether site work went on; an empty `done` is a week without change


def _told(dice: random.Random, each: Undertaking, weeks: list[Period]) -> dict[int, Story]:
    """What each week says. Never three weeks without change in a row; the last weeks of troubled projects are written."""
    told: dict[int, Story] = {}
    counts: dict[str, int] = defaultdict(int)
    quiet = 0
    written = LAST_WEEKS.get(each.spec.name, ())
    for left, week in zip(range(len(weeks) - 1, -1, -1), weeks, strict=True):
        if left < len(written):
            line = written[left]
            story = (line[0], line[1], True) if line else ("", "", False)
        else:
            story = _story(dice, each, week.meets_on - ONE_DAY * 3, counts)
            share = UNCHANGED_SHARE * (2 if each.spec.stage == Stage.PRODUCING else 1)
            if quiet < 1 and dice.random() < share:
                story = ("", "", False)
        quiet = 0 if story[0] else quiet + 1
        told[week.pk] = story
    return told


def _story(dice: random.Random, each: Undertaking, on: dt.date, counts: dict[str, int]) -> Story:
    """Tell where the work towards the next milestone stands on a date; `counts` remembers how often a topic was told."""
    works, nth, share = _position(each, on)
    work = works[nth]
    counts[work.topic] = counts.get(work.topic, 0) + 1
    following = works[nth + 1] if nth + 1 < len(works) else None
    if share > 0.72 or (not work.counted and counts[work.topic] > 2):
        done = f"{work.finished}。"
        after = f"启动{following.topic}。" if following else f"准备{_next_node(each, on)}。"
    elif work.counted:
        percent = min(95, max(10, 5 * round(share * 125 / 5)))
        done = f"{work.topic}完成 {percent}%。"
        after = f"{work.topic}推进到 {min(100, percent + 15)}%。" if percent < 85 else f"完成{work.topic}。"
    else:
        done = f"{work.topic}：{PAPER_STEPS[counts[work.topic] % len(PAPER_STEPS)]}。"
        after = f"办结{work.topic}。"
    if work.counted and dice.random() < 0.35:
        done += dice.choice(SITE_NOTES).format(
            men=dice.randint(28, 140), days=dice.randint(1, 3), night=dice.randint(18, 60), trucks=dice.randint(6, 40)
        )
    return done, after, work.counted


def _next_node(each: Undertaking, on: dt.date) -> str:
    waiting = (node for node in each.nodes if node.actual_on is None or node.actual_on > on)
    return next((node.name for node in waiting), "兑现核算")


def _position(each: Undertaking, on: dt.date) -> tuple[tuple[Work, ...], int, float]:
    """The works on the way to the next milestone, which of them is on, and how far it is (0 to 1)."""
    start = each.nodes[0].baseline_on - ONE_DAY * 60
    for node in each.nodes:
        end = node.actual_on or max(node.planned_on, on + ONE_DAY * 10)
        if node.actual_on is None or node.actual_on > on:
            break
        start = end
    works = WORKS[node.name]
    whole = max(1, (end - start).days)
    along = min(0.999, max(0.0, (on - start).days / whole)) * len(works)
    return works, int(along), along - int(along)


def _row(
    setting: Setting, found: People, each: Undertaking, week: Period, at: dt.datetime, story: Story
) -> Update:
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
        submission_id=setting.uuid("update", each.row.code, week.key),
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
    return max(setting.at(day, dice.randint(9, 17), dice.randint(0, 59)), last.deadline + dt.timedelta(minutes=dice.randint(5, 55)))


def _invest(setting: Setting, dice: random.Random, each: Undertaking, rows: list[Update], current: Period) -> None:
    """Spread what is done of the total investment over the weeks with works; written weeks keep their figure."""
    low, high = DONE_SHARE[each.spec.stage]
    share = each.spec.trouble.done_share or dice.uniform(low, high)
    budget = each.spec.total_wan * share
    written = [line for line in LAST_WEEKS.get(each.spec.name, ())]
    closed = [row for row in rows if row.period_id != current.pk]
    fixed = {id(row): line[2] for row, line in zip(reversed(closed), written) if line}  # noqa: B905
    started = next((node.actual_on for node in each.nodes if node.closes == Stage.STARTED), None)
    producing = next((node.actual_on for node in each.nodes if node.closes == Stage.PRODUCING), None)
    weights = {}
    for row in rows:
        if row.unchanged or id(row) in fixed:
            continue
        built = started is not None and row.period.starts_on >= started and (not producing or row.period.starts_on < producing)
        weights[id(row)] = dice.uniform(0.5, 1.5) * (1 if built else 0.06)
    whole = sum(weights.values()) or 1
    rest = max(0.0, budget - sum(fixed.values()))
    for row in rows:
        amount = fixed.get(id(row), rest * weights.get(id(row), 0) / whole)
        row.investment_wan = Decimal(int(amount // 10 * 10) if id(row) not in fixed else amount)


def _declare(dice: random.Random, each: Undertaking, rows: list[Update]) -> None:
    """The owner's lamp: the trouble's word in the last weeks, a few amber spells before."""
    known_for = dice.randint(4, 9) if each.spec.trouble.said != DeclaredLamp.GREEN else 0
    spell = 0
    for left, row in zip(range(len(rows) - 1, -1, -1), rows, strict=True):
        if left < known_for:
            row.declared = each.spec.trouble.said
        elif spell:
            row.declared, spell = DeclaredLamp.AMBER, spell - 1
        elif dice.random() < 0.03:
            row.declared, spell = DeclaredLamp.AMBER, dice.randint(1, 3)


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
    for row in dice.sample(told, min(len(told), RESOLVED_BLOCKERS * setting.scale)):
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
