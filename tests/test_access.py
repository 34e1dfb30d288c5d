"""Every route has a row in the access table, and route × role × method answers as the row says."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from core.kernel.access import Access
from core.models import User
from enterprises.enums import HandoffKind
from projects.models import Lead
from talent.models import HeadRule
from targets.models import Programme, ReportedFact, Target
from tests.sampling import one_in
from tests.streams import let_go
from tests.world import World
from zone_tracker.access import ACCESS

pytestmark = pytest.mark.django_db
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
PUBLIC_LINKS = ("enterprises:confirm", "finance:confirm")
CHANGE_WHO_IS_THERE = ("core:logout", "core:login", "core:set_language", *PUBLIC_LINKS)  # tested beside them


# What stands in the address is none.
SECRETS = (*PUBLIC_LINKS, "enterprises:confirm_proof", "core:password_link")


def walk(patterns: list[Any], prefix: str = "") -> list[tuple[str, URLPattern]]:
    """Every named route outside the administrators' site."""
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                found += walk(pattern.url_patterns, inner)
        else:
            found.append((f"{prefix}{pattern.name}", pattern))
    return found


ROUTES = walk(get_resolver().url_patterns)


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    names = {name for name, _pattern in ROUTES}
    assert names - ACCESS.keys() == set(), "routes that nobody declared"
    assert ACCESS.keys() - names - {"admin:*"} == set(), "rows without a route"


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world


@pytest.fixture(scope="module")
def clients(_world_of_the_module: World, django_db_blocker: Any) -> dict[User, Client]:
    """One browser for each role, logged in once for all routes; none of those that are walked logs out."""
    clients = {person: Client() for person in _world_of_the_module.cast.roles()}
    with django_db_blocker.unblock():
        for person, client in clients.items():
            client.force_login(person)
    return clients


# How to reach an object of the world through each route that needs one.
OBJECTS: dict[str, Callable[[World], dict[str, Any]]] = {
    "setup_length": lambda w: {"kind": "firms"},
    **{
        f"core:account_{name}": lambda w: {"pk": w.cast.gone_handler.pk}
        for name in ("detail", "edit", "copy", "roles", "link", "hand_on", "disable", "enable", "unlock", "sessions")
    },
    **{f"core:role_{name}": lambda w: {"pk": w.role_request.pk} for name in ("decide", "withdraw")},
    **{
        f"core:import_{name}": lambda w: {"pk": w.batch.pk}
        for name in ("batch", "state", "answer", "write", "drop", "cancel", "undo", "errors", "file")
    },
    **{f"core:import_{name}": lambda w: {"kind": "firms"} for name in ("upload", "template")},
    "erasure": lambda w: {"pk": w.erasure.pk},
    "erasure_talent": lambda w: {"pk": w.own.talent.pk},
    "erasure_contact": lambda w: {"pk": w.own.firm.contacts.get().pk},
    "erasure_user": lambda w: {"pk": w.cast.gone_handler.pk},
    "core:account_deputy": lambda w: {"pk": w.cast.project.pk},
    "core:deputy_end": lambda w: {"pk": w.deputy.pk},
    "core:password_link": lambda w: {"uidb64": "MQ", "token": "no-such-token"},
    "audit_row": lambda w: {"table": "enterprises_enterprise", "pk": w.own.firm.pk},
    "audit_day": lambda w: {"pk": w.cast.leader.pk, "on": "2026-11-23"},
    **{f"core:{name}": lambda _world: {"key": "credit_lines"} for name in ("list_export", "list_file", "list_job")},
    "core:picked_act": lambda _world: {"key": "projects", "act": "remind"},
    "core:picked_result": lambda w: {"pk": w.picked.pk},
    "core:view_save": lambda _world: {"key": "credit_lines"},
    **{f"core:view_{name}": lambda w: {"pk": w.view.pk} for name in ("open", "edit", "delete")},
    **{f"core:export_{name}": lambda w: {"pk": w.export.pk} for name in ("job", "state", "cancel", "file")},
    "history": lambda w: {"kind": "enterprise", "pk": w.own.firm.pk},
    "help_role": lambda _world: {"role": "leader"},
    "core:notice_open": lambda w: {"pk": w.cast.project.notices.first().pk},
    "targets:wall": lambda w: {"secret": w.wall.secret},
    "targets:wall_revoke": lambda w: {"pk": w.wall.pk},
    "targets:target_detail": lambda w: {"key": "talent_total"},
    "targets:figure_detail": lambda w: {"key": "talent_total"},
    **{
        f"targets:{name}": lambda w: {"pk": w.amendment.pk}
        for name in ("amendment", "amendment_verify", "amendment_close")
    },
    "targets:amendment_paper": lambda w: {"key": w.amendment.paper.key},
    "targets:target_amend": lambda _world: {"pk": Target.objects.get(key="talent_total").pk},
    "targets:fact_amend": lambda _world: {"pk": ReportedFact.objects.get(key="credit_granted").pk},
    "targets:programme_amend": lambda _world: {"code": Programme.objects.get().code},
    **{
        f"targets:brief_{name}": lambda w: {"week": w.own.update.period.key}
        for name in ("week", "make", "state", "sheet")
    },
    "targets:brief_file": lambda w: {"week": w.own.update.period.key, "form": "docx"},
    "projects:update_photo": lambda w: {"key": w.own.update_photo.key},
    **{
        f"projects:{name}": lambda w: {"key": w.own.project.papers.get(blocker__isnull=False).attachment.key}
        for name in ("paper", "paper_remove")
    },
    "projects:photo_remove": lambda w: {"key": w.own.update_photo.key},
    "projects:blocker_papers": lambda w: {"pk": w.own.project.blockers.get().pk},
    "projects:reading_edit": lambda w: {
        "code": w.own.project.code,
        "pk": w.own.project.commitments.get().readings.get().pk,
    },
    "projects:action_decide": lambda w: {"pk": w.own.project.actions.get().postponements.get().pk},
    "projects:action_photo": lambda w: {
        "number": w.own.project.actions.get().number,
        "pk": w.own.project.actions.get().entries.get().pk,
    },
    **{
        f"projects:after_care_{name}": lambda w: {"code": w.own.project.code, "pk": w.own.project.after_care.get().pk}
        for name in ("finish", "edit", "reopen")
    },
    **{
        f"projects:lead_{name}": lambda w: {"pk": Lead.objects.filter(officer=w.cast.project).first().pk}
        for name in ("detail", "edit", "note", "end", "unsign", "redate", "reopen")
    },
    **{
        f"projects:blocker_{name}": lambda w: {"pk": w.own.project.blockers.get().pk}
        for name in ("detail", "answer", "transfer", "resolve", "reply", "withdraw")
    },
    **{
        f"projects:action_{name}": lambda w: {"number": w.own.project.actions.get().number}
        for name in ("detail", "step", "later", "hand_on", "correct", "revoke", "print")
    },
    **{
        f"projects:{name}": lambda w: {"week": w.own.update.period.key}
        for name in ("meeting_week", "present", "meeting_minutes", "meeting_people")
    },
    **{
        f"projects:{name}": lambda w: {"week": w.own.update.period.key, "rank": w.own.firm.pk}
        for name in ("agenda_note", "action_issue", "agenda_lamp", "agenda_handle")
    },
    "projects:week_detail": lambda w: {"week": w.own.update.period.key},
    "projects:meeting_day": lambda w: {"week": w.own.update.period.key},
    "projects:week_freeze": lambda w: {"week": w.own.update.period.key},
    "projects:week_close": lambda w: {"week": w.own.update.period.key},
    "projects:correct": lambda w: {"pk": w.own.update.pk},
    "projects:postpone": lambda w: {"code": w.own.project.code, "pk": w.own.project.milestones.last().pk},
    **{
        f"projects:node_{name}": lambda w: {"code": w.own.project.code, "pk": w.own.project.milestones.last().pk}
        for name in ("edit", "drop", "aside")
    },
    "projects:postponement_withdraw": lambda w: {"pk": w.own.project.milestones.last().postponements.get().pk},
    "projects:waiver_withdraw": lambda w: {"pk": w.own.project.waivers.get().pk},
    "projects:action_withdraw": lambda w: {"pk": w.own.project.actions.get().postponements.get().pk},
    "projects:postponement_decide": lambda w: {"pk": w.own.project.milestones.last().postponements.get().pk},
    "projects:waiver_decide": lambda w: {"pk": w.own.project.waivers.get().pk},
    "projects:firm_change_correct": lambda w: {"code": w.own.project.code, "pk": w.own.project.firm_changes.get().pk},
    "projects:merge_correct": lambda w: {"code": w.own.project.code, "pk": w.own.project.merges.get().pk},
    "enterprises:merge_correct": lambda w: {"pk": w.own.firm.merges.get().pk},
    "projects:life_turn": lambda w: {"code": w.own.project.code, "act": "stop"},
    "projects:life_decide": lambda w: {"pk": w.own.project.life_changes.get().pk},
    "projects:life_withdraw": lambda w: {"pk": w.own.project.life_changes.get().pk},
    "projects:instruct_withdraw": lambda w: {
        "code": w.own.project.code,
        "pk": w.own.project.instructions.first().pk,
    },
    "projects:template_withdraw": lambda w: {"pk": w.own.project.template_proposals.get().pk},
    "projects:key_list": lambda w: {"year": timezone.localdate().year},
    "projects:enterprise_panel": lambda w: {"pk": w.own.firm.pk},
    "firm_timeline": lambda w: {"pk": w.own.firm.pk},
    "enterprises:contact_copy": lambda w: {"pk": w.own.firm.contacts.get().pk},
    "enterprises:contact_reveal": lambda w: {"pk": w.own.firm.contacts.get().pk},
    "enterprises:handover_pack": lambda w: {"pk": w.own.firm.pk},
    "enterprises:record_part": lambda w: {"pk": w.own.firm.pk, "part": "grades"},
    **{f"enterprises:figures_{name}": lambda w: {"pk": w.own.firm.pk} for name in ("list", "create")},
    **{f"enterprises:figures_{name}": lambda w: {"pk": w.own.firm.figures.get().pk} for name in ("edit", "verify")},
    "enterprises:entry_create": lambda w: {"kind": "champions"},
    **{
        f"enterprises:{name}": lambda w: {"pk": w.own.firm.plan_entries.get().pk}
        for name in ("entry_detail", "entry_edit", "step_add", "entry_recognise", "stage_enter", "entry_leave")
    },
    **{
        f"enterprises:step_{name}": lambda w: {
            "pk": w.own.firm.plan_entries.get().pk,
            "step": w.own.firm.plan_entries.get().steps.get().pk,
        }
        for name in ("edit", "remove")
    },
    "enterprises:figures_withdraw": lambda w: {"pk": w.own.firm.pk, "figures": w.own.firm.figures.get().pk},
    "enterprises:step_finish": lambda w: {"pk": w.own.firm.plan_entries.get().steps.get().pk},
    "enterprises:request_create": lambda w: {},
    "enterprises:request_uninvite": lambda w: {
        "pk": w.own.request.pk,
        "partner": w.own.request.partners.get().department_id,
    },
    "enterprises:request_proof_remove": lambda w: {"key": w.own.request.proofs.get().attachment.key},
    "enterprises:request_proof": lambda w: {"key": w.own.request.proofs.get().attachment.key},
    "enterprises:confirm": lambda w: {"secret": "no-such-secret"},
    "enterprises:confirm_proof": lambda w: {"secret": "no-such-secret", "key": w.own.visit_photo.key},
    "enterprises:visit_photo": lambda w: {"key": w.own.visit_photo.key},
    "enterprises:visit_photo_remove": lambda w: {"key": w.own.visit_photo.key},
    "enterprises:visit_export": lambda w: {"kind": "docx"},
    "enterprises:planned_remove": lambda w: {"pk": w.own.visit.officer.planned_visits.get().pk},
    **{f"enterprises:visit_{name}": lambda w: {"pk": w.own.visit.pk} for name in ("edit", "remove")},
    "enterprises:visit_detail": lambda w: {"pk": w.own.visit.pk},
    "enterprises:handoff_list": lambda w: {},
    "projects:handoff_panel": lambda w: {"pk": w.own.visit.handoffs.get(kind=HandoffKind.FINANCING).pk},
    "talent:need_unfill": lambda w: {"pk": w.own.wanted.pk, "fill": w.own.wanted.fills.get().pk},
    "talent:flat_edit": lambda w: {"pk": w.own.talent.tenancies.get().apartment_id},
    **{f"talent:tenancy_{what}": lambda w: {"pk": w.own.talent.tenancies.get().pk} for what in ("edit", "end")},
    **{f"talent:wish_{what}": lambda w: {"pk": w.own.talent.flat_wishes.get().pk} for what in ("edit", "end")},
    **{f"talent:card_{what}": lambda w: {"pk": w.own.talent.green_cards.get().pk} for what in ("edit", "end")},
    "talent:school_edit": lambda w: {"pk": w.own.talent.school_places.get().pk},
    **{f"talent:honour_{what}": lambda w: {"pk": w.own.talent.honour_grants.get().pk} for what in ("edit", "end")},
    **{f"talent:mentor_{what}": lambda w: {"pk": w.own.talent.apprentices.get().pk} for what in ("edit", "end")},
    **{f"talent:resident_{what}": lambda w: {"pk": w.own.talent.platform_members.get().pk} for what in ("edit", "end")},
    **{
        f"talent:platform_{what}": lambda w: {"pk": w.own.talent.platform_members.get().platform_id}
        for what in ("detail", "host")
    },
    "talent:result_edit": lambda w: {"pk": w.own.talent.platform_members.get().platform.results.get().pk},
    **{
        f"talent:course_{what}": lambda w: {"pk": w.own.talent.attendances.get().course_id}
        for what in ("detail", "edit", "attend")
    },
    "talent:attendance_edit": lambda w: {"pk": w.own.talent.attendances.get().pk},
    **{f"talent:team_{what}": lambda w: {"pk": w.own.talent.led_teams.get().pk} for what in ("detail", "edit", "end")},
    **{f"talent:teammate_{what}": lambda w: {"pk": w.own.talent.team_members.get().pk} for what in ("edit", "end")},
    **{
        f"talent:teamwork_{what}": lambda w: {"pk": w.own.talent.led_teams.get().works.get().pk}
        for what in ("edit", "end")
    },
    "talent:project_panel": lambda w: {"pk": w.own.project.pk},
    "talent:enterprise_panel": lambda w: {"pk": w.own.firm.pk},
    "talent:proof_add": lambda w: {"pk": w.own.talent.pk, "kind": "contract"},
    "talent:proof_edit": lambda w: {"pk": w.own.talent.pk, "row": w.own.talent.proofs.first().pk},
    "talent:absence_correct": lambda w: {"pk": w.own.talent.pk, "row": w.own.talent.absences.first().pk},
    "talent:category_correct": lambda w: {"pk": w.own.talent.pk, "row": w.own.talent.category_changes.first().pk},
    "talent:proof_paper": lambda w: {"key": w.own.talent.proofs.get(paper__isnull=False).paper.key},
    "talent:rule_edit": lambda _w: {"pk": HeadRule.objects.get().pk},
    "talent:quota_edit": lambda w: {"pk": w.own.firm.talent_quotas.get().pk},
    "finance:firm_products": lambda w: {"pk": w.own.firm.pk},
    "finance:enterprise_panel": lambda w: {"pk": w.own.firm.pk},
    "finance:drawdown_reverse": lambda w: {"pk": w.own.line.pk, "row": w.own.line.drawdowns.first().pk},
    "finance:repayment_reverse": lambda w: {"pk": w.own.line.pk, "row": w.own.line.repayments.first().pk},
    "finance:desk_case": lambda w: {"pk": w.own.need.passings.first().pk},
    "finance:need_answer": lambda w: {"pk": w.own.need.pk, "row": w.own.need.passings.first().pk, "what": "recall"},
    "finance:confirm": lambda w: {"secret": "no-such-secret"},
    "finance:held_approve": lambda w: {"pk": w.own.institution.held_entries.get().pk},
    "finance:held_drop": lambda w: {"pk": w.own.institution.held_entries.get().pk},
    "finance:decision_take_back": lambda w: {"pk": w.own.line.pk, "row": w.own.line.decisions.first().pk},
}
BY_PREFIX: dict[str, Callable[[World], dict[str, Any]]] = {
    "projects:": lambda w: {"code": w.own.project.code},
    "enterprises:enterprise_": lambda w: {"pk": w.own.firm.pk},
    "enterprises:request_": lambda w: {"pk": w.own.request.pk},
    "enterprises:handoff_": lambda w: {"pk": w.own.visit.handoffs.get(kind=HandoffKind.FINANCING).pk},
    "talent:need_": lambda w: {"pk": w.own.wanted.pk},
    "talent:": lambda w: {"pk": w.own.talent.pk},
    "finance:creditline_": lambda w: {"pk": w.own.line.pk},
    "finance:line_": lambda w: {"pk": w.own.line.pk},
    "finance:repayment_": lambda w: {"pk": w.own.line.pk},
    "finance:drawdown_": lambda w: {"pk": w.own.line.pk},
    "finance:side_": lambda w: {"kind": "line", "pk": w.own.line.pk},
    "finance:need_": lambda w: {"pk": w.own.need.pk},
    "finance:product_": lambda w: {"pk": w.own.institution.products.get().pk},
    "finance:season_": lambda w: {"pk": w.season.pk},
}


def address(name: str, pattern: URLPattern, world: World) -> str:
    """The route's address; a route whose arguments nobody explained here fails."""
    wanted = set(pattern.pattern.converters)
    if not wanted:
        return reverse(name)
    found = OBJECTS.get(name) or next((make for prefix, make in BY_PREFIX.items() if name.startswith(prefix)), None)
    assert found is not None, f"explain in OBJECTS how to reach {name}"
    kwargs = found(world)
    assert set(kwargs) == wanted, f"{name} wants {wanted}"
    return reverse(name, kwargs=kwargs)


def expected(row: Access, allowed: bool, method: str) -> Callable[[int], bool]:
    """What the table promises for a person and a method."""
    if method not in row.allowed_methods():
        return lambda status: status == 405
    if not allowed:
        return lambda status: status == 403
    return lambda status: status in (200, 302, 404, 409)


def send(client: Client, method: str, url: str) -> int:
    response = client.generic(method, url)
    let_go(response)
    return response.status_code


@pytest.mark.parametrize(("name", "pattern"), one_in(8, ROUTES), ids=[name for name, _pattern in ROUTES])
def test_route_by_role_by_method(name: str, pattern: URLPattern, world: World, clients: dict[User, Client]) -> None:
    row, url, wrong = ACCESS[name], address(name, pattern, world), []
    seated = {} if name in CHANGE_WHO_IS_THERE else clients
    for (person, client), method in itertools.product(seated.items(), METHODS):
        status = send(client, method, url)
        if not expected(row, row.permits(person, method), method)(status):
            wrong.append(f"{person.username} {method} → {status}")
    assert wrong == []


@pytest.mark.parametrize(("name", "pattern"), one_in(8, ROUTES), ids=[name for name, _pattern in ROUTES])
def test_a_stranger_is_sent_to_the_door(name: str, pattern: URLPattern, world: World) -> None:
    url = address(name, pattern, world)
    response = Client().get(url)
    if ACCESS[name].public:
        assert not response.get("Location", "").startswith("/login/?next")
        button = bool(ACCESS[name].write)  # open to everybody, but nothing to look at
        assert response.status_code in ((405,) if button else (200, 302)) or name in SECRETS
    else:
        assert (response.status_code, response["Location"]) == (302, f"/login/?next={url}")
        assert Client().post(url)["Location"].startswith("/login/")


def test_the_administrators_site_is_for_administrators(world: World, client_for: Any) -> None:
    for person in world.cast.roles():
        status = client_for(person).get("/admin/").status_code
        assert status == (200 if person == world.cast.admin else 403), person.username


def test_administrators_keep_dictionaries_only(world: World, client_for: Any) -> None:
    page = client_for(world.cast.admin).get("/admin/").content.decode()
    assert "/admin/core/department/" in page
    assert "/admin/core/user/" not in page
    for business in ("projects/project/", "enterprises/enterprise/", "talent/talent/", "finance/creditline/"):
        assert f"/admin/{business}" not in page


def test_an_undeclared_route_is_refused_to_everybody(world: World, client_for: Any, monkeypatch: Any) -> None:
    """The control of the table itself: take a row away, and its route closes."""
    monkeypatch.delitem(ACCESS, "targets:dashboard")
    assert client_for(world.cast.leader).get("/dashboard/").status_code == 403
