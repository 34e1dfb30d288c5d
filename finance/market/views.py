"""Pages of 金融超市: the market of a firm, one product, and what is done with it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import load, page_of
from core.models import User
from enterprises.models import Enterprise
from finance.forms import NO_INSTITUTION
from finance.market.forms import EndForm, ProductForm, SituationForm
from finance.market.lists import products_found
from finance.market.matching import Match, Situation, Verdict, matched
from finance.market.situation import TICKS, File, as_said, file_of
from finance.models import SEES_FINANCE, Institution, Measure, Product

BEST = 3  # products on a firm's page


@opens_default("products")
def market(request: HttpRequest) -> HttpResponse:
    """金融超市: what fits a firm in its situation, what misses one condition, and what institutions promised."""
    found, (form, file, situation) = products_found(request), _situation(request)
    filters = found.filter
    rows = list(found.rows)
    matches = matched(rows, situation)
    is_past, is_asked = filters.is_past, not situation.is_blank
    shown = matches if is_past or not is_asked else [each for each in matches if each.verdict != Verdict.FAR]
    need, count = file.need if file else None, Counter(each.verdict for each in matches)
    context = {
        "filter": filters,
        "situation": form,
        "ticks": [form[name] for name in TICKS],
        "file": file,
        "page_obj": page_of(request, shown),
        "far": [each for each in matches if each.verdict == Verdict.FAR] if is_asked and not is_past else [],
        "count": {each.value: count[each] for each in Verdict},
        "products": len(rows),
        "institutions": len({each.institution_id for each in rows}),
        "is_past": is_past,
        "is_asked": is_asked,
        "promises": promises(request.user),
        "need": need,
        "may_pass": need is not None and request.user.has_perm("finance.change_financingneed"),
        "sees_all": request.user.holds(*SEES_FINANCE),
        "tab": "market",
    }
    return render(request, "finance/market.html", context)


def _situation(request: HttpRequest) -> tuple[SituationForm, File | None, Situation]:
    """The form with what is known; a firm chosen anew begins with its file, whatever was ticked for another."""
    form = SituationForm(request.GET, user=request.user)
    form.is_valid()
    said = form.cleaned_data
    firm: Enterprise | None = said.get("firm") or (said["need"].enterprise if said.get("need") else None)
    file = file_of(firm, request.user, said.get("need")) if firm else None
    known = file.situation if file else Situation()
    mark = str(firm.pk) if firm else "-"
    if said.get("said") == mark:
        known = as_said(known, form.ticked, said.get("years"), said.get("need_wan"))
    fresh = SituationForm(
        user=request.user,
        initial={
            **{name: getattr(known, name) for name in (*TICKS, "years", "need_wan")},
            "firm": firm,
            "need": file.need if file else None,
            "said": mark,
        },
    )
    fresh.told = form.errors
    return fresh, file, known


@dataclass(frozen=True)
class Promise:
    """What an institution promised, by which branch and for whom, and the products that fulfil some of it."""

    who: str
    measures: list[str]
    for_whom: str
    source: str
    products: list[Product]
    is_ours: bool  # whether this person is told of its products


def promises(user: User) -> list[Promise]:
    """Promises are public; which products fulfil them is told of one's own institution only."""
    today, found = timezone.localdate(), dict[tuple[Any, ...], list[Measure]]()
    rows = Measure.objects.filter(institution__isnull=False).select_related("institution", "branch")
    for row in rows.order_by("institution__name", "pk"):
        found.setdefault((row.institution, row.branch, row.for_whom, row.source), []).append(row)
    own = set(Institution.objects.visible_to(user).values_list("pk", flat=True))
    fulfilled: dict[int, dict[int, Product]] = {}
    offered = Product.objects.visible_to(user).offered(today).prefetch_related("fulfils")
    for product in offered:
        for each in product.fulfils.all():
            fulfilled.setdefault(each.measure_id, {})[product.pk] = product
    return [
        Promise(
            str(branch or bank),
            [each.name for each in measures],
            for_whom,
            source,
            list({key: row for each in measures for key, row in fulfilled.get(each.pk, {}).items()}.values()),
            bank.pk in own,
        )
        for (bank, branch, for_whom, source), measures in found.items()
    ]


def best_for(firm: Enterprise, user: User) -> tuple[File, list[Match]]:
    """The best products for a firm as its file has it; none of those that miss a condition."""
    file, today = file_of(firm, user), timezone.localdate()
    rows = Product.objects.visible_to(user).offered(today).with_used().select_related("institution", "branch")
    found = [each for each in matched(rows, file.situation) if not each.misses]
    return file, found[:BEST]


def firm_products(request: HttpRequest, pk: int) -> HttpResponse:
    """适合的产品, for the firm's page; empty where none is offered at all."""
    firm = load(request, Enterprise.objects.all(), pk=pk)
    file, found = best_for(firm, request.user)
    return render(request, "finance/_firm_products.html", {"firm": firm, "file": file, "matches": found})


# --- One product -------------------------------------------------------------------------------------------------
def product_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One product with its terms, whom it is for, what it fulfils, and what came of it."""
    product = _load(request, pk)
    return _show(request, product, EndForm())


def _load(request: HttpRequest, pk: int, permission: str = "") -> Product:
    return load(request, Product.objects.with_used().select_related("institution", "branch"), permission, pk=pk)


def _show(request: HttpRequest, product: Product, end: EndForm) -> HttpResponse:
    may_change = request.user.has_perm("finance.change_product", product)
    today = timezone.localdate()
    context = {
        "product": product,
        "conditions": matched([product], Situation())[0].conditions,
        "measures": product.measures.all(),
        "offers": product.passings.visible_to(request.user).count(),
        "lines": product.lines.visible_to(request.user).totals(),
        "is_offered": product.is_offered(today),
        "may_change": may_change,
        "end": end if may_change and product.ends_on is None else None,
        "tab": "market",
    }
    return render(request, "finance/product_detail.html", context)


def product_create(request: HttpRequest) -> HttpResponse:
    """登记产品; a repeated tap registers nothing."""
    return _edit(request, None)


def product_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a product; one that has ended stays as it was."""
    product = _load(request, pk, "finance.change_product")
    if product.ends_on is not None:
        messages.warning(request, _("产品已停办，不再修改。"))
        return redirect("finance:product_detail", pk=pk)
    return _edit(request, product)


def _edit(request: HttpRequest, product: Product | None) -> HttpResponse:
    if not request.user.holds(*SEES_FINANCE) and not Institution.objects.visible_to(request.user).exists():
        return render(request, "finance/desk.html", {"nowhere": NO_INSTITUTION, "tab": "market"})
    sent = request.method == "POST"
    form = ProductForm(request.POST if sent else None, instance=product, user=request.user)
    if sent and (saved := form.save_once()):
        messages.success(request, _("已保存产品“%(name)s”") % {"name": saved.name})
        return redirect("finance:product_detail", pk=saved.pk)
    return render(request, "finance/product_form.html", {"form": form, "product": product})


def product_end(request: HttpRequest, pk: int) -> HttpResponse:
    """停办 with a reason; offers and lines keep the product."""
    product = _load(request, pk, "finance.change_product")
    form = EndForm(request.POST)
    ended = form.end(product) if form.is_valid() else None
    if ended is None:
        return _show(request, product, form)
    if ended:
        messages.success(request, _("已停办“%(name)s”，已有的报价和授信不受影响。") % {"name": product.name})
    else:
        messages.error(request, _("这个产品已经停办，没有再次保存。"))
    return redirect("finance:product_detail", pk=pk)
