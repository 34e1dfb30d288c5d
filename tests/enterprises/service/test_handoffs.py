"""走访转办: taken up, kept in hand, and closed by a row, a request or a reason; who heard it sees what came of it."""

import uuid
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.enums import Role
from core.guard.accounts import holdings
from core.models import Notice, User
from enterprises.enums import HandoffKind, HandoffOutcome, RequestState
from enterprises.models import Enterprise, NotInHand, Request, VisitHandoff
from tests.enterprises.scene import as_user, firm, kind, person, text_of, visit, visit_post

pytestmark = pytest.mark.django_db

WORDS = "想招光学设计博士 1 名"


@pytest.fixture
def taker(db: None) -> User:
    return person("qin", Role.TALENT_OFFICER)


@pytest.fixture
def heard(officer: User, mine: Enterprise) -> VisitHandoff:
    return visit(mine, officer).handoffs.create(kind=HandoffKind.TALENT, note=WORDS)


@pytest.fixture
def taken(heard: VisitHandoff, taker: User) -> VisitHandoff:
    heard.take(by=taker, now=timezone.now())
    heard.refresh_from_db()
    return heard


def _page(handoff: VisitHandoff, act: str = "") -> str:
    return reverse(f"enterprises:handoff_{act or 'detail'}", args=[handoff.pk])


def _asked(**more: Any) -> dict[str, Any]:
    return {"client_id": str(uuid.uuid4()), "kind": kind("labour").pk, "text": WORDS, **more}


class TestTaking:
    def test_the_officers_of_the_room_hear_of_it_and_nobody_else(self, officer: User, mine: Enterprise) -> None:
        taker, other = person("qin", Role.TALENT_OFFICER), person("tang", Role.FINANCE_OFFICER)
        as_user(officer).post(
            reverse("enterprises:visit_create"), visit_post(mine, handoffs=["talent"], handoff_note_talent=WORDS)
        )
        told = Notice.objects.get(user=taker)
        assert told.body == WORDS
        assert told.url == _page(VisitHandoff.objects.get())
        assert not Notice.objects.filter(user__in=[other, officer]).exists()

    def test_who_takes_it_goes_on_to_the_filled_form(self, heard: VisitHandoff, taker: User) -> None:
        answer = as_user(taker).post(_page(heard, "take"))
        assert answer.url == "/talent/needs/new/" + f"?handoff={heard.pk}"

    def test_it_stays_in_hand_on_the_workbench(self, taken: VisitHandoff, taker: User) -> None:
        page = text_of(as_user(taker).get(reverse("workbench")))
        assert "我承接的" in page
        assert WORDS in page

    def test_another_room_neither_sees_nor_takes_it(self, heard: VisitHandoff) -> None:
        client = as_user(person("tang", Role.FINANCE_OFFICER))
        assert client.get(_page(heard)).status_code == 404
        assert client.post(_page(heard, "take")).status_code == 404

    def test_given_back_it_waits_again_and_the_others_hear_of_it(self, taken: VisitHandoff, taker: User) -> None:
        other = person("ge", Role.TALENT_OFFICER)
        as_user(taker).post(_page(taken, "return"))
        taken.refresh_from_db()
        assert (taken.stands, taken.taken_by) == ("waiting", None)
        assert Notice.objects.filter(user=other, url=_page(taken)).count() == 1
        assert not Notice.objects.filter(user=taker).exists()

    def test_somebody_elses_is_not_given_back(self, taken: VisitHandoff) -> None:
        as_user(person("ge", Role.TALENT_OFFICER)).post(_page(taken, "return"))
        taken.refresh_from_db()
        assert taken.stands == "taken"


class TestClosing:
    def test_a_request_closes_it(self, taken: VisitHandoff, taker: User, officer: User) -> None:
        sent, client = _asked(), as_user(taker)
        answers = [client.post(_page(taken, "request"), sent) for _tap in range(3)]
        assert {answer.url for answer in answers} == {_page(taken)}
        row = Request.objects.get()
        assert (row.enterprise, row.visit, row.text) == (taken.visit.enterprise, taken.visit, WORDS)
        assert row.state == RequestState.DISPATCHED
        taken.refresh_from_db()
        assert (taken.outcome, taken.request, taken.closed_by) == (HandoffOutcome.REQUESTED, row, taker)
        assert Notice.objects.filter(user=officer, url=_page(taken)).count() == 1

    def test_a_reason_closes_it_and_is_told_to_who_heard_it(
        self, taken: VisitHandoff, taker: User, officer: User
    ) -> None:
        as_user(taker).post(_page(taken, "explain"), {"explain-text": "企业已自行招到"})
        taken.refresh_from_db()
        assert (taken.outcome, taken.outcome_text) == (HandoffOutcome.EXPLAINED, "企业已自行招到")
        assert Notice.objects.get(user=officer).body == "企业已自行招到"
        seen = text_of(as_user(officer).get(reverse("enterprises:visit_detail", args=[taken.visit_id])))
        assert "已说明" in seen
        assert "企业已自行招到" in seen

    def test_no_reason_no_end(self, taken: VisitHandoff, taker: User) -> None:
        answer = as_user(taker).post(_page(taken, "explain"), {"explain-text": " "})
        taken.refresh_from_db()
        assert (answer.status_code, taken.stands) == (200, "taken")

    def test_of_two_at_once_the_second_is_refused(self, taken: VisitHandoff, taker: User) -> None:
        now = timezone.now()
        stale = VisitHandoff.objects.get(pk=taken.pk)
        taken.close(HandoffOutcome.EXPLAINED, text="一", by=taker, now=now)
        with pytest.raises(NotInHand):
            stale.close(HandoffOutcome.EXPLAINED, text="二", by=taker, now=now)
        assert VisitHandoff.objects.get().outcome_text == "一"

    def test_nobody_closes_what_another_has(self, taken: VisitHandoff) -> None:
        client = as_user(person("ge", Role.TALENT_OFFICER))
        client.post(_page(taken, "explain"), {"explain-text": "不该由我"})
        client.post(_page(taken, "request"), _asked())
        taken.refresh_from_db()
        assert taken.stands == "taken"
        assert not Request.objects.exists()

    def test_what_became_of_the_row_later_is_read_by_who_heard_it(self, taken: VisitHandoff, officer: User) -> None:
        taken.follow("已到岗", now=timezone.now())
        assert "已到岗" in text_of(as_user(officer).get(_page(taken)))


def test_who_leaves_hands_it_on(taken: VisitHandoff, taker: User) -> None:
    other = person("ge", Role.TALENT_OFFICER)
    holdings.hand_on(
        taker,
        {"handoffs": other},
        reason="离岗",
        by=person("an", Role.SECURITY_ADMIN),
        request=None,
        now=timezone.now(),
    )
    assert list(VisitHandoff.objects.in_hands_of(other)) == [taken]


def test_the_list_tells_where_each_stands(taken: VisitHandoff, taker: User, officer: User) -> None:
    visit(firm("示例乙", officer), officer).handoffs.create(kind=HandoffKind.TALENT, note="缺焊工")
    client, url = as_user(taker), reverse("enterprises:handoff_list")
    assert text_of(client.get(url)).index("缺焊工") < text_of(client.get(url)).index(WORDS)
    mine = text_of(client.get(url, {"stands": "mine"}))
    assert WORDS in mine
    assert "缺焊工" not in mine
