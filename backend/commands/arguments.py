"""What a command is asked: explained, and refused, in English or in Chinese.

The language is known before anything else is read, so that help and complaints are in it, too.
"""

import argparse
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NoReturn
from unicodedata import east_asian_width

from backend.commands import REFUSED

if TYPE_CHECKING:
    from backend.core.problems import Language

# In the order in which every program asks the terminal's settings.
SETTINGS: Final = ("LC_ALL", "LC_MESSAGES", "LANG")

# What the library complains of, and the problem that it is.
_COMPLAINTS: Final = (
    (r"the following arguments are required: (?P<key>.+)", "argument-missing"),
    (r"argument (?P<key>.+?): expected one argument", "argument-empty"),
    (
        r"argument (?P<key>.+?): invalid choice: '(?P<value>.*)' \(choose from (?P<known>.+)\)",
        "argument-choice",
    ),
    (
        r"argument (?P<key>.+?): not allowed with argument (?P<other>.+)",
        "arguments-exclusive",
    ),
    (r"argument (?P<key>.+?): (?P<detail>.+)", "argument-wrong"),
    (r"(?P<detail>.+)", "argument-wrong"),
)

# Where a line of Chinese may be broken: behind each sign, but not within a Latin word.
_PARTS: Final = re.compile(r"[!-~]+ ?|.")


class Parser(argparse.ArgumentParser):
    """Reads the arguments of the program, or of a command.

    Attributes:
        language: of help and complaints.
    """

    def __init__(self, *, language: "Language" = "en", **facts: Any) -> None:  # noqa: ANN401 - the library's
        """Take what the library takes."""
        shape = argparse.RawDescriptionHelpFormatter if language == "en" else _Chinese
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=shape, **facts)
        self.language = language
        self._positionals.title = self.say("arguments", "参数")
        self._optionals.title = self.say("options", "选项")
        self.add_argument(
            "-h", "--help", action="help", help=self.say("show this and end", "显示本说明并结束")
        )
        self.add_argument(
            "--language",
            choices=("en", "zh"),
            default=language,
            help=self.say(
                "of help, sentences and tables (default: the terminal's, else en)",
                "说明、语句和表格的语言（默认：终端的语言，否则为 en）",
            ),
        )

    def say(self, english: str, chinese: str) -> str:
        """The words of one's language."""
        return english if self.language == "en" else chinese

    def parse_known_args(  # type: ignore[override] # narrower than the overloads of argparse
        self,
        args: Sequence[str] | None = None,
        namespace: argparse.Namespace | None = None,
    ) -> tuple[argparse.Namespace, list[str]]:
        """Refuse here what is left, so that it is this command's help that is named."""
        found, left = super().parse_known_args(args, namespace)
        if left:
            self._refuse("argument-unknown", " ".join(left))
        return found, left

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and what to do, and end."""
        for pattern, kind in _COMPLAINTS:
            if match := re.fullmatch(pattern, message, re.DOTALL):
                values = match.groupdict()
                self._refuse(kind, values.pop("key", self.prog), **values)
        raise AssertionError(message)

    def _refuse(self, kind: str, key: str, **values: str) -> NoReturn:
        from backend.core.problems import Place, describe  # noqa: PLC0415 - help starts without it

        if "known" in values:
            values["known"] = values["known"].replace("'", "")
        problem = Place("arguments", key).problem(kind, "", None, command=self.prog, **values)
        self.exit(REFUSED, f"citypoints: {describe(problem, self.language)}\n")


class _Chinese(argparse.RawDescriptionHelpFormatter):
    """Help in Chinese, of which a sign takes the room of two letters and words have no spaces."""

    def add_usage(
        self,
        usage: str | None,
        actions: Any,  # noqa: ANN401 - the library's
        groups: Any,  # noqa: ANN401 - the library's
        prefix: str | None = None,
    ) -> None:
        """Begin with how it is written."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        lines, room = [""], width
        for part in _PARTS.findall(text):
            size = sum(1 + (east_asian_width(sign) in "WF") for sign in part)
            if size > room:
                lines, room = [*lines, ""], width
            lines[-1] += part
            room -= size
        return lines


def language_of(arguments: Sequence[str], environ: Mapping[str, str]) -> "Language":
    """The language that is asked for, wherever that stands; else that of the terminal."""
    asked = language_asked(arguments)
    if asked is not None:
        return asked
    spoken = next((environ[name] for name in SETTINGS if environ.get(name)), "")
    return "zh" if spoken.startswith("zh") else "en"


def language_asked(arguments: Sequence[str]) -> "Language | None":
    """The language that is asked for; none where that is left to the terminal."""
    reader = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    reader.add_argument("--language", nargs="?")
    asked = reader.parse_known_args(arguments)[0].language
    return asked if asked in {"en", "zh"} else None
