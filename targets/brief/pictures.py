"""The two charts of the brief as pictures for Word, drawn from the points that the pages draw.

Only digits stand in a picture: words are in the caption, in the fonts of the document, so the server needs no font of
its own. They are read on a black-and-white print: dark and pale, whole, dashed and dotted lines.
"""

import io
from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from PIL import Image, ImageDraw, ImageFont

from targets.brief.bars import Bar
from targets.charts import WIDTH, Trend

SCALE = 5  # dots of the picture for a unit of the drawing: some 330 an inch in the document
HEIGHT = 92
INK, DARK, PALE, GRID, BAND = "#111111", "#333333", "#9a9a9a", "#777777", "#dcdcdc"
FONT = 11 * SCALE

Spot = tuple[float, float]


class Canvas:
    """A white picture in the units of the page's drawing."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), "white")
        self.draw = ImageDraw.Draw(self.image)
        self.font = ImageFont.load_default(FONT)

    def at(self, spot: Spot) -> Spot:
        return spot[0] * SCALE, spot[1] * SCALE

    def line(self, spots: Sequence[Spot], color: str, width: float, dash: tuple[float, float] | None = None) -> None:
        """A line through these spots, in dashes of a length with gaps between them where `dash` is given."""
        thick = round(width * SCALE)
        if dash is None:
            self.draw.line([self.at(spot) for spot in spots], color, thick, joint="curve")
            return
        for piece in dashes(spots, *dash):
            self.draw.line([self.at(spot) for spot in piece], color, thick)

    def area(self, spots: Sequence[Spot], color: str) -> None:
        self.draw.polygon([self.at(spot) for spot in spots], color)

    def dot(self, spot: Spot, radius: float, color: str) -> None:
        self.draw.circle(self.at(spot), radius * SCALE, color)

    def box(self, left: float, top: float, width: float, height: float, color: str) -> None:
        if width > 0 and height > 0:
            self.draw.rectangle([self.at((left, top)), self.at((left + width, top + height))], color)

    def text(self, spot: Spot, text: str, anchor: str, color: str = INK) -> None:
        self.draw.text(self.at(spot), text, color, self.font, anchor=anchor)

    def png(self) -> bytes:
        buffer = io.BytesIO()
        self.image.save(buffer, "PNG", dpi=(330, 330), optimize=True)
        return buffer.getvalue()


def dashes(spots: Sequence[Spot], on: float, off: float) -> list[tuple[Spot, Spot]]:
    """Cut a line into dashes; the rhythm goes on around its corners."""
    found, walked = [], 0.0
    for (x1, y1), (x2, y2) in pairwise(spots):
        length = hypot(x2 - x1, y2 - y1)
        for number in range(int(walked / (on + off)), int((walked + length) / (on + off)) + 1):
            first = max(number * (on + off) - walked, 0.0)
            last = min(number * (on + off) + on - walked, length)
            if first < last:
                ends = [(x1 + (x2 - x1) * at / length, y1 + (y2 - y1) * at / length) for at in (first, last)]
                found.append((ends[0], ends[1]))
        walked += length
    return found


def spots_of(points: str) -> list[Spot]:
    """The points of a polyline, as the page draws it."""
    return [(float(x), float(y)) for x, _comma, y in (pair.partition(",") for pair in points.split())]


def trend_picture(trend: Trend, *, goal: str, value: str, forecast: str, start: str, end: str) -> bytes:
    """Actual (whole), plan (dashed), forecast (dotted) with its range (pale), and the goal as a level line."""
    canvas, level = Canvas(), float(trend.target_y)
    if trend.band:
        canvas.area(spots_of(trend.band), BAND)
    canvas.line([(0, 74), (WIDTH, 74)], GRID, 0.6)
    canvas.line([(0, level), (WIDTH, level)], INK, 0.8)
    canvas.line(spots_of(trend.plan), DARK, 0.9, (5, 3))
    if trend.forecast:
        canvas.line(spots_of(trend.forecast), INK, 1.6, (1.6, 2.2))
        x, y = spots_of(trend.forecast)[-1]
        canvas.text((x, y + 5), forecast, "rt")
    canvas.line(spots_of(trend.actual), INK, 2)
    dot = (float(trend.now_x), float(trend.dot_y))
    canvas.dot(dot, 3.2, INK)
    canvas.text((dot[0], dot[1] + 6), value, "mt")
    canvas.text((0, level - 3), goal, "ls")
    canvas.text((0, 88), start, "ls")
    canvas.text((WIDTH, 88), end, "rs")
    return canvas.png()


def bars_picture(bars: Sequence[Bar]) -> bytes:
    """For each week its red projects (dark) below its amber ones (pale), with both numbers above and the week below."""
    canvas = Canvas()
    for bar in bars:
        left, width, middle = bar.left * WIDTH / 100, bar.width * WIDTH / 100, bar.middle * WIDTH / 100
        canvas.box(left, bar.amber_y, width, bar.amber_height, PALE)
        canvas.box(left, bar.red_y, width, bar.red_height, DARK)
        canvas.text((middle, bar.words_y), bar.words, "ms")
        canvas.text((middle, 88), str(bar.week), "ms")
    canvas.line([(0, 74), (WIDTH, 74)], GRID, 0.6)
    return canvas.png()
