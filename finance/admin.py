"""The administrators keep the banks, who works for which, and the measures; credit lines belong to the officers."""

from django.contrib import admin
from django.http import HttpRequest

from core.office.dictionaries import DictionaryAdmin
from finance.forms import InstitutionForm
from finance.market.forms import ProductStateForm
from finance.models import BankMember, Branch, Institution, Measure, MoneyLimit, Product


@admin.register(Institution)
class InstitutionAdmin(DictionaryAdmin):
    """Banks, venture firms, guarantors and lessors."""

    form = InstitutionForm
    list_display = ("name", "kind")
    list_filter = ("kind",)
    search_fields = ("name",)


@admin.register(BankMember)
class BankMemberAdmin(DictionaryAdmin):
    """Which institution a person with the bank role belongs to: without a row here they see nothing."""

    list_display = ("user", "institution")
    autocomplete_fields = ("user", "institution")


@admin.register(Branch)
class BranchAdmin(DictionaryAdmin):
    """Where institutions are in the zone."""

    list_display = ("name", "institution")
    list_select_related = ("institution",)
    search_fields = ("name",)
    autocomplete_fields = ("institution",)


@admin.register(Measure)
class MeasureAdmin(DictionaryAdmin):
    """What institutions promised in public."""

    list_display = ("name", "institution", "branch", "for_whom")
    list_select_related = ("institution", "branch")
    list_filter = ("institution",)
    search_fields = ("name",)
    autocomplete_fields = ("institution", "branch")


@admin.register(Product)
class ProductAdmin(DictionaryAdmin):
    """What institutions offer; its end, and which measures it fulfils, are kept on its page."""

    form = ProductStateForm
    list_display = ("name", "institution", "kind", "ends_on")
    list_select_related = ("institution",)
    list_filter = ("kind", "institution")
    search_fields = ("name",)
    autocomplete_fields = ("institution", "branch")


@admin.register(MoneyLimit)
class MoneyLimitAdmin(DictionaryAdmin):
    """From which amount on a second person looks; 50 亿 while there is no row."""

    list_display = ("most_wan",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """One row at most."""
        return super().has_add_permission(request) and not MoneyLimit.objects.exists()
