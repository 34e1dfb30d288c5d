"""Pages of visits: logged once with what they brought back, and seen by those whose business they are."""

from typing import Any

import pytest
from django.urls import reverse

from core.enums import Role
from core.models import User
from enterprises.models import Enterprise, Request, Visit, VisitHandoff
from tests.enterprises.scene import as_user, firm, kind, person, small_photo, text_of, visit, visit_post

pytestmark = pytest.mark.django_db


def test_five_taps_make_one_visit_with_one_set_of_requests(officer: User, mine: Enterprise) -> None:
    client, sent = as_user(officer), visit_post(mine, handoffs=["talent"])
    sent |= {
        "request-TOTAL_FORMS": "1",
        "request-0-kind": kind().pk,
        "request-0-text": "缺焊工",
        "request-0-within": "5",
    }
    answers = [client.post(reverse("enterprises:visit_create"), sent) for _tap in range(5)]
    assert {answer.url for answer in answers} == {reverse("enterprises:enterprise_detail", args=[mine.pk])}
    assert (Visit.objects.count(), Request.objects.count(), VisitHandoff.objects.count()) == (1, 1, 1)


def test_a_visit_that_is_there_is_found_however_late_it_is_sent_again(officer: User, mine: Enterprise) -> None:
    """The answer was lost in a dead spot, and the phone sends the form again weeks later."""
    client, sent = as_user(officer), visit_post(mine)
    first = client.post(reverse("enterprises:visit_create"), sent)
    stale = sent | {"on": "2020-01-06", "request-TOTAL_FORMS": "1", "request-0-text": "缺焊工", "request-0-kind": "0"}
    again = client.post(reverse("enterprises:visit_create"), stale)
    assert again.url == first.url
    assert (Visit.objects.count(), Request.objects.count()) == (1, 0)


def test_rows_that_were_removed_are_skipped(officer: User, mine: Enterprise) -> None:
    sent = visit_post(mine) | {"request-TOTAL_FORMS": "2", "request-0-text": "", "request-1-text": "缺焊工"}
    sent |= {"request-1-kind": kind().pk}
    as_user(officer).post(reverse("enterprises:visit_create"), sent)
    assert [row.text for row in Request.objects.all()] == ["缺焊工"]


def test_a_mistake_in_a_request_keeps_everything_typed(officer: User, mine: Enterprise) -> None:
    sent = visit_post(mine, notes="谈了新产线") | {"request-TOTAL_FORMS": "1", "request-0-text": "缺焊工"}
    response = as_user(officer).post(reverse("enterprises:visit_create"), sent)
    page = text_of(response)
    assert response.status_code == 200
    assert "谈了新产线" in page
    assert "缺焊工" in page
    assert sent["client_id"] in page
    assert not Visit.objects.exists()


def test_a_foreign_firm_cannot_be_visited(officer: User, mine: Enterprise, foreign: Enterprise) -> None:
    client, url = as_user(officer), reverse("enterprises:visit_create")
    assert client.post(url, visit_post(foreign)).status_code == 200
    assert not Visit.objects.exists()
    assert foreign.short_name not in text_of(client.get(f"{url}?enterprise={foreign.pk}"))


def test_a_form_number_of_somebody_else_is_refused_in_words(
    officer: User, mine: Enterprise, foreign: Enterprise
) -> None:
    theirs = visit(foreign, User.objects.get(username="tang"))
    response = as_user(officer).post(reverse("enterprises:visit_create"), visit_post(mine, client_id=theirs.client_id))
    assert "这张表单已经用过" in text_of(response)
    assert Visit.objects.count() == 1


def test_the_form_starts_with_the_firm_visited_last(officer: User, mine: Enterprise) -> None:
    other = firm("示例丙厂", officer)
    visit(other, officer)
    client, url = as_user(officer), reverse("enterprises:visit_create")
    assert client.get(url).context["form"].initial["enterprise"] == other
    assert client.get(f"{url}?enterprise={mine.pk}").context["form"].initial["enterprise"] == mine
    assert client.get(f"{url}?enterprise=x").status_code == 200


def test_photos_of_a_visit_are_for_those_who_see_the_visit(
    officer: User, mine: Enterprise, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    as_user(officer).post(reverse("enterprises:visit_create"), visit_post(mine, photos=[small_photo(), small_photo()]))
    photos = list(Visit.objects.get().photos.all())
    url = reverse("enterprises:visit_photo", args=[photos[0].attachment.key])
    response = as_user(officer).get(url)
    assert len(photos) == 2
    assert response["Content-Type"] == "image/jpeg"
    assert b"".join(response.streaming_content)[:2] == b"\xff\xd8"
    assert as_user(person("tang", Role.LIAISON)).get(url).status_code == 404
    assert as_user(person("song", Role.PROJECT_OFFICER)).get(url).status_code == 403


def test_too_many_photos_are_refused(officer: User, mine: Enterprise) -> None:
    sent = visit_post(mine, photos=[small_photo() for _n in range(7)])
    assert "photos" in as_user(officer).post(reverse("enterprises:visit_create"), sent).context["form"].errors
    assert not Visit.objects.exists()


def test_a_foreign_visit_is_not_there(officer: User, foreign: Enterprise) -> None:
    hidden = visit(foreign, User.objects.get(username="tang"), notes="悄悄话")
    client = as_user(officer)
    assert client.get(reverse("enterprises:visit_detail", args=[hidden.pk])).status_code == 404
    assert "悄悄话" not in text_of(client.get(reverse("enterprises:visit_list")))
