"""Make the role as which the product works, apart from the one that owns its tables."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.guard.trail.roles import RoleError, give_rights, make_role, role_exists
from zone_tracker.management.commands.create_admin import ask_twice


class Command(BaseCommand):
    """`manage.py app_role NAME`: exit 1 where the two would be one."""

    help = (
        "Give a PostgreSQL role the rights with which the product works: it reads and writes, but it can only add to "
        "the audit trail and to the history, never change or empty them. Run it as the owner of the tables, who "
        "runs migrate. A role that does not exist is made; its password is asked for, or read twice from standard "
        "input. Again is harmless, and migrate does so by itself."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the role that stands in the product's DATABASE_URL")

    def handle(self, *args: Any, **options: Any) -> None:
        role = options["name"]
        try:
            if not role_exists(role):
                make_role(role, password=ask_twice())
            give_rights(role)
        except RoleError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{role} may work with the product and can only add to the audit trail and the history.")
