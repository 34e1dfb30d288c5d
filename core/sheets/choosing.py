"""Rows that the forms of one import choose: each is looked for once, not once a row."""

from collections.abc import Collection
from functools import partial
from typing import Any

from django import forms
from django.db.models import Model


class Chosen:
    """What was chosen in some fields of a form, for the length of one import.

    For fields that offer the same rows whatever the rest says. What is not among them is looked for each time, and
    refused as ever.
    """

    def __init__(self, names: Collection[str]) -> None:
        self.names, self.found = names, dict[tuple[str, str], Model]()

    def lent(self, form: Any) -> Any:
        """The form, asking here first."""
        for name in self.names:
            field = form.fields.get(name)
            if isinstance(field, forms.ModelChoiceField):
                field.to_python = partial(self._choose, name, field.to_python)
        if self.found and isinstance(form, forms.ModelForm):
            form._get_validation_exclusions = partial(self._settled, form, form._get_validation_exclusions)
        return form

    def _choose(self, name: str, look: Any, value: Any) -> Any:
        key = name, str(getattr(value, "pk", value))
        if key in self.found:
            return self.found[key]
        if (row := look(value)) is not None:
            self.found[key] = row
        return row

    def _settled(self, form: Any, settled: Any) -> set[str]:
        """The columns that the model need not look at again: it would ask whether the row that was found is there.

        One by which rows are told apart stays.
        """
        chosen = {name for name in self.names if isinstance(form.cleaned_data.get(name), Model)}
        return settled() | (chosen - _distinguishing(type(form.instance)))


def _distinguishing(model: type[Model]) -> set[str]:
    """The columns by which rows of a model must differ."""
    named = {name for constraint in model._meta.total_unique_constraints for name in constraint.fields}
    named |= {name for each in model._meta.unique_together for name in each}
    named |= {name for each in model._meta.constraints for name in getattr(each, "within", ())}
    return named | {column.name for column in model._meta.fields if column.unique}
