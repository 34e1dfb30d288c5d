"""The weekly update in the browser: once, refused with both versions, unchanged in one tap."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import Attachment, Department, User
from projects.models import Project, Update
from projects.periods import open_period
from projects.week.freezing import freeze_now
from tests.doubts import seen
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


class TestUpdate:
    def test_saved_with_everything_on_the_form(self, wang: User, given: Project) -> None:
        power = Department.objects.create(key="power", name="供电部门")
        roof = node(given, 1, "2026-11-30")
        fields = {"blocker": "接入方案待定", "department": power.pk, "milestones": [roof.pk]}
        fields |= {f"milestone_on_{roof.pk}": "2026-11-18", "photos": [photo(), photo("b.jpg")]}
        page = as_user(wang).post(update_url(given), typed(investment_wan="１,200 万元", **fields))
        assert page.status_code == 302
        saved = Update.objects.get()
        assert (saved.done, saved.investment_wan, saved.author) == ("三层结构浇筑完成", 1200, wang)
        assert (saved.photos.count(), saved.open_blocker.department) == (2, power)
        roof.refresh_from_db()
        assert roof.actual_on == dt.date(2026, 11, 18)

    def test_five_taps_end_on_the_same_page_with_one_saving(self, wang: User, given: Project) -> None:
        roof = node(given, 1, "2026-11-30")
        sent = typed(milestones=[roof.pk], blocker="", photos=[])
        pages = [as_user(wang).post(update_url(given), sent) for _ in range(5)]
        assert {(page.status_code, page.url) for page in pages} == {(302, reverse("workbench"))}
        assert Update.objects.get().version == 1

    def test_the_next_one_that_waits_comes_next(self, wang: User, given: Project) -> None:
        project("YH-2026-000", responsible=wang)
        second, last = project("YH-2026-002", responsible=wang), project("YH-2026-003", responsible=wang)
        page = as_user(wang).get(update_url(given))
        assert page.context["place"] == "2 / 4"
        assert as_user(wang).post(update_url(given), typed()).url == update_url(second)
        assert as_user(wang).post(update_url(second), typed()).url == update_url(last)
        assert as_user(wang).post(update_url(last), typed()).url == update_url(Project.objects.get(code="YH-2026-000"))

    def test_what_was_typed_stays_when_it_is_refused(self, wang: User, given: Project) -> None:
        page = as_user(wang).post(update_url(given), typed(done="", next="只写了下一步", investment_wan="很多"))
        assert page.status_code == 200
        assert not Update.objects.exists()
        text = page.content.decode()
        assert "只写了下一步" in text
        assert "很多" in text
        assert "请写本周完成了什么" in text

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"declared": "done"}, "“申报灯”没有这个选项"),
            ({"investment_wan": "-1"}, "“本周完成投资”不能是负数。"),
            ({"blocker": "供电"}, "请选择由哪个部门协调"),
            ({"done": "很" * 301}, "300"),
            ({"client_id": "x"}, "这张表单不完整"),
        ],
    )
    def test_wrong_input_is_said(self, wang: User, given: Project, fields: dict[str, str], said: str) -> None:
        page = as_user(wang).post(update_url(given), typed(**fields))
        errors = json.dumps(page.context["form"].errors, ensure_ascii=False)
        assert said in errors
        assert not Update.objects.exists()

    def test_a_tick_in_the_future_and_a_foreign_node_are_refused(self, wang: User, given: Project) -> None:
        mine, foreign = node(given, 1, "2026-11-30"), node(project("B-1"), 1, "2026-11-30")
        future = typed(milestones=[mine.pk], **{f"milestone_on_{mine.pk}": "2026-11-21"})
        assert "不能晚于今天" in as_user(wang).post(update_url(given), future).content.decode()
        as_user(wang).post(update_url(given), typed(milestones=[foreign.pk]))
        assert not Update.objects.exists()

    def test_a_doubtful_sum_needs_a_second_press(self, wang: User, given: Project) -> None:
        Project.objects.filter(pk=given.pk).update(total_investment_wan=5000)
        report(given, "2026-11-16", wang, investment_wan=500)
        sent = typed(investment_wan="5000", photos=[photo()])
        asked = as_user(wang).post(update_url(given), sent)
        text = asked.content.decode()
        assert "累计将达 5,500 万元，超过总投资 5,000 万元" in text
        assert "10 倍" in text
        assert not Update.objects.filter(period__iso_week=48).exists()
        kept = [str(each.key) for each in asked.context["kept_photos"]]
        other = typed(investment_wan="6000", **seen(asked))
        assert "请确认" in as_user(wang).post(update_url(given), other).content.decode()
        again = sent | seen(asked) | {"kept_photos": kept, "photos": []}
        assert as_user(wang).post(update_url(given), again).status_code == 302
        saved = Update.objects.get(period__iso_week=48)
        assert (saved.investment_wan, saved.photos.count()) == (5000, 1)

    def test_a_photo_that_somebody_else_sent_cannot_be_taken(self, wang: User, given: Project) -> None:
        other = project("B-1", responsible=person("li"))
        as_user(other.responsible).post(update_url(other), typed(done="", photos=[photo()]))
        stolen = str(Attachment.objects.get().key)
        as_user(wang).post(update_url(given), typed(kept_photos=[stolen]))
        assert not Update.objects.exists()
        assert as_user(wang).get(reverse("projects:update_photo", args=[stolen])).status_code == 404

    def test_no_more_than_six_photos_a_week(self, wang: User, given: Project) -> None:
        as_user(wang).post(update_url(given), typed(photos=[photo(f"{n}.jpg") for n in range(6)]))
        page = as_user(wang).post(update_url(given), typed(version="1", photos=[photo()]))
        assert "最多 6 张照片，已存 6 张" in page.content.decode()
        fake = SimpleUploadedFile("a.jpg", b"x", "image/jpeg")
        other = project("B-1", responsible=wang)
        assert as_user(wang).post(update_url(other), typed(photos=[fake])).status_code == 200
        assert not other.updates.exists()

    def test_after_the_deadline_it_speaks_for_the_next_period(
        self, wang: User, given: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY)
        page = as_user(wang).post(update_url(given), typed())
        text = page.content.decode()
        assert "上一期已截止" in text
        assert "第49周" in text
        assert "三层结构浇筑完成" in text
        assert not Update.objects.exists()
        assert as_user(wang).post(update_url(given), typed(period="2026-W49")).status_code == 302
        assert Update.objects.get().period.key == "2026-W49"

    @pytest.mark.parametrize("press", ["update", "unchanged"])
    def test_an_answer_lost_before_the_deadline_is_given_after_it(
        self, wang: User, given: Project, monkeypatch: pytest.MonkeyPatch, press: str
    ) -> None:
        data, url = typed(place="form"), update_url(given).replace("update", press)
        assert as_user(wang).post(url, data).status_code == 302
        monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY)
        again = as_user(wang).post(url, data, follow=True)
        assert "已提交示例项目YH-2026-001第48周进展" in again.content.decode()
        assert Update.objects.get().version == 1

    @pytest.mark.parametrize("press", ["update", "unchanged"])
    def test_frozen_by_hand_while_somebody_writes(
        self, wang: User, given: Project, monkeypatch: pytest.MonkeyPatch, press: str
    ) -> None:
        stale = week("2026-11-23")
        freeze_now(week("2026-11-23"), now=FRIDAY)
        opened = [stale, open_period(FRIDAY)]  # the page read the week before the freeze, and asks again after it
        monkeypatch.setattr("projects.week.update_views.open_period", lambda now: opened.pop(0))
        text = as_user(wang).post(update_url(given).replace("update", press), typed(), follow=True).content.decode()
        assert ("三层结构浇筑完成" in text and "第49周" in text) if press == "update" else "填报期已变化" in text
        assert not Update.objects.exists()

    def test_the_form_of_a_saved_week_holds_what_it_asked_to_coordinate(self, wang: User, given: Project) -> None:
        power = Department.objects.create(key="power", name="供电部门")
        submit(given, wang, blocker="接入方案待定", department=power)
        form = as_user(wang).get(update_url(given)).context["form"]
        assert (form["blocker"].value(), form["department"].value()) == ("接入方案待定", power.pk)
        given.blockers.get().resolve(at=FRIDAY, by=wang)
        assert as_user(wang).get(update_url(given)).context["form"]["blocker"].value() in (None, "")

    def test_the_form_shows_last_week_and_the_system_lamp(self, wang: User, given: Project) -> None:
        node(given, 1, "2026-01-05")
        report(given, "2026-11-16", wang, next="三层钢筋绑扎")
        text = as_user(wang).get(update_url(given)).content.decode()
        assert "上一期（第47周）" in text
        assert "三层钢筋绑扎" in text
        assert "系统灯为红灯" in text
        assert "两灯不一致" in text


class TestConflict:
    def conflict(self, wang: User, given: Project, **fields: Any) -> Any:
        submit(given, person("li"), done="夜班到岗 52 人", next="四层", declared="red", investment_wan=860)
        return as_user(wang).post(update_url(given), typed(**fields))

    def test_both_versions_and_every_character(self, wang: User, given: Project) -> None:
        mine = "塔吊检修停工 3 天 <b>&amp;\n第二行"
        page = self.conflict(wang, given, done=mine, photos=[photo()])
        assert page.status_code == 409
        text = page.content.decode()
        assert "示例li在你填写时已提交" in text
        assert "第 1 版" in text
        choices = {choice.key: choice for choice in page.context["choices"]}
        assert (choices["done"].mine, choices["done"].theirs) == (mine, "夜班到岗 52 人")
        assert choices["next"].same
        assert choices["investment_wan"].same
        assert not choices["declared"].same
        assert dict(page.context["carry"])["done"] == mine
        assert "&lt;b&gt;" in text
        assert "<b>&amp;" not in text
        assert Update.objects.get().version == 1

    def resolve(self, page: Any, **picks: str) -> dict[str, Any]:
        sent: dict[str, Any] = {}
        for name, value in page.context["carry"]:
            sent.setdefault(name, []).append(value)
        return sent | {
            "version": page.context["version"],
            "client_id": str(page.context["client_id"]),
            "resolve": "1",
            **picks,
        }

    def test_field_by_field(self, wang: User, given: Project) -> None:
        page = self.conflict(wang, given, done="我的", photos=[photo()])
        sent = self.resolve(page, pick_done="mine", pick_declared="theirs")
        assert as_user(wang).post(update_url(given), sent).status_code == 302
        saved = Update.objects.get()
        assert (saved.done, saved.declared, saved.version, saved.author) == ("我的", "red", 2, wang)
        assert saved.photos.count() == 1

    def test_all_mine(self, wang: User, given: Project) -> None:
        page = self.conflict(wang, given, done="我的")
        sent = self.resolve(page, pick_done="theirs", pick_declared="theirs", take="mine")
        as_user(wang).post(update_url(given), sent)
        assert (Update.objects.get().done, Update.objects.get().declared) == ("我的", "green")

    def test_a_third_saving_in_between_is_shown_again(self, wang: User, given: Project) -> None:
        page = self.conflict(wang, given, done="我的")
        submit(given, person("zhao"), expected_version=1, done="第三个人")
        again = as_user(wang).post(update_url(given), self.resolve(page, pick_done="mine"))
        assert again.status_code == 409
        assert {choice.key: choice for choice in again.context["choices"]}["done"].theirs == "第三个人"


class TestUnchanged:
    def tap(self, user: User, of: Project, **fields: str) -> Any:
        sent = {"client_id": str(uuid.uuid4()), "period": "2026-W48", "version": "0", "place": "workbench"}
        return as_user(user).post(reverse("projects:update_unchanged", args=[of.code]), sent | fields)

    def test_one_tap(self, wang: User, given: Project) -> None:
        report(given, "2026-11-16", wang, next="主体封顶", declared="amber")
        page = self.tap(wang, given)
        assert page.url == reverse("workbench")
        saved = Update.objects.get(period__iso_week=48)
        assert (saved.unchanged, saved.next, saved.declared) == (True, "主体封顶", "amber")

    def test_from_the_form_it_goes_on_to_the_next(self, wang: User, given: Project) -> None:
        second = project("YH-2026-002", responsible=wang)
        assert self.tap(wang, given, place="form").url == update_url(second)

    def test_the_same_tap_again_is_the_same_saving(self, wang: User, given: Project) -> None:
        tap = str(uuid.uuid4())
        for _ in range(3):
            assert self.tap(wang, given, client_id=tap).status_code == 302
        assert Update.objects.get().version == 1

    def test_the_same_tap_from_nowhere_is_the_same_saving_too(self, wang: User, given: Project) -> None:
        tap = str(uuid.uuid4())
        self.tap(wang, given, client_id=tap)
        assert self.tap(wang, given, client_id=tap, place="moon").url == f"/projects/{given.code}/"
        assert Update.objects.get().version == 1

    def test_the_number_of_another_saving_is_answered_in_its_own_words(self, wang: User, given: Project) -> None:
        other = submit(project("YH-2026-002"), wang)
        sent = {"client_id": str(other.client_id), "period": "2026-W48", "version": "0", "place": "list"}
        page = as_user(wang).post(reverse("projects:update_unchanged", args=[given.code]), sent, follow=True)
        assert "这张表单已经用过" in page.content.decode()
        assert not given.updates.exists()

    def test_it_does_not_overwrite_a_report_and_says_so(self, wang: User, given: Project) -> None:
        submit(given, person("li"), done="写了很多")
        client = as_user(wang)
        sent = {"client_id": str(uuid.uuid4()), "period": "2026-W48", "version": "0", "place": "list"}
        page = client.post(reverse("projects:update_unchanged", args=[given.code]), sent, follow=True)
        assert "没有提交：示例li已于 11-20 17:00 填报这一周" in page.content.decode()
        assert Update.objects.get().done == "写了很多"

    @pytest.mark.parametrize("fields", [{"period": "2026-W47"}, {"client_id": "x"}, {"place": "moon"}])
    def test_a_stale_or_broken_tap_saves_nothing(self, wang: User, given: Project, fields: dict[str, str]) -> None:
        assert self.tap(wang, given, **fields).status_code == 302
        assert not Update.objects.exists()

    def test_others_may_not(self, given: Project) -> None:
        assert self.tap(person("li"), given).status_code == 403
        assert not Update.objects.exists()
