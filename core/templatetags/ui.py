"""The shared parts as template tags and filters. Built in for every template; docs/ui.md shows how to use them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.paginator import Page
from django.db.models import Model
from django.forms import BoundField, DateInput, NullBooleanSelect
from django.http import QueryDict
from django.template import engines
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_filters.widgets import BooleanWidget

from core.enums import Lamp
from core.hands.reading import deputy_of, for_department, for_whom, stands_in
from core.kernel import access, figures
from core.kernel.filters import VIEW_PARAM
from core.kernel.keeping.saved import views_of
from core.kernel.language import by_language, words
from core.kernel.naming import NameField, NameInput
from core.kernel.pages import ALL_PARAM, MOST_PRINTED
from core.kernel.workdays import WorkCalendar
from core.models import User

register = template.Library()

SORT_PARAM = "sort"
PAGE_PARAM = "page"
BLANK = "---------"

for written in (
    figures.yi,
    figures.wan,
    figures.rate,
    figures.points,
    figures.pace,
    figures.week_name,
    figures.weekday_name,
):
    register.filter(written.__name__, written)
for dated in (figures.date_cell, figures.date_doc, figures.date_short, figures.stamp):
    register.filter(dated.__name__, dated)


# --- Files ---------------------------------------------------------------------------------
@cache
def vendor_folder(package: str) -> str:
    """The folder of a vendored package below static/, whatever its version. Raises ImproperlyConfigured."""
    folders = sorted(Path(settings.BASE_DIR, "static", "vendor").glob(f"{package}-[0-9]*"))
    if not folders:
        raise ImproperlyConfigured(f"static/vendor/{package}-* is missing. Run: python3 dev.py vendor --update")
    return f"vendor/{folders[-1].name}"


@register.simple_tag
def vendor(package: str, file: str) -> str:
    """Address of a vendored file: {% vendor "bootstrap-icons" "sprite.svg" %}."""
    return static(f"{vendor_folder(package)}/{file}")


@register.simple_tag
@by_language
def icon(name: str) -> SafeString:
    """An icon of the sprite; decorative, so it never stands alone without words or an aria-label."""
    sprite = vendor("bootstrap-icons", "sprite.svg")
    return format_html('<svg class="ico" aria-hidden="true"><use href="{}#i-{}"/></svg>', sprite, name)


# --- Lamps ---------------------------------------------------------------------------------
def _lamp(value: Any) -> Lamp:
    """Empty means grey; anything that is no lamp is a mistake of the caller and raises ValueError."""
    return Lamp(value) if value else Lamp.GREY


def short_word(lamp: Lamp) -> str:
    """One character for narrow cells."""
    words = {Lamp.RED: _("红"), Lamp.AMBER: _("黄"), Lamp.GREEN: _("绿"), Lamp.GREY: _("灰"), Lamp.DONE: _("完")}
    return words[lamp]


@register.simple_tag
@by_language
def lamp_shape(value: Any) -> SafeString:
    """The shape alone, for places where the word follows in another element; so it brings its colour."""
    return _shape(_lamp(value), f"ico lamp-ico-{_lamp(value)}")


def _shape(lamp: Lamp, css: str = "ico") -> SafeString:
    return format_html('<svg class="{}" aria-hidden="true"><use href="#lamp-{}"/></svg>', css, str(lamp))


@register.simple_tag(name="lamp")
@by_language
def lamp_tag(value: Any, label: Any = "", chip: bool = False, short: bool = False) -> SafeString:
    """Shape, colour and word of one lamp; `label` replaces the word (逾期 12 天)."""
    lamp = _lamp(value)
    word = label or (short_word(lamp) if short else lamp.label)
    css = " lamp-chip" if chip else ""
    return format_html('<span class="lamp lamp-{}{}">{}{}</span>', str(lamp), css, _shape(lamp), word)


@register.simple_tag
@by_language
def lamps(system: Any, declared: Any) -> SafeString:
    """系统灯 first, then 申报灯, then 不一致 when both are known and differ."""
    said = lamp_tag(declared) if declared else format_html('<span class="ink-3 t-s">{}</span>', _("未申报"))
    differs = bool(system and declared and _lamp(system).contradicts(declared))
    tag = format_html(' <span class="tag tag-red">{}</span>', _("不一致")) if differs else ""
    return format_html(
        '<span class="lamps"><span><small>{}</small>{}</span><span><small>{}</small>{}</span>{}</span>',
        _("系统"), lamp_tag(system), _("申报"), said, tag,
    )  # fmt: skip


@register.simple_tag
def lamp_big(value: Any, title: str, note: str = "", label: str = "") -> SafeString:
    """The 28 px lamp of a page head; `note` (按规则, a name) is dropped on a phone."""
    lamp = _lamp(value)
    aside = format_html('<span class="hide-phone">{}</span>', _("（%(note)s）") % {"note": note}) if note else ""
    return format_html(
        '<div class="lamp-big lamp-{}">{}<small>{}{}</small><b>{}</b></div>',
        str(lamp), _shape(lamp), title, aside, label or lamp.label,
    )  # fmt: skip


# --- Small marks -----------------------------------------------------------------------------
@by_language
def _example() -> SafeString:
    return format_html('<span class="eg">{}</span>', _("示例"))


@register.simple_tag
def eg(thing: Any) -> SafeString:
    """示例 beside the name of an invented row."""
    return _example() if getattr(thing, "is_example", False) else mark_safe("")


@register.simple_tag
def stood_in(person: User | None) -> str:
    """（代理：乙，至 12-05） behind the name of whoever is away; nothing for everybody else."""
    stead = deputy_of(getattr(person, "pk", None))  # a frozen week names people in words
    if stead is None:
        return ""
    return _("（代理：%(name)s，至 %(on)s）") % {"name": stead.name, "on": f"{stead.ends_on:%m-%d}"}


@register.simple_tag
def in_stead(user: User, *holders: int | None) -> SafeString:
    """代甲 beside what waits for somebody else, for whom this person stands in."""
    stead = None if user.pk in holders else next((each for each in stands_in(user) if each.person in holders), None)
    if stead is None:
        return mark_safe("")
    return format_html('<span class="tag">{}</span>', _("代%(name)s") % {"name": stead.called})


@register.simple_tag
def in_stead_of(user: User, department: int | None) -> SafeString:
    """The same for what waits in the department of somebody else."""
    stead = for_department(user, department)
    return in_stead(user, stead.person) if stead else mark_safe("")


@register.simple_tag
def signed(person: User | None, at: dt.datetime | None, *holders: int | None) -> str:
    """Who did something: 乙（代甲） where it was another one's to do, and this person stood in at that moment."""
    stead = for_whom(getattr(person, "pk", None), at, holders)
    return _("%(who)s（代%(name)s）") % {"who": person, "name": stead.called} if stead else str(person or "")


@by_language
def _to_do() -> SafeString:
    return format_html('<span class="ink-3">{}</span>', figures.missing())


@register.filter
def todo(value: Any) -> Any:
    """The value, or 待补录 where nothing was entered. Zero is a value."""
    if value is None or value == "":
        return _to_do()
    return value


@register.simple_tag
@by_language
def dots(done: int, of: int = 4) -> SafeString:
    """Small stage dots; the word stands beside them."""
    marks = "".join('<i class="on"></i>' if number < done else "<i></i>" for number in range(of))
    return format_html('<span class="dots" aria-hidden="true">{}</span>', mark_safe(marks))


@by_language
def _reckoned() -> SafeString:
    return format_html(' <span class="reckoned">{}</span>', _("按推算"))


@register.filter
def reckoned(day: dt.date | None) -> SafeString:
    """按推算 after a date or moment of a year whose holidays are unpublished: {{ on|date_cell }}{{ on|reckoned }}."""
    if day is None:
        return mark_safe("")
    on = timezone.localtime(day).date() if isinstance(day, dt.datetime) else day
    return mark_safe("") if WorkCalendar.load().is_official([on]) else _reckoned()


@register.simple_tag
def reckoned_note() -> str:
    """From which year on holidays are not published, for forms whose dates are still to be typed."""
    return _("%(year)s 年起的节假日尚未公布，只计法定假日，日期按推算。") % {"year": WorkCalendar.load().last_year + 1}


# --- Rows --------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def rows(context: Any, name: str, shown: Iterable[Any] = ()) -> SafeString:
    """Rows by their own engine (core/kernel/drawing), there called `rows`: {% rows "projects/table.html" page_obj %}.

    Without rows it draws one part that rows share, of what the page's context holds.
    """
    drawing = engines["rows"].env.get_template(name)
    return mark_safe(drawing.render(context.flatten(), rows=shown, _=words()))


def pick(key: Any, name: Any) -> SafeString:
    """The tick of a row in a list where several rows are picked for one act (components/pickbar.html)."""
    words = _("勾选%(name)s") % {"name": name}
    return format_html(
        '<label class="pick-box d-print-none"><input class="form-check-input" type="checkbox" name="keys" value="{}" '
        'form="picks" autocomplete="off"><span class="visually-hidden">{}</span></label>',
        key, words,
    )  # fmt: skip


def group_head(heads: Mapping[int, Any], key: int, columns: int = 0) -> SafeString:
    """Before the first row of a group: its name, how many rows of the list it has, and their amount. Across so many
    columns of a table; without columns a line of a list of cards.
    """
    head = heads.get(key)
    if head is None:
        return mark_safe("")
    said = ngettext("%(n)d 行", "%(n)d 行", head.count) % {"n": head.count}
    if head.total_wan:
        said = _("%(rows)s · %(sum)s 万元") % {"rows": said, "sum": figures.wan(head.total_wan)}
    if not columns:
        return format_html('<li class="group-head"><b>{}</b> <small>{}</small></li>', head.name, said)
    return format_html(
        '<tr class="group-head"><th colspan="{}" scope="rowgroup">{} <small>{}</small></th></tr>',
        columns, head.name, said,
    )  # fmt: skip


@register.simple_tag
def told(key: str, value: figures.Number | None, as_of: dt.date, scope: str = "") -> SafeString:
    """The attributes by which a shown figure says which one it is: `<b{% told "credit_registered" sum day %}>`.

    The value is in the figure's own unit, whatever unit is shown (targets/figures). Nothing where nothing was reported.
    """
    if value is None:
        return mark_safe("")
    attributes = ' data-figure="{}" data-as-of="{}" data-scope="{}" data-value="{}"'
    return format_html(attributes, key, as_of.isoformat(), scope, figures.plain(value))


# --- Progress against time -----------------------------------------------------------------------
def _width(fraction: Any) -> str:
    """A fraction as an svg width between 0 and 100 %, with a point in every language."""
    return f"{min(max(float(fraction or 0), 0.0), 1.0) * 100:.2f}%"


@register.filter
def width(fraction: Any) -> str:
    """A fraction of one as a length in a drawing: 74.30%, never beyond the whole."""
    return _width(fraction)


@register.inclusion_tag("components/pvt.html")
def pvt(done: Any, expected: Any = None, words: bool = True) -> dict[str, Any]:
    """完成率 as a bar, 序时进度 as a tick, and the difference in words. Both are fractions of one."""
    return {
        "done": done,
        "expected": expected,
        "fill": _width(done),
        "tick": _width(expected) if expected is not None else "",
        "pace": "" if done is None or expected is None else figures.pace(done, expected),
        "words": words,
    }


@register.simple_tag
def bar(done: Any, expected: Any = None) -> SafeString:
    """The small bar of a sub row; its figure stands beside it."""
    tick = ""
    if expected is not None:
        tick = format_html('<line class="c-time" x1="{0}" x2="{0}" y1="0" y2="10"/>', _width(expected))
    return format_html(
        '<svg class="chart" width="100%" height="10" aria-hidden="true"><rect class="c-track" y="2" width="100%" '
        'height="6" rx="2"/><rect class="c-fill" y="2" width="{}" height="6" rx="2"/>{}</svg>',
        _width(done), tick,
    )  # fmt: skip


# --- Ways ---------------------------------------------------------------------------------------
@register.inclusion_tag("components/crumbs.html")
def crumbs(*parts: Any) -> dict[str, Any]:
    """Label, address, label, address, …, last label."""
    *pairs, last = parts
    return {"links": list(zip(pairs[::2], pairs[1::2], strict=True)), "last": last}


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: Any, text: Any, url: str = "", label: Any = "", small: bool = False) -> dict[str, Any]:
    """What will be here, why it is empty, and one way on."""
    return {"title": title, "text": text, "url": url, "label": label, "small": small}


@register.simple_tag(takes_context=True)
def may_open(context: Any, view_name: str) -> bool:
    """Whether this person may open a route: {% may_open "projects:project_create" as ok %}."""
    user = getattr(context.get("request"), "user", None)
    return user is not None and access.may_open(user, view_name)


@register.simple_tag(takes_context=True)
def may_send(context: Any, view_name: str) -> bool:
    """Whether this person may post to a route."""
    user = getattr(context.get("request"), "user", None)
    return user is not None and access.may_send(user, view_name)


@register.simple_tag(takes_context=True)
def block_again(context: Any, name: str) -> SafeString:
    """The text of a block a second time: the focus page shows its title in the head and in the bar."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return mark_safe(block.nodelist.render(context).strip() if block else "")


# --- Lists: sorting, filtering, paging --------------------------------------------------------------
def _query(context: Mapping[str, Any]) -> QueryDict:
    """A copy of the request's query string without the page, ready to be changed."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    query.pop(PAGE_PARAM, None)
    return query


def _address(query: QueryDict) -> str:
    return f"?{query.urlencode()}"


@register.inclusion_tag("components/sort_head.html", takes_context=True)
def sort_head(context: Any, field: str, label: Any, css: str = "", default: str = "") -> dict[str, Any]:
    """A column head that sorts: first ascending, then descending. `default` is the order without parameter."""
    query = _query(context)
    current = query.get(SORT_PARAM) or default
    query[SORT_PARAM] = f"-{field}" if current == field else field
    order = {field: "ascending", f"-{field}": "descending"}.get(current, "")
    return {"label": label, "css": css, "url": _address(query), "order": order}


@register.inclusion_tag("components/lampbar.html", takes_context=True)
def lampbar(context: Any, items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Counts that filter. Items share one bar: choosing one drops the parameters of the others."""
    items, links = list(items), []
    current = _query(context)
    chosen = any(current.get(item["param"]) == str(item["value"]) for item in items if item["value"])
    for item in items:
        query = current.copy()
        for other in items:
            query.pop(other["param"], None)
        if item["value"]:
            query[item["param"]] = str(item["value"])
        on = current.get(item["param"]) == str(item["value"]) if item["value"] else not chosen
        links.append({**item, "url": _address(query), "on": on})
    return {"links": links}


@register.inclusion_tag("components/filters.html", takes_context=True)
def filters(context: Any, filterset: Any) -> dict[str, Any]:
    """The form of a FilterSet as one bar: `q` first; selects submit themselves; folds on a phone."""
    controls = [_filter_control(field) for field in filterset.form.visible_fields() if field.name != SORT_PARAM]
    applied = len(_applied(filterset))
    sort = _query(context).get(SORT_PARAM, "")
    errors = [(_label_of(filterset.form, name), texts) for name, texts in filterset.form.errors.items()]
    return {"controls": controls, "sort": sort, "applied": applied, "errors": errors}


def _label_of(form: Any, name: str) -> Any:
    return form.fields[name].label if name in form.fields else ""


def _filter_control(field: BoundField) -> SafeString:
    if isinstance(field.field, NameField):
        field.field.settle()  # a list, or a name that is typed
    kind = getattr(field.field.widget, "input_type", "")
    css = "f-q" if field.name == "q" else "f-d" if isinstance(field.field.widget, DateInput) else "f-s"
    if kind == "checkbox":
        return format_html('<label class="check f-s">{} {}</label>', field, field.label)
    attrs = {"class": css, "aria-label": field.label}
    hint, field.help_text = field.help_text, ""  # a bar has no room for it: nothing is described by what is not there
    if kind == "select":
        _name_empty_choice(field)
    if isinstance(field.field.widget, NameInput):
        attrs["placeholder"] = field.label  # there is no other word beside it
    if field.name == "q":
        field.field.widget.input_type = "search"  # as an attribute it would stand beside the widget's own
        attrs["placeholder"] = hint or field.label
    return field.as_widget(attrs=attrs)  # pyright: ignore[reportArgumentType]  # the stub takes no attrs at all


def _name_empty_choice(field: BoundField) -> None:
    """ "---------" and 未知 say nothing about a filter: 全部阶段 does."""
    widget = field.field.widget
    choices = list(iter(widget.choices))  # whose length nobody asks PostgreSQL for
    unsaid = choices and (str(choices[0][1]) == BLANK or isinstance(widget, NullBooleanSelect | BooleanWidget))
    if unsaid:
        choices[0] = (choices[0][0], _("全部%(label)s") % {"label": field.label})
    widget.choices = choices


def _applied(filterset: Any) -> list[tuple[str, Any, str]]:
    """Parameter, label and shown value of every filter that narrows the list."""
    form, found = filterset.form, []
    if not form.is_bound:
        return found
    form.is_valid()
    for name, value in form.cleaned_data.items():
        if name != SORT_PARAM and value not in (None, "", []) and not (hasattr(value, "exists") and not value):
            found.append((name, form.fields[name].label, _shown(form.fields[name], value)))
    return found


def filter_words(filterset: Any) -> list[str]:
    """What narrows the list, each condition in words: 阶段：开工."""
    return [_("%(label)s：%(shown)s") % {"label": label, "shown": shown} for _name, label, shown in _applied(filterset)]


def _shown(field: Any, value: Any) -> str:
    """A filter's value as the user chose it: labels of choices, names of objects, 是 for a tick."""
    if value is True:
        return _("是")
    if value is False:
        return _("否")
    if isinstance(value, slice):
        return " – ".join(str(end) if end is not None else "" for end in (value.start, value.stop))
    values = list(value) if isinstance(value, list | tuple) or hasattr(value, "iterator") else [value]
    labels = {} if any(isinstance(each, Model) for each in values) else dict(_flat_choices(field))
    return _("、").join(str(labels.get(str(each), each)) for each in values)


def _flat_choices(field: Any) -> Iterable[tuple[str, Any]]:
    for value, label in getattr(field, "choices", []) or []:
        if isinstance(label, list | tuple):
            yield from ((str(inner), name) for inner, name in label)
        else:
            yield str(value), label


@register.inclusion_tag("components/picked.html", takes_context=True)
def picked(context: Any, filterset: Any, summary: Any = "", as_of: Any = "") -> dict[str, Any]:
    """What is applied, each with ×, and 清除条件."""
    picks = []
    for name, label, shown in _applied(filterset):
        query = _query(context)
        for key in [key for key in query if key == name or key.startswith(f"{name}_")]:
            query.pop(key)
        picks.append({"label": label, "shown": shown, "url": _address(query)})
    cleared = QueryDict(mutable=True)
    for name in (SORT_PARAM, VIEW_PARAM):  # opened by a view, it stays opened: without any query the default would come
        if value := _query(context).get(name):
            cleared[name] = value
    return {"picks": picks, "summary": summary, "as_of": as_of, "clear_url": _address(cleared)}


@register.inclusion_tag("components/listbar.html", takes_context=True)
def listbar(context: Any, key: str, place: str = "", value: Any = "", *, imports: bool = False) -> dict[str, Any]:
    """Above a list that can be exported: the saved views of the person, 保存视图 and 导出, each with the present query.
    And 导入, where such rows may be brought in (`imports`): what a person does seldom stands together and quietly.

    `place` and `value` are what stands in the address of the page, as the week.
    """
    query, user = _query(context), context["request"].user
    opened = query.get(VIEW_PARAM, "")
    query.pop(ALL_PARAM, None)
    plain = query.copy()
    plain.pop(VIEW_PARAM, None)
    views = [] if place else views_of(user, key)
    narrowed = any(plain.values())
    current = next((view for view in views if str(view.pk) == opened and plain == QueryDict(view.query)), None)
    if place:
        query[place] = plain[place] = str(value)
    if current and current.columns:
        query.setlist("columns", current.columns)
    return {
        "key": key,
        "views": [(view, view == current, view.by_id == user.pk) for view in views],
        "current": current if current and current.by_id == user.pk else None,
        "may_save": narrowed and not current and not place,
        "import_url": reverse("core:import_upload", args=[key]) if imports else "",
        "export_url": f"{reverse('core:list_export', args=[key])}{_address(query)}",
        "save_url": f"{reverse('core:view_save', args=[key])}{_address(plain)}",
    }


@register.inclusion_tag("components/paging.html", takes_context=True)
def paging(context: Any, page_obj: Page) -> dict[str, Any]:
    """第 1–20 条，共 39 条, the pages and the way to all of them on paper; just the sentence when it is all."""
    query, pages, param = _query(context), [], getattr(page_obj, "param", PAGE_PARAM)
    for number in page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1):
        query[param] = str(number)
        pages.append({"number": number, "url": _address(query) if isinstance(number, int) else ""})
    ways = {}
    if page_obj.has_previous():
        query[param] = str(page_obj.previous_page_number())
        ways["previous"] = _address(query)
    if page_obj.has_next():
        query[param] = str(page_obj.next_page_number())
        ways["next"] = _address(query)
    more = page_obj.has_other_pages()
    if more and page_obj.paginator.count <= MOST_PRINTED:
        query.pop(param, None)
        query[ALL_PARAM] = "print"
        ways["print"] = _address(query)
    elif query.pop(ALL_PARAM, None) and not more:
        query.pop(param, None)
        ways["parts"] = _address(query)
    return {"page_obj": page_obj, "pages": pages if more else [], "most": MOST_PRINTED, **ways}


# --- Forms and messages --------------------------------------------------------------------------------
@register.filter
def draft_key(message: Any) -> str:
    """The draft that a success message clears: extra_tags="draft:update-12" gives update-12."""
    tags = (getattr(message, "extra_tags", "") or "").split()
    return next((tag.removeprefix("draft:") for tag in tags if tag.startswith("draft:")), "")


@register.filter
def is_widget(field: BoundField, name: str) -> bool:
    """Whether a field's widget (or one of its bases) has this class name."""
    return any(base.__name__ == name for base in type(field.field.widget).__mro__)
