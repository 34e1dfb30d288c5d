"""Firms, who looks after them, and the service they get: visits and requests."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.models import Attachment, Cluster, Department, Park, User
from core.photos import store_photo
from enterprises.enums import (
    REQUEST_OPEN,
    REQUEST_TRANSITIONS,
    AliasKind,
    Grade,
    GradeStatus,
    HandoffKind,
    RequestState,
    VisitMode,
    VisitQuestion,
)
from enterprises.names import is_whole, name_keys, plain

SEES_ALL_FIRMS = (
    Role.LEADER,
    Role.AUDITOR,
    Role.PROJECT_OFFICER,
    Role.FINANCE_OFFICER,
    Role.TALENT_OFFICER,
)
SEES_ALL_SERVICE = (Role.LEADER, Role.AUDITOR)
CALLERS = (Role.LEADER, Role.LIAISON)  # who may see telephone numbers in full: of all firms, of one's own


class EnterpriseQuerySet(models.QuerySet["Enterprise"]):
    """Sentences about firms."""

    def visible_to(self, user: User) -> Self:
        """Leaders and most staff see every firm; a liaison officer the assigned ones; a handler those who asked."""
        if user.holds(*SEES_ALL_FIRMS):
            return self
        seen = Q(pk__in=[])
        if user.holds(Role.LIAISON):
            seen |= Q(pk__in=LiaisonAssignment.objects.current().filter(officer=user).values("enterprise"))
        if user.holds(Role.HANDLER) and user.department_id:
            seen |= Q(pk__in=Request.objects.filter(department=user.department_id).values("enterprise"))
        return self.filter(seen)

    def looked_after_by(self, user: User) -> Self:
        """Firms currently assigned to this liaison officer."""
        return self.filter(pk__in=LiaisonAssignment.objects.current().filter(officer=user).values("enterprise"))

    def bearing(self, names: Iterable[str]) -> Self:
        """Firms that bear exactly one of these names, as an alias too."""
        aliases = EnterpriseAlias.objects.filter(name__in=names).values("enterprise")
        return self.filter(Q(short_name__in=names) | Q(full_name__in=names) | Q(pk__in=aliases))

    def called(self, name: str) -> "Enterprise | None":
        """The one firm whose short, full or other name is exactly this; None when there is none or more than one."""
        aliases = EnterpriseAlias.objects.filter(name=name).values("enterprise")
        found = self.filter(Q(short_name=name) | Q(full_name=name) | Q(pk__in=aliases))[:2]
        return found[0] if len(found) == 1 else None

    def named_like(self, text: str) -> Self:
        """Firms whose names, aliases or code contain the text, in any reading; none for a text without letters."""
        key = plain(text)
        aliases = EnterpriseAlias.objects.filter(search_keys__contains=key).values("enterprise")
        return self.filter(Q(search_keys__contains=key) | Q(pk__in=aliases)) if key else self.none()

    def nearest_first(self, text: str) -> Self:
        """Firms of which the text is a whole name, alias, reading or code before those that only contain it."""
        aliases = EnterpriseAlias.objects.filter(is_whole(text)).values("enterprise")
        near = Case(When(Q(is_whole(text)) | Q(pk__in=aliases), then=0), default=1)
        return self.order_by(near, "pinyin", "pk")


@pghistory.track(exclude=["search_keys"])
class Enterprise(models.Model):
    """A firm, one file each (一企一档)."""

    short_name = models.CharField(_("简称"), max_length=40, unique=True)
    full_name = models.CharField(_("全称"), max_length=100, blank=True)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, unique=True, null=True, blank=True)
    cluster = models.ForeignKey(
        Cluster, verbose_name=_("产业高地"), null=True, blank=True, on_delete=models.PROTECT, related_name="enterprises"
    )
    park = models.ForeignKey(
        Park, verbose_name=_("园区"), null=True, blank=True, on_delete=models.PROTECT, related_name="enterprises"
    )
    lines = ArrayField(models.CharField(max_length=60), verbose_name=_("产品线"), default=list, blank=True)
    address = models.CharField(_("地址"), max_length=120, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)
    pinyin = models.CharField(max_length=200, blank=True, editable=False)
    search_keys = models.TextField(default="", blank=True, editable=False)
    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("企业")
        verbose_name_plural = _("企业")
        ordering = ["pinyin", "pk"]

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the columns for sorting and searching in step with the names."""
        self.pinyin, self.search_keys = name_keys(self.short_name, self.full_name, self.uscc)
        super().save(*args, **kwargs)


class EnterpriseAlias(models.Model):
    """Another name under which a firm is known or was printed."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("名称"), max_length=100)
    kind = models.CharField(_("类型"), max_length=10, choices=AliasKind.choices, default=AliasKind.ALIAS)
    pinyin = models.CharField(max_length=200, blank=True, editable=False)
    search_keys = models.TextField(default="", blank=True, editable=False)

    class Meta:
        verbose_name = _("企业别名")
        verbose_name_plural = _("企业别名")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["enterprise", "name"], name="alias_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the columns for sorting and searching in step with the names."""
        self.pinyin, self.search_keys = name_keys(self.name)
        super().save(*args, **kwargs)


class EnterpriseGrade(models.Model):
    """A grade of a firm: cultivating, or recognised on a date with evidence."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="grades")
    grade = models.CharField(_("等级"), max_length=20, choices=Grade.choices)
    status = models.CharField(_("状态"), max_length=12, choices=GradeStatus.choices)
    on = models.DateField(_("日期"), null=True, blank=True)
    evidence = models.CharField(_("依据"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("企业等级")
        verbose_name_plural = _("企业等级")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["enterprise", "grade"], name="grade_once")]

    def __str__(self) -> str:
        """龙头, or 单项冠军培育 while it is only being cultivated."""
        grade = self.get_grade_display()
        return gettext("%(grade)s培育") % {"grade": grade} if self.status == GradeStatus.CULTIVATING else grade


class ContactQuerySet(models.QuerySet["Contact"]):
    """Sentences about contacts."""

    def callable_by(self, user: User) -> Self:
        """Contacts whose number this person sees in full: leaders all, a liaison officer those of their firms.

        Twin of the rule `enterprises.see_phone`.
        """
        if user.holds(Role.LEADER):
            return self
        if not user.holds(Role.LIAISON):
            return self.none()
        return self.filter(enterprise__in=LiaisonAssignment.objects.current().filter(officer=user).values("enterprise"))

    def named_like(self, text: str) -> Self:
        """Contacts whose name, in any reading, or telephone number contains the text."""
        key = plain(text)
        return self.filter(search_keys__contains=key) if key else self.none()


@pghistory.track(exclude=["search_keys"])
class Contact(models.Model):
    """A person at a firm. Telephone numbers are masked by role."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("姓名"), max_length=40)
    title = models.CharField(_("职务"), max_length=60, blank=True)
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)
    search_keys = models.TextField(default="", blank=True, editable=False)
    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("联系人")
        verbose_name_plural = _("联系人")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the column for searching in step with name and number."""
        self.search_keys = name_keys(self.name, self.phone).search_keys
        super().save(*args, **kwargs)

    @property
    def masked_phone(self) -> str:
        """138 **** 0001; nothing readable of a short number."""
        return f"{self.phone[:3]} **** {self.phone[-4:]}" if len(self.phone) >= 11 else self.phone and "****"


class LiaisonAssignmentQuerySet(models.QuerySet["LiaisonAssignment"]):
    """Sentences about who looks after whom."""

    def current(self, on: dt.date | None = None) -> Self:
        """Assignments in force on a date (today when none is given)."""
        day = on or timezone.localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


@pghistory.track()
class LiaisonAssignment(models.Model):
    """A liaison officer looks after a firm, from a date until a date."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="liaisons")
    officer = models.ForeignKey(User, verbose_name=_("驻企联络员"), on_delete=models.PROTECT, related_name="liaisons")
    starts_on = models.DateField(_("开始"))
    ends_on = models.DateField(_("结束"), null=True, blank=True)
    objects = LiaisonAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("联络分工")
        verbose_name_plural = _("联络分工")
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "officer", "starts_on"], name="liaison_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="liaison_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.enterprise}"


class RequestKind(models.Model):
    """A kind of request and the department that answers it."""

    key = models.SlugField(_("标识"), unique=True, allow_unicode=True)
    name = models.CharField(_("诉求类型"), max_length=40, unique=True)
    department = models.ForeignKey(
        Department, verbose_name=_("承办部门"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rank = models.PositiveSmallIntegerField(_("排序"), default=100)

    class Meta:
        verbose_name = _("诉求类型")
        verbose_name_plural = _("诉求类型")
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.name

    def raise_request(
        self,
        enterprise: Enterprise,
        *,
        text: str,
        by: User,
        now: dt.datetime,
        promised_on: dt.date | None = None,
        visit: "Visit | None" = None,
    ) -> "Request":
        """Send a firm's request to the department that answers this kind. Raises ValueError where there is none."""
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
        )
        request.changes.create(to_state=RequestState.DISPATCHED, by=by, at=now)
        return request


@dataclass(frozen=True)
class NewRequest:
    """A request as the visit form carries it."""

    kind: RequestKind
    text: str
    promised_on: dt.date | None = None


class VisitQuerySet(models.QuerySet["Visit"]):
    """Sentences about visits."""

    def visible_to(self, user: User) -> Self:
        """Leaders and auditors see all; a liaison officer their own and those of the firms they look after now."""
        if user.holds(*SEES_ALL_SERVICE):
            return self
        if not user.holds(Role.LIAISON):
            return self.none()
        firms = LiaisonAssignment.objects.current().filter(officer=user).values("enterprise")
        return self.filter(Q(officer=user) | Q(enterprise__in=firms))

    @transaction.atomic
    def log(
        self,
        *,
        by: User,
        now: dt.datetime,
        client_id: uuid.UUID,
        requests: Sequence["NewRequest"] = (),
        handoffs: Iterable[HandoffKind] = (),
        photos: Iterable[UploadedFile] = (),
        **said: Any,
    ) -> tuple["Visit", bool]:
        """Log a visit with its requests, hand-offs and photos; return it and whether it is new.

        The same `client_id` again returns the visit that is there and adds nothing. Nobody is notified by this verb.
        Raises ValidationError for a photo that is none, and for a `client_id` of somebody else's visit.
        """
        visit, created = self.get_or_create(client_id=client_id, defaults={"officer": by, "created_at": now, **said})
        if visit.officer_id != by.pk:
            raise ValidationError(_("这张表已经失效，请重新打开“记录走访”再保存。"), code="client_id")
        if not created:
            return visit, False
        for new in requests:
            new.kind.raise_request(
                visit.enterprise, text=new.text, promised_on=new.promised_on, visit=visit, by=by, now=now
            )
        VisitHandoff.objects.bulk_create([VisitHandoff(visit=visit, kind=kind) for kind in handoffs])
        for photo in photos:
            visit.photos.create(attachment=store_photo(photo, by=by, now=now))
        return visit, True


@pghistory.track()
class Visit(models.Model):
    """A visit, call or video meeting with a firm. `client_id` is made by the phone: sending twice makes one."""

    client_id = models.UUIDField(_("提交号"), default=uuid.uuid4, unique=True)
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("走访企业"), on_delete=models.PROTECT, related_name="visits"
    )
    officer = models.ForeignKey(User, verbose_name=_("走访人"), on_delete=models.PROTECT, related_name="visits")
    mode = models.CharField(_("方式"), max_length=10, choices=VisitMode.choices, default=VisitMode.ON_SITE)
    on = models.DateField(_("日期"))
    received_by = models.CharField(_("企业接待人"), max_length=60, blank=True)
    questions = ArrayField(
        models.CharField(max_length=12, choices=VisitQuestion.choices),
        verbose_name=_("问到的事项"),
        default=list,
        blank=True,
    )
    notes = models.TextField(_("谈了什么"), max_length=2000)
    created_at = models.DateTimeField(_("记录时间"))
    is_example = models.BooleanField(_("示例"), default=False)
    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("走访")
        verbose_name_plural = _("走访")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["enterprise", "-on"], name="visit_of_firm")]

    def __str__(self) -> str:
        return f"{self.on} {self.enterprise} {self.get_mode_display()}"


class VisitPhoto(models.Model):
    """A photo of a visit."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="photos")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="visit_photo")

    class Meta:
        verbose_name = _("走访照片")
        verbose_name_plural = _("走访照片")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.attachment)


class VisitHandoff(models.Model):
    """A financing or talent need heard on a visit, passed to the officers of that room."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="handoffs")
    kind = models.CharField(_("类型"), max_length=10, choices=HandoffKind.choices)
    taken_by = models.ForeignKey(
        User, verbose_name=_("承接人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField(_("承接时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("走访转办")
        verbose_name_plural = _("走访转办")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["visit", "kind"], name="handoff_once")]

    def __str__(self) -> str:
        return f"{self.visit} {self.get_kind_display()}"

    def take(self, *, by: User, now: dt.datetime) -> bool:
        """Take it up; False when somebody else was first."""
        return bool(VisitHandoff.objects.filter(pk=self.pk, taken_at=None).update(taken_by=by, taken_at=now))


class WrongState(Exception):
    """A request cannot move from where it stands; `state` says where that is."""

    def __init__(self, state: RequestState) -> None:
        super().__init__(state.value)
        self.state = state


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
            seen |= Q(department=user.department_id)
        return self.filter(seen)

    def named_like(self, text: str, *, firms: Collection[int] | None = None) -> Self:
        """Requests whose text, kind or firm contains the text; `firms` are the firms so named, when known already."""
        named = Enterprise.objects.named_like(text) if firms is None else firms
        kinds = RequestKind.objects.filter(name__icontains=text.strip())
        said = Q(kind__in=kinds) | Q(text__icontains=text.strip())  # the text last: it takes the longest to look at
        return self.filter(Q(enterprise__in=named) | said) if plain(text) else self.none()

    def open(self) -> Self:
        return self.filter(state__in=REQUEST_OPEN)

    def overdue(self, on: dt.date) -> Self:
        """Open requests whose promised date has passed."""
        return self.open().filter(promised_on__lt=on)

    def pressing_first(self) -> Self:
        """Open ones by their promise, those without a promise after them; then what is done, the latest first."""
        return self.order_by(F("done_on").desc(nulls_first=True), F("promised_on").asc(nulls_last=True), "-pk")


@pghistory.track()
class Request(models.Model):
    """A firm's request (诉求), sent to one department, with the promise made to the firm and its date."""

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
    promised_on = models.DateField(_("承诺日期"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=RequestState.choices, default=RequestState.DISPATCHED)
    done_on = models.DateField(_("办结日期"), null=True, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)
    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("诉求")
        verbose_name_plural = _("诉求")
        ordering = ["-raised_at", "-pk"]
        indexes = [
            models.Index(fields=["department", "promised_on"], condition=~Q(state="done"), name="request_open_of_dept")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False) | (~Q(state="done") & Q(done_on__isnull=True)),
                name="request_done_has_date",
            )
        ]

    def __str__(self) -> str:
        return gettext("%(kind)s：%(text)s") % {"kind": self.kind, "text": self.text[:20]}

    def answer(self, *, text: str, promised_on: dt.date, by: User, now: dt.datetime) -> None:
        """Answer the firm and promise a date. Raises WrongState when the request was answered or done before."""
        with self._moving_to(RequestState.ANSWERED, text=text, by=by, now=now) as request:
            request.promised_on = promised_on

    def finish(self, *, text: str, by: User, now: dt.datetime) -> None:
        """Close the request. Raises WrongState when it is done already. The firm itself is not asked here."""
        with self._moving_to(RequestState.DONE, text=text, by=by, now=now) as request:
            request.done_on = timezone.localdate(now)

    @contextmanager
    def _moving_to(self, state: RequestState, *, text: str, by: User, now: dt.datetime) -> Iterator["Request"]:
        """Lock, check the transition, let the caller set what goes with it, save, and write the change down."""
        with transaction.atomic():
            request = Request.objects.select_for_update(of=("self",)).get(pk=self.pk)
            before = RequestState(request.state)
            if state not in REQUEST_TRANSITIONS[before]:
                raise WrongState(before)
            request.state = state
            yield request
            request.save()
            request.changes.create(from_state=before, to_state=state, text=text, by=by, at=now)
        self.refresh_from_db()

    def days_left(self, today: dt.date) -> int | None:
        """Days until the promised date, negative when it has passed; None without a promise or when done."""
        if self.promised_on is None or self.state == RequestState.DONE:
            return None
        return (self.promised_on - today).days


class RequestChange(models.Model):
    """One step in the life of a request: who moved it, when, and what was said."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="changes")
    from_state = models.CharField(_("原状态"), max_length=12, choices=RequestState.choices, blank=True)
    to_state = models.CharField(_("新状态"), max_length=12, choices=RequestState.choices)
    text = models.TextField(_("说明"), max_length=1000, blank=True)
    by = models.ForeignKey(User, verbose_name=_("经办人"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("诉求办理记录")
        verbose_name_plural = _("诉求办理记录")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_to_state_display()} {self.at:%Y-%m-%d}"
