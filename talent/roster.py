"""名册 on paper: every person whom the list is narrowed to, as one table on A4 or A3, masked as on the page."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.http import HttpRequest
from core.kernel.pages import MOST_PRINTED
from core.sheets.lists import plain
from core.templatetags.ui import filter_words
from core.typed.cleaning import asked_for
from talent.lists import TALENTS, talents_found
from talent.unproven import told_state

A3, A4 = "a3", "a4"
PAPERS = (A4, A3)


def roster(request: HttpRequest) -> HttpResponse:
    """The sheet as it will be printed. More rows than one print bears are refused in words, and none is left out."""
    found, today = talents_found(request), timezone.localdate()
    paper = A3 if asked_for(request, "paper") == A3 else A4
    total = found.count
    people = list(found.rows) if total <= MOST_PRINTED else []
    for person in people:
        person.told = told_state(person, today)
    context = {
        "people": people,
        "total": total,
        "most": MOST_PRINTED,
        "paper": paper,
        "papers": [(each, f"{address(request.GET)}paper={each}") for each in PAPERS],
        "filter": found.filter,
        "told": _("、").join(filter_words(found.filter)),
        "back": TALENTS.url(without_paper(request.GET)),
        "today": today,
        "now": timezone.localtime(),
    }
    return render(request, "talent/roster.html", context)


def without_paper(query: QueryDict) -> QueryDict:
    """What the list itself is narrowed by."""
    rest = plain(query)
    rest.pop("paper", None)
    return rest


def address(query: QueryDict) -> str:
    """The address of the sheet for what a list is narrowed to, up to the paper, which is still to be named."""
    words = without_paper(query)
    return f"{reverse('talent:roster')}?{words.urlencode()}{'&' if words else ''}"
