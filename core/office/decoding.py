"""Make a small JPEG of what a camera wrote. Run as a program, it does so within limits of memory and time.

Stands alone: nothing of the product is imported, so that the program starts quickly and knows no secrets.
"""

import io
import resource
import sys
import warnings
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

MEMORY_MB = 350
CPU_SECONDS = 3
LONGEST_SIDE = 2048
QUALITY = 85
STRIPE = 64  # rows of the small picture that are made at a time

# Pixels by format. A JPEG is made small while it is read, the others are unpacked whole.
MOST_PIXELS = {"JPEG": 60_000_000, "PNG": 16_000_000, "WEBP": 16_000_000, "HEIF": 50_000_000}
MOST_BESIDE = 5_000_000  # what the phone made small already is read in the process that asks
TOO_LARGE, NO_PHOTO = 3, 4  # exit codes


class TooLarge(Exception):
    """More pixels than are taken."""


def is_heif(data: bytes) -> bool:
    """Whether a file says that it is HEIC. Only a child opens one."""
    return data[4:8] == b"ftyp"


def is_light(data: bytes) -> bool:
    """A JPEG of few pixels. Raises what Pillow raises for a broken file."""
    if is_heif(data):
        return False
    image = _opened(data)
    return _kind(image) == "JPEG" and image.width * image.height <= MOST_BESIDE


def small_jpeg(data: bytes) -> bytes:
    """At most 2048 px, upright, transparent parts white, without metadata.

    Raises TooLarge; anything else that is raised says that this is no photo.
    """
    image = _of_heif(data) if is_heif(data) else _of_other(data)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    image.info.clear()  # the remark of a JPEG would be written again
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return buffer.getvalue()


def _opened(data: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit comes next
        try:
            image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
        except Image.DecompressionBombError as error:
            raise TooLarge from error
    _measure(_kind(image), *image.size)
    return image


def _kind(image: Image.Image) -> str:
    """Several JPEGs in one file (MPO), as some cameras write them, are read as the first of them."""
    return "JPEG" if image.format == "MPO" else image.format or ""


def _measure(kind: str, width: int, height: int) -> None:
    if width * height > MOST_PIXELS[kind]:
        raise TooLarge


def _of_other(data: bytes) -> Image.Image:
    image = _opened(data)
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image = _in_eight_bits(image)
    if max(image.size) > 2 * LONGEST_SIDE:
        image = image.reduce(max(image.size) // LONGEST_SIDE)
    return _on_white(ImageOps.exif_transpose(image))


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits is scaled: Pillow would cut it off at 255."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda level: level * (1 / 257) + 0.5).convert("L")
    if image.mode == "P":
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    return image


def _on_white(image: Image.Image) -> Image.Image:
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(clear, mask=clear.getchannel("A"))
    return ground


def _of_heif(data: bytes) -> Image.Image:
    """Made small stripe by stripe: the unpacked picture is there once, and libheif has turned it upright."""
    import pillow_heif  # only the child pays for it

    opened = pillow_heif.open_heif(data)
    width, height = opened.size
    _measure("HEIF", width, height)
    factor = max(max(width, height) // LONGEST_SIDE, 1)
    small = Image.new("RGB", (-(-width // factor), -(-height // factor)))
    pixels: Any = memoryview(opened.data or b"")
    stride = opened.stride
    for top in range(0, height, STRIPE * factor):
        rows = min(STRIPE * factor, height - top)
        part = pixels[top * stride : (top + rows) * stride]
        stripe = Image.frombuffer(opened.mode, (width, rows), part, "raw", opened.mode, stride, 1)
        small.paste(_on_white(stripe.reduce(factor)), (0, top // factor))
    return small


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_MB << 20, MEMORY_MB << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """A picture on standard input, a small JPEG on standard output; the exit status says why there is none."""
    _limited()
    try:
        sys.stdout.buffer.write(small_jpeg(sys.stdin.buffer.read()))
    except (TooLarge, MemoryError):
        return TOO_LARGE
    except Exception as error:  # whatever a decoder raises for a file that was made to break it
        return TOO_LARGE if "memory" in str(error).lower() else NO_PHOTO  # libheif tells it in words
    return 0


PROGRAM = Path(__file__).resolve()

if __name__ == "__main__":
    sys.exit(main())
