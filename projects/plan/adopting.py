"""编制倒排时间表: lay a template back from the target date, look at it, and make it the project's plan."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.kernel.locks import locked
from core.kernel.workdays import WorkCalendar
from core.models import User
from projects.models import Milestone, PlanTemplate, Project, TemplateNode
from projects.plan.reverse_schedule import BrokenPlan, Slot, late_by, reverse_schedule
from projects.plan.templates_file import nodes_of


@dataclass(frozen=True)
class DraftNode:
    """A node of the draft, with the working days by which it should already have begun; done ones are not late."""

    slot: Slot
    template_node: TemplateNode
    done_on: dt.date | None
    late: int


@dataclass(frozen=True)
class Draft:
    """A plan before anybody saved it."""

    template: PlanTemplate
    end: dt.date
    nodes: list[DraftNode]

    @property
    def late(self) -> DraftNode | None:
        """The open node that should have begun the longest ago: 已晚 12 个工作日，卡在施工许可."""
        late = [each for each in self.nodes if each.late]
        return max(late, key=lambda each: each.late, default=None)


def draft(project: Project, template: PlanTemplate, end: dt.date, *, today: dt.date) -> Draft:
    """Lay the template back from `end`. Stages that the project entered are done on their day, with what precedes them.

    Raises ValidationError when the template cannot be scheduled.
    """
    nodes = nodes_of(template)
    try:
        calendar = WorkCalendar.load()
        slots = reverse_schedule(nodes, end, calendar)
    except (BrokenPlan, OverflowError) as error:
        raise ValidationError(_("模板“%(name)s”排不出来：%(why)s") % {"name": template, "why": error}) from error
    rows = {each.key: each for each in template.nodes.all()}
    done = _done_before(project, slots, rows)
    return Draft(
        template,
        end,
        [
            DraftNode(
                slot,
                rows[slot.node.key],
                done.get(slot.node.key),
                0 if slot.node.key in done else late_by(slot, today, calendar),
            )
            for slot in slots
        ],
    )


def _done_before(project: Project, slots: list[Slot], rows: dict[str, TemplateNode]) -> dict[str, dt.date]:
    """Keys that are done already: the node of each entered stage, and everything that it waited for."""
    entered = dict(project.stage_changes.values_list("stage", "on"))
    done: dict[str, dt.date] = {}
    for slot in reversed(slots):
        on = entered.get(rows[slot.node.key].closes)
        followers = [
            done[each.node.key] for each in slots if slot.node.key in each.node.after and each.node.key in done
        ]
        if on or followers:
            done[slot.node.key] = on or min(followers)
    return done


@transaction.atomic
def adopt(project: Project, plan: Draft, *, freeze: bool, by: User, today: dt.date) -> None:
    """Make the draft the project's plan, and its baseline when `freeze`. A second press does nothing.

    The target date becomes 定时间 where none was set. Raises ValidationError when the project has another plan already.
    """
    saved = locked(Project, project.pk)
    present = list(saved.milestones.values_list("key", "planned_on"))
    wanted = [(each.slot.node.key, each.slot.due_on) for each in plan.nodes]
    if present and present != wanted:
        raise ValidationError(_("项目已有节点，不能再套用模板。"), code="has_plan")
    if not present:
        Milestone.objects.bulk_create(_milestone(saved, each, rank) for rank, each in enumerate(plan.nodes, start=1))
        saved.plan_template, saved.due_on = plan.template, saved.due_on or plan.nodes[-1].slot.due_on
        saved.version += 1
        saved.save()
        saved.renew_standing()
    if freeze:
        saved.freeze_baseline(on=today)
    project.refresh_from_db()


def _milestone(project: Project, each: DraftNode, rank: int) -> Milestone:
    return Milestone(
        project=project,
        rank=rank,
        name=each.template_node.name,
        kind=each.template_node.kind,
        closes=each.template_node.closes,
        key=each.slot.node.key,
        after=list(each.slot.node.after),
        working_days=each.slot.node.working_days,
        starts_on=each.slot.starts_on,
        baseline_on=each.slot.due_on,
        planned_on=each.slot.due_on,
        actual_on=each.done_on,
    )
