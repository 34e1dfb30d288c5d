"""Which firm a row of a table means: by its code, then its full name, then its short name, then another name."""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from core.sheets.kinds import Said, Wrong
from enterprises.codes import WrongCode, checked_code
from enterprises.firm.duplicates import NameBook
from enterprises.models import Enterprise, EnterpriseQuerySet


class FirmFinder:
    """Finds firms among those that a person sees (`firms`), for the length of one import. The cell of the code is
    `uscc`.
    """

    def __init__(self, firms: EnterpriseQuerySet) -> None:
        self.firms = firms

    @cached_property
    def book(self) -> NameBook:
        """The names of all firms."""
        return NameBook()

    def find(self, code: str, called: Sequence[tuple[str, str, str]]) -> Enterprise | None:
        """The firm of a code, or of names: each with its cell and whether it is a `full_name` or a `short_name`.

        None for one that has no file. Raises Wrong where two firms are called so, where the firm of the name has
        another code, and for a firm that this person does not see.
        """
        if code and (found := self.book.coded(code)):
            return self._seen(found, "uscc")
        for cell, column, name in called:
            if alike := self.book.called(name, column):
                return self._one(alike, cell, code)
        for cell, _column, name in called:
            if alike := self.book.bearing(name):
                return self._one(alike, cell, code)
        return None

    def must_find(self, said: Said, cell: str) -> Enterprise:
        """The firm of a row about a firm that is on file already, by its code or by any name in a cell.

        Raises Wrong where there is none, too.
        """
        name, typed = said.get(cell) or "", said.get("uscc") or ""
        try:
            code = checked_code(typed) if typed else ""
        except WrongCode as error:
            raise Wrong("uscc", error) from error
        if firm := self.find(code, [(cell, "full_name", name), (cell, "short_name", name)]):
            return firm
        if not (name or code):
            raise Wrong("uscc", _("请填统一社会信用代码或企业名称。"))
        near = self.firms.filter(pk__in=self.book.near(name))[:3] if name else []
        words = {"name": name or code, "near": "、".join(map(str, near))}
        told = _("没有找到“%(name)s”，是不是%(near)s？") if near else _("没有找到“%(name)s”，请先导入这家企业。")
        raise Wrong(cell if name else "uscc", told % words)

    def _one(self, alike: Collection[int], cell: str, code: str) -> Enterprise:
        if len(alike) > 1:
            raise Wrong(cell, _("有两家企业叫这个名称，请填统一社会信用代码。"))
        firm = self._seen(next(iter(alike)), cell)
        if code and firm.uscc and firm.uscc != code:
            raise Wrong("uscc", _("系统里这家企业的代码是 %(code)s，请核对代码或名称。") % {"code": firm.uscc})
        return firm

    def _seen(self, key: int, cell: str) -> Any:
        found = self.firms.filter(pk=key).first()
        if found is None:
            raise Wrong(cell, _("这家企业已有档案，但你没有查看它的权限。"))
        return found
