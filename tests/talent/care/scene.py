"""Flats and those who live in them, for the tests of the services."""

import datetime as dt
from typing import Any

from talent.models import Apartment, CardGrade, Talent, Tenancy

DAY = dt.date(2026, 11, 2)


def on(n: int) -> dt.date:
    """The n-th day of the test."""
    return DAY + dt.timedelta(days=n)


def flat(room: str = "1602", **more: Any) -> Apartment:
    """A flat of two rooms."""
    said = {"estate": "示例家园", "building": "3 栋", "rooms": 2, "area": 86, "rent": 1000}
    return Apartment.objects.create(room=room, **said | more)


def tenancy(apartment: Apartment, who: Talent, since: int, until: int, **more: Any) -> Tenancy:
    """From day to day, both included."""
    return Tenancy.objects.create(apartment=apartment, talent=who, since=on(since), until=on(until), **more)


def grade(name: str = "示例卡", months: int = 12) -> CardGrade:
    """A grade of cards."""
    return CardGrade.objects.create(name=name, rights="示例权益", months=months)
