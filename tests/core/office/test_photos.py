"""Photos are re-encoded: no position data, no bombs, no disguises."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from core.models import User
from core.office.photos import LONGEST_SIDE, MAX_PIXELS, store_photo, to_jpeg

GPS_TAG = 0x8825


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
    side = int(MAX_PIXELS**0.5) + 1
    with pytest.raises(ValidationError) as refused:
        to_jpeg(photo("PNG", size=(side, side)))
    assert refused.value.code == "too_many_pixels"


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a....", b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0 cut", b"PK\x03\x04"]
)
def test_what_is_not_a_photo_is_refused_at_the_field(content: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        to_jpeg(SimpleUploadedFile("site.jpg", content))
    assert refused.value.code == "not_a_photo"


@pytest.mark.django_db
def test_the_stored_name_is_ours_and_the_given_name_is_only_told(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path
    upload = photo()
    upload.name = "../../etc/passwd.jpg"
    stored = store_photo(upload, by=User.objects.create_user("wang"), now=timezone.now())
    assert "passwd" not in stored.file.name
    assert stored.file.path.startswith(str(tmp_path))
    assert len(stored.sha256) == 64
