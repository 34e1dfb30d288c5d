"""What was sent this week and is taken back: 无变化 and photos, until the freeze."""

import uuid
from typing import Any

import pytest

from core.models import User
from projects.models import Period, PeriodClosed, Project, Update, UpdatePhoto
from projects.register.history import history_of, with_events
from tests.doubts import seen
from tests.projects.scene import FRIDAY, MONDAY, as_user, node, person, photo, report, submit, week

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def tap(**fields: Any) -> dict[str, Any]:
    return {"client_id": str(uuid.uuid4()), "period": "2026-W48", "version": "0", "place": "list"} | fields


@pytest.fixture
def red(given: Project) -> Project:
    node(given, 1, "2026-06-01")
    given.renew_standing(now=FRIDAY)
    assert given.standing.system == "red"
    return given


class TestRed:
    def test_no_change_is_asked_about_once_and_the_second_press_means_it(self, wang: User, red: Project) -> None:
        client, url, sent = as_user(wang), f"/projects/{red.code}/unchanged/", tap()
        page = client.post(url, sent)
        assert page.status_code == 200
        assert "系统灯为红灯" in page.content.decode()
        assert not Update.objects.exists()
        carried = dict(page.context["carry"]) | seen(page)
        assert carried["place"] == "list"
        assert client.post(url, carried)["Location"] == "/projects/"
        assert Update.objects.get().unchanged

    def test_the_outbox_reads_the_question_as_a_refusal(self, wang: User, red: Project) -> None:
        answer = as_user(wang).post(f"/projects/{red.code}/unchanged/", tap(), headers={"X-Outbox": "1"})
        assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, "text/html")
        assert not Update.objects.exists()

    def test_what_is_reported_already_is_not_asked_about(self, wang: User, red: Project) -> None:
        submit(red, wang)
        assert as_user(wang).post(f"/projects/{red.code}/unchanged/", tap()).status_code == 302
        assert not Update.objects.get().unchanged

    def test_a_green_project_is_not_asked_about(self, wang: User, given: Project) -> None:
        node(given, 1, "2027-06-01")
        given.renew_standing(now=FRIDAY)
        assert as_user(wang).post(f"/projects/{given.code}/unchanged/", tap()).status_code == 302
        assert Update.objects.get().unchanged


class TestWithdraw:
    def unchanged(self, of: Project, by: User) -> Update:
        values = {"period": week("2026-11-23"), "now": FRIDAY, "client_id": uuid.uuid4()}
        return Update.objects.submit_unchanged(project=of, by=by, **values)

    def test_it_is_unreported_again_and_the_history_says_so(self, wang: User, given: Project) -> None:
        self.unchanged(given, wang)
        url = f"/projects/{given.code}/unchanged/withdraw/"
        for _time in range(2):
            assert as_user(wang).post(url).status_code == 302
        assert not Update.objects.exists()
        given.standing.refresh_from_db()
        assert given.standing.last_period_id is None
        entries = [
            each
            for each in history_of(with_events(Project.objects.all()).get(), User.objects.all()[0])
            if "进展" in each.what
        ]
        assert [(each.deleted, each.created) for each in entries] == [(True, False), (False, True)]

    def test_a_phone_that_sends_it_later_does_not_bring_it_back(self, wang: User, given: Project) -> None:
        press = tap()
        for expected in (True, False):  # sent, taken back; then the same press comes out of a dead spot
            answer = as_user(wang).post(f"/projects/{given.code}/unchanged/", press, follow=True)
            assert Update.objects.exists() is expected
            as_user(wang).post(f"/projects/{given.code}/unchanged/withdraw/")
        assert "这次填报已撤回" in answer.content.decode()
        as_user(wang).post(f"/projects/{given.code}/unchanged/", tap())  # a press of its own reports anew
        assert Update.objects.exists()

    def test_only_by_who_sent_it_and_only_no_change(self, wang: User, given: Project) -> None:
        li = person("li")
        given.reporter = li
        given.save()
        self.unchanged(given, wang)
        as_user(li).post(f"/projects/{given.code}/unchanged/withdraw/")
        assert Update.objects.count() == 1
        submit(given, wang, expected_version=1)
        as_user(wang).post(f"/projects/{given.code}/unchanged/withdraw/")
        assert Update.objects.get().done

    @pytest.mark.parametrize("now", [MONDAY])
    def test_not_after_the_freeze(self, wang: User, given: Project, now: Any) -> None:
        update = self.unchanged(given, wang)
        with pytest.raises(PeriodClosed):
            update.withdraw(by=wang, now=now)
        Period.objects.filter(pk=update.period_id).update(frozen_at=FRIDAY)
        with pytest.raises(PeriodClosed):
            update.withdraw(by=wang, now=FRIDAY)
        assert Update.objects.exists()


class TestPhotos:
    def test_a_saved_photo_goes_until_the_freeze_and_the_history_names_it(self, wang: User, given: Project) -> None:
        update = submit(given, wang, photos=(photo("一.jpg"), photo("二.jpg")))
        one, two = update.photos.all()
        client = as_user(wang)
        assert (
            f"/projects/photos/{one.attachment.key}/remove/"
            in client.get(f"/projects/{given.code}/update/").content.decode()
        )
        client.post(f"/projects/photos/{one.attachment.key}/remove/")
        assert [each.pk for each in UpdatePhoto.objects.all()] == [two.pk]
        assert client.get(f"/projects/photos/{one.attachment.key}/").status_code == 404
        entries = [
            each
            for each in history_of(with_events(Project.objects.all()).get(), User.objects.all()[0])
            if each.what == "第48周照片"
        ]
        assert [each.changes[0].after for each in entries if each.deleted] == ["一.jpg"]
        assert len(entries) == 3
        Period.objects.filter(pk=update.period_id).update(frozen_at=FRIDAY)
        client.post(f"/projects/photos/{two.attachment.key}/remove/")
        assert UpdatePhoto.objects.exists()

    def test_not_by_who_may_not_report(self, wang: User, given: Project) -> None:
        key = submit(given, wang, photos=(photo(),)).photos.get().attachment.key
        assert as_user(person("li")).post(f"/projects/photos/{key}/remove/").status_code == 403
        assert UpdatePhoto.objects.exists()

    def test_an_old_week_keeps_its_photos(self, wang: User, given: Project) -> None:
        old = report(given, "2026-11-09", wang)
        submit(given, wang, photos=(photo(),))
        UpdatePhoto.objects.update(update_of=old)
        key = UpdatePhoto.objects.get().attachment.key
        as_user(wang).post(f"/projects/photos/{key}/remove/")
        assert UpdatePhoto.objects.exists()
