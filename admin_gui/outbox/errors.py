"""What the outbox raises.

OutboxError
├── HeldError            another desktop has this box open
├── BoxMissingError      there is no box in the folder yet
├── BoxPresentError      there is one already
├── WrongPasswordError   the password does not open the box
├── NoSpaceError         the disk is full: nothing was stored
├── UnwritableError      the folder or the disk refuses: nothing was stored
├── DamagedError         the file, or a sealed value in it, is not what was stored; it is kept
├── OutdatedError        a later version of the program wrote the file
├── ClosedError          the box was closed meanwhile
├── UnfitDeedError       the deed is no deed of the wire, so no server would take it
├── IdTakenError         another deed has this id already
└── StateError           the deed's state does not allow it any more
"""

from typing import ClassVar

from admin_gui.outbox.sentences import Language, sentence


class OutboxError(Exception):
    """The root: something that people are told in their own language."""

    kind: ClassVar[str]

    def __init__(self, **values: str) -> None:
        """Keep what the sentence names; never anything of a deed, nor a password."""
        super().__init__(sentence(self.kind, "en", **values))
        self.values = values

    def sentence(self, language: Language) -> str:
        """What happened and what to do."""
        return sentence(self.kind, language, **self.values)


class HeldError(OutboxError):
    """Another desktop has this box open, and only one may."""

    kind = "held"


class BoxMissingError(OutboxError):
    """There is no box in the folder yet."""

    kind = "missing"


class BoxPresentError(OutboxError):
    """There is a box in the folder already."""

    kind = "present"


class WrongPasswordError(OutboxError):
    """The password does not open the box."""

    kind = "wrong-password"


class NoSpaceError(OutboxError):
    """The disk is full: nothing of what was asked is stored."""

    kind = "no-space"


class UnwritableError(OutboxError):
    """The folder or the disk refuses: nothing of what was asked is stored."""

    kind = "unwritable"


class DamagedError(OutboxError):
    """What lies on the disk is not what was stored; it is kept as it is."""

    kind = "damaged"


class OutdatedError(OutboxError):
    """A later version of the program wrote the file."""

    kind = "outdated"


class ClosedError(OutboxError):
    """The box was closed meanwhile."""

    kind = "closed"


class UnfitDeedError(OutboxError):
    """The deed is no deed of the wire, so no server would take it."""

    kind = "unfit"


class IdTakenError(OutboxError):
    """Another deed has this id already."""

    kind = "id-taken"


class StateError(OutboxError):
    """The deed's state does not allow it any more."""

    kind = "state"
