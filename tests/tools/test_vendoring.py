"""The vendored files are those of their manifest, each with its licence, and the charts' library stays small."""

import gzip
import json
import re

import pytest

from tools import vendoring
from tools.console import ROOT, Trouble

(ECHARTS,) = (ROOT / "static/vendor").glob("echarts-*")
BUNDLE = ECHARTS / "echarts.used.js"
CEILING_KB, CEILING_PACKED_KB = 560, 190


def test_all_agree_with_the_manifest() -> None:
    assert vendoring.vendor(update=False) == 0


def test_a_changed_file_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = vendoring.sha256
    monkeypatch.setattr(vendoring, "sha256", lambda path: "" if path == BUNDLE else honest(path))
    with pytest.raises(Trouble, match=r"echarts\.used\.js is missing or was changed"):
        vendoring.vendor(update=False)


def test_the_library_of_the_charts_stays_small() -> None:
    """A component more in tools/vendor/echarts.js is paid by whoever opens the page: the ceiling asks whether."""
    assert BUNDLE.stat().st_size <= CEILING_KB * 1000
    assert len(gzip.compress(BUNDLE.read_bytes(), 9)) <= CEILING_PACKED_KB * 1000


def test_it_makes_no_code_of_text() -> None:
    """The Content-Security-Policy would refuse that, and markup with styles."""
    code = BUNDLE.read_text()
    assert not re.search(r"\beval\(|\bnew Function\b|setAttribute\(\"style\"", code)


def test_each_package_has_its_licence() -> None:
    rows = {row["package"]: row for row in json.loads(vendoring.MANIFEST.read_text())}
    assert {name: row["licence"] for name, row in rows.items()} == {
        "bootstrap": "MIT",
        "bootstrap-icons": "MIT",
        "echarts": "Apache-2.0",
        "axe-core": "MPL-2.0",
    }
    assert "Apache License" in (ECHARTS / "LICENSE").read_text()
    assert "Redistribution" in (ECHARTS / "LICENSE-zrender").read_text()


def test_pages_name_the_version_that_is_there() -> None:
    named = {
        found
        for path in (ROOT / "templates").rglob("*.html")
        for found in re.findall(r"vendor/(echarts-[\d.]+)/", path.read_text())
    }
    assert named == {ECHARTS.name}
