"""The types, checked by basedpyright (decision 15): what it still finds is counted by rule, and only falls.

python -m tools.types_ratchet            more findings than are counted fail, and so do fewer
python -m tools.types_ratchet --lower    count anew where there are fewer; more fail as before
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tools.console import ROOT, Trouble

COUNTS = ROOT / "tools" / "types_ratchet.json"
LOWER = ".venv/bin/python -m tools.types_ratchet --lower"


@dataclass(frozen=True)
class Finding:
    """One thing that the checker complains of."""

    file: str
    line: int
    rule: str
    says: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.says} [{self.rule}]"


def findings() -> list[Finding]:
    """What the checker says of the code as it is. Raises Trouble when it cannot say."""
    command = [sys.executable, "-m", "basedpyright", "--pythonpath", sys.executable, "--outputjson"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    try:
        said = json.loads(done.stdout)["generalDiagnostics"]
    except (ValueError, KeyError):
        raise Trouble(f"basedpyright did not answer: {(done.stderr or done.stdout).strip()[-600:]}") from None
    return [read(each) for each in said]


def read(said: dict) -> Finding:
    """One finding of the checker's report; the first line says what is wrong, the others why."""
    file = Path(said["file"])
    return Finding(
        file=str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else str(file),
        line=said["range"]["start"]["line"] + 1,
        rule=said.get("rule", "syntax"),
        says=said["message"].splitlines()[0],
    )


def counted(found: list[Finding]) -> dict[str, int]:
    """How many findings of each rule there are, by its name."""
    return dict(sorted(Counter(each.rule for each in found).items()))


def judged(found: list[Finding], allowed: dict[str, int]) -> str:
    """What to say of these findings against those that are counted; nothing when both agree."""
    now = counted(found)
    grown = {rule: number for rule, number in now.items() if number > allowed.get(rule, 0)}
    if grown:
        lines = [str(each) for each in found if each.rule in grown]
        sums = [f"{rule}: {number} instead of {allowed.get(rule, 0)}" for rule, number in grown.items()]
        return "\n".join(["The types got worse; among these are the new ones:", *lines, *sums])
    if now != allowed:
        gone = sum(allowed.values()) - sum(now.values())
        return f"The types got better by {gone}: write that down with `{LOWER}`."
    return ""


def check(*, lower: bool) -> int:
    """Compare today's findings with the counted ones, or count them anew when none got worse; return how many."""
    found, allowed = findings(), json.loads(COUNTS.read_text())
    told = judged(found, allowed)
    if lower and told.startswith("The types got better"):
        COUNTS.write_text(json.dumps(counted(found), indent=2) + "\n")
    elif told:
        raise Trouble(told)
    return len(found)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="tools.types_ratchet", description="Check the types.")
    parser.add_argument("--lower", action="store_true", help="count anew where there are fewer findings")
    try:
        number = check(lower=parser.parse_args().lower)
    except Trouble as trouble:
        print(trouble)
        return 1
    print(f"{number} findings, as counted.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
