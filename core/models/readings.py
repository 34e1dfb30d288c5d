"""How the names of people are read, so that lists have them in the order in which everybody looks for them."""

import re

# Surnames that are read otherwise than the character is elsewhere; two characters before one.
SURNAMES = {
    "万俟": "mo qi",
    "令狐": "ling hu",
    "宇文": "yu wen",
    "尉迟": "yu chi",
    "澹台": "tan tai",
    "皇甫": "huang fu",
    "长孙": "zhang sun",
    "乐": "yue",
    "仇": "qiu",
    "任": "ren",
    "佴": "nai",
    "冼": "xian",
    "华": "hua",
    "单": "shan",
    "卜": "bu",
    "句": "gou",
    "召": "shao",
    "员": "yun",
    "区": "ou",
    "宁": "ning",
    "尉": "wei",
    "应": "ying",
    "折": "she",
    "晁": "chao",
    "曾": "zeng",
    "朴": "piao",
    "柏": "bai",
    "查": "zha",
    "洗": "xian",
    "燕": "yan",
    "盖": "ge",
    "相": "xiang",
    "祭": "zhai",
    "种": "chong",
    "秘": "bi",
    "纪": "ji",
    "繁": "po",
    "缪": "miao",
    "翟": "zhai",
    "能": "nai",
    "葛": "ge",
    "行": "xing",
    "覃": "qin",
    "解": "xie",
    "谌": "chen",
    "车": "che",
    "过": "guo",
    "逄": "pang",
    "那": "na",
    "郗": "xi",
    "重": "chong",
    "长": "zhang",
    "阚": "kan",
    "隗": "wei",
    "黑": "he",
}
LETTERS = re.compile(r"[^a-z0-9]+")


def written(reading: str) -> str:
    """A reading as it is compared: small letters, one blank between syllables."""
    return " ".join(LETTERS.sub(" ", reading.lower()).split())


def reading_of(name: str, corrected: str = "") -> str:
    """By what a person's name is sorted: its pinyin syllable by syllable, the surname as a surname is read.

    `corrected` is what people wrote of it, who know better; it stands for the whole name.
    """
    if corrected:
        return written(corrected)[:120]
    surname = next((each for each in (name[:2], name[:1]) if each in SURNAMES and len(name) > len(each)), "")
    from pypinyin import lazy_pinyin  # slow to import, paid only where a name is saved

    rest = lazy_pinyin(name[len(surname) :])
    return written(" ".join([SURNAMES.get(surname, ""), *rest]))[:120]
