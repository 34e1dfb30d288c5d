"""批量办理: one act on the rows that were ticked. Each is judged by its own rule, nothing is done twice, and nothing is
told of rows that a person does not see.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import Delivery, Department, Deputy, Job, Notice, User
from core.sheets import picking
from core.sheets.picking import DONE, REFUSED, SAME, Doing, Press, acts_of, carry_out, outcomes_of
from enterprises.enums import RequestState
from enterprises.models import Enterprise, EnterpriseGrade, LiaisonAssignment, Request
from projects.models import Assignment, Project
from tests.world import World
from zone_tracker.lists import ACTS

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], Client]
MOST_STATEMENTS = 45  # of one row


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world


def press(client: Client, key: str, act: str, rows: Any, number: Any = None, **said: Any) -> Any:
    """Answer the question about these rows."""
    sent = {"keys": [getattr(row, "pk", row) for row in rows], "client_id": str(number or uuid.uuid4()), "sure": "1"}
    return client.post(f"/lists/{key}/acts/{act}/", sent | said)


def came_to(answer: Any) -> dict[int, str]:
    """What became of each row, by its key."""
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return {each.pk: each.what for each in outcomes_of(Job.objects.get(pk=answer["Location"].split("/")[2]))}


def today() -> str:
    return str(timezone.localdate())


def answers(world: World) -> dict[tuple[str, str], dict[str, Any]]:
    """Good answers to the question of each act."""
    department = Department.objects.get(key="third")
    User.objects.filter(pk=world.cast.gone_handler.pk).update(department=department, is_active=True)
    return {
        ("projects", "hand_over"): {"duty": "responsible", "person": world.cast.other_project.pk, "on": today()},
        ("projects", "list_as_key"): {"on": today()},
        ("projects", "add_kinds"): {"kinds": ["tax"]},
        ("projects", "remind"): {},
        ("firms", "hand_over"): {"to": world.cast.other_liaison.pk, "on": today()},
        ("firms", "grade"): {"grade": "little_giant", "status": "recognised", "on": "2026-01-05", "evidence": "公告"},
        ("requests", "transfer"): {"department": department.pk},
        ("requests", "remind"): {},
    }


def rows_of(world: World, key: str) -> list[Any]:
    column = {"projects": "project", "firms": "firm", "requests": "request"}[key]
    shown = (getattr(world.own, column), getattr(world.foreign, column))
    return [type(row).objects.get(pk=row.pk) for row in shown]  # the world is the module's: no test changes it


# Who may do it to the own row and to the foreign one; a role that is not named is not offered the act at all.
RIGHTS = {
    ("projects", "hand_over"): {"leader": (True, True), "project": (True, False)},
    ("projects", "list_as_key"): {"project": (True, False)},
    ("projects", "add_kinds"): {"project": (True, False)},
    ("projects", "remind"): {"leader": (True, True), "project": (True, False)},
    ("firms", "hand_over"): {"leader": (True, True)},
    ("firms", "grade"): {"project": (True, True), "liaison": (True, None)},
    ("requests", "transfer"): {"handler": (True, None)},
    ("requests", "remind"): {"leader": (True, True), "liaison": (True, None)},
}


def test_every_act_is_asked_about() -> None:
    assert {(key, act.key) for key, acts in ACTS.items() for act in acts.acts} == set(RIGHTS)


@pytest.mark.parametrize(("key", "act"), RIGHTS)
@pytest.mark.parametrize("role", ["leader", "project", "liaison", "handler", "talent", "finance", "bank", "auditor"])
def test_each_act_asks_each_row_for_its_own_right(
    world: World, client_for: ClientFor, key: str, act: str, role: str
) -> None:
    """Permitted, refused and mixed; a row that is not seen is not told of. Who is offered nothing may send nothing."""
    client, rows = client_for(getattr(world.cast, role)), rows_of(world, key)
    answer = press(client, key, act, rows, **answers(world)[key, act])
    rights = RIGHTS[key, act].get(role)
    if rights is None:
        assert answer.status_code in (403, 404)  # by the table, or by the act
        assert not Job.objects.filter(kind="picked", by=getattr(world.cast, role)).exclude(pk=world.picked.pk).exists()
        return
    found = came_to(answer)
    for row, right in zip(rows, rights, strict=True):
        if right is None:
            assert row.pk not in found
        else:
            assert (found[row.pk] == REFUSED) is not right, outcomes_of(Job.objects.latest("pk"))
    page = client.get(answer["Location"])
    assert page.status_code == 200
    if rights[1] is None:
        assert str(rows[1]) not in page.content.decode()


def test_the_verbs_of_the_pages_were_called(world: World, client_for: ClientFor) -> None:
    """Not only words: what each act leaves is what the page of one row leaves."""
    said, leader = answers(world), client_for(world.cast.leader)
    officer, liaison, handler = (client_for(getattr(world.cast, who)) for who in ("project", "liaison", "handler"))
    project, firm, request = (rows_of(world, key)[0] for key in ("projects", "firms", "requests"))
    Project.objects.filter(pk=project.pk).update(key_listed_on=None, attract_kinds=["technology"])
    for client, key, act in (
        (officer, "projects", "list_as_key"),
        (officer, "projects", "add_kinds"),
        (leader, "projects", "hand_over"),
        (liaison, "firms", "grade"),
        (leader, "firms", "hand_over"),
        (handler, "requests", "transfer"),
    ):
        row = {"projects": project, "firms": firm, "requests": request}[key]
        assert came_to(press(client, key, act, [row], **said[key, act])) == {row.pk: DONE}, act
    project.refresh_from_db()
    assert (project.key_listed_on, project.attract_kinds) == (timezone.localdate(), ["technology", "tax"])
    assert project.responsible == world.cast.other_project
    assert Assignment.objects.filter(project=project, user=world.cast.other_project, by=world.cast.leader).exists()
    assert EnterpriseGrade.objects.get(enterprise=firm, grade="little_giant").evidence == "公告"
    assert LiaisonAssignment.objects.current().get(enterprise=firm).officer == world.cast.other_liaison
    request.refresh_from_db()
    assert request.department.key == "third"


def test_there_is_nothing_to_do_where_it_is_so_already(world: World, client_for: ClientFor) -> None:
    leader, said = client_for(world.cast.leader), answers(world)["projects", "hand_over"]
    rows = rows_of(world, "projects")
    assert came_to(press(leader, "projects", "hand_over", rows, **said)) == {rows[0].pk: DONE, rows[1].pk: SAME}
    assert set(came_to(press(leader, "projects", "hand_over", rows, **said)).values()) == {SAME}


def test_a_person_is_reminded_of_a_project_once_a_day(world: World, client_for: ClientFor) -> None:
    officer = world.cast.project
    listed = {"code": "YH-2026-900", "name": "待填报的项目", "key_listed_on": "2026-01-05"}
    project = Project.objects.create(responsible=officer, reporter=world.cast.other_project, **listed)
    for who in ("leader", "leader", "project"):
        press(client_for(getattr(world.cast, who)), "projects", "remind", [project])
    told = Notice.objects.filter(dedupe_key__startswith=f"remind:{project.pk}:").exclude(title__startswith="代")
    assert sorted(each.user_id for each in told) == sorted([officer.pk, world.cast.other_project.pk])
    assert Job.objects.filter(kind="picked", done=1, by=world.cast.leader).count() == 1


def test_a_request_is_reminded_of_once_a_day(world: World, client_for: ClientFor) -> None:
    request, leader = world.own.request, client_for(world.cast.leader)
    Request.objects.filter(pk=request.pk).update(state=RequestState.DISPATCHED)
    first, second = (came_to(press(leader, "requests", "remind", [request])) for _ in range(2))
    assert (first, second) == ({request.pk: DONE}, {request.pk: SAME})
    assert Notice.objects.filter(user=world.cast.handler, dedupe_key__contains=":remind:").count() == 1


def test_a_row_that_is_refused_leaves_the_others(world: World, client_for: ClientFor) -> None:
    """The verb refuses one: its present holder began later. Nothing of that row stays behind."""
    own, foreign = rows_of(world, "projects")
    Assignment.objects.filter(project__in=[own, foreign]).delete()
    Assignment.objects.create(project=own, duty="responsible", user=own.responsible, starts_on=timezone.localdate())
    said = {"duty": "responsible", "person": world.cast.other_project.pk, "on": "2026-01-05"}
    Project.objects.filter(pk=foreign.pk).update(responsible=None)
    found = came_to(press(client_for(world.cast.leader), "projects", "hand_over", [own, foreign], **said))
    assert found == {own.pk: REFUSED, foreign.pk: DONE}
    before = own.responsible_id
    own.refresh_from_db()
    assert own.responsible_id == before


def test_rows_that_changed_meanwhile_are_judged_anew(world: World, client_for: ClientFor) -> None:
    """Between the question and the answer the officer lost the project."""
    client, project = client_for(world.cast.project), world.own.project
    question = client.post("/lists/projects/acts/add_kinds/", {"keys": [project.pk]})
    assert str(project) in question.content.decode()
    Project.objects.filter(pk=project.pk).update(responsible=world.cast.other_project, reporter=None)
    assert came_to(press(client, "projects", "add_kinds", [project], kinds=["tax"])) == {project.pk: REFUSED}


def test_the_same_press_finds_what_it_did(world: World, client_for: ClientFor) -> None:
    client, number, project = client_for(world.cast.leader), uuid.uuid4(), world.own.project
    said = answers(world)["projects", "hand_over"]
    first = press(client, "projects", "hand_over", [project], number, **said)
    again = press(client, "projects", "hand_over", [project], number, **said)
    assert first["Location"] == again["Location"]
    assert Assignment.objects.filter(project=project, user=world.cast.other_project).count() == 1
    foreign = press(client_for(world.cast.project), "projects", "remind", [project], number)
    assert foreign.status_code == 200
    assert "这张表单已经用过" in foreign.content.decode()


def test_a_press_finds_its_result_when_its_rows_left_ones_sight(world: World, client_for: ClientFor) -> None:
    """A handler gave a request away; the second press of the same moment is led to what the first one did."""
    client, number, request = client_for(world.cast.handler), uuid.uuid4(), world.own.request
    Request.objects.filter(pk=request.pk).update(state=RequestState.DISPATCHED)
    said = answers(world)["requests", "transfer"]
    first = press(client, "requests", "transfer", [request], number, **said)
    assert came_to(first) == {request.pk: DONE}
    assert not Request.objects.visible_to(world.cast.handler).filter(pk=request.pk).exists()
    assert press(client, "requests", "transfer", [request], number, **said)["Location"] == first["Location"]


@pytest.mark.parametrize("changed", ["rows", "answers"])
def test_a_corrected_form_is_not_answered_with_the_old_result(
    world: World, client_for: ClientFor, changed: str
) -> None:
    """After the browser's Back: nothing is done or left silently; the form stays, and one more press does it."""
    client, number, rows = client_for(world.cast.leader), uuid.uuid4(), rows_of(world, "projects")
    said, picked = answers(world)["projects", "hand_over"], rows[:1]
    first = press(client, "projects", "hand_over", picked, number, **said)
    if changed == "rows":
        picked = rows
    else:
        said = {**said, "reason": "换一个理由"}
    asked = press(client, "projects", "hand_over", picked, number, **said)
    page = asked.content.decode()
    assert (asked.status_code, first["Location"] in page) == (200, True)
    assert "这次填的不同，还没有办理" in page
    assert str(said.get("reason", "")) in page
    assert Job.objects.filter(kind="picked", by=world.cast.leader).exclude(pk=world.picked.pk).count() == 1
    again = asked.context["press"]["client_id"].value()
    assert str(again) != str(number)
    assert set(came_to(press(client, "projects", "hand_over", picked, again, **said))) == {row.pk for row in picked}


def test_all_is_refused_under_a_filter_that_was_not_read(world: World, client_for: ClientFor) -> None:
    client, project = client_for(world.cast.leader), world.own.project
    for query in ("stage=xyz", "nothing=1"):
        answer = client.post("/lists/projects/acts/remind/", {"all": "1", "query": query}, follow=True)
        assert "不能按筛选取全部" in answer.content.decode()
        assert "data-pick-all hidden" not in answer.content.decode()
        question = client.post("/lists/projects/acts/remind/", {"keys": [project.pk], "query": query})
        assert question.context["errors"][0] in question.content.decode()
        assert not question.context["offers_all"]
    read = client.post("/lists/projects/acts/remind/", {"keys": [project.pk], "query": "life=all&q=示例"})
    assert "关键词：示例" in read.content.decode()
    assert "data-pick-all hidden" in client.get("/projects/").content.decode()


def test_what_one_may_not_do_is_said_before(world: World, client_for: ClientFor) -> None:
    own, foreign = rows_of(world, "projects")
    question = client_for(world.cast.project).post("/lists/projects/acts/add_kinds/", {"keys": [own.pk, foreign.pk]})
    assert [(row.pk, closed) for row, _name, _url, closed in question.context["rows"]] == [
        (own.pk, False),
        (foreign.pk, True),
    ]
    assert "其中 1 行你没有权限这样办" in question.content.decode()
    leaders = client_for(world.cast.leader).post("/lists/projects/acts/hand_over/", {"keys": [own.pk, foreign.pk]})
    assert "你没有权限这样办" not in leaders.content.decode()


@pytest.mark.parametrize(("key", "act", "who"), [("projects", "add_kinds", "project"), ("firms", "grade", "project")])
def test_asking_beforehand_costs_no_statement_a_row(
    world: World, client_for: ClientFor, key: str, act: str, who: str
) -> None:
    client, rows, number = client_for(getattr(world.cast, who)), rows_of(world, key), []
    client.post(f"/lists/{key}/acts/{act}/", {"keys": [rows[0].pk]})
    for picked in (rows[:1], rows):
        with CaptureQueriesContext(connection) as queries:
            client.post(f"/lists/{key}/acts/{act}/", {"keys": [row.pk for row in picked]})
        number.append(len(queries))
    assert number[0] == number[1], number


def test_a_request_is_called_by_its_firm_and_number(world: World, client_for: ClientFor) -> None:
    client, request = client_for(world.cast.leader), world.own.request
    called = f"{request.enterprise} · {request} #{request.pk}"
    assert called in client.post("/lists/requests/acts/remind/", {"keys": [request.pk]}).content.decode()
    answer = press(client, "requests", "remind", [request])
    assert outcomes_of(Job.objects.get(pk=answer["Location"].split("/")[2]))[0].name == called


def test_a_past_day_is_refused_in_the_form(world: World, client_for: ClientFor) -> None:
    said = answers(world)["firms", "hand_over"] | {"on": str(timezone.localdate() - dt.timedelta(days=1))}
    answer = press(client_for(world.cast.leader), "firms", "hand_over", rows_of(world, "firms"), **said)
    assert answer.status_code == 200
    assert "交接日期不能早于今天" in answer.content.decode()
    assert not Job.objects.filter(kind="picked", by=world.cast.leader).exclude(pk=world.picked.pk).exists()


def test_the_result_leads_back_to_the_same_filter(world: World, client_for: ClientFor) -> None:
    client, project = client_for(world.cast.leader), world.own.project
    answer = press(client, "projects", "remind", [project], query="stage=started&page=2")
    assert client.get(answer["Location"]).context["back"] == "/projects/?stage=started"
    answer = press(client, "projects", "remind", [project])
    assert client.get(answer["Location"]).context["back"] == "/projects/?view=0"


class TestOneNoticeAPerson:
    """Who gets forty rows is told of forty rows, once."""

    def test_of_projects_handed_over(self, world: World, client_for: ClientFor) -> None:
        to, rows = world.cast.other_project, rows_of(world, "projects")
        Project.objects.filter(pk__in=[row.pk for row in rows]).update(responsible=world.cast.project)
        before = set(Notice.objects.values_list("pk", flat=True))
        press(client_for(world.cast.leader), "projects", "hand_over", rows, **answers(world)["projects", "hand_over"])
        told = Notice.objects.filter(user=to).exclude(pk__in=before)
        assert [each.title for each in told] == [f"自 {today()} 起，2 个项目的定责任由你承担"]
        assert all(row.name in told[0].body for row in rows)
        assert len(told[0].covers) == 2

    def test_of_firms_both_sides(self, world: World, client_for: ClientFor) -> None:
        rows = rows_of(world, "firms")
        LiaisonAssignment.objects.filter(enterprise__in=rows).delete()
        for row in rows:
            LiaisonAssignment.objects.create(enterprise=row, officer=world.cast.liaison, starts_on="2026-01-05")
        before = set(Notice.objects.values_list("pk", flat=True))
        press(client_for(world.cast.leader), "firms", "hand_over", rows, **answers(world)["firms", "hand_over"])
        told = Notice.objects.exclude(pk__in=before).exclude(title__startswith="代").order_by("title")
        to = world.cast.other_liaison
        assert [(each.user, each.title) for each in told] == [
            (world.cast.liaison, f"2 家企业自 {today()} 起交给{to}联系"),
            (to, f"2 家企业自 {today()} 起由你联系"),
        ]

    def test_a_reminder_of_several_is_one_and_not_repeated(self, world: World, client_for: ClientFor) -> None:
        """One e-mail, too; and each of the projects counts as reminded for the day."""
        officer = world.cast.project
        listed = {"key_listed_on": "2026-01-05", "responsible": officer}
        rows = [Project.objects.create(code=f"YH-2026-90{n}", name=f"待填报{n}", **listed) for n in range(3)]
        before, mails = (set(each.objects.values_list("pk", flat=True)) for each in (Notice, Delivery))
        leader = client_for(world.cast.leader)
        assert set(came_to(press(leader, "projects", "remind", rows)).values()) == {DONE}
        told = Notice.objects.filter(user=officer).exclude(pk__in=before)
        assert [each.title.partition("：")[2] for each in told] == ["3 个项目"]
        assert Delivery.objects.filter(user=officer).exclude(pk__in=mails).count() <= 1
        assert set(came_to(press(leader, "projects", "remind", rows)).values()) == {SAME}
        assert set(came_to(press(leader, "projects", "remind", rows[:1])).values()) == {SAME}

    def test_of_one_row_it_is_the_notice_of_its_page(self, world: World, client_for: ClientFor) -> None:
        said, row = answers(world)["projects", "hand_over"], world.own.project
        press(client_for(world.cast.leader), "projects", "hand_over", [row], **said)
        told = Notice.objects.filter(user=world.cast.other_project, dedupe_key__startswith="duty:").latest("pk")
        assert told.title == f"{row.name}：自 {today()} 起，定责任由你承担"

    def test_a_refused_row_is_not_told_of(self, world: World, client_for: ClientFor) -> None:
        rows, to = rows_of(world, "projects"), world.cast.other_project
        Project.objects.filter(pk__in=[row.pk for row in rows]).update(responsible=world.cast.project)
        with pytest.MonkeyPatch.context() as patched:
            act, do = _act("hand_over"), _act("hand_over").do

            def refuse_one(row: Any, asked: Any) -> str:
                words = do(row, asked)
                if row.pk == rows[0].pk:
                    raise ValidationError("后来不行")
                return words

            patched.setitem(act.__dict__, "do", refuse_one)
            before = set(Notice.objects.values_list("pk", flat=True))
            press(
                client_for(world.cast.leader), "projects", "hand_over", rows, **answers(world)["projects", "hand_over"]
            )
        told = Notice.objects.filter(user=to).exclude(pk__in=before)
        assert [rows[1].name in each.title for each in told] == [True]


def test_the_result_is_its_persons_own(world: World, client_for: ClientFor) -> None:
    answer = press(client_for(world.cast.leader), "projects", "remind", [world.own.project])
    assert client_for(world.cast.project).get(answer["Location"]).status_code == 404


def test_what_one_does_not_see_is_not_told(world: World, client_for: ClientFor) -> None:
    """Neither in the question, nor counted, nor in the result; nor is what never was a key."""
    client, foreign = client_for(world.cast.liaison), world.foreign.firm
    question = client.post("/lists/firms/acts/grade/", {"keys": [world.own.firm.pk, foreign.pk, "x", "99999999"]})
    page = question.content.decode()
    assert (str(world.own.firm) in page, foreign.short_name in page) == (True, False)
    assert [row for row, *_rest in question.context["rows"]] == [world.own.firm]
    only_foreign = client.post("/lists/firms/acts/grade/", {"keys": [foreign.pk]}, follow=True)
    never = client.post("/lists/firms/acts/grade/", {"keys": ["99999999"]}, follow=True)
    for answer in (only_foreign, never):
        assert "所选的行你现在都看不到了" in answer.content.decode()
    none = client.post("/lists/firms/acts/grade/", {}, follow=True)
    assert "请先勾选要办理的行" in none.content.decode()


def test_all_of_the_filter_is_what_the_list_shows(world: World, client_for: ClientFor) -> None:
    client, firm = client_for(world.cast.leader), world.own.firm
    question = client.post("/lists/firms/acts/hand_over/", {"all": "1", "query": f"q={firm.short_name}&page=9"})
    assert [row for row, *_rest in question.context["rows"]] == [firm]
    everything = client.post("/lists/firms/acts/hand_over/", {"keys": [firm.pk], "query": ""})
    assert everything.context["offers_all"]
    assert "改为全部" in everything.content.decode()


def test_there_is_a_most(world: World, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picking, "MOST", 1)
    monkeypatch.setattr("core.sheets.picking_views.MOST", 1)
    client = client_for(world.cast.leader)
    for sent in ({"all": "1"}, {"keys": [row.pk for row in rows_of(world, "firms")]}):
        assert "一次最多办理 1 行" in client.post("/lists/firms/acts/hand_over/", sent, follow=True).content.decode()
    rows = rows_of(world, "projects")
    with pytest.raises(Exception, match="一次最多办理 1 行"):
        carry_out(
            "projects", _act("remind"), rows, Doing({}, world.cast.leader, timezone.now()), press=Press(uuid.uuid4())
        )


def test_who_may_do_nothing_sees_no_ticks(world: World, client_for: ClientFor) -> None:
    for key, address in (
        ("projects", "/projects/"),
        ("firms", "/enterprises/"),
        ("requests", "/enterprises/requests/"),
    ):
        for person in world.cast.roles():
            answer = client_for(person).get(address)
            if answer.status_code == 200:
                offered = bool(acts_of()[key].of(person))
                assert ('name="keys"' in answer.content.decode()) is offered, (key, person.username)
    assert 'name="keys"' not in client_for(world.cast.auditor).get("/projects/").content.decode()


def test_one_row_costs_so_many_statements(world: World) -> None:
    leader, said = world.cast.leader, answers(world)
    for (key, act), answer in said.items():
        rows, number = rows_of(world, key), []
        form = _act(act, key).form(answer, leader)
        assert form.is_valid(), form.errors
        for picked in (rows[:1], rows):
            with CaptureQueriesContext(connection) as queries:
                doing = Doing(form.cleaned_data, leader, timezone.now())
                carry_out(key, _act(act, key), picked, doing, press=Press(uuid.uuid4()))
            number.append(len(queries))
        assert number[1] <= number[0] + MOST_STATEMENTS, (key, act, number)


def test_in_whose_stead_one_row_was_changed_is_not_said_of_the_next(world: World, client_for: ClientFor) -> None:
    """The deputy changes a row of the other person's, then one of their own, in one press."""
    deputy, person, now = world.cast.other_project, world.cast.project, timezone.now()
    Deputy.objects.all().delete()
    day = timezone.localdate()
    entered = {"entered_by": person, "entered_at": now}
    Deputy.objects.create(person=person, deputy=deputy, starts_on=day, ends_on=day, reason="出差", **entered)
    rows = rows_of(world, "projects")
    Project.objects.filter(pk__in=[row.pk for row in rows]).update(attract_kinds=[])
    assert set(came_to(press(client_for(deputy), "projects", "add_kinds", rows, kinds=["tax"])).values()) == {DONE}
    events = [row.events.latest("pgh_id").pgh_context.metadata.get("stead") for row in rows]
    assert events == [person.pk, None]


def _act(name: str, key: str = "projects") -> Any:
    return next(act for act in acts_of()[key].acts if act.key == name)


def test_a_firm_whose_file_went_is_not_in_the_question(world: World, client_for: ClientFor) -> None:
    merged = Enterprise.objects.create(short_name="zqx并", merged_into=world.own.firm)
    answer = client_for(world.cast.leader).post("/lists/firms/acts/hand_over/", {"keys": [merged.pk]}, follow=True)
    assert "所选的行你现在都看不到了" in answer.content.decode()
