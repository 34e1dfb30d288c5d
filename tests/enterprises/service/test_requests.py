"""Requests that close: the clock they carry, departments that help, and the firm's own word."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pghistory.models import Context

from core.enums import Role
from core.kernel.clock import SHANGHAI
from core.kernel.logs import hide_secrets
from core.models import User
from enterprises.enums import RequestLimit, RequestState
from enterprises.models import Confirmation, Enterprise, Request, WrongState
from tests.enterprises.scene import asked, department, firm, kind, person
from tests.races import at_once
from tests.world.marks import photo

pytestmark = pytest.mark.django_db
D = dt.date.fromisoformat


@pytest.fixture
def officer() -> User:
    return person("zhou", Role.LIAISON)


@pytest.fixture
def handler() -> User:
    return person("he", Role.HANDLER, department=department())


@pytest.fixture
def mine(officer: User) -> Enterprise:
    return firm(officer=officer)


def _as(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def done(of: Enterprise, officer: User, handler: User) -> Request:
    """A request that its department says is done."""
    row = kind().raise_request(of, text="缺电", by=officer, now=timezone.now())
    row.finish(text="已增容", by=handler, now=timezone.now())
    return row


class TestClock:
    def test_a_request_carries_its_limits_from_the_start(self, mine: Enterprise, officer: User) -> None:
        now = dt.datetime(2021, 4, 30, 16, 30, tzinfo=SHANGHAI)
        row = kind().raise_request(mine, text="缺电", by=officer, now=now)
        assert row.first_answer_by == dt.datetime(2021, 5, 6, 14, tzinfo=SHANGHAI)
        assert (row.limit, row.due_at) == (RequestLimit.FIRST_ANSWER, row.first_answer_by)

    def test_each_step_moves_what_is_due(self, mine: Enterprise, officer: User, handler: User) -> None:
        now = timezone.now()
        row = kind().raise_request(mine, text="缺电", by=officer, now=now)
        row.answer(text="已派人看", by=handler, now=now)
        assert (row.limit, row.due_at) == (RequestLimit.PLAN, row.plan_by)
        assert row.first_answered_at == now
        on = timezone.localdate(now) + dt.timedelta(days=5)
        row.answer(text="下周增容", promised_on=on, by=handler, now=now)
        assert row.limit == RequestLimit.PROMISE
        assert timezone.localdate(row.due_at) == on
        row.finish(text="已增容", by=handler, now=now)
        assert (row.limit, row.due_at) == (None, None)

    def test_a_promise_in_the_past_is_refused(self, mine: Enterprise, officer: User, handler: User) -> None:
        row = asked(mine, officer)
        with pytest.raises(ValidationError):
            row.answer(text="昨天", promised_on=D("2020-01-01"), by=handler, now=timezone.now())
        row.refresh_from_db()
        assert row.state == RequestState.DISPATCHED

    def test_the_same_tap_answers_once(self, mine: Enterprise, officer: User, handler: User) -> None:
        row, tap = asked(mine, officer), uuid.uuid4()
        for _n in range(3):
            row.answer(text="已派人看", by=handler, now=timezone.now(), client_id=tap)
        assert row.changes.count() == 1
        row.answer(text="又去看了", by=handler, now=timezone.now(), client_id=uuid.uuid4())  # a new word is a new step
        assert row.changes.count() == 2


class TestDepartments:
    def test_a_transfer_changes_who_sees_it_and_keeps_the_clock(
        self, mine: Enterprise, officer: User, handler: User
    ) -> None:
        row = kind().raise_request(mine, text="缺电", by=officer, now=timezone.now())
        before, other = row.first_answer_by, department("power")
        new = person("dian", Role.HANDLER, department=other)
        row.transfer(other, text="归供电口。", by=handler, now=timezone.now())
        assert (row.department, row.first_answer_by) == (other, before)
        assert not Request.objects.visible_to(handler).exists()
        assert Request.objects.visible_to(new).get() == row
        assert "归供电口" in row.changes.last().text

    def test_it_is_given_only_where_somebody_handles(self, mine: Enterprise, officer: User, handler: User) -> None:
        row, client = asked(mine, officer), _as(handler)
        other, empty, left = department("power"), department("leaders"), department("left")
        person("dian", Role.HANDLER, department=other)
        person("lin", Role.LEADER, department=empty)
        person("gone", Role.HANDLER, department=left, is_active=False)
        names = client.get(
            reverse("enterprises:handling_names"), {"q": "示例"}, HTTP_HX_REQUEST="true"
        ).content.decode()
        assert other.name in names
        for nobody in (empty, left):
            assert nobody.name not in names
            sent = {"transfer-how": "lead", "transfer-department": nobody.pk, "transfer-text": "请办"}
            assert client.post(reverse("enterprises:request_transfer", args=[row.pk]), sent).status_code == 200
        row.refresh_from_db()
        assert row.department == handler.department
        sent["transfer-department"] = other.pk
        client.post(reverse("enterprises:request_transfer", args=[row.pk]), sent)
        row.refresh_from_db()
        assert row.department == other

    def test_a_helper_sees_it_and_adds_words_but_does_not_finish(
        self, mine: Enterprise, officer: User, handler: User
    ) -> None:
        row, other = asked(mine, officer), department("power")
        helper = person("dian", Role.HANDLER, department=other)
        for _n in range(2):
            row.invite(other, by=handler, now=timezone.now())
        assert row.partners.count() == 1
        assert Request.objects.visible_to(helper).get() == row
        client = _as(helper)
        word = {"note-text": "已看线路", "note-client_id": str(uuid.uuid4())}
        for _n in range(2):
            client.post(reverse("enterprises:request_note", args=[row.pk]), word)
        assert row.changes.filter(text="已看线路").count() == 1
        finish = {"finish-text": "好了", "finish-client_id": str(uuid.uuid4())}
        assert client.post(reverse("enterprises:request_finish", args=[row.pk]), finish).status_code == 403
        row.refresh_from_db()
        assert row.state == RequestState.DISPATCHED

    def test_a_stranger_reaches_nothing(self, mine: Enterprise, officer: User) -> None:
        row = asked(mine, officer)
        stranger = _as(person("fu", Role.HANDLER, department=department("people")))
        for step in ("answer", "finish", "transfer", "note"):
            assert stranger.post(reverse(f"enterprises:request_{step}", args=[row.pk])).status_code == 404
        other = _as(person("tang", Role.LIAISON))
        for step in ("ask", "close", "reopen", "note"):
            assert other.post(reverse(f"enterprises:request_{step}", args=[row.pk])).status_code == 404

    def test_a_proof_that_is_no_photo_is_told(self, mine: Enterprise, officer: User, handler: User) -> None:
        row = asked(mine, officer)
        sent: dict[str, Any] = {"finish-text": "好了", "finish-client_id": str(uuid.uuid4())}
        sent["finish-photos"] = SimpleUploadedFile("a.jpg", b"not a photo", content_type="image/jpeg")
        page = _as(handler).post(reverse("enterprises:request_finish", args=[row.pk]), sent)
        assert "不是照片" in page.content.decode()
        row.refresh_from_db()
        assert (row.state, row.changes.count()) == (RequestState.DISPATCHED, 0)


def link_of(page: Any) -> str:
    """The address in the page, as the officer copies it."""
    return "/" + page.context["link"].split("/", 3)[3]


class TestTheFirmsWord:
    def send(self, officer: User, row: Request) -> str:
        return link_of(_as(officer).post(reverse("enterprises:request_ask", args=[row.pk])))

    def test_the_firm_confirms_without_an_account(self, mine: Enterprise, officer: User, handler: User) -> None:
        row, visitor = done(mine, officer, handler), Client()
        url = self.send(officer, row)
        page = visitor.get(url).content.decode()
        assert "缺电" in page
        assert "已增容" in page
        visitor.get(url)  # a messenger looks at it too: nothing is used up
        said = {"solved": "yes", "rating": "5", "comment": "谢谢"}
        assert "感谢您的确认" in visitor.post(url, said).content.decode()
        row.refresh_from_db()
        assert row.state == RequestState.CONFIRMED
        assert row.closed_at
        link = row.confirmations.get()
        assert (link.solved, link.rating, link.comment) == (True, 5, "谢谢")

    def test_the_link_works_once(self, mine: Enterprise, officer: User, handler: User) -> None:
        row, visitor = done(mine, officer, handler), Client()
        url = self.send(officer, row)
        visitor.post(url, {"solved": "yes", "rating": "5"})
        again = visitor.post(url, {"solved": "no", "comment": "没有"})
        assert again.status_code == 404
        assert "链接已失效" in again.content.decode()
        assert "缺电" not in again.content.decode()
        row.refresh_from_db()
        assert row.state == RequestState.CONFIRMED

    def test_an_expired_or_replaced_link_shows_nothing(self, mine: Enterprise, officer: User, handler: User) -> None:
        row = done(mine, officer, handler)
        first, second = self.send(officer, row), self.send(officer, row)
        assert Client().get(first).status_code == 404
        assert Client().get(second).status_code == 200
        Confirmation.objects.update(expires_at=timezone.now())
        assert Client().get(second).status_code == 404

    def test_not_solved_goes_back_to_the_department(self, mine: Enterprise, officer: User, handler: User) -> None:
        row = done(mine, officer, handler)
        url = self.send(officer, row)
        assert "请简单说明" in Client().post(url, {"solved": "no"}).content.decode()
        Client().post(url, {"solved": "no", "comment": "晚上还跳闸"})
        row.refresh_from_db()
        assert (row.state, row.done_on, row.limit) == (RequestState.ANSWERED, None, RequestLimit.PLAN)
        assert row.changes.last().by is None
        assert "晚上还跳闸" in _as(handler).get(reverse("enterprises:request_detail", args=[row.pk])).content.decode()

    def test_a_used_link_does_not_speak_for_what_is_done_later(
        self, mine: Enterprise, officer: User, handler: User
    ) -> None:
        """Said "not solved", done anew: the firm is asked anew, whoever still holds the row of the first link."""
        row, now = done(mine, officer, handler), timezone.now()
        row.ask_firm(by=officer, now=now)
        link = row.confirmations.get()
        link.answer(solved=False, rating=None, comment="晚上还跳闸", now=now)
        row.finish(text="换了开关", by=handler, now=now)
        with pytest.raises(WrongState):
            link.answer(solved=True, rating=5, comment="好了", now=now)
        row.refresh_from_db()
        link.refresh_from_db()
        assert (row.state, link.solved, link.comment) == (RequestState.DONE, False, "晚上还跳闸")

    def test_a_solved_one_needs_a_rating(self, mine: Enterprise, officer: User, handler: User) -> None:
        url = self.send(officer, done(mine, officer, handler))
        assert "请选择满意程度" in Client().post(url, {"solved": "yes"}).content.decode()

    def test_a_page_that_is_loaded_again_makes_no_new_link(
        self, mine: Enterprise, officer: User, handler: User
    ) -> None:
        row, client = done(mine, officer, handler), _as(officer)
        press = {"ask-client_id": str(uuid.uuid4())}
        url, again = (
            link_of(client.post(reverse("enterprises:request_ask", args=[row.pk]), press)) for _load in range(2)
        )
        assert url == again == link_of(client.get(reverse("enterprises:request_detail", args=[row.pk])))
        assert Confirmation.objects.count() == 1
        newer = self.send(officer, row)
        stale = link_of(client.post(reverse("enterprises:request_ask", args=[row.pk]), press))
        assert stale == newer, "a page of before shows the link of now, and ends none"
        assert Client().get(newer).status_code == 200
        leader = _as(person("lu", Role.LEADER)).get(reverse("enterprises:request_detail", args=[row.pk]))
        assert newer not in leader.content.decode(), "only who follows the request has the link"

    def test_it_works_where_a_messenger_keeps_no_cookies(self, mine: Enterprise, officer: User, handler: User) -> None:
        row = done(mine, officer, handler)
        strict = Client(enforce_csrf_checks=True)
        said = {"solved": "yes", "rating": "4"}
        assert strict.post(self.send(officer, row), said).status_code == 200
        row.refresh_from_db()
        assert row.state == RequestState.CONFIRMED

    def test_a_dead_link_says_whom_to_call_and_a_wrong_one_names_nobody(
        self, mine: Enterprise, officer: User, handler: User, settings: Any
    ) -> None:
        settings.ZONE_SERVICE_PHONE = "0731-12345678"
        url = self.send(officer, done(mine, officer, handler))
        Client().post(url, {"solved": "yes", "rating": "5"})
        dead = Client().get(url).content.decode()
        assert officer.name in dead
        assert "0731-12345678" in dead
        assert mine.short_name not in dead
        wrong = Client().get("/enterprises/confirm/no-such-secret/").content.decode()
        assert officer.name not in wrong
        assert "0731-12345678" in wrong

    def test_the_secret_is_in_no_history_and_no_log(self, mine: Enterprise, officer: User, handler: User) -> None:
        url = self.send(officer, done(mine, officer, handler))
        secret = url.rstrip("/").rsplit("/", 1)[1]
        Client().post(url, {"solved": "yes", "rating": "5"})
        contexts = [str(each.metadata) for each in Context.objects.all()]
        assert any("enterprises:confirm" in each for each in contexts)
        assert not any(secret in each for each in contexts)
        written = hide_secrets(None, "", {"event": f"Forbidden: {url}", "stack": f"at {url}?x=1"})
        assert secret not in str(written)

    def test_the_secret_is_kept_nowhere(self, mine: Enterprise, officer: User, handler: User) -> None:
        url = self.send(officer, done(mine, officer, handler))
        secret = url.rstrip("/").rsplit("/", 1)[1]
        assert len(secret) >= 32
        kept = Confirmation.objects.values_list("secret_hash", flat=True).get()
        assert secret not in kept

    def test_the_firm_sees_what_was_done_while_its_link_lives(
        self, mine: Enterprise, officer: User, handler: User
    ) -> None:
        row, foreign = done(mine, officer, handler), asked(firm("示例别家"), officer)
        ours, theirs = photo(handler), photo(handler)
        row.proofs.create(attachment=ours)
        foreign.proofs.create(attachment=theirs)
        url, visitor = self.send(officer, row), Client()
        assert f"{url}{ours.key}/" in visitor.get(url).content.decode()
        assert b"".join(visitor.get(f"{url}{ours.key}/").streaming_content)[:2] == b"\xff\xd8"  # a JPEG
        assert visitor.get(f"{url}{theirs.key}/").status_code == 404, "another firm's"
        assert visitor.get(f"/enterprises/confirm/no-such-secret/{ours.key}/").status_code == 404
        assert f"{url}{ours.key}" not in str(hide_secrets(None, "", {"event": f"Not Found: {url}{ours.key}/"}))
        visitor.post(url, {"solved": "yes", "rating": "5"})
        assert visitor.get(f"{url}{ours.key}/").status_code == 404, "the link was used"

    def test_guessing_is_slowed_down_and_keeps_no_firm_out(
        self, mine: Enterprise, officer: User, handler: User
    ) -> None:
        url, visitor = self.send(officer, done(mine, officer, handler)), Client()
        answers = [visitor.get(f"/enterprises/confirm/guess-{n}/").status_code for n in range(21)]
        assert answers == [404] * 20 + [429]
        assert visitor.get(url).status_code == 200, "a proxy gives all firms one address"
        row = Request.objects.get()
        second = row.ask_firm(by=officer, now=timezone.now())
        assert visitor.get(url).status_code == 404, "a link that is over says so, and is no guess"
        assert visitor.get(f"/enterprises/confirm/{second}/").status_code == 200

    def test_the_officer_alone_closes_it_only_visibly(self, mine: Enterprise, officer: User, handler: User) -> None:
        row, client = done(mine, officer, handler), _as(officer)
        url = self.send(officer, row)
        client.post(reverse("enterprises:request_close", args=[row.pk]), {"close-text": "电话不通"})
        row.refresh_from_db()
        assert row.state == RequestState.UNCONFIRMED
        assert "未经企业确认" in client.get(reverse("enterprises:request_detail", args=[row.pk])).content.decode()
        assert Client().get(url).status_code == 404

    @pytest.mark.parametrize("state", [RequestState.DISPATCHED, RequestState.ANSWERED])
    def test_nobody_closes_what_the_department_has_not_done(
        self, state: RequestState, mine: Enterprise, officer: User
    ) -> None:
        row = asked(mine, officer, state=state)
        with pytest.raises(WrongState):
            row.close_unconfirmed(text="算了", by=officer, now=timezone.now())
        with pytest.raises(WrongState):
            row.ask_firm(by=officer, now=timezone.now())

    def test_what_was_closed_can_be_taken_up_again(self, mine: Enterprise, officer: User, handler: User) -> None:
        row = done(mine, officer, handler)
        self.send(officer, row)
        row.close_unconfirmed(text="电话不通", by=officer, now=timezone.now())
        leader = person("lu", Role.LEADER)
        _as(leader).post(reverse("enterprises:request_reopen", args=[row.pk]), {"reopen-text": "企业又来电"})
        row.refresh_from_db()
        assert (row.state, row.closed_at, row.promised_on) == (RequestState.ANSWERED, None, None)

    def test_reopened_it_runs_on_a_new_plan_and_not_on_the_old_promise(
        self, mine: Enterprise, officer: User, handler: User
    ) -> None:
        row, now = kind().raise_request(mine, text="缺电", by=officer, now=timezone.now()), timezone.now()
        row.answer(text="下月", promised_on=timezone.localdate(now) + dt.timedelta(days=40), by=handler, now=now)
        row.finish(text="已增容", by=handler, now=now)
        row.reopen(text="晚上还跳闸", by=None, now=now)
        assert (row.promised_on, row.limit, row.due_at) == (None, RequestLimit.PLAN, row.plan_by)

    def test_reopened_nobody_is_asked_by_the_link_that_was_sent(
        self, mine: Enterprise, officer: User, handler: User
    ) -> None:
        row, now = done(mine, officer, handler), timezone.now()
        row.ask_firm(by=officer, now=now)
        assert row.live_links(now).exists()
        row.reopen(text="企业又来电", by=officer, now=now)
        assert not row.live_links(now).exists()

    def test_reopening_what_is_open_is_refused(self, mine: Enterprise, officer: User) -> None:
        with pytest.raises(WrongState):
            asked(mine, officer).reopen(text="再办", by=officer, now=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_two_answers_to_one_link_at_once_are_one(officer: User, handler: User, mine: Enterprise) -> None:
    row = done(mine, officer, handler)
    secret = row.ask_firm(by=officer, now=timezone.now())

    def say(solved: bool) -> Callable[[], str]:
        def answer() -> str:
            link = Confirmation.objects.get(request=row)
            try:
                link.answer(solved=solved, rating=5, comment="有话", now=timezone.now())
            except WrongState:
                return "late"
            return "heard"

        return answer

    assert sorted(at_once(say(True), say(False))) == ["heard", "late"]
    assert Confirmation.objects.opened_with(secret, now=timezone.now()) is None
