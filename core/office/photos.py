"""Photos from phones: re-encoded before they are stored, so that position data and disguised files stay outside."""

import datetime as dt
import hashlib
import subprocess
import sys
import threading

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from core.models import Attachment, User
from core.office.decoding import NO_PHOTO, PROGRAM, TooLarge, is_light, small_jpeg

MAX_MB = 25
PATIENCE = 20  # seconds that a press waits for its turn, and for a child on a busy machine
LOOSE_FOR = dt.timedelta(days=7)
_one_at_a_time = threading.Lock()


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
    """Return the photo as JPEG bytes; see `store_photo`. One at a time in a process, so that uploads cannot add up."""
    if upload.size and upload.size > MAX_MB * 1024 * 1024:
        raise ValidationError(_("照片超过 %(mb)s MB，请压缩后再传。") % {"mb": MAX_MB}, code="too_large")
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise ValidationError(_("同时上传的照片太多，请稍后再传。"), code="busy")
    try:
        upload.seek(0)
        return _decoded(upload.read())
    except TooLarge as error:
        raise ValidationError(_("照片像素过大，请压缩后再传。"), code="too_many_pixels") from error
    except Exception as error:  # whatever a decoder raises for a file that was made to break it
        raise ValidationError(
            _("“%(name)s”不是照片，请传 JPG、PNG、WebP 或 HEIC。") % {"name": upload.name}, code="not_a_photo"
        ) from error
    finally:
        _one_at_a_time.release()


def _decoded(data: bytes) -> bytes:
    """A small JPEG is read here, everything else in a child with limits of its own."""
    if is_light(data):
        return small_jpeg(data)
    child = [sys.executable, "-I", str(PROGRAM)]
    try:
        done = subprocess.run(child, input=data, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise TooLarge from error
    if done.returncode == NO_PHOTO:
        raise ValueError("no photo")
    if done.returncode:  # too many pixels, or it came to its limit of memory or time
        raise TooLarge
    return done.stdout


def sweep_loose(now: dt.datetime) -> int:
    """Take away photos that came with a press that was not saved, a week after; return how many."""
    kept_until = now - LOOSE_FOR
    found = Attachment.objects.loose().filter(uploaded_at__lt=kept_until)
    for photo in found:
        photo.take_away(now=now)
    return len(found)


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
