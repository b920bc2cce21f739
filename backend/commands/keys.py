"""`citypoints keys`: which master key seals the residents' keys, and new ones where they leaked."""

import argparse
import os
import sys
from typing import Final

from backend.app import key_file, open_keys
from backend.commands.arguments import Parser
from backend.commands.options import refuse
from backend.core.problems import Language, Place, ProblemsError
from backend.services.pass_keys import PURPOSE
from backend.settings import Settings, read_settings
from backend.storage.crypto import TEXT_SETTING, read_master_keys
from backend.storage.keys import KeyState, KeyStore
from backend.storage.rotation import Rotated, rotate

_EPILOG: Final = (
    """\
Passes are signed with keys of their own, one a city and month, which follow from a secret of the
key store. Anybody who verifies passes fetches their public halves once a month:
  curl -o keys.json https://SERVICE/api/v1/cities/CITY/keys
  citypoints verify-pass --keys keys.json PASS
Renew them only where the key store or the master key has leaked. Have counters that are offline
settle what they have booked before, if there is time: afterwards that is refused, as are the
passes of the last five minutes, and those counters accept nothing until they have fetched the
new keys.""",
    """\
凭证由专用密钥签署，每个城市每月一把，由密钥库中的一个秘密值推出。
核验凭证的各方每月获取一次公钥：
  curl -o keys.json https://SERVICE/api/v1/cities/CITY/keys
  citypoints verify-pass --keys keys.json PASS
仅在密钥库或主密钥泄露时更换。如时间允许，请先让离线的服务窗口补登记：更换后补登记将被
拒绝，最近五分钟的凭证也会失效，且这些服务窗口在获取新公钥之前不接受任何凭证。""",
)
_WORDS: Final = {
    "en": {
        "in_use": "Master key {id} is in use, from {where}.\nResidents' keys under it: {count}.\n",
        "other": "Residents' keys still under {id}: {count}.\n",
        "changing": "A rotation has begun. Run `citypoints keys rotate` to finish it.\n",
        "rotated": "Master key {id} is in use now. Residents' keys wrapped anew: {count}.\n",
        "file": (
            "Back up {where} and {store} now, and destroy every copy of the former master key "
            "({former}) and of the key store as it was.\n"
        ),
        "text": (
            "Back up {store} now, take the former master key ({former}) out of {where}, restart "
            "the service, and destroy every copy of that key and of the key store as it was.\n"
        ),
        "renewed": (
            "Passes are signed with new keys from now on, and older ones are refused. Back up "
            "{store} now, and tell whoever verifies passes to fetch the keys of their city.\n"
        ),
    },
    "zh": {
        "in_use": "正在使用主密钥 {id}，来自 {where}。\n由它封存的居民密钥：{count}。\n",
        "other": "仍由 {id} 封存的居民密钥：{count}。\n",
        "changing": "更换主密钥尚未完成。请运行 `citypoints keys rotate` 继续完成。\n",
        "rotated": "现在使用主密钥 {id}。重新封存的居民密钥：{count}。\n",
        "file": (
            "请立即备份 {where} 和 {store}，并销毁旧主密钥（{former}）以及旧密钥库的所有副本。\n"
        ),
        "text": (
            "请立即备份 {store}，从 {where} 中去掉旧主密钥（{former}）并重启服务，"
            "再销毁该密钥以及旧密钥库的所有副本。\n"
        ),
        "renewed": (
            "从现在起凭证由新密钥签署，旧凭证一律拒绝。请立即备份 {store}，"
            "并通知核验凭证的各方重新获取所在城市的公钥。\n"
        ),
    },
}


def add_arguments(parser: Parser) -> None:
    """Declare what can be done."""
    parser.add_argument(
        "action",
        nargs="?",
        choices=("rotate", "renew-passes"),
        metavar="rotate | renew-passes",
        help=parser.say(
            "rotate: put a new master key in the old one's place, while the service runs; "
            "run it again if it was interrupted. renew-passes: sign passes with new keys from now "
            "on, where the old ones leaked (default: show the keys' ids and counts)",
            "rotate：在服务运行时更换主密钥，中断后请再运行一次。renew-passes：凭证密钥泄露时，"
            "从此以新密钥签署凭证（默认：显示密钥的编号和数量）",
        ),
    )
    parser.epilog = parser.say(*_EPILOG)


def run(args: argparse.Namespace) -> int:
    """Show which master keys are in use, or put a new one to use."""
    try:
        settings = read_settings(os.environ)
        if not settings.key_store.exists():
            place = Place(str(settings.key_store), "CITYPOINTS_DATA_DIR")
            return refuse([place.problem("key-store-missing")], args.language)
        masters = read_master_keys(key_file(settings), settings.master_key)
        store = open_keys(settings, masters)
        try:
            if args.action == "rotate":
                file = None if settings.master_key else key_file(settings)
                _tell_rotated(rotate(store, masters, file), settings, args.language)
            elif args.action == "renew-passes":
                store.renew(PURPOSE)
                said = _WORDS[args.language]["renewed"].format(store=settings.key_store)
                sys.stdout.write(said)
            else:
                _tell_state(store, settings, args.language)
        finally:
            store.close()
    except ProblemsError as error:
        return refuse(error.problems, args.language)
    return 0


def _tell_state(store: KeyStore, settings: Settings, language: Language) -> None:
    words, state = _WORDS[language], store.state()
    count = state.counts.get(state.in_use, 0)
    said = [words["in_use"].format(id=state.in_use, where=_where(settings), count=count)]
    said += [words["other"].format(id=id_, count=count) for id_, count in _others(state)]
    if state.is_changing:
        said.append(words["changing"])
    sys.stdout.write("".join(said))


def _others(state: KeyState) -> list[tuple[str, int]]:
    return [(id_, count) for id_, count in sorted(state.counts.items()) if id_ != state.in_use]


def _tell_rotated(done: Rotated, settings: Settings, language: Language) -> None:
    words = _WORDS[language]
    said = words["rotated"].format(id=done.in_use, count=done.keys)
    advice = words["text" if settings.master_key else "file"].format(
        where=_where(settings), store=settings.key_store, former=", ".join(done.former) or "-"
    )
    sys.stdout.write(f"{said}{advice}")


def _where(settings: Settings) -> str:
    return TEXT_SETTING if settings.master_key else str(key_file(settings))
