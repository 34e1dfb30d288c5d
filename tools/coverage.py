"""How much of the code the tests run, and how much they must: a floor for what nobody may break unseen.

A full `dev.py test` measures lines and branches of the files below, in the tests' own processes, but not while a test
walks through all pages. One group that falls under the floor fails the run and is shown with the lines and the ways
between them that no test took. The other files are not measured: it took a third of the whole run and nothing asked.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from tools.console import ROOT, Trouble, run, say

FLOOR = 95.0  # per cent of lines and branches together
# What has the floor: its name, and the files as patterns (a star stays within a folder).
FLOORED: dict[str, tuple[str, ...]] = {
    "money": ("finance/models/*.py", "finance/forms.py", "finance/metrics.py", "projects/investment/sums.py"),
    "permissions": (
        "enterprises/rules.py",
        "finance/rules.py",
        "projects/rules.py",
        "talent/rules.py",
        "core/kernel/access.py",
        "core/guard/*.py",
        "zone_tracker/access.py",
    ),
    "the week": ("projects/week/*.py", "projects/periods.py", "projects/models/week.py"),
    "the post": ("core/post/*.py",),
    "the lamps": ("projects/lamps/*.py",),
    "taps and locks": ("core/kernel/taps.py", "core/kernel/locks.py"),
}
RULES = """[report]
exclude_also =
    if TYPE_CHECKING:
    @overload
[run]
branch = true
parallel = true
omit = */migrations/*
"""
# Tests that walk through every page or fill a whole zone, as their paths under tests/ begin. They run unmeasured: a
# line that only a walk comes across is looked at by nobody, and measuring nearly doubles the time that a walk takes.
WALKS = (
    "browser/",
    "demo/test_commands.py",
    "demo/test_further_zones.py",
    "demo/test_other_demos.py",
    "test_access.py",
    "test_attacks.py",
    "test_canary.py",
    "test_language.py",
    "test_lists.py",
    "test_sense.py",
    "zone_tracker/test_admin.py",
    "zone_tracker/test_budgets",
    "zone_tracker/test_first_migrations.py",
    "zone_tracker/test_search_at_scale.py",
)


@dataclass(frozen=True)
class Share:
    """How much of some files was run: lines, and ways from one line to another."""

    run: int
    all: int

    @property
    def per_cent(self) -> float:
        """100 for files in which there is nothing to run."""
        return 100 * self.run / self.all if self.all else 100.0


def environment(var: Path) -> dict[str, str]:
    """What makes Python measure from its first line on, before Django imports the apps; files under `var` are ours."""
    for left in var.glob("coverage*"):
        left.unlink()
    rules = var / "coverage.ini"
    include = "".join(f"\n    {ROOT / pattern}" for patterns in FLOORED.values() for pattern in patterns)
    rules.write_text(f"{RULES}include ={include}\n")
    names = ("COVERAGE_PROCESS_START", "COVERAGE_RCFILE")
    return {name: str(rules) for name in names} | {"COVERAGE_FILE": str(var / "coverage")}


def report(var: Path) -> None:
    """Show what the tests ran, by group. Raises Trouble when a group is below its floor."""
    told, rules = var / "coverage.json", str(var / "coverage.ini")
    place = os.environ | {"COVERAGE_FILE": str(var / "coverage"), "COVERAGE_RCFILE": rules}
    run(sys.executable, "-m", "coverage", "combine", "-q", env=place)
    run(sys.executable, "-m", "coverage", "json", "-q", "-o", told, env=place)
    files = json.loads(told.read_text())["files"]
    say("Covered")
    for line in lines_of(files):
        say(f"  {line}")
    if faults := below(files):
        raise Trouble("\n".join(faults))


def lines_of(files: Mapping[str, Any]) -> list[str]:
    """One line for each group."""
    shares = {group: share(chosen(files, patterns).values()) for group, patterns in FLOORED.items()}
    return [f"{each.per_cent:5.1f} %  {group} (floor {FLOOR:.0f} %)" for group, each in shares.items()]


def below(files: Mapping[str, Any], floored: Mapping[str, tuple[str, ...]] = FLOORED) -> list[str]:
    """What is wrong: groups below the floor with what no test ran, and patterns that fit no file any more."""
    faults = []
    for group, patterns in floored.items():
        faults += [f"{group}: no file is called {each}" for each in patterns if not chosen(files, [each])]
        own = chosen(files, patterns)
        reached = share(own.values())
        if reached.per_cent < FLOOR:
            faults.append(f"{group}: {reached.per_cent:.1f} % are run by tests, the floor is {FLOOR:.0f} %")
            faults += [f"  {name}: {missed}" for name, each in sorted(own.items()) if (missed := missing(each))]
    return faults


def chosen(files: Mapping[str, Any], patterns: Iterable[str]) -> dict[str, Any]:
    """The files that one of the patterns fits."""
    return {name: each for name, each in files.items() if any(fits(name, pattern) for pattern in patterns)}


def fits(name: str, pattern: str) -> bool:
    """Whether a pattern fits a whole path; a star stays within one folder."""
    return name.count("/") == pattern.count("/") and PurePosixPath(name).match(pattern)


def share(files: Iterable[Mapping[str, Any]]) -> Share:
    """The share of all these files together."""
    sums = [each["summary"] for each in files]
    return Share(
        run=sum(each["covered_lines"] + each["covered_branches"] for each in sums),
        all=sum(each["num_statements"] + each["num_branches"] for each in sums),
    )


def missing(file: Mapping[str, Any]) -> str:
    """The lines that no test ran, and the ways that none took from a line that it did run."""
    lines = set(file["missing_lines"])
    ways = [f"{start}→{'end' if end < 0 else end}" for start, end in file["missing_branches"] if start not in lines]
    return ", ".join([*map(str, sorted(lines)), *ways])
