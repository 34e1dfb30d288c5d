"""保存视图: keep a list as it is filtered, rename it, share it, throw it away."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.forms import RegisterForm
from core.kernel.http import HttpRequest
from core.kernel.pages import load
from core.models import SavedView
from core.sheets.export_views import export_for, listing_called
from core.sheets.lists import Export, Listing

LONGEST = 2_000  # characters of a query


class ViewForm(RegisterForm):
    """The name of a view, whom it is shared with, and whether the list opens with it."""

    shared = forms.BooleanField(label=gettext_lazy("与本部门共享"), required=False)

    class Meta:
        model = SavedView
        fields = ("name", "is_default")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "shared", "is_default"])
        shared, department = self.fields["shared"], self.user.department
        if department:
            shared.initial = self.instance.department_id is not None
            shared.help_text = _("%(department)s的人都能打开；各人仍只看到自己能看的内容。") % {
                "department": department
            }
        else:
            del self.fields["shared"]

    def explain(self, error: IntegrityError) -> None:
        """A name that is taken, also by a press of the same second; and two defaults in one second."""
        if "saved_view_name_once" in str(error):
            self.add_error("name", _("你在这份清单里已有同名的视图，请换一个名称。"))
        elif "saved_view_one_default" in str(error):
            self.add_error("is_default", _("刚才已把另一个视图设为默认，请再保存一次。"))
        else:
            super().explain(error)

    def save(self, commit: bool = True) -> SavedView:
        """One default a person and list: the one before steps back."""
        view, own = self.instance, SavedView.objects.filter(by=self.user, list_key=self.instance.list_key)
        view.department = self.user.department if self.cleaned_data.get("shared") else None
        view.saved_at = timezone.now()
        if view.is_default:
            for other in own.filter(is_default=True).exclude(pk=view.pk).select_for_update():
                other.is_default = False
                other.save(update_fields=["is_default"])
        return super().save(commit)


def view_save(request: HttpRequest, key: str) -> HttpResponse:
    """Save the list as it is filtered now under a name."""
    listing = listing_called(key)
    if listing.place:  # a week is a page of its own, with nothing to keep
        raise Http404(key)
    query = QueryDict(request.POST.get("query", "")) if request.method == "POST" else request.GET
    export = export_for(request, key, query)
    words = export.readable.urlencode()
    if len(words) > LONGEST:
        messages.warning(request, _("条件太长，不能保存为视图，请减少条件。"))
        return redirect(listing.url(export.query))
    view = SavedView(list_key=key, query=words, columns=export.chosen, by=request.user)
    form = ViewForm(request.POST if request.method == "POST" else None, instance=view, user=request.user)
    if request.method == "POST" and (saved := form.save_once()):
        messages.success(request, _("已保存视图“%(name)s”。") % {"name": saved})
        return redirect(_opened(listing, saved))
    asked = request.GET.urlencode() if request.method == "GET" else request.POST.get("query", "")
    return _page(request, form, export, asked, listing.url(export.query))


def _page(request: HttpRequest, form: ViewForm, export: Export, query: str, back: str) -> HttpResponse:
    context = {
        "form": form,
        "listing": export.listing,
        "words": export.words,
        "query": query,
        "back": back,
        "columns": [column.head for column in export.offered if column.name in export.chosen],
    }
    return render(request, "core/export/view_form.html", context)


def _opened(listing: Listing, view: SavedView) -> str:
    """The page of the list, opened with a view."""
    address = listing.url(QueryDict(view.query))
    return f"{address}{'&' if '?' in address else '?'}view={view.pk}"


def view_open(request: HttpRequest, pk: int) -> HttpResponse:
    """The link of a view: its list, filtered and in its order. Raises Http404, also where the list is closed."""
    view = load(request, SavedView.objects.all(), pk=pk)
    listing = listing_called(view.list_key)
    if not listing.may_open(request.user):
        raise Http404(view.list_key)
    return redirect(_opened(listing, view))


def _own(request: HttpRequest, pk: int) -> SavedView:
    """One's own view. Raises Http404, and PermissionDenied for one that somebody else shared."""
    view = load(request, SavedView.objects.select_related("department"), pk=pk)
    if view.by_id != request.user.pk:
        raise PermissionDenied(view.name)
    return view


@transaction.atomic
def view_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a view, share it or not, open the list with it or not."""
    view = _own(request, pk)
    listing = listing_called(view.list_key)
    export = Export(listing, request.user, QueryDict(view.query), view.columns)
    form = ViewForm(request.POST if request.method == "POST" else None, instance=view, user=request.user)
    if request.method == "POST" and form.save_once():
        messages.success(request, _("已保存视图“%(name)s”。") % {"name": view})
        return redirect(_opened(listing, view))
    return _page(request, form, export, view.query, _opened(listing, view))


def view_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a view away; the list stays as it is."""
    view = _own(request, pk)
    name, listing = view.name, listing_called(view.list_key)
    view.delete()
    messages.success(request, _("已删除视图“%(name)s”。") % {"name": name})
    return redirect(f"{reverse(listing.route)}?view=0")  # all of it, also where another view is the default
