"""What the demo prints: a score explained, who may sign in, and the requests worth trying first."""

import asyncio
import sys
from datetime import date, datetime
from typing import Final

import msgspec
from rich.table import Table

from backend.app import Installation
from backend.commands.demo_people import PASSWORD, Person, people
from backend.commands.demo_perks import COUNTERS, rush_of
from backend.commands.demo_year import LEAVING, NOTIFIED, OBJECTING, PRINTED_CITY
from backend.commands.serve import address_of, said_address
from backend.commands.tables import console, print_score
from backend.contracts.deeds import DeedView
from backend.contracts.sessions import ResidentSignIn, StaffSignIn
from backend.core.bound import TIMES
from backend.core.catalogue import Catalogue
from backend.core.deed import StepKind
from backend.core.instant import instant_in
from backend.core.problems import LANGUAGES, Language, ProblemsError
from backend.services.desk import Desk
from backend.services.list_deeds import list_deeds
from backend.services.read_score import read_score
from backend.services.words import plain
from backend.storage.values import new_id
from backend.web.office import API

# In the order of a pilot's day; the department has what the requests enter.
DEPARTMENT: Final = "public-security"
DEED_TYPE: Final = "traffic-violation"
# What the printed resident's band opens, at any hour.
PERK: Final = "public-parking-discount"
ACCOUNTS: Final = (
    ("collector", f"collector-{DEPARTMENT}"),
    ("officer", "officer-1, officer-2"),
    ("administrator", "administrator-1, administrator-2"),
    ("auditor", "auditor"),
    ("counter", "counter, counter-2"),
)

_WORDS: Final = {
    "whose": (
        "The year of {name} in {city}. All people here are synthetic: no person has such a number.",
        "{city}居民 {name} 的一年。这里的所有人均为虚构：没有人持有这样的号码。",
    ),
    "gone": (
        "{name} takes part no more, so there is no score to show. Run: citypoints demo --fresh",
        "{name} 已不再参与，因此没有可显示的积分。请运行：citypoints demo --fresh",
    ),
    "folder": (
        "Everything of the demo lies in {folder}; no other installation is touched.",
        "演示的所有内容都在 {folder} 中，不涉及任何其他安装。",
    ),
    "accounts": (
        "Accounts of {city}. The password of every account, in every city: {password}",
        "{city}的账户。各城市所有账户的密码均为：{password}",
    ),
    "role": ("Role", "角色"),
    "name": ("Signs in as", "登录名"),
    "may": ("May", "可以"),
    "resident": ("resident", "居民"),
    "resident-may": (
        "read everything about oneself, object, repair, take the data, leave",
        "查看有关本人的一切、提出异议、修复、带走数据、退出",
    ),
    "collector": ("collector", "信息采集员"),
    "collector-may": ("enter deeds of the own department", "录入本部门的行为"),
    "officer": ("officer", "经办人员"),
    "officer-may": (
        "enrol, find a resident, confirm deeds, decide objections, grant perks",
        "登记居民、查找居民、确认行为、裁决异议、授予便利",
    ),
    "administrator": ("administrator", "管理员"),
    "administrator-may": (
        "propose a scheme, approve the other's, run staff",
        "提出方案、批准另一人的方案、管理人员",
    ),
    "auditor": ("auditor", "审计员"),
    "auditor-may": ("read schemes, staff and the overview", "查看方案、人员和概况"),
    "counter": ("counter", "服务窗口"),
    "counter-may": (
        "book the passes that residents show, take back what was lent",
        "登记居民出示的凭证，收回借出的物品",
    ),
    "alike": (
        "Every department that submits deeds has a collector, such as collector-red-cross.",
        "每个提交行为的部门都有采集员，例如 collector-red-cross。",
    ),
    "worth": ("Residents of {city} to look at:", "可查看的{city}居民："),
    "notified": ("told of a demerit that does not count yet", "已被告知一项尚未计入的扣分"),
    "leaving": ("leaving: erased after the cooling-off period", "正在退出：冷静期后删除"),
    "objecting": (
        "has objected: to be answered by tomorrow, or upheld",
        "已提出异议：须在明天之前答复，否则异议成立",
    ),
    "others": (
        "The other cities name their accounts alike. Residents there:",
        "其他城市的账户命名方式相同。其他城市的居民：",
    ),
    "start": ("Start the service with: citypoints demo", "启动服务：citypoints demo"),
    "desktop": ("The desktop, for staff: {command}", "供工作人员使用的桌面程序：{command}"),
    "closing": (
        "The desktop opens beside it; closing it ends the service.",
        "桌面程序随之打开；关闭它即结束服务。",
    ),
    "try": ("Worth trying first, in another terminal:", "建议先在另一个终端中尝试："),
    "reads": ("A resident signs in and reads the score and its lines", "居民登录并查看积分及明细"),
    "perks": (
        "The resident reads the own perks, and asks for a pass: it holds for five minutes",
        "居民查看本人的便利项目，并申请一张五分钟内有效的凭证",
    ),
    "books": (
        "A counter books it, and learns nothing of whose it is",
        "服务窗口登记该凭证，不会知道持有人是谁",
    ),
    "take-up": (
        "An officer sees how perks are used, and which counter stands out",
        "经办人员查看便利项目的使用情况，以及哪个窗口明显偏多",
    ),
    "enters": ("A collector enters a breach with its document", "采集员凭文书录入一项违规"),
    "confirms": ("An officer sees it in the queue and confirms it", "经办人员在待办中看到并确认"),
    "sees": (
        "The resident was told, and sees the deed's steps",
        "居民已被告知，并查看该行为的各步骤",
    ),
    "stop": ("Ctrl+C ends the service.", "按 Ctrl+C 结束服务。"),
}


def print_guide(
    installation: Installation,
    now: datetime,
    language: Language,
    *,
    is_served: bool,
    with_desktop: bool = False,
) -> None:
    """Print all of it to standard output.

    Args:
        installation: the demo's.
        now: the moment.
        language: of the words.
        is_served: false where the service does not start afterwards.
        with_desktop: true where the desktop opens beside it.
    """
    desk, settings = installation.desk, installation.settings
    person = people(PRINTED_CITY, 1)[0]
    _print_printed(desk, person, now, language)
    _say(_word("folder", language).format(folder=settings.data_dir), "")
    _print_accounts(desk, person, language)
    address = address_of(settings)
    if not is_served:
        _say("", _word("start", language))
    _say("", said_address(settings, language))
    command = f"citypoints desktop --server {address} --city {PRINTED_CITY}"
    by_hand = _word("desktop", language).format(command=command)
    _say(_word("closing", language) if with_desktop else by_hand)
    _say(_word("try", language), "")
    today = instant_in(desk.city(PRINTED_CITY).time_zone, now).day
    _say(*requests(address, person, new_id(now), today, language))
    if is_served:
        _say("", _word("stop", language))
    sys.stdout.flush()


def requests(address: str, person: Person, deed: str, today: date, language: Language) -> list[str]:
    """Lines for a shell, to be pasted one by one or all at once.

    Args:
        address: of the service.
        person: the resident.
        deed: a new id.
        today: the city's civil day.
        language: of the comments and answers.
    """
    city = f"$A/cities/{PRINTED_CITY}"
    resident = ResidentSignIn(city=PRINTED_CITY, number=person.number, password=PASSWORD)
    collector, officer, counter = (
        StaffSignIn(city=PRINTED_CITY, name=name, password=PASSWORD)
        for name in (f"collector-{DEPARTMENT}", "officer-1", COUNTERS[0])
    )
    return [
        f"A={address}{API}",
        f"# {_word('reads', language)}",
        f"R={_token('resident', resident)}",
        f'{_curl("R", language)} "$A/me/score"',
        f'{_curl("R", language)} "$A/me/score/lines"',
        f"# {_word('perks', language)}",
        f'{_curl("R", language)} "$A/me/perks"',
        f"P={_pass()}",
        f"# {_word('books', language)}",
        f"K={_token('staff', counter)}",
        f'{_curl("K", language)} "{city}/redemptions" {_booking(deed)}',
        f"# {_word('enters', language)}",
        f"C={_token('staff', collector)}",
        f'{_curl("C", language)} "{city}/deeds" {_body(_breach(person, deed, today))}',
        f"# {_word('confirms', language)}",
        f"O={_token('staff', officer)}",
        f'{_curl("O", language)} "{city}/confirmations?order=-recorded_at&limit=1"',
        f'{_curl("O", language)} -X POST "{city}/deeds/{deed}/confirm"',
        f"# {_word('take-up', language)}",
        f'{_curl("O", language)} "{city}/take-up?year={today.year}"',
        f'{_curl("O", language)} "{city}/take-up/counters?month={min(rush_of(today)):%Y-%m}"',
        f"# {_word('sees', language)}",
        f'{_curl("R", language)} "$A/me/notices?limit=1"',
        f'{_curl("R", language)} "$A/me/deeds?limit=1"',
    ]


def _print_printed(desk: Desk, person: Person, now: datetime, language: Language) -> None:
    """The score of one resident, as that resident sees it."""
    city = desk.city(PRINTED_CITY)
    subject = desk.subject(PRINTED_CITY, person.number)
    try:
        held, score = asyncio.run(read_score(desk, PRINTED_CITY, subject, now))
        deeds = asyncio.run(list_deeds(desk, PRINTED_CITY, subject, now))
    except ProblemsError:
        _say(_word("gone", language).format(name=person.name))
        return
    name = city.name_en if language == "en" else city.name_zh
    _say(_word("whose", language).format(name=person.name, city=name))
    names = {deed.id: _deed_name(deed, desk.catalogue, language) for deed in deeds}
    print_score(city, held.scheme, score, language, names)


def _deed_name(deed: DeedView, catalogue: Catalogue, language: Language) -> str:
    """The day of a deed, or its first and last, and how much it was, if not simply once."""
    ended = next((step.on for step in deed.steps if step.kind == StepKind.ENDED), None)
    days = str(deed.occurred_on) if ended is None else f"{deed.occurred_on}–{ended}"
    is_once = deed.unit == TIMES and deed.quantity == 1
    if deed.quantity is None or deed.unit is None or is_once:
        return days
    unit = catalogue.units[deed.unit]
    label = unit.label_en if language == "en" else unit.label_zh
    return f"{days}: {plain(deed.quantity)} {label}"


def _print_accounts(desk: Desk, person: Person, language: Language) -> None:
    city = desk.city(PRINTED_CITY)
    name = city.name_en if language == "en" else city.name_zh
    _say(_word("accounts", language).format(city=name, password=PASSWORD))
    table = Table()
    for column in ("role", "name", "may"):
        table.add_column(_word(column, language), overflow="fold")
    for role, account in (("resident", person.number), *ACCOUNTS):
        table.add_row(_word(role, language), account, _word(f"{role}-may", language))
    console().print(table)
    _say(_word("worth", language).format(city=name))
    residents = people(PRINTED_CITY, OBJECTING + 1)
    for word, place in (("notified", NOTIFIED), ("leaving", LEAVING), ("objecting", OBJECTING)):
        _say(f"{residents[place].number}  {_word(word, language)}")
    others = (code for code in desk.cities if code != PRINTED_CITY)
    _say(_word("alike", language), _word("others", language))
    _say(", ".join(f"{code} {people(code, 1)[0].number}" for code in others))


def _breach(person: Person, deed: str, today: date) -> dict[str, object]:
    """A demerit, as a collector's device sends it."""
    document = {
        "authority": "Public Security Bureau",
        "number": f"{today.year}-1182",
        "issued_on": str(today),
    }
    return {
        "id": deed,
        "number": person.number,
        "deed_type": DEED_TYPE,
        "occurred_on": str(today),
        "quantity": 1,
        "document": document,
    }


def _curl(holder: str, language: Language) -> str:
    sent = f"-H \"authorization: Bearer ${holder}\" -H 'accept-language: {language}'"
    return f"curl -sw ' %{{http_code}}\\n' {sent}"


def _token(kind: str, asked: msgspec.Struct) -> str:
    """Sign in, and cut the token out of the answer with what every system has."""
    cut = """sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/'"""
    return f'$(curl -s "$A/sign-in/{kind}" {_body(asked)} | {cut})'


def _pass() -> str:
    """Ask for a pass, and cut it out of the answer."""
    cut = """sed 's/.*"token":"\\([^"]*\\)".*/\\1/'"""
    sent = f'-H "authorization: Bearer $R" {_body({"perk": PERK})}'
    return f'$(curl -s "$A/me/passes" {sent} | {cut})'


def _booking(word: str) -> str:
    """The body of a booking, with the pass that the shell keeps."""
    return _body({"id": word, "token": "PASS"}).replace("PASS", "'$P'")


def _body(content: object) -> str:
    """JSON between single quotes; nothing of the demo has one in it."""
    encoded = msgspec.json.encode(content).decode()
    return f"-H 'content-type: application/json' -d '{encoded}'"


def _word(name: str, language: Language) -> str:
    return _WORDS[name][LANGUAGES.index(language)]


def _say(*lines: str) -> None:
    """Lines that nobody breaks: they are to be copied."""
    for line in lines:
        sys.stdout.write(f"{line}\n")
