"""The table of what is measured: every page as the role that opens it, and the floor that it is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# The floor app's pages (tools/bench/floor/urls.py), by the names that the table below uses.
FLOORS: dict[str, str] = {
    "hello": "/hello/",
    "list": "/list/",
    "detail": "/detail/1/",
    "write": "/write/1/",
    "six": "/six/",
    "cached": "/cached/",
    "search": "/search/?q=needle",
}
# What a press of 填报 leaves behind is taken away before the next press, so that each one is the week's first.
UNDO_UPDATE = "DELETE FROM projects_update WHERE project_id = {own_pk} AND period_id = {open_pk}"


@dataclass(frozen=True)
class Page:
    """One page as one role opens it.

    `names` tells which row of tools/bench/rows.py fills each part of the route; `{…}` in `query`, `data` and `undo`
    is filled from the same rows, and `{uuid}` in `data` with a new number for each press. A page with `data` is posted;
    `status` is what it must answer. Before each press of a page with `undo` that statement runs.
    """

    name: str
    role: str
    route: str
    floor: str
    names: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    undo: str = ""
    status: int = 200

    @property
    def is_post(self) -> bool:
        """Whether the page is a form that is sent."""
        return bool(self.data)


def shown(name: str, role: str, route: str, floor: str, query: str = "", **names: str) -> Page:
    """A page to look at."""
    return Page(name, role, route, floor, names, query)


WORKBENCHES = [
    shown(f"workbench {role}", role, "workbench", "list") for role in ("project", "liaison", "handler", "finance")
]

PROJECTS = [
    shown("project list", "leader", "projects:project_list", "list"),
    shown("project list filter+sort+p2", "leader", "projects:project_list", "list", "?key=yes&sort=-total&page=2"),
    shown("project list last page", "leader", "projects:project_list", "list", "?page=99999"),
    shown("project detail", "leader", "projects:project_detail", "detail", code="project"),
    shown("project detail (own)", "project", "projects:project_detail", "detail", code="own"),
    shown("project history", "leader", "projects:project_history", "detail", code="project"),
    shown("chart", "leader", "projects:project_chart", "list"),
    shown("board", "leader", "projects:project_board", "list"),
    shown("plan", "project", "projects:project_plan", "detail", code="own"),
    shown("life", "project", "projects:life_turn", "detail", code="own", act="pause"),
    shown("papers", "project", "projects:project_papers", "list", code="own"),
    shown("key list", "leader", "projects:key_list", "list", year="next_year"),
    shown("update form GET", "project", "projects:update_form", "detail", code="own"),
    Page(
        "update form POST",
        "project",
        "projects:update_form",
        "write",
        {"code": "own"},
        data={
            "client_id": "{uuid}",
            "period": "{open}",
            "version": "0",
            "done": "主体结构封顶",
            "next": "安装设备",
            "investment_wan": "10",
            "declared": "green",
            "confirmed": "10",
        },
        undo=UNDO_UPDATE,
        status=302,
    ),
    Page(
        "unchanged POST",
        "project",
        "projects:update_unchanged",
        "write",
        {"code": "calm"},
        data={"client_id": "{uuid}", "period": "{open}", "version": "0", "place": "workbench"},
        undo=UNDO_UPDATE.replace("{own_pk}", "{calm_pk}"),
        status=302,
    ),
]

FIRMS = [
    shown("firm list", "leader", "enterprises:enterprise_list", "list"),
    shown("firm list liaison", "liaison", "enterprises:enterprise_list", "list"),
    shown("firm list filter", "leader", "enterprises:enterprise_list", "list", "?cluster={cluster}&sort=-visited"),
    shown("firm list q", "leader", "enterprises:enterprise_list", "list", "?q=科技"),
    shown("firm list last page", "leader", "enterprises:enterprise_list", "list", "?page=99999"),
    shown("firm detail", "leader", "enterprises:enterprise_detail", "detail", pk="firm"),
    shown("firm panel projects", "leader", "projects:enterprise_panel", "detail", pk="firm"),
    shown("firm panel finance", "leader", "finance:enterprise_panel", "detail", pk="firm"),
    shown("firm panel talent", "leader", "talent:enterprise_panel", "detail", pk="firm"),
    shown("firm timeline", "leader", "firm_timeline", "detail", pk="firm"),
    shown("figures list", "leader", "enterprises:figures_list", "list", pk="firm"),
    shown("visit list", "leader", "enterprises:visit_list", "list"),
    shown("visit detail", "leader", "enterprises:visit_detail", "detail", pk="visit"),
    shown("visit form GET", "liaison", "enterprises:visit_create", "detail"),
    Page(
        "visit POST",
        "liaison",
        "enterprises:visit_create",
        "write",
        data={
            "client_id": "{uuid}",
            "enterprise": "{own_firm}",
            "mode": "on_site",
            "on": "{today}",
            "notes": "了解生产经营情况",
            "request-TOTAL_FORMS": "0",
            "request-INITIAL_FORMS": "0",
        },
        status=302,
    ),
    shown("request list", "handler", "enterprises:request_list", "list"),
    shown("request list leader", "leader", "enterprises:request_list", "list"),
    shown("request detail", "handler", "enterprises:request_detail", "detail", pk="request"),
    shown("four promises", "leader", "enterprises:four_promises", "list"),
    shown("liaison gaps", "leader", "enterprises:visit_gaps", "list"),
    shown("liaisons", "leader", "enterprises:liaison_list", "list"),
    shown("plans", "leader", "enterprises:plan_list", "list"),
    shown("chain", "leader", "enterprises:chain", "list"),
]

TALENT_AND_MONEY = [
    shown("talent list", "talent", "talent:talent_list", "list"),
    shown("talent detail", "talent", "talent:talent_detail", "detail", pk="talent"),
    shown("talent overview", "leader", "talent_overview", "six"),
    shown("talent needs", "talent", "talent:need_list", "list"),
    shown("green cards", "talent", "talent:card_list", "list"),
    shown("flats", "talent", "talent:flat_list", "list"),
    shown("platforms", "talent", "talent:platform_list", "list"),
    shown("training", "talent", "talent:course_list", "list"),
    shown("talent chain", "leader", "talent:chain", "list"),
    shown("credit line list", "finance", "finance:creditline_list", "list"),
    shown("credit line list bank", "bank", "finance:creditline_list", "list"),
    shown("credit line detail", "finance", "finance:creditline_detail", "detail", pk="line"),
    shown("funnel", "finance", "finance:funnel", "six"),
    shown("need list", "finance", "finance:need_list", "list"),
    shown("need detail", "finance", "finance:need_detail", "detail", pk="need"),
    shown("bank desk", "bank", "finance:desk", "list"),
    shown("sides", "finance", "finance:side_list", "list"),
    shown("held", "finance", "finance:held_list", "list"),
    shown("market", "finance", "finance:market", "list"),
    shown("market of a firm", "finance", "finance:market", "list", "?firm={asking}"),
    shown("season", "leader", "finance:season", "list"),
    shown("institutions", "finance", "finance:institution_list", "list"),
]

# The targets of the article by their keys: what stands behind each number.
TARGET_FLOORS: dict[str, str] = {
    "zone_output": "list",
    "talent_total": "list",
    "talent_leading": "list",
    "talent_engineer": "list",
    "talent_craftsman": "list",
    "champion_firms": "list",
    "layout": "six",
    "cluster_nev": "list",
    "cluster_optics": "list",
    "cluster_biomedical": "list",
    "key_projects": "list",
    "listing_reserve": "list",
    "credit_granted": "list",
    "credit_drawn": "list",
}
DASHBOARD = [
    shown("dashboard today", "leader", "targets:dashboard", "cached"),
    shown("dashboard past day", "leader", "targets:dashboard", "six", "?as_of={past_day}"),
    *(
        shown(f"target {key}", "leader", "targets:target_detail", floor, key=f"target {key}")
        for key, floor in TARGET_FLOORS.items()
    ),
    shown("compare", "leader", "targets:compared_list", "list"),
    shown("map", "leader", "targets:map", "list"),
    shown("leaders", "leader", "targets:leaders", "list"),
    shown("figure credit_granted", "leader", "targets:figure_detail", "list", key="target credit_granted"),
    shown("brief list", "leader", "targets:brief_list", "list"),
    shown("brief week", "leader", "targets:brief_week", "detail", week="frozen"),
    shown("kept", "leader", "targets:kept", "list"),
    shown("target form GET", "leader", "targets:target_amend", "detail", pk="kept_target"),
    shown("walls", "leader", "targets:wall_list", "list"),
]

SEARCHES: dict[str, str] = {
    "search 1 char": "电",
    "search 2 chars": "科技",
    "search initials": "kfyl",
    "search code": "{project}",
    "search rare": "{rare}",
    "search none": "zzqqxxyy",
}
SEARCH = [shown(name, "leader", "search", "search", f"?q={text}") for name, text in SEARCHES.items()]

MEETING = [
    shown("agenda", "leader", "projects:meeting", "detail"),
    shown("week list", "leader", "projects:week_list", "list"),
    shown("week now", "leader", "projects:week_now", "list"),
    shown("week detail frozen", "leader", "projects:week_detail", "detail", week="frozen"),
    shown("present", "leader", "projects:present", "detail", week="frozen"),
    shown("minutes", "leader", "projects:meeting_minutes", "detail", week="frozen"),
    shown("actions", "leader", "projects:action_list", "list"),
    shown("blockers", "leader", "projects:blocker_list", "list"),
    shown("decisions", "leader", "projects:decision_list", "list"),
    shown("handover", "leader", "projects:handover", "list"),
    shown("leads", "leader", "projects:lead_list", "list"),
    shown("lead detail", "leader", "projects:lead_detail", "detail", pk="lead"),
]

OWN = [
    shown("notices", "leader", "core:notices", "list"),
    shown("healthz", "", "healthz", "hello"),
    shown("login", "", "core:login", "hello"),
    shown("me", "leader", "core:me", "detail"),
]

PAGES: list[Page] = [*WORKBENCHES, *PROJECTS, *FIRMS, *TALENT_AND_MONEY, *DASHBOARD, *SEARCH, *MEETING, *OWN]
