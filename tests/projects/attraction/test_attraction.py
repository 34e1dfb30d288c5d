"""招商: from the lead to the project with nothing retyped, and what came of each channel."""

import datetime as dt
import random
import uuid
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.enums import Role
from core.kernel.naming import MOST_LISTED
from core.models import Cluster, Notice, Park, User
from enterprises.models import Enterprise, EnterpriseAlias
from projects.attraction.forms import LeadForm
from projects.attraction.yields import Yield, Yields, yields_of
from projects.enums import Stage
from projects.investment.sums import invested, timed, years_of
from projects.models import Adviser, AfterCareItem, Commitment, CommitmentReading, Lead, Project, Standing, YearPlan
from projects.register.history import history_of, with_events
from tests.doubts import seen
from tests.edits import carried, shown
from tests.projects.scene import FRIDAY, as_user, person, project, report
from tests.races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
TODAY = dt.date(2026, 11, 20)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def adviser() -> Adviser:
    return Adviser.objects.create(name="示例顾问", kind="researcher", since=day("2026-01-05"))


@pytest.fixture
def make(wang: User, adviser: Adviser) -> Any:
    def one(name: str = "示例激光项目", **also: Any) -> Lead:
        values = {"channel": "adviser", "adviser": adviser, "officer": wang, "received_on": day("2026-03-02")}
        return Lead.objects.create(name=name, **values | also)

    return one


class TestSign:
    def test_nothing_is_typed_again(self, make: Any, wang: User) -> None:
        firm = Enterprise.objects.create(short_name="示例激光")
        EnterpriseAlias.objects.create(enterprise=firm, name="激光公司")
        cluster = Cluster.objects.create(key="optics", name="光学", rank=1)
        park = Park.objects.create(key="main", name="主园区", kind="main")
        known = {"cluster": cluster, "park": park, "attract_kinds": ["tax"], "chain_action": "complete"}
        lead = make(firm_name="激光公司", investment_wan=Decimal(75000), **known)
        made = lead.sign(on=day("2026-11-16"), by=wang, now=FRIDAY)
        assert (made.name, made.enterprise, made.cluster, made.park) == ("示例激光项目", firm, cluster, park)
        assert (made.attract_kinds, made.chain_action) == (["tax"], "complete")
        assert made.total_investment_wan == Decimal(75000)
        assert made.responsible == made.reporter == wang
        assert (made.stage, made.stage_changes.get().on) == (Stage.SIGNED, day("2026-11-16"))
        assert (lead.state, lead.project, made.source) == ("signed", made, "招商线索，招商顾问")

    def test_a_firm_that_nobody_knows_stays_as_it_was_named(self, make: Any, wang: User) -> None:
        made = make(firm_name="远方投资").sign(on=TODAY, by=wang, now=FRIDAY)
        assert (made.enterprise, made.partner) == (None, "远方投资")

    def test_twice_is_one_project(self, make: Any, wang: User) -> None:
        lead = make()
        assert lead.sign(on=TODAY, by=wang, now=FRIDAY) == lead.sign(on=TODAY, by=wang, now=FRIDAY)
        assert Project.objects.count() == 1

    @pytest.mark.parametrize("on", ["2026-03-01", "2026-11-21"])
    def test_not_before_it_came_nor_tomorrow(self, make: Any, wang: User, on: str) -> None:
        with pytest.raises(ValidationError, match="签约日期"):
            make().sign(on=day(on), by=wang, now=FRIDAY)
        assert Project.objects.count() == 0

    def test_a_name_that_a_project_has_is_refused(self, make: Any, wang: User) -> None:
        project("A-1", name="示例激光项目")
        with pytest.raises(ValidationError, match="同名"):
            make().sign(on=TODAY, by=wang, now=FRIDAY)

    def test_lost_it_is_not_signed_and_signed_not_lost(self, make: Any, wang: User) -> None:
        lost, signed = make("甲"), make("乙")
        lost.lose(on=TODAY, reason="选址外地", today=TODAY)
        lost.lose(on=TODAY, reason="再说一次", today=TODAY)
        assert (lost.state, lost.lost_reason) == ("lost", "选址外地")
        with pytest.raises(ValidationError, match="已终止"):
            lost.sign(on=TODAY, by=wang, now=FRIDAY)
        signed.sign(on=TODAY, by=wang, now=FRIDAY)
        with pytest.raises(ValidationError, match="已签约"):
            signed.lose(on=TODAY, reason="x", today=TODAY)


class TestReopen:
    def test_lost_by_mistake_it_is_followed_again_and_says_so(self, make: Any, wang: User) -> None:
        lead, boss = make(), person("boss", "leader")
        lead.lose(on=TODAY, reason="选址外地", today=TODAY)
        for tap in (uuid.uuid4(), uuid.uuid4()):
            lead.reopen(reason="误点", by=boss, now=FRIDAY, client_id=tap)
        assert (lead.state, lead.closed_on, lead.lost_reason) == ("open", None, "")
        assert [note.text for note in lead.notes.all()] == ["重新跟进：误点（2026-11-20 曾终止：选址外地）"]
        assert Notice.objects.filter(user=wang, title="线索由你跟进：示例激光项目").count() == 1
        lead.sign(on=TODAY, by=wang, now=FRIDAY)
        with pytest.raises(ValidationError, match="已签约"):
            lead.reopen(reason="误点", by=wang, now=FRIDAY, client_id=uuid.uuid4())

    def test_the_page_of_a_lost_one_offers_it(self, make: Any, wang: User) -> None:
        lead, client = make(), as_user(wang)
        assert "恢复为在谈" not in client.get(f"/projects/leads/{lead.pk}/").content.decode()
        lead.lose(on=TODAY, reason="选址外地", today=TODAY)
        assert "恢复为在谈" in client.get(f"/projects/leads/{lead.pk}/").content.decode()
        bare = client.post(f"/projects/leads/{lead.pk}/reopen/", {"client_id": str(uuid.uuid4()), "reason": " "})
        assert bare.status_code == 200
        client.post(f"/projects/leads/{lead.pk}/reopen/", {"client_id": str(uuid.uuid4()), "reason": "又来谈"})
        lead.refresh_from_db()
        assert lead.state == "open"


def plainly(name: str, leads: list[Lead], as_of: dt.date) -> Yield:
    """What `yields_of` lets the database count, one lead after the other."""
    here = [lead for lead in leads if lead.received_on <= as_of]
    ended = [lead for lead in here if lead.closed_on and lead.closed_on <= as_of]
    signed = [lead for lead in ended if lead.state == "signed"]
    days = sorted((lead.closed_on - lead.received_on).days for lead in signed if lead.closed_on)
    return Yield(name, len(here), len(days), len(ended) - len(days), tuple(days))


class TestYield:
    def test_conversion_and_days_as_of_a_day(self, make: Any, wang: User) -> None:
        for n, on in enumerate(("2026-03-12", "2026-04-01", "2026-11-20")):
            make(f"签{n}").sign(on=day(on), by=wang, now=FRIDAY)
        make("终").lose(on=day("2026-05-04"), reason="x", today=TODAY)
        make("谈")
        make("明天的", received_on=day("2026-11-19"))
        (found,) = yields_of(Lead.objects.all(), day("2026-06-30")).by_adviser
        assert (found.received, found.signed, found.lost, sorted(found.days)) == (5, 2, 1, [10, 30])
        assert (found.open, found.rate, found.median_days) == (2, 0.4, 20)
        assert found.ended_rate == pytest.approx(2 / 3)

    def test_nothing_gives_no_rate(self) -> None:
        empty = Yield("无", 0, 0, 0, ())
        assert (empty.rate, empty.ended_rate, empty.median_days) == (None, None, None)
        assert yields_of(Lead.objects.all(), TODAY) == Yields([], [])

    def test_the_most_signed_come_first(self, make: Any, wang: User, adviser: Adviser) -> None:
        other = Adviser.objects.create(name="示例机构", kind="agency", since=day("2026-01-05"))
        make("甲", adviser=other, channel="entrusted").sign(on=TODAY, by=wang, now=FRIDAY)
        make("乙")
        make("丙", adviser=None, channel="own")
        found = yields_of(Lead.objects.all(), TODAY)
        assert [each.name for each in found.by_adviser] == ["示例机构", "示例顾问"]
        assert [each.name for each in found.by_channel] == ["委托招商", "招商顾问", "自主招商"]

    @pytest.mark.parametrize("seed", [1, 2])
    def test_the_database_counts_what_one_would_count_by_hand(self, make: Any, wang: User, seed: int) -> None:
        dice, as_of = random.Random(seed), day("2026-06-30")
        stand_for = {
            channel: [Adviser.objects.create(name=f"{channel}{n}", kind="agency", since=as_of) for n in range(4)]
            for channel in ("adviser", "entrusted")
        } | {"own": [None]}
        for n in range(60):
            channel = dice.choice(list(stand_for))
            came = as_of + dt.timedelta(days=dice.randint(-200, 60))
            lead = make(f"第{n}条", channel=channel, adviser=dice.choice(stand_for[channel]), received_on=came)
            ends = min(came + dt.timedelta(days=dice.randint(0, 90)), TODAY)
            if how := dice.choice(["sign", "lose", ""]):
                also = {"by": wang} if how == "sign" else {"reason": "x"}
                getattr(lead, how)(on=ends, **also, **({"now": FRIDAY} if how == "sign" else {"today": TODAY}))
        leads = list(Lead.objects.select_related("adviser"))
        found = yields_of(Lead.objects.all(), as_of)
        for of, key in ((found.by_channel, Lead.get_channel_display), (found.by_adviser, lambda lead: lead.adviser)):
            groups = {each.name: [lead for lead in leads if str(key(lead)) == each.name] for each in of}
            assert [replace(each, days=tuple(sorted(each.days))) for each in of] == [
                plainly(name, group, as_of) for name, group in groups.items()
            ]
            assert of == sorted(of, key=lambda each: (-each.signed, -each.received, each.name))
        assert (len(found.by_channel), len(found.by_adviser)) == (3, 8)

    def test_many_advisers_are_paged_and_many_leads_not_read(self, make: Any, wang: User) -> None:
        client = as_user(wang)
        make()
        with CaptureQueriesContext(connection) as few:
            client.get("/projects/leads/")
        for n in range(12):
            make(f"第{n}条", adviser=Adviser.objects.create(name=f"顾问{n:02}", kind="agency", since=TODAY))
        with CaptureQueriesContext(connection) as many:
            page = client.get("/projects/leads/")
        assert len(many) <= len(few)
        told = page.context["by_adviser"]
        assert (len(told.object_list), told.paginator.count) == (10, 13)
        rest = client.get("/projects/leads/?advisers=2")
        assert [each.name for each in rest.context["by_adviser"]] == ["顾问09", "顾问10", "顾问11"]
        assert "advisers=2" in page.content.decode()


class TestPages:
    def typed(self, by: Adviser, wang: User, **fields: object) -> dict[str, object]:
        values = {"client_id": str(uuid.uuid4()), "name": "新线索", "channel": "adviser", "adviser": by.pk}
        return values | {"officer": wang.pk, "received_on": "2026-11-02"} | fields

    def test_from_the_lead_to_the_project(self, adviser: Adviser, wang: User) -> None:
        client, data = as_user(wang), self.typed(adviser, wang, investment_wan="1,200")
        for _ in range(5):
            assert client.post("/projects/leads/new/", data).status_code == 302
        lead = Lead.objects.get()
        assert lead.investment_wan == Decimal(1200)
        client.post(f"/projects/leads/{lead.pk}/note/", {"client_id": str(uuid.uuid4()), "text": "已看地"})
        assert "已看地" in client.get(f"/projects/leads/{lead.pk}/").content.decode()
        for _ in range(2):
            response = client.post(f"/projects/leads/{lead.pk}/end/", {"how": "sign", "on": "2026-11-16"})
        made = Project.objects.get()
        assert response["Location"] == f"/projects/{made.code}/"
        assert "100.0%" in client.get("/projects/leads/").content.decode()
        assert client.get(f"/projects/leads/{lead.pk}/edit/").status_code == 302

    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            ({"channel": "own"}, "自主招商不填"),
            ({"adviser": ""}, "请选择招商顾问"),
            ({"channel": "entrusted"}, "与渠道不符"),
            ({"received_on": "2026-11-21"}, "不能晚于今天"),
        ],
    )
    def test_what_is_wrong_is_said(self, adviser: Adviser, wang: User, fields: dict[str, str], why: str) -> None:
        text = as_user(wang).post("/projects/leads/new/", self.typed(adviser, wang, **fields)).content.decode()
        assert why in text
        assert Lead.objects.count() == 0

    def test_losing_needs_a_reason(self, make: Any, wang: User) -> None:
        lead = make()
        text = as_user(wang).post(f"/projects/leads/{lead.pk}/end/", {"how": "lose", "on": "2026-11-16"}).content
        assert "请写终止原因" in text.decode()
        lead.refresh_from_db()
        assert lead.state == "open"

    def test_leaders_read_and_others_do_not(self, make: Any) -> None:
        lead, boss = make(), as_user(person("boss", "leader"))
        assert boss.get(f"/projects/leads/{lead.pk}/").status_code == 200
        assert boss.post(f"/projects/leads/{lead.pk}/end/", {"how": "sign", "on": "2026-11-16"}).status_code == 403
        assert as_user(person("su", "liaison")).get("/projects/leads/").status_code == 403


class TestInvestmentByYear:
    def test_the_turn_of_the_year_is_in_shanghai(self, given: Project, wang: User) -> None:
        """23:30 of 31 December in Shanghai is the old year; half an hour later, still December in UTC, the new one."""
        old = dt.datetime.fromisoformat("2025-12-31T23:30:00+08:00")
        report(given, "2025-12-29", wang, investment_wan=Decimal(300), submitted_at=old)
        new = dt.datetime.fromisoformat("2026-01-01T00:00:01+08:00")
        later = report(given, "2026-01-05", wang, investment_wan=Decimal(500), submitted_at=new)
        later.corrections.create(text="多报", investment_delta_wan=Decimal(-60), by=wang, at=FRIDAY)
        YearPlan.objects.create(project=given, year=2026, planned_wan=Decimal(880))
        this, last = years_of(given, dt.date(2026, 11, 23))
        assert (this.year, this.done_wan, this.rate) == (2026, Decimal(440), Decimal("0.5"))
        assert (last.year, last.done_wan, last.planned_wan) == (2025, Decimal(300), None)
        Standing.objects.renew_due(FRIDAY)
        stood = timed(Project.objects.with_standing()).get(pk=given.pk)
        assert invested(stood, timezone.localdate()).done_wan == Decimal(740)

    def test_more_than_the_total_asks_once_more(self, given: Project, wang: User) -> None:
        given.total_investment_wan = Decimal(1000)
        given.save()
        client, url = as_user(wang), f"/projects/{given.code}/investment/"
        asked = client.post(url, {"year": 2026, "planned_wan": "1200"})
        assert "超过总投资 1,000 万元" in asked.content.decode()
        assert YearPlan.objects.count() == 0
        client.post(url, {"year": 2026, "planned_wan": "1200"} | seen(asked))
        assert YearPlan.objects.get().planned_wan == Decimal(1200)

    def test_others_may_not_plan(self, given: Project) -> None:
        data = {"year": 2026, "planned_wan": "100"}
        assert as_user(person("li")).post(f"/projects/{given.code}/investment/", data).status_code == 403


class TestFollowing:
    """Who follows a lead is told; two who edit it see each other."""

    def typed(self, lead: Lead, **fields: Any) -> dict[str, Any]:
        values = {"name": lead.name, "channel": "adviser", "adviser": lead.adviser_id, "officer": lead.officer_id}
        return values | {"received_on": "2026-03-02"} | fields

    def test_who_takes_it_over_is_told_once_each_time(self, make: Any, wang: User) -> None:
        lead, li = make(firm_name="远方投资"), person("li")
        client, url = as_user(wang), f"/projects/leads/{lead.pk}/edit/"
        for officer in (li, wang, li):
            sent = self.typed(lead, officer=officer.pk, firm_name="远方投资") | shown(client, url)
            for _ in range(2):
                assert client.post(url, sent).status_code == 302
        told = Notice.objects.values_list("user", "title", "body")
        assert list(told) == [(li.pk, f"线索由你跟进：{lead.name}", "远方投资")] * 2

    def test_an_edit_that_leaves_it_with_them_tells_nobody(self, make: Any, wang: User) -> None:
        lead = make(officer=person("li"))
        client, url = as_user(wang), f"/projects/leads/{lead.pk}/edit/"
        assert client.post(url, self.typed(lead, firm_name="远方投资") | shown(client, url)).status_code == 302
        assert not Notice.objects.exists()

    def test_nor_does_one_that_types_their_name(self, make: Any, wang: User) -> None:
        li = person("li")
        lead = make(officer=li)
        for n in range(MOST_LISTED):
            person(f"more{n}")
        client, url = as_user(wang), f"/projects/leads/{lead.pk}/edit/"
        assert f'value="{li.name}"' in client.get(url).content.decode()
        typed = self.typed(lead, officer=li.name, firm_name="远方投资") | shown(client, url)
        assert client.post(url, typed).status_code == 302
        assert not Notice.objects.exists()
        typed = self.typed(lead, officer="示例more7") | shown(client, url)
        assert client.post(url, typed).status_code == 302
        assert Notice.objects.get().user.username == "more7"

    def test_a_new_one_for_a_colleague_too(self, wang: User) -> None:
        li = person("li")
        sent = {"name": "新线索", "channel": "own", "officer": li.pk, "received_on": "2026-03-02"}
        sent["client_id"] = str(uuid.uuid4())
        for _ in range(2):
            as_user(wang).post("/projects/leads/new/", sent)
        assert Notice.objects.get().user == li

    def test_signed_between_the_page_and_the_lock_it_stays_signed(self, make: Any, wang: User) -> None:
        """Nothing was typed that the row does not say, so nobody is warned; and the row that was read first is old."""
        lead = make(investment_wan=Decimal(100))
        form = LeadForm(self.typed(lead, investment_wan="100", seen="0"), user=wang, instance=Lead.objects.get())
        lead.sign(on=TODAY, by=wang, now=FRIDAY)
        with transaction.atomic():
            assert form.errors["__all__"] == ["这条线索已签约，不能再改。"]
            assert (form.instance.state, form.instance.project) == ("signed", lead.project)


class TestAfterwards:
    def test_signed_against_reached(self, given: Project, wang: User) -> None:
        client, url = as_user(wang), f"/projects/{given.code}/commitments/"
        client.post(url, {"promise-kind": "output", "promise-signed_value": "50000", "promise-due_on": "2027-12-31"})
        promise = Commitment.objects.get()
        reading = {"reading-commitment": promise.pk, "reading-on": "2026-11-01", "reading-source": "统计月报"}
        for value in ("12,000", "13,000"):  # the same day again corrects it
            client.post(url, reading | {"reading-value": value} | carried(client, url, "reading-seen"))
        assert CommitmentReading.objects.get().value == Decimal(13000)
        text = client.get(url).content.decode()
        assert "13,000" in text
        assert "50,000" in text
        wrong = client.post(url, reading | {"reading-value": "1", "reading-on": "2027-01-01"})
        assert "不能晚于今天" in wrong.content.decode()

    def test_after_care_from_raised_to_done(self, given: Project, wang: User) -> None:
        client, url = as_user(wang), f"/projects/{given.code}/after-care/"
        data = {"client_id": str(uuid.uuid4()), "text": "协调班车", "owner": wang.pk, "due_on": "2026-12-11"}
        for _ in range(3):
            client.post(url, data)
        item = AfterCareItem.objects.get()
        client.post(f"{url}{item.pk}/", {"result": ""})
        item.refresh_from_db()
        assert item.done_on is None
        for result in ("已开通两条线路", "又一次"):
            client.post(f"{url}{item.pk}/", {"result": result})
        item.refresh_from_db()
        assert (item.done_on, item.result) == (TODAY, "已开通两条线路")
        assert not Notice.objects.exists(), "nobody tells themselves"

    def test_it_is_not_due_before_it_is_registered(self, given: Project, wang: User) -> None:
        sent = {"client_id": str(uuid.uuid4()), "text": "班车", "owner": wang.pk, "due_on": "2026-11-19"}
        page = as_user(wang).post(f"/projects/{given.code}/after-care/", sent)
        assert "办结期限不能早于今天" in page.content.decode()
        assert not AfterCareItem.objects.exists()

    def test_what_is_open_comes_first(self, given: Project, wang: User) -> None:
        values = {"owner": wang, "raised_on": TODAY, "project": given}
        done = AfterCareItem.objects.create(text="办完", due_on=day("2026-11-01"), done_on=TODAY, **values)
        later = AfterCareItem.objects.create(text="在办", due_on=day("2026-12-01"), **values)
        assert list(given.after_care.all()) == [later, done]

    def test_who_has_to_see_to_it_is_told_and_finishes_it_from_the_workbench(self, given: Project, wang: User) -> None:
        handler = person("shi", Role.HANDLER)
        url, tap = f"/projects/{given.code}/after-care/", str(uuid.uuid4())
        for _ in range(2):
            as_user(wang).post(url, {"client_id": tap, "text": "增容", "owner": handler.pk, "due_on": "2026-11-20"})
        told = Notice.objects.get()
        assert (told.user, told.title, told.body) == (handler, f"{given.name}售后服务，2026-11-20 前办结", "增容")
        AfterCareItem.objects.update(due_on=day("2026-11-19"))
        client, item = as_user(handler), AfterCareItem.objects.get()
        page = client.get(told.url).content.decode()
        assert "增容" in page
        assert "逾期" in page
        assert f'href="/projects/{given.code}/"' not in page, "the project itself is not for this person"
        answer = client.post(f"{url}{item.pk}/", {"result": "已增容", "place": "workbench"})
        assert (answer.status_code, answer["Location"]) == (302, "/workbench/")
        item.refresh_from_db()
        assert (item.done_on, item.result) == (TODAY, "已增容")
        assert "我负责的售后服务" not in client.get("/workbench/").content.decode()

    def test_who_neither_owns_it_nor_answers_for_the_project_does_not_finish_it(
        self, given: Project, wang: User
    ) -> None:
        item = AfterCareItem.objects.create(project=given, text="x", owner=wang, raised_on=TODAY, due_on=TODAY)
        url = f"/projects/{given.code}/after-care/{item.pk}/"
        assert as_user(person("li")).post(url, {"result": "y"}).status_code == 403
        assert as_user(person("shi", Role.HANDLER)).post(url, {"result": "y"}).status_code == 404
        item.refresh_from_db()
        assert item.done_on is None

    def test_the_number_of_another_projects_item_writes_nothing(self, given: Project, wang: User) -> None:
        other, tap = project("B-1", responsible=wang), str(uuid.uuid4())
        data = {"client_id": tap, "text": "班车", "owner": wang.pk, "due_on": "2026-12-11"}
        as_user(wang).post(f"/projects/{other.code}/after-care/", data)
        page = as_user(wang).post(f"/projects/{given.code}/after-care/", data)
        assert "这张表单已经用过" in page.content.decode()
        assert AfterCareItem.objects.get().project == other

    def test_who_changed_a_promise_is_in_the_history(self, given: Project, wang: User) -> None:
        client, base = as_user(wang), f"/projects/{given.code}"
        for value in ("50000", "40000"):
            sent = {"promise-kind": "output", "promise-signed_value": value, "promise-due_on": "2027-12-31"}
            client.post(f"{base}/commitments/", sent | carried(client, f"{base}/commitments/", "promise-seen"))
        reading = {"reading-commitment": Commitment.objects.get().pk, "reading-on": "2026-11-01"}
        client.post(f"{base}/commitments/", reading | {"reading-value": "100", "reading-source": "月报"})
        client.post(f"{base}/investment/", {"year": "2026", "planned_wan": "900"})
        entries = history_of(with_events(Project.objects.with_names()).get(pk=given.pk), User.objects.all()[0])
        told = {(entry.what, entry.who): entry for entry in reversed(entries)}
        changed = told["承诺：年产值（万元）", wang.name].changes
        assert [(each.before, each.after) for each in changed] == [("50,000", "40,000")]
        assert {"兑现情况：年产值（万元）", "2026 年投资计划"} <= {what for what, _who in told}
        page = client.get(f"{base}/history/").content.decode()
        assert "40,000" in page

    def test_others_read_only(self, given: Project) -> None:
        other = as_user(person("li"))
        assert other.get(f"/projects/{given.code}/after-care/").status_code == 200
        data = {"client_id": str(uuid.uuid4()), "text": "x", "due_on": "2026-12-11"}
        assert other.post(f"/projects/{given.code}/after-care/", data).status_code == 403
        assert other.post(f"/projects/{given.code}/commitments/", {}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_of_two_who_finish_an_item_at_once_one_was_first(given: Project, wang: User) -> None:
    item = AfterCareItem.objects.create(project=given, text="x", owner=wang, raised_on=TODAY, due_on=TODAY)
    jobs = [partial(AfterCareItem.objects.get(pk=item.pk).finish, on=TODAY, result=f"结果{n}") for n in range(4)]
    assert sorted(at_once(*jobs)) == [False, False, False, True]
