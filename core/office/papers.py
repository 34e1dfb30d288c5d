"""Papers: PDF, Word, Excel and pictures. What a file is, its content says; what it is called is only kept as its name.

A picture becomes a photo (core/office/photos.py) and is the only kind that a browser ever shows. Nothing is unpacked
here: of a container only its directory is read.
"""

import datetime as dt
import hashlib
import struct
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from core.enums import PaperKind
from core.models import Attachment, User
from core.office.photos import photo_response, store_photo

MAX_MB = 20
MAX_COUNT = 5  # papers of one press
MAX_PARTS = 5_000  # of a docx or xlsx
MAX_UNPACKED_MB = 500  # what the directory of a docx or xlsx may promise
LONGEST_NAME = 120
ZIP_END, ZIP_END_BYTES = b"PK\x05\x06", 22
OLE, OLE_ENTRY, NO_SECTOR = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 128, 0xFFFFFFFA
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")
MIME: Mapping[PaperKind, str] = {
    PaperKind.PDF: "application/pdf",
    PaperKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PaperKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PaperKind.DOC: "application/msword",
    PaperKind.XLS: "application/vnd.ms-excel",
}
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


def store_paper(upload: UploadedFile, *, by: User, now: dt.datetime) -> Attachment:
    """Store a paper as it is, under its own key; a picture as a photo. Raises ValidationError as `kind_of` does."""
    kind = kind_of(upload)
    if kind == PaperKind.PICTURE:
        photo = store_photo(upload, by=by, now=now)
        photo.name = clean_name(upload.name or "", ".jpg")
        photo.save(update_fields=["name"])
        return photo
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    name = clean_name(upload.name or "", f".{kind}")
    paper = Attachment(name=name, kind=kind, sha256=digest.hexdigest(), uploaded_by=by, uploaded_at=now)
    paper.file.save(f"{paper.key}.{kind}", upload, save=False)
    paper.save()
    return paper


def kind_of(upload: UploadedFile) -> PaperKind:
    """What a file is by its content. Raises ValidationError for one that is too large, and for any other kind."""
    if (upload.size or 0) > MAX_MB * 1024 * 1024:
        words = {"name": clean_name(upload.name or ""), "mb": MAX_MB}
        raise ValidationError(_("文件“%(name)s”超过 %(mb)d MB，请压缩或分开后再传。") % words, code="too_large")
    upload.seek(0)
    head = upload.read(512)
    kind: PaperKind | None = None
    if head.startswith(b"%PDF-"):
        kind = PaperKind.PDF
    elif head.startswith(PICTURES) or (head[4:8] == b"ftyp" and head[8:12] in HEIC):
        kind = PaperKind.PICTURE
    elif head.startswith(b"PK\x03\x04"):
        kind = _of_zip(upload)
    elif head.startswith(OLE):
        kind = _of_ole(upload)
    upload.seek(0)
    if kind is None:
        raise ValidationError(
            _("“%(name)s”不是 PDF、Word、Excel 或图片，或文件已损坏，不能上传。")
            % {"name": clean_name(upload.name or "")},
            code="not_a_paper",
        )
    return kind


def _of_zip(file: UploadedFile) -> PaperKind | None:
    """docx or xlsx by the parts that the directory names; None for another zip, a bomb, and one with macros."""
    if not _has_a_small_directory(file):
        return None
    try:
        parts = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        return None
    names = {each.filename for each in parts}
    unpacked = sum(each.file_size for each in parts)
    if unpacked > MAX_UNPACKED_MB * 1024 * 1024 or "[Content_Types].xml" not in names:
        return None
    if any(name.endswith("vbaProject.bin") for name in names):
        return None
    word, excel = "word/document.xml" in names, "xl/workbook.xml" in names
    if word == excel:
        return None
    return PaperKind.DOCX if word else PaperKind.XLSX


def _has_a_small_directory(file: UploadedFile) -> bool:
    """Whether the end of a zip says that it has few parts: a long directory would be read into memory as a whole."""
    size = file.size or 0
    file.seek(max(0, size - ZIP_END_BYTES - 0xFFFF))
    tail = file.read()
    at = tail.rfind(ZIP_END)
    if at < 0 or len(tail) - at < ZIP_END_BYTES:
        return False
    parts, length = struct.unpack_from("<HI", tail, at + 10)
    file.seek(0)
    return parts <= MAX_PARTS and length <= MAX_PARTS * 256


def _of_ole(file: UploadedFile) -> PaperKind | None:
    """doc or xls by the streams that the directory of the container names."""
    try:
        names = set(_ole_streams(file))
    except (struct.error, IndexError):
        return None
    word, excel = "WordDocument" in names, bool(names & {"Workbook", "Book"})
    if word == excel:
        return None
    return PaperKind.DOC if word else PaperKind.XLS


def _ole_streams(file: BinaryIO | UploadedFile) -> Iterator[str]:
    """The names in the directory of an OLE2 container; a chain of sectors that runs in a circle ends."""
    file.seek(0)
    head = file.read(512)
    size = 1 << struct.unpack_from("<H", head, 30)[0]
    if size not in (512, 4096):
        return
    tables = struct.unpack_from("<109I", head, 76)
    (sector,) = struct.unpack_from("<I", head, 48)
    per_table, seen = size // 4, set()
    while sector < NO_SECTOR and sector not in seen:
        seen.add(sector)
        file.seek((sector + 1) * size)
        block = file.read(size)
        for at in range(0, len(block) - OLE_ENTRY + 1, OLE_ENTRY):
            (length,) = struct.unpack_from("<H", block, at + 64)
            yield block[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        file.seek((tables[sector // per_table] + 1) * size + sector % per_table * 4)
        (sector,) = struct.unpack("<I", file.read(4))


def clean_name(name: str, suffix: str = "") -> str:
    """A file's name as it is kept: without folders, line ends and what turns the direction of writing.

    With `suffix`, what the content is stands at its end, whatever the file called itself.
    """
    name = PurePosixPath(PureWindowsPath(name).name).name
    seen = unicodedata.normalize("NFC", name)
    seen = "".join(" " if each.isspace() else each for each in seen if each.isspace() or _is_seen(each))
    seen = " ".join(seen.split()).rstrip(" .")
    if suffix:
        stem = seen[: -len(suffix)] if seen.lower().endswith(suffix) else PurePosixPath(seen).stem
        return f"{stem.strip(' .')[: LONGEST_NAME - len(suffix)] or _('文件')}{suffix}"
    return seen.lstrip(".")[:LONGEST_NAME] or str(_("文件"))


def _is_seen(letter: str) -> bool:
    """Control characters, marks of direction and what no font has are not (Cc, Cf, Co, Cs, Cn)."""
    return not unicodedata.category(letter).startswith("C")


def paper_response(paper: Attachment) -> FileResponse:
    """Hand a paper out to be saved, never to be opened in the page; a picture is shown. Raises Http404 when it is gone.

    The caller has checked who may see it.
    """
    if paper.kind == PaperKind.PICTURE:
        return photo_response(paper)
    try:
        stored = paper.file.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404(paper.name) from error
    response = FileResponse(stored, as_attachment=True, filename=paper.name, content_type=MIME[PaperKind(paper.kind)])
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    return response
