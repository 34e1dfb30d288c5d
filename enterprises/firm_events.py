"""一企一档: what happened with a firm in this room, as far as the reader may see."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.access import may_open
from core.kernel.beside import attached, with_beside
from core.models import User
from enterprises.events import LATEST, Event, EventKind, latest
from enterprises.models import Confirmation, Enterprise, PlanEntry, Request, Visit

BESIDE = ("grades", "listing_stages", "platforms", "challenges__milestones", "figures", "merges", "merged_from")


def with_its_past(firms: QuerySet[Enterprise]) -> QuerySet[Enterprise]:
    """Firms with what `events_of` reads of them besides."""
    return with_beside(firms, *BESIDE)


def events_of(firm: Enterprise, user: User) -> Iterator[Event]:
    """Visits and requests of the firm, who looked after it, what it reached and reported, what became of its file."""
    attached([firm], *BESIDE)
    yield from _visits(firm, user)
    yield from _requests(firm, user)
    yield from _file(firm, user)
    yield from _plans(firm)
    yield from _technology(firm)


def _visits(firm: Enterprise, user: User) -> Iterator[Event]:
    for visit in Visit.objects.visible_to(user).filter(enterprise=firm).select_related("officer")[:LATEST]:
        title = _("%(officer)s %(mode)s走访") % {"officer": visit.officer, "mode": visit.get_mode_display()}
        url = reverse("enterprises:visit_detail", args=[visit.pk])
        yield Event(visit.on, EventKind.VISIT, "building", title, visit.notes, url)


def _requests(firm: Enterprise, user: User) -> Iterator[Event]:
    """Raised, and every step that moved a request since; what the firm itself said comes from its own word."""
    asked = Request.objects.visible_to(user).filter(enterprise=firm).select_related("kind", "department")
    ours = attached(with_beside(asked, "changes", "confirmations"), "changes", "confirmations")
    for request in ours[:LATEST]:
        url = reverse("enterprises:request_detail", args=[request.pk])
        title = _("提出诉求：%(kind)s") % {"kind": request.kind}
        on = timezone.localdate(request.raised_at)
        yield Event(on, EventKind.REQUEST, "chat-left-text", title, request.text, url)
    said = (word for request in ours for word in request.confirmations.all() if word.used_at and word.rating)
    words = latest(said, "used_at")
    yield from _steps(ours, told={(word.request_id, word.comment) for word in words})
    yield from _words(words)


def _steps(requests: list[Request], told: set[tuple[int, str]]) -> Iterator[Event]:
    steps = (step for request in requests for step in request.changes.all() if step.from_state)
    for step in latest(steps, "at"):
        if step.moved:
            url = reverse("enterprises:request_detail", args=[step.request_id])
            named = {"kind": step.request.kind, "state": step.get_to_state_display()}
            title = _("诉求进展：%(kind)s（%(state)s）") % named
            text = "" if (step.request_id, step.text) in told else step.text
            yield Event(timezone.localdate(step.at), EventKind.REQUEST, "check2-circle", title, text, url)


def _words(words: list[Confirmation]) -> Iterator[Event]:
    for word in words:
        url = reverse("enterprises:request_detail", args=[word.request_id])
        title = _("企业评价：%(kind)s %(n)d 分") % {"kind": word.request.kind, "n": word.rating}
        yield Event(timezone.localdate(word.used_at), EventKind.REQUEST, "chat-left-text", title, word.comment, url)


def _file(firm: Enterprise, user: User) -> Iterator[Event]:
    """Who looked after the firm, files that were merged into it, and months that were reported.

    What officers tell each other at a handover is for those who may open the handover pack.
    """
    reads_notes = may_open(user, "enterprises:handover_pack")
    for each in firm.liaisons.select_related("officer")[:LATEST]:
        title = _("%(officer)s 开始联系") % {"officer": each.officer}
        note = each.handover_note if reads_notes else ""
        yield Event(each.starts_on, EventKind.FILE, "person", title, note)
        if each.ends_on and each.ends_on <= timezone.localdate():
            yield Event(each.ends_on, EventKind.FILE, "person", _("%(officer)s 结束联系") % {"officer": each.officer})
    merged = {each.pk: each for each in firm.merged_from.all()}
    for merge in firm.merges.all():
        title = _("%(firm)s 的档案并入") % {"firm": merged.get(merge.merged_id) or merge.merged}
        corrects = user.has_perm("enterprises.correct_merge", merge) and may_open(user, "enterprises:merge_correct")
        url = reverse("enterprises:merge_correct", args=[merge.pk]) if corrects else ""
        yield Event(timezone.localdate(merge.at), EventKind.FILE, "building", title, merge.reason, url)
    if may_open(user, "enterprises:figures_list"):
        url = reverse("enterprises:figures_list", args=[firm.pk])
        for row in firm.figures.all()[:LATEST]:
            title = _("报送 %(month)s 月报") % {"month": f"{row.month:%Y-%m}"}
            yield Event(row.reported_on, EventKind.FILE, "graph-up", title, row.source, url)


def _plans(firm: Enterprise) -> Iterator[Event]:
    """Grades, plans entered and left, recognition, steps, listing stages. A grade says a recognition once."""
    grades = [grade for grade in firm.grades.all() if grade.on]
    for grade in grades:
        yield Event(grade.on, EventKind.GROWTH, "award", str(grade), grade.evidence)
    for stage in firm.listing_stages.all():
        title = _("上市进度：%(stage)s") % {"stage": stage.get_stage_display()}
        yield Event(stage.on, EventKind.GROWTH, "graph-up", title, stage.source)
    told = {(grade.grade, grade.on) for grade in grades}
    entries = PlanEntry.objects.filter(enterprise=firm).select_related("plan")
    for entry in attached(with_beside(entries, "steps"), "steps"):
        yield Event(entry.entered_on, EventKind.GROWTH, "award", _("列入%(plan)s") % {"plan": entry.plan})
        if entry.recognised_on and (entry.goal, entry.recognised_on) not in told:
            title = _("培育认定：%(goal)s") % {"goal": entry.get_goal_display()}
            yield Event(entry.recognised_on, EventKind.GROWTH, "award", title, entry.evidence)
        if entry.left_on:
            title = _("退出%(plan)s") % {"plan": entry.plan}
            yield Event(entry.left_on, EventKind.GROWTH, "award", title, entry.left_because)
        for step in entry.steps.all():
            if step.done_on:
                title = _("%(axis)s：%(step)s 完成") % {"axis": step.get_axis_display(), "step": step}
                yield Event(step.done_on, EventKind.GROWTH, "check2-circle", title, step.evidence)


def _technology(firm: Enterprise) -> Iterator[Event]:
    """Platforms that were recognised, bottlenecks that were solved, and the milestones on the way."""
    for platform in firm.platforms.all():
        if platform.recognised_on:
            title = _("科创平台认定：%(name)s") % {"name": platform}
            yield Event(platform.recognised_on, EventKind.GROWTH, "award", title, platform.evidence)
    for challenge in firm.challenges.all():
        if challenge.solved_on:
            title = _("攻克：%(name)s") % {"name": challenge}
            yield Event(challenge.solved_on, EventKind.GROWTH, "award", title, challenge.evidence)
        for node in challenge.milestones.all():
            if node.done_on:
                title = _("攻关节点完成：%(name)s") % {"name": node}
                yield Event(node.done_on, EventKind.GROWTH, "check2-circle", title)
