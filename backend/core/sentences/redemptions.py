"""Sentences about perks in use: at the counter, and of what counters book."""

from typing import Final

REDEMPTIONS: Final[dict[str, tuple[str, str]]] = {
    "perk-needs-grant": (
        "No band opens this perk by itself: an officer grants it. Ask the bureau for it.",
        "此便利项目不因等级自动开放，须由工作人员授予。请向主管部门申请。",
    ),
}
