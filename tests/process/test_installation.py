"""docs/operations.md as a script: what it says under "First installation" is run here, in production mode, by a person
without rights, on an empty database with two plain roles. Then Redis falls silent and goes away, and the pages do not.

Left out is only the block that makes the environment: it is this run's own, in hard links.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.db import connection
from psycopg2 import sql

from tests.mailserver import mail_server
from tests.process.test_up import another_user, copied_product, free_port
from tests.silence import proxy

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT = (ROOT / "docs" / "operations.md").read_text()
BLOCKS = dict(re.findall(r"^```sh (\w+)\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE))
COMMANDS = dict(re.findall(r"^\| (pages|worker|beat) \| `([^`]+)` \|", DOCUMENT, re.MULTILINE))
PASSWORD, PATIENCE = "jiuhua-1133-tower", 90
OURS = ("ZONE_", "CELERY_", "EMAIL_", "DATABASE_URL", "DJANGO_", "PG", "COV_", "COVERAGE", "PYTHONPATH", "PYTEST")

pytestmark = [pytest.mark.process, pytest.mark.redis, pytest.mark.django_db]


def server(database: str) -> psycopg2.extensions.connection:
    """The server of this run's tests, as its superuser."""
    s = connection.settings_dict
    made = psycopg2.connect(
        host=s["HOST"], port=s["PORT"] or None, user=s["USER"] or None, password=s["PASSWORD"] or None, dbname=database
    )
    made.autocommit = True
    return made


@dataclass(frozen=True)
class Database:
    """An empty database, the plain role that owns it, and the one as which the product works."""

    name: str

    @property
    def role(self) -> str:
        return f"{self.name}_app"

    def url(self, role: str) -> str:
        """Where it is, for one of the two."""
        s = connection.settings_dict
        if s["HOST"].startswith("/"):
            return f"postgres:///{s['HOST']}/{self.name}?user={role}"
        return f"postgres://{role}:{PASSWORD}@{s['HOST']}:{s['PORT'] or 5432}/{self.name}"


@pytest.fixture
def empty_database() -> Iterator[Database]:
    made = Database(f"{connection.settings_dict['NAME']}_installation"[:59])
    owner, app = sql.Identifier(made.name), sql.Identifier(made.role)
    forget = ["DROP DATABASE IF EXISTS {0} WITH (FORCE)", "DROP ROLE IF EXISTS {0}", "DROP ROLE IF EXISTS {1}"]
    roles = [f"CREATE ROLE {{{n}}} LOGIN PASSWORD '{PASSWORD}'" for n in (0, 1)]
    with contextlib.closing(server("postgres")) as postgres, postgres.cursor() as cursor:
        for statement in (*forget, *roles, "CREATE DATABASE {0} OWNER {0}"):
            cursor.execute(sql.SQL(statement).format(owner, app))
        yield made
        for statement in forget:
            cursor.execute(sql.SQL(statement).format(owner, app))


class House:
    """A copy of the product in which one person types the document's commands."""

    def __init__(self, root: Path, user: str | None) -> None:
        self.root, self.user = root, user
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self.running: list[subprocess.Popen[str]] = []

    def types(self, block: str) -> subprocess.CompletedProcess[str]:
        """Run a block of the document; the first command that fails ends it."""
        return self.types_words(BLOCKS[block])

    def types_words(self, words: str, answer: str = "") -> subprocess.CompletedProcess[str]:
        """Run commands, and answer what they ask."""
        return subprocess.run(
            ["sh", "-e", "-c", words],
            cwd=self.root,
            env=self.environment,
            input=answer,
            capture_output=True,
            text=True,
            user=self.user,
            timeout=PATIENCE,
        )

    def writes(self, **values: str) -> None:
        """Fill in lines of .env, all of which the example has."""
        text = (self.root / ".env").read_text()
        for name, value in values.items():
            text, n = re.subn(rf"^{name}=.*$", f"{name}={value}", text, flags=re.MULTILINE)
            assert n == 1, name
        (self.root / ".env").write_text(text)

    def starts(self, process: str, *more: str) -> None:
        """Start one of the document's processes."""
        words = COMMANDS[process].replace("--workers N", "--workers 1").split()
        with (self.root / f"{process}.log").open("w") as log:
            self.running.append(
                subprocess.Popen(
                    [str(self.root / ".venv/bin/python"), "-m", *words, *more],
                    cwd=self.root,
                    env=self.environment,
                    stdout=log,
                    stderr=log,
                    user=self.user,
                    start_new_session=True,
                )
            )

    def said(self) -> str:
        return "\n".join(log.read_text()[-2000:] for log in self.root.glob("*.log"))

    def ends(self) -> None:
        """Kill the groups: a worker that cannot say good-bye to Redis would take its time."""
        for process in self.running:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=30)


@pytest.fixture
def house() -> Iterator[House]:
    user = another_user()
    with tempfile.TemporaryDirectory(prefix="zone-installation-") as folder:
        Path(folder).chmod(0o755)
        root = copied_product(Path(folder) / "product", environment=True)
        if user:
            shutil.chown(root, user)
        made = House(root, user)
        yield made
        made.ends()


class Browser:
    """Talks to the pages as the proxy in front of them does."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        policy = DefaultCookiePolicy(secure_protocols=("http", "https"))  # https ends at the proxy
        cookies = urllib.request.HTTPCookieProcessor(CookieJar(policy))
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies)
        self.seconds: list[float] = []

    def get(self, path: str, data: dict[str, str] | None = None) -> str:
        headers = {"Host": "zone.example", "X-Forwarded-Proto": "https", "Referer": "https://zone.example/"}
        body = urllib.parse.urlencode(data).encode() if data else None
        began = time.monotonic()
        with self.opener.open(urllib.request.Request(self.address + path, body, headers), timeout=20) as answer:
            self.seconds.append(time.monotonic() - began)
            return answer.read().decode()

    def sends(self, path: str, **data: str) -> str:
        """Open a form, and send it."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert token, path
        return self.get(path, data | {"csrfmiddlewaretoken": token[1]})


def wait_for(what: str, found: Callable[[], bool], house: House) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if found():
                return
        time.sleep(0.3)
    pytest.fail(f"{what}\n{house.said()}")


def test_the_document_installs_a_zone(house: House, empty_database: Database) -> None:
    assert list(BLOCKS) == ["environment", "settings", "installation", "administrators", "doctor", "audit"]
    house.environment |= {"OWNER_URL": empty_database.url(empty_database.name), "APP_ROLE": empty_database.role}
    with mail_server() as inbox, proxy(int(os.environ["ZONE_TEST_REDIS_URL"].split(":")[2].split("/")[0])) as redis:
        assert house.types("settings").returncode == 0
        house.writes(
            DATABASE_URL=empty_database.url(empty_database.role),
            CELERY_BROKER_URL=f"redis://127.0.0.1:{redis.port}/2",
            EMAIL_URL=f"smtp://127.0.0.1:{inbox.port}",
            ZONE_BACKUP_DIR=str(house.root / "var" / "backups"),
        )
        done = house.types("installation")
        assert done.returncode == 0, done.stdout + done.stderr
        for command in BLOCKS["administrators"].splitlines():
            made = house.types_words(command, f"{PASSWORD}\n{PASSWORD}\n")
            assert (made.returncode, made.stderr) == (0, "")

        port = free_port()
        house.starts("pages", "--bind", f"127.0.0.1:{port}", "--no-control-socket")
        house.starts("worker")
        house.starts("beat")
        browser = Browser(port)
        wait_for("the worker beats", lambda: '"worker": "ok"' in browser.get("/healthz"), house)
        look = [line.split()[1] for line in house.types("doctor").stdout.splitlines() if line.startswith("LOOK")]
        later = {"calendar:", "backup:", "monday:"}
        assert set(look) <= later, "the next year's holidays, the first night, and the lists are still to come"
        assert house.types("audit").stdout.endswith("each as it was written.\n")
        _works(Browser(port), "well")
        redis.silent.set()
        _works(Browser(port), "silent")
        redis.close()
        _works(Browser(port), "away")
    assert settings.ZONE_DEMO, "the control: only the house in the other folder is a production"


def _works(browser: Browser, redis: str) -> None:
    """Log in, find what to set up, save something, whatever Redis does. Each answer takes a fraction of a second, more
    while the machine is busy; who waited for Redis waited for five or ten."""
    assert "上线准备" in browser.sends("/login/", username="admin", password=PASSWORD)
    assert "谁联系哪家企业" in browser.get("/setup/")
    assert redis in browser.sends("/admin/core/department/add/", key=redis, name=f"示例部门 {redis}", rank="1")
    assert max(browser.seconds) < 4, browser.seconds
