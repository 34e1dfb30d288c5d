"""Who takes over from whom."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Role
from core.kernel.drawing.widgets import Segmented
from core.kernel.forms import Form
from core.kernel.naming import NameField, WordField
from core.kernel.sense import Happened
from core.models import User
from projects import people
from projects.enums import Duty
from projects.models import TaskForce

# Who may hold which duty.
ROLES = {Duty.LEADER: (Role.LEADER,), Duty.RESPONSIBLE: (Role.PROJECT_OFFICER,), Duty.REPORTER: (Role.PROJECT_OFFICER,)}


class HandoverForm(Form):
    """Which duty, to whom, from which day, and why."""

    duty = forms.ChoiceField(label=gettext_lazy("职责"), choices=Duty.choices, widget=Segmented)
    person = NameField(
        label=gettext_lazy("交给"),
        route="projects:successor_names",
        required=False,
        empty_label=gettext_lazy("请选择人员"),
    )
    task_force = NameField(
        label=gettext_lazy("交给专班"),
        route="projects:task_force_names",
        required=False,
        empty_label=gettext_lazy("请选择专班"),
        help_text=gettext_lazy("只在交接“定专班”时填。"),
    )
    on = Happened(label=gettext_lazy("自哪天起"))
    reason = forms.CharField(label=gettext_lazy("交接说明"), max_length=200, required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["person"].offer(people.successors(), topics="people")
        self.fields["task_force"].offer(TaskForce.objects.all())

    def clean(self) -> dict[str, Any]:
        """The duty decides whether a person or a task force takes it, and which role the person needs."""
        cleaned = super().clean() or {}
        duty = cleaned.get("duty")
        if duty == Duty.TASK_FORCE:
            if not cleaned.get("task_force"):
                self.add_error("task_force", _("请选择专班。"))
        elif duty:
            person = cleaned.get("person")
            if person is None:
                if "person" not in self.errors:
                    self.add_error("person", _("请选择人员。"))
            elif not person.holds(*ROLES[Duty(duty)]):
                self.add_error("person", _("这个人没有对应的角色。"))
        return cleaned

    @property
    def to(self) -> User | TaskForce:
        """Who takes over."""
        is_force = self.cleaned_data["duty"] == Duty.TASK_FORCE
        return self.cleaned_data["task_force" if is_force else "person"]


class PersonForm(Form):
    """Whose 交接清单 is shown."""

    person = WordField(label=_("人员"), route="projects:person_names", empty_label=None)
