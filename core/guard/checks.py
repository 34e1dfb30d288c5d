"""Misconfiguration as system checks with an id and a hint, and the refusal to serve an unsafe production."""

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from core.models import IdentityKey, User
from core.models.guard import MONTHS_KEPT_AT_LEAST
from core.sealed import ring
from core.sealed.columns import sealed_columns

SHORTEST_KEY, FEWEST_CHARACTERS = 40, 16  # a key that nobody guesses: its length, and how many of them differ
MAKE_ONE = 'python3 -c "import secrets; print(secrets.token_urlsafe(64))"'


@register(Tags.security, deploy=True)
def production_is_safe(**_kwargs: object) -> list[CheckMessage]:
    """Demo settings, keys that can be guessed and an open host list have no place in production."""
    errors: list[CheckMessage] = []
    secret, identity = settings.SECRET_KEY, settings.IDENTITY_KEY
    if settings.ZONE_DEMO:
        errors.append(Error("演示模式已打开。", hint="Unset ZONE_DEMO.", id="zone.E001"))
    if secret == settings.DEMO_SECRET_KEY or is_weak(secret):
        errors.append(Error("密钥是演示密钥或过于简单。", hint=f"Set ZONE_SECRET_KEY: {MAKE_ONE}", id="zone.E002"))
    if identity == settings.DEMO_SECRET_KEY or is_weak(identity):
        errors.append(
            Error(
                "没有身份信息密钥，或是演示密钥，或过于简单。",
                hint=f"Set ZONE_IDENTITY_KEY: {MAKE_ONE}",
                id="zone.E003",
            )
        )
    if secret == identity:
        errors.append(Error("两个密钥相同。", hint="Give ZONE_IDENTITY_KEY a value of its own.", id="zone.E005"))
    if "*" in settings.ALLOWED_HOSTS:
        hint = "Name the hosts in ZONE_ALLOWED_HOSTS; * lets a stranger choose the address in our links."
        errors.append(Error("任何域名都可访问。", hint=hint, id="zone.E006"))
    if settings.ZONE_AUDIT_MONTHS < MONTHS_KEPT_AT_LEAST:
        hint = f"Set ZONE_AUDIT_MONTHS to {MONTHS_KEPT_AT_LEAST} or more; the law asks for six months."
        errors.append(Error("留痕保存不足六个月。", hint=hint, id="zone.E007"))
    return errors


def is_weak(key: str) -> bool:
    """Whether a key is missing, short, or the same few characters again and again."""
    return len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS


@register(Tags.database)
def demo_accounts_stay_in_demo(databases: list[str] | None = None, **_kwargs: object) -> list[CheckMessage]:
    """Demo accounts have a public password. Before the first `migrate` there are none."""
    if not databases or settings.ZONE_DEMO or settings.DEBUG:
        return []
    if User._meta.db_table not in connection.introspection.table_names():
        return []
    if User.objects.filter(is_example=True, is_active=True).exists():
        hint = "Use an empty database, or deactivate the users marked 示例."
        return [Error("数据库里有演示账号。", hint=hint, id="zone.E004")]
    return []


@register(Tags.database)
def the_key_is_that_of_the_data(databases: list[str] | None = None, **_kwargs: object) -> list[CheckMessage]:
    """With another key no telephone and no document can be read, and none is written."""
    if not databases or IdentityKey._meta.db_table not in connection.introspection.table_names():
        return []
    if _holds_sealed() and not ring.is_key_of_the_data():
        hint = "Set ZONE_IDENTITY_KEY to the key of the data; after rotate_identity_key that is the new one."
        return [Error("身份信息密钥不是这份数据的密钥。", hint=hint, id="zone.E008")]
    return []


def _holds_sealed() -> bool:
    """Whether anything is sealed yet: an empty database may still change its key by hand."""
    models = [each for each in apps.get_models() if sealed_columns(each)]
    there = set(connection.introspection.table_names())
    cells = [(each, column) for each in models if each._meta.db_table in there for column in sealed_columns(each)]
    return any(each._base_manager.exclude(**{column.name: ""}).exists() for each, column in cells)


def refuse_unsafe_start() -> None:
    """Raise ImproperlyConfigured when this process (pages, worker or beat) would run a production with DEBUG, unsafe
    keys or hosts, another key than that of the data, or demo accounts."""
    if settings.ZONE_DEMO:
        return
    if settings.DEBUG:
        raise ImproperlyConfigured("DEBUG is on. Unset ZONE_DEBUG, or set ZONE_DEMO=1 for a demo.")
    for message in _messages():
        raise ImproperlyConfigured(f"{message.id}: {message.msg} {message.hint}")


def _messages() -> list[CheckMessage]:
    here = ["default"]
    return [
        *production_is_safe(),
        *demo_accounts_stay_in_demo(databases=here),
        *the_key_is_that_of_the_data(databases=here),
    ]
