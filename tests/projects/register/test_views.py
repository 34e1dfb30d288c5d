"""The pages of this room, as people of each role meet them."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.enums import Role
from core.models import Attachment, Cluster, Department, User
from enterprises.models import Enterprise, LiaisonAssignment
from projects import panels
from projects.enums import Stage
from projects.models import Blocker, Project, TaskForce, Update
from projects.register.conflicts import Choice
from projects.register.forms import ProjectForm
from projects.week.freezing import freeze
from tests.projects.scene import (
    FRIDAY,
    MONDAY,
    as_user,
    node,
    person,
    photo,
    project,
    report,
    submit,
    typed,
    update_url,
    week,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
LIST = "/projects/"


class TestList:
    def test_it_counts_by_lamp_and_filters_by_it(self, wang: User) -> None:
        late, calm = project("A-1", name="甲项目"), project("A-2", name="乙项目")
        node(late, 1, "2026-01-05")
        report(late, "2026-11-16", wang)
        page = as_user(wang).get(LIST)
        counts = {item["label"]: item["count"] for item in page.context["lampbar"]}
        assert (counts["全部"], counts["红灯"], counts["灰灯"], counts["两灯不一致"], counts["本周未报"]) == (
            2,
            1,
            1,
            1,
            2,
        )
        for lamp, shown in (("red", late), ("differ", late), ("grey", calm)):
            rows = as_user(wang).get(LIST, {"lamp": lamp}).context["page_obj"].object_list
            assert [row.project for row in rows] == [shown]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"q": "jxm"}, ["A-1"]),  # 甲项目 by its initials
            ({"q": "A-2"}, ["A-2"]),
            ({"key": "no"}, ["A-3"]),
            ({"key": "yes", "sort": "-name"}, ["A-2", "A-1"]),
            ({"stage": "started"}, ["A-2"]),
            ({"sort": "-total"}, ["A-2", "A-1", "A-3"]),
            ({"sort": "total"}, ["A-1", "A-2", "A-3"]),
            ({"lamp": "unreported", "sort": "name"}, ["A-1", "A-2"]),
        ],
    )
    def test_filters_and_order(self, wang: User, query: dict[str, str], found: list[str]) -> None:
        project("A-1", name="甲项目", total_investment_wan=10)
        project("A-2", name="王项目", total_investment_wan=20, stage=Stage.STARTED)
        project("A-3", name="其他", key_listed_on=None)
        rows = as_user(wang).get(LIST, query).context["page_obj"].object_list
        assert [row.project.code for row in rows] == found

    def test_units_are_departments_and_task_forces(self, wang: User) -> None:
        works = Department.objects.create(key="works", name="建设科")
        force = TaskForce.objects.create(name="城建专班", department=works)
        project("A-1", task_force=force)
        project("A-2", responsible=person("li", department=works))
        project("A-3")
        codes = [
            sorted(row.project.code for row in as_user(wang).get(LIST, {"unit": unit}).context["page_obj"])
            for unit in (f"d{works.pk}", f"t{force.pk}")
        ]
        assert codes == [["A-1", "A-2"], ["A-1"]]

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ({"colour": "red"}, "没有名为 colour 的筛选条件"),
            ({"lamp": "purple"}, "灯色"),
            ({"cluster": "x"}, "产业高地"),
            ({"sort": "password"}, "排序"),
            ({"stage": "'"}, "阶段"),
            ({"unit": "d999999"}, "责任单位"),
        ],
    )
    def test_what_it_does_not_know_is_said(self, wang: User, query: dict[str, str], said: str) -> None:
        project()
        page = as_user(wang).get(LIST, query)
        assert page.status_code == 200
        assert said in page.content.decode().split('<div class="note note-red"')[1]

    def test_the_totals_leave_out_what_nobody_entered(self, wang: User) -> None:
        project("A-1", total_investment_wan=112500)
        project("A-2")
        assert "共 2 个，总投资 11.25 亿元（1 个已录）" in as_user(wang).get(LIST).content.decode()

    def test_one_tap_for_my_own_projects_while_the_period_collects(
        self, wang: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        project("A-1", responsible=wang)
        project("A-2")
        text = as_user(wang).get(LIST).content.decode()
        assert ("/projects/A-1/unchanged/" in text, "/projects/A-2/unchanged/" in text) == (True, False)
        monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY)
        assert "/unchanged/" not in as_user(wang).get(LIST).content.decode()

    def test_twenty_a_page(self, wang: User) -> None:
        for number in range(21):
            project(f"A-{number:02d}")
        first, second = (as_user(wang).get(LIST, {"page": page}).context["page_obj"] for page in (1, 2))
        assert (len(first), len(second)) == (20, 1)

    def test_the_number_of_queries_does_not_grow(self, wang: User) -> None:
        client = as_user(wang)

        def queries() -> int:
            with CaptureQueriesContext(connection) as caught:
                client.get(LIST)
            return len(caught)

        counts = []
        for number in (1, 2, 3):
            firm = Enterprise.objects.create(short_name=f"企业{number}")
            each = project(f"A-{number}", enterprise=firm, responsible=wang, leader=wang)
            node(each, 1, "2026-10-30")
            report(each, "2026-11-16", wang)
            counts.append(queries())
        client.get(LIST)
        assert counts[1] == counts[2]
        assert counts[2] < 42

    def test_empty_says_what_will_be_here(self, wang: User) -> None:
        assert "新建项目" in as_user(wang).get(LIST).content.decode()
        project()
        assert "没有符合条件的项目" in as_user(wang).get(LIST, {"q": "没有这个"}).content.decode()


class TestWhoSees:
    @pytest.fixture
    def people(self) -> dict[str, User]:
        works = Department.objects.create(key="works", name="建设科")
        return {
            "leader": person("leader", Role.LEADER),
            "officer": person("officer"),
            "auditor": person("auditor", Role.AUDITOR),
            "liaison": person("liaison", Role.LIAISON),
            "foreign_liaison": person("foreign", Role.LIAISON),
            "handler": person("handler", Role.HANDLER, department=works),
            "force": person("force", Role.HANDLER, department=Department.objects.create(key="force", name="招商局")),
            "other_handler": person("other", Role.HANDLER, department=Department.objects.create(key="o", name="他科")),
        }

    @pytest.fixture
    def scene(self, people: dict[str, User]) -> Project:
        firm = Enterprise.objects.create(short_name="楚澜电驱")
        LiaisonAssignment.objects.create(enterprise=firm, officer=people["liaison"], starts_on=dt.date(2026, 1, 1))
        force = TaskForce.objects.create(name="招商专班", department=people["force"].department)
        shown = project(enterprise=firm, task_force=force)
        Blocker.objects.create(
            project=shown,
            text="供电",
            department=people["handler"].department,
            raised_by=people["officer"],
            raised_at=FRIDAY,
        )
        return shown

    SEES = ("leader", "officer", "auditor", "liaison", "handler", "force")

    def test_page_list_and_predicate_agree(self, people: dict[str, User], scene: Project) -> None:
        for name, user in people.items():
            client, sees = as_user(user), name in self.SEES
            page = client.get(reverse("projects:project_detail", args=[scene.code]))
            assert page.status_code == (200 if sees else 404), name
            assert (scene.name in client.get(LIST).content.decode()) is sees, name
            assert user.has_perm("projects.view_project", scene) is sees, name

    def test_a_bank_may_not_even_ask(self) -> None:
        bank = person("bank", Role.BANK)
        assert as_user(bank).get(LIST).status_code == 403

    def test_only_the_responsible_and_the_task_force_write(self, people: dict[str, User], scene: Project) -> None:
        member, owner, reporter = person("member"), person("owner"), person("reporter")
        scene.task_force.members.add(member, people["liaison"])
        Project.objects.filter(pk=scene.pk).update(responsible=owner, reporter=reporter)
        scene.refresh_from_db()
        may = {"member", "owner", "reporter"}
        for user in (*people.values(), member, owner, reporter):
            assert user.has_perm("projects.update_project", scene) is (user.username in may), user
            page = as_user(user).post(update_url(scene), typed(done="不该写入"))
            assert (page.status_code == 403) is (user.username not in may or not user.holds(Role.PROJECT_OFFICER))
            Update.objects.all().delete()

    def test_a_closed_project_takes_no_more_updates(self, wang: User) -> None:
        closed = project("A-1", responsible=wang, closed_on=dt.date(2026, 11, 1))
        assert as_user(wang).post(update_url(closed), typed()).status_code == 403
        assert not Update.objects.exists()

    def test_an_update_and_its_photo_follow_the_project(self, people: dict[str, User], scene: Project) -> None:
        Project.objects.filter(pk=scene.pk).update(responsible=people["officer"])
        as_user(people["officer"]).post(update_url(scene), typed(photos=[photo()]))
        url = reverse("projects:update_photo", args=[Attachment.objects.get().key])
        for name, user in people.items():
            page = as_user(user).get(url)
            if page.status_code == 200:
                assert b"".join(page.streaming_content).startswith(b"\xff\xd8")
            assert page.status_code == (200 if name in self.SEES else 404), name

    def test_the_panel_of_a_firm(self, people: dict[str, User], scene: Project) -> None:
        url = reverse("projects:enterprise_panel", args=[scene.enterprise_id])
        assert scene.name in as_user(people["liaison"]).get(url).content.decode()
        assert as_user(people["foreign_liaison"]).get(url).status_code == 404
        empty = Enterprise.objects.create(short_name="没有项目")
        page = as_user(people["leader"]).get(reverse("projects:enterprise_panel", args=[empty.pk]))
        assert (page.status_code, page.content) == (200, b"")


class TestRegister:
    def sent(self, **fields: Any) -> dict[str, Any]:
        form = {"name": "新项目", "client_id": str(uuid.uuid4()), "ms-TOTAL_FORMS": "0", "ms-INITIAL_FORMS": "0"}
        return form | fields

    def rows(self, *nodes: dict[str, str], saved: int = 0) -> dict[str, str]:
        form = {"ms-TOTAL_FORMS": str(len(nodes)), "ms-INITIAL_FORMS": str(saved)}
        for number, fields in enumerate(nodes):
            form |= {f"ms-{number}-{name}": value for name, value in fields.items()}
        return form

    def test_a_project_with_its_plan(self, wang: User) -> None:
        nodes = self.rows(
            {"rank": "2", "name": "开工", "kind": "stage", "planned_on": "2027-03-01"},
            {"rank": "1", "name": "签约", "kind": "stage", "planned_on": "2026-11-01", "actual_on": "2026-11-02"},
        )
        sent = self.sent(stage="signed", stage_on="2026-11-02", attract_kinds=["tax"], responsible=wang.pk, **nodes)
        page = as_user(wang).post("/projects/new/", sent)
        made = Project.objects.get()
        assert (page.url, made.code) == (f"/projects/{made.code}/", "YH-2026-001")
        assert (made.stage, made.attract_kinds, made.responsible) == ("signed", ["tax"], wang)
        assert made.stage_changes.get().on == dt.date(2026, 11, 2)
        plan = made.milestones.values_list("rank", "name", "baseline_on", "actual_on")
        assert list(plan) == [
            (1, "签约", dt.date(2026, 11, 1), dt.date(2026, 11, 2)),
            (2, "开工", dt.date(2027, 3, 1), None),
        ]

    def test_the_same_form_sent_five_times_is_one_project(self, wang: User) -> None:
        sent = self.sent()
        pages = {as_user(wang).post("/projects/new/", sent).url for _ in range(5)}
        assert (pages, Project.objects.count()) == ({"/projects/YH-2026-001/"}, 1)

    def test_a_second_press_at_the_same_moment_finds_what_the_first_one_made(
        self, wang: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Both have looked, and nothing was there; the second is refused by the name that the first has taken."""
        sent, client, looked = self.sent(), as_user(wang), ProjectForm.made_before
        client.post("/projects/new/", sent)
        answers = iter([None])
        late = lambda form, rows: next(answers, looked(form, rows))  # noqa: E731
        monkeypatch.setattr(ProjectForm, "made_before", late)
        monkeypatch.setattr(ProjectForm, "validate_unique", lambda self: None)
        assert client.post("/projects/new/", sent).url == "/projects/YH-2026-001/"
        assert Project.objects.count() == 1

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"name": ""}, "name"),
            ({"code": "../x"}, "code"),
            ({"total_investment_wan": "0"}, "total_investment_wan"),
            ({"stage": "signed", "stage_on": "2026-11-21"}, "stage_on"),
            ({"key_listed_on": "2026-13-01"}, "key_listed_on"),
            ({"client_id": "x"}, "client_id"),
        ],
    )
    def test_wrong_input_is_said_and_nothing_half_saved(self, wang: User, fields: dict[str, str], said: str) -> None:
        page = as_user(wang).post("/projects/new/", self.sent(**fields))
        assert (page.status_code, Project.objects.count()) == (200, 0)
        assert said in page.context["form"].errors

    def test_a_wrong_node_saves_nothing(self, wang: User) -> None:
        nodes = self.rows({"rank": "1", "name": "开工", "kind": "stage", "planned_on": "明年"})
        assert as_user(wang).post("/projects/new/", self.sent(**nodes)).status_code == 200
        assert not Project.objects.exists()

    def edit(self, user: User, of: Project, **fields: Any) -> Any:
        form = {"name": of.name, "version": "1", "key_listed_on": "2026-01-05", "responsible": of.responsible_id or ""}
        form |= {"ms-TOTAL_FORMS": "0", "ms-INITIAL_FORMS": "0"}
        return as_user(user).post(f"/projects/{of.code}/edit/", form | fields)

    def test_edit_saves_and_moves_the_stage(self, wang: User, given: Project) -> None:
        assert self.edit(wang, given, partner="湘潭经开区", stage="signed").status_code == 302
        given.refresh_from_db()
        assert (given.partner, given.stage, given.version) == ("湘潭经开区", "signed", 2)
        assert given.stage_changes.get().by == wang

    def test_the_day_of_the_present_stage_is_corrected_only_when_one_is_typed(self, wang: User, given: Project) -> None:
        self.edit(wang, given, stage="signed", stage_on="2026-10-09")
        self.edit(wang, given, stage="signed", stage_on="2026-10-12", version="2")
        self.edit(wang, given, stage="signed", version="3")
        given.refresh_from_db()
        assert (given.version, given.stage_changes.get().on) == (4, dt.date(2026, 10, 12))

    def test_the_baseline_is_not_touched_whatever_is_posted(self, wang: User, given: Project) -> None:
        roof = node(given, 1, "2026-05-15")
        nodes = self.rows(
            {
                "pk": str(roof.pk),
                "rank": "1",
                "name": "主体封顶",
                "kind": "work",
                "planned_on": "2026-07-28",
                "baseline_on": "2026-01-05",
            },
            saved=1,
        )
        self.edit(wang, given, **nodes)
        roof.refresh_from_db()
        assert (roof.name, roof.baseline_on, roof.planned_on) == (
            "主体封顶",
            dt.date(2026, 7, 28),  # not frozen yet: the plan
            dt.date(2026, 7, 28),
        )

    def test_a_foreign_node_is_refused(self, wang: User, given: Project) -> None:
        foreign = node(project("B-1"), 1, "2026-05-15")
        row = {"pk": str(foreign.pk), "rank": "1", "name": "偷", "kind": "work", "planned_on": "2026-07-28"}
        assert self.edit(wang, given, **self.rows(row, saved=1)).status_code == 200
        foreign.refresh_from_db()
        assert foreign.name == "节点1"

    def test_somebody_else_edited_first(self, wang: User, given: Project) -> None:
        roof = node(given, 1, "2026-05-15")
        self.edit(wang, given, partner="对方的", source="对方的来源")
        row = {"pk": str(roof.pk), "rank": "1", "name": "我的节点", "kind": "work", "planned_on": "2026-07-28"}
        page = self.edit(wang, given, partner="我的", **self.rows(row, saved=1))
        assert page.status_code == 409
        keys = {choice.key: choice for choice in page.context["choices"] if not choice.same}
        assert (keys["partner"].mine, keys["partner"].theirs) == ("我的", "对方的")
        assert "我的节点" in keys["ms-0"].mine
        assert "节点1" in keys["ms-0"].theirs
        sent: dict[str, Any] = dict(page.context["carry"])
        sent |= {"version": page.context["version"], "resolve": "1", "pick_source": "theirs", "pick_ms-0": "theirs"}
        assert as_user(wang).post(f"/projects/{given.code}/edit/", sent).status_code == 302
        given.refresh_from_db()
        roof.refresh_from_db()
        assert (given.partner, given.source, given.version) == ("我的", "对方的来源", 3)
        assert (roof.name, roof.planned_on) == ("节点1", dt.date(2026, 5, 15))

    def test_two_versions_tell_people_by_name(self, wang: User, given: Project) -> None:
        mine, theirs, kept = (person(name) for name in ("li", "zhao", "sun"))
        self.edit(wang, given, reporter=theirs.name, responsible=wang.pk)
        page = self.edit(wang, given, reporter=mine.name, responsible=str(kept.pk))
        told = {choice.key: (choice.mine, choice.theirs) for choice in page.context["choices"]}
        assert told["reporter"] == (mine.name, theirs.name)
        assert told["responsible"] == (kept.name, wang.name)
        assert told["leader"] == ("待指定", "待指定")
        sent: dict[str, Any] = dict(page.context["carry"])
        sent |= {"version": page.context["version"], "resolve": "1", "pick_responsible": "theirs"}
        assert as_user(wang).post(f"/projects/{given.code}/edit/", sent).status_code == 302
        given.refresh_from_db()
        assert (given.reporter, given.responsible) == (mine, wang)

    def test_who_may_edit(self, wang: User, given: Project) -> None:
        li = person("li")
        assert self.edit(li, given, partner="不该").status_code == 403
        orphan = project("B-1")
        assert self.edit(li, orphan, partner="补录").status_code == 302
        assert as_user(person("leader", Role.LEADER)).get(f"/projects/{given.code}/edit/").status_code == 403

    def test_history_tells_who_changed_what(self, wang: User, given: Project) -> None:
        self.edit(wang, given, partner="湘潭经开区")
        page = as_user(wang).get(f"/projects/{given.code}/history/")
        entry = page.context["page_obj"].object_list[0]
        assert (entry.who, entry.what, entry.created) == (wang.name, "项目", False)
        assert [(change.label, change.before, change.after) for change in entry.changes] == [
            ("合作方", "", "湘潭经开区")
        ]
        assert as_user(person("zhang", Role.LIAISON)).get(f"/projects/{given.code}/history/").status_code == 403


class TestWorkbench:
    def test_what_waits_comes_first(self, wang: User, given: Project) -> None:
        report(given, "2026-11-16", wang, next="主体封顶")
        project("YH-2026-002", responsible=wang, name="第二个")
        submit(given, wang)
        project("B-1", responsible=person("li"))
        project("B-2", responsible=wang, key_listed_on=None)
        page = as_user(wang).get(reverse("workbench"))
        panel = page.context["panels"][0].panel
        assert (panel["owed"], panel["reported"], panel["waiting"]) == (2, 1, 1)
        assert [row.project.name for row in panel["rows"]] == ["第二个", given.name]
        assert "我负责 2 个，已报 1 个，待报 1 个" in page.content.decode()

    def test_people_who_owe_nothing_have_no_panel(self, wang: User) -> None:
        assert panels.workbench(wang, FRIDAY) is None
        assert panels.workbench(person("leader", Role.LEADER), FRIDAY) is None

    def test_the_number_of_queries_does_not_grow(self, wang: User) -> None:
        counts = []
        for number in (1, 2, 3):
            report(project(f"A-{number}", responsible=wang), "2026-11-16", wang)
            with CaptureQueriesContext(connection) as caught:
                panels.workbench(wang, FRIDAY)
            counts.append(len(caught))
        assert counts[1] == counts[2]


class TestPage:
    def test_missing_things_are_said(self, wang: User) -> None:
        bare = project("B-1", key_listed_on=None)
        text = as_user(wang).get("/projects/B-1/").content.decode()
        assert text.count("待指定") >= 4
        assert "节点待补录" in text
        assert "未载" in text
        assert "还没有进展" in text
        assert "填报本周" not in text
        assert bare.owes_updates is False

    def test_lamps_steps_nodes_and_investment(self, wang: User, given: Project) -> None:
        Project.objects.filter(pk=given.pk).update(
            total_investment_wan=1000, cluster=Cluster.objects.create(key="nev", name="新能源汽车")
        )
        given.refresh_from_db()
        given.enter_stage(Stage.SIGNED, on=dt.date(2026, 1, 10), by=wang)
        node(given, 1, "2026-10-09", name="竣工验收", kind="stage", baseline_on=dt.date(2026, 6, 1))
        report(given, "2026-11-16", wang, investment_wan=250)
        page = as_user(wang).get(f"/projects/{given.code}/")
        shown = page.context["page"]
        assert (shown.reading.lamp, shown.reading.differ) == ("red", True)
        assert next(step.text for step in shown.steps) == "2026-01-10 进入，已 314 天"
        assert shown.steps[2].text == "现计划 2026-10-09，较基线 +130 天"
        assert (shown.nodes[0].word, shown.nodes[0].deviation) == ("逾期", "逾期 31 个工作日")  # 10-10 is a make-up day
        assert shown.invested.rate == pytest.approx(0.25)
        assert "与申报" in page.content.decode()

    def test_older_updates_open_on_demand(self, wang: User, given: Project) -> None:
        for on in ("2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"):
            report(given, on, wang)
        url = f"/projects/{given.code}/"
        assert len(as_user(wang).get(url).context["page"].updates) == 6
        assert len(as_user(wang).get(url, {"updates": "all"}).context["page"].updates) == 7

    def test_a_frozen_week_shows_both_lamps_and_where_they_differ(self, wang: User, given: Project) -> None:
        node(given, 1, "2026-08-03")
        report(given, "2026-11-16", wang, declared="green")
        assert as_user(wang).get(f"/projects/{given.code}/").context["page"].updates[0].system == ""
        freeze(week("2026-11-16"), now=FRIDAY)
        page = as_user(wang).get(f"/projects/{given.code}/")
        row = page.context["page"].updates[0]
        assert (row.system, row.update.declared, row.differ) == ("red", "green", True)
        assert '<span class="tag tag-red">不一致</span>' in page.content.decode()

    def test_unknown_is_404(self, wang: User) -> None:
        assert as_user(wang).get("/projects/NOT-THERE/").status_code == 404


def test_the_same_text_with_other_line_ends_is_no_other_version() -> None:
    """A browser sends \r\n; what is kept has \n."""
    assert Choice("done", "本周完成", "一\r\n\u200b二", "一\n二", {}, prose=True).same
    assert not Choice("done", "本周完成", "一\r\n三", "一\n二", {}, prose=True).same
    pieces = Choice("done", "本周完成", "一\r\n三", "一\n二", {}, prose=True).mine_pieces
    assert [piece.text for piece in pieces if piece.changed] == ["三"]
