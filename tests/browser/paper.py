"""What stands on the sheets that Chromium prints, read without another program."""

import re
import zlib

OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.S)
SHOWN = re.compile(rb"<([0-9A-Fa-f]+)>|\(((?:[^()\\\\]|\\\\.)*)\)")


def glyphs(pdf: bytes) -> list[int]:
    """How many characters each sheet holds, in the order of the sheets."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    sheets = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]
    return [_count(_stream(objects[int(found[1])])) for sheet in sheets if (found := _contents(sheet))]


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
