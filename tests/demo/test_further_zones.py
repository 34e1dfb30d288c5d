"""A larger demo: the further zones are as whole as the first, though no verb wrote them. It is loaded once."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import InternalError, connection, models, transaction
from django.db.models import Count, F, Q
from stdnum.cn import uscc

from core.enums import Lamp, Role
from core.kernel.clock import moment
from core.models import User
from enterprises.models import Contact, Enterprise, EnterpriseAlias, LiaisonAssignment, Request, Visit
from enterprises.names import name_keys
from finance.models import CreditLine, Institution
from projects.models import AgendaItem, Period, Project, Snapshot, Update
from projects.readings import lamps_of
from talent.models import Talent
from tests.demo.measures import lying_ahead
from zone_tracker.demo import load as demo
from zone_tracker.demo.money import INSTITUTIONS
from zone_tracker.demo.people import PEOPLE

pytestmark = [pytest.mark.slow, pytest.mark.django_db]  # each test gives back the demo as it found it

TODAY = dt.date(2026, 11, 23)
NOW = moment(TODAY, dt.time(9, 40))
FURTHER = Q(reporter__username__regex=r"^project\d+$")  # projects of the second zone


@pytest.fixture(autouse=True, scope="module")
def loaded(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Two zones, thrown away after the last test of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load(today=TODAY, seed=1133, scale=2)
        connection.check_constraints()  # once, and not anew at the end of each test
        yield
        transaction.set_rollback(True)


def ours() -> Iterator[Any]:
    """Every model of ours that is no history."""
    for label in demo.OURS:
        yield from (each for each in apps.get_app_config(label).get_models() if not hasattr(each, "pgh_id"))


def test_a_further_zone_brings_its_share_of_everything() -> None:
    def examples(model: type[models.Model]) -> int:
        return model._default_manager.filter(is_example=True).count()

    assert examples(Project) == 36 + 40
    assert examples(Enterprise) == 61 + 80
    assert examples(User) == len(PEOPLE) + 8
    assert examples(CreditLine) == 60 + 200
    assert examples(Institution) == len(INSTITUTIONS)  # a zone has some tens, however large
    assert examples(Visit) == 631 + 400
    assert examples(Talent) == 663 + 200
    assert 1900 < Update.objects.filter(project__in=Project.objects.filter(FURTHER)).count() < 2100


def test_an_owner_owns_as_much_as_in_the_first_zone() -> None:
    def shares(rows: models.QuerySet[Any], owner: str) -> tuple[list[int], list[int]]:
        owned = Counter(rows.values_list(f"{owner}__username", flat=True))
        further = [count for name, count in owned.items() if name[-1].isdigit()]
        return [owned[name] for name in owned if not name[-1].isdigit()], further

    listed = Project.objects.filter(is_example=True)
    assigned = LiaisonAssignment.objects.filter(ends_on__isnull=True)
    for rows, owner in ((listed, "reporter"), (assigned, "officer"), (Request.objects.all(), "raised_by")):
        first, further = shares(rows, owner)
        assert len(further) == 7
        assert 0.5 < (sum(further) / 7) / (sum(first) / len(first)) < 2, owner
    officer = User.objects.get(username="project")
    assert Project.objects.key().active().owed_by(officer).count() == 6  # the log-in page's keeps the written list


def test_the_people_of_a_station_hold_its_roles_and_the_password() -> None:
    station = User.objects.filter(department__key="station-2").order_by("pk")
    assert [row.username for row in station] == [f"project{n}" for n in range(2, 9)] + ["leader2"]
    assert {Role.PROJECT_OFFICER, Role.LIAISON, Role.HANDLER} == set(station[0].roles)
    assert station[0].password == User.objects.get(username="project").password


def test_lamps_are_lit_as_in_the_first_zone() -> None:
    key = Project.objects.key()
    readings = lamps_of(key, TODAY, now=NOW)
    further = set(key.filter(FURTHER).values_list("pk", flat=True))
    lamps = Counter(reading.lamp for pk, reading in readings.items() if pk in further)
    first = Counter(reading.lamp for pk, reading in readings.items() if pk not in further)
    assert first == {Lamp.RED: 4, Lamp.AMBER: 9, Lamp.GREEN: 21, Lamp.DONE: 2, Lamp.GREY: 3}
    assert sum(lamps.values()) == 40
    assert all(abs(lamps[lamp] - first[lamp]) <= 4 for lamp in (Lamp.RED, Lamp.AMBER, Lamp.GREEN, Lamp.DONE))


def columns(row: Any) -> tuple[str, str, str]:
    """What is kept for sorting and searching."""
    return row.pinyin, row.search_keys, row.search_grams


def test_a_name_is_found_by_its_initials_and_every_search_column_is_what_a_saving_writes() -> None:
    firm = Enterprise.objects.filter(is_example=True).order_by("pk").last()
    assert firm
    initials = name_keys(firm.short_name).search_keys.split()[-1]
    assert firm in Enterprise.objects.named_like(initials)
    for row in Enterprise.objects.all():
        assert columns(row) == name_keys(row.short_name, row.full_name, row.uscc)
    for row in Project.objects.filter(is_example=True):
        assert columns(row) == name_keys(row.name, row.code)
    for row in EnterpriseAlias.objects.all():
        assert columns(row) == name_keys(row.name)
    for row in [*Contact.objects.filter(is_example=True).order_by("-pk")[:150]]:
        keys = name_keys(row.name)
        assert Contact.objects.filter(phone=row.phone, pk=row.pk).exists()
        assert (row.search_keys, row.search_grams) == keys[1:]
    for row in Talent.objects.filter(is_example=True).order_by("-pk")[:250]:
        assert columns(row) == name_keys(row.name)


def test_every_row_passes_what_a_form_asks_of_it() -> None:
    wrong = []
    for model in (Enterprise, Contact, Project, Update, Visit, Request, Talent, CreditLine, User):
        linked = [
            field.name for field in model._meta.concrete_fields if field.is_relation
        ]  # PostgreSQL looked at those
        for row in model._default_manager.order_by("-pk")[:150]:
            try:
                row.clean_fields(exclude=linked)
            except ValidationError as error:
                wrong.append((model.__name__, row.pk, error.message_dict))
    assert wrong == []
    assert all(
        uscc.is_valid(code) for code in Enterprise.objects.filter(is_example=True).values_list("uscc", flat=True)
    )


def test_what_belongs_together_lies_in_one_zone() -> None:
    assert not Request.objects.filter(~Q(enterprise=F("visit__enterprise")), visit__isnull=False).exists()
    assert not CreditLine.objects.filter(~Q(enterprise=F("need__enterprise")), need__isnull=False).exists()
    assert not [line for line in CreditLine.objects.all() if line.drawn_wan > line.granted_wan]
    assert not Project.objects.filter(~Q(park=F("enterprise__park")), is_example=True).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM projects_blocker b JOIN projects_update u ON u.id = b.update_of_id"
                       " WHERE u.project_id <> b.project_id")  # fmt: skip
        assert cursor.fetchone() == (0,)
    assert lying_ahead(TODAY, NOW) == []


def test_every_foreign_key_leads_somewhere() -> None:
    looked = 0
    for model in ours():
        for field in model._meta.concrete_fields:
            if field.is_relation:
                known = field.related_model._base_manager.values("pk")
                lost = model._base_manager.filter(**{f"{field.attname}__isnull": False}).exclude(
                    **{f"{field.attname}__in": known}
                )
                assert not lost.exists(), f"{model.__name__}.{field.name}"
                looked += 1
    assert looked > 100


def test_the_last_frozen_week_holds_every_project() -> None:
    week = Period.objects.filter(frozen_at__isnull=False).latest("starts_on")
    assert week.snapshots.count() == Project.objects.key().count()
    names = set(User.objects.values_list("name", flat=True))
    assert set(Snapshot.objects.exclude(author="").values_list("author", flat=True)) <= names
    lines = AgendaItem.objects.filter(period=week, rank__gt=100)
    assert lines.filter(project__in=Project.objects.filter(FURTHER)).count() == lines.count() > 10
    sections = list(lines.order_by("rank").values_list("section", flat=True))
    assert len([at for at in range(1, len(sections)) if sections[at] != sections[at - 1]]) == len(set(sections)) - 1


def test_every_tracked_row_has_its_insert_and_the_further_ones_nothing_else() -> None:
    tracked = [model for model in ours() if hasattr(model, "pgh_event_model")]
    assert len(tracked) > 20
    for model in tracked:
        inserts = (
            model.pgh_event_model._default_manager.filter(pgh_label="insert").values("pgh_obj").annotate(n=Count("pk"))
        )
        counts = dict(inserts.values_list("pgh_obj", "n"))
        assert counts == dict.fromkeys(model._default_manager.values_list("pk", flat=True), 1), model.__name__
    further = Project.objects.filter(FURTHER).values("pk")
    event: Any = Update.pgh_event_model
    assert event.objects.filter(project__in=further).count() == Update.objects.filter(project__in=further).count()


def test_the_database_is_as_wakeful_as_before() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'")
        assert cursor.fetchone() == (0,)
    with pytest.raises(InternalError, match="append_only"), transaction.atomic():
        Snapshot.objects.update(done="")
    for model in ours():
        if model._default_manager.exists() and isinstance(model._meta.pk, models.AutoField):
            highest = model._default_manager.aggregate(highest=models.Max("pk"))["highest"]
            with connection.cursor() as cursor:
                key = [model._meta.db_table, model._meta.pk.column]
                cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, %s))", key)
                assert cursor.fetchone()[0] > highest, model.__name__
