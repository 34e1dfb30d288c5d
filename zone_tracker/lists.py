"""Every list that can be exported, in the order of the menu."""

from core.sheets.account_list import ACCOUNTS
from enterprises.care.lists import GAPS
from enterprises.firm.lists import FIRMS
from enterprises.service.lists import REQUESTS, VISITS
from finance.lists import LINES, NEEDS
from projects.attraction.lists import LEADS
from projects.meeting.lists import ACTIONS, BLOCKERS
from projects.register.lists import PROJECTS
from projects.week.lists import WEEK
from talent.lists import TALENTS
from zone_tracker.trail.lists import TRAIL

OF_PROJECTS = (PROJECTS, WEEK, BLOCKERS, ACTIONS, LEADS)
OF_FIRMS = (FIRMS, VISITS, REQUESTS, GAPS, TALENTS, LINES, NEEDS)
LISTINGS = (*OF_PROJECTS, *OF_FIRMS, ACCOUNTS, TRAIL)
