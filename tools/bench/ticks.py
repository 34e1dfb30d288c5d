"""The worker's own work, timed where it is done: each minute's tasks, and the sending of what is owed."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.db import connection
from django.utils import timezone

from core.enums import DeliveryState
from core.models import Delivery, User
from core.post.deliveries import claim, owe_email, send_owed
from enterprises.tasks import escalate_requests
from projects.tasks import escalate_blockers, tick_periods
from tools.bench.counting import Counter

TICKS: dict[str, Callable[[], object]] = {
    "tick_periods": tick_periods,
    "escalate_blockers": escalate_blockers,
    "escalate_requests": escalate_requests,
    "claim": lambda: claim(now=timezone.now()),
}


def ticks() -> list[dict]:
    """Each task's second run: wall and CPU time of this process in ms, and its statements."""
    return [{"tick": name} | timed(task) for name, task in TICKS.items()]


def timed(task: Callable[[], object]) -> dict[str, float]:
    """Run a task twice; tell of the second run, when what was due is done."""
    task()
    counter, began, cpu = Counter(), time.perf_counter(), time.process_time()
    with connection.execute_wrapper(counter):
        task()
    return {
        "wall_ms": round((time.perf_counter() - began) * 1000, 1),
        "cpu_ms": round((time.process_time() - cpu) * 1000, 1),
        "queries": counter.queries,
    }


def mail(mails: int) -> dict[str, float]:
    """Send so many messages and no others; wall and CPU time of this process a message, in ms."""
    Delivery.objects.exclude(state__in=[DeliveryState.SENT, DeliveryState.DEAD]).update(state=DeliveryState.DEAD)
    now, to = timezone.now(), User.objects.filter(is_active=True).exclude(email="").earliest("pk")
    owe_email([(to, f"示例 {n}", "本周有项目待填报。\n" * 8, f"bench-{n}") for n in range(mails)], now=now)
    began, cpu = time.perf_counter(), time.process_time()
    sent = send_owed(now=now)
    if sent != mails:
        raise RuntimeError(f"{sent} of {mails} were sent")
    return {
        "wall_ms": round((time.perf_counter() - began) * 1000 / sent, 3),
        "cpu_ms": round((time.process_time() - cpu) * 1000 / sent, 3),
    }
