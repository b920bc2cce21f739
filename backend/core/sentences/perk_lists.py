"""Sentences about perks that are granted to a list of residents."""

from typing import Final

PERK_LISTS: Final[dict[str, tuple[str, str]]] = {
    "grant-list-taken": (
        "This id belongs to another list. Nothing was granted; use a new id.",
        "此 id 已属于另一份名单。未作任何授予，请使用新的 id。",
    ),
    "grant-list-revoked": (
        "Grants of this list were revoked. Nothing was granted; make a new list with a new id.",
        "此名单的授予已被撤销。未作任何授予，请使用新的 id 另建名单。",
    ),
    "grant-list-ended": (
        "What this list granted here has ended. Put this number on a new list.",
        "此名单对该号码的授予已终止。请将该号码列入新名单。",
    ),
    "grant-list-twice": (
        "This number stands in row {row} already. Leave it out here.",
        "该证件号码已在第 {row} 行出现。请删除此行。",
    ),
    "grant-list-unknown": (
        "Nothing was granted by such a list. Check its id.",
        "没有按此名单作出的授予。请核对 id。",
    ),
}
