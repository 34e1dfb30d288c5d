"""Pages of the 136 plan in the browser's eyes: who may, what is said, what is saved, and what is never shown."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.enums import Role
from core.models import User
from talent import identity
from talent.enums import Category, TalentPlatformKind
from talent.models import ApartmentGrant, Honour, Talent, TalentPlatform, TalentService
from tests.edits import shown
from tests.races import at_once
from tests.talent.scene import NUMBER, NUMBER_X, counted, firm, form, person, talent

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def officer() -> User:
    return person("qin")


@pytest.fixture
def client(officer: User, client_for: Browser) -> Client:
    return client_for(officer)


def said(response: Any) -> str:
    return response.content.decode()


class TestTheRegister:
    def test_filters_and_orders(self, client: Client) -> None:
        first = counted("阿示例", enterprise=firm("子企业"), arrived_on=dt.date(2025, 3, 3))
        second = talent("子示例", enterprise=firm("阿企业"), category=Category.LEADING)
        for query, found in [
            ("", [first, second]),
            ("?q=zsl", [second]),
            ("?q=子企业", [first]),
            ("?category=leading", [second]),
            (f"?enterprise={firm('子企业').pk}", [first]),
            ("?counted=yes", [first]),
            ("?counted=no", [second]),
            ("?year=2025", [first]),
            ("?category=leading&counted=yes", []),
            ("?sort=name", [first, second]),
            ("?sort=-name", [second, first]),
            ("?sort=firm", [second, first]),
            ("?sort=arrived", [first, second]),
            ("?sort=-arrived", [second, first]),
            ("?sort=recognised", [first, second]),
            ("?sort=-recognised", [first, second]),
        ]:
            assert list(client.get(f"/talent/{query}").context["page_obj"]) == found, query
        assert "没有符合条件的人才" in said(client.get("/talent/?q=没有"))

    @pytest.mark.parametrize(
        "query", ["category=hero", "enterprise=0", "counted=perhaps", "year=99", "sort=phone", "colour=red"]
    )
    def test_what_a_filter_does_not_know_is_said_and_changes_nothing(self, client: Client, query: str) -> None:
        talent()
        response = client.get(f"/talent/?{query}")
        assert (response.status_code, 'role="alert"' in said(response)) == (200, True)
        assert response.context["page_obj"].paginator.count == 1

    def test_the_head_counts_and_invents_no_goal(self, client: Client) -> None:
        counted()
        talent()
        response = client.get("/talent/?category=leading")
        heads = [(head.counted, head.listed) for head in response.context["heads"]]
        assert heads == [(0, 0), (1, 2), (0, 0)]
        assert ">计入 1 名</a>，名册 2 名" in said(response)

    def test_twenty_a_page(self, client: Client) -> None:
        for _ in range(21):
            talent()
        assert len(client.get("/talent/").context["page_obj"]) == 20
        assert len(client.get("/talent/?page=2&category=engineer").context["page_obj"]) == 1

    def test_what_the_zone_offers_stands_beside(self, client: Client) -> None:
        TalentPlatform.objects.create(name="示例工作站", kind=TalentPlatformKind.POSTDOC, enterprise=firm())
        TalentService.objects.create(name="示例绿卡")
        ApartmentGrant.objects.create(enterprise=firm(), year=2025, units=17, source="示例来源")
        Honour.objects.create(name="示例工匠").holders.add(counted())
        page = said(client.get("/talent/"))
        for words in ("示例工作站", "博士后工作站", "示例绿卡", "示例来源", "17", "示例工匠", "1 名"):
            assert words in page

    def test_an_empty_register_says_what_will_be_here(self, client: Client) -> None:
        page = said(client.get("/talent/"))
        assert "台账还是空的" in page
        assert page.count("待补录") >= 4

    @pytest.mark.parametrize(
        "role", [Role.PROJECT_OFFICER, Role.FINANCE_OFFICER, Role.BANK, Role.LIAISON, Role.HANDLER]
    )
    def test_closed_to_other_rooms(self, client_for: Browser, role: Role) -> None:
        row, client = talent(), client_for(person("one", role))
        for url in ("/talent/", f"/talent/{row.pk}/", f"/talent/{row.pk}/edit/", f"/talent/of-firm/{firm().pk}/"):
            assert client.get(url).status_code == 403

    def test_a_leader_looks_and_nothing_more(self, client_for: Browser) -> None:
        row, client = talent(), client_for(person("lu", Role.LEADER))
        assert "登记人才" not in said(client.get("/talent/"))
        assert f"/talent/{row.pk}/edit/" not in said(client.get(f"/talent/{row.pk}/"))
        assert client.post("/talent/new/", form()).status_code == 403
        assert client.post(f"/talent/{row.pk}/edit/", form()).status_code == 403
        assert Talent.objects.get().name == "陈示例"


class TestOnePerson:
    def test_evidence_and_honours_are_shown_numbers_are_masked(self, client: Client) -> None:
        row = counted(number=NUMBER, phone="13812340001", enterprise=firm(), title="高级工程师")
        Honour.objects.create(name="示例工匠").holders.add(row)
        page = said(client.get(f"/talent/{row.pk}/"))
        for words in ("示例证书 1 号", "示例工匠", "高级工程师", "138****0001", "430111********0019", "计入 136 计划"):
            assert words in page
        for hidden in (NUMBER, "13812340001", row.identity_hash, "19900307"):
            assert hidden not in page

    def test_the_form_does_not_show_the_number_again(self, client: Client) -> None:
        row = talent(number=NUMBER)
        page = said(client.get(f"/talent/{row.pk}/edit/"))
        assert ("已保存 430111********0019" in page, NUMBER in page) == (True, False)

    def test_nobody_there(self, client: Client) -> None:
        for url in ("/talent/999999/", "/talent/999999/edit/", "/talent/of-firm/999999/"):
            assert client.get(url).status_code == 404


class TestSaving:
    def test_a_person_is_registered(self, client: Client) -> None:
        data = form(enterprise=firm(), title="工艺工程师", phone="１３８" + "０" * 7 + "１", identity_number=NUMBER)
        data |= {"recognised_on": "2026-05-06", "evidence": "职称证书"}
        response = client.post("/talent/new/", data)
        row = Talent.objects.get()
        assert response["Location"] == f"/talent/{row.pk}/"
        assert (row.name, row.category, row.enterprise, row.title) == ("王示例", "engineer", firm(), "工艺工程师")
        assert (row.arrived_on, row.recognised_on) == (dt.date(2026, 1, 5), dt.date(2026, 5, 6))
        assert (row.phone, row.evidence, row.pinyin) == ("13800000001", "职称证书", "wangshili")
        assert identity.masked(row.identity) == "430111********0019"
        assert NUMBER not in str(Talent.objects.values().get())

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"name": ""}, "请填写姓名。"),
            ({"category": ""}, "请选择类别。"),
            ({"category": "hero"}, "“类别”没有这个选项"),
            ({"arrived_on": "2099-01-01"}, "日期不能晚于今天"),
            ({"recognised_on": "2099-01-01", "evidence": "证书"}, "日期不能晚于今天"),
            ({"recognised_on": "2026-05-06"}, "请写明认定依据"),
            ({"recognised_on": "2026-05-06", "evidence": "   "}, "请写明认定依据"),
            ({"recognised_on": "2026-01-04", "evidence": "证书"}, "认定日期早于引进日期"),
            ({"identity_number": "430111199003070011"}, "身份证号不对"),
            ({"phone": "电话"}, "电话只填数字"),
            ({"enterprise": 0}, "“企业”没有这个选项"),
            ({"client_id": "x"}, "这张表单不完整"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, client: Client, fields: dict[str, Any], words: str
    ) -> None:
        response = client.post("/talent/new/", form(title="留在表单里的话") | fields)
        assert response.status_code == 200
        assert words in said(response)
        assert "留在表单里的话" in said(response)
        assert Talent.objects.count() == 0

    def test_an_empty_form_says_what_is_missing(self, client: Client) -> None:
        for url in ("/talent/new/", f"/talent/{talent().pk}/edit/"):
            response = client.post(url, {})
            assert (response.status_code, "请填写姓名。" in said(response)) == (200, True)

    def test_the_same_tap_again_adds_nobody_and_arrives_at_the_same_page(self, client: Client) -> None:
        data = form(identity_number=NUMBER)
        places = {client.post("/talent/new/", data)["Location"] for _ in range(3)}
        assert places == {f"/talent/{Talent.objects.get().pk}/"}

    @pytest.mark.parametrize(
        "text", ["11010519491231002x", " 110105 19491231 002X", "１１０１０５１９４９１２３１００２Ｘ"]
    )
    def test_a_number_that_is_there_is_one_clear_error_at_the_field(self, client: Client, text: str) -> None:
        other = talent(number=NUMBER_X)
        response = client.post("/talent/new/", form(identity_number=text))
        told = f"这个证件号码已经登记过：{other.number} {other.name}。"
        assert response.context["form"].errors == {"identity_number": [told]}
        assert Talent.objects.count() == 1

    def test_an_edit_is_kept_and_an_empty_number_keeps_the_old_one(self, client: Client) -> None:
        row = talent(number=NUMBER)
        data = form(name="陈改名", category="leading", recognised_on="2026-05-06", evidence="证书")
        data["category_on"] = "2026-05-06"
        data |= shown(client, f"/talent/{row.pk}/edit/")
        assert client.post(f"/talent/{row.pk}/edit/", data).status_code == 302
        saved = Talent.objects.get()
        assert (saved.name, saved.category, saved.pinyin) == ("陈改名", "leading", "chengaiming")
        assert identity.masked(saved.identity) == "430111********0019"

    def test_honours_are_given_and_taken_away(self, client: Client) -> None:
        one, two = (Honour.objects.create(name=name) for name in ("示例工匠", "示例英才"))
        client.post("/talent/new/", form(honours=one))
        row = Talent.objects.get()
        assert list(row.honours.all()) == [one]
        url = f"/talent/{row.pk}/edit/"
        assert list(client.get(url).context["form"]["honours"].value()) == [one.pk]
        client.post(url, form(honours=two) | shown(client, url))
        assert list(row.honours.all()) == [two]
        client.post(url, form() | shown(client, url))
        assert not row.honours.exists()

    def test_an_edit_may_bring_another_number_but_not_somebody_elses(self, client: Client) -> None:
        row, other = talent(number=NUMBER), talent("别人", number=NUMBER_X)
        url = f"/talent/{row.pk}/edit/"
        assert "已经登记过" in said(client.post(url, form(identity_number=NUMBER_X) | shown(client, url)))
        own = form(identity_number=NUMBER) | shown(client, url)
        assert client.post(url, own).status_code == 302
        other.delete()
        assert client.post(url, form(identity_number=NUMBER_X) | shown(client, url)).status_code == 302
        assert Talent.objects.get().identity_hash == identity.keyed_hash(NUMBER_X)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_one_number_registered_six_times_at_once_is_one_person(self, client_for: Browser) -> None:
        """Each browser sends its own form; those who came late are told at the field."""
        browsers = [client_for(person(f"qin{n}")) for n in range(6)]
        answers = at_once(
            *[lambda b=browser: b.post("/talent/new/", form(identity_number=NUMBER)) for browser in browsers]
        )
        assert sorted(answer.status_code for answer in answers) == [200] * 5 + [302]
        late = [answer for answer in answers if answer.status_code == 200]
        assert all("这个证件号码已经登记过" in said(answer) for answer in late)
        assert Talent.objects.count() == 1

    def test_a_number_taken_between_the_check_and_the_save_is_said_at_the_field(
        self, client_for: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = talent(number=NUMBER)
        monkeypatch.setattr(
            "talent.forms.TalentForm.clean_identity_number", lambda form: NUMBER
        )  # the check saw nothing
        response = client_for(person("qin")).post("/talent/new/", form(identity_number=NUMBER))
        told = f"这个证件号码已经登记过：{other.number} {other.name}。"
        assert response.context["form"].errors == {"identity_number": [told]}
        assert Talent.objects.count() == 1

    @pytest.mark.parametrize("number", ["", NUMBER])
    def test_six_taps_at_once_are_one_person_and_one_page(self, client_for: Browser, number: str) -> None:
        user, data = person("qin"), form(identity_number=number, client_id=str(uuid.uuid4()))
        browsers = [client_for(user) for _ in range(6)]
        answers = at_once(*[lambda b=browser: b.post("/talent/new/", data) for browser in browsers])
        assert {answer.status_code for answer in answers} <= {200, 302}
        assert Talent.objects.count() == 1
        assert {answer["Location"] for answer in answers} == {f"/talent/{Talent.objects.get().pk}/"}


class TestThePanelOfAFirm:
    def test_its_people_and_how_many(self, client: Client) -> None:
        for n in range(8):
            talent(f"示例{n}号", enterprise=firm())
        talent("别家的人", enterprise=firm("别家"))
        page = said(client.get(f"/talent/of-firm/{firm().pk}/"))
        assert ("全部 8 名" in page, "别家的人" in page) == (True, False)
        assert page.count("<li") == 6

    def test_leading_talents_come_first(self, client: Client) -> None:
        for category in (Category.CRAFTSMAN, Category.LEADING, Category.ENGINEER):
            talent(enterprise=firm(), category=category)
        people = client.get(f"/talent/of-firm/{firm().pk}/").context["people"]
        assert [row.category for row in people] == list(Category)

    def test_nothing_where_nobody_is(self, client: Client) -> None:
        response = client.get(f"/talent/of-firm/{firm().pk}/")
        assert (response.status_code, said(response).strip()) == (200, "")


@pytest.mark.parametrize("url", ["/talent/", "/talent/of-firm/{firm}/", "/talent/{talent}/"])
def test_three_rows_cost_what_one_costs(client: Client, url: str) -> None:
    def one_more(n: int) -> Talent:
        row = counted(f"示例{n}", enterprise=firm(f"示例{n}"))
        Honour.objects.create(name=f"示例荣誉{n}").holders.add(row, Talent.objects.earliest("pk"))
        ApartmentGrant.objects.create(enterprise=firm(f"示例{n}"), year=2025, units=1, source="示例")
        TalentPlatform.objects.create(name=f"站{n}", kind=TalentPlatformKind.POSTDOC, enterprise=firm(f"示例{n}"))
        talent(f"又一位{n}", enterprise=firm("示例1"))
        return row

    def cost() -> int:
        client.get(address)  # what the process keeps is made anew
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    first = one_more(1)
    address = url.format(firm=first.enterprise_id, talent=first.pk)
    client.get(address)
    before = cost()
    one_more(2)
    one_more(3)
    assert cost() == before
