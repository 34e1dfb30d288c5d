"""Nodes of plans in tables: a row is a node, found by its project and its name, and written as the plan's form does."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models.plain import looking_like
from core.sheets.cells import Choice, Code, Count, Day
from core.sheets.kinds import Column, Data, Kind, Said, Wrong
from projects.enums import MilestoneKind, Stage
from projects.models import Milestone, Project
from projects.register.forms import MilestoneForm

TYPED = ("pk", "rank", "name", "kind", "planned_on", "actual_on")


class NodeKind(Kind):
    """计划节点. Dates move freely until the baseline is frozen; after that, and where they are computed, elsewhere."""

    key, model = "nodes", Milestone
    title, counted = gettext_lazy("计划节点"), gettext_lazy("个")
    about = gettext_lazy("按项目和节点名称对应；基线冻结后改期走延期申请")
    route, list_route = "projects:project_edit", "projects:project_list"
    order = ("project__code", "rank")
    filled = ("rank",)
    columns = (
        Column(
            "project",
            gettext_lazy("项目编号"),
            Code(),
            also=("编号", "项目编码"),
            value=lambda row: row.project.code,
            example="YH-2026-001",
            note=gettext_lazy("编号和项目名称至少填一项"),
        ),
        Column(
            "project_name",
            gettext_lazy("项目名称"),
            also=("项目",),
            value=lambda row: row.project.name,
            example=gettext_lazy("示例智能装备产业园"),
        ),
        Column("rank", gettext_lazy("次序"), Count(), also=("顺序",), example=1, note=gettext_lazy("不填排在最后")),
        Column(
            "name",
            gettext_lazy("节点"),
            also=("节点名称", "工作节点", "工作内容"),
            example=gettext_lazy("取得施工许可证"),
            needed=True,
        ),
        Column(
            "kind",
            gettext_lazy("类型"),
            Choice(lambda: MilestoneKind.choices),
            also=("节点类型",),
            example=MilestoneKind.APPROVAL.label,
            note=gettext_lazy("不填按建设节点"),
        ),
        Column(
            "planned_on",
            gettext_lazy("现计划"),
            Day(),
            also=("计划日期", "计划时间", "计划完成时间", "完成时限"),
            example=dt.date(2027, 3, 31),
            note=gettext_lazy("新节点必填；基线冻结后改期走延期申请"),
        ),
        Column("actual_on", gettext_lazy("实际"), Day(), also=("实际日期", "实际完成时间", "完成日期")),
        Column("baseline_on", gettext_lazy("原基线"), Day(), shown_only=True),
        Column(
            "closes",
            gettext_lazy("完成即进入阶段"),
            value=lambda row: row.closes and Stage(row.closes).label,
            shown_only=True,
        ),
    )
    project: Project | None = None  # that the row at hand is about

    def rows(self) -> QuerySet[Any]:
        projects = Project.objects.visible_to(self.user).order_by().values("pk")
        return Milestone.objects.filter(project__in=projects).select_related("project")

    def find(self, said: Said, answer: str) -> Any:
        project = self.project = self._project(said.get("project") or "", said.get("project_name") or "")
        known = {"project": project.code, "project_name": project.name}
        said.update({name: value for name, value in known.items() if name in said})
        name = said.get("name") or ""
        alike = list(looking_like(Milestone.everything.filter(project=project), "name", name)) if name else []
        there = [each for each in alike if not each.not_applicable]
        if len(there) > 1:
            there = [each for each in there if each.rank == said.get("rank")]
            if len(there) != 1:
                raise Wrong("name", _("这个项目有两个节点叫这个名称，请写明次序，或在项目页修改。"))
        if alike and not there:
            raise Wrong("name", _("这个节点已标为不适用。"))
        if not there:
            return None
        said["name"] = there[0].name
        return self.rows().get(pk=there[0].pk)

    def _project(self, code: str, name: str) -> Project:
        seen = Project.objects.visible_to(self.user)
        if code:
            found = seen.filter(code=code).first()
            if found is None:
                raise Wrong("project", _("没有编号为 %(code)s 的项目，请先导入项目。") % {"code": code})
            if name and not looking_like(seen.filter(pk=found.pk), "name", name).exists():
                raise Wrong(
                    "project_name", _("编号 %(code)s 的项目是“%(name)s”。") % {"code": code, "name": found.name}
                )
            return found
        found = looking_like(seen, "name", name).first() if name else None
        if found is None:
            words = _("没有叫“%(name)s”的项目，请先导入项目。") if name else _("请填项目编号或项目名称。")
            raise Wrong("project_name" if name else "project", words % {"name": name})
        return found

    def permit(self, row: Any) -> None:
        project = row.project if row is not None else self.project
        if not self.user.has_perm("projects.change_project", project):
            raise Wrong("project", _("你没有修改这个项目的权限。"))

    def form(self, row: Any, data: Data | None) -> Any:
        project = row.project if row is not None else self.project
        known = {name: getattr(row, name) for name in TYPED} if row is not None else {}
        if row is None and project is not None:
            known["rank"] = Milestone.everything.filter(project=project).count() + 1
        return MilestoneForm(data, initial=known, project=project, today=timezone.localdate())

    def save(self, form: Any, said: Said, answer: str) -> Any:
        row, project = form.row(), Project.objects.get(pk=form.project.pk)
        try:
            project.plan_milestones([row])
        except ValidationError as error:
            raise Wrong("planned_on", " ".join(error.messages)) from error
        return project.milestones.get(pk=row.pk) if row.pk else project.milestones.order_by("-pk")[0]

    def remove(self, row: Any) -> None:
        """Raises ValidationError once the baseline is frozen, too: what it holds stays in it."""
        project = Project.objects.get(pk=row.project_id)
        if project.baseline_frozen_on:
            raise ValidationError(_("基线已冻结，节点不能撤回。"))
        super().remove(row)
        project.plan_milestones([])  # the others close up

    def label(self, row: Any) -> str:
        return f"{row.project} {row}"

    def url(self, row: Any) -> str:
        return reverse("projects:project_plan", args=[row.project.code])
