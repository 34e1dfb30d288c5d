"""End the quarantine of a restored database on this host."""

from typing import Any

from django.core.management.base import BaseCommand

from core.enums import DELIVERY_WAITING
from core.models import Delivery
from core.office import instance


class Command(BaseCommand):
    """`manage.py adopt`."""

    help = (
        "Let this host serve the database as the real one: after a restore, and on each further host. Tells how many "
        "messages are owed; they are sent within a minute. Make sure first that the old instance is off for good."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not instance.adopt():
            self.stdout.write("This host serves its own database; there is nothing to adopt.")
            return
        owed = Delivery.objects.filter(state__in=DELIVERY_WAITING).count()
        self.stdout.write(f"Adopted. {owed} messages owed will be sent, and reminders are made again.")
