"""服务 of talents as registers: 人才绿卡, 子女上学, 师带徒."""

import datetime as dt

from django.contrib.postgres.fields import BigIntegerRangeField, IntegerRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Cast, Greatest, Least
from django.utils.translation import gettext_lazy as _

from core.kernel.sense import HappenedColumn
from core.models import OnceAsSeen, Tapped, User, bumps, tracked
from talent.enums import MentorOutcome, SchoolStage, SchoolState, Term
from talent.models.counting import OfTalentQuerySet
from talent.models.people import Talent
from talent.models.spells import Spell, days, never_both, never_two, one_of

USUAL_GRADES = {  # what the administrators begin with
    "A 卡": ("就医绿色通道；子女入学协调；人才公寓优先", 36),
    "B 卡": ("子女入学协调；人才公寓轮候", 24),
    "C 卡": ("人才公寓轮候", 12),
}


# --- Green cards ------------------------------------------------------------------------------------------------------
class CardGrade(models.Model):
    """绿卡等级: what a card of the grade gives, and for how many months. Kept by the administrators."""

    name = models.CharField(_("绿卡等级"), max_length=20, unique=True)
    rights = models.CharField(_("权益"), max_length=200, blank=True)
    months = models.PositiveSmallIntegerField(
        _("有效期（月）"), validators=[MinValueValidator(1), MaxValueValidator(600)]
    )

    class Meta:
        verbose_name = _("绿卡等级")
        verbose_name_plural = _("绿卡等级")
        ordering = ["pk"]
        triggers = [bumps("talents")]
        constraints = [
            OnceAsSeen("name", name="card_grade_name_as_seen"),
            models.CheckConstraint(condition=Q(months__gte=1), name="card_grade_valid_a_month"),
        ]

    def __str__(self) -> str:
        return self.name


def seed_card_grades(**_kwargs: object) -> None:
    """Write the usual grades where there are none. Runs after every migrate; what administrators keep stays."""
    if not CardGrade.objects.exists():
        CardGrade.objects.bulk_create(
            CardGrade(name=name, rights=rights, months=months) for name, (rights, months) in USUAL_GRADES.items()
        )


@tracked()
class GreenCard(Spell):
    """人才绿卡. A renewal is a card of its own that begins after the one before; nobody has two on one day."""

    talent = models.ForeignKey(Talent, verbose_name=_("人才"), on_delete=models.CASCADE, related_name="green_cards")
    grade = models.ForeignKey(CardGrade, verbose_name=_("绿卡等级"), on_delete=models.PROTECT, related_name="cards")
    number = models.CharField(_("卡号"), max_length=30, unique=True)

    class Meta(Spell.Meta):
        abstract = False
        verbose_name = _("人才绿卡")
        verbose_name_plural = _("人才绿卡")
        ordering = ["-since", "-pk"]
        triggers = [bumps("talents")]
        indexes = [models.Index(fields=["until"], name="green_card_by_end")]
        constraints = [
            *Spell.Meta.constraints,
            OnceAsSeen("number", name="green_card_number_as_seen"),
            models.CheckConstraint(condition=Q(until__isnull=False), name="green_card_runs_out"),
            never_two("green_card_once_a_person", _("这个人这段日子已有一张绿卡。"), one_of("talent")),
        ]

    def __str__(self) -> str:
        return f"{self.grade} {self.number}"


# --- Schools ----------------------------------------------------------------------------------------------------------
class SchoolPlaceQuerySet(OfTalentQuerySet):
    """Sentences about places at school."""

    def open(self) -> "SchoolPlaceQuerySet":
        """Asked for, and not settled."""
        return self.filter(state__in=SchoolState.unsettled())


@tracked()
class SchoolPlace(Tapped):
    """子女上学: a place at a school that a talent asks for. Of the child itself nothing is kept, not even how it is
    called: PIPL 28 and 31 ask for the consent of the parents for each word.
    """

    talent = models.ForeignKey(Talent, verbose_name=_("人才"), on_delete=models.CASCADE, related_name="school_places")
    stage = models.CharField(_("学段"), max_length=12, choices=SchoolStage.choices)
    school = models.CharField(_("学校"), max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(_("年份"))
    term = models.CharField(_("学期"), max_length=6, choices=Term.choices, default=Term.AUTUMN)
    state = models.CharField(_("进展"), max_length=10, choices=SchoolState.choices, default=SchoolState.ASKED)
    on = HappenedColumn(_("进展日期"))
    by = models.ForeignKey(
        User, verbose_name=_("登记人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_example = models.BooleanField(_("示例"), default=False)
    objects = SchoolPlaceQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("子女上学")
        verbose_name_plural = _("子女上学")
        ordering = ["-year", "term", "-on", "-pk"]
        triggers = [bumps("talents")]
        indexes = [models.Index(fields=["-year", "term"], name="school_place_by_term")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=SchoolState.ADMITTED) | ~Q(school=""), name="school_place_admitted_somewhere"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.get_term_display()} {self.get_stage_display()}"


# --- Mentors ----------------------------------------------------------------------------------------------------------
def _whole(expression: Func) -> Func:
    key = Cast(expression, models.BigIntegerField())
    return Func(key, key, Value("[]"), function="int8range", output_field=BigIntegerRangeField())


def _way() -> Func:
    """Which of the two is the mentor, as one of two ranges that lie side by side."""
    less = Q(mentor__lt=F("apprentice"))
    field = models.IntegerField()
    ends = [Case(When(less, then=Value(n)), default=Value(n + 1), output_field=field) for n in (0, 1)]
    return Func(*ends, function="int4range", output_field=IntegerRangeField())


@tracked()
class Mentorship(Spell):
    """师带徒: from a day on somebody teaches somebody else a trade. An apprentice has one mentor a trade at a time."""

    mentor = models.ForeignKey(Talent, verbose_name=_("师傅"), on_delete=models.CASCADE, related_name="apprentices")
    apprentice = models.ForeignKey(Talent, verbose_name=_("徒弟"), on_delete=models.CASCADE, related_name="mentors")
    trade = models.CharField(_("工种"), max_length=40)
    outcome = models.CharField(
        _("结果"), max_length=10, choices=MentorOutcome.choices, default=MentorOutcome.GOING, editable=False
    )

    class Meta(Spell.Meta):
        abstract = False
        verbose_name = _("师带徒")
        verbose_name_plural = _("师带徒")
        ordering = ["-since", "-pk"]
        triggers = [bumps("talents")]
        constraints = [
            *Spell.Meta.constraints,
            models.CheckConstraint(condition=~Q(mentor=F("apprentice")), name="mentor_of_somebody_else"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, outcome=MentorOutcome.GOING)
                | (Q(ended_on__isnull=False) & ~Q(outcome=MentorOutcome.GOING)),
                name="mentorship_ended_somehow",
            ),
            never_two(
                "one_mentor_a_trade",
                _("这位徒弟这段日子在这个工种已有师傅。"),
                one_of("apprentice"),
                _whole(Func(Func(F("trade"), function="lower"), Value(0), function="hashtextextended")),
            ),
            never_both(
                "mentor_not_both_ways",
                _("这段日子徒弟正是师傅的师傅。"),
                [
                    (_whole(Least("mentor", "apprentice")), RangeOperators.OVERLAPS),
                    (_whole(Greatest("mentor", "apprentice")), RangeOperators.OVERLAPS),
                    (_way(), RangeOperators.ADJACENT_TO),
                    (days(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor} → {self.apprentice} {self.trade}"

    def finish(self, *, on: dt.date, why: str, outcome: str) -> bool:
        """出师 or 中止 from a day on; False when it has ended already. Raises ValidationError as `end` does."""
        return self.end(on=on, why=why, outcome=outcome)
