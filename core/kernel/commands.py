"""What our management commands share: dates from the command line, and JSON that reads well in Chinese."""

import argparse
import datetime as dt
import json

from django.utils import timezone

from core.typed.cleaning import narrow


def iso_date(text: str) -> dt.date:
    """Raise ValueError for anything but 2021-04-06; Python itself would take 20210406 and 2021-W14-2 too."""
    text = narrow(text)
    if len(text) != len("2021-04-06"):
        raise ValueError(text)
    return dt.date.fromisoformat(text)


def date_argument(text: str) -> dt.date:
    """Parse 2021-04-06; argparse turns the error into one clear sentence."""
    try:
        return iso_date(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it as 2021-04-06") from error


def moment_argument(text: str) -> dt.datetime:
    """Parse 2021-04-06T08:00 (Shanghai time unless it carries an offset)."""
    try:
        moment = dt.datetime.fromisoformat(narrow(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a moment; write it as 2021-04-06T08:00") from error
    return moment if moment.tzinfo else timezone.make_aware(moment)


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """`--as-of DATE`: None where it is left out, which is today."""
    parser.add_argument("--as-of", type=date_argument, metavar="DATE", help="a date, as 2021-04-06; today if left out")


def as_json(value: object) -> str:
    """One JSON document, dates as 2021-04-06, Chinese readable."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)
