"""The demo's people: synthetic, and the same in every demo.

Their numbers are valid, and yet nobody's: they begin with the code of a whole province, where a
person's number has that of a county.
"""

from datetime import date, timedelta
from random import Random
from typing import Final

import msgspec
from stdnum.cn import ric

from backend.core.bound import Scheme
from backend.core.permissions import Role

# Of every account of the demo, printed at every start: it protects nobody, for nobody is real.
PASSWORD: Final = "try-citypoints"  # noqa: S105 - as said
# The provinces that the shipped cities lie in.
PROVINCES: Final = {
    "fuzhou": "360000",
    "hangzhou": "330000",
    "rongcheng": "370000",
    "suqian": "320000",
    "suzhou": "320000",
    "weihai": "370000",
    "wuhu": "340000",
    "xiamen": "350000",
}
PROVINCE: Final = "360000"
FIRST_BIRTH: Final = date(1948, 1, 1)
BIRTH_DAYS: Final = 365 * 55
ORDERS: Final = 1000
PAIR: Final = (1, 2)

_FAMILY: Final = (
    "王 Wang,李 Li,张 Zhang,刘 Liu,陈 Chen,杨 Yang,赵 Zhao,黄 Huang,周 Zhou,吴 Wu,徐 Xu,孙 Sun,"
    "胡 Hu,朱 Zhu,高 Gao,林 Lin,何 He,郭 Guo,马 Ma,罗 Luo"
)
_GIVEN: Final = (
    "伟 Wei,芳 Fang,娜 Na,敏 Min,静 Jing,丽 Li,强 Qiang,磊 Lei,洋 Yang,艳 Yan,勇 Yong,军 Jun,"
    "杰 Jie,娟 Juan,涛 Tao,明 Ming,超 Chao,秀英 Xiuying,霞 Xia,平 Ping,刚 Gang,桂英 Guiying,"
    "玉兰 Yulan,建华 Jianhua,志强 Zhiqiang,晓燕 Xiaoyan,文博 Wenbo,雨桐 Yutong,子涵 Zihan,"
    "佳怡 Jiayi"
)


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A synthetic resident."""

    name: str
    number: str


class Colleague(msgspec.Struct, frozen=True, kw_only=True):
    """A synthetic member of a city's staff.

    Attributes:
        name: what they sign in with, from role and department, so that it need not be looked up.
    """

    name: str
    full_name: str
    role: Role
    department: str | None = None
    provider: str | None = None


def people(city: str, how_many: int) -> list[Person]:
    """A city's residents; fewer of them are the first of more."""
    chance = Random(f"people of {city}")  # noqa: S311 - repeatable, not secret
    found: dict[str, Person] = {}
    while len(found) < how_many:
        number = _number(chance, PROVINCES.get(city, PROVINCE))
        found[number] = Person(name=_full_name(chance), number=number)
    return list(found.values())


def staff(city: str, scheme: Scheme) -> list[Colleague]:
    """A city's staff: the first administrator first, and a collector for each department."""
    chance = Random(f"staff of {city}")  # noqa: S311 - repeatable, not secret
    pairs = [
        (f"{role.value}-{place}", role, None)
        for role in (Role.ADMINISTRATOR, Role.OFFICER)
        for place in PAIR
    ]
    single = [(role.value, role, None) for role in (Role.AUDITOR, Role.COUNTER)]
    departments = sorted({submitter(scheme, code) for code in scheme.rules})
    collectors = [(collector_of(each), Role.COLLECTOR, each) for each in departments]
    second = (f"{Role.COUNTER.value}-2", Role.COUNTER, None)
    return [
        Colleague(
            name=name,
            full_name=_full_name(chance),
            role=role,
            department=department,
            provider=_busiest(scheme) if role is Role.COUNTER else None,
        )
        for name, role, department in (*pairs, *single, *collectors, second)
    ]


def _busiest(scheme: Scheme) -> str:
    """The provider of most perks that open lowest, at any hour; the first in the file on a tie."""
    bands = [band.name for band in scheme.bands]
    perks = [perk for perk in scheme.text.perks if not perk.by_grant]
    lowest = max(bands.index(perk.opens_from) for perk in perks)
    open_to_most = [
        perk.provider for perk in perks if bands.index(perk.opens_from) == lowest and not perk.hours
    ]
    return max((each.name for each in scheme.text.providers), key=open_to_most.count)


def collector_of(department: str) -> str:
    """What a department's collector signs in with."""
    return f"{Role.COLLECTOR.value}-{department}"


def submitter(scheme: Scheme, deed_type: str) -> str:
    """The department that submits deeds of this type here: the first that may."""
    return scheme.rules[deed_type].deed_type.departments[0]


def _number(chance: Random, province: str) -> str:
    born = FIRST_BIRTH + timedelta(days=chance.randrange(BIRTH_DAYS))
    begin = f"{province}{born:%Y%m%d}{chance.randrange(ORDERS):03}"
    return begin + ric.calc_check_digit(f"{begin}0")


def _full_name(chance: Random) -> str:
    """Family name first, in both scripts, such as `陈静 Chen Jing`."""
    family, given = (chance.choice(names.split(",")).split() for names in (_FAMILY, _GIVEN))
    return f"{family[0]}{given[0]} {family[1]} {given[1]}"
