"""Sentences about perks in use: at the counter, and of what counters book."""

from typing import Final

REDEMPTIONS: Final[dict[str, tuple[str, str]]] = {
    "provider-missing": (
        "A counter is the desk of a provider. Choose one of: {known}.",
        "服务台须属于一个提供方。请从以下各项中选一：{known}。",
    ),
    "provider-unwanted": (
        "Only a counter belongs to a provider; the role is {role}. Leave the provider out.",
        "只有服务台属于提供方，而此角色是 {role}。请不要填写提供方。",
    ),
    "no-such-provider": (
        "The scheme in force lists no provider {name}. Choose one of: {known}.",
        "现行方案没有提供方 {name}。请从以下各项中选一：{known}。",
    ),
    "perk-needs-grant": (
        "No band opens this perk by itself: an officer grants it. Ask the bureau for it.",
        "此便利项目不因等级自动开放，须由工作人员授予。请向主管部门申请。",
    ),
}
