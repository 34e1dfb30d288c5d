"""The rows of the firms' room."""

from enterprises.models.firms import (
    SEES_ALL_FIRMS,
    Contact,
    Enterprise,
    EnterpriseAlias,
    EnterpriseGrade,
    EnterpriseQuerySet,
    LiaisonAssignment,
    LiaisonAssignmentQuerySet,
)
from enterprises.models.growth import (
    CultivationPlan,
    InnovationPlatform,
    ListingStageChange,
    MonthlyFigures,
    PlanEntry,
    PlanStep,
    TechChallenge,
)
from enterprises.models.hours import WorkingSpan, seed_working_hours
from enterprises.models.requests import (
    Confirmation,
    Request,
    RequestChange,
    RequestKind,
    RequestPartner,
    RequestProof,
    RequestQuerySet,
    WrongState,
)
from enterprises.models.visits import (
    SEES_ALL_SERVICE,
    NewRequest,
    Visit,
    VisitHandoff,
    VisitPhoto,
    VisitQuerySet,
)

__all__ = [
    "SEES_ALL_FIRMS",
    "SEES_ALL_SERVICE",
    "Confirmation",
    "Contact",
    "CultivationPlan",
    "Enterprise",
    "EnterpriseAlias",
    "EnterpriseGrade",
    "EnterpriseQuerySet",
    "InnovationPlatform",
    "LiaisonAssignment",
    "LiaisonAssignmentQuerySet",
    "ListingStageChange",
    "MonthlyFigures",
    "NewRequest",
    "PlanEntry",
    "PlanStep",
    "Request",
    "RequestChange",
    "RequestKind",
    "RequestPartner",
    "RequestProof",
    "RequestQuerySet",
    "TechChallenge",
    "Visit",
    "VisitHandoff",
    "VisitPhoto",
    "VisitQuerySet",
    "WorkingSpan",
    "WrongState",
    "seed_working_hours",
]
