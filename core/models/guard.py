"""The audit trail: lines that nobody changes, each sealed to the one before it, and what is only counted."""

import datetime as dt
from ipaddress import ip_network

import pgtrigger
from django.db import connection, models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from core.enums import AuditKind, Noise
from core.models.people import User
from core.models.trail import append_only, never_emptied

MONTHS_KEPT_AT_LEAST = 6  # GB/T 22239 and the Cybersecurity Law, article 21
NOISE_MINUTES = 10
UNKNOWN_ADDRESS = "0.0.0.0"  # of a request that came without one
CHAIN_LOCK = 1133_14  # the advisory lock of whoever seals; nobody who holds it waits for anything else

# What a seal covers of a line `e`, as one text.
CONTENT = """jsonb_build_array(
    e.id, e.at, e.kind, e.user_id, e.who, e.what, e.address, e.request_id, e."table", e."row", e.event, e.digest
)::text"""

_SEAL = f"""
    PERFORM set_config('TimeZone', 'UTC', true);
    PERFORM pg_advisory_xact_lock({CHAIN_LOCK});
    SELECT s.number, s.hash INTO last_number, last_hash FROM core_auditseal s ORDER BY s.number DESC LIMIT 1;
    last_number := coalesce(last_number, 0) + 1;
    INSERT INTO core_auditseal (number, event_id, hash)
    SELECT last_number, e.id, encode(sha256(convert_to(coalesce(last_hash, '') || {CONTENT}, 'UTF8')), 'hex')
    FROM (SELECT NEW.*) e;
    PERFORM setval(
        pg_get_serial_sequence('core_auditseal', 'number'),
        (last_number << 32) | (pg_current_xact_id()::text::bigint & 4294967295)
    );
    RETURN NULL;
"""

# Writing that lines were forgotten, up to a number, is the only way to forget them. The last seal before what is kept
# stays: the first line that is kept rests on its hash.
_FORGET = """
    DELETE FROM core_auditevent e USING core_auditseal s WHERE s.event_id = e.id AND s.number <= NEW."row";
    DELETE FROM core_auditseal s WHERE s.number < NEW."row";
    RETURN NULL;
"""


def _kept(until: str) -> list[pgtrigger.Trigger]:
    """No line is changed; none is deleted `until` its time is over; the table is never emptied."""
    return [
        pgtrigger.Protect(name="unchanged", operation=pgtrigger.Update),
        pgtrigger.Trigger(
            name="kept",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=f"""
                IF {until} THEN RETURN OLD; END IF;
                RAISE EXCEPTION 'pgtrigger: a line of the audit trail is kept for {MONTHS_KEPT_AT_LEAST} months';
            """,
        ),
        never_emptied(),
    ]


class AuditEvent(models.Model):
    """One line: who did what, when, from where, under which request. The database lets nobody change it.

    Lines of business writes are made by the database itself from the history tables: they name the table and row, the
    event that holds the content, and its digest. At the end of its transaction each line gets its seal.
    """

    at = models.DateTimeField(_("时间"), db_index=True)
    kind = models.CharField(_("事件"), max_length=16, choices=AuditKind.choices)
    user = models.ForeignKey(
        User, verbose_name=_("用户"), null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    who = models.CharField(_("账号"), max_length=150, blank=True)
    what = models.CharField(_("对象"), max_length=200, blank=True)
    address = models.GenericIPAddressField(_("来源地址"), null=True)
    request_id = models.CharField(_("请求号"), max_length=36, blank=True)
    table = models.CharField(_("表"), max_length=63, blank=True)
    row = models.BigIntegerField(_("行"), null=True)
    event = models.BigIntegerField(_("历史行"), null=True)
    digest = models.CharField(_("摘要"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("审计事件")
        verbose_name_plural = _("审计事件")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["user", "at"], name="audit_by_person"),
            models.Index(fields=["table", "row"], name="audit_by_row", condition=~Q(table="")),
        ]
        triggers = [
            *_kept(until=f"OLD.at < now() - interval '{MONTHS_KEPT_AT_LEAST} months'"),
            pgtrigger.Trigger(
                name="forgets",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__kind=AuditKind.FORGOTTEN),
                func=_FORGET,
            ),
            pgtrigger.Trigger(
                name="seals",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                declare=[("last_number", "BIGINT"), ("last_hash", "TEXT")],
                func=_SEAL,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.what}"

    @property
    def key(self) -> tuple[str, int] | None:
        """The table and the row that this line is about. A baseline, and what was forgotten, count rows instead."""
        counts = self.kind in (AuditKind.BASELINE, AuditKind.FORGOTTEN)
        return None if counts or not self.table or self.row is None else (self.table, self.row)

    @property
    def is_sensitive(self) -> bool:
        return AuditKind(self.kind).is_sensitive


class AuditSeal(models.Model):
    """The chain: numbers without a gap, in the order of the commits; each hash is that of the line and the hash before.

    The sequence behind `number` gives no numbers. It remembers how long the chain was, should its end be cut off, and
    in its lower half which transaction made it so: one that was rolled back made nothing that could be missing.
    """

    number = models.BigAutoField(_("号"), primary_key=True)
    event = models.OneToOneField(
        AuditEvent, verbose_name=_("事件"), on_delete=models.DO_NOTHING, related_name="seal", db_constraint=False
    )
    hash = models.CharField(_("校验"), max_length=64)

    class Meta:
        verbose_name = _("审计链")
        verbose_name_plural = _("审计链")
        ordering = ["number"]
        triggers = _kept(until="NOT EXISTS (SELECT FROM core_auditevent e WHERE e.id = OLD.event_id)")

    def __str__(self) -> str:
        return f"{self.number}"


def neighbourhood(address: str | None) -> str:
    """What is counted together: an address, or for IPv6 the 64 bits that one household has to itself."""
    if not address:
        return UNKNOWN_ADDRESS
    return str(ip_network(f"{address}/64", strict=False).network_address) if ":" in address else address


class AuditNoiseQuerySet(models.QuerySet["AuditNoise"]):
    """Counting."""

    def count_one(self, what: Noise, *, address: str | None, now: dt.datetime) -> None:
        """One more from this address, in one statement."""
        span = now.replace(minute=now.minute - now.minute % NOISE_MINUTES, second=0, microsecond=0)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO core_auditnoise (at, what, address, times) VALUES (%s, %s, %s, 1)"
                " ON CONFLICT (at, what, address) DO UPDATE SET times = core_auditnoise.times + 1",
                [span, what, neighbourhood(address)],
            )

    def times(self) -> int:
        """All together."""
        return self.aggregate(sum=Sum("times"))["sum"] or 0


class AuditNoise(models.Model):
    """What strangers cause, counted by address for every ten minutes: nobody may fill a table that nobody may empty."""

    at = models.DateTimeField(_("时间"))  # when the ten minutes began
    what = models.CharField(_("事件"), max_length=16, choices=Noise.choices)
    address = models.GenericIPAddressField(_("来源地址"))
    times = models.PositiveIntegerField(_("次数"))
    objects = AuditNoiseQuerySet.as_manager()

    class Meta:
        verbose_name = _("匿名计数")
        verbose_name_plural = _("匿名计数")
        ordering = ["-at", "what", "address"]
        constraints = [models.UniqueConstraint(fields=["at", "what", "address"], name="noise_once")]

    def __str__(self) -> str:
        return f"{self.at} {self.get_what_display()} {self.times}"


class AuditCheck(models.Model):
    """How a verification of the trail went, and the end of the chain at that time: it may not be another one later."""

    at = models.DateTimeField(_("时间"))
    seconds = models.FloatField(_("用时（秒）"))
    rows = models.BigIntegerField(_("条数"))
    number = models.BigIntegerField(_("号"))
    hash = models.CharField(_("校验"), max_length=64, blank=True)
    ok = models.BooleanField(_("通过"))
    error = models.TextField(_("错误"), blank=True)

    class Meta:
        verbose_name = _("留痕校验")
        verbose_name_plural = _("留痕校验")
        ordering = ["-at", "-pk"]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.at} {self.error}".strip()
