"""周调度通报: its numbers are the dashboard's of that day, its files are made once, and its mail goes out once."""

import datetime as dt
import io
import json
import re
import shutil
import subprocess
import uuid
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from docx import Document
from docx.shared import Mm, Pt

from core.enums import JobState
from core.kernel.clock import moment
from core.models import Delivery, Job, User
from core.office import jobs
from projects.models import Period, Snapshot
from targets.brief import making, word
from targets.brief.content import Brief, brief, frozen_day
from targets.brief.mailing import owe_briefs
from targets.brief.pictures import dashes
from targets.brief.sheets import sheets, workbook
from targets.keeping.snapshots import take
from targets.models import ReportedFact, Target

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(demo: None) -> Period:
    return Period.objects.filter(frozen_at__isnull=False).order_by("-starts_on")[1]


@pytest.fixture
def person(demo: None) -> User:
    return User.objects.get(username="leader")


@pytest.fixture
def leader(person: User, client_for: Any) -> Client:
    return client_for(person)


# --- The numbers ------------------------------------------------------------------------------------------------------
def on_the_dashboard(page: Any) -> dict[str, object]:
    """What a leader reads on the dashboard: headline, each digit with its lamp, and the key projects by lamp."""
    html = unescape(page.content.decode())
    tiles = re.findall(r'<section class="panel tile".*?</section>', html, re.S)
    lit = page.context["key_projects"] if page.context and "key_projects" in page.context else None
    return {
        "headline": re.findall(r'<p class="in-a-line">(.*?)</p>', html),
        "values": [re.findall(r'tile-value">\s*<b[^>]*>(?:<a[^>]*>)?(.*?)(?:</a>)?</b>', tile) for tile in tiles],
        "rates": [re.findall(r"(?:完成率|序时) <b>(.*?)</b>", tile) for tile in tiles],
        "lamps": [re.findall(r"(红灯|黄灯|绿灯|灰灯|完成)</", tile)[:1] for tile in tiles],
        "projects": [(str(lamp), n) for lamp, n in lit.lamps] if lit else None,
        "turned": lit.turns.count if lit else None,
    }


def in_the_brief(told: Brief) -> dict[str, object]:
    return {
        "headline": [told.headline],
        "values": [[goal.value] for goal in told.goals],
        "rates": [[goal.done, goal.due] for goal in told.goals],
        "lamps": [[str(goal.lamp.label)] for goal in told.goals],
        "projects": [(str(lamp), told.figures[f"key_projects_{lamp}"]) for lamp, _n in told.key_projects.lamps],
        "turned": told.figures["key_projects_turned"],
    }


def test_the_numbers_are_the_dashboards_of_that_day(leader: Client, period: Period) -> None:
    told = brief(period)
    page = leader.get(f"/dashboard/?as_of={told.as_of}")
    shown = on_the_dashboard(page)
    assert len(shown["values"]) == 4  # type: ignore[arg-type]  # it reads what is there
    assert all(shown["values"])  # type: ignore[arg-type]
    assert shown["projects"] is not None
    assert in_the_brief(told) == shown


def test_another_day_has_other_numbers(leader: Client, period: Period) -> None:
    """The control of the test above: half a year earlier the two must differ, or it compares nothing."""
    told = brief(period)
    earlier = leader.get(f"/dashboard/?as_of={told.as_of - dt.timedelta(days=180)}")
    shown, ours = on_the_dashboard(earlier), in_the_brief(told)
    assert shown["values"] != ours["values"]
    assert shown["rates"] != ours["rates"]
    assert shown["projects"] != ours["projects"]


def test_the_figures_are_those_of_the_command_for_targets(period: Period, capsys: Any) -> None:
    call_command("brief", period=period.key, json=True)
    said = json.loads(capsys.readouterr().out)
    assert said["period"] == period.key
    call_command("targets", as_of=brief(period).as_of, json=True)
    targets = {each["key"]: each["actual"] for each in json.loads(capsys.readouterr().out)}
    assert targets
    assert {key: said["figures"][key] for key in targets} == targets
    reds = Snapshot.objects.filter(period=period, system="red").count()
    assert said["figures"]["key_projects_red"] == reds > 0


def test_what_froze_stays_and_what_was_reported_later_does_not_come_in(period: Period) -> None:
    before = brief(period).figures["credit_granted"]
    ReportedFact.objects.create(
        key="credit_granted",
        name="授信",
        unit="yi",
        value=999,
        on=brief(period).as_of + dt.timedelta(days=1),
        source="x",
    )
    assert brief(period).figures["credit_granted"] == before


def test_a_target_that_was_amended_since_is_said_to_be(period: Period) -> None:
    """A frozen week tells what is known now, as the dashboard of its day, and names what stood otherwise then."""
    target = Target.objects.get(key="champion_firms")
    with transaction.atomic():
        take(frozen_day(period), now=timezone.now())
        assert target.name not in brief(period).corrected
        Target.objects.filter(pk=target.pk).update(value=31)
        told = brief(period)
        assert f"{target.name}目标当时 30、现为 31" in told.corrected
        assert told.sentence.endswith(told.corrected)
        assert all(told.corrected in sheet.notes for sheet in sheets(told))
        transaction.set_rollback(True)


@pytest.mark.parametrize(("week", "said"), [("2001-W01", "There is no week"), ("soon", "There is no week")])
def test_a_week_that_is_none(demo: None, week: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("brief", period=week)


def test_a_week_that_still_collects(demo: None, leader: Client) -> None:
    waiting = Period.objects.filter(frozen_at__isnull=True).first()
    assert waiting is not None
    with pytest.raises(CommandError, match="还没有截止填报"):
        call_command("brief", period=waiting.key)
    assert leader.get(f"/dashboard/brief/{waiting.key}/").status_code == 404


# --- Word and Excel ---------------------------------------------------------------------------------------------------
def test_word_by_its_measures(period: Period) -> None:
    """GB/T 9704-2012: margins, 三号 on lines of 28 points, pictures with a text, and the foot of a demo."""
    with override_settings(ZONE_DEMO=True):
        paper = Document(io.BytesIO(word.document(brief(period))))
    section, normal = paper.sections[0], paper.styles["Normal"]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(each / Mm(1)) for each in margins if each] == [37, 35, 28, 26]
    assert normal.font.size == Pt(16)
    assert normal.paragraph_format.line_spacing == Pt(28)
    pictures = paper.element.body.xpath(".//wp:docPr/@descr")
    assert [text[:3] for text in pictures] == ["折线图", "柱状图"]
    for foot in (section.footer, section.even_page_footer):
        assert "演示数据" in foot.paragraphs[0].text
    text = "".join(each.text for each in paper.paragraphs)
    assert brief(period).headline in text
    assert "{{" not in text


def test_excel_has_the_same_rows(period: Period) -> None:
    told = brief(period)
    book = openpyxl.load_workbook(io.BytesIO(workbook(told)))
    assert [row[0].value for row in book["红灯项目"].iter_rows(min_row=4)] == [red.name for red in told.reds]
    assert [row[0].value for row in book["交办单"].iter_rows(min_row=4)] == [order.number for order in told.orders]
    paper = Document(io.BytesIO(word.document(told)))
    assert [cell.text for cell in paper.tables[2].columns[0].cells][1:] == [red.name for red in told.reds]


def test_libreoffice_opens_it(period: Period, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("soffice is not installed: nobody looked whether the brief opens")
    (tmp_path / "brief.docx").write_bytes(word.document(brief(period)))
    command = [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/office", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "brief.docx")], check=True, timeout=120)
    assert (tmp_path / "brief.pdf").stat().st_size > 10_000


def test_the_zones_own_template_and_one_that_lacks_a_tag(period: Period, tmp_path: Path) -> None:
    own = tmp_path / "templates" / "brief.docx"
    own.parent.mkdir()
    with override_settings(VAR_DIR=tmp_path):
        assert word.template() == word.OURS
        shutil.copy(word.OURS, own)
        assert word.template() == own
        assert word.document(brief(period))
        paper = Document()
        paper.add_paragraph("{{ headline }} {{ weather }}")
        paper.save(str(own))
        with pytest.raises(ValidationError, match=r"缺少标签：.*chart_lamps"):
            word.document(brief(period))
        own.write_text("no Word file")
        with pytest.raises(ValidationError, match="不是 Word 文件"):
            word.document(brief(period))


def test_dashes_end() -> None:
    """A corner that falls on the end of a dash once kept the pen in its place for ever."""
    pieces = dashes([(0.0, 0.0), (0.1 + 0.2, 0.0), (8.0, 0.0), (8.0, 0.0), (300.0, 11.3)], 5, 3)
    assert 30 < len(pieces) < 45


# --- The job ----------------------------------------------------------------------------------------------------------
def press(client: Client, period: Period) -> Any:
    return client.post(f"/dashboard/brief/{period.key}/make/", {"client_id": uuid.uuid4()}, follow=True)


def test_made_once_kept_and_offered_again(leader: Client, period: Period, tmp_path: Path) -> None:
    press(leader, period)
    assert "正在生成" in press(leader, period).content.decode()  # refused, and said
    job = Job.objects.get(kind=making.BRIEF)
    jobs.run(job)
    job.refresh_from_db()
    assert (job.state, job.done) == (JobState.DONE, making.STEPS)
    for form in making.FORMS:
        answer = leader.get(f"/dashboard/brief/{period.key}/brief.{form}")
        assert answer.status_code == 200
        assert answer.content[:2] == b"PK"
    assert not making.files_of([period])[0].is_behind
    (tmp_path / "templates").mkdir()
    paper = Document(str(word.OURS))
    paper.add_paragraph("one line more")
    paper.save(str(tmp_path / "templates" / "brief.docx"))
    with override_settings(VAR_DIR=tmp_path):
        assert making.files_of([period])[0].is_behind
        press(leader, period)
        jobs.run(Job.objects.filter(kind=making.BRIEF).first())
        assert not making.files_of([period])[0].is_behind
    assert Job.objects.filter(kind=making.BRIEF).exclude(name="").count() == 1  # the older files are gone


def test_a_template_that_does_not_do_is_said(leader: Client, period: Period, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    Document().save(str(tmp_path / "templates" / "brief.docx"))
    with override_settings(VAR_DIR=tmp_path):
        press(leader, period)
        jobs.run(Job.objects.get(kind=making.BRIEF))
        assert "通报模板缺少标签" in leader.get(f"/dashboard/brief/{period.key}/").content.decode()


def test_who_opens_it(period: Period, client_for: Any) -> None:
    for name, status in (("leader", 200), ("project", 200), ("auditor", 200), ("liaison", 403), ("bank", 403)):
        client = client_for(User.objects.get(username=name))
        for page in ("", f"{period.key}/", f"{period.key}/sheet/"):
            assert client.get(f"/dashboard/brief/{page}").status_code == status, f"{name} {page}"


# --- The mail ---------------------------------------------------------------------------------------------------------
def test_mailed_once_on_the_meeting_day_to_who_wants_it(leader: Client, person: User, period: Period) -> None:
    liaison = User.objects.get(username="liaison")
    User.objects.filter(pk__in=[person.pk, liaison.pk]).update(email="a@example.org")
    User.objects.filter(pk=liaison.pk).update(brief_by_mail=True)  # held another role when it was chosen
    assert period.meets_on is not None
    now = moment(period.meets_on, dt.time(8, 40))
    mails = Delivery.objects.filter(dedupe_key__startswith="brief:")
    with override_settings(EMAIL_ENABLED=True):
        assert owe_briefs(now) == 0  # nobody who may open it asked
        leader.post("/me/brief-mail/", {"wanted": "on"})
        assert owe_briefs(now - dt.timedelta(days=1)) == 0
        assert (owe_briefs(now), owe_briefs(now)) == (1, 0)
        mail = mails.get()
        assert mail.user == person
        assert brief(period).headline in mail.subject
        leader.post("/me/brief-mail/", {})
        mails.delete()
        assert owe_briefs(now) == 0
