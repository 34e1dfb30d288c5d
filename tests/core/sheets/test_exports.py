"""Lists as files: what a page does not show its file does not hold, and nothing in it is worked out."""

import csv
import io
import re
import shutil
import subprocess
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.http import QueryDict
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone, translation

from core.enums import AuditKind, JobState, Role
from core.kernel.filters import ZoneFilterSet
from core.models import AuditEvent, Job, Notice, SavedView, User
from core.office import jobs
from core.sheets import batches, export_views, exports
from core.sheets.batches import import_now
from core.sheets.kinds import kinds
from core.sheets.lists import Export, as_request, listings
from core.sheets.reading import unguarded
from enterprises.models import Contact, Enterprise
from projects.models import Period
from talent.models import Talent
from tests.test_access import ROUTES
from tests.test_canary import CANARY, body
from tests.world import World
from zone_tracker.access import ACCESS

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], Client]
DANGEROUS = ("=1+1", "@SUM(A1)", "+1", "-1", "\t=1+1", "＝1+1", "'=1+1")

# Lists without a filter: why nobody exports them.
NOT_EXPORTED = {
    "core:components": "the shelf of parts, no list",
    "core:import_list": "one's own imports, each of which is a file already",
    "core:notices": "one's own post, which leads elsewhere",
    "erasure_list": "who asked to be forgotten is not to leave the house in a table",
    "enterprises:chain": "a drawing; its firms are exported from the list of firms",
    "enterprises:liaison_list": "firms by person, which the list of firms says in a column",
    "projects:decision_list": "what waits for a word today",
    "projects:meeting": "the agenda, which has minutes in Word",
    "projects:week_list": "weeks, each of which is exported from its page",
    "talent:roster": "the register as it is printed; the list of talents goes out",
    "targets:kept_history": "what was amended, row by row, each with its page",
    "targets:brief_list": "weeks, each of which has files of its own",
    "projects:week_now": "the week that collects; it is exported when it is frozen",
}


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world


def week_of(listing: Any) -> str:
    """What stands in the address of a page: a frozen week, or a figure."""
    if listing.place == ("key",):
        return "key=key_projects"
    frozen = Period.objects.filter(frozen_at__isnull=False).first()
    return f"week={frozen}" if listing.place and frozen else ""


def test_no_file_holds_what_its_page_does_not(world: World, client_for: ClientFor) -> None:
    """Each list as each role, in both forms: no canary that the person may not meet, and none without the page."""
    met = 0
    for person in world.cast:
        client = client_for(person)
        allowed = world.visible_canaries(person) - world.closed_to(person)
        for key, listing in listings().items():
            if listing.place and not (query := week_of(listing)):
                continue
            query = week_of(listing)
            page = client.get(listing.url(QueryDict(query)))
            for form in ("xlsx", "csv"):
                answer = client.get(f"/lists/{key}/file/?as={form}&{query}")
                expected = 404 if page.status_code == 403 else page.status_code
                assert answer.status_code == expected, f"{person.username} {key}"
                found = set(CANARY.findall(body(answer))) if answer.status_code == 200 else set()
                assert found <= allowed, f"{person.username} {key} {form}: {found - allowed}"
                met += len(found)
    assert met > 100  # it reads what is in the files


def test_a_telephone_is_as_masked_as_on_the_page(world: World, client_for: ClientFor) -> None:
    contact = Contact.objects.filter(enterprise=world.own.firm).first()
    assert contact is not None
    Contact.objects.filter(pk=contact.pk).update(phone="13812345678")
    for person in world.cast.roles():
        answer = client_for(person).get("/lists/firms/file/?as=csv")
        if answer.status_code == 200 and not person.has_perm("enterprises.see_phone", contact):
            assert "13812345678" not in body(answer), person.username
    own = Export(listings()["firms"], world.cast.project, QueryDict())
    assert own.kind is not None


def _talents(world: World, **asked: Any) -> tuple[Export, User, Talent]:
    person = next(each for each in world.cast.roles() if listings()["talents"].kind_for(each))
    row = Talent.objects.visible_to(person).first()
    assert row is not None
    Talent.objects.filter(pk=row.pk).update(phone="13812345678")
    return Export(listings()["talents"], person, QueryDict(), **asked), person, row


def test_telephones_of_talents_are_masked_and_come_back_unchanged(world: World, client_for: ClientFor) -> None:
    export, person, row = _talents(world)
    assert "13812345678" not in body(client_for(person).get("/lists/talents/file/?as=csv"))
    data, kind = exports.made(export, "csv", request=None), kinds()["talents"](person)
    assert "138****5678" in data.decode()
    import_now(kind, data, "a.csv", dry=False, partial=True, now=timezone.now())
    row.refresh_from_db()
    assert row.phone == "13812345678"
    new = "姓名,类别,引进日期,电话\n新来的人,领军人才,2026-03-01,138****5678\n".encode()
    _batch, results = import_now(kinds()["talents"](person), new, "b.csv", dry=False, partial=True, now=timezone.now())
    assert [each.outcome for each in results] == ["wrong"]  # a mask is nobody's number


def test_who_picks_the_full_telephone_is_on_the_trail(world: World, client_for: ClientFor) -> None:
    _export, person, _row = _talents(world)
    answer = client_for(person).get("/lists/talents/file/?as=csv&columns=name,list.phone_in_full")
    assert "13812345678" in body(answer)
    shown = AuditEvent.objects.filter(kind=AuditKind.REVEALED, user=person).latest("pk")
    assert shown.what == f"talents.csv phone_in_full {Talent.objects.visible_to(person).count()}"
    page = client_for(person).get("/lists/talents/export/").content.decode()
    assert "选了会留痕" in page
    for other in world.cast.roles():
        if other != person and not listings()["talents"].kind_for(other):
            answer = client_for(other).get("/lists/talents/file/?as=csv&columns=name,phone_in_full,list.phone_in_full")
            assert answer.status_code != 200 or "13812345678" not in body(answer)


def test_every_list_has_a_way_out(world: World, client_for: ClientFor) -> None:
    """Each page with a filter or with pages leads to its export, or says above why not."""
    exported = {listing.route for listing in listings().values()}
    missing, seen, clients = [], set(), {person: client_for(person) for person in world.cast.roles()}
    for name, pattern in ROUTES:
        row = ACCESS[name]
        if pattern.pattern.converters or not row.read or name.endswith("_names"):
            continue
        person = next((each for each in clients if row.permits(each, "GET")), None)
        answer = clients[person].get(reverse(name)) if person else None
        context = getattr(answer, "context", None)
        if context is None or answer is None or answer.status_code != 200:
            continue
        is_list = isinstance(context.get("filter"), ZoneFilterSet) or "page_obj" in context or name in exported
        if is_list and "/export/" not in answer.content.decode() and name not in NOT_EXPORTED:
            missing.append(name)
        elif is_list:
            seen.add(name)
    assert missing == []
    assert exported - seen == {"projects:week_detail", "targets:figure_detail"}
    assert len(list(get_resolver().reverse_dict)) > 0


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_somebody_typed_is_text_in_both_forms(world: World, client_for: ClientFor, text: str) -> None:
    Enterprise.objects.filter(pk=world.own.firm.pk).update(short_name=text, full_name="")
    client = client_for(world.cast.leader)
    book = openpyxl.load_workbook(io.BytesIO(client.get("/lists/firms/file/").content)).active
    cells = [cell for row in book.iter_rows(min_row=4) for cell in row if cell.value == text]
    assert [cell.data_type for cell in cells] == ["s"]
    said = client.get("/lists/firms/file/?as=csv").content.decode("utf-8-sig")
    found = [cell for row in csv.reader(io.StringIO(said)) for cell in row if unguarded(cell) == text]
    assert found == [f"'{text}"]


def test_the_workbook_is_one_to_hand_upward(world: World, client_for: ClientFor) -> None:
    answer = client_for(world.cast.leader).get("/lists/projects/file/?sort=name")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.active
    assert sheet["A1"].value == "重点项目"
    assert "制表：" in sheet["A2"].value
    assert "金额单位：万元" in sheet["A2"].value
    assert sheet.freeze_panes == "B4"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$3:$3"
    heads = [cell.value for cell in sheet[3]]
    total = [row[heads.index("总投资（万元）")].value for row in sheet.iter_rows(min_row=4)]
    assert {type(value) for value in total if value is not None} <= {int, float}
    assert sheet.max_row == 3 + Export(listings()["projects"], world.cast.leader, QueryDict()).found.count


def test_filter_order_and_columns_are_those_of_the_page(world: World, client_for: ClientFor) -> None:
    client = client_for(world.cast.leader)
    url = f"/lists/firms/file/?as=csv&q={world.own.firm.short_name}&columns=short_name,park"
    heads, *rows = csv.reader(io.StringIO(client.get(url).content.decode("utf-8-sig")))
    assert heads == ["简称", "园区"]
    assert [row[0] for row in rows] == [world.own.firm.short_name]
    page = client.get(f"/lists/firms/export/?q={world.own.firm.short_name}").content.decode()
    assert world.own.firm.short_name in page


def test_an_export_that_is_imported_again_changes_nothing(world: World) -> None:
    """With awkward words in it. The control: one cell that is another one changes one row."""
    Enterprise.objects.filter(pk=world.own.firm.pk).update(address="'=1+1 路，“甲” 2 号", concerns="－1、电")
    for form in ("xlsx", "csv"):
        export = Export(listings()["firms"], world.cast.project, QueryDict())
        data = exports.made(export, form, request=None)
        kind = kinds()["firms"](world.cast.project)
        _batch, results = import_now(kind, data, f"a.{form}", dry=True, partial=False, now=timezone.now())
        assert [(r.label, r.changes, [f.message for f in r.faults]) for r in results if r.outcome != "same"] == []
        assert len(results) == export.found.count
    Enterprise.objects.filter(pk=world.own.firm.pk).update(address="三路")
    _batch, results = import_now(kind, data, "a.csv", dry=True, partial=False, now=timezone.now())
    assert [r.outcome for r in results if r.outcome != "same"] == ["changed"]


def who_gets_the_kind(world: World, key: str) -> User:
    """The person of the cast that is handed the most rows of a list with the columns of its kind."""
    people = [each for each in world.cast.roles() if listings()[key].may_open(each)]
    able = [each for each in people if Export(listings()[key], each, QueryDict()).kind]
    return max(able, key=lambda each: Export(listings()[key], each, QueryDict()).found.count)


def read_back(key: str, export: Export, form: str) -> list[Any]:
    kind = kinds()[listings()[key].kind](export.user)
    data = exports.made(export, form, request=None)
    return import_now(kind, data, f"a.{form}", dry=True, partial=False, now=timezone.now())[1]


KINDRED = [key for key, listing in listings().items() if listing.kind]


@pytest.mark.parametrize("key", KINDRED)
def test_every_export_of_a_kind_comes_back_as_it_went(world: World, client_for: ClientFor, key: str) -> None:
    """With every column, in both forms, in both languages of the reader; in English under each grouping, too."""
    person = who_gets_the_kind(world, key)
    groups = [*getattr(Export(listings()[key], person, QueryDict()).found.filter, "GROUPS", {})]
    for language in ("zh-hans", "en"):
        with translation.override(language):
            for query in ("", *(f"by={name}" for name in groups if language == "en")):
                export = Export(listings()[key], person, QueryDict(query))
                assert export.found.count, key
                for form in ("xlsx", "csv"):
                    heads = [str(column.head) for column in export.sheet().columns]
                    assert len(heads) == len(set(heads)), (key, query)
                    results = read_back(key, export, form)
                    assert [r.changes or r.faults for r in results if r.outcome != "same"] == [], (language, query)
                    assert len(results) == export.found.count


def _table(data: bytes, form: str) -> list[list[str]]:
    """The cells of a file; the line of notes without its numbers, which are of the moment."""
    if form == "csv":
        return [[]] * 2 + list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    rows = [[str(cell.value) for cell in row] for row in sheet.iter_rows()]
    rows[1] = [re.sub(r"\d+", "", text) for text in rows[1]]
    return rows


@pytest.mark.parametrize("key", listings())
def test_a_file_is_in_the_language_of_the_house(world: World, client_for: ClientFor, key: str) -> None:
    """The same file as for who reads Chinese, by the same way as a browser's."""
    listing, query = listings()[key], week_of(listings()[key])
    if listing.place and not query:
        pytest.skip("no week is frozen in this world")
    person = next(each for each in world.cast.roles() if listing.may_open(each))
    chinese, english = client_for(person), client_for(person)
    english.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    by = next(iter(getattr(listing.found(as_request(person, QueryDict(query))).filter, "GROUPS", {})), "")
    for form in ("csv", "xlsx"):
        address = f"/lists/{key}/file/?as={form}&{query}" + (f"&by={by}" if by else "")
        made = [client.get(address) for client in (chinese, english)]
        assert made[0]["Content-Disposition"] == made[1]["Content-Disposition"]
        tables = [_table(each.content, form) for each in made]
        assert tables[0][:3] == tables[1][:3]
        if key != "audit":  # the second taking is a line more of it
            assert tables[0] == tables[1]
    assert english.get(listing.url(QueryDict(query))).wsgi_request.LANGUAGE_CODE == "en"


def test_columns_that_an_export_adds_are_not_called_unknown(world: World) -> None:
    person = who_gets_the_kind(world, "projects")
    export = Export(listings()["projects"], person, QueryDict("by=unit"))
    data, kind = exports.made(export, "xlsx", request=None), kinds()["projects"](person)
    batch = batches.receive("projects", data, "a.xlsx", by=person, now=timezone.now())
    told = batches.table_of(batch, kind).as_told()
    assert told["unknown"] == []
    assert {head for _letter, head in told["added"]} >= {"系统灯", "责任人部门"}  # type: ignore[attr-defined]


def test_the_taking_is_on_the_trail(world: World, client_for: ClientFor) -> None:
    client_for(world.cast.leader).get("/lists/firms/file/?as=csv&sort=-name")
    taken = AuditEvent.objects.filter(kind=AuditKind.EXPORTED).latest("pk")
    assert taken.user == world.cast.leader
    assert taken.what == f"firms.csv {Enterprise.objects.visible_to(world.cast.leader).count()} sort=-name"


class TestByAWorker:
    @pytest.fixture
    def asked(self, world: World, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch) -> Job:
        monkeypatch.setattr(export_views, "MOST_AT_ONCE", 0)
        sent = {"client_id": str(uuid.uuid4()), "as": "csv", "columns": ["short_name"], "sort": "-name"}
        client = client_for(world.cast.leader)
        for _twice in range(2):
            assert client.post("/lists/firms/job/", sent).status_code == 302
        return Job.objects.exclude(asked__title="zqx").get(kind="export")

    def test_the_file_is_made_told_and_thrown_away(self, asked: Job, world: World, client_for: ClientFor) -> None:
        client = client_for(world.cast.leader)
        jobs.run(asked)
        asked.refresh_from_db()
        assert asked.state == JobState.DONE, asked.said
        assert Notice.objects.filter(user=world.cast.leader, url=f"/exports/{asked.pk}/").count() == 1
        assert world.own.firm.short_name in client.get(f"/exports/{asked.pk}/file/").content.decode()
        assert client_for(world.cast.admin).get(f"/exports/{asked.pk}/").status_code == 404  # who sees all other jobs
        place = f"jobs/exports/{asked.key}.csv"
        assert exports.sweep(timezone.now()) == 0
        assert default_storage.exists(place)
        assert exports.sweep(timezone.now() + exports.KEPT_FOR * 2) == 1
        assert not default_storage.exists(place)
        assert client.get(f"/exports/{asked.pk}/file/").status_code == 404
        assert "请重新导出" in client.get(f"/exports/{asked.pk}/").content.decode()

    def test_the_number_of_another_press_is_told(self, asked: Job, world: World, client_for: ClientFor) -> None:
        """Not a failure: the person is led back, and nothing is owed for them."""
        sent = {"client_id": str(asked.key), "as": "csv", "sort": "-name"}
        answer = client_for(world.cast.project).post("/lists/firms/job/", sent)
        assert (answer.status_code, answer["Location"]) == (302, "/lists/firms/export/?as=csv&sort=-name")
        assert not Job.objects.filter(kind="export", by=world.cast.project).exclude(asked__title="zqx").exists()

    def test_whoever_lost_the_list_gets_no_file(self, asked: Job, world: World) -> None:
        User.objects.filter(pk=world.cast.leader.pk).update(roles=[Role.BANK])
        jobs.run(asked)
        asked.refresh_from_db()
        assert (asked.state, asked.name) == (JobState.FAILED, "")
        assert "没有查看这份清单的权限" in asked.said

    def test_a_fault_of_ours_is_said_in_words_of_an_export(
        self, asked: Job, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(exports, "made", lambda *_args, **_named: 1 / 0)
        jobs.run(asked)
        asked.refresh_from_db()
        assert (asked.state, asked.said) == (
            JobState.FAILED,
            "系统出错，没有生成文件。请再试一次，或联系系统管理员。",
        )

    def test_it_can_be_stopped(self, asked: Job, world: World, client_for: ClientFor) -> None:
        client_for(world.cast.leader).post(f"/exports/{asked.pk}/cancel/")
        asked.refresh_from_db()
        assert (asked.state, asked.said) == (JobState.CANCELLED, "已取消，没有生成文件。")


class TestCommand:
    def test_the_machine_sees_all_and_a_person_what_they_see(self, world: World, tmp_path: Path) -> None:
        call_command("export_rows", "firms", str(tmp_path / "all.csv"))
        call_command("export_rows", "firms", str(tmp_path / "own.csv"), username=world.cast.liaison.username)
        everything, own = ((tmp_path / f"{name}.csv").read_text("utf-8-sig") for name in ("all", "own"))
        assert everything.startswith("统一社会信用代码,简称,全称")
        assert world.foreign.firm.short_name in everything
        assert world.own.firm.short_name in own
        assert world.foreign.firm.short_name not in own

    def test_it_is_filtered_as_the_page(self, world: World, tmp_path: Path) -> None:
        call_command("export_rows", "firms", str(tmp_path / "a.csv"), filter=f"q={world.own.firm.short_name}")
        assert len(list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"))))) == 2

    @pytest.mark.parametrize(
        ("name", "options", "said"),
        [
            ("a.pdf", {}, "neither .xlsx nor .csv"),
            ("a.csv", {"username": "nobody"}, "no active account"),
            ("a.csv", {"filter": "colour=red"}, "colour"),
            ("no/a.csv", {}, "cannot be written"),
        ],
    )
    def test_what_cannot_be_is_said(
        self, world: World, tmp_path: Path, name: str, options: dict[str, str], said: str
    ) -> None:
        with pytest.raises(CommandError, match=said):
            call_command("export_rows", "firms", str(tmp_path / name), **options)

    def test_a_bank_has_no_list_of_firms(self, world: World, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="may not open"):
            call_command("export_rows", "firms", str(tmp_path / "a.csv"), username=world.cast.bank.username)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here: nobody opened what we write")
def test_libreoffice_opens_what_we_write(world: World, client_for: ClientFor, tmp_path: Path) -> None:
    Enterprise.objects.filter(pk=world.own.firm.pk).update(short_name="=1+1")
    (tmp_path / "a.xlsx").write_bytes(client_for(world.cast.leader).get("/lists/firms/file/").content)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/p", "--headless", "--convert-to"]
    filtered = "csv:Text - txt - csv (StarCalc):44,34,76"
    subprocess.run(
        [*command, filtered, "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"))))
    assert "简称" in rows[2]
    assert "=1+1" in [row[1] for row in rows]


class TestSavedViews:
    def save(self, client: Client, name: str = "签约的", query: str = "sort=-name", **sent: str) -> Any:
        data = {"client_id": str(uuid.uuid4()), "name": name, "query": query} | sent
        return client.post("/lists/firms/views/new/", data)

    def test_a_list_under_a_name(self, world: World, client_for: ClientFor) -> None:
        client = client_for(world.cast.leader)
        answer = self.save(client, query="sort=-name&page=3&columns=short_name")
        view = SavedView.objects.exclude(name="zqx").get()
        assert (view.query, view.columns, view.by) == ("sort=-name", ["short_name"], world.cast.leader)
        assert answer["Location"] == f"/enterprises/?sort=-name&view={view.pk}"
        page = client.get(answer["Location"]).content.decode()
        assert "columns=short_name" in page
        assert client.get(f"/views/{view.pk}/")["Location"] == answer["Location"]

    def test_a_name_is_taken_once_a_list(self, world: World, client_for: ClientFor) -> None:
        client = client_for(world.cast.leader)
        self.save(client)
        answer = self.save(client)
        assert "你在这份清单里已有同名的视图" in answer.content.decode()
        assert SavedView.objects.exclude(name="zqx").count() == 1

    def test_a_week_has_no_views_and_says_so(self, world: World, client_for: ClientFor) -> None:
        client = client_for(world.cast.leader)
        for query in ("", "?week=2026-W10", "?week=x"):
            assert client.get(f"/lists/week/views/new/{query}").status_code == 404
            assert client.post(f"/lists/week/views/new/{query}", {"name": "x"}).status_code == 404

    def test_what_the_filter_does_not_know_is_not_kept(self, world: World, client_for: ClientFor) -> None:
        self.save(client_for(world.cast.leader), query="sort=-name&zz=1&by=zzz&cluster=abc&q=示例")
        view = SavedView.objects.exclude(name="zqx").get()
        assert QueryDict(view.query).dict() == {"sort": "-name", "q": "示例"}

    def test_it_is_nobody_elses_until_it_is_shared(self, world: World, client_for: ClientFor) -> None:
        owner, other = world.cast.leader, world.cast.project
        User.objects.filter(pk__in=[owner.pk, other.pk]).update(department=world.own.request.department)
        User.objects.filter(pk=world.cast.talent.pk).update(department=None)
        owner.refresh_from_db()
        self.save(client_for(owner))
        view = SavedView.objects.exclude(name="zqx").get()
        assert client_for(other).get(f"/views/{view.pk}/").status_code == 404
        sent = {"name": "共享的", "shared": "on", "seen": _seen(client_for(owner), view)}
        assert client_for(owner).post(f"/views/{view.pk}/edit/", sent).status_code == 302
        assert client_for(other).get(f"/views/{view.pk}/").status_code == 302
        assert "共享的" in client_for(other).get("/enterprises/").content.decode()
        assert client_for(world.cast.talent).get(f"/views/{view.pk}/").status_code == 404
        assert client_for(other).post(f"/views/{view.pk}/delete/").status_code == 403
        assert client_for(owner).post(f"/views/{view.pk}/delete/").status_code == 302
        assert not SavedView.objects.exclude(name="zqx").exists()

    def test_a_shared_view_opens_no_closed_list(self, world: World, client_for: ClientFor) -> None:
        bank = world.cast.bank
        view = SavedView.objects.create(list_key="firms", name="x", by=bank, saved_at=timezone.now())
        assert client_for(bank).get(f"/views/{view.pk}/").status_code == 404
        assert client_for(bank).get("/lists/firms/views/new/").status_code == 404

    def test_one_default_opens_by_itself(self, world: World, client_for: ClientFor) -> None:
        client = client_for(world.cast.leader)
        self.save(client, name="一", query="sort=-name", is_default="on")
        self.save(client, name="二", query="sort=requests", is_default="on")
        assert list(SavedView.objects.filter(is_default=True).values_list("name", flat=True)) == ["二"]
        view = SavedView.objects.get(name="二")
        assert client.get("/enterprises/")["Location"] == f"/enterprises/?sort=requests&view={view.pk}"
        assert client.get("/enterprises/?view=0").status_code == 200
        assert client_for(world.cast.project).get("/enterprises/").status_code == 200


def _seen(client: Client, view: SavedView) -> str:
    return client.get(f"/views/{view.pk}/edit/").context["form"]["seen"].value() or ""
