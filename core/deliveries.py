"""The outbox: claim what is owed, send it, write down how it ended. Any number of workers may do this at once.

A delivery is claimed under a lease. A process that dies between claim and commit leaves a claimed row whose lease runs
out; it becomes `uncertain` and is sent once more with the same Message-ID, because an e-mail too many is better than
one that is silently missing.
"""

import datetime as dt
from collections.abc import Sequence

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from core.enums import Channel, DeliveryState
from core.models import Delivery, User

log = structlog.get_logger(__name__)

LEASE = dt.timedelta(minutes=5)
BATCH = 20
MAX_ATTEMPTS = 8
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


def send_owed(*, now: dt.datetime | None = None) -> int:
    """Send everything that is owed at `now`; return how many were sent."""
    now = now or timezone.now()
    sent = 0
    while batch := claim(now=now):
        connection = get_connection()
        for delivery in batch:
            sent += _send(delivery, connection, now=now)
        connection.close()
    return sent


def claim(*, now: dt.datetime) -> list[Delivery]:
    """Take up to a batch of owed deliveries under a lease; no two workers get the same one."""
    Delivery.objects.filter(state=DeliveryState.CLAIMED, lease_until__lt=now).update(
        state=DeliveryState.UNCERTAIN, error="发送中断，结果不明，已再次发送"
    )
    owed = Q(state=DeliveryState.OWED, owed_at__lte=now) | Q(state=DeliveryState.UNCERTAIN)
    with transaction.atomic():
        locked = Delivery.objects.select_for_update(skip_locked=True).filter(owed).order_by("owed_at", "pk")[:BATCH]
        keys = [delivery.pk for delivery in locked]
        Delivery.objects.filter(pk__in=keys).update(
            state=DeliveryState.CLAIMED, lease_until=now + LEASE, attempts=F("attempts") + 1
        )
    return list(Delivery.objects.filter(pk__in=keys).order_by("owed_at", "pk"))


def _send(delivery: Delivery, connection: BaseEmailBackend, *, now: dt.datetime) -> bool:
    """Send one claimed delivery and write down the outcome; True when it went out."""
    message = EmailMessage(
        subject=delivery.subject,
        body=delivery.body,
        to=[delivery.address],
        headers={"Message-ID": delivery.message_id},
        connection=connection,
    )
    try:
        message.send()
    except OSError as error:  # smtplib's errors are OSErrors too
        _failed(delivery, error, now=now)
        return False
    _finish(delivery, state=DeliveryState.SENT, sent_at=timezone.now(), lease_until=None)
    return True


def _failed(delivery: Delivery, error: OSError, *, now: dt.datetime) -> None:
    """Owe it again later, doubling the wait; give up visibly after MAX_ATTEMPTS."""
    log.warning("delivery failed", delivery=delivery.pk, attempt=delivery.attempts, error=str(error))
    gave_up = delivery.attempts >= MAX_ATTEMPTS
    _finish(
        delivery,
        state=DeliveryState.DEAD if gave_up else DeliveryState.OWED,
        owed_at=now + FIRST_RETRY * 2 ** (delivery.attempts - 1),
        lease_until=None,
        error=str(error)[:300],
    )


def _finish(delivery: Delivery, **outcome: object) -> None:
    """Write the outcome of this attempt only: another worker's later attempt is not touched."""
    Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.CLAIMED, attempts=delivery.attempts).update(**outcome)
