"""What can be done on every screen."""

from typing import Final

from admin_gui.actions.action import Action
from admin_gui.marks import QT_TRANSLATE_NOOP

EVERYWHERE: Final = (
    # Everywhere
    Action(
        name="jump",
        text=QT_TRANSLATE_NOOP("Actions", "Jump to a screen or action…"),
        keys="Ctrl+K",
        menu="go",
    ),
    Action(
        name="refresh",
        text=QT_TRANSLATE_NOOP("Actions", "Read again"),
        keys="F5",
        menu="view",
    ),
    Action(
        name="language-en",
        text=QT_TRANSLATE_NOOP("Actions", "English"),
        keys="Ctrl+Shift+E",
        menu="view",
        choice="language",
    ),
    Action(
        name="language-zh",
        text=QT_TRANSLATE_NOOP("Actions", "Chinese (中文)"),
        keys="Ctrl+Shift+H",
        menu="view",
        choice="language",
    ),
    Action(
        name="theme-system",
        text=QT_TRANSLATE_NOOP("Actions", "Colours of the system"),
        menu="view",
        choice="theme",
    ),
    Action(
        name="theme-light",
        text=QT_TRANSLATE_NOOP("Actions", "Light colours"),
        menu="view",
        choice="theme",
    ),
    Action(
        name="theme-dark",
        text=QT_TRANSLATE_NOOP("Actions", "Dark colours"),
        menu="view",
        choice="theme",
    ),
    Action(
        name="sort-table",
        text=QT_TRANSLATE_NOOP("Actions", "Sort the table by a column…"),
        keys="Ctrl+Shift+O",
        menu="table",
    ),
    Action(
        name="copy-table",
        text=QT_TRANSLATE_NOOP("Actions", "Copy the selected rows as a table"),
        keys="Ctrl+Shift+C",
        menu="table",
    ),
    Action(
        name="export-csv",
        text=QT_TRANSLATE_NOOP("Actions", "Save the table as CSV…"),
        keys="Ctrl+Shift+S",
        menu="table",
    ),
    Action(
        name="export-xlsx",
        text=QT_TRANSLATE_NOOP("Actions", "Save the table for Excel…"),
        keys="Ctrl+Shift+X",
        menu="table",
    ),
    Action(
        name="change-password",
        text=QT_TRANSLATE_NOOP("Actions", "Change my password…"),
        menu="file",
    ),
    Action(
        name="sign-out",
        text=QT_TRANSLATE_NOOP("Actions", "Sign out"),
        keys="Ctrl+Shift+Q",
        menu="file",
    ),
    Action(name="quit", text=QT_TRANSLATE_NOOP("Actions", "Quit"), keys="Ctrl+Q", menu="file"),
    Action(
        name="shortcuts", text=QT_TRANSLATE_NOOP("Actions", "Shortcuts"), keys="F1", menu="help"
    ),
    Action(name="about", text=QT_TRANSLATE_NOOP("Actions", "About citypoints"), menu="help"),
)
