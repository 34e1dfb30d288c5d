"""Figures that say which one they are and lead to the page behind them, and what was reported without rows."""

import datetime as dt
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

from core.kernel import access
from core.kernel.figures import Number
from core.templatetags.ui import told

register = template.Library()


def linked(user: Any, key: str, value: Number | None, as_of: dt.date, scope: str = "") -> SafeString:
    """`told` with the way to the page behind the figure, for who may open that."""
    which = told(key, value, as_of, scope)
    if value is None or not access.may_open(user, settings.FIGURE_PAGE):
        return which
    query = urlencode({"as_of": as_of.isoformat()} | ({"scope": scope} if scope else {}))
    url = f"{reverse(settings.FIGURE_PAGE, args=[key])}?{query}"
    return format_html(' class="fig" href="{}"{}', url, which)


@register.simple_tag(takes_context=True)
def told_link(context: Any, key: str, value: Number | None, as_of: dt.date, scope: str = "") -> SafeString:
    """The attributes of the link that a shown figure is: `<a{% told_link "credit_registered" sum day %}>11.25</a>`.

    Without the link where nothing was reported, or where the person may not open that page.
    """
    return linked(context.get("user"), key, value, as_of, scope)


@register.simple_tag
def reported_sum(key: str, as_of: dt.date) -> Any:
    """What was reported under a key without rows, beside what is registered: `{% reported_sum "credit" day as it %}`.

    The roof tells it (`settings.REPORTED_SUMS`); None where nothing was reported.
    """
    return import_string(settings.REPORTED_SUMS)(key, as_of)
