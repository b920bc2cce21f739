"""Sentences about batches and their rows."""

from typing import Final

BATCHES: Final[dict[str, tuple[str, str]]] = {
    # A batch
    "batch-taken": (
        "This id belongs to another batch. Nothing was changed; use a new id.",
        "此 id 已属于另一批次。内容未作改动，请使用新的 id。",
    ),
    "batch-not-open": (
        "This batch is no longer open, so nothing of it can be changed. Open a new one.",
        "此批次已不再开放，不能更改。请新建批次。",
    ),
    "batch-not-committed": (
        "This batch was never committed, so there is nothing to undo. Discard it instead.",
        "此批次从未提交，没有可撤回的内容。请将其作废。",
    ),
    "batch-other-department": (
        "This batch was opened for the department {name}, and you are no longer in it. "
        "Open a new one.",
        "此批次属于部门 {name}，而您已不在该部门。请新建批次。",
    ),
    "batch-empty": (
        "No row of this batch can be stored. Correct the rows and send them again.",
        "此批次没有可以入库的行。请改正后重新发送。",
    ),
    "batch-faulty": (
        "{count} rows are refused. Correct and send them again, or commit without them by "
        "skip_faulty.",
        "有 {count} 行不被接受。请改正后重新发送，或以 skip_faulty 跳过这些行提交。",
    ),
    "batch-part-broken": (
        "Part {part} did not arrive whole. Send it again.",
        "第 {part} 部分未完整送达。请重新发送。",
    ),
    "batch-part-overtaken": (
        "This part was sent a second time, or the batch was closed, before all rows were in. "
        "Read the batch, then send the part again.",
        "在各行全部收到之前，此部分被再次发送，或批次已关闭。请先查看批次，再重新发送此部分。",
    ),
    "batch-scheme-changed": (
        "Another scheme has come into force since the rows were checked. Send all parts again.",
        "各行校验之后，已有另一方案生效。请重新发送所有部分。",
    ),
    # Its rows
    "row-twice": (
        "Row {row} occurs twice in this part. Give every row its own number.",
        "第 {row} 行在此部分中出现两次。请为每行使用不同的行号。",
    ),
    "row-unreadable": (
        "This row cannot be read as a deed. Send it as an object, as for a single deed.",
        "无法将此行读作行为。请按单条行为的格式以对象发送。",
    ),
    "row-id-twice": (
        "Row {row} of part {part} has the same id. Give each row its own.",
        "第 {part} 部分第 {row} 行使用了相同的 id。请为每行使用不同的 id。",
    ),
    "row-like-row": (
        "Row {row} of part {part} says the same of the same resident. "
        "Remove one of the two if they are one deed.",
        "第 {part} 部分第 {row} 行对同一居民有相同记载。若为同一行为，请删除其一。",
    ),
    "row-like-deed": (
        "Your department has stored such a deed of this resident for this day. "
        "Remove the row if it is the same deed.",
        "贵部门已为该居民记录了同日的此类行为。若为同一行为，请删除此行。",
    ),
    "row-known": (
        "This very deed is stored already. Nothing need be done.",
        "此行为已经入库。无须处理。",
    ),
}
