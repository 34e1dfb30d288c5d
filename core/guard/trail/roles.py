"""Two roles of PostgreSQL: one owns the tables and runs `migrate`; the product works as the other, which can add to the
audit trail and to the history but neither change nor empty them.
"""

from typing import Any

from django.db import ProgrammingError, connection, transaction
from psycopg2.errors import InsufficientPrivilege
from psycopg2.sql import SQL, Composable, Identifier, Literal

from core.guard.trail.histories import histories
from core.models import AuditCheck, AuditEvent, AuditSeal, TrailContext

SEALED = AuditSeal._meta.db_table  # only the owner's trigger writes here
# What works with its owner's rights, so that who calls it needs none.
TRUSTED = ("pgtrigger_seals_%", "pgtrigger_forgets_%", "pgtrigger_erases_%", "_pgh_attach_context")

_OWNER = "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = to_regclass(%s)"
_ROLES = f"""
    SELECT DISTINCT grantee FROM information_schema.role_table_grants
    WHERE table_name = %s AND privilege_type = 'INSERT' AND grantee NOT IN (current_user, ({_OWNER}), 'PUBLIC')
"""
_FUNCTIONS = """
    SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = current_schema() AND p.proname LIKE ANY (%s) ORDER BY 1
"""
_RIGHTS = """
    SELECT pg_has_role(current_user, c.relowner, 'USAGE') OR has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE')
    FROM pg_class c WHERE c.oid = to_regclass(%s)
"""


class RoleError(Exception):
    """Why a role cannot be given its rights, as one sentence."""


def protected() -> list[str]:
    """The tables to which rows are added, and nothing else ever happens."""
    lines = [model._meta.db_table for model in (AuditEvent, AuditCheck, TrailContext)]
    return [*lines, *(history.events for history in histories().values())]


def role_exists(role: str) -> bool:
    """Whether PostgreSQL knows a role of this name."""
    return bool(_run(SQL("SELECT 1 FROM pg_roles WHERE rolname = {}").format(Literal(role))))


def make_role(role: str, *, password: str) -> None:
    """Make a role that may log in. Raises RoleError when the owner of the tables may not make roles."""
    try:
        with transaction.atomic():
            _run(SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(Identifier(role), Literal(password)))
    except ProgrammingError as error:
        if not isinstance(error.__cause__, InsufficientPrivilege):
            raise
        hint = f"ask the server's administrator: CREATE ROLE {role} LOGIN PASSWORD …"
        raise RoleError(f"The owner of the tables may make no role; {hint}") from None


@transaction.atomic
def give_rights(role: str) -> None:
    """Let a role work with the product: read and write everywhere, add to the trail, and rewrite nothing of it.

    Run as the owner of the tables or a superuser; again is harmless. Raises RoleError for anybody else, and when the
    role owns the tables itself: without its rights no trigger could seal, and nobody could write.
    """
    ((owner,),) = _run(_OWNER, [SEALED])
    if not _acts_as(SQL("current_user"), owner):
        raise RoleError(f"Only {owner}, who owns the tables, can give rights to them; run this as that role.")
    if _acts_as(Literal(role), owner):
        raise RoleError(f"{role} has the rights of the owner itself; the product needs a role apart from it.")
    name, schema = Identifier(role), Identifier(_run(SQL("SELECT current_schema()"))[0][0])
    for rights in (
        SQL("GRANT USAGE ON SCHEMA {schema} TO {role}"),
        SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}"),
        SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}"),
    ):
        _run(rights.format(schema=schema, role=name))
    for table in protected():
        _run(SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(Identifier(table), name))
    _run(SQL("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(Identifier(SEALED), name))
    _run(SQL("REVOKE USAGE ON SEQUENCE {} FROM {}").format(Identifier(f"{SEALED}_number_seq"), name))
    for (function,) in _run(_FUNCTIONS, [list(TRUSTED)]):
        _run(SQL("ALTER FUNCTION {} SECURITY DEFINER SET search_path = {}, pg_temp").format(SQL(function), schema))


def renew_rights(**_kwargs: Any) -> None:
    """After each `migrate`: new tables and functions, for the roles that have worked with the product before."""
    table = AuditEvent._meta.db_table
    for (role,) in _run(_ROLES, [table, table]):
        give_rights(role)


def may_rewrite_trail() -> bool:
    """Whether the role as which this process works could change or empty the trail."""
    return any(_run(_RIGHTS, [table]) == [(True,)] for table in [SEALED, *protected()])


def _acts_as(role: Composable, owner: str) -> bool:
    return _run(SQL("SELECT pg_has_role({}, {}, 'USAGE')").format(role, Literal(owner))) == [(True,)]


def _run(statement: Any, values: Any = None) -> list[tuple[Any, ...]]:
    """The rows of a statement, plain or composed."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
