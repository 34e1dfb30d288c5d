"""企业诉求: what was promised to firms and kept, as shares; no firm is named."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.figures import rate
from core.models import User
from enterprises.service.four_promises import Heard, Kept, heard_since, months_of
from targets.wall.drawing import Pillar, pillars

MONTHS = 6
WORDS: dict[str, tuple[Promise, Promise, Promise]] = {
    "uncalled": (gettext_lazy("不叫不到"), gettext_lazy("上门走访中，由企业约请的"), gettext_lazy("次")),
    "prompt": (gettext_lazy("随叫随到"), gettext_lazy("到期的首次答复中，按时答复的"), gettext_lazy("件")),
    "caring": (gettext_lazy("服务周到"), gettext_lazy("企业确认中，已解决且满意的"), gettext_lazy("件")),
    "kept": (gettext_lazy("说到做到"), gettext_lazy("到期的承诺中，按期办结的"), gettext_lazy("件")),
}


@dataclass(frozen=True)
class Promised:
    """One of the four promises: this month beside the last, and six months as pillars."""

    name: Promise
    about: Promise
    unit: Promise
    now: Kept
    before: Decimal | None
    pillars: list[Pillar]

    @property
    def beside(self) -> str:
        """Of how many, and the share of last month where there was one: / 52 次，上月 74.5%."""
        before = _("，上月 %(share)s") % {"share": rate(self.before)} if self.before is not None else ""
        return f"/ {self.now.of} {self.unit}{before}"


@dataclass(frozen=True)
class Told:
    """The page: the month in words, the first and the last of the pillars, the four promises, and what came of it."""

    month: str
    first: str
    last: str
    promises: list[Promised]
    heard: Heard


def kept_words(user: User, now: dt.datetime) -> Told:
    """The four promises of the last six months, and this month's requests. Seven queries."""
    months = months_of(user, now, count=MONTHS)
    this, before = months[0], months[1]
    promises = [
        Promised(
            *words,
            now=getattr(this, key),
            before=getattr(before, key).share,
            pillars=pillars([getattr(month, key).share for month in reversed(months)]),
        )
        for key, words in WORDS.items()
    ]
    first = timezone.localdate(now).replace(day=1)
    said = _("%(year)d年%(month)d月") % {"year": first.year, "month": first.month}
    first_month, last_month = (_("%(month)d 月") % {"month": each.first.month} for each in (months[-1], this))
    return Told(said, first_month, last_month, promises, heard_since(user, first, now))
