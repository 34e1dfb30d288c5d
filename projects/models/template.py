"""Plan templates: the nodes of one kind of project, from which the reverse schedule is computed."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import OnceAsSeen, tracked
from projects.enums import MilestoneKind, Stage

LONGEST_NODE = 750  # working days: three years of them


@tracked()
class PlanTemplate(models.Model):
    """A kind of project (新建厂房, 租赁厂房…) with the nodes that it passes. Administrators keep them."""

    key = models.SlugField(_("代号"), max_length=30, unique=True)
    name = models.CharField(_("建设类型"), max_length=40, unique=True)
    note = models.CharField(_("适用范围"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("倒排模板")
        verbose_name_plural = _("倒排模板")
        ordering = ["pk"]
        constraints = [OnceAsSeen("name", name="plan_template_name_as_seen")]

    def __str__(self) -> str:
        return self.name

    def named(self) -> list[dict[str, str | int]]:
        """Its nodes for a page: what each waits for by name."""
        nodes = list(self.nodes.all())
        names = {each.key: each.name for each in nodes}
        return [
            {
                "name": each.name,
                "kind": each.get_kind_display(),
                "working_days": each.working_days,
                "after": gettext("、").join(names.get(key, key) for key in each.after),
                "closes": each.get_closes_display() if each.closes else "",
            }
            for each in nodes
        ]


@tracked()
class TemplateNode(models.Model):
    """A node of a template: how many working days it takes, and which nodes it waits for (`after`, their keys)."""

    template = models.ForeignKey(PlanTemplate, on_delete=models.CASCADE, related_name="nodes")
    rank = models.PositiveSmallIntegerField(_("次序"))
    key = models.SlugField(_("代号"), max_length=30)
    name = models.CharField(_("节点"), max_length=40)
    kind = models.CharField(_("类型"), max_length=10, choices=MilestoneKind.choices, default=MilestoneKind.WORK)
    closes = models.CharField(_("完成即进入阶段"), max_length=12, choices=Stage.choices, blank=True)
    working_days = models.PositiveSmallIntegerField(
        _("工作日"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST_NODE)]
    )
    after = ArrayField(models.SlugField(max_length=30), verbose_name=_("前置节点代号"), default=list, blank=True)

    class Meta:
        verbose_name = _("模板节点")
        verbose_name_plural = _("模板节点")
        ordering = ["template", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["template", "key"], name="template_node_once"),
            models.CheckConstraint(condition=models.Q(working_days__gte=1), name="template_node_takes_time"),
        ]

    def __str__(self) -> str:
        return self.name
