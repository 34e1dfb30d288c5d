"""周调度通报 as Excel: the rows of the Word file, a sheet a part, none of them cut."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from core.kernel import figures
from core.kernel.language import in_house_language
from core.sheets.cells import Count, Day, Prose, Text
from core.sheets.kinds import Column
from core.sheets.reading import Value
from core.sheets.workbooks import Sheet, as_workbook
from projects.meeting.minutes import unreal
from targets.brief.content import Brief
from targets.brief.word import frozen_words

Rows = Sequence[Sequence[Value]]


class Wide(Prose):
    """Sentences."""

    width = 60


WORD, LINES, SENTENCES, NUMBER, DAY = Text(), Prose(), Wide(), Count(), Day()


@in_house_language()
def workbook(told: Brief) -> bytes:
    """All parts of the brief in one file."""
    return as_workbook(*sheets(told))


def sheets(told: Brief) -> list[Sheet]:
    """The parts in the order of the Word file."""
    said = {"week": figures.week_name(told.period), "at": frozen_words(told)}
    notes = [_("%(week)s，截至%(at)s") % said, *filter(None, (told.corrected, unreal()))]
    found = []
    for part in (_goals, _lamps, _reds, _turns, _orders, _decisions, _nodes, _money):
        title, heads, rows = part(told)
        columns = [Column(str(place), head, holds) for place, (head, holds) in enumerate(heads)]
        found.append(Sheet(title, notes, columns, rows))
    return found


Part = tuple[str, Sequence[tuple[str, Text]], Rows]


def _number(text: str) -> Value:
    """A figure as a number that can be added up; what is no figure stays as it is said."""
    return float(text) if text.replace(".", "", 1).isdecimal() else text


def _percent(share: Decimal | None) -> Value:
    return None if share is None else float(figures.percent(share))


def _goals(told: Brief) -> Part:
    heads = (
        (_("目标"), WORD),
        (_("现在"), NUMBER),
        (_("单位"), WORD),
        (_("目标值"), NUMBER),
        (_("完成率（%）"), NUMBER),
        (_("序时（%）"), NUMBER),
        (_("差距（百分点）"), WORD),
        (_("较上周一"), WORD),
        (_("到期推算"), NUMBER),
        (_("灯"), WORD),
    )
    rows = [
        (
            goal.name,
            _number(goal.value),
            goal.unit,
            _number(goal.goal),
            _percent(goal.completion),
            _percent(goal.elapsed),
            goal.pace,
            goal.change,
            _number(goal.forecast),
            str(goal.lamp.label),
        )
        for goal in told.goals
    ]
    return _("四项目标"), heads, rows


def _lamps(told: Brief) -> Part:
    rows = [(str(lamp.label), n) for lamp, n in told.key_projects.lamps]
    return _("重点项目"), ((_("灯"), WORD), (_("项目数"), NUMBER)), rows


def _reds(told: Brief) -> Part:
    heads = (
        (_("项目"), LINES),
        (_("为什么红"), SENTENCES),
        (_("联点领导"), WORD),
        (_("连续红灯（周）"), NUMBER),
        (_("需协调"), SENTENCES),
    )
    return _("红灯项目"), heads, [(row.name, row.why, row.leader, row.weeks, row.ask) for row in told.reds]


def _turns(told: Brief) -> Part:
    heads = ((_("项目"), LINES), (_("变化"), WORD), (_("依据"), SENTENCES))
    return _("变灯项目"), heads, [(turn.name, turn.words, turn.why) for turn in told.turns]


def _orders(told: Brief) -> Part:
    heads = (
        (_("编号"), WORD),
        (_("交办事项"), LINES),
        (_("项目"), LINES),
        (_("责任单位"), WORD),
        (_("责任人"), WORD),
        (_("办结期限"), DAY),
        (_("到期情况"), WORD),
    )
    rows = [(o.number, o.title, o.project, o.unit, o.owner, o.due_on, o.words) for o in told.orders]
    return _("交办单"), heads, rows


def _decisions(told: Brief) -> Part:
    heads = ((_("项目"), LINES), (_("议定事项"), SENTENCES))
    return _("议定事项"), heads, [(each.project, each.text) for each in told.decisions]


def _nodes(told: Brief) -> Part:
    heads = ((_("日期"), DAY), (_("项目"), LINES), (_("节点"), WORD), (_("联点领导"), WORD))
    return _("下周到期节点"), heads, [(node.on, node.project, node.name, node.leader) for node in told.nodes]


def _money(told: Brief) -> Part:
    rows = [(row.label, None if row.value is None else float(round(row.value, 2))) for row in told.money.told]
    return _("产融对接"), ((_("环节"), WORD), (_("金额（亿元）"), NUMBER)), rows
