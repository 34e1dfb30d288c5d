"""How the list of leads is narrowed."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.kernel.filters import KeptFilter, ZoneFilterSet
from core.kernel.http import HttpRequest
from core.kernel.naming import NameFilter
from core.models import Cluster
from projects.enums import LeadChannel, LeadState
from projects.models import Adviser, Lead

LEAD_ORDERS = {"received": "received_on", "investment": "investment_wan", "name": "name"}


def advisers(_request: HttpRequest) -> QuerySet[Adviser]:
    """Who reads leads knows all advisers."""
    return Adviser.objects.all()


class LeadFilter(ZoneFilterSet):
    """线索 by words, state, channel, adviser and highland."""

    SORTS = tuple(LEAD_ORDERS)
    q = django_filters.CharFilter(label=_("关键词"), method="by_words", help_text=_("项目、投资方"), max_length=60)
    state = django_filters.ChoiceFilter(label=_("状态"), choices=LeadState.choices)
    channel = django_filters.ChoiceFilter(label=_("渠道"), choices=LeadChannel.choices)
    adviser = NameFilter(label=_("招商顾问"), rows=advisers, route="projects:adviser_names")
    cluster = KeptFilter(label=_("产业高地"), topic="places", rows=Cluster.objects.all())

    class Meta:
        model = Lead
        fields: list[str] = []

    def by_words(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.filter(Q(name__icontains=text) | Q(firm_name__icontains=text))
