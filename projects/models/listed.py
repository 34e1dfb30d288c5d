"""What it takes to be on the list of key projects, for lists and for the rows of others that join projects."""

import datetime as dt

from django.db.models import Q

from projects.enums import Life


def on_key_list(on: dt.date) -> Q:
    """On the list of key projects on a day: put on it, neither dropped before nor stopped nor merged into another."""
    dropped = Q(key_until__isnull=False) & Q(key_until__lt=on)
    gone = Q(ended_as__in=(Life.STOPPED, Life.MERGED)) & Q(closed_on__lte=on)
    return Q(key_listed_on__isnull=False) & ~dropped & ~gone


def owing(on: dt.date) -> Q:
    """Asked for their progress every week, the same as `Project.owes_updates`."""
    return on_key_list(on) & Q(closed_on__isnull=True, paused_on__isnull=True)
