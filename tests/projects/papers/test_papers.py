"""文件 of a project and of what hangs on it: who sees them, who takes them away, and until when."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.enums import Role
from core.models import Department, User
from projects.enums import ActionState, LifeAct
from projects.meeting import actions
from projects.models import Action, Blocker, LifeChange, Paper, Project
from projects.register.history import history_of, with_events
from tests.core.office.test_papers import DOCX, PDF
from tests.projects.scene import FRIDAY, MONDAY, as_user, node, person, project, week

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def pdf(name: str = "环评批复.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def put(of: Project, by: User, **about: Any) -> Paper:
    return Paper.objects.put(of, [pdf()], by=by, now=FRIDAY, client_id=uuid.uuid4(), **about)[0]


def read(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def press(**fields: Any) -> dict[str, Any]:
    return {"client_id": str(uuid.uuid4())} | fields


def order(of: Project, owner: User) -> Action:
    values = {"period": week("2026-11-23"), "project": of, "owner": owner, "by": owner, "now": MONDAY}
    return actions.issue(**values, title="协调用电", due_on=MONDAY.date(), client_id=uuid.uuid4())


class TestOfAProject:
    def test_put_there_listed_and_handed_out(self, wang: User, given: Project) -> None:
        client, url = as_user(wang), f"/projects/{given.code}/papers/"
        sent = press(papers=[pdf(), pdf("合同.docx", DOCX)])
        assert client.post(url, sent).status_code == 302
        assert {each.attachment.name for each in given.papers.all()} == {"环评批复.pdf", "合同.docx"}
        page = client.get(f"/projects/{given.code}/").content.decode()
        assert "环评批复.pdf" in page
        key = given.papers.get(attachment__kind="pdf").attachment.key
        answer = client.get(f"/projects/papers/{key}/")
        assert read(answer) == PDF
        assert answer["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer["Content-Security-Policy"]

    def test_the_same_press_twice_stores_once(self, wang: User, given: Project) -> None:
        number = str(uuid.uuid4())
        for _time in range(2):
            sent = {"client_id": number, "papers": [pdf(), pdf("二.pdf")]}
            assert as_user(wang).post(f"/projects/{given.code}/papers/", sent).status_code == 302
        assert given.papers.count() == 2

    def test_a_page_that_calls_itself_pdf_is_refused_at_the_field(self, wang: User, given: Project) -> None:
        page = as_user(wang).post(f"/projects/{given.code}/papers/", press(papers=[pdf("a.pdf", b"<html>")]))
        assert "不是 PDF、Word、Excel 或图片" in page.context["form"].errors["papers"][0]
        assert not given.papers.exists()

    def test_another_officer_reads_and_does_not_write(self, wang: User, given: Project) -> None:
        other, key = as_user(person("li")), put(given, wang).attachment.key
        assert read(other.get(f"/projects/papers/{key}/")) == PDF
        assert other.post(f"/projects/{given.code}/papers/", press(papers=[pdf()])).status_code == 403

    def test_who_does_not_see_the_project_does_not_see_its_papers(self, wang: User, given: Project) -> None:
        stranger = as_user(person("guo", Role.LIAISON))
        key = put(given, wang).attachment.key
        assert stranger.get(f"/projects/papers/{key}/").status_code == 404
        assert stranger.post(f"/projects/papers/{key}/remove/").status_code == 404

    def test_taken_away_by_who_put_it_there_and_both_are_in_the_history(self, wang: User, given: Project) -> None:
        key = put(given, wang).attachment.key
        boss = person("boss", "leader")
        as_user(boss).post(f"/projects/papers/{key}/remove/")
        assert given.papers.count() == 1
        as_user(wang).post(f"/projects/papers/{key}/remove/")
        assert given.papers.count() == 0
        assert as_user(wang).get(f"/projects/papers/{key}/").status_code == 404
        entries = [
            each
            for each in history_of(with_events(Project.objects.all()).get(), User.objects.all()[0])
            if each.what == "项目文件"
        ]
        assert [(each.deleted, each.created) for each in entries] == [(True, False), (False, True)]
        assert "环评批复.pdf" in [change.after for change in entries[0].changes]
        page = as_user(wang).get(f"/projects/{given.code}/history/").content.decode()
        assert "删除" in page

    def test_what_was_decided_on_stays(self, wang: User, given: Project) -> None:
        done = node(given, 1, "2026-11-27")
        on_node, of_project = put(given, wang, node=done), put(given, wang)
        done.complete(on=FRIDAY.date())
        blocker = Blocker.objects.create(project=given, text="用电", raised_by=wang, raised_at=FRIDAY)
        on_blocker = put(given, wang, blocker=blocker)
        blocker.resolve(at=FRIDAY, by=wang)
        asked = {"on": FRIDAY.date(), "reason": "停", "by": wang, "now": FRIDAY}
        turn = LifeChange.objects.ask(given, LifeAct.STOP, **asked)
        on_turn = put(given, wang, turn=turn)
        assert on_turn.stays_because == ""
        turn.decide(True, note="", by=person("boss", "leader"), now=FRIDAY)
        for paper in (on_node, on_blocker, on_turn, of_project):
            url = f"/projects/papers/{paper.attachment.key}/remove/"
            as_user(wang).post(url)
            assert Paper.objects.filter(pk=paper.pk).exists(), Paper.objects.get(pk=paper.pk).about


class TestOfAnOrder:
    def test_nothing_proves_nothing(self, wang: User, given: Project) -> None:
        made = order(given, wang)
        page = as_user(wang).post(f"/projects/actions/{made.number}/step/", press(kind="proof", text="好了"))
        assert page.context["form"].errors["papers"] == ["报请销号要有佐证：照片或文件至少一份。"]
        assert Action.objects.get().state == ActionState.OPEN

    def test_a_paper_proves_it_and_its_owner_sees_it_without_the_project(self, given: Project) -> None:
        of = Department.objects.create(key="b", name="住建科", rank=1)
        li, other = person("li", Role.HANDLER, department=of), person("zhou", Role.HANDLER)
        made = order(given, li)
        sent = press(kind="proof", text="已批", papers=[pdf()])
        assert as_user(li).post(f"/projects/actions/{made.number}/step/", sent).status_code == 302
        assert Action.objects.get().state == ActionState.SUBMITTED
        url = f"/projects/papers/{Paper.objects.get().attachment.key}/"
        assert not Project.objects.visible_to(li).exists()
        assert read(as_user(li).get(url)) == PDF
        assert as_user(other).get(url).status_code == 404
        assert "环评批复.pdf" in as_user(li).get(f"/projects/actions/{made.number}/").content.decode()

    def test_the_only_proof_stays_and_a_second_one_may_go(self, wang: User, given: Project) -> None:
        made = order(given, wang)
        words = {"text": "已批", "by": wang, "now": FRIDAY}
        actions.hand_in(made, papers=[pdf(), pdf("二.pdf")], client_id=uuid.uuid4(), **words)
        one, two = Paper.objects.all()
        client = as_user(wang)
        client.post(f"/projects/papers/{one.attachment.key}/remove/")
        client.post(f"/projects/papers/{two.attachment.key}/remove/")
        assert [each.pk for each in Paper.objects.all()] == [two.pk]

    def test_struck_off_all_of_them_stay(self, wang: User, given: Project) -> None:
        made, boss = order(given, wang), person("boss", "leader")
        words = {"by": wang, "now": FRIDAY}
        actions.report(made, text="在办", papers=[pdf()], client_id=uuid.uuid4(), **words)
        actions.hand_in(made, text="已批", papers=[pdf()], client_id=uuid.uuid4(), **words)
        actions.strike_off(made, text="同意", by=boss, now=FRIDAY, client_id=uuid.uuid4())
        for paper in Paper.objects.all():
            as_user(wang).post(f"/projects/papers/{paper.attachment.key}/remove/")
        assert Paper.objects.count() == 2


class TestOfOthers:
    def test_both_sides_of_a_blocker_put_papers_to_it(self, wang: User, given: Project) -> None:
        of = Department.objects.create(key="b", name="住建科", rank=1)
        li = person("li", Role.HANDLER, department=of)
        raised = {"raised_by": wang, "raised_at": FRIDAY, "department": of}
        blocker = Blocker.objects.create(project=given, text="用电", **raised)
        for who in (wang, li):
            assert (
                as_user(who).post(f"/projects/blockers/{blocker.pk}/papers/", press(papers=[pdf()])).status_code == 302
            )
        assert blocker.papers.count() == 2
        blocker.resolve(at=FRIDAY, by=wang)
        as_user(wang).post(f"/projects/blockers/{blocker.pk}/papers/", press(papers=[pdf()]))
        assert blocker.papers.count() == 2
        other = as_user(person("zhao"))
        assert other.post(f"/projects/blockers/{blocker.pk}/papers/", press(papers=[pdf()])).status_code == 403

    def test_the_evidence_of_a_pause_comes_with_it(self, wang: User, given: Project) -> None:
        sent = {
            "on": "2026-11-20",
            "until": "2027-03-01",
            "cause": "other",
            "reason": "停工",
            "papers": [pdf("来函.pdf")],
        }
        sent["decider"] = person("boss", "leader").pk
        answer = as_user(wang).post(f"/projects/{given.code}/life/pause/", sent)
        assert answer.status_code == 302, answer.context["form"].errors
        assert LifeChange.objects.get().papers.get().attachment.name == "来函.pdf"

    def test_a_finish_that_is_said_anew_keeps_what_was_handed_in(self, wang: User, given: Project) -> None:
        node(given, 1, "2026-12-04")  # open, so that it waits
        sent = {"on": "2026-11-20", "evidence": "验收 1 号", "reason": ""}
        as_user(wang).post(f"/projects/{given.code}/life/finish/", sent | {"papers": [pdf("验收.pdf")]})
        as_user(wang).post(f"/projects/{given.code}/life/finish/", sent | {"evidence": "验收 2 号"})
        change = LifeChange.objects.get()
        assert (change.evidence, change.papers.get().attachment.name) == ("验收 2 号", "验收.pdf")

    def test_a_node_that_goes_leaves_its_paper_with_the_project(self, wang: User, given: Project) -> None:
        gone = node(given, 1, "2026-12-04")
        put(given, wang, node=gone)
        gone.delete()
        assert given.papers.get().node is None

    def test_papers_move_with_a_merged_project(self, wang: User, given: Project) -> None:
        from projects.life.merging import merge

        other = project("YH-2026-002", responsible=wang)
        put(other, wang)
        merge(given, other, reason="同一个", by=wang, now=FRIDAY, today=dt.date(2026, 11, 20))
        assert given.papers.count() == 1
