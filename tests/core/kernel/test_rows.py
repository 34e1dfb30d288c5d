"""The engine of rows: what its filters say is what pages say."""

import datetime as dt

import pytest
from django.template import engines
from django.utils import translation
from django.utils.safestring import mark_safe
from jinja2 import UndefinedError

from core.kernel.language import words
from core.templatetags import ui
from projects.models import Project

EARLY = dt.datetime(2026, 11, 22, 16, 30, tzinfo=dt.UTC)  # half past midnight of the 23rd in Shanghai


def test_moments_are_on_the_clock_of_the_zone() -> None:
    source = '{{ at|date("m-d") }} {{ at|time("H:i") }} {{ day|date("Y-m") }}'
    said = engines["rows"].env.from_string(source).render(at=EARLY, day=dt.date(2026, 11, 23))
    assert said == engines["django"].from_string('{{ at|date:"m-d" }} {{ at|time:"H:i" }} {{ day|date:"Y-m" }}').render(
        {"at": EARLY, "day": dt.date(2026, 11, 23)}
    )
    assert said == "11-23 00:30 2026-11"


def test_what_was_written_is_escaped_once() -> None:
    source = '{{ text|truncatechars(9) }} {{ text|linebreaksbr }} {{ _("连续未填报 %(n)s 周")|format(n="<") }}'
    said = engines["rows"].env.from_string(source).render(text="<b>\n&", _=words())
    assert said == "&lt;b&gt;\n&amp; &lt;b&gt;<br>&amp; 连续未填报 &lt; 周"


def test_text_that_is_equal_to_safe_text_is_escaped_all_the_same() -> None:
    """Marks are kept by what they are made of: `<b>` from a form must not meet the `<b>` of a template."""
    assert "<b>" in ui.lamp_tag("red", mark_safe("<b>急</b>"))
    assert "&lt;b&gt;" in ui.lamp_tag("red", "<b>急</b>")


def test_marks_and_words_are_in_the_language_of_the_reader() -> None:
    project, drawing = (
        Project(stage="signed"),
        engines["rows"].env.from_string('{{ lamp("red") }} {{ it|label("stage") }}'),
    )
    said = {}
    for language in ("zh-hans", "en", "zh-hans"):
        with translation.override(language):
            said[language] = drawing.render(it=project)
            assert said[language].endswith(f" {project.get_stage_display()}")
    assert "红灯" in said["zh-hans"]
    assert "红灯" not in said["en"]


def test_a_name_that_nobody_gave_is_an_error() -> None:
    drawing = engines["rows"].env.from_string("{{ row.nmae }}")
    with pytest.raises(UndefinedError):
        drawing.render(row=Project(name="甲"))
