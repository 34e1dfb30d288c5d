"""The service worker as an installation serves it: with the names that collected files have there."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from core.kernel.offline import KEPT

COLLECTED = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> None:
    """Static files as collectstatic leaves them: a manifest with a new name for each."""
    names = {name: name.replace(".", ".0a1b2c.", 1) for name in KEPT}
    manifest = {"version": "1.1", "hash": "", "paths": names}
    (tmp_path / "staticfiles.json").write_text(json.dumps(manifest))
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | COLLECTED


@pytest.mark.django_db
def test_the_worker_is_served_with_collected_files(client: Client, collected: None) -> None:
    answer = client.get("/sw.js")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'const STATIC = "/static/";' in text
    assert "/static/bundles/zone.0a1b2c.css" in text


def test_every_kept_file_is_there() -> None:
    static = Path(__file__).resolve().parents[3] / "static"
    assert [name for name in KEPT if not (static / name).is_file()] == []
