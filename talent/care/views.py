"""Pages of the services: for each register its list, the form of a row, its correction and its end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import load, page_of
from core.sheets.lists import Listing
from core.typed.cleaning import asked_for, is_key
from talent.care import flats, forms, lists
from talent.care.showing import shown
from talent.models import FlatWish, Talent, Tenancy, back_in_line

TAKE_BACK = "take_back"  # the name of the button that says it never was
Label = Any
PERSON_HEAD = gettext_lazy("人才")


@dataclass(frozen=True)
class Register:
    """One service: its routes begin with `name`, and `tab` is the one that is lit."""

    name: str
    tab: str
    listing: Listing
    form: type[forms.CareForm]
    new: Label
    none: Label
    end_form: type[Any] | None = None
    end_word: Label = ""
    hint: Label = ""
    dates: tuple[Label, Label] = (gettext_lazy("开始"), gettext_lazy("结束"))  # heads of the two days; "": has none
    took_back: Callable[[Any], object] = lambda _row: None
    back: Callable[[Any], str] | None = None  # the page to which a row belongs, where that is no person's
    about: Mapping[str, type[Any]] = field(default_factory=dict)  # what a form may be opened for, beside a person
    head: Label = PERSON_HEAD  # of the column that says whose the row is
    may: str = "talent.change_talent"
    stands_alone: bool = False  # a row has a page of its own, to which nobody is sent who took it back

    @property
    def model(self) -> Any:
        """The model of its rows."""
        return self.form._meta.model

    def url(self, what: str, *args: Any) -> str:
        """One of its pages."""
        return reverse(f"talent:{self.name}_{what}", args=args)


CARDS = Register(
    "card", "cards", lists.CARDS, forms.CardForm, gettext_lazy("登记绿卡"), gettext_lazy("还没有绿卡"),
    forms.EndForm, gettext_lazy("注销"), gettext_lazy("到期续期另发一张，从原卡到期次日起；一人同一天只有一张有效。"),
)  # fmt: skip
TENANCIES = Register(
    "tenancy", "flats", lists.TENANCIES, forms.TenancyForm, gettext_lazy("登记入住"), gettext_lazy("还没有入住"),
    forms.EndForm, gettext_lazy("退租"),
    gettext_lazy("一套房同一天只能有一户，一人同一天只住一套；重叠的登记会被拒绝。"),
    took_back=back_in_line,
)  # fmt: skip
WISHES = Register(
    "wish", "flats", lists.WISHES, forms.WishForm, gettext_lazy("登记轮候"), gettext_lazy("没有人轮候"),
    forms.WishEndForm, gettext_lazy("处理"), gettext_lazy("先按申请日期，同一天按登记先后；特批要写理由。"),
    dates=(gettext_lazy("申请日期"), gettext_lazy("处理日期")),
)  # fmt: skip
SCHOOLS = Register(
    "school", "schools", lists.SCHOOLS, forms.SchoolForm, gettext_lazy("登记上学"), gettext_lazy("还没有上学登记"),
    hint=gettext_lazy("只记家长、学段和学校；孩子的姓名、生日、性别一律不登记。"),
    dates=(gettext_lazy("进展日期"), ""),
)  # fmt: skip
HONOURS = Register(
    "honour", "honours", lists.HONOURS, forms.HonourForm, gettext_lazy("授予荣誉"), gettext_lazy("还没有人获得荣誉"),
    forms.HonourEndForm, gettext_lazy("撤销"), gettext_lazy("授予要有日期和依据，撤销要有原因。"),
    dates=(gettext_lazy("授予日期"), ""),
)  # fmt: skip
MENTORS = Register(
    "mentor", "mentors", lists.MENTORS, forms.MentorForm, gettext_lazy("登记师徒"), gettext_lazy("还没有师徒"),
    forms.MentorEndForm, gettext_lazy("出师或中止"), gettext_lazy("一位徒弟一个工种同时只有一位师傅。"),
)  # fmt: skip
FLATS = Register(
    "flat", "flats", flats.FLATS, forms.FlatForm, gettext_lazy("登记房源"), gettext_lazy("还没有房源"),
)  # fmt: skip
REGISTERS = (CARDS, TENANCIES, WISHES, SCHOOLS, HONOURS, MENTORS)


def list_of(register: Register) -> Callable[[HttpRequest], HttpResponse]:
    """The page of a register's list."""

    @opens_default(register.listing.key)
    def care_list(request: HttpRequest) -> HttpResponse:
        found, today = register.listing.found(request), timezone.localdate()
        page = page_of(request, found.rows)
        rows = [shown(row, today) for row in page.object_list]
        places = _places(request, rows) if register is WISHES else {}
        context = {
            "register": register,
            "filter": found.filter,
            "page_obj": page,
            "shown": rows,
            "places": places,
            "may_import": bool(register.listing.kind) and request.user.has_perm(register.may),
            "create_url": register.url("create") if request.user.has_perm(register.may) else "",
        }
        return render(request, "talent/care/list.html", context)

    return care_list


def _places(request: HttpRequest, rows: list[Any]) -> dict[int, int]:
    """The place in line of each who waits, as everybody sees it."""
    line = FlatWish.objects.visible_to(request.user).waiting().values_list("pk", flat=True)
    return {key: nth for nth, key in enumerate(line, start=1)} if rows else {}


def create_of(register: Register) -> Callable[[HttpRequest], HttpResponse]:
    """The form of a new row; a repeated tap makes nothing."""

    def care_create(request: HttpRequest) -> HttpResponse:
        return _edit(request, register, None)

    return care_create


def edit_of(register: Register) -> Callable[[HttpRequest, int], HttpResponse]:
    """The correction of a row, or that it never was."""

    def care_edit(request: HttpRequest, pk: int) -> HttpResponse:
        row = load(request, register.model.objects.all(), pk=pk)
        if request.method == "POST" and TAKE_BACK in request.POST:
            return _take_back(request, register, row)
        return _edit(request, register, row)

    return care_edit


def _take_back(request: HttpRequest, register: Register, row: Any) -> HttpResponse:
    back = _back(register, None) if register.stands_alone else _back(register, row)
    try:
        with transaction.atomic():
            register.took_back(row)
            row.delete()
    except ProtectedError:
        messages.error(request, _("还有记录属于它，先逐条撤回，再撤回它。"))
        return redirect(register.url("edit", row.pk))
    messages.success(request, _("已撤回，历史里留有记录。"))
    return redirect(back)


def _edit(request: HttpRequest, register: Register, row: Any) -> HttpResponse:
    sent = request.method == "POST"
    known = {} if row else known_from(request, register)
    form = register.form(request.POST if sent else None, instance=row, user=request.user, initial=known)
    if sent and (saved := form.save_once()):
        messages.success(request, _("已保存。"))
        return redirect(_back(register, saved))
    title = _("更正%(what)s") % {"what": register.listing.title} if row else str(register.new)
    return _page(request, form, title, _back(register, row), row)


def known_from(request: HttpRequest, register: Register) -> dict[str, Any]:
    """Whom and what the page is about from which the form was opened."""
    found = {}
    if register.form.people:
        found[register.form.people[0]] = asked_row(request, "talent", Talent)
    found |= {name: asked_row(request, name, model) for name, model in register.about.items()}
    return {name: row for name, row in found.items() if row is not None}


def asked_row(request: HttpRequest, name: str, model: Any) -> Any:
    """The row that an address names by its number, as far as this person sees it; None for any other text."""
    asked = asked_for(request, name)
    if not is_key(asked):
        return None
    return model.objects.visible_to(request.user).filter(pk=asked).first()


def end_of(register: Register) -> Callable[[HttpRequest, int], HttpResponse]:
    """The end of what holds, with a day and a reason."""

    def care_end(request: HttpRequest, pk: int) -> HttpResponse:
        row = load(request, register.model.objects.all(), pk=pk)
        if register.end_form is None:  # pragma: no cover  # such a register has no route of this kind
            raise LookupError(register.name)
        form = register.end_form(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            back = _back(register, row)
            try:
                with transaction.atomic():
                    done = form.end(row, request.user)
            except ObjectDoesNotExist as error:  # taken back at this moment
                raise Http404 from error
            except ValidationError as error:
                form.add_error(None, error)
            else:
                if done:
                    messages.success(request, _("已保存。"))
                else:
                    messages.error(request, _("已经办过，没有再次保存。"))
                return redirect(back)
        return _page(request, form, str(register.end_word), _back(register, row), None, about=row)

    return care_end


def _back(register: Register, row: Any) -> str:
    """The page of what the row belongs to, of the person, or the list."""
    if register.back and row is not None:
        return register.back(row)
    person = getattr(row, "talent_id", None) or getattr(row, "mentor_id", None)
    if person and not isinstance(row, Tenancy | FlatWish):
        return reverse("talent:talent_detail", args=[person])
    return reverse("talent:flat_list") if register.tab == "flats" else reverse(register.listing.route)


def _page(request: HttpRequest, form: Any, title: str, back: str, row: Any, about: Any = None) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "row": row, "told": about}
    return render(request, "talent/care/form.html", context)
