"""Papers: what a file is, its content says; nothing is unpacked, and nothing but a picture is shown."""

import io
import struct
import zipfile
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from core.enums import PaperKind
from core.models import Attachment, User
from core.office import papers
from core.office.paper_fields import PapersField
from core.office.papers import MAX_MB, clean_name, kind_of, paper_response, store_paper

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n"


def zipped(*names: str, **contents: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, contents.get(name, b"<x/>"))
    return buffer.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")
XLSX = zipped("[Content_Types].xml", "xl/workbook.xml")


def ole(*streams: str, following: int = 0xFFFFFFFE) -> bytes:
    """A container with one sector of directory (number 1) and one table of sectors (number 0)."""
    head = bytearray(512)
    head[:8] = papers.OLE
    struct.pack_into("<H", head, 30, 9)
    struct.pack_into("<I", head, 48, 1)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, following, *[0xFFFFFFFF] * 126)
    directory = b""
    for name in ("Root Entry", *streams):
        text = name.encode("utf-16-le") + b"\0\0"
        directory += text.ljust(64, b"\0") + struct.pack("<H", len(text)) + bytes(62)
    return bytes(head) + table + directory.ljust(512, b"\0")


def jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(buffer, "JPEG")
    return buffer.getvalue()


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/html")  # what a browser calls it counts for nothing


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, PaperKind.PDF),
        (DOCX, PaperKind.DOCX),
        (XLSX, PaperKind.XLSX),
        (ole("WordDocument", "1Table"), PaperKind.DOC),
        (ole("Workbook"), PaperKind.XLS),
        (ole("Book"), PaperKind.XLS),
        (jpeg(), PaperKind.PICTURE),
    ],
)
def test_the_content_says_what_it_is_whatever_it_is_called(content: bytes, kind: PaperKind) -> None:
    assert kind_of(sent("公文.html", content)) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b" %PDF-1.7",
        b"MZ\x90\x00",
        b"",
        zipped("word/document.xml"),
        zipped("[Content_Types].xml", "ppt/presentation.xml"),
        zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        zipped("[Content_Types].xml", "word/document.xml", "xl/workbook.xml"),
        DOCX[:-30],
        ole("PowerPoint Document"),
        ole("WordDocument", "Workbook"),
        papers.OLE,
        ole("x", following=1),  # a chain of sectors that runs in a circle
        b"GIF89a" + PDF,
    ],
)
@pytest.mark.parametrize("name", ["批文.pdf", "批文.docx", "批文.jpg"])
def test_what_is_none_of_them_is_refused(content: bytes, name: str) -> None:
    with pytest.raises(ValidationError, match="不是 PDF、Word、Excel 或图片") as refused:
        kind_of(sent(name, content))
    assert refused.value.code == "not_a_paper"


def test_a_bomb_is_refused_by_its_directory_alone(monkeypatch: Any) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", b"<x/>")
        with file.open("word/document.xml", "w") as part:
            for _block in range(papers.MAX_UNPACKED_MB + 1):
                part.write(bytes(1024 * 1024))
    assert len(buffer.getvalue()) < 1024 * 1024  # the control: it is small as it comes

    def never(*_args: Any, **_also: Any) -> None:
        raise AssertionError("unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", never)
    monkeypatch.setattr(zipfile.ZipFile, "read", never)
    with pytest.raises(ValidationError):
        kind_of(sent("bomb.docx", buffer.getvalue()))
    assert kind_of(sent("a.docx", DOCX)) == PaperKind.DOCX


def test_a_long_directory_is_not_read(monkeypatch: Any) -> None:
    many = zipped("[Content_Types].xml", "word/document.xml", *(f"p{n}" for n in range(papers.MAX_PARTS)))
    monkeypatch.setattr(papers.zipfile, "ZipFile", None)
    with pytest.raises(ValidationError):
        kind_of(sent("many.docx", many))


def test_more_than_20_mb_is_said_in_words_at_the_field() -> None:
    large = SimpleUploadedFile("总规.pdf", PDF)
    large.size = MAX_MB * 1024 * 1024 + 1
    with pytest.raises(ValidationError, match="超过 20 MB"):
        PapersField().clean([large])
    assert f"{MAX_MB} MB" in str(PapersField().help_text)
    with pytest.raises(ValidationError, match="一次最多 5 份"):
        PapersField().clean([sent(f"{n}.pdf", PDF) for n in range(6)])


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("环评批复.pdf", "环评批复.pdf"),
        ("../../etc/批文.PDF", "批文.pdf"),
        ("C:\\temp\\批文.pdf", "批文.pdf"),
        ("合同\u202efdp.exe", "合同fdp.pdf"),
        ("a\r\nContent-Type: text/html\n.pdf", "a Content-Type text html.pdf"),
        ("批文.jpg", "批文.pdf"),
        ("\u200b", "文件.pdf"),
        (".pdf", "文件.pdf"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_name_is_cleaned_and_ends_as_its_content_says(name: str, kept: str) -> None:
    cleaned = clean_name(name, ".pdf")
    if "\n" in name:
        assert "\n" not in cleaned
        assert "\r" not in cleaned
        return
    assert cleaned == kept


@pytest.mark.django_db
class TestKept:
    @pytest.fixture(autouse=True)
    def folder(self, settings: Any, tmp_path: Any) -> None:
        settings.MEDIA_ROOT = tmp_path

    def stored(self, name: str, content: bytes) -> Attachment:
        by = User.objects.create_user("wang", name="示例王")
        return store_paper(sent(name, content), by=by, now=timezone.now())

    def test_under_its_own_key_with_its_name_and_its_checksum(self) -> None:
        paper = self.stored("环评批复.jpg", PDF)
        assert paper.file.name.endswith(f"/{paper.key}.pdf")
        assert paper.file.name.startswith("papers/")
        assert (paper.name, paper.kind) == ("环评批复.pdf", "pdf")
        with paper.file.open() as stored:
            assert stored.read() == PDF

    def test_it_is_handed_out_to_be_saved_and_never_shown(self) -> None:
        response = paper_response(self.stored("环评 批复.pdf", PDF))
        response.close()
        assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
        assert response["Content-Type"] == "application/pdf"

    def test_a_picture_is_encoded_anew_and_shown(self) -> None:
        paper = self.stored("现场.png", jpeg() + b"<script>")
        assert (paper.name, paper.kind) == ("现场.jpg", "picture")
        with paper.file.open() as stored:
            assert b"<script>" not in stored.read()
        response = paper_response(paper)
        response.close()
        assert response["Content-Disposition"] == "inline"

    def test_taken_away_the_row_stays_and_the_file_goes(self, django_capture_on_commit_callbacks: Any) -> None:
        paper = self.stored("批文.pdf", PDF)
        with django_capture_on_commit_callbacks(execute=True):
            paper.take_away(now=timezone.now())
        assert not paper.file.storage.exists(paper.file.name)
        assert Attachment.objects.get().name == "批文.pdf"
        assert not Attachment.objects.loose(of=paper.uploaded_by).exists()
