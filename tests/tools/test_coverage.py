"""The floor under what the tests run: its arithmetic, and a table that names files which are there."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tools import coverage
from tools.console import ROOT, Trouble
from tools.coverage import FLOORED, WALKS, Share, below, fits, lines_of, missing, share


def measured(
    lines: int, run: int, *, ways: int = 0, taken: int = 0, missed: Any = (), untaken: Any = ()
) -> dict[str, Any]:
    """One file as coverage.py tells of it."""
    summary = {"num_statements": lines, "covered_lines": run, "num_branches": ways, "covered_branches": taken}
    return {"summary": summary, "missing_lines": list(missed), "missing_branches": list(untaken)}


MONEY = {"money": ("finance/models.py", "finance/sums.py")}


class TestBelow:
    def test_a_group_on_its_floor_is_well(self) -> None:
        files = {"finance/models.py": measured(50, 50), "finance/sums.py": measured(50, 45)}
        assert below(files, MONEY) == []

    def test_one_line_less_fails_and_names_what_no_test_ran(self) -> None:
        sums = measured(50, 44, missed=[7, 8, 9, 30, 31, 32])
        assert below({"finance/models.py": measured(50, 50), "finance/sums.py": sums}, MONEY) == [
            "money: 94.0 % are run by tests, the floor is 95 %",
            "  finance/sums.py: 7, 8, 9, 30, 31, 32",
        ]

    def test_branches_count_as_lines_do(self) -> None:
        files = {"finance/models.py": measured(90, 90), "finance/sums.py": measured(0, 0, ways=10, taken=4)}
        assert below(files, MONEY)[0] == "money: 94.0 % are run by tests, the floor is 95 %"

    def test_other_files_do_not_help_a_group(self) -> None:
        files = {
            "finance/models.py": measured(10, 5),
            "finance/sums.py": measured(0, 0),
            "talent/a.py": measured(900, 900),
        }
        assert below(files, MONEY)[0].startswith("money: 50.0 %")

    def test_a_file_that_moved_away_is_missed(self) -> None:
        assert below({"finance/models.py": measured(1, 1)}, MONEY) == ["money: no file is called finance/sums.py"]


class TestReport:
    """The step of `dev.py test`, with the numbers that coverage.py would have written."""

    def told(self, files: dict[str, Any], var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (var / "coverage.json").write_text(json.dumps({"files": files}))
        monkeypatch.setattr(coverage, "run", lambda *command, env: None)
        coverage.report(var)

    def files(self, **one: Any) -> dict[str, Any]:
        names = (pattern.replace("*", "one") for patterns in FLOORED.values() for pattern in patterns)
        return {name: measured(10, 10) for name in names} | one

    def test_each_group_is_shown(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.told(self.files(), tmp_path, monkeypatch)
        shown = capsys.readouterr().err
        assert all(f"100.0 %  {group} (floor 95 %)" in shown for group in FLOORED)

    def test_a_group_below_its_floor_fails_the_command(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        files = self.files() | {"core/kernel/taps.py": measured(10, 8, missed=[51, 52])}
        with pytest.raises(Trouble, match=r"taps and locks: 90.0 %.*\n  core/kernel/taps.py: 51, 52"):
            self.told(files, tmp_path, monkeypatch)
        assert " 90.0 %  taps and locks (floor 95 %)" in capsys.readouterr().err


def test_a_share_of_nothing_is_whole() -> None:
    assert share([]) == Share(0, 0)
    assert Share(0, 0).per_cent == 100


def test_lines_come_before_groups_in_the_order_of_the_table() -> None:
    assert [line.split("  ", 1)[1].split(" (")[0].strip() for line in lines_of({})] == [*FLOORED]


def test_a_way_out_of_a_line_that_nobody_ran_is_not_said_twice() -> None:
    file = measured(9, 7, missed=[4, 5], untaken=[[4, 5], [6, 8], [7, -1]])
    assert missing(file) == "4, 5, 6→8, 7→end"


@pytest.mark.parametrize("pattern", [pattern for patterns in FLOORED.values() for pattern in patterns])
def test_every_row_of_the_table_names_files_that_are_there(pattern: str) -> None:
    assert [path for path in ROOT.glob(pattern) if path.name != "__init__.py"]


@pytest.mark.parametrize("walk", WALKS)
def test_every_walk_that_is_not_measured_is_there(walk: str) -> None:
    assert list((ROOT / "tests").glob(f"{walk}*"))


def test_every_file_of_permissions_has_the_floor() -> None:
    rules = {str(path.relative_to(ROOT)) for path in ROOT.glob("*/rules.py")}
    assert rules
    assert {name for name in rules if not any(fits(name, each) for each in FLOORED["permissions"])} == set()


def test_a_star_stays_within_its_folder() -> None:
    assert fits("core/post/views.py", "core/post/*.py")
    assert not fits("core/post/deep/views.py", "core/post/*.py")
    assert not fits("other/finance/models.py", "finance/models.py")


def test_a_run_begins_without_the_numbers_of_the_last_one(tmp_path: Path) -> None:
    for name in ("coverage", "coverage.host.pid1.Xa", "coverage.json", "mail"):
        (tmp_path / name).touch()
    asked = coverage.environment(tmp_path)
    assert sorted(left.name for left in tmp_path.iterdir()) == ["coverage.ini", "mail"]
    assert Path(asked["COVERAGE_PROCESS_START"]).is_file()
    assert asked["COVERAGE_FILE"] == str(tmp_path / "coverage")


def test_what_has_a_floor_is_measured_and_nothing_else(tmp_path: Path) -> None:
    """A process under the rules of a run, with a file that has the floor and one beside it that has none."""
    program = "import core.kernel.figures, core.kernel.access"
    place = os.environ | coverage.environment(tmp_path)
    (tmp_path / "program.py").write_text(program)
    run = [sys.executable, "-m", "coverage", "run", str(tmp_path / "program.py")]
    place |= {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "zone_tracker.settings"}
    place.pop("COVERAGE_PROCESS_START")
    subprocess.run(run, cwd=ROOT, env=place, check=True)
    told = tmp_path / "told.json"
    for words in (["combine", "-q"], ["json", "-q", "-o", str(told)]):
        subprocess.run([sys.executable, "-m", "coverage", *words], cwd=ROOT, env=place, check=True)
    files = json.loads(told.read_text())["files"]
    assert "core/kernel/access.py" in files
    assert all(any(fits(name, each) for patterns in FLOORED.values() for each in patterns) for name in files)
