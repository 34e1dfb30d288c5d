"""计数区间: the days on which a person counts, and in which category, as rows that PostgreSQL keeps itself.

Whatever writes to a person, a proof, a change of category, an absence or the rule, in whichever way, has the spans of
each person concerned written anew before its statement ends: the person is locked first, so of two at once the second
sees what the first wrote. `talent/counting.py` says the same as a pure function; `manage.py recount` holds one against
the other, and so does a test of days.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import pgtrigger
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.kernel.keeping.recounting import Difference
from core.models import Source, bumps, on_each_write
from talent import counting
from talent.enums import Category, LeaversCount
from talent.models.counting import Absence, CategoryChange, HeadRule, Proof, head_rules
from talent.models.people import Talent


class HeadSpanQuerySet(models.QuerySet["HeadSpan"]):
    """Sentences about spans."""

    def on(self, day: dt.date) -> "HeadSpanQuerySet":
        """Those that hold on a day: each is one head."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    @transaction.atomic
    def recount(self) -> None:
        """Write all of them anew: rows were written while the triggers were asleep."""
        with connection.cursor() as cursor:
            cursor.execute(_BEGIN.format(rows="talent_talent"))
            cursor.execute(_CLEAR.format(keys=_ALL))
            cursor.execute(_WRITE.format(keys=_ALL))

    def differences(self) -> Iterator[Difference]:
        """Spans that are not so, by the pure function; and people whose column tells another category."""
        found: dict[int, list[counting.Span]] = {}
        for talent, category, since, until in self.order_by("since").values_list(
            "talent", "category", "since", "until"
        ):
            found.setdefault(talent, []).append(counting.Span(category, since, until))
        rules = [rule.as_rule() for rule in HeadRule.objects.all()]
        for person, facts in facts_of(Talent.objects.order_by("pk")):
            kept, so = found.get(person.pk, []), counting.spans(facts, rules)
            if kept != so:
                yield Difference("head", person.number, "spans", kept, so, due=False)
            present = facts.categories[-1][1] if facts.categories else person.category
            if person.category != present:
                yield Difference("head", person.number, "category", person.category, present, due=False)


class HeadSpan(models.Model):
    """Days on which somebody counts in a category, both ends included; `until` is None while they go on counting."""

    talent = models.ForeignKey(Talent, verbose_name=_("人才"), on_delete=models.CASCADE, related_name="spans")
    category = models.CharField(_("类别"), max_length=10, choices=Category.choices)
    since = models.DateField(_("计入日期"))
    until = models.DateField(_("计至"), null=True, blank=True)
    objects = HeadSpanQuerySet.as_manager()

    class Meta:
        verbose_name = _("计数区间")
        verbose_name_plural = _("计数区间")
        ordering = ["talent", "since"]
        triggers = [bumps("talents")]
        indexes = [models.Index(fields=["category", "since", "until"], name="head_span_counted")]
        constraints = [
            models.UniqueConstraint(fields=["talent", "since"], name="head_span_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="head_span_has_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.talent} {self.since}"


# --- The facts of people, for the pure function -----------------------------------------------------------------------
def facts_of(people: "models.QuerySet[Talent]") -> Iterable[tuple[Talent, counting.Facts]]:
    """What is known of each of these people. As many queries as there are kinds of rows."""
    for person in people.prefetch_related("proofs", "category_changes", "absences"):
        yield person, facts(person)


def facts(person: Talent) -> counting.Facts:
    """What is known of a person."""
    aways = [counting.Away(row.left_on, row.returned_on) for row in person.absences.all()]
    if person.left_on:
        aways.append(counting.Away(person.left_on))
    return counting.Facts(
        category=person.category,
        arrived_on=person.arrived_on,
        recognised_on=person.recognised_on,
        has_identity=person.identity_hash is not None,
        has_firm=person.enterprise_id is not None,
        categories=[(row.on, row.category) for row in person.category_changes.all()],
        proofs=[counting.Proven(row.kind, row.on, row.until) for row in person.proofs.all()],
        aways=aways,
    )


def missing_on(people: "models.QuerySet[Talent]", day: dt.date) -> dict[int, list[Any]]:
    """Why each of these people does not count on a day, by their keys; those who count are left out."""
    rules = [rule.as_rule() for rule in head_rules()]
    rule = counting.in_force(rules, day)
    found = {person.pk: counting.missing(known, rule, day) if rule else [] for person, known in facts_of(people)}
    return {pk: reasons for pk, reasons in found.items() if reasons}


# --- Kept by PostgreSQL -----------------------------------------------------------------------------------------------
_ALL = "SELECT id FROM talent_talent"
_LEFT = f"""CASE r.leavers WHEN '{LeaversCount.DAY}' THEN away.left_on
        WHEN '{LeaversCount.MONTH}' THEN date_trunc('month', away.left_on)::date
        ELSE (date_trunc('year', away.left_on) + interval '1 year')::date END"""
_PROVEN = """EXISTS (SELECT FROM talent_proof p WHERE p.talent_id = t.id AND p.kind = '{kind}' AND p."on" <= d.day
        AND (p.until IS NULL OR d.day <= p.until))"""
_COUNTS = f"""
    d.day >= t.arrived_on
    AND (NOT r.needs_recognition OR t.recognised_on <= d.day)
    AND (NOT r.needs_contract OR {_PROVEN.format(kind="contract")})
    AND (NOT r.needs_insurance OR {_PROVEN.format(kind="insurance")})
    AND (NOT r.needs_identity OR t.identity_hash IS NOT NULL)
    AND (r.counts_before OR r.begins_on IS NULL OR t.recognised_on IS NULL OR t.recognised_on >= r.begins_on)
    AND (r.counts_without_firm OR t.enterprise_id IS NOT NULL)
    AND NOT EXISTS (SELECT FROM (
            SELECT t.left_on, NULL::date AS returned_on WHERE t.left_on IS NOT NULL
            UNION ALL SELECT a.left_on, a.returned_on FROM talent_absence a WHERE a.talent_id = t.id
        ) away WHERE {_LEFT} <= d.day AND (away.returned_on IS NULL OR away.returned_on > d.day))
"""
_SO = f"""
    SELECT talent_id, category, since, until FROM (
        SELECT talent_id, category, day AS since,
            lead(day) OVER (PARTITION BY talent_id ORDER BY day) - 1 AS until
        FROM (
            SELECT talent_id, day, category, lag(category) OVER (PARTITION BY talent_id ORDER BY day) AS before
            FROM (
                SELECT t.id AS talent_id, d.day, CASE WHEN {_COUNTS} THEN COALESCE(
                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id AND c."on" <= d.day
                        ORDER BY c."on" DESC LIMIT 1),
                    (SELECT c.category FROM talent_categorychange c WHERE c.talent_id = t.id ORDER BY c."on" LIMIT 1),
                    t.category) END AS category
                FROM talent_talent t
                CROSS JOIN LATERAL (
                    SELECT t.arrived_on AS day UNION SELECT t.recognised_on
                    UNION SELECT c."on" FROM talent_categorychange c WHERE c.talent_id = t.id
                    UNION SELECT p."on" FROM talent_proof p WHERE p.talent_id = t.id
                    UNION SELECT p.until + 1 FROM talent_proof p WHERE p.talent_id = t.id
                    UNION SELECT valid_from FROM talent_headrule
                    UNION SELECT a.returned_on FROM talent_absence a WHERE a.talent_id = t.id
                    UNION SELECT {_LEFT} FROM talent_headrule r, (
                        SELECT t.left_on UNION ALL SELECT a.left_on FROM talent_absence a WHERE a.talent_id = t.id
                    ) away
                ) d
                CROSS JOIN LATERAL (
                    SELECT rule.* FROM talent_headrule rule ORDER BY rule.valid_from > d.day,
                        CASE WHEN rule.valid_from <= d.day THEN rule.valid_from END DESC, rule.valid_from LIMIT 1
                ) r
                WHERE t.id IN ({{keys}}) AND d.day IS NOT NULL
            ) states
        ) turns
        WHERE category IS DISTINCT FROM before
    ) kept WHERE category IS NOT NULL
"""
_CLEAR = f"""
    DELETE FROM talent_headspan s WHERE s.talent_id IN ({{keys}})
        AND NOT EXISTS (SELECT FROM ({_SO}) so WHERE so.talent_id = s.talent_id AND so.since = s.since)
"""
_WRITE = f"""
    INSERT INTO talent_headspan AS s (talent_id, category, since, until)
    SELECT talent_id, category, since, until FROM ({_SO}) so
    ON CONFLICT (talent_id, since) DO UPDATE SET category = EXCLUDED.category, until = EXCLUDED.until
    WHERE (s.category, s.until) IS DISTINCT FROM (EXCLUDED.category, EXCLUDED.until)
"""
_LOCK = "PERFORM 1 FROM talent_talent WHERE id IN ({keys}) ORDER BY id FOR NO KEY UPDATE"
_KEEP = f"{_LOCK}; {_CLEAR}; {_WRITE}; RETURN NULL;"  # statements of their own: the later see what others wrote
_BEGIN = """
    INSERT INTO talent_categorychange (client_id, talent_id, "on", category, reason)
    SELECT md5(t.client_id::text)::uuid, t.id, t.arrived_on, t.category, '' FROM {rows} t
    WHERE NOT EXISTS (SELECT FROM talent_categorychange c WHERE c.talent_id = t.id)
"""

_OF_TALENT = "SELECT talent_id FROM {rows}"
_COLUMNS = ("category", "arrived_on", "recognised_on", "identity_hash", "enterprise_id", "left_on")
# Every table from which the spans of a person are worked out, and the columns that matter.
SOURCES: dict[type[models.Model], Source] = {
    Talent: Source("SELECT id FROM {rows}", _COLUMNS),
    CategoryChange: Source(_OF_TALENT, ("talent_id", '"on"', "category")),
    Proof: Source(_OF_TALENT, ("talent_id", "kind", '"on"', "until")),
    Absence: Source(_OF_TALENT, ("talent_id", "left_on", "returned_on")),
    HeadRule: Source("SELECT id FROM talent_talent WHERE EXISTS (SELECT FROM {rows})"),
}
for _model, _source in SOURCES.items():
    pgtrigger.register(*on_each_write("keeps_heads", _source, _KEEP))(_model)

pgtrigger.register(
    pgtrigger.Trigger(
        name="begins_category",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="new_rows"),
        func=f"{_BEGIN.format(rows='new_rows')}; RETURN NULL;",
    )
)(Talent)
