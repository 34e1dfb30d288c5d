"""The search box: who finds what, by which words."""

from typing import Any

import pytest
from django.utils import timezone

from core.enums import Role
from core.models import User
from enterprises.models import CALLERS, Contact, Enterprise, Request
from finance.models import BankMember, CreditLine, Institution
from projects.models import Project
from talent.models import Talent
from tests.enterprises.scene import CODE, PHONE, asked, contact, department, firm, kind, person
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


def test_a_renamed_firm_is_found_by_its_new_name_only(leader: User) -> None:
    own = firm("长步道")
    own.short_name = "重乐"
    own.save()
    assert found("zbd", leader) == {}
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
    assert found("85880000", leader) == {"联系人": ["曾明"]}


def test_search_keys_are_kept_out_of_the_history(leader: User) -> None:
    """A telephone number that was corrected would live on in the events of a search column."""
    for model in (Enterprise, Contact, Project, Talent):
        assert "search_keys" not in [field.name for field in model.pgh_event_model._meta.fields], model


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
    assert len(found("银行", person("finance", Role.FINANCE_OFFICER))["授信"]) == 2


def test_what_is_meant_as_a_whole_comes_first_and_a_long_list_is_cut(leader: User) -> None:
    for n in range(HITS_A_GROUP + 5):
        firm(f"阿长步道{n}")
    meant, known = firm("长步道"), firm("某某光学")
    known.aliases.create(name="长步道")
    (group,) = search_everywhere("cbd", user=leader)
    assert {hit.row for hit in group.hits[:2]} == {meant, known}
    assert len(group.hits) == HITS_A_GROUP
    assert group.more


def test_a_broad_search_lists_by_pinyin_and_costs_no_ranking(leader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zone_tracker.search.BROAD", 1)
    firm("长步道")
    firm("阿长步道")
    assert found("cbd", leader) == {"企业": ["阿长步道", "长步道"]}


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
        ("leader", "项目、企业、联系人、诉求、授信、人才"),
        ("liaison", "项目、企业、联系人、诉求"),
        ("bank", "授信"),
        ("admin", ""),
    ],
)
def test_the_page_says_what_can_be_searched(shared_world: World, client_for: Any, who: str, rooms: str) -> None:
    page = client_for(getattr(shared_world.cast, who)).get("/search/").content.decode()
    assert (f"可以搜索：{rooms}。" in page) if rooms else ("可以搜索" not in page)
