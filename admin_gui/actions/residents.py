"""What is done for residents: their files, and perks."""

from typing import Final

from admin_gui.actions.action import Action
from admin_gui.marks import QT_TRANSLATE_NOOP

OF_RESIDENTS: Final = (
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
    Action(
        name="paper-objection",
        text=QT_TRANSLATE_NOOP("Actions", "Take in an objection to the deed, on paper…"),
        keys="Ctrl+J",
        permission="enrol",
        screen="resident_file",
    ),
    Action(
        name="paper-repair",
        text=QT_TRANSLATE_NOOP("Actions", "Take in a repair of the deed, on paper…"),
        keys="Ctrl+Shift+J",
        permission="enrol",
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
)
