"""Verbs of the firms' room: works, wrong state, twice; and who sees what."""

import datetime as dt
import threading
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from core.enums import Role
from core.models import User
from enterprises.enums import HandoffKind, RequestState
from enterprises.models import Enterprise, Request, RequestKind, Visit, VisitHandoff, WrongState
from enterprises.service.visiting import NewRequest, log_visit
from tests.enterprises.scene import CODE, LONG_AGO, asked, department, firm, kind, person, visit

pytestmark = pytest.mark.django_db
IN_A_WEEK = dt.timedelta(days=7)


def _log(by: User, of: Enterprise, **fields: Any) -> tuple[Visit, bool]:
    said = {"on": timezone.localdate(), "mode": "on_site", "notes": "谈了厂房进度", "client_id": uuid.uuid4()}
    return log_visit(by=by, now=timezone.now(), **said | {"enterprise": of} | fields)


# --- Logging a visit ------------------------------------------------------------------------------------------
def test_a_visit_brings_back_requests_and_handoffs() -> None:
    officer = person("zhou", Role.LIAISON)
    visited = firm(officer=officer)
    promised = timezone.localdate() + IN_A_WEEK
    labour = kind("labour", department("people"))
    new = [NewRequest(kind("permit"), "想早日拿到施工许可", promised), NewRequest(labour, "缺焊工")]

    logged, created = _log(officer, visited, requests=new, handoffs=[HandoffKind.FINANCING])

    assert created
    assert logged.officer == officer
    rows = Request.objects.filter(visit=logged).order_by("pk")
    assert [(row.text, row.department.key, row.promised_on) for row in rows] == [
        ("想早日拿到施工许可", "construction", promised),
        ("缺焊工", "people", None),
    ]
    assert {row.raised_by for row in rows} == {officer}
    assert {row.enterprise for row in rows} == {visited}
    assert [change.to_state for row in rows for change in row.changes.all()] == [RequestState.DISPATCHED] * 2
    assert logged.handoffs.get().kind == HandoffKind.FINANCING


def test_the_same_form_sent_five_times_is_one_visit() -> None:
    officer = person("zhou", Role.LIAISON)
    visited, sent = firm(officer=officer), uuid.uuid4()
    results = [
        _log(officer, visited, client_id=sent, requests=[NewRequest(kind(), "缺焊工")], handoffs=[HandoffKind.TALENT])
        for _tap in range(5)
    ]
    assert [created for _visit, created in results] == [True, False, False, False, False]
    assert len({logged.pk for logged, _created in results}) == 1
    assert (Visit.objects.count(), Request.objects.count(), VisitHandoff.objects.count()) == (1, 1, 1)


def test_a_form_number_of_somebody_else_shows_nothing_and_adds_nothing() -> None:
    officer, other = person("zhou", Role.LIAISON), person("tang", Role.LIAISON)
    theirs = visit(firm("示例乙", other), other)
    with pytest.raises(ValidationError) as refused:
        _log(officer, firm("示例甲", officer), client_id=theirs.client_id, requests=[NewRequest(kind(), "缺焊工")])
    assert refused.value.code == "foreign_tap"
    assert list(Visit.objects.all()) == [theirs]
    assert not Request.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_five_taps_at_the_same_moment_are_one_visit() -> None:
    officer = person("zhou", Role.LIAISON)
    visited, sent, new = firm(officer=officer), uuid.uuid4(), [NewRequest(kind(), "缺焊工")]
    start, found, failed = threading.Barrier(5), [], []

    def tap() -> None:
        try:
            start.wait(timeout=10)
            found.append(_log(officer, visited, client_id=sent, requests=new)[0].pk)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=tap) for _tap in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not failed
    assert len(found) == 5
    assert len(set(found)) == 1
    assert (Visit.objects.count(), Request.objects.count()) == (1, 1)


def test_a_file_that_is_no_photo_leaves_nothing_behind() -> None:
    officer = person("zhou", Role.LIAISON)
    fake = SimpleUploadedFile("a.jpg", b"not a photo", content_type="image/jpeg")
    with pytest.raises(ValidationError):
        _log(officer, firm(officer=officer), requests=[NewRequest(kind(), "缺焊工")], photos=[fake])
    assert (Visit.objects.count(), Request.objects.count()) == (0, 0)


def test_a_kind_without_a_department_cannot_be_raised() -> None:
    nobody = RequestKind.objects.create(key="other", name="示例其他类")
    officer = person("zhou", Role.LIAISON)
    with pytest.raises(ValueError, match="other"):
        _log(officer, firm(officer=officer), requests=[NewRequest(nobody, "缺焊工")])
    assert not Visit.objects.exists()


# --- Requests -------------------------------------------------------------------------------------------------
def test_answering_promises_a_date_and_writes_the_step_down() -> None:
    by, now = person("he", Role.HANDLER, department=department()), timezone.now()
    request = asked(firm(), by)
    request.answer(text="三个工作日内办理", promised_on=timezone.localdate() + IN_A_WEEK, by=by, now=now)
    assert (request.state, request.promised_on) == (RequestState.ANSWERED, timezone.localdate() + IN_A_WEEK)
    step = request.changes.get()
    assert (step.from_state, step.to_state, step.text, step.by, step.at) == (
        "dispatched",
        "answered",
        "三个工作日内办理",
        by,
        now,
    )


@pytest.mark.parametrize("state", [RequestState.DISPATCHED, RequestState.ANSWERED])
def test_an_open_request_can_be_finished(state: RequestState) -> None:
    by, now = person("he", Role.HANDLER), timezone.now()
    request = asked(firm(), by, state=state)
    request.finish(text="许可已发", by=by, now=now)
    assert (request.state, request.done_on) == (RequestState.DONE, timezone.localdate(now))
    assert request.changes.get().text == "许可已发"


def test_what_is_done_cannot_be_answered_any_more() -> None:
    by = person("he", Role.HANDLER)
    request = asked(firm(), by, state=RequestState.DONE, done_on=timezone.localdate())
    with pytest.raises(WrongState) as refused:
        request.answer(text="再答复", promised_on=timezone.localdate(), by=by, now=timezone.now())
    assert refused.value.state == RequestState.DONE
    request.refresh_from_db()
    assert (request.state, request.promised_on) == (RequestState.DONE, None)
    assert not request.changes.exists()


def test_finishing_twice_is_refused_and_keeps_the_first_words() -> None:
    by = person("he", Role.HANDLER)
    request = asked(firm(), by)
    stale = Request.objects.get(pk=request.pk)
    request.finish(text="许可已发", by=by, now=timezone.now())
    with pytest.raises(WrongState):
        stale.finish(text="又发一次", by=by, now=timezone.now())
    assert [change.text for change in request.changes.all()] == ["许可已发"]


def test_overdue_means_open_and_past_its_promise() -> None:
    by, of, today = person("he", Role.HANDLER), firm(), timezone.localdate()
    late = asked(of, by, promised_on=today - dt.timedelta(days=1))
    asked(of, by, promised_on=today)
    asked(of, by)
    asked(of, by, promised_on=LONG_AGO, state=RequestState.DONE, done_on=today)
    assert list(Request.objects.overdue(timezone.now())) == [late]
    assert late.days_left(today) == -1


def test_a_handoff_is_taken_by_the_first_only() -> None:
    first, second = person("ma", Role.FINANCE_OFFICER), person("su", Role.FINANCE_OFFICER)
    handoff = VisitHandoff.objects.create(visit=visit(firm(), person("zhou", Role.LIAISON)), kind=HandoffKind.FINANCING)
    assert handoff.take(by=first, now=timezone.now())
    assert not handoff.take(by=second, now=timezone.now())
    handoff.refresh_from_db()
    assert handoff.taken_by == first


# --- Who sees what --------------------------------------------------------------------------------------------
def test_liaison_officers_see_their_firms_and_what_belongs_to_them() -> None:
    mine_by, other = person("zhou", Role.LIAISON), person("tang", Role.LIAISON)
    mine, foreign = firm("示例甲", mine_by), firm("示例乙", other)
    seen, own_request = visit(mine, other), asked(mine, other)
    visit(foreign, other)
    asked(foreign, other)
    assert list(Enterprise.objects.visible_to(mine_by)) == [mine]
    assert list(Visit.objects.visible_to(mine_by)) == [seen]
    assert list(Request.objects.visible_to(mine_by)) == [own_request]


def test_handlers_see_what_their_department_was_asked() -> None:
    ours, theirs = department("construction"), department("people")
    handler, officer = person("he", Role.HANDLER, department=ours), person("zhou", Role.LIAISON)
    asking, silent = firm("示例甲"), firm("示例乙")
    request = asked(asking, officer, kind=kind("permit", ours))
    asked(silent, officer, kind=kind("labour", theirs))
    assert list(Enterprise.objects.visible_to(handler)) == [asking]
    assert list(Request.objects.visible_to(handler)) == [request]
    assert not Visit.objects.visible_to(handler).exists()


OTHER_ROOMS = [
    Role.PROJECT_OFFICER,
    Role.TALENT_OFFICER,
    Role.FINANCE_OFFICER,
    Role.BANK,
    Role.ADMIN,
    Role.SECURITY_ADMIN,
]


@pytest.mark.parametrize("role", OTHER_ROOMS)
def test_other_rooms_see_no_visits_and_no_requests(role: Role) -> None:
    reader, officer = person("reader", role), person("zhou", Role.LIAISON)
    visit(firm(officer=officer), officer)
    asked(Enterprise.objects.get(), officer)
    assert not Visit.objects.visible_to(reader).exists()
    assert not Request.objects.visible_to(reader).exists()
    sees_firms = role not in (Role.BANK, Role.ADMIN, Role.SECURITY_ADMIN)
    assert Enterprise.objects.visible_to(reader).exists() == sees_firms


def test_an_assignment_that_ended_shows_nothing_any_more() -> None:
    officer = person("zhou", Role.LIAISON)
    left = firm(officer=officer)
    left.liaisons.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    assert not Enterprise.objects.visible_to(officer).exists()


NAMES = ["湘江", "江电缆", "xiangjiang", "xjdl", CODE, "小别名", "xbm", "全称股份"]


@pytest.mark.parametrize("text", NAMES)
def test_a_firm_is_found_by_every_name(text: str) -> None:
    found = firm("湘江电缆", full_name="湘江全称股份有限公司", uscc=CODE)
    found.aliases.create(name="小别名")
    firm("示例乙")
    assert list(Enterprise.objects.named_like(text)) == [found]
