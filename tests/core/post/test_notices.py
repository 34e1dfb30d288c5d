"""What people are told: once, in the house, and by e-mail when it waits for them."""

import datetime as dt

import pytest
from django.test import override_settings
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from core.models import Delivery, Notice, User
from core.post.notices import Message, tell

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def wang() -> User:
    return User.objects.create_user("wang", email="wang@example.com")


def test_what_waits_goes_by_mail_as_well_and_each_once(wang: User) -> None:
    said = [
        Message(wang, "长" * 200, "内容", "/projects/", "late:1", email=True),
        Message(wang, "只在站内", "内容", "/", "news:1"),
    ]
    for _ in range(2):
        tell(said, now=NOW)
    assert {(each.dedupe_key, len(each.title)) for each in Notice.objects.all()} == {("late:1", 120), ("news:1", 4)}
    mail = Delivery.objects.get()
    assert (mail.dedupe_key, mail.subject, mail.owed_at) == ("late:1:email", "长" * 120, NOW)
    assert mail.body.startswith("内容\n\nhttp")
    assert mail.body.endswith("/projects/")


def test_it_is_told_in_the_language_of_the_house_whoever_caused_it(wang: User) -> None:
    with translation.override("en"):
        assert gettext("已销号") != "已销号", "there is an English word for it"
        tell([Message(wang, gettext_lazy("交办单 %(number)s 已销号"), "", "/", "a", {"number": "100%"})], now=NOW)
    assert Notice.objects.get().title == "交办单 100% 已销号"


def test_without_a_mail_server_it_stays_in_the_house(wang: User) -> None:
    with override_settings(EMAIL_ENABLED=False):
        tell([Message(wang, "标题", "", "/", "late:1", email=True)], now=NOW)
    assert (Notice.objects.count(), Delivery.objects.count()) == (1, 0)
