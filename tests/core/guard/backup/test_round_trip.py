"""A backup comes back whole, or is refused in words."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from core.guard.backup import making, manifest, proving, restoring
from core.guard.backup.contents import Contents, Table, differences
from core.guard.backup.postgres import BackupError, Database, execute, program
from core.guard.backup.proving import prove
from core.models import BackupProof, Delivery, User
from core.office import health
from core.office.instance import in_quarantine
from tests.core.guard.backup.conftest import House


def back_up(house: House, capsys: Any, *words: str) -> Path:
    call_command("backup", house.backups, "--json", *words)
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"files", "bytes", "manifest"}
    return Path(told["manifest"]).parent


def triggers() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'")
        return cursor.fetchone()[0]


def test_a_backup_comes_back_whole_and_in_quarantine(house: House, settings: Any, capsys: Any) -> None:
    people, guards = User.objects.count(), triggers()
    backup = back_up(house, capsys)
    assert not in_quarantine()
    with house.elsewhere(settings):
        call_command("restore", house.backups, "--json")
        told = json.loads(capsys.readouterr().out)
        assert told["equal"] is True
        assert set(told) == {"tables", "rows", "files", "equal"}
        assert told["files"] == 1
        assert (User.objects.count(), triggers()) == (people, guards)
        assert (house.media / "photos" / "图.jpg").read_bytes() == b"picture"
        assert in_quarantine()
        assert health.report().as_dict()["checks"]["instance"] == "quarantine"
        call_command("adopt")
        assert not in_quarantine()
        Delivery.objects.all().delete()  # and every sequence goes on
        User.objects.create_user("new")
    with house.elsewhere(settings), pytest.raises(CommandError, match="is not empty"):
        call_command("restore", backup)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a byte of the dump": (lambda b: flip(sorted((b / "database").glob("*.dat.gz"))[0]), "not as it was written"),
    "a table of the dump": (lambda b: sorted((b / "database").glob("*.dat.gz"))[0].unlink(), "is missing"),
    "a media file": (lambda b: (b / "media" / "photos" / "图.jpg").unlink(), "图.jpg is missing"),
    "the manifest": (lambda b: (b / "manifest.json").write_text("{}"), "not a manifest"),
    "no manifest": (lambda b: (b / "manifest.json").unlink(), "no backup"),
}


def test_what_is_wrong_with_a_backup_is_said_before_a_row_is_written(house: House, settings: Any, capsys: Any) -> None:
    backup = back_up(house, capsys)
    for what, (harm, said) in DAMAGE.items():
        harmed = backup.parent.parent / what.replace(" ", "-")
        shutil.copytree(backup, harmed)
        harm(harmed)
        with house.elsewhere(settings), pytest.raises(CommandError, match=said):
            call_command("restore", harmed)
    with house.elsewhere(settings):
        settings.IDENTITY_KEY = "another"
        with pytest.raises(CommandError, match="ZONE_IDENTITY_KEY is not the key"):
            call_command("restore", backup)
        assert connection.introspection.table_names() == []
        assert not house.media.exists()


def test_another_file_under_the_same_name_is_not_written_over(house: House, settings: Any, capsys: Any) -> None:
    backup = back_up(house, capsys)
    (house.media / "photos").mkdir(parents=True)
    (house.media / "photos" / "图.jpg").write_bytes(b"another")
    with house.elsewhere(settings), pytest.raises(CommandError, match="holds other files"):
        call_command("restore", backup)


def test_a_row_that_changed_is_found(house: House, settings: Any, capsys: Any, monkeypatch: Any) -> None:
    backup = back_up(house, capsys)
    given = restoring.compare

    def changed(place: restoring.Place, wanted: manifest.Manifest) -> restoring.Outcome:
        with place.database.connect() as target, target:
            execute(
                target,
                "UPDATE core_department SET name = name || '。' WHERE id = (SELECT min(id) FROM core_department)",
            )
        return given(place, wanted)

    monkeypatch.setattr(restoring, "compare", changed)
    with house.elsewhere(settings):
        with pytest.raises(CommandError, match=r"the rows of public\.core_department are not the same"):
            call_command("restore", backup)
        assert in_quarantine()


def test_two_runs_in_one_folder_are_refused(house: House) -> None:
    with making.only_one(house.backups), pytest.raises(CommandError, match="Another backup works"):
        call_command("backup", house.backups)


def test_a_failed_backup_leaves_nothing(house: House, monkeypatch: Any) -> None:
    monkeypatch.setattr(making, "_copy_media", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left", "x")))
    with pytest.raises(CommandError, match="No space left"):
        call_command("backup", house.backups)
    assert [path.name for path in house.backups.iterdir()] == [making.LOCK]


def test_the_keys_are_in_it_for_the_recipient_only(house: House, capsys: Any, monkeypatch: Any, settings: Any) -> None:
    keyring = house.backups.parent / "gnupg"
    keyring.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(keyring))
    if not shutil.which("gpg"):
        pytest.skip("gpg is not installed")
    words = ["gpg", "--batch", "--passphrase", "", "--quick-gen-key", "zone@example.com", "default", "default", "never"]
    subprocess.run(words, check=True, capture_output=True)
    with pytest.raises(CommandError, match="cannot be encrypted"):
        call_command("backup", house.backups, "--recipient", "nobody@example.com")
    backup = back_up(house, capsys, "--recipient", "zone@example.com")
    clear = subprocess.run(["gpg", "--batch", "-d", str(backup / "keys.gpg")], capture_output=True, text=True).stdout
    assert clear == f"ZONE_SECRET_KEY={settings.SECRET_KEY}\nZONE_IDENTITY_KEY={settings.IDENTITY_KEY}\n"
    everything = b"".join(path.read_bytes() for path in manifest.files_below(backup))
    assert settings.IDENTITY_KEY.encode() not in everything
    subprocess.run(["gpgconf", "--kill", "gpg-agent"], env=os.environ, check=False)


def scratch_databases() -> list[Any]:
    with Database("postgres").connect() as server:
        return execute(server, f"SELECT datname FROM pg_database WHERE datname LIKE '{proving.SCRATCH}%%backup_copy'")


def test_a_proof_is_written_down_and_leaves_no_database(house: House, settings: Any) -> None:
    now = timezone.now()
    proof = prove(house.backups, now=now)
    assert proof is not None
    assert (proof.ok, proof.error) == (True, "")
    assert min(proof.bytes, proof.rows, proof.tables) > 0
    assert scratch_databases() == []
    assert not in_quarantine()


def test_a_proof_that_fails_leaves_no_database_either(house: House, monkeypatch: Any) -> None:
    def broken(*_args: object) -> restoring.Outcome:
        raise psycopg2.OperationalError("server closed the connection\nmore")

    monkeypatch.setattr(proving, "restore", broken)
    prove(house.backups, now=timezone.now())
    assert list(BackupProof.objects.values_list("ok", "error")) == [(False, "server closed the connection")]
    assert scratch_databases() == []


def test_no_program_is_one_sentence() -> None:
    with pytest.raises(BackupError, match="no pg_dump of version 99 or newer"):
        program("pg_dump", at_least=99)


def test_every_difference_has_its_words() -> None:
    wanted = Contents({"a": Table(1, "1"), "b": Table(1, "1"), "c": Table(1, "1")}, {"s": 5}, 3)
    found = Contents({"a": Table(2, "1"), "b": Table(1, "2"), "d": Table(0, "0")}, {"s": 4}, 2)
    assert len(list(differences(wanted, found))) == 6
    assert list(differences(wanted, wanted)) == []
    assert list(differences(wanted, Contents(wanted.tables, {"s": 9}, 3))) == []  # read by the dump a little later
