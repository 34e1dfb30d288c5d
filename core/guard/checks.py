"""Misconfiguration as system checks with an id and a hint, and the refusal to serve an unsafe production."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

from core.models import User


@register(Tags.security, deploy=True)
def production_is_safe(**_kwargs: object) -> list[CheckMessage]:
    """Demo settings have no place in production."""
    errors: list[CheckMessage] = []
    if settings.ZONE_DEMO:
        errors.append(Error("演示模式已打开。", hint="Unset ZONE_DEMO.", id="zone.E001"))
    if settings.SECRET_KEY == settings.DEMO_SECRET_KEY:
        errors.append(Error("密钥是演示密钥。", hint="Set ZONE_SECRET_KEY to a long random value.", id="zone.E002"))
    if not settings.IDENTITY_KEY:
        errors.append(Error("没有身份信息密钥。", hint="Set ZONE_IDENTITY_KEY to a long random value.", id="zone.E003"))
    return errors


@register(Tags.database)
def demo_accounts_stay_in_demo(databases: list[str] | None = None, **_kwargs: object) -> list[CheckMessage]:
    """Demo accounts have a public password."""
    if not databases or settings.ZONE_DEMO or settings.DEBUG:
        return []
    if User.objects.filter(is_example=True, is_active=True).exists():
        hint = "Use an empty database, or deactivate the users marked 示例."
        return [Error("数据库里有演示账号。", hint=hint, id="zone.E004")]
    return []


def refuse_unsafe_start() -> None:
    """Raise ImproperlyConfigured when this process would serve production with DEBUG, a demo key or demo accounts."""
    if settings.ZONE_DEMO:
        return
    if settings.DEBUG:
        raise ImproperlyConfigured("DEBUG is on. Unset ZONE_DEBUG, or set ZONE_DEMO=1 for a demo.")
    for message in [*production_is_safe(), *demo_accounts_stay_in_demo(databases=["default"])]:
        raise ImproperlyConfigured(f"{message.id}: {message.msg} {message.hint}")
