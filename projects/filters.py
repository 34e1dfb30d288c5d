"""The filters of the project list."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.filters import ZoneFilterSet
from core.models import Cluster, Department, Park, User
from projects.chart import LAMP_CHOICES, ORDERS
from projects.enums import ActionState, Escalation, LeadChannel, LeadState, Stage
from projects.models import Action, Adviser, Blocker, Lead, Project, TaskForce

ACTION_ORDERS = {"number": "number", "due": "due_on"}
LEAD_ORDERS = {"received": "received_on", "investment": "investment_wan", "name": "name"}
BLOCKER_ORDERS = {"raised": "raised_at"}
BLOCKER_STATES = [
    ("open", _("未解决")),
    ("unanswered", _("待答复")),
    ("raised", _("已升级")),
    ("resolved", _("已解决")),
]
ACTION_DUE = [("overdue", _("已逾期")), ("open", _("未销号")), ("closed", _("已销号"))]
KEY_CHOICES = [
    ("yes", _("重点项目")),
    ("charted", _("重点项目，已挂图")),
    ("uncharted", _("重点项目，未挂图")),
    ("no", _("其他项目")),
]


def _leaders(request: Any) -> QuerySet[User]:
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
    leader = django_filters.ModelChoiceFilter(label=_("牵头领导"), queryset=_leaders)
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


def _owners(request: Any) -> QuerySet[User]:
    """Only owners of actions that this person may see."""
    return User.objects.filter(owned_actions__in=Action.objects.visible_to(request.user)).distinct().order_by("name")


class ActionFilter(ZoneFilterSet):
    """交办单 by words, owner, state and date."""

    SORTS = tuple(ACTION_ORDERS)
    q = django_filters.CharFilter(label=_("关键词"), method="by_words", help_text=_("编号、事项、项目"), max_length=60)
    owner = django_filters.ModelChoiceFilter(label=_("责任人"), queryset=_owners)
    due = django_filters.ChoiceFilter(label=_("办结情况"), choices=ACTION_DUE, method="by_due")

    class Meta:
        model = Action
        fields: list[str] = []

    def by_words(self, queryset: Any, _name: str, text: str) -> Any:
        """Number, title, or the project's names."""
        named = Project.objects.named_like(text)
        return queryset.filter(Q(number__contains=text) | Q(title__icontains=text) | Q(project__in=named))

    def by_due(self, queryset: Any, _name: str, value: str) -> Any:
        if value == "closed":
            return queryset.filter(state=ActionState.CLOSED)
        return queryset.overdue(timezone.localdate()) if value == "overdue" else queryset.open()


class BlockerFilter(ZoneFilterSet):
    """需协调事项 by words, department and state."""

    SORTS = tuple(BLOCKER_ORDERS)
    q = django_filters.CharFilter(label=_("关键词"), method="by_words", help_text=_("事项、项目"), max_length=60)
    department = django_filters.ModelChoiceFilter(label=_("承办部门"), queryset=Department.objects.all())
    state = django_filters.ChoiceFilter(label=_("状态"), choices=BLOCKER_STATES, method="by_state")

    class Meta:
        model = Blocker
        fields: list[str] = []

    def by_words(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.filter(Q(text__icontains=text) | Q(project__in=Project.objects.named_like(text)))

    def by_state(self, queryset: Any, _name: str, value: str) -> Any:
        if value == "resolved":
            return queryset.filter(resolved_at__isnull=False)
        if value == "raised":
            return queryset.open().filter(escalation__gt=Escalation.DEPARTMENT)
        return queryset.unanswered() if value == "unanswered" else queryset.open()


class LeadFilter(ZoneFilterSet):
    """线索 by words, state, channel, adviser and highland."""

    SORTS = tuple(LEAD_ORDERS)
    q = django_filters.CharFilter(label=_("关键词"), method="by_words", help_text=_("项目、投资方"), max_length=60)
    state = django_filters.ChoiceFilter(label=_("状态"), choices=LeadState.choices)
    channel = django_filters.ChoiceFilter(label=_("渠道"), choices=LeadChannel.choices)
    adviser = django_filters.ModelChoiceFilter(label=_("招商顾问"), queryset=Adviser.objects.all())
    cluster = django_filters.ModelChoiceFilter(label=_("产业高地"), queryset=Cluster.objects.all())

    class Meta:
        model = Lead
        fields: list[str] = []

    def by_words(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.filter(Q(name__icontains=text) | Q(firm_name__icontains=text))
