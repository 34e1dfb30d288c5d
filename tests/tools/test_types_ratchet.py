"""The count of what the type checker finds: it fails upwards, and asks to be lowered downwards."""

import json
from pathlib import Path

import pytest

from tools import types_ratchet
from tools.console import ROOT, Trouble
from tools.types_ratchet import Finding, check, counted, judged, read

TWO = [
    Finding("finance/models.py", 12, "reportArgumentType", "an old one"),
    Finding("projects/rules.py", 3, "reportCallIssue", "another old one"),
]
NEW = Finding("finance/models.py", 40, "reportArgumentType", "a new one")


@pytest.fixture
def counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of counts that allows for TWO, which is also what the checker says."""
    file = tmp_path / "counts.json"
    file.write_text(json.dumps(counted(TWO)))
    monkeypatch.setattr(types_ratchet, "COUNTS", file)
    monkeypatch.setattr(types_ratchet, "findings", lambda: TWO)
    return file


def says(monkeypatch: pytest.MonkeyPatch, found: list[Finding]) -> None:
    monkeypatch.setattr(types_ratchet, "findings", lambda: found)


class TestJudged:
    def test_as_many_as_counted_are_nothing_to_talk_about(self) -> None:
        assert judged(TWO, counted(TWO)) == ""

    def test_a_finding_that_moved_is_no_new_one(self) -> None:
        moved = [Finding("finance/sums.py", 99, each.rule, each.says) for each in TWO]
        assert judged(moved, counted(TWO)) == ""

    def test_one_more_is_named_with_its_place_and_the_two_numbers(self) -> None:
        told = judged([*TWO, NEW], counted(TWO))
        assert "finance/models.py:40: a new one [reportArgumentType]" in told
        assert "reportArgumentType: 2 instead of 1" in told
        assert "reportCallIssue" not in told

    def test_a_rule_that_was_clean_has_to_stay_so(self) -> None:
        assert "reportReturnType: 1 instead of 0" in judged([Finding("a.py", 1, "reportReturnType", "no")], {})

    def test_fewer_ask_for_the_count_to_be_lowered(self) -> None:
        assert (
            judged(TWO[:1], counted(TWO)) == f"The types got better by 1: write that down with `{types_ratchet.LOWER}`."
        )

    def test_fewer_of_one_rule_do_not_pay_for_more_of_another(self) -> None:
        assert judged([TWO[0], NEW], counted(TWO)).startswith("The types got worse")


class TestCheck:
    def test_equal_passes_and_tells_how_many(self, counts: Path) -> None:
        assert check(lower=False) == 2

    def test_more_fail_even_when_asked_to_lower(self, counts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        says(monkeypatch, [*TWO, NEW])
        for lower in (False, True):
            with pytest.raises(Trouble, match="got worse"):
                check(lower=lower)
        assert json.loads(counts.read_text()) == counted(TWO)

    def test_fewer_fail_until_they_are_written_down(self, counts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        says(monkeypatch, TWO[:1])
        with pytest.raises(Trouble, match="got better by 1"):
            check(lower=False)
        assert check(lower=True) == 1
        assert json.loads(counts.read_text()) == {"reportArgumentType": 1}
        assert check(lower=False) == 1


def test_a_finding_says_where_it_is_and_what_is_wrong_in_one_line() -> None:
    said = {
        "file": str(ROOT / "core" / "apps.py"),
        "range": {"start": {"line": 6}},
        "rule": "reportCallIssue",
        "message": "Too few arguments\n  Expected two",
    }
    assert str(read(said)) == "core/apps.py:7: Too few arguments [reportCallIssue]"
