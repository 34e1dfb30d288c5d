"""Columns that tables of projects and of leads share: where, in which industry, of which kind, and who."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from core.models import Cluster, Park
from core.sheets.cells import Choice, Many, Of
from core.sheets.kinds import Column, Label
from projects.enums import AttractKind, ChainAction

SAME_NAME = gettext_lazy("同名的写成“姓名（部门）”")


def park_column(head: Label, *also: str) -> Column:
    """The park, by its name or key."""
    return Column("park", head, Of(Park.objects.all, by=("key",)), also=also)


def person_column(name: str, head: Label, among: Callable[[], QuerySet[Any]], *also: str, note: Label = "") -> Column:
    """Somebody who may be named there; of two of one name by their department."""
    return Column(name, head, Of(among), also=also, note=note)


CLUSTER = Column("cluster", gettext_lazy("产业高地"), Of(Cluster.objects.all, by=("key",)), also=("所属产业",))
ATTRACT_KINDS = Column(
    "attract_kinds", gettext_lazy("类型"), Many(lambda: AttractKind.choices), also=("招商类型", "项目类型")
)
CHAIN_ACTION = Column("chain_action", gettext_lazy("链条作用"), Choice(lambda: ChainAction.choices))
