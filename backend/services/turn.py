"""A turn: one at a time does some work, and looks again if somebody asked for more meanwhile."""


class Turn:
    """Whose turn it is, in one event loop.

    Attributes:
        is_taken: true while somebody works.
        is_wanted: true where more was asked for since the work was looked at.
        is_over: true where no more is to be begun, because the process ends.
    """

    __slots__ = ("is_over", "is_taken", "is_wanted")

    def __init__(self) -> None:
        """Nobody works."""
        self.is_taken = False
        self.is_wanted = False
        self.is_over = False
