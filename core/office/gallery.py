"""What the component page shows: one invented example of every part."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Lamp
from core.kernel.drawing.widgets import Chips, LampPicker, Segmented
from core.kernel.forms import Form
from core.kernel.sense import Amount, Planned
from core.office.photo_fields import PhotosField


class GalleryForm(Form):
    """Every control of ours, and the plain ones."""

    done = forms.CharField(label=gettext_lazy("本周完成"), max_length=300, widget=forms.Textarea({"rows": 3}))
    invested_wan = Amount(
        label=gettext_lazy("本周完成投资（万元）"),
        help_text=gettext_lazy("累计 68,420 / 总投资 126,000"),
    )
    lamp = forms.ChoiceField(
        label=gettext_lazy("申报灯"),
        choices=[(Lamp.GREEN, Lamp.GREEN.label), (Lamp.AMBER, Lamp.AMBER.label), (Lamp.RED, Lamp.RED.label)],
        widget=LampPicker,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("方式"),
        choices=[("onsite", gettext_lazy("上门")), ("phone", gettext_lazy("电话")), ("video", gettext_lazy("视频"))],
        widget=Segmented(icons={"onsite": "door-open", "phone": "telephone", "video": "camera-video"}),
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("谈到"),
        choices=[("trouble", gettext_lazy("开工有何困难")), ("talent", gettext_lazy("人才引进"))],
        widget=Chips,
        required=False,
    )
    on = Planned(label=gettext_lazy("日期"))
    stage = forms.ChoiceField(label=gettext_lazy("阶段"), choices=[("", "——"), ("build", gettext_lazy("开工"))])
    funds = forms.BooleanField(label=gettext_lazy("有融资需求"), required=False)
    photos = PhotosField(
        label=gettext_lazy("现场照片"), help_text=gettext_lazy("最多 6 张，不要求定位"), required=False
    )


@dataclass(frozen=True)
class Row:
    """A line of the sample table."""

    lamp: Lamp
    name: str
    firm: str
    total_wan: Decimal | None
    node: str
    due: dt.date | None
    is_example: bool = True


SWATCHES = [
    {"css": css, "name": name, "value": value, "contrast": contrast}
    for css, name, value, contrast in (
        ("ink", gettext_lazy("正文"), "#16202e", "16.40"),
        ("ink2", gettext_lazy("次要"), "#465366", "7.81"),
        ("ink3", gettext_lazy("说明"), "#5b687b", "5.66"),
        ("accent", gettext_lazy("强调"), "#1d4f91", "8.14"),
        ("navy", gettext_lazy("顶栏"), "#10284a", "14.74"),
        ("red", gettext_lazy("红灯字"), "#b3261e", "6.54"),
        ("amber", gettext_lazy("黄灯字"), "#7a4d00", "7.27"),
        ("green", gettext_lazy("绿灯字"), "#1b6b3a", "6.54"),
    )
]
LAMP_WORDS = [
    (Lamp.RED, gettext_lazy("逾期 12 天")),
    (Lamp.AMBER, gettext_lazy("余 4 天")),
    (Lamp.GREEN, gettext_lazy("按期")),
    (Lamp.GREY, gettext_lazy("未到期")),
    (Lamp.DONE, gettext_lazy("已销号")),
]
LAMP_SHAPES = [
    (Lamp.RED, gettext_lazy("方形叹号")),
    (Lamp.AMBER, gettext_lazy("三角叹号")),
    (Lamp.GREEN, gettext_lazy("实心圆")),
    (Lamp.GREY, gettext_lazy("空心圆，未到期或待补录")),
    (Lamp.DONE, gettext_lazy("实心圆带勾")),
]
BAR = [
    {"label": gettext_lazy("全部"), "count": 39, "param": "lamp", "value": ""},
    {"label": Lamp.RED.label, "count": 4, "param": "lamp", "value": "red", "lamp": "red"},
    {"label": Lamp.GREEN.label, "count": 21, "param": "lamp", "value": "green", "lamp": "green"},
]
TIMELINE = [
    {"week": 48, "who": "程听澜", "system": "red", "declared": "green", "done": "三层浇筑完成。", "next": "四层支模。"},
    {"week": 47, "who": "程听澜", "system": "red", "declared": "amber", "done": "二层验收通过。", "next": "三层绑扎。"},
]
REFUSED = {"refused-done": "", "refused-invested_wan": "八百六", "refused-on": "2026-13-01", "refused-kind": "phone"}


def gallery(today: dt.date) -> dict[str, Any]:
    """The context of the component page. The refused form is bound to wrong input."""
    long_name = "棱界精密模组及光学镜头智能化生产基地（二期）扩建项目"
    rows = [
        Row(Lamp.RED, "楚澜电驱总成项目", "楚澜电驱有限公司", Decimal(126000), _("竣工验收"), today),
        Row(Lamp.AMBER, long_name, "棱界光学", Decimal("7500.5"), _("开工"), today),
        Row(Lamp.GREY, "未载节点的项目", "示例园区", None, _("待补录"), None, False),
    ]
    typed = {"lamp": Lamp.GREEN, "kind": "onsite", "on": today, "invested_wan": Decimal(1120)}
    return {
        "swatches": SWATCHES,
        "lamps": list(Lamp),
        "lamp_words": LAMP_WORDS,
        "lamp_rules": LAMP_SHAPES,
        "bar": BAR,
        "timeline": TIMELINE,
        "form": GalleryForm(initial=typed),
        "refused": GalleryForm(REFUSED, prefix="refused"),
        "rows": rows,
        "page": Paginator(range(65), 20).page(2),
    }
