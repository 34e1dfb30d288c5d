"""A leader's 我的工作台: decided where it is read, with what happened before, the projects led and what was given."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.kernel.workdays import WorkCalendar
from core.models import User
from projects import leading
from projects.enums import ActionState, Decision, LifeAct
from projects.meeting.actions import hand_in, issue
from projects.models import Action, LampOverride, LifeChange, PlanTemplate, Postponement, Project, StageWaiver
from projects.plan.adopting import adopt, draft
from projects.plan.decisions import pending_for
from tests.projects.scene import FRIDAY, as_user, person, photo, project, week

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
TODAY = dt.date(2026, 11, 20)


def page(user: User, url: str) -> str:
    return as_user(user).get(url).content.decode()


@pytest.fixture
def boss() -> User:
    return person("boss", "leader")


@pytest.fixture
def planned(given: Project, wang: User) -> Project:
    template = PlanTemplate.objects.get(key="new_plant")
    adopt(given, draft(given, template, dt.date(2028, 12, 29), today=TODAY), freeze=True, by=wang, today=TODAY)
    return given


@pytest.fixture
def asked(planned: Project, wang: User) -> StageWaiver:
    return planned.ask_waiver("started", on=TODAY, reason="先行", by=wang, now=FRIDAY)


@pytest.fixture
def handed_in(planned: Project, wang: User, boss: User) -> Action:
    values = {"period": week("2026-11-23"), "project": planned, "owner": wang, "by": boss, "now": FRIDAY}
    made = issue(**values, title="协调用电", due_on=dt.date(2026, 11, 30), client_id=uuid.uuid4())
    hand_in(made, text="电已送到", photo=photo(), by=wang, now=FRIDAY, client_id=uuid.uuid4())
    return made


def test_a_word_on_the_workbench_is_the_word_and_leads_back_there(asked: StageWaiver, boss: User) -> None:
    assert f'action="/projects/decisions/waiver/{asked.pk}/"' in page(boss, "/workbench/")
    sent = {"approve": "1", "note": "", "place": "workbench"}
    answer = as_user(boss).post(f"/projects/decisions/waiver/{asked.pk}/", sent)
    assert answer.url == "/workbench/"
    asked.refresh_from_db()
    assert asked.state == Decision.APPROVED
    assert "没有等你决定的事" in page(boss, "/workbench/")


def test_a_refusal_without_words_is_refused_and_still_waits(asked: StageWaiver, boss: User) -> None:
    sent = {"approve": "0", "note": "", "place": "workbench"}
    answer = as_user(boss).post(f"/projects/decisions/waiver/{asked.pk}/", sent, follow=True)
    assert "不同意请写明意见" in answer.content.decode()
    asked.refresh_from_db()
    assert asked.state == Decision.PENDING


def test_an_action_is_struck_off_where_its_proof_is_read_and_a_second_tap_is_none(
    handed_in: Action, boss: User
) -> None:
    shown = page(boss, "/workbench/")
    assert "电已送到" in shown
    sent = {"kind": "closed", "text": "可以", "client_id": str(uuid.uuid4()), "place": "workbench"}
    client = as_user(boss)
    for _tap in range(2):
        client.post(f"/projects/actions/{handed_in.number}/step/", sent)
    handed_in.refresh_from_db()
    assert handed_in.state == ActionState.CLOSED
    assert handed_in.entries.filter(kind="closed").count() == 1


def test_what_was_put_off_before_is_said(planned: Project, wang: User, boss: User) -> None:
    last = planned.milestones.last()
    assert last is not None
    first = last.ask_postponement(to_on=dt.date(2029, 1, 30), reason="慢", by=wang, now=FRIDAY)
    first.decide(True, note="", by=boss, now=FRIDAY)
    last.refresh_from_db()
    last.ask_postponement(to_on=dt.date(2029, 3, 30), reason="还慢", by=wang, now=FRIDAY)
    (waiting,) = leading.decisions(boss, FRIDAY)["waiting"]  # type: ignore[index]
    assert waiting.times == 1
    assert waiting.latest == Postponement.objects.get(pk=first.pk)
    assert f"上一次 2026-11-20 同意{last.name}推迟" in page(boss, "/workbench/")


def test_a_lamp_that_ends_soon_is_named_to_who_set_it(planned: Project, boss: User) -> None:
    values = {"lamp": "amber", "reason": "证照已补办", "evidence": "会议纪要"}
    LampOverride(**values, ends_on=TODAY + dt.timedelta(days=5)).put_in_force(planned, by=boss, now=FRIDAY)
    assert "你调为黄灯，2026-11-25 到期" in page(boss, "/workbench/")
    assert "到期后恢复系统灯" not in page(person("other", "leader"), "/workbench/")
    LampOverride(**values, ends_on=TODAY + dt.timedelta(days=9)).put_in_force(planned, by=boss, now=FRIDAY)
    assert "到期后恢复系统灯" not in page(boss, "/workbench/")  # the control: it is too early to ask


def test_projects_led_are_counted_by_lamp_and_the_loud_ones_named(boss: User, wang: User) -> None:
    calm = project("A-1", leader=boss, responsible=wang)
    project("A-2", responsible=wang)
    told: Any = leading.led(boss, FRIDAY)
    assert (told["count"], sum(n for _lamp, n in told["lamps"])) == (1, 1)
    assert told["rows"] == []
    values = {"lamp": "red", "reason": "停工", "evidence": "照片", "ends_on": TODAY + dt.timedelta(days=5)}
    LampOverride(**values).put_in_force(calm, by=boss, now=FRIDAY)
    assert [row.project for row in leading.led(boss, FRIDAY)["rows"]] == [calm]  # type: ignore[index]
    assert f"?leader={boss.pk}" in page(boss, "/workbench/")


def test_what_a_leader_gave_stays_until_it_is_struck_off(handed_in: Action, boss: User, wang: User) -> None:
    assert [row.pk for row in leading.given(boss, FRIDAY)["rows"]] == [handed_in.pk]  # type: ignore[index]
    assert "我交办的" not in page(person("other", "leader"), "/workbench/")


def test_nobody_but_a_leader_is_asked(asked: StageWaiver, handed_in: Action, wang: User) -> None:
    for panel in (leading.decisions, leading.led, leading.given):
        assert panel(wang, FRIDAY) is None
    shown = page(wang, "/workbench/")
    assert "等我决定" not in shown
    assert "调度会</a>" not in shown


def test_a_leaders_phone_has_five_ways(boss: User) -> None:
    shown = page(boss, "/workbench/")
    tabs = shown[shown.index('class="tabs') :]
    places = [tabs.index(f"<span>{word}</span>") for word in ("目标", "项目", "周一调度", "待决定", "我的")]
    assert places == sorted(places)


def test_more_of_everything_costs_no_more_questions(planned: Project, wang: User, boss: User) -> None:

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            for panel in (leading.decisions, leading.led, leading.given):
                panel(boss, FRIDAY)
        return len(caught)

    def another(n: int) -> None:
        one = project(f"C-{n}", leader=boss, responsible=wang)
        LifeChange.objects.ask(one, LifeAct.STOP, on=TODAY, reason="改投", by=wang, now=FRIDAY)
        values = {"period": week("2026-11-23"), "project": one, "owner": wang, "by": boss, "now": FRIDAY}
        made = issue(**values, title=f"协调 {n}", due_on=dt.date(2026, 11, 30), client_id=uuid.uuid4())
        hand_in(made, text="好了", photo=photo(), by=wang, now=FRIDAY, client_id=uuid.uuid4())

    another(1)
    few = asked()
    for n in range(2, 7):
        another(n)
    assert asked() == few


def tab_of(html: str) -> str:
    """The tab 待决定 of a leader's phone, in words."""
    found = re.search(r'<nav class="tabs.*?</nav>', html, re.S)
    assert found
    link = next(each for each in re.findall(r"<a .*?</a>", found[0], re.S) if "待决定" in each)
    return " ".join(re.sub(r"<[^>]*>", " ", link).split())


def test_the_tab_counts_what_waits_until_it_is_decided(
    asked: StageWaiver, handed_in: Action, boss: User, wang: User
) -> None:
    assert tab_of(page(boss, "/projects/")) == "待决定 2 2 件"
    assert "tab-n" not in page(wang, "/projects/"), "the control: it is a leader's"
    as_user(boss).post(f"/projects/decisions/waiver/{asked.pk}/", {"approve": "1", "note": ""})
    assert tab_of(page(boss, "/projects/")) == "待决定 1 1 件"
    Action.objects.update(state=ActionState.OPEN)
    assert tab_of(page(boss, "/projects/")) == "待决定"


@pytest.mark.parametrize("place", ["workbench", ""])
def test_a_refusal_without_words_is_told_at_its_field(asked: StageWaiver, boss: User, place: str) -> None:
    client = as_user(boss)
    answer = client.post(f"/projects/decisions/waiver/{asked.pk}/", {"approve": "0", "note": "", "place": place})
    field = f"note-waiver-{asked.pk}"
    assert answer.url.endswith(f"?refused=waiver&at={asked.pk}#{field}")
    assert answer.url.startswith("/workbench/" if place else "/projects/decisions/")
    html = client.get(answer.url.partition("#")[0]).content.decode()
    assert f'<a href="#{field}">去填写</a>' in html
    assert f'aria-invalid="true" aria-describedby="{field}_error" autofocus' in html
    assert re.search(rf'<span class="field-error" id="{field}_error">.*?不同意请写明意见。</span>', html)
    assert "aria-invalid" not in page(boss, "/projects/decisions/")
    asked.refresh_from_db()
    assert asked.state == Decision.PENDING


def test_what_a_later_date_does_is_drawn_beside_it(planned: Project, wang: User, boss: User) -> None:
    first = planned.milestones.filter(actual_on__isnull=True).order_by("rank").first()
    last = planned.milestones.order_by("planned_on").last()
    assert first
    assert last
    calendar, before = WorkCalendar.load(), last.planned_on
    to_on = calendar.working_days_after(first.planned_on, 40)
    first.ask_postponement(to_on=to_on, reason="等图", with_followers=True, by=wang, now=FRIDAY)
    (_kind, asked), *_others = pending_for(boss)
    effect = asked.effect
    assert effect.from_on in {before, first.planned_on}
    html = page(boss, "/projects/decisions/")
    assert html.count('<span class="shift">') == 1
    assert f"晚 {effect.working_days} 个工作日" in html
    assert re.search(rf'role="img" aria-label="{effect.name} {effect.from_on} → {effect.to_on}，晚', html)
    asked.decide(True, note="", by=boss, now=FRIDAY)
    ends = planned.plan_end()
    assert ends == (effect.to_on if effect.ends else before), "the control: the plan ends where the drawing said"


def test_a_thing_is_given_from_the_workbench(planned: Project, boss: User, wang: User) -> None:
    assert 'href="/projects/actions/give/"' in page(boss, "/workbench/")
    assert as_user(wang).get("/projects/actions/give/").status_code == 403
    client, press = as_user(boss), str(uuid.uuid4())
    sent = {"project": planned.pk, "title": "协调用电", "owner": wang.pk, "due": "monday", "client_id": press}
    refused = client.post("/projects/actions/give/", {**sent, "title": ""})
    assert refused.status_code == 200
    assert not Action.objects.exists()
    form = refused.context["form"]
    sent["due"] = next(value for value, _words in form.fields["due"].choices if value in form.days)
    for _press in range(2):
        answer = client.post("/projects/actions/give/", sent)
        assert (answer.status_code, answer.url) == (302, "/workbench/")
    made = Action.objects.get()
    assert (made.project, made.owner, made.issued_by) == (planned, wang, boss)


def test_a_leaders_acts_stand_under_the_head_of_a_project(planned: Project, boss: User, wang: User) -> None:
    url = f"/projects/{planned.code}/"
    give = f"/projects/actions/give/?project={planned.code}"
    html = page(boss, url)
    assert f'href="{give}"' in html
    assert 'href="#instruct"' in html
    assert 'id="instruct"' in html
    assert "phead-acts" not in page(wang, url)
    client = as_user(boss)
    form = client.get(give).context["form"]
    assert form["project"].value() == planned.pk
    due = next(value for value, _words in form.fields["due"].choices if value in form.days)
    sent = {"project": planned.pk, "title": "协调用电", "owner": wang.pk, "due": due, "client_id": str(uuid.uuid4())}
    answer = client.post(give, sent)
    assert (answer.status_code, answer.url) == (302, url)
    assert client.get("/projects/actions/give/?project=none").status_code == 404


def test_many_later_dates_ask_no_more_than_one(planned: Project, wang: User, boss: User) -> None:
    calendar, client, counts = WorkCalendar.load(), as_user(boss), []
    for node in planned.milestones.filter(actual_on__isnull=True).exclude(key="").order_by("rank")[:3]:
        to_on = calendar.working_days_after(node.planned_on, 20)
        node.ask_postponement(to_on=to_on, reason="等图", with_followers=True, by=wang, now=FRIDAY)
        client.get("/projects/decisions/")
        with CaptureQueriesContext(connection) as caught:
            html = client.get("/projects/decisions/").content.decode()
        counts.append(len(caught))
    assert html.count('<span class="shift">') == 3
    assert counts[0] >= counts[1] == counts[2]
