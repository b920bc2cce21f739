"""Reads a resident's statement for a reason, and puts it on paper."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

from admin_gui.client.errors import ClientError
from admin_gui.refusals import refuse_fields
from admin_gui.screens.resident_file.paper_consent import tell_saved
from admin_gui.screens.resident_file.printing import ask_path, page_of, preview, write_pdf
from admin_gui.screens.resident_file.statement_view import StatementDialog
from admin_gui.workplace import Case, Workplace
from backend.contracts.rights import StatementView

NAME = "statement"


class Stating:
    """What is between the dialog and the server; the dialog keeps it."""

    def __init__(self, place: Workplace, case: Case, view: StatementDialog) -> None:
        """Wait for what is chosen."""
        self._place, self._case, self._view = place, case, view
        self._page = QTextDocument()
        view.wanted.connect(self._read)
        view.print_wanted.connect(self._print)
        view.save_wanted.connect(self._save)

    def _read(self, reason: str, language: str) -> None:
        place, resident, view = self._place, self._case.resident.resident, self._view
        view.wait()
        view.panels.follow_reading(lambda: self._read(reason, language))
        place.ask(
            view,
            lambda: place.client.residents.statement(place.city.code, resident, reason, language),
            self._show,
            self._failed,
        )

    def _show(self, statement: StatementView) -> None:
        self._page = page_of(statement.html)
        # A copy: what is shown is set in one long page.
        self._view.show_page(self._page.clone(self._view))

    def _failed(self, error: ClientError) -> None:
        self._view.fail(refuse_fields(self._view.fields, error) or error.sentence)

    def _print(self) -> None:
        preview(self._page, NAME, self._view)

    def _save(self) -> None:
        title = QCoreApplication.translate("StatementDialog", "Save the statement")
        ask_path(title, NAME, self.write, self._view)

    def write(self, path: Path) -> None:
        """Write the pages to a file."""
        is_saved = write_pdf(self._page, NAME, path)
        tell_saved(self._view.notices, path, is_saved=is_saved)


def print_statement(place: Workplace, case: Case, parent: QWidget) -> StatementDialog:
    """Open the dialog.

    Args:
        place: of the officer.
        case: whose statement, and why the file is open.
        parent: of the dialog.
    """
    view = StatementDialog(place.theme, case.reason, parent)
    stating = Stating(place, case, view)
    view.finished.connect(lambda _, held=stating: view.deleteLater() if held else None)
    view.open()
    return view
