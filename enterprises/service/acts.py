"""What may be done to several requests at once: another department leads, or the one that leads is reminded."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Role
from core.kernel.access import may_send
from core.kernel.forms import Form
from core.kernel.naming import NameField
from core.models import User
from core.post.notices import Message, tell, told_before
from core.sheets.picking import Act, Acts, Doing, Idle
from enterprises.enums import REQUEST_OPEN
from enterprises.models import Request, RequestQuerySet, WrongState
from enterprises.service.forms import departments_that_handle


def _requests_seen(user: User) -> RequestQuerySet:
    return Request.objects.visible_to(user).select_related("enterprise", "kind", "department")


def _must_be_open(row: Request) -> None:
    if row.state not in REQUEST_OPEN:
        raise Idle(_("这条诉求%(state)s，不用再办。") % {"state": row.get_state_display()})


class DepartmentForm(Form):
    """Which department leads from now on, and why."""

    department = NameField(
        label=gettext_lazy("转给部门"), empty_label=gettext_lazy("请选择"), route="enterprises:handling_names"
    )
    text = forms.CharField(label=gettext_lazy("说明"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].offer(departments_that_handle())


def _transfer(row: Request, asked: Doing) -> str:
    department = asked.said["department"]
    _must_be_open(row)
    if row.department_id == department.pk:
        raise Idle(_("已由%(department)s承办。") % {"department": department})
    try:
        row.transfer(department, text=asked.said["text"], by=asked.by, now=asked.now)
    except WrongState as wrong:
        raise ValidationError(_("这条诉求%(state)s，不用再办。") % {"state": wrong.state.label}) from wrong
    return _("已转%(department)s办理。") % {"department": department}


def _remind(row: Request, asked: Doing) -> str:
    """One notice and e-mail a handler, request and day."""
    _must_be_open(row)
    on = timezone.localdate(asked.now)
    handlers = User.objects.holding(Role.HANDLER).filter(department=row.department_id).order_by("pk")
    keys = {person: f"request:{row.pk}:remind:{on}:{person.pk}" for person in handlers if person != asked.by}
    left = {person: key for person, key in keys.items() if not told_before(key, person)}
    if not left:
        raise Idle(_("今天已提醒过。") if keys else _("承办部门没有可提醒的人。"))
    title, words = gettext_lazy("请抓紧办理诉求：%(what)s"), {"what": f"{row.enterprise} {row.kind}"}
    body = _("%(who)s提醒你部门办理。") % {"who": asked.by}
    url = reverse("enterprises:request_detail", args=[row.pk])
    many, all_open = gettext_lazy("请抓紧办理 %(n)d 条诉求"), f"{reverse('enterprises:request_list')}?due=open"
    message = Message(asked.by, title, body, url, "", words, email=True, many=many, many_url=all_open)
    tell([message._replace(user=person, key=key) for person, key in left.items()], now=asked.now)
    return _("已提醒%(department)s。") % {"department": row.department}


def _called(row: Request) -> str:
    """Requests of one kind often say the same: the firm and the number tell them apart."""
    return f"{row.enterprise} · {row} #{row.pk}"


REQUEST_ACTS = Acts(
    _requests_seen,
    lambda row: reverse("enterprises:request_detail", args=[row.pk]),
    (
        Act(
            "transfer",
            gettext_lazy("转其他部门"),
            lambda user: may_send(user, "enterprises:request_transfer"),
            lambda user, row: user.has_perm("enterprises.handle_request", row),
            lambda data, _user: DepartmentForm(data),
            _transfer,
        ),
        Act(
            "remind",
            gettext_lazy("提醒承办"),
            lambda user: user.holds(Role.LEADER, Role.LIAISON),
            lambda user, row: user.holds(Role.LEADER) or user.has_perm("enterprises.follow_request", row),
            lambda data, _user: Form(data),
            _remind,
            gettext_lazy("提醒承办部门的办理人；同一条诉求一天只提醒一次。"),
        ),
    ),
    _called,
)
