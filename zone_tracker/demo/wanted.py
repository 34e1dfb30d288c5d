"""People whom firms look for: what visits heard of, taken up and filled one after the other."""

from enterprises.enums import HandoffKind, HandoffOutcome
from enterprises.models import VisitHandoff
from talent.enums import Category
from talent.models import TalentNeed, TalentNeedFill
from talent.models.wanted import tell_how_far
from zone_tracker.demo.people import People
from zone_tracker.demo.service_texts import LOOKED_FOR
from zone_tracker.demo.setting import Setting

CATEGORY = {
    "焊接工程师": Category.ENGINEER,
    "调试技师": Category.CRAFTSMAN,
    "光学设计博士": Category.LEADING,
}
WAITED_DAYS = 75  # the older a need, the more of its people have come


def build(setting: Setting, found: People) -> None:
    """Write a need for each kind of work that a hand-off names, and who came for it since."""
    dice = setting.dice("wanted")
    heard = VisitHandoff.objects.filter(kind=HandoffKind.TALENT, outcome=HandoffOutcome.REGISTERED)
    needs = [
        TalentNeed(
            enterprise=handoff.visit.enterprise,
            what=what,
            category=CATEGORY[what],
            heads=heads,
            raised_on=handoff.visit.on,
            wanted_by=setting.workday_after(handoff.visit.on, 40),
            details="（示例）" + handoff.note,
            handoff=handoff,
            is_example=True,
        )
        for handoff in heard.select_related("visit__enterprise").order_by("visit__on", "pk")
        for what, heads in LOOKED_FOR[handoff.note]
    ]
    made = TalentNeed.objects.bulk_create(setting.numbered(needs))
    fills = []
    for need in made:
        waited = (setting.today - need.raised_on).days
        for nth in range(need.heads):
            on = setting.workday_after(need.raised_on, dice.randint(15, 60) + 10 * nth)
            if on < setting.today and dice.random() < waited / WAITED_DAYS:
                by = need.handoff.taken_by if need.handoff else None
                fills.append(TalentNeedFill(need=need, heads=1, on=on, recorded_by=by))
    TalentNeedFill.objects.bulk_create(setting.numbered(fills))
    for handoff in heard:
        tell_how_far(handoff, now=setting.now)
