"""Rows that have ended, and what is written to them at the same moment: PostgreSQL has the last look.

A page checks whether a file or a project is still there, and then writes; between the two another person may merge or
stop it. The trigger asks for the row with the lock that the foreign key takes anyway (`FOR KEY SHARE`), so it waits for
the verb that ends it (`locked`) and then sees what that verb wrote. No verb has to think of it, so none can forget it.
"""

from collections.abc import Iterable
from typing import Any

import pgtrigger
from django.db import models

# What a refused statement names as its constraint.
HAS_ENDED = "has_ended"  # what it wrote to has ended meanwhile
HAS_LEFT = "has_left"  # the person to whom something was given may log in no more

_FOLLOW = """
    IF TG_OP = 'UPDATE' AND NEW.{column} IS NOT DISTINCT FROM OLD.{column} THEN RETURN NEW; END IF;
    LOOP
        SELECT merged_into_id INTO kept FROM {table} WHERE id = NEW.{column} FOR KEY SHARE;
        EXIT WHEN kept IS NULL;
        {refuse}
        NEW.{column} := kept;
    END LOOP;
    {look}
    RETURN NEW;
"""
_REFUSE = """
    IF {when} THEN
        RAISE EXCEPTION 'has ended: % %', '{table}', NEW.{column}
        USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
    END IF;
"""
_HERE = """
    IF TG_OP = 'UPDATE' AND NEW.{column} IS NOT DISTINCT FROM OLD.{column} THEN RETURN NEW; END IF;
    SELECT is_active INTO here FROM core_user WHERE id = NEW.{column} FOR KEY SHARE;
    IF NOT here THEN
        RAISE EXCEPTION 'has left: core_user %', NEW.{column}
        USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
    END IF;
    RETURN NEW;
"""


def follows_merged(
    column: models.Field, *, refuses_new: bool = False, refuses_when: Iterable[str] = ()
) -> pgtrigger.Trigger:
    """For a foreign key to rows that may be merged: what is written to a merged row goes to the one that was kept.

    So does a row that was read before the merge and is saved after it. With `refuses_new` a new row is refused instead:
    it would meet its twin there. `refuses_when` is SQL about the named row (`it`) that refuses a new row as well.
    """
    target: Any = column.related_model
    table, name = target._meta.db_table, column.column
    said = {"table": table, "column": name, "name": HAS_ENDED}
    held = f"SELECT FROM {table} it WHERE it.id = NEW.{name} AND ({{}})"
    over = " OR ".join(f"EXISTS ({held.format(each)})" for each in refuses_when)
    return pgtrigger.Trigger(
        name=f"follows_{column.name}",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(name),
        declare=[("kept", "bigint")],
        func=_FOLLOW.format(
            refuse=_REFUSE.format(when="TG_OP = 'INSERT'", **said) if refuses_new else "",
            look=_REFUSE.format(when=f"TG_OP = 'INSERT' AND ({over})", **said) if over else "",
            **said,
        ),
    )


def held_by_the_active(column: models.Field) -> pgtrigger.Trigger:
    """For a foreign key to whoever has something in their hands: nothing is given to an account while it is shut.

    Who shuts it holds the person's row (`locked`), and counts what is there; what comes in the same moment is refused.
    What such a person has already stays.
    """
    return pgtrigger.Trigger(
        name=f"here_{column.name}",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(column.column),
        declare=[("here", "boolean")],
        func=_HERE.format(column=column.column, name=HAS_LEFT),
    )
