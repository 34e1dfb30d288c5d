"""The lists of 需协调事项 and 交办单: their rows, and their columns when they are exported."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.filters import ordered
from core.kernel.http import HttpRequest
from core.sheets.cells import Code, Day, DayOf, Prose
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from projects.meeting.filters import ACTION_ORDERS, BLOCKER_ORDERS, ActionFilter, BlockerFilter
from projects.models import Action, Blocker


def blockers_found(request: HttpRequest) -> Found:
    """Blockers that this person may see, open ones first."""
    rows = Blocker.objects.visible_to(request.user).select_related("project", "department", "raised_by")
    filterset = BlockerFilter(request.GET, queryset=rows.with_answered(), request=request)
    open_first = filterset.qs.order_by(F("resolved_at").desc(nulls_first=True), "raised_at", "pk")
    return Found(ordered(filterset.qs, filterset.order, BLOCKER_ORDERS) if filterset.order else open_first, filterset)


def actions_found(request: HttpRequest) -> Found:
    """交办单 that this person may see, open ones first."""
    rows = Action.objects.visible_to(request.user).select_related("project", "owner", "department", "period")
    filterset = ActionFilter(request.GET, queryset=rows, request=request)
    open_first = filterset.qs.order_by(F("closed_at").desc(nulls_first=True), "due_on", "pk")
    return Found(ordered(filterset.qs, filterset.order, ACTION_ORDERS) if filterset.order else open_first, filterset)


def _state_of_blocker(blocker: Blocker) -> str:
    if blocker.withdrawn:
        return _("已撤回")
    if blocker.resolved_at:
        return _("已解决")
    raised = {2: _("已升级到领导"), 1: _("已升级到专班")}
    return raised.get(blocker.escalation) or (_("已答复") if getattr(blocker, "is_answered", False) else _("待答复"))


def _state_of_action(action: Action) -> str:
    late = action.closed_at is None and action.due_on < timezone.localdate()
    return _("逾期") if late else str(action.get_state_display())


BLOCKERS = Listing(
    "blockers",
    "projects:blocker_list",
    gettext_lazy("需协调事项"),
    (
        Column("text", gettext_lazy("需协调事项"), Prose()),
        Column("state", gettext_lazy("状态"), value=_state_of_blocker),
        Column("project", gettext_lazy("项目"), value=lambda blocker: blocker.project.name),
        Column("department", gettext_lazy("协调部门")),
        Column("raised", gettext_lazy("提出时间"), DayOf(), value=lambda blocker: blocker.raised_at),
        Column("raised_by", gettext_lazy("提出人")),
        Column("resolved", gettext_lazy("解决时间"), DayOf(), value=lambda blocker: blocker.resolved_at),
    ),
    blockers_found,
)
ACTIONS = Listing(
    "actions",
    "projects:action_list",
    gettext_lazy("交办单"),
    (
        Column("number", gettext_lazy("编号"), Code()),
        Column("title", gettext_lazy("交办事项"), Prose()),
        Column("project", gettext_lazy("项目"), value=lambda action: action.project_name or action.project.name),
        Column("owner", gettext_lazy("责任人")),
        Column("department", gettext_lazy("责任单位")),
        Column("due_on", gettext_lazy("办结期限"), Day()),
        Column("state", gettext_lazy("状态"), value=_state_of_action),
        Column("closed", gettext_lazy("销号时间"), DayOf(), value=lambda action: action.closed_at),
    ),
    actions_found,
)
