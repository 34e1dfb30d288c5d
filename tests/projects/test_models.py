"""The verbs of this room: saving updates once, refusing the second version, stages, plans and codes."""

import contextlib
import datetime as dt
import threading
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from core.models import Department
from projects.enums import MilestoneKind, Stage
from projects.models import Blocker, Conflict, PeriodClosed, Project, Update
from projects.models.week import HOLD
from projects.payloads import MilestoneRow, UpdateContent
from tests.projects.scene import FRIDAY, MONDAY, node, person, project, report, submit, week


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.django_db
class TestSubmit:
    def test_everything_that_was_written_is_saved(self) -> None:
        officer, given = person("wang"), project()
        power = Department.objects.create(key="power", name="供电部门")
        roof = node(given, 1, "2026-11-30")
        settled = Blocker.objects.create(project=given, text="临时用电", raised_by=officer, raised_at=FRIDAY)
        update = submit(
            given,
            officer,
            next="四层模板支设",
            investment_wan=Decimal(860),
            declared="amber",
            blocker="110 kV 接入方案待定",
            department=power,
            milestones={roof.pk: day("2026-11-19")},
            resolved=(settled.pk,),
        )
        saved = Update.objects.get()
        assert (saved.pk, saved.version, saved.author, saved.submitted_at) == (update.pk, 1, officer, FRIDAY)
        assert (saved.done, saved.next) == ("三层结构浇筑完成", "四层模板支设")
        assert (saved.investment_wan, saved.declared) == (Decimal(860), "amber")
        assert saved.open_blocker.text == "110 kV 接入方案待定"
        assert saved.open_blocker.department == power
        roof.refresh_from_db()
        settled.refresh_from_db()
        assert (roof.actual_on, settled.resolved_at) == (day("2026-11-19"), FRIDAY)

    def test_five_taps_are_one_saving(self) -> None:
        officer, given, tap = person("wang"), project(), uuid.uuid4()
        updates = {submit(given, officer, client_id=tap, blocker="供电").pk for _ in range(5)}
        assert len(updates) == 1
        assert (Update.objects.get().version, Blocker.objects.count()) == (1, 1)

    def test_the_next_saving_is_the_next_version(self) -> None:
        officer, given = person("wang"), project()
        submit(given, officer)
        again = submit(given, person("li"), expected_version=1, done="改过")
        assert (again.version, again.author.username) == (2, "li")
        assert Update.objects.get().done == "改过"

    @pytest.mark.parametrize("expected_version", [0, 2])
    def test_somebody_else_saved_first(self, expected_version: int) -> None:
        given = project()
        first = submit(given, person("wang"))
        with pytest.raises(Conflict) as refused:
            submit(given, person("li"), expected_version=expected_version, done="我的", blocker="供电")
        assert refused.value.saved == first
        assert (Update.objects.get().done, Blocker.objects.count()) == ("三层结构浇筑完成", 0)

    def test_after_the_deadline_the_period_is_closed(self) -> None:
        officer, given = person("wang"), project()
        submit(given, officer, now=MONDAY - dt.timedelta(seconds=1))
        with pytest.raises(PeriodClosed):
            submit(given, officer, expected_version=1, now=MONDAY)

    def test_a_week_without_meeting_takes_nothing(self) -> None:
        with pytest.raises(PeriodClosed):
            submit(project(), person("wang"), period=week("2020-01-29"))

    def test_the_number_of_another_projects_saving_is_refused(self) -> None:
        officer, tap = person("wang"), uuid.uuid4()
        submit(project("A-1"), officer, client_id=tap)
        with pytest.raises(ValidationError, match="已经用过"):
            submit(project("A-2"), officer, client_id=tap)
        assert Update.objects.count() == 1

    def test_a_done_node_keeps_its_date_and_a_foreign_one_is_not_touched(self) -> None:
        officer, given, other = person("wang"), project("A-1"), project("A-2")
        done = node(given, 1, "2026-10-01", actual_on=day("2026-10-01"))
        foreign = node(other, 1, "2026-10-01")
        submit(given, officer, milestones={done.pk: day("2026-11-20"), foreign.pk: day("2026-11-20")})
        done.refresh_from_db()
        foreign.refresh_from_db()
        assert (done.actual_on, foreign.actual_on) == (day("2026-10-01"), None)

    def test_a_blocker_is_reworded_then_withdrawn(self) -> None:
        officer, given = person("wang"), project()
        submit(given, officer, blocker="供电")
        submit(given, officer, expected_version=1, blocker="供电方案待定")
        assert Blocker.objects.get().text == "供电方案待定"
        submit(given, officer, expected_version=2)
        assert Blocker.objects.get().resolved_at == FRIDAY

    def test_a_file_that_is_no_photo_saves_nothing(self) -> None:
        from django.core.files.uploadedfile import SimpleUploadedFile

        fake = SimpleUploadedFile("site.jpg", b"not a photo", "image/jpeg")
        with pytest.raises(ValidationError, match="不是照片"):
            submit(project(), person("wang"), photos=(fake,))
        assert not Update.objects.exists()


@pytest.mark.django_db
class TestUnchanged:
    def tap(self, given: Project, by: Any, **fields: Any) -> Update:
        defaults = {"period": week("2026-11-23"), "now": FRIDAY, "client_id": uuid.uuid4()}
        return Update.objects.submit_unchanged(project=given, by=by, **defaults | fields)

    def test_last_weeks_plan_and_lamp_hold_on(self) -> None:
        officer, given = person("wang"), project()
        report(given, "2026-11-16", officer, declared="amber", next="主体封顶")
        update = self.tap(given, officer)
        assert (update.unchanged, update.declared, update.next) == (True, "amber", "主体封顶")
        assert (update.done, update.investment_wan) == ("", 0)

    def test_without_a_last_week_the_given_lamp_is_declared(self) -> None:
        assert self.tap(project(), person("wang"), declared="red").declared == "red"

    def test_twice_is_once(self) -> None:
        officer, given, tap = person("wang"), project(), uuid.uuid4()
        assert self.tap(given, officer, client_id=tap) == self.tap(given, officer, client_id=tap)
        assert Update.objects.get().version == 1

    def test_it_never_overwrites_a_report(self) -> None:
        given = project()
        submit(given, person("wang"))
        with pytest.raises(Conflict):
            self.tap(given, person("li"))
        assert Update.objects.get().unchanged is False


def in_threads(*jobs: Callable[[], Any]) -> list[Any]:
    """Run at once, each on its own connection; the results or the exceptions, in order."""
    results: list[Any] = [None] * len(jobs)

    def run(place: int) -> None:
        try:
            results[place] = jobs[place]()
        except Exception as raised:
            results[place] = raised
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def meeting_in_write(parties: int) -> Any:
    """Let every writer wait for the others between reading and writing, as long as nothing keeps them apart."""
    barrier = threading.Barrier(parties)
    write = Update.write

    def slow(update: Update, *args: Any, **kwargs: Any) -> None:
        with contextlib.suppress(threading.BrokenBarrierError):  # the lock keeps the others outside
            barrier.wait(timeout=1.0)
        write(update, *args, **kwargs)

    return patch.object(Update, "write", slow)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_one_of_two_people_wins_and_the_other_sees_the_winners_version(self) -> None:
        given, wang, li = project(), person("wang"), person("li")
        week("2026-11-23")
        with meeting_in_write(2):
            results = in_threads(lambda: submit(given, wang, done="甲"), lambda: submit(given, li, done="乙"))
        won = [result for result in results if isinstance(result, Update)]
        lost = [result for result in results if isinstance(result, Conflict)]
        assert (len(won), len(lost)) == (1, 1)
        assert lost[0].saved.done == won[0].done == Update.objects.get().done

    def test_two_edits_of_one_version_do_not_lose_one(self) -> None:
        given, wang, li = project(), person("wang"), person("li")
        submit(given, wang)
        with meeting_in_write(2):
            results = in_threads(
                lambda: submit(given, wang, expected_version=1, done="甲"),
                lambda: submit(given, li, expected_version=1, done="乙"),
            )
        assert sorted(type(result).__name__ for result in results) == ["Conflict", "Update"]
        assert Update.objects.get().version == 2

    def test_five_identical_taps_at_once_are_one_row(self) -> None:
        given, officer, tap = project(), person("wang"), uuid.uuid4()
        week("2026-11-23")
        with meeting_in_write(5):
            results = in_threads(*[lambda: submit(given, officer, client_id=tap, blocker="供电")] * 5)
        assert {result.pk for result in results} == {Update.objects.get().pk}
        assert (Update.objects.get().version, Blocker.objects.count()) == (1, 1)

    def test_control_without_the_lock_an_edit_is_lost(self) -> None:
        """The same race with the guard off: both believe that they won. This is what the lock is for."""
        given, wang, li = project(), person("wang"), person("li")
        submit(given, wang)
        unlocked = patch("projects.models.week.HOLD", HOLD.replace("FOR UPDATE OF project", ""))
        with unlocked, meeting_in_write(2):
            results = in_threads(
                lambda: submit(given, wang, expected_version=1, done="甲"),
                lambda: submit(given, li, expected_version=1, done="乙"),
            )
        assert [type(result).__name__ for result in results] == ["Update", "Update"]

    def test_control_without_the_lock_the_unique_key_still_keeps_one_row(self) -> None:
        given, wang, li = project(), person("wang"), person("li")
        week("2026-11-23")
        unlocked = patch("projects.models.week.HOLD", HOLD.replace("FOR UPDATE OF project", ""))
        with unlocked, meeting_in_write(2):
            results = in_threads(lambda: submit(given, wang), lambda: submit(given, li))
        assert sorted(type(result).__name__ for result in results) == ["IntegrityError", "Update"]
        assert Update.objects.count() == 1

    def test_two_projects_registered_at_once_get_two_codes(self) -> None:
        def register(name: str) -> str:
            with transaction.atomic():
                code = Project.objects.next_code(day("2026-11-23"))
                return Project.objects.create(code=code, name=name).code

        assert sorted(in_threads(lambda: register("甲"), lambda: register("乙"))) == ["YH-2026-001", "YH-2026-002"]


@pytest.mark.django_db
class TestStages:
    def test_a_stage_is_entered_with_its_day(self) -> None:
        officer, given = person("wang"), project()
        given.enter_stage(Stage.SIGNED, on=day("2026-01-10"), by=officer)
        given.enter_stage(Stage.STARTED, on=day("2026-05-10"), by=officer)
        given.refresh_from_db()
        assert given.stage == Stage.STARTED
        assert list(given.stage_changes.values_list("stage", "on", "by")) == [
            ("signed", day("2026-01-10"), officer.pk),
            ("started", day("2026-05-10"), officer.pk),
        ]

    def test_the_same_stage_again_corrects_its_day(self) -> None:
        officer, given = person("wang"), project(stage=Stage.SIGNED)  # as the facts leave it: nobody knows since when
        for on in ("2026-01-10", "2026-02-10", "2026-02-10"):
            given.enter_stage(Stage.SIGNED, on=day(on), by=officer)
        assert given.stage_changes.get().on == day("2026-02-10")

    def test_going_back_is_a_correction(self) -> None:
        officer, given = person("wang"), project()
        given.enter_stage(Stage.SIGNED, on=day("2026-01-10"), by=officer)
        given.enter_stage(Stage.BUILT, on=day("2026-05-10"), by=officer)
        given.enter_stage(Stage.STARTED, on=day("2026-05-10"), by=officer)
        assert list(given.stage_changes.values_list("stage", flat=True)) == ["signed", "started"]

    def test_a_stage_cannot_begin_before_an_earlier_one(self) -> None:
        officer, given = person("wang"), project()
        given.enter_stage(Stage.SIGNED, on=day("2026-05-10"), by=officer)
        with pytest.raises(ValidationError, match="不能早于签约"):
            given.enter_stage(Stage.STARTED, on=day("2026-05-09"), by=officer)
        given.refresh_from_db()
        assert given.stage == Stage.SIGNED


@pytest.mark.django_db
class TestPlan:
    def row(self, rank: int, name: str, planned_on: str, **fields: Any) -> MilestoneRow:
        return MilestoneRow(rank=rank, name=name, kind=MilestoneKind.WORK, planned_on=day(planned_on), **fields)

    @pytest.mark.parametrize(("frozen_on", "baseline"), [(None, "2026-07-28"), (day("2026-05-20"), "2026-05-15")])
    def test_until_it_is_frozen_the_baseline_is_the_plan(self, frozen_on: dt.date | None, baseline: str) -> None:
        """So nothing has slid before somebody froze the plan; a node that comes after that has its own first plan."""
        given = project()
        given.plan_milestones([self.row(1, "主体封顶", "2026-05-15")])
        saved = given.milestones.get()
        if frozen_on:
            given.freeze_baseline(on=frozen_on)
            saved.move(day("2026-07-28"))
        given.plan_milestones([self.row(1, "主体封顶", "2026-07-28", pk=saved.pk)])
        saved.refresh_from_db()
        assert (saved.baseline_on, saved.planned_on) == (day(baseline), day("2026-07-28"))

    def test_rows_are_numbered_by_rank_and_date(self) -> None:
        given = project()
        first, second = node(given, 1, "2026-05-01"), node(given, 2, "2026-06-01")
        rows = [
            self.row(2, "原第一", "2026-05-01", pk=first.pk),
            self.row(1, "原第二", "2026-06-01", pk=second.pk),
            self.row(2, "插入", "2026-04-01"),
        ]
        with transaction.atomic():
            given.plan_milestones(rows)
        assert list(given.milestones.values_list("rank", "name")) == [(1, "原第二"), (2, "插入"), (3, "原第一")]

    def test_rows_that_are_not_named_stay(self) -> None:
        given = project()
        node(given, 1, "2026-05-01")
        given.plan_milestones([self.row(1, "新", "2026-04-01")])
        assert list(given.milestones.values_list("name", flat=True)) == ["新", "节点1"]

    def test_a_foreign_node_is_not_moved(self) -> None:
        given, other = project("A-1"), project("A-2")
        foreign = node(other, 1, "2026-05-01")
        with pytest.raises(KeyError):
            given.plan_milestones([self.row(1, "偷", "2026-04-01", pk=foreign.pk)])


@pytest.mark.django_db
class TestRegister:
    def test_amend_refuses_a_stale_version(self) -> None:
        given = project()
        assert given.amend({"partner": "甲方"}, expected_version=1).version == 2
        with pytest.raises(Conflict) as refused:
            given.amend({"partner": "乙方"}, expected_version=1)
        assert (refused.value.saved.partner, Project.objects.get().partner) == ("甲方", "甲方")

    def test_codes_go_on_within_the_year(self) -> None:
        project("YH-2026-041")
        project("YH-2025-300")
        project("YH-2026-X")
        assert Project.objects.next_code(day("2026-11-23")) == "YH-2026-042"
        assert Project.objects.next_code(day("2027-01-01")) == "YH-2027-001"

    def test_two_updates_a_period_are_refused_by_the_database(self) -> None:
        officer, given = person("wang"), project()
        report(given, "2026-11-23", officer)
        with pytest.raises(IntegrityError), transaction.atomic():
            report(given, "2026-11-23", officer)

    def test_the_content_defaults_to_a_plain_green_week(self) -> None:
        assert (UpdateContent().declared, UpdateContent().investment_wan) == ("green", 0)
