"""需协调事项: answered, handed on, taken up by age on the working-day calendar, settled by who raised them."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.kernel.clock import SHANGHAI
from core.kernel.keeping import ticking
from core.kernel.workdays import WorkCalendar
from core.models import AT_ONCE, Department, Notice, User
from projects.enums import Escalation
from projects.meeting.escalation import escalate, level
from projects.models import Blocker, Project, TaskForce
from tests.projects.scene import FRIDAY, as_user, person, submit

D = dt.date.fromisoformat
MAY_2021 = WorkCalendar(
    exceptions={D("2021-04-25"): True, D("2021-05-08"): True, **{D(f"2021-05-0{n}"): False for n in range(1, 6)}},
    years=frozenset({2021}),
)


class TestLevel:
    """Waiting since Wednesday 2021-04-28; 05-01 to 05-05 are off, Saturday 05-08 is worked."""

    @pytest.mark.parametrize(
        ("today", "wanted"),
        [
            ("2021-05-05", Escalation.DEPARTMENT),  # 2 working days: 04-29, 04-30
            ("2021-05-06", Escalation.DEPARTMENT),  # 3
            ("2021-05-07", Escalation.TASK_FORCE),  # 4
            ("2021-05-08", Escalation.TASK_FORCE),  # 5, the make-up Saturday
            ("2021-05-11", Escalation.TASK_FORCE),  # 7
            ("2021-05-12", Escalation.LEADER),  # 8
        ],
    )
    def test_by_working_days(self, today: str, wanted: Escalation) -> None:
        assert level(D("2021-04-28"), D(today), MAY_2021) == wanted

    def test_plain_weekdays_would_go_up_earlier(self) -> None:
        """Negative control: without the holiday it would be with the leader already."""
        assert level(D("2021-04-28"), D("2021-05-10"), WorkCalendar()) == Escalation.LEADER
        assert level(D("2021-04-28"), D("2021-05-10"), MAY_2021) == Escalation.TASK_FORCE

    def test_nothing_waits_while_a_promise_runs(self) -> None:
        assert level(None, D("2021-06-01"), MAY_2021) == Escalation.DEPARTMENT


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture
def office() -> Department:
    return Department.objects.create(key="build", name="住建科", rank=1)


@pytest.fixture
def handler(office: Department) -> User:
    return person("li", "handler", department=office)


@pytest.fixture
def boss() -> User:
    return person("boss", "leader")


@pytest.fixture
def raised(given: Project, wang: User, boss: User, office: Department) -> Blocker:
    """Raised on Monday 2026-11-09 at noon."""
    force = TaskForce.objects.create(name="城建专班")
    force.members.add(person("zhao"))
    given.leader, given.task_force = boss, force
    given.save()
    return Blocker.objects.create(
        project=given, text="夜间许可", department=office, raised_by=wang, raised_at=moment("2026-11-09T12:00")
    )


def titles(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("title", flat=True))


@pytest.mark.django_db
class TestEscalation:
    def test_from_the_department_to_the_task_force_to_the_leader(
        self, raised: Blocker, handler: User, wang: User, boss: User
    ) -> None:
        assert escalate(moment("2026-11-12T09:00")) == 0  # three working days
        assert (titles(handler), titles(wang), titles(boss)) == (["需协调：夜间许可"], [], [])
        assert escalate(moment("2026-11-13T09:00")) == 1
        assert titles(wang) == titles(User.objects.get(username="zhao")) == ["未按时答复：夜间许可"]
        assert escalate(moment("2026-11-19T09:00")) == 1  # eight
        assert titles(boss) == ["多日未答复：夜间许可"]
        raised.refresh_from_db()
        assert raised.escalation == Escalation.LEADER

    def test_twice_tells_nobody_twice(self, raised: Blocker, handler: User, boss: User) -> None:
        assert [escalate(moment("2026-11-19T09:00")) for _ in range(3)] == [1, 0, 0]
        assert len(titles(boss)) == len(titles(handler)) == 1

    def test_a_promise_stops_the_clock_until_its_day(self, raised: Blocker, handler: User) -> None:
        answer = {"by": handler, "at": moment("2026-11-10T09:00"), "client_id": uuid.uuid4()}
        raised.answer(text="会签中", promised_on=D("2026-11-20"), **answer)
        assert escalate(moment("2026-11-20T09:00")) == 0
        assert escalate(moment("2026-11-26T09:00")) == 1  # four working days after the promise
        raised.refresh_from_db()
        assert raised.escalation == Escalation.TASK_FORCE

    def test_handed_on_its_clock_begins_anew(self, raised: Blocker, handler: User) -> None:
        escalate(moment("2026-11-19T09:00"))
        other = Department.objects.create(key="grid", name="供电科", rank=2)
        raised.transfer(other, by=handler, at=moment("2026-11-19T10:00"))
        assert (raised.escalation, raised.department) == (Escalation.DEPARTMENT, other)
        assert escalate(moment("2026-11-20T09:00")) == 0
        assert raised.answers.get().text == "由住建科转供电科办理。"

    def test_what_is_settled_rests(self, raised: Blocker, wang: User) -> None:
        raised.resolve(at=moment("2026-11-10T09:00"), by=wang)
        assert escalate(moment("2026-12-10T09:00")) == 0
        assert Notice.objects.count() == 0


@pytest.mark.django_db
class TestOnlyWhatIsDue:
    """The tick looks at those blockers whose moment has come, and that is enough."""

    def told_when(self, days: int) -> dict[str, dt.datetime]:
        """What is told, and when, by ticks every six hours from nothing told."""
        Notice.objects.all().delete()
        Blocker.objects.update(escalation=Escalation.DEPARTMENT, next_step_at=AT_ONCE)
        for quarter in range(days * 4):
            escalate(moment("2026-11-10T00:00") + dt.timedelta(hours=6 * quarter))
        return dict(Notice.objects.values_list("dedupe_key", "created_at"))

    @pytest.mark.parametrize("promise", [None, "2026-11-13", "2026-11-14"])
    def test_the_next_moment_loses_nothing(
        self, raised: Blocker, handler: User, promise: str | None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if promise:
            word = {"by": handler, "at": moment("2026-11-09T13:00"), "client_id": uuid.uuid4()}
            raised.answer(text="会签中", promised_on=D(promise), **word)
        monkeypatch.setattr(ticking, "world", lambda _topics, now: str(now))
        everything = self.told_when(21)
        monkeypatch.setattr(ticking, "world", lambda _topics, _now: "still")
        assert self.told_when(21) == everything
        assert len(everything) == 4

    def test_nothing_new_asks_little_and_writes_nothing(self, raised: Blocker, handler: User, wang: User) -> None:
        now = moment("2026-11-12T09:00")
        for _n in range(3):
            escalate(now)
            with CaptureQueriesContext(connection) as queries:
                escalate(now)
            assert [each["sql"] for each in queries if each["sql"].startswith(("INSERT", "UPDATE"))] == []
            assert len(queries) <= 6
            raised.pk, raised.client_id = None, uuid.uuid4()
            raised.save(force_insert=True)

    @pytest.mark.parametrize("change", ["project", "team", "answer", "department"])
    def test_what_decides_who_hears_begins_it_anew(
        self, raised: Blocker, handler: User, given: Project, change: str
    ) -> None:
        now, new = moment("2026-11-19T09:00"), person("xu", "leader", department=handler.department)
        escalate(now)
        before = Notice.objects.count()
        if change == "project":
            Project.objects.update(leader=new)
        elif change == "team":
            given.task_force.members.add(new)
        elif change == "department":
            User.objects.filter(pk=new.pk).update(roles=["handler"])
        else:
            raised.answers.create(text="会签中", promised_on=D("2026-11-13"), by=handler, at=now)
            assert Blocker.objects.get().next_step_at == AT_ONCE
            return
        escalate(now)
        assert Notice.objects.count() == before + 1

    def test_while_a_promise_without_a_date_runs_nothing_comes(self, raised: Blocker, handler: User) -> None:
        word = {"by": handler, "at": moment("2026-11-10T09:00"), "client_id": uuid.uuid4()}
        raised.answer(text="会签中", promised_on=None, **word)
        escalate(moment("2026-11-10T10:00"))
        assert Blocker.objects.get().next_step_at is None


@pytest.mark.django_db
class TestVerbs:
    def answer(self, raised: Blocker, by: User, **also: Any) -> Any:
        values = {"text": "会签中", "promised_on": None, "by": by, "at": FRIDAY, "client_id": uuid.uuid4()}
        return raised.answer(**values | also)

    def test_the_same_answer_twice_is_one(self, raised: Blocker, handler: User) -> None:
        tap = uuid.uuid4()
        assert self.answer(raised, handler, client_id=tap) == self.answer(raised, handler, client_id=tap)
        assert raised.answers.count() == 1

    def test_who_asked_is_told_once(self, raised: Blocker, handler: User, wang: User, given: Project) -> None:
        given.reporter = person("qian")
        given.save()
        tap = {"text": "周五前发许可", "promised_on": None, "by": handler, "client_id": uuid.uuid4()}
        for _ in range(2):
            Blocker.objects.get().answer(**tap, at=moment("2026-11-10T09:00"))
        assert [titles(each) for each in (wang, given.reporter, handler)] == [["已答复：夜间许可"]] * 2 + [[]]

    def test_the_number_of_another_answer_saves_nothing(self, raised: Blocker, handler: User, wang: User) -> None:
        other = Blocker.objects.create(
            project=raised.project,
            text="用电",
            department=raised.department,
            raised_by=wang,
            raised_at=raised.raised_at,
        )
        tap = {"text": "收到", "promised_on": None, "by": handler, "client_id": uuid.uuid4(), "at": raised.raised_at}
        raised.answer(**tap)
        with pytest.raises(ValidationError, match="已经用过"):
            other.answer(**tap)
        assert not other.answers.exists()

    def test_settled_it_takes_no_answer_and_goes_nowhere(self, raised: Blocker, handler: User, wang: User) -> None:
        raised.resolve(at=FRIDAY, by=wang)
        with pytest.raises(ValidationError, match="已解决"):
            self.answer(raised, handler)
        with pytest.raises(ValidationError, match="已解决"):
            raised.transfer(Department.objects.create(key="grid", name="供电科", rank=2), by=handler, at=FRIDAY)

    def test_settling_twice_keeps_the_first(self, raised: Blocker, wang: User, boss: User) -> None:
        raised.resolve(at=FRIDAY, by=wang)
        raised.resolve(at=FRIDAY + dt.timedelta(days=1), by=boss)
        assert (raised.resolved_at, raised.resolved_by) == (FRIDAY, wang)

    def test_the_tick_in_the_weekly_update_says_who_settled_it(self, raised: Blocker, wang: User) -> None:
        submit(raised.project, wang, resolved=(raised.pk,))
        raised.refresh_from_db()
        assert raised.resolved_by == wang


@pytest.mark.django_db
@pytest.mark.usefixtures("friday")
class TestPages:
    def url(self, raised: Blocker, more: str = "") -> str:
        return f"/projects/blockers/{raised.pk}/{more}"

    def test_from_the_answer_to_settled(self, raised: Blocker, handler: User, wang: User) -> None:
        data = {"client_id": str(uuid.uuid4()), "text": "本周取得", "promised_on": "2026-11-27"}
        for _ in range(3):
            assert as_user(handler).post(self.url(raised, "answer/"), data).status_code == 302
        assert raised.answers.count() == 1
        page = as_user(wang).get(self.url(raised)).content.decode()
        assert "本周取得" in page
        assert "承诺 2026-11-27 前解决" in page
        as_user(wang).post(self.url(raised, "resolve/"))
        raised.refresh_from_db()
        assert raised.resolved_by == wang

    def test_the_department_does_not_settle_and_the_officer_does_not_answer(
        self, raised: Blocker, handler: User, wang: User
    ) -> None:
        assert as_user(handler).post(self.url(raised, "resolve/")).status_code == 403
        data = {"client_id": str(uuid.uuid4()), "text": "x"}
        assert as_user(wang).post(self.url(raised, "answer/"), data).status_code == 403
        assert as_user(person("other")).post(self.url(raised, "resolve/")).status_code == 302
        raised.refresh_from_db()
        assert (raised.resolved_at, raised.answers.count()) == (None, 0)

    def test_another_department_does_not_find_it(self, raised: Blocker) -> None:
        other = person("x", "handler", department=Department.objects.create(key="grid", name="供电科", rank=2))
        assert as_user(other).get(self.url(raised)).status_code == 404
        assert as_user(other).post(self.url(raised, "answer/"), {"text": "x"}).status_code == 404
        assert "夜间许可" not in as_user(other).get("/projects/blockers/").content.decode()

    @pytest.mark.parametrize(
        ("data", "why"), [({"text": ""}, "答复"), ({"text": "好", "promised_on": "2020-01-01"}, "不能早于今天")]
    )
    def test_what_is_wrong_is_said(self, raised: Blocker, handler: User, data: dict[str, str], why: str) -> None:
        response = as_user(handler).post(self.url(raised, "answer/"), {"client_id": str(uuid.uuid4())} | data)
        assert response.status_code == 200
        assert why in response.content.decode()
        assert raised.answers.count() == 0

    def test_handed_on_it_leaves_the_desk(self, raised: Blocker, handler: User, office: Department) -> None:
        assert "夜间许可" in as_user(handler).get("/workbench/").content.decode()
        other = Department.objects.create(key="grid", name="供电科", rank=2)
        as_user(handler).post(self.url(raised, "transfer/"), {"department": other.pk})
        assert "夜间许可" not in as_user(handler).get("/workbench/").content.decode()

    @pytest.mark.parametrize(
        ("state", "found"), [("open", True), ("unanswered", True), ("raised", False), ("resolved", False)]
    )
    def test_the_list_by_state(self, raised: Blocker, boss: User, state: str, found: bool) -> None:
        text = as_user(boss).get(f"/projects/blockers/?state={state}").content.decode()
        assert ("夜间许可" in text) == found

    def test_answered_it_waits_no_longer_and_handed_on_it_waits_again(
        self, raised: Blocker, handler: User, boss: User
    ) -> None:
        def waits() -> tuple[bool, bool, bool]:
            row = Blocker.objects.with_answered().get(pk=raised.pk)
            text = as_user(boss).get("/projects/blockers/?state=unanswered").content.decode()
            return row in Blocker.objects.unanswered(), not row.is_answered, "夜间许可" in text

        assert waits() == (True, True, True)
        raised.answer(text="会签中", promised_on=None, by=handler, at=FRIDAY, client_id=uuid.uuid4())
        assert waits() == (False, False, False)
        other = Department.objects.create(key="grid", name="供电科", rank=2)
        raised.transfer(other, by=handler, at=FRIDAY + dt.timedelta(hours=1))
        assert waits() == (True, True, True)


@pytest.mark.django_db
@pytest.mark.usefixtures("friday")
def test_another_department_on_the_form_is_a_transfer_and_its_clock_begins_anew(given: Project, wang: User) -> None:
    one, other = (Department.objects.create(key=key, name=key, rank=3) for key in ("water", "fire"))
    first = submit(given, wang, blocker="消防验收", department=one)
    Blocker.objects.update(escalation=Escalation.LEADER)
    submit(given, wang, blocker="消防验收，急", department=other, expected_version=first.version)
    blocker = Blocker.objects.get()
    assert (blocker.department, blocker.escalation, blocker.text) == (other, Escalation.DEPARTMENT, "消防验收，急")
    assert blocker.answers.get().is_transfer
