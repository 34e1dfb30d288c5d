"""The cultivation plans: the four 定, steps, recognition that counts, stages in order, and leaving with a reason."""

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.enums import Role
from core.kernel.pages import PAGE_SIZE
from enterprises.enums import Grade, GradeStatus, ListingStage, PlanKind, UpgradeAxis
from enterprises.growth.cultivation import Row, Sums, elapsed, rows_of
from enterprises.growth.views import FIRST_SHOWN
from enterprises.metrics import champion_entries, listing_entries
from enterprises.models import CultivationPlan, Enterprise, PlanEntry, PlanStep
from tests.doubts import seen
from tests.edits import shown
from tests.enterprises.scene import firm, person
from tests.races import at_once

pytestmark = pytest.mark.django_db
ISSUED, TODAY = dt.date(2021, 4, 6), dt.date(2021, 6, 30)
DAY = dt.timedelta(days=1)


def plan(kind: PlanKind = PlanKind.CHAMPIONS, size: int = 30) -> CultivationPlan:
    return CultivationPlan.objects.get_or_create(
        kind=kind, defaults={"name": f"示例{kind}", "size": size, "issued_on": ISSUED, "due_on": dt.date(2023, 12, 31)}
    )[0]


def entry(of: Enterprise | None = None, kind: PlanKind = PlanKind.CHAMPIONS, **fields: Any) -> PlanEntry:
    fields = {"entered_on": ISSUED, "goal": Grade.CHAMPION if kind == PlanKind.CHAMPIONS else ""} | fields
    return PlanEntry.objects.create(plan=plan(kind), enterprise=of or firm(), **fields)


class TestRecognition:
    def test_it_counts_from_its_date_and_raises_the_grade(self) -> None:
        ours = entry()
        ours.enterprise.grades.create(grade=Grade.CHAMPION, status=GradeStatus.CULTIVATING)
        ours.recognise(on=TODAY, evidence="示例〔2021〕1 号", today=TODAY)
        assert champion_entries(TODAY - DAY).count() == 0
        assert champion_entries(TODAY).count() == 1
        grade = ours.enterprise.grades.get()
        assert (grade.status, grade.on, grade.evidence) == (GradeStatus.RECOGNISED, TODAY, "示例〔2021〕1 号")

    def test_again_corrects_it(self) -> None:
        ours = entry()
        ours.recognise(on=TODAY, evidence="甲", today=TODAY)
        ours.recognise(on=TODAY - DAY, evidence="乙", today=TODAY)
        assert (ours.recognised_on, ours.evidence) == (TODAY - DAY, "乙")
        assert ours.enterprise.grades.count() == 1

    @pytest.mark.parametrize("on", [TODAY + DAY, ISSUED - DAY])
    def test_a_day_outside_is_refused(self, on: dt.date) -> None:
        ours = entry()
        with pytest.raises(ValidationError):
            ours.recognise(on=on, evidence="甲", today=TODAY)
        assert champion_entries(dt.date.max).count() == 0

    def test_who_left_is_not_recognised_and_no_longer_counts(self) -> None:
        ours = entry()
        ours.recognise(on=ISSUED, evidence="甲", today=TODAY)
        ours.leave(on=TODAY, because="迁出", today=TODAY)
        assert champion_entries(TODAY - DAY).count() == 1
        assert champion_entries(TODAY).count() == 0
        with pytest.raises(ValidationError):
            ours.recognise(on=TODAY, evidence="甲", today=TODAY)

    def test_leaving_twice_keeps_the_first(self) -> None:
        ours = entry(kind=PlanKind.LISTING)
        ours.leave(on=TODAY - DAY, because="终止", today=TODAY)
        ours.leave(on=TODAY, because="别的", today=TODAY)
        assert (ours.left_on, ours.left_because) == (TODAY - DAY, "终止")
        assert listing_entries(TODAY - 2 * DAY).count() == 1
        assert listing_entries(TODAY).count() == 0


class TestStages:
    def test_dates_never_run_backwards(self) -> None:
        ours = entry(kind=PlanKind.LISTING)
        ours.enter_stage(ListingStage.TUTORING, on=TODAY - 10 * DAY, source="报送", today=TODAY)
        with pytest.raises(ValidationError):
            ours.enter_stage(ListingStage.SHAREHOLDING, on=TODAY, source="报送", today=TODAY)
        with pytest.raises(ValidationError):
            ours.enter_stage(ListingStage.FILED, on=TODAY - 11 * DAY, source="报送", today=TODAY)
        with pytest.raises(ValidationError):
            ours.enter_stage(ListingStage.FILED, on=TODAY + DAY, source="报送", today=TODAY)
        ours.enter_stage(ListingStage.FILED, on=TODAY, source="报送", today=TODAY)
        assert [each.stage for each in ours.enterprise.listing_stages.all()] == ["tutoring", "filed"]

    def test_two_stages_on_one_day_are_in_order(self) -> None:
        ours = entry(kind=PlanKind.LISTING)
        for stage in (ListingStage.FILED, ListingStage.TUTORING, ListingStage.PASSED):
            ours.enter_stage(stage, on=TODAY, source="报送", today=TODAY)
        assert ours.enterprise.listing_stages.count() == 3

    def test_again_corrects_the_date(self) -> None:
        ours = entry(kind=PlanKind.LISTING)
        for on in (TODAY - DAY, TODAY):
            ours.enter_stage(ListingStage.TUTORING, on=on, source="报送", today=TODAY)
        assert ours.enterprise.listing_stages.get().on == TODAY

    def test_days_in_each_stage(self) -> None:
        ours = entry(kind=PlanKind.LISTING)
        for stage, before in ((ListingStage.SHAREHOLDING, 100), (ListingStage.TUTORING, 30)):
            ours.enter_stage(stage, on=TODAY - before * DAY, source="报送", today=TODAY)
        row = Row(PlanEntry.objects.get(), TODAY, [])
        assert row.stage is not None
        assert (row.stage.stage, row.stage.days) == (ListingStage.TUTORING, 30)


def test_the_sums_of_a_plan() -> None:
    boss, clerk = person("boss", Role.LEADER), person("clerk", Role.PROJECT_OFFICER)
    whole = {"leader": boss, "responsible": clerk, "task_force": "光学专班", "due_on": TODAY}
    done, late = entry(firm("示例一"), **whole), entry(firm("示例二"))
    done.recognise(on=TODAY, evidence="甲", today=TODAY)
    late.steps.create(axis=UpgradeAxis.BRAND, title="商标", due_on=TODAY - 3 * DAY)
    entries = PlanEntry.objects.standing(TODAY)
    rows, sums = rows_of([each.pk for each in entries], TODAY), Sums.of(plan(), entries, TODAY)
    assert (sums.entered, sums.charted, sums.recognised, sums.late) == (2, 1, 1, 1)
    assert [row.days_late for row in rows.values() if row.is_late] == [3]
    assert sums.median_days is None


@pytest.mark.parametrize(("kind", "share"), [(PlanKind.CHAMPIONS, Decimal(1) / 4), (PlanKind.LISTING, Decimal(2) / 4)])
def test_a_plan_of_champions_is_done_by_recognition_and_a_listing_reserve_by_entry(
    kind: PlanKind, share: Decimal
) -> None:
    plan(kind, size=4)
    entry(firm("示例一"), kind).recognise(on=TODAY, evidence="甲", today=TODAY)
    entry(firm("示例二"), kind)
    assert Sums.of(plan(kind), PlanEntry.objects.standing(TODAY), TODAY).completion == share


@pytest.mark.parametrize(
    ("due_on", "today", "gone"),
    [
        (ISSUED + 100 * DAY, ISSUED + 25 * DAY, Decimal("0.25")),
        (ISSUED + 100 * DAY, ISSUED + 300 * DAY, Decimal(1)),
        (ISSUED + 100 * DAY, ISSUED - DAY, Decimal(0)),
        (ISSUED, TODAY, None),
        (None, TODAY, None),
    ],
)
def test_the_time_of_a_plan_that_is_gone(due_on: dt.date | None, today: dt.date, gone: Decimal | None) -> None:
    issued = CultivationPlan(kind=PlanKind.CHAMPIONS, name="示例", size=30, issued_on=ISSUED, due_on=due_on)
    assert elapsed(issued, today) == gone


def test_a_median_is_told_of_five_firms_and_not_of_four() -> None:
    for n, days in enumerate([1, 2, 30, 40, 50]):
        there = entry(firm(f"示例{n}"), PlanKind.LISTING)
        there.enter_stage(ListingStage.TUTORING, on=TODAY - days * DAY, source="报送", today=TODAY)
    entries = PlanEntry.objects.standing(TODAY)
    assert Sums.of(plan(PlanKind.LISTING), entries, TODAY).median_days == 30
    assert Sums.of(plan(PlanKind.LISTING), entries.exclude(pk=there.pk), TODAY).median_days is None


def test_a_row_stands_as_its_next_step_does() -> None:
    ours = entry()
    assert (Row(ours, TODAY, []).lamp, Row(ours, TODAY, []).days_late) == ("grey", 0)
    someday, late = PlanStep(pk=1), PlanStep(pk=2, due_on=TODAY - DAY)
    row = Row(ours, TODAY, [someday, late])
    assert (row.next_step, row.lamp, row.days_late) == (late, "red", 1)
    ours.recognised_on = TODAY
    assert (row.lamp, row.is_late) == ("done", False)


def test_what_presses_comes_first_and_the_recognised_last() -> None:
    done, later, late, idle = (entry(firm(f"示例{n}")) for n in "一二三四")
    done.recognise(on=TODAY, evidence="甲", today=TODAY)
    later.steps.create(axis=UpgradeAxis.BRAND, title="商标", due_on=TODAY + DAY)
    late.steps.create(axis=UpgradeAxis.BRAND, title="商标", due_on=TODAY - DAY)
    assert list(PlanEntry.objects.standing(TODAY).pressing_first()) == [late, later, idle, done]


def test_a_step_is_finished_once() -> None:
    step = entry().steps.create(axis=UpgradeAxis.BRAND, title="商标", due_on=TODAY)
    assert step.finish(on=TODAY, evidence="证书", today=TODAY)
    assert not step.finish(on=TODAY - DAY, evidence="别的", today=TODAY)
    assert PlanStep.objects.get().evidence == "证书"
    with pytest.raises(ValidationError):
        step.finish(on=TODAY + DAY, evidence="证书", today=TODAY)


@pytest.mark.parametrize(("in_days", "lamp"), [(None, "grey"), (8, "grey"), (7, "amber"), (0, "amber"), (-1, "red")])
def test_the_lamp_of_a_step(in_days: int | None, lamp: str) -> None:
    due_on = None if in_days is None else TODAY + in_days * DAY
    step = PlanStep(due_on=due_on)
    assert step.lamp(TODAY) == lamp
    assert PlanStep(due_on=due_on, done_on=TODAY).lamp(TODAY) == "done"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_finish_a_step_at_once_one_was_first() -> None:
    step = entry().steps.create(axis=UpgradeAxis.BRAND, title="商标", due_on=TODAY)
    jobs = [partial(step.finish, on=TODAY - n * DAY, evidence=f"证书{n}", today=TODAY) for n in range(4)]
    assert sorted(at_once(*jobs)) == [False, False, False, True]


class TestPages:
    def test_from_adding_a_firm_to_recognition(self, client_for: Any) -> None:
        clerk, boss, ours = person("clerk", Role.PROJECT_OFFICER), person("boss", Role.LEADER), firm("示例甲")
        plan()
        today, client = timezone.localdate().isoformat(), client_for(clerk)
        sent = {"enterprise": ours.pk, "goal": "champion", "entered_on": today, "leader": boss.pk}
        assert client.post("/enterprises/plans/champions/new/", sent).status_code == 302
        made = PlanEntry.objects.get()
        page = client.get(f"/enterprises/plans/entries/{made.pk}/").content.decode()
        assert "定专班、定责任、定时间待定" in page
        base = f"/enterprises/plans/entries/{made.pk}"
        client.post(f"{base}/step/", {"step-axis": "brand", "step-title": "注册商标", "step-due_on": today})
        client.post(f"{base}/step/", {"step-axis": "brand", "step-title": "注册商标", "step-due_on": today})
        step = made.steps.get()
        client.post(f"/enterprises/plans/steps/{step.pk}/finish/", {"finish-on": today, "finish-evidence": "证书"})
        client.post(f"{base}/recognise/", {"recognise-on": today, "recognise-evidence": "示例 1 号"})
        page = client.get(f"{base}/").content.decode()
        assert "证书" in page
        assert "示例 1 号" in page
        step.refresh_from_db()
        made.refresh_from_db()
        assert step.done_on == made.recognised_on == timezone.localdate()

    def test_of_all_plans_the_first_are_shown_and_of_one_its_pages(self, client_for: Any) -> None:
        for number in range(FIRST_SHOWN + PAGE_SIZE):
            entry(firm(f"示例{number:02}"))
        client = client_for(person("boss", Role.LEADER))

        def rows(query: str) -> int:
            return client.get(f"/enterprises/plans/{query}").content.decode().count("<tr>") - 1  # the head

        assert [rows(query) for query in ("", "?plan=champions", "?plan=champions&page=2")] == [10, 20, 10]
        assert "?plan=champions" in client.get("/enterprises/plans/").content.decode()

    def test_what_is_refused_is_said_at_the_field(self, client_for: Any) -> None:
        ours = entry(entered_on=timezone.localdate())
        tomorrow = (timezone.localdate() + DAY).isoformat()
        sent = {"recognise-on": tomorrow, "recognise-evidence": "甲"}
        url = f"/enterprises/plans/entries/{ours.pk}/recognise/"
        page = client_for(person("clerk", Role.PROJECT_OFFICER)).post(url, sent).content.decode()
        assert "认定日期不能晚于今天。" in page
        assert tomorrow in page

    def test_more_than_the_plan_is_confirmed_first(self, client_for: Any) -> None:
        plan(size=1)
        entry(firm("示例甲"))
        client, more = client_for(person("clerk", Role.PROJECT_OFFICER)), firm("示例乙")
        sent = {"enterprise": more.pk, "entered_on": timezone.localdate().isoformat()}
        page = client.post("/enterprises/plans/champions/new/", sent).content.decode()
        assert "已入库 1 家" in page
        assert PlanEntry.objects.count() == 1
        assert client.post("/enterprises/plans/champions/new/", sent | {"confirmed": "on"}).status_code == 302

    def test_the_liaison_officer_of_the_firm_ticks_a_step_and_another_one_does_not(self, client_for: Any) -> None:
        mine, other = person("mine", Role.LIAISON), person("other", Role.LIAISON)
        step = entry(firm(officer=mine)).steps.create(axis=UpgradeAxis.BRAND, title="商标")
        sent = {"finish-on": timezone.localdate().isoformat(), "finish-evidence": "证书"}
        url = f"/enterprises/plans/steps/{step.pk}/finish/"
        assert client_for(other).post(url, sent).status_code == 404
        assert client_for(mine).post(url, sent).status_code == 302

    @pytest.mark.parametrize("show", ["", "missing", "late", "open", "recognised", "nonsense"])
    def test_the_list_shows_a_range(self, client_for: Any, show: str) -> None:
        ours = entry(firm("示例在培"))
        ours.steps.create(axis=UpgradeAxis.BRAND, title="商标", due_on=ISSUED)
        page = client_for(person("boss", Role.LEADER)).get(f"/enterprises/plans/?show={show}").content.decode()
        assert ("示例在培" in page) == (show != "recognised")


class TestStepsThatWereWrong:
    """A step that is not done can be changed and removed; the history keeps what it said."""

    @pytest.fixture
    def step(self) -> PlanStep:
        return entry().steps.create(axis=UpgradeAxis.BRAND, title="商标", due_on=TODAY)

    def url(self, step: PlanStep, verb: str) -> str:
        return f"/enterprises/plans/entries/{step.entry_id}/steps/{step.pk}/{verb}/"

    def test_it_is_changed(self, step: PlanStep, client_for: Any) -> None:
        client = client_for(person("clerk", Role.PROJECT_OFFICER))
        due = (timezone.localdate() + 30 * DAY).isoformat()
        sent = shown(client, self.url(step, "edit")) | {"axis": "brand", "title": "注册商标", "due_on": due}
        assert client.post(self.url(step, "edit"), sent).status_code == 302
        step.refresh_from_db()
        assert (step.title, step.due_on.isoformat()) == ("注册商标", due)
        assert "注册商标" in client.get(f"/enterprises/plans/entries/{step.entry_id}/").content.decode()

    def test_a_date_that_has_passed_is_asked_about_once(self, step: PlanStep, client_for: Any) -> None:
        client, late = client_for(person("clerk", Role.PROJECT_OFFICER)), timezone.localdate() - 3 * DAY
        sent = shown(client, self.url(step, "edit")) | {"axis": "brand", "title": "商标", "due_on": late.isoformat()}
        asked = client.post(self.url(step, "edit"), sent)
        assert f"期限 {late} 早于今天" in asked.content.decode()
        assert client.post(self.url(step, "edit"), sent | seen(asked)).status_code == 302
        step.refresh_from_db()
        assert step.due_on == late

    def test_it_is_removed_once_however_often_one_presses(self, step: PlanStep, client_for: Any) -> None:
        client, of = client_for(person("clerk", Role.PROJECT_OFFICER)), step.entry_id
        answers = [client.post(self.url(step, "remove")) for _press in range(2)]
        assert {answer["Location"] for answer in answers} == {f"/enterprises/plans/entries/{of}/"}
        assert not PlanStep.objects.exists()
        kept = PlanStep.pgh_event_model.objects.filter(pgh_obj_id=step.pk)
        assert [event.pgh_label for event in kept.order_by("pgh_id")] == ["insert", "delete"]

    def test_what_is_done_stays(self, step: PlanStep, client_for: Any) -> None:
        client = client_for(person("clerk", Role.PROJECT_OFFICER))
        sent = shown(client, self.url(step, "edit")) | {"axis": "brand", "title": "别的", "due_on": ""}
        step.finish(on=TODAY, evidence="证书", today=TODAY)
        assert "已经完成" in client.post(self.url(step, "edit"), sent).content.decode()
        client.post(self.url(step, "remove"))
        assert PlanStep.objects.get().title == "商标"

    def test_others_may_not(self, step: PlanStep, client_for: Any) -> None:
        for role in (Role.LEADER, Role.LIAISON, Role.AUDITOR):
            client = client_for(person(role, role))
            assert client.post(self.url(step, "remove")).status_code in (403, 404)
        assert PlanStep.objects.exists()
