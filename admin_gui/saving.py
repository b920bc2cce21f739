"""Tables saved as files: all their rows, also those that were not scrolled to yet."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QProgressDialog

from admin_gui.widgets.export import write_csv, write_xlsx
from admin_gui.widgets.rows import PagedModel, rows_model
from admin_gui.widgets.table import Table
from admin_gui.workplace import Workplace

# Where tables were saved last.
FOLDER: Final = "saving/folder"
_WRITERS: Final = {"csv": write_csv, "xlsx": write_xlsx}
_KINDS: Final = {"csv": "CSV (*.csv)", "xlsx": "Excel (*.xlsx)"}


def save_table(place: Workplace, table: Table, form: str) -> None:
    """Ask for a file and save a table in it.

    Args:
        place: whose tasks write it.
        table: whose rows are saved.
        form: `csv` or `xlsx`.
    """
    title = QCoreApplication.translate("Saving", "Save the table")
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    asked = QFileDialog(table, title, place.memory.text(FOLDER, documents), _KINDS[form])
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setDefaultSuffix(form)
    asked.selectFile(f"{table.objectName()}-{place.today().isoformat()}.{form}")

    def chosen(file: str) -> None:
        path = Path(file)
        place.memory.keep(FOLDER, str(path.parent))
        with_all_rows(table, lambda: write_table(place, table, path, form))

    asked.fileSelected.connect(chosen)
    asked.finished.connect(asked.deleteLater)
    asked.open()


def write_table(place: Workplace, table: Table, path: Path, form: str) -> None:
    """Write the rows that are here."""
    model = rows_model(table.model())
    titles, rows = model.titles(), list(model.rows())

    def work() -> None:
        # What many rows say takes long to find out.
        _WRITERS[form](path, titles, [model.texts(row) for row in rows])

    def done(_: None) -> None:
        sentence = QCoreApplication.translate("Saving", "Saved in {path}. Rows: {count}.")
        place.tell("good", sentence.format(path=path, count=len(rows)))

    def failed(error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error
        sentence = QCoreApplication.translate(
            "Saving", "{path} could not be written: {reason}. Choose another place."
        )
        place.tell("bad", sentence.format(path=path, reason=error.strerror or error))

    place.tasks.run(table, work, done, failed)


def with_all_rows(table: Table, then: Callable[[], None]) -> None:
    """Get the pages that are left, which can be stopped, and go on when all are here."""
    model = table.model()
    if not isinstance(model, PagedModel) or model.is_whole:
        then()
        return
    progress = QProgressDialog(table)
    progress.setLabelText(QCoreApplication.translate("Saving", "Reading all rows…"))
    progress.setRange(0, 0)
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    getting = _Getting(model, progress, then)
    progress.canceled.connect(getting.stop)
    getting.go_on()


class _Getting(QObject):
    """Gets page after page."""

    def __init__(
        self, model: PagedModel[object], progress: QProgressDialog, then: Callable[[], None]
    ) -> None:
        super().__init__(progress)
        self._model, self._progress, self._then = model, progress, then
        self._is_over = False
        model.state_changed.connect(self._arrived)

    def go_on(self) -> None:
        if self._model.canFetchMore():
            self._model.fetchMore()

    def stop(self) -> None:
        if not self._is_over:
            self._is_over = True
            self._model.state_changed.disconnect(self._arrived)
            self._progress.deleteLater()

    def _arrived(self, state: str) -> None:
        if state in {"failed", "cut"}:
            self.stop()
        elif self._model.is_whole:
            self.stop()
            self._then()
        else:
            self.go_on()
