"""Two files become one: everything moves, nothing is lost, and nobody meets the merged one again."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError

from core.enums import Role
from core.models import User
from enterprises.enums import Grade, GradeStatus, ListingStage, PlanKind, UpgradeAxis
from enterprises.firm.merging import BETTER, CannotMerge, firm_links, merge
from enterprises.models import CultivationPlan, Enterprise, EnterpriseMerge, MonthlyFigures, PlanEntry, Supply
from projects.models import Project
from tests.edits import shown
from tests.enterprises.scene import CODE, as_user, asked, contact, firm, person, visit
from tests.races import at_once
from tests.world import World, make_world

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)
MONTH = dt.date(2026, 10, 1)


def joined(kept: Enterprise, merged: Enterprise, by: User | None = None) -> EnterpriseMerge:
    return merge(kept, merged, reason="同一营业执照", by=by or person("clerk", Role.PROJECT_OFFICER), now=NOW)


def figures(of: Enterprise, wan: int, verified_by: User | None = None) -> MonthlyFigures:
    fields = {"output_wan": Decimal(wan), "source": "月报", "reported_on": MONTH, "verified_by": verified_by}
    return MonthlyFigures.objects.create(enterprise=of, month=MONTH, **fields)


def test_every_column_that_names_a_firm_is_moved() -> None:
    """Whatever the rooms hang on a firm, the other file has none of it left: asked of the whole world of tests."""
    world: World = make_world()
    kept = firm("示例保留")
    merged = max(Enterprise.objects.all(), key=lambda each: sum(link.of(each).count() for link in firm_links()))
    before = {(link.model, link.column): link.of(merged).count() for link in firm_links()}
    assert sum(bool(count) for count in before.values()) >= 8, "the world has become too small for this test"
    joined(kept, merged, by=world.cast.project)
    for link in firm_links():
        assert not link.of(merged).exists(), link
        assert link.of(kept).count() >= before[link.model, link.column], link


def test_the_other_names_and_the_code_move() -> None:
    kept, merged = firm("示例长步道"), firm("示例长沙步道", full_name="示例长沙步道有限公司", uscc=CODE)
    joined(kept, merged)
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert (kept.uscc, merged.uscc, merged.merged_into) == (CODE, None, kept)
    assert kept.full_name == "示例长沙步道有限公司"
    assert Enterprise.objects.standing().named_like("长沙步道").get() == kept


def test_a_name_that_is_full_and_short_becomes_one_other_name() -> None:
    kept, merged = firm("示例甲", full_name="示例甲公司"), firm("示例乙", full_name="示例乙")
    joined(kept, merged)
    assert list(kept.aliases.values_list("name", flat=True)) == ["示例乙"]


def test_nobody_supplies_themselves_afterwards() -> None:
    kept, merged, third = firm("示例甲"), firm("示例乙"), firm("示例丙")
    kept.supplies.create(customer=merged, what="镀膜")
    merged.supplies.create(customer=kept, what="镜片")
    merged.supplies.create(customer=third, what="镜头")
    joined(kept, merged)
    assert list(Supply.objects.values_list("supplier", "customer", "what")) == [(kept.pk, third.pk, "镜头")]


def test_twice_is_once() -> None:
    kept, merged, clerk = firm("示例甲"), firm("示例乙"), person("clerk", Role.PROJECT_OFFICER)
    assert joined(kept, merged, clerk) == joined(kept, merged, clerk)
    assert EnterpriseMerge.objects.count() == 1


def test_of_two_rows_the_better_known_one_stays_with_all_that_hangs_on_both() -> None:
    kept, merged = firm("示例甲"), firm("示例乙")
    kept.grades.create(grade=Grade.CHAMPION, status=GradeStatus.CULTIVATING)
    merged.grades.create(grade=Grade.CHAMPION, status=GradeStatus.RECOGNISED, on=MONTH, evidence="名单")
    figures(kept, 1)
    figures(merged, 2, verified_by=person("checker", Role.PROJECT_OFFICER))
    plan = CultivationPlan.objects.create(kind=PlanKind.CHAMPIONS, name="冠军", size=30, issued_on=MONTH)
    for number, each in enumerate((kept, merged)):
        entry = PlanEntry.objects.create(plan=plan, enterprise=each, entered_on=MONTH)
        entry.steps.create(axis=UpgradeAxis.BRAND, title=f"步骤{number}")
    joined(kept, merged)
    assert kept.grades.get().evidence == "名单"
    assert kept.figures.get().output_wan == 2
    assert set(kept.plan_entries.get().steps.values_list("title", flat=True)) == {"步骤0", "步骤1"}


def test_of_two_rows_equally_well_known_the_kept_files_stays() -> None:
    kept, merged = firm("示例甲"), firm("示例乙")
    for wan, each in enumerate((kept, merged), start=1):
        figures(each, wan)
        each.grades.create(grade=Grade.CHAMPION, status=GradeStatus.RECOGNISED, on=MONTH, evidence=f"名单{wan}")
        each.listing_stages.create(stage=ListingStage.TUTORING, on=MONTH, source=f"公告{wan}")
    joined(kept, merged)
    assert kept.figures.get().output_wan == 1
    assert kept.grades.get().evidence == "名单1"
    assert kept.listing_stages.get().source == "公告1"


@pytest.mark.parametrize("why", ["same", "codes", "figures", "gone"])
def test_reasons_stop_it(why: str) -> None:
    kept, merged, clerk = firm("示例甲"), firm("示例乙"), person("clerk", Role.PROJECT_OFFICER)
    if why == "codes":
        Enterprise.objects.filter(pk=kept.pk).update(uscc=CODE)
        Enterprise.objects.filter(pk=merged.pk).update(uscc="911100001000000020")
    if why == "figures":
        figures(kept, 1, verified_by=clerk)
        figures(merged, 2, verified_by=clerk)
    if why == "gone":
        joined(firm("示例丙"), merged, clerk)
    with pytest.raises(CannotMerge):
        joined(kept, kept if why == "same" else merged, clerk)
    assert EnterpriseMerge.objects.count() == (why == "gone")


@pytest.mark.parametrize("what", ["UPDATE {} SET at = now()", "UPDATE {} SET kept_id = merged_id", "DELETE FROM {}"])
def test_of_a_merge_only_the_reason_is_changed(what: str) -> None:
    joined(firm("示例甲"), firm("示例乙"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE enterprises_enterprisemerge SET reason = 'x'")
        with pytest.raises(InternalError, match="Cannot"):
            cursor.execute(what.format("enterprises_enterprisemerge"))


@pytest.mark.django_db(transaction=True)
def test_crosswise_at_the_same_moment_one_of_them_is_kept() -> None:
    one, two, clerk = firm("示例甲"), firm("示例乙"), person("clerk", Role.PROJECT_OFFICER)
    told = at_once(lambda: joined(one, two, clerk), lambda: joined(two, one, clerk))
    assert sorted(type(each).__name__ for each in told) == ["CannotMerge", "EnterpriseMerge"]
    assert Enterprise.objects.standing().count() == 1


def test_every_table_that_may_clash_says_which_row_is_better_or_stops_the_merge() -> None:
    may_clash = {link.model for link in firm_links() if link.uniques()}
    assert {model.__name__ for model in may_clash - BETTER.keys()} == {"ApartmentGrant", "Quota"}


class TestPages:
    def test_the_merged_one_leads_to_the_kept_one(self, client_for: Any) -> None:
        clerk, boss = person("clerk", Role.PROJECT_OFFICER), person("boss", Role.LEADER)
        kept, merged = firm("示例甲"), firm("示例乙")
        visit(merged, boss, notes="看了二号产线")
        asked(merged, boss)
        contact(merged)
        Project.objects.create(code="ZQ-1", name="示例项目", enterprise=merged)
        client = client_for(clerk)
        page = client.get(f"/enterprises/{kept.pk}/merge/?other={merged.pk}").content.decode()
        assert "合并依据" in page
        sent = {"reason": "同一营业执照"}
        assert client.post(f"/enterprises/{kept.pk}/merge/?other={merged.pk}", sent).status_code == 302
        assert client.get(f"/enterprises/{merged.pk}/").url == f"/enterprises/{kept.pk}/"
        assert "看了二号产线" in client_for(boss).get(f"/enterprises/{kept.pk}/").content.decode()
        listed = client.get("/enterprises/").content.decode()
        assert f'href="/enterprises/{merged.pk}/"' not in listed

    def test_near_names_are_offered(self, client_for: Any) -> None:
        kept, near = firm("示例光学"), firm("示例光学股份", full_name="湖南示例光学股份有限公司")
        firm("远方机械")
        page = client_for(person("clerk", Role.PROJECT_OFFICER)).get(f"/enterprises/{kept.pk}/merge/").content.decode()
        assert f"?other={near.pk}" in page
        assert "远方机械" not in page

    def test_a_liaison_officer_does_not_merge(self, client_for: Any) -> None:
        me = person("me", Role.LIAISON)
        kept, merged = firm("示例甲", officer=me), firm("示例乙", officer=me)
        url = f"/enterprises/{kept.pk}/merge/?other={merged.pk}"
        assert client_for(me).post(url, {"reason": "x"}).status_code == 403


def test_why_is_corrected_by_who_merged_or_a_leader_and_the_history_keeps_the_first() -> None:
    clerk, boss, other = person("clerk", Role.PROJECT_OFFICER), person("boss", Role.LEADER), person("wu", Role.LIAISON)
    made = joined(firm("示例甲"), firm("示例乙"), clerk)
    url, timeline = f"/enterprises/merges/{made.pk}/", f"/timeline/{made.kept_id}/"
    assert as_user(other).get(url).status_code == 403
    colleague = as_user(person("li", Role.PROJECT_OFFICER))
    assert colleague.post(url, {"reason": "别人改"}).status_code == 403
    assert url not in colleague.get(timeline).content.decode()
    for who, reason in ((clerk, "企业来函更名"), (boss, "同一信用代码")):
        client = as_user(who)
        assert url in client.get(timeline).content.decode()
        assert client.post(url, {"reason": reason, **shown(client, url)}).status_code == 302
    said = made.pgh_event_model.objects.filter(pgh_obj=made).order_by("pgh_id").values_list("reason", flat=True)
    assert list(said) == ["同一营业执照", "企业来函更名", "同一信用代码"]
    past = as_user(boss).get(f"/history/enterprise/{made.kept_id}/").content.decode()
    assert "同一营业执照" in past
    assert "企业来函更名" in past


def test_names_that_look_the_same_become_one() -> None:
    kept, merged = firm("示例甲", full_name="ＡＢＣ 公司"), firm("示例乙", full_name="abc公司")
    kept.also_called("示 例 乙")
    for each, name in ((kept, "示例Alpha"), (merged, "示例 ＡＬＰＨＡ"), (merged, "示例丙")):
        each.also_called(name)
    joined(kept, merged)
    assert set(kept.aliases.values_list("name", flat=True)) == {"示例Alpha", "示例丙", "示 例 乙"}


def test_control_the_database_refuses_an_other_name_that_looks_the_same() -> None:
    kept, other = firm("示例甲"), firm("示例乙")
    kept.aliases.create(name="示例Alpha")
    other.aliases.create(name="示例Alpha")  # another firm's
    with pytest.raises(IntegrityError, match="alias_name_as_seen"), transaction.atomic():
        kept.aliases.create(name="示例 ＡＬＰＨＡ")
    kept.also_called("示例 ＡＬＰＨＡ")
    assert kept.aliases.count() == 1
    kept.full_name = "示例甲厂"
    kept.save()
    kept.aliases.create(name="示例 甲 厂")
    kept.full_name = "示例甲公司"
    kept.save()  # its former name looks like one that is there
    assert kept.aliases.count() == 2
