"""The engine of rows: what its filters say is what pages say."""

import datetime as dt

from django.template import engines

from core.kernel.language import words

EARLY = dt.datetime(2026, 11, 22, 16, 30, tzinfo=dt.UTC)  # half past midnight of the 23rd in Shanghai


def test_moments_are_on_the_clock_of_the_zone() -> None:
    source = '{{ at|date("m-d") }} {{ at|time("H:i") }} {{ day|date("Y-m") }}'
    said = engines["rows"].env.from_string(source).render(at=EARLY, day=dt.date(2026, 11, 23))
    assert said == engines["django"].from_string('{{ at|date:"m-d" }} {{ at|time:"H:i" }} {{ day|date:"Y-m" }}').render(
        {"at": EARLY, "day": dt.date(2026, 11, 23)}
    )
    assert said == "11-23 00:30 2026-11"


def test_what_was_written_is_escaped_once() -> None:
    source = '{{ text|truncatechars(9) }} {{ text|linebreaksbr }} {{ _("静默 %(n)s 周")|format(n="<") }}'
    said = engines["rows"].env.from_string(source).render(text="<b>\n&", _=words())
    assert said == "&lt;b&gt;\n&amp; &lt;b&gt;<br>&amp; 静默 &lt; 周"
