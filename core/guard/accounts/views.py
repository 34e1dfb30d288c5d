"""Pages of the accounts: the list, one account, and what is done to it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.deputies.views import told_of
from core.enums import CHANGES_ROLES, Role
from core.guard import lockout
from core.guard.accounts import doors, holdings, links, roles
from core.guard.accounts.filters import ACCOUNT_ORDERS, AccountFilter
from core.guard.accounts.forms import AccountForm, DecisionForm, RolesForm
from core.kernel.filters import ordered
from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import load, page_of
from core.models import RoleRequest, User

PAST_REQUESTS = 10


def accounts() -> Any:
    """The accounts with what a list shows of each: `is_locked`, and whether a request `waits`."""
    waiting = RoleRequest.objects.waiting().filter(person=OuterRef("pk"))
    return User.objects.select_related("department").annotate(
        is_locked=lockout.is_locked(timezone.now()), waits=Exists(waiting)
    )


@opens_default("accounts")
def account_list(request: HttpRequest) -> HttpResponse:
    """账号: everybody who may log in or could once, 20 a page."""
    filterset, found = accounts_found(request)
    return render(request, "core/account_list.html", {"filter": filterset, "page_obj": page_of(request, found)})


def accounts_found(request: HttpRequest) -> tuple[AccountFilter, Any]:
    """The filter of the list, and its accounts in their order."""
    filterset = AccountFilter(request.GET, queryset=accounts().visible_to(request.user), request=request)
    return filterset, ordered(filterset.qs, filterset.order or "name", ACCOUNT_ORDERS)


def account_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: who it is, which roles it holds and how that came, and what may be done."""
    return _show(request, load(request, accounts(), pk=pk))


def _show(request: HttpRequest, person: User, **shown: Any) -> HttpResponse:
    """The page of an account; `link` is a link that is shown this once, `decision` a form with errors."""
    requests = person.role_requests.select_related("asked_by", "decided_by", "person")[:PAST_REQUESTS]
    waiting = next((each for each in requests if not each.decided_at), None)
    context: dict[str, Any] = {
        "person": person,
        "waiting": waiting,
        "past": [each for each in requests if each.decided_at],
        "hours": int(links.lives().total_seconds() // 3600),
        **told_of(person),
    }
    if waiting and request.user.holds(*CHANGES_ROLES):
        context["may_decide"] = roles.may_decide(request.user, waiting)
        context["alone"] = not context["may_decide"] and not roles.deciders(waiting).exists()
    if request.user.holds(Role.SECURITY_ADMIN):
        context |= {"pending": links.pending(person, timezone.now()), "no_link": links.refusal(person)}
    return render(request, "core/account_detail.html", context | shown)


def account_create(request: HttpRequest) -> HttpResponse:
    """Make an account: without roles, which are asked for next."""
    return _edit(request, None)


def account_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who a person is and how they are reached."""
    return _edit(request, load(request, User.objects.all(), pk=pk))


def _edit(request: HttpRequest, person: User | None) -> HttpResponse:
    sent = request.method == "POST"
    form = AccountForm(request.POST if sent else None, instance=person, user=request.user)
    if sent and (saved := form.save_once()):
        if person:
            messages.success(request, _("已保存%(name)s的资料") % {"name": saved})
            return redirect("core:account_detail", saved.pk)
        messages.success(request, _("已建立%(name)s的账号，接着申请角色") % {"name": saved})
        return redirect("core:account_roles", saved.pk)
    return render(request, "core/account_form.html", {"form": form, "person": person})


# --- Roles: asked by one, decided by another -----------------------------------------------------------------------
def account_roles(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for other roles."""
    person, sent = load(request, User.objects.all(), pk=pk), request.method == "POST"
    form = RolesForm(request.POST if sent else None, initial={"wanted": person.roles})
    if sent and form.is_valid():
        said = form.cleaned_data
        try:
            roles.ask(
                person, said["wanted"], reason=said["reason"], by=request.user, request=request, now=timezone.now()
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("已提交，须由另一位管理员决定"))
            return redirect("core:account_detail", person.pk)
    return render(request, "core/account_roles.html", {"form": form, "person": person})


def role_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's word on a request."""
    asked, form = load(request, RoleRequest.objects.all(), pk=pk), DecisionForm(request.POST)
    if not form.is_valid():
        return _show(request, load(request, accounts(), pk=asked.person_id), decision=form)
    said = form.cleaned_data

    def decide() -> None:
        roles.decide(asked, said["approve"], word=said["word"], by=request.user, request=request, now=timezone.now())

    return _done(request, asked.person_id, decide, _("已同意，角色即时生效") if said["approve"] else _("已记为不同意"))


def role_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own request back."""
    asked = load(request, RoleRequest.objects.all(), pk=pk)

    def withdraw() -> None:
        roles.withdraw(asked, by=request.user, request=request, now=timezone.now())

    return _done(request, asked.person_id, withdraw, _("已撤回申请"))


# --- The security administrator ------------------------------------------------------------------------------------
DOORS: dict[str, Callable[..., None]] = {
    "disable": doors.disable,
    "enable": doors.enable,
    "unlock": doors.unlock,
    "sessions": doors.end_sessions,
}


def account_door(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Disable, enable or unlock an account, or end its sessions."""
    person = load(request, User.objects.all(), pk=pk)
    said = {
        "disable": _("已停用%(name)s的账号"),
        "enable": _("已启用%(name)s的账号"),
        "unlock": _("已解锁%(name)s的账号"),
        "sessions": _("已结束%(name)s的全部登录"),
    }[verb]
    done = _done(
        request, person.pk, lambda: DOORS[verb](person, by=request.user, request=request), said % {"name": person}
    )
    left = verb == "disable" and not User.objects.filter(pk=person.pk, is_active=True).exists()
    if left and holdings.held(person):  # what is still in these hands is seen at once
        return redirect("core:account_hand_on", person.pk)
    return done


@never_cache
def account_link(request: HttpRequest, pk: int) -> HttpResponse:
    """生成一次性链接: shown on this one answer."""
    person = load(request, accounts(), pk=pk)
    try:
        link = links.give(person, by=request.user, request=request, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("core:account_detail", person.pk)
    return _show(request, person, link=link)


def _done(request: HttpRequest, pk: int, verb: Callable[[], None], said: str) -> HttpResponse:
    """Do it and say so on the page of the account, or say why not."""
    try:
        verb()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return redirect("core:account_detail", pk)
