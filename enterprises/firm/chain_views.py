"""The page of 产业链图."""

from django.http import HttpResponse
from django.shortcuts import render

from core.kernel.http import HttpRequest
from core.kernel.pages import load
from core.models import Cluster
from enterprises.firm.chain import neighbours_of, picture_of
from enterprises.models import Enterprise


def chain(request: HttpRequest) -> HttpResponse:
    """产业链图 of a cluster; with a firm chosen, its suppliers and customers in the zone stand out."""
    clusters = list(Cluster.objects.all())
    key = request.GET.get("cluster", "")
    cluster = next((each for each in clusters if each.key == key), clusters[0] if clusters else None)
    asked, firm = request.GET.get("firm", ""), None
    if asked.isascii() and asked.isdecimal() and len(asked) < 10:
        firm = load(request, Enterprise.objects.all(), pk=int(asked))
    context = {
        "clusters": clusters,
        "cluster": cluster,
        "picture": picture_of(cluster, request.user) if cluster else None,
        "firm": firm,
        "neighbours": neighbours_of(firm, request.user) if firm else None,
    }
    return render(request, "enterprises/chain.html", context)
