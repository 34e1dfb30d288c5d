"""Whether a firm has a file already, under a name that is nearly the same."""

import re

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Length

from enterprises.models import Enterprise, EnterpriseAlias
from enterprises.named import is_whole
from enterprises.names import PLACE, name_keys, plain

LEGAL_FORM = re.compile(r"(股份)?有限(责任)?公司(.{2,4}分公司)?$|集团$|公司$|分公司$|厂$")
SHORTEST = 2  # characters of a name's core that say something


def core_of(name: str) -> str:
    """The part of a firm's name that tells it from others: 长步道光学科技 of 湖南长步道光学科技有限公司."""
    text = plain(name)
    core = LEGAL_FORM.sub("", PLACE.sub("", text))
    return core if len(core) >= SHORTEST else text


def namesakes(*names: str) -> QuerySet[Enterprise]:
    """Firms, not merged ones, whose names or other names sound or read nearly the same as one of these."""
    found = Enterprise.objects.none()
    for name in filter(None, names):
        core = core_of(name)
        if len(core) < SHORTEST:
            continue
        alike = is_whole(core) | is_whole(name_keys(core).pinyin)
        aliases = EnterpriseAlias.objects.filter(alike).values("enterprise")
        inside = Enterprise.objects.alias(said=Value(plain(name)), length=Length("short_name"))
        inside = inside.filter(length__gt=SHORTEST, said__contains=F("short_name")).values("pk")
        found |= Enterprise.objects.filter(alike)
        found |= Enterprise.objects.filter(search_keys__contains=core) if len(core) > SHORTEST else found
        found |= Enterprise.objects.filter(pk__in=aliases) | Enterprise.objects.filter(pk__in=inside)
    return found.filter(merged_into__isnull=True).distinct()
