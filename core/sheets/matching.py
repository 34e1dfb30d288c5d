"""From a grid to lines: where the head is, which column is which, and which rows are no rows.

Columns are known by their heads, in any order; what no column is called is named and left out.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.kernel.language import in_each_language
from core.sheets.cells import Amount
from core.sheets.kinds import Column, Kind
from core.sheets.reading import Grid, Value, letter
from core.typed.cleaning import as_seen, in_line

LEAST_HEADS = 2
SEARCHED = 30  # rows in which a head is looked for
MARKS = re.compile(r"[*＊:：]|（必填）|\(必填\)")
UNIT = re.compile(r"[（(]([^（）()]*)[）)]\s*$")
UNITS = {"亿元": "亿元", "亿": "亿元", "元": "元", "万元": "万元", "万": "万元"}
UNITS |= {f"{unit}人民币": unit for unit in ("亿元", "万元", "元")} | {
    f"人民币{unit}": unit for unit in ("亿元", "万元", "元")
}
SAID_ABOVE = re.compile(r"单位\s*[:：]\s*([^\s（(）),，;；]*(?:元|万|亿))")
SAMPLE = "示例"
ERRORS, ANSWER = "错误", "认定"  # columns of our own error workbook
SUMS = re.compile(r"(合计|总计|小计)[\s:：（(\d.,，、）)]*.{0,2}")


@dataclass
class Cell:
    """What stood in a cell, and where."""

    column: Column
    letter: str
    value: Value
    unit: str = ""
    is_empty_formula: bool = False
    is_spread: bool = False  # merged over several columns


@dataclass
class Line:
    """A row of the file, by the number that Excel shows."""

    number: int
    cells: dict[str, Cell]
    answer: str = ""


@dataclass
class Table:
    """A grid whose head was found."""

    grid: Grid
    head_row: int  # as Excel counts
    columns: dict[int, Column]
    units: dict[int, str] = field(default_factory=dict)
    unknown: list[tuple[str, str]] = field(default_factory=list)  # letter, head
    added: list[tuple[str, str]] = field(default_factory=list)  # the same of columns that our own exports add
    others: list[tuple[str, int]] = field(default_factory=list)  # further sheets that could be meant, and their rows
    lines: list[Line] = field(default_factory=list)
    blank: int = 0
    samples: int = 0
    sums: int = 0

    def set_aside(self, heads: Collection[str]) -> None:
        """Columns of these plain heads are no unknown ones: a list has added them when it went out."""
        self.added += [each for each in self.unknown if plain_head(each[1]) in heads]
        self.unknown = [each for each in self.unknown if each not in self.added]

    def as_told(self) -> dict[str, object]:
        """How the file was read, for the preview."""
        numbers = [line.number for line in self.lines]
        return {
            "sheet": self.grid.name,
            "head_row": self.head_row,
            "first": min(numbers, default=0),
            "last": max(numbers, default=0),
            "blank": self.blank,
            "samples": self.samples,
            "sums": self.sums,
            "formulas": self.grid.formulas,
            "columns": [
                [letter(at), column.name, str(column.head), column.shown_only]
                for at, column in sorted(self.columns.items())
            ],
            "heads": {column.name: str(column.head) for column in self.columns.values()},
            "unknown": self.unknown,
            "added": self.added,
            "others": self.others,
        }


def plain_head(text: object) -> str:
    """A head as it is compared: without its unit, marks, blanks and width."""
    return as_seen(UNIT.sub("", MARKS.sub("", in_line(str(text))).strip()))


def find_table(grids: Sequence[Grid], kind: Kind) -> Table:
    """The sheet that has the most of the kind's heads, and its lines.

    Raises ValidationError when no row could be a head, when one head stands twice, when needed columns are missing and
    when there is no line.
    """
    known = _known(kind)
    best: tuple[int, Grid, int] | None = None
    could: dict[str, int] = {}
    for grid in grids:
        for at in range(min(len(grid.rows), SEARCHED)):
            heads, last = _heads(grid, at, known)
            found = len({known[plain_head(name)].name for names in heads if (name := _known_as(names, known))})
            if found >= LEAST_HEADS and len(grid.rows) > last + 1:
                below = sum(any(not is_blank(value) for value in row) for row in grid.rows[last + 1 :])
                could.setdefault(grid.name, below)
            is_title = best is not None and found == best[0] > 0 and best[1:] == (grid, at - 1) and last == at
            if best is None or found > best[0] or is_title:  # what stood over this row was no head of it
                best = (found, grid, at)
    if best is None or best[0] < min(2, len(kind.columns)):
        heads = "、".join(str(column.head) for column in kind.columns[:4])
        raise ValidationError(
            _("没有找到表头。表头要有这些列名：%(heads)s 等，可以先下载模板对照。") % {"heads": heads}, code="no_head"
        )
    _count, grid, at = best
    table = _with_columns(grid, at, known)
    table.others = sorted((name, rows) for name, rows in could.items() if name != grid.name and rows)
    _must_have(table, kind)
    _read_lines(table, kind)
    if not table.lines:
        words = _("表头下面没有数据行。")
        if table.samples:
            words += _("写着“示例”的 %(n)d 行不导入，请在它下面填写。") % {"n": table.samples}
        raise ValidationError(words, code="no_rows")
    return table


def _known(kind: Kind) -> dict[str, Column]:
    """The columns by their heads, in each language: who uploads and the worker that reads may speak another one."""
    known: dict[str, Column] = {}
    columns = {column.name: column for column in kind.known()}
    for _language in in_each_language():
        for column in kind.known():
            for head in (column.head, *column.also):
                known.setdefault(plain_head(head), columns[column.name])
    return known


def _with_columns(grid: Grid, at: int, known: dict[str, Column]) -> Table:
    heads, last = _heads(grid, at, known)
    table, above = Table(grid, last + 1, {}), _said_above(grid, last)
    for index, names in enumerate(heads):
        if not names or not plain_head(names[0]):
            continue
        cell = _known_as(names, known) or names[0]
        column, head = known.get(plain_head(cell)), plain_head(names[-1])
        if column is None:
            if head not in (ERRORS, ANSWER):
                table.unknown.append((letter(index), in_line(str(cell))))
        elif column in table.columns.values():
            words = {"head": in_line(str(cell)), "row": at + 1}
            raise ValidationError(_("第 %(row)d 行有两列“%(head)s”，请留一列。") % words, code="twice")
        else:
            table.columns[index] = column
            unit = UNIT.search(in_line(str(cell)))
            table.units[index] = _unit(column, unit[1] if unit else above, in_line(str(cell)))
    return table


def _heads(grid: Grid, at: int, known: Collection[str]) -> tuple[list[list[str]], int]:
    """The names by which each column may be known if the head begins in this row, and its last row.

    A head in two rows has cells of the upper one merged over several columns, and names below them: 联系方式 over
    联系人 and 电话. Such a column goes by both names together, else by the lower one.
    """
    upper, below = grid.rows[at], grid.rows[at + 1] if at + 1 < len(grid.rows) else []
    over = {
        index: str(_at(upper, left) or "")
        for first, left, last, right in grid.merged
        if first == last == at and right > left
        for index in range(left, right + 1)
    }
    lower = {index: str(_at(below, index)) for index in over if not is_blank(_at(below, index))}
    parted = {index: [over[index] + own, own] for index, own in lower.items()}
    if not any(plain_head(name) in known for names in parted.values() for name in names):
        return [[str(cell)] if not is_blank(cell) else [] for cell in upper], at
    heads = [parted.get(index, []) for index in range(max(len(upper), len(below)))]
    for index, names in enumerate(heads):
        alone = [str(cell) for cell in (_at(upper, index), _at(below, index)) if not is_blank(cell)]
        names += [] if names else alone[:1]
    return heads, at + 1


def _known_as(names: Sequence[str], known: dict[str, Column]) -> str:
    """The first of a column's names that the kind knows, "" for none."""
    return next((name for name in names if plain_head(name) in known), "")


def _said_above(grid: Grid, at: int) -> str:
    """The unit that a title row says for the whole table: 单位：亿元."""
    for row in grid.rows[:at]:
        for cell in row:
            if isinstance(cell, str) and (found := SAID_ABOVE.search(in_line(cell))):
                return found[1]
    return ""


def _unit(column: Column, said: str, head: str) -> str:
    """The unit in which a column of amounts is written. Raises ValidationError for one that nobody can reckon with."""
    if type(column.holds) is not Amount or not (text := as_seen(said).removeprefix("单位").lstrip(":：")):
        return ""
    if text not in UNITS:
        words = {"head": head, "unit": said}
        raise ValidationError(_("“%(head)s”的单位“%(unit)s”不认识，请写成元、万元或亿元。") % words, code="unit")
    return UNITS[text]


def _must_have(table: Table, kind: Kind) -> None:
    present = {column.name for column in table.columns.values()}
    missing = [str(column.head) for column in kind.columns if column.needed and column.name not in present]
    if kind.one_of and not present & {*kind.one_of}:
        heads = [str(column.head) for column in kind.columns if column.name in kind.one_of]
        missing.append(_("或").join(heads))
    if missing:
        raise ValidationError(_("缺少这些列：%(heads)s。") % {"heads": "、".join(missing)}, code="missing")


def _read_lines(table: Table, kind: Kind) -> None:
    grid, answer_at = table.grid, _answer_column(table)
    spread, covered = _merges(table)
    for at in range(table.head_row, len(grid.rows)):
        row = grid.rows[at]
        values = {index: _at(row, index) for index in table.columns}
        for index in table.columns:
            if values[index] is None and (at, index) in covered:
                values[index] = covered[at, index]
        texts = [in_line(str(value)) for value in row if value is not None]
        waits = any(f"{letter(index)}{at + 1}" in grid.uncalculated for index in table.columns)
        if not waits and (not any(texts) or all(is_blank(value) for value in values.values())):
            table.blank += 1
            continue
        if SAMPLE in texts:
            table.samples += 1
            continue
        if SUMS.fullmatch(texts[0] if texts else ""):
            table.sums += 1
            continue
        cells = {
            column.name: Cell(
                column,
                letter(index),
                values[index],
                table.units.get(index, ""),
                f"{letter(index)}{at + 1}" in grid.uncalculated,
                (at, index) in spread,
            )
            for index, column in table.columns.items()
            if not column.shown_only
        }
        said = _at(row, answer_at) if answer_at is not None else None
        table.lines.append(Line(at + 1, cells, in_line(str(said)) if said is not None else ""))


def _at(row: Sequence[Value], index: int) -> Value:
    return row[index] if index < len(row) else None


def is_blank(value: Value) -> bool:
    """Whether a cell holds nothing that anybody sees."""
    return value is None or (isinstance(value, str) and not in_line(value))


def _answer_column(table: Table) -> int | None:
    heads = table.grid.rows[table.head_row - 1]
    return next((at for at, cell in enumerate(heads) if cell is not None and plain_head(cell) == ANSWER), None)


def _merges(table: Table) -> tuple[set[tuple[int, int]], dict[tuple[int, int], Value]]:
    """Cells below the head that are merged over several of our columns; and what stands in those merged downwards."""
    spread: set[tuple[int, int]] = set()
    covered: dict[tuple[int, int], Value] = {}
    for first, left, last, right in table.grid.merged:
        if last < table.head_row:
            continue
        value = _at(table.grid.rows[first], left) if first < len(table.grid.rows) else None
        ours = [index for index in table.columns if left <= index <= right]
        for row in range(max(first, table.head_row), min(last, len(table.grid.rows) - 1) + 1):
            if len(ours) > 1:
                spread |= {(row, index) for index in ours}
            elif ours and ours[0] == left:
                covered[row, left] = value
    return spread, covered


def unknown_words(unknown: Iterable[tuple[str, str]]) -> str:
    """B列“备注2”、…"""
    return "、".join(f"{at}列“{head}”" for at, head in unknown)
