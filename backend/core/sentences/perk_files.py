"""Sentences about the perks of a city file."""

from typing import Final

PERK_FILES: Final[dict[str, tuple[str, str]]] = {
    "conditions-in-one-language": (
        "Conditions stand in both languages, since every resident reads them. Add {name}.",
        "使用条件须有两种语言，以便每位居民阅读。请添加 {name}。",
    ),
    "excluded-and-offered": (
        "The row is excluded as a whole, and the perk {name} rests on it. Remove one of the two, "
        "or say with part_en and part_zh which part is excluded.",
        "该行既整体排除，又是便利项目 {name} 的依据。请删除其一，或用 part_en 和 part_zh 说明"
        "排除哪一部分。",
    ),
    # Amounts
    "values-order": (
        "The value from {first} stands before the one from {second}, but values stand best band "
        "first and each band once. Put them into the order of the bands.",
        "自 {first} 起的数额排在自 {second} 起的之前，但数额须从最高等级排起，每个等级一次。"
        "请按等级顺序排列。",
    ),
    "values-do-not-fall": (
        "The band {better} gives no more than {other}. Give the better band more, "
        "or state one value for both.",
        "等级 {better} 的数额不高于 {other}。请提高较高等级的数额，或合为一个数额。",
    ),
    "values-end": (
        "The last value must be from {band}, the band that opens the perk. "
        "Add it, or correct opens_from.",
        "最后一个数额须自 {band}（开放此项目的等级）起。请添加，或改正 opens_from。",
    ),
    "above-most": (
        "{value} is more than {most}. State a smaller number.",
        "{value} 大于 {most}。请写较小的数。",
    ),
    "amount-too-fine": (
        "{value} has more than two decimals. Round it.",
        "{value} 超过两位小数。请取整。",
    ),
    "values-without-unit": (
        "Amounts need a unit: a code of catalogue/units.toml. Add it.",
        "数额须有单位，即 catalogue/units.toml 中的代码。请添加。",
    ),
    "unit-without-values": (
        "There is a unit {unit} and no amount. Add values, or remove the unit.",
        "有单位 {unit} 而没有数额。请添加 values，或删除单位。",
    ),
    "percent-and-kind": (
        "The unit of a percentage-off is percent, and of no other kind; here {unit} stands beside "
        "{kind}. Correct one of the two.",
        "折扣类（percentage-off）的单位是 percent，其他种类不用；此处为 {unit} 和 {kind}。"
        "请改正其中之一。",
    ),
    # Limits, stock, hours and days
    "limit-never-used": (
        "limits.{short} = {few} can never be used up, since limits.{long} = {many} is reached "
        "first. Lower the one, or raise the other.",
        "limits.{short} = {few} 永远用不完，因为先达到 limits.{long} = {many}。"
        "请降低前者，或提高后者。",
    ),
    "limit-never-reached": (
        "limits.{long} = {many} is never reached, since limits.{short} = {few} makes {reached} at "
        "most. Lower or remove it.",
        "limits.{long} = {many} 永远达不到，因为 limits.{short} = {few} 最多合计 {reached} 次。"
        "请降低或删除。",
    ),
    "limit-over-stock": (
        "One resident may use {most}, but there are {places} for everybody. "
        "Lower the limit, or raise stock.places.",
        "一位居民可用 {most}，但所有人共有 {places}。请降低限额，或提高 stock.places。",
    ),
    "at-once-not-lent": (
        "How many one may have in hand is only said of what is lent. Add lent_days, or state the "
        "limit by day, week, month, quarter or year.",
        "同时持有的数量只用于出借的物品。请添加 lent_days，或按 day、week、month、quarter、year "
        "写限额。",
    ),
    "stock-lent-per": (
        "Places of what is lent come back when it is returned, not with a new period. "
        "Remove per, or lent_days.",
        "出借物品的名额在归还时恢复，而不是随新的周期恢复。请删除 per 或 lent_days。",
    ),
    "hours-without-days": (
        "Hours need the days on which they hold. Name them in days, or remove the hours.",
        "使用时段须写明星期几。请在 days 中写明，或删除该时段。",
    ),
    "hours-day-twice": (
        "The day {day} stands twice. Name it once.",
        "{day} 重复出现。请只写一次。",
    ),
    "hours-order": (
        "These hours begin at {first} and end at {until}. The end must be later; "
        "for hours past midnight, state two rows.",
        "时段自 {first} 起，至 {until} 止。结束须晚于开始；跨午夜的时段请写成两行。",
    ),
    "hours-never": (
        "No day from {first} until {last} has these hours, so the perk could never be used. "
        "Correct the days of the hours, or `valid_from` and `valid_until`.",
        "从 {first} 至 {last} 没有一天包含这些时段，此便利项目永远无法使用。"
        "请改正时段的星期，或 `valid_from` 与 `valid_until`。",
    ),
    "hours-until-midnight": (
        "A day ends after 23:59:59, so no hours end at 00:00:00. Write until = 23:59:59, "
        "or leave the hours out where the perk can be used at any time.",
        "一天在 23:59:59 之后结束，时段不能止于 00:00:00。请写 until = 23:59:59；"
        "全天可用时请删除时段。",
    ),
    "hours-with-zone": (
        "Hours are by the city's clock. Write them without an offset, such as 08:00:00.",
        "时段以本市时间为准。请不要写时差，例如写 08:00:00。",
    ),
    "hours-overlap": (
        "Two rows of hours overlap on {day}. Make one of them, or correct their times.",
        "{day} 有两个时段重叠。请合并，或改正时间。",
    ),
    "valid-order": (
        "The perk cannot end before its first day, {first}. Correct one of the two.",
        "便利项目的最后一天不能早于第一天 {first}。请改正其中之一。",
    ),
    "valid-too-early": (
        "The perk ends before the scheme begins, on {day}. State a later day, or remove the perk.",
        "便利项目在方案生效日 {day} 之前结束。请写更晚的日期，或删除该项目。",
    ),
}
