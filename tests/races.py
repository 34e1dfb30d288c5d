"""Doing several things at the same moment, each on a database connection of its own."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pgtrigger
from django.db import connection, models, transaction


def at_once(*jobs: Callable[[], Any], timeout: float = 30) -> list[Any]:
    """Start all jobs together; what each returned or raised, in their order. Needs `django_db(transaction=True)`."""
    start, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(place: int) -> None:
        try:
            start.wait(timeout=timeout)
            results[place] = jobs[place]()
        except Exception as raised:
            results[place] = raised
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=timeout)
    assert not any(thread.is_alive() for thread in threads), "a job hangs"
    return results


def asleep(model: type[models.Model], trigger: str) -> Callable[[], AbstractContextManager[None]]:
    """The control of a race: this trigger of the model sleeps."""
    return lambda: pgtrigger.ignore(f"{model._meta.label}:{trigger}")


def during(
    verb: Callable[[], Any],
    writing: Callable[[], Any],
    without: Callable[[], AbstractContextManager[None]] = nullcontext,
    *,
    holds: float = 0.3,
) -> Any:
    """What became of writing while the verb is done and not committed yet: the race is forced, not hoped for."""
    done = threading.Event()

    def ends() -> None:
        with transaction.atomic():
            verb()
            done.set()
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(%s)", [holds])

    def writes() -> Any:
        assert done.wait(timeout=10)
        with without():
            return writing()

    ended, wrote = at_once(ends, writes)
    assert ended is None, ended
    return wrote
