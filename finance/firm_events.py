"""What banks and the firm agreed, for the timeline of the firm."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from core.kernel import figures
from core.kernel.access import may_open
from core.kernel.beside import attached, with_beside
from core.models import User
from enterprises.events import LATEST, Event, EventKind, latest
from enterprises.models import Enterprise
from finance.models import CreditLine


def events_of(firm: Enterprise, user: User) -> Iterator[Event]:
    """Credit lines granted and money drawn, for those who may see the money."""
    if not may_open(user, "finance:enterprise_panel"):
        return
    rows = CreditLine.objects.visible_to(user).filter(enterprise=firm).select_related("institution")
    lines = attached(with_beside(rows, "drawdowns"), "drawdowns")
    for line in lines[:LATEST]:
        words = {"bank": line.institution, "wan": figures.wan(line.granted_wan)}
        title = _("%(bank)s授信 %(wan)s 万元") % words
        yield Event(line.granted_on, EventKind.MONEY, "bank", title, "", _page_of(line))
    for row in latest((row for line in lines for row in line.drawdowns.all()), "on"):
        title = _("%(bank)s放款 %(wan)s 万元") % {"bank": row.line.institution, "wan": figures.wan(row.amount_wan)}
        yield Event(row.on, EventKind.MONEY, "bank", title, "", _page_of(row.line))


def _page_of(line: CreditLine) -> str:
    return reverse("finance:creditline_detail", args=[line.pk])
