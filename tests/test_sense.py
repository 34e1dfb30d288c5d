"""Dates and figures have sense: each field of every form has a kind, and each form refuses nonsense in our words."""

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import django
import django_filters
import polib
import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from core.enums import Role
from core.kernel.sense import KINDS, Change, Count, DateKind, Figure, Month, Planned, Token
from core.kernel.wording import Spoken, reworded
from core.office.dictionaries import ReadOnlyAdmin
from enterprises.firm.record_views import PARTS
from tests.enterprises.scene import person
from tests.streams import let_go
from tests.test_access import ROUTES, address
from tests.test_choices import classes_of
from tests.world import World
from zone_tracker.access import ACCESS

pytestmark = pytest.mark.django_db
NUMBERS = (forms.DateField, forms.DateTimeField, forms.IntegerField, forms.DecimalField, forms.FloatField)
OURS = ("core.", "enterprises.", "projects.", "finance.", "talent.", "targets.", "zone_tracker.")


# --- Every field has a kind ------------------------------------------------------------------------------------------
def forms_of_ours() -> Iterator[type[forms.BaseForm]]:
    found = (form for form in classes_of(forms.BaseForm) if form.__module__.startswith(OURS))
    return (form for form in found if hasattr(form, "base_fields"))


def bare(fields: dict[str, Any]) -> list[str]:
    """The fields for a date or a number that name no kind."""
    return [name for name, field in fields.items() if isinstance(field, NUMBERS) and not isinstance(field, KINDS)]


def test_every_date_and_number_names_its_kind() -> None:
    found = {f"{form.__module__}.{form.__name__}": bare(getattr(form, "base_fields", {})) for form in forms_of_ours()}
    assert {form: names for form, names in found.items() if names} == {}
    kinded = [field for form in forms_of_ours() for field in form.base_fields.values() if isinstance(field, KINDS)]
    assert len(kinded) > 60, "the control: fields are found"


def test_every_form_refuses_in_our_words() -> None:
    assert [form for form in forms_of_ours() if not issubclass(form, Spoken)] == []
    spoken = [form for form in forms_of_ours() if issubclass(form, Spoken)]
    assert len(spoken) > 60


def test_every_filter_has_a_kind() -> None:
    bars = [bar for bar in classes_of(django_filters.FilterSet) if bar.__module__.startswith(OURS)]
    found = {
        bar.__name__: bare({name: each.field for name, each in bar.base_filters.items() if numeric(each)})
        for bar in bars
    }
    assert {name: names for name, names in found.items() if names} == {}


def numeric(one: Any) -> bool:
    return issubclass(one.field_class, NUMBERS)


def test_every_dictionary_has_kinds() -> None:
    request = RequestFactory().get("/")
    request.user = person("boss", Role.ADMIN)
    wrong, met = [], 0
    for model, room in admin.site._registry.items():
        if isinstance(room, ReadOnlyAdmin) or not type(room).__module__.startswith(OURS):
            continue
        lines = [line(model, admin.site).get_formset(request).form for line in room.inlines]
        for form in (room.get_form(request, change=True), *lines):
            met += sum(isinstance(field, KINDS) for field in form.base_fields.values())
            wrong += [f"{model.__name__}.{name}" for name in bare(form.base_fields)]
            assert issubclass(form, Spoken)
    assert wrong == []
    assert met > 15


# --- Every form, with nonsense ---------------------------------------------------------------------------------------
NONSENSE = ("1900-01-01", "9999-12-31", "{tomorrow}", "12.5", "-1", "1000000000000000", "abc", "")


def sense(field: forms.Field, said: str) -> bool:
    """Whether this may be saved: nothing where nothing is asked for, a planned day to come, a part of an amount."""
    if said == "":
        return not field.required
    if isinstance(field, Planned):
        return said == f"{tomorrow()}"
    if isinstance(field, Month):
        return said == f"{tomorrow()}"  # its form asks for a month that is over
    return (said == "12.5" and isinstance(field, Figure)) or (said == "-1" and isinstance(field, Change))


def tomorrow() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=1)


@cache
def of_django() -> list[re.Pattern[str]]:
    """Django's own sentences of what is wrong, in Chinese and in English, as patterns."""
    found: set[str] = set()
    for app in (".", "contrib/auth"):
        path = Path(django.__file__).parent / "conf" if app == "." else Path(django.__file__).parent / app
        for entry in polib.pofile(str(path / "locale/zh_Hans/LC_MESSAGES/django.po")):
            found |= {entry.msgid, entry.msgid_plural, entry.msgstr, *entry.msgstr_plural.values()}
    whole = [text for text in found if len(re.sub(r"%\(\w+\)\w|%\w", "", text)) > 6 and re.search(r"[.。]$", text)]
    return [re.compile(re.sub(r"%\\?\(\w+\\?\)\w", ".{1,60}?", re.escape(text))) for text in whole]


def stock(text: str) -> list[str]:
    return [each.pattern for each in of_django() if each.search(text)]


def test_the_sentences_of_django_are_known() -> None:
    assert len(of_django()) > 60
    assert stock("确保该值大于或等于0。")
    assert stock("这个字段是必填项。")
    assert stock("Enter a valid date.")
    assert stock("Ensure that there are no more than 12 digits in total.")
    assert not stock("请填写项目名称。")


class Asked(HTMLParser):
    """The forms of a page that send something: where to, and what is filled in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, list[str]]]] = []
        self.open: dict[str, list[str]] | None = None
        self.select = self.area = ""
        self.chosen = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = {}
            if said.get("method") == "post":
                self.found.append((said.get("action", ""), self.open))
        if self.open is None or not (name := said.get("name", self.select)):
            return
        if tag == "input" and said.get("type") in ("checkbox", "file", "submit"):
            return
        if tag == "input" and said.get("type") == "radio":
            if "checked" in said or name not in self.open:
                self.open[name] = [said.get("value", "")]
        elif tag == "input":
            self.open.setdefault(name, []).append(said.get("value", ""))
        elif tag == "select":
            self.select, self.open[name] = name, [""]
        elif tag == "textarea":
            self.area, self.open[name] = name, [""]
        elif tag == "option" and said.get("value") and ("selected" in said or self.open[self.select] == [""]):
            self.open[self.select] = [said["value"]]

    def handle_data(self, data: str) -> None:
        if self.area and self.open is not None:
            self.open[self.area] = [self.open[self.area][0] + data]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""
        elif tag == "form":
            self.open = None


def forms_in(context: Any) -> Iterator[forms.BaseForm]:
    """The forms with which a page was drawn, in rows too."""
    seen = set()
    layers = context if isinstance(context, list) else [context]
    for one in itertools.chain.from_iterable(part.values() for layer in layers for part in layer.dicts):
        rows = [*one.forms, one.empty_form] if isinstance(one, forms.BaseFormSet) else [one]
        for form in rows:
            if isinstance(form, forms.BaseForm) and id(form) not in seen and isinstance(form, Spoken):
                seen.add(id(form))
                yield form


def pages(world: World, routes: list[Any]) -> Iterator[tuple[Client, str, Any]]:
    """The page of each of these routes that its reader may open, as each role that may."""
    for reader in world.cast.roles():
        client = Client()
        client.force_login(reader)
        for name, pattern in routes:
            if (
                ACCESS[name].permits(reader, "GET")
                and "GET" in ACCESS[name].allowed_methods()
                and not ACCESS[name].kept
            ):
                url = address(name, pattern, world)
                others = [url.replace("grades", part) for part in PARTS] if name == "enterprises:record_part" else [url]
                yield from ((client, each, answer) for each in others if (answer := opened(client, each)))


def opened(client: Client, url: str) -> Any:
    """A page that was drawn from templates; None for anything else."""
    with transaction.atomic():
        answer = client.get(url)
        transaction.set_rollback(True)
    let_go(answer)
    return answer if answer.status_code == 200 and answer.context and "html" in answer["Content-Type"] else None


def filled(data: dict[str, list[str]], fields: dict[str, forms.Field]) -> dict[str, Any]:
    """What a page brought, and something sensible wherever nothing stands yet."""
    made: dict[str, Any] = dict(data)
    for name, field in fields.items():
        if name in made and not "".join(made[name]).strip() and field.required:
            if isinstance(field, DateKind):
                day = timezone.localdate() + dt.timedelta(days=20 if isinstance(field, Planned) else 0)
                made[name] = f"{day:%Y-%m-%d}"
            elif isinstance(field, (Count, Figure, Token)):
                made[name] = "1"
            elif isinstance(field, forms.CharField) and not isinstance(field, forms.EmailField):
                made[name] = "示例说明"
    return made


@pytest.mark.slow
def test_no_form_takes_nonsense(shared_world: World) -> None:
    wrong, met, saved = told_nonsense(shared_world, ROUTES)
    assert wrong == []
    assert len(met) > 35, met
    assert saved > 20, f"the control: {saved} of {len(met)} forms save what has sense"


def test_some_forms_take_no_nonsense(shared_world: World) -> None:
    """The sample of the walk above for `--fast`."""
    wrong, met, saved = told_nonsense(shared_world, ROUTES[::8])
    assert wrong == []
    assert met
    assert saved, f"the control: {saved} of {len(met)} forms save what has sense"


def told_nonsense(world: World, routes: list[Any]) -> tuple[list[str], set[tuple[str, str, str]], int]:
    """What is wrong with the answers to nonsense in the forms of these routes, which fields were asked, and how many
    forms save what has sense."""
    wrong, met, saved = [], set(), 0
    for client, page, answer in pages(world, routes):
        asked = Asked(answer.content.decode()).found
        for form in forms_in(answer.context):
            fields = {form.add_prefix(name): field for name, field in form.fields.items()}
            for action, data in asked:
                for name, field in fields.items():
                    mark = (type(form).__module__, type(form).__name__, name.rpartition("-")[2].rstrip("0123456789"))
                    kinded = isinstance(field, KINDS) and not isinstance(field, Token) and not field.disabled
                    if not kinded or name not in data or mark in met or "__prefix__" in name:
                        continue
                    met.add(mark)
                    typed = filled(data, fields)
                    if name.startswith("milestone_on_"):  # read of a node that is ticked only
                        typed["milestones"] = [name.removeprefix("milestone_on_")]
                    saved += answered(client, action or page, typed)[0]
                    for said in NONSENSE:
                        text = said.format(tomorrow=tomorrow())
                        done, faults, refused = answered(client, action or page, typed | {name: text})
                        if not sense(field, text) and (done or name not in refused):
                            faults.append("saved" if done else f"not refused at the field, but {refused}")
                        wrong += [f"{mark} {text!r}: {fault}" for fault in faults]
    return wrong, met, saved


def answered(client: Client, url: str, data: dict[str, Any]) -> tuple[bool, list[str], list[str]]:
    """Whether a form saved what was sent, what is wrong with its answer, and which fields it refused; what it saved is
    undone.
    """
    client.raise_request_exception = False
    with transaction.atomic():
        answer = client.post(url, data)
        transaction.set_rollback(True)
    if answer.status_code >= 500:
        return False, [f"server error {answer.status_code}"], []
    if answer.status_code != 200:
        return answer.status_code == 302, [], []
    refused = [form.add_prefix(name) for form in forms_in(answer.context) if form.is_bound for name in form.errors]
    return False, stock(answer.content.decode()), refused


def test_no_field_takes_nonsense() -> None:
    """Also those whose page the world does not come to."""
    wrong, met = [], 0
    for form in forms_of_ours():
        for name, field in form.base_fields.items():
            if isinstance(field, KINDS) and not isinstance(field, Token):
                met += 1
                wrong += [
                    f"{form.__name__}.{name} {said!r}: {fault}" for said in NONSENSE for fault in faults_of(field, said)
                ]
    assert wrong == []
    assert met > 60


def faults_of(field: forms.Field, said: str) -> Iterator[str]:
    """What is wrong with what a field answers."""
    text = said.format(tomorrow=tomorrow())
    try:
        field.clean(text)
    except ValidationError as error:
        for each in error.error_list:
            yield from stock(str(reworded(each, field, "示例日期").messages[0]))
    else:
        if not sense(field, text):
            yield "taken"
