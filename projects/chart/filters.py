"""How the chart, the board and the list of projects are narrowed."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.kernel.filters import RowFilter, ZoneFilterSet
from core.kernel.http import HttpRequest
from core.models import Cluster, Department, Park, User
from projects.chart.rows import LAMP_CHOICES, ORDERS
from projects.enums import Stage
from projects.models import Project, TaskForce

KEY_CHOICES = [
    ("yes", _("重点项目")),
    ("charted", _("重点项目，已挂图")),
    ("uncharted", _("重点项目，未挂图")),
    ("no", _("其他项目")),
]


def _leaders(request: HttpRequest) -> QuerySet[User]:
    """Only leaders of projects that this person may see."""
    return User.objects.filter(led_projects__in=Project.objects.visible_to(request.user)).distinct().order_by("name")


def _units(user: User) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Departments and task forces in one list: d3 is a department, t5 a task force. Only of projects one may see."""
    seen = Project.objects.visible_to(user)
    forces = TaskForce.objects.filter(projects__in=seen).distinct()
    departments = Department.objects.filter(
        Q(pk__in=seen.values("responsible__department")) | Q(pk__in=seen.values("task_force__department"))
    )
    return [
        (_("部门"), [(f"d{each.pk}", each.name) for each in departments]),
        (_("专班"), [(f"t{each.pk}", each.name) for each in forces]),
    ]


class ProjectFilter(ZoneFilterSet):
    """`lamp` is left to the page: lamps follow from rules, not from columns."""

    SORTS = tuple(ORDERS)
    q = django_filters.CharFilter(
        label=_("关键词"), method="by_name", help_text=_("项目、企业、拼音首字母"), max_length=60
    )
    key = django_filters.ChoiceFilter(label=_("类型"), choices=KEY_CHOICES, method="by_key")
    cluster = django_filters.ModelChoiceFilter(label=_("产业高地"), queryset=Cluster.objects.all())
    park = django_filters.ModelChoiceFilter(label=_("园区"), queryset=Park.objects.all())
    stage = django_filters.ChoiceFilter(label=_("阶段"), choices=Stage.choices)
    leader = RowFilter(label=_("牵头领导"), rows=_leaders)
    unit = django_filters.ChoiceFilter(label=_("责任单位"), choices=[], method="by_unit")
    lamp = django_filters.ChoiceFilter(label=_("灯色"), choices=LAMP_CHOICES, method="leave_to_the_list")

    class Meta:
        model = Project
        fields: list[str] = []

    def prepare(self, form: Any) -> None:
        form.fields["unit"].choices = _units(self.request.user)

    @property
    def lamp_chosen(self) -> str:
        """The chosen lamp filter, or "" when none or an unknown one was chosen."""
        self.form.is_valid()
        return self.form.cleaned_data.get("lamp", "")

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
