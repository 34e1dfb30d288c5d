"""A signed lead is corrected: taken back on its day, or dated anew."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from core.models import Notice, User
from projects.attraction.signing import reason_against, redate, unsign
from projects.models import Lead, Project, StageChange
from tests.projects.scene import FRIDAY, as_user, node, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
TODAY = FRIDAY.date()
CAME = dt.date(2026, 3, 2)


@pytest.fixture
def lead(wang: User) -> Lead:
    made = Lead.objects.create(name="示例激光项目", channel="own", officer=wang, received_on=CAME)
    made.sign(on=dt.date(2026, 11, 16), by=wang, now=FRIDAY)
    return made


class TestUnsign:
    def test_the_lead_is_open_again_and_its_project_is_gone(self, lead: Lead, wang: User) -> None:
        client = as_user(wang)
        assert f"/projects/leads/{lead.pk}/unsign/" in client.get(f"/projects/leads/{lead.pk}/").content.decode()
        for _time in range(2):
            assert client.post(f"/projects/leads/{lead.pk}/unsign/").status_code == 302
        lead.refresh_from_db()
        assert (lead.state, lead.project, lead.closed_on) == ("open", None, None)
        assert not Project.objects.exists()
        again = lead.sign(on=TODAY, by=wang, now=FRIDAY)
        assert again.stage == "signed"

    def test_only_by_who_signed_and_only_on_that_day(self, lead: Lead, wang: User) -> None:
        assert "只有登记签约的人" in reason_against(lead, person("li"), now=FRIDAY)
        with pytest.raises(ValidationError, match="当天"):
            unsign(lead, by=wang, now=FRIDAY + dt.timedelta(days=1))
        as_user(person("zhao")).post(f"/projects/leads/{lead.pk}/unsign/")
        assert Project.objects.exists()

    def test_not_once_something_hangs_on_the_project(self, lead: Lead, wang: User) -> None:
        node(lead.project, 1, "2026-12-04")
        with pytest.raises(ValidationError, match="项目已有"):
            unsign(lead, by=wang, now=FRIDAY)
        assert Project.objects.exists()

    def test_who_follows_it_hears_of_it(self, wang: User) -> None:
        li = person("li")
        made = Lead.objects.create(name="示例光学项目", channel="own", officer=li, received_on=CAME)
        made.sign(on=TODAY, by=wang, now=FRIDAY)
        unsign(made, by=wang, now=FRIDAY)
        assert Notice.objects.filter(user=li, title__startswith="签约已撤回").count() == 1


class TestRedate:
    def test_lead_stage_and_duties_follow(self, lead: Lead, wang: User) -> None:
        sent = {"on": "2026-10-08"}
        assert as_user(wang).post(f"/projects/leads/{lead.pk}/redate/", sent).status_code == 302
        lead.refresh_from_db()
        on = dt.date(2026, 10, 8)
        assert lead.closed_on == on
        assert StageChange.objects.get().on == on
        assert set(lead.project.assignments.values_list("starts_on", flat=True)) == {on}

    @pytest.mark.parametrize("on", [CAME - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)])
    def test_a_day_that_cannot_be(self, lead: Lead, wang: User, on: dt.date) -> None:
        with pytest.raises(ValidationError, match="签约日期要在收到线索"):
            redate(lead, on=on, by=wang, today=TODAY)

    def test_not_after_the_next_stage(self, lead: Lead, wang: User) -> None:
        lead.project.enter_stage("started", on=dt.date(2026, 11, 17), by=wang)
        with pytest.raises(ValidationError, match="不能晚于开工"):
            redate(lead, on=dt.date(2026, 11, 18), by=wang, today=TODAY)
        assert Lead.objects.get().closed_on == dt.date(2026, 11, 16)

    def test_not_by_who_may_not_change_the_project(self, lead: Lead) -> None:
        answer: Any = as_user(person("li")).post(f"/projects/leads/{lead.pk}/redate/", {"on": "2026-10-08"})
        assert answer.status_code == 403
