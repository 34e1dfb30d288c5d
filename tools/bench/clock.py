"""The bench's own moment: a working Wednesday morning, so that a demo that was kept never grows old."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

MOMENT = dt.datetime.fromisoformat("2026-11-25T10:00:00+08:00")


def hold() -> None:
    """Let Django's clock stand still at MOMENT: the same rows and words in each run, whatever the day is."""
    timezone.now = lambda: MOMENT
