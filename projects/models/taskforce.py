"""专班: the standing teams that work on projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import ByNameQuerySet, Department, OnceAsSeen, User, bumps


class TaskForce(models.Model):
    """A standing team (专班) that works on projects."""

    name = models.CharField(_("专班"), max_length=40, unique=True)
    department = models.ForeignKey(
        Department, verbose_name=_("牵头部门"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    members = models.ManyToManyField(User, verbose_name=_("成员"), blank=True, related_name="task_forces")
    objects = ByNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("专班")
        verbose_name_plural = _("专班")
        ordering = ["pk"]
        triggers = [bumps("key_list")]
        constraints = [OnceAsSeen("name", name="task_force_name_as_seen")]

    def __str__(self) -> str:
        return self.name


class TaskForceMember(TaskForce.members.through):
    """Who belongs to which team, as a name for the trigger of that table."""

    class Meta:
        proxy = True
        verbose_name = _("专班成员")
        verbose_name_plural = _("专班成员")
        triggers = [bumps("people")]
