"""The kinds of rows that come in from tables, in the order in which a zone begins with them."""

from core.sheets.accounts import UserKind
from core.sheets.holidays import HolidayKind
from enterprises.figures_sheets import FiguresKind
from enterprises.sheets import FirmKind
from finance.market.sheets import ProductRows
from finance.sheets import BankKind, CreditLineKind, DrawdownKind, RepaymentKind
from projects.lead_sheets import LeadKind
from projects.plan_sheets import NodeKind
from projects.sheets import ProjectKind
from talent.platforms.sheets import AttendanceKind, ResidentKind
from talent.sheets import TalentKind
from talent.teams.sheets import TeamKind

KINDS = (
    UserKind,
    HolidayKind,
    FirmKind,
    ProjectKind,
    NodeKind,
    FiguresKind,
    TalentKind,
    TeamKind,
    ResidentKind,
    AttendanceKind,
    BankKind,
    ProductRows,
    CreditLineKind,
    DrawdownKind,
    RepaymentKind,
    LeadKind,
)
