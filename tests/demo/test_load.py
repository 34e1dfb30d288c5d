"""What the demo holds: plausible, marked and complete. It is loaded once for all these tests."""

import datetime as dt
import itertools
import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Count, F, Q, Sum
from pytest_django.fixtures import Settings
from stdnum.cn import uscc

from core.enums import Lamp, Role
from core.guard.demo_accounts import DEMO_LOGINS
from core.kernel.clock import SHANGHAI
from core.models import Notice, User
from enterprises import metrics as firms
from enterprises.models import (
    Contact,
    Enterprise,
    LiaisonAssignment,
    MonthlyFigures,
    PlanEntry,
    Request,
    Visit,
    VisitHandoff,
)
from finance.models import (
    BankMember,
    CreditLine,
    Drawdown,
    FinancingNeed,
    Institution,
    LineDecision,
    Passing,
    Repayment,
    Reversal,
)
from projects.enums import KEY_STAGES
from projects.models import Blocker, Milestone, Project, Update
from projects.periods import open_period
from projects.readings import lamps_of
from talent.enums import Category
from talent.metrics import counted
from talent.models import Talent
from targets.models import PlanPoint, Programme, ReportedFact, Target
from tests.demo.measures import digest, lying_ahead
from tests.demo.test_commands import run
from zone_tracker.demo import load as demo
from zone_tracker.models import DemoLoad

pytestmark = pytest.mark.django_db  # each test gives back the demo as it found it

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 9, 40, tzinfo=SHANGHAI)
NAMED_FIRMS = {"比亚迪", "曙光科技", "长步道", "大族激光", "可孚医疗", "捷易生物", "普斯赛特", "中南智能", "申亿"}
NAMED_BANKS = {"长沙银行", "建设银行"}


@pytest.fixture(autouse=True, scope="module")
def loaded(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The demo of one Monday, thrown away after the last test of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load(today=TODAY, seed=1133, scale=1)
        connection.check_constraints()  # once, and not anew at the end of each test
        yield
        transaction.set_rollback(True)


# --- once, or not at all -----------------------------------------------------------------------------------------
def test_a_second_load_is_refused_and_changes_nothing() -> None:
    before = digest()
    with pytest.raises(demo.NotOursError, match="already there"):
        demo.load(today=TODAY, seed=1133, scale=1)
    assert digest() == before


def test_a_failure_on_the_way_keeps_the_demo_that_was_there(settings: Settings, monkeypatch: Any) -> None:
    settings.ZONE_DEMO = True
    before = Enterprise.objects.count()
    monkeypatch.setattr(demo.money, "build", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run("load_demo", "--today", "2026-11-24", "--fresh")
    assert Enterprise.objects.count() == before
    assert DemoLoad.objects.get().made_for == TODAY


def test_accounts_are_printed_one_a_role(settings: Settings) -> None:
    settings.ZONE_DEMO = True
    lines = [line.split("\t") for line in run("demo_accounts").splitlines()]
    assert [line[0] for line in lines] == [str(role.label) for role in Role]
    assert [line[1] for line in lines] == [
        "leader", "project", "liaison", "handler", "talent", "finance", "bank", "auditor", "admin", "security",
    ]  # fmt: skip
    assert all(line[2] for line in lines)


# --- truth and example are kept apart -----------------------------------------------------------------------------
def test_no_invented_row_stands_on_a_named_firm_or_bank() -> None:
    real = Enterprise.objects.filter(is_example=False)
    assert set(real.values_list("short_name", flat=True)) == NAMED_FIRMS
    for model in (
        MonthlyFigures,
        Visit,
        Request,
        CreditLine,
        FinancingNeed,
        PlanEntry,
        LiaisonAssignment,
        Contact,
        Talent,
    ):
        assert not model.objects.filter(enterprise__in=real).exists(), model.__name__
    banks = Institution.objects.filter(is_example=False)
    assert set(banks.values_list("name", flat=True)) == NAMED_BANKS
    for model in (CreditLine, FinancingNeed, BankMember):
        assert not model.objects.filter(institution__in=banks).exists(), model.__name__


def test_the_named_projects_stay_open_where_the_article_is_silent() -> None:
    named = Project.objects.key().filter(is_example=False)
    assert named.count() == 3
    assert not Milestone.objects.filter(project__is_example=False).exists()
    assert not Update.objects.filter(project__is_example=False).exists()
    assert not Blocker.objects.filter(project__is_example=False).exists()
    assert set(named.values_list("stage", "responsible", "reporter", "total_investment_wan")) == {
        ("", None, None, None)
    }


def test_invented_rows_are_marked() -> None:
    for model in (Visit, Request, MonthlyFigures, PlanEntry, CreditLine, FinancingNeed, Talent, Contact, PlanPoint):
        assert model.objects.exists(), model.__name__
        assert not model.objects.filter(is_example=False).exists(), model.__name__
    assert not User.objects.filter(is_example=False).exists()
    assert Programme.objects.get().is_example


def test_credit_codes_are_right_and_belong_to_no_district() -> None:
    codes = list(Enterprise.objects.filter(is_example=True).values_list("uscc", flat=True))
    assert all(uscc.is_valid(code) for code in codes)
    assert {code[2:8] for code in codes} == {"430199"}
    assert len(set(codes)) == len(codes) == 61


def test_the_programme_moved_so_that_today_lies_in_its_second_year() -> None:
    programme = Programme.objects.get()
    assert (programme.starts_on, programme.ends_on) == (dt.date(2025, 4, 6), dt.date(2027, 12, 31))
    reported = ReportedFact.objects.get(key="credit_granted")
    assert (reported.value, reported.on) == (Decimal("11.25"), dt.date(2025, 4, 6))
    assert not CreditLine.objects.filter(granted_on__lte=reported.on).exists()


# --- people -------------------------------------------------------------------------------------------------------
def test_every_role_has_two_people_and_a_well_known_login(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]  # as when it was loaded
    people = list(User.objects.all())
    for role in Role:
        assert sum(role in person.roles for person in people) >= 2, role
    logins = set(DEMO_LOGINS.values())
    known = {person.username: person for person in people if person.username in logins}
    assert {person.roles[0] for person in known.values()} == set(Role.values)
    assert all(person.check_password("demo1133") for person in known.values())
    assert [person.username for person in people if person.is_staff and person.username in logins] == ["admin"]
    assert any({Role.LEADER, Role.LIAISON} <= set(person.roles) for person in people)
    assert {person.email.partition("@")[2] for person in people} == {"example.com"}


# --- projects -----------------------------------------------------------------------------------------------------
def test_lamps_of_every_colour() -> None:
    readings = lamps_of(Project.objects.key(), TODAY, now=NOW)
    lamps = Counter(reading.lamp for reading in readings.values())
    assert lamps == {Lamp.RED: 4, Lamp.AMBER: 9, Lamp.GREEN: 21, Lamp.DONE: 2, Lamp.GREY: 3}
    assert sum(reading.differ for reading in readings.values()) == 7


def test_the_week_brought_changes_for_better_and_for_worse() -> None:
    week_ago, today = TODAY - dt.timedelta(days=7), lamps_of(Project.objects.key(), TODAY, now=NOW)
    then = lamps_of(Project.objects.key(), week_ago, now=NOW - dt.timedelta(days=7))
    changes = {(then[key].lamp, today[key].lamp) for key in today if then[key].lamp != today[key].lamp}
    assert {
        (Lamp.AMBER, Lamp.RED),
        (Lamp.RED, Lamp.AMBER),
        (Lamp.GREEN, Lamp.AMBER),
        (Lamp.AMBER, Lamp.GREEN),
    } <= changes


def test_nothing_that_happened_lies_ahead() -> None:
    assert lying_ahead(TODAY, NOW) == []


def test_the_39_key_projects_stand_in_all_four_stages() -> None:
    stages = Counter(Project.objects.key().values_list("stage", flat=True))
    assert stages == {"": 3, "signed": 6, "started": 16, "built": 9, "producing": 5}
    assert set(KEY_STAGES) < set(stages)
    assert Project.objects.filter(is_example=True).aggregate(total=Sum("total_investment_wan"))["total"] == 1_480_000
    for project in Project.objects.filter(is_example=True).prefetch_related("milestones", "stage_changes"):
        assert project.milestones.count() >= 8
        assert project.stage == project.stage_changes.last().stage
        assert all((project.leader, project.task_force, project.responsible, project.due_on))


def test_milestones_are_in_order() -> None:
    for project in Project.objects.filter(is_example=True).prefetch_related("milestones"):
        nodes = list(project.milestones.all())
        assert [node.baseline_on for node in nodes] == sorted(node.baseline_on for node in nodes), project
        done = [node.actual_on for node in nodes if node.actual_on]
        assert done == sorted(done), project


def test_investments_stay_within_the_total() -> None:
    spent = Project.objects.filter(is_example=True).annotate(spent=Sum("updates__investment_wan"))
    assert not spent.filter(spent__gt=F("total_investment_wan")).exists()
    assert spent.filter(spent__gt=0).count() == 36
    assert spent.get(name="楚澜电驱总成项目").spent > 60_000


def test_a_year_of_updates_that_mostly_say_something() -> None:
    weeks = Update.objects.values("period").distinct().count()
    assert weeks >= 50
    quiet = Update.objects.filter(unchanged=True).count()
    assert 0.05 < quiet / Update.objects.count() < 0.2
    texts = Update.objects.filter(unchanged=False).values("project", "done").annotate(n=Count("pk"))
    assert texts.filter(n__gt=2).count() < 0.02 * texts.count()  # one project hardly repeats itself


def test_the_project_officer_owes_six_and_has_reported_three() -> None:
    officer = User.objects.get(username="project")
    owed = Project.objects.key().active().owed_by(officer)
    assert owed.count() == 6
    assert open_period(NOW).updates.filter(project__in=owed).count() == 3


def test_blockers_open_and_solved() -> None:
    assert Blocker.objects.filter(resolved_at__isnull=True).count() >= 10
    assert Blocker.objects.filter(resolved_at__isnull=False).count() >= 40
    handler = User.objects.get(username="handler")
    assert Project.objects.visible_to(handler).exists()


# --- firms --------------------------------------------------------------------------------------------------------
def test_the_zone_is_on_its_way_to_1000() -> None:
    months = [each for each in firms.output_sums() if each.reported_on <= TODAY]
    last_year = sorted({row.month for row in months})[-12:]
    total = sum(row.output_wan for row in months if row.month in last_year) / 10_000
    assert 720 < total < 760
    programme = Programme.objects.get()
    before = {each.month for each in firms.output_sums() if each.reported_on <= programme.starts_on}
    assert len(before) >= 12  # the first day of the programme has a whole year behind it


def test_plans_are_full() -> None:
    assert firms.champions_in_plan(TODAY).count() == 30
    assert firms.champion_entries(TODAY).count() == 17
    assert firms.listing_entries(TODAY).count() == 15
    assert set(firms.listing_funnel(TODAY)) >= {"shareholding", "tutoring", "filed", "passed", "registered", "listed"}


def test_service_has_a_year_of_visits_and_requests_in_every_state() -> None:
    assert 540 <= Visit.objects.count() <= 680
    states = Counter(Request.objects.values_list("state", flat=True))
    assert sum(states.values()) >= 220
    assert min(states["dispatched"], states["answered"]) >= 5
    assert states["confirmed"] > 150
    assert min(states["done"], states["unconfirmed"]) >= 5
    assert Request.objects.overdue(NOW).count() >= 5
    assert VisitHandoff.objects.filter(taken_by__isnull=True).count() >= 4
    wrong = Request.objects.filter(Q(visit__isnull=False), ~Q(enterprise=F("visit__enterprise")))
    assert not wrong.exists()
    for request in Request.objects.prefetch_related("changes"):
        steps = [(step.from_state, step.to_state) for step in request.changes.all()]
        assert steps == list(itertools.pairwise(["", *(to_state for _from_state, to_state in steps)]))
        assert steps[-1][1] == request.state


def test_the_liaison_officer_looks_after_five_firms_and_is_late_with_one_promise() -> None:
    liaison = User.objects.get(username="liaison")
    assert 4 <= Enterprise.objects.looked_after_by(liaison).count() <= 6
    assert Request.objects.visible_to(liaison).overdue(NOW).exists()
    assert Visit.objects.filter(officer=liaison).exists()


# --- talents and money --------------------------------------------------------------------------------------------
def test_heads_that_count() -> None:
    counts = {category: counted(TODAY, category).count() for category in Category}
    assert counts == {Category.LEADING: 41, Category.ENGINEER: 188, Category.CRAFTSMAN: 383}
    assert Talent.objects.filter(recognised_on__isnull=True).count() > 20
    assert not Talent.objects.filter(recognised_on__lt=F("arrived_on")).exists()


def test_nothing_is_drawn_beyond_what_was_granted_or_before() -> None:
    lines = CreditLine.objects.all()
    assert lines.count() == 60
    assert not [line for line in lines if line.drawn_wan > line.granted_wan]
    assert not Drawdown.objects.filter(on__lt=F("line__granted_on")).exists()
    undrawn = [line for line in lines if line.drawn_wan < line.granted_wan]
    assert undrawn
    assert all(line.stuck_reason for line in undrawn)
    bank = User.objects.get(username="bank")
    assert 0 < CreditLine.objects.visible_to(bank).count() < 60
    assert not list(CreditLine.objects.differences())
    assert Repayment.objects.count() > 3
    assert {each.kind for each in LineDecision.objects.all()} == {"lower", "end"}
    assert Reversal.objects.exists()
    assert CreditLine.objects.revolving().exists()
    assert not Repayment.objects.filter(line__is_revolving=True).exists()
    assert {*Passing.objects.values_list("state", flat=True)} >= {"waiting", "asked", "offered", "declined", "granted"}


def test_the_printed_parts_of_the_money_make_what_is_granted() -> None:
    told = json.loads(run("funnel", "--as-of", TODAY.isoformat(), "--json"))
    whole = {name: Decimal(told[name]) for name in ("granted", "drawn", "undrawn", "expired", "lowered", "repaid")}
    assert whole["granted"] == whole["drawn"] + whole["undrawn"] + whole["expired"] + whole["lowered"]
    assert min(whole.values()) > 0


def test_the_output_targets_have_a_planned_path_to_their_goal() -> None:
    for key in ("zone_output", "cluster_nev", "cluster_optics", "cluster_biomedical"):
        target = Target.objects.get(key=key)
        points = list(target.plan_points.order_by("on"))
        assert points[-1].value == target.value
        assert points[-1].on == target.due_on
        assert [point.value for point in points] == sorted(point.value for point in points)


def test_the_people_of_the_login_page_have_unread_notices() -> None:
    unread = Notice.objects.unread()
    for username in ("leader", "project", "liaison", "handler", "talent", "finance", "bank"):
        assert unread.filter(user__username=username).exists(), username
    assert (
        not Notice.objects.exclude(dedupe_key__startswith="demo:")
        .exclude(dedupe_key__startswith="blocker:")
        .exclude(dedupe_key__startswith="deputy:")
        .exclude(dedupe_key__startswith="amendment:")
        .exclude(dedupe_key__startswith="handoff:")
        .exclude(dedupe_key__startswith="passing:")
        .exists()
    )


def test_history_was_recorded() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM projects_updateevent")
        assert cursor.fetchone()[0] >= Update.objects.count()
