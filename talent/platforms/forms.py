"""Forms of platforms and courses."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import DateInput, Segmented
from core.kernel.forms import OnceForm, RegisterForm
from core.kernel.locks import locked
from core.kernel.naming import NameField
from core.models import User
from enterprises.models import Enterprise
from talent.care.forms import CareForm
from talent.enums import Attends
from talent.models import Attendance, Course, PlatformMember, PlatformResult, Talent, TalentPlatform

MOST_AT_ONCE = 100  # people among whom one ticks


class HostForm(RegisterForm):
    """依托企业 of a platform. Name and kind are the administrators'."""

    enterprise = NameField(label=_("依托企业"), route="enterprises:firm_names", required=False)

    class Meta:
        model = TalentPlatform
        fields = ["enterprise"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].offer(Enterprise.objects.visible_to(self.user))


class GatheredForm(CareForm):
    """A row of a platform or a course, signed by who records it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.by = self.user


class ResidentForm(GatheredForm):
    """登记进站."""

    talent = NameField(label=_("人才"), route="talent:person_names")

    class Meta:
        model = PlatformMember
        fields = ["platform", "talent", "role", "since", "until"]
        widgets = {"since": DateInput, "until": DateInput}
        help_texts = {"role": _("如：院士、博士后、合作导师、学员。"), "until": _("约定的出站日期；没有约定的不填。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate


class ResultForm(GatheredForm):
    """登记成果, with what shows it."""

    people = ()

    class Meta:
        model = PlatformResult
        fields = ["platform", "kind", "what", "n", "on", "source"]
        widgets = {"on": DateInput}
        help_texts = {"n": _("同一依据的几项一起登记，如一批授权专利。"), "source": _("文号、证书号或验收材料。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate


class CourseForm(GatheredForm):
    """培训班. Somebody holds it: a platform, a firm, or a house outside."""

    people = ()
    firms = ("enterprise",)
    enterprise = NameField(label=_("承办企业"), route="enterprises:firm_names", required=False)

    class Meta:
        model = Course
        fields = ["name", "kind", "platform", "enterprise", "organiser", "begins_on", "ends_on", "hours"]
        widgets = {"begins_on": DateInput, "ends_on": DateInput}
        help_texts = {"organiser": _("平台、企业、主办单位至少填一个。")}

    def clean(self) -> dict[str, Any]:
        """It ends after it began, and somebody holds it."""
        said = super().clean()
        begins, ends = said.get("begins_on"), said.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("结班日期早于开班日期。"))
        held = ("platform", "enterprise", "organiser")
        if not any(said.get(name) for name in held) and not any(name in self.errors for name in held):
            self.add_error("organiser", _("平台、企业、主办单位至少填一个。"))
        return said


class AttendanceForm(GatheredForm):
    """参训记录 of one person."""

    talent = NameField(label=_("人才"), route="talent:person_names")

    class Meta:
        model = Attendance
        fields = ["course", "talent", "state", "certificate"]
        widgets = {"state": Segmented}
        help_texts = {"certificate": _("已结业的才有。")}

    def clean(self) -> dict[str, Any]:
        """A certificate is for who finished."""
        said = super().clean()
        if said.get("certificate") and said.get("state") != Attends.DONE:
            self.add_error("certificate", _("已结业的才有证书。"))
        return said


class AttendForm(OnceForm):
    """Several people at once: those who are ticked are on the course in this state, the others stay as they are.

    Sent twice it says the same twice, and nothing more is made.
    """

    talents = forms.ModelMultipleChoiceField(
        label=_("人才"),
        queryset=Talent.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少勾选一人。")},
    )
    state = forms.ChoiceField(label=_("参训情况"), choices=Attends.choices, initial=Attends.ENROLLED, widget=Segmented)

    def __init__(self, *args: Any, people: QuerySet[Talent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["talents"].queryset = people

    @transaction.atomic
    def keep(self, course: Course, by: User) -> tuple[int, int]:
        """How many came onto the course, and of how many the state changed. Under a lock on the course."""
        locked(Course, course.pk)
        state, added, changed = self.cleaned_data["state"], 0, 0
        known = {row.talent_id: row for row in course.attendances.all()}
        for person in self.cleaned_data["talents"]:
            row = known.get(person.pk)
            if row is None:
                Attendance.objects.create(course=course, talent=person, state=state, by=by)
                added += 1
            elif row.state != state:
                row.state = state
                row.certificate = row.certificate if state == Attends.DONE else ""
                row.save()
                changed += 1
        return added, changed
