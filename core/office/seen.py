"""A form that finds the row it writes over by what was typed (the plan of a year): the second of two people is told.

`FreshForm` (forms.py) is for a page of one tracked row, `StateForm` (core/office/dictionaries.py) for dictionaries.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from core.kernel import history
from core.kernel.forms import Form, overtaken_by
from core.kernel.locks import locked


def newest_of(rows: Iterable[models.Model]) -> str:
    """Each of these tracked rows with its latest event, as a form carries it."""
    rows = list(rows)
    if not rows:
        return ""
    events = rows[0].pgh_event_model.objects.filter(pgh_obj__in=[row.pk for row in rows])
    latest = events.order_by("pgh_obj").values_list("pgh_obj").annotate(models.Max("pgh_id"))
    return ",".join(f"{row}:{event}" for row, event in latest)


class OverForm(Form):
    """A form that may write over one of several rows, found by what was typed.

    It is refused once when that row was written after the page was shown, with what it says now. Validate and save in
    one transaction: the row is locked from the check on. The rows are tracked by pghistory.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10_000)
    columns: Sequence[str] = ()  # of the row, by the names of the fields here

    def watch(self, rows: Iterable[models.Model]) -> None:
        """What the person is shown: called where the form is made."""
        self._now = newest_of(rows)
        self.initial["seen"] = self._now

    def overwritten(self, said: dict[str, Any]) -> models.Model | None:
        """The row that these values would be written over."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Say that somebody else was faster, unless the row says already what was typed."""
        said = super().clean() or self.cleaned_data
        row = None if self.errors else self.overwritten(said)
        if row is None:
            return said
        row = locked(type(row), row.pk)
        latest = history.newest(row)
        pairs = (each.partition(":") for each in (said.get("seen") or "").split(","))
        known = {row_key: event for row_key, _colon, event in pairs}
        harmless = all(getattr(row, name) == said.get(name) for name in self.columns)
        if latest and known.get(str(row.pk)) != str(latest.pgh_id) and not (self.columns and harmless):
            self._tell(row, latest)
        return said

    def _tell(self, row: models.Model, latest: Any) -> None:
        lines: list[Any] = [overtaken_by(latest)]
        for name in self.columns:
            words = {"field": self.fields[name].label, "now": history.words(row._meta.get_field(name), row) or _("空")}
            lines.append(_("%(field)s现为：%(now)s") % words)
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = self._now
        self.add_error(None, ValidationError(lines))
