"""A promise to a firm keeps its first date; what was raised by mistake is taken back."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from core.enums import Role
from core.kernel.clock import SHANGHAI
from core.models import Notice, User
from enterprises.enums import RequestLimit, RequestState
from enterprises.models import Enterprise, Request, WrongState
from enterprises.service.four_promises import Kept, months_of
from tests.enterprises.scene import as_user, asked, department, kind, person, small_photo, text_of

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 23, 10, tzinfo=SHANGHAI)
DAY = dt.timedelta(days=1)


def on(day: int) -> dt.date:
    return dt.date(2026, 11, day)


@pytest.fixture
def handler() -> User:
    return person("he", Role.HANDLER, department=department())


@pytest.fixture
def row(mine: Enterprise, officer: User, handler: User) -> Request:
    """Promised on the visit for Wednesday; it has to be done by Thursday week."""
    return kind().raise_request(mine, text="缺电", by=officer, now=NOW, promised_on=on(25))


def titles(of: User) -> list[str]:
    return [each.title.split("：")[0] for each in Notice.objects.filter(user=of).order_by("pk")]


class TestAMovedPromise:
    def test_it_keeps_the_first_date_and_says_old_new_and_why(self, row: Request, officer: User, handler: User) -> None:
        row.answer(text="变压器未到", promised_on=on(27), reason="等设备", by=handler, now=NOW)
        row.answer(text="再延", promised_on=on(30), reason="还在等", by=handler, now=NOW + dt.timedelta(hours=1))
        assert (row.promised_on, row.first_promised_on, row.promise_moves) == (on(30), on(25), 2)
        moved = row.changes.exclude(promised_before=None).values_list("promised_before", "promised_on", "reason")
        assert list(moved) == [(on(25), on(27), "等设备"), (on(27), on(30), "还在等")]
        assert titles(officer) == ["承诺改期", "承诺改期"]
        page = text_of(as_user(officer).get(reverse("enterprises:request_detail", args=[row.pk])))
        assert "2026-11-25 → 2026-11-27" in page
        assert "等设备" in page
        assert "首次承诺 2026-11-25，改期 2 次" in page

    def test_without_a_reason_it_stays_and_what_was_typed_too(self, row: Request, handler: User) -> None:
        later = (timezone.localdate() + 30 * DAY).isoformat()
        sent = {"answer-text": "再等等", "answer-promised_on": later, "answer-client_id": str(uuid.uuid4())}
        page = text_of(as_user(handler).post(reverse("enterprises:request_answer", args=[row.pk]), sent))
        assert "请写明原因" in page
        assert "再等等" in page
        row.refresh_from_db()
        assert (row.promised_on, row.promise_moves, row.state) == (on(25), 0, RequestState.DISPATCHED)

    def test_the_same_day_again_is_no_move(self, row: Request, officer: User, handler: User) -> None:
        row.answer(text="按期", promised_on=on(25), by=handler, now=NOW)
        assert (row.promise_moves, titles(officer)) == (0, [])

    def test_it_counts_by_the_first_date(self, row: Request, officer: User, handler: User) -> None:
        row.answer(text="再延", promised_on=on(30), reason="等设备", by=handler, now=NOW)
        row.finish(text="好了", by=handler, now=NOW + 4 * DAY)  # on the 27th: after the first, before the second
        assert months_of(officer, NOW + 9 * DAY, count=2)[1].kept == Kept(0, 1)

    def test_the_limit_for_being_done_stays_the_upper_bound(self, row: Request, handler: User) -> None:
        row.answer(text="明年", promised_on=dt.date(2027, 1, 30), reason="等设备", by=handler, now=NOW)
        assert (row.limit, row.due_at) == (RequestLimit.DONE, row.done_by)
        assert row.is_promised_too_late

    def test_a_reopened_one_still_counts_by_the_first(self, row: Request, officer: User, handler: User) -> None:
        row.finish(text="好了", by=handler, now=NOW)
        row.reopen(text="没有好", by=None, now=NOW + DAY)
        assert (row.promised_on, row.first_promised_on) == (None, on(25))
        assert row.done_by == kind().clock(NOW + DAY).done_by
        assert titles(officer) == ["企业表示没有解决"]
        assert titles(handler) == ["企业表示没有解决"]
        assert months_of(officer, NOW + 9 * DAY, count=2)[1].kept == Kept(0, 1)


class TestAnswerAndDone:
    def test_two_promises_are_two_dates_and_two_counts(self, mine: Enterprise, officer: User, handler: User) -> None:
        said = {"promised_on": on(30), "answer_promised_on": on(24)}
        row = kind().raise_request(mine, text="缺电", by=officer, now=NOW, **said)
        row.answer(text="已派人看", by=handler, now=NOW + DAY)
        row.finish(text="好了", by=handler, now=NOW + 8 * DAY)
        assert months_of(officer, NOW + 9 * DAY, count=2)[1].kept == Kept(1, 2)

    def test_an_earlier_answer_that_was_promised_is_due_earlier(self, mine: Enterprise, officer: User) -> None:
        late = {"first_answer_by": NOW + 5 * DAY}
        assert timezone.localdate(asked(mine, officer, answer_promised_on=on(24), **late).due_at) == on(24)
        assert asked(mine, officer, answer_promised_on=on(30), **late).due_at == NOW + 5 * DAY


class TestRaisedByMistake:
    def test_who_raised_it_takes_it_back_and_it_counts_nowhere(
        self, row: Request, officer: User, handler: User
    ) -> None:
        url = reverse("enterprises:request_withdraw", args=[row.pk])
        assert "不能为空" in text_of(as_user(officer).post(url, {"withdraw-text": ""})) or not row.closed_at
        as_user(officer).post(url, {"withdraw-text": "记错企业"})
        row.refresh_from_db()
        assert (row.state, row.done_on, row.due_at) == (RequestState.WITHDRAWN, None, None)
        assert titles(handler) == ["诉求已撤回"]
        (november, *_rest) = months_of(officer, NOW + 6 * DAY, count=1)
        assert (november.kept, november.prompt) == (Kept(), Kept())
        assert as_user(handler).get(reverse("enterprises:request_list") + "?due=open").context["rows"] == []

    def test_not_once_somebody_answered_and_not_by_another(
        self, row: Request, officer: User, handler: User, mine: Enterprise
    ) -> None:
        other = person("ge", Role.LIAISON)
        mine.liaisons.create(officer=other, starts_on=dt.date(2020, 1, 1))
        url = reverse("enterprises:request_withdraw", args=[row.pk])
        assert as_user(other).post(url, {"withdraw-text": "不要了"}).status_code == 403
        row.answer(text="已派人看", by=handler, now=NOW)
        with pytest.raises(WrongState):
            row.withdraw(text="记错", by=officer, now=NOW)
        with pytest.raises(WrongState):
            asked(mine, officer, state=RequestState.DONE, done_on=on(23)).withdraw(text="记错", by=officer, now=NOW)


class TestDepartments:
    def test_who_gets_it_hears_of_it_at_once_and_once(self, row: Request, handler: User) -> None:
        power = department("power")
        new = person("dian", Role.HANDLER, department=power)
        row.transfer(power, text="归供电口。", by=handler, now=NOW)
        assert titles(new) == ["转来诉求"]
        row.transfer(power, text="又一次", by=handler, now=NOW)
        assert titles(new) == ["转来诉求"]

    def test_a_department_that_was_invited_by_mistake_is_let_go(self, row: Request, handler: User) -> None:
        power = department("power")
        helper = person("dian", Role.HANDLER, department=power)
        row.invite(power, by=handler, now=NOW)
        url = reverse("enterprises:request_uninvite", args=[row.pk, power.pk])
        assert as_user(helper).post(url).status_code == 403
        for _tap in range(2):
            as_user(handler).post(url)
        assert not Request.objects.visible_to(helper).exists()
        assert row.changes.filter(text__contains="不再请").count() == 1
        assert titles(helper) == ["请你部门会办", "不用再会办"]

    def test_a_proof_added_by_mistake_goes_by_who_added_it(
        self, row: Request, handler: User, officer: User, settings: object, tmp_path: object
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        row.finish(text="好了", by=handler, now=NOW, photos=[small_photo()])
        proof = row.proofs.get()
        url = reverse("enterprises:request_proof_remove", args=[proof.attachment.key])
        colleague = person("fu", Role.HANDLER, department=department())
        assert as_user(colleague).post(url).status_code == 403
        assert as_user(handler).post(url).status_code == 302
        assert not row.proofs.exists()
        assert "去掉了一张佐证照片" in row.changes.last().text


def test_a_number_of_another_request_is_refused_in_words(row: Request, mine: Enterprise, officer: User) -> None:
    other, tap = asked(mine, officer), uuid.uuid4()
    other.answer(text="看了", by=officer, now=NOW, client_id=tap)
    handler = User.objects.get(username="he")
    sent = {"answer-text": "看了", "answer-client_id": str(tap)}
    assert "已经用过" in text_of(as_user(handler).post(reverse("enterprises:request_answer", args=[row.pk]), sent))
    with pytest.raises(ValidationError):
        row.answer(text="看了", by=handler, now=NOW, client_id=tap)
