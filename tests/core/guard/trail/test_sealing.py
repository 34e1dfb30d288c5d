"""Many at once, each committing: one chain, and nobody waits in a circle.

In a file of its own: a world that other tests of a file share holds the chain until its end.
"""

import random
import threading
import time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from core.enums import AuditKind
from core.guard.trail.verifying import verify
from core.kernel.locks import locked
from core.models import AuditEvent, AuditSeal, User
from enterprises.models import Contact, Enterprise
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_many_writers_at_once_make_one_chain() -> None:
    """Each transaction writes several rows in its own order; none waits for another in a circle."""
    people = [User.objects.create_user(f"p{n}") for n in range(8)]

    def write(order: list[User]) -> None:
        with transaction.atomic():
            for each in order:
                AuditEvent.objects.create(at=timezone.now(), kind=AuditKind.LOGIN, user=each)
                User.objects.create_user(f"{each.username}-{id(order)}")

    chance = random.Random(1)
    orders = [chance.sample(people, len(people)) for _ in range(6)]
    assert at_once(*(lambda order=order: write(order) for order in orders)) == [None] * 6
    numbers = list(AuditSeal.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert verify().ok


def test_nobody_who_seals_is_waited_for_in_a_circle() -> None:
    """A merge holds a row that a visit's foreign key asks for at its commit, and both have lines to seal."""
    firm = Enterprise.objects.create(short_name="甲")
    holds, asks = threading.Barrier(2, timeout=10), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            locked(Enterprise, firm.pk)
            Enterprise.objects.filter(pk=firm.pk).update(short_name="乙")
            holds.wait()
            asks.wait(timeout=10)
            time.sleep(0.3)

    def visit() -> None:
        with transaction.atomic():
            holds.wait()
            User.objects.create_user("line")
            asks.set()
            Contact.objects.create(enterprise=firm, name="张")

    assert at_once(hold, visit) == [None, None]
    assert verify().ok


def test_the_end_of_the_chain_is_not_cut_off_unseen_and_what_was_rolled_back_is_not_missed() -> None:
    User.objects.create_user("kept")
    with transaction.atomic():
        User.objects.create_user("gone")
        connection.check_constraints()  # sealed in the middle of the transaction
        transaction.set_rollback(True)
    assert verify().ok
    with connection.cursor() as cursor:  # control: a committed one is missed
        User.objects.create_user("cut")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM core_auditevent WHERE id = (SELECT max(event_id) FROM core_auditseal)")
        cursor.execute("DELETE FROM core_auditseal WHERE number = (SELECT max(number) FROM core_auditseal)")
        cursor.execute("SET session_replication_role = origin")
    fault = verify().fault
    assert fault is not None
    assert fault.why == "taken out"
