"""What is done with schemes and accounts."""

from typing import Final

from admin_gui.actions.action import Action
from admin_gui.marks import QT_TRANSLATE_NOOP

OF_ADMINISTRATION: Final = (
    # Schemes
    Action(
        name="check-scheme",
        text=QT_TRANSLATE_NOOP("Actions", "Check the text"),
        keys="Ctrl+Return;Ctrl+Enter",
        permission="propose-scheme",
        screen="schemes",
    ),
    Action(
        name="propose-scheme",
        text=QT_TRANSLATE_NOOP("Actions", "Propose this version…"),
        keys="Ctrl+P",
        permission="propose-scheme",
        screen="schemes",
    ),
    Action(
        name="compare-schemes",
        text=QT_TRANSLATE_NOOP("Actions", "Compare two versions"),
        keys="Ctrl+D",
        permission="read-schemes",
        screen="schemes",
    ),
    Action(
        name="scheme-back",
        text=QT_TRANSLATE_NOOP("Actions", "Propose the way back…"),
        permission="propose-scheme",
        screen="schemes",
    ),
    Action(
        name="call-off-scheme",
        text=QT_TRANSLATE_NOOP("Actions", "Call off a scheduled switch…"),
        permission="propose-scheme",
        screen="schemes",
    ),
    Action(
        name="open-scheme",
        text=QT_TRANSLATE_NOOP("Actions", "Open a scheme file…"),
        keys="Ctrl+O",
        permission="propose-scheme",
        screen="schemes",
    ),
    Action(
        name="save-scheme",
        text=QT_TRANSLATE_NOOP("Actions", "Save the text as a file…"),
        keys="Ctrl+S",
        permission="propose-scheme",
        screen="schemes",
    ),
    Action(
        name="find-in-schemes",
        text=QT_TRANSLATE_NOOP("Actions", "Find in what is shown"),
        keys="Ctrl+F",
        permission="read-schemes",
        screen="schemes",
    ),
    Action(
        name="approve-proposal",
        text=QT_TRANSLATE_NOOP("Actions", "Approve the proposal…"),
        keys="Ctrl+Shift+A",
        permission="approve-scheme",
        screen="schemes",
    ),
    Action(
        name="refuse-proposal",
        text=QT_TRANSLATE_NOOP("Actions", "Refuse the proposal…"),
        keys="Ctrl+R",
        permission="approve-scheme",
        screen="schemes",
    ),
    Action(
        name="withdraw-proposal",
        text=QT_TRANSLATE_NOOP("Actions", "Withdraw my proposal…"),
        permission="propose-scheme",
        screen="schemes",
    ),
    # People
    Action(
        name="new-person",
        text=QT_TRANSLATE_NOOP("Actions", "New account…"),
        keys="Ctrl+N",
        permission="edit-staff",
        screen="people",
    ),
    Action(
        name="edit-person",
        text=QT_TRANSLATE_NOOP("Actions", "Change the account…"),
        keys="Ctrl+E",
        permission="edit-staff",
        screen="people",
    ),
    Action(
        name="reset-password",
        text=QT_TRANSLATE_NOOP("Actions", "Give the account a new password…"),
        permission="edit-staff",
        screen="people",
    ),
    Action(
        name="confirm-person",
        text=QT_TRANSLATE_NOOP("Actions", "Confirm the account…"),
        permission="edit-staff",
        screen="people",
    ),
    Action(
        name="disable-person",
        text=QT_TRANSLATE_NOOP("Actions", "Disable the account…"),
        permission="edit-staff",
        screen="people",
    ),
    Action(
        name="enable-person",
        text=QT_TRANSLATE_NOOP("Actions", "Enable the account again"),
        permission="edit-staff",
        screen="people",
    ),
    Action(
        name="search-people",
        text=QT_TRANSLATE_NOOP("Actions", "Search the accounts"),
        keys="Ctrl+F",
        permission="read-staff",
        screen="people",
    ),
)
