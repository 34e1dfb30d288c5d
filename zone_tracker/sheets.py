"""The kinds of rows that come in from tables, in the order in which a zone begins with them."""

from core.sheets.holidays import HolidayKind
from enterprises.figures_sheets import FiguresKind
from enterprises.sheets import FirmKind
from projects.lead_sheets import LeadKind
from projects.plan_sheets import NodeKind
from projects.sheets import ProjectKind

KINDS = (FirmKind, ProjectKind, NodeKind, FiguresKind, LeadKind, HolidayKind)
