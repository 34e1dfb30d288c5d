"""Forms of the ledger of a line: each says one row, and the line's verb decides under its lock whether it fits."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import DateInput, WanInput
from core.kernel.figures import wan
from core.kernel.forms import ModelForm, OnceForm, refuse
from core.models import User
from finance.models import CreditLine, DoesNotFit, Drawdown, LineDecision, Repayment, Reversal


class LedgerForm(OnceForm, ModelForm):
    """A row of the ledger. Without a line, of which a table may name none, the fields are looked at by themselves."""

    fits: ClassVar[Promise] = _("超过可登记的数，最多 %(left)s 万元。")  # what is said of an amount that does not

    def __init__(self, *args: Any, line: CreditLine | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = line
        if "on" in self.fields:
            self.fields["on"].initial = timezone.localdate

    def put(self, verb: Callable[..., Any], *, by: User, **more: Any) -> Any:
        """Do what was sent; None with an error on the form. Raises CreditLine.DoesNotExist for a line withdrawn at
        this moment.
        """
        try:
            return verb(**self.cleaned_data, by=by, **more)
        except DoesNotFit as over:
            self.add_error("amount_wan", str(self.fits) % {"left": wan(over.left_wan)})
        except ValidationError as error:
            refuse(self, error)
        return None


class DrawdownForm(LedgerForm):
    """放款."""

    fits = _("超过授信，还可放款 %(left)s 万元。")

    class Meta:
        model = Drawdown
        fields = ["amount_wan", "on"]
        widgets = {"amount_wan": WanInput, "on": DateInput}

    def __init__(self, *args: Any, line: CreditLine | None, **kwargs: Any) -> None:
        super().__init__(*args, line=line, **kwargs)
        if line:
            self.fields["amount_wan"].help_text = _("还可放款 %(left)s 万元") % {"left": wan(line.undrawn_wan)}

    def clean_on(self) -> Any:
        """Raise ValidationError for a day outside the life of the line."""
        on = self.cleaned_data["on"]
        if self.line and on < self.line.granted_on:
            raise forms.ValidationError(_("放款日期早于授信日期。"))
        if self.line and self.line.expires_on and on > self.line.expires_on:
            raise forms.ValidationError(_("放款日期晚于授信的到期日期。"))
        return on


class RepaymentForm(LedgerForm):
    """还款."""

    fits = _("超过贷款余额，最多还 %(left)s 万元。")

    class Meta:
        model = Repayment
        fields = ["amount_wan", "on"]
        widgets = {"amount_wan": WanInput, "on": DateInput}

    def __init__(self, *args: Any, line: CreditLine | None, **kwargs: Any) -> None:
        super().__init__(*args, line=line, **kwargs)
        if line:
            self.fields["amount_wan"].help_text = _("贷款余额 %(left)s 万元") % {"left": wan(line.owed_wan)}


class ReversalForm(LedgerForm):
    """冲销 of one drawdown or repayment, the whole of it unless less is said."""

    fits = _("超过可冲销的数，最多冲销 %(left)s 万元。")

    class Meta:
        model = Reversal
        fields = ["amount_wan", "on", "reason"]
        widgets = {"amount_wan": WanInput, "on": DateInput}


class LowerForm(LedgerForm):
    """下调额度."""

    fits = _("超过还没用的额度，最多下调 %(left)s 万元。")

    class Meta:
        model = LineDecision
        fields = ["amount_wan", "on", "reason"]
        widgets = {"amount_wan": WanInput, "on": DateInput}

    def __init__(self, *args: Any, line: CreditLine | None, **kwargs: Any) -> None:
        super().__init__(*args, line=line, **kwargs)
        self.fields["amount_wan"].required = True
        if line:
            self.fields["amount_wan"].help_text = _("还没用的额度 %(left)s 万元") % {"left": wan(line.undrawn_wan)}


class EndForm(LedgerForm):
    """终止: from the day after nothing is drawn."""

    class Meta:
        model = LineDecision
        fields = ["on", "reason"]
        widgets = {"on": DateInput}


class ExtendForm(LedgerForm):
    """展期."""

    class Meta:
        model = LineDecision
        fields = ["until", "on", "reason"]
        widgets = {"until": DateInput, "on": DateInput}

    def __init__(self, *args: Any, line: CreditLine | None, **kwargs: Any) -> None:
        super().__init__(*args, line=line, **kwargs)
        self.fields["until"].required = True


class TakeBackForm(LedgerForm):
    """更正: a decision was wrong."""

    class Meta:
        model = LineDecision
        fields = ["on", "reason"]
        widgets = {"on": DateInput}
