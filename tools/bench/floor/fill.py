"""`python -m tools.bench.floor.fill PROJECTS`: the floor's tables and rows, in an empty database."""

from __future__ import annotations

import sys

import django
from django.core.management import call_command
from django.db import connection

PEOPLE, UPDATES_EACH, UPDATES_OF_THE_FIRST = 20, 5, 20
PASSWORD = "demo1133"
ROWS = """
INSERT INTO floor_project (name, description, status, industry, amount, due_on, owner_id, changed_at)
SELECT 'Project ' || n, repeat('A plant with a hall and a yard. ', 6), (ARRAY['open', 'late', 'done'])[1 + n %% 3],
       n %% 12, 100 + n %% 900, DATE '2026-01-01' + n %% 700, 1 + n %% %(people)s, now()
  FROM generate_series(1, %(projects)s) AS n;
INSERT INTO floor_update (project_id, author_id, text, amount, at)
SELECT 1 + n %% %(projects)s, 1 + n %% %(people)s,
       CASE n %% 97 WHEN 0 THEN 'The needle was found.' ELSE 'Steel was raised and the roof was closed.' END,
       n %% 500, TIMESTAMPTZ '2026-01-01' + n * interval '1 minute'
  FROM generate_series(1, %(projects)s * %(each)s) AS n;
INSERT INTO floor_update (project_id, author_id, text, amount, at)
SELECT 1, 1, 'The first project is reported on more often.', n, TIMESTAMPTZ '2026-06-01' + n * interval '1 day'
  FROM generate_series(1, %(first)s - %(each)s) AS n;
"""


def fill(projects: int) -> None:
    """Make the tables, the people and the rows. The app's tables come second: they refer to those of the people."""
    from django.contrib.auth.models import User

    call_command("migrate", verbosity=0)
    call_command("migrate", run_syncdb=True, verbosity=0)
    for n in range(PEOPLE):
        User.objects.create_user(f"person{n}", password=PASSWORD if n == 0 else None)
    with connection.cursor() as cursor:
        numbers = {"projects": projects, "people": PEOPLE, "each": UPDATES_EACH, "first": UPDATES_OF_THE_FIRST}
        cursor.execute(ROWS, numbers)


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]))
