"""Key projects: the register, the plan, the week, the meeting, the lamps and 招商. One module a noun."""

from projects.models.aftercare import AfterCareItem, Commitment, CommitmentReading
from projects.models.asked import Asked
from projects.models.attraction import Adviser, Lead, LeadNote, LeadQuerySet
from projects.models.blocker import Blocker, BlockerAnswer
from projects.models.lamp import LampLimits, LampOverride, current_limits, meeting_time
from projects.models.meeting import Action, ActionEntry, ActionQuerySet, AgendaItem, Instruction
from projects.models.plan import Milestone, Postponement, planned_then
from projects.models.project import (
    SEES_ALL_PROJECTS,
    Assignment,
    Conflict,
    Project,
    ProjectQuerySet,
    StageChange,
    StageWaiver,
    TaskForce,
    YearPlan,
)
from projects.models.standing import Standing, day_of, follow_the_calendar, override_of
from projects.models.template import PlanTemplate, TemplateNode
from projects.models.week import (
    DEADLINE_AT,
    MAX_PHOTOS,
    Correction,
    Period,
    PeriodClosed,
    Reminder,
    Snapshot,
    Update,
    UpdatePhoto,
    UpdateQuerySet,
    deadline_of,
)
from projects.models.weeks import MetWeek, weeks_over

__all__ = [
    "DEADLINE_AT",
    "MAX_PHOTOS",
    "SEES_ALL_PROJECTS",
    "Action",
    "ActionEntry",
    "ActionQuerySet",
    "Adviser",
    "AfterCareItem",
    "AgendaItem",
    "Asked",
    "Assignment",
    "Blocker",
    "BlockerAnswer",
    "Commitment",
    "CommitmentReading",
    "Conflict",
    "Correction",
    "Instruction",
    "LampLimits",
    "LampOverride",
    "Lead",
    "LeadNote",
    "LeadQuerySet",
    "MetWeek",
    "Milestone",
    "Period",
    "PeriodClosed",
    "PlanTemplate",
    "Postponement",
    "Project",
    "ProjectQuerySet",
    "Reminder",
    "Snapshot",
    "StageChange",
    "StageWaiver",
    "Standing",
    "TaskForce",
    "TemplateNode",
    "Update",
    "UpdatePhoto",
    "UpdateQuerySet",
    "YearPlan",
    "current_limits",
    "day_of",
    "deadline_of",
    "follow_the_calendar",
    "meeting_time",
    "override_of",
    "planned_then",
    "weeks_over",
]
