"""The kinds of rows that come in from tables, in the order in which a zone begins with them."""

from core.sheets.accounts import UserKind
from enterprises.sheets import FirmKind
from finance.sheets import BankKind, CreditLineKind, DrawdownKind
from talent.sheets import TalentKind

KINDS = (UserKind, FirmKind, TalentKind, BankKind, CreditLineKind, DrawdownKind)
