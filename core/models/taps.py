"""What a row knows of the press of a button that made it. How a press is found again: core/kernel/taps.py."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tapped(models.Model):
    """A row that one press made. `client_id` is the number of that press; rows made otherwise get one of their own."""

    client_id = models.UUIDField(_("提交号"), default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True
