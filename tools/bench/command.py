"""`dev.py bench`: prepare, serve the product beside the floor, measure, tell, and hold the budgets."""

from __future__ import annotations

import contextlib
import json
import os
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools.bench import figures, measure, report
from tools.bench.mail import answer_of, mail
from tools.bench.measure import FLOOR_ROLE, FULL, QUICK, Effort
from tools.bench.pages import PAGES
from tools.bench.prepare import FLOOR, FLOOR_SETTINGS, PRODUCT, PRODUCT_SETTINGS, Cluster, environment, prepare
from tools.bench.servers import Server, gunicorn
from tools.console import Trouble, say, step
from tools.postgres import database

BUDGETS = Path(__file__).parent / "budgets.json"
USUAL_SCALE = 25


def bench(var: Path, *, scale: int | None, quick: bool, target: Path | None, other: Path | None, write: bool) -> int:
    """Run the bench; return 1 when a quick run found a page above its budget, whatever its time was.

    `target` gets the run as JSON, `other` is such a file of another scale to tell the growth against, `write` writes
    the budgets down as found.
    """
    quick = quick or write
    scale = scale or (1 if quick else USUAL_SCALE)
    if quick and scale != 1:
        raise Trouble("The budgets are for scale 1: leave out --quick, or --scale.")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    os.environ.pop("DATABASE_URL", None)  # never somebody's own database
    others = json.loads(other.read_text())["pages"] if other else []
    run = found(var, scale, QUICK if quick else FULL)
    run["pages"] = figures.with_growth(run["pages"], others)
    print("\n".join(report.lines(run)), flush=True)
    if target:
        target.write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n")
    if write:
        BUDGETS.write_text(json.dumps(figures.budgets_of(run["pages"]), indent=1) + "\n")
    return hold_budgets(run) if quick else 0


def hold_budgets(run: Mapping[str, Any]) -> int:
    """Say what is above its budget; return the exit code."""
    faults = figures.exceeded(run["pages"], json.loads(BUDGETS.read_text()))
    for fault in faults:
        say(fault)
    say(f"{len(faults)} budgets exceeded." if faults else "Every page keeps within its budget.")
    return 1 if faults else 0


def found(var: Path, scale: int, effort: Effort) -> dict[str, Any]:
    """Everything that one run finds."""
    with contextlib.ExitStack() as stack:
        say("Preparing")
        with step("PostgreSQL"):
            embedded = stack.enter_context(database(var))
        if embedded is None:
            raise Trouble("The bench works on a PostgreSQL of its own only.")
        cluster = Cluster(embedded.socket)
        prepare(cluster, var, scale)
        product = environment(var, PRODUCT_SETTINGS, cluster.url(PRODUCT))
        floor = environment(var, FLOOR_SETTINGS, cluster.url(FLOOR))
        addresses = answer_of("tools.bench.inside", "addresses", env=product)
        with step("the product and the floor"):
            config, said = "zone_tracker.serving", var / "log"
            web = stack.enter_context(gunicorn("zone_tracker.wsgi", product, said / "product.log", config=config))
            plain = stack.enter_context(gunicorn("tools.bench.floor.wsgi", floor, said / "floor.log"))
        servers = {"product": web, "floor": plain, "db": Server(postmaster(var))}
        say("Measuring")
        run = measured(cluster, servers, addresses, effort)
        with step("ticks and mail"):
            run["ticks"] = answer_of("tools.bench.inside", "ticks", env=product)
            run["mail"] = mail(product, floor) if effort.settles else None
    return {"machine": report.machine(), "scale": scale, "commit": report.commit()} | run


def measured(
    cluster: Cluster, servers: Mapping[str, Server], addresses: Mapping[str, Any], effort: Effort
) -> dict[str, Any]:
    """The floors and the pages, the workers' first pages and memory."""
    web, plain = servers["product"], servers["floor"]
    visitors = measure.sessions(web.port, (page.role for page in PAGES))
    first = measure.first_pages(visitors["leader"])
    memory = {"start": web.memory()}
    visitor = measure.sessions(plain.port, [FLOOR_ROLE])[FLOOR_ROLE]
    with cluster.session(PRODUCT) as cursor:
        pages = measure.aims_of_pages(visitors, addresses, lambda statement: undo(cursor, statement))
        with step("statements, rows and kB"):
            counts = measure.count(pages)
        floors = measure.aims_of_floors(visitor)
        of_floors, of_pages, stolen = measure.rounds(floors, pages, servers, effort)
    memory |= {"end": web.memory(), "floor": plain.memory()}
    return {
        "stolen": stolen,
        "floors": {name: figures.cost(samples) for name, samples in of_floors.items()},
        "pages": [
            {"page": page.name, "floor": page.floor}
            | figures.cost(of_pages[page.name])
            | figures.against(of_pages[page.name], of_floors[page.floor])
            | counts[page.name]
            for page in PAGES
        ],
        "first_page": first,
        "memory": memory,
    }


def undo(cursor: Any, statement: str) -> None:
    """Take a press back, and leave no rows of that in what the next page is counted by."""
    cursor.execute(statement)
    cursor.execute("SELECT pg_stat_force_next_flush()")


def postmaster(var: Path) -> int:
    """The head of PostgreSQL's processes."""
    return int((var / "postgres/postmaster.pid").read_text().splitlines()[0])
