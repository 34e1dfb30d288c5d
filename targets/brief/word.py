"""周调度通报 as Word: the rows of the brief in a template that the zone may replace.

`data/brief.docx` is ours, by the measures of GB/T 9704-2012 (版头, 小标宋 and 仿宋 三号, 28 points a line, margins of
37, 35, 28 and 26 mm, the page number at the outer edge). A zone that wants another puts `templates/brief.docx` below
ZONE_VAR_DIR; docs/brief.md lists the tags. A template that lacks one is refused, with its name.
"""

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from docx.shared import Mm
from docxtpl import InlineImage
from jinja2 import TemplateError
from lxml import etree

from core.kernel import figures
from core.kernel.language import in_house_language
from projects.meeting.minutes import Paper, unreal
from targets.brief.bars import lamp_bars
from targets.brief.content import Brief, Goal
from targets.brief.pictures import bars_picture, trend_picture

OURS = Path(__file__).parents[1] / "data" / "brief.docx"
PICTURE_MM = 73
SHOWN = 20  # rows of a table in Word; Excel has all

# What a template must hold: each stands for something that the brief is asked to say.
TAGS = frozenset(
    {
        *("zone", "office", "year", "week", "on", "frozen", "headline", "sentence", "goals", "chart_output"),
        *("chart_lamps", "said_lamps", "turns", "reds", "more_reds", "orders", "more_orders", "decided", "decisions"),
        *("nodes", "money", "unreal"),
    }
)


def template() -> Path:
    """The zone's own template, or ours."""
    own = settings.VAR_DIR / "templates" / "brief.docx"
    return own if own.is_file() else OURS


def template_mark() -> str:
    """What tells one template from another."""
    return hashlib.sha256(template().read_bytes()).hexdigest()


class Picture(InlineImage):
    """A picture with a text for who does not see it."""

    def __init__(self, paper: Paper, png: bytes, words: str) -> None:
        super().__init__(paper, io.BytesIO(png), width=Mm(PICTURE_MM))
        self.words = words

    def _insert_image(self) -> str:
        paper: Any = self.tpl
        inline = paper.current_rendering_part.new_pic_inline(self.image_descriptor, self.width, self.height)
        inline.docPr.set("descr", self.words)
        return f'</w:t></w:r><w:r><w:drawing>{inline.xml}</w:drawing></w:r><w:r><w:t xml:space="preserve">'


def examined() -> Paper:
    """The template, opened. Raises ValidationError, in words, for one that is no Word file, is malformed or lacks a
    tag.
    """
    path = template()
    try:
        found = Paper(path).get_undeclared_template_variables()
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise ValidationError(_("通报模板不是 Word 文件（docx）：%(name)s") % {"name": path.name}) from error
    except (TemplateError, etree.XMLSyntaxError) as error:
        said = {"name": path.name, "error": str(error)[:200]}
        raise ValidationError(_("通报模板 %(name)s 的标签写错了：%(error)s") % said) from error
    lacking, strange = sorted(TAGS - found), sorted(found - TAGS)
    if lacking:
        raise ValidationError(_("通报模板缺少标签：%(tags)s") % {"tags": _("、").join(lacking)}, code="lacking")
    if strange:
        raise ValidationError(_("通报模板里有不认识的标签：%(tags)s") % {"tags": _("、").join(strange)}, code="strange")
    return Paper(path)


@in_house_language()
def document(told: Brief) -> bytes:
    """The brief as a Word file. Raises ValidationError for a template that does not do."""
    paper = examined()
    try:
        paper.fill(words(told) | pictures(told, paper))
    except (TemplateError, etree.XMLSyntaxError) as error:
        said = {"name": template().name, "error": str(error)[:200]}
        raise ValidationError(_("通报模板 %(name)s 的标签写错了：%(error)s") % said) from error
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def words(told: Brief) -> dict[str, Any]:
    """What the tags stand for, but for the pictures."""
    period = told.period
    return {
        "zone": told.programme.zone_short_name,
        "office": _("%(zone)s产业项目推进办公室") % {"zone": told.programme.zone_short_name},
        "year": period.iso_year,
        "week": period.iso_week,
        "on": figures.date_doc(period.meets_on or told.as_of),
        "frozen": frozen_words(told),
        "headline": told.headline,
        "sentence": told.sentence,
        "goals": [goal_words(goal) for goal in told.goals],
        "said_lamps": said_lamps(told),
        "turns": [_("%(name)s%(words)s，%(why)s。") % vars(turn) for turn in told.turns] + _more_turns(told),
        "reds": told.reds[:SHOWN],
        "more_reds": more(len(told.reds)),
        "orders": told.orders[:SHOWN],
        "more_orders": more(len(told.orders)),
        "decided": told.decided if told.decisions else _("会议尚未议定事项。"),
        "decisions": [_("%(project)s：%(text)s。") % vars(each) for each in told.decisions],
        "nodes": [
            _("%(on)s，%(project)s%(name)s（%(leader)s）。") % (vars(node) | {"on": figures.date_short(node.on)})
            for node in told.nodes[:SHOWN]
        ]
        or [_("下周没有到期的节点。")],
        "money": money_words(told),
        "unreal": unreal(),
    }


def frozen_words(told: Brief) -> str:
    """11月23日8时30分."""
    at = told.period.frozen_at
    if at is None:
        return ""
    local = timezone.localtime(at)
    said = {"day": figures.date_short(local.date()), "hour": local.hour, "minute": f"{local.minute:02}"}
    return _("%(day)s%(hour)s时%(minute)s分") % said


def goal_words(goal: Goal) -> dict[str, str]:
    """A row of the table of targets; the lamp in words."""
    return {
        "name": goal.name,
        "value": goal.said,
        "goal": goal.goal,
        "done": goal.done,
        "due": goal.due,
        "pace": goal.pace,
        "change": goal.change,
        "lamp": str(goal.lamp.label),
    }


def said_lamps(told: Brief) -> str:
    """39个重点项目中，红灯4个 …."""
    said = {"n": told.key_projects.count, "lamps": told.lamps_in_words}
    return _("%(n)d个重点项目中，%(lamps)s。") % said


def _more_turns(told: Brief) -> list[str]:
    """What follows the lamps that turned."""
    if told.key_projects.turns.more:
        return [_("另有%(n)d个项目变灯。") % {"n": told.key_projects.turns.more}]
    return [] if told.turns else [_("较上周一没有项目变灯。")]


def more(count: int) -> str:
    """What stands below a table that is cut."""
    return _("另有%(n)d项，见通报附表。") % {"n": count - SHOWN} if count > SHOWN else ""


def money_words(told: Brief) -> str:
    """产融对接 in one sentence, in 亿元; what nobody reported is not told as nought."""
    steps = [
        _("%(label)s%(value)s亿元") % {"label": row.label, "value": f"{row.value:.2f}"}
        for row in told.money.told
        if row.value is not None
    ]
    undrawn = told.money.undrawn_shown
    if undrawn is not None:
        steps.append(_("未放款%(value)s亿元") % {"value": f"{undrawn:.2f}"})
    return _("，").join(steps) + _("。") if steps else _("尚无报送。")


def pictures(told: Brief, paper: Paper) -> dict[str, Any]:
    """Both charts, each with what it shows in words; where there is nothing to draw, the words stand there."""
    first = told.goals[0] if told.goals else None
    bars = lamp_bars(told.weeks)
    return {
        "chart_output": Picture(paper, _trend(told, first), trend_words(first))
        if first and first.trend
        else _("尚无报送，没有图。"),
        "chart_lamps": Picture(paper, bars_picture(bars), bars_words(told)) if bars else "",
    }


def _trend(told: Brief, goal: Goal) -> bytes:
    assert goal.trend is not None
    return trend_picture(
        goal.trend,
        goal=goal.goal,
        value=goal.value,
        forecast=goal.forecast,
        start=f"{told.programme.starts_on:%Y-%m}",
        end=f"{told.programme.ends_on:%Y-%m}",
    )


def trend_words(goal: Goal) -> str:
    """The chart of a target in words."""
    said = {"name": goal.name, "value": goal.said, "goal": goal.goal, "forecast": goal.forecast}
    return _("折线图：%(name)s，现在 %(value)s，目标 %(goal)s，到期推算 %(forecast)s。") % said


def bars_words(told: Brief) -> str:
    """The chart of lamps in words."""
    weeks = (
        _("第%(week)d周红灯%(red)d个、黄灯%(amber)d个") % {"week": each.week, "red": each.red, "amber": each.amber}
        for each in told.weeks
    )
    return _("柱状图：%(weeks)s。") % {"weeks": _("；").join(weeks)}
