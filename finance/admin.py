"""The administrators keep the banks, who works for which, and the measures; credit lines belong to the officers."""

from django.contrib import admin

from core.office.dictionaries import DictionaryAdmin
from finance.forms import InstitutionForm
from finance.models import BankMember, Branch, Institution, Measure


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
    autocomplete_fields = ("institution",)


@admin.register(Measure)
class MeasureAdmin(DictionaryAdmin):
    """What the 金融超市 offers."""

    list_display = ("name",)
