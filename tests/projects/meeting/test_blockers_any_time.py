"""需协调事项 are raised at any time, contradicted, and withdrawn: not only with the weekly update."""

import datetime as dt
import uuid

import pytest

from core.models import Department, Notice, User
from projects.meeting.escalation import escalate, waits_since
from projects.models import Blocker, Project
from tests.projects.scene import FRIDAY, as_user, person, submit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture
def office() -> Department:
    return Department.objects.create(key="build", name="住建科", rank=1)


@pytest.fixture
def handler(office: Department) -> User:
    return person("li", "handler", department=office)


def raise_url(of: Project) -> str:
    return f"/projects/{of.code}/blockers/new/"


def asked(office: Department, text: str = "夜间许可") -> dict[str, object]:
    return {"client_id": str(uuid.uuid4()), "text": text, "department": office.pk}


class TestRaised:
    def test_two_in_a_week_whose_update_is_sent(
        self, given: Project, wang: User, office: Department, handler: User
    ) -> None:
        submit(given, wang)
        client = as_user(wang)
        assert raise_url(given) in client.get(f"/projects/{given.code}/").content.decode()
        for text in ("夜间许可", "临时用电"):
            assert client.post(raise_url(given), asked(office, text)).status_code == 302
        assert set(Blocker.objects.values_list("text", "update_of")) == {("夜间许可", None), ("临时用电", None)}
        given.standing.refresh_from_db()
        assert given.standing.open_blockers == 2
        escalate(FRIDAY)
        assert Notice.objects.filter(user=handler, title__startswith="需协调：").count() == 2

    def test_five_taps_are_one(self, given: Project, wang: User, office: Department) -> None:
        tap = asked(office)
        for _ in range(5):
            assert as_user(wang).post(raise_url(given), tap).status_code == 302
        assert Blocker.objects.count() == 1

    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, given: Project, wang: User, office: Department
    ) -> None:
        answer = as_user(wang).post(raise_url(given), asked(office, "长" * 201))
        assert answer.status_code == 200
        assert "长" * 201 in answer.content.decode()
        assert not Blocker.objects.exists()

    def test_others_may_not(self, given: Project, handler: User, office: Department) -> None:
        stranger = person("zhao")
        assert as_user(stranger).post(raise_url(given), asked(office)).status_code in (403, 404)
        assert as_user(handler).post(raise_url(given), asked(office)).status_code == 403
        assert not Blocker.objects.exists()


class TestContradicted:
    @pytest.fixture
    def answered(self, given: Project, wang: User, office: Department, handler: User) -> Blocker:
        raised = Blocker.objects.create(
            project=given, text="夜间许可", department=office, raised_by=wang, raised_at=FRIDAY - dt.timedelta(days=9)
        )
        raised.answer(text="已受理", promised_on=None, by=handler, at=FRIDAY, client_id=uuid.uuid4())
        return raised

    def test_the_department_owes_a_word_again_and_hears_of_it(
        self, answered: Blocker, wang: User, handler: User
    ) -> None:
        client, url = as_user(wang), f"/projects/blockers/{answered.pk}/"
        assert "不同意答复" in client.get(url).content.decode()
        assert waits_since(answered) is None, "an answer stops the clock"
        tap = {"client_id": str(uuid.uuid4()), "text": "只是受理，没有办结日期"}
        for _ in range(2):
            assert client.post(f"{url}reply/", tap).status_code == 302
        assert answered.answers.filter(is_reply=True).count() == 1
        assert answered in Blocker.objects.unanswered()
        assert waits_since(Blocker.objects.get()) == FRIDAY.date(), "its clock begins anew"
        assert Notice.objects.get(user=handler, title__startswith="对答复有异议").body == tap["text"]
        answered.answer(text="周三办结", promised_on=None, by=handler, at=FRIDAY, client_id=uuid.uuid4())
        assert answered not in Blocker.objects.unanswered()

    def test_only_who_asked_contradicts(self, answered: Blocker, handler: User) -> None:
        tap = {"client_id": str(uuid.uuid4()), "text": "不行"}
        assert as_user(handler).post(f"/projects/blockers/{answered.pk}/reply/", tap).status_code == 403
        as_user(person("zhao")).post(f"/projects/blockers/{answered.pk}/reply/", tap)
        assert not answered.answers.filter(is_reply=True).exists()

    def test_what_is_settled_is_not_contradicted(self, answered: Blocker, wang: User) -> None:
        answered.resolve(at=FRIDAY, by=wang)
        tap = {"client_id": str(uuid.uuid4()), "text": "又不行了"}
        assert "已解决" in as_user(wang).post(f"/projects/blockers/{answered.pk}/reply/", tap).content.decode()
        assert not answered.answers.filter(is_reply=True).exists()


class TestWithdrawn:
    def test_an_emptied_text_is_a_withdrawal_and_nothing_is_settled(self, given: Project, wang: User) -> None:
        submit(given, wang, blocker="夜间许可")
        submit(given, wang, blocker="", expected_version=1)
        gone = Blocker.objects.get()
        assert (gone.withdrawn, gone.resolved_by) == (True, wang)
        page = as_user(wang).get(f"/projects/blockers/{gone.pk}/").content.decode()
        assert "已撤回" in page
        assert "已解决" not in page

    def test_it_is_withdrawn_on_its_page_and_twice_is_once(self, given: Project, wang: User) -> None:
        raised = Blocker.objects.create(project=given, text="缺电", raised_by=wang, raised_at=FRIDAY)
        for _ in range(2):
            as_user(wang).post(f"/projects/blockers/{raised.pk}/withdraw/")
        raised.refresh_from_db()
        assert (raised.withdrawn, raised.resolved_at) == (True, FRIDAY)
        assert raised not in Blocker.objects.open()

    def test_what_was_settled_stays_settled(self, given: Project, wang: User) -> None:
        raised = Blocker.objects.create(project=given, text="缺电", raised_by=wang, raised_at=FRIDAY)
        raised.resolve(at=FRIDAY, by=wang)
        raised.withdraw(at=FRIDAY, by=wang)
        raised.refresh_from_db()
        assert not raised.withdrawn
