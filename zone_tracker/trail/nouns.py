"""Every noun that has a page of its own: where it is, and who may see it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model
from django.urls import reverse

from core.guard.trail.histories import History, histories
from core.models import User
from enterprises.models import Enterprise, PlanEntry, Request, Visit, VisitHandoff
from finance.models import CreditLine, Product
from projects.models import Action, Blocker, Lead, Project
from talent.models import Course, Talent, TalentNeed, TalentPlatform, Team

DEPTH = 2  # a reading hangs on a promise, and the promise on a project


@dataclass(frozen=True)
class Noun:
    """A model whose rows have a page: its route, the field by which the address names the row, and the route whose
    readers may see its history."""

    model: type[Model]
    route: str
    key: str = "pk"
    watched: str = ""

    @property
    def rights(self) -> str:
        return self.watched or self.route

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def kind(self) -> str:
        """The word for it in an address."""
        return str(self.model._meta.model_name)

    def url(self, row: Any) -> str:
        """The page of a row."""
        return reverse(self.route, args=[getattr(row, self.key)])

    def visible_to(self, user: User) -> Any:
        """The rows that this person may open."""
        rows: Any = self.model._default_manager
        return rows.visible_to(user)


NOUNS = {
    noun.model: noun
    for noun in (
        Noun(Enterprise, "enterprises:enterprise_detail"),
        Noun(Visit, "enterprises:visit_detail"),
        Noun(VisitHandoff, "enterprises:handoff_detail"),
        Noun(Request, "enterprises:request_detail"),
        Noun(PlanEntry, "enterprises:entry_detail"),
        Noun(Project, "projects:project_detail", "code", watched="projects:project_history"),
        Noun(Lead, "projects:lead_detail"),
        Noun(Blocker, "projects:blocker_detail"),
        Noun(Action, "projects:action_detail", "number"),
        Noun(Talent, "talent:talent_detail"),
        Noun(TalentNeed, "talent:need_detail"),
        Noun(TalentPlatform, "talent:platform_detail"),
        Noun(Course, "talent:course_detail"),
        Noun(Team, "talent:team_detail"),
        Noun(CreditLine, "finance:creditline_detail"),
        Noun(Product, "finance:product_detail"),
    )
}


def noun_called(kind: str) -> Noun | None:
    """The noun of this word in an address."""
    return next((noun for noun in NOUNS.values() if noun.kind == kind), None)


@cache
def parts_of(model: type[Model]) -> dict[History, str]:
    """The histories of a noun and of what hangs on it without a page of its own, each with its path to the noun.

    Only of its own app: what another room keeps of a firm (its loans, its people) is not for all who may open the firm.
    """
    found = {histories()[model._meta.db_table]: "pgh_obj"} if model._meta.db_table in histories() else {}
    above = {model: ""}
    for _depth in range(DEPTH):
        below: dict[type[Model], str] = {}
        for history in histories().values():
            if history.model in NOUNS or history in found or history.model._meta.app_label != model._meta.app_label:
                continue
            for field in history.model._meta.concrete_fields:
                if field.related_model in above:
                    path = above[field.related_model]
                    found[history] = below[history.model] = f"{field.name}__{path}" if path else field.name
                    break
        above = below
    return found
