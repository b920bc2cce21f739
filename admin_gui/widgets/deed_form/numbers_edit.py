"""Where a list of residents' numbers is typed or pasted, and what it holds in words."""

from typing import Final

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from admin_gui.widgets.deed_form.numbers import Numbers, read_numbers

NAMED_MOST: Final = 3


class NumbersEdit(QPlainTextEdit):
    """The list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent, tabChangesFocus=True)

    def found(self) -> Numbers:
        """The numbers that stand there."""
        return read_numbers(self.toPlainText())

    def words(self) -> str:
        """How many there are, and which look wrong or stand there twice."""
        found = self.found()
        if not found.all:
            return self.tr("One to a line, or with blanks, commas or semicolons between them.")
        parts = [self.tr("%n resident(s)", "", len(found.all))]
        if found.doubles:
            line = self.tr(
                "%n stand(s) there twice and count(s) once: {numbers}", "", len(found.doubles)
            )
            parts.append(line.format(numbers=_named(found.doubles)))
        if found.doubtful:
            line = self.tr("⚠ %n look(s) wrong: {numbers}", "", len(found.doubtful))
            parts.append(line.format(numbers=_named(found.doubtful)))
        return "\n".join(parts)


def _named(numbers: tuple[str, ...]) -> str:
    shown = ", ".join(numbers[:NAMED_MOST])
    return f"{shown} …" if len(numbers) > NAMED_MOST else shown
