"""Why a line of a score says what it says."""

from typing import Final

NOTES: Final[dict[str, tuple[str, str]]] = {
    "quantity": ("{value} together", "合计 {value}"),
    "year": ("deeds of {value}", "{value} 年的行为"),
    "below-first-step": ("below the first step", "未达到第一档"),
    "not-priced": (
        "a deed without the grade or quantity that this rule prices counts nothing",
        "缺少本规则所需级别或数量的行为不计分",
    ),
    "at-most": ("at most {value} points", "最多 {value} 分"),
    "not-largest": ("only the largest of its group counts: {value}", "同组只计最大一项：{value}"),
    "group-at-most": ("at most {value} points for the group", "全组最多 {value} 分"),
    "dimension-range": ("the dimension's range is {value}", "该维度的范围是 {value}"),
    "floor": ("brings the sum down to {value} while it stands", "存续期间总分降至 {value}"),
    "direct-grade": (
        "direct grade {value}; the total is unchanged",
        "直接判为“{value}”；总分不变",
    ),
    "merits-rest": (
        "merits rest while the breach behind a direct grade lasts",
        "直接判级所依据的行为持续期间，加分暂不计入",
    ),
    "after-effect": (
        "after-effect of a breach that has ended {value}",
        "行为结束后的后续影响 {value}",
    ),
    "repaired": ("repaired", "已修复"),
}
