"""How the firms without a visit are narrowed."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy

from core.kernel.filters import ZoneFilterSet
from enterprises.models import Enterprise, VisitTier

ALL = "all"  # firms within their days too


class GapFilter(ZoneFilterSet):
    """By tier, and whether firms that were visited in time are shown as well."""

    q = django_filters.CharFilter(label=gettext_lazy("企业"), method="by_name", max_length=60)
    tier = django_filters.ModelChoiceFilter(
        label=gettext_lazy("层级"), queryset=VisitTier.objects.all(), method="by_tier"
    )
    show = django_filters.ChoiceFilter(
        label=gettext_lazy("范围"), choices=[(ALL, gettext_lazy("含未到提示天数的"))], method="by_show"
    )

    class Meta:
        model = Enterprise
        fields: list[str] = []

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.named_like(text)

    def by_tier(self, queryset: Any, _name: str, tier: VisitTier) -> Any:
        return queryset.filter(present__tier=tier.pk)

    def by_show(self, queryset: Any, _name: str, _value: str) -> Any:
        return queryset

    @property
    def shows_all(self) -> bool:
        """Whether firms within their days are asked for too."""
        self.form.is_valid()
        return self.form.cleaned_data.get("show") == ALL
