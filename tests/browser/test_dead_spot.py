"""A liaison officer in a dead spot: what was filled in survives, is seen waiting, and arrives exactly once."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from PIL import Image
from pillow_heif import register_heif_opener
from playwright.sync_api import Page, Route

from core.models import User
from enterprises.models import Enterprise, Visit
from tests.browser.conftest import Seat
from tests.browser.visitor import PHONE, Visitor

FORM = "/enterprises/visits/new/"
CACHED = """async () => {
  const texts = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) texts.push(request.url + " " + await (await cache.match(request)).text());
  }
  return texts;
}"""


@pytest.fixture
def me(seat: Seat) -> Iterator[Visitor]:
    """The liaison officer with a phone whose service worker is at work."""
    visitor = seat("liaison", PHONE, service_workers="allow")
    visitor.page.goto(visitor.base + FORM)
    visitor.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    visitor.page.reload()
    visitor.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    yield visitor
    visitor.context.set_offline(False)


def fill(page: Page, notes: str, photo: Path | None = None) -> None:
    page.locator("#id_notes").fill(notes)
    if photo:
        page.locator("input[type=file]").set_input_files(photo)
        page.locator("img[alt]").first.wait_for()


def save(page: Page) -> None:
    page.locator("button[form=visit-form]").click()


def arrived(page: Page, notes: str) -> Visit:
    """Wait until the server has it, and look that it has it once."""
    for _ in range(100):
        found = list(Visit.objects.filter(notes=notes))
        if found:
            assert len(found) == 1
            return found[0]
        page.wait_for_timeout(100)
    raise AssertionError(f"{notes} never arrived")


def test_offline_and_back_it_arrives_once_with_its_photo(me: Visitor, photo: Path) -> None:
    page = me.page
    fill(page, "断网时谈了夜班公交", photo)
    me.context.set_offline(True)
    save(page)
    page.get_by_text("没有网络，已存在这部手机").wait_for()
    assert page.locator("[data-outbox-sign]").inner_text().split() == ["待发送", "1"]
    assert page.locator("[data-outbox-sign]").bounding_box()["height"] >= 44
    assert not Visit.objects.filter(notes="断网时谈了夜班公交").exists()
    me.context.set_offline(False)
    visit = arrived(page, "断网时谈了夜班公交")
    assert visit.photos.count() == 1
    page.locator("[data-outbox-sign]").wait_for(state="hidden")
    page.reload()
    page.wait_for_timeout(500)
    assert Visit.objects.filter(notes="断网时谈了夜班公交").count() == 1
    assert "存在本机的草稿" not in me.text()


def test_a_closed_tab_loses_nothing(me: Visitor, photo: Path) -> None:
    page = me.page
    fill(page, "关掉标签页之前", photo)
    page.wait_for_timeout(900)
    page.goto(me.base + FORM)
    page.get_by_text("存在本机的草稿").wait_for()
    assert page.locator("#id_notes").input_value() == "关掉标签页之前"
    page.locator(".shot img").first.wait_for()
    me.context.set_offline(True)
    save(page)
    page.get_by_text("没有网络，已存在这部手机").wait_for()
    page.close()
    other = me.tab()
    other.goto(me.base + "/workbench/")
    other.get_by_text("现在连不上服务器").wait_for()
    assert "等待网络" in other.inner_text("body")
    me.context.set_offline(False)  # the page goes on by itself
    assert arrived(other, "关掉标签页之前").photos.count() == 1


def test_five_taps_are_one_visit(me: Visitor) -> None:
    fill(me.page, "手指很急")
    me.press_five_times("button[form=visit-form]")
    me.page.wait_for_url(lambda url: FORM not in url)
    assert Visit.objects.filter(notes="手指很急").count() == 1


def test_a_lost_answer_makes_no_second_visit(me: Visitor) -> None:
    """The server saved it, the answer never came: what waits is sent again, under the same number."""

    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort()
            lost.append(route.request.url)
        else:
            route.continue_()

    fill(me.page, "答复丢在路上")
    me.context.route("**" + FORM + "*", lose)
    save(me.page)
    arrived(me.page, "答复丢在路上")
    while not lost:  # the row is there before the answer is
        me.page.wait_for_timeout(50)
    me.context.unroute("**" + FORM + "*")
    page = me.tab()
    page.goto(me.base + "/workbench/")
    page.locator("[data-outbox-sign]").first.wait_for(state="hidden")
    page.wait_for_timeout(500)
    assert Visit.objects.filter(notes="答复丢在路上").count() == 1


def end_sessions() -> None:
    Session.objects.all().delete()


def enter(page: Page, base: str, username: str) -> None:
    page.goto(base + "/login/")
    page.locator(f"[data-username={username}]").click()
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/workbench/")


@pytest.mark.parametrize("same", [True, False])
def test_an_expired_log_in_sends_it_after_the_same_person_came_back(me: Visitor, same: bool) -> None:
    notes, page = f"登录过期{same}", me.page
    fill(page, notes)
    end_sessions()
    save(page)
    page.get_by_text("登录已过期。已存在这部手机").wait_for()
    enter(page, me.base, "liaison" if same else "project")
    if same:
        assert arrived(page, notes).officer == User.objects.get(username="liaison")
        return
    page.wait_for_timeout(1500)
    assert not Visit.objects.filter(notes=notes).exists()
    assert page.locator("[data-outbox-sign]").first.is_hidden()
    page.goto(me.base + "/outbox/")
    page.get_by_text("还有 1 份别人的表单").wait_for()
    assert "记录走访" not in page.locator("[data-outbox-list]").inner_text()
    end_sessions()
    enter(page, me.base, "liaison")
    arrived(page, notes)


def test_what_the_server_refuses_waits_to_be_looked_at(me: Visitor) -> None:
    page = me.page
    fill(page, "日期填错了")
    page.locator("#id_on").fill("2199-01-01")
    me.context.set_offline(True)
    save(page)
    page.get_by_text("没有网络，已存在这部手机").wait_for()
    me.context.set_offline(False)
    page.goto(me.base + "/outbox/")
    page.get_by_text("没有通过，请更正后再发送。").wait_for()
    assert page.locator("[data-outbox-sign]").first.inner_text().split() == ["没有通过，请更正", "1"]
    me.look()
    page.get_by_role("link", name="修改后发送").click()
    page.wait_for_function("() => document.getElementById('id_notes').value === '日期填错了'")
    page.locator("#id_on").fill(f"{Visit.objects.latest('on').on}")
    save(page)
    arrived(page, "日期填错了")
    page.wait_for_url(lambda url: FORM not in url)
    assert page.locator("[data-outbox-sign]").first.is_hidden()


def test_a_visit_begun_on_the_offline_page_is_finished_later(me: Visitor) -> None:
    firm = Enterprise.objects.looked_after_by(User.objects.get(username="liaison")).first()
    page = me.page
    me.context.set_offline(True)
    page.goto(me.base + FORM)
    me.look()
    page.locator("#off-firm").fill(firm.short_name)
    page.locator("#off-notes").fill("没有信号时记下")
    page.get_by_role("button", name="存在这部手机").click()
    page.locator("#offline-kept").wait_for()
    me.context.set_offline(False)
    page.wait_for_function("() => document.body.dataset.user !== ''")
    page.goto(me.base + "/outbox/")
    page.get_by_role("link", name="修改后发送").click()
    page.wait_for_function("() => document.getElementById('id_notes').value === '没有信号时记下'")
    assert page.locator("#id_enterprise").input_value() == str(firm.pk)
    save(page)
    assert arrived(page, "没有信号时记下").enterprise == firm


def test_nothing_of_a_person_is_cached(me: Visitor) -> None:
    me.page.goto(me.base + "/workbench/")
    officer = User.objects.get(username="liaison")
    names = [officer.name, *Enterprise.objects.looked_after_by(officer).values_list("short_name", flat=True)]
    assert any(name in me.text() for name in names), "the page itself shows them"
    cached = me.page.evaluate(CACHED)
    assert any("/offline/" in text for text in cached)
    assert [name for name in names if any(name in text for text in cached)] == []
    assert [text[:80] for text in cached if "/static/" not in text and "/offline/" not in text] == []


def test_it_can_be_installed(me: Visitor) -> None:
    session = me.context.new_cdp_session(me.page)
    told = session.send("Page.getInstallabilityErrors")
    unfit = [each["errorId"] for each in told["installabilityErrors"]]
    assert [each for each in unfit if each != "in-incognito"] == []  # every test sits in a private window


@pytest.fixture
def heic(tmp_path: Path) -> Callable[[], Path]:
    """A photo as a phone with 48 megapixels takes it, with the place where it was taken: much sky, for the encoder."""

    register_heif_opener()

    def make() -> Path:
        picture = Image.new("RGB", (8064, 6048), "steelblue")
        picture.paste(Image.effect_noise((4032, 3024), 12).convert("RGB"))
        exif = Image.Exif()
        exif.get_ifd(0x8825)[1] = "N"
        buffer = io.BytesIO()
        picture.save(buffer, "HEIF", quality=40, exif=exif, enc_params={"preset": "ultrafast"})
        path = tmp_path / "IMG_0001.HEIC"
        path.write_bytes(buffer.getvalue())
        return path

    return make


def test_a_large_heic_waits_and_arrives_without_its_place(me: Visitor, heic: Callable[[], Path]) -> None:
    page, path = me.page, heic()
    assert path.stat().st_size > 1_000_000
    page.locator("#id_notes").fill("大照片")
    page.locator("input[type=file]").set_input_files(path)
    page.locator(".shot:not(.shot-add)").first.wait_for()
    me.context.set_offline(True)
    save(page)
    page.get_by_text("没有网络，已存在这部手机").wait_for()
    me.context.set_offline(False)
    with arrived(page, "大照片").photos.get().attachment.file.open("rb") as file:
        stored = Image.open(io.BytesIO(file.read()))
    assert (stored.format, max(stored.size), dict(stored.getexif())) == ("JPEG", 2048, {})


def test_what_is_refused_at_once_keeps_its_photos_and_is_not_sent_again_by_itself(me: Visitor, photo: Path) -> None:
    page, sent = me.page, []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    fill(page, "日期写到明年", photo)
    page.locator("#id_on").fill("2199-01-01")
    save(page)
    page.locator(".field-error").first.wait_for()
    page.locator(".shot img").first.wait_for()
    page.wait_for_timeout(1000)
    assert len(sent) == 1
    page.locator("#id_on").fill(f"{Visit.objects.latest('on').on}")
    save(page)
    assert arrived(page, "日期写到明年").photos.count() == 1


def test_back_after_saving_says_what_was_saved_and_shows_an_empty_form(me: Visitor, photo: Path) -> None:
    page = me.page
    fill(page, "返回以后不再记一次", photo)
    save(page)
    arrived(page, "返回以后不再记一次")
    page.wait_for_url(lambda url: FORM not in url)
    page.wait_for_load_state("load")
    page.go_back()
    page.locator("[data-saved-before]").wait_for()
    assert "已记录走访" in page.locator("[data-saved-before]").inner_text()
    assert page.locator("#id_notes").input_value() == ""
    page.locator("[data-saved-before] a").click()
    page.get_by_text("返回以后不再记一次").first.wait_for()
    assert Visit.objects.filter(notes="返回以后不再记一次").count() == 1
