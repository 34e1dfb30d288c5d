"""Who looks after whom: handed over from a day on; firms that nobody came to for long; the pack of a firm."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.enums import Role
from core.models import Notice
from enterprises.care.gaps import Gap, longest_first, overdue
from enterprises.care.handover import hand_over
from enterprises.enums import Grade, GradeStatus, HandoffKind, PlanKind
from enterprises.models import CultivationPlan, Enterprise, LiaisonAssignment, PlanEntry, VisitTier
from enterprises.panels import my_firms
from tests.enterprises.scene import LONG_AGO, asked, contact, firm, person, visit
from tests.races import at_once

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)


def give(firms: Any, to: Any, **how: Any) -> list[LiaisonAssignment]:
    given = {"on": TODAY, "note": "周总喜欢上午谈", "by": how.pop("by", to), "now": NOW}
    return hand_over(firms, to=to, **given | how)


class TestHandOver:
    def test_the_old_one_ends_the_day_before(self) -> None:
        old, new = person("old", Role.LIAISON), person("new", Role.LIAISON)
        ours = firm(officer=old)
        give([ours], new, on=TODAY + DAY)
        assert list(ours.liaisons.order_by("starts_on").values_list("officer", "starts_on", "ends_on")) == [
            (old.pk, LONG_AGO, TODAY),
            (new.pk, TODAY + DAY, None),
        ]

    def test_twice_is_once(self) -> None:
        old, new, boss = person("old", Role.LIAISON), person("new", Role.LIAISON), person("boss", Role.LEADER)
        ours = firm(officer=old)
        assert len(give([ours], new, by=boss)) == 1
        assert give([ours], new, by=boss) == []
        assert ours.liaisons.count() == 2
        assert sorted(Notice.objects.values_list("user__username", flat=True)) == ["new", "old"]

    def test_beside_keeps_the_other(self) -> None:
        old, new = person("old", Role.LIAISON), person("new", Role.LIAISON)
        ours = firm(officer=old)
        give([ours], new, beside=True)
        assert {each.officer for each in ours.liaisons.current(TODAY)} == {old, new}

    def test_one_that_has_not_begun_never_begins(self) -> None:
        first, second = person("first", Role.LIAISON), person("second", Role.LIAISON)
        ours = firm()
        give([ours], first, on=TODAY + 7 * DAY)
        give([ours], second, on=TODAY + DAY)
        assert [each.officer for each in ours.liaisons.all()] == [second]

    def test_one_that_would_begin_on_that_very_day_never_begins(self) -> None:
        first, second = person("first", Role.LIAISON), person("second", Role.LIAISON)
        ours = firm()
        give([ours], first, on=TODAY + DAY)
        give([ours], second, on=TODAY + DAY)
        assert list(ours.liaisons.values_list("officer", "starts_on", "ends_on")) == [(second.pk, TODAY + DAY, None)]

    def test_what_was_planned_for_later_begins_now(self) -> None:
        """Else the firm would have nobody between the two days."""
        old, new = person("old", Role.LIAISON), person("new", Role.LIAISON)
        ours = firm(officer=old)
        give([ours], new, on=TODAY + 15 * DAY)
        give([ours], new, on=TODAY)
        assert list(ours.liaisons.order_by("starts_on").values_list("officer", "starts_on", "ends_on")) == [
            (old.pk, LONG_AGO, TODAY - DAY),
            (new.pk, TODAY, None),
        ]

    def test_the_past_is_refused(self) -> None:
        with pytest.raises(ValidationError):
            give([firm()], person("new", Role.LIAISON), on=TODAY - DAY)

    def test_visits_stay_with_who_made_them(self) -> None:
        old, new = person("old", Role.LIAISON), person("new", Role.LIAISON)
        ours = firm(officer=old)
        made = visit(ours, old)
        give([ours], new)
        made.refresh_from_db()
        assert made.officer == old


@pytest.mark.django_db(transaction=True)
def test_two_leaders_at_once_leave_one_officer() -> None:
    ours, boss = firm(officer=person("old", Role.LIAISON)), person("boss", Role.LEADER)
    people = [person("one", Role.LIAISON), person("two", Role.LIAISON)]
    at_once(*(lambda to=to: give([ours], to, by=boss) for to in people))
    assert ours.liaisons.current(TODAY).count() == 1


class TestGaps:
    def found(self, name: str) -> Gap:
        return Gap(Enterprise.objects.select_related("present__tier").get(short_name=name), TODAY)

    def test_a_firm_belongs_to_the_first_tier_that_fits(self) -> None:
        firm("示例普通")
        key = firm("示例重点")
        key.grades.create(grade=Grade.KEY, status=GradeStatus.RECOGNISED, evidence="名单")
        reserve = firm("示例后备")
        reserve.grades.create(grade=Grade.KEY, status=GradeStatus.RECOGNISED, evidence="名单")
        plan = CultivationPlan.objects.create(kind=PlanKind.LISTING, name="后备", size=15, issued_on=LONG_AGO)
        entry = PlanEntry.objects.create(plan=plan, enterprise=reserve, entered_on=LONG_AGO)
        assert [self.found(name).allowed for name in ("示例普通", "示例重点", "示例后备")] == [90, 60, 30]
        entry.left_on, entry.left_because = TODAY, "终止"
        entry.save()
        assert self.found("示例后备").allowed == 60

    def test_days_since_and_over(self) -> None:
        officer = person("officer", Role.LIAISON)
        visit(firm("示例甲"), officer, on=TODAY - 91 * DAY)
        visit(firm("示例乙"), officer, on=TODAY - 90 * DAY)
        firm("示例丙")
        assert (self.found("示例甲").days, self.found("示例甲").over, self.found("示例甲").late) == (91, 1, True)
        assert (self.found("示例乙").days, self.found("示例乙").over, self.found("示例乙").late) == (90, 0, False)
        assert (self.found("示例丙").days, self.found("示例丙").over, self.found("示例丙").late) == (None, 0, True)
        firms = Enterprise.objects.all()
        assert [each.short_name for each in overdue(longest_first(firms), TODAY)] == ["示例丙", "示例甲"]

    def test_what_no_tier_fits_waits_for_nobody(self) -> None:
        VisitTier.objects.filter(grades=[], plans=[]).delete()
        firm("示例普通")
        found = self.found("示例普通")
        assert (found.allowed, found.over, found.late) == (None, 0, False)
        assert not overdue(Enterprise.objects.all(), TODAY)


def test_my_firms_begin_with_what_is_late() -> None:
    me = person("me", Role.LIAISON)
    fresh, stale, late = (firm(f"示例{name}", officer=me) for name in ("近", "久", "超"))
    visit(fresh, me, on=timezone.localdate())
    visit(stale, me, on=timezone.localdate() - 200 * DAY)
    visit(late, me, on=timezone.localdate())
    asked(late, me, first_answer_by=timezone.now() - DAY)
    assert [row["firm"] for row in my_firms(me, timezone.now())] == [late, stale, fresh]


class TestPages:
    def test_a_leader_hands_over_several(self, client_for: Any) -> None:
        boss, new = person("boss", Role.LEADER), person("new", Role.LIAISON)
        ours = [firm("示例一", officer=person("old", Role.LIAISON)), firm("示例二")]
        sent = {"firms": [each.pk for each in ours], "to": new.pk, "on": timezone.localdate().isoformat(), "note": ""}
        page = client_for(boss).post("/enterprises/liaisons/", sent, follow=True).content.decode()
        assert "已将 2 家企业交给示例new联系" in page
        assert {each.officer for one in ours for each in one.liaisons.current()} == {new}

    def test_a_firm_is_found_by_name(self, client_for: Any) -> None:
        firm("示例光学")
        firm("远方机械")
        page = client_for(person("boss", Role.LEADER)).get("/enterprises/liaisons/?q=sl").content.decode()
        assert "示例光学" in page
        assert "远方机械" not in page

    def test_every_firm_is_on_one_page_and_those_without_an_officer_come_first(self, client_for: Any) -> None:
        boss, me = person("boss", Role.LEADER), person("me", Role.LIAISON)
        theirs = [firm(f"示例{n:02}", officer=me) for n in range(40)]
        alone = [firm(f"孤单{n:02}") for n in range(25)]
        client, found = client_for(boss), list[Any]()
        for number in (1, 2, 3):
            page = client.get(f"/enterprises/liaisons/?page={number}").context
            found += [(group["count"], row.firm) for group in page["groups"] for row in group["rows"]]
        assert [each for _count, each in found] == [*alone, *theirs]
        assert {count for count, _firm in found} == {25, 40}

    def test_only_leaders_hand_over(self, client_for: Any) -> None:
        me = person("me", Role.LIAISON)
        ours = firm(officer=me)
        answer = client_for(me).post("/enterprises/liaisons/", {"firms": [ours.pk], "to": me.pk})
        assert answer.status_code == 403

    def test_somebody_without_the_role_cannot_take_over(self, client_for: Any) -> None:
        boss, clerk, ours = person("boss", Role.LEADER), person("clerk", Role.HANDLER), firm()
        sent = {"firms": [ours.pk], "to": clerk.pk, "on": timezone.localdate().isoformat()}
        assert client_for(boss).post("/enterprises/liaisons/", sent).status_code == 200
        assert not LiaisonAssignment.objects.exists()

    def test_the_pack_says_what_is_open(self, client_for: Any) -> None:
        me = person("me", Role.LIAISON)
        ours = firm(officer=me, concerns="想要夜班公交")
        contact(ours)
        asked(ours, me, text="想要三间宿舍")
        visit(ours, me, notes="看了二号产线")
        page = client_for(me).get(f"/enterprises/{ours.pk}/handover/").content.decode()
        for word in ("想要夜班公交", "想要三间宿舍", "看了二号产线", "13800001234"):
            assert word in page

    def test_only_what_nobody_took_of_this_firm_is_passed_on(self, client_for: Any) -> None:
        me = person("me", Role.LIAISON)
        ours, other = firm("示例甲", officer=me), firm("示例乙", officer=me)
        seen = visit(ours, me)
        seen.handoffs.create(kind=HandoffKind.FINANCING, note="想要贷款")
        seen.handoffs.create(kind=HandoffKind.TALENT, note="缺工程师", taken_by=me, taken_at=NOW)
        visit(other, me).handoffs.create(kind=HandoffKind.FINANCING, note="别家的事")
        page = client_for(me).get(f"/enterprises/{ours.pk}/handover/").content.decode()
        assert "想要贷款" in page
        assert "缺工程师" not in page
        assert "别家的事" not in page

    def test_the_pack_of_another_firm_is_not_found(self, client_for: Any) -> None:
        me = person("me", Role.LIAISON)
        assert client_for(me).get(f"/enterprises/{firm().pk}/handover/").status_code == 404

    def test_gaps_of_a_liaison_officer_are_their_own(self, client_for: Any) -> None:
        me = person(
            "me",
            Role.LIAISON,
        )
        firm("示例我的", officer=me)
        firm("示例别人的")
        page = client_for(me).get("/enterprises/gaps/").content.decode()
        assert "示例我的" in page
        assert "示例别人的" not in page
        assert page.count("/enterprises/visits/new/?enterprise=") == 1, "a way to record the visit that is missing"
