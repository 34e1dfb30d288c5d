"""Teams in tables: one line a team, found by its name."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from core.models import Cluster
from core.sheets.cells import Day, Of
from core.sheets.kinds import Column, Data, Kind, Said, holding
from enterprises.firm.columns import firm_column
from enterprises.models import Enterprise
from talent.models import Talent, Team
from talent.teams.forms import TeamForm

COLUMNS = (
    Column("name", gettext_lazy("团队"), also=("团队名称",), example=gettext_lazy("示例光学设计团队"), needed=True),
    Column(
        "leader",
        gettext_lazy("带头人"),
        also=("负责人", "领军人才"),
        value=lambda team: team.leader.label,
        note=gettext_lazy("姓名，重名的写“姓名 · 编号”，如 张示例 · R-000123；须已在名册"),
        needed=True,
    ),
    firm_column("enterprise", "所在企业", "依托企业"),
    Column("cluster", gettext_lazy("产业高地"), also=("产业",), note=gettext_lazy("不填即企业所在的产业高地")),
    Column("since", gettext_lazy("组建日期"), Day(), also=("组建时间",), example="2026-03-01", needed=True),
)


class TeamKind(Kind):
    """人才团队: who leads it, in which firm, since when."""

    key, model = "talent_teams", Team
    title, counted = gettext_lazy("人才团队"), gettext_lazy("个")
    about = gettext_lazy("带头人、企业、产业高地和组建日期")
    route, list_route = "talent:team_create", "talent:chain"
    is_personal = True

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # pyright: ignore[reportIncompatibleVariableOverride]  # as this person may fill them
        firms = Of(lambda: Enterprise.objects.visible_to(self.user), by=("uscc",))
        leaders = Of(lambda: Talent.objects.visible_to(self.user))
        return holding(COLUMNS, leader=leaders, enterprise=firms, cluster=Of(Cluster.objects.all))

    def rows(self) -> QuerySet[Any]:
        teams = Team.objects.visible_to(self.user)
        return teams.select_related("leader", "enterprise", "cluster").order_by("-since", "-pk")

    def find(self, said: Said, answer: str) -> Any:
        return Of(self.rows).find(said["name"]) if said.get("name") else None

    def form(self, row: Any, data: Data | None) -> Any:
        return TeamForm(data, instance=row, user=self.user)

    def url(self, row: Any) -> str:
        return reverse("talent:team_detail", args=[row.pk])
