"""Requests (诉求): sent to a department, clocked in working hours, promised, done, and confirmed by the firm itself."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Case, Count, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.hands.reading import departments
from core.kernel.clock import moment
from core.kernel.figures import date_cell
from core.kernel.language import in_house_language
from core.kernel.locks import locked
from core.kernel.sense import HappenedColumn, PlannedColumn
from core.kernel.taps import of_tap, once
from core.models import Department, OnceAsSeen, Ticked, User, begins_anew, tracked
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
from enterprises.models.hearing import tell_handlers, tell_officers
from enterprises.models.hours import WorkingSpan
from enterprises.models.visits import Visit
from enterprises.named import Named, holds, in_any
from enterprises.names import plain, text_keys

EXCERPT = 20  # characters
END_OF_DAY = dt.time(23, 59, 59)
NOTHING: Mapping[str, Any] = {}
TOLD_BY = (
    "enterprise_id",
    "department_id",
    "raised_at",
    "state",
    "due_at",
    "planned_at",
    "plan_by",
    "promised_on",
    "answer_promised_on",
    "given_at",
)
IS_OPEN, IS_CLOSED = sorted(REQUEST_OPEN), sorted(REQUEST_CLOSED)  # in an order, for the database's constraints
NOT_DONE = [*IS_OPEN, RequestState.WITHDRAWN]


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
        answer_promised_on: dt.date | None = None,
        visit: Visit | None = None,
        client_id: uuid.UUID | None = None,
    ) -> "Request":
        """Send a firm's request to the department that answers this kind; its clock starts.

        Promised may be two things: until when it is answered, and until when it is done. `client_id` is the number of
        the press, where the request is what the press makes. Raises ValueError where no department answers the kind.
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
            answer_promised_on=answer_promised_on,
            **self.clock(now)._asdict(),
        )
        request.changes.create(
            to_state=RequestState.DISPATCHED,
            promised_on=promised_on,
            by=by,
            at=now,
            client_id=client_id or uuid.uuid4(),
        )
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
            firms = LiaisonAssignment.objects.of_hands(user).values("enterprise")
            seen |= Q(enterprise__in=firms)
        if ours := departments(user):
            shared = Request.objects.filter(partners__department__in=ours).values("pk")
            seen |= Q(department__in=ours) | Q(pk__in=shared)
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

    A promise that moves keeps the date that was promised first: by that one it is counted (service/four_promises.py).
    `due_at` follows from the other columns at each save: until when the next step is due. `next_step_at` is when
    somebody is to hear of it next (enterprises/service/escalation.py); `given_at` is when it came to this department,
    where it was not sent there to begin with.
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
    answer_promised_on = PlannedColumn(_("承诺答复日期"), null=True, blank=True)
    promised_on = PlannedColumn(_("承诺办结日期"), null=True, blank=True)
    first_promised_on = PlannedColumn(_("首次承诺办结日期"), null=True, blank=True, editable=False)
    promise_moves = models.PositiveSmallIntegerField(_("承诺改期次数"), default=0, editable=False)
    state = models.CharField(_("状态"), max_length=12, choices=RequestState.choices, default=RequestState.DISPATCHED)
    first_answer_by = models.DateTimeField(_("首次答复时限"), null=True, blank=True)
    plan_by = models.DateTimeField(_("办理方案时限"), null=True, blank=True)
    done_by = models.DateTimeField(_("办结时限"), null=True, blank=True)
    first_answered_at = models.DateTimeField(_("首次答复时间"), null=True, blank=True)
    planned_at = models.DateTimeField(_("办理方案时间"), null=True, blank=True)
    done_on = HappenedColumn(_("办结日期"), null=True, blank=True)
    closed_at = models.DateTimeField(_("闭环时间"), null=True, blank=True)
    due_at = models.DateTimeField(_("下一步时限"), null=True, blank=True, editable=False)
    given_at = models.DateTimeField(_("转到本部门时间"), null=True, blank=True, editable=False)
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
                condition=Q(state__in=NOT_DONE, done_on__isnull=True)
                | (~Q(state__in=NOT_DONE) & Q(done_on__isnull=False)),
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
        """Work out `due_at`, the first promise and the columns for searching, for rows written in bulk too."""
        _pinyin, self.search_keys, self.search_grams = text_keys(self.text)
        self.first_promised_on = self.first_promised_on or self.promised_on
        promised = _end_of(self.promised_on)
        moments = {
            RequestLimit.FIRST_ANSWER: _earlier(self.first_answer_by, _end_of(self.answer_promised_on)),
            RequestLimit.PLAN: self.plan_by,
            RequestLimit.PROMISE: promised,
            RequestLimit.DONE: self.done_by,
        }
        self.due_at = moments[self.limit] or promised if self.limit else None

    @property
    def limit(self) -> RequestLimit | None:
        """What is due next: the first answer, the plan, what was promised, but never later than it has to be done; None
        when the department is done."""
        if self.state == RequestState.DISPATCHED:
            return RequestLimit.FIRST_ANSWER
        if self.state != RequestState.ANSWERED:
            return None
        if self.planned_at is None and self.plan_by:
            return RequestLimit.PLAN
        promised = _end_of(self.promised_on)
        return RequestLimit.PROMISE if promised and _earlier(promised, self.done_by) == promised else RequestLimit.DONE

    @property
    def is_promised_too_late(self) -> bool:
        """Whether what was promised lies after the limit for being done."""
        return bool(self.promised_on and self.done_by and self.promised_on > timezone.localdate(self.done_by))

    # --- The department -------------------------------------------------------------------------------------------
    def answer(
        self,
        *,
        text: str,
        by: User,
        now: dt.datetime,
        promised_on: dt.date | None = None,
        reason: str = "",
        client_id: uuid.UUID | None = None,
    ) -> None:
        """Answer the firm; with a date it is the plan, and the promise. The same `client_id` again changes nothing.

        A promise that moves is told to who looks after the firm, and needs a reason. Raises WrongState when it is done,
        and ValidationError for a promise in the past or moved without a reason.
        """
        if promised_on and promised_on < timezone.localdate(now):
            raise ValidationError({"promised_on": _("承诺日期不能早于今天。")}, code="past")
        also: dict[str, Any] = {}
        with self._moving_to(
            RequestState.ANSWERED, text=text, by=by, now=now, client_id=client_id, also=also
        ) as request:
            if request is None:
                return
            request.first_answered_at = request.first_answered_at or now
            if not promised_on:
                return
            request.planned_at = request.planned_at or now
            if moved := request._promise(promised_on, reason=reason, also=also):
                title, body = _("承诺改期：%(what)s"), f"{moved}\n{text}"
                tell_officers(request, title, body, why="moved", by=by, now=now, email=True)

    def _promise(self, on: dt.date, *, reason: str, also: dict[str, Any]) -> str:
        """Promise that it is done by this day; return what moved, "" where nothing was promised before.

        Raises ValidationError for another day than was promised without a reason.
        """
        before, self.promised_on = self.promised_on, on
        if before == on:
            return ""
        also["promised_on"] = on
        if before is None:
            return ""
        if not reason:
            raise ValidationError({"reason": _("承诺日期改了，请写明原因。")}, code="reason")
        also |= {"promised_before": before, "reason": reason}
        self.promise_moves += 1
        return f"{date_cell(before)} → {date_cell(on)} {reason}"

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
            request.department, request.escalation, request.given_at = department, 0, now
            request.save()
            request._note(f"{words}{text}", by=by, now=now)
            tell_handlers(department, request, _("转来诉求：%(what)s"), text, why="given", by=by, now=now)

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
                tell_handlers(department, request, _("请你部门会办：%(what)s"), "", why="helps", by=by, now=now)

    def uninvite(self, department: Department, *, by: User, now: dt.datetime) -> None:
        """A department that was asked by mistake helps no more. Twice is once. Raises WrongState when it is done."""
        with self._locked_open() as request:
            if not request.partners.filter(department=department).delete()[0]:
                return
            with in_house_language():
                words = gettext("不再请%(department)s会办。") % {"department": department}
            request._note(words, by=by, now=now)
            tell_handlers(department, request, _("不用再会办：%(what)s"), "", why="helps_not", by=by, now=now)

    def note(self, *, text: str, by: User, now: dt.datetime, client_id: uuid.UUID) -> None:
        """Add a word to its course without moving it; the same `client_id` again adds nothing.

        Raises ValidationError for a number of elsewhere.
        """
        values = {"from_state": self.state, "to_state": self.state, "text": text, "by": by, "at": now}
        once(self.changes.all(), client_id, request=self, **values)

    # --- The firm, and who looks after it ------------------------------------------------------------------------
    def ask_firm(self, *, by: User, now: dt.datetime, client_id: uuid.UUID | None = None) -> str:
        """请企业确认: return the secret of a new one-time link; links that were not used end. Only its hash is kept.

        The same `client_id` again makes no link: it returns the secret of the one that is live. Raises WrongState
        unless the department said that it is done, and ValidationError for a number of elsewhere.
        """
        with transaction.atomic():
            request = locked(Request, self.pk)
            if request.state != RequestState.DONE:
                raise WrongState(RequestState(request.state))
            links: Any = request.confirmations
            number = client_id or uuid.uuid4()
            if of_tap(links.all(), number):
                return links.model.still_asked(links, number=number, now=now)
            return links.model.ask(links, request=request, number=number, by=by, now=now)

    def live_links(self, now: dt.datetime) -> models.QuerySet[Any]:
        """The link that the firm may still use, if there is one."""
        return self.confirmations.live(now)

    def withdraw(self, *, text: str, by: User, now: dt.datetime) -> None:
        """撤回: it was raised by mistake, and counts as nothing. Raises WrongState once it is answered."""
        with self._moving_to(RequestState.WITHDRAWN, text=text, by=by, now=now) as request:
            if request:
                request.closed_at = now
                title = _("诉求已撤回：%(what)s")
                tell_handlers(request.department, request, title, text, why="withdrawn", by=by, now=now)

    def close_unconfirmed(self, *, text: str, by: User, now: dt.datetime) -> None:
        """Close without the firm's word, visibly as 未经企业确认. Raises WrongState unless the department is done."""
        with self._moving_to(RequestState.UNCONFIRMED, text=text, by=by, now=now) as request:
            if request:
                request.closed_at = now
                request.confirmations.end(now)

    def reopen(self, *, text: str, by: User | None, now: dt.datetime) -> None:
        """重新办理: back to the department; `by` is None for the firm itself. Raises WrongState while it is open."""
        with self._moving_to(RequestState.ANSWERED, text=text, by=by, now=now, reopening=True) as request:
            if request:
                request.confirmations.end(now)  # nobody is asked whether it is solved meanwhile
                request.done_on = request.closed_at = request.planned_at = request.promised_on = None
                request.escalation, request.given_at = 0, now
                clock = request.kind.clock(now)
                request.plan_by, request.done_by = clock.plan_by, clock.done_by
                title = _("退回重新办理：%(what)s") if by else _("企业表示没有解决：%(what)s")
                tell_handlers(request.department, request, title, text, why="reopened", by=by, now=now)
                tell_officers(request, title, text, why="reopened", by=by, now=now, email=True)

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
        also: Mapping[str, Any] = NOTHING,
    ) -> Iterator["Request | None"]:
        """Lock, check the transition, let the caller set what goes with it, save, and write the change down.

        `also` is what else the step says, and may be filled by the caller meanwhile.

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
                request.changes.create(
                    from_state=before, to_state=state, text=text, by=by, at=now, client_id=number, **also
                )
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


def _end_of(day: dt.date | None) -> dt.datetime | None:
    return moment(day, END_OF_DAY) if day else None


def _earlier(*moments: dt.datetime | None) -> dt.datetime | None:
    return min((each for each in moments if each), default=None)
