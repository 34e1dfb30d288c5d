"""Lists as somebody keeps them under a name."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models.freshness import bumps
from core.models.people import Department, User
from core.models.taps import Tapped
from core.models.trail import tracked


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Sentences about saved views."""

    def visible_to(self, user: User) -> Self:
        """One's own, and those that somebody shared with one's department."""
        theirs = Q(department=user.department_id) if user.department_id else Q()
        return self.filter(Q(by=user) | theirs)

    def of(self, key: str) -> Self:
        """Those of one list, one's own and shared ones by their names."""
        return self.filter(list_key=key).order_by("name", "pk")


@tracked()
class SavedView(Tapped):
    """视图: the filter and the order of a list under a name, and which columns are exported (none: all).

    A view narrows a list and opens nothing: whoever opens a shared one sees those of its rows that they see anyway.
    """

    list_key = models.CharField(_("清单"), max_length=20, editable=False)
    name = models.CharField(_("名称"), max_length=20)
    query = models.CharField(_("条件"), max_length=2000, blank=True, editable=False)
    columns = ArrayField(models.CharField(max_length=60), verbose_name=_("导出的列"), default=list, editable=False)
    by = models.ForeignKey(
        User, verbose_name=_("保存人"), on_delete=models.PROTECT, related_name="saved_views", editable=False
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("共享给"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    is_default = models.BooleanField(
        _("设为默认"), default=False, help_text=_("不带条件打开这份清单时，先看这个视图。只对自己有效。")
    )
    saved_at = models.DateTimeField(_("保存时间"), editable=False)
    objects = SavedViewQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("视图")
        verbose_name_plural = _("视图")
        ordering = ["name", "pk"]
        triggers = [bumps("saved_views")]
        constraints = [
            models.UniqueConstraint(fields=["by", "list_key", "name"], name="saved_view_name_once"),
            models.UniqueConstraint(
                fields=["by", "list_key"], condition=Q(is_default=True), name="saved_view_one_default"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """The query of its list by which it opens."""
        return f"?{self.query}&view={self.pk}" if self.query else f"?view={self.pk}"
