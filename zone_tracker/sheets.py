"""The kinds of rows that come in from tables, in the order in which a zone begins with them."""

from enterprises.sheets import FirmKind

KINDS = (FirmKind,)
