"""人才 in tables: found, judged and kept as on the page; nothing secret stays behind."""

import datetime as dt
import json

import pytest
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.forms.models import model_to_dict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.enums import BatchState, Role
from core.models import ImportBatch, ImportRow
from core.sheets.batches import import_now
from core.sheets.reading import grids
from core.sheets.undoing import undo
from talent import identity
from talent.models import Honour, Talent
from talent.sheets import TalentKind
from tests.core.sheets.table import (
    ASKED,
    CHANGED,
    NEW,
    SAME,
    WRONG,
    came_to,
    exported,
    faults,
    filled,
    sheet,
    taken,
    taken_file,
)
from tests.talent.scene import NUMBER, NUMBER_X, counted, firm, person, talent

pytestmark = pytest.mark.django_db
HEAD = ("姓名", "人才类别", "工作单位", "岗位", "引进时间", "认定时间", "认定依据", "荣誉称号", "联系电话", "身份证号")
ROW = ("王示例", "工程师人才", "示例电驱", "高工", "2026.1.5", None, None, None, "13800000001", NUMBER)


@pytest.fixture
def kind() -> TalentKind:
    firm()
    return TalentKind(person("ren"))


def test_a_row_is_the_form_of_the_page(kind: TalentKind) -> None:
    Honour.objects.create(name="劳动模范")
    row = (*ROW[:5], "2026/5/6", "湘〔2026〕1号", "劳动模范", *ROW[8:])
    _batch, results = taken(kind, HEAD, row)
    assert came_to(results) == [NEW]
    made = Talent.objects.get()
    assert (made.name, made.category, made.enterprise, made.title) == ("王示例", "engineer", firm(), "高工")
    assert (made.arrived_on, made.recognised_on) == (dt.date(2026, 1, 5), dt.date(2026, 5, 6))
    assert [str(each) for each in made.honours.all()] == ["劳动模范"]
    assert made.identity_hash == identity.keyed_hash(NUMBER)
    assert identity.masked(made.identity) == "430111********0019"


def test_the_same_file_again_adds_nobody(kind: TalentKind) -> None:
    taken(kind, HEAD, ROW)
    batch, results = taken(TalentKind(kind.user), HEAD, ROW)
    assert (batch, came_to(results), Talent.objects.count()) == (None, [SAME], 1)


def test_every_error_of_a_row_is_said_at_its_cell(kind: TalentKind) -> None:
    _batch, results = taken(
        kind, HEAD, ("", "工程", "没有的企业", "高工", "去年", "2026-05-06", None, "没有", "打我", "430111199003070018")
    )
    said = faults(results[0])
    assert set(said) == {
        "name",
        "category",
        "enterprise",
        "arrived_on",
        "evidence",
        "honours",
        "phone",
        "identity_number",
    }
    letters = {fault.column: fault.letter for fault in results[0].faults}
    assert (letters["category"], letters["identity_number"]) == ("B", "J")
    assert "请核对每一位" in said["identity_number"]
    assert not Talent.objects.exists()


def test_a_row_of_an_unknown_number_says_its_other_errors_too(kind: TalentKind) -> None:
    _batch, results = taken(kind, ("编号", *HEAD), ("R-000999", "王示例", "工程", None, None, None, *[None] * 5))
    assert set(faults(results[0])) == {"number", "category"}


def test_a_person_is_found_by_the_identity_number_before_the_name(kind: TalentKind) -> None:
    known = talent("王旧名", NUMBER, enterprise=firm())
    _batch, results = taken(kind, HEAD, ROW)
    assert came_to(results) == [ASKED], "one cell that slipped would make somebody else of a person"
    _batch, results = taken(kind, (*HEAD, "认定"), (*ROW, "就是这个人，改姓名"))
    assert came_to(results) == [CHANGED]
    known.refresh_from_db()
    assert (known.name, known.title, Talent.objects.count()) == ("王示例", "高工", 1)


def test_a_number_in_another_firm_is_asked_about(kind: TalentKind) -> None:
    known = talent("王示例", NUMBER, enterprise=firm("示例旧厂"))
    _batch, results = taken(kind, HEAD, ROW)
    assert came_to(results) == [ASKED]
    assert results[0].question
    assert "示例旧厂" in results[0].question.text
    assert came_to(taken(kind, (*HEAD, "认定"), (*ROW, "就是这个人，换了企业"))[1]) == [CHANGED]
    known.refresh_from_db()
    assert (known.enterprise, Talent.objects.count()) == (firm(), 1)


def test_who_had_no_firm_and_no_honour_has_none_when_the_import_goes_back(kind: TalentKind) -> None:
    known = talent("王示例", NUMBER)
    Honour.objects.create(name="劳动模范")
    Honour.objects.create(name="雨花工匠").holders.add(known)
    batch, results = taken(kind, HEAD, (*ROW[:7], "劳动模范", *ROW[8:]))
    assert came_to(results) == [CHANGED]
    assert [str(each) for each in known.honours.all()] == ["劳动模范"]
    assert batch
    assert undo(batch, by=kind.user, now=timezone.now()) == (1, [])
    known.refresh_from_db()
    assert ([str(each) for each in known.honours.all()], known.enterprise) == (["雨花工匠"], None)


def test_a_number_that_belongs_to_somebody_else_is_refused(kind: TalentKind) -> None:
    talent("王示例", NUMBER)
    other = talent("李示例")
    _batch, results = taken(kind, ("编号", *HEAD), (f"R-{other.pk:06d}", *ROW))
    assert "identity_number" in faults(results[0])


def test_two_of_one_name_in_one_firm_are_asked_about(kind: TalentKind) -> None:
    one, two = (talent("王示例", enterprise=firm(), title=title) for title in ("焊工", "钳工"))
    row = (*ROW[:9], None)
    batch, results = taken(kind, HEAD, row)
    assert (batch, came_to(results)) == (None, [ASKED])
    question = results[0].question
    assert question
    assert [key for key, _words, _what in question.answers] == [f"same:{one.pk}", f"same:{two.pk}", "new"]
    words = question.answers[1][1]
    _batch, results = taken(TalentKind(kind.user), (*HEAD, "认定"), (*row, words))
    assert came_to(results) == [CHANGED]
    two.refresh_from_db()
    assert (two.title, Talent.objects.get(pk=one.pk).title) == ("高工", "焊工")


def test_another_one_of_the_same_name_is_made_once(kind: TalentKind) -> None:
    talent("王示例", enterprise=firm(), identity_hash=identity.keyed_hash(NUMBER_X))
    file = sheet((*HEAD, "认定"), (*ROW, "是另一条"))
    assert came_to(taken_file(kind, file)[1]) == [NEW]
    assert came_to(taken_file(TalentKind(kind.user), file)[1]) == [SAME]
    assert Talent.objects.count() == 2


def test_somebody_of_the_same_name_and_another_identity_is_asked_about(kind: TalentKind) -> None:
    talent("王示例", NUMBER_X, enterprise=firm())
    assert came_to(taken(kind, HEAD, ROW)[1]) == [ASKED]


def test_two_rows_of_one_name_in_a_file_are_asked_about(kind: TalentKind) -> None:
    rows = (ROW, (*ROW[:3], "钳工", *ROW[4:9], None))
    assert came_to(taken(kind, HEAD, *rows)[1]) == [NEW, ASKED]


def test_a_template_filled_in_is_imported_and_its_sample_is_not(kind: TalentKind) -> None:
    said = {
        "姓名": "王示例",
        "类别": "领军人才",
        "企业": "示例电驱",
        "引进日期": dt.date(2026, 1, 5),
        "证件号码": NUMBER_X,
    }
    _batch, results = taken_file(kind, filled(kind, said))
    assert (came_to(results), Talent.objects.get().name) == ([NEW], "王示例")


def test_an_export_that_comes_back_changes_nothing(kind: TalentKind) -> None:
    Honour.objects.create(name="劳动模范").holders.add(counted("李示例", enterprise=firm(), phone="13800000001"))
    talent("王示例", NUMBER)
    talent("王示例")
    batch, results = taken_file(kind, exported(kind))
    assert (batch, came_to(results)) == (None, [SAME] * 3)


def test_honours_with_a_comma_in_their_name_are_told_apart(kind: TalentKind) -> None:
    for name in ("劳动模范", "省、市技术能手", "雨花工匠"):
        Honour.objects.create(name=name)
    row = (*ROW[:7], "雨花工匠，、省、市技术能手； 劳动模范、", *ROW[8:])
    assert came_to(taken(kind, HEAD, row)[1]) == [NEW]
    assert Talent.objects.get().honours.count() == 3
    assert came_to(taken_file(TalentKind(kind.user), exported(kind))[1]) == [SAME]
    _batch, results = taken(TalentKind(kind.user), HEAD, (*ROW[:7], "劳动模范、市技术能手", *ROW[8:]))
    assert set(faults(results[0])) == {"honours"}


def test_the_roster_of_a_leader_is_masked_and_comes_back_unchanged(kind: TalentKind) -> None:
    talent("王示例", NUMBER, phone="13800000001")
    data = exported(TalentKind(person("ling", Role.LEADER)))
    said = json.dumps([grid.rows for grid in grids(data)], default=str)
    assert "138****0001" in said
    assert "430111********0019" in said
    assert NUMBER not in said
    assert "13800000001" not in said
    assert came_to(taken_file(kind, data)[1]) == [SAME]


def test_an_identity_number_that_differs_within_its_mask_is_kept(kind: TalentKind) -> None:
    """The mask of both is the same: what is compared is the number."""
    other = next(
        number
        for number in (f"430111{day:%Y%m%d}{serial:03d}9" for day in _days() for serial in (1,))
        if number != NUMBER and _is_valid(number)
    )
    known = talent("王示例", NUMBER)
    mask = identity.masked(known.identity)
    assert identity.masked(other) == mask  # the control
    _batch, results = taken(
        kind, ("编号", "姓名", "类别", "引进日期", "证件号码"), (f"R-{known.pk}", None, None, None, other)
    )
    known.refresh_from_db()
    assert (came_to(results), known.identity_hash) == ([CHANGED], identity.keyed_hash(other))


def _days() -> list[dt.date]:
    return [dt.date(1990, 1, 1) + dt.timedelta(days=each) for each in range(365)]


def _is_valid(number: str) -> bool:
    try:
        return bool(identity.clean(number))
    except ValidationError:
        return False


def test_new_and_changed_people_go_back(kind: TalentKind) -> None:
    known = talent("李示例", enterprise=firm(), title="焊工", phone="13800000009")
    before = model_to_dict(known)
    batch, _results = taken(kind, HEAD, ROW, ("李示例", None, "示例电驱", "技师", *[None] * 6))
    assert batch
    assert Talent.objects.get(pk=known.pk).title == "技师"
    assert undo(batch, by=kind.user, now=timezone.now()) == (2, [])
    assert model_to_dict(Talent.objects.get()) == before


def test_what_somebody_changed_since_and_an_identity_stay(kind: TalentKind) -> None:
    known, with_identity = talent("李示例", enterprise=firm()), talent("周示例", enterprise=firm())
    rows = [
        (each.name, None, "示例电驱", "技师", *[None] * 5, number)
        for each, number in ((known, None), (with_identity, NUMBER))
    ]
    batch, results = taken(kind, HEAD, *rows)
    assert (came_to(results), batch is not None) == ([CHANGED, CHANGED], True)
    row = Talent.objects.get(pk=known.pk)
    row.evidence = "后来补的"
    row.save()
    assert batch
    gone, left = undo(batch, by=kind.user, now=timezone.now())
    assert gone == 0
    assert [each.label for each in left] == ["李示例", "周示例"]
    assert Talent.objects.filter(title="技师").count() == 2


def test_nothing_secret_is_kept_with_an_import(kind: TalentKind) -> None:
    """Of a row that is taken, one that is wrong and one that asks; in whatever order the columns stand."""
    talent("周示例", enterprise=firm())
    head = ("身份证号", "姓名", "类别", "企业", "引进日期")
    batch, results = taken(
        kind,
        head,
        (NUMBER, "王示例", "工程师人才", "示例电驱", "2026-01-05"),
        ("430111199003070018", "李示例", "工程师人才", "示例电驱", "2026-01-05"),
        (NUMBER_X, "周示例", "工程师人才", "示例电驱", None),
        partial=True,
    )
    assert came_to(results) == [NEW, WRONG, CHANGED]
    assert [fault.value for fault in results[1].faults] == ["******"]
    assert batch
    kept = json.dumps(
        [*ImportRow.objects.values(), *ImportBatch.objects.values(), *Talent.pgh_event_model.objects.values()],
        cls=DjangoJSONEncoder,
        ensure_ascii=False,
    )
    assert "王示例" in kept  # the control
    assert not [number for number in (NUMBER, NUMBER_X, "430111199003070018") if number in kept]
    assert batch.state == BatchState.WRITTEN
    assert not batch.file


@pytest.mark.parametrize("role", Role)
def test_talent_officers_alone_import(role: Role) -> None:
    assert TalentKind.may_import(person("x", role)) == (role == Role.TALENT_OFFICER)


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXTS, title=TEXTS, evidence=TEXTS)
def test_whatever_the_page_keeps_goes_round(kind: TalentKind, name: str, title: str, evidence: str) -> None:
    form = kind.form(None, None)
    values = kind.values(form) | {"name": name, "title": title, "evidence": evidence}
    form = kind.form(None, type(kind.values(form))(values | {"category": "engineer", "arrived_on": "2026-01-05"}))
    if not form.is_valid():
        return
    form.save_once()
    reader = TalentKind(kind.user)
    _batch, results = import_now(reader, exported(reader), "表.xlsx", dry=True, partial=False, now=timezone.now())
    assert set(came_to(results)) == {SAME}, [result.faults for result in results]
