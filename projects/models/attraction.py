"""招商: advisers, leads, and the notes on them."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.kernel import history
from core.kernel.language import in_house_language
from core.kernel.locks import locked
from core.kernel.sense import AmountColumn, HappenedColumn, PlannedColumn
from core.models import ByNameQuerySet, Cluster, OnceAsSeen, Park, Tapped, User, tracked
from core.post.notices import Message, tell
from enterprises.models import Enterprise
from projects.enums import (
    AdviserKind,
    AttractKind,
    ChainAction,
    Duty,
    LeadChannel,
    LeadState,
    Stage,
)
from projects.models.project import SEES_ALL_PROJECTS, Project


class Adviser(models.Model):
    """招商顾问, or an agency that attracts projects on commission (委托招商)."""

    name = models.CharField(_("名称"), max_length=40, unique=True)
    kind = models.CharField(_("类别"), max_length=12, choices=AdviserKind.choices)
    organisation = models.CharField(_("单位"), max_length=60, blank=True)
    since = HappenedColumn(_("聘任日期"))
    until = PlannedColumn(_("聘任终止"), null=True, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)
    objects = ByNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("招商顾问")
        verbose_name_plural = _("招商顾问")
        ordering = ["pk"]
        constraints = [OnceAsSeen("name", name="adviser_name_as_seen")]

    def __str__(self) -> str:
        return self.name


class LeadQuerySet(models.QuerySet["Lead"]):
    """Sentences about leads."""

    def visible_to(self, user: User) -> Self:
        """Those who share the whole chart share the leads; nobody else sees them."""
        return self if user.holds(*SEES_ALL_PROJECTS) else self.none()


@tracked()
class Lead(Tapped):
    """线索: a project that may come, through an adviser, an agency or the zone itself. Signed, it becomes a project."""

    name = models.CharField(_("项目名称"), max_length=80, unique=True)
    firm_name = models.CharField(_("投资方"), max_length=60, blank=True)
    channel = models.CharField(_("渠道"), max_length=10, choices=LeadChannel.choices)
    adviser = models.ForeignKey(
        Adviser, verbose_name=_("招商顾问或机构"), null=True, blank=True, on_delete=models.PROTECT, related_name="leads"
    )
    park = models.ForeignKey(
        Park, verbose_name=_("意向园区"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cluster = models.ForeignKey(
        Cluster, verbose_name=_("产业高地"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    attract_kinds = ArrayField(
        models.CharField(max_length=12, choices=AttractKind.choices), verbose_name=_("类型"), default=list, blank=True
    )
    chain_action = models.CharField(_("链条作用"), max_length=12, choices=ChainAction.choices, blank=True)
    investment_wan = AmountColumn(
        _("意向投资（万元）"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    officer = models.ForeignKey(User, verbose_name=_("跟进人"), on_delete=models.PROTECT, related_name="leads")
    received_on = HappenedColumn(_("收到日期"))
    state = models.CharField(_("状态"), max_length=8, choices=LeadState.choices, default=LeadState.OPEN)
    closed_on = HappenedColumn(_("签约或终止日期"), null=True, blank=True)
    lost_reason = models.CharField(_("终止原因"), max_length=120, blank=True)
    project = models.OneToOneField(
        Project, verbose_name=_("项目"), null=True, blank=True, on_delete=models.PROTECT, related_name="lead"
    )
    is_example = models.BooleanField(_("示例"), default=False)
    objects = LeadQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("线索")
        verbose_name_plural = _("线索")
        ordering = ["-received_on", "-pk"]
        constraints = [
            OnceAsSeen("name", name="lead_name_as_seen"),
            models.CheckConstraint(
                condition=Q(channel=LeadChannel.OWN, adviser__isnull=True)
                | Q(~Q(channel=LeadChannel.OWN), adviser__isnull=False),
                name="lead_adviser_by_channel",
            ),
            models.CheckConstraint(
                condition=Q(state=LeadState.OPEN, closed_on__isnull=True, project__isnull=True)
                | Q(state=LeadState.SIGNED, closed_on__isnull=False, project__isnull=False)
                | Q(state=LeadState.LOST, closed_on__isnull=False, project__isnull=True),
                name="lead_ends_one_way",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("received_on")), name="lead_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def tell_officer(self, *, by: User, now: dt.datetime) -> None:
        """One notice for whoever follows it from now on, unless they gave it to themselves."""
        if self.officer == by:
            return
        url = reverse("projects:lead_detail", args=[self.pk])
        key = f"lead:{self.pk}:{history.newest(self).pgh_id}"  # given back and forth, it is told each time
        tell([Message(self.officer, _("线索由你跟进：%(lead)s"), self.firm_name, url, key, {"lead": self})], now=now)

    @transaction.atomic
    def sign(self, *, on: dt.date, by: User, now: dt.datetime) -> Project:
        """签约: the lead becomes a project at that stage, with everything that is known of it; nothing is typed again.

        Signed already, it returns its project. Raises ValidationError for a lead that was lost, a day before it came
        or after today, and a name that a project has already.
        """
        lead = locked(Lead, self.pk)
        if lead.project:
            return lead.project
        lead.must_be_open()
        today = timezone.localdate(now)
        if not lead.received_on <= on <= today:
            raise ValidationError(
                _("签约日期要在收到线索（%(on)s）之后、今天之前。") % {"on": lead.received_on}, code="wrong_day"
            )
        if Project.objects.filter(name=lead.name).exists():
            raise ValidationError(_("已有同名项目，请先改线索的项目名称。"), code="same_name")
        firm = Enterprise.objects.called(lead.firm_name) if lead.firm_name else None
        with in_house_language():
            source = gettext("招商线索，%(channel)s") % {"channel": lead.get_channel_display()}
        project = Project.objects.create(
            code=Project.objects.next_code(today),
            name=lead.name,
            enterprise=firm,
            partner="" if firm else lead.firm_name,
            park=lead.park,
            cluster=lead.cluster,
            attract_kinds=lead.attract_kinds,
            chain_action=lead.chain_action,
            total_investment_wan=lead.investment_wan,
            responsible=lead.officer,
            reporter=lead.officer,
            source=source,
            registered_by=by,
            registered_at=now,
            is_example=lead.is_example,
        )
        project.record_holders(dict.fromkeys(Duty), on=on, by=by)
        project.enter_stage(Stage.SIGNED, on=on, by=by)
        lead.state, lead.closed_on, lead.project = LeadState.SIGNED, on, project
        lead.save(update_fields=["state", "closed_on", "project"])
        self.refresh_from_db()
        return project

    @transaction.atomic
    def lose(self, *, on: dt.date, reason: str, today: dt.date) -> None:
        """终止: nothing comes of it. A second time changes nothing. Raises ValidationError for a signed one."""
        lead = locked(Lead, self.pk)
        if lead.state == LeadState.LOST:
            return
        lead.must_be_open()
        if not lead.received_on <= on <= today:
            raise ValidationError(
                _("终止日期要在收到线索（%(on)s）之后、今天之前。") % {"on": lead.received_on}, code="wrong_day"
            )
        lead.state, lead.closed_on, lead.lost_reason = LeadState.LOST, on, reason
        lead.save(update_fields=["state", "closed_on", "lost_reason"])
        self.refresh_from_db()

    @transaction.atomic
    def reopen(self, *, reason: str, by: User, now: dt.datetime, client_id: uuid.UUID) -> None:
        """重新跟进: it was lost by mistake, or came back. The course keeps why; who follows it is told.

        Open already, nothing changes. Raises ValidationError for a signed one.
        """
        lead = locked(Lead, self.pk)
        if lead.state == LeadState.OPEN:
            return
        if lead.state == LeadState.SIGNED:
            raise ValidationError(_("这条线索已签约，不能重新跟进。"), code="signed")
        with in_house_language():
            words = {"on": lead.closed_on, "lost": lead.lost_reason, "reason": reason}
            text = gettext("重新跟进：%(reason)s（%(on)s 曾终止：%(lost)s）") % words
        lead.notes.create(on=timezone.localdate(now), text=text, by=by, client_id=client_id)
        lead.state, lead.closed_on, lead.lost_reason = LeadState.OPEN, None, ""
        lead.save(update_fields=["state", "closed_on", "lost_reason"])
        self.refresh_from_db()
        lead.tell_officer(by=by, now=now)

    def must_be_open(self) -> None:
        """Raise ValidationError for a lead that was signed or lost."""
        if self.state != LeadState.OPEN:
            raise ValidationError(
                _("这条线索%(state)s，不能再改。") % {"state": self.get_state_display()}, code="ended"
            )


class LeadNote(Tapped):
    """A dated word on a lead."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="notes")
    on = HappenedColumn(_("日期"))
    text = models.CharField(_("跟进情况"), max_length=400)
    by = models.ForeignKey(User, verbose_name=_("登记人"), on_delete=models.PROTECT, related_name="+")

    class Meta(Tapped.Meta):
        verbose_name = _("跟进")
        verbose_name_plural = _("跟进")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.text
