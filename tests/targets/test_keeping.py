"""目标口径: nothing changes before another person has verified it, and what was known then stays as it was."""

import datetime as dt
import time
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import InternalError, connection, transaction
from django.db.utils import IntegrityError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.enums import Role
from core.models import Notice, User
from targets import facts
from targets.course.drawing import chart
from targets.course.steps import months
from targets.enums import AmendmentKind
from targets.indicators import INDICATORS
from targets.keeping import amending
from targets.keeping.amending import close, enter, verify
from targets.keeping.drawing import marks, then_drawn
from targets.keeping.said import PATH, changes, said_of
from targets.keeping.snapshots import ThenAndNow, corrected, corrected_since, of_target, take
from targets.models import Amendment, Programme, ReportedFact, Target, TargetSnapshot
from targets.programmes import current
from targets.readings import all_targets, read_all, read_target
from tests.races import at_once

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
ON = dt.date(2022, 3, 31)


def person(name: str, role: Role = Role.PROJECT_OFFICER) -> User:
    return User.objects.get_or_create(username=name, defaults={"name": f"示例{name}", "roles": [role]})[0]


@pytest.fixture
def officer(db: None) -> User:
    facts.load()
    return person("officer")


@pytest.fixture
def leader(db: None) -> User:
    return person("leader", Role.LEADER)


def drawn() -> ReportedFact:
    return ReportedFact.objects.get(key="credit_drawn")


def entered(row: Any, by: User, **said: Any) -> Amendment:
    kind = AmendmentKind.TARGET if isinstance(row, Target) else AmendmentKind.FACT
    press = {"client_id": uuid.uuid4(), "reason": "重复计入", "now": timezone.now()}
    return enter(kind, said_of(row) | said, row=row, by=by, **press)


class TestAnotherPerson:
    def test_what_is_entered_counts_once_it_is_verified(self, officer: User, leader: User) -> None:
        before = INDICATORS["credit_drawn"].value(ON)
        made = entered(drawn(), officer, value="1.35")
        assert INDICATORS["credit_drawn"].value(ON) == before == Decimal("1.25")
        assert verify(made, by=leader, now=timezone.now())
        assert INDICATORS["credit_drawn"].value(ON) == Decimal("1.35")
        row = drawn()
        assert (row.entered_by, row.verified_by) == (officer, leader)
        assert [tuple(each) for each in changes(made)] == [("数值", "1.25", "1.35")]

    def test_nobody_verifies_what_they_entered(self, officer: User) -> None:
        made = entered(drawn(), officer, value="1.35")
        with pytest.raises(ValidationError, match="他人核实"):
            verify(made, by=officer, now=timezone.now())
        assert drawn().value == Decimal("1.25")
        with pytest.raises(IntegrityError), transaction.atomic():  # nor past the verb
            Amendment.objects.filter(pk=made.pk).update(verified_by=officer, verified_at=timezone.now())

    def test_one_waits_at_a_time_and_nothing_that_says_the_same(self, officer: User, leader: User) -> None:
        with pytest.raises(ValidationError, match="没有改动"):
            entered(drawn(), officer)
        entered(drawn(), officer, value="1.35")
        with pytest.raises(ValidationError, match="已有待核实"):
            entered(drawn(), leader, value="1.45")

    def test_what_changed_underneath_is_not_verified(self, officer: User, leader: User) -> None:
        made = entered(drawn(), officer, value="1.35")
        ReportedFact.objects.filter(key="credit_drawn").update(value=3)
        with pytest.raises(ValidationError, match="已经变了"):
            verify(made, by=leader, now=timezone.now())
        assert drawn().value == 3

    def test_given_back_with_a_word_or_withdrawn_without(self, officer: User, leader: User) -> None:
        made = entered(drawn(), officer, value="1.35")
        with pytest.raises(ValidationError, match="写明原因"):
            close(made, by=leader, now=timezone.now())
        assert close(made, by=leader, now=timezone.now(), word="没有依据")
        assert not verify(made, by=leader, now=timezone.now())
        assert close(entered(drawn(), officer, value="1.35"), by=officer, now=timezone.now())
        assert drawn().value == Decimal("1.25")

    def test_the_others_are_told_and_so_is_who_entered(self, officer: User, leader: User) -> None:
        made = entered(drawn(), officer, value="1.35")
        assert [each.user for each in Notice.objects.filter(title__startswith="等待核实")] == [leader]
        verify(made, by=leader, now=timezone.now())
        assert [each.user for each in Notice.objects.filter(title__startswith="已核实")] == [officer]

    def test_the_same_press_enters_once(self, officer: User) -> None:
        said = said_of(drawn()) | {"value": "1.35"}
        press = {"row": drawn(), "by": officer, "now": timezone.now(), "client_id": uuid.uuid4()}
        assert enter(AmendmentKind.FACT, said, **press) == enter(AmendmentKind.FACT, said, **press)
        assert Amendment.objects.count() == 1

    def test_a_void_figure_counts_nowhere_and_stays(self, officer: User, leader: User) -> None:
        verify(entered(drawn(), officer, is_void="1"), by=leader, now=timezone.now())
        assert INDICATORS["credit_drawn"].value(ON) is None
        assert drawn().value == Decimal("1.25")

    def test_a_path_is_corrected_with_its_target(self, officer: User, leader: User) -> None:
        target = Target.objects.get(key="zone_output")
        verify(entered(target, officer, **{PATH: [["2021-12-31", "600.00"]]}), by=leader, now=timezone.now())
        made = entered(target, officer, **{PATH: [["2021-12-31", "610.00"], ["2023-12-31", "1000.00"]]})
        verify(made, by=leader, now=timezone.now())
        assert [(str(each.on), each.value) for each in target.plan_points.all()] == [
            ("2021-12-31", 610),
            ("2023-12-31", 1000),
        ]
        assert [each.label for each in changes(made)] == ["计划路径 2021-12-31", "计划路径 2023-12-31"]

    def test_no_path_leads_past_its_target(self, officer: User) -> None:
        target = Target.objects.get(key="zone_output")
        for day, value in ((target.due_on, "999.99"), (target.due_on + DAY, "1000.00")):
            with pytest.raises(ValidationError) as refused:
                entered(target, officer, **{PATH: [["2021-12-31", "600.00"], [str(day), value]]})
            assert refused.value.code == "path"
        assert entered(target, officer, **{PATH: [[str(target.due_on), "1000.00"]]}), "the control: it leads there"

    def test_a_loading_of_the_file_leaves_what_people_corrected(self, officer: User, leader: User) -> None:
        target = Target.objects.get(key="cluster_nev")
        verify(entered(target, officer, value="450.00", name="新能源汽车"), by=leader, now=timezone.now())
        verify(entered(drawn(), officer, value="1.35"), by=leader, now=timezone.now())
        assert facts.load().nothing_new
        target.refresh_from_db()
        assert (target.value, target.name, drawn().value) == (450, "新能源汽车", Decimal("1.35"))


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def race(self, monkeypatch: pytest.MonkeyPatch, guarded: bool) -> list[Any]:
        """Three people verify one 更正单 at the same moment."""
        facts.load()
        made = entered(drawn(), person("officer"), value="1.35")
        people = [person(f"verifier{n}") for n in range(3)]
        if not guarded:
            monkeypatch.setattr(amending, "locked", lambda model, pk: model.objects.get(pk=pk))
            carry_out = amending._carry_out
            monkeypatch.setattr(amending, "_carry_out", lambda *of: time.sleep(0.3) or carry_out(*of))
        return at_once(*[lambda by=by: verify(made, by=by, now=timezone.now()) for by in people])

    def test_one_verifies_and_the_others_come_too_late(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert sorted(map(str, self.race(monkeypatch, guarded=True))) == ["False", "False", "True"]

    def test_without_the_lock_several_would(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.race(monkeypatch, guarded=False).count(True) > 1

    def test_two_who_correct_one_figure_enter_one(self) -> None:
        facts.load()
        people = [person("officer"), person("second")]
        got = at_once(*[lambda by=by: entered(drawn(), by, value="1.35") for by in people])
        assert sorted(type(each).__name__ for each in got) == ["Amendment", "ValidationError"]


class TestTheNextProgramme:
    def opened(self, officer: User, leader: User) -> Programme:
        said = said_of(Programme.objects.get()) | {"code": "next", "name": "下一个三年"}
        said |= {"adopted_on": "2023-12-01", "starts_on": "2024-01-01", "ends_on": "2026-12-31"}
        press = {"by": officer, "now": timezone.now(), "client_id": uuid.uuid4()}
        verify(enter(AmendmentKind.PROGRAMME, said, **press), by=leader, now=timezone.now())
        return Programme.objects.get(code="next")

    def test_stands_beside_this_one_with_its_own_targets(self, officer: User, leader: User) -> None:
        first = Programme.objects.get()
        following = self.opened(officer, leader)
        assert [each.key for each in all_targets(following)] == [each.key for each in all_targets(first)]
        assert {each.value for each in all_targets(following)} == {None}, "what was promised is entered anew"
        assert Target.objects.get(programme=first, key="zone_output").value == 1000
        assert current(dt.date(2023, 12, 31)) == first
        assert current(dt.date(2024, 1, 1)) == following
        assert current(dt.date(2020, 1, 1)) == first
        layout = next(each for each in read_all(ON, following) if each.target.key == "layout")
        assert len(layout.indicator.rows(ON, None)) == 0, "the goals of the other programme are not its own"

    def test_the_pages_show_the_one_that_is_asked_for(self, officer: User, leader: User, client_for: Any) -> None:
        self.opened(officer, leader)
        client = client_for(leader)
        page = client.get("/dashboard/?programme=1133").content.decode()
        assert "计划期已结束" in page
        assert 'href="/dashboard/?programme=next"' in page
        usual = client.get("/dashboard/credit_drawn/").content.decode()
        assert "未定目标值" in usual
        ended = client.get(f"/dashboard/zone_output/?programme={Programme.objects.first().code}&as_of={ON}")
        assert "1000 亿元" in " ".join(ended.content.decode().split())


class TestThen:
    def test_a_day_is_kept_once_and_never_changed(self, officer: User) -> None:
        assert take(ON, now=timezone.now()) == len(all_targets(current(ON)))
        assert take(ON, now=timezone.now() + DAY) == 0
        kept = of_target(Target.objects.get(key="credit_drawn"))[0]
        assert (kept.as_of, kept.value) == (ON, Decimal("1.25"))
        for change in (lambda: TargetSnapshot.objects.update(value=9), TargetSnapshot.objects.all().delete):
            with pytest.raises(InternalError, match=r"Cannot (update|delete)"), transaction.atomic():
                change()

    def test_before_its_beginning_a_programme_has_none(self, officer: User) -> None:
        assert take(dt.date(2020, 1, 1), now=timezone.now()) == 0

    def test_what_was_corrected_later_stands_beside(self, officer: User, leader: User) -> None:
        target = Target.objects.select_related("programme").get(key="credit_drawn")
        for n in range(4):
            take(ON + n * DAY, now=timezone.now())
        same = read_target(target, ON + DAY)
        assert corrected(same) == []
        assert ThenAndNow(of_target(target)[1], same).is_same
        verify(entered(drawn(), officer, value="1.35"), by=leader, now=timezone.now())
        reading = read_target(target, ON + 2 * DAY)
        runs = [(each.first, each.last, each.then, each.now) for each in corrected(reading)]
        assert runs == [(ON, ON + 2 * DAY, "1.25", "1.35")], "the fourth day lies ahead of the one that is looked at"
        value = ThenAndNow(of_target(target)[2], reading).lines[0]
        assert (value.then, value.now, value.difference) == ("1.25", "1.35", "+0.10")

    def test_what_was_corrected_since_is_said_in_a_sentence_a_target(self, officer: User, leader: User) -> None:
        take(ON, now=timezone.now())
        readings = read_all(ON)
        assert corrected_since(readings) == []
        verify(entered(drawn(), officer, value="1.35"), by=leader, now=timezone.now())
        assert corrected_since(read_all(ON)) == ["累计放款实际当时 1.25、现为 1.35"]
        assert corrected_since(read_all(ON + DAY)) == [], "a day that was not kept has nothing to be held against"

    def test_the_chart_draws_both(self, officer: User, leader: User) -> None:
        target = Target.objects.select_related("programme").get(key="credit_drawn")
        for n in range(3):
            take(ON + n * DAY, now=timezone.now())
        verify(entered(drawn(), officer, value="1.35"), by=leader, now=timezone.now())
        reading = read_target(target, ON + 2 * DAY)
        picture, known = chart(reading, months(reading)), of_target(target)
        assert picture is not None
        both = then_drawn(picture, reading, known, known[2])
        assert both is not None
        assert both.words.text == "1.25"
        assert float(both.dot.y) > float(picture.now_y), "what was less lies lower"
        assert len(both.line.split()) == 3
        assert [(each.run.last, each.y) for each in marks(picture, corrected(reading))] == [(ON + 2 * DAY, both.dot.y)]
        assert marks(picture, []) == []

    def test_the_page_has_both_and_says_where_nothing_was_kept(
        self, officer: User, leader: User, client_for: Any
    ) -> None:
        take(ON, now=timezone.now())
        verify(entered(drawn(), officer, value="1.35"), by=leader, now=timezone.now())
        client = client_for(leader)
        page = " ".join(client.get(f"/dashboard/credit_drawn/?as_of={ON}&then=1").content.decode().split())
        assert "<b>1.25</b>" in page
        assert "其后核实的更正单" in page
        assert "当时 1.25" in page
        other = client.get(f"/dashboard/credit_drawn/?as_of={ON + DAY}&then=1").content.decode()
        assert "没有留存" in other
        assert f"as_of={ON}&amp;then=1" in other


class TestPages:
    def form(self, client: Client, url: str) -> dict[str, Any]:
        form = client.get(url).context["form"]
        return {name: form[name].value() or "" for name in form.fields if name != "papers"}

    def test_entered_by_one_and_verified_by_another(self, officer: User, leader: User, client_for: Any) -> None:
        mine, other = client_for(officer), client_for(leader)
        url = f"/dashboard/keeping/targets/{Target.objects.get(key='zone_output').pk}/"
        typed = self.form(mine, url) | {"limits": "不含规下企业", "path_2021-12-31": "600", "reason": "按季细化"}
        page = mine.post(url, typed)["Location"]
        assert mine.post(f"{page}verify/", follow=True).context["amendment"].is_open
        assert "待核实" in other.get("/dashboard/keeping/").content.decode()
        other.post(f"{page}verify/")
        target = Target.objects.get(key="zone_output")
        assert (target.limits, target.value, target.plan_points.get().value) == ("不含规下企业", 1000, 600)
        assert "不含规下企业" in mine.get("/dashboard/keeping/history/").content.decode()

    def test_a_path_leads_to_the_target(self, officer: User, client_for: Any) -> None:
        """A target that is raised without its path would be held against the old one."""
        client, target = client_for(officer), Target.objects.get(key="zone_output")
        url, due = f"/dashboard/keeping/targets/{target.pk}/", f"path_{target.due_on}"
        typed = self.form(client, url) | {"value": "1100", due: "1000", "reason": "调整目标"}
        refused = client.post(url, typed)
        assert "期限当天的计划值应等于目标值" in refused.content.decode()
        assert not Amendment.objects.exists()
        assert client.post(url, typed | {due: "1100"}).status_code == 302
        assert Amendment.objects.get().after["value"] in ("1100", "1100.00")

    def test_nothing_is_planned_for_after_the_due_date(self, officer: User, client_for: Any) -> None:
        client, target = client_for(officer), Target.objects.get(key="zone_output")
        url = f"/dashboard/keeping/targets/{target.pk}/"
        typed = self.form(client, url) | {"due_on": "2022-12-31", "path_2023-12-31": "900", "reason": "提前"}
        assert "路径不能晚于期限" in client.post(url, typed).content.decode()

    def test_a_row_that_changed_meanwhile_is_refused_once(self, officer: User, leader: User, client_for: Any) -> None:
        client, url = client_for(officer), f"/dashboard/keeping/facts/{drawn().pk}/"
        typed = self.form(client, url) | {"value": "1.45", "reason": "补计"}
        verify(entered(drawn(), leader, value="1.35"), by=officer, now=timezone.now())
        answer = client.post(url, typed)
        assert "刚被更正过" in answer.content.decode()
        again = typed | {"stood": answer.context["form"]["stood"].value()}
        assert client.post(url, again).status_code == 302

    def test_a_new_figure_waits_and_then_counts(self, officer: User, leader: User, client_for: Any) -> None:
        client, url = client_for(officer), "/dashboard/keeping/facts/new/"
        typed = self.form(client, url) | {"key": "credit_drawn", "on": "2022-06-30", "value": "2.5", "source": "季报"}
        page = client.post(url, typed)["Location"]
        assert INDICATORS["credit_drawn"].value(dt.date(2022, 7, 1)) == Decimal("1.25")
        client_for(leader).post(f"{page}verify/")
        assert INDICATORS["credit_drawn"].value(dt.date(2022, 7, 1)) == Decimal("2.50")

    def test_the_record_costs_the_same_with_more_rows(self, officer: User, leader: User, client_for: Any) -> None:
        client, asked = client_for(leader), []
        for key in ("talent_total", "zone_output", "layout", "cluster_nev"):
            entered(Target.objects.get(key=key), officer, limits="不含规下企业")
            for url in ("/dashboard/keeping/", "/dashboard/keeping/history/"):
                client.get(url)
                with CaptureQueriesContext(connection) as queries:
                    assert client.get(url).status_code == 200
                asked.append(len(queries))
        assert set(asked[2::2]) == {asked[0]}
        assert set(asked[3::2]) == {asked[1]}

    @pytest.mark.parametrize(
        ("changed", "word"),
        [
            ({"value": "1.5"}, "要填整数"),
            ({"link": "javascript:alert(1)"}, "来源链接"),
            ({"due_on": "2020-01-01"}, "期限要在计划开始之后"),
            ({"reason": ""}, "更正原因"),
        ],
    )
    def test_what_no_target_says_is_refused(
        self, officer: User, client_for: Any, changed: dict[str, str], word: str
    ) -> None:
        client = client_for(officer)
        url = f"/dashboard/keeping/targets/{Target.objects.get(key='talent_total').pk}/"
        answer = client.post(url, self.form(client, url) | {"reason": "改"} | changed)
        assert answer.status_code == 200
        assert word in answer.content.decode()
        assert not Amendment.objects.exists()
