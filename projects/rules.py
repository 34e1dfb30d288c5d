"""Rights over one project. `view_project` tells of one project what `visible_to` tells of all."""

import rules

from core.enums import Role
from core.hands.reading import departments, hands
from core.models import User
from enterprises.models import LiaisonAssignment
from projects.enums import Life
from projects.models import (
    SEES_ALL_PROJECTS,
    Action,
    AfterCareItem,
    Blocker,
    FirmChange,
    Paper,
    Project,
    ProjectMerge,
)


@rules.predicate
def shares_the_chart(user: User, project: Project | None) -> bool:
    """Leaders, auditors and project officers see every project."""
    return user.holds(*SEES_ALL_PROJECTS)


@rules.predicate
def looks_after_the_firm(user: User, project: Project | None) -> bool:
    """The liaison officer of the project's firm."""
    if project is None or project.enterprise_id is None or not user.holds(Role.LIAISON):
        return False
    return LiaisonAssignment.objects.of_hands(user).filter(enterprise=project.enterprise_id).exists()


@rules.predicate
def department_is_asked(user: User, project: Project | None) -> bool:
    """A handler whose department was asked to coordinate, or leads the project's task force."""
    ours = departments(user)
    if project is None or not ours:
        return False
    leads = project.task_force is not None and project.task_force.department_id in ours
    return leads or project.blockers.filter(department__in=ours).exists()


@rules.predicate
def is_project_officer(user: User, project: Project | None) -> bool:
    return user.holds(Role.PROJECT_OFFICER)


@rules.predicate
def is_leader(user: User, project: Project | None) -> bool:
    return user.holds(Role.LEADER)


@rules.predicate
def is_responsible(user: User, project: Project | None) -> bool:
    """定责任 or 填报人 of the project, or whoever stands in for them."""
    if project is None:
        return False
    return not hands(user, Role.PROJECT_OFFICER).isdisjoint((project.responsible_id, project.reporter_id))


@rules.predicate
def is_in_the_task_force(user: User, project: Project | None) -> bool:
    force = project.task_force if project else None
    if force is None:
        return False
    return force.members.filter(pk__in=hands(user, Role.PROJECT_OFFICER)).exists()


@rules.predicate
def nobody_is_responsible(user: User, project: Project | None) -> bool:
    """待指定: until somebody is named, every project officer may complete the record."""
    return project is not None and project.responsible_id is None and project.reporter_id is None


@rules.predicate
def is_worked_on(user: User, project: Project | None) -> bool:
    """A project that has ended or is paused takes no updates."""
    return project is not None and project.life == Life.RUNNING


@rules.predicate
def stands_for_itself(user: User, project: Project | None) -> bool:
    """A project that turned out to be another one is only read."""
    return project is None or project.merged_into_id is None


@rules.predicate
def owns_the_action(user: User, action: Action | None) -> bool:
    """责任人 of a 交办单, or whoever stands in for them."""
    return action is not None and action.owner_id in hands(user)


@rules.predicate
def sees_the_action(user: User, action: Action | None) -> bool:
    """The same as `Action.objects.visible_to`."""
    if action is None or user.holds(*SEES_ALL_PROJECTS) or action.owner_id in hands(user):
        return action is not None
    return action.department_id in departments(user)


@rules.predicate
def follows_the_project(user: User, blocker: Blocker | None) -> bool:
    """The same as `Blocker.objects.visible_to`."""
    return blocker is not None and user.has_perm("projects.view_project", blocker.project)


@rules.predicate
def is_of_the_asked_department(user: User, blocker: Blocker | None) -> bool:
    """A handler of the department that was asked."""
    return blocker is not None and blocker.department_id in departments(user)


@rules.predicate
def raised_it_or_answers_for_the_project(user: User, blocker: Blocker | None) -> bool:
    """Who raised it; and who is responsible now, for people move on."""
    if blocker is None:
        return False
    asked = (blocker.raised_by_id, blocker.project.responsible_id, blocker.project.reporter_id)
    return not hands(user).isdisjoint(asked)


@rules.predicate
def sees_to_the_item(user: User, item: AfterCareItem | None) -> bool:
    """责任人 of an item of 售后服务, or who may change its project."""
    return item is not None and (item.owner_id in hands(user) or user.has_perm("projects.change_project", item.project))


@rules.predicate
def sees_the_paper(user: User, paper: Paper | None) -> bool:
    """The same as `Paper.objects.visible_to`."""
    if paper is None:
        return False
    if paper.entry:
        return user.has_perm("projects.view_action", paper.entry.action)
    return user.has_perm("projects.view_project", paper.project)


@rules.predicate
def recorded_it(user: User, row: FirmChange | ProjectMerge | None) -> bool:
    return row is not None and row.by_id in hands(user)


works_on_the_project = (
    stands_for_itself & is_project_officer & (is_responsible | is_in_the_task_force | nobody_is_responsible)
)

rules.add_perm("projects.view_paper", sees_the_paper)
rules.add_perm("projects.file_paper", works_on_the_project)
rules.add_perm("projects.file_blocker_paper", raised_it_or_answers_for_the_project | is_of_the_asked_department)
rules.add_perm("projects.view_blocker", follows_the_project)
rules.add_perm("projects.answer_blocker", is_of_the_asked_department)
rules.add_perm("projects.resolve_blocker", raised_it_or_answers_for_the_project)
rules.add_perm("projects.view_action", sees_the_action)
rules.add_perm("projects.work_action", owns_the_action)
rules.add_perm("projects.finish_aftercareitem", sees_to_the_item)
rules.add_perm("projects.view_project", shares_the_chart | looks_after_the_firm | department_is_asked)
rules.add_perm("projects.update_project", is_project_officer & is_worked_on & (is_responsible | is_in_the_task_force))
answers_for_the_project = is_project_officer & (is_responsible | nobody_is_responsible)
rules.add_perm("projects.change_project", stands_for_itself & answers_for_the_project)
rules.add_perm("projects.turn_project", is_leader | answers_for_the_project)
rules.add_perm("projects.correct_record", is_leader | recorded_it)
