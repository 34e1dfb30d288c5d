"""Dates and numbers look the same in both languages: a ledger that is printed in one is read in the other."""

from core.formats.zh_Hans.formats import *  # noqa: F403
