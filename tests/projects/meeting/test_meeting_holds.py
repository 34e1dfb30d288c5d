"""The meeting never breaks: every form of the slide is refused on purpose, at every field, and the page that comes back
still leads everywhere. And a week that is over tells nothing that came later.
"""

import datetime as dt
import io
import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from docx import Document

from core.models import User
from enterprises.models import Enterprise
from projects.meeting.actions import issue
from projects.meeting.agenda import agenda_of
from projects.meeting.forms import DecideLampForm, HandleForm, IssueForm, NoteForm
from projects.meeting.lines import Preview
from projects.models import Action, AgendaItem, Blocker, Instruction, LampLimits, LampOverride, Project, Snapshot
from projects.week.freezing import freeze
from tests.projects.scene import FRIDAY, MONDAY, as_user, node, person, project, week

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
WEEK = "/projects/weeks/2026-W47"
AFTER = MONDAY + dt.timedelta(minutes=5)
LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')
TOO_LONG = "长" * 1000

FORMS: dict[str, tuple[type, dict[str, Any]]] = {  # each form of the slide, and what it accepts
    "action": (IssueForm, {"title": "赶工方案", "requirements": "", "owner": "", "due": "monday", "due_on": ""}),
    "note": (NoteForm, {"note": "请住建部门本周答复", "before": ""}),
    "lamp": (DecideLampForm, {"lamp": "amber", "until": "monday", "until_on": "", "lamp_reason": "已复工"}),
    "handle": (HandleForm, {"handling": "skipped", "into": ""}),
}
WRONG: dict[tuple[str, str], dict[str, Any]] = {  # what each field refuses; what else has to be said for that
    ("action", "title"): {"title": ""},
    ("action", "requirements"): {"requirements": TOO_LONG},
    ("action", "owner"): {"owner": ""},
    ("action", "due"): {"due": "someday"},
    ("action", "due_on"): {"due": "other", "due_on": "2020-01-01"},
    ("action", "instruction"): {"instruction": "999999"},
    ("action", "client_id"): {"client_id": "x"},
    ("note", "note"): {"note": TOO_LONG},
    ("note", "before"): {"before": "别人的话"},
    ("lamp", "lamp"): {"lamp": "blue"},
    ("lamp", "until"): {"until": ""},
    ("lamp", "until_on"): {"until": "other", "until_on": "2030-01-01"},
    ("lamp", "lamp_reason"): {"lamp_reason": ""},
    ("handle", "handling"): {"handling": ""},
    ("handle", "into"): {"handling": "merged", "into": "1"},  # into itself
}


@pytest.fixture
def boss() -> User:
    return person("boss", "leader")


@pytest.fixture
def frozen(given: Project, wang: User, boss: User) -> Project:
    """Two red projects and one that nobody answers for, in the frozen week 47."""
    node(given, 1, "2026-08-03")
    node(project("Z-1", responsible=wang), 1, "2026-08-03")
    project("Z-2")
    Instruction.objects.create(project=given, text="每日到场", by=boss, at=FRIDAY)
    freeze(week("2026-11-16"), now=FRIDAY)
    return given


def fields() -> Iterator[tuple[str, str]]:
    """Every field of every form of the slide."""
    for name, (form, _accepted) in FORMS.items():
        for field in form.base_fields:
            yield name, field


def send(client: Client, wang: User, form: str, **wrong: Any) -> Any:
    accepted = {**FORMS[form][1], "client_id": str(uuid.uuid4())}
    if form == "action":
        accepted["owner"] = wang.pk
    return client.post(f"{WEEK}/agenda/1/{form}/", accepted | wrong)


def links(page: str, here: str) -> list[str]:
    """Where the links of a page lead, as a browser reads them."""
    found = [href.replace("&amp;", "&") for href in LINK.findall(page) if not href.startswith("#")]
    return [here.split("?")[0] + href if href.startswith("?") else href for href in found]


def test_every_field_has_its_refusal() -> None:
    assert set(fields()) == set(WRONG)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_right_leads_back_to_the_slide(frozen: Project, wang: User, boss: User, form: str) -> None:
    answer = send(as_user(boss), wang, form)
    assert (answer.status_code, answer["Location"]) == (302, f"{WEEK}/present/?rank=1")


@pytest.mark.parametrize(("form", "field"), sorted(WRONG))
def test_a_refused_form_leaves_every_link_of_the_slide_working(
    frozen: Project, wang: User, boss: User, form: str, field: str
) -> None:
    client = as_user(boss)
    answer = send(client, wang, form, **WRONG[form, field])
    page = answer.content.decode()
    assert answer.status_code == 200, "it was refused"
    assert "None" not in re.sub(r"<[^>]+>", "", page)
    assert "data-next" in page
    found = links(page, f"{WEEK}/agenda/1/{form}/")
    assert f"{WEEK}/present/?rank=2" in found
    assert len(found) > 4
    broken = {href: client.get(href, follow=True).status_code for href in set(found)}
    assert set(broken.values()) == {200}, broken


def test_a_form_that_is_opened_as_an_address_is_a_page_of_ours(frozen: Project, boss: User) -> None:
    for form in FORMS:
        answer = as_user(boss).get(f"{WEEK}/agenda/1/{form}/")
        assert answer.status_code == 405
        assert answer["Allow"] == "POST"
        assert "不能这样打开这个地址" in answer.content.decode()


class TestDecisions:
    def test_the_lamp_is_set_from_the_slide_and_the_slide_says_so(
        self, frozen: Project, wang: User, boss: User
    ) -> None:
        send(as_user(boss), wang, "lamp")
        override = LampOverride.objects.get()
        assert (override.project, override.lamp, override.ends_on) == (frozen, "amber", dt.date(2026, 11, 23))
        assert "周一调度会" in override.evidence
        assert "已将灯色调整为黄灯" in as_user(boss).get(f"{WEEK}/present/").content.decode()

    def test_an_officer_sets_no_lamp(self, frozen: Project, wang: User) -> None:
        assert send(as_user(wang), wang, "lamp").status_code == 403
        assert "agenda/1/lamp/" not in as_user(wang).get(f"{WEEK}/present/").content.decode()

    def test_what_is_skipped_or_merged_is_passed_over(self, frozen: Project, wang: User, boss: User) -> None:
        client = as_user(boss)
        client.post(f"{WEEK}/agenda/2/handle/", {"handling": "merged", "into": "1"})
        first = client.get(f"{WEEK}/present/").content.decode()
        assert "合并议题" in first
        assert re.search(r'href="[^"]*\?rank=3"[^>]*data-next', first), "the next that is taken up"
        assert "并入第 1 项" in client.get(f"{WEEK}/present/?rank=2").content.decode()
        again = client.post(f"{WEEK}/agenda/1/handle/", {"handling": "merged", "into": "2"})
        assert "请先恢复那一项" in again.content.decode(), "two lines do not lead to each other"
        client.post(f"{WEEK}/agenda/2/handle/", {"handling": "take"})
        assert set(AgendaItem.objects.values_list("handling", "merged_into")) == {("take", None)}

    def test_a_closed_week_takes_nothing_more(self, frozen: Project, wang: User, boss: User) -> None:
        client = as_user(boss)
        client.post(f"{WEEK}/close/")
        for form in FORMS:
            answer = send(client, wang, form)
            assert answer.status_code == 200
            assert "本期已结束" in answer.content.decode()
        client.post(f"{WEEK}/people/", {"host": "陆"})
        assert (Action.objects.count(), LampOverride.objects.count(), week("2026-11-16").host) == (0, 0, "")
        shown = client.get(f"{WEEK}/present/").content.decode()
        assert 'id="id_title"' not in shown
        assert "<kbd>D</kbd>" not in shown

    def test_the_unassigned_are_one_line_that_an_officer_does_not_see(
        self, frozen: Project, wang: User, boss: User
    ) -> None:
        page = as_user(boss).get(f"{WEEK}/present/?rank=3").content.decode()
        assert "1 个项目责任待指定" in page
        assert "/projects/Z-2/" in page
        assert as_user(boss).post(f"{WEEK}/agenda/3/action/", {}).status_code == 404
        assert as_user(boss).post(f"{WEEK}/agenda/3/note/", {"note": "下周指定", "before": ""}).status_code == 302

    def test_who_chairs_and_who_comes_stands_in_the_minutes(self, frozen: Project, boss: User) -> None:
        client = as_user(boss)
        seen = re.search(r'name="seen" value="(\d*)"', client.get(f"{WEEK}/agenda/").content.decode())
        assert seen
        said = {"host": "陆见山", "attended": "住建科、要素保障科", "seen": seen[1]}
        assert client.post(f"{WEEK}/people/", said).status_code == 302
        stale = client.post(f"{WEEK}/people/", said | {"host": "别人"})
        assert "没有保存" in stale.content.decode(), "somebody wrote meanwhile"
        text = words(client.get(f"{WEEK}/minutes/").content)
        assert "主持：陆见山" in text
        assert "参加：住建科、要素保障科" in text

    def test_days_are_counted_from_the_meeting_that_is_ahead(self, given: Project) -> None:
        form = IssueForm(today=dt.date(2026, 11, 28), project=given, meets_on=dt.date(2026, 11, 30))
        assert form.days == {"friday": dt.date(2026, 12, 4), "monday": dt.date(2026, 12, 7)}


def words(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    parts = [document, document.sections[0].header, document.sections[0].footer]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for part in parts for each in part.paragraphs), *cells])


class TestMinutes:
    def test_they_are_in_the_house_language_and_tell_what_was_decided(
        self, frozen: Project, wang: User, boss: User
    ) -> None:
        client = as_user(boss)
        send(client, wang, "action")
        send(client, wang, "lamp")
        client.cookies["django_language"] = "en"
        text = words(client.get(f"{WEEK}/minutes/").content)
        for said in (
            "第47周",
            "一、红灯项目",
            "二、交办单",
            "批示：示例boss：每日到场",
            "调整灯色：示例boss调整为黄灯",
            "赶工方案",
        ):
            assert said in text
        assert "示例项目Z-1" not in text, "nothing was decided on it"
        assert not re.search(r"[A-Za-z]{4,}", text.replace("boss", "").replace("wang", ""))

    @pytest.mark.parametrize(("demo", "marked"), [(True, True), (False, False)])
    def test_a_demo_says_so_on_every_sheet(self, frozen: Project, boss: User, demo: bool, marked: bool) -> None:
        with override_settings(ZONE_DEMO=demo, ZONE_FACTS=False):
            data = as_user(boss).get(f"{WEEK}/minutes/").content
        document = Document(io.BytesIO(data))
        assert ("演示数据" in document.sections[0].header.paragraphs[0].text) == marked
        assert "NUMPAGES" in document.sections[0].footer.paragraphs[0]._p.xml

    def test_a_week_that_still_collects_has_none(self, given: Project, boss: User) -> None:
        week("2026-11-23")
        assert as_user(boss).get("/projects/weeks/2026-W48/minutes/").status_code == 302
        assert "2026-W48/minutes/" not in as_user(boss).get("/projects/weeks/2026-W48/agenda/").content.decode()


class TestThePast:
    def test_names_stay_as_they_were(self, wang: User, boss: User) -> None:
        firm = Enterprise.objects.create(short_name="旧厂", full_name="旧厂有限公司")
        given = project("N-1", name="旧名项目", responsible=wang, enterprise=firm)
        node(given, 1, "2026-08-03")
        freeze(week("2026-11-16"), now=FRIDAY)
        client = as_user(boss)
        send(client, wang, "action")
        Project.objects.update(name="新名项目")
        Enterprise.objects.update(short_name="新厂", full_name="新厂有限公司")
        number = Action.objects.get().number
        for url in (f"{WEEK}/", f"{WEEK}/agenda/", f"{WEEK}/present/", f"/projects/actions/{number}/print/"):
            page = client.get(url).content.decode()
            assert "旧名项目" in page, url
            assert "新名项目" not in page, url
        text = words(client.get(f"{WEEK}/minutes/").content)
        assert "旧名项目" in text
        assert "新名项目" not in text
        kept = {(each.project_name, each.firm_name) for each in (*Snapshot.objects.all(), *Action.objects.all())}
        assert kept == {("旧名项目", "旧厂有限公司")}

    def test_a_week_that_is_over_shows_nothing_that_came_later(self, frozen: Project, wang: User, boss: User) -> None:
        week("2026-11-16").close(now=FRIDAY + dt.timedelta(minutes=10))
        later = FRIDAY + dt.timedelta(days=3)
        Blocker.objects.create(project=frozen, text="后来缺电", raised_by=wang, raised_at=later)
        Instruction.objects.create(project=frozen, text="后来的批示", by=boss, at=later)
        issue(
            period=week("2026-11-23"),
            project=frozen,
            title="后来的交办",
            owner=wang,
            due_on=dt.date(2026, 12, 1),
            by=boss,
            now=later,
            client_id=uuid.uuid4(),
        )
        for url in (f"{WEEK}/", f"{WEEK}/agenda/", f"{WEEK}/present/"):
            assert "后来" not in as_user(boss).get(url).content.decode(), url

    def test_a_silence_is_as_long_as_it_was_that_week(self, wang: User) -> None:
        quiet = project("Q-1", responsible=wang, key_listed_on=dt.date(2024, 1, 1))
        counts = []
        for monday in ("2026-11-09", "2026-11-16"):
            period = week(monday)
            assert period.deadline
            freeze(period, now=period.deadline + dt.timedelta(seconds=1))
            counts.append(period.snapshots.get(project=quiet).silent_periods)
        assert counts[0] > 140, "all weeks since it was listed, not only those we look back by default"
        assert counts[1] == counts[0] + 1

    def test_what_nobody_reported_is_not_nothing(self, frozen: Project, boss: User) -> None:
        assert Snapshot.objects.get(project=frozen).invested_wan is None
        page = as_user(boss).get(f"{WEEK}/present/").content.decode()
        assert "0.00" not in page
        assert "总投资待补录" in page


class TestPreview:
    def lines(self, boss: User, at: dt.datetime) -> list[Any]:
        return [
            (line.section, line.project and line.project.code, line.why)
            for line in Preview(week("2026-11-23"), boss, at)
        ]

    def test_it_says_what_the_freeze_will(self, given: Project, wang: User, boss: User) -> None:
        node(given, 1, "2026-08-03")
        calm = project("B-1", responsible=wang)
        project("B-2")
        Blocker.objects.create(project=calm, text="缺电", raised_by=wang, raised_at=FRIDAY)
        values = {"title": "赶工", "owner": wang, "by": boss, "now": FRIDAY - dt.timedelta(days=7)}
        issue(period=week("2026-11-09"), project=calm, due_on=dt.date(2026, 11, 18), client_id=uuid.uuid4(), **values)
        said = self.lines(boss, MONDAY)
        freeze(week("2026-11-23"), now=AFTER)
        written = [
            (item.section, item.project and item.project.code, item.why) for item in week("2026-11-23").agenda.all()
        ]
        assert said == written
        assert [code for _section, code, _why in said].count("B-1") == 1
        assert len(agenda_of(week("2026-11-23"))) == len(written) == 3

    def test_the_command_prints_it(self, frozen: Project, boss: User, capsys: pytest.CaptureFixture[str]) -> None:
        LampLimits.objects.update_or_create(pk=1, defaults={"meeting_minutes": 10})
        call_command("agenda", period="2026-W47", json=True)
        lines = json.loads(capsys.readouterr().out)
        assert [line["project"] for line in lines] == [frozen.code, "Z-1", None]
        assert all(line["reasons"] and isinstance(line["minutes"], int) for line in lines)
        assert [line["actions"] for line in lines] == [[], [], []]
        week("2026-11-23")
        call_command("agenda", period="2026-W48", json=True)
        assert len(json.loads(capsys.readouterr().out)) == 3, "as it would be now"
