"""What a run found, for people and for programs."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any

from tools.console import ROOT

COLUMNS: tuple[tuple[str, str], ...] = (
    ("page", "page"),
    ("floor", "floor"),
    ("p50_ms", "p50 ms"),
    ("p95_ms", "p95 ms"),
    ("cpu_ms", "CPU ms"),
    ("db_cpu_ms", "PG ms"),
    ("ratio_p50", "x p50"),
    ("ratio_cpu", "x CPU"),
    ("queries", "SQL"),
    ("rows", "rows"),
    ("kb", "kB"),
    ("growth", "growth"),
)
WORDS = 2  # the first columns are words and stand to the left


def machine() -> dict[str, Any]:
    """Where the run took place, as far as it bears on its figures."""
    return {
        "cpus": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def commit() -> str:
    """The commit that was measured, with a plus when the files differ from it; nothing outside a repository."""
    said = subprocess.run(
        ["git", "describe", "--always", "--abbrev=10", "--exclude=*", "--dirty=+"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    return said.stdout.strip()


def written(value: Any) -> str:
    """A figure as the table shows it."""
    if value is None:
        return "-"
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def table(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The pages in columns of their own width."""
    cells = [[title for _key, title in COLUMNS]]
    cells += [[written(row.get(key)) for key, _title in COLUMNS] for row in rows]
    widths = [max(len(line[n]) for line in cells) for n in range(len(COLUMNS))]
    return [
        "  ".join(
            cell.ljust(width) if n < WORDS else cell.rjust(width) for n, (cell, width) in enumerate(zipped)
        ).rstrip()
        for zipped in (list(zip(line, widths, strict=True)) for line in cells)
    ]


def lines(run: Mapping[str, Any]) -> list[str]:
    """Everything that a person wants to see of a run."""
    floors = [{"page": f"floor {name}", "floor": ""} | cost for name, cost in run["floors"].items()]
    first, start, end = run["first_page"], run["memory"]["start"], run["memory"]["end"]
    return [
        "",
        f"Scale {run['scale']}, commit {run['commit']}, {run['machine']['cpus']} CPUs, load {run['machine']['load']}, "
        f"stolen by neighbours {', '.join(f'{share} %' for share in run['stolen'])}",
        "",
        *table([*floors, *run["pages"]]),
        "",
        f"First page of a fresh worker {first['first_ms']} ms, its second {first['second_ms']} ms",
        f"A web worker holds {weight(start)} at the start and {weight(end)} after the run; "
        f"the floor's {weight(run['memory']['floor'])}",
        *(
            f"{each['tick']}: {each['wall_ms']} ms, CPU {each['cpu_ms']} ms, {each['queries']} SQL"
            for each in run["ticks"]
        ),
        *mail_lines(run["mail"]),
    ]


def weight(workers: Sequence[Mapping[str, float]]) -> str:
    """The heaviest worker."""
    heaviest = max(workers, key=lambda each: each["rss_mb"])
    return f"{heaviest['rss_mb']} MB ({heaviest['pss_mb']} of its own share)"


def mail_lines(mail: Mapping[str, Any] | None) -> list[str]:
    """What a message costs, when it was measured."""
    if not mail:
        return []
    return [
        f"A mail costs {mail['product']['cpu_ms']} ms of CPU, the floor's {mail['floor']['cpu_ms']} ms "
        f"({mail['ratio_cpu']} times), over {mail['mails']}"
    ]
