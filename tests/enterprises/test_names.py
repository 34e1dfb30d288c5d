"""Search keys: every reading within the bound, the usual one first."""

from hypothesis import given
from hypothesis import strategies as st

from enterprises.names import LONG_NAME, MOST_OF_LONG, MOST_READINGS, name_keys, plain

LONG = "湖南长步道光学科技股份有限公司"


def keys(*names: str) -> list[str]:
    return name_keys(*names).search_keys.split(" ")


def test_a_polyphone_is_kept_in_both_readings() -> None:
    assert keys("长步道") == ["长步道", "zhangbudao", "changbudao", "zbd", "cbd"]
    assert name_keys("长步道").pinyin == "zhangbudao"


def test_several_polyphones_are_kept_in_all_combinations() -> None:
    found = keys("重乐")
    assert {first + second for first in ("zhong", "chong", "tong") for second in ("le", "yue")} <= set(found)
    assert {first + second for first in "zct" for second in "ly"} <= set(found)
    assert len(found) == len(set(found)) == 1 + 6 + 6


def test_a_word_of_the_dictionary_is_sorted_by_its_own_reading_and_found_by_the_others() -> None:
    assert name_keys("重庆").pinyin == "chongqing"
    assert {"chongqing", "zhongqing", "cq", "zq"} <= set(keys("重庆"))


def test_a_short_name_is_bounded_and_its_single_unusual_readings_come_first() -> None:
    found = keys("曾单解乐重长行")
    spelled = [key for key in found if key.startswith(("ceng", "zeng"))]
    assert len(spelled) == MOST_READINGS
    assert {"zengdanjielezhongzhanghang", "cengchanjielezhongzhanghang"} & set(spelled)
    assert len(found) <= 1 + 2 * MOST_READINGS


def test_a_long_name_keeps_the_readings_that_its_words_leave_open() -> None:
    assert len(LONG) > LONG_NAME
    found = keys(LONG)
    assert "hnzbdgxkjgfyxgs" in found
    assert "hncbdgxkjgfyxgs" in found
    assert any("changbudao" in key for key in found)
    assert len(found) <= 1 + 2 * MOST_OF_LONG


def test_letters_digits_and_other_names_stand_beside_each_other() -> None:
    assert keys("ＡＢＣ 光学-2", "Optics Ltd.", "9143-01", "") == [
        "abc光学2",
        "abcguangxue2",
        "abcgx2",
        "opticsltd",
        "914301",
    ]


def test_nothing_and_signs_have_no_keys() -> None:
    assert name_keys("") == name_keys("，。😀 ") == ("", "")


def test_an_unknown_character_stands_for_itself() -> None:
    assert keys("㐂光") == ["㐂光", "㐂guang", "㐂g"]


def test_a_very_long_name_costs_little() -> None:
    made = name_keys("乐行长重" * 50)
    assert len(made.pinyin) == 200
    assert len(made.search_keys.split(" ")) <= 1 + 2 * MOST_OF_LONG


@given(st.text(max_size=30))
def test_a_name_is_found_by_itself_whatever_it_is(text: str) -> None:
    assert plain(text) in name_keys(text).search_keys
    assert plain(plain(text)) == plain(text)
