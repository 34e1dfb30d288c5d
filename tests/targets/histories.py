"""Simulated histories of a figure, as zones have them: four years of months with steps, seasons, gaps and turns."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from random import Random

from dateutil.relativedelta import relativedelta

from targets.indicators import Point, Track

START, MONTHS = dt.date(2021, 1, 31), 48


def _of_months(chance: Random, change: Callable[[int, float, float], float], *, silent: float = 0) -> Track:
    """A level that grows by a pace with noise; `change` says what a month adds, `silent` how often none is reported."""
    level = chance.uniform(100, 700)
    pace = chance.uniform(0, 0.03) * level
    noise = chance.uniform(0.2, 1.2) * max(pace, 0.003 * level)
    track = []
    for month in range(MONTHS):
        level = max(0.0, level + change(month, pace, noise))
        if chance.random() >= silent:
            track.append(Point(START + relativedelta(months=month), Decimal(f"{level:.2f}")))
    return track


def steady(chance: Random) -> Track:
    """The same pace, with noise."""
    return _of_months(chance, lambda _month, pace, noise: chance.gauss(pace, noise))


def steps(chance: Random) -> Track:
    """Now and then a plant opens or closes."""

    def change(_month: int, pace: float, noise: float) -> float:
        leap = chance.gauss(pace * 4, noise * 3) if chance.random() < 1 / 15 else 0
        return chance.gauss(pace, noise) + leap

    return _of_months(chance, change)


def seasons(chance: Random) -> Track:
    """Each month of the year has its own habit."""
    habit = [chance.gauss(0, 1.5) for _ in range(12)]
    mean = sum(habit) / 12
    return _of_months(chance, lambda month, pace, noise: chance.gauss(pace, noise) + (habit[month % 12] - mean) * noise)


def gaps(chance: Random) -> Track:
    """Three months of ten are not reported."""
    return _of_months(chance, lambda _month, pace, noise: chance.gauss(pace, noise), silent=0.3)


def turns(chance: Random) -> Track:
    """Every year and a half the pace changes by up to a half."""
    faster = [1.0, chance.uniform(0.5, 1.5), chance.uniform(0.5, 1.5)]
    return _of_months(chance, lambda month, pace, noise: chance.gauss(pace * faster[month // 18], noise))


def moods(chance: Random) -> Track:
    """A good month is followed by a good one."""
    mood = [0.0]

    def change(_month: int, pace: float, noise: float) -> float:
        mood[0] = mood[0] / 2 + chance.gauss(0, 0.8 * noise)
        return pace + mood[0]

    return _of_months(chance, change)


def heads(chance: Random) -> Track:
    """People who are recognised in batches, every other month or so."""
    counted, rate, track = 0, chance.uniform(0.5, 8), []
    for month in range(MONTHS):
        batch = sum(chance.random() < rate / 40 for _ in range(40)) if chance.random() < 0.5 else 0
        if batch:
            counted += batch
            track.append(Point(START + relativedelta(months=month, days=-chance.randint(0, 20)), Decimal(counted)))
    return sorted(track, key=lambda point: point.on)


HISTORIES = {each.__name__: each for each in (steady, steps, seasons, gaps, turns, moods, heads)}
