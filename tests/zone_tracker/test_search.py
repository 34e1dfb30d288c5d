"""The search box: who finds what, by which words."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.enums import Role
from core.models import Park, User
from enterprises.models import CALLERS, Contact, Enterprise, Request
from enterprises.names import name_keys
from finance.models import BankMember, CreditLine, Institution
from projects.models import Action, Project
from talent.models import Talent
from tests.enterprises.scene import CODE, PHONE, asked, contact, department, firm, kind, person
from tests.projects.scene import week
from tests.world import World
from zone_tracker.search import HITS_A_GROUP, rooms_of, search_everywhere

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def found(text: str, user: User) -> dict[str, list[str]]:
    """What this person finds: the labels of the hits by room."""
    return {str(group.label): [hit.label for hit in group.hits] for group in search_everywhere(text, user=user)}


@pytest.fixture
def leader() -> User:
    return person("leader", Role.LEADER)


LATIN = ["cbd", "zbd", "CBD", "ｃｂｄ", "changbudao", "zhangbudao", "chang bu dao", CODE, CODE[:8]]


@pytest.mark.parametrize("text", [*LATIN, "长步", "步道光学", "djx", "sjx", "danjiexing"])
def test_a_firm_is_found_by_every_name_in_every_reading(leader: User, text: str) -> None:
    own = firm("长步道", full_name="湖南长步道光学科技股份有限公司", uscc=CODE)
    own.aliases.create(name="单解行")
    firm("示例乙")
    assert found(text, leader) == {"企业": ["长步道"]}


def test_a_renamed_firm_is_found_by_its_old_name_too(leader: User) -> None:
    own = firm("长步道")
    own.short_name = "重乐"
    own.save()
    assert found("zbd", leader) == {"企业": ["重乐"]}
    assert found("zl", leader) == found("cy", leader) == {"企业": ["重乐"]}


@pytest.mark.parametrize("text", ["cl", "zy", "2026003", "YH-2026-003", "重乐", "cqgx", "zqgx"])
def test_a_project_is_found_by_name_code_and_firm(leader: User, text: str) -> None:
    Project.objects.create(name="重乐项目", code="YH-2026-003", enterprise=firm("重庆光学"))
    Project.objects.create(name="别的", code="YH-2025-009")
    assert found(text, leader)["项目"] == ["重乐项目"]


@pytest.mark.parametrize("text", ["单", "dl", "sl", "chanle"])
def test_a_talent_is_found_in_every_reading(leader: User, text: str) -> None:
    Talent.objects.create(name="单乐", category="leading", arrived_on=TODAY)
    assert found(text, leader)["人才"] == ["单乐"]
    assert found(Talent.objects.get().number, leader) == {"人才": ["单乐"]}
    assert found(text, person("handler", Role.HANDLER, department=department())) == {}


@pytest.mark.parametrize("text", ["曾明", "cm", "zm", PHONE, PHONE[-4:], "138 0000 1234"])
def test_a_contact_is_found_by_those_who_may_call(leader: User, text: str) -> None:
    mine, other = person("mine", Role.LIAISON), person("other", Role.LIAISON)
    of = firm("示例机械", officer=mine)
    firm("示例乙", officer=other)
    contact(of, name="曾明", title="总经理")
    for caller in (leader, mine):
        groups = search_everywhere(text, user=caller)
        assert [(hit.label, hit.detail, hit.url) for group in groups for hit in group.hits] == [
            ("曾明", "示例机械 · 总经理", f"/enterprises/{of.pk}/")
        ]
    assert found(text, other) == {}


@pytest.mark.parametrize("role", [role for role in Role if role not in CALLERS])
def test_a_contact_is_hidden_from_those_who_may_not_call(role: Role) -> None:
    contact(firm("示例机械"), name="曾明")
    reader = person("reader", role)
    for text in ("曾明", "zm", PHONE, PHONE[-4:]):
        assert found(text, reader) == {}, text
    assert "联系人" not in [str(room.label) for room in rooms_of(reader)]


SEVERAL = [[Role.LIAISON, Role.LEADER], [Role.LIAISON, Role.AUDITOR]]


@pytest.mark.parametrize("roles", [*([role] for role in Role), *SEVERAL])
def test_who_finds_contacts_is_who_may_see_the_number(roles: list[Role]) -> None:
    reader = person("reader", *roles)
    contact(firm("示例机械", officer=reader))
    contact(firm("示例乙"))
    told = {row for row in Contact.objects.all() if reader.has_perm("enterprises.see_phone", row)}
    assert set(Contact.objects.callable_by(reader)) == told


def test_a_new_number_is_found_and_the_old_one_is_not(leader: User) -> None:
    row = contact(firm("示例机械"), name="曾明")
    row.phone = "0731-85880000"
    row.save()
    assert found(PHONE, leader) == {}
    assert found("0731-85880000", leader) == found("85880000", leader) == {"联系人": ["曾明"]}


@pytest.mark.parametrize("text", ["138", "1380000", "0000", "3800001234", "80000123", "234", "00001234"])
def test_a_part_of_a_number_finds_nobody(leader: User, text: str) -> None:
    """Whoever knows a part of a number does not get the rest of it by trying."""
    contact(firm("示例机械"), name="曾明")
    assert found(text, leader) == {}


def test_search_keys_are_kept_out_of_the_history(leader: User) -> None:
    """A telephone number that was corrected would live on in the events of a search column."""
    for model in (Enterprise, Contact, Project, Talent, Request):
        kept = {field.name for field in model.pgh_event_model._meta.fields}
        assert not kept & {"search_keys", "search_grams"}, model


@pytest.mark.parametrize("text", ["施工许可", "permit类", "示例机械", "sljx"])
def test_a_request_is_found_by_text_kind_and_firm(leader: User, text: str) -> None:
    row = asked(firm("示例机械"), leader)
    assert found(text, leader)["诉求"] == [str(row)]


def test_foreign_requests_are_not_found(leader: User) -> None:
    mine, other = person("mine", Role.LIAISON), person("other", Role.LIAISON)
    asked(firm("示例机械", officer=mine), leader, kind=kind("land", department("land")))
    asker = person("asker", Role.HANDLER, department=department("land"))
    stranger = person("stranger", Role.HANDLER, department=department("water"))
    for reader in (mine, asker, person("auditor", Role.AUDITOR)):
        assert len(found("施工许可", reader)["诉求"]) == 1, reader
    for reader in (other, stranger, person("officer", Role.PROJECT_OFFICER), person("bank", Role.BANK)):
        assert found("施工许可", reader) == {}, reader


def test_a_bank_finds_its_own_lines_only() -> None:
    own, foreign = (Institution.objects.create(name=name, kind="bank") for name in ("示例甲银行", "示例乙银行"))
    banker = person("banker", Role.BANK)
    BankMember.objects.create(user=banker, institution=own)
    of = firm("长步道")
    for institution in (own, foreign):
        CreditLine.objects.create(enterprise=of, institution=institution, granted_wan=100, granted_on=TODAY)
    for text in ("cbd", "zbd", "甲银行", "长步道"):
        assert found(text, banker) == {"授信": ["长步道 示例甲银行"]}, text
    assert found("乙银行", banker) == {}
    ours, theirs = (CreditLine.objects.get(institution=bank).number for bank in (own, foreign))
    assert found(ours, banker) == found(ours.lower(), banker) == {"授信": ["长步道 示例甲银行"]}
    assert found(theirs, banker) == {}
    assert len(found("银行", person("finance", Role.FINANCE_OFFICER))["授信"]) == 2


def test_what_is_meant_as_a_whole_comes_first_and_a_long_list_is_cut(leader: User) -> None:
    for n in range(HITS_A_GROUP + 5):
        firm(f"阿长步道{n}")
    meant, known = firm("长步道"), firm("某某光学")
    known.aliases.create(name="长步道")
    (group,) = search_everywhere("cbd", user=leader)
    assert {hit.label for hit in group.hits[:2]} == {str(meant), str(known)}
    assert len(group.hits) == HITS_A_GROUP
    assert group.more


def test_a_whole_name_is_found_among_more_than_are_looked_at(leader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zone_tracker.search.LOOKED_AT", 1)
    for name in ("阿长步道", "阿阿长步道", "长步道"):
        firm(name)
    assert found("cbd", leader)["企业"][0] == "长步道"
    assert found("cb", leader)["企业"][0] == "长步道"


RANKED = [
    ("长步", ["长步", "长步道光", "湖南长步微", "示例长步电"]),
    ("cb", ["长步", "长步道光", "湖南长步微", "示例长步电"]),
    ("光学", ["光学", "光学谷", "长沙光学乙", "某光学丙"]),
    ("opt", ["opt", "Optics", "Best Opt", "Adopt"]),
]


@pytest.mark.parametrize(("text", "names"), RANKED)
def test_the_nearest_stand_first(leader: User, text: str, names: list[str]) -> None:
    """A whole name, then what begins so, then a later word that begins so, then what only contains it."""
    for name in reversed(names):
        firm(name)
    assert found(text, leader)["企业"] == names


def test_an_alias_ranks_its_firm_like_a_name(leader: User) -> None:
    firm("阿光学")
    known = firm("某某")
    known.aliases.create(name="光学")
    assert found("光学", leader)["企业"] == ["某某", "阿光学"]


@pytest.mark.parametrize(
    "text",
    [
        "析微儀器",  # traditional
        "析wei",  # mixed
        "xi微",
        "析wy",
        "仪器 析微",  # in another order
        "yq 析微",
        "仪器　xw",
        "长沙析微",  # a place before it
        "湖南长沙析微仪器",
        "示例园析微",
        "析",
        "器",
        "w",
    ],
)
def test_a_firm_is_found_as_people_write_it(leader: User, text: str) -> None:
    Park.objects.create(key="example", name="示例园", city="示例市")
    firm("析微仪器")
    firm("示例光学")
    assert found(text, leader)["企业"] == ["析微仪器"]


@pytest.mark.parametrize("text", ["析wai", "xi光", "仪器 光学", "长沙光微", "析 x光", "儀微"])
def test_what_fits_in_part_only_is_not_found(leader: User, text: str) -> None:
    firm("析微仪器")
    firm("示例光学")
    assert found(text, leader) == {}


def test_a_place_counts_where_a_name_has_it(leader: User) -> None:
    firm("长沙析微")
    firm("析微")
    assert found("长沙析微", leader)["企业"] == ["长沙析微"]
    assert found("株洲析微", leader)["企业"] == ["析微", "长沙析微"]


def test_lists_are_narrowed_by_the_same_words() -> None:
    own, other = firm("析微仪器"), firm("示例光学")
    for text in ("析微儀器", "析wei", "仪器 析微", "长沙析微"):
        assert list(Enterprise.objects.named_like(text)) == [own], text
    assert list(Enterprise.objects.filter(pk=other.pk).named_like("析微")) == []


def action(owner: User, number: str = "2026-48-01") -> Action:
    """A 交办单 of a project, given to somebody."""
    now = timezone.now()
    of = Project.objects.create(name="示例项目", code="YH-1999-001")
    fields = {"period": week("2026-11-23"), "due_on": TODAY, "owner": owner, "issued_by": owner, "issued_at": now}
    return Action.objects.create(number=number, project=of, title="夜间许可", **fields)


@pytest.mark.parametrize("text", ["2026-48-01", "20264801", "2026-48-0", "2026-48", "202648", "2026"])
def test_an_action_is_found_by_its_number(leader: User, text: str) -> None:
    row, stranger = action(person("owner", Role.HANDLER)), person("stranger", Role.HANDLER)
    for reader in (leader, row.owner):
        assert found(text, reader)["交办单"] == [str(row)]
    assert found(text, stranger) == {}


@pytest.mark.parametrize("text", ["48-01", "4801", "026", "202", "2026-48-02", "2026-48-011"])
def test_an_action_is_not_found_by_another_part_of_its_number(leader: User, text: str) -> None:
    action(leader)
    assert found(text, leader) == {}


@pytest.mark.parametrize("text", ["", "  ", "，。", "%", "_", "%%%", "\\", "'", "没有这样的", "😀", "㐂", "x" * 5000])
def test_what_says_nothing_finds_nothing(leader: User, text: str) -> None:
    of = firm("长步道")
    contact(of)
    asked(of, leader)
    Project.objects.create(name="某项目", code="A-1", enterprise=of)
    assert found(text, leader) == {}
    for model in (Enterprise, Project, Talent, Contact, Request, CreditLine):
        assert not model.objects.named_like(text).exists(), model


def test_a_percent_sign_stands_for_no_letters(leader: User) -> None:
    firm("长步道")
    assert found("c%d", leader) == found("c_d", leader) == {}


MOST_QUERIES = 8  # of the whole page, the session and the person included


@pytest.mark.parametrize("text", ["示例", "长沙示例", "没有这样的", "长沙没有"])
def test_the_page_asks_as_much_for_many_firms_as_for_few(leader: User, client_for: Any, text: str) -> None:
    asked_for = []
    for number in (5, 50, 500):
        names = [f"示例{n}光学" for n in range(Enterprise.objects.count(), number)]
        Enterprise.objects.bulk_create(Enterprise(short_name=name, **name_keys(name)._asdict()) for name in names)
        browser = client_for(leader)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/search/", {"q": text}).status_code == 200
        asked_for.append(len(queries))
    assert len(set(asked_for)) == 1, asked_for
    assert asked_for[0] <= MOST_QUERIES, [query["sql"][:200] for query in queries.captured_queries]


def test_every_page_leads_to_the_search(shared_world: World, client_for: Any) -> None:
    """The box at a desk, a sign on a phone; on a form, which has no box, the sign alone."""
    liaison = client_for(shared_world.cast.liaison)
    page = liaison.get("/enterprises/").content.decode()
    assert 'class="top-search"' in page
    assert 'class="top-find" href="/search/"' in page
    assert 'class="mtop-find" href="/search/"' in liaison.get("/enterprises/visits/new/").content.decode()


@pytest.mark.parametrize(
    ("who", "rooms"),
    [
        ("leader", "项目、交办单、企业、联系人、诉求、授信、人才"),
        ("liaison", "项目、交办单、企业、联系人、诉求"),
        ("bank", "授信"),
        ("admin", ""),
    ],
)
def test_the_page_says_what_can_be_searched(shared_world: World, client_for: Any, who: str, rooms: str) -> None:
    page = client_for(getattr(shared_world.cast, who)).get("/search/").content.decode()
    assert (f"可以搜索：{rooms}。" in page) if rooms else ("可以搜索" not in page)
