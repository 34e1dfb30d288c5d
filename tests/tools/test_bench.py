"""The bench without its servers: the table of pages, the arithmetic, the budgets, and what a middleware counts."""

import json
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as outbox
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from core.enums import Role
from core.models import User
from core.post.deliveries import owe_email
from tools.bench import clock, command, headers, prepare, report, ticks
from tools.bench.client import Answer, Visitor, cookies_of
from tools.bench.counting import CountingMiddleware
from tools.bench.figures import (
    BUDGETED,
    Sample,
    against,
    budgets_of,
    cost,
    exceeded,
    median_ratio,
    percentile,
    with_growth,
)
from tools.bench.measure import Aim, Effort, counted, nothing, spent, stolen_between
from tools.bench.pages import FLOORS, PAGES, Page
from tools.bench.rows import address_of
from tools.console import ROOT, Trouble
from zone_tracker.access import ACCESS

ROLES = {
    "leader": Role.LEADER,
    "project": Role.PROJECT_OFFICER,
    "liaison": Role.LIAISON,
    "handler": Role.HANDLER,
    "talent": Role.TALENT_OFFICER,
    "finance": Role.FINANCE_OFFICER,
    "bank": Role.BANK,
}


def names_in(text: str) -> set[str]:
    """The rows that a text of the table names."""
    return {name for _before, name, _spec, _conversion in string.Formatter().parse(text) if name}


def rows_of(page: Page) -> dict[str, str]:
    """A number for each row that a page names; it does for every kind of route."""
    texts = [page.query, page.undo, *page.data.values()]
    return dict.fromkeys({*page.names.values(), *(name for text in texts for name in names_in(text))} - {"uuid"}, "7")


class TestTable:
    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def test_every_page_is_a_route_and_every_row_finds_its_place(self, page: Page) -> None:
        address = address_of(page, rows_of(page))
        assert address.url.startswith("/")
        assert "{" not in address.url + address.undo + "".join(address.data.values()).replace("{uuid}", "")

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
    def test_every_role_may_do_what_the_table_says(self, page: Page) -> None:
        access = ACCESS[page.route]
        if not page.role:
            assert access.public
        else:
            assert ROLES[page.role] in (access.write if page.is_post else access.read)

    def test_a_name_stands_for_one_page(self) -> None:
        assert len({page.name for page in PAGES}) == len(PAGES) > 80

    def test_every_page_has_a_floor_that_is_measured(self) -> None:
        assert {page.floor for page in PAGES} == FLOORS.keys()

    def test_the_floors_are_routes_of_the_floor(self) -> None:
        routes = re.findall(r'path\("(\w+)/', (ROOT / "tools/bench/floor/urls.py").read_text())
        assert {url.split("/")[1] for url in FLOORS.values()} == set(routes) - {"login"}

    def test_every_page_has_a_budget_of_each_kind(self) -> None:
        budgets = json.loads(command.BUDGETS.read_text())
        assert list(budgets) == [page.name for page in PAGES]
        assert {tuple(budget) for budget in budgets.values()} == {BUDGETED}


class TestRatios:
    SLOW, QUICK = Sample((90.0, 100.0, 110.0), 60.0, 20.0), Sample((9.0, 10.0, 11.0), 6.0, 2.0)

    def test_a_round_that_was_slow_for_both_sides_changes_no_ratio(self) -> None:
        floor = [Sample((5.0,), 3.0, 1.0), Sample((50.0,), 30.0, 10.0), Sample((5.0,), 3.0, 1.0)]
        assert against([self.QUICK, self.SLOW, self.QUICK], floor) == {"ratio_p50": 2.0, "ratio_cpu": 2.0}

    def test_the_median_of_the_rounds_counts_and_not_their_mean(self) -> None:
        assert median_ratio([2.0, 2.0, 90.0], [1.0, 1.0, 1.0]) == 2.0

    def test_against_a_floor_too_quick_for_the_clock_there_is_no_ratio(self) -> None:
        assert median_ratio([2.0, 6.0], [0.0, 2.0]) == 3.0
        assert median_ratio([2.0], [0.0]) is None

    def test_a_cost_is_of_all_rounds(self) -> None:
        assert cost([self.QUICK, self.QUICK, self.SLOW]) == {
            "p50_ms": 11.0,
            "p95_ms": 110.0,
            "cpu_ms": 6.0,
            "db_cpu_ms": 2.0,
        }

    @pytest.mark.parametrize(("share", "expected"), [(0.5, 10), (0.95, 19), (0.96, 20), (1.0, 20), (0.01, 1)])
    def test_a_percentile_is_a_value_that_was_seen(self, share: float, expected: int) -> None:
        assert percentile(list(range(20, 0, -1)), share) == expected

    def test_growth_is_all_cpu_against_the_other_run(self) -> None:
        pages = [{"page": "a", "cpu_ms": 30.0, "db_cpu_ms": 10.0}, {"page": "new", "cpu_ms": 1.0, "db_cpu_ms": 1.0}]
        grown = with_growth(pages, [{"page": "a", "cpu_ms": 15.0, "db_cpu_ms": 1.0}])
        assert [page["growth"] for page in grown] == [2.5, None]


class TestBudgets:
    FOUND = [
        {"page": "list", "p50_ms": 60.0, "queries": 6, "rows": 100, "kb": 40.0},
        {"page": "detail", "p50_ms": 50.0, "queries": 8, "rows": 20, "kb": 9.5},
    ]

    def test_what_is_found_keeps_within_what_it_wrote(self) -> None:
        assert exceeded(self.FOUND, budgets_of(self.FOUND)) == []

    @pytest.mark.parametrize(("kind", "more"), [("queries", 1), ("rows", 1), ("kb", 0.1)])
    def test_the_least_more_is_too_much(self, kind: str, more: float) -> None:
        budgets = budgets_of(self.FOUND)
        grown = [page | {kind: page[kind] + more} if page["page"] == "list" else page for page in self.FOUND]
        assert exceeded(grown, budgets) == [f"list: {grown[0][kind]} {kind}, the budget is {budgets['list'][kind]}"]

    def test_less_is_well_and_time_has_no_budget(self) -> None:
        less = [page | {"queries": 1, "p50_ms": 9999.0} for page in self.FOUND]
        assert exceeded(less, budgets_of(self.FOUND)) == []

    def test_pages_and_budgets_name_each_other(self) -> None:
        assert exceeded(self.FOUND[:1], budgets_of(self.FOUND[1:])) == [
            "list: it has no budget",
            "detail: there is a budget, but no page",
        ]

    def test_a_page_above_its_budget_fails_the_command(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(command, "BUDGETS", tmp_path / "budgets.json")
        command.BUDGETS.write_text(json.dumps(budgets_of(self.FOUND)))
        assert command.hold_budgets({"pages": self.FOUND}) == 0
        assert command.hold_budgets({"pages": [page | {"queries": 9} for page in self.FOUND]}) == 1
        assert "list: 9 queries, the budget is 6" in capsys.readouterr().err

    def test_the_budgets_are_of_one_scale(self, tmp_path: Path) -> None:
        with pytest.raises(Trouble, match="for scale 1"):
            command.bench(tmp_path, scale=2, quick=True, target=None, other=None, write=False)


class TestEffort:
    USUAL = Effort(rounds=1, least=7, seconds=0.5, most=100)

    @pytest.mark.parametrize(
        ("asked", "seconds", "expected"),
        [
            (6, 0.6, False),  # long enough, but not often enough
            (7, 0.4, False),
            (7, 0.5, True),
            (99, 0.1, False),
            (100, 0.1, True),
            (1, 60.0, False),  # however slow a page is, it is asked for twice
            (2, 60.0, True),
        ],
    )
    def test_a_quick_page_is_asked_for_often_and_a_slow_one_twice(
        self, asked: int, seconds: float, expected: bool
    ) -> None:
        assert spent(asked, seconds, self.USUAL) is expected

    def test_what_the_neighbours_took_is_a_share_of_all(self) -> None:
        assert stolen_between([10, 0, 5, 100, 0, 0, 0, 5], [40, 0, 15, 150, 0, 0, 0, 15]) == 10.0
        assert stolen_between([0] * 8, [0] * 8) == 0.0


def answer(status: int = 200, *, place: str = "", size: int = 0, queries: int = 0, rows: int = 0) -> Answer:
    """What a server could have said."""
    told = {headers.QUERIES: str(queries), headers.ROWS: str(rows)} | ({"Location": place} if place else {})
    return Answer(status, 0.01, b"x" * size, told, {})


class TestAnswers:
    def test_the_least_of_the_same_requests_counts(self) -> None:
        cold, warm = answer(queries=9, rows=50, size=1260), answer(queries=6, rows=40, size=1240)
        assert counted([cold, warm, warm]) == {"queries": 6, "rows": 40, "kb": 1.2}

    @pytest.mark.parametrize(
        ("wanted", "came"),
        [
            (200, answer(302, place="/login/?next=/projects/")),
            (302, answer(302, place="/login/?next=/projects/")),
            (200, answer(404)),
        ],
    )
    def test_an_answer_that_is_not_the_page_stops_the_run(self, wanted: int, came: Answer) -> None:
        with pytest.raises(Trouble, match="a page answered"):
            Aim("a page", lambda *, count: came, nothing, wanted).once()

    def test_what_goes_before_a_press_goes_before_each(self) -> None:
        done: list[str] = []
        aim = Aim("press", lambda *, count: answer(302, place="/workbench/"), lambda: done.append("undo"), 302)
        aim.once()
        aim.once(count=True)
        assert done == ["undo", "undo"]

    def test_a_browser_keeps_its_session(self) -> None:
        lines = ["sessionid=abc; HttpOnly; Path=/; SameSite=Lax", "csrftoken=def; Path=/"]
        assert cookies_of(lines) == {"sessionid": "abc", "csrftoken": "def"}

    def test_each_press_has_a_number_and_the_token_of_its_session(self, monkeypatch: pytest.MonkeyPatch) -> None:
        sent: list[str] = []
        monkeypatch.setattr(Visitor, "_ask", lambda _self, _method, _url, body, **_also: sent.append(body))
        visitor = Visitor(0, {"csrftoken": "def"})
        visitor.post("/", {"client_id": "{uuid}"})
        visitor.post("/", {"client_id": "{uuid}"})
        assert all(re.fullmatch(r"client_id=[0-9a-f-]{36}&csrfmiddlewaretoken=def", body) for body in sent)
        assert sent[0] != sent[1]


class TestCounting:
    @staticmethod
    def page(_request: Any) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.execute("SELECT 2")
        return HttpResponse("a page")

    @pytest.mark.django_db
    def test_what_a_page_asks_is_told_and_the_counting_itself_is_not(self) -> None:
        told = CountingMiddleware(self.page)(RequestFactory(headers={headers.COUNT: "1"}).get("/"))
        assert told[headers.QUERIES] == "2"
        assert int(told[headers.ROWS]) >= 0

    @pytest.mark.django_db
    def test_who_does_not_ask_is_told_nothing_but_the_worker(self) -> None:
        told = CountingMiddleware(self.page)(RequestFactory().get("/"))
        assert headers.QUERIES not in told
        assert told[headers.WORKER].isdecimal()


class TestClock:
    @pytest.fixture(autouse=True)
    def _clock_of_before(self) -> Iterator[None]:
        before = timezone.now
        yield
        timezone.now = before

    def test_the_demo_is_made_for_the_day_on_which_the_clock_stands(self) -> None:
        clock.hold()
        assert timezone.localdate().isoformat() == prepare.DAY
        assert timezone.now() == timezone.now()


class TestPreparing:
    def test_a_changed_file_is_another_database(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(prepare, "ROOT", tmp_path)
        (tmp_path / "demo.py").write_text("1")
        first = prepare.fingerprint("*.py")
        (tmp_path / "notes.txt").write_text("x")
        assert prepare.fingerprint("*.py") == first
        (tmp_path / "demo.py").write_text("2")
        assert prepare.fingerprint("*.py") != first

    @pytest.mark.parametrize("pattern", [*prepare.DEMO, *prepare.TABLES])
    def test_what_a_database_is_made_from_is_there(self, pattern: str) -> None:
        assert [file for file in ROOT.glob(pattern) if file.is_file()]

    def test_what_a_machine_sets_for_the_product_is_not_measured(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ZONE_DEBUG", "1")
        monkeypatch.setenv("CELERY_BROKER_URL", "redis://127.0.0.1:6379/0")
        own = prepare.environment(tmp_path, prepare.PRODUCT_SETTINGS, "postgres:///bench")
        assert "ZONE_DEBUG" not in own
        assert own["CELERY_BROKER_URL"] == ""
        assert own["DATABASE_URL"] == "postgres:///bench"


def test_the_table_shows_each_page_in_one_line_and_nothing_as_a_dash() -> None:
    title, row = report.table([{"page": "list", "floor": "list", "p50_ms": 61.25, "queries": 35, "growth": None}])
    assert title.split()[:3] == ["page", "floor", "p50"]
    assert row.split() == ["list", "list", "61.2", "-", "-", "-", "-", "-", "35", "-", "-", "-"]


@pytest.mark.django_db
def test_the_messages_of_the_bench_are_sent_alone() -> None:
    """What the demo owes is put aside, else its sending would be measured as well."""
    to = User.objects.create_user("wang", email="wang@example.com")
    owe_email([(to, "第48周调度", "待填报", f"demo-{n}") for n in range(3)], now=timezone.now())
    assert set(ticks.mail(2)) == {"wall_ms", "cpu_ms"}
    assert [each.subject for each in outbox.outbox] == ["示例 0", "示例 1"]
