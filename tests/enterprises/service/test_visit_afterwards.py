"""A visit afterwards: corrected, undone, copied, planned, taken along as a file; requests without a visit."""

import datetime as dt
import io
import uuid
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from core.enums import AuditKind, Role
from core.models import AuditEvent, User
from enterprises.enums import HandoffKind, RequestState
from enterprises.models import Enterprise, PlannedVisit, Request, StandingQuestion, Visit
from tests.enterprises.scene import as_user, asked, firm, kind, person, small_photo, text_of, visit, visit_post

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def edited(row: Visit, **fields: Any) -> dict[str, Any]:
    """What the browser sends when a visit is corrected."""
    latest = row.pgh_event_model.objects.filter(pgh_obj=row.pk).latest("pgh_id")
    sent = {"enterprise": row.enterprise_id, "mode": row.mode, "on": row.on.isoformat(), "notes": row.notes}
    return sent | {"received_by": "", "companions": "", "seen": latest.pgh_id} | fields


class TestCorrecting:
    def test_the_author_corrects_it_and_the_history_keeps_the_first(self, officer: User, mine: Enterprise) -> None:
        row = visit(mine, officer, notes="谈了长房进度")
        client, url = as_user(officer), reverse("enterprises:visit_edit", args=[row.pk])
        assert "谈了长房进度" in text_of(client.get(url))
        assert client.post(url, edited(row, notes="谈了厂房进度")).status_code == 302
        row.refresh_from_db()
        assert row.notes == "谈了厂房进度"
        past = row.pgh_event_model.objects.filter(pgh_obj=row.pk).values_list("notes", flat=True)
        assert set(past) == {"谈了长房进度", "谈了厂房进度"}
        assert "谈了长房进度" in text_of(client.get(reverse("history", args=["visit", row.pk])))

    def test_nobody_else_does(self, officer: User, mine: Enterprise) -> None:
        row, other = visit(mine, officer), person("ge", Role.LIAISON)
        mine.liaisons.create(officer=other, starts_on=dt.date(2020, 1, 1))
        for name in ("visit_edit", "visit_remove"):
            assert as_user(other).post(reverse(f"enterprises:{name}", args=[row.pk]), {}).status_code == 403

    def test_another_firm_takes_along_what_nobody_took_up(self, officer: User, mine: Enterprise) -> None:
        row, right = visit(mine, officer), firm("示例丙厂", officer)
        brought = asked(mine, officer, visit=row)
        as_user(officer).post(reverse("enterprises:visit_edit", args=[row.pk]), edited(row, enterprise=right.pk))
        row.refresh_from_db()
        brought.refresh_from_db()
        assert (row.enterprise, brought.enterprise) == (right, right)

    def test_what_a_department_works_on_stays_where_it_is(self, officer: User, mine: Enterprise) -> None:
        row, right = visit(mine, officer), firm("示例丙厂", officer)
        asked(mine, officer, visit=row, state=RequestState.ANSWERED)
        url = reverse("enterprises:visit_edit", args=[row.pk])
        assert "不能改企业" in text_of(as_user(officer).post(url, edited(row, enterprise=right.pk)))
        row.refresh_from_db()
        assert row.enterprise == mine

    def test_an_old_visit_keeps_its_day(self, officer: User, mine: Enterprise) -> None:
        row = visit(mine, officer, on=timezone.localdate() - 90 * DAY)
        client, url = as_user(officer), reverse("enterprises:visit_edit", args=[row.pk])
        assert client.post(url, edited(row, notes="补充")).status_code == 302
        row.refresh_from_db()
        older = (row.on - DAY).isoformat()
        assert "60 天内" in text_of(client.post(url, edited(row, on=older)))


class TestUndoing:
    def test_on_the_day_with_its_photos(self, officer: User, mine: Enterprise, settings: Any, tmp_path: Any) -> None:
        settings.MEDIA_ROOT = tmp_path
        client = as_user(officer)
        client.post(reverse("enterprises:visit_create"), visit_post(mine, photos=[small_photo()]))
        row = Visit.objects.get()
        client.post(reverse("enterprises:visit_remove", args=[row.pk]))
        assert not Visit.objects.exists()
        mine.present.refresh_from_db()
        assert mine.present.last_visit_on is None

    def test_a_phone_that_did_not_hear_of_it_brings_it_back_no_more(self, officer: User, mine: Enterprise) -> None:
        client, sent = as_user(officer), visit_post(mine)
        client.post(reverse("enterprises:visit_create"), sent)
        client.post(reverse("enterprises:visit_remove", args=[Visit.objects.get().pk]))
        again = client.post(reverse("enterprises:visit_create"), sent)
        assert "这次走访已撤销，没有再记" in text_of(again)
        assert not Visit.objects.exists()

    @pytest.mark.parametrize("why", ["late", "request", "taken"])
    def test_not_when_something_went_on(self, why: str, officer: User, mine: Enterprise) -> None:
        row = visit(mine, officer, created_at=timezone.now() - (2 * DAY if why == "late" else 0 * DAY))
        if why == "request":
            asked(mine, officer, visit=row)
        if why == "taken":
            row.handoffs.create(kind=HandoffKind.TALENT, taken_by=officer, taken_at=timezone.now())
        as_user(officer).post(reverse("enterprises:visit_remove", args=[row.pk]))
        assert Visit.objects.exists()

    def test_a_photo_by_who_added_it(self, officer: User, mine: Enterprise, settings: Any, tmp_path: Any) -> None:
        settings.MEDIA_ROOT = tmp_path
        client = as_user(officer)
        client.post(reverse("enterprises:visit_create"), visit_post(mine, photos=[small_photo()]))
        photo = Visit.objects.get().photos.get()
        other = person("ge", Role.LIAISON)
        mine.liaisons.create(officer=other, starts_on=dt.date(2020, 1, 1))
        url = reverse("enterprises:visit_photo_remove", args=[photo.attachment.key])
        assert as_user(other).post(url).status_code == 403
        client.post(url)
        photo.attachment.refresh_from_db()
        assert photo.attachment.removed_at
        assert not Visit.objects.get().photos.exists()


def test_each_room_gets_its_own_note(officer: User, mine: Enterprise) -> None:
    sent = visit_post(mine, handoffs=["financing", "project"], handoff_note="桩基完成三成")
    as_user(officer).post(reverse("enterprises:visit_create"), sent | {"handoff_note_financing": "500 万元，一年"})
    notes = dict(Visit.objects.get().handoffs.values_list("kind", "note"))
    assert notes == {"financing": "500 万元，一年", "project": "桩基完成三成"}


def test_the_two_promises_of_a_request_are_two_fields(officer: User, mine: Enterprise) -> None:
    sent = visit_post(mine) | {"request-TOTAL_FORMS": "1", "request-0-kind": kind().pk, "request-0-text": "缺焊工"}
    as_user(officer).post(
        reverse("enterprises:visit_create"), sent | {"request-0-within": "10", "request-0-answer_within": "1"}
    )
    row = Request.objects.get()
    assert timezone.localdate() < row.answer_promised_on < row.promised_on


def test_a_copy_has_everything_but_what_was_said(officer: User, mine: Enterprise, foreign: Enterprise) -> None:
    row = visit(mine, officer, mode="wechat", received_by="王经理", questions=["talent"], notes="谈了厂房")
    visit(firm("示例丙厂", officer), officer)  # the last one
    url = reverse("enterprises:visit_create")
    page = as_user(officer).get(f"{url}?copy={row.pk}")
    assert page.context["form"].initial["enterprise"] == mine
    assert "王经理" in text_of(page)
    assert "谈了厂房" not in text_of(page)
    theirs = visit(foreign, User.objects.get(username="tang"), received_by="李经理")
    assert "李经理" not in text_of(as_user(officer).get(f"{url}?copy={theirs.pk}"))


def test_visits_are_found_by_their_day_and_new_ways(officer: User, mine: Enterprise) -> None:
    today, client = timezone.localdate(), as_user(officer)
    for ago, mode in ((0, "coming"), (5, "wechat"), (40, "phone")):
        visit(mine, officer, on=today - ago * DAY, mode=mode)
    url = reverse("enterprises:visit_list")

    def found(query: str) -> int:
        return client.get(f"{url}?{query}").context["page_obj"].paginator.count

    assert found(f"since={today - 6 * DAY}") == 2
    assert found(f"since={today - 6 * DAY}&until={today - DAY}") == 1
    assert found("mode=wechat") == 1


class TestWithoutAVisit:
    def sent(self, of: Enterprise) -> dict[str, Any]:
        words = {"enterprise": of.pk, "kind": kind().pk, "text": "电话里说缺电", "within": "5"}
        return words | {"client_id": str(uuid.uuid4())}

    def test_five_taps_make_one(self, officer: User, mine: Enterprise) -> None:
        client, sent, url = as_user(officer), self.sent(mine), reverse("enterprises:request_create")
        answers = {client.post(url, sent).url for _tap in range(5)}
        row = Request.objects.get()
        assert answers == {reverse("enterprises:request_detail", args=[row.pk])}
        assert (row.visit, row.enterprise, row.changes.count()) == (None, mine, 1)
        assert row.first_promised_on == row.promised_on

    def test_only_for_ones_own_firms(self, officer: User, mine: Enterprise, foreign: Enterprise) -> None:
        assert as_user(officer).post(reverse("enterprises:request_create"), self.sent(foreign)).status_code == 200
        assert not Request.objects.exists()

    def test_a_number_of_elsewhere_is_refused_in_words(self, officer: User, mine: Enterprise) -> None:
        there = asked(mine, officer).changes.create(
            from_state="dispatched", to_state="answered", by=officer, at=timezone.now()
        )
        sent = self.sent(mine) | {"client_id": str(there.client_id)}
        assert "已经用过" in text_of(as_user(officer).post(reverse("enterprises:request_create"), sent))
        assert Request.objects.count() == 1


class TestThePlanOfTheWeek:
    def sent(self, of: Enterprise) -> dict[str, Any]:
        on = timezone.localdate().isoformat()
        return {"enterprise": of.pk, "on": on, "what": "看二号线", "client_id": str(uuid.uuid4())}

    def test_what_is_planned_is_done_by_a_visit(self, officer: User, mine: Enterprise) -> None:
        client, url, sent = as_user(officer), reverse("enterprises:visit_plan"), self.sent(mine)
        for _tap in range(3):
            client.post(url, sent)
        assert PlannedVisit.objects.count() == 1
        page = client.get(url)
        assert (page.context["count"], page.context["done"]) == (1, 0)
        assert "看二号线" in text_of(page)
        visit(mine, officer)
        assert client.get(url).context["done"] == 1
        assert client.get(url + "?on=nonsense").status_code == client.get(url + "?on=0001-01-01").status_code == 200

    @pytest.mark.parametrize("on", ["2020-01-01", "2035-01-01"])
    def test_a_day_that_no_week_shows_is_refused(self, officer: User, mine: Enterprise, on: str) -> None:
        answer = as_user(officer).post(reverse("enterprises:visit_plan"), self.sent(mine) | {"on": on})
        assert answer.status_code == 200
        assert not PlannedVisit.objects.exists()

    def test_twice_on_one_day_is_said(self, officer: User, mine: Enterprise) -> None:
        client, url = as_user(officer), reverse("enterprises:visit_plan")
        client.post(url, self.sent(mine))
        assert "已经计划" in text_of(client.post(url, self.sent(mine)))

    def test_it_is_ones_own(self, officer: User, mine: Enterprise) -> None:
        as_user(officer).post(reverse("enterprises:visit_plan"), self.sent(mine))
        other, row = person("ge", Role.LIAISON), PlannedVisit.objects.get()
        mine.liaisons.create(officer=other, starts_on=dt.date(2020, 1, 1))
        assert "看二号线" not in text_of(as_user(other).get(reverse("enterprises:visit_plan")))
        url = reverse("enterprises:planned_remove", args=[row.pk])
        assert as_user(other).post(url).status_code == 404
        as_user(officer).post(url)
        assert not PlannedVisit.objects.exists()


class TestFiles:
    def test_excel_holds_text_only(self, officer: User, mine: Enterprise, foreign: Enterprise) -> None:
        openpyxl = pytest.importorskip("openpyxl")
        row = visit(mine, officer, notes='=HYPERLINK("http://x","y")\x0b', questions=["talent"])
        asked(mine, officer, visit=row, text="+1 缺电")
        visit(foreign, User.objects.get(username="tang"), notes="悄悄话")
        answer = as_user(officer).get(reverse("core:list_file", args=["visits"]) + f"?officer={officer.pk}")
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        heads, *rows = sheet.iter_rows(min_row=3)
        assert len(rows) == 1
        cells = {head.value: cell for head, cell in zip(heads, rows[0], strict=True)}
        assert cells["谈了什么"].value == '=HYPERLINK("http://x","y")'
        assert {cells[head].data_type for head in ("谈了什么", "带回的诉求", "企业")} == {"s"}
        assert "人才引进" in cells["问到的事项"].value
        assert "+1 缺电" in cells["带回的诉求"].value
        assert AuditEvent.objects.filter(kind=AuditKind.EXPORTED, user=officer).exists()

    def test_word_says_what_the_list_shows(self, officer: User, mine: Enterprise) -> None:
        visit(mine, officer, notes="谈了厂房", mode="wechat")
        visit(mine, officer, notes="谈了电", mode="phone")
        answer = as_user(officer).get(reverse("enterprises:visit_export", args=["docx"]) + "?mode=wechat")
        words = "\n".join(each.text for each in Document(io.BytesIO(answer.content)).paragraphs)
        assert "谈了厂房" in words
        assert "谈了电" not in words
        assert as_user(officer).get(reverse("enterprises:visit_export", args=["pdf"])).status_code == 404


def test_administrators_keep_the_questions(officer: User, mine: Enterprise) -> None:
    boss = person("gu", Role.ADMIN, is_staff=True)
    sent = {"key": "energy", "name": "用能情况", "rank": "6", "is_asked": "on"}
    assert as_user(boss).post("/admin/enterprises/standingquestion/add/", sent).status_code == 302
    client, url = as_user(officer), reverse("enterprises:visit_create")
    assert "用能情况" in text_of(client.get(url))
    client.post(url, visit_post(mine, questions=["energy"]))
    row = Visit.objects.get()
    assert row.questions == ["energy"]
    StandingQuestion.objects.filter(key="energy").update(is_asked=False)
    assert "用能情况" not in text_of(client.get(url))
    assert "用能情况" in text_of(client.get(reverse("enterprises:visit_detail", args=[row.pk])))
    assert "用能情况" in text_of(client.get(reverse("enterprises:visit_edit", args=[row.pk])))
