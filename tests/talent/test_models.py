"""Who counts, who sees the register, and what is shown of a telephone number."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from core.enums import Role
from talent import metrics
from talent.enums import Category
from talent.models import Honour, Talent
from tests.talent.scene import NUMBER, RECOGNISED, counted, firm, person, talent

pytestmark = pytest.mark.django_db
SEES = {Role.LEADER, Role.TALENT_OFFICER, Role.AUDITOR}


def test_recognition_without_evidence_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        counted(evidence="")
    row = counted()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE talent_talent SET evidence = '' WHERE id = %s", [row.pk])


def test_heads_that_count_as_of_a_day() -> None:
    row, _waiting = counted(), talent()
    counted("赵示例", category=Category.LEADING, recognised_on=dt.date(2026, 7, 1))
    assert list(metrics.counted(RECOGNISED)) == [row]
    assert list(metrics.counted(RECOGNISED - dt.timedelta(days=1))) == []
    assert metrics.counted(dt.date(2026, 12, 31)).count() == 2
    assert metrics.counted(dt.date(2026, 12, 31), Category.LEADING).count() == 1
    assert metrics.counted(dt.date(2026, 12, 31), Category.CRAFTSMAN).count() == 0


def test_heads_by_category_in_the_order_of_the_plan() -> None:
    counted()
    talent()
    counted("赵示例", category=Category.CRAFTSMAN)
    assert Talent.objects.heads(RECOGNISED) == [
        (Category.LEADING, 0, 0),
        (Category.ENGINEER, 1, 2),
        (Category.CRAFTSMAN, 1, 1),
    ]


def test_honours_count_the_people_one_sees() -> None:
    row, honour = counted(), Honour.objects.create(name="示例工匠")
    honour.holders.add(row, talent())
    assert Honour.objects.with_holders(Talent.objects.all()).get().held == 2
    assert Honour.objects.with_holders(Talent.objects.counted(RECOGNISED)).get().held == 1
    assert Honour.objects.with_holders(Talent.objects.none()).get().held == 0


def test_the_same_identity_number_twice_is_refused_by_the_database() -> None:
    talent(number=NUMBER)
    with pytest.raises(IntegrityError), transaction.atomic():
        talent("另一位", number=NUMBER)
    talent("没有号码甲")
    talent("没有号码乙")


def test_found_by_name_pinyin_initials_and_firm() -> None:
    row = talent("欧阳清越", enterprise=firm("示例光学"))
    talent("别人")
    for text in ("清越", "ouyangqingyue", "oyqy", "OYQY", " 欧阳 ", "光学", "slgx"):
        assert list(Talent.objects.named_like(text)) == [row], text
    assert not Talent.objects.named_like("没有").exists()


@pytest.mark.parametrize("role", list(Role))
def test_the_rule_says_what_the_list_says(role: Role) -> None:
    user, row = person("one", role), talent()
    assert Talent.objects.visible_to(user).exists() == (role in SEES)
    assert user.has_perm("talent.view_talent", row) == (role in SEES)
    assert user.has_perm("talent.change_talent", row) == (role == Role.TALENT_OFFICER)


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13800000001", "138****0001"), ("", ""), ("85001234", "****"), ("0731-85001234", "0731-****1234")],
)
def test_a_telephone_number_is_masked(phone: str, shown: str) -> None:
    assert Talent(phone=phone).masked_phone == shown
