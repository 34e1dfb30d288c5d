"""Photos from phones: re-encoded before they are stored, so that position data and disguised files stay outside."""

import datetime as dt
import hashlib
import io
import warnings

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from core.models import Attachment, User

register_heif_opener()

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
MAX_MB = 25
MAX_PIXELS = 60_000_000  # a 48-megapixel phone passes, a pixel flood does not
LONGEST_SIDE = 2048


def store_photo(upload: UploadedFile, *, by: User, now: dt.datetime) -> Attachment:
    """Re-encode an upload as JPEG of at most 2048 px without metadata, and store it.

    Raises ValidationError when the file is too large or is not a photo.
    """
    data = to_jpeg(upload)
    attachment = Attachment(
        name=(upload.name or "photo")[:160], sha256=hashlib.sha256(data).hexdigest(), uploaded_by=by, uploaded_at=now
    )
    attachment.file.save(f"{attachment.key}.jpg", ContentFile(data), save=False)
    attachment.save()
    return attachment


def to_jpeg(upload: UploadedFile) -> bytes:
    """Return the photo as JPEG bytes; see `store_photo`."""
    if upload.size and upload.size > MAX_MB * 1024 * 1024:
        raise ValidationError(_("照片超过 %(mb)s MB，请压缩后再传。") % {"mb": MAX_MB}, code="too_large")
    not_a_photo = ValidationError(
        _("“%(name)s”不是照片，请传 JPG、PNG、WebP 或 HEIC。") % {"name": upload.name}, code="not_a_photo"
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit comes next
            image = Image.open(upload, formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise ValidationError(_("照片像素过大，请压缩后再传。"), code="too_many_pixels")
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise not_a_photo from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright.info.clear()  # the remark of a JPEG would be written again
    buffer = io.BytesIO()
    upright.save(buffer, "JPEG", quality=85, optimize=True)
    return buffer.getvalue()


def photo_response(attachment: Attachment) -> FileResponse:
    """Serve a stored photo inline; the caller has checked who may see it. Raises Http404 when the file is gone."""
    try:
        stored = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(attachment.file.name) from error
    response = FileResponse(stored, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response
