"""Links that open a page without an account: their secret is worked out, never kept."""

import base64
import datetime as dt
import hashlib
import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from core.models.people import User
from core.models.taps import Tapped

LINK_LIVES = dt.timedelta(days=7)


def hash_of(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


class SecretLink(Tapped):
    """A link whose secret is worked out from the number of the press that made it and the key of this house: whoever
    reads the table, a log or a backup cannot open it. `salt` tells one kind of link from another."""

    salt: ClassVar[str]
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("有效期至"))

    class Meta(Tapped.Meta):
        abstract = True

    @classmethod
    def secret_of(cls, number: uuid.UUID) -> str:
        """The secret of the link that the press of this number made."""
        by_sha256: Any = {"algorithm": "sha256"}  # the stub does not know it
        made = salted_hmac(cls.salt, str(number), **by_sha256).digest()
        return base64.urlsafe_b64encode(made).rstrip(b"=").decode()

    @property
    def secret(self) -> str:
        """The secret of the link; "" where the key of this house has changed since."""
        secret = self.secret_of(self.client_id)
        return secret if hash_of(secret) == self.secret_hash else ""


class OneTimeLinkQuerySet(models.QuerySet[Any]):
    """Sentences about one-time links."""

    def live(self, now: dt.datetime) -> Self:
        """Those that may still be used."""
        return self.filter(used_at__isnull=True, expires_at__gt=now)

    def opened_with(self, secret: str, *, now: dt.datetime) -> Any:
        """The link of this secret, while it may be used; None for any other."""
        return self.live(now).filter(secret_hash=hash_of(secret)).first()

    def dead_with(self, secret: str) -> Any:
        """The link of this secret that was used, has expired, or was replaced; asked once `opened_with` found none."""
        return self.filter(secret_hash=hash_of(secret)).first()

    def end(self, now: dt.datetime) -> int:
        """Those that were not used yet open nothing any more; how many they were."""
        return self.live(now).update(expires_at=now)


class OneTimeLink(SecretLink):
    """A question to somebody without an account, answered once within a week."""

    asked_by = models.ForeignKey(User, verbose_name=_("发起人"), on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("发起时间"))
    used_at = models.DateTimeField(_("确认时间"), null=True, blank=True)

    class Meta(SecretLink.Meta):
        abstract = True
        ordering: ClassVar[list[str]] = ["-asked_at", "-pk"]

    @classmethod
    def ask(cls, rows: Any, *, number: uuid.UUID, by: User, now: dt.datetime, **about: Any) -> str:
        """Return the secret of a new link `about` a row, which the caller has locked; of its links, these rows, those
        that were not used end. The caller has looked that no link of this number is there (`still_asked`).
        """
        rows.end(now)
        secret = cls.secret_of(number)
        kept = {"client_id": number, "secret_hash": hash_of(secret)}
        rows.create(**about, **kept, asked_by=by, asked_at=now, expires_at=now + LINK_LIVES)
        return secret

    @classmethod
    def still_asked(cls, rows: Any, *, number: uuid.UUID, now: dt.datetime) -> str:
        """The secret of the link of a row that is live, for a press that comes again; of its own where none is."""
        return cls.secret_of(getattr(rows.live(now).first(), "client_id", number))

    def use(self, *, now: dt.datetime, **said: Any) -> bool:
        """Write down what was answered; False when it was used, or is too old."""
        return bool(
            type(self)._base_manager.filter(pk=self.pk, used_at=None, expires_at__gt=now).update(used_at=now, **said)
        )
