"""Pages of the yearly list of key projects: the lists that were made, and the page on which a leader makes one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Role
from core.kernel.drawing.widgets import Segmented
from core.kernel.http import HttpRequest
from core.office.seen import OverForm
from projects.enums import Listing
from projects.life.yearly import FIRST_YEAR, Choice, begins, candidates, decide, finished_in, going_on
from projects.models import KeyList, Project

GOING_ON = [(Listing.KEPT, Listing.KEPT.label), (Listing.DROPPED, Listing.DROPPED.label)]


class KeyListForm(OverForm):
    """For each project of the year before whether it stays, and why not; and which others come in."""

    def __init__(self, *args: Any, year: int, made: KeyList | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        self.watch([made] if made else [])
        self.staying = list(going_on(year).with_names().with_standing())
        self.coming = list(candidates(year).with_names())
        said = {each.project_id: each for each in made.entries.all()} if made else {}
        self.added = {pk for pk, entry in said.items() if entry.outcome == Listing.ADDED}
        for project in self.staying:
            entry = said.get(project.pk)
            dropped = entry is not None and entry.outcome == Listing.DROPPED
            self.fields[f"go_{project.pk}"] = forms.ChoiceField(
                label=project.name,
                choices=GOING_ON,
                initial=Listing.DROPPED if dropped else Listing.KEPT,
                widget=Segmented,
            )
            self.fields[f"why_{project.pk}"] = forms.CharField(
                label=gettext_lazy("移出理由"),
                max_length=200,
                required=False,
                initial=entry.reason if entry and dropped else "",
                widget=forms.TextInput({"placeholder": _("移出的写明理由")}),
            )
        for project in self.coming:
            self.fields[f"add_{project.pk}"] = forms.BooleanField(label=project.name, required=False)

    def overwritten(self, said: dict[str, Any]) -> KeyList | None:
        """The list of the year, when there is one: two leaders may go over it at the same time."""
        return KeyList.objects.filter(year=self.year).first()

    def clean(self) -> dict[str, Any]:
        """What is dropped, is dropped for a reason."""
        cleaned = super().clean() or self.cleaned_data
        for project in self.staying:
            if cleaned.get(f"go_{project.pk}") == Listing.DROPPED and not cleaned.get(f"why_{project.pk}"):
                self.add_error(f"why_{project.pk}", _("请写明移出%(project)s的理由。") % {"project": project.name})
        return cleaned

    def choices(self) -> dict[Project, Choice]:
        """What was decided of each project."""
        said = self.cleaned_data
        kept = {
            each: Choice(Listing(said[f"go_{each.pk}"]), said[f"why_{each.pk}"])
            if said[f"go_{each.pk}"] == Listing.DROPPED
            else Choice(Listing.ADDED if each.pk in self.added else Listing.KEPT)
            for each in self.staying
        }
        return kept | {each: Choice(Listing.ADDED) for each in self.coming if said[f"add_{each.pk}"]}

    def staying_rows(self) -> list[tuple[Project, forms.BoundField, forms.BoundField]]:
        """Each project of the year before with its two fields."""
        return [(each, self[f"go_{each.pk}"], self[f"why_{each.pk}"]) for each in self.staying]

    def coming_rows(self) -> list[tuple[Project, forms.BoundField]]:
        """Each project that may come in, with its box."""
        return [(each, self[f"add_{each.pk}"]) for each in self.coming]


def key_lists(request: HttpRequest) -> HttpResponse:
    """Leads to the list that is due: next year's from December on, this year's before."""
    today = timezone.localdate()
    return redirect("projects:key_list", today.year + 1 if today.month == 12 else today.year)


@transaction.atomic
def key_list(request: HttpRequest, year: int) -> HttpResponse:
    """年度重点项目清单: a leader makes it; others read what was decided."""
    now = timezone.now()
    this_year = timezone.localdate(now).year
    if not FIRST_YEAR <= year <= this_year + 1:
        raise Http404(year)
    made = KeyList.objects.filter(year=year).select_related("by").first()
    open_to_change = year >= this_year
    form = None
    if request.user.holds(Role.LEADER) and open_to_change:
        form = KeyListForm(request.POST or None, year=year, made=made)
        if request.method == "POST" and form.is_valid():
            decide(year, form.choices(), by=request.user, now=now)
            messages.success(request, _("已确定 %(year)s 年重点项目清单。") % {"year": year})
            return redirect("projects:key_list", year)
    elif request.method == "POST":
        raise Http404(year)
    entries = made.entries.select_related("project") if made else []
    context = {
        "year": year,
        "form": form,
        "begins": begins(year, timezone.localdate(now)),
        "made": made,
        "entries": entries,
        "finished": finished_in(year),
        "years": range(this_year + 1, this_year - 3, -1),
        "counted": Project.objects.visible_to(request.user).key().of_year(year).count(),
    }
    return render(request, "projects/life/key_list.html", context)
