"""The rows that the pages are opened for, found in the demo's database; and with them each page's address."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from core.enums import Lamp
from core.models import Cluster, User
from enterprises.models import Enterprise, Request, Visit
from finance.models import CreditLine, FinancingNeed
from projects.enums import LifeAct
from projects.models import Lead, Period, Project
from projects.periods import open_period
from projects.week.reporting import owed_projects
from talent.models import Talent
from targets.models import Target
from targets.programmes import current
from tools.bench.pages import PAGES, Page

PAST = dt.timedelta(days=30)


@dataclass(frozen=True)
class Address:
    """A page with all that its table only names: the address, the form's fields, and the statement before a press."""

    url: str
    data: dict[str, str]
    undo: str


def known_rows() -> dict[str, str]:
    """The rows by the names that the table of pages uses. Raises an error when the demo lacks one of them."""
    leader, project_officer, liaison, handler = (
        User.objects.get(username=role) for role in ("leader", "project", "liaison", "handler")
    )
    own, period = owed_projects(project_officer)[0], open_period(timezone.now())
    calm = owed_projects(project_officer).exclude(standing__system=Lamp.RED)[0]  # its 无变化 is asked nothing
    frozen = Period.objects.filter(snapshots__isnull=False).aggregate(latest=Max("pk"))["latest"]
    need = FinancingNeed.objects.waiting().earliest("pk")
    firm = Enterprise.objects.visible_to(leader).filter(projects__isnull=False).earliest("pk")
    rows = {
        "project": Project.objects.visible_to(leader).key().earliest("code").code,
        "own": own.code,
        "calm": calm.code,
        "calm_pk": calm.pk,
        "own_pk": own.pk,
        "pause": LifeAct.PAUSE,
        "next_year": timezone.localdate().year + 1,
        "open": period.key,
        "open_pk": period.pk,
        "frozen": Period.objects.get(pk=frozen).key,
        "firm": firm.pk,
        "own_firm": Enterprise.objects.looked_after_by(liaison).earliest("pk").pk,
        "cluster": Cluster.objects.earliest("pk").pk,
        "rare": Enterprise.objects.latest("pk").short_name,
        "visit": Visit.objects.visible_to(leader).earliest("pk").pk,
        "request": Request.objects.visible_to(handler).earliest("pk").pk,
        "talent": Talent.objects.earliest("pk").pk,
        "line": CreditLine.objects.earliest("pk").pk,
        "need": need.pk,
        "asking": need.enterprise_id,
        "kept_target": Target.objects.get(programme=current(timezone.localdate()), key="credit_granted").pk,
        "lead": Lead.objects.visible_to(leader).earliest("pk").pk,
        "today": timezone.localdate(),
        "past_day": timezone.localdate() - PAST,
    }
    targets = {f"target {key}": key for key in Target.objects.values_list("key", flat=True)}
    return {name: str(value) for name, value in (rows | targets).items()}


def address_of(page: Page, rows: dict[str, str]) -> Address:
    """Where the page is, and what is sent there. `{uuid}` stays for each press to fill."""
    route = reverse(page.route, kwargs={part: rows[name] for part, name in page.names.items()})
    data = {name: value.format(**rows, uuid="{uuid}") for name, value in page.data.items()}
    return Address(route + page.query.format(**rows), data, page.undo.format(**rows))


def addresses() -> dict[str, dict]:
    """Every page's address by the page's name, as JSON can carry it."""
    rows = known_rows()
    return {page.name: asdict(address_of(page, rows)) for page in PAGES}
