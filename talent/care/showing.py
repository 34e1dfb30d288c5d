"""How a row of any service is told: what it is, when, and how it stands, in the words of its register."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.enums import Attends, MentorOutcome, SchoolState, WishState
from talent.models import (
    Attendance,
    FlatWish,
    GreenCard,
    Holds,
    HonourGrant,
    Mentorship,
    PlatformMember,
    PlatformResult,
    SchoolPlace,
    Spell,
    Talent,
    TalentPlatform,
    Team,
    TeamMember,
    TeamProject,
    Tenancy,
)

LAMP = {
    Holds.AHEAD: "grey",
    Holds.NOW: "done",
    Holds.SOON: "amber",
    Holds.OVER: "grey",
    Holds.ENDED: "grey",
    SchoolState.ASKED: "grey",
    SchoolState.WORKING: "amber",
    SchoolState.ADMITTED: "done",
    SchoolState.FAILED: "red",
    SchoolState.WITHDRAWN: "grey",
    WishState.WAITING: "grey",
    WishState.OFFERED: "amber",
    WishState.ASSIGNED: "done",
    WishState.WITHDRAWN: "grey",
    Attends.ENROLLED: "grey",
    Attends.DONE: "done",
    Attends.ABSENT: "amber",
}
PAGES = {Talent: "talent:talent_detail", TalentPlatform: "talent:platform_detail", Team: "talent:team_detail"}
CARD_WORDS = {**dict(Holds.choices), Holds.ENDED: gettext_lazy("已注销")}
TENANCY_WORDS = {
    Holds.AHEAD: gettext_lazy("待入住"),
    Holds.NOW: gettext_lazy("在住"),
    Holds.SOON: gettext_lazy("30 天内退租"),
    Holds.OVER: gettext_lazy("已到期"),
    Holds.ENDED: gettext_lazy("已退租"),
}
RESIDENT_WORDS = {
    Holds.AHEAD: gettext_lazy("待进站"),
    Holds.NOW: gettext_lazy("在站"),
    Holds.SOON: gettext_lazy("30 天内出站"),
    Holds.OVER: gettext_lazy("已出站"),
    Holds.ENDED: gettext_lazy("已出站"),
}
TEAM_WORDS = {
    Holds.AHEAD: gettext_lazy("待入队"),
    Holds.NOW: gettext_lazy("在队"),
    Holds.SOON: gettext_lazy("30 天内离队"),
    Holds.OVER: gettext_lazy("已离队"),
    Holds.ENDED: gettext_lazy("已离队"),
}
WORK_WORDS = {
    Holds.AHEAD: gettext_lazy("未开始"),
    Holds.NOW: gettext_lazy("在做"),
    Holds.SOON: gettext_lazy("30 天内结束"),
    Holds.OVER: gettext_lazy("已结束"),
    Holds.ENDED: gettext_lazy("已结束"),
}


@dataclass(frozen=True)
class Shown:
    """A row of a service, as lists and a person's page draw it."""

    row: Any
    who: Any  # the person; or the platform or team, where nobody is named
    title: str
    note: str
    since: dt.date | None
    until: dt.date | None
    lamp: str
    word: str
    edit: str
    end: str = ""  # where it is ended; empty where it is over

    @property
    def page(self) -> str:
        """The page of whom it is told."""
        return reverse(PAGES[type(self.who)], args=[self.who.pk])

    @property
    def is_example(self) -> bool:
        """Whether the row is invented."""
        return self.row.is_example


def _spell(row: Spell, day: dt.date, words: dict[Any, Any], route: str, who: Any, title: str, note: str) -> Shown:
    state = row.holds(day)
    why = row.ended_why if state == Holds.ENDED else ""
    said = " · ".join(each for each in (note, why) if each)
    edit, end = (reverse(f"talent:{route}_{what}", args=[row.pk]) for what in ("edit", "end"))
    over = state in (Holds.OVER, Holds.ENDED) or row.ended_on
    last = row.ended_on or row.until
    return Shown(row, who, title, said, row.since, last, LAMP[state], str(words[state]), edit, "" if over else end)


def card(row: GreenCard, day: dt.date) -> Shown:
    """A green card."""
    title = f"{row.grade.name} · {row.number}"
    return _spell(row, day, CARD_WORDS, "card", row.talent, title, row.grade.rights)


def tenancy(row: Tenancy, day: dt.date) -> Shown:
    """Who lives in a flat."""
    flat = row.apartment
    note = _("%(rooms)d 居 %(area)s ㎡，%(rent)d 元/月") % {
        "rooms": flat.rooms,
        "area": f"{flat.area.normalize():f}",
        "rent": flat.rent,
    }
    if row.out_of_turn:
        note = f"{note} · {row.out_of_turn}"
    return _spell(row, day, TENANCY_WORDS, "tenancy", row.talent, str(flat), note)


def wish(row: FlatWish, _day: dt.date) -> Shown:
    """Who waits for a flat."""
    edit, end = (reverse(f"talent:wish_{what}", args=[row.pk]) for what in ("edit", "end"))
    waits, title = row.state in WishState.waiting(), _("公寓轮候，%(n)d 人住") % {"n": row.persons}
    done = row.decided_on
    return Shown(
        row, row.talent, title, row.why, row.asked_on, done, LAMP[WishState(row.state)], row.get_state_display(), edit,
        end if waits else "",
    )  # fmt: skip


def school(row: SchoolPlace, _day: dt.date) -> Shown:
    """A place at a school."""
    title = _("%(year)d 年%(term)s %(stage)s") % {
        "year": row.year,
        "term": row.get_term_display(),
        "stage": row.get_stage_display(),
    }
    edit = reverse("talent:school_edit", args=[row.pk])
    state = SchoolState(row.state)
    return Shown(row, row.talent, title, row.school, row.on, None, LAMP[state], str(state.label), edit)


def honour(row: HonourGrant, _day: dt.date) -> Shown:
    """An honour that somebody holds."""
    edit, end = (reverse(f"talent:honour_{what}", args=[row.pk]) for what in ("edit", "end"))
    note = " · ".join(each for each in (row.evidence, row.number) if each)
    return Shown(row, row.talent, str(row.honour), note, row.on, None, "done", _("已授予"), edit, end)


def mentorship(row: Mentorship, day: dt.date) -> Shown:
    """Who teaches whom."""
    words = {
        **dict.fromkeys(Holds, MentorOutcome.GOING.label),
        Holds.AHEAD: Holds.AHEAD.label,
        Holds.OVER: Holds.OVER.label,
        Holds.ENDED: MentorOutcome(row.outcome).label,
    }
    title = _("带 %(apprentice)s") % {"apprentice": row.apprentice}
    return _spell(row, day, words, "mentor", row.mentor, title, row.trade)


def resident(row: PlatformMember, day: dt.date) -> Shown:
    """Who works at a platform."""
    return _spell(row, day, RESIDENT_WORDS, "resident", row.talent, str(row.platform), row.role)


def result(row: PlatformResult, _day: dt.date) -> Shown:
    """What a platform brought forth."""
    title = row.what if row.n == 1 else _("%(what)s，%(n)d 项") % {"what": row.what, "n": row.n}
    edit = reverse("talent:result_edit", args=[row.pk])
    return Shown(row, row.platform, title, row.source, row.on, None, "done", str(row.get_kind_display()), edit)


def attendance(row: Attendance, _day: dt.date) -> Shown:
    """Who took part in a course."""
    course, state = row.course, Attends(row.state)
    note = _("%(n)d 学时") % {"n": course.hours}
    if row.certificate:
        note = _("%(note)s · 证书 %(number)s") % {"note": note, "number": row.certificate}
    edit = reverse("talent:attendance_edit", args=[row.pk])
    days = course.begins_on, course.ends_on
    return Shown(row, row.talent, course.name, note, *days, LAMP[state], str(state.label), edit)


def teammate(row: TeamMember, day: dt.date) -> Shown:
    """Who belongs to a team."""
    return _spell(row, day, TEAM_WORDS, "teammate", row.talent, str(row.team), row.role)


def teamwork(row: TeamProject, day: dt.date) -> Shown:
    """On which project a team works."""
    return _spell(row, day, WORK_WORDS, "teamwork", row.team, row.project.name, row.what)


HOW: dict[type, Callable[[Any, dt.date], Shown]] = {
    GreenCard: card,
    Tenancy: tenancy,
    FlatWish: wish,
    SchoolPlace: school,
    HonourGrant: honour,
    Mentorship: mentorship,
    PlatformMember: resident,
    PlatformResult: result,
    Attendance: attendance,
    TeamMember: teammate,
    TeamProject: teamwork,
}


def shown(row: Any, day: dt.date) -> Shown:
    """The row as its register tells it."""
    return HOW[type(row)](row, day)
