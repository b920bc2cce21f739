"""A day, typed or moved by the arrows: up is tomorrow, also at the end of a month."""

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QWidget


class DayEdit(QDateEdit):
    """The field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """With a calendar to choose from."""
        super().__init__(parent)
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy-MM-dd")

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """It is mostly the day that is another."""
        super().focusInEvent(event)
        self.setSelectedSection(QDateEdit.Section.DaySection)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:  # noqa: N802 - Qt's name
        """Any step that stays within what may be chosen; Qt's own ends with the month."""
        flags = QAbstractSpinBox.StepEnabledFlag.StepNone
        if self.date() > self.minimumDate():
            flags |= QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        if self.date() < self.maximumDate():
            flags |= QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
        return flags

    def stepBy(self, steps: int) -> None:  # noqa: N802 - Qt's name
        """Go on to the next month where a month ends."""
        if self.currentSection() == QDateEdit.Section.DaySection:
            self.setDate(self.date().addDays(steps))
            self.setSelectedSection(QDateEdit.Section.DaySection)
            return
        super().stepBy(steps)
