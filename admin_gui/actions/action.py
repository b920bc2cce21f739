"""What an action is, and the menus in which actions stand."""

from typing import Final

import msgspec

from admin_gui.marks import QT_TRANSLATE_NOOP


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """Something that can be done.

    Attributes:
        name: by which its screen or the window handles it.
        text: its words, to be translated.
        keys: its shortcut, or several between semicolons; empty for none.
        permission: of the server, that allows it; empty for everybody who is signed in.
        screen: where it is done; empty for everywhere.
        menu: of the window, where it stands.
        choice: what it chooses, such as the language; what is chosen has a mark there.
    """

    name: str
    text: str
    keys: str = ""
    permission: str = ""
    screen: str = ""
    menu: str = "do"
    choice: str = ""


MENUS: Final = {
    "file": QT_TRANSLATE_NOOP("Actions", "&File"),
    "do": QT_TRANSLATE_NOOP("Actions", "&Do"),
    "table": QT_TRANSLATE_NOOP("Actions", "&Table"),
    "view": QT_TRANSLATE_NOOP("Actions", "&View"),
    "go": QT_TRANSLATE_NOOP("Actions", "&Go to"),
    "help": QT_TRANSLATE_NOOP("Actions", "&Help"),
}
