"""The map as drawings: a desk's, a phone's and a wall's, of the same places. Ours, without scale and without borders.

Where a place stands is written here by its key; a place that is not, or that meets another, goes to the table only.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from core.enums import Lamp
from targets.cuts.parts import Part
from targets.cuts.places import MAIN, SHARED, Map, Place

Box = tuple[int, int, int, int]  # left, top, width, height


@dataclass(frozen=True)
class Type:
    """The sizes of a box's words: its padding, the lines from its top, and what the words 项目 and lamps take."""

    pad: int
    lines: tuple[int, int, int, int]  # name, output, projects, what is said besides
    name: int
    label: Decimal
    digit: Decimal
    gap: int
    icon: int
    beside: Decimal
    apart: int


@dataclass(frozen=True)
class Screen:
    """Where everything stands on one kind of screen."""

    name: str
    size: tuple[int, int]
    fields: tuple[Box, ...]
    river: str
    river_name: tuple[int, int] | None
    city: tuple[int, int]
    boxes: dict[str, Box]
    ways: dict[str, str]  # from the main park
    wings: dict[str, tuple[int, int, str]]  # by city: where its sum stands, and from which side
    hub: Type
    box: Type
    says_besides: bool
    corner: int
    dx: int


DESK = Screen(
    name="desk",
    size=(1336, 560),
    fields=((0, 236, 640, 324), (736, 236, 600, 324), (368, 0, 620, 214)),
    river="M432 0 V196 L492 256 V466 L556 530 H700 L730 560",
    river_name=(580, 516),
    city=(924, 34),
    boxes={
        "yuhua": (540, 20, 340, 158),
        "shaoshan": (24, 300, 196, 118),
        "jiuhua": (240, 300, 196, 118),
        "xiangtan_edz": (240, 436, 196, 82),
        "shifeng": (760, 300, 176, 118),
        "zhuzhou_edz": (948, 300, 176, 118),
        "yunlong": (1136, 300, 176, 118),
    },
    ways={
        "jiuhua": "M540 150 H412 L338 224 V300",
        "shaoshan": "M540 112 H280 L122 270 V300",
        "xiangtan_edz": "M600 178 V416 L540 476 H436",
        "yunlong": "M880 112 H1066 L1224 270 V300",
        "zhuzhou_edz": "M880 150 H962 L1036 224 V300",
        "shifeng": "M848 178 V300",
    },
    wings={"湘潭": (24, 536, "start"), "株洲": (1312, 536, "end")},
    hub=Type(16, (32, 80, 110, 134), 18, Decimal(30), Decimal("8.7"), 18, 16, Decimal("4.2"), 14),
    box=Type(16, (27, 55, 80, 101), 15, Decimal(30), Decimal("8.7"), 20, 14, Decimal("4.2"), 10),
    says_besides=True,
    corner=10,
    dx=5,
)
PHONE = Screen(
    name="phone",
    size=(326, 470),
    fields=((0, 0, 326, 134), (0, 150, 155, 320), (171, 150, 155, 320)),
    river="M163 118 V470",
    river_name=None,
    city=(286, 30),
    boxes={
        "yuhua": (14, 12, 262, 106),
        "shaoshan": (10, 170, 135, 82),
        "jiuhua": (10, 264, 135, 82),
        "xiangtan_edz": (10, 358, 135, 62),
        "shifeng": (181, 170, 135, 82),
        "zhuzhou_edz": (181, 264, 135, 82),
        "yunlong": (181, 358, 135, 82),
    },
    ways={
        "jiuhua": "M60 118 V264",
        "shaoshan": "M60 118 V170",
        "xiangtan_edz": "",
        "yunlong": "M248 118 V358",
        "zhuzhou_edz": "",
        "shifeng": "",
    },
    wings={"湘潭": (12, 458, "start"), "株洲": (314, 458, "end")},
    hub=Type(12, (24, 60, 88, 0), 15, Decimal(30), Decimal("8.7"), 8, 14, Decimal("4.2"), 12),
    box=Type(10, (22, 46, 68, 40), 14, Decimal(29), Decimal("8.7"), 6, 13, Decimal("4.2"), 8),
    says_besides=False,
    corner=8,
    dx=3,
)
WALL = Screen(
    name="wall",
    size=(1808, 816),
    fields=((0, 336, 724, 480), (820, 336, 988, 480), (470, 0, 990, 314)),
    river="M586 0 V200 L772 386 V816",
    river_name=(494, 60),
    city=(1352, 62),
    boxes={
        "yuhua": (700, 16, 630, 280),
        "shaoshan": (36, 410, 314, 226),
        "jiuhua": (374, 410, 314, 226),
        "xiangtan_edz": (374, 646, 314, 104),
        "shifeng": (856, 410, 290, 226),
        "zhuzhou_edz": (1166, 410, 290, 226),
        "yunlong": (1476, 410, 290, 226),
    },
    ways={
        "jiuhua": "M700 244 H646 L531 359 V410",
        "shaoshan": "M700 180 H410 L193 397 V410",
        "xiangtan_edz": "M810 296 V650 L766 694 H688",
        "yunlong": "M1330 140 H1390 L1621 371 V410",
        "zhuzhou_edz": "M1270 296 V330 L1311 371 V410",
        "shifeng": "M1001 296 V410",
    },
    wings={"湘潭": (36, 795, "start"), "株洲": (1766, 795, "end")},
    hub=Type(26, (58, 166, 238, 0), 42, Decimal(68), Decimal("27.3"), 22, 40, Decimal("13.2"), 22),
    box=Type(26, (48, 108, 158, 202), 32, Decimal(66), Decimal(21), 18, 32, Decimal("10.2"), 14),
    says_besides=True,
    corner=16,
    dx=10,
)


@dataclass(frozen=True)
class Lit:
    """A lamp in a box, left to right from the first: its mark and its number."""

    lamp: Lamp
    count: int
    x: str
    number_x: str


@dataclass(frozen=True)
class Line:
    """A line of words; `squeezed` is the width that a long one is pressed into, empty where it has room."""

    text: str
    y: int
    squeezed: str = ""


@dataclass(frozen=True)
class Shape:
    """A box with its words where they stand. `scale` presses many lamps into a narrow box."""

    place: Place
    look: str
    x: int
    y: int
    width: int
    height: int
    left: int
    name: Line
    output_y: int
    projects_y: int
    besides: list[Line]
    lamps: list[Lit]
    lamps_x: str
    lamps_y: str
    scale: str
    icon: int
    base: str


@dataclass(frozen=True)
class Way:
    """A line from the main park: solid to a park that is built together."""

    path: str
    shared: bool


@dataclass(frozen=True)
class WingWords:
    """A wing's sum."""

    name: str
    short: str
    x: int
    y: int
    anchor: str
    part: Part


@dataclass(frozen=True)
class Drawing:
    """One map, ready to be written."""

    screen: Screen
    shapes: list[Shape]
    ways: list[Way]
    wings: list[WingWords]

    @property
    def box(self) -> str:
        """The drawing's own measure."""
        return f"0 0 {self.screen.size[0]} {self.screen.size[1]}"


def draw(told: Map, screen: Screen) -> Drawing:
    """The places of the map that have a position on this screen."""
    placed = [place for place in told.places if place.key in screen.boxes]
    ways = [Way(screen.ways[place.key], place.kind == SHARED) for place in placed if screen.ways.get(place.key)]
    wings = [
        WingWords(wing.name, wing.city, *screen.wings[wing.city], wing.part)
        for wing in told.wings
        if wing.city in screen.wings
    ]
    return Drawing(screen, [_shape(place, screen) for place in placed], ways, wings)


LOOKS = {MAIN: "m-hub", SHARED: "m-box"}


def _shape(place: Place, screen: Screen) -> Shape:
    x, y, width, height = screen.boxes[place.key]
    sizes = screen.hub if place.kind == MAIN else screen.box
    inner = Decimal(width - 2 * sizes.pad)
    name = Line(place.name, y + sizes.lines[0], _squeezed(place.name, sizes.name, inner))
    lamps, taken = _lamps(place.lamps, sizes)
    start = sizes.label * _halves(_("项目")) / 4 + sizes.digit * len(str(place.projects)) + sizes.gap
    scale = min(Decimal(1), (inner - start) / taken) if taken else Decimal(1)
    baseline = y + sizes.lines[2]
    return Shape(
        place,
        LOOKS.get(place.kind, "m-open"),
        x,
        y,
        width,
        height,
        x + sizes.pad,
        name,
        y + sizes.lines[1],
        baseline,
        _besides(place, screen, y, sizes, inner),
        lamps,
        f"{x + sizes.pad + start:.1f}",
        f"{baseline - sizes.icon * Decimal('0.82'):.1f}",
        f"{scale:.3f}",
        sizes.icon,
        f"{sizes.icon * Decimal('0.82'):.1f}",
    )


def _besides(place: Place, screen: Screen, y: int, sizes: Type, inner: Decimal) -> list[Line]:
    """What is said besides the figures; of a place without figures that is all, below its name."""
    size = sizes.label / 2 - 2
    if place.part is None:
        step = (sizes.lines[1] - sizes.lines[0]) * 3 // 4
        room = 2 if screen.name == "desk" else 1
        at = [y + sizes.lines[0] + step * (n + 1) for n in range(room)]
        return [Line(text, at[n], _squeezed(text, int(size), inner)) for n, text in enumerate(place.short[:room])]
    if not screen.says_besides or not place.short or not sizes.lines[3]:
        return []
    return [Line(place.short[0], y + sizes.lines[3], _squeezed(place.short[0], int(size), inner))]


def _lamps(lamps: Sequence[tuple[Lamp, int]], sizes: Type) -> tuple[list[Lit], Decimal]:
    """The lamps from nought to the right, and the width that they take."""
    found, x = [], Decimal(0)
    for lamp, count in lamps:
        found.append(Lit(lamp, count, f"{x:.1f}", f"{x + sizes.icon + sizes.beside:.1f}"))
        x += sizes.icon + sizes.beside + sizes.digit * len(str(count)) + sizes.apart
    return found, x - sizes.apart if lamps else Decimal(0)


def _squeezed(text: str, size: int, inner: Decimal) -> str:
    """The inner width where the words would be longer."""
    return f"{inner:.0f}" if Decimal(_halves(text) * size) / 2 > inner else ""


def _halves(text: str) -> int:
    """How wide words are, in halves of a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)
