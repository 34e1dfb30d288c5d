"""`dev.py bundle`: from the archive alone the product installs, and nobody on the network is asked."""

import os
import shlex
import subprocess
import tarfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.process.test_up import PYTHON
from tools import bundling
from tools.bundling import SAFELY
from tools.console import ROOT, Trouble

pytestmark = pytest.mark.process
OFFLINE = ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "UV_INDEX_URL", "VIRTUAL_ENV", "PYTHONPATH")


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@zone.example")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The product's files as they are now, committed in a repository of their own."""
    folder = tmp_path / "clone"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "All of it")
    monkeypatch.setattr(bundling, "ROOT", folder)
    return folder


class Index(BaseHTTPRequestHandler):
    """Stands for every package index and proxy: it has nothing, and remembers who asked."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_CONNECT = do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def forbidden() -> Iterator[dict[str, str]]:
    """An environment in which whoever asks the network asks Index."""
    Index.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Index)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    kept = {name: value for name, value in os.environ.items() if name not in OFFLINE}
    pip = {"PIP_INDEX_URL": f"{url}/simple", "PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0"}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"), url)
    yield kept | pip | proxies | {"no_proxy": "127.0.0.1", "ZONE_DEMO": "1"}
    server.shutdown()
    server.server_close()


def unpacked(archive: Path, folder: Path) -> Path:
    with tarfile.open(archive) as opened:
        opened.extractall(folder, **SAFELY)
    (product,) = folder.iterdir()
    return product


def commands_of(product: Path) -> list[list[str]]:
    """The commands that INSTALL names."""
    told = (product / "INSTALL").read_text().splitlines()
    return [shlex.split(line) for line in told if line.startswith("    ")]


def test_a_machine_without_network_installs_from_it(
    clone: Path, tmp_path: Path, forbidden: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "elsewhere" / "bundle.tar.gz"
    assert bundling.bundle(archive) == 0
    assert capsys.readouterr().out == f"{archive}\n"
    product = unpacked(archive, tmp_path / "unpacked")
    assert product.name == "zone-tracker-0.1.0"
    held = {path.relative_to(product).as_posix() for path in product.rglob("*") if path.is_file()}
    summed = {line.split("  ")[1] for line in (product / "SHA256SUMS").read_text().splitlines()}
    assert held - summed == {"SHA256SUMS"}
    assert {"manage.py", "INSTALL", "deploy/zone-web.service"} < summed
    assert sum(name.startswith("wheels/") for name in summed) > 40

    check, make, install = commands_of(product)
    for words in (check, [PYTHON, *make[1:]], install):
        done = subprocess.run(words, cwd=product, env=forbidden, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    python = product / ".venv/bin/python"
    checked = subprocess.run([python, "manage.py", "check"], cwd=product, env=forbidden, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert Index.asked == []
    online = [word for word in install if word != "--no-index"]
    subprocess.run([*online, "--force-reinstall"], cwd=product, env=forbidden, capture_output=True)
    assert Index.asked, "the control: pip would have asked"


def test_a_sum_tells_of_a_changed_file(clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundling, "fetch_wheels", lambda folder: None)
    first, second = tmp_path / "first.tar.gz", tmp_path / "second.tar.gz"
    bundling.bundle(first)
    bundling.bundle(second)
    assert first.read_bytes() == second.read_bytes(), "one commit, one archive"
    product = unpacked(first, tmp_path / "unpacked")
    check = commands_of(product)[0]
    assert subprocess.run(check, cwd=product, capture_output=True).returncode == 0
    (product / "manage.py").write_text("print('another')\n")
    changed = subprocess.run(check, cwd=product, capture_output=True, text=True)
    assert changed.returncode == 1
    assert "manage.py: FAILED" in changed.stdout


def test_what_is_not_committed_is_refused(clone: Path, tmp_path: Path) -> None:
    (clone / "core/forgotten.py").touch()
    with pytest.raises(Trouble, match=r"^Not as git has it: core/forgotten\.py\. Commit or remove"):
        bundling.bundle(tmp_path / "bundle.tar.gz")
    (clone / "manage.py").unlink()
    with pytest.raises(Trouble, match=r" and 1 more\."):
        bundling.bundle(tmp_path / "bundle.tar.gz")
    assert not (tmp_path / "bundle.tar.gz").exists()


def test_a_folder_without_git_is_refused(tmp_path: Path, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare/pyproject.toml").write_bytes((clone / "pyproject.toml").read_bytes())
    monkeypatch.setattr(bundling, "ROOT", tmp_path / "bare")
    with pytest.raises(Trouble, match=r"^A bundle is made in a git clone of the product, and git says: .*not a git"):
        bundling.bundle(None)


def test_a_wheel_with_another_hash_is_refused(clone: Path, tmp_path: Path) -> None:
    (clone / "requirements.txt").write_text(f"vine==5.1.0 --hash=sha256:{'0' * 64}\n")
    git(clone, "commit", "--all", "--quiet", "--message", "Another hash")
    with pytest.raises(Trouble, match="DO NOT MATCH THE HASHES"):
        bundling.bundle(tmp_path / "bundle.tar.gz")
    assert not (tmp_path / "bundle.tar.gz").exists()
