"""Photos are re-encoded: no position data, no bombs, no disguises."""

import datetime as dt
import io
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from pillow_heif import register_heif_opener

from core.models import Attachment, User
from core.office import photos
from core.office.decoding import LONGEST_SIDE, MEMORY_MB, MOST_PIXELS, PROGRAM, TOO_LARGE
from core.office.photos import store_photo, sweep_loose, to_jpeg
from projects.models import Update, UpdatePhoto
from tests.projects.scene import person, project, report

GPS_TAG = 0x8825
register_heif_opener()  # to make such files; the product opens them in a child only


def photo(kind: str = "JPEG", size: tuple[int, int] = (64, 48), gps: bool = False) -> SimpleUploadedFile:
    image, buffer = Image.new("RGB", size, "steelblue"), io.BytesIO()
    exif = image.getexif()
    if gps:
        exif[GPS_TAG] = {1: "N", 2: (28.0, 7.0, 0.0)}
        exif[0x0112] = 6  # turned by 90 degrees
    image.save(buffer, kind, exif=exif) if kind != "PNG" else image.save(buffer, kind)
    return SimpleUploadedFile(f"site.{kind.lower()}", buffer.getvalue())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_what_phones_make_becomes_a_jpeg(kind: str) -> None:
    assert Image.open(io.BytesIO(to_jpeg(photo(kind)))).format == "JPEG"


def test_of_several_pictures_in_one_file_the_first_is_taken() -> None:
    buffer = io.BytesIO()
    first, second = (Image.new("RGB", (64, 48), colour) for colour in ("steelblue", "red"))
    first.save(buffer, "MPO", save_all=True, append_images=[second])
    made = Image.open(io.BytesIO(to_jpeg(SimpleUploadedFile("a.jpg", buffer.getvalue()))))
    assert made.getpixel((20, 20))[2] > 150


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "HEIF"])
def test_position_data_is_gone(kind: str) -> None:
    upload = photo(kind, gps=True)
    assert GPS_TAG in Image.open(upload).getexif()  # the control: it was there
    upload.seek(0)
    assert GPS_TAG not in Image.open(io.BytesIO(to_jpeg(upload))).getexif()


def test_a_remark_is_gone() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48)).save(buffer, "JPEG", comment=b"taken by")
    assert Image.open(buffer).info["comment"] == b"taken by"  # the control
    assert "comment" not in Image.open(io.BytesIO(to_jpeg(SimpleUploadedFile("a.jpg", buffer.getvalue())))).info


def test_a_photo_is_turned_upright() -> None:
    assert Image.open(io.BytesIO(to_jpeg(photo(gps=True)))).size == (48, 64)


def test_a_48_megapixel_photo_is_made_small() -> None:
    assert max(Image.open(io.BytesIO(to_jpeg(photo(size=(8000, 6000))))).size) == LONGEST_SIDE


def test_a_pixel_flood_is_refused_before_it_is_decoded() -> None:
    side = int(MOST_PIXELS["PNG"] ** 0.5) + 1
    begun = time.process_time()
    with pytest.raises(ValidationError) as refused:
        to_jpeg(photo("PNG", size=(side, side)))
    assert refused.value.code == "too_many_pixels"
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a....", b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0 cut", b"PK\x03\x04"]
)
def test_what_is_not_a_photo_is_refused_at_the_field(content: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        to_jpeg(SimpleUploadedFile("site.jpg", content))
    assert refused.value.code == "not_a_photo"


def heic(name: str) -> bytes:
    return (Path(__file__).parent / "photos" / f"{name}.heic").read_bytes()


def test_a_48_megapixel_heic_is_made_small_within_its_limits() -> None:
    made = Image.open(io.BytesIO(to_jpeg(SimpleUploadedFile("a.heic", heic("48_megapixels")))))
    assert max(made.size) == LONGEST_SIDE
    assert made.getpixel((0, 10)) < made.getpixel((0, made.height - 10))  # every stripe came to its place


def test_the_limit_of_memory_holds(tmp_path: Path) -> None:
    """Negative control: the same photo with half the memory is refused as too large, and the page goes on."""
    source = PROGRAM.read_text().replace(f"MEMORY_MB = {MEMORY_MB}", f"MEMORY_MB = {MEMORY_MB // 2}")
    (tmp_path / "decoding.py").write_text(source)
    done = subprocess.run(
        [sys.executable, "-I", str(tmp_path / "decoding.py")],
        input=heic("48_megapixels"),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (TOO_LARGE, b"")


def test_a_child_that_is_stopped_is_a_photo_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "endless.py").write_text("while True: pass")
    monkeypatch.setattr(photos, "PROGRAM", tmp_path / "endless.py")
    monkeypatch.setattr(photos, "PATIENCE", 0.5)
    with pytest.raises(ValidationError) as refused:
        to_jpeg(photo("PNG"))
    assert refused.value.code == "too_many_pixels"


def test_more_pixels_than_a_camera_has_are_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        to_jpeg(SimpleUploadedFile("a.heic", heic("51_megapixels")))
    assert refused.value.code == "too_many_pixels"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_whatever_was_broken_on_the_way_is_refused_in_words(kind: str) -> None:
    """Cut off anywhere, or with bytes turned: a photo or a refusal, never an error."""
    upload, dice, refused = photo(kind, size=(640, 480)), random.Random(7), 0
    whole = upload.read()
    broken = [whole[: len(whole) * n // 6] for n in range(6)]
    for _each in range(6):
        turned = bytearray(whole)
        for _byte in range(8):
            turned[dice.randrange(12, len(turned))] = dice.randrange(256)
        broken.append(bytes(turned))
    for content in broken:
        try:
            made = to_jpeg(SimpleUploadedFile("site.jpg", content))
        except ValidationError:
            refused += 1
        else:
            assert Image.open(io.BytesIO(made)).format == "JPEG"
    assert refused >= 3


def test_what_is_transparent_lies_on_white() -> None:
    clear, buffer = Image.new("RGBA", (40, 40), (200, 0, 0, 0)), io.BytesIO()
    clear.paste((0, 0, 200, 255), (0, 0, 20, 40))
    clear.save(buffer, "PNG")
    made = Image.open(io.BytesIO(to_jpeg(SimpleUploadedFile("a.png", buffer.getvalue()))))
    assert made.getpixel((35, 20)) == (255, 255, 255)
    assert made.getpixel((5, 20))[2] > 150


def test_sixteen_bits_are_scaled_and_not_cut_off() -> None:
    grey, buffer = Image.new("I;16", (40, 40), 32_896), io.BytesIO()
    grey.save(buffer, "PNG")
    made = Image.open(io.BytesIO(to_jpeg(SimpleUploadedFile("a.png", buffer.getvalue()))))
    assert abs(made.getpixel((20, 20))[0] - 128) <= 2


def test_two_uploads_are_read_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most, small = [0], [0], photo("JPEG").read()

    def watched(data: bytes) -> bytes:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        time.sleep(0.05)
        inside[0] -= 1
        return data

    def all_at_once() -> int:
        most[0] = 0
        threads = [
            threading.Thread(target=to_jpeg, args=(SimpleUploadedFile("a.jpg", small),), daemon=True) for _n in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return most[0]

    monkeypatch.setattr(photos, "_decoded", watched)
    assert all_at_once() == 1
    monkeypatch.setattr(photos, "_one_at_a_time", threading.Semaphore(9))  # negative control
    assert all_at_once() > 1


@pytest.mark.django_db
def test_photos_of_presses_that_were_not_saved_go_after_a_week(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    now, wang = timezone.now(), person("wang")
    old, young, held = (store_photo(photo(), by=wang, now=now - dt.timedelta(days=days)) for days in (8, 6, 30))
    update: Update = report(project(responsible=wang), "2026-11-16", wang)
    UpdatePhoto.objects.create(update_of=update, attachment=held)
    assert (sweep_loose(now), sweep_loose(now)) == (1, 0)
    gone = dict(Attachment.objects.values_list("pk", "removed_at"))
    assert {pk: bool(at) for pk, at in gone.items()} == {old.pk: True, young.pk: False, held.pk: False}
    assert held.file.storage.exists(held.file.name)


@pytest.mark.django_db
def test_the_stored_name_is_ours_and_the_given_name_is_only_told(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path
    upload = photo()
    upload.name = "../../etc/passwd.jpg"
    stored = store_photo(upload, by=User.objects.create_user("wang"), now=timezone.now())
    assert "passwd" not in stored.file.name
    assert stored.file.path.startswith(str(tmp_path))
    assert len(stored.sha256) == 64
