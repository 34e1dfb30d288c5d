"""统一社会信用代码: every slip of one place and every swap of neighbours is caught."""

import random

import pytest
from django.core.management import call_command
from stdnum.cn import uscc

from enterprises.codes import ALPHABET, WrongCode, checked_code


def valid_codes(count: int) -> list[str]:
    """Codes with a right check digit; the same at every run."""
    dice = random.Random(32100)
    found = []
    for _n in range(count):
        head = dice.choice(("91", "92", "93", "51", "12", "N2", "Y1"))
        body = f"{head}{dice.randrange(10**6):06d}" + "".join(dice.choices(ALPHABET, k=9))
        found.append(body + uscc.calc_check_digit(body))
    return found


def is_right(code: str) -> bool:
    try:
        return checked_code(code) == code
    except WrongCode:
        return False


def test_every_slip_and_every_swap_is_caught() -> None:
    """In so many codes each character stands at each place several times; what is caught depends on nothing else."""
    missed = []
    for code in valid_codes(250):
        assert is_right(code)
        for place, character in enumerate(code):
            slips = [code[:place] + other + code[place + 1 :] for other in ALPHABET if other != character]
            if place < 17 and code[place + 1] != character:
                slips.append(code[:place] + code[place + 1] + character + code[place + 2 :])
            missed += [slip for slip in slips if is_right(slip)]
    assert missed == []


# A good code as it is pasted: marks around and within it, and in full width.
PASTED = [
    "91350100M000100Y43\u200b",
    "\ufeff91350100M000100Y43",
    "9135\u200d0100\u2060M000100Y43",
    "\u202d91350100M000100Y43\u202c",
    "91350100M000100Y43\r\n",
    "９１３５０１００Ｍ０００１００Ｙ４３",
    "９１３５０１００ｍ０００１００ｙ４３",
]


@pytest.mark.parametrize("code", ["911100001000000020", "91350100M000100Y43", " 91 350100-m000100y43 ", *PASTED])
def test_right_codes(code: str) -> None:
    assert checked_code(code).startswith("91")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("91350100M000100Y4Z", "第 18 位不能是“Z”"),
        ("91350100M000100Y44", "校验位"),
        ("9135010OM000100Y43", "第 8 位不能是“O”"),
        ("913501A0M000100Y43", "登记地区"),
        ("91350100M000100Y4", "现在是 17 位"),
        ("", "现在是 0 位"),
        ("９１350100M000100Y4壹", "第 18 位"),
    ],
)
def test_wrong_codes_are_told_why(code: str, words: str) -> None:
    with pytest.raises(WrongCode, match=words):
        checked_code(code)


class TestCommand:
    def test_right_ones_end_well(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("check_code", "911100001000000020", "91350100M000100Y43")
        assert capsys.readouterr().out == "911100001000000020 ok\n91350100M000100Y43 ok\n"

    @pytest.mark.parametrize("code", PASTED)
    def test_a_pasted_one_is_shown_plain(self, capsys: pytest.CaptureFixture[str], code: str) -> None:
        call_command("check_code", code)
        assert capsys.readouterr().out == "91350100M000100Y43 ok\n"

    def test_a_wrong_one_is_told_and_ends_with_one(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            call_command("check_code", "911100001000000020", "91350100M000100Y4Z")
        assert ended.value.code == 1
        right, wrong = capsys.readouterr().out.splitlines()
        assert right == "911100001000000020 ok"
        assert wrong.startswith("91350100M000100Y4Z ")
        assert "18" in wrong
