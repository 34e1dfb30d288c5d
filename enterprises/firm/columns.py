"""Columns of tables by which a firm is named, under the heads that offices commonly use."""

from typing import Any

from django.utils.translation import gettext_lazy

from core.sheets.cells import Code
from core.sheets.kinds import Column

CODE = "91430100MA4L000013"  # of an example


def code_column(**more: Any) -> Column:
    """统一社会信用代码."""
    return Column(
        "uscc", gettext_lazy("统一社会信用代码"), Code(), also=("信用代码", "社会信用代码"), example=CODE, **more
    )


def firm_column(name: str, *also: str, **more: Any) -> Column:
    """企业, in the cell `name`: by any of its names, or its code. `also` are heads of its own kind of table."""
    heads = ("企业名称", "企业简称", "企业全称", *also)
    return Column(name, gettext_lazy("企业"), also=heads, **more)
