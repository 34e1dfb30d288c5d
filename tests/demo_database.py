"""A database beside the test database that holds the demo of today: loaded once by each worker, given back as it was.

A module that looks at the demo works in it and takes back what it did (`on_the_demo`). To load it anew for each module
takes ten times as long as to connect to another database.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from core.kernel.keeping import freshness


class DemoDatabase:
    """The demo of one worker, made when it is first asked for."""

    def __init__(self) -> None:
        self.loaded_on: dt.date | None = None
        self.usual = str(connection.settings_dict["NAME"])
        assert self.usual.startswith("test_"), "never on the real database"
        self.name = f"{self.usual}_demo"

    @contextmanager
    def connected(self) -> Iterator[None]:
        """Everything goes to the demo's database, and to the usual one afterwards."""
        assert not connection.in_atomic_block, "what is open there would be lost"
        self._go_to(self.name)
        try:
            yield
        finally:
            self._go_to(self.usual)

    @contextmanager
    def on_the_demo(self) -> Iterator[None]:
        """In the demo of today; what is written there is taken back."""
        if self.loaded_on != timezone.localdate():
            self._make()
        with self.connected(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    def drop(self) -> None:
        """Leave nothing on the server."""
        self._go_to(self.usual)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(self.name)}")

    def _make(self) -> None:
        """Copy the empty test database, and load the demo there."""
        self.drop()
        with connection._nodb_cursor() as cursor:
            mine, source = map(connection.ops.quote_name, (self.name, self.usual))
            cursor.execute(f"CREATE DATABASE {mine} TEMPLATE {source}")
        with self.connected():
            today = timezone.localdate()
            call_command("load_demo", verbosity=0)
            self.loaded_on = today

    def _go_to(self, name: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = name
        ContentType.objects.clear_cache()
        freshness.forget()
        freshness._kept.clear()  # the copy counts its stamps on from the same number
