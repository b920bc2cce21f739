"""Sentences about what keeps a perk from being used now, read by residents and at counters."""

from typing import Final

PERK_USE: Final[dict[str, tuple[str, str]]] = {
    "perk-not-yet": (
        "This perk begins on {first}. Come back on that day or later.",
        "此便利项目自 {first} 起可用。请在当日或之后再来。",
    ),
    "perk-over": (
        "This perk ended on {last} and can no longer be used. "
        "Look in the city's catalogue for what is offered now.",
        "此便利项目已于 {last} 结束，不能再使用。请在本市便利项目目录中查看现有项目。",
    ),
    "perk-closed": (
        "This perk cannot be used at this hour. It opens next at {at}; come back then.",
        "此便利项目现在不在使用时段。下次自 {at} 起开放，请届时再来。",
    ),
    "perk-limit-reached": (
        "This perk has been used as often as it can be {period}, {most} in all. {rest}.",
        "此便利项目{period}可用 {most} 次，已全部使用。{rest}。",
    ),
    "perk-hands-full": (
        "This perk is in use as often as it can be at once, {most} in all. Let a counter end one "
        "first, for example by bringing back what was lent.",
        "此便利项目可同时使用 {most} 项，已全部在用。请先到窗口结束其中一项，例如归还所借物品。",
    ),
    "perk-stock-empty": (
        "No place of this perk is left. {rest}.",
        "此便利项目已无剩余名额。{rest}。",
    ),
}

# The period of a limit.
PERIODS: Final[dict[str, tuple[str, str]]] = {
    "day": ("today", "今天"),
    "week": ("this week", "本周"),
    "month": ("this month", "本月"),
    "quarter": ("this quarter", "本季度"),
    "year": ("this year", "今年"),
}

# When it can be used again; the last part of a sentence above.
REST: Final[dict[str, tuple[str, str]]] = {
    "again": ("Come back on {day} or later", "请在 {day} 或之后再来"),
    "over": (
        "It ends before it could be used again; look in the city's catalogue for other perks",
        "在可再次使用之前，该项目即已结束；请在本市便利项目目录中查看其他项目",
    ),
    "returned": (
        "One becomes free when another is brought back; come back later",
        "有人归还后即有空位，请稍后再来",
    ),
    "gone": (
        "Ask the city whether there will be more",
        "请向本市询问是否还会增加",
    ),
}
