"""What residents are told about their own file: what changes by itself, and who looked at what."""

from typing import Final

# Why a score changes on a day without anything being added.
CHANGES: Final[dict[str, tuple[str, str]]] = {
    "begins": ("{deed} begins to count", "{deed}开始计分"),
    "ends": ("{deed} counts no longer", "{deed}不再计分"),
    "becomes": ("{deed}: {was} becomes {later}", "{deed}：由 {was} 变为 {later}"),
    "limit": (
        "the limit of {deed} takes {later} instead of {was}",
        "{deed}的限额由 {was} 变为 {later}",
    ),
    "calendar": ("what counts changes with the calendar", "计分内容随日期变化"),
    # How a deed is called there.
    "deed": ("“{label}” of {on}", "{on} 的“{label}”"),
    "supposed": ("the supposed “{label}” of {on}", "假设的 {on} 的“{label}”"),
    "rule": ("“{label}”", "“{label}”"),
}

# The parts of a resident's file, as a look names them; another is shown as it was written.
PARTS: Final[dict[str, tuple[str, str]]] = {
    "cover": (
        "name and number, found by number or pass",
        "姓名与号码（按号码或凭证查找）",
    ),
    "score": ("score with every line", "积分及各明细"),
    "deeds": ("deeds with every step", "行为及其每一步"),
    "history": ("history of the score", "积分变化记录"),
    "perks": ("perks that the band opens", "等级开放的便利项目"),
    "grants": ("perks granted", "已授予的便利项目"),
    "queue": ("a deed that waits for a second person", "一件等待第二人确认的行为"),
    "second-look": ("a merit taken for a second look", "一件抽样复看的加分行为"),
    "case": ("an objection or a repair", "一件异议或修复申请"),
    "evidence": ("a file of evidence", "一份证据文件"),
    "statement": ("the statement on paper", "纸质对账单"),
    # Not looks, but a way to them: whoever opens an invitation can act as the resident.
    "invitation-made": ("a new invitation, made for you", "为您新制作的邀请"),
    "invitation-opened": (
        "an invitation that they had made for you was opened, and your password set anew",
        "其为您制作的邀请已被启用，您的密码已重设",
    ),
}
