"""Which firm a row of a table means: by its code, then its full name, then its short name, then another name."""

from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from core.sheets.kinds import Said, Wrong
from enterprises.codes import WrongCode, checked_code
from enterprises.firm.duplicates import NameBook
from enterprises.models import Enterprise, EnterpriseQuerySet

MOST_TOLD = 5  # firms of one name that are named


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

    @cached_property
    def mine(self) -> frozenset[int]:
        """The keys of the firms that the person sees."""
        return frozenset(self.firms.order_by().values_list("pk", flat=True))

    def find(self, code: str, called: Sequence[tuple[str, str, str]]) -> Enterprise | None:
        """The firm of a code, or of names: each with its cell and whether it is a `full_name` or a `short_name`.

        None for one that has no file. Raises Wrong where two firms are called so, where the firm of the name has
        another code, and for a firm that this person does not see: whoever brings in firms makes no second file.
        """
        if code and (found := self.book.coded(code)):
            return self._seen(found, "uscc")
        for cell, alike in self._called(called):
            if alike:
                return self._one(alike, cell, code)
        return None

    def must_find(self, said: Said, cell: str) -> Enterprise:
        """The firm of a row about a firm that is on file already, by its code or by any name in a cell.

        Raises Wrong where there is none, too, and in the same words for one that this person does not see: nobody
        learns from a refusal which firms there are.
        """
        name, typed = said.get(cell) or "", said.get("uscc") or ""
        try:
            code = checked_code(typed) if typed else ""
        except WrongCode as error:
            raise Wrong("uscc", error) from error
        if not (name or code):
            raise Wrong("uscc", _("请填统一社会信用代码或企业名称。"))
        if code and (found := self.book.coded(code)) in self.mine:
            return self._seen(found, "uscc")
        for place, alike in self._called([(cell, "full_name", name), (cell, "short_name", name)]):
            if ours := self.mine & alike:
                return self._one(ours, place, code)
        raise Wrong(cell if name else "uscc", self._not_found(name, code))

    def _called(self, called: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, Set[int]]]:
        """The firms of each name, with its cell: first those of which it is the name, then those that bear it too."""
        for cell, column, name in called:
            yield cell, self.book.called(name, column)
        for cell, _column, name in called:
            yield cell, self.book.bearing(name)

    def _not_found(self, name: str, code: str) -> str:
        near = self.firms.filter(pk__in=self.book.near(name))[:3] if name else []
        words = {"name": name or code, "near": "、".join(map(str, near))}
        if near:
            return _("没有找到“%(name)s”，是不是%(near)s？") % words
        if self.book.keys.keys() <= self.mine:
            return _("没有找到“%(name)s”，请先导入这家企业。") % words
        return _("没有找到“%(name)s”：没有这家企业，或者不由你联系。") % words

    def _one(self, alike: Set[int], cell: str, code: str) -> Enterprise:
        if len(alike) > 1:
            shared = self.firms.filter(pk__in=alike)[:MOST_TOLD]
            words = {"firms": "、".join(_with_code(firm) for firm in shared)}
            raise Wrong(cell, _("这个名称不止一家企业在用：%(firms)s。请填统一社会信用代码。") % words)
        firm = self._seen(next(iter(alike)), cell)
        if code and firm.uscc and firm.uscc != code:
            raise Wrong("uscc", _("系统里这家企业的代码是 %(code)s，请核对代码或名称。") % {"code": firm.uscc})
        return firm

    def _seen(self, key: int, cell: str) -> Any:
        found = self.firms.filter(pk=key).first()
        if found is None:
            raise Wrong(cell, _("这家企业已有档案，但你没有查看它的权限。"))
        return found


def _with_code(firm: Enterprise) -> str:
    return f"{firm} {firm.uscc or ''}".strip()
