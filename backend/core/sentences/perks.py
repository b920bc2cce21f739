"""Sentences about grants of perks."""

from typing import Final

PERKS: Final[dict[str, tuple[str, str]]] = {
    "perk-unlisted": (
        "The scheme of {city} lists no perk {name}. Choose one of: {known}.",
        "{city} 的方案没有便利项目 {name}。请从以下各项中选一：{known}。",
    ),
    "perk-not-open": (
        "The band “{band}” opens this perk, and every better one does; the present band is "
        "below it. Choose a perk that is open.",
        "此便利项目自等级“{band}”起开放，目前的等级尚未达到。请选择已开放的便利项目。",
    ),
    "perk-granted": (
        "This perk is granted to this resident already, from {first} until {last}. "
        "Choose days that lie outside.",
        "该居民已获授此便利项目，自 {first} 至 {last}。请选择此期间以外的日期。",
    ),
    "grant-day-passed": (
        "{day} has passed; today is {today} in the city. Grant from today on, or later.",
        "{day} 已过，该城市今天是 {today}。请自今天或之后授予。",
    ),
    "grant-ends-first": (
        "A grant cannot end before its first day, {first}. Correct one of the two.",
        "授予的最后一天不能早于第一天 {first}。请改正其中之一。",
    ),
    "grant-too-long": (
        "A grant reaches 366 days from today at most, until {last}. "
        "State an earlier day; it can be granted again later.",
        "授予期最长为自今天起 366 天，至 {last}。请填写更早的日期，以后可再次授予。",
    ),
    "grant-taken": (
        "This id belongs to another grant. Nothing was changed; use a new id.",
        "此 id 已属于另一项授予。内容未作改动，请使用新的 id。",
    ),
    "grant-unknown": (
        "This resident has no such grant. Check its id.",
        "该居民没有这项授予。请核对 id。",
    ),
    "grant-over": (
        "This grant ended on {day}. There is nothing to revoke.",
        "此授予已于 {day} 结束。无须撤销。",
    ),
}
