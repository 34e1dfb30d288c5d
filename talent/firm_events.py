"""People of the 136 plan whom a firm took on, for the timeline of the firm."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from core.kernel.access import may_open
from core.models import User
from enterprises.events import LATEST, Event, EventKind
from enterprises.models import Enterprise
from talent.models import Course, GreenCard, HonourGrant, PlatformResult, Talent, TalentNeed, Team, Tenancy


def events_of(firm: Enterprise, user: User) -> Iterator[Event]:
    """Arrivals, recognitions and needs of people, for those who may see the register."""
    if not may_open(user, "talent:enterprise_panel"):
        return
    for person in Talent.objects.visible_to(user).filter(enterprise=firm).order_by("-arrived_on")[:LATEST]:
        words, url = {"who": person, "what": person.get_category_display()}, _page_of(person)
        yield Event(person.arrived_on, EventKind.TALENT, "person", _("引进%(what)s %(who)s") % words, "", url)
        if person.recognised_on:
            title = _("认定%(what)s %(who)s") % words
            yield Event(person.recognised_on, EventKind.TALENT, "award", title, person.evidence, url)
    for need in TalentNeed.objects.visible_to(user).filter(enterprise=firm)[:LATEST]:
        page = reverse("talent:need_detail", args=[need.pk])
        yield Event(
            need.raised_on, EventKind.TALENT, "person-plus", _("需要%(what)s") % {"what": need}, need.details, page
        )

    yield from _care_of(firm, user)
    yield from _gathered_in(firm, user)


def _care_of(firm: Enterprise, user: User) -> Iterator[Event]:
    """Cards, flats and honours of the firm's people."""
    cards = GreenCard.objects.visible_to(user).filter(talent__enterprise=firm).select_related("talent", "grade")
    for card in cards[:LATEST]:
        words = {"who": card.talent, "grade": card.grade}
        yield Event(
            card.since, EventKind.TALENT, "person-badge", _("%(who)s 领%(grade)s") % words, "", _page_of(card.talent)
        )
    living = Tenancy.objects.visible_to(user).filter(talent__enterprise=firm).select_related("talent", "apartment")
    for each in living[:LATEST]:
        title = _("%(who)s 入住人才公寓") % {"who": each.talent}
        yield Event(each.since, EventKind.TALENT, "house", title, str(each.apartment), _page_of(each.talent))
    given = HonourGrant.objects.visible_to(user).filter(talent__enterprise=firm, on__isnull=False)
    for each in given.select_related("talent", "honour")[:LATEST]:
        title = _("%(who)s 获%(honour)s") % {"who": each.talent, "honour": each.honour}
        yield Event(each.on, EventKind.TALENT, "award", title, each.evidence, _page_of(each.talent))


def _gathered_in(firm: Enterprise, user: User) -> Iterator[Event]:
    """Teams, results of its platforms, and courses that it held."""
    for team in Team.objects.visible_to(user).filter(enterprise=firm).select_related("leader")[:LATEST]:
        page, words = reverse("talent:team_detail", args=[team.pk]), {"team": team}
        yield Event(team.since, EventKind.TALENT, "people", _("组建%(team)s") % words, str(team.leader), page)
        if team.ended_on:
            title = _("%(team)s 解散") % words
            yield Event(team.ended_on, EventKind.TALENT, "people", title, team.ended_why, page)
    brought = PlatformResult.objects.visible_to(user).filter(platform__enterprise=firm).select_related("platform")
    for each in brought[:LATEST]:
        page = reverse("talent:platform_detail", args=[each.platform_id])
        title = _("%(platform)s：%(what)s") % {"platform": each.platform, "what": each.what}
        yield Event(each.on, EventKind.TALENT, "award", title, each.source, page)
    held = Q(enterprise=firm) | Q(platform__enterprise=firm)
    for course in Course.objects.visible_to(user).filter(held)[:LATEST]:
        page = reverse("talent:course_detail", args=[course.pk])
        title = _("举办%(course)s") % {"course": course}
        yield Event(course.begins_on, EventKind.TALENT, "book", title, course.host, page)


def _page_of(person: Talent) -> str:
    return reverse("talent:talent_detail", args=[person.pk])
