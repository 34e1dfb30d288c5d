"""人才需求: opened out of a hand-off, filled by people who come, never by more than are looked for."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.enums import Role
from core.models import User
from enterprises.enums import HandoffKind, HandoffOutcome, VisitMode
from enterprises.models import Enterprise, Visit, VisitHandoff
from talent.models import Talent, TalentNeed, TooMany
from tests.talent.scene import firm, person, talent

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 2)
NOTE = "缺焊接工程师 2 名"


@pytest.fixture
def officer() -> User:
    return person("qin")


@pytest.fixture
def client(officer: User, client: Client) -> Client:
    client.force_login(officer)
    return client


@pytest.fixture
def handoff(officer: User) -> VisitHandoff:
    liaison = person("zhou", Role.LIAISON)
    visit = Visit.objects.create(
        enterprise=firm(),
        officer=liaison,
        mode=VisitMode.ON_SITE,
        on=TODAY,
        notes="谈了用工",
        created_at=timezone.now(),
    )
    row = visit.handoffs.create(kind=HandoffKind.TALENT, note=NOTE)
    row.take(by=officer, now=timezone.now())
    return row


def need(**more: Any) -> TalentNeed:
    said = {"enterprise": firm(), "what": "焊接工程师", "heads": 2, "raised_on": TODAY}
    return TalentNeed.objects.create(**said | more)


def sent(enterprise: Enterprise, **more: Any) -> dict[str, Any]:
    said = {"client_id": str(uuid.uuid4()), "enterprise": enterprise.pk, "what": "焊接工程师", "heads": 2}
    return said | {"raised_on": "2026-11-02", "details": NOTE} | more


def came(row: TalentNeed, by: User, heads: int = 1, **more: Any) -> Any:
    said = {"on": TODAY, "now": timezone.now(), "client_id": uuid.uuid4()}
    return row.fill(heads=heads, by=by, **said | more)


class TestOutOfAHandoff:
    def test_the_form_is_filled_with_firm_words_and_day(self, client: Client, handoff: VisitHandoff) -> None:
        page = client.get(reverse("talent:need_create"), {"handoff": handoff.pk})
        initial = page.context["form"].initial
        assert (initial["enterprise"], initial["details"], initial["raised_on"]) == (firm(), NOTE, TODAY)
        assert "走访" in page.content.decode()

    def test_saving_closes_it_once_however_often_it_is_sent(
        self, client: Client, handoff: VisitHandoff, officer: User
    ) -> None:
        url, data = reverse("talent:need_create") + f"?handoff={handoff.pk}", sent(firm())
        answers = {client.post(url, data).url for _tap in range(3)}
        row = TalentNeed.objects.get()
        assert answers == {reverse("talent:need_detail", args=[row.pk])}
        handoff.refresh_from_db()
        assert (row.handoff, handoff.outcome) == (handoff, HandoffOutcome.REGISTERED)
        assert handoff.outcome_text == "焊接工程师 2 名"

    def test_from_one_that_is_closed_nothing_is_made(
        self, client: Client, handoff: VisitHandoff, officer: User
    ) -> None:
        handoff.close(HandoffOutcome.EXPLAINED, text="企业自行招聘", by=officer, now=timezone.now())
        answer = client.post(reverse("talent:need_create") + f"?handoff={handoff.pk}", sent(firm()))
        assert "已不在你手上" in answer.content.decode()
        assert not TalentNeed.objects.exists()

    def test_who_heard_it_reads_how_far_it_is(self, handoff: VisitHandoff, officer: User) -> None:
        row = need(handoff=handoff)
        for said in ("已到岗 1/2 名", "已全部到岗"):
            came(row, officer)
            handoff.refresh_from_db()
            assert handoff.news == said
        row.take_back(row.fills.last(), now=timezone.now())
        handoff.refresh_from_db()
        assert handoff.news == "已到岗 1/2 名"


class TestFilling:
    def test_the_same_press_counts_once(self, client: Client) -> None:
        row = need()
        data = {"client_id": str(uuid.uuid4()), "heads": 1, "on": "2026-11-03"}
        for _tap in range(3):
            client.post(reverse("talent:need_fill", args=[row.pk]), data)
        row.refresh_from_db()
        assert (row.filled, row.left) == (1, 1)

    def test_more_than_are_looked_for_are_refused(self, client: Client, officer: User) -> None:
        row = need()
        came(row, officer)
        with pytest.raises(TooMany) as refused:
            came(row, officer, heads=2)
        assert refused.value.left == 1
        data = {"client_id": str(uuid.uuid4()), "heads": 2, "on": "2026-11-03"}
        page = client.post(reverse("talent:need_fill", args=[row.pk]), data)
        assert "只缺 1 名" in page.content.decode()

    def test_the_database_refuses_whoever_writes(self, officer: User) -> None:
        row = need()
        came(row, officer, heads=2)
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("update talent_talentneedfill set heads = 3 where need_id = %s", [row.pk])
        with connection.cursor() as cursor:  # the control: what fits is kept in step
            cursor.execute("update talent_talentneedfill set heads = 1 where need_id = %s", [row.pk])
        row.refresh_from_db()
        assert row.filled == 1

    def test_a_person_of_the_register_is_one(self, client: Client) -> None:
        row, who = need(), talent()
        data = {"client_id": str(uuid.uuid4()), "heads": 2, "on": "2026-11-03", "talent": who.pk}
        page = client.post(reverse("talent:need_fill", args=[row.pk]), data)
        assert "只记这 1 名" in page.content.decode()
        client.post(reverse("talent:need_fill", args=[row.pk]), data | {"heads": 1})
        assert row.fills.get().talent == who

        assert Talent.objects.called(who.label) == Talent.objects.called(who.name) == who
        talent()  # a namesake: by the name alone nobody is meant
        assert (Talent.objects.called(who.name), Talent.objects.called(who.label)) == (None, who)

    def test_what_is_met_or_withdrawn_takes_nobody(self, officer: User) -> None:
        row = need(heads=1)
        came(row, officer)
        assert not row.withdraw(reason="不招了", on=TODAY, now=timezone.now())
        other = need(what="调试技师")
        assert other.withdraw(reason="不招了", on=TODAY, now=timezone.now())
        with pytest.raises(TooMany):
            came(other, officer)

    def test_recorded_by_mistake_it_is_taken_back(self, client: Client, officer: User) -> None:
        row = need()
        fill = came(row, officer)
        client.post(reverse("talent:need_unfill", args=[row.pk, fill.pk]))
        row.refresh_from_db()
        assert (row.filled, row.stands) == (0, "open")


def test_no_fewer_than_came(client: Client, officer: User) -> None:
    row = need()
    came(row, officer, heads=2)
    page = client.get(reverse("talent:need_edit", args=[row.pk]))
    data = sent(firm(), heads=1, seen=page.context["form"]["seen"].value())
    assert "人数不能少于它" in client.post(reverse("talent:need_edit", args=[row.pk]), data).content.decode()


def test_the_list_is_narrowed_by_where_each_stands(client: Client, officer: User) -> None:
    came(need(heads=1), officer)
    need(what="调试技师")
    assert TalentNeed.objects.open().count() == TalentNeed.objects.met().count() == 1
    page = client.get(reverse("talent:need_list"), {"stands": "open"}).content.decode()
    assert "调试技师" in page
    assert "焊接工程师" not in page


def test_the_firms_page_and_the_workbench_show_what_is_open(client: Client) -> None:
    row = need()
    assert row.what in client.get(reverse("talent:enterprise_panel", args=[row.enterprise_id])).content.decode()
    assert row.what in client.get(reverse("workbench")).content.decode()
