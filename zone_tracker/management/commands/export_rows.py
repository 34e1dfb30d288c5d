"""Export the rows of a kind: the list of its page, with the columns that can be read back."""

import argparse
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from core.kernel.language import in_house_language
from core.models import User
from core.sheets.acting import system
from core.sheets.exports import MAKE, made
from core.sheets.kinds import Kind, kinds
from core.sheets.lists import Export, Found, Listing, listings


class Command(BaseCommand):
    help = """Write the rows of a kind into a workbook or a csv, as somebody sees them on the page of their list.
    Without --as the machine itself acts: it sees all and is recorded as such."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(kinds()))
        parser.add_argument("file", type=Path, help="ends in .xlsx or .csv")
        parser.add_argument("--filter", default="", help="the query of the list's page, as stage=signed&sort=-total")
        parser.add_argument("--as", dest="username", help="the log-in of the person whose view is exported")

    def handle(self, *args: Any, **options: Any) -> None:
        form = options["file"].suffix.removeprefix(".").lower()
        if form not in MAKE:
            raise CommandError(f"{options['file']} ends in neither .xlsx nor .csv.")
        user = person(options["username"])
        listing = listing_of(kinds()[options["kind"]], narrowed=bool(options["filter"]))
        with in_house_language():
            try:
                export = Export(listing, user, QueryDict(options["filter"]))
            except PermissionDenied as error:
                raise CommandError(f"{options['username']} may not open the list of {options['kind']}.") from error
            if export.errors:
                raise CommandError(f"--filter: {' '.join(export.errors)}")
            data = made(export, form, request=None)
        try:
            options["file"].write_bytes(data)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be written: {error.strerror}") from error
        self.stdout.write(f"{export.found.count} rows of {options['kind']} written to {options['file']}.")


def listing_of(kind: type[Kind], *, narrowed: bool) -> Listing:
    """The list whose rows these are; a kind without a list of its own is exported as a whole. Raises CommandError."""
    for listing in listings().values():
        if listing.kind == kind.key:
            return listing
    if narrowed:
        raise CommandError(f"{kind.key} have no list that could be filtered.")

    def found(request: Any) -> Found:
        return Found(kind(request.user).rows().order_by(*kind.order))

    return Listing(kind.key, kind.route, kind.title, (), found, kind=kind.key)


def person(username: str | None) -> User:
    """Whose view it is: somebody's by log-in, else the machine's. Raises CommandError for nobody."""
    if not username:
        return system()
    user = User.objects.active().filter(username=username).first()
    if user is None:
        raise CommandError(f"There is no active account “{username}”.")
    return user
