"""Services of talents: cards, flats with who lives in them and who waits, schools, mentors. All of it is invented."""

import datetime as dt
import random
from typing import TypeVar

from dateutil.relativedelta import relativedelta

from talent.enums import Category, MentorOutcome, SchoolStage, SchoolState, Term, WishState
from talent.models import (
    Apartment,
    CardGrade,
    FlatWish,
    GreenCard,
    HonourGrant,
    Mentorship,
    SchoolPlace,
    Talent,
    Tenancy,
    seed_card_grades,
)
from zone_tracker.demo.setting import Setting

Row = TypeVar("Row")
ESTATE = "人才家园（示例）"
SIZES = ((1, 48, 620), (2, 80, 980), (2, 86, 1050), (3, 108, 1380))  # rooms, m², yuan a month
FLOORS, A_FLOOR, BUILDINGS = (8, 9, 16, 17), 3, ("3 栋", "5 栋", "6 栋")
WAITING, CARDS, SCHOOLS, PAIRS = 9, 40, 12, 14
TRADES = ("镜头装调", "光学检测", "焊接", "数控加工", "电机调试")
ONE_DAY = dt.timedelta(days=1)


def build(setting: Setting) -> None:
    """Write plausible rows for people of the demo who count."""
    seed_card_grades()
    dice = setting.dice("care")
    people = list(
        Talent.objects.filter(is_example=True, left_on__isnull=True, recognised_on__isnull=False).order_by("pk")
    )
    dice.shuffle(people)
    _cards(setting, people[:CARDS])
    _flats(setting, dice, people[5:])
    _schools(setting, dice, people[: 3 * SCHOOLS : 3])
    _mentors(setting, dice, people)
    for nth, grant in enumerate(HonourGrant.objects.filter(talent__is_example=True).select_related("talent")):
        grant.on, grant.number = setting.day(-40 - 9 * (nth % 30)), f"示荣字 {nth + 1:03d} 号"
        grant.evidence, grant.is_example = "（示例）授予决定", True
        grant.save()


def _cards(setting: Setting, people: list[Talent]) -> None:
    by_name = list(CardGrade.objects.all())
    order = {Category.LEADING: 0, Category.ENGINEER: 1, Category.CRAFTSMAN: 2}
    rows = []
    for nth, person in enumerate(people):
        grade = by_name[min(order[Category(person.category)], len(by_name) - 1)]
        until = setting.day(12 + 13 * nth) if nth % 8 else setting.day(10 + nth)
        since = until + ONE_DAY - relativedelta(months=grade.months)
        rows.append(
            _example(GreenCard(talent=person, grade=grade, number=f"示{nth + 1:04d}", since=since, until=until))
        )
    GreenCard.objects.bulk_create(setting.numbered(rows))


def _flats(setting: Setting, dice: random.Random, people: list[Talent]) -> None:
    rows = []
    for building in BUILDINGS:
        for floor in FLOORS:
            for nth in range(1, A_FLOOR + 1):
                rooms, area, rent = dice.choice(SIZES)
                room = f"{floor:02d}{nth:02d}"
                said = {"rooms": rooms, "area": area, "rent": rent}
                rows.append(_example(Apartment(estate=ESTATE, building=building, room=room, **said)))
    rows[4].repair_since, rows[4].repair_until = setting.day(-20), setting.day(25)
    rows[11].repair_since = setting.day(-6)
    flats = Apartment.objects.bulk_create(setting.numbered(rows))
    left, tenancies = iter(people), []
    for nth, flat in enumerate(flats):
        day = setting.day(-dice.randint(380, 520))
        if nth % 3 == 0:  # somebody who moved out
            until = day + relativedelta(months=dice.randint(4, 7))
            tenancies.append(_example(Tenancy(apartment=flat, talent=next(left), since=day, until=until)))
            day = until + ONE_DAY * dice.randint(10, 40)
        if nth in (4, 11) or nth % 12 == 9:  # in repair, or empty
            continue
        until = (
            setting.day(8 + nth) if nth % 13 == 2 else day + relativedelta(years=2, months=dice.randint(0, 8)) - ONE_DAY
        )
        tenancies.append(_example(Tenancy(apartment=flat, talent=next(left), since=day, until=until)))
    Tenancy.objects.bulk_create(setting.numbered(tenancies))
    wishes = [
        _example(FlatWish(talent=next(left), asked_on=setting.day(-150 + 14 * nth), persons=dice.randint(1, 4)))
        for nth in range(WAITING)
    ]
    wishes[0].state, wishes[0].decided_on = WishState.OFFERED, setting.day(-3)
    FlatWish.objects.bulk_create(setting.numbered(wishes))


def _schools(setting: Setting, dice: random.Random, people: list[Talent]) -> None:
    states = [SchoolState.ADMITTED] * 3 + [SchoolState.WORKING, SchoolState.ASKED, SchoolState.FAILED]
    rows = []
    for nth, person in enumerate(people):
        state = states[nth % len(states)]
        ahead = state in SchoolState.unsettled()
        term, year = (Term.SPRING, setting.today.year + 1) if ahead else (Term.AUTUMN, setting.today.year)
        rows.append(
            _example(
                SchoolPlace(
                    talent=person,
                    stage=dice.choice(SchoolStage.values),
                    school="枫屿学校（示例）" if state == SchoolState.ADMITTED else "",
                    year=year,
                    term=term,
                    state=state,
                    on=setting.day(-dice.randint(5, 90)),
                )
            )
        )
    SchoolPlace.objects.bulk_create(setting.numbered(rows))


def _mentors(setting: Setting, dice: random.Random, people: list[Talent]) -> None:
    teach = [each for each in people if each.category != Category.CRAFTSMAN][:PAIRS]
    learn = [each for each in people if each.category == Category.CRAFTSMAN][:PAIRS]
    rows = []
    for nth, (mentor, apprentice) in enumerate(zip(teach, learn, strict=False)):
        since = setting.day(-dice.randint(60, 420))
        row = Mentorship(mentor=mentor, apprentice=apprentice, trade=dice.choice(TRADES), since=since)
        if nth % 4 == 3:
            row.outcome, row.ended_on, row.ended_why = MentorOutcome.DONE, setting.day(-7 - nth), "考核合格"
        rows.append(_example(row))
    Mentorship.objects.bulk_create(setting.numbered(rows))


def _example(row: Row) -> Row:
    row.is_example = True  # type: ignore[attr-defined]
    return row
