"""The administrators keep the institutions and who works for which; credit lines belong to the finance officers."""

from django.contrib import admin

from core.kernel.dictionaries import DictionaryAdmin
from finance.models import BankMember, Institution


@admin.register(Institution)
class InstitutionAdmin(DictionaryAdmin):
    """Banks, venture firms, guarantors and lessors."""

    list_display = ("name", "kind")
    list_filter = ("kind",)
    search_fields = ("name",)


@admin.register(BankMember)
class BankMemberAdmin(DictionaryAdmin):
    """Which institution a person with the bank role belongs to: without a row here they see nothing."""

    list_display = ("user", "institution")
    autocomplete_fields = ("user", "institution")
