"""From a hand-off to a row of a register above: its form is opened filled, and saving the row closes the hand-off."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.forms import RegisterForm
from core.kernel.http import HttpRequest
from core.typed.cleaning import asked_for, is_key
from enterprises.enums import HandoffKind, HandoffOutcome
from enterprises.models import NotInHand, VisitHandoff

PARAM = "handoff"  # names the hand-off in the address of a form
NOT_IN_HAND = _("这件走访转办已不在你手上，没有登记。")

REGISTERS: dict[HandoffKind, str] = {}  # the route of the form that takes up a need of this kind


def register(kind: HandoffKind, route: str) -> None:
    """Let needs of this kind be taken up by a form of a room above, which says so itself (from its app's `ready`)."""
    REGISTERS[kind] = route


def register_for(handoff: VisitHandoff) -> str:
    """The address of the form, filled, that takes up the need; "" where no room has one."""
    route = REGISTERS.get(HandoffKind(handoff.kind))
    return f"{reverse(route)}?{PARAM}={handoff.pk}" if route else ""


def handoff_named(request: HttpRequest, kind: HandoffKind) -> VisitHandoff | None:
    """The hand-off of this room that the address names; None when it names none that this person may take up."""
    asked = asked_for(request, PARAM)
    if not is_key(asked):
        return None
    rows = VisitHandoff.objects.for_taking(request.user).select_related("visit__enterprise", "visit__officer")
    return rows.filter(pk=asked, kind=kind).first()


class TakingForm(RegisterForm):
    """The form of a register that may be opened from a hand-off. Its model has a column `handoff`, which its own `save`
    writes.

    `filled` says which fields the firm, what was said and the day of the visit go into, and `called` how the row is
    told to who heard it.
    """

    filled: dict[str, str] = {}  # field → firm, note or on

    def __init__(self, *args: Any, handoff: VisitHandoff | None = None, **kwargs: Any) -> None:
        self.handoff = handoff
        if handoff:
            known = {"firm": handoff.visit.enterprise, "note": handoff.note, "on": handoff.visit.on}
            kwargs["initial"] = {name: known[what] for name, what in self.filled.items()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for name, what in self.filled.items():
            if handoff and what == "note":  # no more of it than the field takes; the page shows all of it above
                field: Any = self.fields[name]
                self.initial[name] = handoff.note[: field.max_length]

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for a hand-off that somebody else has, or from which something came already."""
        cleaned = super().clean() or self.cleaned_data
        if self.handoff and not VisitHandoff.objects.in_hands_of(self.user).filter(pk=self.handoff.pk).exists():
            raise forms.ValidationError(NOT_IN_HAND, code="not_in_hand")
        return cleaned

    def called(self, row: Any) -> str:
        """The row in words, for who heard the need."""
        return str(row)

    def save(self, commit: bool = True) -> Any:
        """Save the row, and close the hand-off with it. Raises ValidationError for one that was closed just now."""
        row = super().save(commit)
        if self.handoff:
            try:
                self.handoff.close(HandoffOutcome.REGISTERED, text=self.called(row), by=self.user, now=timezone.now())
            except NotInHand as error:
                raise forms.ValidationError(NOT_IN_HAND, code="not_in_hand") from error
        return row
