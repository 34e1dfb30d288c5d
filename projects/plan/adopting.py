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
from projects.plan.redoing import must_be
from projects.plan.reverse_schedule import BrokenPlan, Slot, late_by, reverse_schedule
from projects.plan.slack import reach
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
    earliest: dt.date | None = None  # when all could be done, beginning today

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
        reach(slots, end, calendar, today=today, done=done).end,
    )


def _done_before(project: Project, slots: list[Slot], rows: dict[str, TemplateNode]) -> dict[str, dt.date]:
    """Keys that are done already: the node of each entered stage, and everything that it waited for."""
    entered = dict(project.stage_changes.values_list("stage", "on"))
    done = dict(project.milestones.filter(actual_on__isnull=False).exclude(key="").values_list("key", "actual_on"))
    done = {slot.node.key: done[slot.node.key] for slot in slots if slot.node.key in done}
    for slot in reversed(slots):
        on = entered.get(rows[slot.node.key].closes)
        followers = [
            done[each.node.key] for each in slots if slot.node.key in each.node.after and each.node.key in done
        ]
        if slot.node.key not in done and (on or followers):
            done[slot.node.key] = on or min(followers)
    return done


@transaction.atomic
def adopt(project: Project, plan: Draft, *, freeze: bool, by: User, today: dt.date, version: int | None = None) -> None:
    """Make the draft the project's plan, and its baseline when `freeze`. A second press does nothing.

    A plan that is not frozen gives way to it: nodes of the same key stay what they are, with what was done; others go.
    The target date becomes 定时间 where none was set, or where it was the end of the plan before. Raises
    ValidationError when the project has another plan that is frozen, and when somebody changed the plan that is to give
    way after its page, of this `version`, was drawn; None looks at nothing.
    """
    saved = locked(Project, project.pk)
    present = list(saved.milestones.values_list("key", "planned_on"))
    wanted = [(each.slot.node.key, each.slot.due_on) for each in plan.nodes]
    if present and saved.baseline_frozen_on and present != wanted:
        raise ValidationError(_("项目已有节点，基线已冻结，不能再套用模板。"), code="has_plan")
    if present != wanted:
        must_be(saved, version)
        before = saved.plan_end()
        _replace(saved, plan)
        saved.plan_template, saved.due_on = plan.template, saved.due_on or plan.nodes[-1].slot.due_on
        saved.version += 1
        saved.save()
        saved.keep_due_in_step(before)
        saved.refresh_from_db()
        saved.renew_standing()
    if freeze:
        saved.freeze_baseline(on=today)
    project.refresh_from_db()


@transaction.atomic
def freeze(project: Project, *, version: int, today: dt.date) -> None:
    """冻结基线: the plan of the page that was looked at, of this `version`. Frozen already, it stays as it is.

    Raises ValidationError for a plan that somebody changed meanwhile, and for a project without nodes.
    """
    saved = locked(Project, project.pk)
    if saved.baseline_frozen_on is None:
        must_be(saved, version)
        project.freeze_baseline(on=today)


def _replace(project: Project, plan: Draft) -> None:
    """Write the nodes of the draft over those of the same key, and take away the others."""
    present = {each.key or f"#{each.pk}": each for each in project.milestones(manager="everything").all()}
    for rank, each in enumerate(plan.nodes, start=1):
        _write(present.pop(each.slot.node.key, None) or Milestone(project=project), each, rank)
    for gone in present.values():
        if gone.postponements.exists():
            raise ValidationError(
                _("“%(node)s”有过延期申请，新计划里没有它，不能替换。") % {"node": gone.name}, code="has_requests"
            )
        gone.delete()


def _write(node: Milestone, each: DraftNode, rank: int) -> None:
    node.rank, node.key, node.not_applicable = rank, each.slot.node.key, ""
    node.name, node.kind, node.closes = each.template_node.name, each.template_node.kind, each.template_node.closes
    node.after, node.working_days = list(each.slot.node.after), each.slot.node.working_days
    node.starts_on, node.planned_on, node.baseline_on = each.slot.starts_on, each.slot.due_on, each.slot.due_on
    node.actual_on = node.actual_on or each.done_on
    node.save()
