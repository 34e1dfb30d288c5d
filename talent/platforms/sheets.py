"""People of platforms, and who took part in courses, in tables: one line for each."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from core.sheets.cells import Choice, Code, Day, Of
from core.sheets.kinds import Column, Data, Kind, Said, holding
from talent.enums import Attends
from talent.models import Attendance, Course, PlatformMember, Talent, TalentPlatform
from talent.platforms.forms import AttendanceForm, ResidentForm

WHO = Column(
    "talent",
    gettext_lazy("人才"),
    also=("姓名", "人才姓名"),
    value=lambda row: row.talent.label,
    note=gettext_lazy("姓名，重名的写“姓名 · 编号”，如 张示例 · R-000123；须已在名册"),
    example=gettext_lazy("张示例"),
    needed=True,
)
RESIDENT_COLUMNS = (
    Column("platform", gettext_lazy("人才平台"), also=("平台", "平台名称"), needed=True),
    WHO,
    Column("role", gettext_lazy("角色"), also=("身份",), example=gettext_lazy("博士后")),
    Column("since", gettext_lazy("开始日期"), Day(), also=("进站日期", "进站时间"), example="2026-03-01", needed=True),
    Column("until", gettext_lazy("到期日期"), Day(), also=("约定出站日期",)),
)
ATTENDANCE_COLUMNS = (
    Column(
        "course",
        gettext_lazy("培训班"),
        also=("培训班名称", "班次"),
        note=gettext_lazy("须已登记"),
        needed=True,
    ),
    WHO,
    Column("state", gettext_lazy("参训情况"), Choice(lambda: Attends.choices), also=("情况", "是否结业"), needed=True),
    Column("certificate", gettext_lazy("证书编号"), Code(), also=("证书号",), note=gettext_lazy("已结业的才有")),
)


class OfPeople(Kind):
    """Rows of a person in something else: found by both."""

    is_personal = True
    same: tuple[str, ...] = ()  # what says of a line which row it is

    def rows(self) -> QuerySet[Any]:
        found: Any = self.model._default_manager
        return found.visible_to(self.user).select_related(*(name for name in self.same if name != "since"))

    def find(self, said: Said, answer: str) -> Any:
        meant = {name: said.get(name) for name in self.same}
        if any(not value or isinstance(value, str) for value in meant.values()):
            return None
        return self.rows().filter(**meant).first()

    def _people(self) -> QuerySet[Talent]:
        return Talent.objects.visible_to(self.user)


class ResidentKind(OfPeople):
    """平台人员: one person at one platform since a day."""

    key, model = "platform_members", PlatformMember
    title, counted = gettext_lazy("平台人员"), gettext_lazy("条")
    about = gettext_lazy("谁从哪天起在哪个人才平台")
    route, list_route = "talent:resident_create", "talent:resident_list"
    same = ("platform", "talent", "since")

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # pyright: ignore[reportIncompatibleVariableOverride]  # as this person may fill them
        return holding(RESIDENT_COLUMNS, platform=Of(TalentPlatform.objects.all), talent=Of(self._people))

    def form(self, row: Any, data: Data | None) -> Any:
        return ResidentForm(data, instance=row, user=self.user)

    def url(self, row: Any) -> str:
        return reverse("talent:platform_detail", args=[row.platform_id])


class AttendanceKind(OfPeople):
    """参训记录: one person on one course."""

    key, model = "attendances", Attendance
    title, counted = gettext_lazy("参训记录"), gettext_lazy("条")
    about = gettext_lazy("谁参加了哪个培训班，结业没有")
    route, list_route = "talent:attendance_create", "talent:attendance_list"
    same = ("course", "talent")

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # pyright: ignore[reportIncompatibleVariableOverride]  # as this person may fill them
        courses = Of(lambda: Course.objects.visible_to(self.user))
        return holding(ATTENDANCE_COLUMNS, course=courses, talent=Of(self._people))

    def form(self, row: Any, data: Data | None) -> Any:
        return AttendanceForm(data, instance=row, user=self.user)

    def url(self, row: Any) -> str:
        return reverse("talent:course_detail", args=[row.course_id])
