"""What the weekly updates add up to, against the total and against time."""

import datetime as dt
from decimal import Decimal

import pytest

from core.enums import Role
from core.kernel.clock import SHANGHAI
from projects.enums import Stage
from projects.investment.sums import YearOfInvestment, behind, doubts, expected_share, invested, timed, years_of
from projects.models import Correction, OpeningBalance, Project, Standing
from projects.week.freezing import freeze
from tests.doubts import seen
from tests.edits import carried
from tests.projects.scene import as_user, node, person, project, report, week

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 27, 12, tzinfo=SHANGHAI)


def stood(of: Project) -> Project:
    """The project as a page loads it, after the tick."""
    Standing.objects.renew_due(NOW)
    return timed(Project.objects.with_standing()).get(pk=of.pk)


def test_updates_add_up_against_the_total() -> None:
    officer, given = person("wang"), project(total_investment_wan=1000)
    for on in ("2026-11-09", "2026-11-16"):
        report(given, on, officer, investment_wan=Decimal("125.50"))
    found = invested(stood(given), TODAY)
    assert (found.done_wan, found.rate, found.as_of) == (Decimal(251), Decimal("0.251"), dt.date(2026, 11, 16))


def test_the_day_of_the_figure_is_a_matter_of_shanghai_not_of_utc() -> None:
    given = project()
    monday_morning = dt.datetime(2026, 11, 23, 7, 30, tzinfo=SHANGHAI)  # still Sunday in UTC
    report(given, "2026-11-23", person("wang"), submitted_at=monday_morning)
    assert invested(stood(given), TODAY).as_of == TODAY


def test_nothing_known_is_not_zero() -> None:
    found = invested(stood(project()), TODAY)
    assert (found.done_wan, found.rate, found.expected, found.as_of) == (0, None, None, None)


def test_time_runs_from_the_first_stage_to_the_due_date() -> None:
    officer, given = person("wang"), project(due_on=dt.date(2026, 12, 31))
    node(given, 1, "2026-06-01")
    assert expected_share(stood(given), dt.date(2026, 9, 15)) == pytest.approx(Decimal(106) / 213)
    given.enter_stage(Stage.SIGNED, on=dt.date(2026, 1, 1), by=officer)
    assert expected_share(stood(given), dt.date(2026, 7, 2)) == Decimal("0.5")
    assert expected_share(stood(given), dt.date(2027, 7, 2)) == 1
    assert expected_share(stood(given), dt.date(2025, 7, 2)) == 0


@pytest.mark.parametrize(
    ("amount", "codes"),
    [
        ("500", []),
        ("999.99", []),
        ("1000", ["unusual"]),
        ("4900", ["unusual"]),
        ("4900.01", ["over_total", "unusual"]),
        ("0", []),
    ],
)
def test_doubts(amount: str, codes: list[str]) -> None:
    officer, given = person("wang"), project(total_investment_wan=5000)
    report(given, "2026-11-16", officer, investment_wan=Decimal(100))
    saved = report(given, "2026-11-23", officer, investment_wan=Decimal(4000))  # this week's own figure is replaced
    last = given.updates.before(saved.period).first()
    found = doubts(stood(given), Decimal(amount), saved=saved, last=last)
    said = {"over_total": "超过总投资", "unusual": "倍"}
    assert len(found) == len(codes)
    assert all(said[code] in doubt for code, doubt in zip(codes, found, strict=True))


def test_a_total_that_is_only_a_floor_is_never_exceeded() -> None:
    given = project(total_investment_wan=10, investment_is_floor=True)
    assert doubts(stood(given), Decimal(5000), saved=None, last=None) == []


def test_a_first_week_is_compared_with_nothing() -> None:
    officer, given = person("wang"), project()
    assert doubts(stood(given), Decimal(5000), saved=None, last=None) == []
    last = report(given, "2026-11-16", officer, investment_wan=0, unchanged=True)
    assert doubts(stood(given), Decimal(5000), saved=None, last=last) == []


@pytest.mark.parametrize(
    ("year", "today", "share"),
    [
        (2025, TODAY, Decimal(1)),
        (2027, TODAY, Decimal(0)),
        (2026, dt.date(2026, 12, 31), Decimal(1)),
        (2026, dt.date(2026, 1, 1), Decimal(1) / 365),
        (2028, dt.date(2028, 1, 1), Decimal(1) / 366),
    ],
)
def test_a_year_is_over_has_not_begun_or_goes_by_its_days(year: int, today: dt.date, share: Decimal) -> None:
    assert YearOfInvestment(year=year, planned_wan=None, entries=[], today=today).expected == share


def test_a_year_without_a_plan_has_no_rate() -> None:
    assert YearOfInvestment(year=2026, planned_wan=None, entries=[], today=TODAY).rate is None
    assert YearOfInvestment(year=2026, planned_wan=Decimal(10), entries=[], today=TODAY).rate == 0


class TestOpening:
    """期初投资: what was done before the register was begun."""

    def balance(self, of: Project, year: int, wan: int) -> OpeningBalance:
        return OpeningBalance.objects.create(
            project=of,
            year=year,
            as_of=dt.date(year, 6, 30),
            wan=Decimal(wan),
            source="2025 年统计台账",
            by=of.responsible,
            at=NOW,
        )

    def test_it_is_in_the_sum_and_in_no_years_completion(self) -> None:
        wang = person("wang")
        given = project(responsible=wang, total_investment_wan=100_000)
        report(given, "2026-11-16", wang, investment_wan=Decimal(120))
        self.balance(given, 2025, 68_000)
        self.balance(given, 2026, 500)
        assert stood(given).standing.invested_wan == Decimal(68_620)
        years = {year.year: year for year in years_of(given, TODAY)}
        assert (years[2026].done_wan, years[2025].done_wan) == (Decimal(120), Decimal(0))
        assert years[2025].opening.wan == Decimal(68_000)

    def test_it_is_in_no_week(self) -> None:
        wang = person("wang")
        given = project(responsible=wang)
        self.balance(given, 2025, 68_000)
        period = week("2026-11-23")
        freeze(period, now=dt.datetime(2026, 11, 23, 8, 30, tzinfo=SHANGHAI))
        frozen = period.snapshots.get()
        assert (frozen.week_wan, frozen.invested_wan) == (0, None)  # it was written down on the 27th

    def test_the_form_keeps_one_a_year_and_takes_it_back(self, friday: None) -> None:
        wang = person("wang")
        given = project(responsible=wang)
        page, address = as_user(wang), f"/projects/{given.code}/investment/"
        said = {"as_of": "2025-12-31", "wan": "68,000", "source": "统计台账"}
        assert page.post(f"{address}opening/", said).status_code == 302
        shown = carried(page, f"{address}opening/")
        asked = page.post(f"{address}opening/", said | {"wan": "68,500"} | shown)
        assert "已记 68,000 万元，改为 68,500 万元？" in asked.content.decode()
        assert OpeningBalance.objects.get().wan == Decimal(68_000)
        assert page.post(f"{address}opening/", said | {"wan": "68,500"} | shown | seen(asked)).status_code == 302
        assert OpeningBalance.objects.get().wan == Decimal(68_500)
        assert "另有上线前完成 68,500" in page.get(address).content.decode()
        page.post(f"{address}opening/", {"no_opening": "2025"})
        assert not OpeningBalance.objects.exists()
        assert Standing.objects.get(project=given).invested_wan == 0

    @pytest.mark.parametrize("as_of", ["2026-12-31", "1999-01-01", ""])
    def test_a_day_to_come_or_of_long_ago_is_refused(self, friday: None, as_of: str) -> None:
        wang = person("wang")
        given = project(responsible=wang)
        said = {"as_of": as_of, "wan": "1", "source": "台账"}
        assert as_user(wang).post(f"/projects/{given.code}/investment/opening/", said).status_code == 200
        assert not OpeningBalance.objects.exists()


class TestYears:
    """A week's investment belongs to the week that it reports, not to the day on which it is sent."""

    @pytest.mark.parametrize(
        ("on", "sent_at", "year"),
        [
            ("2027-01-04", "2027-01-04T08:00", 2026),  # the last week of December, told on 4 January
            ("2027-01-11", "2027-01-11T08:00", 2027),
            ("2026-12-28", "2026-12-25T17:00", 2026),
        ],
    )
    def test_at_the_turn_of_the_year(self, on: str, sent_at: str, year: int) -> None:
        wang, given = person("wang"), project()
        at = dt.datetime.fromisoformat(sent_at).replace(tzinfo=SHANGHAI)
        update = report(given, on, wang, investment_wan=Decimal(120), submitted_at=at)
        Correction.objects.create(
            update_of=update, text="更正", by=wang, at=at + dt.timedelta(days=400), investment_delta_wan=Decimal(-20)
        )
        (found,) = years_of(given, TODAY)
        assert (found.year, found.done_wan) == (year, Decimal(100))


def test_what_is_behind_its_time_is_listed() -> None:
    """完成率 ten points and more below 序时进度; whose total or time is not known is not judged."""
    wang = person("wang")
    times = {"total_investment_wan": 1000, "due_on": dt.date(2026, 12, 31)}
    late, on_time, unknown = (
        project(f"YH-2026-00{n}", **fields) for n, fields in enumerate((times, times, {"due_on": times["due_on"]}), 1)
    )
    for each in (late, on_time, unknown):
        node(each, 1, "2026-01-01")
    report(late, "2026-11-16", wang, investment_wan=Decimal(100))
    report(on_time, "2026-11-16", wang, investment_wan=Decimal(880))
    Standing.objects.renew_due(NOW)
    assert behind(Project.objects.all(), TODAY) == [late.pk]
    shown = as_user(person("boss", Role.LEADER)).get("/projects/", {"invested": "behind"}).content.decode()
    assert late.name in shown
    assert on_time.name not in shown
