"""What is done with deeds: logged, sent, confirmed, and cases about them."""

from typing import Final

from admin_gui.actions.action import Action
from admin_gui.marks import QT_TRANSLATE_NOOP

OF_DEEDS: Final = (
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
        text=QT_TRANSLATE_NOOP("Actions", "Send a deed again that was refused or taken back"),
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
)
