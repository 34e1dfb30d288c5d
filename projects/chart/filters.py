"""How the chart, the board and the list of projects are narrowed."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.enums import Lamp
from core.kernel.filters import KeptFilter, ZoneFilterSet
from core.kernel.http import HttpRequest
from core.kernel.keeping.freshness import kept
from core.kernel.naming import WordFilter
from core.models import Cluster, Department, Park, User
from core.sheets.grouping import Grouping
from projects.chart.rows import LAMP_CHOICES, ORDERS
from projects.enums import Life, Stage
from projects.investment.sums import behind
from projects.models import SEES_ALL_PROJECTS, Project, ProjectQuerySet, TaskForce

KEY_CHOICES = [
    ("yes", _("重点项目")),
    ("charted", _("重点项目，已挂图")),
    ("uncharted", _("重点项目，未挂图")),
    ("no", _("其他项目")),
]


LIFE_CHOICES = [*Life.choices, ("all", _("全部"))]
FIRST_YEAR = 2021  # of the programme


def listed_years() -> list[tuple[str, str]]:
    """The years of the key list: next year's from December on."""
    today = timezone.localdate()
    return [(str(year), str(year)) for year in range(today.year + (today.month == 12), FIRST_YEAR - 1, -1)]


@dataclass(frozen=True)
class _Choices:
    """Who leads and which units work on projects, as choices of a filter: d3 is a department, t5 a task force."""

    leaders: list[tuple[str, str]]
    units: list[tuple[Any, list[tuple[str, str]]]]


def _choices_for(user: User) -> _Choices:
    """Only of projects that one may see. Whoever sees all shares what the process keeps."""
    seen = Project.objects.visible_to(user)
    if user.holds(*SEES_ALL_PROJECTS):
        return kept("key_list people", partial(_choices_of, seen), part="filter")
    return _choices_of(seen)


def _choices_of(seen: ProjectQuerySet) -> _Choices:
    leaders = User.objects.filter(pk__in=seen.values("leader")).by_name()
    forces = TaskForce.objects.filter(pk__in=seen.values("task_force"))
    departments = Department.objects.filter(
        Q(pk__in=seen.values("responsible__department")) | Q(pk__in=seen.values("task_force__department"))
    )
    return _Choices(
        [(str(each.pk), each.label) for each in leaders],
        [
            (_("部门"), [(f"d{each.pk}", each.name) for each in departments]),
            (_("专班"), [(f"t{each.pk}", each.name) for each in forces]),
        ],
    )


def leading(request: HttpRequest) -> list[tuple[str, str]]:
    """Who leads a project that this person sees."""
    return _choices_for(request.user).leaders


def units(request: HttpRequest) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Departments and task forces that work on a project that this person sees."""
    return _choices_for(request.user).units


WORTH = "total_investment_wan"
GROUPS = {
    "system": Grouping(
        _("系统灯"), "standing__system", words=dict(Lamp.choices), order=(ORDERS["lamp"].desc(),), amount=WORTH
    ),
    "stage": Grouping(
        _("阶段"), "stage", words=dict(Stage.choices), order=(ORDERS["stage"].asc(nulls_last=True),), amount=WORTH
    ),
    "cluster": Grouping(_("产业高地"), "cluster", "cluster__name", order=("cluster__rank",), amount=WORTH),
    "park": Grouping(_("园区"), "park", "park__name", order=("park__rank",), amount=WORTH),
    "unit": Grouping(
        _("责任人部门"), "responsible__department", "responsible__department__name", amount=WORTH, missing=_("待指定")
    ),
    "responsible": Grouping(
        _("责任人"),
        "responsible",
        "responsible__name",
        order=("responsible__pinyin",),
        amount=WORTH,
        missing=_("待指定"),
    ),
    "leader": Grouping(
        _("牵头领导"), "leader", "leader__name", order=("leader__pinyin",), amount=WORTH, missing=_("待指定")
    ),
}


class ProjectFilter(ZoneFilterSet):
    """`lamp` is left to the page: lamps follow from rules, not from columns."""

    SORTS = tuple(ORDERS)
    GROUPS = GROUPS
    q = django_filters.CharFilter(
        label=_("关键词"), method="by_name", help_text=_("项目、企业、拼音首字母"), max_length=60
    )
    key = django_filters.ChoiceFilter(label=_("类型"), choices=KEY_CHOICES, method="by_key")
    cluster = KeptFilter(label=_("产业高地"), topic="places", rows=Cluster.objects.all())
    park = KeptFilter(label=_("园区"), topic="places", rows=Park.objects.all())
    stage = django_filters.ChoiceFilter(label=_("阶段"), choices=Stage.choices)
    leader = WordFilter(label=_("牵头领导"), choices=[], route="projects:leading_names")
    unit = WordFilter(label=_("责任单位"), choices=[], route="projects:unit_names", method="by_unit")
    year = django_filters.ChoiceFilter(label=_("年度"), choices=[], method="by_year", empty_label=_("全部年度"))
    invested = django_filters.ChoiceFilter(
        label=_("投资进度"),
        choices=[("behind", _("落后序时 10 个百分点以上"))],
        method="by_investment",
        empty_label=_("全部投资进度"),
    )
    life = django_filters.ChoiceFilter(
        label=_("状态"), choices=LIFE_CHOICES, method="by_life", empty_label=_("在办和已销号")
    )
    lamp = django_filters.ChoiceFilter(label=_("灯色"), choices=LAMP_CHOICES, method="leave_to_the_list")

    class Meta:
        model = Project
        fields: list[str] = []

    def prepare(self, form: Any) -> None:
        form.fields["leader"].offer(leading(self.request))
        form.fields["unit"].offer(units(self.request))
        form.fields["year"].choices = [("", _("全部年度")), *listed_years()]

    @property
    def lamp_chosen(self) -> str:
        """The chosen lamp filter, or "" when none or an unknown one was chosen."""
        self.form.is_valid()
        return self.form.cleaned_data.get("lamp", "")

    def filter_queryset(self, queryset: Any) -> Any:
        """What was stopped, or merged into another, is shown to who asks for it."""
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("life") else found.shown()

    def by_year(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.of_year(int(value))

    def by_investment(self, queryset: Any, _name: str, _value: str) -> Any:
        return queryset.filter(pk__in=behind(queryset, timezone.localdate()))

    def by_life(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.living(value)

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.named_like(text)

    def by_key(self, queryset: Any, _name: str, value: str) -> Any:
        if value == "charted":
            return queryset.key().charted()
        if value == "uncharted":
            return queryset.key().exclude(pk__in=Project.objects.charted().values("pk"))
        return queryset.filter(key_listed_on__isnull=value == "no")

    def by_unit(self, queryset: Any, _name: str, value: str) -> Any:
        """Projects whose responsible person or leading department is of the unit, or that its task force works on."""
        kind, pk = value[0], int(value[1:])
        if kind == "t":
            return queryset.filter(task_force=pk)
        return queryset.filter(Q(responsible__department=pk) | Q(task_force__department=pk))
