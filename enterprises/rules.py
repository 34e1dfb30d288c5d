"""Rights over one firm, visit or request. The `view_` rules tell of one what `visible_to` tells of all."""

from typing import Any

import rules

from core.enums import Role
from core.hands.reading import departments, hands
from core.models import User
from enterprises.enums import SEES_ALL_SERVICE
from enterprises.models import SEES_ALL_FIRMS, Contact, Enterprise, EnterpriseMerge, LiaisonAssignment, Request, Visit


def looks_after_now(user: User, firm_id: int | None) -> bool:
    """Whether the firm is assigned today to this liaison officer, or to one for whom they stand in."""
    if firm_id is None or not user.holds(Role.LIAISON):
        return False
    return LiaisonAssignment.objects.of_hands(user).filter(enterprise=firm_id).exists()


@rules.predicate
def sees_all_firms(user: User, firm: Enterprise | None) -> bool:
    return user.holds(*SEES_ALL_FIRMS)


@rules.predicate
def stands(user: User, firm: Enterprise | None) -> bool:
    """The firm has a file of its own: it is not merged into another one."""
    return firm is None or firm.merged_into_id is None


@rules.predicate
def sees_all_service(user: User, row: Any) -> bool:
    return user.holds(*SEES_ALL_SERVICE)


@rules.predicate
def looks_after_the_firm(user: User, firm: Enterprise | None) -> bool:
    """The liaison officer of the firm, today."""
    return firm is not None and looks_after_now(user, firm.pk)


@rules.predicate
def department_was_asked(user: User, firm: Enterprise | None) -> bool:
    """A handler whose department has a request of the firm."""
    ours = departments(user)
    if firm is None or not ours:
        return False
    asked = firm.requests.filter(department__in=ours)
    return asked.exists() or firm.requests.filter(partners__department__in=ours).exists()


@rules.predicate
def is_project_officer(user: User, firm: Enterprise | None) -> bool:
    return user.holds(Role.PROJECT_OFFICER)


@rules.predicate
def visit_is_ours(user: User, visit: Visit | None) -> bool:
    """One's own visit, or one to a firm that one looks after today."""
    if visit is None or not user.holds(Role.LIAISON):
        return False
    return visit.officer_id == user.pk or looks_after_now(user, visit.enterprise_id)


@rules.predicate
def logged_the_visit(user: User, visit: Visit | None) -> bool:
    """Who was there."""
    return visit is not None and user.holds(Role.LIAISON) and visit.officer_id == user.pk


@rules.predicate
def raised_the_request(user: User, request: Request | None) -> bool:
    return request is not None and user.holds(Role.LIAISON) and request.raised_by_id in hands(user, Role.LIAISON)


@rules.predicate
def firm_of_the_request_is_ours(user: User, request: Request | None) -> bool:
    return request is not None and looks_after_now(user, request.enterprise_id)


@rules.predicate
def request_is_for_our_department(user: User, request: Request | None) -> bool:
    """A handler of the department that the request was sent to."""
    return request is not None and request.department_id in departments(user)


@rules.predicate
def our_department_helps(user: User, request: Request | None) -> bool:
    """A handler of a department that was asked to help."""
    ours = departments(user)
    return request is not None and bool(ours) and request.partners.filter(department__in=ours).exists()


@rules.predicate
def is_leader(user: User, request: Request | None) -> bool:
    return user.holds(Role.LEADER)


@rules.predicate
def may_call(user: User, contact: Contact | None) -> bool:
    """Telephone numbers in full: leaders, and the liaison officer of the firm."""
    return contact is not None and (user.holds(Role.LEADER) or looks_after_now(user, contact.enterprise_id))


@rules.predicate
def calls_at_once(user: User, contact: Contact | None) -> bool:
    """Whose daily work it is to call there: numbers in full on the page, without a reason for each."""
    return contact is not None and looks_after_now(user, contact.enterprise_id)


@rules.predicate
def recorded_the_merge(user: User, merge: EnterpriseMerge | None) -> bool:
    return merge is not None and merge.by_id in hands(user)


rules.add_perm("enterprises.correct_merge", is_leader | recorded_the_merge)
rules.add_perm("enterprises.view_enterprise", stands & (sees_all_firms | looks_after_the_firm | department_was_asked))
rules.add_perm("enterprises.change_enterprise", stands & (is_project_officer | looks_after_the_firm))
rules.add_perm("enterprises.finish_step", is_project_officer | looks_after_the_firm)
rules.add_perm("enterprises.verify_figures", stands & is_project_officer)
rules.add_perm("enterprises.log_visit", looks_after_the_firm)
rules.add_perm("enterprises.view_visit", sees_all_service | visit_is_ours)
rules.add_perm(
    "enterprises.view_request",
    sees_all_service | firm_of_the_request_is_ours | request_is_for_our_department | our_department_helps,
)
rules.add_perm("enterprises.help_request", our_department_helps)
rules.add_perm("enterprises.follow_request", firm_of_the_request_is_ours)
rules.add_perm("enterprises.change_visit", logged_the_visit)
rules.add_perm("enterprises.withdraw_request", firm_of_the_request_is_ours & raised_the_request)
rules.add_perm("enterprises.reopen_request", firm_of_the_request_is_ours | is_leader)
rules.add_perm("enterprises.handle_request", request_is_for_our_department)
rules.add_perm("enterprises.see_phone", may_call)
rules.add_perm("enterprises.call", calls_at_once)
