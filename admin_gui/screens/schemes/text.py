"""The second tab at work: a text that is kept while it is written, and checked while one thinks."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from admin_gui.client.errors import AwayError, ClientError
from admin_gui.screens.schemes.dialogs import DRAFT
from admin_gui.screens.schemes.drafts import KEEP_AFTER_MS, Draft, put
from admin_gui.screens.schemes.model import problem_columns, short
from admin_gui.screens.schemes.scheme_text import SIGNS_MOST, file_name, template_text, text_of
from admin_gui.screens.schemes.shelf import Shelf
from admin_gui.screens.schemes.text_view import TextView
from admin_gui.widgets.rows import WholeModel
from backend.contracts.cities import SchemeView
from backend.contracts.schemes import DraftCheck, DraftProblem

CHECK_AFTER_MS: Final = 800
# Room for a decision and its notice between now and the first day that a new text states.
DAYS_AHEAD: Final = 62


class Text(QObject):
    """The controller of the tab."""

    def __init__(self, shelf: Shelf, draft: Draft, parent: QObject) -> None:
        """Make the tab; `begin` brings back what was written before."""
        super().__init__(parent)
        self._shelf, self._place, self._draft = shelf, shelf.place, draft
        self._problems: WholeModel[DraftProblem] = WholeModel(problem_columns(shelf.signs), self)
        self.view = TextView(self._place.theme, self._problems)
        self._kept = ""
        self._checked: str | None = None
        self._found: DraftCheck | None = None
        self._is_read = False
        self._may_be_lost = False
        self._checking = QTimer(self, interval=CHECK_AFTER_MS, singleShot=True)
        self._checking.timeout.connect(self._check_if_other)
        self._keeping = QTimer(self, interval=KEEP_AFTER_MS, singleShot=True)
        self._keeping.timeout.connect(self._keep)
        self._connect()

    def _connect(self) -> None:
        view, shelf = self.view, self._shelf
        for column, width in enumerate((70, 260)):
            view.table.setColumnWidth(column, width)
        self._place.keep_widths(view.table)
        view.editor.textChanged.connect(self._edited)
        view.editor.written.connect(self.check)
        view.check.clicked.connect(self.check)
        view.propose.clicked.connect(lambda: shelf.propose_wanted.emit(DRAFT))
        view.compare.clicked.connect(
            lambda: shelf.compare_wanted.emit(shelf.digest_in_force(), DRAFT)
        )
        view.save.clicked.connect(self.save_as)
        view.from_file.triggered.connect(self.open_file)
        view.from_template.triggered.connect(self._take_template)
        view.from_force.triggered.connect(lambda: self.edit(shelf.digest_in_force()))
        view.table.opened.connect(self._go_to_problem)
        shelf.changed.connect(self._show_state)
        self._place.online_changed.connect(self._online_changed)

    def begin(self) -> None:
        """Bring back what was written before."""
        if self._is_read:
            return
        self._is_read = True
        self.view.editor.setReadOnly(True)
        self._place.disk.run(self, self._draft.read, self._take_draft, self._not_read)

    def text(self) -> str:
        """What is written now."""
        return self.view.editor.toPlainText()

    def edit(self, digest: str) -> None:
        """Take a version's text for editing."""
        city, client = self._shelf.city, self._place.client
        if digest:
            self._place.ask(
                self,
                lambda: _text_of(client.schemes.version(city, digest).scheme),
                self.replace,
            )

    def check(self) -> None:
        """Ask the server what is wrong with the text, now."""
        self._checking.stop()
        text = self.text()
        self._checked = text
        self._found = None
        if not text.strip() or len(text) > SIGNS_MOST:
            self._mark(())
            self._show_state()
            return
        self.view.say("muted", "…", self.tr("Checking…"))
        city, client = self._shelf.city, self._place.client
        self._place.ask(
            self,
            lambda: client.schemes.check(city, text),
            lambda found: self._take_check(text, found),
            lambda error: self._not_checked(text, error),
        )

    def replace(self, text: str) -> None:
        """Take another text; where one was written before, undo brings it back."""
        former = self.text()
        if text == former:
            return
        self.view.editor.put(text)
        if former.strip():
            self._place.tell(
                "info",
                self.tr("Another text has taken the place of yours. Undo brings it back."),
                self.tr("Undo"),
                self.view.editor.undo,
            )

    def open_file(self) -> None:
        """Ask for a file, and take its text."""
        dialog = self._file_dialog(self.tr("Open a scheme file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.read_file(Path(path)))
        dialog.open()

    def read_file(self, path: Path) -> None:
        """Take a file's text."""
        self._place.tasks.run(
            self, lambda: _read(path), self.replace, lambda error: self._no_file(path, error)
        )

    def save_as(self) -> None:
        """Ask for a file, and write the text there."""
        dialog = self._file_dialog(self.tr("Save the text as a file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.selectFile(file_name(self.text()))
        dialog.fileSelected.connect(lambda path: self.write_file(Path(path)))
        dialog.open()

    def write_file(self, path: Path) -> None:
        """Write the text to a file."""
        text = self.text()
        sentence = self.tr("The text is saved in {path}.").format(path=path)
        self._place.tasks.run(
            self,
            lambda: put(path, text),
            lambda _: self._place.tell("good", sentence),
            lambda error: self._no_file(path, error),
        )

    def leave(self) -> bool:
        """Keep what is written; false where that fails, and one has not said it may be lost."""
        self._keeping.stop()
        text = self.text()
        if not self._is_writable() or text == self._kept:
            return True
        try:
            self._draft.keep(text, self._draft.turn())
        except OSError as error:
            if self._may_be_lost:
                return True
            self._may_be_lost = True
            self._tell_not_kept(error, self.tr("Leave it a second time to lose it."))
            return False
        self._kept = text
        return True

    def retranslate(self) -> None:
        """Everything in the language in use; problems come in it from the server."""
        self.view.retranslate()
        if self._checked is not None and self._checked.strip():
            self.check()
        else:
            self._show_state()

    def _edited(self) -> None:
        if not self.view.editor.is_written():
            return
        self._checking.start()
        if not self._keeping.isActive():
            self._keeping.start()

    def _is_writable(self) -> bool:
        """True where what stands in the editor is what one has written."""
        return self._is_read and not self.view.editor.isReadOnly()

    def _is_other(self) -> bool:
        """True where the text is another one than was checked last."""
        return self._checked is None or self.text() != self._checked

    def _check_if_other(self) -> None:
        # Colours that change are told like letters that do.
        if self._is_other():
            self.check()

    def _take_check(self, text: str, found: DraftCheck) -> None:
        if text != self._checked or self._is_other():
            return
        self._found = found
        self._mark(found.problems)
        self._show_state()
        self._place.actions_changed.emit()

    def _not_checked(self, text: str, error: ClientError) -> None:
        if text != self._checked:
            return
        self._checked = None
        self.view.say(
            "warn",
            "⚠",
            self.tr("Not checked: {sentence} What you write is kept on this machine.").format(
                sentence=error.sentence
            ),
        )
        if not isinstance(error, AwayError):
            self._place.tell("bad", error.sentence)

    def _online_changed(self, is_online: bool) -> None:  # noqa: FBT001 - a signal's
        if is_online and self._is_read and self.text().strip() and self._is_other():
            self.check()

    def _mark(self, problems: tuple[DraftProblem, ...]) -> None:
        self._problems.fill(problems)
        self.view.table.setVisible(bool(problems))
        self.view.editor.mark([problem.line for problem in problems if problem.line])

    def _show_state(self) -> None:
        """Say how the text stands."""
        view, found = self.view, self._found
        length = len(self._checked or "")
        has_text = bool((self._checked or "").strip())
        for button in (view.save, view.compare, view.check, view.propose):
            button.setEnabled(has_text)
        if not has_text:
            view.say("muted", "", self.tr("Nothing is written yet."))
        elif length > SIGNS_MOST:
            text = self.tr("%n sign(s): too long. 200,000 are the most.", "", length)
            view.say("bad", "✕", text)
        elif found is not None and found.digest is not None:
            self._say_sound(found.digest)
        elif found is not None:
            text = self.tr("%n problem(s). Enter on one leads to its line.", "", found.count)
            view.say("bad", "✕", text)

    def _say_sound(self, digest: str) -> None:
        text = self.tr("Nothing to correct. Digest {digest}.").format(digest=short(digest))
        if self._shelf.knows(digest):
            same = self.tr("The city keeps this very scheme: “{scheme}”.")
            text = f"{text} {same.format(scheme=self._shelf.called(digest))}"
        self.view.say("good", "✓", text)

    def _go_to_problem(self, number: int) -> None:
        line = self._problems.row(number).line
        if line is not None:
            self.view.editor.go_to_line(line)

    def _take_template(self) -> None:
        first_day: date = (self._place.today().replace(day=1) + timedelta(days=DAYS_AHEAD)).replace(
            day=1
        )
        city = self._shelf.city
        self._place.tasks.run(
            self,
            lambda: template_text(city, first_day),
            self.replace,
            lambda error: self._no_file(Path("_template"), error),
        )

    def _file_dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self.view, title, self._place.memory.text("scheme-folder"))
        dialog.setNameFilters([self.tr("Scheme files (*.toml)"), self.tr("All files (*)")])
        dialog.finished.connect(
            lambda _: self._place.memory.keep("scheme-folder", dialog.directory().absolutePath())
        )
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _no_file(self, path: Path, error: Exception) -> None:
        if isinstance(error, UnicodeDecodeError):
            reason = self.tr("it is no text in UTF-8")
        elif isinstance(error, OSError):
            reason = error.strerror or str(error)
        else:
            raise error
        text = self.tr("{path} could not be read or written: {reason}.")
        self._place.tell("bad", text.format(path=path, reason=reason))

    def _take_draft(self, text: str) -> None:
        self.view.editor.setReadOnly(False)
        self._kept = text
        if text and not self.text():
            self.view.editor.begin(text)
        else:
            self._show_state()

    def _not_read(self, error: Exception) -> None:
        self.view.editor.setReadOnly(False)
        self._no_file(self._draft.path, error)

    def _keep(self) -> None:
        """Keep what is written, beside the window."""
        text = self.text()
        if self._is_writable() and text != self._kept:
            turn = self._draft.turn()
            self._place.disk.run(
                self, lambda: self._draft.keep(text, turn), self._kept_as(text), self._not_kept
            )

    def _kept_as(self, text: str) -> Callable[[None], None]:
        def done(_: None) -> None:
            self._kept = text

        return done

    def _not_kept(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error
        self._tell_not_kept(error, "")

    def _tell_not_kept(self, error: OSError, more: str) -> None:
        text = self.tr(
            "What you write cannot be kept on this machine: {reason}. Save it as a file."
        )
        sentence = text.format(reason=error.strerror or error)
        self._place.tell("bad", f"{sentence} {more}".strip(), self.tr("Save it…"), self.save_as)


def _read(path: Path) -> str:
    """A file's text.

    Raises:
        OSError: where it cannot be read.
        UnicodeDecodeError: where it is no text.
    """
    # Four bytes are the longest sign; what is longer than that is too long in any case.
    with path.open("rb") as file:
        content = file.read(4 * SIGNS_MOST + 4)
    return content.decode("utf-8-sig").replace("\r\n", "\n")


def _text_of(version: SchemeView) -> str:
    return text_of(version.canonical, version.providers, version.perks)
