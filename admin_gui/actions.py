"""Every action of the desktop in one table: its words, its keys, who may, and where it lives."""

from typing import Final

import msgspec
from PySide6.QtCore import QCoreApplication

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
    """

    name: str
    text: str
    keys: str = ""
    permission: str = ""
    screen: str = ""
    menu: str = "do"


MENUS: Final = {
    "file": QT_TRANSLATE_NOOP("Actions", "&File"),
    "do": QT_TRANSLATE_NOOP("Actions", "&Do"),
    "table": QT_TRANSLATE_NOOP("Actions", "&Table"),
    "view": QT_TRANSLATE_NOOP("Actions", "&View"),
    "go": QT_TRANSLATE_NOOP("Actions", "&Go to"),
    "help": QT_TRANSLATE_NOOP("Actions", "&Help"),
}

ACTIONS: Final = (
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
    ),
    Action(
        name="language-zh",
        text=QT_TRANSLATE_NOOP("Actions", "Chinese (中文)"),
        keys="Ctrl+Shift+H",
        menu="view",
    ),
    Action(
        name="theme-system",
        text=QT_TRANSLATE_NOOP("Actions", "Colours of the system"),
        menu="view",
    ),
    Action(name="theme-light", text=QT_TRANSLATE_NOOP("Actions", "Light colours"), menu="view"),
    Action(name="theme-dark", text=QT_TRANSLATE_NOOP("Actions", "Dark colours"), menu="view"),
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
    # Counter mode
    Action(
        name="counter-alone",
        text=QT_TRANSLATE_NOOP("Actions", "Take the whole screen, or leave it"),
        keys="F11",
        permission="redeem",
        screen="counter",
    ),
    Action(
        name="open-pass",
        text=QT_TRANSLATE_NOOP("Actions", "Read a pass from a picture…"),
        keys="Ctrl+O",
        permission="redeem",
        screen="counter",
    ),
    Action(
        name="undo-booking",
        text=QT_TRANSLATE_NOOP("Actions", "Reverse the last booking…"),
        keys="Ctrl+T",
        permission="redeem",
        screen="counter",
    ),
    Action(
        name="counter-sound",
        text=QT_TRANSLATE_NOOP("Actions", "Sound at yes and no, on or off"),
        keys="Ctrl+Shift+B",
        permission="redeem",
        screen="counter",
    ),
    # Bookings
    Action(
        name="find-booking",
        text=QT_TRANSLATE_NOOP("Actions", "Find a booking by its receipt code"),
        keys="Ctrl+F",
        permission="redeem",
        screen="bookings",
    ),
    Action(
        name="return-booking",
        text=QT_TRANSLATE_NOOP("Actions", "It was brought back"),
        keys="Ctrl+Return;Ctrl+Enter",
        permission="redeem",
        screen="bookings",
    ),
    Action(
        name="reverse-booking",
        text=QT_TRANSLATE_NOOP("Actions", "Reverse a booking made by mistake…"),
        keys="Del",
        permission="redeem",
        screen="bookings",
    ),
    Action(
        name="settle-now",
        text=QT_TRANSLATE_NOOP("Actions", "Try to settle now"),
        keys="Ctrl+R",
        permission="redeem",
        screen="bookings",
    ),
    Action(
        name="retry-booking",
        text=QT_TRANSLATE_NOOP("Actions", "Settle a refused booking again"),
        keys="Ctrl+Shift+R",
        permission="redeem",
        screen="bookings",
    ),
    Action(
        name="note-refusal",
        text=QT_TRANSLATE_NOOP("Actions", "Put a refused booking away; it needs nobody any more"),
        permission="redeem",
        screen="bookings",
    ),
    # Log a deed
    Action(
        name="save-deed",
        text=QT_TRANSLATE_NOOP("Actions", "Save the deed; the next one is ready"),
        keys="Ctrl+Return;Ctrl+Enter",
        permission="enter-deed",
        screen="log_deed",
    ),
    Action(
        name="clear-deed",
        text=QT_TRANSLATE_NOOP("Actions", "Clear the form"),
        keys="Ctrl+Shift+Backspace",
        permission="enter-deed",
        screen="log_deed",
    ),
    Action(
        name="many-numbers",
        text=QT_TRANSLATE_NOOP("Actions", "The same deed for a list of numbers"),
        keys="Ctrl+L",
        permission="enter-deed",
        screen="log_deed",
    ),
    Action(
        name="undo-deed",
        text=QT_TRANSLATE_NOOP("Actions", "Take back the deed just saved"),
        keys="Ctrl+T",
        permission="enter-deed",
        screen="log_deed",
    ),
    # Outbox
    Action(
        name="send-now",
        text=QT_TRANSLATE_NOOP("Actions", "Try to send now"),
        keys="Ctrl+R",
        permission="enter-deed",
        screen="outbox",
    ),
    Action(
        name="correct-deed",
        text=QT_TRANSLATE_NOOP("Actions", "Correct a refused deed"),
        keys="Ctrl+E",
        permission="enter-deed",
        screen="outbox",
    ),
    Action(
        name="retry-deed",
        text=QT_TRANSLATE_NOOP("Actions", "Send a refused deed again as it is"),
        keys="Ctrl+Shift+R",
        permission="enter-deed",
        screen="outbox",
    ),
    Action(
        name="withdraw-deed",
        text=QT_TRANSLATE_NOOP("Actions", "Take back a deed that is not on the server"),
        keys="Del",
        permission="enter-deed",
        screen="outbox",
    ),
    Action(
        name="show-number",
        text=QT_TRANSLATE_NOOP("Actions", "Show or hide the resident's number"),
        keys="Ctrl+H",
        permission="enter-deed",
        screen="outbox",
    ),
    Action(
        name="clear-outbox",
        text=QT_TRANSLATE_NOOP("Actions", "Remove old deeds that need nobody any more…"),
        permission="enter-deed",
        screen="outbox",
    ),
    # Confirm
    Action(
        name="confirm-deed",
        text=QT_TRANSLATE_NOOP("Actions", "Confirm the deed"),
        keys="Ctrl+Return;Ctrl+Enter",
        permission="confirm-deed",
        screen="confirm",
    ),
    Action(
        name="refuse-deed",
        text=QT_TRANSLATE_NOOP("Actions", "Refuse the deed…"),
        keys="Ctrl+R",
        permission="confirm-deed",
        screen="confirm",
    ),
    Action(
        name="next-deed",
        text=QT_TRANSLATE_NOOP("Actions", "Next deed"),
        keys="Ctrl+Down",
        permission="confirm-deed",
        screen="confirm",
    ),
    Action(
        name="previous-deed",
        text=QT_TRANSLATE_NOOP("Actions", "Previous deed"),
        keys="Ctrl+Up",
        permission="confirm-deed",
        screen="confirm",
    ),
    # Objections and repairs
    Action(
        name="grant-case",
        text=QT_TRANSLATE_NOOP("Actions", "Uphold the objection, or accept the repair"),
        keys="A",
        permission="decide-case",
        screen="cases",
    ),
    Action(
        name="reject-case",
        text=QT_TRANSLATE_NOOP("Actions", "Reject the objection or the repair"),
        keys="R",
        permission="decide-case",
        screen="cases",
    ),
    Action(
        name="decide-case",
        text=QT_TRANSLATE_NOOP("Actions", "Send the decision"),
        keys="Ctrl+Return;Ctrl+Enter",
        permission="decide-case",
        screen="cases",
    ),
    Action(
        name="next-case",
        text=QT_TRANSLATE_NOOP("Actions", "Next case"),
        keys="Ctrl+Down",
        permission="decide-case",
        screen="cases",
    ),
    Action(
        name="previous-case",
        text=QT_TRANSLATE_NOOP("Actions", "Previous case"),
        keys="Ctrl+Up",
        permission="decide-case",
        screen="cases",
    ),
    Action(
        name="show-evidence",
        text=QT_TRANSLATE_NOOP("Actions", "Look at the marked file"),
        keys="Ctrl+O",
        permission="decide-case",
        screen="cases",
    ),
    Action(
        name="show-beside",
        text=QT_TRANSLATE_NOOP("Actions", "Look at the marked file beside the other one"),
        keys="Ctrl+B",
        permission="decide-case",
        screen="cases",
    ),
    Action(
        name="close-evidence",
        text=QT_TRANSLATE_NOOP("Actions", "Close the files, back to the list"),
        keys="Ctrl+W",
        permission="decide-case",
        screen="cases",
    ),
    # Resident's file
    Action(
        name="find-resident",
        text=QT_TRANSLATE_NOOP("Actions", "Open another resident's file"),
        keys="Ctrl+F",
        permission="find-resident",
        screen="resident_file",
    ),
    Action(
        name="close-file",
        text=QT_TRANSLATE_NOOP("Actions", "Close the file"),
        keys="Ctrl+W",
        permission="read-file",
        screen="resident_file",
    ),
    Action(
        name="enrol",
        text=QT_TRANSLATE_NOOP("Actions", "Enrol a resident, or make a new invitation…"),
        keys="Ctrl+N",
        permission="enrol",
        screen="resident_file",
    ),
    Action(
        name="paper-consent",
        text=QT_TRANSLATE_NOOP("Actions", "Take a consent that is signed on paper…"),
        keys="Ctrl+Shift+N",
        permission="enrol",
        screen="resident_file",
    ),
    Action(
        name="paper-leaving",
        text=QT_TRANSLATE_NOOP("Actions", "Let the resident leave, signed on paper…"),
        permission="enrol",
        screen="resident_file",
    ),
    Action(
        name="print-statement",
        text=QT_TRANSLATE_NOOP("Actions", "Print the resident's statement…"),
        keys="Ctrl+P",
        permission="read-file",
        screen="resident_file",
    ),
    Action(
        name="follow-deed",
        text=QT_TRANSLATE_NOOP("Actions", "Record a deed's end or a new proof…"),
        keys="Ctrl+E",
        permission="follow-deed",
        screen="resident_file",
    ),
    # Grant a perk
    Action(
        name="grant-perk",
        text=QT_TRANSLATE_NOOP("Actions", "Grant the perk…"),
        keys="Ctrl+Return;Ctrl+Enter",
        permission="grant-perk",
        screen="grant_perk",
    ),
    Action(
        name="revoke-grant",
        text=QT_TRANSLATE_NOOP("Actions", "Revoke the grant…"),
        keys="Del",
        permission="grant-perk",
        screen="grant_perk",
    ),
    Action(
        name="grant-list",
        text=QT_TRANSLATE_NOOP("Actions", "Grant a perk to a list of numbers"),
        keys="Ctrl+L",
        permission="grant-perk",
        screen="grant_perk",
    ),
    Action(
        name="preview-list",
        text=QT_TRANSLATE_NOOP("Actions", "Preview what the list of numbers does"),
        keys="Ctrl+P",
        permission="grant-perk",
        screen="grant_perk",
    ),
    Action(
        name="revoke-list",
        text=QT_TRANSLATE_NOOP("Actions", "Revoke all that a list granted…"),
        keys="Ctrl+Shift+R",
        permission="grant-perk",
        screen="grant_perk",
    ),
    # Perks
    Action(
        name="set-places",
        text=QT_TRANSLATE_NOOP("Actions", "Set how many places the perk has…"),
        keys="Ctrl+E",
        permission="edit-stock",
        screen="perks",
    ),
    Action(
        name="places-back",
        text=QT_TRANSLATE_NOOP("Actions", "Go back to the places before"),
        keys="Ctrl+T",
        permission="edit-stock",
        screen="perks",
    ),
    Action(
        name="find-perk",
        text=QT_TRANSLATE_NOOP("Actions", "Search the perks"),
        keys="Ctrl+F",
        permission="read-take-up",
        screen="perks",
    ),
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


def words_of(text: str) -> str:
    """A text of this table in the language in use."""
    return QCoreApplication.translate("Actions", text)


def home_of(name: str) -> str:
    """The screen where an action is done; empty for everywhere."""
    return next(action.screen for action in ACTIONS if action.name == name)
