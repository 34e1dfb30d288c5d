"""The parts of a firm's file: contacts, grades, technology, monthly figures; and the warning of a second file."""

import datetime as dt
from typing import Any

import pytest
from django.db.utils import IntegrityError
from django.utils import timezone
from lxml import html

from core.enums import Role
from enterprises.enums import AliasKind, Grade, GradeStatus
from enterprises.firm.duplicates import core_of, namesakes
from enterprises.metrics import output_rows
from enterprises.models import InnovationPlatform, MonthlyFigures
from tests.doubts import seen
from tests.enterprises.scene import PHONE, contact, firm, person

pytestmark = pytest.mark.django_db


def rows(*forms: dict[str, Any], known: int = 0) -> dict[str, Any]:
    sent: dict[str, Any] = {"row-TOTAL_FORMS": len(forms), "row-INITIAL_FORMS": known}
    return sent | {f"row-{n}-{name}": value for n, form in enumerate(forms) for name, value in form.items()}


def opened(client: Any, url: str) -> list[dict[str, Any]]:
    """The rows as the page shows them, ready to be sent back."""
    shown = [form for form in client.get(url).context["rows"] if form.instance.pk]
    return [{name: form[name].value() or "" for name in form.fields} for form in shown]


class TestContacts:
    def test_who_may_not_call_keeps_the_number_without_seeing_it(self, client_for: Any) -> None:
        ours = firm()
        theirs = contact(ours)
        client, url = client_for(person("clerk", Role.PROJECT_OFFICER)), f"/enterprises/{ours.pk}/parts/contacts/"
        assert PHONE not in client.get(url).content.decode()
        sent = rows(opened(client, url)[0] | {"name": "示例新名"}, known=1)
        assert sent["row-0-phone"] == ""
        assert client.post(url, sent).status_code == 302
        theirs.refresh_from_db()
        assert (theirs.name, theirs.phone) == ("示例新名", PHONE)

    def test_the_liaison_officer_clears_it(self, client_for: Any) -> None:
        me = person("me", Role.LIAISON)
        ours = firm(officer=me)
        theirs = contact(ours)
        client, url = client_for(me), f"/enterprises/{ours.pk}/parts/contacts/"
        assert PHONE in client.get(url).content.decode()
        client.post(url, rows(opened(client, url)[0] | {"phone": ""}, known=1))
        theirs.refresh_from_db()
        assert theirs.phone == ""

    def test_who_left_is_no_longer_called(self, client_for: Any) -> None:
        me = person("me", Role.LIAISON)
        ours = firm(officer=me)
        contact(ours, left_on=timezone.localdate())
        assert PHONE not in client_for(me).get(f"/enterprises/{ours.pk}/").content.decode()

    def test_another_firms_contact_is_refused(self, client_for: Any) -> None:
        me = person("me", Role.LIAISON)
        ours, theirs = firm("示例甲", officer=me), contact(firm("示例乙"))
        sent = rows({"id": theirs.pk, "name": "改名", "phone": "1"}, known=1)
        client_for(me).post(f"/enterprises/{ours.pk}/parts/contacts/", sent)
        theirs.refresh_from_db()
        assert theirs.name != "改名"

    def test_another_officers_firm_is_not_found(self, client_for: Any) -> None:
        url = f"/enterprises/{firm().pk}/parts/contacts/"
        assert client_for(person("me", Role.LIAISON)).get(url).status_code == 404


class TestTwoPeople:
    """A clerk and the liaison officer have one page of contacts open."""

    @pytest.fixture
    def ours(self) -> Any:
        self.officer = person("me", Role.LIAISON)
        return firm(officer=self.officer)

    def test_who_is_slower_is_told_and_loses_nothing(self, ours: Any, client_for: Any) -> None:
        theirs, url = contact(ours), f"/enterprises/{ours.pk}/parts/contacts/"
        slow, quick = client_for(person("clerk", Role.PROJECT_OFFICER)), client_for(self.officer)
        typed = rows(opened(slow, url)[0] | {"name": "示例乙"}, known=1)
        quick.post(url, rows(opened(quick, url)[0] | {"title": "厂长", "phone": "13900009999"}, known=1))
        refused = slow.post(url, typed)
        text = refused.content.decode()
        assert "职务现为：厂长" in text
        assert "13900009999" not in text, "who may not call is not told the number either"
        assert 'value="示例乙"' in text
        theirs.refresh_from_db()
        assert (theirs.name, theirs.title) == ("示例联系人", "厂长")
        again = typed | {"row-0-seen": refused.context["rows"][0]["seen"].value()}
        assert slow.post(url, again).status_code == 302
        theirs.refresh_from_db()
        assert (theirs.name, theirs.phone) == ("示例乙", "13900009999")

    def test_a_row_that_was_not_touched_stays_as_the_other_saved_it(self, ours: Any, client_for: Any) -> None:
        theirs, url = contact(ours), f"/enterprises/{ours.pk}/parts/contacts/"
        slow, quick = client_for(person("clerk", Role.PROJECT_OFFICER)), client_for(self.officer)
        shown = opened(slow, url)[0]
        quick.post(url, rows(opened(quick, url)[0] | {"title": "厂长"}, known=1))
        assert slow.post(url, rows(shown, {"name": "示例丙"}, known=1)).status_code == 302
        theirs.refresh_from_db()
        assert theirs.title == "厂长"
        assert set(ours.contacts.values_list("name", flat=True)) == {"示例联系人", "示例丙"}

    def test_a_row_that_was_taken_away_says_so(self, ours: Any, client_for: Any) -> None:
        grade = ours.grades.create(grade=Grade.KEY, status=GradeStatus.CULTIVATING)
        client, url = client_for(person("clerk", Role.PROJECT_OFFICER)), f"/enterprises/{ours.pk}/parts/grades/"
        shown = opened(client, url)[0]
        grade.delete()
        refused = client.post(url, rows(shown | {"evidence": "名单"}, known=1))
        assert "刚被他人移除" in refused.content.decode()
        assert client.post(url, rows(shown | {"DELETE": "on"}, known=1)).status_code == 302
        assert ours.grades.count() == 0

    @pytest.mark.parametrize(
        ("part", "row"),
        [
            ("contacts", {"name": "示例丁", "phone": PHONE}),
            ("platforms", {"name": "示例实验室", "level": "provincial"}),
            ("grades", {"grade": "key", "status": "cultivating"}),
            ("challenges", {"title": "镀膜"}),
        ],
    )
    def test_the_same_tap_again_is_one_row(self, ours: Any, client_for: Any, part: str, row: dict[str, Any]) -> None:
        client, url = client_for(self.officer), f"/enterprises/{ours.pk}/parts/{part}/"
        assert [client.post(url, rows(row)).status_code for _ in range(2)] == [302, 302]
        assert len(opened(client, url)) == 1


class TestGrades:
    def url(self, of: Any) -> str:
        return f"/enterprises/{of.pk}/parts/grades/"

    @pytest.mark.parametrize("left_out", ["on", "evidence"])
    def test_recognition_asks_for_day_and_evidence(self, client_for: Any, left_out: str) -> None:
        ours, client = firm(), client_for(person("clerk", Role.PROJECT_OFFICER))
        sent = {"grade": "champion", "status": "recognised", "on": "2021-04-06", "evidence": "名单"}
        page = client.post(self.url(ours), rows(sent | {left_out: ""}))
        assert page.status_code == 200
        assert ours.grades.count() == 0
        assert client.post(self.url(ours), rows(sent)).status_code == 302
        assert ours.grades.get().evidence == "名单"

    def test_tomorrow_is_no_day_of_recognition(self, client_for: Any) -> None:
        ours, client = firm(), client_for(person("clerk", Role.PROJECT_OFFICER))
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        sent = {"grade": "champion", "status": "recognised", "on": tomorrow.isoformat(), "evidence": "名单"}
        assert "日期不能晚于今天" in client.post(self.url(ours), rows(sent)).content.decode()
        assert client.post(self.url(ours), rows(sent | {"on": timezone.localdate().isoformat()})).status_code == 302

    def test_each_once(self, client_for: Any) -> None:
        ours = firm()
        ours.grades.create(grade=Grade.KEY, status=GradeStatus.CULTIVATING)
        client = client_for(person("clerk", Role.PROJECT_OFFICER))
        page = client.post(self.url(ours), rows({"grade": "key", "status": "cultivating", "evidence": "另一份"}))
        assert "已经登记过" in page.content.decode()


def test_a_bottleneck_is_solved_with_evidence_only(client_for: Any) -> None:
    ours, client = firm(), client_for(person("clerk", Role.PROJECT_OFFICER))
    url, sent = f"/enterprises/{ours.pk}/parts/challenges/", {"title": "镀膜", "solved_on": "2026-10-30"}
    assert "请填写攻克依据" in client.post(url, rows(sent)).content.decode()
    assert client.post(url, rows(sent | {"evidence": "验收意见"})).status_code == 302


def test_a_platform_of_that_name_at_another_firm_is_an_error_at_the_field(client_for: Any) -> None:
    ours, theirs = firm("示例甲"), firm("示例乙")
    theirs.platforms.create(name="示例实验室")
    client, url = client_for(person("clerk", Role.PROJECT_OFFICER)), f"/enterprises/{ours.pk}/parts/platforms/"
    refused = client.post(url, rows({"name": "示例实验室"}))
    assert refused.context["rows"][0].errors.keys() == {"name"}


def test_a_platform_that_hangs_on_no_firm_becomes_that_of_the_firm_that_names_it(client_for: Any) -> None:
    ours, known = firm("示例甲"), InnovationPlatform.objects.create(name="示例研究院")
    client, url = client_for(person("clerk", Role.PROJECT_OFFICER)), f"/enterprises/{ours.pk}/parts/platforms/"
    for _twice in range(2):
        assert client.post(url, rows({"name": "示例研究院", "level": "provincial"})).status_code == 302
    row = InnovationPlatform.objects.get()
    assert (row.pk, row.enterprise, row.level) == (known.pk, ours, "provincial")


def test_a_milestone_belongs_to_a_challenge_of_the_firm(client_for: Any) -> None:
    ours, theirs = firm("示例甲"), firm("示例乙")
    mine, foreign = ours.challenges.create(title="镀膜"), theirs.challenges.create(title="电驱")
    client, url = client_for(person("clerk", Role.PROJECT_OFFICER)), f"/enterprises/{ours.pk}/parts/milestones/"
    sent = {"title": "样机", "due_on": "2026-12-31", "done_on": ""}
    assert client.post(url, rows(sent | {"challenge": foreign.pk})).status_code == 200
    assert client.post(url, rows(sent | {"challenge": mine.pk})).status_code == 302
    assert (mine.milestones.count(), foreign.milestones.count()) == (1, 0)


class TestFigures:
    def sent(self, **fields: Any) -> dict[str, Any]:
        return {"month": "2026-10", "output_wan": "1,200", "source": "企业月报"} | fields

    def test_only_what_another_person_verified_counts(self, client_for: Any) -> None:
        clerk, other, ours = person("clerk", Role.PROJECT_OFFICER), person("other", Role.PROJECT_OFFICER), firm()
        client_for(clerk).post(f"/enterprises/{ours.pk}/figures/new/", self.sent())
        row = MonthlyFigures.objects.get()
        assert (row.output_wan, row.entered_by, row.month) == (1200, clerk, dt.date(2026, 10, 1))
        assert not output_rows(timezone.localdate()).exists()
        client_for(clerk).post(f"/enterprises/figures/{row.pk}/verify/")
        assert not output_rows(timezone.localdate()).exists()
        page = html.fromstring(client_for(other).get(f"/enterprises/{ours.pk}/figures/").content.decode())
        seen = {"said": page.xpath("//input[@name='said']/@value")[0]}
        MonthlyFigures.objects.update(output_wan=9999)  # somebody corrects it while the page is open
        answer = client_for(other).post(f"/enterprises/figures/{row.pk}/verify/", seen, follow=True)
        assert "没有核实" in answer.content.decode()
        assert not output_rows(timezone.localdate()).exists()
        MonthlyFigures.objects.update(output_wan=1200)
        client_for(other).post(f"/enterprises/figures/{row.pk}/verify/", seen)
        assert output_rows(timezone.localdate()).get() == row

    def test_a_correction_has_to_be_verified_anew(self, client_for: Any) -> None:
        clerk, other, ours = person("clerk", Role.PROJECT_OFFICER), person("other", Role.PROJECT_OFFICER), firm()
        client = client_for(clerk)
        client.post(f"/enterprises/{ours.pk}/figures/new/", self.sent())
        row = MonthlyFigures.objects.get()
        assert row.verify(by=other)
        assert not row.verify(by=other)
        seen = client.get(f"/enterprises/figures/{row.pk}/edit/").context["form"].initial["seen"]
        client.post(f"/enterprises/figures/{row.pk}/edit/", self.sent(output_wan="1300", seen=seen))
        row.refresh_from_db()
        assert (row.output_wan, row.verified_by) == (1300, None)

    def test_the_database_refuses_who_verifies_themselves(self) -> None:
        clerk = person("clerk", Role.PROJECT_OFFICER)
        with pytest.raises(IntegrityError):
            MonthlyFigures.objects.create(
                enterprise=firm(), month=dt.date(2026, 10, 1), output_wan=1, source="月报",
                reported_on=dt.date(2026, 11, 1), entered_by=clerk, verified_by=clerk,
            )  # fmt: skip

    @pytest.mark.parametrize("month", ["2199-01", "2026-13", "上月"])
    def test_a_month_that_is_not_over_is_refused(self, client_for: Any, month: str) -> None:
        clerk, ours = person("clerk", Role.PROJECT_OFFICER), firm()
        assert client_for(clerk).post(f"/enterprises/{ours.pk}/figures/new/", self.sent(month=month)).status_code == 200
        assert not MonthlyFigures.objects.exists()

    def test_a_month_twice_is_refused(self, client_for: Any) -> None:
        client, ours = client_for(person("clerk", Role.PROJECT_OFFICER)), firm()
        url = f"/enterprises/{ours.pk}/figures/new/"
        client.post(url, self.sent())
        assert "这个月已有月报" in client.post(url, self.sent()).content.decode()


class TestNamesakes:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("湖南长步道光学科技有限公司", True),
            ("长步道", True),
            ("常步道", True),  # sounds the same
            ("长沙道", True),  # as it was printed
            ("比亚迪", False),
        ],
    )
    def test_a_name_that_is_nearly_the_same(self, typed: str, found: bool) -> None:
        ours = firm("长步道")
        ours.aliases.create(name="长沙道", kind=AliasKind.AS_PRINTED)
        assert (ours in namesakes(typed)) is found

    def test_the_core_of_a_name(self) -> None:
        assert core_of("湖南长步道光学科技有限公司") == "长步道光学科技"
        assert core_of("示例股份有限公司") == "示例"

    def test_it_is_asked_before_a_second_file_is_opened(self, client_for: Any) -> None:
        firm("示例光学")
        client = client_for(person("clerk", Role.PROJECT_OFFICER))
        sent = {"short_name": "示例光学科技", "alias-TOTAL_FORMS": "0", "alias-INITIAL_FORMS": "0"}
        page = client.post("/enterprises/new/", sent).content.decode()
        assert "与 示例光学 名称相近" in page
        assert client.post("/enterprises/new/", sent | {"confirmed": "on"}).status_code == 302


class TestFiguresThatWereWrong:
    def sent(self, **fields: Any) -> dict[str, Any]:
        return {"month": "2026-10", "output_wan": "7,000", "source": "企业月报"} | fields

    def test_many_times_last_month_is_asked_about_once(self, client_for: Any) -> None:
        client, ours = client_for(person("clerk", Role.PROJECT_OFFICER)), firm()
        url = f"/enterprises/{ours.pk}/figures/new/"
        client.post(url, self.sent(month="2026-09"))
        asked = client.post(url, self.sent(output_wan="99,999,999"))
        assert "是上月 7,000 的 14285 倍" in asked.content.decode()
        assert MonthlyFigures.objects.count() == 1
        assert client.post(url, self.sent(output_wan="99,999,999") | seen(asked)).status_code == 302
        assert MonthlyFigures.objects.count() == 2

    def test_who_entered_a_month_withdraws_it_until_it_is_verified(self, client_for: Any) -> None:
        clerk, other, ours = person("clerk", Role.PROJECT_OFFICER), person("other", Role.PROJECT_OFFICER), firm()
        client_for(clerk).post(f"/enterprises/{ours.pk}/figures/new/", self.sent())
        row = MonthlyFigures.objects.get()
        url = f"/enterprises/{ours.pk}/figures/{row.pk}/withdraw/"
        client_for(other).post(url)
        assert MonthlyFigures.objects.exists()
        assert row.verify(by=other)
        client_for(clerk).post(url)
        assert MonthlyFigures.objects.exists()
        MonthlyFigures.objects.update(verified_by=None)
        assert [client_for(clerk).post(url).status_code for _press in range(2)] == [302, 302]
        assert not MonthlyFigures.objects.exists()
