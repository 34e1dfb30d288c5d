"""Plans, promises, readings and after-care are corrected, deleted and opened again, visibly."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.enums import Role
from core.models import Department, Notice, User
from projects.models import AfterCareItem, Commitment, Project
from projects.register.history import history_of, with_events
from tests.edits import shown
from tests.projects.scene import FRIDAY, as_user, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
DUE = dt.date(2027, 6, 30)


def gone(what: str) -> list[str]:
    """What the history says of what was deleted."""
    entries = history_of(with_events(Project.objects.all()).get(), User.objects.all()[0])
    return [change.after for each in entries if each.what == what and each.deleted for change in each.changes]


@pytest.fixture
def promise(given: Project) -> Commitment:
    return given.commitments.create(kind="jobs", signed_value=120, due_on=DUE)


@pytest.fixture
def item(given: Project, wang: User) -> AfterCareItem:
    values = {"text": "协助招工", "owner": wang, "due_on": DUE, "by": wang, "now": FRIDAY}
    return AfterCareItem.objects.register(given, **values, client_id=uuid.uuid4())


def test_the_plan_of_a_year_is_deleted(wang: User, given: Project) -> None:
    given.year_plans.create(year=2026, planned_wan=Decimal(5000))
    url = f"/projects/{given.code}/investment/"
    assert as_user(person("li")).post(url, {"no_plan": "2026"}).status_code == 403
    assert 'name="no_plan"' in as_user(wang).get(url).content.decode()
    as_user(wang).post(url, {"no_plan": "2026"})
    assert not given.year_plans.exists()
    assert gone("2026 年投资计划") == ["2026", "5,000"]


class TestPromise:
    def test_it_is_deleted_while_nothing_was_read_of_it(self, wang: User, given: Project, promise: Commitment) -> None:
        url = f"/projects/{given.code}/commitments/"
        assert as_user(person("li")).post(url, {"no_promise": promise.pk}).status_code == 403
        as_user(wang).post(url, {"no_promise": promise.pk})
        assert not given.commitments.exists()
        assert "2027-06-30" in gone("承诺：就业（人）")

    def test_not_once_something_was(self, wang: User, given: Project, promise: Commitment) -> None:
        promise.readings.create(on=FRIDAY.date(), value=90, source="社保", by=wang)
        with pytest.raises(ValidationError, match="已登记兑现情况"):
            promise.remove()
        as_user(wang).post(f"/projects/{given.code}/commitments/", {"no_promise": promise.pk})
        assert given.commitments.exists()

    def test_another_project_s_promise_stays(self, wang: User, given: Project, promise: Commitment) -> None:
        other = Project.objects.create(code="YH-2026-002", name="别的", responsible=wang)
        as_user(wang).post(f"/projects/{other.code}/commitments/", {"no_promise": promise.pk})
        assert given.commitments.exists()

    def test_a_reading_is_corrected(self, wang: User, given: Project, promise: Commitment) -> None:
        reading = promise.readings.create(on=dt.date(2026, 11, 2), value=90, source="社保", by=person("li"))
        other = promise.readings.create(on=dt.date(2026, 11, 9), value=95, source="社保", by=wang)
        client, url = as_user(wang), f"/projects/{given.code}/commitments/{reading.pk}/"
        typed = {"on": "2026-11-09", "value": "90.5", "source": "社保台账"}
        errors = client.post(url, typed | shown(client, url)).context["form"].errors
        assert set(errors) == {"on", "value"}
        assert client.post(url, typed | {"on": "2026-11-03", "value": "91"} | shown(client, url)).status_code == 302
        reading.refresh_from_db()
        assert (reading.on, reading.value, reading.by) == (dt.date(2026, 11, 3), 91, wang)
        assert as_user(person("zhao")).post(url, typed).status_code == 403
        assert other.value == 95

    def test_a_reading_and_then_its_promise_go_and_both_are_told(
        self, wang: User, given: Project, promise: Commitment
    ) -> None:
        reading = promise.readings.create(on=FRIDAY.date(), value=90, source="社保", by=wang)
        as_user(wang).post(f"/projects/{given.code}/commitments/{reading.pk}/", {"remove": "1"})
        as_user(wang).post(f"/projects/{given.code}/commitments/", {"no_promise": promise.pk})
        assert "社保" in gone("兑现情况：就业（人）")
        assert "2027-06-30" in gone("承诺：就业（人）")


class TestAfterCare:
    def test_it_is_changed_and_handed_on_and_the_new_owner_hears_of_it(
        self, wang: User, given: Project, item: AfterCareItem
    ) -> None:
        li = person("li")
        client, url = as_user(wang), f"/projects/{given.code}/after-care/{item.pk}/edit/"
        typed = {"text": "协助招工 20 人", "owner": li.pk, "due_on": "2027-03-31"}
        assert client.post(url, typed | shown(client, url)).status_code == 302
        item.refresh_from_db()
        assert (item.text, item.owner, item.due_on) == ("协助招工 20 人", li, dt.date(2027, 3, 31))
        assert Notice.objects.get().user == li

    def test_its_owner_hands_it_on_and_changes_nothing_else(self, given: Project, item: AfterCareItem) -> None:
        of = Department.objects.create(key="b", name="住建科", rank=1)
        li, zhao = (person(name, Role.HANDLER, department=of) for name in ("li", "zhao"))
        AfterCareItem.objects.update(owner=li)
        client, url = as_user(li), f"/projects/{given.code}/after-care/{item.pk}/edit/"
        typed = {"text": "别的", "owner": zhao.pk, "due_on": "2029-01-01"}
        assert client.post(url, typed | shown(client, url))["Location"] == "/workbench/"
        item.refresh_from_db()
        assert (item.text, item.owner, item.due_on) == ("协助招工", zhao, DUE)
        assert client.get(url).status_code == 404

    def test_done_by_mistake_it_is_opened_again(self, wang: User, given: Project, item: AfterCareItem) -> None:
        item.finish(on=FRIDAY.date(), result="已招满")
        url = f"/projects/{given.code}/after-care/{item.pk}/"
        assert as_user(wang).get(f"{url}edit/").status_code == 302
        assert as_user(person("zhao")).post(f"{url}reopen/").status_code in (403, 404)
        for _time in range(2):
            assert as_user(wang).post(f"{url}reopen/").status_code == 302
        item.refresh_from_db()
        assert (item.done_on, item.result) == (None, "")
