"""What is wrong with the arguments of a command."""

from typing import Final

ARGUMENTS: Final[dict[str, tuple[str, str]]] = {
    "argument-missing": (
        "This is missing. Add it, as `{command} --help` shows.",
        "缺少此项。请按 `{command} --help` 所示补上。",
    ),
    "argument-empty": (
        "Nothing follows it. Write a value behind it, as `{command} --help` shows.",
        "其后没有值。请按 `{command} --help` 所示写上。",
    ),
    "argument-choice": (
        "There is no {value} here. Use one of: {known}.",
        "没有 {value}。请使用以下之一：{known}。",
    ),
    "argument-unknown": (
        "`{command}` knows no such argument. Leave it out, or look for the right one in "
        "`{command} --help`.",
        "`{command}` 没有这样的参数。请去掉，或在 `{command} --help` 中查找正确的写法。",
    ),
    "arguments-exclusive": (
        "It cannot be asked for together with {other}. Leave one of the two out.",
        "不能与 {other} 同时使用。请去掉其中一项。",
    ),
    "argument-wrong": (
        "It cannot be read: {detail}. Write it as `{command} --help` shows.",
        "无法读取：{detail}。请按 `{command} --help` 所示书写。",
    ),
}
