"""Key projects: the register, the plan, the week, the meeting, the lamps and 招商. One module a noun."""

from projects.models.aftercare import AfterCareItem, Commitment, CommitmentReading
from projects.models.asked import Asked
from projects.models.assignment import Assignment
from projects.models.attraction import Adviser, Lead, LeadNote, LeadQuerySet
from projects.models.blocker import Blocker, BlockerAnswer
from projects.models.conflict import Conflict
from projects.models.investment import OpeningBalance, YearPlan
from projects.models.keylist import KeyList, KeyListEntry
from projects.models.lamp import LampLimits, LampOverride, current_limits, meeting_time
from projects.models.life import FirmChange, LifeChange, ProjectMerge
from projects.models.listed import on_key_list, owing
from projects.models.meeting import Action, ActionEntry, ActionQuerySet, AgendaItem, Instruction
from projects.models.paper import Paper
from projects.models.plan import Milestone, Postponement, TemplateProposal, must_be_worked, planned_then, waited_for
from projects.models.project import (
    SEES_ALL_PROJECTS,
    FormerName,
    Project,
    ProjectQuerySet,
)
from projects.models.stage import StageChange, StageWaiver
from projects.models.standing import Standing, day_of, follow_the_calendar, override_of
from projects.models.taskforce import TaskForce, TaskForceMember
from projects.models.template import LONGEST_NODE, PlanTemplate, TemplateNode
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
    "LONGEST_NODE",
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
    "FirmChange",
    "FormerName",
    "Instruction",
    "KeyList",
    "KeyListEntry",
    "LampLimits",
    "LampOverride",
    "Lead",
    "LeadNote",
    "LeadQuerySet",
    "LifeChange",
    "MetWeek",
    "Milestone",
    "OpeningBalance",
    "Paper",
    "Period",
    "PeriodClosed",
    "PlanTemplate",
    "Postponement",
    "Project",
    "ProjectMerge",
    "ProjectQuerySet",
    "Reminder",
    "Snapshot",
    "StageChange",
    "StageWaiver",
    "Standing",
    "TaskForce",
    "TaskForceMember",
    "TemplateNode",
    "TemplateProposal",
    "Update",
    "UpdatePhoto",
    "UpdateQuerySet",
    "YearPlan",
    "current_limits",
    "day_of",
    "deadline_of",
    "follow_the_calendar",
    "meeting_time",
    "must_be_worked",
    "on_key_list",
    "override_of",
    "owing",
    "planned_then",
    "waited_for",
    "weeks_over",
]
