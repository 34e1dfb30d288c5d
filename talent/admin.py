"""The administrators keep what the zone offers to talents; the register itself belongs to the talent officers."""

from django.contrib import admin

from core.office.dictionaries import DictionaryAdmin
from talent.models import CardGrade, Honour, TalentPlatform, TalentService


@admin.register(Honour)
class HonourAdmin(DictionaryAdmin):
    """The honours that there are. Who holds one is kept with the person, by the talent officers."""

    list_display = ("name",)
    fields = ("name",)


@admin.register(TalentPlatform)
class TalentPlatformAdmin(DictionaryAdmin):
    """Places that train and attract people, and the firm that carries each."""

    list_display = ("name", "kind", "enterprise")
    list_select_related = ("enterprise",)
    list_filter = ("kind",)


@admin.register(TalentService)
class TalentServiceAdmin(DictionaryAdmin):
    """What the zone does for people who come."""

    list_display = ("name",)


@admin.register(CardGrade)
class CardGradeAdmin(DictionaryAdmin):
    """The grades of green cards, what each gives and for how long."""

    list_display = ("name", "months", "rights")
