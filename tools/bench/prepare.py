"""The databases of the bench: made once for a scale and for what they are made from, and copied anew for each run."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tools.console import ROOT, run, step
from tools.postgres import fingerprint_of_migrations

PROJECTS_A_SCALE = 40  # of the floor: 10,000 at scale 250, as in the goals
DAY = "2026-11-25"  # the day of tools/bench/clock.py
PRODUCT, FLOOR = "bench_product", "bench_floor"  # the copies that one run may write into
PRODUCT_SETTINGS, FLOOR_SETTINGS = "tools.bench.settings", "tools.bench.floor.settings"
DEMO = ("zone_tracker/demo/**/*.py", "*/data/*", "tools/bench/clock.py")
TABLES = ("tools/bench/floor/models.py", "tools/bench/floor/fill.py")


class Cluster:
    """The bench's own PostgreSQL: what is kept in it, under which names."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket

    def url(self, database: str) -> str:
        """The address of a database for Django."""
        return f"postgres:///{self.socket}/{database}"

    def do(self, statement: str, database: str = "postgres") -> None:
        """Run one statement outside a transaction."""
        with self.session(database) as cursor:
            cursor.execute(statement)

    def made_from(self, database: str) -> str:
        """What the comment of a database says that it was made from; nothing when it is not there or half made."""
        with self.session() as cursor:
            cursor.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [database]
            )
            row = cursor.fetchone()
        return (row and row[0]) or ""

    def make(self, database: str, template: str = "template0") -> None:
        """Make a database anew, empty or as a copy."""
        self.do(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        self.do(f"CREATE DATABASE {database} TEMPLATE {template} STRATEGY FILE_COPY")

    @contextlib.contextmanager
    def session(self, database: str = "postgres") -> Iterator[Any]:
        """A cursor of a connection that commits each statement."""
        import psycopg2

        connection = psycopg2.connect(host=str(self.socket), user="postgres", dbname=database)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()


def fingerprint(*patterns: str) -> str:
    """What something is made from: the files that fit, by name and content."""
    digest = hashlib.sha256()
    for file in sorted({file for pattern in patterns for file in ROOT.glob(pattern) if file.is_file()}):
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


def environment(var: Path, settings: str, url: str) -> dict[str, str]:
    """The environment of a process under measure: what its machine sets for the product does not count."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("ZONE_", "CELERY_", "EMAIL_"))}
    return own | {
        "CELERY_BROKER_URL": "",  # set to nothing, so that no .env sets them
        "EMAIL_URL": "",
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": settings,
        "PGUSER": "postgres",
        "PYTHONPATH": str(ROOT),
        "ZONE_DEMO": "1",
        "ZONE_VAR_DIR": str(var),
    }


def prepare(cluster: Cluster, var: Path, scale: int) -> None:
    """Have both databases and the static files ready. A database that other code made is made anew."""
    for folder in ("broker/queue", "broker/control", "media", "mail", "static", "log"):
        (var / folder).mkdir(parents=True, exist_ok=True)
    collect(var)
    product, floor = f"made_product_{scale}", f"made_floor_{scale}"
    wanted = f"{fingerprint_of_migrations()} {fingerprint(*DEMO)}"
    if cluster.made_from(product) != wanted:
        with step(f"demo data, {scale} times"):
            make_product(cluster, var, product, scale)
        cluster.do(f"COMMENT ON DATABASE {product} IS '{wanted}'")
    if cluster.made_from(floor) != fingerprint(*TABLES):
        with step("the floor's rows"):
            make_floor(cluster, var, floor, scale)
        cluster.do(f"COMMENT ON DATABASE {floor} IS '{fingerprint(*TABLES)}'")
    with step("fresh copies"):
        cluster.make(PRODUCT, product)
        cluster.make(FLOOR, floor)


def make_product(cluster: Cluster, var: Path, database: str, scale: int) -> None:
    """The product's tables with the demo of the bench's day."""
    cluster.make(database)
    env = environment(var, PRODUCT_SETTINGS, cluster.url(database))
    manage(env, "migrate", "--verbosity", "0")
    manage(env, "load_demo", "--scale", str(scale), "--today", DAY)
    cluster.do("VACUUM ANALYZE", database)


def make_floor(cluster: Cluster, var: Path, database: str, scale: int) -> None:
    """The floor's tables with as many projects as its scale says."""
    cluster.make(database)
    env = environment(var, FLOOR_SETTINGS, cluster.url(database))
    run(sys.executable, "-m", "tools.bench.floor.fill", str(PROJECTS_A_SCALE * scale), env=env)
    cluster.do("VACUUM ANALYZE", database)


def collect(var: Path) -> None:
    """Collect the static files as production does, when one of them changed."""
    stamp, wanted = var / "static.stamp", fingerprint("static/**/*", "requirements.txt")
    if stamp.exists() and stamp.read_text() == wanted:
        return
    with step("static files"):
        manage(environment(var, PRODUCT_SETTINGS, "postgres:///none"), "collectstatic", "--noinput", "--clear")
    stamp.write_text(wanted)


def manage(env: Mapping[str, str], *arguments: str) -> None:
    """Run manage.py. Raises Trouble when it fails."""
    run(sys.executable, "manage.py", *arguments, env=dict(env))
