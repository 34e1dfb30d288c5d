"""One cast of people, and a world with an own and a foreign object of every kind.

Every text field of an object carries a canary, so that a page which shows it gives itself away. A new model gets its
row in the module of its room.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from core.models import Attachment, Deputy, Erasure, ImportBatch, Job, Notice, RoleRequest, SavedView, User
from enterprises.enums import HandoffKind
from enterprises.models import Enterprise, Request, Visit, VisitHandoff
from finance.models import CreditLine, FinancingNeed, Institution, Product, Season
from projects.models import Action, Lead, Project, Update
from talent.models import Talent, TalentNeed
from targets import facts
from targets.models import Amendment, WallToken
from tests.world.cast import (
    Cast,
    ask_for_role,
    ask_to_erase,
    asked_export,
    entered,
    hung_wall,
    kept_view,
    make_cast,
    picked_rows,
    sent_for_import,
    stood_in,
)
from tests.world.marks import Maker, canary
from tests.world.money import gather, make_money, make_talent, make_wanted, open_season
from tests.world.past import end_assignment, say_of_blocker, say_of_request
from tests.world.projects import make_project
from tests.world.service import make_firm, make_service

GUARDED = (
    Enterprise,
    Visit,
    Request,
    Project,
    Action,
    Lead,
    Update,
    Talent,
    TalentNeed,
    VisitHandoff,
    Institution,
    FinancingNeed,
    CreditLine,
    Product,
    Notice,
)
CLOSED: dict[str, tuple[str, ...]] = {
    "liaison": ("foreign",),
    "handler": ("foreign",),
    "bank": ("foreign",),
    "other_liaison": ("own",),
    "other_handler": ("own",),
    "other_bank": ("own",),
    "former_liaison": ("own", "foreign"),
    "former_handler": ("own", "foreign"),
    "gone_handler": ("own", "foreign"),
}


@dataclass
class Side:
    """One object of every kind that belong together: a firm and everything that hangs from it."""

    firm: Enterprise
    visit: Visit
    visit_photo: Attachment
    request: Request
    project: Project
    update: Update
    update_photo: Attachment
    talent: Talent
    wanted: TalentNeed
    institution: Institution
    need: FinancingNeed
    line: CreditLine
    canaries: set[str]


@dataclass
class World:
    """The cast, what is theirs, what is foreign to them, and whose canary is whose."""

    cast: Cast
    own: Side
    foreign: Side
    deputy: Deputy | None = None
    export: Job | None = None  # the finance officer asked for it, and it waits
    picked: Job | None = None  # the project officer did something to several rows at once
    view: SavedView | None = None
    batch: ImportBatch | None = None  # the project officer sent it, and looks at it
    amendment: Amendment | None = None  # the project officer entered it, and it waits for another person
    season: Season | None = None  # of the competition; open
    wall: WallToken | None = None  # a leader made it, and it may be used
    role_request: RoleRequest | None = None  # the administrator asked for it, and it waits
    erasure: Erasure | None = None  # the talent officer asked for it, and it waits for another person
    canaries: dict[str, models.Model] = field(default_factory=dict)

    def visible_canaries(self, user: User) -> set[str]:
        """Every canary that this person may come across: of visible rows, and of the firms that those rows name."""
        seen: set[tuple[type, int]] = set()
        for model in GUARDED:
            manager: Any = model._default_manager
            for row in manager.visible_to(user):
                seen.add((model, row.pk))
                if firm := getattr(row, "enterprise_id", None):
                    seen.add((Enterprise, firm))
                if institution := getattr(row, "institution_id", None):
                    seen.add((Institution, institution))
        return {word for word, row in self.canaries.items() if (type(row), row.pk) in seen}

    def closed_to(self, person: User) -> set[str]:
        """Every canary of the sides that are no business of this person, whatever a queryset or a rule may say."""
        sides = CLOSED.get(person.username.removeprefix("zqx-"), ())
        return {word for side in sides for word in getattr(self, side).canaries}


def make_world() -> World:
    """Load the facts, then make both sides, and what people did there who have moved on."""
    facts.load()
    cast = make_cast()
    world = World(cast, None, None)  # type: ignore[arg-type]
    world.own = make_side(world, cast.project, cast.liaison, cast.handler, cast.bank)
    world.foreign = make_side(world, cast.other_project, cast.other_liaison, cast.other_handler, cast.other_bank)
    make_past(world)
    world.deputy = stood_in(cast)
    world.batch = sent_for_import(cast)
    world.season = open_season(cast.leader)
    world.export = asked_export(cast)
    world.picked = picked_rows(cast, world.own.project)
    world.view = kept_view(cast)
    world.amendment = entered(cast)
    world.wall = hung_wall(cast)
    world.role_request = ask_for_role(cast)
    world.erasure = ask_to_erase(cast, world.foreign.talent)
    return world


def make_side(world: World, officer: User, liaison: User, handler: User, banker: User) -> Side:
    """A firm with one row of every kind, each with its own canary."""
    maker = Maker(world.cast.leader)
    firm = make_firm(maker, liaison)
    visit, request = make_service(maker, firm, liaison, handler)
    taken = {"kind": HandoffKind.PROJECT, "taken_by": officer, "taken_at": maker.now}
    maker.marked(VisitHandoff, "note", visit=visit, **taken)
    project, update = make_project(maker, firm, officer, handler)
    talent = make_talent(maker, firm)
    gather(maker, talent, project)
    wanted = make_wanted(maker, firm, world.cast.talent)
    institution, need, line = make_money(maker, firm, banker)
    for person in (officer, liaison, handler, banker):
        maker.marked(Notice, "title", "body", user=person, dedupe_key=canary(), created_at=maker.now)
    world.canaries |= maker.canaries
    return Side(
        canaries=set(maker.canaries),
        firm=firm,
        visit=visit,
        visit_photo=visit.photos.get().attachment,
        request=request,
        project=project,
        update=update,
        update_photo=update.photos.get().attachment,
        talent=talent,
        wanted=wanted,
        institution=institution,
        need=need,
        line=line,
    )


def make_past(world: World) -> None:
    """`liaison` looked after the foreign firm once, `former_liaison` after both; two handlers answered the own one."""
    cast, own, foreign = world.cast, world.own, world.foreign
    ended = ((own, cast.former_liaison), (foreign, cast.former_liaison), (foreign, cast.liaison))
    for side, officer in ended:
        maker = Maker(cast.leader)
        end_assignment(maker, side.firm, officer)
        say_of_request(maker, side.request, officer)
        _keep(world, side, maker)
    for handler in (cast.former_handler, cast.gone_handler):
        maker = Maker(cast.leader)
        say_of_request(maker, own.request, handler)
        say_of_blocker(maker, own.project.blockers.get(), handler)
        _keep(world, own, maker)


def _keep(world: World, side: Side, maker: Maker) -> None:
    """The side has more canaries now."""
    side.canaries |= maker.canaries.keys()
    world.canaries |= maker.canaries
