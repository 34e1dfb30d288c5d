"""The working calendar in tables: a row is a day off or a make-up day, as a notice of the State Council lists them.

What was counted with the calendar of before is counted again by the next tick (core/office/following.py).
"""

import datetime as dt
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.sense import Planned
from core.models import CalendarYear, Workday
from core.office.dictionaries import StateForm
from core.sheets.cells import Choice, Day, Text
from core.sheets.kinds import Column, Data, Kind, Said, Wrong

OFF, WORKED = gettext_lazy("放假"), gettext_lazy("上班")


class HolidayForm(StateForm):
    """A day as the administrators' page keeps it, and by which notice the days of its year are known."""

    on = Planned(label=gettext_lazy("日期"))
    is_working = forms.TypedChoiceField(
        label=gettext_lazy("放假或上班"),
        choices=[(False, OFF), (True, WORKED)],
        coerce=lambda value: str(value) == "True",
    )
    source = forms.fields_for_model(CalendarYear, ["source"])["source"]

    class Meta:
        model = Workday
        fields = ("on", "is_working", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].required = False
        if self.instance.pk:
            known = CalendarYear.objects.filter(year=self.instance.on.year).first()
            self.initial["source"] = known.source if known else ""

    def save(self, commit: bool = True) -> Workday:
        """The day, and its year: announced by the notice, or, when its cell was emptied, by none."""
        saved, source = super().save(commit=commit), self.cleaned_data["source"]
        if "source" in self.changed_data:
            year = saved.on.year
            if source:
                CalendarYear.objects.update_or_create(year=year, defaults={"source": source})
            else:
                CalendarYear.objects.filter(year=year).delete()
        return saved


class HolidayKind(Kind):
    """节假日: found by its day."""

    key, model = "holidays", Workday
    title, counted = gettext_lazy("节假日与调休"), gettext_lazy("天")
    about = gettext_lazy("国务院办公厅每年的放假安排")
    route, list_route = "admin:core_workday_add", "admin:core_workday_changelist"
    order = ("on",)
    columns = (
        Column("on", gettext_lazy("日期"), Day(), example=dt.date(2027, 1, 1), needed=True),
        Column(
            "is_working",
            gettext_lazy("放假或上班"),
            Choice(lambda: [(False, OFF), (True, WORKED)]),
            also=("类型", "安排"),
            example=OFF,
            note=gettext_lazy("调休上班的周末填“上班”；新填的日期必填"),
        ),
        Column("name", gettext_lazy("名称"), also=("节日", "节假日", "节日名称"), example=gettext_lazy("元旦")),
        Column(
            "source",
            gettext_lazy("来源"),
            Text(),
            also=("依据", "文件"),
            example=gettext_lazy("国办发明电〔2026〕7号"),
            note=gettext_lazy("填通知的名称和文号，表示这一年的安排已公布；这一年此后不再标“按推算”"),
        ),
    )

    @cached_property
    def sources(self) -> dict[int, str]:
        """The notice of each year; asked for again when a row has been written."""
        return dict(CalendarYear.objects.values_list("year", "source"))

    def rows(self) -> QuerySet[Any]:
        return Workday.objects.all()

    def own_cells(self, row: Any) -> dict[str, Any]:
        return super().own_cells(row) | {"source": self.sources.get(row.on.year)}

    def find(self, said: Said, answer: str) -> Any:
        on = said.get("on")
        return Workday.objects.filter(on=on).first() if isinstance(on, dt.date) else None

    def permit(self, row: Any) -> None:
        if not self.may_import(self.user):
            raise Wrong("on", _("你没有维护工作日历的权限。"))

    def form(self, row: Any, data: Data | None) -> Any:
        return HolidayForm(data, instance=row)

    def save(self, form: Any, said: Said, answer: str) -> Any:
        saved = form.save()
        self.__dict__.pop("sources", None)
        return saved

    def remove(self, row: Any) -> None:
        """A year of which no day is left is not announced any longer."""
        year = row.on.year
        super().remove(row)
        if not Workday.objects.filter(on__year=year).exists():
            CalendarYear.objects.filter(year=year).delete()
        self.__dict__.pop("sources", None)

    def number(self, row: Any) -> int:
        return row.on.toordinal()

    def load(self, key: int) -> Any:
        return Workday.objects.filter(on=dt.date.fromordinal(key)).first() if key > 0 else None
