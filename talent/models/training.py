"""What a talent platform has: its people and its results; and training courses with who took part."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from core.kernel.sense import CountColumn, HappenedColumn, PlannedColumn
from core.models import OnceAsSeen, Tapped, User, bumps, tracked
from enterprises.models import Enterprise
from talent.enums import Attends, CourseKind, ResultKind
from talent.models.counting import OfTalentQuerySet
from talent.models.offered import TalentPlatform
from talent.models.people import Talent
from talent.models.spells import Spell, never_two, one_of

MOST_HOURS = 5000  # of one course: two years of full days


# --- Platforms --------------------------------------------------------------------------------------------------------
@tracked()
class PlatformMember(Spell):
    """入站: a person works at a platform from a day on, in a role. Nobody is at the same platform twice at once."""

    platform = models.ForeignKey(
        TalentPlatform, verbose_name=_("人才平台"), on_delete=models.PROTECT, related_name="members"
    )
    talent = models.ForeignKey(
        Talent, verbose_name=_("人才"), on_delete=models.CASCADE, related_name="platform_members"
    )
    role = models.CharField(_("角色"), max_length=40, blank=True)

    class Meta(Spell.Meta):
        abstract = False
        verbose_name = _("平台人员")
        verbose_name_plural = _("平台人员")
        ordering = ["-since", "-pk"]
        triggers = [bumps("talents")]
        constraints = [
            *Spell.Meta.constraints,
            never_two("platform_member_once", _("这个人这段日子已在这个平台。"), one_of("platform"), one_of("talent")),
        ]

    def __str__(self) -> str:
        return f"{self.talent} {self.platform}"


@tracked()
class PlatformResult(Tapped):
    """平台成果: what a platform brought forth on a day, with what shows it."""

    platform = models.ForeignKey(
        TalentPlatform, verbose_name=_("人才平台"), on_delete=models.PROTECT, related_name="results"
    )
    kind = models.CharField(_("成果类型"), max_length=12, choices=ResultKind.choices)
    what = models.CharField(_("成果"), max_length=120)
    n = CountColumn(_("数量"), default=1)
    on = HappenedColumn(_("取得日期"))
    source = models.CharField(_("依据"), max_length=120)
    by = models.ForeignKey(
        User, verbose_name=_("登记人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_example = models.BooleanField(_("示例"), default=False)
    objects = OfTalentQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("平台成果")
        verbose_name_plural = _("平台成果")
        ordering = ["-on", "-pk"]
        triggers = [bumps("talents")]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="platform_result_has_source"),
            models.CheckConstraint(condition=Q(n__gte=1), name="platform_result_at_least_one"),
        ]

    def __str__(self) -> str:
        return self.what


# --- Training ---------------------------------------------------------------------------------------------------------
class CourseQuerySet(OfTalentQuerySet):
    """Sentences about courses."""

    def with_counts(self) -> Self:
        """Add `people`, `finished` and `missed`: how many are on the list, and what became of them."""
        return self.annotate(
            people=Count("attendances"),
            finished=Count("attendances", filter=Q(attendances__state=Attends.DONE)),
            missed=Count("attendances", filter=Q(attendances__state=Attends.ABSENT)),
        )


@tracked()
class Course(Tapped):
    """培训班: from a day to another, so many hours, at a platform or held by somebody else."""

    name = models.CharField(_("培训班"), max_length=60)
    kind = models.CharField(_("培训类型"), max_length=12, choices=CourseKind.choices)
    platform = models.ForeignKey(
        TalentPlatform, verbose_name=_("人才平台"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="courses",
    )  # fmt: skip
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("承办企业"), null=True, blank=True, on_delete=models.PROTECT, related_name="courses"
    )
    organiser = models.CharField(_("主办单位"), max_length=60, blank=True)
    begins_on = PlannedColumn(_("开班日期"))
    ends_on = PlannedColumn(_("结班日期"))
    hours = CountColumn(_("学时"), validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)])
    by = models.ForeignKey(
        User, verbose_name=_("登记人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_example = models.BooleanField(_("示例"), default=False)
    objects = CourseQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("培训班")
        verbose_name_plural = _("培训班")
        ordering = ["-begins_on", "-pk"]
        triggers = [bumps("talents")]
        constraints = [
            OnceAsSeen("name", within=("begins_on",), name="course_once_as_seen"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="course_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(platform__isnull=False) | Q(enterprise__isnull=False) | ~Q(organiser=""),
                name="course_held_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def host(self) -> str:
        """Who holds it: the platform, the firm, or somebody outside."""
        return " · ".join(str(each) for each in (self.platform, self.enterprise, self.organiser) if each)


@tracked()
class Attendance(Tapped):
    """参训: one person on one course, once, and what became of it."""

    course = models.ForeignKey(Course, verbose_name=_("培训班"), on_delete=models.PROTECT, related_name="attendances")
    talent = models.ForeignKey(Talent, verbose_name=_("人才"), on_delete=models.CASCADE, related_name="attendances")
    state = models.CharField(_("参训情况"), max_length=10, choices=Attends.choices, default=Attends.ENROLLED)
    certificate = models.CharField(_("证书编号"), max_length=60, blank=True)
    by = models.ForeignKey(
        User, verbose_name=_("登记人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_example = models.BooleanField(_("示例"), default=False)
    objects = OfTalentQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("参训记录")
        verbose_name_plural = _("参训记录")
        ordering = ["-course__begins_on", "-pk"]
        triggers = [bumps("talents")]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "talent"],
                name="attends_a_course_once",
                violation_error_message=_("这个人已在这个培训班。"),
            ),
            models.CheckConstraint(
                condition=Q(certificate="") | Q(state=Attends.DONE), name="certificate_when_finished"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.talent} {self.course}"
