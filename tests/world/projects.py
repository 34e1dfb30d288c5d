"""A key project with all that hangs from it, in the order of the rooms: register, plan, attraction, week, meeting."""

import datetime as dt
from decimal import Decimal
from typing import Any

from core.models import User
from enterprises.models import Enterprise, EnterpriseMerge
from projects.models import (
    Action,
    ActionEntry,
    Adviser,
    AfterCareItem,
    AgendaItem,
    Blocker,
    BlockerAnswer,
    CommitmentReading,
    Correction,
    FirmChange,
    FormerName,
    Instruction,
    KeyList,
    KeyListEntry,
    LampOverride,
    Lead,
    LeadNote,
    LifeChange,
    Milestone,
    OpeningBalance,
    Paper,
    Period,
    Postponement,
    Project,
    ProjectMerge,
    Snapshot,
    StageWaiver,
    TaskForce,
    TemplateProposal,
    Update,
)
from projects.periods import open_period, period_before
from tests.world.marks import Maker, canary, paper, photo


def make_project(maker: Maker, firm: Enterprise, officer: User, handler: User) -> tuple[Project, Update]:
    """A key project with a task force, a node, a blocker, and last week's update with a photo."""
    project = _register(maker, firm, officer, handler)
    period = period_before(open_period(maker.now)) or open_period(maker.now)
    _plan(maker, project, officer)
    _attraction(maker, project, officer)
    _lamp(maker, project)
    update = _week(maker, project, period, officer, handler)
    action = _action(maker, project, period, handler, rank=firm.pk)
    _meeting(maker, project, period, action, rank=firm.pk)
    _papers(maker, project, action, officer, handler)
    _freeze(maker, project, period)
    return project, update


def _asked(maker: Maker, officer: User) -> dict[str, Any]:
    """Who asked for something that a leader decides, and when."""
    return {"requested_by": officer, "requested_at": maker.now}


def _postponed(maker: Maker) -> dict[str, Any]:
    """From today to a later day."""
    return {"from_on": maker.today, "to_on": maker.today + dt.timedelta(days=9)}


def _register(maker: Maker, firm: Enterprise, officer: User, handler: User) -> Project:
    """The record of the project: its four 定, and who has been responsible."""
    force = TaskForce.objects.create(name=canary(), department=handler.department)
    project = maker.marked(
        Project,
        "name",
        "partner",
        "source",
        code=f"YH-2026-{firm.pk:03d}",
        enterprise=firm,
        cluster=firm.cluster,
        park=firm.park,
        key_listed_on=maker.today,
        baseline_frozen_on=None if "other" in officer.username else maker.today,  # one plan is worked on
        stage="started",
        total_investment_wan=Decimal(50000),
        responsible=officer,
        reporter=officer,
        leader=maker.leader,
        task_force=force,
    )
    maker.canaries[force.name] = project
    project.assignments.create(duty="responsible", user=officer, starts_on=maker.today, reason=maker.word_of(project))
    return project


def _plan(maker: Maker, project: Project, officer: User) -> None:
    """Two nodes, a wish to postpone the second, and one to pass a stage without its papers."""
    of, asked = {"project": project, "owner": project}, _asked(maker, officer)
    days = {"baseline_on": maker.today, "planned_on": maker.today}
    maker.marked(Milestone, "name", rank=1, **days, **of)
    node = maker.marked(Milestone, "name", rank=2, **days, **of)
    maker.marked(Postponement, "reason", milestone=node, owner=project, **_postponed(maker), **asked)
    nodes = [{"key": "a", "name": maker.word_of(project), "kind": "work", "closes": "", "working_days": 3, "after": []}]
    maker.marked(TemplateProposal, "name", "reason", nodes=nodes, **asked, **of)
    maker.marked(StageWaiver, "reason", stage="built", on=maker.today, missing=["x"], **asked, **of)
    _life(maker, project, officer)


def _life(maker: Maker, project: Project, officer: User) -> None:
    """A wish to end it, a name and a firm that it had before, what was done before the register, and a yearly list."""
    of, today = {"project": project, "owner": project}, maker.today
    asked = _asked(maker, officer)
    maker.marked(LifeChange, "reason", "evidence", act="stop", on=today, cause="other", **asked, **of)
    maker.marked(FormerName, "name", until=today, **of)
    said = {"by": officer, "at": maker.now}
    maker.marked(FirmChange, "reason", before=None, after=project.enterprise, on=today, **said, **of)
    other = Project.objects.create(
        code=f"{project.code}-m", name=maker.word_of(project), merged_into=project, closed_on=today, ended_as="merged"
    )
    maker.marked(ProjectMerge, "reason", kept=project, merged=other, owner=project, **said)
    firm, twin = project.enterprise, Enterprise.objects.create(short_name=canary(), merged_into=project.enterprise)
    maker.canaries[twin.short_name] = firm
    maker.marked(EnterpriseMerge, "reason", kept=firm, merged=twin, owner=firm, **said)
    maker.marked(OpeningBalance, "source", year=today.year, as_of=today, wan=Decimal(10), **said, **of)
    key_list, _new = KeyList.objects.get_or_create(year=today.year, defaults={"by": maker.leader, "at": maker.now})
    maker.marked(KeyListEntry, "reason", key_list=key_list, outcome="dropped", **of)


def _attraction(maker: Maker, project: Project, officer: User) -> None:
    """A lead of an adviser; of the project a promise with a reading, and an item of after-care."""
    today = maker.today
    adviser = Adviser.objects.create(name=canary(), kind="researcher", since=today)
    lead = maker.marked(
        Lead, "name", "firm_name", channel="adviser", adviser=adviser, officer=officer, received_on=today
    )
    maker.canaries[adviser.name] = lead
    maker.marked(LeadNote, "text", lead=lead, on=today, by=officer, owner=lead)
    promise = project.commitments.create(kind="output", signed_value=Decimal(100), due_on=today)
    maker.marked(CommitmentReading, "source", commitment=promise, on=today, value=1, by=officer, owner=project)
    of = {"project": project, "owner": project}
    maker.marked(AfterCareItem, "text", owner_id=officer.pk, raised_on=today, due_on=today, **of)


def _lamp(maker: Maker, project: Project) -> None:
    """A leader's own judgement of it, and an instruction."""
    of, today = {"project": project, "owner": project}, maker.today
    days = {"starts_on": today, "ends_on": today, "made_at": maker.now}
    maker.marked(LampOverride, "reason", "evidence", lamp="amber", by=maker.leader, **days, **of)
    maker.marked(Instruction, "text", by=maker.leader, at=maker.now, **of)


def _week(maker: Maker, project: Project, period: Period, officer: User, handler: User) -> Update:
    """The update of a week with its photo and a correction, and a blocker that its department answered."""
    of, now = {"project": project, "owner": project}, maker.now
    blocker = maker.marked(Blocker, "text", department=handler.department, raised_by=officer, raised_at=now, **of)
    maker.marked(BlockerAnswer, "text", blocker=blocker, by=handler, at=now, owner=project)
    said = {"declared": "green", "author": officer, "submitted_at": now}
    update = maker.marked(Update, "done", "next", project=project, period=period, **said)
    update.photos.create(attachment=photo(officer))
    maker.marked(Correction, "text", update_of=update, by=officer, at=now, owner=project)
    return update


def _action(maker: Maker, project: Project, period: Period, handler: User, *, rank: int) -> Action:
    """A 交办单 of the handler, with a step, its photo, and a wish for more time."""
    action = maker.marked(
        Action,
        "title",
        "requirements",
        number=f"2026-01-{rank:02d}",
        period=period,
        project=project,
        owner_id=handler.pk,
        department=handler.department,
        due_on=maker.today,
        issued_by=maker.leader,
        issued_at=maker.now,
    )
    step = maker.marked(ActionEntry, "text", action=action, kind="progress", by=handler, at=maker.now, owner=action)
    step.photo = photo(handler)
    step.save()
    wish = _postponed(maker) | _asked(maker, project.responsible)
    maker.marked(Postponement, "reason", action=action, owner=action, **wish)
    return action


def _papers(maker: Maker, project: Project, action: Action, officer: User, handler: User) -> None:
    """A paper of the project, one of its node, of its blocker and of its turn, and one of a step of the 交办单."""
    holders: tuple[dict[str, Any], ...] = (
        {},
        {"node": project.milestones.first()},
        {"blocker": project.blockers.get()},
        {"turn": project.life_changes.get()},
    )
    for about in holders:
        stored = paper(officer, f"{maker.word_of(project)}.pdf")
        Paper.objects.create(project=project, attachment=stored, by=officer, at=maker.now, **about)
    stored = paper(handler, f"{maker.word_of(action)}.pdf")
    Paper.objects.create(project=project, entry=action.entries.get(), attachment=stored, by=handler, at=maker.now)


def _meeting(maker: Maker, project: Project, period: Period, action: Action, *, rank: int) -> None:
    """Its line in the agenda."""
    of = {"project": project, "owner": project}
    maker.marked(AgendaItem, "why", "note", period=period, rank=rank, section="red", action=action, **of)


def _freeze(maker: Maker, project: Project, period: Period) -> None:
    """The week is frozen, with a snapshot of the project."""
    period.frozen_at = period.deadline
    period.save()
    maker.marked(
        Snapshot,
        "done",
        "author",
        period=period,
        frozen_at=period.deadline,
        system="red",
        reported=True,
        invested_wan=Decimal(100),
        project=project,
        owner=project,
    )
