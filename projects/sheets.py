"""Projects in tables: the register's form with a day for each stage, and what was invested before it was begun."""

import datetime as dt
from copy import deepcopy
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel import history
from core.kernel.sense import Happened
from core.models import User
from core.models.plain import looking_like
from core.sheets.cells import Amount, Choice, Code, Day, Of, YesNo
from core.sheets.kinds import Column, Data, Kind, Part, Said, Wrong
from core.typed.cleaning import in_line
from enterprises.firm.columns import firm_column
from enterprises.models import Enterprise
from projects import people
from projects.columns import ATTRACT_KINDS, CHAIN_ACTION, CLUSTER, SAME_NAME, park_column, person_column
from projects.enums import STAGE_ORDER, Stage
from projects.investment.forms import OpeningForm
from projects.life.undoing import undo
from projects.models import OpeningBalance, Project, TaskForce
from projects.models.standing import renewed_at_the_end
from projects.register.forms import ProjectForm
from projects.register.keeping import amend, leave_stages, register

MOST_YEARS = 9  # of which a table tells what was invested before
STAGE_DAYS = {
    Stage.ATTRACTING: gettext_lazy("招商日期"),
    Stage.PLANNING: gettext_lazy("规划日期"),
    Stage.SIGNED: gettext_lazy("签约日期"),
    Stage.STARTED: gettext_lazy("开工日期"),
    Stage.BUILT: gettext_lazy("竣工日期"),
    Stage.PRODUCING: gettext_lazy("达产日期"),
}


def day_of(stage: str) -> str:
    """The column of the day on which a stage was entered."""
    return f"{stage}_on"


class ProjectRowForm(ProjectForm):
    """The register's form for a row of a table, which says of every stage when it was entered.

    The stage of the project is the last that has a day, unless the row names it.
    """

    def __init__(self, *args: Any, takes_back: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.takes_back, self.leaves = takes_back, False
        del self.fields["stage_on"]
        changes = self.instance.stage_changes.select_related("waiver") if self.instance.pk else []
        self.entered = {each.stage: each for each in changes}
        for stage in STAGE_ORDER:
            self.fields[day_of(stage)] = Happened(label=STAGE_DAYS[stage], required=False)
            self.initial[day_of(stage)] = self.entered[stage].on if stage in self.entered else None
        if self.instance.enterprise_id:
            self.fields["enterprise"] = deepcopy(self.base_fields["enterprise"])
            self._offer("enterprise", Enterprise.objects.standing())
        self.held = self.instance.enterprise
        self.steps: list[tuple[str, dt.date]] = []

    def clean_enterprise(self) -> Enterprise | None:
        """Another firm takes over with a date and a reason, which a row has not."""
        said = self.cleaned_data["enterprise"]
        if self.held is not None and said != self.held:
            raise ValidationError(
                _("企业现为%(firm)s；更换企业须写明日期和原因，请在项目页办理。") % {"firm": self.held}
            )
        return said

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for stage in STAGE_ORDER:
            if day_of(stage) in self.changed_data and (
                doubt := self.instance.doubt_early(cleaned.get(day_of(stage)), self.today)
            ):
                self.ask(doubt)
        if not self.errors:
            self.steps = self._steps(cleaned)
        return cleaned

    def _steps(self, cleaned: dict[str, Any]) -> list[tuple[str, dt.date]]:
        """The stages to enter, each with its day, in their order: from the first that is not as it was."""
        was = {stage: each.on for stage, each in self.entered.items()}
        named = {stage: cleaned[day_of(stage)] for stage in STAGE_ORDER if day_of(stage) in self.changed_data}
        moves = "stage" in self.changed_data
        if not (named or moves):
            return []
        days = {stage: day for stage in STAGE_ORDER if (day := {**was, **named}.get(stage))}
        target = cleaned["stage"] if moves else max(days, key=STAGE_ORDER.index, default="")
        if not target and self.takes_back:
            self.leaves = True
            return []
        if not target:
            self.add_error("stage" if moves else day_of(next(iter(named))), _("已进入的阶段不能清空。"))
            return []
        place = STAGE_ORDER.index(target)
        if later := [stage for stage in named if named[stage] and STAGE_ORDER.index(stage) > place]:
            words = {"stage": Stage(target).label, "later": later[-1].label}
            self.add_error("stage", _("阶段写的是%(stage)s，却填了%(later)s日期，请核对。") % words)
            return []
        present = self.instance.stage
        if not moves and present and STAGE_ORDER.index(Stage(present)) > place and present not in was:
            self.add_error(
                day_of(present), _("项目已在%(stage)s，请一并填它的日期。") % {"stage": Stage(present).label}
            )
            return []
        days = {stage: day for stage, day in days.items() if STAGE_ORDER.index(stage) <= place}
        days.setdefault(Stage(target), self.today)
        other = [n for n, stage in enumerate(STAGE_ORDER) if was.get(stage) != days.get(stage)]
        first = min(other, default=place)
        if not was.keys() <= days.keys():  # what was never entered goes with going back to the stage before it
            first = max((n for n, stage in enumerate(STAGE_ORDER[:first]) if stage in days), default=first)
        return [(stage, days[stage]) for stage in STAGE_ORDER[first:] if stage in days]

    def enter_stages(self, project: Project, *, by: User) -> None:
        """Enter each stage on its day; a leader's word for one is kept. Raises ValidationError at that day."""
        if self.leaves:
            leave_stages(project)
        for stage, on in self.steps:
            waiver = self.entered[stage].waiver if stage in self.entered else None
            try:
                project.enter_stage(stage, on=on, by=by, waiver=waiver)
            except ValidationError as error:
                raise ValidationError({day_of(stage): error}) from error


class OpeningRow(OpeningForm):
    """期初投资 in the columns of a row."""

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def save(self) -> OpeningBalance:
        return self.keep(by=self.by, now=timezone.now())


def _opening_form(project: Project, row: OpeningBalance | None, data: Data | None, user: User) -> OpeningRow:
    known = {name: getattr(row, name) for name in OpeningForm.columns} if row else {}
    return OpeningRow(data, project=project, initial=known, by=user)


def _take_opening_back(row: OpeningBalance) -> None:
    row.delete()
    row.project.renew_standing()


def stage_column(stage: Stage, *also: str) -> Column:
    """The day on which a project entered a stage."""
    return Column(
        day_of(stage),
        STAGE_DAYS[stage],
        Day(),
        also=also,
        value=lambda row: next((each.on for each in row.stage_changes.all() if each.stage == stage), None),
    )


class ProjectKind(Kind):
    """项目: the register with the four 定, the days of the stages, and 期初投资. Found by its code, then its name."""

    key, model = "projects", Project
    title, counted = gettext_lazy("项目"), gettext_lazy("个")
    about = gettext_lazy("含四定、各阶段日期、期初投资")
    route, list_route = "projects:project_create", "projects:project_list"
    order = ("code",)
    columns = (
        Column(
            "code",
            gettext_lazy("编号"),
            Code(),
            also=("项目编号", "项目编码"),
            note=gettext_lazy("新项目不填，自动编号；已有项目按编号找，没有编号按名称找"),
        ),
        Column(
            "name",
            gettext_lazy("项目名称"),
            also=("项目", "名称"),
            example=gettext_lazy("示例智能装备产业园"),
            note=gettext_lazy("新项目必填"),
        ),
        firm_column(
            "enterprise",
            "项目单位",
            "建设单位",
            "业主单位",
            holds=Of(Enterprise.objects.standing, by=("uscc",)),
            note=gettext_lazy("先导入企业；全称、简称、别名、统一社会信用代码都认"),
        ),
        park_column(gettext_lazy("园区"), "所属园区", "落户园区"),
        CLUSTER,
        Column("partner", gettext_lazy("合作方"), also=("投资方",)),
        ATTRACT_KINDS,
        CHAIN_ACTION,
        Column(
            "key_listed_on",
            gettext_lazy("列入重点项目日期"),
            Day(),
            also=("列入重点日期",),
            note=gettext_lazy("填了即列入重点项目，每周提醒填报"),
        ),
        Column(
            "total_investment_wan",
            gettext_lazy("总投资（万元）"),
            Amount(),
            also=("计划总投资", "投资总额", "投资额"),
            example=120000,
            note=gettext_lazy("列名写“总投资（亿元）”即按亿元读"),
        ),
        Column(
            "investment_is_floor",
            gettext_lazy("总投资为下限"),
            YesNo(),
            note=gettext_lazy("公开资料只说“超过”时填“是”"),
        ),
        person_column(
            "leader", gettext_lazy("定领导"), people.leaders, "联系领导", "责任领导", "牵头领导", note=SAME_NAME
        ),
        Column("task_force", gettext_lazy("定专班"), Of(TaskForce.objects.all), also=("专班", "责任专班")),
        person_column("responsible", gettext_lazy("定责任"), people.officers, "责任人", "项目责任人", "项目负责人"),
        person_column("reporter", gettext_lazy("填报人"), people.officers),
        Column("due_on", gettext_lazy("定时间"), Day(), also=("完成时限", "计划完成时间")),
        Column("source", gettext_lazy("来源"), example=gettext_lazy("2026 年重点项目清单")),
        Column(
            "stage",
            gettext_lazy("阶段"),
            Choice(lambda: Stage.choices),
            also=("项目阶段", "当前阶段", "建设阶段"),
            example=Stage.STARTED.label,
            note=gettext_lazy("不填按有日期的最后一个阶段"),
        ),
        stage_column(Stage.ATTRACTING),
        stage_column(Stage.PLANNING),
        stage_column(Stage.SIGNED, "签约时间"),
        stage_column(Stage.STARTED, "开工时间", "实际开工时间"),
        stage_column(Stage.BUILT, "竣工时间", "实际竣工时间"),
        stage_column(Stage.PRODUCING, "达产时间"),
    )
    parts = (
        Part(
            "opening",
            (
                Column(
                    "as_of",
                    gettext_lazy("期初截至"),
                    Day(),
                    note=gettext_lazy("上线前完成的投资，每年一组；截至哪天，记在哪年"),
                ),
                Column("wan", gettext_lazy("期初投资（万元）"), Amount(), also=("上线前完成投资", "期初完成投资")),
                Column("source", gettext_lazy("期初来源"), also=("期初投资来源",)),
            ),
            key="as_of",
            most=MOST_YEARS,
            rows=lambda project: list(project.opening_balances.all()),
            form=_opening_form,
            fields=OpeningForm.base_fields,
            meant=lambda day: day[:4],  # one balance a year
            remove=_take_opening_back,
        ),
    )

    def rows(self) -> QuerySet[Any]:
        labelled = [Prefetch(name, User.objects.by_name()) for name in ("leader", "responsible", "reporter")]
        projects = Project.objects.visible_to(self.user).select_related("enterprise", "park", "cluster", "task_force")
        return projects.prefetch_related("stage_changes", "opening_balances", *labelled)

    def find(self, said: Said, answer: str) -> Any:
        code, name = said.get("code") or "", in_line(said.get("name") or "")
        if code and (found := self.rows().filter(code=code).first()):
            return found
        found = looking_like(self.rows(), "name", name).first() if name else None
        if found and code:
            words = {"name": found.name, "code": found.code}
            raise Wrong("code", _("“%(name)s”的编号是 %(code)s，请核对编号或名称。") % words)
        return found

    def permit(self, row: Any) -> None:
        if row is not None and not self.user.has_perm("projects.change_project", row):
            raise Wrong("code", _("你没有修改这个项目的权限。"))

    def form(self, row: Any, data: Data | None) -> Any:
        fresh = Project.objects.with_names().get(pk=row.pk) if row is not None else None
        return ProjectRowForm(
            data, instance=fresh, today=timezone.localdate(), user=self.user, takes_back=self.takes_back
        )

    def save(self, form: Any, said: Said, answer: str) -> Any:
        with renewed_at_the_end():
            if not form.instance.pk:
                return register(form, (), by=self.user, now=timezone.now())
            return amend(Project.objects.with_names().get(pk=form.instance.pk), form, (), by=self.user)

    def give_back(self, row: Any, imported: int) -> None:
        """A node that was done because its stage was entered is open again with it."""
        entered = row.stage_changes.values("stage")
        for node in row.milestones.exclude(closes="").exclude(closes__in=entered).exclude(actual_on=None):
            was = history.before(node, imported)
            if was is not None and was.actual_on is None and history.is_by(node, imported):
                node.actual_on = None
                node.save(update_fields=["actual_on"])
                row.renew_standing()

    def remove(self, row: Any) -> None:
        undo(row, by=self.user, now=timezone.now())
