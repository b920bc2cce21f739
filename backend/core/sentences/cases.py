"""Sentences about objections, repairs and evidence, and the letters that residents read."""

from typing import Final

CASES: Final[dict[str, tuple[str, str]]] = {
    "deed-not-notified": (
        "Nobody has confirmed this deed yet, so it does not count. Wait for the notice that tells "
        "from when it would.",
        "此行为尚未经人确认，不会计分。请等候说明其自何日起计分的通知。",
    ),
    "deed-annulled": (
        "This deed is annulled and does not count. There is nothing left to ask about it.",
        "此行为已被撤销，不再计分。无须再提出任何请求。",
    ),
    "objection-made": (
        "An objection to this deed was made already, and there is one for each deed until it is "
        "proven anew or its end is recorded. Read that one among the cases; a repair may still be "
        "possible.",
        "对此行为已提出过异议，在其重新得到证明或登记结束之前，每项行为只能提出一次。请在事项中查看"
        "该异议；仍可能可以申请修复。",
    ),
    "deed-repaired": (
        "This deed is made good already. There is nothing left to repair.",
        "此行为已经修复。无须再次修复。",
    ),
    "repair-open": (
        "A repair of this deed awaits an answer already. Add what proves it there, or withdraw it.",
        "此行为已有一项修复申请等待答复。请在该申请中补充证明，或先撤回。",
    ),
    "repair-none": (
        "The scheme in force offers no repair for this deed. An objection is possible where the "
        "record is wrong.",
        "现行方案不提供对此行为的修复。如记录有误，可提出异议。",
    ),
    "repair-proof": (
        "The scheme does not take this proof for this deed. Choose one of: {known}.",
        "方案不接受以此证明修复该行为。请从以下各项中选一：{known}。",
    ),
    "repair-early": (
        "This deed can be made good from {first} on. Ask again then.",
        "此行为自 {first} 起方可修复。请届时再申请。",
    ),
    "repair-changed": (
        "The scheme in force no longer offers this repair. Reject it and say so, or wait for "
        "another scheme.",
        "现行方案已不再提供此项修复。请不予接受并说明理由，或等候新的方案。",
    ),
    "case-unknown": (
        "There is no such case. Check its id in the list of cases.",
        "没有这个事项。请在事项列表中核对其 id。",
    ),
    "case-closed": (
        "This case is closed. Read it again to see how it ended.",
        "此事项已经办结。请重新读取以查看结果。",
    ),
    "case-closed-unasked": (
        "This case is closed. Say in `reason` why it is read; its resident can see it.",
        "此事项已经办结。请在 `reason` 中说明查阅理由；当事居民可以看到。",
    ),
    "case-involved": (
        "You entered, confirmed or proved this deed, recorded its end, or took in the paper that "
        "asks about it. Ask a colleague who did not to decide the case.",
        "您曾录入、确认、重新证明此行为，登记其结束，或接收了提出此事项的纸质材料。请由未参与的同事"
        "作出决定。",
    ),
    "evidence-type": (
        "Evidence is a PDF, a JPEG, PNG or WebP picture, or plain text. Send the file as one of "
        "these types.",
        "证明材料须为 PDF 文件、JPEG、PNG 或 WebP 图片，或纯文本。请按其中一种类型发送文件。",
    ),
    "evidence-content": (
        "The file's content is not what its type, {type}, says. Save it anew in that format, and "
        "send it again.",
        "文件内容与其类型 {type} 不符。请以该格式重新保存后再发送。",
    ),
    "evidence-name": (
        "A file needs a name of at most 200 characters. Give it one without folders.",
        "文件须有不超过 200 个字符的名称。请填写不含文件夹的名称。",
    ),
    "evidence-many": (
        "A case holds at most {most} files. Put several pages into one file.",
        "每个事项最多可附 {most} 个文件。请将多页合并为一个文件。",
    ),
    "evidence-full": (
        "All your cases together hold at most {most} files. Hand further papers in at the city's "
        "office.",
        "您的全部事项最多可附 {most} 个文件。请到该市服务窗口提交其余材料。",
    ),
    "evidence-unknown": (
        "This case has no such file. Check its id in the case.",
        "此事项没有这个文件。请在事项中核对其 id。",
    ),
}
# What shows that a breach was made good, by the scheme's words for it.
PROOFS: Final[dict[str, tuple[str, str]]] = {
    "payment": ("payment", "付款"),
    "performance": ("performance", "履行"),
    "correction": ("correction", "纠正"),
    "training": ("training", "培训"),
    "volunteering": ("volunteering", "志愿服务"),
    "apology": ("apology", "道歉"),
}
# What a resident reads when a case ends: `deed` and `day` say of which deed, `reasons` are those of
# who decided.
LETTERS: Final[dict[str, tuple[str, str]]] = {
    "objection-upheld": (
        "Your objection to “{deed}” of {day} is upheld. The record is annulled and does not "
        "count.\n\nReasons: {reasons}",
        "您对 {day} “{deed}”的异议成立。该记录已撤销，不再计分。\n\n理由：{reasons}",
    ),
    "objection-rejected": (
        "Your objection to “{deed}” of {day} is rejected. The record stands, and is taken into "
        "account from {from_day} on.\n\nReasons: {reasons}",
        "您对 {day} “{deed}”的异议不成立。该记录予以保留，自 {from_day} 起计入。"
        "\n\n理由：{reasons}",
    ),
    "objection-lapsed": (
        "Nobody answered your objection to “{deed}” of {day} by {due_on}, so it is upheld. The "
        "record is annulled and does not count.",
        "您对 {day} “{deed}”的异议至 {due_on} 未获答复，因此成立。该记录已撤销，不再计分。",
    ),
    "objection-withdrawn": (
        "You withdrew your objection to “{deed}” of {day}. The record stands, and is taken into "
        "account from {from_day} on.",
        "您已撤回对 {day} “{deed}”的异议。该记录予以保留，自 {from_day} 起计入。",
    ),
    "objection-closed": (
        "Your objection to “{deed}” of {day} is closed: meanwhile the record was annulled.",
        "您对 {day} “{deed}”的异议已结束：该记录在此期间已被撤销。",
    ),
    "repair-accepted": (
        "“{deed}” of {day} counts as made good since {on}. Your score shows what is left of "
        "it.\n\nReasons: {reasons}",
        "{day} “{deed}”自 {on} 起视为已修复。其余影响见您的积分。\n\n理由：{reasons}",
    ),
    "repair-rejected": (
        "That “{deed}” of {day} was made good is not accepted. The record stays as it is; you may "
        "ask again with other proof.\n\nReasons: {reasons}",
        "对 {day} “{deed}”的修复申请未被接受。该记录保持不变，您可凭其他证明再次申请。"
        "\n\n理由：{reasons}",
    ),
    "repair-withdrawn": (
        "You withdrew the repair of “{deed}” of {day}. The record stays as it is; you may ask "
        "again.",
        "您已撤回对 {day} “{deed}”的修复申请。该记录保持不变，您可再次申请。",
    ),
    "repair-closed": (
        "The repair of “{deed}” of {day} is closed: meanwhile the record was annulled.",
        "对 {day} “{deed}”的修复申请已结束：该记录在此期间已被撤销。",
    ),
}
