"""The form of 文件."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.kernel.forms import OnceForm
from core.office.paper_fields import PapersField
from projects.models import Milestone, Project


class PapersForm(OnceForm):
    """Papers of a thing that is known already."""

    papers = PapersField()


class ProjectPapersForm(PapersForm):
    """Papers of a project, or of one of its nodes."""

    node = forms.ModelChoiceField(
        label=_("属于"), queryset=Milestone.objects.none(), required=False, empty_label=_("项目本身")
    )
    field_order = ["papers", "node"]

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].queryset = project.milestones.all()
        self.fields["node"].label_from_instance = lambda node: node.name
