"""`manage.py targets`: the exact outputs on which other programs rely."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from targets import facts

pytestmark = pytest.mark.django_db
FIELDS = {"key", "name", "unit", "target", "actual", "as_of", "due", "source", "rows"}


def told(as_of: str) -> dict[str, dict[str, Any]]:
    out = io.StringIO()
    call_command("targets", "--as-of", as_of, "--json", stdout=out)
    rows = json.loads(out.getvalue())
    assert [row["as_of"] for row in rows] == [as_of] * len(rows)
    return {row["key"]: row for row in rows}


@pytest.fixture
def _facts() -> None:
    facts.load()


@pytest.mark.usefixtures("_facts")
class TestAfterTheFacts:
    def test_on_the_day_of_the_meeting(self) -> None:
        found = told("2021-04-06")
        assert len(found) == 14
        assert all(set(row) >= FIELDS for row in found.values())
        actual = {key: row["actual"] for key, row in found.items()}
        assert actual == {
            "zone_output": None,
            "talent_total": 0,
            "talent_leading": 0,
            "talent_engineer": 0,
            "talent_craftsman": 0,
            "champion_firms": 0,
            "layout": None,
            "cluster_nev": None,
            "cluster_optics": None,
            "cluster_biomedical": None,
            "key_projects": 3,
            "listing_reserve": 0,
            "credit_granted": 11.25,
            "credit_drawn": 1.25,
        }
        output = found["zone_output"]
        assert (output["target"], output["unit"], output["due"]) == (1000, "亿元", "2023-12-31")
        assert found["credit_granted"]["target"] is None
        assert "2021-04-06" in output["source"]

    def test_the_day_before_nothing_was_reported(self) -> None:
        found = told("2021-04-05")
        assert found["credit_granted"]["actual"] is None
        assert found["credit_drawn"]["actual"] is None
        assert found["key_projects"]["actual"] == 0

    def test_a_register_without_a_row_keeps_its_nought_and_says_so(self) -> None:
        found = told("2021-04-06")
        assert {key for key, row in found.items() if row["registered"]} == {
            "key_projects",
            "credit_granted",
            "credit_drawn",
        }
        assert {row["lamp"] for row in found.values() if not row["registered"]} == {"grey"}

    def test_each_tells_its_path_its_forecast_and_its_figures_of_then(self) -> None:
        found = told("2021-05-10")
        assert all({"path", "forecast", "compare"} <= set(row) for row in found.values())
        assert found["credit_granted"]["compare"] == {"week": 11.25, "month": 11.25, "year": None}
        assert found["zone_output"]["forecast"] is None

    def test_rows_are_the_evidence(self) -> None:
        rows = told("2021-04-06")["key_projects"]["rows"]
        assert len(rows) == 3

    def test_a_table_for_people(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("targets", "--as-of", "2021-04-06")
        said = capsys.readouterr().out
        assert "11.25" in said
        assert "尚无报送" in said


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--as-of", "2021-02-30"], "is not a date"),
        (["--as-of", "soon"], "is not a date"),
        (["--as-of", "0"], "is not a date"),
        (["--since", "x"], "unrecognized arguments"),
    ],
)
def test_a_wrong_option_is_one_sentence(options: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("targets", *options)


def test_without_a_programme_it_says_what_to_do() -> None:
    with pytest.raises(CommandError, match="load_facts"):
        call_command("targets", "--as-of", "2021-04-06", "--json")
