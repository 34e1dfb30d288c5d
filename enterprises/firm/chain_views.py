"""The page of 产业链图."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.kernel.access import may_open
from core.kernel.http import HttpRequest
from core.kernel.pages import load, page_of
from core.models import Cluster
from core.typed.cleaning import is_key
from enterprises.firm.chain import firms_at, neighbours_of, picture_of
from enterprises.models import SEES_ALL_FIRMS, Enterprise

FIRMS_A_PAGE = 60


def chain(request: HttpRequest) -> HttpResponse:
    """产业链图 of a cluster; with a firm chosen, its suppliers and customers in the zone stand out; with a link chosen,
    all its firms are listed.
    """
    clusters = list(Cluster.objects.all())
    key = request.GET.get("cluster", "")
    cluster = next((each for each in clusters if each.key == key), clusters[0] if clusters else None)
    number = _number(request, "firm")
    firm = load(request, Enterprise.objects.all(), pk=number) if number else None
    neighbours = neighbours_of(firm, request.user) if firm else None
    marked = {firm.pk, *neighbours.firms} if firm and neighbours else set()
    told = request.user.holds(*SEES_ALL_FIRMS) and may_open(request.user, "enterprises:figures_list")
    outputs_on = timezone.localdate() if told else None
    picture = picture_of(cluster, request.user, marked, outputs_on=outputs_on) if cluster else None
    chosen = picture.spot(_number(request, "link")) if picture else None
    context = {
        "clusters": clusters,
        "cluster": cluster,
        "picture": picture,
        "firm": firm,
        "neighbours": neighbours,
        "marked": marked,
        "chosen": chosen,
    }
    if chosen:
        firms = firms_at(chosen.link, request.user)
        context["page_obj"] = page_of(request, firms, size=FIRMS_A_PAGE, count=chosen.seen)
    return render(request, "enterprises/chain.html", context)


def _number(request: HttpRequest, name: str) -> int | None:
    """The number of a row that the address asks for, if it is one."""
    asked = request.GET.get(name, "")
    return int(asked) if is_key(asked) else None
