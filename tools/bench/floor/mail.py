"""`python -m tools.bench.floor.mail PORT MAILS`: a loop over one SMTP connection, and what a message costs."""

from __future__ import annotations

import json
import sys
import time

import django
from django.core.mail import EmailMessage, get_connection

BODY = "Two projects await this week's report.\n" * 8


def send(port: int, mails: int) -> dict[str, float]:
    """Wall and CPU time of this process a message, in ms."""
    began, cpu = time.perf_counter(), time.process_time()
    with get_connection("django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=port) as connection:
        for number in range(mails):
            EmailMessage(
                f"Report {number}", BODY, "floor@example.com", [f"person{number}@example.com"], connection=connection
            ).send()
    return {
        "wall_ms": round((time.perf_counter() - began) * 1000 / mails, 3),
        "cpu_ms": round((time.process_time() - cpu) * 1000 / mails, 3),
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(send(int(sys.argv[1]), int(sys.argv[2]))))
