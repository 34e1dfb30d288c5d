"""Lines of the trail as a table that Excel opens."""

import csv
import io

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import AuditKind
from core.guard import audit
from core.kernel.http import HttpRequest
from core.models import AuditEvent
from zone_tracker.trail.lines import Line, lines_of

MOST = 5_000  # a millisecond each
AT_ONCE = 500
FORMULA = tuple("=+-@＝＋－＠\t\r\n")  # what Excel would work out instead of showing
BOM = "\ufeff"  # by which Excel knows UTF-8


def as_csv(request: HttpRequest, rows: QuerySet[AuditEvent], name: str, *, back: str) -> HttpResponse:
    """A file of these lines, the newest first; the taking is a line itself. Too many lead `back` with a sentence."""
    if (many := rows.count()) > MOST:
        said = {"n": many, "most": MOST}
        messages.error(request, _("本次筛选有 %(n)s 条，一次最多导出 %(most)s 条，请缩小范围。") % said)
        return redirect(back)
    text = io.StringIO(BOM)
    text.seek(0, io.SEEK_END)
    table, count = csv.writer(text), 0
    table.writerow(_heads())
    found = rows.select_related("user", "seal")
    for start in range(0, many, AT_ONCE):
        for line in lines_of(found[start : start + AT_ONCE]):
            table.writerow([harmless(cell) for cell in _cells(line)])
            count += 1
    what = f"{request.path} {count} {request.GET.urlencode()}"
    audit.record(AuditKind.EXPORTED, user=request.user, request=request, what=what)
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate()}.csv"'
    return answer


def _heads() -> list[str]:
    about = [_("做了什么"), _("业务"), _("对哪一行"), _("变化")]
    return [_("号"), _("时间"), _("账号"), _("姓名"), *about, _("来源地址"), _("请求号")]


def _cells(line: Line) -> list[object]:
    event = line.event
    changes = _("；").join(f"{each.label}：{each.before} → {each.after}" for each in line.changes)
    seal = getattr(event, "seal", None)
    return [
        seal.number if seal else "",
        f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}",
        event.who,
        event.user or "",
        event.get_kind_display(),
        line.noun,
        line.name,
        changes or event.what,
        event.address or "",
        event.request_id,
    ]


def harmless(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
