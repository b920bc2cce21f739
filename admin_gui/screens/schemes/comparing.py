"""The third tab at work: what differs between two versions, or in the text being edited."""

from http import HTTPStatus

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox

from admin_gui.client.errors import ClientError
from admin_gui.screens.schemes.changes import (
    FieldRow,
    change_columns,
    matching,
    rows_of,
    section_words,
)
from admin_gui.screens.schemes.dialogs import DRAFT
from admin_gui.screens.schemes.difference_view import DifferenceView
from admin_gui.screens.schemes.model import version_words
from admin_gui.screens.schemes.shelf import Shelf
from admin_gui.screens.schemes.text import Text
from admin_gui.widgets.rows import WholeModel
from backend.contracts.schemes import SchemeDifference


class Comparing(QObject):
    """The controller of the tab."""

    def __init__(self, shelf: Shelf, text: Text, parent: QObject) -> None:
        """Make the tab."""
        super().__init__(parent)
        self._shelf, self._place, self._text = shelf, shelf.place, text
        self._rows: list[FieldRow] = []
        self._difference: SchemeDifference | None = None
        self._question = 0
        # What was chosen by hand, or from another tab.
        self._before, self._after = "", ""
        self.model: WholeModel[FieldRow] = WholeModel(change_columns(shelf.signs), self)
        self.view = DifferenceView(self.model)
        self.view.panels.follow(self.model, self._nothing, self.compare)
        for column, width in enumerate((105, 140, 210, 130, 150)):
            self.view.table.setColumnWidth(column, width)
        self._place.keep_widths(self.view.table)
        self.view.before.activated.connect(lambda _: self._chosen())
        self.view.after.activated.connect(lambda _: self._chosen())
        self.view.swap.clicked.connect(self._swap)
        self.view.filter.textChanged.connect(lambda _: self._show())
        shelf.changed.connect(self._fill)

    def begin(self) -> None:
        """Compare what is chosen, if nothing was compared yet."""
        if not self._question:
            self.compare()

    def show(self, before: str, after: str) -> None:
        """Compare these two."""
        self._before, self._after = before, after
        self._choose(self.view.before, before)
        self._choose(self.view.after, after)
        self.compare()

    def compare(self) -> None:
        """Ask what differs between those chosen."""
        before, after = self.view.before.currentData(), self.view.after.currentData()
        self.view.swap.setEnabled(DRAFT not in {before, after})
        if not before or not after:
            self.view.panels.say(
                self.tr("Nothing to compare"),
                self.tr("The city keeps only one version so far."),
            )
            return
        self._question += 1
        question, city, calls = self._question, self._shelf.city, self._place.client.schemes
        text = self._text.text() if after == DRAFT else ""
        self.model.state_changed.emit("loading", "")
        self._place.ask(
            self,
            lambda: (
                calls.compare_draft(city, before, text)
                if after == DRAFT
                else calls.difference(city, before, after)
            ),
            lambda found: self._take(question, found),
            lambda error: self._failed(question, error),
        )

    def retranslate(self) -> None:
        """Everything in the language in use."""
        self.view.retranslate()
        self._fill()
        self._show()

    def _fill(self) -> None:
        """Offer the versions; what was chosen stays so. At first, the change that comes next."""
        before, after = self.view.before, self.view.after
        choices = [(row.digest, version_words(row)) for row in self._shelf.versions.rows()]
        in_force = self._shelf.digest_in_force()
        others = [digest for digest, _ in choices if digest != in_force]
        next_one = others[0] if others else in_force
        before.clear()
        after.clear()
        if self._shelf.may_propose:
            after.addItem(self.tr("The text being edited"), DRAFT)
        for digest, words in choices:
            before.addItem(words, digest)
            after.addItem(words, digest)
        self._choose(before, self._before or in_force)
        self._choose(after, self._after or next_one)

    def _chosen(self) -> None:
        self._before, self._after = self.view.before.currentData(), self.view.after.currentData()
        self.compare()

    def _choose(self, combo: QComboBox, digest: str) -> None:
        found = combo.findData(digest)
        if found < 0 and digest and digest != DRAFT:
            combo.addItem(self._shelf.called(digest), digest)
            found = combo.count() - 1
        combo.setCurrentIndex(max(found, 0))

    def _swap(self) -> None:
        before, after = self.view.before.currentData(), self.view.after.currentData()
        self.show(after, before)

    def _take(self, question: int, found: SchemeDifference) -> None:
        if question == self._question:
            self._difference = found
            self._rows = rows_of(found)
            self._show()

    def _failed(self, question: int, error: ClientError) -> None:
        if question != self._question:
            return
        self._difference = None
        self.view.summary.setText("")
        is_faulty = error.status == HTTPStatus.UNPROCESSABLE_ENTITY
        if is_faulty and self.view.after.currentData() == DRAFT:
            self.view.panels.say(
                self.tr("The text has to be corrected first"),
                self.tr("Only a scheme with nothing wrong in it can be compared. {problem}").format(
                    problem=error.sentence
                ),
                self.tr("Look at the text"),
                lambda: self._shelf.edit_wanted.emit(DRAFT),
            )
        else:
            self.model.state_changed.emit("failed", error.sentence)

    def _show(self) -> None:
        found = self._difference
        if found is None:
            return
        self.model.fill(matching(self._rows, self.view.filter.text()))
        kinds = [entry.change for entry in found.changes]
        text = self.tr("{added} added, {removed} removed, {changed} changed.").format(
            **{kind: kinds.count(kind) for kind in ("added", "removed", "changed")}
        )
        if found.reordered:
            sections = ", ".join(section_words(each) for each in found.reordered)
            more = self.tr("In another order: {parts}.").format(parts=sections)
            text = f"{text} {more}"
        self.view.summary.setText(text)

    def _nothing(self) -> tuple[str, str]:
        if self._rows:
            return (
                self.tr("No change has these words"),
                self.tr("Clear the filter to see all changes."),
            )
        return self.tr("No difference"), self.tr("Both say the same.")
