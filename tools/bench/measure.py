"""One run: what each page asks of the database, then what it costs, in rounds, beside the floors."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tools.bench import headers
from tools.bench.client import Answer, Visitor
from tools.bench.figures import Sample
from tools.bench.pages import FLOORS, PAGES, Page
from tools.bench.servers import Server, settle
from tools.console import Trouble, step

COUNTED = 3  # requests of which the smallest counts: a worker that opens a page first asks more
FIRST_PAGE = "/projects/"
MOST_TRIES = 40  # requests until both workers have answered twice
FLOOR_ROLE, FLOOR_TEXT = "person0", {"text": "The roof is closed.", "amount": "10"}


@dataclass(frozen=True)
class Effort:
    """How long one page is asked for in one round: at least so often and so many seconds, never more than `most`.

    Without settling, times and CPU are only a hint.
    """

    rounds: int
    least: int
    seconds: float
    settles: bool = True
    most: int = 100


FULL, QUICK = Effort(rounds=3, least=7, seconds=0.5), Effort(rounds=1, least=2, seconds=0.0, settles=False)
LONGEST = 6.0  # seconds after which a slow page has been asked for often enough
FEWEST = 2


@dataclass(frozen=True)
class Aim:
    """Something to measure: how to ask for it once, what goes before that, and what must come back."""

    name: str
    ask: Callable[..., Answer]
    before: Callable[[], None]
    status: int

    def once(self, *, count: bool = False) -> Answer:
        """Ask once. Raises Trouble for an answer that is not the page: a redirect to the log-in is fast."""
        self.before()
        answer = self.ask(count=count)
        place = answer.headers.get("Location", "")
        if answer.status != self.status or "/login/" in place:
            raise Trouble(f"{self.name} answered {answer.status} {place}, not {self.status}.")
        return answer


def nothing() -> None:
    """Before most requests."""


def aims_of_floors(visitor: Visitor) -> dict[str, Aim]:
    """The floors by name, as their one person opens them."""

    def aim(name: str, url: str) -> Aim:
        if name == "write":
            return Aim(name, lambda *, count: visitor.post(url, FLOOR_TEXT), nothing, 302)
        return Aim(name, lambda *, count: visitor.get(url), nothing, 200)

    return {name: aim(name, url) for name, url in FLOORS.items()}


def aims_of_pages(
    visitors: Mapping[str, Visitor], addresses: Mapping[str, Any], do: Callable[[str], None]
) -> dict[str, Aim]:
    """The pages by name, each as its role; `do` runs a statement in the product's database."""

    def aim(page: Page) -> Aim:
        visitor, address = visitors[page.role], addresses[page.name]
        url, data, undo = address["url"], address["data"], address["undo"]
        before = (lambda: do(undo)) if undo else nothing
        if page.is_post:
            return Aim(page.name, lambda *, count: visitor.post(url, data, count=count), before, page.status)
        return Aim(page.name, lambda *, count: visitor.get(url, count=count), before, page.status)

    return {page.name: aim(page) for page in PAGES}


def sessions(port: int, roles: Iterable[str]) -> dict[str, Visitor]:
    """One log-in a role; the role without a name stays outside."""
    visitors = {role: Visitor(port) for role in sorted(set(roles))}
    for role, visitor in visitors.items():
        if role:
            visitor.log_in(role, count=True)
    return visitors


def first_pages(visitor: Visitor) -> dict[str, float]:
    """The first and the second page of each fresh worker, in ms: the median of the workers."""
    by_worker: dict[int, list[float]] = {}
    for _ in range(MOST_TRIES):
        answer = visitor.get(FIRST_PAGE)
        by_worker.setdefault(answer.number(headers.WORKER), []).append(answer.seconds * 1000)
        if len(by_worker) == 2 and all(len(times) > 1 for times in by_worker.values()):
            break
    both = [times for times in by_worker.values() if len(times) > 1]
    return {
        "first_ms": round(statistics.median(times[0] for times in both), 1),
        "second_ms": round(statistics.median(times[1] for times in both), 1),
        "workers": len(both),
    }


def count(aims: Mapping[str, Aim]) -> dict[str, dict[str, float]]:
    """Statements, rows and kB of each page. What only looks comes first, so that presses change no count."""
    posts = {page.name for page in PAGES if page.is_post}
    faults, found = [], {}
    for name in sorted(aims, key=lambda name: name in posts):
        try:
            found[name] = counted([aims[name].once(count=True) for _ in range(COUNTED)])
        except Trouble as trouble:
            faults.append(str(trouble))
    if faults:
        raise Trouble("\n".join(faults))
    return found


def counted(answers: Sequence[Answer]) -> dict[str, float]:
    """The least that one of the same requests took."""
    return {
        "queries": min(answer.number(headers.QUERIES) for answer in answers),
        "rows": min(answer.number(headers.ROWS) for answer in answers),
        "kb": round(min(len(answer.body) for answer in answers) / 1000, 1),
    }


def sample(aim: Aim, web: Server, db: Server, effort: Effort) -> Sample:
    """Ask for one page until the effort is spent."""
    if effort.settles:
        settle([web, db])
    web_before, db_before, began = web.cpu_ms, db.cpu_ms, time.monotonic()
    times: list[float] = []
    while not spent(len(times), time.monotonic() - began, effort):
        times.append(aim.once().seconds * 1000)
    web_ms, db_ms = web.cpu_ms - web_before, db.cpu_ms - db_before
    return Sample(tuple(times), web_ms / len(times), db_ms / len(times))


def spent(asked: int, seconds: float, effort: Effort) -> bool:
    """Whether a page has been asked for often enough."""
    if asked < min(FEWEST, effort.least):
        return False
    if asked >= effort.most or seconds >= LONGEST:
        return True
    return asked >= effort.least and seconds >= effort.seconds


def rounds(
    floors: Mapping[str, Aim], pages: Mapping[str, Aim], servers: Mapping[str, Server], effort: Effort
) -> tuple[dict[str, list[Sample]], dict[str, list[Sample]], list[float]]:
    """Measure everything once a round, floors among pages in an order of chance; and the share of CPU stolen."""
    of_floors: dict[str, list[Sample]] = {name: [] for name in floors}
    of_pages: dict[str, list[Sample]] = {name: [] for name in pages}
    stolen = []
    for number in range(effort.rounds):
        order = [(of_floors, "floor", aim) for aim in floors.values()]
        order += [(of_pages, "product", aim) for aim in pages.values()]
        random.Random(number).shuffle(order)
        before = cpu_times()
        with step(f"round {number + 1} of {effort.rounds}"):
            for samples, server, aim in order:
                samples[aim.name].append(sample(aim, servers[server], servers["db"], effort))
        stolen.append(stolen_between(before, cpu_times()))
    return of_floors, of_pages, stolen


def cpu_times() -> list[int]:
    """What all CPUs did so far, in ticks, by kind (man 5 proc)."""
    with open("/proc/stat") as stat:
        return [int(ticks) for ticks in stat.readline().split()[1:9]]


def stolen_between(before: Sequence[int], after: Sequence[int]) -> float:
    """The share of the time, in per cent, that the machine's neighbours took."""
    spans = [late - early for early, late in zip(before, after, strict=True)]
    return round(100 * spans[7] / sum(spans), 1) if sum(spans) else 0.0
