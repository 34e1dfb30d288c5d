"""The files of deploy/: they hold, they agree with the documents and the settings, and nginx does what they say."""

import ast
import gzip
import http.client
import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from core.office import papers
from core.office.photos import MAX_MB
from deploy.healthcheck import serving
from projects.models import MAX_PHOTOS
from tests.nginxserver import LONG, SITE, Nginx, free_port, serving_echo
from tools.console import ROOT

DEPLOY = ROOT / "deploy"
HOME = "/opt/zone-tracker"
UNITS = ("web", "worker", "beat")
ROWS = {"web": "pages", "worker": "worker", "beat": "beat"}  # how docs/operations.md calls them
COMPOSES_OWN = {"POSTGRES_PASSWORD"}


# --- One source for the commands ----------------------------------------------------------------------------------


def documented(unit: str) -> list[str]:
    """The words of a process's command in docs/operations.md."""
    row = re.search(rf"^\| {ROWS[unit]} \| `([^`]+)`", (ROOT / "docs/operations.md").read_text(), re.MULTILINE)
    assert row, unit
    return shlex.split(row[1])


def unit_of(name: str) -> RawConfigParser:
    parser = RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[method-assign,assignment]
    parser.read_string((DEPLOY / f"zone-{name}.service").read_text())
    return parser


def missing(documented_words: list[str], words: list[str]) -> list[str]:
    """The words of a documented command that another one lacks; N stands for a number that everybody chooses."""
    return [word for word in documented_words if word not in words and word != "N"]


def words_of_up(name: str) -> list[str]:
    """The words with which `dev.py up` starts a process."""
    for node in ast.walk(ast.parse((ROOT / "dev.py").read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "start":
            words = [word.value for word in node.args if isinstance(word, ast.Constant)]
            if words[:1] == [name]:
                return words
    raise AssertionError(name)


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_starts_what_the_document_says(name: str) -> None:
    program, *words = shlex.split(unit_of(name)["Service"]["ExecStart"])
    assert program.removeprefix(f"{HOME}/.venv/bin/") == documented(name)[0]
    assert missing(documented(name)[1:], words) == []
    assert missing(["-P", "threads"], words), "the control"


@pytest.mark.parametrize("name", UNITS)
def test_containers_start_what_the_document_says(name: str) -> None:
    told = services()[name].get("command") or command_of_image()
    assert missing(documented(name), told) == []


@pytest.mark.parametrize("name", ["web", "worker"])
def test_up_starts_what_the_document_says(name: str) -> None:
    assert missing(documented(name), words_of_up(name)) == []


# --- One source for the variables ---------------------------------------------------------------------------------


def names_in_example() -> set[str]:
    return set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def names_in_settings(source: str) -> set[str]:
    """What settings read from the environment: env("NAME"), env.bool("NAME")…"""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).split(".")[0] == "env":
            name = node.args[0]
            found |= {name.value} if isinstance(name, ast.Constant) and isinstance(name.value, str) else set()
    return found


def test_the_example_names_every_variable_and_no_other() -> None:
    assert names_in_example() == names_in_settings((ROOT / "zone_tracker/settings.py").read_text())
    assert names_in_settings('env.int("ZONE_A", default=1); env("ZONE_B"); other("ZONE_C")') == {"ZONE_A", "ZONE_B"}


def test_no_other_variable_is_spoken_of() -> None:
    for path in (
        *DEPLOY.glob("*.service"),
        *(DEPLOY / name for name in ("compose.yaml", "Containerfile", "README.md")),
    ):
        named = set(
            re.findall(r"\b(?:ZONE_[A-Z_]+|DATABASE_URL|CELERY_BROKER_URL|POSTGRES_PASSWORD)\b", path.read_text())
        )
        assert named - names_in_example() - COMPOSES_OWN == set(), path.name


# --- systemd ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_may_do_little(name: str) -> None:
    service = unit_of(name)["Service"]
    assert service["User"] == service["Group"] == "zone"
    assert service["WorkingDirectory"] == HOME
    assert service["EnvironmentFile"] == f"{HOME}/.env"
    assert service["Restart"] == "on-failure"
    assert (service["NoNewPrivileges"], service["ProtectSystem"], service["PrivateTmp"]) == ("yes", "strict", "yes")
    assert service["ReadWritePaths"] == f"/var/lib/{service['StateDirectory']}"
    assert "postgresql.service" in unit_of(name)["Unit"]["After"]


@pytest.fixture
def copied_units(tmp_path: Path) -> Path:
    """The units, as if the product lay in a folder that is here."""
    binaries = tmp_path / ".venv/bin"
    binaries.mkdir(parents=True)
    for program in ("gunicorn", "celery"):
        shutil.copy("/bin/true", binaries / program)
    for name in UNITS:
        text = (DEPLOY / f"zone-{name}.service").read_text().replace(HOME, str(tmp_path))
        (tmp_path / f"zone-{name}.service").write_text(text)
    return tmp_path


def analyzed(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [os.environ["ZONE_TEST_SYSTEMD_ANALYZE"], *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.mark.systemd
@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_a_unit(copied_units: Path, name: str) -> None:
    unit = copied_units / f"zone-{name}.service"
    said = analyzed("verify", "--man=no", unit)
    assert (said.returncode, complaints(said, unit)) == (0, [])
    unit.write_text(unit.read_text().replace("Restart=on-failure", "Restart=someday\nRestrat=always"))
    assert len(complaints(analyzed("verify", "--man=no", unit), unit)) == 2, "the control"


def complaints(said: subprocess.CompletedProcess[str], unit: Path) -> list[str]:
    """What systemd says of this unit; it also complains of other people's."""
    return [line for line in said.stderr.splitlines() if unit.name in line]


@pytest.mark.systemd
@pytest.mark.parametrize("name", UNITS)
def test_systemd_finds_a_unit_well_shut_in(copied_units: Path, name: str) -> None:
    unit = copied_units / f"zone-{name}.service"
    assert analyzed("security", "--offline=yes", "--threshold=25", unit).returncode == 0
    open_unit = unit.with_name("zone-open.service")
    open_unit.write_text("[Service]\nExecStart=/bin/true\n")
    assert analyzed("security", "--offline=yes", "--threshold=25", open_unit).returncode != 0, "the control"


# --- Containers ---------------------------------------------------------------------------------------------------


def instructions(text: str) -> list[tuple[str, str]]:
    """The instructions of a Containerfile, each on one line."""
    joined = re.sub(r"\\\n\s*", " ", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    return [(words[0], words[1]) for line in joined.splitlines() if (words := line.split(maxsplit=1))]


def faults_of_image(text: str) -> list[str]:
    """What we do not want in a Containerfile."""
    told = instructions(text)
    stages = [n for n, (word, _rest) in enumerate(told) if word == "FROM"]
    last = dict(told[stages[-1] :])
    installs = [line for word, rest in told if word == "RUN" for line in rest.split("&&") if "pip install" in line]
    return [
        *(["one stage"] if len(stages) < 2 else []),
        *(["no tag"] if any(":" not in told[n][1] or ":latest" in told[n][1] for n in stages) else []),
        *(["root"] if last.get("USER", "root").split(":")[0] in ("root", "0") else []),
        *(["no health check"] if "healthcheck.py" not in last.get("HEALTHCHECK", "") else []),
        *(["no static files"] if "collectstatic" not in text else []),
        *(
            ["installs without hashes"]
            if not installs or any("--require-hashes" not in line for line in installs)
            else []
        ),
        *(["apt without versions"] if "apt-get" in text else []),
    ]


def command_of_image() -> list[str]:
    return json.loads(dict(instructions((DEPLOY / "Containerfile").read_text()))["CMD"])


def test_the_image_is_as_we_want_it() -> None:
    assert faults_of_image((DEPLOY / "Containerfile").read_text()) == []
    bad = "FROM python\nRUN pip install django\nUSER root\n"
    assert faults_of_image(bad) == [
        "one stage", "no tag", "root", "no health check", "no static files", "installs without hashes",
    ]  # fmt: skip


def test_the_image_is_given_what_runs_and_no_key() -> None:
    lines = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    assert lines[0] == "*", "what is not named stays outside"
    allowed = {line.removeprefix("!") for line in lines if line.startswith("!")}
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert len(apps) == 7
    assert apps | {"locale", "static", "templates", "manage.py", "requirements.txt", "deploy/healthcheck.py"} == allowed
    assert all((ROOT / name).exists() for name in allowed)


def compose() -> dict[str, Any]:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def services() -> dict[str, dict[str, Any]]:
    return compose()["services"]


def test_compose_starts_everything_in_its_order() -> None:
    told = services()
    assert set(told) == {"database", "broker", "migrate", "web", "worker", "beat"}
    assert told["migrate"]["restart"] == "no"
    assert told["migrate"]["command"] == ["python", "manage.py", "migrate", "--noinput"]
    assert told["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    for name in UNITS:
        assert told[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert all("test" in told[name]["healthcheck"] for name in ("database", "broker", "worker"))
    assert "healthcheck" not in told["web"], "the image's own"


def test_compose_lets_nobody_in_and_nothing_out() -> None:
    told = compose()
    published = [port for service in told["services"].values() for port in service.get("ports", [])]
    assert published == ["127.0.0.1:8000:8000"]
    for name, service in told["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "privileged" not in service
        assert service.get("user", "10001") != "0"
        assert name not in ("database", "broker") or (service["user"], service["networks"]) == ("999:999", ["inside"])
    assert told["networks"]["inside"] == {"internal": True}
    volumes = {line.split(":")[0] for service in told["services"].values() for line in service.get("volumes", [])}
    assert volumes == set(told["volumes"]) == {"database", "media", "instance"}


def test_compose_holds_no_secret() -> None:
    for service in services().values():
        for name, value in service.get("environment", {}).items():
            assert "PASSWORD" not in name or value.startswith("${POSTGRES_PASSWORD:?")
            assert not re.search(r"://[^@]*:(?!\$\{)[^/@]+@", str(value)), name
    assert all(services()[name]["env_file"] == ".env" for name in ("migrate", *UNITS))
    ignored = subprocess.run(["git", "check-ignore", "-q", "deploy/.env"], cwd=ROOT)
    assert ignored.returncode == 0


# --- nginx --------------------------------------------------------------------------------------------------------

SECRET = "s3cret-of-a-link"
LINKS = (f"/enterprises/confirm/{SECRET}/", f"/password-link/MQ/{SECRET}/")


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Nginx]:
    with serving_echo() as pages:
        yield Nginx(tmp_path, pages.server_address[1])


@pytest.mark.nginx
def test_nginx_understands_its_site(nginx: Nginx) -> None:
    assert nginx.test().returncode == 0, nginx.test().stderr
    site = nginx.folder / "site.conf"
    site.write_text(site.read_text().replace("gzip on;", "gzip perhaps;"))
    assert nginx.test().returncode != 0, "the control"


@pytest.mark.nginx
def test_nginx_says_who_asks_and_believes_nobody(nginx: Nginx) -> None:
    lies = {
        "X_Forwarded_For": "203.0.113.9",
        "X_Forwarded_Proto": "http",
        "X_Forwarded_Host": "a.example",
        "Forwarded": "for=x",
    }
    with nginx.running():
        status, _headers, body = nginx.ask("/", **lies)
        plain = http.client.HTTPConnection("127.0.0.1", nginx.plain, timeout=20)
        plain.request("GET", f"/enterprises/confirm/{SECRET}/", headers={"Host": "evil.example"})
        answer = plain.getresponse()
        answer.read()
        plain.close()
    told = json.loads(body)[0]
    assert status == 200
    assert (told["X-Forwarded-For"], told["X-Forwarded-Proto"], told["Host"]) == ("127.0.0.1", "https", "zone.example")
    assert not {"X-Forwarded-Host", "Forwarded"} & told.keys()
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://zone.example/enterprises/confirm/{SECRET}/"
    assert SECRET not in nginx.logged()


@pytest.mark.nginx
def test_nginx_compresses_pages_and_passes_files_on(nginx: Nginx) -> None:
    with nginx.running():
        _status, headers, body = nginx.ask("/", Accept_Encoding="gzip")
        assert headers["Content-Encoding"] == "gzip"
        assert json.loads(gzip.decompress(body))[0]["Accept-Encoding"] == "gzip"
        _status, headers, body = nginx.ask("/static/a.js", Accept_Encoding="gzip")
        assert headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(body) == LONG, "compressed once"


@pytest.mark.nginx
def test_a_link_is_in_no_log(nginx: Nginx) -> None:
    with nginx.running():
        for link in LINKS:
            nginx.ask(link)
            nginx.ask("/static/a.js", Referer=f"https://zone.example{link}")
        nginx.ask("/home-that-is-logged")
    assert "/home-that-is-logged" in nginx.logged(), "the control"
    assert "/static/a.js" in nginx.logged()
    assert SECRET not in nginx.logged()


@pytest.mark.nginx
def test_a_link_is_in_no_log_when_the_pages_are_away(tmp_path: Path) -> None:
    alone = Nginx(tmp_path, free_port())
    with alone.running():
        assert [alone.ask(link)[0] for link in LINKS] == [502, 502]
        assert alone.ask("/home-that-is-logged")[0] == 502
    assert "connect() failed" in alone.logged(), "the control"
    assert SECRET not in alone.logged()


def allowed_mb() -> int:
    size = re.search(r"client_max_body_size (\d+)m;", SITE.read_text())
    assert size
    return int(size[1])


def test_nginx_takes_as_many_photos_as_a_form() -> None:
    assert MAX_PHOTOS * MAX_MB < allowed_mb() < 2 * MAX_PHOTOS * MAX_MB


def test_nginx_takes_as_many_papers_as_a_form_and_the_photo_beside_them() -> None:
    assert allowed_mb() > papers.MAX_COUNT * papers.MAX_MB + MAX_MB


@pytest.mark.nginx
def test_nginx_takes_them_and_no_more(nginx: Nginx) -> None:
    with nginx.running():
        assert nginx.ask("/", method="POST", body=bytes(MAX_PHOTOS * MAX_MB << 20))[0] == 200
        too_many = {"Content_Length": str((allowed_mb() << 20) + 1)}
        assert nginx.ask("/", method="POST", **too_many)[0] == 413


# --- The health check of the image --------------------------------------------------------------------------------


def test_the_health_check_asks_under_a_name_that_is_allowed(live_server: Any, settings: Any) -> None:
    settings.ALLOWED_HOSTS = [".zone.example"]
    url = f"{live_server.url}/healthz"
    assert serving(url, ".zone.example,other.example")
    assert not serving(url, "other.example"), "Django refuses the name"
    assert not serving(f"http://127.0.0.1:{free_port()}/healthz", "zone.example"), "nobody is there"
