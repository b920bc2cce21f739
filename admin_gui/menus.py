"""The window's actions: made from the one table, standing in menus, bound to their keys."""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from admin_gui.actions.action import MENUS, Action
from admin_gui.actions.keys import IN_WIDGETS
from admin_gui.actions.table import ACTIONS, words_of
from admin_gui.screen_list import SCREENS
from admin_gui.widgets.jump import Goal

GO: Final = "go-to-"


class Menus(QObject):
    """All actions that a role may use.

    Attributes:
        triggered: the name of an action; of a screen, with `go-to-` before it.
    """

    triggered = Signal(str)

    def __init__(self, window: QMainWindow) -> None:
        """Without actions: nobody is signed in."""
        super().__init__(window)
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        self._choices: dict[str, QActionGroup] = {}
        self._may: Callable[[str], bool] = lambda _: False

    def build(self, may: Callable[[str], bool]) -> None:
        """Make the menus for whoever may do this."""
        self._may = may
        for held in self._actions.values():
            self._window.removeAction(held)
            held.deleteLater()
        self._actions.clear()
        for group in self._choices.values():
            group.deleteLater()
        self._choices.clear()
        self._window.menuBar().clear()
        self._menus = {name: self._window.menuBar().addMenu("") for name in MENUS}
        for number, entry in enumerate(self.screens(), start=1):
            self._add(Action(name=f"{GO}{entry}", text="", keys=f"Alt+{number}", menu="go"))
        for action in ACTIONS:
            if may(action.permission):
                self._add(action)
        self.retranslate()

    def screens(self) -> list[str]:
        """The names of the screens that the role may open."""
        return [entry.name for entry in SCREENS if self._may(entry.permission)]

    def show_for(self, screen: str, disabled: frozenset[str]) -> None:
        """Let only those actions be done that the screen in view can do now."""
        for action in ACTIONS:
            if action.screen and action.name in self._actions:
                held = self._actions[action.name]
                held.setVisible(action.screen == screen)
                held.setEnabled(action.screen == screen and action.name not in disabled)

    def show_chosen(self, *names: str) -> None:
        """Mark what is chosen, such as the language in use."""
        for name in names:
            if name in self._actions:
                self._actions[name].setChecked(True)

    def retranslate(self) -> None:
        """Write every action in the language in use."""
        for name, menu in self._menus.items():
            menu.setTitle(words_of(MENUS[name]))
        for name, action in self._actions.items():
            action.setText(self.words(name))

    def goals(self) -> list[Goal]:
        """Everything one can jump to."""
        return [
            Goal(name=name, words=self.words(name), keys=_shown(action.shortcuts()))
            for name, action in self._actions.items()
            if name != "jump"
        ]

    def lines(self) -> list[tuple[str, str, str]]:
        """Every shortcut: the screen where it works, the action, the keys."""
        places = {entry.name: words_of(entry.text) for entry in SCREENS}
        homes = {action.name: action.screen for action in ACTIONS}
        of_actions = [
            (places.get(homes.get(name, ""), self.tr("Everywhere")), self.words(name), keys)
            for name, action in self._actions.items()
            if (keys := _shown(action.shortcuts()))
        ]
        others = [(words_of(k.where), words_of(k.text), words_of(k.keys)) for k in IN_WIDGETS]
        return [*of_actions, *others]

    def _add(self, action: Action) -> None:
        made = QAction(self._window)
        made.setShortcuts([QKeySequence(keys) for keys in action.keys.split(";") if keys])
        made.triggered.connect(lambda: self.triggered.emit(action.name))
        if action.choice:
            made.setCheckable(True)
            if action.choice not in self._choices:
                self._choices[action.choice] = QActionGroup(self)
            self._choices[action.choice].addAction(made)
        self._actions[action.name] = made
        self._menus[action.menu].addAction(made)
        self._window.addAction(made)

    def words(self, name: str) -> str:
        """An action's or a screen's words in the language in use."""
        if name.startswith(GO):
            screen = name.removeprefix(GO)
            return next(words_of(entry.text) for entry in SCREENS if entry.name == screen)
        return next(words_of(action.text) for action in ACTIONS if action.name == name)


def _shown(keys: Iterable[QKeySequence]) -> str:
    """The first of an action's keys, as this system writes it."""
    return next((key.toString(QKeySequence.SequenceFormat.NativeText) for key in keys), "")
