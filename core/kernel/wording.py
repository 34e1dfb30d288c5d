"""What a form says when it refuses: our own sentences, with the field's name, in the place of Django's.

A form that is `Spoken` puts them where a refusal is written down, so that it does not matter who refused: the field, a
validator of the column, or the model. What a form of ours words itself is left as it is.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from types import ModuleType
from typing import Any

from django import forms
from django.contrib.auth import forms as auth_forms
from django.core import validators
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import constraints
from django.db.models import fields as columns
from django.db.models.fields import files, json, related
from django.forms import fields, formsets, models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.typed.cleaning import sent

# How a kind of control asks for an answer.
CHOSEN = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)
SEVERAL = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)
FILL_IN, CHOOSE, TICK, ANSWER = (
    _("请填写%(field)s。"),
    _("请选择%(field)s。"),
    _("请勾选“%(field)s”。"),
    _("请回答：%(field)s"),
)
INCOMPLETE = _("这张表单不完整，请返回后重新打开再填。")
WRONG = _("“%(field)s”填写的内容不对，请核对。")
TAKEN = _("“%(field)s”已有相同的记录，请核对。")
TWICE = _("已有相同的记录，请核对后再保存。")

ONE_OF_SEVERAL = _("“%(field)s”没有“%(value)s”这个选项，请重新选择。")  # where several were chosen: which of them
LEAST: dict[Any, Any] = {0: _("“%(field)s”不能是负数。"), Decimal("0.01"): _("“%(field)s”要大于 0。")}

# Our sentence for each code of Django's; `%(field)s` is the name of the field.
SENTENCES: dict[str, Any] = {
    "min_value": _("“%(field)s”不能小于 %(limit_value)s。"),
    "max_value": _("“%(field)s”不能大于 %(limit_value)s。"),
    "step_size": WRONG,
    "min_length": _("“%(field)s”至少 %(limit_value)s 个字。"),
    "max_length": _("“%(field)s”最多 %(limit_value)s 个字，现有 %(show_value)s 个。"),
    "max_digits": _("“%(field)s”的位数太多，请核对单位。"),
    "max_whole_digits": _("“%(field)s”的位数太多，请核对单位。"),
    "max_decimal_places": _("“%(field)s”最多保留 %(max)s 位小数。"),
    "invalid_choice": _("“%(field)s”没有这个选项，请重新选择。"),
    "invalid_pk_value": _("“%(field)s”没有这个选项，请重新选择。"),
    "invalid_list": _("“%(field)s”没有这个选项，请重新选择。"),
    "unique": TAKEN,
    "null_characters_not_allowed": _("“%(field)s”含有看不见的字符，请重新填写。"),
    "missing": _("“%(field)s”没有收到文件，请重新选择。"),
    "no_name": _("“%(field)s”没有收到文件，请重新选择。"),
    "empty": _("“%(field)s”收到的文件是空的，请重新选择。"),
    "password_mismatch": _("两次填写的密码不一致，请重新填写。"),
    "password_incorrect": _("原密码不对，请重新填写。"),
    "password_too_short": _("密码太短，至少 %(min_length)s 个字符。"),
    "password_too_similar": _("密码与姓名、用户名等个人信息太相似，请换一个。"),
    "password_too_common": _("这个密码太常见，请换一个。"),
    "password_entirely_numeric": _("密码不能全是数字，请换一个。"),
    "inactive": _("这个账号已停用，请联系系统管理员。"),
}
DOUBT = "doubt"  # the code of what is asked once
CONFIRMED = "confirmed"  # the name under which the second press carries what the person has seen
MADE_AT_ONCE = {"unique_together", "unique_for_date", *(code for code in SENTENCES if code.startswith("password_"))}
ROWS = {
    "missing_management_form": INCOMPLETE,
    "too_many_forms": _("行数太多，最多 %(num)d 行。"),
    "too_few_forms": _("行数太少，至少 %(num)d 行。"),
}


def _said_by(module: ModuleType) -> Iterator[Any]:
    """Every sentence that a class of Django's module says of what is wrong."""
    for thing in vars(module).values():
        if isinstance(thing, type):
            for name in ("default_error_messages", "error_messages", "messages"):
                said = vars(thing).get(name)
                yield from said.values() if isinstance(said, dict) else ()
            yield vars(thing).get("message")


# A sentence of Django's is known by being that very object; a field hands it on, it does not copy it.
_OF_DJANGO = (auth_forms, validators, columns, files, json, related, fields, formsets, models)
_STOCK = {id(said): said for said in chain.from_iterable(map(_said_by, _OF_DJANGO)) if isinstance(said, Promise)}


def is_stock(error: ValidationError) -> bool:
    """Whether one refusal says a sentence of Django's."""
    return id(error.message) in _STOCK or error.code in MADE_AT_ONCE or _broke_a_constraint(error)


def _broke_a_constraint(error: ValidationError) -> bool:
    """Whether it names a constraint of the database, as Django does where the constraint has no sentence."""
    said = str(constraints.BaseConstraint.default_violation_error_message)
    before, _name, after = said.partition("%(name)s")
    text = str(error.message)
    return len(before) > 1 and text.startswith(before) and text.endswith(after)


def name_of(label: Any) -> str:
    """A field's name as it stands in a sentence, without the unit behind it: 总投资（万元） is 总投资."""
    return re.sub(r"\s*[（(][^（）()]*[）)]$", "", str(label))


def asking(field: forms.Field, name: str) -> Any:
    """The sentence that asks for an answer where there is none."""
    if name.endswith(("？", "?")):
        return ANSWER
    if isinstance(field, forms.ModelChoiceField) or isinstance(field.widget, CHOSEN):
        return CHOOSE
    return TICK if isinstance(field.widget, forms.CheckboxInput) else FILL_IN


def reworded(error: ValidationError, field: forms.Field | None, label: Any) -> ValidationError:
    """One refusal in our words: with the name of the field where there is one."""
    params: dict[str, Any] = {**(error.params or {})}
    if field is not None and "subject" in params:
        told: Any = error.message
        return ValidationError(told, error.code, {**params, "subject": _subject(params["subject"], name_of(label))})
    if not is_stock(error):
        return error
    if field is None:
        return ValidationError(TWICE, code=error.code)
    name = name_of(label)
    if error.code in ("required", "null", "blank", "incomplete"):
        sentence = asking(field, name)
    else:
        sentence = getattr(field, "sentences", {}).get(error.code) or SENTENCES.get(error.code or "", WRONG)
        if isinstance(field, SEVERAL) and (wrong := params.get("value") or params.get("pk")):
            sentence, params["value"] = ONE_OF_SEVERAL, wrong
        if error.code == "min_value":
            sentence = LEAST.get(params.get("limit_value"), sentence)
    return ValidationError(sentence, code=error.code, params={**params, "field": name})


def _subject(subject: Any, name: str) -> str:
    """A kind of dates or figures by the name of its field: 认定日期 stays, 截至 is “截至”日期."""
    return name if name.endswith(str(subject)) else gettext("“%(field)s”%(kind)s") % {"field": name, "kind": subject}


class Spoken(forms.BaseForm):
    """A form that refuses in our words, and asks once about what is odd (`ask`)."""

    def full_clean(self) -> None:
        """What is odd is asked about when nothing is wrong."""
        self._doubts: list[str] = []
        super().full_clean()
        if self.is_bound and not self._errors:
            self._ask()

    def _widget_data_value(self, widget: forms.Widget, html_name: str) -> Any:
        """What a control was sent, clean: whatever asks the form, asks for this."""
        field = self.fields.get(html_name.removeprefix(f"{self.prefix}-") if self.prefix else html_name)
        reads: Any = super()
        return sent(reads._widget_data_value(widget, html_name), field, widget)

    def ask(self, doubt: Any) -> None:
        """Let the person press once more before what is odd is saved: "…是上一期的 N 倍。" Called while cleaning.

        The sentence says the odd value: another one is asked about anew.
        """
        self._doubts.append(str(doubt))

    def _ask(self) -> None:
        """Say the doubts above the form; the second press carries that the person has seen them (forms/errors.html)."""
        name = self.add_prefix(CONFIRMED)
        seen = self.data.getlist(name) if hasattr(self.data, "getlist") else [self.data.get(name)]
        for doubt in dict.fromkeys(self._doubts):
            value = hashlib.sha256(doubt.encode()).hexdigest()[:16]
            if value not in seen:
                params = {"name": name, "value": value}
                super().add_error(None, ValidationError(doubt.replace("%", "%%"), code=DOUBT, params=params))

    @property
    def is_asking(self) -> bool:
        """Whether nothing is wrong but something odd, which one more press would save."""
        said = self.errors.as_data()
        return bool(said) and all(each.code == DOUBT for errors in said.values() for each in errors)

    def add_error(self, field: str | None, error: Any) -> None:
        """Write a refusal down, reworded; one at a field that is not seen is said above the form."""
        if not isinstance(error, ValidationError):
            error = ValidationError(error)
        if not hasattr(error, "error_dict"):
            return self._say(field, error)
        told: Any = error  # with an `error_dict`
        for name, errors in told.error_dict.items():
            for each in errors:
                self._say(None if name == NON_FIELD_ERRORS else name, each)
        return None

    def _say(self, name: str | None, error: Any) -> None:
        field = self.fields.get(name) if name else None
        label = self[name].label if name and field else ""
        said: Any = [reworded(each, field, label) for each in error.error_list]
        hidden = field is not None and field.widget.is_hidden
        unseen = hidden and any(new is not old for new, old in zip(said, error.error_list, strict=True))
        if unseen:
            said = [ValidationError(INCOMPLETE, code=each.code) for each in said]
        super().add_error(name, said)
        if unseen:
            super().add_error(None, said[:1])


class SpokenRows(forms.BaseFormSet):
    """Rows of forms that refuse in our words as a whole, too."""

    default_error_messages = {**forms.BaseFormSet.default_error_messages, **ROWS}


class SpokenModelRows(SpokenRows, forms.BaseModelFormSet):
    """The same for the rows of a model, two of which may say what may be said once."""

    def get_unique_error_message(self, unique_check: Sequence[str]) -> Any:
        return TWICE

    def get_form_error(self) -> Any:
        return TWICE
