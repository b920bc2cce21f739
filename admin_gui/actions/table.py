"""Every action of the desktop in one table: its words, its keys, who may, and where it lives."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from admin_gui.actions.administration import OF_ADMINISTRATION
from admin_gui.actions.counters import AT_COUNTERS
from admin_gui.actions.deeds import OF_DEEDS
from admin_gui.actions.everywhere import EVERYWHERE
from admin_gui.actions.residents import OF_RESIDENTS

ACTIONS: Final = (*EVERYWHERE, *AT_COUNTERS, *OF_DEEDS, *OF_RESIDENTS, *OF_ADMINISTRATION)


def words_of(text: str) -> str:
    """A text of this table in the language in use."""
    return QCoreApplication.translate("Actions", text)


def home_of(name: str) -> str:
    """The screen where an action is done; empty for everywhere."""
    return next(action.screen for action in ACTIONS if action.name == name)
