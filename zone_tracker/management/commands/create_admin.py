"""Make the first person of an administrators' role, on the server."""

import sys
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from core.enums import Role
from core.models import User
from core.typed.cleaning import in_line, narrow

FIRST_ROLES = (Role.ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)


class Command(BaseCommand):
    """`manage.py create_admin --username U --name N [--role R]`: exit 1 where there is one already."""

    help = (
        "Make the first person who holds an administrators' role. The password is asked for, or read twice from "
        "standard input when that is not a terminal. Once there is one, people are added in 账号, "
        "where two decide on their roles."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", type=narrow, required=True, help="with what the person logs in")
        parser.add_argument("--name", type=in_line, required=True, help="the person's name, as it is shown")
        parser.add_argument("--role", choices=[str(role) for role in FIRST_ROLES], default=str(Role.ADMIN))

    def handle(self, *args: Any, **options: Any) -> None:
        role = Role(options["role"])
        person = User(username=options["username"], name=options["name"], roles=[role])
        if User.objects.holding(role).filter(is_example=False).exists():
            raise CommandError(f"There is a person with the role {role} already; others are added in 账号.")
        if User.objects.filter(username__iexact=person.username).exists():
            raise CommandError(f"The user name {person.username} is taken.")
        with translation.override("en"):
            person.set_password(password_for(person))
            try:
                person.full_clean()
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from None
        person.save()
        self.stdout.write(f"{person.username} may log in and holds the role {role}.")


def password_for(person: User) -> str:
    """Ask twice, at a terminal without showing it. Raises CommandError when the two differ or the password is weak."""
    password = ask_twice()
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    return password


def ask_twice() -> str:
    """A password, at a terminal without showing it. Raises CommandError when it is not twice the same."""
    ask = getpass if sys.stdin.isatty() else lambda _: sys.stdin.readline().rstrip("\n")
    first, second = ask("Password: "), ask("Password (again): ")
    if first != second:
        raise CommandError("The two passwords differ.")
    return first
