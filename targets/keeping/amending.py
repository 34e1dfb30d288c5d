"""录入, 核实, 退回 and 撤回: one person enters, and nothing changes before another has verified it."""

import datetime as dt
import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Role
from core.kernel.locks import locked
from core.kernel.taps import of_tap, once, refused_by
from core.models import User
from core.office.papers import store_paper
from core.post.notices import Message, tell
from targets.enums import AmendmentKind
from targets.keeping.said import MODELS, PATH, said_of, write
from targets.models import Amendment, PlanPoint, Programme, ReportedFact, Target

KEEPERS = (Role.LEADER, Role.PROJECT_OFFICER)


@transaction.atomic
def enter(
    kind: AmendmentKind,
    after: dict[str, Any],
    *,
    row: models.Model | None = None,
    by: User,
    now: dt.datetime,
    client_id: uuid.UUID,
    reason: str = "",
    link: str = "",
    papers: Iterable[UploadedFile] = (),
) -> Amendment:
    """录入或更正: what a row shall say. The other keepers are told that it waits; nothing is written to the row yet.

    `row` is None for what is new. Raises ValidationError when nothing changes (`unchanged`), when a path does not lead
    to its target (`path`), and when another one about the same row waits already (`waiting`).
    """
    mine = Amendment.objects.filter(entered_by=by)
    if made := of_tap(mine, client_id):
        return made
    before: dict[str, Any] = {}
    if row is not None:
        before = said_of(locked(type(row), row.pk))
        if before == after:
            raise ValidationError(_("没有改动，不用更正。"), code="unchanged")
    if kind == AmendmentKind.TARGET:
        _refuse_path(after)
    about = {
        "programme": row.programme if isinstance(row, Target) else row if isinstance(row, Programme) else None,
        "target": row if isinstance(row, Target) else None,
        "fact": row if isinstance(row, ReportedFact) else None,
    }
    said = {"before": before, "after": after, "reason": reason, "link": link, "entered_by": by, "entered_at": now}
    paper = next((store_paper(upload, by=by, now=now) for upload in papers), None)
    try:
        made, is_new = once(mine, client_id, kind=kind, paper=paper, **about, **said)
    except IntegrityError as error:
        if "one_open" in refused_by(error):
            raise ValidationError(_("这一项已有待核实的更正单，核实或退回以后再改。"), code="waiting") from error
        raise
    if is_new:
        _tell_keepers(made, now=now)
    return made


@transaction.atomic
def verify(amendment: Amendment, *, by: User, now: dt.datetime) -> bool:
    """核实 by another person: now the row says what was entered. False when it is verified or closed already.

    Raises ValidationError for who entered it (`same_person`), and when the row says something else by now (`stale`).
    """
    found = locked(Amendment, amendment.pk)
    if not found.is_open:
        return False
    if found.entered_by_id == by.pk:
        raise ValidationError(_("自己录入的要由他人核实。"), code="same_person")
    kind = AmendmentKind(found.kind)
    row: Any = None if found.is_new else getattr(found, kind.value)
    if row is not None and said_of(locked(type(row), row.pk)) != found.before:
        raise ValidationError(_("原来的内容已经变了，请退回后按现在的内容重新更正。"), code="stale")
    found.verified_by, found.verified_at = by, now
    written = _carry_out(found, kind, row)
    setattr(found, kind.value, written)
    found.save(update_fields=["verified_by", "verified_at", kind.value])
    _tell_person(found, gettext_lazy("已核实：%(what)s"), "verified", now=now)
    return True


@transaction.atomic
def close(amendment: Amendment, *, by: User, now: dt.datetime, word: str = "") -> bool:
    """撤回 by who entered it, 退回 with a word by another person. False when it is verified or closed already.

    Raises ValidationError for a 退回 without a word (`no_word`).
    """
    found = locked(Amendment, amendment.pk)
    if not found.is_open:
        return False
    if found.entered_by_id != by.pk and not word:
        raise ValidationError(_("退回要写明原因。"), code="no_word")
    found.closed_by, found.closed_at, found.word = by, now, word
    found.save(update_fields=["closed_by", "closed_at", "word"])
    if not found.was_withdrawn:
        _tell_person(found, gettext_lazy("被退回：%(what)s"), "closed", now=now)
    return True


def _carry_out(amendment: Amendment, kind: AmendmentKind, row: Any) -> models.Model:
    row = row or MODELS[kind]()
    write(kind, row, amendment.after)
    if isinstance(row, ReportedFact):
        row.entered_by, row.verified_by = amendment.entered_by, amendment.verified_by
    is_new = row.pk is None
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if refused_by(error) in ("reported_once", "targets_programme_code_key"):
            raise ValidationError(_("这一天已有同名的报告数，或这个代号已有计划，请退回。"), code="taken") from error
        raise
    if isinstance(row, Target):
        _draw(row, _path(amendment.after))
    if isinstance(row, Programme) and is_new:
        _take_over(row)
    return row


def _refuse_path(said: dict[str, Any]) -> None:
    """Raises ValidationError (`path`) where a path does not lead to its target."""
    target = Target()
    write(AmendmentKind.TARGET, target, said)
    for day, fault in target.faults_of(_path(said)).items():
        raise ValidationError(f"{day} {fault}", code="path")


def _path(said: dict[str, Any]) -> dict[dt.date, Decimal]:
    field: Any = PlanPoint._meta.get_field("value")
    return {dt.date.fromisoformat(day): field.to_python(value) for day, value in said.get(PATH, [])}


def _draw(target: Target, planned: dict[dt.date, Decimal]) -> None:
    """The path of a target as it was verified; a point that says the same stays as it is."""
    for point in target.plan_points.all():
        value = planned.pop(point.on, None)
        if value is None:
            point.delete()
        elif value != point.value:
            point.value = value
            point.save()
    for day, value in planned.items():
        PlanPoint.objects.create(target=target, on=day, value=value)


def _take_over(programme: Programme) -> None:
    """The targets of the programme before, without what was promised: each value is entered and verified anew."""
    before = Programme.objects.exclude(pk=programme.pk).filter(starts_on__lt=programme.starts_on).last()
    if before is None:
        return
    made: dict[int, Target] = {}
    for each in before.targets.order_by("rank", "pk"):
        parent = made.get(each.parent_id) if each.parent_id else None
        kept = {name: getattr(each, name) for name in ("key", "digit", "rank", "name", "unit", "comparison")}
        made[each.pk] = programme.targets.create(parent=parent, source=programme.source, **kept)


def _tell_keepers(amendment: Amendment, *, now: dt.datetime) -> None:
    url, words = reverse("targets:amendment", args=[amendment.pk]), {"what": amendment.about}
    title, key = gettext_lazy("等待核实：%(what)s"), f"amendment:{amendment.pk}:waits"
    others = User.objects.filter(is_active=True, roles__overlap=list(KEEPERS)).exclude(pk=amendment.entered_by_id)
    tell([Message(each, title, amendment.reason, url, key, words) for each in others], now=now)


def _tell_person(amendment: Amendment, title: Any, key: str, *, now: dt.datetime) -> None:
    url, words = reverse("targets:amendment", args=[amendment.pk]), {"what": amendment.about}
    told = Message(amendment.entered_by, title, amendment.word, url, f"amendment:{amendment.pk}:{key}", words)
    tell([told], now=now)
