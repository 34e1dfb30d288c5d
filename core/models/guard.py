"""The audit trail."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import AuditKind
from core.models.people import User


@pgtrigger.register(pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete))
class AuditEvent(models.Model):
    """Log-ins, log-outs and refusals. The database refuses to change or delete a row."""

    at = models.DateTimeField(_("时间"))
    kind = models.CharField(_("事件"), max_length=16, choices=AuditKind.choices)
    user = models.ForeignKey(User, verbose_name=_("用户"), null=True, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(_("账号"), max_length=150, blank=True)
    what = models.CharField(_("对象"), max_length=200, blank=True)
    address = models.GenericIPAddressField(_("来源地址"), null=True)
    request_id = models.CharField(_("请求号"), max_length=36, blank=True)

    class Meta:
        verbose_name = _("审计事件")
        verbose_name_plural = _("审计事件")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.what}"
