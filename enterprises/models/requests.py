"""Requests (诉求): sent to a department, clocked in working hours, promised, done, and confirmed by the firm itself."""

import datetime as dt
import hashlib
import secrets
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Case, Count, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.clock import moment
from core.kernel.language import in_house_language
from core.kernel.locks import locked
from core.kernel.sense import HappenedColumn, PlannedColumn
from core.kernel.taps import of_tap, once
from core.models import Attachment, Department, OnceAsSeen, Tapped, Ticked, User, begins_anew, tracked
from core.office.photos import store_photo
from enterprises.clock import Clock
from enterprises.enums import (
    REQUEST_CLOSED,
    REQUEST_OPEN,
    REQUEST_TRANSITIONS,
    SEES_ALL_SERVICE,
    RequestEscalation,
    RequestLimit,
    RequestState,
)
from enterprises.models.firms import Enterprise, LiaisonAssignment
from enterprises.models.hours import WorkingSpan
from enterprises.models.visits import Visit
from enterprises.named import Named, holds, in_any
from enterprises.names import plain, text_keys

EXCERPT = 20  # characters
LINK_LIVES = dt.timedelta(days=7)
END_OF_DAY = dt.time(23, 59, 59)
TOLD_BY = (
    "enterprise_id",
    "department_id",
    "raised_at",
    "state",
    "due_at",
    "planned_at",
    "plan_by",
    "promised_on",
)
IS_OPEN, IS_CLOSED = sorted(REQUEST_OPEN), sorted(REQUEST_CLOSED)  # in an order, for the database's constraints


class RequestKind(models.Model):
    """A kind of request, the department that answers it, and its limits in working hours."""

    key = models.SlugField(_("标识"), unique=True, allow_unicode=True)
    name = models.CharField(_("诉求类型"), max_length=40, unique=True)
    department = models.ForeignKey(
        Department, verbose_name=_("承办部门"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rank = models.PositiveSmallIntegerField(_("排序"), default=100)
    first_answer_hours = models.PositiveSmallIntegerField(
        _("首次答复时限（工作小时）"), default=4, validators=[MinValueValidator(1)]
    )
    plan_hours = models.PositiveSmallIntegerField(
        _("办理方案时限（工作小时）"), default=13, validators=[MinValueValidator(1)]
    )
    done_hours = models.PositiveSmallIntegerField(
        _("办结时限（工作小时）"), default=65, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("诉求类型")
        verbose_name_plural = _("诉求类型")
        ordering = ["rank", "pk"]
        constraints = [
            OnceAsSeen("name", name="request_kind_name_as_seen"),
            models.CheckConstraint(
                condition=Q(first_answer_hours__gte=1)
                & Q(plan_hours__gte=F("first_answer_hours"))
                & Q(done_hours__gte=F("plan_hours")),
                name="request_limits_in_order",
                violation_error_message=_("时限要依次不短于前一项：首次答复、办理方案、办结。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clock(self, at: dt.datetime) -> Clock:
        """When a request of this kind, raised at a moment, is to be answered, planned and done. Three queries."""
        return WorkingSpan.objects.load().clock(at, self)

    def raise_request(
        self,
        enterprise: Enterprise,
        *,
        text: str,
        by: User,
        now: dt.datetime,
        promised_on: dt.date | None = None,
        visit: Visit | None = None,
    ) -> "Request":
        """Send a firm's request to the department that answers this kind; its clock starts.

        Raises ValueError where no department answers the kind.
        """
        if self.department is None:
            raise ValueError(f"request kind {self.key} has no department")
        request = Request.objects.create(
            enterprise=enterprise,
            visit=visit,
            kind=self,
            text=text,
            department=self.department,
            raised_by=by,
            raised_at=now,
            promised_on=promised_on,
            **self.clock(now)._asdict(),
        )
        request.changes.create(to_state=RequestState.DISPATCHED, by=by, at=now)
        return request


class WrongState(Exception):
    """A request cannot move from where it stands; `state` says where that is."""

    def __init__(self, state: RequestState) -> None:
        super().__init__(state.value)
        self.state = state


def titled(kind: str, text: str) -> str:
    """How a request is called: its kind and how it begins."""
    return gettext("%(kind)s：%(text)s") % {"kind": kind, "text": text[:EXCERPT]}


# Read off the index `request_pressing`.
PRESSING = (
    Case(When(state__in=IS_OPEN, then=0), When(state=RequestState.DONE, then=1), default=2),
    F("due_at").asc(nulls_last=True),
    F("done_on").desc(nulls_last=True),
    F("id").desc(),
)


class RequestQuerySet(models.QuerySet["Request"]):
    """Sentences about requests."""

    def visible_to(self, user: User) -> Self:
        """Leaders and auditors see all; liaison officers those of their firms; handlers those of their department."""
        if user.holds(*SEES_ALL_SERVICE):
            return self
        seen = Q(pk__in=[])
        if user.holds(Role.LIAISON):
            firms = LiaisonAssignment.objects.current().filter(officer=user).values("enterprise")
            seen |= Q(enterprise__in=firms)
        if user.holds(Role.HANDLER) and user.department_id:
            shared = RequestPartner.objects.filter(department=user.department_id).values("request")
            seen |= Q(department=user.department_id) | Q(pk__in=shared)
        return self.filter(seen)

    def named_like(self, text: str) -> Self:
        """Requests whose text, kind or firm contains the text."""
        return self.filter(in_any(Request.objects.ways(text))) if plain(text) else self.none()

    def ways(self, text: str) -> list[Self]:
        """The ways to one of these requests: by its text, its kind and its firm."""
        kinds = RequestKind.objects.filter(name__icontains=text.strip())
        firms = Enterprise.objects.ways(text)
        return [
            self.filter(holds(text)),
            self.filter(kind__in=kinds),
            *(self.filter(enterprise__in=way) for way in firms),
        ]

    def open(self) -> Self:
        """Those that a department still works on."""
        return self.filter(state__in=REQUEST_OPEN)

    def unconfirmed(self) -> Self:
        """Done, says the department; the firm has not said so yet."""
        return self.filter(state=RequestState.DONE)

    def overdue(self, now: dt.datetime) -> Self:
        """Open requests that have missed the limit of their next step."""
        return self.open().filter(due_at__lt=now)

    def counted(self, now: dt.datetime) -> dict[str, int]:
        """How many are overdue, wait for a department, and wait for the word of the firm; with one query."""
        is_open = Q(state__in=REQUEST_OPEN)
        return self.aggregate(
            overdue=Count("pk", filter=is_open & Q(due_at__lt=now)),
            waiting=Count("pk", filter=is_open),
            unheard=Count("pk", filter=Q(state=RequestState.DONE)),
        )

    def pressing_first(self) -> Self:
        """Open ones by their next limit; then what waits for the firm's word; then what is closed, the latest first."""
        return self.order_by(*PRESSING)


@tracked(exclude=["search_keys", "search_grams", "next_step_at"])
class Request(Named, Ticked):
    """A firm's request (诉求), led by one department, with the promise made to the firm and its date.

    `due_at` follows from the other columns at each save: until when the next step is due. `next_step_at` is when
    somebody is to hear of it next (enterprises/service/escalation.py).
    """

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="requests"
    )
    visit = models.ForeignKey(
        Visit, verbose_name=_("走访"), null=True, blank=True, on_delete=models.PROTECT, related_name="requests"
    )
    kind = models.ForeignKey(RequestKind, verbose_name=_("类型"), on_delete=models.PROTECT, related_name="requests")
    text = models.TextField(_("诉求内容"), max_length=1000)
    department = models.ForeignKey(
        Department, verbose_name=_("承办部门"), on_delete=models.PROTECT, related_name="requests"
    )
    raised_by = models.ForeignKey(User, verbose_name=_("提出人"), on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("提出时间"))
    promised_on = PlannedColumn(_("承诺日期"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=RequestState.choices, default=RequestState.DISPATCHED)
    first_answer_by = models.DateTimeField(_("首次答复时限"), null=True, blank=True)
    plan_by = models.DateTimeField(_("办理方案时限"), null=True, blank=True)
    done_by = models.DateTimeField(_("办结时限"), null=True, blank=True)
    first_answered_at = models.DateTimeField(_("首次答复时间"), null=True, blank=True)
    planned_at = models.DateTimeField(_("办理方案时间"), null=True, blank=True)
    done_on = HappenedColumn(_("办结日期"), null=True, blank=True)
    closed_at = models.DateTimeField(_("闭环时间"), null=True, blank=True)
    due_at = models.DateTimeField(_("下一步时限"), null=True, blank=True, editable=False)
    escalation = models.PositiveSmallIntegerField(
        _("升级"), choices=RequestEscalation.choices, default=RequestEscalation.DEPARTMENT, editable=False
    )
    is_example = models.BooleanField(_("示例"), default=False)
    objects = RequestQuerySet.as_manager()

    class Meta(Named.Meta, Ticked.Meta):
        verbose_name = _("诉求")
        verbose_name_plural = _("诉求")
        ordering = ["-raised_at", "-pk"]
        indexes = [
            *Named.Meta.indexes,
            models.Index(
                fields=["department", "due_at"],
                condition=Q(state__in=IS_OPEN),
                name="request_open_of_dept",
            ),
            models.Index(fields=["next_step_at"], condition=Q(next_step_at__isnull=False), name="request_next_step"),
            models.Index(*PRESSING, name="request_pressing"),
        ]
        triggers = [begins_anew(*TOLD_BY, live="NEW.state IN ('{}')".format("', '".join(IS_OPEN)))]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=IS_OPEN, done_on__isnull=True)
                | (~Q(state__in=IS_OPEN) & Q(done_on__isnull=False)),
                name="request_done_has_date",
            ),
            models.CheckConstraint(
                condition=Q(state__in=IS_CLOSED, closed_at__isnull=False)
                | (~Q(state__in=IS_CLOSED) & Q(closed_at__isnull=True)),
                name="request_closed_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return titled(self.kind.name, self.text)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the columns that follow from others in step."""
        self.settle()
        super().save(*args, **kwargs)

    def settle(self) -> None:
        """Work out `due_at` and the columns for searching, for rows that are written in bulk too."""
        _pinyin, self.search_keys, self.search_grams = text_keys(self.text)
        limit = self.limit
        moments = {
            RequestLimit.FIRST_ANSWER: self.first_answer_by,
            RequestLimit.PLAN: self.plan_by,
            RequestLimit.DONE: self.done_by,
        }
        self.due_at = moments.get(limit) if limit else None
        if self.promised_on and (limit == RequestLimit.PROMISE or (limit and self.due_at is None)):
            self.due_at = moment(self.promised_on, END_OF_DAY)

    @property
    def limit(self) -> RequestLimit | None:
        """What is due next: the first answer, the plan, what was promised; None when the department is done."""
        if self.state == RequestState.DISPATCHED:
            return RequestLimit.FIRST_ANSWER
        if self.state != RequestState.ANSWERED:
            return None
        if self.planned_at is None and self.plan_by:
            return RequestLimit.PLAN
        return RequestLimit.PROMISE if self.promised_on else RequestLimit.DONE

    # --- The department -------------------------------------------------------------------------------------------
    def answer(
        self,
        *,
        text: str,
        by: User,
        now: dt.datetime,
        promised_on: dt.date | None = None,
        client_id: uuid.UUID | None = None,
    ) -> None:
        """Answer the firm; with a date it is the plan, and the promise. The same `client_id` again changes nothing.

        Raises WrongState when it is done, and ValidationError for a promise in the past.
        """
        if promised_on and promised_on < timezone.localdate(now):
            raise ValidationError(_("承诺日期不能早于今天。"), code="past")
        with self._moving_to(RequestState.ANSWERED, text=text, by=by, now=now, client_id=client_id) as request:
            if request is None:
                return
            request.first_answered_at = request.first_answered_at or now
            if promised_on:
                request.planned_at, request.promised_on = request.planned_at or now, promised_on

    def finish(
        self,
        *,
        text: str,
        by: User,
        now: dt.datetime,
        photos: Iterable[UploadedFile] = (),
        client_id: uuid.UUID | None = None,
    ) -> None:
        """办结: the department says that it is done, with proof; the firm is asked next. A repeat changes nothing.

        Raises WrongState when it is done already, and ValidationError for a photo that is none.
        """
        with self._moving_to(RequestState.DONE, text=text, by=by, now=now, client_id=client_id) as request:
            if request is None:
                return
            request.first_answered_at = request.first_answered_at or now
            request.done_on = timezone.localdate(now)
            for photo in photos:
                request.proofs.create(attachment=store_photo(photo, by=by, now=now))

    def transfer(self, department: Department, *, text: str, by: User, now: dt.datetime) -> None:
        """转办: another department leads from now on. The firm's clock runs on. To the same one changes nothing.

        Raises WrongState when it is done.
        """
        with self._locked_open() as request:
            if department.pk == request.department_id:
                return
            with in_house_language():
                words = gettext("由%(one)s转%(other)s办理。") % {"one": request.department, "other": department}
            request.partners.filter(department=department).delete()
            request.department, request.escalation = department, 0
            request.save()
            request._note(f"{words}{text}", by=by, now=now)

    def invite(self, department: Department, *, by: User, now: dt.datetime) -> None:
        """会办: another department helps and sees it. Twice is once. Raises WrongState when it is done."""
        with self._locked_open() as request:
            if department.pk == request.department_id:
                return
            _row, new = request.partners.get_or_create(department=department, defaults={"by": by, "at": now})
            if new:
                with in_house_language():
                    words = gettext("请%(department)s会办。") % {"department": department}
                request._note(words, by=by, now=now)

    def note(self, *, text: str, by: User, now: dt.datetime, client_id: uuid.UUID) -> None:
        """Add a word to its course without moving it; the same `client_id` again adds nothing.

        Raises ValidationError for a number of elsewhere.
        """
        values = {"from_state": self.state, "to_state": self.state, "text": text, "by": by, "at": now}
        once(self.changes.all(), client_id, request=self, **values)

    # --- The firm, and who looks after it ------------------------------------------------------------------------
    def ask_firm(self, *, by: User, now: dt.datetime) -> str:
        """请企业确认: return the secret of a new one-time link; links that were not used end. Only its hash is kept.

        Raises WrongState unless the department said that it is done.
        """
        with transaction.atomic():
            request = locked(Request, self.pk)
            if request.state != RequestState.DONE:
                raise WrongState(RequestState(request.state))
            request.confirmations.filter(used_at__isnull=True, expires_at__gt=now).update(expires_at=now)
            secret = secrets.token_urlsafe(24)
            request.confirmations.create(
                secret_hash=hash_of(secret), asked_by=by, asked_at=now, expires_at=now + LINK_LIVES
            )
        return secret

    def close_unconfirmed(self, *, text: str, by: User, now: dt.datetime) -> None:
        """Close without the firm's word, visibly as 未经企业确认. Raises WrongState unless the department is done."""
        with self._moving_to(RequestState.UNCONFIRMED, text=text, by=by, now=now) as request:
            if request:
                request.closed_at = now
                request.confirmations.filter(used_at__isnull=True, expires_at__gt=now).update(expires_at=now)

    def reopen(self, *, text: str, by: User | None, now: dt.datetime) -> None:
        """重新办理: back to the department; `by` is None for the firm itself. Raises WrongState while it is open."""
        with self._moving_to(RequestState.ANSWERED, text=text, by=by, now=now, reopening=True) as request:
            if request:
                request.done_on = request.closed_at = request.planned_at = request.promised_on = None
                request.escalation = 0
                request.plan_by = request.kind.clock(now).plan_by

    def _confirmed(self, *, text: str, now: dt.datetime) -> None:
        """The firm says that it is solved."""
        with self._moving_to(RequestState.CONFIRMED, text=text, by=None, now=now) as request:
            if request:
                request.closed_at = now

    # --- How it moves -----------------------------------------------------------------------------------------------
    def _note(self, text: str, *, by: User, now: dt.datetime) -> None:
        self.changes.create(from_state=self.state, to_state=self.state, text=text, by=by, at=now)

    @contextmanager
    def _locked_open(self) -> Iterator["Request"]:
        """Lock it while the caller changes it. Raises WrongState when the department is done with it."""
        with transaction.atomic():
            request = locked(Request, self.pk)
            if request.state not in REQUEST_OPEN:
                raise WrongState(RequestState(request.state))
            yield request
        self.refresh_from_db()

    @contextmanager
    def _moving_to(
        self,
        state: RequestState,
        *,
        text: str,
        by: User | None,
        now: dt.datetime,
        client_id: uuid.UUID | None = None,
        reopening: bool = False,
    ) -> Iterator["Request | None"]:
        """Lock, check the transition, let the caller set what goes with it, save, and write the change down.

        Yields None, and does nothing, when this very press moved it before. Raises WrongState for a step that is not
        allowed from here, and ValidationError for a number of elsewhere.
        """
        with transaction.atomic():
            request = locked(Request, self.pk)
            before = RequestState(request.state)
            number = client_id or uuid.uuid4()
            if of_tap(request.changes.all(), number):
                yield None
            elif state not in REQUEST_TRANSITIONS[before] or reopening != reopens(before, state):
                raise WrongState(before)
            else:
                request.state = state
                yield request
                request.save()
                request.changes.create(from_state=before, to_state=state, text=text, by=by, at=now, client_id=number)
        self.refresh_from_db()

    def time_left(self, now: dt.datetime) -> dt.timedelta | None:
        """Time until the next limit, negative when it has passed; None when nothing is due."""
        return self.due_at - now if self.due_at else None

    def days_left(self, today: dt.date) -> int | None:
        """Days until the day of the next limit, negative when it has passed; None when nothing is due."""
        return (timezone.localdate(self.due_at) - today).days if self.due_at else None


def reopens(before: RequestState, after: RequestState) -> bool:
    """Whether this step gives a request back to a department that was done with it."""
    return before not in REQUEST_OPEN and after in REQUEST_OPEN


class RequestChange(Tapped):
    """One step in the life of a request: who moved it, when, and what was said. `by` is None for the firm itself."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="changes")
    from_state = models.CharField(_("原状态"), max_length=12, choices=RequestState.choices, blank=True)
    to_state = models.CharField(_("新状态"), max_length=12, choices=RequestState.choices)
    text = models.TextField(_("说明"), max_length=1000, blank=True)
    by = models.ForeignKey(User, verbose_name=_("经办人"), null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta(Tapped.Meta):
        verbose_name = _("诉求办理记录")
        verbose_name_plural = _("诉求办理记录")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_to_state_display()} {self.at:%Y-%m-%d}"

    @property
    def moved(self) -> bool:
        """Whether the request moved with this step, and is not only spoken of."""
        return self.from_state != self.to_state


class RequestPartner(models.Model):
    """会办: a department that helps the leading one."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="partners")
    department = models.ForeignKey(Department, verbose_name=_("会办部门"), on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, verbose_name=_("邀请人"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("邀请时间"))

    class Meta:
        verbose_name = _("会办部门")
        verbose_name_plural = _("会办部门")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["request", "department"], name="request_partner_once")]

    def __str__(self) -> str:
        return str(self.department)


class RequestProof(models.Model):
    """A photo that shows what was done."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="proofs")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="request_proof")

    class Meta:
        verbose_name = _("办结佐证")
        verbose_name_plural = _("办结佐证")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.attachment)


def hash_of(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    """Sentences about links."""

    def opened_with(self, secret: str, *, now: dt.datetime) -> "Confirmation | None":
        """The link of this secret, while it may be used."""
        live = self.filter(secret_hash=hash_of(secret), used_at__isnull=True, expires_at__gt=now)
        return live.select_related("request__enterprise", "request__kind", "request__department").first()


class Confirmation(models.Model):
    """企业确认: a one-time link for the firm, without an account, and what the firm said. Its secret is not kept."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="confirmations")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    asked_by = models.ForeignKey(User, verbose_name=_("发起人"), on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("发起时间"))
    expires_at = models.DateTimeField(_("有效期至"))
    used_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    solved = models.BooleanField(_("已解决"), null=True, blank=True)
    rating = models.PositiveSmallIntegerField(
        _("评分"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    comment = models.CharField(_("企业意见"), max_length=300, blank=True)
    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("企业确认")
        verbose_name_plural = _("企业确认")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, solved__isnull=True) | Q(used_at__isnull=False, solved__isnull=False),
                name="confirmation_answered_once",
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__range=(1, 5)), name="confirmation_rating"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request} {self.asked_at:%Y-%m-%d}"

    @transaction.atomic
    def answer(self, *, solved: bool, rating: int | None, comment: str, now: dt.datetime) -> None:
        """The firm's word: solved and rated, or not solved, which sends it back to the department.

        Raises WrongState when the link was used or has expired, or the request has moved since.
        """
        request = locked(Request, self.request_id)
        live = Confirmation.objects.filter(pk=self.pk, used_at__isnull=True, expires_at__gt=now)
        if not live.update(used_at=now, solved=solved, rating=rating if solved else None, comment=comment):
            raise WrongState(RequestState(request.state))
        if solved:
            request._confirmed(text=comment, now=now)
        else:
            request.reopen(text=comment, by=None, now=now)
        self.refresh_from_db()
