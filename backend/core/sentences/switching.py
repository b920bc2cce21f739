"""Sentences about cities' files at the start, and about proposing and switching schemes."""

from typing import Final

SWITCHING: Final[dict[str, tuple[str, str]]] = {
    # At the start
    "scheme-file-frozen": (
        "A scheme of this day came into force with other content, and that stays in force. "
        "Propose this content as a switch (its digest is {digest}), or put the file and the "
        "catalogue entries it uses back as they were.",
        "同一日期的方案已以其他内容生效，生效的内容不变。"
        "请将此内容（摘要 {digest}）作为变更提出，或恢复文件及其所用的目录条目。",
    ),
    "city-without-files": (
        "The database holds this city, but its folder is missing, so it goes on as it was. Put "
        "the folder back.",
        "数据库中有此城市，但缺少其文件夹；该城市照旧运行。请恢复文件夹。",
    ),
    # Drafts and proposals
    "scheme-one-way": (
        "The scheme must be stated in exactly one way. Send one of digest, text and scheme, and "
        "of a draft one of text and scheme.",
        "方案须以恰好一种方式给出。请在 digest、text、scheme 中选一（草案为 text 或 scheme）。",
    ),
    "scheme-of-other-city": (
        "The scheme says that it is of the city {stated}, but this city is {city}. Correct the "
        "key city.",
        "方案所写的城市是 {stated}，而本城市是 {city}。请改正 city。",
    ),
    "proposal-day": (
        "{day} is not a day to come; today is {today} in this city. State a day from tomorrow to "
        "{last}, or none for a switch the moment it is approved.",
        "{day} 不是将来的日期；本市今天是 {today}。请写明天至 {last} 之间的日期，"
        "或不写日期，即批准后立即生效。",
    ),
    "day-taken": (
        "Another switch begins on {day} already (period {number}). Call that one off, or choose "
        "another day.",
        "{day} 已安排另一次变更（第 {number} 期）。请取消该变更，或另选日期。",
    ),
    "in-force-already": (
        "This scheme will be in force then anyway, so there is nothing to switch. Choose another "
        "scheme or another day.",
        "届时此方案本已生效，无需变更。请选择其他方案或日期。",
    ),
    "proposed-already": (
        "This scheme is proposed already and awaits a decision (proposal {id}). Let that one be "
        "decided or withdrawn first.",
        "此方案已被提出，尚待决定（提案 {id}）。请先对该提案作出决定或将其撤回。",
    ),
    "proposal-decided": (
        "This proposal is decided. Make a new one if it is needed.",
        "此提案已有决定。如有需要，请重新提出。",
    ),
    "proposal-day-passed": (
        "{day} has begun before the proposal was approved. Refuse or withdraw it, and propose the "
        "scheme again for a later day.",
        "提案获批之前 {day} 已到。请拒绝或撤回，再以较晚的日期重新提出。",
    ),
    "proposal-not-yours": (
        "Only who made a proposal may withdraw it. Refuse it with a reason instead.",
        "只有提出者可以撤回提案。请改为拒绝并说明理由。",
    ),
    # Switches
    "switch-begun": (
        "This scheme has come into force and cannot be called off. Propose to go back, or propose "
        "another scheme.",
        "此方案已生效，不能取消。请提议恢复原方案，或提出其他方案。",
    ),
    "switch-called-off": (
        "This switch is called off already. There is nothing more to do, so look at the list of "
        "periods.",
        "此变更已被取消。无需再操作，请查看各期列表。",
    ),
    "first-scheme": (
        "This is the city's first scheme and no switch. Propose another scheme to replace it.",
        "这是该城市的首个方案，不是变更。如需替换，请提出其他方案。",
    ),
    "no-scheme-before": (
        "No other scheme was in force before this one. Propose one of the city's versions instead.",
        "此前没有其他方案生效。请改为提出该城市的某个版本。",
    ),
}
