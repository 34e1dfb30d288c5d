"""What the tabs of the room ask."""

from collections.abc import Mapping
from typing import Any

from django import template

from core.kernel.keeping.freshness import kept
from finance.models import SEES_FINANCE, Season

register = template.Library()


@register.simple_tag(takes_context=True)
def season_tab(context: Mapping[str, Any]) -> bool:
    """Whether this person has the tab of the competition: a bank's people once there was a season."""
    return context["user"].holds(*SEES_FINANCE) or kept("credit", Season.objects.exists, part="any season")
