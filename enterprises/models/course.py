"""The course of a request: its steps, the departments that help, what was shown, and the firm's own word."""

import datetime as dt

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.kernel.language import in_house_language
from core.kernel.locks import locked
from core.kernel.sense import PlannedColumn
from core.models import Attachment, Department, OneTimeLink, OneTimeLinkQuerySet, Tapped, User
from enterprises.enums import RequestState
from enterprises.models.requests import Request, WrongState


class RequestChange(Tapped):
    """One step in the life of a request: who moved it, when, and what was said. `by` is None for the firm itself.

    `promised_on` stands where this step promised a day, `promised_before` where it moved one.
    """

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="changes")
    from_state = models.CharField(_("原状态"), max_length=12, choices=RequestState.choices, blank=True)
    to_state = models.CharField(_("新状态"), max_length=12, choices=RequestState.choices)
    text = models.TextField(_("说明"), max_length=1000, blank=True)
    promised_before = PlannedColumn(_("原承诺办结日期"), null=True, blank=True)
    promised_on = PlannedColumn(_("承诺办结日期"), null=True, blank=True)
    reason = models.CharField(_("改期原因"), max_length=200, blank=True)
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

    @transaction.atomic
    def take_away(self, *, by: User, now: dt.datetime) -> None:
        """The photo goes, a word on it stays in the course. A second time changes nothing."""
        if not RequestProof.objects.filter(pk=self.pk).delete()[0]:
            return
        with in_house_language():
            words = gettext("去掉了一张佐证照片（%(name)s）。") % {"name": self.attachment.name}
        state = self.request.state
        self.request.changes.create(from_state=state, to_state=state, text=words, by=by, at=now)
        self.attachment.take_away(now=now)


class Confirmation(OneTimeLink):
    """企业确认: a one-time link for the firm, without an account, and what the firm said."""

    salt = "enterprises.confirmation"
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="confirmations")
    solved = models.BooleanField(_("已解决"), null=True, blank=True)
    rating = models.PositiveSmallIntegerField(
        _("评分"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    comment = models.CharField(_("企业意见"), max_length=300, blank=True)
    objects = OneTimeLinkQuerySet.as_manager()

    class Meta(OneTimeLink.Meta):
        verbose_name = _("企业确认")
        verbose_name_plural = _("企业确认")
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
        if not self.use(now=now, solved=solved, rating=rating if solved else None, comment=comment):
            raise WrongState(RequestState(request.state))
        if solved:
            request._confirmed(text=comment, now=now)
        else:
            request.reopen(text=comment, by=None, now=now)
        self.refresh_from_db()
