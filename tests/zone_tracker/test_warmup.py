"""What is read before a worker is forked: afterwards a page compiles no template and fills no table of routes."""

import gc
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.template import engines
from django.template.base import Template
from django.template.loader import get_template
from django.urls import URLResolver, clear_url_caches, reverse
from django.utils import translation
from gunicorn.config import Config
from jinja2 import Environment

from zone_tracker import celery, serving, warmup

ROUTES = ("workbench", "core:login", "projects:project_list", "enterprises:visit_create", "finance:need_list")
NAMES = ("base.html", "projects/project_list.html", "forms/widgets/date.html")
ROWS = ("projects/table.html", "django/forms/widgets/select_option.html")


class Late(Exception):
    """Something was made that should have been there."""


@pytest.fixture
def cold() -> Iterator[None]:
    """A process that has served nothing."""
    for loader in engines["django"].engine.template_loaders:
        loader.reset()
    engines["rows"].env.cache.clear()
    clear_url_caches()
    yield
    clear_url_caches()


def late(*_args: object) -> None:
    raise Late


@pytest.mark.parametrize("name", NAMES)
def test_templates_are_compiled(cold: None, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    warmup.warm_up()
    monkeypatch.setattr(Template, "compile_nodelist", late)
    assert get_template(name)


@pytest.mark.parametrize("name", ROWS)
def test_rows_and_controls_are_compiled(cold: None, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    warmup.warm_up()
    monkeypatch.setattr(Environment, "compile", late)
    assert get_template(name, using="rows")


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_routes_are_in_their_tables(cold: None, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    warmup.warm_up()
    monkeypatch.setattr(URLResolver, "_populate", late)
    with translation.override(language):
        assert [bool(reverse(route)) for route in ROUTES] == [True] * len(ROUTES)


def test_a_cold_process_would_do_both_late(cold: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control of the three above."""
    monkeypatch.setattr(Template, "compile_nodelist", late)
    monkeypatch.setattr(Environment, "compile", late)
    monkeypatch.setattr(URLResolver, "_populate", late)
    with pytest.raises(Late):
        get_template("base.html")
    with pytest.raises(Late):
        get_template(ROWS[0], using="rows")
    with pytest.raises(Late):
        reverse("projects:project_list")


def test_a_template_that_cannot_be_compiled_does_not_keep_the_pages_from_starting(
    cold: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warmup, "templates", lambda: iter([("django", "no/such.html"), ("django", "base.html")]))
    warmup.warm_up()
    monkeypatch.setattr(Template, "compile_nodelist", late)
    assert get_template("base.html")


def test_gunicorn_takes_the_settings_and_workers_inherit_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(serving, "give_memory_back", lambda: asked.append("memory"))
    monkeypatch.setattr(serving, "warm_up", lambda: asked.append("warm"))
    monkeypatch.setattr(serving, "pass_over_what_stays", lambda: asked.append("settled"))
    monkeypatch.setattr(serving.connections, "close_all", lambda: asked.append("closed"))
    config = Config()
    for name in config.settings.keys() & vars(serving).keys():
        config.set(name, getattr(serving, name))
    config.on_starting(object())
    assert (config.preload_app, config.worker_class_str, config.threads) == (True, "gthread", 4)
    assert asked == ["memory", "warm", "settled", "closed"]


def test_what_is_loaded_is_passed_over() -> None:
    before = gc.get_threshold()
    try:
        warmup.pass_over_what_stays()
        assert gc.get_freeze_count() > 10_000
        assert gc.get_threshold() == before
        celery.settle()
        assert gc.get_threshold()[0] == celery.OBJECTS > before[0]
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_name: None) -> object:
        return object()

    monkeypatch.setattr(serving.ctypes, "CDLL", none)
    serving.give_memory_back()
