"""Print the log-ins of the demo, one a line: role, username, what it shows."""

from typing import Any

from django.core.management.base import BaseCommand

from core.guard.demo_accounts import demo_accounts


class Command(BaseCommand):
    """`manage.py demo_accounts`: nothing is printed when there is no demo."""

    help = "Print the demo log-ins: role, username and hint, separated by tabs."

    def handle(self, *args: Any, **options: Any) -> None:
        for account in demo_accounts():
            self.stdout.write(f"{account.role_label}\t{account.username}\t{account.hint}")
