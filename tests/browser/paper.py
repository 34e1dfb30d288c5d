"""What stands on the sheets that Chromium prints, read without another program."""

import re
import zlib

OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.S)
BOX = re.compile(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]")
POINT = 25.4 / 72  # mm
A4, A3 = (210, 297), (297, 420)  # mm, upright
SHOWN = re.compile(rb"<([0-9A-Fa-f]+)>|\(((?:[^()\\\\]|\\\\.)*)\)")


def glyphs(pdf: bytes) -> list[int]:
    """How many characters each sheet holds, in the order of the sheets."""
    objects = _objects(pdf)
    return [_count(_stream(objects[int(found[1])])) for sheet in _sheets(objects) if (found := _contents(sheet))]


def formats(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each sheet in mm."""
    boxes = [box for sheet in _sheets(_objects(pdf)) for box in BOX.findall(sheet)]
    return [(round(float(width) * POINT), round(float(height) * POINT)) for width, height in boxes]


def _objects(pdf: bytes) -> dict[int, bytes]:
    return {int(number): body for number, body in OBJECT.findall(pdf)}


def _sheets(objects: dict[int, bytes]) -> list[bytes]:
    return [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]


def _contents(sheet: bytes) -> re.Match[bytes] | None:
    return re.search(rb"/Contents\s+(\d+) 0 R", sheet)


def _stream(body: bytes) -> bytes:
    """The drawing of a sheet."""
    packed = body.partition(b"stream\n")[2].rpartition(b"\nendstream")[0]
    return zlib.decompress(packed) if b"/FlateDecode" in body else packed


def _count(drawing: bytes) -> int:
    """Characters between BT and ET: four hexadecimal digits each, or two bytes of a string."""
    texts = re.findall(rb"BT\b(.*?)\bET", drawing, re.S)
    return sum(len(hexed) // 4 + len(plain) // 2 for text in texts for hexed, plain in SHOWN.findall(text))
