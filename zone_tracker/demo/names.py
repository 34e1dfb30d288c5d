"""Invented names: people, firms, and credit codes whose check digit is right but whose region does not exist."""

import random
from collections.abc import Iterable, Iterator
from functools import lru_cache

from stdnum.cn import uscc

from core.sealed import ring
from core.sealed.telephones import telephone_keys

SURNAMES = (
    "陆程许沈宋纪林周苏梁秦唐方孟韩顾温贺罗谢邵傅邓叶范姚卢汪任姜崔丁钟谭邱侯江尹薛"
    "段雷龙万毛武戴夏白龚文康施严洪翟裴席樊庄柏柯褚卓冉蔺"
)
FIRST = "听砚知予明望疏景清书牧若云临既北南锦澄星汐慕怀行见初远昭亦思言承允修则景叙闻以霁泊时延"
SECOND = "澜秋微安远舒桐行和遥怀水舟川然乔书野辰白亭岸溪洲墨弦越宁朗衡屿禾筠歌崧霖汀简澈原念深"
TITLES = ("总经理", "副总经理", "总经理办公室主任", "生产总监", "行政部经理", "财务总监", "项目部经理", "人力资源经理")

FIRM_FIRST = "澄泽砺湘岚朗砚同望锦启析光景明映棱麓衡智蓝沐益安云禾立川凌霁楚远拓北星屹隽昱瀚恒铭骏"
FIRM_SECOND = "观澜川屿驿桥山嵩野峤岸微垣曜砚汀界禾芯原汐辰棠岚埠正衡陆凌舟图澈岳珩石帆麟野森序"
NOT_INVENTED = frozenset({"许知远"})  # combinations that would name somebody known
REGION = "91430199"  # no such district: the codes can belong to nobody


def people(dice: random.Random, taken: Iterable[str] = ()) -> Iterator[str]:
    """Names of people, none twice, none of those taken."""
    seen = {*NOT_INVENTED, *taken}
    while True:
        name = dice.choice(SURNAMES) + dice.choice(FIRST) + dice.choice(SECOND)
        if name not in seen and name[1] != name[2]:
            seen.add(name)
            yield name


def firm_words(dice: random.Random, taken: Iterable[str]) -> Iterator[str]:
    """Two-character names of firms, none twice, none of those taken."""
    seen = set(taken)
    while True:
        word = dice.choice(FIRM_FIRST) + dice.choice(FIRM_SECOND)
        if word not in seen and word[0] != word[1]:
            seen.add(word)
            yield word


def credit_code(number: int) -> str:
    """A unified social credit code with a right check digit."""
    digits = f"{REGION}MA4E{number:05d}"
    return digits + uscc.calc_check_digit(digits)


def telephone(number: int) -> str:
    """A number from a block that nobody answers."""
    return f"1380000{number % 10000:04d}"


def sealed_telephone(number: int) -> str:
    """The same as the tables hold it, for rows that are poured in: there are ten thousand, each is sealed once."""
    return _sealed(telephone(number))


@lru_cache(maxsize=10_000)
def _sealed(text: str) -> str:
    return ring.seal(text, telephone_keys(text))
