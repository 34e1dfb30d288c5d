"""Forms of teams: the team, who belongs to it, the project that it works on, and the ends of all three."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.drawing.widgets import DateInput
from core.kernel.figures import date_cell
from core.kernel.locks import locked
from core.kernel.naming import NameField
from projects.models import Project
from talent.care.forms import CareForm, EndForm
from talent.models import Team, TeamMember, TeamProject


class OfTeamsForm(CareForm):
    """A row of a team, signed by who records it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.by = self.user

    def clean(self) -> dict[str, Any]:
        """Nothing is registered with a team that was disbanded; it is locked, so that it is not meanwhile."""
        said = super().clean()
        team = said.get("team")
        if team and locked(Team, team.pk).ended_on and self.instance.pk is None:
            self.add_error("team", _("团队已解散，不能再登记。"))
        if team and said.get("talent") == team.leader:
            self.add_error("talent", _("带头人已在团队中，不用再登记。"))
        return said


class TeamForm(OfTeamsForm):
    """登记团队. Without a highland it is that of the firm."""

    people = ("leader",)
    firms = ("enterprise",)
    leader = NameField(label=_("带头人"), route="talent:person_names")
    enterprise = NameField(label=_("企业"), route="enterprises:firm_names", required=False)

    class Meta:
        model = Team
        fields = ["name", "leader", "enterprise", "cluster", "since", "until"]
        widgets = {"since": DateInput, "until": DateInput}
        help_texts = {
            "enterprise": _("不填即带头人所在的企业。"),
            "cluster": _("不选即企业所在的产业高地。"),
            "since": _("组建的日期。"),
            "until": _("约定的最后一天；没有约定的不填。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        """A team was there before who belongs to it and what it works on."""
        said = super().clean()
        if self.instance.pk is None and said.get("leader") and not said.get("enterprise"):
            said["enterprise"] = said["leader"].enterprise
        if self.instance.pk and said.get("since"):
            rows = [*self.instance.members.all(), *self.instance.works.all()]
            if (first := min((row.since for row in rows), default=None)) and said["since"] > first:
                self.add_error("since", _("晚于成员或项目的日期 %(on)s。") % {"on": date_cell(first)})
        return said


class TeammateForm(OfTeamsForm):
    """成员入队."""

    talent = NameField(label=_("人才"), route="talent:person_names")

    class Meta:
        model = TeamMember
        fields = ["team", "talent", "role", "since", "until"]
        widgets = {"since": DateInput, "until": DateInput}
        help_texts = {"until": _("约定的最后一天；没有约定的不填。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate


class TeamworkForm(OfTeamsForm):
    """关联项目: among the projects that this person sees."""

    people = ()
    project = NameField(label=_("项目"), route="talent:project_names")

    class Meta:
        model = TeamProject
        fields = ["team", "project", "what", "since", "until"]
        widgets = {"since": DateInput, "until": DateInput}
        help_texts = {
            "what": _("团队在项目里承担什么。"),
            "since": _("从哪天起做这个项目。"),
            "until": _("约定的最后一天；没有约定的不填。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].offer(Project.objects.visible_to(self.user))
        self.fields["since"].initial = timezone.localdate


class DisbandForm(EndForm):
    """解散: with the team end its members and its works."""

    def end(self, row: Team, _by: Any) -> Any:
        """Raises ValidationError as the verb does."""
        return row.disband(on=self.cleaned_data["on"], why=self.cleaned_data["why"])
