"""Two weeks beside each other: who reported, and what changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from core.enums import Lamp
from projects.models import Period, ProjectQuerySet, Snapshot, Update

BATCH = 500  # projects whose plans are held at once


@dataclass(frozen=True)
class Rollcall:
    """Who has reported in a week that still collects: 已报 as updates, the latest first, 未报 as projects."""

    reported: QuerySet[Any]
    missing: QuerySet[Any]


def rollcall(period: Period, visible: ProjectQuerySet) -> Rollcall:
    """The active key projects that a person may see, those that report and those that do not. Not read yet."""
    asked = visible.key().active().filter(key_listed_on__lte=period.ends_on)
    updates: Any = Update.objects.filter(period=period, project__in=asked).select_related("project", "author")
    missing = asked.exclude(pk__in=Update.objects.filter(period=period).values("project"))
    return Rollcall(
        updates.order_by("-submitted_at", "pk"),
        missing.select_related("responsible", "reporter", "task_force").order_by("code"),
    )


@dataclass(frozen=True)
class Change:
    """A project beside itself one week earlier. `before` is None for one that was not on the list then."""

    now: Snapshot
    before: Snapshot | None

    @property
    def direction(self) -> int:
        """1 when the lamp became worse, -1 when it became better, 0 otherwise."""
        if self.before is None:
            return 0
        here, there = Lamp(self.now.system), Lamp(self.before.system)
        return here.worse_than(there) - there.worse_than(here)

    @property
    def moved(self) -> list[tuple[str, str, str]]:
        """Nodes whose planned date changed: name, date before, date now."""
        if self.before is None:
            return []
        then = {node["name"]: node["planned_on"] for node in self.before.plan}
        return [
            (node["name"], then[node["name"]], node["planned_on"])
            for node in self.now.plan
            if then.get(node["name"], node["planned_on"]) != node["planned_on"]
        ]

    @property
    def finished(self) -> list[str]:
        """Nodes that were open a week earlier and are done now."""
        then = {node["name"] for node in self.before.plan if not node["actual_on"]} if self.before else set()
        return [node["name"] for node in self.now.plan if node["actual_on"] and node["name"] in then]

    @property
    def says_something(self) -> bool:
        return bool(self.direction or self.moved or self.finished)

    @property
    def place(self) -> tuple[int, int]:
        """What became worse comes first, then what became better, then moved plans."""
        return -self.direction, self.now.project_id


def changed(snapshots: QuerySet[Snapshot], before: Period) -> QuerySet[Snapshot]:
    """Those of a week's snapshots that may have changed since another week: the lamp or the plan is not the same."""
    then = Snapshot.objects.filter(period=before, project=OuterRef("project"))
    same = then.filter(system=OuterRef("system"), plan=OuterRef("plan"))
    return snapshots.filter(Exists(then), ~Exists(same))


def changes(snapshots: Iterable[Snapshot], before: Iterable[Snapshot]) -> list[Change]:
    """Pair the snapshots of two weeks, and tell what differs in order."""
    then = {each.project_id: each for each in before}
    pairs = [Change(each, then.get(each.project_id)) for each in snapshots]
    return sorted((each for each in pairs if each.says_something), key=lambda each: each.place)


def paired(snapshots: Iterable[Snapshot], before: Period) -> list[Change]:
    """What differs between these snapshots and those of another week."""
    now = list(snapshots)
    return changes(now, Snapshot.objects.filter(period=before, project__in=[each.project_id for each in now]))


def changed_projects(snapshots: QuerySet[Snapshot], before: Period) -> list[int]:
    """The keys of the projects that differ, in order. Their plans are many: they are read a batch at a time."""
    keys = list(changed(snapshots, before).order_by("project_id").values_list("project_id", flat=True))
    compared = snapshots.select_related(None).only("period", "project", "system", "plan")
    places: list[tuple[int, int]] = []
    for start in range(0, len(keys), BATCH):
        batch = compared.filter(project__in=keys[start : start + BATCH])
        places += [each.place for each in paired(batch, before)]
    return [project for _direction, project in sorted(places)]
