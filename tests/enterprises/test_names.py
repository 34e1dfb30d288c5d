"""Search keys: every reading within the bound, the usual one first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sealed.telephones import telephone_keys
from enterprises.names import (
    INNER,
    LONG_NAME,
    MOST_OF_LONG,
    MOST_READINGS,
    MOST_WORDS,
    grams,
    name_keys,
    plain,
    spellings,
    text_keys,
    without_place,
)

LONG = "湖南长步道光学科技股份有限公司"


def keys(*names: str) -> list[str]:
    """The names in every spelling, without what begins at their later words."""
    return [key for key in name_keys(*names).search_keys.split(" ") if not key.startswith(INNER)]


def words(*names: str) -> list[str]:
    """What begins at the later words of the names."""
    return [key[1:] for key in name_keys(*names).search_keys.split(" ") if key.startswith(INNER)]


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
    assert name_keys("") == name_keys("，。😀 ") == ("", "", "")


def test_an_unknown_character_stands_for_itself() -> None:
    assert keys("㐂光") == ["㐂光", "㐂guang", "㐂g"]


def test_a_very_long_name_costs_little() -> None:
    made = name_keys("乐行长重" * 50)
    assert len(made.pinyin) == 200
    assert len(made.search_keys.split(" ")) <= 1 + 2 * MOST_OF_LONG
    signs = name_keys(" ".join(["乐行长重"] * 50))
    assert len(signs.search_keys.split(" ")) <= (1 + MOST_WORDS) * (1 + 2 * MOST_OF_LONG)


@given(st.text(max_size=30))
def test_a_name_is_found_by_itself_whatever_it_is(text: str) -> None:
    assert plain(text) in name_keys(text).search_keys
    assert plain(plain(text)) == plain(text)


@given(st.text(max_size=30), st.integers(0, 30), st.integers(1, 8))
def test_every_part_of_a_key_has_its_grams_in_the_index(text: str, start: int, length: int) -> None:
    made = name_keys(text)
    kept = set(made.search_grams.split(" "))
    for key in filter(None, made.search_keys.split(" ")):
        part = key.lstrip(INNER)[start : start + length]
        assert set(grams(part)) - {""} <= kept, part


def test_the_ends_of_a_name_are_marked() -> None:
    assert {"<长", "长步", "道>", "长", "<c", "d>"} <= set(name_keys("长步道").search_grams.split(" "))
    assert "<道" not in name_keys("长步道").search_grams.split(" ")


def test_later_words_of_a_name_and_what_follows_its_place_are_marked() -> None:
    assert words("湖南长步道光学")[:1] == ["长步道光学"]
    assert "cbdgx" in words("湖南长步道光学")
    assert {"光学2", "guangxue2", "gx2", "2"} <= set(words("ＡＢＣ 光学-2"))
    assert words("长步道") == []


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [("長步道", "长步道"), ("析微儀器", "析微仪器"), ("澄觀光學", "澄观光学"), ("株洲", "株洲"), ("長沙", "长沙")],
)
def test_traditional_characters_are_plain_as_simplified_ones(traditional: str, simplified: str) -> None:
    assert plain(traditional) == simplified
    assert plain(traditional) in keys(simplified)


def test_a_name_keeps_the_reading_of_the_character_that_was_written() -> None:
    """乾 is simplified to 干 where it means dry; in a name it is qian."""
    assert name_keys("张乾").pinyin == "zhangqian"
    assert "zq" in keys("张乾")


@pytest.mark.parametrize(
    ("text", "spelled"),
    [("光wei", ["guangwei", "gwei"]), ("xi光", ["xiguang", "xig"]), ("析微", []), ("xiwei", []), ("析2", []), ("", [])],
)
def test_characters_and_letters_mixed_are_spelled(text: str, spelled: list[str]) -> None:
    assert spellings(text) == spelled


def test_a_mixed_text_is_spelled_in_every_reading() -> None:
    assert {"changbd", "zhangbd"} <= set(spellings("长bd"))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("长沙析微", "析微"),
        ("湖南长沙析微", "析微"),
        ("湖南省析微", "析微"),
        ("析微", ""),
        ("湖南", ""),
        ("示例园析微", "析微"),
    ],
)
def test_a_place_before_a_name_is_left_out(text: str, rest: str) -> None:
    assert without_place(text, ["示例", "示例园"]) == rest


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("138 0000 1234", ["13800001234", "1234"]),
        ("+86 138-0000-1234", ["13800001234", "1234"]),
        ("１３８００００１２３４", ["13800001234", "1234"]),
        ("0731-85880000", ["073185880000", "85880000", "0000"]),
        ("120", ["120"]),
        ("", []),
        ("无", []),
    ],
)
def test_a_telephone_is_found_as_a_whole_or_by_its_end(number: str, found: list[str]) -> None:
    assert telephone_keys(number) == found


def test_a_sentence_is_kept_as_it_is_written() -> None:
    assert text_keys("想早日，拿到證") == ("", "想早日拿到证", text_keys("想早日拿到证").search_grams)
    assert text_keys("，") == ("", "", "")
