"""统一社会信用代码: 18 characters with a check digit (GB 32100-2015).

The check digit is python-stdnum's; its `validate` refuses the codes of rural co-operatives and agencies, whose first
two places may be letters, so the form of a code is checked here.
"""

from django.utils.translation import gettext as _
from stdnum.cn import uscc

from core.typed.cleaning import narrow

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # the standard leaves out I, O, S, V and Z
REGION = slice(2, 8)


class WrongCode(ValueError):
    """A code that cannot be one; the words say why."""


def checked_code(text: str) -> str:
    """Return the code in its normal form: capital letters, no blanks. Raises WrongCode saying what is wrong with it."""
    code = uscc.compact(narrow(text))
    if len(code) != LENGTH:
        raise WrongCode(_("应为 %(wanted)d 位，现在是 %(n)d 位。") % {"wanted": LENGTH, "n": len(code)})
    for place, character in enumerate(code, start=1):
        if character not in ALPHABET:
            raise WrongCode(_("第 %(place)d 位不能是“%(it)s”。") % {"place": place, "it": character})
    region = code[REGION]
    if not (region.isascii() and region.isdecimal()):
        raise WrongCode(_("第 3 至 8 位是登记地区，只能是数字。"))
    if code[-1] != uscc.calc_check_digit(code[:-1]):
        raise WrongCode(_("校验位不对，请核对每一位。"))
    return code
