"""新建链接: where the screen hangs, for how long, and which pages it shows in which order."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.kernel.forms import OnceForm
from core.kernel.sense import Count
from targets.enums import WallPage
from targets.models import QUICKEST, SLOWEST
from targets.wall.links import DAYS, MOST_DAYS


class WallForm(OnceForm):
    """A page with a number is shown, the lowest first; one without is not."""

    place = forms.CharField(label=_("屏幕位置"), max_length=30, help_text=_("如三楼会议室、大厅。"))
    days = Count(label=_("有效天数"), min_value=1, max_value=MOST_DAYS, initial=DAYS)
    seconds = Count(label=_("每页秒数"), min_value=QUICKEST, max_value=SLOWEST, initial=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, page in enumerate(WallPage, start=1):
            self.fields[f"order_{page}"] = Count(
                label=page.label, required=False, min_value=1, max_value=99, initial=place
            )

    def orders(self) -> list[forms.BoundField]:
        """The fields of the pages."""
        return [self[f"order_{page}"] for page in WallPage]

    def clean(self) -> dict[str, Any]:
        """Refuse a wall that would show nothing."""
        said = super().clean() or self.cleaned_data
        if not self.errors and not self._pages(said):
            self.add_error(None, forms.ValidationError(_("请至少给一页填上次序。"), code="no_page"))
        return said

    def chosen(self) -> dict[str, Any]:
        """What `links.make` takes."""
        said = self.cleaned_data
        return {name: said[name] for name in ("place", "days", "seconds", "client_id")} | {"pages": self._pages(said)}

    @staticmethod
    def _pages(said: dict[str, Any]) -> list[str]:
        numbered = [(said[f"order_{page}"], page) for page in WallPage if said.get(f"order_{page}")]
        return [str(page) for _number, page in sorted(numbered, key=lambda each: each[0])]
