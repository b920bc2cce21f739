"""`citypoints verify-pass --keys keys.json`: whether a pass holds, by the published keys alone.

It asks no service, needs no installation and starts at once: what it does, any third party can do.
"""

import argparse
import re
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, Final, TextIO

import msgspec

from backend.clock import Clock, SystemClock
from backend.commands import REFUSED, discard_output
from backend.commands.arguments import Parser
from backend.contracts.pass_format import PassClaims, PassError, is_usable, verify
from backend.contracts.passes import PassKeys
from backend.core.problems import Language, Place, Problem, ProblemsError, describe, sentence

STANDARD_INPUT: Final = "-"
# Accepted is 0; wrong use, such as keys that cannot be read, is `REFUSED` as elsewhere.
NOT_ACCEPTED: Final = 1
KEYS_BYTES_MOST: Final = 1_000_000
PASS_BYTES_MOST: Final = 10_000
# By what a code that is typed, and not a pass, is known.
CODE_MOST: Final = 20
# What can only be a file's name: it has a separator, or ends like one. Neither a pass, of which the
# first part always begins so, nor the address that another QR code holds is such a name.
_NAME: Final = re.compile(r"(?!eyJ)(?!.*://)(?:.*[/\\].*|[^.]*\.[A-Za-z0-9]{1,5})")

_EPILOG: Final = (
    """\
PASS is what the QR code says. It can also stand in a text file, or come from standard input (-).
Of an image, scan the code and give the text that it shows.
The keys are public. Fetch them once a month; they are those of last month, this one and the next:
  curl -o keys.json https://SERVICE/api/v1/cities/CITY/keys
Whether a pass was used already, only the city's service knows: keep the numbers of those you have
accepted for five minutes, and accept none twice.
Exit status: 0 accepted, 1 not accepted, 2 wrong use with the reason on standard error.""",
    """\
PASS 是二维码的内容，也可以写在文本文件中，或来自标准输入（-）。
如为图片，请先扫描二维码，再给出所得文字。
公钥是公开的。请每月获取一次，其中包括上月、本月和下月的公钥：
  curl -o keys.json https://SERVICE/api/v1/cities/CITY/keys
凭证是否已被使用，只有城市的服务知道：请将已接受凭证的编号保留五分钟，同一编号不得接受两次。
退出状态：0 已接受；1 未接受；2 用法有误，原因见标准错误输出。""",
)
_WORDS: Final = {
    "en": {
        "yes": "Yes. This pass holds.\n",
        "no": "No. {why}\n",
        "city": "City: {text}\n",
        "perk": "Perk: {text}\n",
        "amount": "Amount: up to {text}\n",
        "left": "Holds for {text} more seconds.\n",
        "number": "Number: {text}\n",
    },
    "zh": {
        "yes": "是。此凭证有效。\n",
        "no": "否。{why}\n",
        "city": "城市：{text}\n",
        "perk": "便利项目：{text}\n",
        "amount": "数额：最多 {text}\n",
        "left": "剩余有效时间：{text} 秒。\n",
        "number": "编号：{text}\n",
    },
}


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a pass.

    Attributes:
        reason: the kind of problem it is refused for; null where it is accepted.
        number: its random number, by which a second showing is known.
    """

    accepted: bool
    reason: str | None = None
    city: str | None = None
    perk: str | None = None
    amount: Decimal | None = None
    number: str | None = None
    expires_at: datetime | None = None
    seconds_left: int | None = None


def add_arguments(parser: Parser) -> None:
    """Declare keys, moment and pass."""
    parser.add_argument(
        "--keys",
        required=True,
        metavar="keys.json",
        help=parser.say("the city's published keys", "城市公布的公钥"),
    )
    parser.add_argument(
        "--at",
        metavar="MOMENT",
        help=parser.say(
            "verify as of this moment, such as 2026-11-22T09:30:00+08:00 (default: now)",
            "按此时刻核验，例如 2026-11-22T09:30:00+08:00（默认：现在）",
        ),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help=parser.say("print JSON instead of words", "输出 JSON 而不是文字"),
    )
    parser.add_argument(
        "shown",
        nargs="?",
        default=STANDARD_INPUT,
        metavar="PASS | - | FILE",
        help=parser.say(
            "the pass, or where it stands (default: standard input)",
            "凭证，或其所在的文件（默认：标准输入）",
        ),
    )
    parser.epilog = parser.say(*_EPILOG)


def run(args: argparse.Namespace, clock: Clock | None = None) -> int:
    """Say whether the pass holds."""
    try:
        keys = _keys(args.keys)
        at = _moment(args.at) if args.at else (clock or SystemClock()).now()
        shown = _shown(args.shown)
    except ProblemsError as error:
        for problem in error.problems:
            sys.stderr.write(f"citypoints: {describe(problem, args.language)}\n")
        return REFUSED
    verdict = verdict_on(shown, keys, int(at.timestamp()))
    _say(_json(verdict) if args.json else _words(verdict, args.language))
    return 0 if verdict.accepted else NOT_ACCEPTED


def verdict_on(shown: str, keys: PassKeys, at: int) -> Verdict:
    """What is to be said of what was shown, at whole seconds since 1970."""
    if "." not in shown and 0 < len(shown) <= CODE_MOST:
        return Verdict(accepted=False, reason="pass-code-only")
    try:
        return _accepted(verify(shown, keys, at), at)
    except PassError as error:
        return Verdict(accepted=False, reason=error.kind)


def _accepted(claims: PassClaims, at: int) -> Verdict:
    return Verdict(
        accepted=True,
        city=claims.city,
        perk=claims.perk,
        amount=None if claims.amount is None else Decimal(claims.amount),
        number=claims.jti,
        expires_at=datetime.fromtimestamp(claims.exp, UTC),
        seconds_left=claims.exp - at,
    )


def _words(verdict: Verdict, language: Language) -> str:
    words = _WORDS[language]
    if verdict.reason is not None:
        problem = Problem(kind=verdict.reason, file="pass", key="")
        return words["no"].format(why=sentence(problem, language))
    amount = None if verdict.amount is None else f"{verdict.amount:,f}"
    said = {
        "city": verdict.city,
        "perk": verdict.perk,
        "amount": amount,
        "left": verdict.seconds_left,
        "number": verdict.number,
    }
    lines = [words[key].format(text=text) for key, text in said.items() if text is not None]
    return words["yes"] + "".join(lines)


def _json(verdict: Verdict) -> str:
    encoded = msgspec.json.Encoder(decimal_format="number").encode(verdict)
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def _say(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Nobody reads it; the exit status must still say whether the pass holds.
        discard_output()


def _keys(name: str) -> PassKeys:
    """The keys of a file, of which at least one is of our kind.

    Raises:
        ProblemsError: where there is none.
    """
    place = Place(name, "--keys")
    with _open(name, place) as file:
        content = file.read(KEYS_BYTES_MOST + 1)
    try:
        found = msgspec.json.decode(content, type=PassKeys)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = PassKeys(keys=())
    if not any(map(is_usable, found.keys)):
        raise ProblemsError(place.problem("pass-keys-unusable"))
    return found


def _moment(text: str) -> datetime:
    """A moment that says its offset; without one, it would be another moment elsewhere.

    Raises:
        ProblemsError: where it is none.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise ProblemsError(Place("arguments", "--at").problem("moment-impossible"))
    return found


def _shown(text: str) -> str:
    """The pass itself, from wherever it stands.

    Raises:
        ProblemsError: where that cannot be read, or is no text.
    """
    if text != STANDARD_INPUT and not _is_name(text):
        return text.strip()
    place = Place(text if text != STANDARD_INPUT else "standard input", "pass")
    with _open(text, place) as file:
        content = file.read(PASS_BYTES_MOST)
    try:
        return content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise ProblemsError(place.problem("pass-no-text")) from None


def _is_name(text: str) -> bool:
    """True for what is there by this name, and for what can only be a name."""
    if _NAME.fullmatch(text):
        return True
    try:
        return bool(text) and Path(text).exists()
    except (OSError, ValueError):
        # Longer than any name, or with signs that no name has.
        return False


def _open(name: str, place: Place) -> BinaryIO:
    try:
        if name != STANDARD_INPUT:
            return Path(name).open("rb")
        stream: TextIO | None = sys.stdin
        if stream is not None:
            return stream.buffer
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise ProblemsError(place.problem("input-unreadable", "", None, detail=detail)) from None
    raise ProblemsError(place.problem("input-unreadable", "", None, detail="it is closed"))
