"""Every list that can be exported, in the order of the menu, and what may be done to several rows of one at once."""

from core.sheets.account_list import ACCOUNTS
from core.sheets.picking import Acts
from enterprises.care.acts import FIRM_ACTS
from enterprises.care.lists import GAPS
from enterprises.firm.lists import FIRMS
from enterprises.growth.lists import ENTRIES
from enterprises.service.acts import REQUEST_ACTS
from enterprises.service.handoff_lists import HANDOFFS
from enterprises.service.lists import REQUESTS, VISITS
from finance.lists import INSTITUTIONS, LINES, NEEDS, SIDES
from finance.market.lists import PRODUCTS
from projects.attraction.lists import LEADS
from projects.meeting.lists import ACTIONS, BLOCKERS
from projects.register.acts import ADD_KINDS, HAND_OVER, LIST_AS_KEY, project_url, projects_seen
from projects.register.lists import PROJECTS
from projects.week.acts import REMIND
from projects.week.lists import WEEK
from talent.care.flats import FLATS
from talent.care.lists import CARDS, HONOURS, MENTORS, SCHOOLS, TENANCIES, WISHES
from talent.lists import QUOTAS, TALENTS
from talent.platforms.lists import ATTENDANCES, COURSES, PLATFORMS, RESIDENTS, RESULTS
from talent.teams.lists import TEAMMATES, TEAMS, WORKS
from talent.wanted.lists import TALENT_NEEDS
from targets.explore.lists import TRENDS
from targets.figures.lists import FIGURE_ROWS
from zone_tracker.trail.lists import TRAIL

OF_PROJECTS = (PROJECTS, WEEK, BLOCKERS, ACTIONS, LEADS)
OF_FIRMS = (FIRMS, VISITS, HANDOFFS, REQUESTS, GAPS, ENTRIES)
OF_CARE = (FLATS, TENANCIES, WISHES, CARDS, SCHOOLS, HONOURS, MENTORS)
OF_GROWTH = (PLATFORMS, RESIDENTS, RESULTS, COURSES, ATTENDANCES, TEAMS, TEAMMATES, WORKS)
OF_TALENTS = (TALENTS, QUOTAS, TALENT_NEEDS, *OF_CARE, *OF_GROWTH)
OF_MONEY = (LINES, SIDES, NEEDS, PRODUCTS, INSTITUTIONS)
LISTINGS = (*OF_PROJECTS, *OF_FIRMS, *OF_TALENTS, *OF_MONEY, FIGURE_ROWS, TRENDS, ACCOUNTS, TRAIL)
PROJECT_ACTS = Acts(projects_seen, project_url, (HAND_OVER, LIST_AS_KEY, ADD_KINDS, REMIND))
ACTS = {"projects": PROJECT_ACTS, "firms": FIRM_ACTS, "requests": REQUEST_ACTS}
