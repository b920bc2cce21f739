"""What every screen of the main window is."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from admin_gui.widgets.table import Table

Handler = Callable[[], None]


class Screen(QWidget):
    """A screen: a view that its controller fills and listens to.

    Subclasses set every text in `retranslate`, which runs again whenever the language changes; of
    a screen that is hidden, when it is shown.
    """

    _speaks_former = False

    def retranslate(self) -> None:
        """Set every text in the language in use."""

    def handlers(self) -> Mapping[str, Handler]:
        """What this screen does for actions of the table, by their names."""
        return {}

    def disabled_actions(self) -> frozenset[str]:
        """Names of its actions that have nothing to act on at the moment."""
        return frozenset()

    def table(self) -> Table | None:
        """The table that is copied and saved, where there is one."""
        return None

    def arrive(self) -> None:
        """It is shown now: read what may have changed, and give the keyboard to its first field."""

    def refresh(self) -> None:
        """Read again what is shown."""

    def may_leave(self) -> bool:
        """False where something typed would be lost and the user wants to stay."""
        return True

    def event(self, event: QEvent) -> bool:
        """Keep another language from everything in a hidden screen, until it is shown."""
        if event.type() == QEvent.Type.LanguageChange and self.isHidden():
            self._speaks_former = True
            return True
        if event.type() == QEvent.Type.Show and self._speaks_former:
            self._speaks_former = False
            QApplication.sendEvent(self, QEvent(QEvent.Type.LanguageChange))
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
