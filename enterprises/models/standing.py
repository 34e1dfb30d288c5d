"""企业现状: how a firm is served now, as one row that PostgreSQL keeps itself.

Whatever writes to a visit, a request, a grade, a plan or a tier, in whichever way, has the row of each firm concerned
written anew before its statement ends: triggers lock the row first and then look at what the firm has, so of two
at once the second sees what the first wrote. Kept are dates; how many limits have passed is counted by whoever reads.
`manage.py recount` works everything out in another way and lists what differs.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pgtrigger
from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.db.models import Case, Count, Exists, IntegerField, Max, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.kernel.keeping.recounting import Difference
from core.models import Source, on_each_write
from enterprises.enums import REQUEST_OPEN
from enterprises.models.care import VisitTier
from enterprises.models.firms import Enterprise, EnterpriseGrade
from enterprises.models.growth import CultivationPlan, PlanEntry
from enterprises.models.requests import Request
from enterprises.models.visits import Visit

BEFORE_ALL = dt.date(1, 1, 1)  # a firm that was never visited comes before all others


class FirmStandingQuerySet(models.QuerySet["FirmStanding"]):
    """Sentences about standings of firms."""

    @transaction.atomic
    def recount(self) -> None:
        """Write all of them anew, and those that are missing: rows were written while the triggers were asleep."""
        with connection.cursor() as cursor:
            cursor.execute(f"{_BEGIN.format(rows='enterprises_enterprise')} ON CONFLICT DO NOTHING")
            cursor.execute(_WORK_OUT.format(keys="SELECT id FROM enterprises_enterprise"))

    def differences(self) -> Iterator[Difference]:
        """What stands in a row and is not so; the counting is not that of the triggers."""
        kept, days = {row.pk: row for row in self}, dict(VisitTier.objects.values_list("pk", "days"))
        for firm in _counted():
            row = kept.get(firm.pk) or FirmStanding(pk=firm.pk)
            for name, so in _columns(firm, days.get(firm.so_tier)).items():
                if getattr(row, name) != so:
                    yield Difference("firm", str(firm.pk), name, getattr(row, name), so, due=False)


class FirmStanding(models.Model):
    """企业现状 of one firm. `due_ats` are the limits of its open requests, the next first.

    `visit_due_on` is when the days of its tier since the last visit are over; without a visit it lies before all days,
    and it is None where no tier fits.
    """

    enterprise = models.OneToOneField(Enterprise, primary_key=True, on_delete=models.CASCADE, related_name="present")
    last_visit_on = models.DateField(_("最近走访"), null=True, blank=True)
    visits = models.PositiveIntegerField(_("走访次数"), default=0)
    open_requests = models.PositiveIntegerField(_("未办结诉求"), default=0)
    due_ats = ArrayField(models.DateTimeField(), verbose_name=_("各诉求时限"), default=list, blank=True)
    next_promise_on = models.DateField(_("最近承诺日期"), null=True, blank=True)
    tier = models.ForeignKey(
        VisitTier, verbose_name=_("走访层级"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    visit_due_on = models.DateField(_("走访提示日期"), null=True, blank=True)
    objects = FirmStandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("企业现状")
        verbose_name_plural = _("企业现状")
        indexes = [
            models.Index(fields=["visit_due_on"], name="firm_standing_visit_due"),
            models.Index(fields=["last_visit_on"], name="firm_standing_visited"),
        ]

    def __str__(self) -> str:
        return str(self.enterprise)

    def late(self, now: dt.datetime) -> int:
        """How many requests have passed the limit of their next step."""
        return sum(due_at < now for due_at in self.due_ats)


# --- Counted another way, for the recount -----------------------------------------------------------------------------
def _counted() -> Any:
    """Every firm with what its standing shall be, each column by a sub-select of its own."""
    visits = Visit.objects.filter(enterprise=OuterRef("pk")).order_by().values("enterprise")
    asked = Request.objects.open().filter(enterprise=OuterRef("pk")).order_by().values("enterprise")
    limits = ArrayAgg("due_at", filter=Q(due_at__isnull=False), order_by=["due_at"], default=Value([]))
    tiers = [When(_fits(tier), then=Value(tier.pk)) for tier in VisitTier.objects.all()]
    return Enterprise.objects.annotate(
        so_last=Subquery(visits.annotate(last=Max("on")).values("last")),
        so_visits=Coalesce(Subquery(visits.annotate(n=Count("pk")).values("n")), 0),
        so_open=Coalesce(Subquery(asked.annotate(n=Count("pk")).values("n")), 0),
        so_dues=Subquery(asked.annotate(dues=limits).values("dues")),
        so_promise=Subquery(asked.annotate(next=Min("promised_on")).values("next")),
        so_tier=Case(*tiers, output_field=IntegerField()) if tiers else Value(None, IntegerField()),
    ).only("pk")


def _fits(tier: VisitTier) -> Q | Exists:
    """Whether a firm belongs to a tier: by a grade, recognised or in cultivation, or by a plan it is in."""
    if not (tier.grades or tier.plans):
        return Q(pk__isnull=False)
    grades = EnterpriseGrade.objects.filter(enterprise=OuterRef("pk"), grade__in=tier.grades)
    entries = PlanEntry.objects.filter(enterprise=OuterRef("pk"), plan__kind__in=tier.plans, left_on__isnull=True)
    return Q(Exists(grades)) | Q(Exists(entries))


def _columns(firm: Any, days: int | None) -> dict[str, Any]:
    """The columns of its standing as they shall be, by their names; `days` are those of its tier."""
    due_on = (firm.so_last or BEFORE_ALL) + dt.timedelta(days=days) if days is not None else None
    return {
        "last_visit_on": firm.so_last,
        "visits": firm.so_visits,
        "open_requests": firm.so_open,
        "due_ats": firm.so_dues or [],
        "next_promise_on": firm.so_promise,
        "tier_id": firm.so_tier,
        "visit_due_on": due_on,
    }


# --- Kept by PostgreSQL -----------------------------------------------------------------------------------------------
_BEGIN = """
    INSERT INTO enterprises_firmstanding (enterprise_id, visits, open_requests, due_ats)
    SELECT id, 0, 0, '{{}}' FROM {rows}
"""
_OPEN = ", ".join(f"'{state}'" for state in sorted(REQUEST_OPEN))
_WORK_OUT = f"""
    UPDATE enterprises_firmstanding s
    SET (last_visit_on, visits, open_requests, due_ats, next_promise_on, tier_id, visit_due_on) =
        (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)
    FROM (
        SELECT firm.id, v.visited, v.visits, r.requests, COALESCE(r.dues, '{{{{}}}}') AS dues, r.promise, t.id AS tier,
            COALESCE(v.visited, DATE '{BEFORE_ALL.isoformat()}') + t.days AS visit_due
        FROM enterprises_enterprise firm
        CROSS JOIN LATERAL (
            SELECT max("on") AS visited, count(*) AS visits FROM enterprises_visit WHERE enterprise_id = firm.id
        ) v
        CROSS JOIN LATERAL (
            SELECT count(*) AS requests, array_agg(due_at ORDER BY due_at) FILTER (WHERE due_at IS NOT NULL) AS dues,
                min(promised_on) AS promise
            FROM enterprises_request WHERE enterprise_id = firm.id AND state IN ({_OPEN})
        ) r
        LEFT JOIN LATERAL (
            SELECT tier.id, tier.days FROM enterprises_visittier tier
            WHERE cardinality(tier.grades) + cardinality(tier.plans) = 0
                OR EXISTS (SELECT FROM enterprises_enterprisegrade g
                    WHERE g.enterprise_id = firm.id AND g.grade = ANY (tier.grades))
                OR EXISTS (SELECT FROM enterprises_planentry e JOIN enterprises_cultivationplan p ON p.id = e.plan_id
                    WHERE e.enterprise_id = firm.id AND e.left_on IS NULL AND p.kind = ANY (tier.plans))
            ORDER BY tier.rank LIMIT 1
        ) t ON true
        WHERE firm.id IN ({{keys}})
    ) so
    WHERE so.id = s.enterprise_id AND
        (s.last_visit_on, s.visits, s.open_requests, s.due_ats, s.next_promise_on, s.tier_id, s.visit_due_on)
        IS DISTINCT FROM (so.visited, so.visits, so.requests, so.dues, so.promise, so.tier, so.visit_due)
"""
_LOCK = "PERFORM 1 FROM enterprises_firmstanding WHERE enterprise_id IN ({keys}) ORDER BY enterprise_id FOR UPDATE"
_KEEP = f"{_LOCK}; {_WORK_OUT}; RETURN NULL;"  # two statements, and the second sees what others wrote meanwhile

_OF_FIRM = "SELECT enterprise_id FROM {rows}"
# Every table from which the standing of a firm is worked out, and the columns that matter.
SOURCES: dict[type[models.Model], Source] = {
    Visit: Source(_OF_FIRM, ("enterprise_id", '"on"')),
    Request: Source(_OF_FIRM, ("enterprise_id", "state", "due_at", "promised_on")),
    EnterpriseGrade: Source(_OF_FIRM, ("enterprise_id", "grade")),
    PlanEntry: Source(_OF_FIRM, ("enterprise_id", "plan_id", "left_on")),
    CultivationPlan: Source(
        "SELECT enterprise_id FROM enterprises_planentry WHERE plan_id IN (SELECT id FROM {rows})", ("kind",)
    ),
    VisitTier: Source("SELECT id FROM enterprises_enterprise WHERE EXISTS (SELECT FROM {rows})"),
}
for _model, _source in SOURCES.items():
    pgtrigger.register(*on_each_write("keeps_firm", _source, _KEEP))(_model)

pgtrigger.register(
    pgtrigger.Trigger(
        name="begins_firm",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="new_rows"),
        func=f"{_BEGIN.format(rows='new_rows')}; {_WORK_OUT.format(keys='SELECT id FROM new_rows')}; RETURN NULL;",
    )
)(Enterprise)
