"""Under which key personal data is kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IdentityKey(models.Model):
    """The key that all sealed columns are under: one row, which another key moves on. The key itself is kept nowhere.

    Read and made by core/sealed/ring.py, moved on by core/personal/rotating.py.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveIntegerField(_("密钥号"), default=1)
    fingerprint = models.CharField(_("密钥摘要"), max_length=64)
    since = models.DateTimeField(_("启用时间"))

    class Meta:
        verbose_name = _("身份信息密钥")
        verbose_name_plural = _("身份信息密钥")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="identity_key_is_one")]

    def __str__(self) -> str:
        return f"{self.number}"
