"""What one request asks of PostgreSQL, told in its answer; only for requests that ask for it, and only in the bench."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from tools.bench.headers import COUNT, QUERIES, ROWS, WORKER

# Without the revisions: how many rows they have depends on how many connections have written so far.
ROWS_READ = (
    "SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0) FROM pg_stat_user_tables"
    " WHERE relname <> 'core_revision'"
)


class Counter:
    """Counts the statements of a connection."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.queries += 1
        return execute(sql, params, many, context)


class CountingMiddleware:
    """Outside everything else, so that sessions, permissions and history count as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.counted(request) if COUNT in request.headers else self.get_response(request)
        response[WORKER] = str(os.getpid())
        return response

    def counted(self, request: HttpRequest) -> HttpResponse:
        """The answer, with what it asked of the database."""
        before, counter = rows_read(), Counter()
        with connection.execute_wrapper(counter):
            response = self.get_response(request)
        response[QUERIES] = str(counter.queries)
        response[ROWS] = str(rows_read() - before)
        return response


def rows_read() -> int:
    """Rows that this database's tables gave out since it was made, this connection's last statement included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(ROWS_READ)
        [(read,)] = cursor.fetchall()
        return int(read)
