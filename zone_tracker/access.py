"""The one access table: every route of the product, and the roles that may read (GET) and write (POST) it.

A route without a row is refused to everybody and fails the build. Objects are narrowed further by `visible_to(user)`
and by the predicates in each app's rules.py: what one may not see is a 404.
"""

from core.enums import AuditKind, Role
from core.kernel.access import Access

L, P, S, H, T, F, B, A, X, Z = (
    Role.LEADER,
    Role.PROJECT_OFFICER,
    Role.LIAISON,
    Role.HANDLER,
    Role.TALENT_OFFICER,
    Role.FINANCE_OFFICER,
    Role.BANK,
    Role.AUDITOR,
    Role.ADMIN,
    Role.SECURITY_ADMIN,
)
EVERYBODY = frozenset(Role)
INSIDE = EVERYBODY - {B, X, Z}  # the zone's own people; administrators keep accounts and dictionaries, no business data

PUBLIC = Access(public=True)


def read(*roles: Role) -> Access:
    """A page to look at."""
    return Access(read=frozenset(roles))


def edit(*roles: Role) -> Access:
    """A form: the same roles open it and send it."""
    return Access(read=frozenset(roles), write=frozenset(roles))


def act(*roles: Role) -> Access:
    """A button: POST only."""
    return Access(write=frozenset(roles))


def personal(row: Access, about: str = "") -> Access:
    """A page that shows people's telephones, or what else is theirs: each reading is written down."""
    return row.keeping(AuditKind.READ, about)


def paper(row: Access, about: str = "") -> Access:
    """A file that leaves the house."""
    return row.keeping(AuditKind.DOWNLOADED, about)


ACCESS: dict[str, Access] = {
    # composition root
    "home": read(*EVERYBODY),
    "workbench": read(*EVERYBODY),
    "search": read(*EVERYBODY),
    "help": read(*EVERYBODY),
    "help_role": read(*EVERYBODY),
    "setup": read(X),
    "audit": read(A),
    "audit_export": read(A),  # writes its own line, with how many were taken
    "audit_names": read(A),
    "audit_day": read(A),
    "audit_day_export": read(A),
    "audit_row": read(A),
    "history": read(*INSIDE),
    "firm_timeline": read(L, P, S, H, T, F, A),
    "healthz": Access(public=True),
    # core
    "core:login": PUBLIC,
    "core:logout": act(*EVERYBODY),
    "core:set_language": PUBLIC,
    "core:me": read(*EVERYBODY),
    "core:password": edit(*EVERYBODY),
    "core:password_link": PUBLIC,
    "core:account_list": personal(read(A, X, Z), "core.User"),
    "core:account_create": edit(X, Z),
    "core:account_detail": personal(read(A, X, Z), "core.User"),
    "core:account_edit": edit(X, Z),
    "core:account_roles": edit(X, Z),
    "core:account_link": act(Z),
    "core:account_disable": act(Z),
    "core:account_enable": act(Z),
    "core:account_unlock": act(Z),
    "core:account_sessions": act(Z),
    "core:role_decide": act(X, Z),
    "core:role_withdraw": act(X, Z),
    "core:notices": read(*EVERYBODY),
    "core:notice_open": act(*EVERYBODY),
    "core:notices_read": act(*EVERYBODY),
    "core:outbox": read(*EVERYBODY),
    "core:outbox_who": read(*EVERYBODY),
    "core:offline": PUBLIC,
    "core:service_worker": PUBLIC,
    "core:department_names": read(L, P, S, H, A, X, Z),
    "core:components": read(X),
    "admin:*": edit(X),
    # targets
    "targets:dashboard": read(*INSIDE),
    "targets:target_detail": read(*INSIDE),
    # projects
    "projects:project_list": read(L, P, S, H, A),
    "projects:project_detail": read(L, P, S, H, A),
    "projects:person_names": read(L, A),
    "projects:leading_names": read(L, P, S, H, A),
    "projects:unit_names": read(L, P, S, H, A),
    "projects:leader_names": read(P),
    "projects:officer_names": read(P),
    "projects:successor_names": read(L, P),
    "projects:owner_names": read(L, P),
    "projects:carer_names": read(P),
    "projects:action_owner_names": read(L, P, S, H, A),
    "projects:task_force_names": read(L, P),
    "projects:adviser_names": read(L, P, A),
    "projects:project_create": edit(P),
    "projects:project_edit": edit(P),
    "projects:project_history": read(L, P, A),
    "projects:update_form": edit(P),
    "projects:update_unchanged": act(P),
    "projects:update_photo": read(L, P, S, H, A),
    "projects:enterprise_panel": read(L, P, S, H, A),
    "projects:blocker_list": read(L, P, S, H, A),
    "projects:blocker_detail": read(L, P, S, H, A),
    "projects:blocker_answer": act(H),
    "projects:blocker_transfer": act(H),
    "projects:blocker_resolve": act(P),
    "projects:blocker_reply": act(P),
    "projects:blocker_withdraw": act(P),
    "projects:blocker_raise": edit(P),
    "projects:lead_list": read(L, P, A),
    "projects:lead_detail": read(L, P, A),
    "projects:lead_create": edit(P),
    "projects:lead_edit": edit(P),
    "projects:lead_note": act(P),
    "projects:lead_end": act(P),
    "projects:investment": Access(read=frozenset({L, P, A}), write=frozenset({P})),
    "projects:commitments": Access(read=frozenset({L, P, A}), write=frozenset({P})),
    "projects:after_care": Access(read=frozenset({L, P, S, A}), write=frozenset({P})),
    "projects:after_care_finish": act(P, S, H),
    "projects:handover": read(L, P, A),
    "projects:reassign": edit(L, P),
    "projects:project_chart": read(L, P, S, H, A),
    "projects:project_board": read(L, P, S, H, A),
    "projects:project_plan": read(L, P, S, H, A),
    "projects:plan_adopt": act(P),
    "projects:plan_freeze": act(P),
    "projects:postpone": edit(P),
    "projects:waiver_create": edit(P),
    "projects:lamp_override": edit(L),
    "projects:decision_list": read(L, P, A),
    "projects:postponement_decide": act(L),
    "projects:waiver_decide": act(L),
    "projects:meeting": read(L, P, A),
    "projects:meeting_week": read(L, P, A),
    "projects:present": read(L, P),
    "projects:meeting_minutes": paper(read(L, P, A), "projects.Period"),
    "projects:agenda_note": act(L, P),
    "projects:action_issue": act(L, P),
    "projects:agenda_lamp": act(L),
    "projects:agenda_handle": act(L, P),
    "projects:meeting_people": act(L, P),
    "projects:action_list": read(L, P, S, H, A),
    "projects:action_detail": read(L, P, S, H, A),
    "projects:action_print": read(L, P, S, H, A),
    "projects:action_photo": read(L, P, S, H, A),
    "projects:action_step": act(L, P, S, H),
    "projects:action_later": act(L, P, S, H),
    "projects:action_decide": act(L),
    "projects:action_hand_on": act(L),
    "projects:instruct": act(L),
    "projects:week_list": read(L, P, A),
    "projects:week_now": read(L, P, A),
    "projects:week_detail": read(L, P, A),
    "projects:meeting_day": edit(L),
    "projects:week_freeze": act(L),
    "projects:week_close": act(L),
    "projects:correct": edit(P),
    # enterprises
    "enterprises:enterprise_list": read(L, P, S, H, T, F, A),
    "enterprises:firm_names": read(L, P, S, H, T, F, A),
    "enterprises:officer_names": read(L, P, S, H, T, F, A),
    "enterprises:visitor_names": read(L, S, A),
    "enterprises:department_names": read(L, S, H, A),
    "enterprises:liaison_names": read(L),
    "enterprises:leader_names": read(P),
    "enterprises:responsible_names": read(P),
    "enterprises:enterprise_detail": personal(read(L, P, S, H, T, F, A), "enterprises.Enterprise"),
    "enterprises:enterprise_create": edit(P),
    "enterprises:enterprise_edit": edit(P, S),
    "enterprises:chain": read(L, P, S, H, T, F, A),
    "enterprises:record_part": edit(P, S),
    "enterprises:figures_list": read(L, P, S, F, A),
    "enterprises:figures_create": edit(P, S),
    "enterprises:figures_edit": edit(P, S),
    "enterprises:figures_verify": act(P),
    "enterprises:enterprise_merge": edit(P),
    "enterprises:liaison_list": Access(read=frozenset({L, S, A}), write=frozenset({L})),
    "enterprises:handover_pack": personal(read(L, S, A), "enterprises.Enterprise"),
    "enterprises:visit_gaps": read(L, S, A),
    "enterprises:visit_list": read(L, S, A),
    "enterprises:visit_detail": read(L, S, A),
    "enterprises:visit_create": edit(S),
    "enterprises:visit_photo": read(L, S, A),
    "enterprises:request_list": read(L, S, H, A),
    "enterprises:request_detail": read(L, S, H, A),
    "enterprises:request_answer": act(H),
    "enterprises:request_finish": act(H),
    "enterprises:request_transfer": act(H),
    "enterprises:request_note": act(S, H),
    "enterprises:request_ask": act(S),
    "enterprises:request_close": act(S),
    "enterprises:request_reopen": act(L, S),
    "enterprises:request_proof": paper(read(L, S, H, A), "enterprises.Request"),
    "enterprises:four_promises": read(L, S, H, A),
    "enterprises:confirm": PUBLIC,
    "enterprises:plan_list": read(L, P, A),
    "enterprises:entry_create": edit(P),
    "enterprises:entry_detail": read(L, P, S, A),
    "enterprises:entry_edit": edit(P),
    "enterprises:step_add": act(P),
    "enterprises:step_finish": act(P, S),
    "enterprises:entry_recognise": act(P),
    "enterprises:stage_enter": act(P),
    "enterprises:entry_leave": act(P),
    "enterprises:handoff_take": act(P, T, F),
    # talent
    "talent:talent_list": personal(read(L, T, A), "talent.Talent"),
    "talent:talent_detail": personal(read(L, T, A), "talent.Talent"),
    "talent:talent_create": edit(T),
    "talent:talent_edit": edit(T),
    "talent:enterprise_panel": personal(read(L, T, A), "enterprises.Enterprise"),
    # finance
    "finance:firm_names": read(F, B),
    "finance:need_names": read(F, B),
    "finance:creditline_list": read(L, F, B, A),
    "finance:creditline_detail": read(L, F, B, A),
    "finance:creditline_create": edit(F, B),
    "finance:creditline_edit": edit(F, B),
    "finance:drawdown_create": edit(F, B),
    "finance:need_list": read(L, F, B, A),
    "finance:need_create": edit(F),
    "finance:need_edit": edit(F),
    "finance:institution_list": read(L, F, B, A),
    "finance:enterprise_panel": read(L, F, A),
}
