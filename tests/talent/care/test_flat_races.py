"""Two move in at the same moment. One does; and without the constraint both would."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, OperationalError, connection

from talent.models import Apartment, Talent, Tenancy
from tests.talent.care.scene import flat, tenancy
from tests.talent.scene import talent

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8


def both(pairs: list[tuple[Apartment, Talent]]) -> int:
    """How many got in of those who try at once."""
    gate, got = threading.Barrier(len(pairs)), []

    def try_it(where: Apartment, who: Talent) -> None:
        try:
            gate.wait()
            got.append(tenancy(where, who, 0, 30))
        except (IntegrityError, OperationalError):
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(got)


@contextmanager
def without(name: str) -> Iterator[None]:
    """The constraint off, and on again."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_constraintdef(oid) from pg_constraint where conname = %s", [name])
        definition = cursor.fetchone()[0]
        cursor.execute(f"alter table talent_tenancy drop constraint {name}")
    try:
        yield
    finally:
        Tenancy.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(f"alter table talent_tenancy add constraint {name} {definition}")


def test_one_flat_at_once() -> None:
    where, one, two = flat(), talent("甲示例"), talent("乙示例")
    for _nth in range(ROUNDS):
        assert both([(where, one), (where, two)]) <= 1
        assert Tenancy.objects.count() <= 1
        Tenancy.objects.all().delete()
    with without("flat_had_by_one"):
        assert both([(where, one), (where, two)]) == 2, "the control"


def test_one_person_at_once() -> None:
    one, two, who = flat(), flat("1603"), talent()
    for _nth in range(ROUNDS):
        assert both([(one, who), (two, who)]) <= 1
        Tenancy.objects.all().delete()
    with without("one_flat_a_person"):
        assert both([(one, who), (two, who)]) == 2, "the control"
