"""Forms of the floor."""

import uuid
from collections.abc import Sequence
from copy import copy
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.forms.models import construct_instance
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.kernel import figures, history
from core.kernel.locks import locked
from core.kernel.sense import Token
from core.kernel.taps import FOREIGN, TAKEN_BACK, Row, of_tap
from core.kernel.wording import Spoken
from core.models import User, refuse_lookalikes


class Form(Spoken, forms.Form):
    """A form of ours: it refuses in our words, with the field's name."""


class ModelForm(Spoken, forms.ModelForm):
    """A form of ours for a row."""

    def validate_unique(self) -> None:
        """What looks the same is the same."""
        super().validate_unique()
        try:
            refuse_lookalikes(self.instance, exclude=self._get_validation_exclusions())
        except ValidationError as error:
            self._update_errors(error)


class TapInput(forms.HiddenInput):
    """The hidden number of one press. Forms that wait in a phone may still carry it under its former name.

    Without an id: a page has several forms, and no label leads here.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"id": False, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name) or data.get(name.replace("client_id", "submission_id"))


class TapField(forms.UUIDField):
    """The number of one press; each form that is drawn has a new one."""

    widget = TapInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(initial=uuid.uuid4, **kwargs)


class OnceForm(Form):
    """A form that does one thing however often it is sent; `client_id` is the number of the press (taps.py)."""

    client_id = TapField()

    @property
    def posted(self) -> QueryDict:
        """Everything that a request brought, beside what the form asks for."""
        return cast(QueryDict, self.data)

    @property
    def press(self) -> uuid.UUID | None:
        """The number of the press; None when what was sent carries none that could be one."""
        return None if self.errors.get("client_id") else self.cleaned_data.get("client_id")

    def made_before(self, rows: "QuerySet[Row]") -> Row | None:
        """What this very press made already, among the rows that it may have made.

        None for a first press, and, with a word above the form, for a number that belongs elsewhere.
        """
        try:
            return of_tap(rows, self.press) if self.press else None
        except ValidationError as error:
            self.add_error(None, error)
            return None


def columns_of(form: forms.ModelForm) -> list[str]:
    """The columns of its model that a form asks for; ours name each."""
    return [str(name) for name in form._meta.fields or ()]


def model_of(form: type[forms.ModelForm]) -> type[Model]:
    """The model whose rows a form writes; ours name one."""
    return cast("type[Model]", form._meta.model)


def refuse(form: forms.BaseForm, error: ValidationError, field: str | None = None) -> None:
    """Put what a verb refused at the field, or where its code names one; the number of a press is above the form."""
    code = getattr(error, "code", None)
    form.add_error(None if code in (FOREIGN, TAKEN_BACK) else field or (code if code in form.fields else None), error)


def tell_draft(token: forms.Field, latest: Any) -> None:
    """Put into a form's token who saved last and when: a draft that was typed upon an older row says so in words."""
    if latest is not None:
        by, at = history.people().get(history.actor(latest)), latest.pgh_created_at
        token.widget.attrs |= {"data-by": by or gettext("他人"), "data-at": figures.stamp(at)}


def overtaken_by(latest: Any) -> str:
    """That somebody else saved meanwhile: who, when, and what may be done about it."""
    by, at = history.people().get(history.actor(latest)), figures.stamp(latest.pgh_created_at)
    said = {"who": by or gettext("他人"), "at": at}
    return gettext("没有保存：%(who)s在 %(at)s 改过这条记录。你填的都还在，核对后再保存，以你填的为准。") % said


class FreshForm(ModelForm):
    """A form on a saved row: refused once, with what the row says now, when somebody saved it after the page was shown.

    `seen` is the latest event of the row that the person has been shown. What was typed stays; saving again means it.
    Validate and save in one transaction: the row is locked from the check on. The model is tracked by pghistory.
    """

    seen = Token(required=False)
    _saved: Any = None  # the row before this saving, locked; None for a new one

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["seen"]
        elif not self.is_bound:
            latest = history.newest(self.instance)
            self.initial["seen"] = getattr(latest, "pgh_id", None)
            tell_draft(self.fields["seen"], latest)

    def full_clean(self) -> None:
        """Look before the typed values reach the row; the person is shown its latest event with the answer."""
        self._overtaken: list[Any] = []
        self._shown: Any = None
        if self.is_bound and self.instance.pk:
            self._saved = locked(type(self.instance), self.instance.pk)
            for column in self.instance._meta.concrete_fields:  # what the form does not ask for is saved as it stands
                setattr(self.instance, column.attname, getattr(self._saved, column.attname))
            latest, field = history.newest(self.instance), self.add_prefix("seen")
            if latest and str(latest.pgh_id) != self.data.get(field):
                self._shown = self._event(self.data.get(field))
                self._overtaken = self._says_now(latest)
                self.data = self.data.copy()
                self.data[field] = str(latest.pgh_id)
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Say above the form that somebody else was faster; the same tap again says what the row says already."""
        cleaned = super().clean() or self.cleaned_data
        if self._overtaken and not self.is_harmless():
            self.add_error(None, ValidationError(self._overtaken))
        return cleaned

    def is_harmless(self) -> bool:
        """Whether saving takes nothing away from the other person."""
        return self._says(self._saved)

    def told_columns(self) -> Sequence[str]:
        """The columns of which the person is told what they say now."""
        return columns_of(self)

    def _says(self, row: Any) -> bool:
        """Whether what was typed is what this row, or this event of it, says."""
        typed = construct_instance(self, copy(self._saved), columns_of(self))
        columns = [self._saved._meta.get_field(name) for name in columns_of(self)]
        return not self.errors and all(each.value_from_object(typed) == each.value_from_object(row) for each in columns)

    def _says_now(self, latest: Any) -> list[Any]:
        lines = [overtaken_by(latest)]
        for name in self.told_columns():
            column = latest._meta.get_field(name)
            now = history.words(column, latest)
            if self._shown and now != history.words(column, self._shown):
                lines.append(_("%(field)s现为：%(now)s") % {"field": self.fields[name].label, "now": now or _("空")})
        return lines

    def _event(self, key: str | None) -> Any:
        """An event of this row by its number, None when there is no such one."""
        events = self.instance.pgh_event_model.objects.filter(pgh_obj=self.instance.pk)
        return events.filter(pgh_id=key).first() if (key or "").isdecimal() else None


class RegisterForm(OnceForm, FreshForm):
    """A row of a register: a new one is made once however often it is sent, a saved one is not overwritten unseen."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if self.instance.pk:
            del self.fields["client_id"]  # `seen` stands for it
        for field in self.fields.values():
            if isinstance(field, forms.TypedChoiceField) and [*field.choices][:1] == [("", "---------")]:
                field.choices = [("", _("请选择")), *[*field.choices][1:]]
            elif isinstance(field, forms.ModelChoiceField) and field.empty_label is not None:
                field.empty_label = _("请选择")

    @transaction.atomic
    def save_once(self) -> Any:
        """Save and return the row, or the row that the same press made before; None with errors on the form."""
        new, mine = self.instance.pk is None, type(self.instance).objects.visible_to(self.user)
        if not self.is_valid():
            return self.made_before(mine) if new else None  # what it uses may be taken, by the first press
        if new:
            self.instance.client_id = self.cleaned_data["client_id"]
        try:
            with transaction.atomic():
                return self.save()
        except IntegrityError as error:
            if new and (twin := self.made_before(mine)):
                return twin
            if not self.errors:
                self.explain(error)
        except ValidationError as error:
            refuse(self, error)
        return None

    def explain(self, error: IntegrityError) -> None:
        """Put into words, on the form, what the database refused; raises the error again when there are none."""
        try:
            refuse_lookalikes(self.instance)
        except ValidationError as taken:  # by somebody who was faster
            self._update_errors(taken)
        else:
            raise error
