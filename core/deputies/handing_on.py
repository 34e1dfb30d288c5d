"""停用与交接: what is in a person's hands goes to others, and the account is shut."""

import hashlib
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.guard.accounts import doors, holdings
from core.guard.accounts.holdings import KINDS, Kind, moved_since
from core.kernel.forms import Form
from core.kernel.http import HttpRequest
from core.kernel.pages import load
from core.models import User


class HandOnForm(Form):
    """Who takes over each kind of what is in a person's hands. What is left open stays where it is.

    `seen` is what was there when the page was shown: what another person moved since is told, and nothing is done until
    the next press. `sure` names what the question was about that this press answers.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)
    sure = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    reason = forms.CharField(
        label=gettext_lazy("交接说明"), max_length=200, help_text=gettext_lazy("接手人会在通知里看到。")
    )

    def __init__(self, *args: Any, person: User, held: list[tuple[Kind, int]], state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held, self.state, self.offered = held, state, dict[str, User]()
        self.initial["seen"] = state
        for kind, number in held:
            others = list(kind.successors(person))
            self.offered |= {str(each.pk): each for each in others}
            self.fields[kind.key] = forms.ChoiceField(
                label=_("%(what)s（%(n)d 项）交给") % {"what": kind.label, "n": number},
                choices=[("", _("暂不交接")), *((str(each.pk), each.label) for each in others)],
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError once when something moved since the page was shown, and say what and what was chosen
        for it; the next press means what is there now."""
        said = super().clean() or self.cleaned_data
        seen = said.get("seen") or ""
        if seen == self.state:
            return said
        self.data = self.data.copy()
        self.data["seen"], self.data["sure"] = self.state, ""
        lines: list[Any] = [_("没有交接：这期间手上的事有变动。核对后再提交。"), *moved_since(seen, self.state)]
        gone = [kind for key, kind in KINDS.items() if self.data.get(key) and key not in self.fields]
        lines += [_("%(what)s已不在其手上，你选的接手人没有用上。") % {"what": kind.label} for kind in gone]
        raise forms.ValidationError(lines)

    def chosen(self) -> dict[str, User]:
        """Who takes over what, by the key of the kind."""
        kinds = {kind.key for kind, _number in self.held}
        said = {name: value for name, value in self.cleaned_data.items() if name in kinds and value}
        return {name: self.offered[value] for name, value in said.items()}

    def outcome(self) -> list[tuple[Kind, int, User | None]]:
        """What will happen, by kind: how much, and who takes it over; None for what stays."""
        chosen = self.chosen()
        return [(kind, number, chosen.get(kind.key)) for kind, number in self.held]

    @property
    def question(self) -> str:
        """What is asked about, as the answer carries it: the same choices about the same rows."""
        chosen = sorted((key, each.pk) for key, each in self.chosen().items())
        return hashlib.sha256(f"{self.state} {chosen}".encode()).hexdigest()[:32]

    @property
    def is_sure(self) -> bool:
        """Whether the person has seen what will happen, and meant it."""
        return self.cleaned_data["sure"] == self.question


def account_hand_on(request: HttpRequest, pk: int) -> HttpResponse:
    """停用与交接: what is still in a person's hands, by kind, and who takes it over; and the account is shut.

    The first press shows what will happen, the second one does it.
    """
    person, sent = load(request, User.objects.all(), pk=pk), request.method == "POST"
    held = holdings.held(person)
    form = HandOnForm(request.POST if sent else None, person=person, held=held, state=holdings.state_of(person))
    context = {"person": person, "held": held, "form": form}
    if sent and form.is_valid():
        if not form.is_sure:
            return render(request, "core/account_hand_on_ask.html", context)
        try:
            with transaction.atomic():
                if person.is_active:
                    doors.disable(person, by=request.user, request=request)
                given = {"reason": form.cleaned_data["reason"], "by": request.user, "request": request}
                moved = holdings.hand_on(person, form.chosen(), now=timezone.now(), **given)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s的账号已停用，交接 %(n)d 项") % {"name": person, "n": moved})
            return redirect("core:account_detail", person.pk)
    return render(request, "core/account_hand_on.html", context)
