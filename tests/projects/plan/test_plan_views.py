"""Pages of the plan, the decisions, the week and the override, as the people who use them."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from core.models import User
from projects.enums import Decision, LifeAct, Stage
from projects.meeting.actions import ask_for_later, issue
from projects.models import Action, LampOverride, LifeChange, PlanTemplate, Postponement, Project, StageWaiver
from projects.plan.adopting import adopt, draft
from projects.plan.decisions import KINDS
from projects.plan.redoing import NodeValues, write_node
from projects.week.freezing import freeze
from tests.projects.scene import FRIDAY, MONDAY, as_user, node, person, project, report, submit, week

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
TODAY = dt.date(2026, 11, 20)
AFTER = MONDAY + dt.timedelta(minutes=5)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def boss() -> User:
    return person("boss", "leader")


@pytest.fixture
def plant() -> PlanTemplate:
    return PlanTemplate.objects.get(key="new_plant")


@pytest.fixture
def planned(given: Project, plant: PlanTemplate, wang: User) -> Project:
    adopt(given, draft(given, plant, day("2028-12-29"), today=TODAY), freeze=True, by=wang, today=TODAY)
    return given


def page(user: User, url: str) -> str:
    response = as_user(user).get(url)
    assert response.status_code == 200
    return response.content.decode()


class TestReverseSchedulePage:
    def test_a_draft_says_that_it_is_late_before_anything_is_saved(
        self, given: Project, plant: PlanTemplate, wang: User
    ) -> None:
        text = page(wang, f"/projects/{given.code}/plan/?template={plant.pk}&end=2027-06-30")
        assert "个工作日，卡在签约" in text
        assert given.milestones.count() == 0

    def test_adopt_and_freeze_with_one_press_and_once(self, given: Project, plant: PlanTemplate, wang: User) -> None:
        client, data = (
            as_user(wang),
            {"template": plant.pk, "end": "2028-12-29", "freeze": "1", "version": given.version},
        )
        for _ in range(2):
            assert client.post(f"/projects/{given.code}/plan/adopt/", data).status_code == 302
        given.refresh_from_db()
        assert (given.milestones.count(), given.baseline_frozen_on) == (plant.nodes.count(), TODAY)

    @pytest.mark.parametrize("press", ["adopt", "freeze"])
    def test_a_draft_that_somebody_changed_meanwhile_is_neither_replaced_nor_frozen_unseen(
        self, given: Project, plant: PlanTemplate, wang: User, press: str
    ) -> None:
        client, end = as_user(wang), {"template": plant.pk, "end": "2028-12-29"}
        client.post(f"/projects/{given.code}/plan/adopt/", end | {"version": given.version})
        query = "?template={template}&end=2029-12-28".format(**end) if press == "adopt" else ""
        shown = html.fromstring(page(wang, f"/projects/{given.code}/plan/{query}"))
        form = next(each for each in shown.forms if (each.action or "").endswith(f"/{press}/"))
        given.refresh_from_db()
        first = given.milestones.first()
        write_node(given, NodeValues("他人改的", first.kind, 7), version=given.version, of=first)
        sent = dict(form.form_values())
        answer = client.post(form.action, sent, follow=True)
        assert "刚被别人改过" in answer.content.decode()
        given.refresh_from_db()
        assert (given.milestones.filter(name="他人改的").count(), given.baseline_frozen_on) == (1, None)
        client.post(form.action, sent | {"version": given.version})  # who has seen it may
        given.refresh_from_db()
        assert given.milestones.filter(name="他人改的").exists() == (given.baseline_frozen_on is not None)

    @pytest.mark.parametrize("end", ["2026-11-20", "1990-01-01", "2999-01-01", "2026-13-01", ""])
    def test_a_wrong_date_is_said_at_the_field(self, given: Project, plant: PlanTemplate, wang: User, end: str) -> None:
        text = page(wang, f"/projects/{given.code}/plan/?template={plant.pk}&end={end}")
        assert "invalid-feedback" in text or "field-error" in text
        assert as_user(wang).post(f"/projects/{given.code}/plan/adopt/", {"template": plant.pk, "end": end})
        assert given.milestones.count() == 0

    def test_somebody_elses_project_is_not_planned(self, given: Project, plant: PlanTemplate) -> None:
        other = as_user(person("li"))
        data = {"template": plant.pk, "end": "2028-12-29"}
        assert other.post(f"/projects/{given.code}/plan/adopt/", data).status_code == 403
        assert other.post(f"/projects/{given.code}/plan/freeze/").status_code == 403

    def test_a_frozen_date_cannot_be_typed_over(self, planned: Project, wang: User) -> None:
        client, url = as_user(wang), f"/projects/{planned.code}/edit/"
        nodes = list(planned.milestones.all())
        data: dict[str, Any] = {"name": planned.name, "version": planned.version, "responsible": wang.pk}
        data |= {"key_listed_on": "2026-01-05", "due_on": "2028-12-29"}
        data |= {"ms-TOTAL_FORMS": len(nodes), "ms-INITIAL_FORMS": len(nodes)}
        for n, each in enumerate(nodes):
            data |= {f"ms-{n}-pk": each.pk, f"ms-{n}-rank": each.rank, f"ms-{n}-name": each.name}
            data |= {f"ms-{n}-kind": each.kind, f"ms-{n}-planned_on": "2030-01-04"}
        assert client.post(url, data).status_code == 302
        assert planned.milestones.last().planned_on == day("2028-12-29")


class TestPostponing:
    def test_from_the_request_to_the_moved_date(self, planned: Project, wang: User, boss: User) -> None:
        last = planned.milestones.last()
        url = f"/projects/{planned.code}/plan/{last.pk}/postpone/"
        data = {"to_on": "2029-03-30", "reason": "设备到货推迟"}
        for _ in range(2):  # two taps
            assert as_user(wang).post(url, data).status_code == 302
        asked = Postponement.objects.get()
        assert "设备到货推迟" in page(boss, "/projects/decisions/")
        decide = f"/projects/decisions/postponement/{asked.pk}/"
        assert as_user(wang).post(decide, {"approve": "1"}).status_code == 403
        assert as_user(boss).post(decide, {"approve": "1", "note": "同意"}).status_code == 302
        last.refresh_from_db()
        assert last.planned_on == day("2029-03-30")
        assert "改期 1 次，累计 +91 天" in page(wang, f"/projects/{planned.code}/")

    def test_a_refusal_needs_words(self, planned: Project, wang: User, boss: User) -> None:
        asked = planned.milestones.last().ask_postponement(to_on=day("2029-03-30"), reason="慢", by=wang, now=FRIDAY)
        url = f"/projects/decisions/postponement/{asked.pk}/"
        as_user(boss).post(url, {"approve": "0"})
        asked.refresh_from_db()
        assert asked.state == Decision.PENDING
        as_user(boss).post(url, {"approve": "0", "note": "压缩工期"})
        asked.refresh_from_db()
        assert asked.state == Decision.REFUSED

    def test_an_earlier_date_is_said_at_the_field(self, planned: Project, wang: User) -> None:
        last = planned.milestones.last()
        response = as_user(wang).post(
            f"/projects/{planned.code}/plan/{last.pk}/postpone/", {"to_on": "2028-01-01", "reason": "早"}
        )
        assert "晚于现计划" in response.content.decode()
        assert Postponement.objects.count() == 0

    def test_a_node_of_another_project_is_not_found(self, planned: Project, wang: User) -> None:
        foreign = node(project("B-1"), 1, "2027-01-04")
        assert as_user(wang).get(f"/projects/{planned.code}/plan/{foreign.pk}/postpone/").status_code == 404


@pytest.fixture
def make_order(planned: Project, wang: User, boss: User) -> Any:
    def one() -> Action:
        values = {"period": week("2026-11-23"), "project": planned, "owner": wang, "by": boss, "now": FRIDAY}
        return issue(**values, title="协调用电", due_on=day("2026-11-30"), client_id=uuid.uuid4())

    return one


class TestDeciding:
    def test_each_kind_has_its_way_and_the_list_leads_there(
        self, planned: Project, wang: User, boss: User, make_order: Any
    ) -> None:
        planned.milestones.last().ask_postponement(to_on=day("2029-03-30"), reason="慢", by=wang, now=FRIDAY)
        planned.ask_waiver("started", on=FRIDAY.date(), reason="先行", by=wang, now=FRIDAY)
        ask_for_later(make_order(), to_on=day("2026-12-31"), reason="等批文", by=wang, now=FRIDAY)
        LifeChange.objects.ask(planned, LifeAct.STOP, on=FRIDAY.date(), reason="改投", by=wang, now=FRIDAY)
        shown = page(boss, "/projects/decisions/")
        for kind, rows in KINDS.items():
            assert f'action="{reverse(f"projects:{kind}_decide", args=[rows.get().pk])}"' in shown

    @pytest.mark.parametrize("place", ["action", "moon"])
    def test_a_place_that_a_kind_has_not_leads_to_the_list(
        self, planned: Project, wang: User, boss: User, place: str
    ) -> None:
        asked = planned.ask_waiver("started", on=FRIDAY.date(), reason="先行", by=wang, now=FRIDAY)
        sent = {"approve": "1", "note": "同意", "place": place}
        answer = as_user(boss).post(f"/projects/decisions/waiver/{asked.pk}/", sent)
        assert answer.url == "/projects/decisions/"


class TestWaiving:
    def test_from_the_shut_gate_to_the_stage(self, planned: Project, wang: User, boss: User) -> None:
        planned.enter_stage(Stage.SIGNED, on=TODAY, by=wang)
        data = {"stage": "started", "on": "2026-11-20", "reason": "容缺受理"}
        assert as_user(wang).post(f"/projects/{planned.code}/waiver/", data).status_code == 302
        asked = StageWaiver.objects.get()
        as_user(boss).post(f"/projects/decisions/waiver/{asked.pk}/", {"approve": "1", "note": "同意"})
        planned.refresh_from_db()
        assert planned.stage == Stage.STARTED

    def test_the_form_of_the_project_says_what_is_missing(self, planned: Project, wang: User) -> None:
        data = {"name": planned.name, "version": planned.version, "responsible": wang.pk, "stage": "started"}
        data |= {"ms-TOTAL_FORMS": 0, "ms-INITIAL_FORMS": 0}
        response = as_user(wang).post(f"/projects/{planned.code}/edit/", data)
        assert "还不能进入开工" in response.content.decode()


class TestOverride:
    URL = "/projects/{}/override/"

    def typed(self, **fields: str) -> dict[str, str]:
        return {
            "lamp": "amber",
            "reason": "证照已补办",
            "evidence": "会议纪要 2026-12",
            "ends_on": "2026-12-11",
        } | fields

    def test_it_holds_until_its_day_and_both_lamps_are_said(self, given: Project, boss: User) -> None:
        node(given, 1, "2026-08-03")
        for _ in range(2):
            assert as_user(boss).post(self.URL.format(given.code), self.typed()).status_code == 302
        assert LampOverride.objects.count() == 1
        text = page(boss, f"/projects/{given.code}/")
        assert "灯色已人工调整至 2026-12-11" in text
        assert "按规则为红灯" in text

    @pytest.mark.parametrize(
        ("field", "value"),
        [("evidence", ""), ("reason", ""), ("ends_on", ""), ("ends_on", "2027-06-01"), ("ends_on", "2026-11-19")],
    )
    def test_reason_evidence_and_end_are_needed(self, given: Project, boss: User, field: str, value: str) -> None:
        assert as_user(boss).post(self.URL.format(given.code), self.typed(**{field: value})).status_code == 200
        assert LampOverride.objects.count() == 0

    def test_withdrawn_it_ends_at_once(self, given: Project, boss: User) -> None:
        node(given, 1, "2026-08-03")
        client, url = as_user(boss), self.URL.format(given.code)
        client.post(url, self.typed())
        client.post(url, {"withdraw": "1"})
        assert "灯色已人工调整至" not in page(boss, f"/projects/{given.code}/")

    def test_only_leaders(self, given: Project, wang: User) -> None:
        assert as_user(wang).post(self.URL.format(given.code), self.typed()).status_code == 403


class TestWeek:
    def test_rollcall_names_who_has_not_reported(self, given: Project, wang: User, boss: User) -> None:
        other = project("B-1", responsible=wang)
        submit(given, wang)
        text = page(boss, "/projects/weeks/2026-W48/")
        missing, reported = text.index(other.name), text.index(given.name)
        assert text.index("未报") < missing < reported

    def test_a_frozen_week_stays_as_it_was(self, given: Project, wang: User, boss: User) -> None:
        node(given, 1, "2026-08-03")
        submit(given, wang)
        freeze(week("2026-11-23"), now=AFTER)
        before = page(boss, "/projects/weeks/2026-W48/")
        given.milestones.get().complete(on=day("2026-11-24"))
        after = page(boss, "/projects/weeks/2026-W48/")
        assert "节点1逾期" in before
        assert "节点1逾期" in after

    def test_the_leader_moves_the_meeting(self, boss: User, wang: User) -> None:
        week("2026-11-23")
        url = "/projects/weeks/2026-W48/meeting-day/"
        data = {"what": "move", "to": "2026-11-25", "reason": "全市大会"}
        assert as_user(wang).post(url, data).status_code == 403
        assert as_user(boss).post(url, data).status_code == 302
        assert week("2026-11-23").meets_on == day("2026-11-25")
        assert "全市大会" in page(wang, "/projects/weeks/2026-W48/")
        assert as_user(boss).post(url, data | {"to": "2026-11-28"}).status_code == 200
        assert as_user(boss).post(url, {"what": "move", "reason": "x"}).status_code == 200

    @pytest.mark.parametrize("key", ["2026-W99", "abc", "2026-48", "1999-W01"])
    def test_a_week_that_nobody_knows_is_not_found(self, boss: User, key: str) -> None:
        assert as_user(boss).get(f"/projects/weeks/{key}/").status_code == 404

    def test_the_list_of_weeks(self, given: Project, boss: User) -> None:
        freeze(week("2026-11-23"), now=AFTER)
        assert "第48周" in page(boss, "/projects/weeks/")


class TestCorrecting:
    def test_it_is_marked_and_saved_once(
        self, given: Project, wang: User, boss: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        saved = report(given, "2026-11-16", wang)
        freeze(week("2026-11-16"), now=FRIDAY)
        data = {"client_id": str(uuid.uuid4()), "text": "多报 60 万元", "investment_delta_wan": "-60"}
        for _ in range(5):
            assert as_user(wang).post(f"/projects/updates/{saved.pk}/correct/", data).status_code == 302
        assert saved.corrections.get().investment_delta_wan == Decimal(-60)
        text = page(boss, f"/projects/{given.code}/")
        assert "冻结后更正" in text
        assert "多报 60 万元" in text

    def test_others_may_not(self, given: Project, wang: User) -> None:
        saved = report(given, "2026-11-16", wang)
        data = {"client_id": str(uuid.uuid4()), "text": "改"}
        assert as_user(person("li")).post(f"/projects/updates/{saved.pk}/correct/", data).status_code == 403
        assert timezone.now() == FRIDAY
