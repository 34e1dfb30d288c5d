"""docs/lives.md agrees with the code; and what would make it wrong is noticed."""

import json
import re

import pytest
from django.core.management import CommandError, call_command

from core.models import Park
from finance.models import CreditLine
from projects.models import Commitment, Project, Update
from zone_tracker.lives import PAGE, SHARED, TURNS, Page, findings, nouns, read
from zone_tracker.writers import NotWritten, must_write

HOLES = 1  # findings that the page admits; a mended one lowers the number, and none may be added


def changed(old: str, new: str) -> list[str]:
    """The findings of a page in which this stands instead of that."""
    text = PAGE.read_text()
    assert old in text
    return list(findings(read(text.replace(old, new, 1))))


def test_the_page_and_the_code_agree() -> None:
    assert list(findings(read())) == []


def test_every_noun_is_there_once() -> None:
    page = read()
    assert sorted([*page.lives, *page.technical]) == sorted(nouns())


def test_holes_only_become_fewer() -> None:
    assert len(read().holes) == HOLES
    assert all("(finding)" in hole for hole in read().holes)


def test_only_one_column_is_told_for_all() -> None:
    assert [names for names, _writers in read().shared.writers] == [["is_example"]], SHARED


class TestWhatIsWrongIsNoticed:
    def test_a_model_without_a_row(self) -> None:
        row = re.search(r"### projects\.KeyListEntry.*?(?=### )", PAGE.read_text(), re.DOTALL)
        assert row
        assert changed(row.group(), "") == ["projects.KeyListEntry has no row"]

    def test_a_row_without_a_model_and_a_row_that_stands_twice(self) -> None:
        assert "projects.Nothing is no model" in changed("### projects.KeyListEntry ", "### projects.Nothing ")
        assert "projects.KeyList has two rows" in changed("### projects.KeyListEntry ", "### projects.KeyList ")

    @pytest.mark.parametrize(
        ("old", "new", "finding"),
        [
            ("`projects:lead_create`", "`projects:lead_made`", "projects.Lead begins: projects:lead_made is no route"),
            ("`projects:lead_create`", "`projects:lead_list`", "projects:lead_list takes nothing from anybody"),
            ("`admin:core_park_change`", "`admin:core_car_change`", "admin:core_car_change is no route"),
            ("`admin:core_park_change`", "`admin:core_park_delete`", "admin:core_park_delete is refused to everybody"),
            ("`admin:core_park_change`", "`admin:core_delivery_change`", "may only be looked at"),
            ("`manage.py create_admin`", "`manage.py create_god`", "manage.py create_god is no command"),
            ("- history: `projects:key_list`\n", "- history: `projects:node_drop`\n", "is read by nobody"),
            ("- history: `projects:week_detail`", "- history: `history`", "history does not reach it"),
            ("- history: who added it and when stand in the row", "- history: `audit_row`", "it is not tracked"),
            ("- ends: turned over rather than deleted: deadlines were counted with it", "- ends: no", "nor a reason"),
        ],
    )
    def test_a_turn(self, old: str, new: str, finding: str) -> None:
        found = changed(old, new)
        assert len(found) == 1
        assert finding in found[0]

    def test_a_column_without_a_writer(self) -> None:
        found = changed("- closed_on ended_as paused_on resumes_on ←", "- ended_as paused_on resumes_on ←")
        assert found == ["projects.Project.closed_on is written by nobody"]
        found = changed("- entered_by verified_by ← `targets.keeping", "- entered_by ← `targets.keeping")
        assert found == ["targets.ReportedFact.verified_by is written by nobody"]

    def test_a_column_that_is_none(self) -> None:
        found = changed("- key_until ←", "- key_until shut_on ←")
        assert found == ["projects.Project.shut_on is no column that anything has to write"]

    def test_a_writer_that_is_not_there(self) -> None:
        found = changed("`projects.life.yearly.decide`", "`projects.life.yearly.choose`")
        assert found == ["projects.Project.key_until: projects.life.yearly.choose is not there"]

    def test_a_hole_that_somebody_mended(self) -> None:
        found = changed("- hole: a person who was entered twice", "- hole: a person whose `title` was entered twice")
        assert "talent.Talent.title is a hole and has a writer" in found

    def test_a_business_model_that_is_called_technical(self) -> None:
        found = changed("- core.Delivery:", "- core.Delivery finance.Drawdown:")
        assert "finance.Drawdown is called technical, and people write it" in found
        words = next(line for line in PAGE.read_text().splitlines() if line.startswith("- core.Delivery:"))
        assert changed(words, "- core.Delivery: no") == ["core.Delivery: no reason"]


class TestWriters:
    """Each kind of writer: one that writes the column, and its like that does not."""

    def test_a_form(self) -> None:
        must_write("projects.register.forms.ProjectForm", Project, "due_on")
        for path, model, name in (
            ("projects.register.forms.ProjectForm", Project, "closed_on"),
            ("projects.register.forms.ProjectForm", CreditLine, "need"),
            ("projects.aftercare.forms.CommitmentForm", Commitment, "kind"),
        ):
            with pytest.raises(NotWritten):
                must_write(path, model, name)

    def test_a_page_of_the_administrators(self) -> None:
        must_write("core.admin.ParkAdmin", Park, "city")
        with pytest.raises(NotWritten, match="no page of Park"):
            must_write("core.admin.ClusterAdmin", Park, "name")
        with pytest.raises(NotWritten, match="does not let anybody"):
            must_write("projects.admin.TemplateProposalAdmin", nouns()["projects.TemplateProposal"], "name")

    def test_a_verb(self) -> None:
        must_write("projects.models.LifeChange.carry_out", Project, "closed_on")  # by what it calls
        must_write("projects.models.Update.correct", nouns()["projects.Correction"], "update_of")  # from the other side
        must_write("projects.aftercare.views.commitments", Commitment, "signed_value")  # all that its form was told
        must_write("projects.models.names.keeps_names", nouns()["projects.Action"], "firm_name")  # a trigger
        for path, model, name in (
            ("projects.models.Project.enter_stage", Project, "closed_on"),
            ("projects.models.ProjectQuerySet.running", Project, "closed_on"),  # it asks, and writes nothing
            ("projects.models.names.keeps_names", Update, "done"),
            ("projects.models.LampOverride.put_in_force", CreditLine, "starts_on"),
        ):
            with pytest.raises(NotWritten):
                must_write(path, model, name)

    def test_what_is_no_writer(self) -> None:
        for path in ("projects.models.Project", "projects.enums.STAGE_ORDER", "nowhere.at_all"):
            with pytest.raises(NotWritten):
                must_write(path, Project, "stage")


class TestCommand:
    def test_json_is_one_object_a_model(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("lives", "--json")
        told = {row["model"]: row for row in json.loads(capsys.readouterr().out)}
        assert told.keys() == read().lives.keys()
        assert told["projects.YearPlan"]["begins"] == ["projects:investment"]
        assert told["projects.Snapshot"]["corrected"] == "the database refuses; corrections stand beside it"
        assert all(row[turn] for row in told.values() for turn in TURNS)

    def test_people_read_a_table(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("lives")
        assert "projects.Lead\n  begins     projects:lead_create\n" in capsys.readouterr().out

    def test_a_page_that_is_wrong_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("zone_tracker.management.commands.lives.read", Page)
        with pytest.raises(CommandError, match=r"projects\.Project has no row"):
            call_command("lives", "--json")
