"""绿卡, 上学, 荣誉, 师带徒: made once, corrected, ended with a reason; what may not be at once is refused."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.enums import Role
from core.models import User
from talent.care.due import unsettled
from talent.models import (
    CardGrade,
    FlatWish,
    GreenCard,
    Holds,
    Honour,
    HonourGrant,
    HonourLoss,
    Mentorship,
    SchoolPlace,
    Talent,
    Tenancy,
    seed_card_grades,
)
from tests.talent.care.scene import flat, grade, on
from tests.talent.scene import firm, person, talent

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return person("qin")


@pytest.fixture
def client(officer: User, client: Client) -> Client:
    client.force_login(officer)
    return client


def press(client: Client, name: str, *args: Any, **said: Any) -> Any:
    data = {"client_id": str(uuid.uuid4())} | {key: getattr(value, "pk", value) for key, value in said.items()}
    return client.post(reverse(f"talent:{name}", args=args), data)


def card(who: Talent, since: int, until: int, number: str = "", **more: Any) -> GreenCard:
    kind = CardGrade.objects.filter(name="示例卡").first() or grade()
    days = {"since": on(since), "until": on(until)}
    return GreenCard.objects.create(talent=who, grade=kind, number=number or uuid.uuid4().hex[:9], **days, **more)


class TestCards:
    def test_the_grade_says_how_long(self, client: Client) -> None:
        who, kind = talent(), grade(months=24)
        assert (
            press(client, "card_create", talent=who, grade=kind, number="示 1", since="2026-11-02").status_code == 302
        )
        row = GreenCard.objects.get()
        assert row.until.isoformat() == "2028-11-01"
        assert "示 1" in client.get(reverse("talent:talent_detail", args=[who.pk])).content.decode()

    def test_nobody_has_two_on_one_day_and_a_renewal_follows(self, client: Client) -> None:
        who = talent()
        first = card(who, 0, 10)
        with pytest.raises(IntegrityError, match="green_card_once_a_person"), transaction.atomic():
            card(who, 10, 20)
        said = {"talent": who, "grade": first.grade, "number": "示 2", "since": on(10).isoformat()}
        assert "已有一张绿卡" in press(client, "card_create", **said).content.decode()
        card(who, 11, 20)
        assert first.holds(on(10)) == Holds.SOON

    def test_a_number_is_there_once_as_one_sees_it(self, client: Client) -> None:
        card(talent("甲示例"), 0, 10, number="示A-1")
        said = {"talent": talent("乙示例"), "grade": CardGrade.objects.get(name="示例卡"), "since": "2026-11-02"}
        assert press(client, "card_create", number="示a-1", **said).status_code == 200
        assert GreenCard.objects.count() == 1

    @pytest.mark.parametrize(("day", "stands"), [(-1, "ahead"), (0, "now"), (70, "soon"), (100, "soon"), (101, "over")])
    def test_the_state_follows_from_the_day(self, day: int, stands: str) -> None:
        row = card(talent(), 0, 100)
        assert row.holds(on(day)) == stands
        assert {each for each in Holds if GreenCard.objects.standing(each, on(day)).exists()} == {stands}

    def test_cancelling_needs_a_reason_and_a_day_that_fits(self) -> None:
        row = card(talent(), 0, 100)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.end(on=on(5), why="")
        for day in (-1, 101):
            with pytest.raises(ValidationError):
                row.end(on=on(day), why="离职")
        assert row.end(on=on(5), why="离职")
        assert (row.holds(on(4)), row.holds(on(5))) == (Holds.SOON, Holds.ENDED)

    def test_what_administrators_keep_stays(self) -> None:
        CardGrade.objects.all().delete()
        seed_card_grades()
        CardGrade.objects.first().delete()  # type: ignore[union-attr]
        seed_card_grades()
        assert CardGrade.objects.count() == 2


class TestSchools:
    def test_a_form_without_a_child(self, client: Client) -> None:
        page = client.get(reverse("talent:school_create"))
        assert set(page.context["form"].fields) - {"client_id", "seen"} == {
            "talent", "stage", "school", "year", "term", "state", "on",
        }  # fmt: skip
        assert "一律不登记" in page.content.decode()

    def test_who_is_admitted_is_admitted_somewhere(self, client: Client) -> None:
        said = {"talent": talent(), "stage": "first", "year": timezone.localdate().year, "term": "autumn"}
        said |= {"state": "admitted", "on": timezone.localdate().isoformat()}
        assert "请写学校" in press(client, "school_create", **said, school="").content.decode()
        assert press(client, "school_create", **said, school="枫屿小学（示例）").status_code == 302
        with pytest.raises(IntegrityError), transaction.atomic():
            SchoolPlace.objects.update(school="")

    def test_what_is_open_before_its_term_is_to_be_done(self) -> None:
        SchoolPlace.objects.create(talent=talent(), stage="first", year=2027, term="autumn", on=on(0))
        assert [unsettled(day) for day in (on(0), on(245), on(400))] == [0, 1, 1]
        SchoolPlace.objects.update(state="admitted", school="示例")
        assert unsettled(on(245)) == 0


class TestHonours:
    def test_given_with_evidence_and_taken_back_with_a_reason(self, client: Client) -> None:
        who, honour, today = talent(), Honour.objects.create(name="雨花工匠"), timezone.localdate()
        said = {"talent": who, "honour": honour, "on": today.isoformat()}
        assert press(client, "honour_create", **said).status_code == 200, "without evidence"
        assert press(client, "honour_create", **said, evidence="示例决定", number="1 号").status_code == 302
        assert press(client, "honour_create", **said, evidence="示例决定").status_code == 200, "held already"
        assert list(who.honours.all()) == [honour]
        assert list(honour.holders.all()) == [who]
        grant = HonourGrant.objects.get()
        assert press(client, "honour_end", grant.pk, on=today.isoformat(), why="").status_code == 200
        assert press(client, "honour_end", grant.pk, on=today.isoformat(), why="弄虚作假").status_code == 302
        lost = HonourLoss.objects.get()
        assert (lost.evidence, lost.given_on, lost.why) == ("示例决定", today, "弄虚作假")
        assert not who.honours.exists()
        assert "弄虚作假" in client.get(reverse("talent:talent_detail", args=[who.pk])).content.decode()

    def test_the_bare_list_goes_on_working(self) -> None:
        who, one, two = talent(), Honour.objects.create(name="一示例"), Honour.objects.create(name="二示例")
        one.holders.add(who)
        who.honours.set([two])
        assert [(each.honour, each.on) for each in who.honour_grants.all()] == [(two, None)]


class TestMentors:
    def pair(self, one: Talent, two: Talent, since: int = 0, trade: str = "焊接", **more: Any) -> Mentorship:
        return Mentorship.objects.create(mentor=one, apprentice=two, trade=trade, since=on(since), **more)

    def test_what_is_refused(self) -> None:
        one, two, three = talent("甲示例"), talent("乙示例"), talent("丙示例")
        first = self.pair(one, two)
        for who, whom, name in (
            (one, one, "mentor_of_somebody_else"),
            (two, one, "mentor_not_both_ways"),
            (three, two, "one_mentor_a_trade"),
        ):
            with pytest.raises(IntegrityError, match=name), transaction.atomic():
                self.pair(who, whom)
        self.pair(three, two, trade="钳工")  # another trade
        self.pair(one, three)  # another apprentice
        self.pair(one, two, trade="钣金")  # the same way, another trade
        assert first.finish(on=on(9), why="考核合格", outcome="done")
        self.pair(three, two, since=9)

    def test_by_the_form(self, client: Client) -> None:
        one, two = talent("甲示例"), talent("乙示例")
        said = {"mentor": one, "apprentice": two, "trade": "焊接", "since": "2026-11-02"}
        assert press(client, "mentor_create", **said).status_code == 302
        assert "已有师傅" in press(client, "mentor_create", **said | {"mentor": talent("丙示例")}).content.decode()
        assert "不能是同一人" in press(client, "mentor_create", **said | {"apprentice": one}).content.decode()
        page = client.get(reverse("talent:talent_detail", args=[two.pk])).content.decode()
        assert "师傅" in page
        assert "甲示例" in page


def test_the_firm_sees_counts_and_days(client: Client) -> None:
    today = timezone.localdate()
    who = talent(enterprise=firm())
    GreenCard.objects.create(talent=who, grade=grade(), number="示 9", since=today, until=today)
    page = client.get(reverse("talent:enterprise_panel", args=[firm().pk])).content.decode()
    assert "有效绿卡" in page


@pytest.mark.parametrize("name", ["card", "tenancy", "wish", "school", "honour", "mentor", "flat"])
def test_leaders_look_and_do_not_write(name: str, client: Client) -> None:
    client.force_login(person("li", Role.LEADER))
    assert client.get(reverse(f"talent:{name}_list")).status_code == 200
    assert client.get(reverse(f"talent:{name}_create")).status_code == 403


@pytest.mark.parametrize("name", ["card", "tenancy", "wish", "school", "honour", "mentor", "flat"])
def test_a_list_asks_as_much_of_two_rows_as_of_twelve(name: str, client: Client) -> None:
    url, counts = reverse(f"talent:{name}_list"), []
    honour, kind, day = Honour.objects.create(name="示例荣誉"), grade(), timezone.localdate()
    for nth in range(12):
        who = talent(f"{nth}示例", enterprise=firm(f"示例{nth}"))
        GreenCard.objects.create(talent=who, grade=kind, number=f"示 {nth}", since=day, until=day)
        Tenancy.objects.create(talent=who, apartment=flat(str(nth)), since=day, until=day)
        FlatWish.objects.create(talent=who, asked_on=day, persons=1)
        SchoolPlace.objects.create(talent=who, stage="first", year=2027, on=day)
        HonourGrant.objects.create(talent=who, honour=honour, on=day)
        Mentorship.objects.create(mentor=who, apprentice=talent(f"徒{nth}示例"), trade="焊接", since=day)
        if nth in (1, 11):
            client.get(url)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url).status_code == 200
            counts.append(len(asked))
    assert counts[0] == counts[1], [each["sql"] for each in asked]
    assert counts[0] <= 30
