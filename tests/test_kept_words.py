"""What is kept in a row is read by everybody: an English page writes no English into it."""

import datetime as dt
import re
import uuid
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import translation

from core.enums import Role
from core.kernel import language
from core.models import Department, Notice
from enterprises.service.escalation import escalate_requests
from enterprises.service.visiting import NewRequest, log_visit
from projects.meeting import actions
from projects.meeting.escalation import escalate
from projects.models import Action, Lead, PlanTemplate, Project, Snapshot
from projects.plan.adopting import adopt, draft
from projects.week.freezing import freeze
from projects.week.reminders import remind
from tests.enterprises import scene as service
from tests.projects.scene import FRIDAY, MONDAY, node, person, photo, project, submit, week

OURS = {"core", "enterprises", "projects", "talent", "finance", "targets"}
ENGLISH = re.compile(r"[A-Za-z]{3,} [a-z]{2,}")  # two words: codes, names and addresses are one
LATER = MONDAY + dt.timedelta(days=40)


def sentences() -> Iterator[tuple[str, str]]:
    """Every text of every row of ours, with the column it stands in."""
    for model in apps.get_models():
        if model._meta.app_label not in OURS:
            continue
        for field in model._meta.concrete_fields:
            text = isinstance(field, models.CharField | models.TextField | ArrayField)
            if not text or field.name in ("search_keys", "search_grams", "pinyin"):  # pinyin
                continue
            for value in model._base_manager.values_list(field.attname, flat=True):
                for each in value if isinstance(value, list) else [value or ""]:
                    yield f"{model.__name__}.{field.name}", str(each)


def english_in_rows() -> set[tuple[str, str]]:
    return {(column, text) for column, text in sentences() if ENGLISH.search(text)}


def plans_and_decisions(given: Project) -> None:
    """延期 with followers, a 交办单 that moves, is handed on and struck off, a 容缺推进, and a lead that is signed."""
    wang, boss = person("wang2", name="王"), person("boss", Role.LEADER, name="陆")
    template = PlanTemplate.objects.get(key="new_plant")
    adopt(
        given,
        draft(given, template, dt.date(2028, 12, 29), today=FRIDAY.date()),
        freeze=True,
        by=wang,
        today=FRIDAY.date(),
    )
    first, second = given.milestones.all()[:2]
    also = {"with_followers": True, "by": wang, "now": FRIDAY}
    second.ask_postponement(to_on=second.planned_on + dt.timedelta(days=7), reason="等前置", **also)
    asked = first.ask_postponement(to_on=first.planned_on + dt.timedelta(days=28), reason="用地调整", **also)
    asked.decide(True, note="同意", by=boss, now=FRIDAY)
    given.ask_waiver("started", on=FRIDAY.date(), reason="先行施工", by=wang, now=FRIDAY).decide(
        True, note="同意", by=boss, now=FRIDAY
    )
    values = {"period": week("2026-11-23"), "project": given, "owner": wang, "by": boss, "now": MONDAY}
    order = actions.issue(**values, title="协调用电", due_on=MONDAY.date(), client_id=uuid.uuid4())
    said = {"by": boss, "now": MONDAY}
    actions.ask_for_later(order, to_on=dt.date(2026, 12, 11), reason="等批文", **said).decide(True, note="同意", **said)
    actions.hand_on(order, to=person("zhao", name="赵"), reason="轮岗", client_id=uuid.uuid4(), **said)
    actions.ask_for_later(order, to_on=dt.date(2026, 12, 31), reason="再等", **said)
    actions.hand_in(order, text="已接电", photo=photo(), client_id=uuid.uuid4(), **said)
    actions.strike_off(order, text="属实", client_id=uuid.uuid4(), **said)
    lead = Lead.objects.create(name="示例激光项目", channel="own", officer=wang, received_on=dt.date(2026, 3, 2))
    lead.sign(on=FRIDAY.date(), by=wang, now=FRIDAY)


def service_to_a_firm() -> None:
    """A visit with a request that is handed on, shared, finished, sent back, and late."""
    officer, handler = service.person("su", Role.LIAISON), service.person("he", Role.HANDLER)
    firm, other = service.firm(officer=officer), service.department("power")
    visit, _new = log_visit(
        by=officer,
        now=FRIDAY,
        client_id=uuid.uuid4(),
        enterprise=firm,
        on=FRIDAY.date(),
        notes="谈了用电",
        requests=[NewRequest(service.kind(), "想早日增容")],
    )
    request = visit.requests.get()
    request.invite(other, by=handler, now=FRIDAY)
    request.transfer(service.department("water"), text="属地办理", by=handler, now=FRIDAY)
    escalate_requests(LATER)
    request.finish(text="已增容", by=handler, now=LATER)
    request.reopen(text="还差一路", by=officer, now=LATER)


def the_week(given: Project) -> None:
    """A report with something to coordinate, reminders, the freeze with its reasons and agenda, escalation."""
    wang = given.responsible
    submit(given, wang, blocker="请协调夜间施工许可", department=Department.objects.first())
    given.blockers.get().transfer(service.department("police"), by=wang, at=FRIDAY)
    other = project("YH-2026-009", responsible=wang)
    node(other, 1, "2026-05-01")
    remind(MONDAY - dt.timedelta(minutes=20))
    freeze(week("2026-11-23"), now=MONDAY)
    escalate(LATER)


def everything_that_writes_words() -> None:
    wang = person("wang", name="王岚")
    given = project(responsible=wang, leader=person("lin", Role.LEADER, name="林"), name="示例电驱总成项目")
    service.department()
    service_to_a_firm()
    the_week(given)
    plans_and_decisions(given)


@pytest.mark.django_db
def test_an_english_page_keeps_no_english() -> None:
    with translation.override("en"):
        everything_that_writes_words()
        assert english_in_rows() == set()
    assert Notice.objects.count() > 5
    assert Snapshot.objects.exclude(reasons=[]).exists()
    assert Action.objects.get().entries.count() >= 4


@pytest.mark.django_db
def test_control_without_the_house_the_page_would_speak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language.settings, "LANGUAGE_CODE", "en")
    with translation.override("en"):
        everything_that_writes_words()
    columns = {column for column, _text in english_in_rows()}
    wanted = {
        "ActionEntry.text",
        "BlockerAnswer.text",
        "RequestChange.text",
        "Postponement.reason",
        "Postponement.note",
    }
    assert columns >= wanted | {"Project.source", "Notice.title", "Snapshot.reasons", "AgendaItem.why"}
