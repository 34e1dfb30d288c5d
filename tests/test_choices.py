"""A choice among rows that grow with the zone is a list while they are few, and a typed name once they are many."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import django_filters
import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection
from django.forms import Select
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import core
import enterprises
import finance
import projects
import talent
import targets
import zone_tracker
from core.enums import Role
from core.kernel.filters import RowFilter
from core.kernel.naming import MOST_LISTED, NameField, NameFilter, NameInput
from core.models import Department, User
from enterprises.care.forms import HandOverForm
from enterprises.enums import PlanKind
from enterprises.firm.record_forms import SupplyForm
from enterprises.growth.forms import EntryForm
from enterprises.models import Contact, CultivationPlan, Enterprise, PlanEntry, Request, Visit
from enterprises.service.forms import TransferForm
from finance.forms import CreditLineForm
from finance.models import CreditLine, FinancingNeed
from projects.aftercare.forms import AfterCareForm
from projects.attraction.forms import LeadForm
from projects.meeting.blocker_forms import TransferForm as BlockerTransferForm
from projects.meeting.forms import HandOnForm, IssueForm
from projects.models import Action, Adviser, Blocker, Instruction, Lead, Project, TaskForce, Update
from projects.periods import open_period
from projects.register.forms import ProjectForm
from projects.register.handover_forms import HandoverForm
from projects.week.forms import UpdateForm
from talent.models import Talent, TalentNeed
from tests.enterprises import scene as service
from tests.finance import scene as money
from tests.projects.scene import person, project

pytestmark = pytest.mark.django_db
GROWING = frozenset({
    *(User, Department, Enterprise, Contact, Request, Visit, PlanEntry),
    *(Project, Action, Adviser, Blocker, Instruction, Lead, TaskForce, Update),
    *(Talent, TalentNeed, CreditLine, FinancingNeed),
})  # fmt: skip
# Drawn otherwise than as one list of all.
NO_LIST = {
    "HandOverForm.firms": "ticked in the page's own list, thirty a page",
    "IssueForm.instruction": "hidden, and one of a single project's",
    "GiveForm.instruction": "taken out of the form",
    "AttendForm.talents": "those whom the page found by a name or a firm, ticked",
    "AnswerForm.need": "from the address of the page, never drawn",
    "UpdateForm.resolved": "the open ones of a single project",
}


def classes_of(base: type) -> Iterator[type]:
    """Every form or filter of the product, by its module; the administrators' site keeps its own widgets."""
    for package in (core, enterprises, finance, projects, talent, targets, zone_tracker):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in found.name and not found.name.endswith(("admin", "manage")):
                module = importlib.import_module(found.name)
                own = (each for _name, each in inspect.getmembers(module, inspect.isclass))
                yield from (each for each in own if issubclass(each, base) and each.__module__ == found.name)


def model_of_filter(choice: django_filters.ModelChoiceFilter) -> type:
    rows = choice.extra["queryset"]
    request = SimpleNamespace(user=User(roles=[Role.LEADER]))
    return (rows(request) if isinstance(choice, RowFilter) else rows).model


def lists() -> dict[str, type]:
    """Every choice among rows that is no NameField, with the model that it lists."""
    found = {
        f"{form.__name__}.{name}": field.queryset.model
        for form in classes_of(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.ModelChoiceField) and not isinstance(field, NameField)
    }
    return found | {
        f"{bar.__name__}.{name}": model_of_filter(choice)
        for bar in classes_of(django_filters.FilterSet)
        for name, choice in getattr(bar, "base_filters", {}).items()
        if isinstance(choice, django_filters.ModelChoiceFilter) and not isinstance(choice, NameFilter)
    }


def test_no_list_grows_with_the_zone() -> None:
    found = lists()
    assert {name for name, model in found.items() if model in GROWING} == NO_LIST.keys()
    assert len(found) > len(NO_LIST), "the control: small dictionaries are found too"


def a_reader() -> User:
    return User.objects.filter(username="reader").first() or person("reader", Role.AUDITOR)


# Each field for a person, and a role that it asks for.
PEOPLE: dict[str, tuple[Callable[[], Any], Role]] = {
    "leader": (lambda: ProjectForm(today=timezone.localdate()), Role.LEADER),
    "responsible": (lambda: ProjectForm(today=timezone.localdate()), Role.PROJECT_OFFICER),
    "reporter": (lambda: ProjectForm(today=timezone.localdate()), Role.PROJECT_OFFICER),
    "person": (lambda: HandoverForm(today=timezone.localdate()), Role.PROJECT_OFFICER),
    "owner": (lambda: IssueForm(today=timezone.localdate(), project=project()), Role.HANDLER),
    "to": (HandOnForm, Role.HANDLER),
    "officer": (lambda: LeadForm(user=a_reader()), Role.PROJECT_OFFICER),
    "after-care owner": (AfterCareForm, Role.LIAISON),
    "liaison to": (lambda: HandOverForm(user=a_reader()), Role.LIAISON),
    "entry leader": (lambda: EntryForm(plan=CultivationPlan(kind=PlanKind.LISTING)), Role.LEADER),
    "entry responsible": (lambda: EntryForm(plan=CultivationPlan(kind=PlanKind.LISTING)), Role.LIAISON),
}


def settled(make: Callable[[], Any], name: str) -> NameField:
    field = make().fields[name.split()[-1]]
    field.settle()
    return field


def update_form() -> UpdateForm:
    made = Project.objects.filter(code="YH-9-777").first() or project(code="YH-9-777")
    now = timezone.now()
    return UpdateForm(project=made, period=open_period(now), saved=None, by=a_reader(), now=now)


def staff(count: int, role: Role) -> list[User]:
    return [person(f"p{n}", role, name=f"示例{n}号") for n in range(count)]


@pytest.mark.parametrize("name", PEOPLE)
class TestPeople:
    def test_few_are_a_list(self, name: str) -> None:
        make, role = PEOPLE[name]
        one = staff(3, role)[1]
        field = settled(make, name)
        assert isinstance(field.widget, Select)
        assert [str(label) for key, label in field.widget.choices if key == one.pk] == [one.name]
        assert field.clean(str(one.pk)) == field.clean(one.name) == one

    def test_many_are_typed(self, name: str) -> None:
        make, role = PEOPLE[name]
        one = staff(MOST_LISTED + 1, role)[1]
        field = settled(make, name)
        assert isinstance(field.widget, NameInput)
        assert field.prepare_value(one.pk) == one.name
        assert field.clean(one.name) == field.clean(str(one.pk)) == one

    def test_namesakes_are_told_apart(self, name: str) -> None:
        make, role = PEOPLE[name]
        one, other = staff(MOST_LISTED + 1, role)[:2]
        User.objects.filter(pk__in=[one.pk, other.pk]).update(name="示例王强")
        field = settled(make, name)
        shown = [field.prepare_value(each.pk) for each in (one, other)]
        assert shown == ["示例王强（p0）", "示例王强（p1）"]
        assert [field.clean(each) for each in shown] == [one, other]
        with pytest.raises(ValidationError):
            field.clean("示例王强")

    def test_others_are_refused(self, name: str) -> None:
        make, role = PEOPLE[name]
        staff(MOST_LISTED + 1, role)
        banker, gone = person("bank", Role.BANK), person("gone", role, is_active=False)
        field = settled(make, name)
        for refused in (banker.name, str(banker.pk), gone.name, str(gone.pk)):
            with pytest.raises(ValidationError):
                field.clean(refused)

    def test_what_it_asks(self, name: str) -> None:
        make, role = PEOPLE[name]
        one = staff(MOST_LISTED + 1, role)[0]
        field = make().fields[name.split()[-1]]
        for asked, work in (
            (1, field.settle),
            (1, lambda: field.clean(one.name)),
            (2, lambda: field.clean(str(one.pk))),
        ):
            with CaptureQueriesContext(connection) as queries:
                work()
            assert sum("core_revision" not in each["sql"] for each in queries.captured_queries) == asked


@pytest.mark.parametrize(
    ("make", "name", "rows"),
    [
        (lambda: ProjectForm(today=timezone.localdate()), "task_force", TaskForce.objects),
        (lambda: HandoverForm(today=timezone.localdate()), "task_force", TaskForce.objects),
        (lambda: LeadForm(user=a_reader()), "adviser", Adviser.objects),
        (BlockerTransferForm, "department", Department.objects),
        (lambda: TransferForm(request=Request()), "department", Department.objects),
        (update_form, "department", Department.objects),
    ],
)
def test_task_forces_advisers_and_departments(make: Callable[[], Any], name: str, rows: Any) -> None:
    def made(name: str) -> Any:
        besides = {Adviser: {"since": timezone.localdate()}, Department: {"key": name}}
        row = rows.create(name=name, **besides.get(rows.model, {}))
        if rows.model is Department:  # a request goes only to where somebody handles
            person(f"h{row.pk}", Role.HANDLER, department=row)
        return row

    one = made("示例甲组")
    assert isinstance(settled(make, name).widget, Select)
    for n in range(MOST_LISTED):
        made(f"示例{n}组")
    field = settled(make, name)
    assert isinstance(field.widget, NameInput)
    assert field.prepare_value(one.pk) == "示例甲组"
    assert field.clean("示例甲组") == one
    with pytest.raises(ValidationError):
        field.clean("示例丁组")


def test_the_firms_of_projects_and_supplies_are_typed() -> None:
    supplier, merged = (Enterprise.objects.create(short_name=f"示例{n}") for n in ("供应", "并入"))
    Enterprise.objects.filter(pk=merged.pk).update(merged_into=supplier)
    many = [Enterprise.objects.create(short_name=f"示例机械{n}厂") for n in range(MOST_LISTED + 1)]
    reader = person("reader")
    of_project = settled(lambda: ProjectForm(today=timezone.localdate()), "enterprise")
    of_supply = settled(lambda: SupplyForm(firm=supplier, user=reader, in_full=True), "customer")
    for field, refused in ((of_project, merged), (of_supply, supplier)):
        assert isinstance(field.widget, NameInput)
        assert field.clean("示例机械7厂") == many[7]
        with pytest.raises(ValidationError):
            field.clean(refused.short_name)


def test_who_has_left_the_role_stays_in_office() -> None:
    staff(MOST_LISTED + 1, Role.PROJECT_OFFICER)
    former = person("former", Role.LIAISON)
    held = project(responsible=former)
    field = settled(lambda: ProjectForm(instance=held, today=timezone.localdate()), "responsible")
    assert field.clean(field.prepare_value(former.pk)) == former


@pytest.mark.parametrize(
    ("url", "role", "told", "untold"),
    [
        ("/projects/names/leaders/", Role.PROJECT_OFFICER, "示例领导", "示例专员"),
        ("/projects/names/officers/", Role.PROJECT_OFFICER, "示例专员", "示例领导"),
        ("/projects/names/successors/", Role.LEADER, "示例专员", "示例联络"),
        ("/projects/names/owners/", Role.LEADER, "示例联络", "示例银行"),
        ("/projects/names/carers/", Role.PROJECT_OFFICER, "示例联络", "示例领导"),
        ("/enterprises/names/liaisons/", Role.LEADER, "示例联络", "示例专员"),
        ("/enterprises/names/leaders/", Role.PROJECT_OFFICER, "示例领导", "示例专员"),
        ("/enterprises/names/responsibles/", Role.PROJECT_OFFICER, "示例联络", "示例领导"),
    ],
)
def test_a_route_tells_whom_its_field_takes(client_for: Any, url: str, role: Role, told: str, untold: str) -> None:
    names = {"领导": Role.LEADER, "专员": Role.PROJECT_OFFICER, "联络": Role.LIAISON, "银行": Role.BANK}
    made = {said: person(f"u{n}", held, name=f"示例{said}") for n, (said, held) in enumerate(names.items())}
    person("u9", Role.ADMIN, name=told)
    reader = next(each for each in made.values() if each.holds(role))
    page = client_for(reader).get(f"{url}?of=x").content.decode()
    (username,) = [each.username for each in made.values() if each.name == told]
    assert f'value="{told}（{username}）"' in page, "an administrator is called the same"
    assert untold not in page
    assert told in client_for(reader).get(f"{url}?of=x&x={username}").content.decode()
    assert "<option" not in client_for(reader).get(f"{url}?of=x&x=查无此人").content.decode()


class TestBars:
    """A list's filter by a person names those that its rows name, and a typed name narrows it."""

    def test_the_officers_of_firms(self, client_for: Any) -> None:
        many = staff(MOST_LISTED + 1, Role.LIAISON)
        for officer in many:
            service.firm(f"厂{officer.username}", officer=officer)
        idle = person("idle", Role.LIAISON)
        ask = client_for(person("boss", Role.LEADER)).get
        bar = ask("/enterprises/").content.decode()
        assert 'data-names="/enterprises/names/officers/?of=officer"' in bar
        found = ask("/enterprises/", {"officer": many[7].name}).content.decode()
        assert "厂p7" in found
        assert "厂p8" not in found
        assert "没有找到" in ask("/enterprises/", {"officer": idle.name}).content.decode()
        assert idle.name not in ask("/enterprises/names/officers/?of=officer&officer=idle").content.decode()

    def test_who_visited_as_far_as_one_sees_visits(self, client_for: Any) -> None:
        mine, other = staff(2, Role.LIAISON)
        for officer in (mine, other):
            made = service.firm(f"厂{officer.username}", officer=officer)
            now = timezone.now()
            Visit.objects.create(
                enterprise=made, officer=officer, mode="phone", on=timezone.localdate(now), created_at=now
            )
        told = client_for(mine).get("/enterprises/names/visitors/?of=officer").content.decode()
        assert mine.name in told
        assert other.name not in told
        assert '<select name="officer"' in client_for(mine).get("/enterprises/visits/").content.decode()


@pytest.mark.parametrize(
    ("url", "route"),
    [
        ("/projects/blockers/", "/names/departments/"),
        ("/enterprises/requests/", "/enterprises/names/departments/"),
    ],
)
def test_departments_of_a_bar(client_for: Any, url: str, route: str) -> None:
    boss = person("boss", Role.LEADER)
    for n in range(MOST_LISTED + 1):
        office = Department.objects.create(key=f"d{n}", name=f"示例{n}局")
        service.asked(service.firm(f"厂{n}"), boss, department=office, text=f"{n}号诉求")
        Blocker.objects.create(
            project=project(code=f"YH-9-8{n:02d}"),
            department=office,
            text=f"{n}号诉求",
            raised_by=boss,
            raised_at=timezone.now(),
        )
    ask = client_for(boss).get
    bar = ask(url).content.decode()
    assert f'data-names="{route}?of=department"' in bar
    assert 'placeholder="承办部门"' in bar
    found = ask(url, {"department": "示例7局"}).content.decode()
    assert ("7号诉求" in found, "8号诉求" in found) == (True, False)
    assert 'value="示例12局"' in ask(route, {"of": "department", "department": "12"}).content.decode()


class TestWords:
    """The two filters of projects whose choices are no rows of one table."""

    def test_leaders_and_units_are_a_list_while_they_are_few(self, client_for: Any) -> None:
        boss = person("boss", Role.LEADER)
        project(code="YH-9-900", name="甲", leader=boss, task_force=TaskForce.objects.create(name="光学专班"))
        bar = client_for(boss).get("/projects/").content.decode()
        assert '<select name="leader"' in bar
        assert '<select name="unit"' in bar

    def test_many_are_typed(self, client_for: Any) -> None:
        boss, office = person("boss", Role.LEADER), Department.objects.create(name="示例专班3")
        clerk = person("clerk", Role.PROJECT_OFFICER)
        clerk.department = office
        clerk.save()
        project(code="YH-9-950", name="部门的", responsible=clerk)
        for n, leader in enumerate(staff(MOST_LISTED + 1, Role.LEADER)):
            force = TaskForce.objects.create(name=f"示例专班{n}")
            project(code=f"YH-9-9{n:02d}", name=f"工程{n}号", leader=leader, task_force=force)
        ask = client_for(boss).get
        bar = ask("/projects/").content.decode()
        assert 'data-names="/projects/names/leading/?of=leader"' in bar
        assert 'data-names="/projects/names/units/?of=unit"' in bar
        found = ask("/projects/", {"leader": User.objects.get(username="p7").name}).content.decode()
        assert ("工程7号" in found, "工程8号" in found) == (True, False)
        found = ask("/projects/", {"unit": "示例专班3"}).content.decode()
        assert ("部门的" in found, "工程3号" in found) == (True, False)
        assert "工程3号" in ask("/projects/", {"unit": "示例专班3（专班）"}).content.decode()
        told = ask("/projects/names/units/?of=unit&unit=专班3").content.decode()
        assert 'value="示例专班3"' in told
        assert 'value="示例专班3（专班）"' in told
        key = f"t{TaskForce.objects.get(name='示例专班5').pk}"
        assert 'value="示例专班5"' in ask("/projects/", {"unit": key}).content.decode()


class TestNeeds:
    def many(self) -> list[FinancingNeed]:
        return [money.need(purpose="扩产" * 50) for _n in range(MOST_LISTED + 1)]

    def test_the_same_need_twice_is_told_apart_and_typed(self, client_for: Any) -> None:
        money.line()
        first, second, *_others = self.many()
        client = client_for(money.person("f"))
        page = client.get(f"/finance/lines/new/?need={first.pk}").content.decode()
        assert f'value="{first.label}"' in page
        assert first.label != second.label
        assert len(first.label) <= 100
        told = client.get(f"/finance/needs/names/?of=need&need=№{second.pk}").content.decode()
        assert second.label in told
        assert first.label not in told
        field = money_field(money.person("g"))
        assert field.clean(second.label) == second
        assert field.clean(str(second.pk)) == second
        FinancingNeed.objects.filter(pk=second.pk).update(amount_wan=7)
        with pytest.raises(ValidationError):
            field.clean(second.label)

    def test_a_bank_is_told_its_own(self, client_for: Any) -> None:
        banker = money.banker("b", "示例甲银行")
        ours, theirs = money.need(institution=money.institution(), state="matched"), money.need(purpose="别家")
        page = client_for(banker).get("/finance/needs/names/?of=need").content.decode()
        assert ours.label in page
        assert theirs.label not in page
        with pytest.raises(ValidationError):
            money_field(banker).clean(theirs.label)


def money_field(user: User) -> NameField:
    return settled(lambda: CreditLineForm(user=user), "need")
