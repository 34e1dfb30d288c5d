"""我的走访 as a text for Word, of the visits that the list shows of one's own. The table is that of the list."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn

from core.kernel.figures import date_cell
from core.kernel.http import HttpRequest
from core.sheets.workbooks import writable
from enterprises.models import Visit
from enterprises.service.filters import VisitFilter
from enterprises.service.lists import brought_by

MOST = 2_000
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def visit_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """One's own visits, as the list is filtered, the oldest first. Too many lead back with a sentence."""
    if kind != "docx":
        raise Http404(kind)
    mine = Visit.objects.visible_to(request.user).filter(officer=request.user).select_related("enterprise")
    found = VisitFilter(request.GET, queryset=mine, request=request).qs.order_by("on", "pk")
    if (many := found.count()) > MOST:
        said = {"n": many, "most": MOST}
        messages.error(request, _("本次筛选有 %(n)s 次走访，一次最多导出 %(most)s 次，请缩小范围。") % said)
        return redirect("enterprises:visit_list")
    rows = list(_rows(request, list(found)))
    title = _("走访记录 %(who)s") % {"who": request.user}
    name = f"visits-{timezone.localdate()}.{kind}"
    answer = HttpResponse(as_document(title, rows), content_type=WORD)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def heads() -> list[str]:
    """What the columns of a row are called."""
    return [
        _("日期"),
        _("企业"),
        _("方式"),
        _("企业接待人"),
        _("同行人员"),
        _("问到的事项"),
        _("谈了什么"),
        _("带回的诉求"),
    ]


def _rows(request: HttpRequest, visits: list[Visit]) -> Iterator[list[str]]:
    """The parts of each visit, as text. One query."""
    brought = brought_by(visits, request.user)
    for visit in visits:
        yield [
            date_cell(visit.on),
            str(visit.enterprise),
            str(visit.get_mode_display()),
            visit.received_by,
            visit.companions,
            _("、").join(visit.asked_about()),
            visit.notes,
            "\n".join(brought.get(visit.pk, [])),
        ]


def as_document(title: str, rows: Iterable[list[str]]) -> bytes:
    """A heading a visit, and below it what was said."""
    document = Document()
    for name in ("Normal", "Title", "Heading 2"):
        style: Any = document.styles[name]
        style.font.name = "Times New Roman"
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    document.add_heading(title, level=0)
    for on, firm, mode, *parts in rows:
        document.add_heading(writable(f"{on} {firm} {mode}"), level=2)
        for label, text in zip(heads()[3:], parts, strict=True):
            if text:
                paragraph = document.add_paragraph()
                paragraph.add_run(_("%(label)s：") % {"label": label}).bold = True
                paragraph.add_run(writable(text))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
