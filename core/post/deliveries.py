"""Messages that are owed: claim them, send them, write down how it ended. Any number of workers may do this at once.

A delivery is claimed under a lease. A process that dies between claim and commit leaves a claimed row whose lease runs
out; it becomes `uncertain` and is sent once more with the same Message-ID, because an e-mail too many is better than
one that is silently missing. A worker that a slow mail server held up asks for its lease again before each message;
as long as half of it is left, which is more than a message takes, the outcome is the only write.
"""

import datetime as dt
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress

import structlog
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection as database
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from core.enums import DELIVERY_WAITING, Channel, DeliveryState
from core.hands.reading import running
from core.models import Delivery, User
from core.office.instance import silent_in_quarantine
from core.post.letters import Letter

log = structlog.get_logger(__name__)

LEASE = dt.timedelta(minutes=5)
BATCH = 100  # and one connection
MAX_ATTEMPTS = 8
FOR_DEPUTY = ":deputy:"  # in the key of what a deputy is told: it ends with the key of the deputyship
FIRST_RETRY = dt.timedelta(minutes=1)


def owe_email(recipients: Sequence[tuple[User, str, str, str]], *, now: dt.datetime) -> None:
    """Write down e-mails that are owed: (user, subject, body, dedupe_key) each. A key that exists is left alone.

    Where no mail server is configured nothing is owed, and people without an address are passed over.
    """
    if not settings.EMAIL_ENABLED:
        return
    Delivery.objects.bulk_create(
        [
            Delivery(
                channel=Channel.EMAIL,
                user=user,
                address=user.email,
                subject=subject,
                body=body,
                dedupe_key=key,
                owed_at=now,
            )
            for user, subject, body, key in recipients
            if user.email
        ],
        ignore_conflicts=True,
    )


@silent_in_quarantine
def send_owed(*, now: dt.datetime | None = None) -> int:
    """Send everything that is owed at `now` or falls due meanwhile; return how many were sent."""
    start, began = now or timezone.now(), time.monotonic()

    def moment() -> dt.datetime:
        return start + dt.timedelta(seconds=time.monotonic() - began)

    sent = 0
    while batch := claim(now=moment()):
        with closing(get_connection()) as connection:
            sent += _send_all(batch, connection, moment)
    return sent


def claim(*, now: dt.datetime) -> list[Delivery]:
    """Take up to a batch of owed deliveries under a lease; no two workers get the same one."""
    lapsed = Delivery.objects.filter(state=DeliveryState.CLAIMED, lease_until__lt=now)
    lapsed.filter(attempts__gte=MAX_ATTEMPTS).update(state=DeliveryState.DEAD, error="发送多次中断，结果不明，已放弃")
    lapsed.update(state=DeliveryState.UNCERTAIN, error="发送中断，结果不明，已再次发送")
    drop_for_those_who_left()
    drop_for_deputies_no_more()
    waiting = Delivery.objects.filter(state__in=DELIVERY_WAITING)  # in the words of the index
    due = waiting.filter(Q(owed_at__lte=now) | Q(state=DeliveryState.UNCERTAIN)).order_by("owed_at", "pk")
    with transaction.atomic():
        batch = list(due.select_for_update(skip_locked=True)[:BATCH])
        Delivery.objects.filter(pk__in=[each.pk for each in batch]).update(
            state=DeliveryState.CLAIMED, lease_until=now + LEASE, attempts=F("attempts") + 1
        )
    for each in batch:  # as it was claimed here; a row that is read again may be another worker's by then
        each.state, each.lease_until, each.attempts = DeliveryState.CLAIMED, now + LEASE, each.attempts + 1
    return batch


def drop_for_those_who_left() -> None:
    """What is owed to an account that was disabled meanwhile is not sent; the row says why."""
    theirs = Delivery.objects.filter(state__in=DELIVERY_WAITING, user__is_active=False)
    theirs.update(state=DeliveryState.DROPPED, error="收件人账号已停用，不再发送")


def drop_for_deputies_no_more() -> None:
    """Nor is what was owed to a deputy who stands in no more, because it ended or was ended."""
    theirs = Delivery.objects.filter(state__in=DELIVERY_WAITING, dedupe_key__contains=FOR_DEPUTY)
    waiting = dict(theirs.values_list("pk", "dedupe_key"))
    if not waiting:
        return
    still = {f"{FOR_DEPUTY}{each.pk}:email" for each in running()}
    over = [pk for pk, key in waiting.items() if key[key.rindex(FOR_DEPUTY) :] not in still]
    theirs.filter(pk__in=over).update(state=DeliveryState.DROPPED, error="代理已结束，不再发送")


def _send_all(batch: list[Delivery], connection: BaseEmailBackend, moment: Callable[[], dt.datetime]) -> int:
    """Send a batch; return how many went out. Where the server is slow, those at its end are leased again in time."""
    leased, sent = moment(), 0
    for number, delivery in enumerate(batch):
        if (now := moment()) - leased > LEASE / 2:
            _lease_again(batch[number:], now)
            leased = now
        sent += _send(delivery, connection, now=now)
    return sent


def _lease_again(batch: list[Delivery], now: dt.datetime) -> None:
    held = Delivery.objects.filter(pk__in=[each.pk for each in batch], state=DeliveryState.CLAIMED)
    held.filter(lease_until__gte=now).update(lease_until=now + LEASE)


def _send(delivery: Delivery, connection: BaseEmailBackend, *, now: dt.datetime) -> bool:
    """Send one claimed delivery and write down the outcome; True when it went out."""
    if not _is_ours(delivery, now):
        return False
    try:
        connection.open()  # and keep it for the next message; opened by `send`, it would be closed after each
        Letter(
            to=delivery.address,
            subject=delivery.subject,
            body=delivery.body,
            message_id=delivery.message_id,
            connection=connection,
        ).send()
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; an address that is none is a ValueError
        _failed(delivery, error, now=now)
        with suppress(OSError):
            connection.close()
        return False
    _write(delivery, state=DeliveryState.SENT, sent_at=timezone.now(), lease_until=None)
    return True


def _is_ours(delivery: Delivery, now: dt.datetime) -> bool:
    """Whether the claim still holds.

    Nobody takes up a young one, so nothing is written for it; an older one is renewed, unless its lease ran out on the
    way here and another worker has it.
    """
    young = delivery.lease_until is not None and now <= delivery.lease_until - LEASE / 2
    return young or _write(delivery, state=DeliveryState.CLAIMED, lease_until=now + LEASE)


def _failed(delivery: Delivery, error: Exception, *, now: dt.datetime) -> None:
    """Owe it again later, doubling the wait; give up visibly after MAX_ATTEMPTS."""
    log.warning("delivery failed", delivery=delivery.pk, attempt=delivery.attempts, error=str(error))
    gave_up = delivery.attempts >= MAX_ATTEMPTS
    _write(
        delivery,
        state=DeliveryState.DEAD if gave_up else DeliveryState.OWED,
        owed_at=now + FIRST_RETRY * 2 ** (delivery.attempts - 1),
        lease_until=None,
        error=str(error)[:300],
    )


def _write(delivery: Delivery, **columns: object) -> bool:
    """Write what became of this attempt; False, and nothing written, when another worker has begun the next one.

    Asked for each message: in plain words, since to compile them costs more than all the rest of a message.
    """
    told = ", ".join(f"{column} = %s" for column in columns)
    ours = "id = %s AND attempts = %s AND state IN (%s, %s)"
    values = [*columns.values(), delivery.pk, delivery.attempts, DeliveryState.CLAIMED, DeliveryState.UNCERTAIN]
    with database.cursor() as cursor:
        cursor.execute(f"UPDATE {Delivery._meta.db_table} SET {told} WHERE {ours}", values)
        return cursor.rowcount == 1
