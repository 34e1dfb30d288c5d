"""The shared parts: figures in words, lamps, lists that keep their query string, controls that keep what was typed."""

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import django_filters
import pytest
from django import forms
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.paginator import Paginator
from django.template import Context, Template, loader
from django.test import RequestFactory
from django.utils import timezone, translation
from django.utils.datastructures import MultiValueDict

from core.enums import Lamp, Role
from core.kernel import figures
from core.kernel.drawing.widgets import DateInput, LampPicker, Segmented, WanInput
from core.kernel.sense import Amount
from core.models import CalendarYear, Cluster, Notice, User
from core.office.gallery import SWATCHES
from core.office.photo_fields import PhotosField
from core.templatetags import ui
from zone_tracker.context import Shell

ROOT = Path(settings.BASE_DIR)
rf = RequestFactory()


def drawn(source: str, path: str = "/list/", **values: object) -> str:
    return Template(source).render(Context({"request": rf.get(path), **values}))


# --- Figures ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "value", "expected"),
    [
        (figures.yi, Decimal("112500"), "11.25"),
        (figures.yi, 0, "0.00"),
        (figures.yi, Decimal("12345678.9"), "1234.57"),
        (figures.wan, Decimal("126000.00"), "126,000"),
        (figures.wan, Decimal("7500.50"), "7,500.5"),
        (figures.wan, 0, "0"),
        (figures.rate, Decimal("0.5434"), "54.3%"),
        (figures.rate, 0.1, "10.0%"),
        (figures.rate, 1.205, "120.5%"),
        (figures.points, Decimal("-0.169"), "16.9 个百分点"),
        (figures.date_cell, dt.date(2026, 11, 3), "2026-11-03"),
        (figures.date_cell, dt.datetime(2026, 11, 2, 17, 30, tzinfo=dt.UTC), "2026-11-03"),
        (figures.date_doc, dt.date(2026, 11, 3), "2026年11月3日"),
        (figures.date_short, dt.date(2026, 11, 3), "11月3日"),
        (figures.week_name, 48, "第48周"),
        (figures.week_name, dt.date(2021, 4, 7), "第14周"),
        (figures.week_name, SimpleNamespace(iso_week=7), "第7周"),
        (figures.weekday_name, dt.date(2026, 11, 23), "星期一"),
    ],
)
def test_figures_are_written_as_the_design_says(written, value, expected):
    assert written(value) == expected


@pytest.mark.parametrize(
    "written", [figures.yi, figures.wan, figures.rate, figures.points, figures.date_cell, figures.stamp]
)
def test_a_missing_figure_is_said_to_be_missing(written):
    assert written(None) == "待补录"


@pytest.mark.parametrize(
    ("done", "expected", "words"),
    [
        (0.543, 0.712, "落后 16.9 个百分点"),
        (0.612, 0.597, "领先 1.5 个百分点"),
        (0.5, 0.5, "与序时持平"),
        (Decimal("0.50004"), Decimal("0.5"), "与序时持平"),
    ],
)
def test_pace_says_behind_or_ahead(done, expected, words):
    assert figures.pace(done, expected) == words


def test_a_stamp_is_in_shanghai_and_names_another_year():
    this_year = timezone.localdate().year
    assert figures.stamp(dt.datetime(this_year, 11, 20, 9, 42, tzinfo=dt.UTC)) == "11-20 17:42"
    assert figures.stamp(dt.datetime(2021, 4, 6, 0, 30, tzinfo=dt.UTC)) == "2021-04-06 08:30"


# --- Lamps and marks ---------------------------------------------------------------------------
@pytest.mark.parametrize("lamp", list(Lamp))
def test_a_lamp_has_shape_colour_and_word(lamp):
    html = ui.lamp_tag(lamp.value)
    assert f"lamp-{lamp.value}" in html
    assert f'href="#lamp-{lamp.value}"' in html
    assert html.endswith(f"{lamp.label}</span>")
    assert f'id="lamp-{lamp.value}"' in (ROOT / "templates/layout/lamps.svg").read_text()


def lamp_colours() -> dict[str, str]:
    """The colours of lamps as tokens.css has them, by token."""
    tokens = (ROOT / "static/css/tokens.css").read_text()
    return dict(re.findall(r"--zt-((?:red|amber|green|grey|done)[\w-]*): (#[0-9a-f]{6});", tokens))


def test_the_colour_of_a_lamp_stands_in_the_tokens_alone():
    places = [
        *(ROOT / "templates").rglob("*.*"),
        *(ROOT / "static/css").glob("*.css"),
        *(ROOT / "static/js").glob("*.js"),
    ]
    for path in places:
        if path.name != "tokens.css":
            literal = [name for name, colour in lamp_colours().items() if colour in path.read_text().lower()]
            assert literal == [], path.name


def test_the_gallery_names_the_inks_of_the_tokens():
    inks = {f"{swatch['css']}-ink": swatch["value"] for swatch in SWATCHES}
    colours = lamp_colours()
    assert {name: colours[name] for name in ("red-ink", "amber-ink", "green-ink")}.items() <= inks.items()


def test_no_lamp_is_grey_and_a_wrong_lamp_is_a_mistake():
    assert "灰灯" in ui.lamp_tag("")
    with pytest.raises(ValueError, match="purple"):
        ui.lamp_tag("purple")


@pytest.mark.parametrize(
    ("system", "declared", "differs", "silent"),
    [
        ("red", "green", True, False),
        ("red", "red", False, False),
        ("red", "", False, True),
        ("grey", "green", False, False),
    ],
)
def test_two_lamps_stay_two(system, declared, differs, silent):
    html = ui.lamps(system, declared)
    assert html.index("系统") < html.index("申报")
    assert ("不一致" in html) is differs
    assert ("未申报" in html) is silent


def test_words_given_to_a_lamp_are_escaped():
    assert "<b>" not in ui.lamp_tag("red", "<b>x</b>")


def test_the_example_mark_is_on_invented_rows_only():
    assert "示例" in ui.eg(SimpleNamespace(is_example=True))
    assert ui.eg(SimpleNamespace(is_example=False)) == ui.eg(object()) == ""


def test_zero_is_a_value_and_nothing_is_to_be_entered():
    assert ui.todo(0) == 0
    assert "待补录" in ui.todo(None)
    assert "待补录" in ui.todo("")


def test_progress_bar_never_leaves_its_track_and_uses_points_in_every_language():
    html = drawn("{% pvt 1.3 0.597 %}")
    assert 'width="100.00%"' in html
    assert 'x1="59.70%"' in html
    assert "完成率 130.0%，序时进度 59.7%" in html
    assert "待补录" in drawn("{% pvt None 0.5 %}")


# --- Lists ------------------------------------------------------------------------------------------
def test_sorting_keeps_the_filters_leaves_the_page_and_turns_round():
    head = '{% sort_head "name" "名称" %}'
    assert 'href="?q=x&amp;sort=name"' in drawn(head, "/list/?q=x&page=3")
    up = drawn(head, "/list/?sort=name")
    assert 'href="?sort=-name"' in up
    assert 'aria-sort="ascending"' in up
    assert 'aria-sort="descending"' in drawn(head, "/list/?sort=-name")
    assert 'aria-sort="descending"' in drawn('{% sort_head "name" "名称" default="-name" %}')


def test_lamp_counts_share_one_bar():
    items = [
        {"label": "全部", "count": 9, "param": "lamp", "value": ""},
        {"label": "红灯", "count": 4, "param": "lamp", "value": "red", "lamp": "red"},
        {"label": "两灯不一致", "count": 2, "param": "differs", "value": "1"},
    ]
    html = drawn("{% lampbar items %}", "/list/?lamp=red&q=x&page=2", items=items)
    assert 'href="?q=x"' in html
    assert 'href="?q=x&amp;differs=1"' in html
    assert re.search(r'href="\?q=x&amp;lamp=red"\s+aria-current="true"', html)
    assert html.count("aria-current") == 1
    assert re.search(r'href="\?"\s+aria-current="true"', drawn("{% lampbar items %}", items=items))


def test_paging_keeps_the_query_and_says_where_we_are():
    page = Paginator(range(65), 20).page(2)
    html = drawn("{% paging page %}", "/list/?q=x&page=2", page=page)
    assert "第 21–40 条，共 65 条" in html
    assert 'href="?q=x&amp;page=1" rel="prev"' in html
    assert 'href="?q=x&amp;page=3" rel="next"' in html
    assert "aria-current" not in drawn("{% paging page %}", page=Paginator(range(3), 20).page(1))


class ClusterFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(field_name="name", lookup_expr="icontains", label="关键词")
    kind = django_filters.ChoiceFilter(field_name="key", label="类型", choices=[("a", "甲类"), ("b", "乙类")])
    same = django_filters.ModelChoiceFilter(field_name="pk", label="高地", queryset=Cluster.objects.all())
    sort = django_filters.OrderingFilter(fields=["name"])

    class Meta:
        model = Cluster
        fields: list[str] = []


@pytest.mark.django_db
def test_applied_filters_are_named_in_words_and_each_can_be_taken_away():
    cluster = Cluster.objects.create(key="optics", name="智能光学及装备")
    path = f"/list/?q=光&kind=b&same={cluster.pk}&sort=-name&page=2"
    filterset = ClusterFilter(rf.get(path).GET, queryset=Cluster.objects.all())
    html = drawn('{% picked filter "共 1 个" %}', path, filter=filterset)
    assert "类型：乙类" in html
    assert "高地：智能光学及装备" in html
    assert f'href="?q=%E5%85%89&amp;same={cluster.pk}&amp;sort=-name"' in html
    assert 'class="clear" href="?sort=-name"' in html


@pytest.mark.django_db
def test_filter_bar_labels_every_control_keeps_the_order_and_says_what_is_wrong():
    path = "/list/?kind=zzz&sort=-name"
    filterset = ClusterFilter(rf.get(path).GET, queryset=Cluster.objects.all())
    html = drawn("{% filters filter %}", path, filter=filterset)
    assert re.search(r'<input type="search"[^>]* class="form-control f-q"', html) or 'class="form-control f-q"' in html
    for label in ("关键词", "类型", "高地"):
        assert f'aria-label="{label}"' in html
    assert '<input type="hidden" name="sort" value="-name">' in html
    assert "全部类型" in html
    assert "全部高地" in html
    assert "-----" not in html
    assert "note-red" in html
    assert "<b>类型</b>" in html


# --- Forms --------------------------------------------------------------------------------------------
class SampleForm(forms.Form):
    done = forms.CharField(label="本周完成", max_length=300, widget=forms.Textarea, help_text="写结果")
    money = Amount(label="投资（万元）", required=False)
    lamp = forms.ChoiceField(label="申报灯", choices=[("green", "绿灯"), ("red", "红灯")], widget=LampPicker)
    kind = forms.ChoiceField(label="方式", choices=[("a", "上门")], widget=Segmented(icons={"a": "door-open"}))
    stage = forms.ChoiceField(label="阶段", choices=[("a", "开工")])
    agreed = forms.BooleanField(label="同意", required=False)


def test_every_control_is_labelled_and_dressed():
    html = str(SampleForm())
    for name in ("done", "money", "stage", "agreed"):
        assert f'for="id_{name}"' in html
    assert html.count("<legend") == 2
    assert 'class="form-select"' in html
    assert 'class="form-check-input"' in html
    assert re.search(r'投资（万元）<span class="opt">选填</span>', html)
    assert "#i-door-open" in html
    assert 'data-count-for="id_done"' in html


def test_errors_stand_at_the_field_and_what_was_typed_stays():
    form = SampleForm({"done": "", "money": "八百六", "lamp": "red", "kind": "a", "stage": "a"})
    html = str(form)
    assert not form.is_valid()
    assert 'value="八百六"' in html
    assert re.search(r'<textarea[^>]*class="form-control is-invalid"', html)
    assert re.search(r'aria-describedby="id_done_helptext id_done_error"', html)
    assert 'id="id_done_error"' in html
    assert re.search(r'value="red"[^>]*checked', html)


def test_money_is_shown_with_separators_and_in_plain_words_when_it_is_no_number():
    widget = WanInput()
    assert widget.format_value(Decimal("126000.00")) == "126,000"
    assert widget.format_value("八百") == "八百"
    assert widget.format_value(None) is None
    form = SampleForm({"money": "1,200", "done": "好", "lamp": "red", "kind": "a", "stage": "a"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["money"] == Decimal(1200)


class DayForm(forms.Form):
    on = forms.DateField(label="日期", widget=DateInput)


@pytest.mark.parametrize("typed", ["2026-11-23", "2026/11/23", "2026年11月23日"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_date_is_shown_as_in_tables_and_read_as_people_write_it(typed, language):
    with translation.override(language):
        assert 'value="2026-11-23"' in str(DayForm(initial={"on": dt.date(2026, 11, 23)}))
        form = DayForm({"on": typed})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["on"] == dt.date(2026, 11, 23)


class PhotoForm(forms.Form):
    photos = PhotosField(label="照片", max_count=2, max_mb=1, required=False)


def shots(*sizes: int) -> MultiValueDict:
    return MultiValueDict({"photos": [SimpleUploadedFile(f"{n}.jpg", b"x" * size) for n, size in enumerate(sizes)]})


def test_photos_come_as_a_list_and_may_be_left_out():
    form = PhotoForm({}, shots(10, 20))
    assert form.is_valid()
    assert [photo.size for photo in form.cleaned_data["photos"]] == [10, 20]
    empty = PhotoForm({}, MultiValueDict())
    assert empty.is_valid()
    assert empty.cleaned_data["photos"] == []


@pytest.mark.parametrize(("sizes", "words"), [((1, 1, 1), "最多 2 张"), ((2 * 1024 * 1024,), "超过 1 MB")])
def test_too_many_or_too_big_photos_are_refused_in_words(sizes, words):
    form = PhotoForm({}, shots(*sizes))
    assert not form.is_valid()
    assert words in form.errors["photos"][0]


def test_a_success_message_may_clear_a_draft():
    assert ui.draft_key(Message(SUCCESS, "好", extra_tags="wide draft:update-7")) == "update-7"
    assert ui.draft_key(Message(SUCCESS, "好")) == ""


# --- The frame ----------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_frame_offers_only_what_the_role_may_open():
    leader = User.objects.create(username="leader", name="陆见山", roles=[Role.LEADER])
    bank = User.objects.create(username="bank", name="纪明远", roles=[Role.BANK])
    request = rf.get("/finance/")
    request.user = bank
    labels = [way.label for way in Shell(request).nav]
    assert "目标看板" not in labels
    assert "我的工作台" in labels
    request.user = leader
    assert len(Shell(request).tabs) <= 5
    assert Shell(request).tabs[-1].label == "我的"
    assert Shell(request).role_label == "园区领导"


@pytest.mark.django_db
def test_the_trail_stands_where_others_have_their_workbench():
    """Nine entries do not fit into the bar in English."""
    request = rf.get("/audit/")
    request.user = User.objects.create(username="meng", name="孟清和", roles=[Role.AUDITOR])
    for ways in (Shell(request).nav, Shell(request).tabs):
        assert [way.url for way in ways if way.current] == ["/audit/"]
        assert "/workbench/" not in [way.url for way in ways]
    assert Shell(request).workbench_url == "/workbench/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "path", "label"),
    [
        (Role.LEADER, "/projects/weeks/2026-W48/", "周一调度"),
        (Role.LEADER, "/projects/actions/", "周一调度"),
        (Role.LEADER, "/projects/YH-2026-001/", "重点项目"),
        (Role.LEADER, "/projects/chart/", "作战图"),
        (Role.LIAISON, "/enterprises/7/", "企业服务"),
    ],
)
def test_the_frame_says_in_which_room_a_page_lies(role, path, label):
    request = rf.get(path)
    request.user = User.objects.create(username="p", name="陆见山", roles=[role])
    assert [way.label for way in Shell(request).nav if way.current] == [label]


@pytest.mark.django_db
def test_unread_notices_come_with_the_person(client, django_assert_num_queries):
    person = User.objects.create(username="p", name="程听澜", roles=[Role.PROJECT_OFFICER])
    for number in range(3):
        Notice.objects.create(user=person, title="通知", dedupe_key=f"n{number}", created_at=timezone.now())
    client.force_login(person)
    request = rf.get("/")
    request.session = client.session
    request.user = get_user(request)
    with django_assert_num_queries(0):
        assert Shell(request).unread == 3


@pytest.mark.django_db
def test_the_language_is_chinese_until_this_browser_chose_another(client):
    asked = {"HTTP_ACCEPT_LANGUAGE": "en-US,en;q=0.9"}
    assert 'lang="zh-hans"' in client.get("/login/", **asked).content.decode()
    client.post("/language/", {"language": "en", "next": "/login/"})
    assert 'lang="en"' in client.get("/login/").content.decode()
    client.cookies["django_language"] = "xx"
    assert 'lang="zh-hans"' in client.get("/login/").content.decode()


def test_the_500_page_needs_neither_database_nor_context():
    html = loader.get_template("500.html").render({"error_number": "a1b2c3"})
    assert "a1b2c3" in html
    assert "系统出错了" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    "template", ["400.html", "403.html", "404.html", "405.html", "429.html", "core/csrf_failure.html"]
)
def test_error_pages_are_drawn_for_people_who_are_not_logged_in(template):
    html = loader.render_to_string(template, {"error_number": "a1b2c3"}, rf.get("/x"))
    assert "回到首页" in html
    assert "a1b2c3" in html


@pytest.mark.django_db
def test_the_gallery_shows_every_part(client):
    admin = User.objects.create(username="x", name="顾临川", roles=[Role.ADMIN])
    client.force_login(admin)
    response = client.get("/components/")
    assert response.status_code == 200
    for part in ("lampick", "seg-3", "shots", "pager", "empty-s", "tl-mark", "note-amber", "field-error"):
        assert part in response.content.decode(), part


def test_classes_that_templates_use_are_in_the_style_sheets():
    """A class without a rule is a misspelt part, or one of Bootstrap's that its list does not name."""
    known = set(re.findall(r"\.(-?[_a-zA-Z][\w-]*)", (ROOT / "static/bundles/zone.css").read_text()))
    unknown = set()
    for folder in ("layout", "components", "forms", "core"):
        for path in (ROOT / "templates" / folder).rglob("*.html"):
            text = re.sub(r"{%.*?%}|{{.*?}}", " \0 ", path.read_text(), flags=re.S)
            for value in re.findall(r'class="([^"]*)"', text):
                unknown |= {
                    f"{path.name}: {css}"
                    for css in value.split()
                    if "\0" not in css and css not in known and not css.endswith("-")
                }
    assert not unknown


def test_style_sheets_stay_on_the_browser_floor():
    """Chrome 90 and Safari 14."""
    for path in (ROOT / "static/css").glob("*.css"):
        css = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
        for newer in (":has(", "color-mix(", "light-dark(", "@container", " aspect-ratio:", "inset:", "@layer", "dvh"):
            assert newer not in css, f"{newer} in {path.name}"
        for block in re.findall(r"{[^{}]*}", css):
            if re.search(r"display:\s*(inline-)?flex", block):
                assert not re.search(r"[^-]gap:", block), f"gap in flex in {path.name}: {block}"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_words_of_the_scripts_are_all_given_by_the_server(language):
    with translation.override(language):
        words = loader.render_to_string("layout/words.html")
    given = {re.sub(r"-(\w)", lambda m: m[1].upper(), name) for name in re.findall(r"data-([\w-]+)=", words)}
    used = set()
    for path in (ROOT / "static/js").glob("*.js"):
        used |= set(re.findall(r"\bwords\.(\w+)", path.read_text()))
    assert used <= given
    assert given <= used


# --- Years without a notice ---------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2026, 12, 31), False),
        (dt.date(2031, 1, 1), True),
        (dt.datetime(2030, 12, 31, 20, tzinfo=dt.UTC), True),
        (dt.datetime(2020, 1, 1, tzinfo=dt.UTC), False),
        (None, False),
    ],
)
def test_reckoned_stands_beside_what_no_notice_covers(day, said):
    assert ("按推算" in drawn("{{ day|reckoned }}", day=day)) is said


@pytest.mark.django_db
def test_the_year_that_counts_is_shanghais():
    """New Year's Eve in London is the next year here, which has no notice."""
    CalendarYear.objects.create(year=2030, source="国办")
    assert "按推算" in drawn("{{ at|reckoned }}", at=dt.datetime(2030, 12, 31, 20, tzinfo=dt.UTC))
    assert "按推算" not in drawn("{{ at|reckoned }}", at=dt.datetime(2030, 12, 31, 12, tzinfo=dt.UTC))
