"""What the system looks up before a project ends: what is still missing for 销号, and what a 终止 touches."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.kernel import figures
from projects.enums import Stage
from projects.models import AfterCareItem, Postponement, Project

NAMED = 3  # of what is missing


@dataclass(frozen=True)
class Check:
    """One thing that was looked up. `missing` is how many are still in the way; `word` says it in two characters."""

    label: str
    text: str
    detail: str = ""
    missing: int = 0
    word: str = ""
    asks: bool = False  # for a choice in the form

    @property
    def fine(self) -> bool:
        return not (self.missing or self.asks)

    @property
    def said(self) -> str:
        """齐了, or 差 2 件."""
        return self.word or (_("齐了") if not self.missing else _("差 %(n)d 件") % {"n": self.missing})


def before_finishing(project: Project) -> list[Check]:
    """What 销号 asks for: every node done, promises met or handed on, nothing left open."""
    return [
        _nodes(project),
        _invested(project),
        _promises(project),
        _open(
            _("需协调事项"),
            project.blockers.open().values_list("text", flat=True),
            none=_("没有未解决的"),
            some=_("%(n)d 项未解决"),
        ),
        _open(
            _("交办单"),
            project.actions.open().values_list("number", flat=True),
            none=_("没有未销号的"),
            some=_("%(n)d 张未销号"),
        ),
    ]


def missing(checks: Sequence[Check]) -> int:
    """How many things are still in the way."""
    return sum(check.missing for check in checks)


def _names(names: Sequence[str]) -> str:
    text = _("、").join(names[:NAMED])
    return _("%(names)s等") % {"names": text} if len(names) > NAMED else text


def _nodes(project: Project) -> Check:
    nodes = list(project.milestones.all())
    open_ones = [node.name for node in nodes if node.actual_on is None]
    if not nodes:
        reached = project.stage == Stage.PRODUCING
        text = _("没有节点，已达产") if reached else _("没有节点，也没有达产")
        return Check(_("节点"), text, missing=int(not reached))
    if open_ones:
        return Check(_("节点"), _("%(n)d 个节点未完成") % {"n": len(open_ones)}, _names(open_ones), len(open_ones))
    last = max(node.actual_on for node in nodes if node.actual_on)
    said = {"n": len(nodes), "on": last}
    return Check(_("节点"), _("%(n)d 个节点全部完成，最后一个在 %(on)s") % said)


def _invested(project: Project) -> Check:
    done, total = project.standing.invested_wan, project.total_investment_wan
    if total is None:
        return Check(_("投资"), _("累计完成 %(done)s 万元，总投资未载") % {"done": figures.wan(done)}, word=_("照记"))
    said = {"done": figures.wan(done), "total": figures.wan(total)}
    text = _("累计完成 %(done)s 万元，总投资 %(total)s 万元") % said
    over = done - total
    detail = ""
    if over:
        words = {"wan": figures.wan(abs(over))}
        detail = (_("超 %(wan)s 万元") if over > 0 else _("少 %(wan)s 万元")) % words
    return Check(_("投资"), text, detail, word=_("照记"))


def _promises(project: Project) -> Check:
    """Unmet promises are no obstacle as such: somebody takes them over in the same form."""
    promised, unmet = project.commitments.count(), project.commitments.unmet()
    if not promised:
        return Check(_("承诺"), _("没有登记承诺"), _("签约时有承诺的，先登记再销号"), word=_("照记"))
    said = {"n": promised, "met": promised - len(unmet)}
    text = _("%(n)d 项承诺，已兑现 %(met)d 项") % said
    if not unmet:
        return Check(_("承诺"), text)
    kinds = _("、").join(str(each.get_kind_display()) for each in unmet)
    return Check(
        _("承诺"), text, _("%(kinds)s未兑现，销号时交售后跟踪") % {"kinds": kinds}, word=_("要有人接"), asks=True
    )


def _open(label: str, rows: Sequence[str], *, none: str, some: str) -> Check:
    names = list(rows)
    return Check(label, some % {"n": len(names)} if names else none, _names(names), len(names))


def touched_by_stopping(project: Project) -> list[Check]:
    """What a 终止 does to what hangs on the project."""
    actions = list(project.actions.open().values_list("number", flat=True))
    blockers = project.blockers.open().count()
    waits = (
        Postponement.objects.pending().filter(milestone__project=project).count() + project.waivers.pending().count()
    )
    promised = project.commitments.count()
    counted = project.key_listed_on is not None
    return [
        _ends(_("交办单"), len(actions), _("%(n)d 张未销号"), _("随终止一并注销，注明原因"), _names(actions)),
        _ends(_("需协调事项"), blockers, _("%(n)d 项未解决"), _("随终止一并办结")),
        _ends(_("待决定的申请"), waits, _("%(n)d 份"), _("不再决定")),
        _ends(_("承诺"), promised, _("%(n)d 项"), _("留在项目页，不再考核")),
        Check(
            _("投资"),
            _("已完成 %(wan)s 万元") % {"wan": figures.wan(project.standing.invested_wan)},
            _("留在各年完成数里，此后不再计"),
            word=_("不变"),
        ),
        Check(
            _("目标"),
            _("重点项目少 1 个") if counted else _("不是重点项目，不影响"),
            _("以前各周的数不变") if counted else "",
            word=_("少 1 个") if counted else _("不变"),
        ),
    ]


def _ends(label: str, n: int, some: str, then: str, names: str = "") -> Check:
    if not n:
        return Check(label, _("没有"), word=_("不变"))
    return Check(label, some % {"n": n}, _("；").join(filter(None, (names, then))), word=_("注销"))


def services_open(project: Project) -> list[AfterCareItem]:
    """Items of 售后服务 that the zone still owes: each is kept or given up when the project is stopped."""
    return list(project.after_care.open().select_related("owner"))


def days_paused(project: Project, today: dt.date) -> int:
    """For how many calendar days a project has been paused."""
    return (today - project.paused_on).days if project.paused_on else 0
