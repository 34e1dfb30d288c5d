"""The rows of the firms' room."""

from enterprises.models.care import VisitTier, seed_visit_tiers
from enterprises.models.chain import ChainLink, ChainPlace, Supply
from enterprises.models.course import Confirmation, RequestChange, RequestPartner, RequestProof
from enterprises.models.firms import (
    CALLERS,
    SEES_ALL_FIRMS,
    Contact,
    Enterprise,
    EnterpriseAlias,
    EnterpriseGrade,
    EnterpriseMerge,
    EnterpriseQuerySet,
    LiaisonAssignment,
    LiaisonAssignmentQuerySet,
)
from enterprises.models.growth import (
    ChallengeMilestone,
    CultivationPlan,
    InnovationPlatform,
    ListingStageChange,
    MonthlyFigures,
    PlanEntry,
    PlanEntryQuerySet,
    PlanStep,
    TechChallenge,
)
from enterprises.models.handoffs import NotInHand, VisitHandoff, VisitHandoffQuerySet
from enterprises.models.hours import WorkingSpan, seed_working_hours
from enterprises.models.requests import Request, RequestKind, RequestQuerySet, WrongState
from enterprises.models.standing import BEFORE_ALL, FirmStanding
from enterprises.models.visits import (
    PlannedVisit,
    StandingQuestion,
    Visit,
    VisitPhoto,
    VisitQuerySet,
    seed_standing_questions,
)

__all__ = [
    "BEFORE_ALL",
    "CALLERS",
    "SEES_ALL_FIRMS",
    "ChainLink",
    "ChainPlace",
    "ChallengeMilestone",
    "Confirmation",
    "Contact",
    "CultivationPlan",
    "Enterprise",
    "EnterpriseAlias",
    "EnterpriseGrade",
    "EnterpriseMerge",
    "EnterpriseQuerySet",
    "FirmStanding",
    "InnovationPlatform",
    "LiaisonAssignment",
    "LiaisonAssignmentQuerySet",
    "ListingStageChange",
    "MonthlyFigures",
    "NotInHand",
    "PlanEntry",
    "PlanEntryQuerySet",
    "PlanStep",
    "PlannedVisit",
    "Request",
    "RequestChange",
    "RequestKind",
    "RequestPartner",
    "RequestProof",
    "RequestQuerySet",
    "StandingQuestion",
    "Supply",
    "TechChallenge",
    "Visit",
    "VisitHandoff",
    "VisitHandoffQuerySet",
    "VisitPhoto",
    "VisitQuerySet",
    "VisitTier",
    "WorkingSpan",
    "WrongState",
    "seed_standing_questions",
    "seed_visit_tiers",
    "seed_working_hours",
]
