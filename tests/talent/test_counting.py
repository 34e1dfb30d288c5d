"""Who counts on which day: the spans that PostgreSQL keeps, the pure function, and a plain look at each day."""

import datetime as dt
import uuid
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from typing import Any

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import User
from talent import counting, metrics
from talent.counting import Away, Facts, Proven, Rule
from talent.enums import Category, LeaversCount, LeftHow, Missing, ProofKind
from talent.models import (
    Absence,
    CategoryChange,
    HeadRule,
    HeadSpan,
    Proof,
    Talent,
    begin_counting,
    change_category,
    come_back,
    facts,
    leave,
    missing_on,
    stay,
)
from talent.models.spans import SOURCES
from tests.races import at_once
from tests.talent.scene import NUMBER, RECOGNISED, counted, firm, person, proven, talent

DAY = dt.timedelta(days=1)
START, LAST = dt.date(2026, 1, 1), dt.date(2026, 4, 30)
EVERY = [START + DAY * n for n in range((LAST - START).days + 1)]


# --- A plain look at one day ------------------------------------------------------------------------------------------
def plainly(known: Facts, rules: list[Rule], day: dt.date) -> str:
    """The category in which somebody counts on a day, "" for who does not: told without turns or spans."""
    rule = rules[0]
    for each in rules:
        if each.valid_from <= day:
            rule = each
    kinds = {proof.kind for proof in known.proofs if proof.since <= day <= (proof.until or dt.date.max)}
    if day < known.arrived_on:
        return ""
    if rule.needs_recognition and (known.recognised_on is None or day < known.recognised_on):
        return ""
    if (rule.needs_contract and "contract" not in kinds) or (rule.needs_insurance and "insurance" not in kinds):
        return ""
    if (rule.needs_identity and not known.has_identity) or not (known.has_firm or rule.counts_without_firm):
        return ""
    if not rule.counts_before and rule.begins_on and known.recognised_on and known.recognised_on < rule.begins_on:
        return ""
    for away in known.aways:
        gone = {
            "day": away.left_on,
            "month": dt.date(away.left_on.year, away.left_on.month, 1),
            "year": dt.date(away.left_on.year, 12, 31) + DAY,
        }[rule.leavers]
        if gone <= day < (away.returned_on or dt.date.max):
            return ""
    category = known.categories[0][1] if known.categories else known.category
    for on, each in known.categories:
        if on <= day:
            category = each
    return category


def of_spans(found: list[Any], day: dt.date) -> str:
    """The category of the span that holds on a day."""
    holding = [each.category for each in found if each.since <= day <= (each.until or dt.date.max)]
    assert len(holding) <= 1, "one category at a time"
    return holding[0] if holding else ""


days = st.dates(START, LAST)
kinds = st.sampled_from(list(ProofKind)).map(str)


@st.composite
def rule_versions(draw: Any) -> list[Rule]:
    """One to three versions, in order."""
    return [
        Rule(
            on,
            draw(st.none() | days),
            *(draw(st.booleans()) for _ in range(6)),
            leavers=draw(st.sampled_from(LeaversCount.values)),
        )
        for on in sorted(draw(st.sets(days, min_size=1, max_size=3)))
    ]


@st.composite
def people(draw: Any) -> Facts:
    """Somebody with changes, proofs that begin and end, and who may have been away."""
    proofs = [
        Proven(kind, since, draw(st.none() | st.dates(since, LAST)))
        for kind, since in draw(st.lists(st.tuples(kinds, days), max_size=5))
    ]
    turns = sorted(draw(st.sets(days, max_size=4)))
    aways = [Away(*turns[n : n + 2]) for n in range(0, len(turns), 2)]
    changed = sorted(draw(st.sets(days, max_size=3)))
    return Facts(
        category=draw(st.sampled_from(Category.values)),
        arrived_on=draw(days),
        recognised_on=draw(st.none() | days),
        has_identity=draw(st.booleans()),
        has_firm=draw(st.booleans()),
        categories=[(on, draw(st.sampled_from(Category.values))) for on in changed],
        proofs=proofs,
        aways=aways,
    )


@settings(max_examples=150, deadline=None)
@given(known=people(), rules=rule_versions())
def test_spans_are_what_a_look_at_every_day_finds(known: Facts, rules: list[Rule]) -> None:
    found = counting.spans(known, rules)
    for day in [START - DAY, *EVERY, LAST + DAY, dt.date(2027, 1, 1), dt.date(2030, 1, 1)]:
        assert of_spans(found, day) == plainly(known, rules, day), day
        rule = counting.in_force(rules, day)
        assert rule
        assert bool(counting.missing(known, rule, day)) == (plainly(known, rules, day) == "")
    for one, two in pairwise(found):
        assert one.until is not None
        assert one.until < two.since
        assert one.category != two.category or one.until + DAY < two.since, "two that touch are one"


def write(known: Facts, name: str = "王示例") -> Talent:
    """The rows of which the facts are read."""
    row = talent(
        name,
        category=known.category,
        arrived_on=known.arrived_on,
        recognised_on=known.recognised_on,
        evidence="证书" if known.recognised_on else "",
        identity_hash=uuid.uuid4().hex if known.has_identity else None,
        enterprise=firm() if known.has_firm else None,
    )
    row.category_changes.all().delete()
    CategoryChange.objects.bulk_create(CategoryChange(talent=row, on=on, category=of) for on, of in known.categories)
    Proof.objects.bulk_create(
        Proof(talent=row, kind=kind, on=since, until=until) for kind, since, until in known.proofs
    )
    for left_on, returned_on in known.aways:
        if returned_on:
            row.absences.create(left_on=left_on, left_how=LeftHow.MOVED, returned_on=returned_on)
        else:
            Talent.objects.filter(pk=row.pk).update(left_on=left_on, left_how=LeftHow.MOVED)
    return row


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(known=people(), rules=rule_versions())
def test_postgresql_keeps_what_the_pure_function_says(known: Facts, rules: list[Rule]) -> None:
    Talent.objects.all().delete()
    HeadRule.objects.all().delete()
    HeadRule.objects.bulk_create(HeadRule(**rule._asdict()) for rule in rules)
    row = write(known)
    kept = [counting.Span(*each) for each in row.spans.order_by("since").values_list("category", "since", "until")]
    assert kept == counting.spans(known, rules)
    assert [each for each in HeadSpan.objects.differences() if each.column == "spans"] == []


# --- Whatever writes --------------------------------------------------------------------------------------------------
def in_sql(row: Talent) -> None:
    Proof.objects.filter(talent=row, kind=ProofKind.INSURANCE)._raw_delete("default")


WAYS: dict[str, Callable[[Talent], object]] = {
    "a contract ends": lambda row: row.proofs.filter(kind="contract").update(until=RECOGNISED + 9 * DAY),
    "an insurance is deleted": in_sql,
    "a recognition is moved": lambda row: Talent.objects.filter(pk=row.pk).update(recognised_on=RECOGNISED + DAY),
    "a firm is taken away": lambda row: Talent.objects.filter(pk=row.pk).update(enterprise=None),
    "a document is taken away": lambda row: Talent.objects.filter(pk=row.pk).update(identity_hash=None),
    "somebody leaves": lambda row: Talent.objects.filter(pk=row.pk).update(
        left_on=RECOGNISED + 30 * DAY, left_how=LeftHow.RESIGNED
    ),
    "somebody was away": lambda row: Absence.objects.bulk_create(
        [Absence(talent=row, left_on=RECOGNISED + DAY, left_how="moved", returned_on=RECOGNISED + 60 * DAY)]
    ),
    "a category is changed": lambda row: CategoryChange.objects.bulk_create(
        [CategoryChange(talent=row, on=RECOGNISED + DAY, category=Category.LEADING)]
    ),
    "the programme begins later": lambda _row: HeadRule.objects.update(begins_on=RECOGNISED + DAY),
    "another rule is published": lambda _row: HeadRule.objects.create(
        valid_from=RECOGNISED + DAY, needs_contract=False, begins_on=RECOGNISED + DAY
    ),
}


@pytest.mark.django_db
class TestWhateverWrites:
    @pytest.mark.parametrize("way", WAYS)
    def test_the_spans_follow(self, way: str) -> None:
        row = counted()
        WAYS[way](row)
        assert [each for each in HeadSpan.objects.differences() if each.column == "spans"] == []

    @pytest.mark.parametrize("way", WAYS)
    def test_control_with_the_triggers_asleep_they_do_not(self, way: str) -> None:
        row = counted()
        names = [
            f"{model._meta.label}:keeps_heads_{how}" for model in SOURCES for how in ("inserted", "updated", "deleted")
        ]
        with pgtrigger.ignore(*names):
            WAYS[way](row)
        assert {each.column for each in HeadSpan.objects.differences()} >= {"spans"}
        HeadSpan.objects.recount()
        assert [each for each in HeadSpan.objects.differences() if each.column == "spans"] == []


# --- The verbs --------------------------------------------------------------------------------------------------------
@pytest.fixture
def officer(db: None) -> User:
    return person("officer")


def on(row: Talent, day: dt.date) -> str:
    """The category in which the figures count somebody on a day."""
    found = metrics.counted(day).filter(pk=row.pk).values_list("counted_as", flat=True)
    return next(iter(found), "")


def test_the_usual_rule_wants_everything(officer: User) -> None:
    row = talent("王示例", recognised_on=RECOGNISED, evidence="证书")
    today = RECOGNISED + 30 * DAY
    assert missing_on(Talent.objects.all(), today) == {row.pk: [Missing.EMPLOYMENT, Missing.IDENTITY, Missing.FIRM]}
    Talent.objects.filter(pk=row.pk).update(enterprise=firm(), identity_hash="x")
    assert on(row, today) == ""
    proven(row)
    assert on(row, today) == Category.ENGINEER
    begin_counting(RECOGNISED + DAY)
    assert missing_on(Talent.objects.all(), today) == {row.pk: [Missing.BEFORE]}
    HeadRule.objects.update(counts_before=True)
    assert on(row, today) == Category.ENGINEER


def test_who_left_does_not_count_from_that_month_on(officer: User) -> None:
    row = counted()
    leave(row, on=dt.date(2026, 7, 20), how=LeftHow.RESIGNED, note="")
    assert [on(row, dt.date(2026, *at)) for at in ((6, 30), (7, 1), (7, 31))] == ["engineer", "", ""]
    HeadRule.objects.update(leavers=LeaversCount.DAY)
    assert [on(row, dt.date(2026, *at)) for at in ((7, 19), (7, 20))] == ["engineer", ""]
    HeadRule.objects.update(leavers=LeaversCount.YEAR)
    assert [on(row, day) for day in (dt.date(2026, 12, 31), dt.date(2027, 1, 1))] == ["engineer", ""]
    stay(row)
    assert on(row, dt.date(2027, 1, 1)) == "engineer"


def test_who_came_back_counts_again(officer: User) -> None:
    row, press = counted(), uuid.uuid4()
    leave(row, on=dt.date(2026, 7, 20), how=LeftHow.RESIGNED, note="")
    with pytest.raises(ValidationError, match="晚于离园日期"):
        come_back(row, on=dt.date(2026, 7, 20), by=officer, client_id=uuid.uuid4())
    for _twice in range(2):
        come_back(row, on=dt.date(2026, 9, 9), by=officer, client_id=press)
    assert row.left_on is None
    assert row.absences.count() == 1
    assert [on(row, dt.date(2026, *at)) for at in ((6, 30), (7, 1), (9, 8), (9, 9))] == ["engineer", "", "", "engineer"]
    with pytest.raises(ValidationError, match="上一次回园"):
        leave(row, on=dt.date(2026, 8, 1), how=LeftHow.RESIGNED, note="")


def test_a_category_has_its_days_and_the_column_tells_the_present_one(officer: User) -> None:
    row, press, turn = counted(), uuid.uuid4(), dt.date(2026, 8, 1)
    for _twice in range(2):
        made = change_category(row, "leading", on=turn, reason="评上", by=officer, client_id=press)
    assert (row.category, row.category_changes.count()) == ("leading", 2)
    assert [on(row, turn - DAY), on(row, turn)] == ["engineer", "leading"]
    with pytest.raises(ValidationError, match="已经是"):
        change_category(row, "leading", on=turn + DAY, reason="", by=officer, client_id=uuid.uuid4())
    with pytest.raises(ValidationError, match="晚于上一次"):
        change_category(row, "craftsman", on=turn, reason="", by=officer, client_id=uuid.uuid4())
    made.correct(on=turn + DAY, category="craftsman", reason="写错")
    row.refresh_from_db()
    assert (row.category, on(row, turn), on(row, turn + DAY)) == ("craftsman", "engineer", "craftsman")
    with pytest.raises(ValidationError, match="不能撤回"):
        row.category_changes.all()[0].take_back()
    made.take_back()
    row.refresh_from_db()
    assert (row.category, on(row, turn + DAY)) == ("engineer", "engineer")
    assert list(HeadSpan.objects.differences()) == []


def test_the_first_row_comes_with_the_registration(officer: User) -> None:
    row = talent("王示例", number=NUMBER)
    assert [(each.on, each.category) for each in row.category_changes.all()] == [(row.arrived_on, row.category)]


def test_sums_follow_those_who_leave(officer: User) -> None:
    row, _other = counted(), counted("赵示例")
    leave(row, on=dt.date(2026, 7, 20), how=LeftHow.RESIGNED, note="")
    sums = metrics.heads(Category.ENGINEER)
    for at in (RECOGNISED - DAY, RECOGNISED, dt.date(2026, 6, 30), dt.date(2026, 7, 1)):
        assert sums.total(at) == metrics.counted(at, Category.ENGINEER).count()
    assert sums.total(dt.date(2026, 7, 1)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_changes_at_once_leave_one_category() -> None:
    row, officers = counted(), [person(f"officer{n}") for n in range(4)]
    categories = ["leading", "craftsman", "leading", "craftsman"]

    def change(who: User, category: str) -> None:
        with suppress(ValidationError):
            change_category(
                Talent.objects.get(pk=row.pk),
                category,
                on=dt.date(2026, 8, 1),
                reason="",
                by=who,
                client_id=uuid.uuid4(),
            )

    at_once(
        *(
            lambda who=who, category=category: change(who, category)
            for who, category in zip(officers, categories, strict=True)
        )
    )
    row.refresh_from_db()
    assert row.category_changes.count() == 2
    assert row.category == row.category_changes.last().category
    assert list(HeadSpan.objects.differences()) == []


@pytest.mark.django_db(transaction=True)
def test_proofs_written_at_once_are_all_counted() -> None:
    row = counted()
    row.proofs.all().delete()
    assert row.spans.count() == 0

    def prove(kind: str) -> Callable[[], object]:
        return lambda: Proof.objects.create(talent_id=row.pk, kind=kind, on=RECOGNISED)

    at_once(*(prove(kind) for kind in ("contract", "insurance") * 3))
    assert row.spans.count() == 1
    assert facts(Talent.objects.get(pk=row.pk)).proven("contract", RECOGNISED)
    assert list(HeadSpan.objects.differences()) == []


class TestAbsenceCorrected:
    @pytest.fixture
    def away(self, officer: User) -> Absence:
        row = counted()
        leave(row, on=dt.date(2026, 5, 4), how=LeftHow.RESIGNED, note="")
        made = come_back(row, on=dt.date(2026, 6, 1), by=officer, client_id=uuid.uuid4())
        assert made
        return made

    def test_the_days_are_put_right_and_the_heads_follow(self, away: Absence) -> None:
        before = metrics.counted(dt.date(2026, 7, 15)).count()
        away.correct(left_on=dt.date(2026, 5, 4), left_how=LeftHow.MOVED, returned_on=dt.date(2026, 8, 1), why="抄错")
        assert (away.returned_on, away.left_how, away.why) == (dt.date(2026, 8, 1), LeftHow.MOVED, "抄错")
        assert (before, metrics.counted(dt.date(2026, 7, 15)).count()) == (1, 0)
        assert not list(HeadSpan.objects.differences())

    @pytest.mark.parametrize(
        ("left_on", "returned_on", "field"),
        [("2020-01-01", "2026-06-01", "left_on"), ("2026-06-01", "2026-06-01", "returned_on")],
    )
    def test_days_that_do_not_fit_are_refused(self, away: Absence, left_on: str, returned_on: str, field: str) -> None:
        days = {"left_on": dt.date.fromisoformat(left_on), "returned_on": dt.date.fromisoformat(returned_on)}
        with pytest.raises(ValidationError) as error:
            away.correct(**days, left_how=LeftHow.MOVED, why="x")
        assert field in error.value.message_dict

    def test_not_over_a_later_absence(self, away: Absence, officer: User) -> None:
        leave(away.talent, on=dt.date(2026, 9, 1), how=LeftHow.MOVED, note="")
        with pytest.raises(ValidationError, match="下一次离园"):
            away.correct(left_on=dt.date(2026, 5, 4), left_how=LeftHow.MOVED, returned_on=dt.date(2026, 9, 2), why="x")

    def test_by_its_form_with_a_reason_and_a_history(self, away: Absence, officer: User, client: Any) -> None:
        client.force_login(officer)
        url = f"/talent/{away.talent_id}/absences/{away.pk}/"
        assert url in client.get(f"/talent/{away.talent_id}/").content.decode()
        seen = client.get(url).context["form"]["seen"].value()
        data = {"left_on": "2026-05-06", "left_how": "moved", "returned_on": "2026-06-01", "why": "", "seen": seen}
        assert client.post(url, data).status_code == 200  # without a reason
        assert client.post(url, data | {"why": "日期抄错"}).status_code == 302
        events = Absence.pgh_event_model.objects.filter(pgh_obj_id=away.pk).order_by("pgh_id")
        assert [each.left_on for each in events] == [dt.date(2026, 5, 4), dt.date(2026, 5, 6)]
        client.post(url, {"take_back": "1"})
        assert not Absence.objects.exists()
        assert events.all().count() == 3
