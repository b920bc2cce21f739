"""Sentences about perks in use: at the counter, and of what counters book."""

from typing import Final

REDEMPTIONS: Final[dict[str, tuple[str, str]]] = {
    "provider-missing": (
        "A counter is the desk of a provider. Choose one of: {known}.",
        "服务窗口须属于一个提供方。请从以下各项中选一：{known}。",
    ),
    "provider-unwanted": (
        "Only a counter belongs to a provider; the role is {role}. Leave the provider out.",
        "只有服务窗口属于提供方，而此角色是 {role}。请不要填写提供方。",
    ),
    "no-such-provider": (
        "The scheme in force lists no provider {name}. Choose one of: {known}.",
        "现行方案没有提供方 {name}。请从以下各项中选一：{known}。",
    ),
    "provider-none": (
        "This account belongs to no provider, so it can book nothing. Ask an administrator to name "
        "the provider.",
        "此账户不属于任何提供方，无法登记。请联系管理员指定提供方。",
    ),
    "provider-gone": (
        "The scheme in force lists this account's provider no more. Ask an administrator to name "
        "another.",
        "现行方案已不再列出此账户的提供方。请联系管理员另行指定。",
    ),
    "perk-not-given": (
        "This provider gives no perk {name}, and booked none. Choose one of: {known}.",
        "此提供方没有便利项目 {name}，也未曾登记过。请从以下各项中选一：{known}。",
    ),
    "pass-used": (
        "This pass is booked already: it is good for one use. Ask for a new pass.",
        "此凭证已使用过，每张凭证只能使用一次。请重新出示新的凭证。",
    ),
    "pass-withdrawn": (
        "This pass holds no more. Nothing is booked; ask for a new pass.",
        "此凭证不再有效，未作登记。请重新出示新的凭证。",
    ),
    "pass-other-provider": (
        "This pass is for a perk of another provider. Show it at that provider's counter; to "
        "settle what was booked there, sign in with an account of that provider.",
        "此凭证用于其他提供方的便利项目。请到该提供方的服务窗口出示；"
        "如需补登记在该提供方处的使用，请以该提供方的账户登录。",
    ),
    "redemption-taken": (
        "This id belongs to another booking. Nothing was changed; use a new id.",
        "此 id 已属于另一次登记。内容未作改动，请使用新的 id。",
    ),
    "redemption-unknown": (
        "This provider has no such booking. Look it up by its code.",
        "此提供方没有这次登记。请按代码查找。",
    ),
    "redemption-not-lent": (
        "This perk is used up and not brought back. To undo a mistake, reverse the booking.",
        "此便利项目使用后无需归还。如登记有误，请撤销该登记。",
    ),
    "redemption-returned": (
        "This was brought back already, so the booking stands. For more, book a new pass.",
        "物品已归还，该登记不能撤销。如需再次使用，请登记新的凭证。",
    ),
    "redemption-reversed": (
        "This booking was reversed, so nothing is lent. Look for another booking by its code.",
        "该登记已撤销，没有借出的物品。请按代码查找其他登记。",
    ),
    "reversal-late": (
        "A booking can be reversed for {minutes} minutes, and they are over. It stands; an officer "
        "can grant more where it was a mistake.",
        "登记后 {minutes} 分钟内可以撤销，现已超过。该登记有效；如确有错误，可由经办人员另行授予。",
    ),
    "settle-whole-pass": (
        "A typed code cannot be verified without a network, so it cannot be settled. Send the "
        "whole pass.",
        "手工输入的代码无法在离线时核验，不能补登记。请发送完整的凭证。",
    ),
    "settle-ahead": (
        "This is in the future. Set the clock of the counter right, and send it again.",
        "该时间在未来。请校准服务窗口的时钟后重新发送。",
    ),
    "settle-too-late": (
        "A booking is settled within {hours} hours after it was taken. Nothing was recorded; tell "
        "the bureau.",
        "离线登记须在 {hours} 小时内补登记，现已超过，未作记录。请告知主管部门。",
    ),
    "stock-none": (
        "The scheme in force lists no perk {name} with a stock. Choose one of: {known}.",
        "现行方案没有名为 {name} 的限量便利项目。请从以下各项中选一：{known}。",
    ),
    "month-malformed": (
        "A month is written as 2027-03. Correct it.",
        "月份的写法为 2027-03。请改正。",
    ),
    "reversal-minutes": (
        "A counter can reverse what it booked for 1 to 120 minutes. Give a whole number of them, "
        "or leave it out for 15.",
        "服务窗口可在登记后 1 至 120 分钟内撤销。请填写整数分钟，或不填写（默认 15 分钟）。",
    ),
    "perk-needs-grant": (
        "No band opens this perk by itself: an officer grants it. Ask the bureau for it.",
        "此便利项目不因等级自动开放，须由经办人员授予。请向主管部门申请。",
    ),
}
