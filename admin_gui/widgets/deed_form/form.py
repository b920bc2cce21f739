"""The form: a resident or several, a deed, and the fields that this deed needs."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Final
from uuid import UUID

from PySide6.QtCore import QDate, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from admin_gui.widgets.deed_form.day import DayEdit
from admin_gui.widgets.deed_form.numbers import (
    LENGTH,
    looks_right,
    normal_number,
    read_numbers,
)
from admin_gui.widgets.deed_form.numbers_edit import NumbersEdit
from admin_gui.widgets.deed_form.picker import DeedPicker
from admin_gui.widgets.deed_form.typed import (
    Typed,
    deeds_of,
    missing_in,
    numbers_of,
    problems_in,
)
from admin_gui.widgets.deed_form.words import summary_of
from admin_gui.widgets.forms import Field, day_of, on_edit, show_problems
from admin_gui.widgets.words import grade_word, label, word
from backend.contracts.cities import DeedTypes, DeedTypeView, UnitView
from backend.contracts.deeds import DeedIn

LIST_PIXELS: Final = 108
ACCOUNT_PIXELS: Final = 92
NUMBER_TYPED_MOST: Final = 80
# The wire's limits.
AUTHORITY_MOST: Final = 200
DOCUMENT_NUMBER_MOST: Final = 100


class DeedForm(QWidget):
    """The form.

    Attributes:
        changed: anything typed is other than it was.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty, with nothing to choose from."""
        super().__init__(parent)
        self._units: dict[str, UnitView] = {}
        self._today = date.min
        self._is_list = self._is_filling = False
        self.number = QLineEdit(maxLength=NUMBER_TYPED_MOST, clearButtonEnabled=True)
        self.numbers = NumbersEdit()
        self.numbers.setFixedHeight(LIST_PIXELS)
        self.deed = DeedPicker()
        self.day, self.issued_on = DayEdit(), DayEdit()
        self.grade, self.unit = QComboBox(), QComboBox()
        self.quantity = QLineEdit(maxLength=24)
        self.has_document = QCheckBox()
        self.authority = QLineEdit(maxLength=AUTHORITY_MOST)
        self.document_number = QLineEdit(maxLength=DOCUMENT_NUMBER_MOST)
        self.account = QPlainTextEdit(tabChangesFocus=True)
        self.account.setFixedHeight(ACCOUNT_PIXELS)
        self._numbers_field = Field(self.numbers)
        self._number_field = Field(self.number)
        self._fields = {
            "deed_type": Field(self.deed),
            "occurred_on": Field(self.day),
            "grade": Field(self.grade),
            "quantity": Field(self.quantity),
            "unit": Field(self.unit),
            "document.authority": Field(self.authority),
            "document.number": Field(self.document_number),
            "document.issued_on": Field(self.issued_on),
            "account": Field(self.account),
        }
        self._lay_out()
        self._listen()
        self.retranslate()
        self._show_needed()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._number_field)
        layout.addWidget(self._numbers_field)
        layout.addWidget(self._fields["deed_type"])
        layout.addLayout(self._row("occurred_on", "grade", "quantity", "unit"))
        layout.addWidget(self.has_document)
        layout.addWidget(self._fields["document.authority"])
        layout.addLayout(self._row("document.number", "document.issued_on"))
        layout.addWidget(self._fields["account"])
        order = [self.number, self.numbers, self.deed, self.day, self.grade, self.quantity]
        order += [self.unit, self.has_document, self.authority, self.document_number]
        order += [self.issued_on, self.account]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _row(self, *names: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for name in names:
            row.addWidget(self._fields[name], 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _listen(self) -> None:
        for name, field in self.fields().items():
            if name != "deed_type":
                on_edit(field.editor, partial(self._edited, name))
        on_edit(self.number, lambda: self._edited("number"))
        on_edit(self.numbers, lambda: self._edited("number"))
        self.deed.textEdited.connect(lambda _: self._edited("deed_type"))
        self.deed.picked.connect(self._deed_picked)
        self.deed.settled.connect(self.focusNextChild)
        self.has_document.toggled.connect(lambda _: self._document_toggled())

    def fields(self) -> dict[str, Field]:
        """The fields by the wire's names."""
        number = self._numbers_field if self._is_list else self._number_field
        return {"number": number, **self._fields}

    # What is offered

    def offer(self, deed_types: DeedTypes) -> None:
        """Offer what can be entered; what is chosen stays, if it still can be."""
        self._units = {unit.code: unit for unit in deed_types.units}
        self.deed.offer(deed_types.deed_types)

    def set_today(self, today: date) -> None:
        """Take no later day than this."""
        if today == self._today:
            return
        # Who has the day of yesterday because it was today then, means today.
        follows = self._today == date.min or (
            self.day.date() == self.day.maximumDate() and not self.typed().is_begun
        )
        self._today = today
        last = QDate(today.year, today.month, today.day)
        for editor in (self.day, self.issued_on):
            editor.setMaximumDate(last)
        if follows:
            self.day.setDate(last)
            self.issued_on.setDate(last)

    @property
    def deed_type(self) -> DeedTypeView | None:
        """The deed type that is chosen."""
        return self.deed.chosen

    # What is typed

    def typed(self) -> Typed:
        """What stands in the form."""
        chosen = self.deed.chosen
        shows = self._shows_document()
        return Typed(
            occurred_on=day_of(self.day),
            is_list=self._is_list,
            number=self.number.text(),
            numbers=self.numbers.toPlainText(),
            deed_type=chosen.code if chosen else "",
            letters=self.deed.letters,
            grade=self.grade.currentData() or "",
            quantity=self.quantity.text() if chosen and chosen.units else "",
            unit=self.unit.currentData() or "",
            has_document=shows,
            authority=self.authority.text() if shows else "",
            document_number=self.document_number.text() if shows else "",
            issued_on=day_of(self.issued_on) if shows else None,
            account=self.account.toPlainText() if chosen and chosen.written_account else "",
        )

    def fill(self, typed: Typed) -> None:
        """Put something into the form, in place of what stands there."""
        self._is_filling = True
        try:
            self.show_list(is_list=typed.is_list)
            self.number.setText(typed.number)
            self.numbers.setPlainText(typed.numbers)
            self.deed.choose(typed.deed_type, typed.letters)
            _set_day(self.day, typed.occurred_on)
            self.grade.setCurrentIndex(self.grade.findData(typed.grade or None))
            if self.grade.count() == 1:
                self.grade.setCurrentIndex(0)
            self.quantity.setText(typed.quantity)
            if typed.unit:
                self.unit.setCurrentIndex(self.unit.findData(typed.unit))
            self.has_document.setChecked(typed.has_document)
            self.authority.setText(typed.authority)
            self.document_number.setText(typed.document_number)
            _set_day(self.issued_on, typed.issued_on or self._today)
            self.account.setPlainText(typed.account)
            self.forget_problems()
        finally:
            self._is_filling = False
        self._show_needed()
        self._show_numbers()
        self.changed.emit()

    def begin(self, *, keeps_deed: bool) -> None:
        """Make the next one ready: its day stays, and its deed if that is wanted."""
        before = self.typed()
        code = before.deed_type if keeps_deed else ""
        unit = before.unit if keeps_deed else ""
        self.fill(
            Typed(
                occurred_on=before.occurred_on,
                is_list=before.is_list,
                deed_type=code,
                unit=unit,
            )
        )
        self.listen()

    def listen(self) -> None:
        """Give the keyboard to the first field."""
        editor = self.numbers if self._is_list else self.number
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_list(self, *, is_list: bool) -> None:
        """Ask for one resident's number, or for a list of them; what was typed goes along."""
        if is_list == self._is_list:
            return
        self._is_list = is_list
        if not self._is_filling:
            if is_list and not self.numbers.toPlainText().strip():
                self.numbers.setPlainText(self.number.text())
            elif not is_list and len(found := read_numbers(self.numbers.toPlainText()).all) == 1:
                self.number.setText(found[0])
                self.numbers.clear()
        self._show_needed()
        self._show_numbers()
        self.changed.emit()

    @property
    def is_list(self) -> bool:
        """True where several residents' numbers are asked for."""
        return self._is_list

    def amount(self) -> int:
        """For how many residents the deed is."""
        return len(numbers_of(self.typed()))

    # What is wrong

    def check(self) -> bool:
        """Show what this machine can tell is wrong; true where that is nothing."""
        found = problems_in(self.typed(), self.deed_type, self._units, self._today)
        show_problems(self.fields(), found)
        return not found

    def is_priceable(self) -> bool:
        """True where the deed's worth can be asked for."""
        return not missing_in(self.typed(), self.deed_type, self._units)

    def doubtful(self) -> tuple[str, ...]:
        """The numbers that look wrong; the server may know better."""
        return tuple(each for each in numbers_of(self.typed()) if not looks_right(each))

    def tell(self, problems: Mapping[str, str], *, listens: bool = True) -> list[str]:
        """Show problems at their fields, by the wire's names.

        Args:
            problems: sentences.
            listens: give the first faulty field the keyboard, and show no others; else what is
                shown at other fields stays.

        Returns:
            The sentences of those that have no field here.
        """
        renamed = {_FIELD_OF.get(name, name): sentence for name, sentence in problems.items()}
        fields = self.fields()
        if listens:
            return show_problems(fields, renamed)
        for name in renamed.keys() & fields.keys():
            fields[name].set_problem(renamed[name])
        return [sentence for name, sentence in renamed.items() if name not in fields]

    def forget_problems(self) -> None:
        """Show no problems."""
        for field in (self._number_field, self._numbers_field, *self._fields.values()):
            field.set_problem("")

    def deeds(self, new_id: Callable[[], UUID]) -> list[DeedIn]:
        """The deeds that the form makes, once nothing is wrong with it."""
        return deeds_of(self.typed(), new_id)

    # Following what is typed

    def _edited(self, name: str) -> None:
        self.fields()[name].set_problem("")
        if name == "number":
            self._show_numbers()
        if not self._is_filling:
            self.changed.emit()

    def _deed_picked(self) -> None:
        chosen = self.deed.chosen
        self._fields["deed_type"].set_problem("")
        self._fill_grades(chosen)
        self._fill_units(chosen)
        if not self._is_filling:
            is_needed = chosen is not None and chosen.document == "required"
            self.has_document.setChecked(is_needed)
            self._show_needed()
            self.changed.emit()

    def _document_toggled(self) -> None:
        if not self._is_filling:
            self._show_needed()
            self.changed.emit()

    def _shows_document(self) -> bool:
        chosen = self.deed.chosen
        return chosen is not None and (
            chosen.document == "required" or self.has_document.isChecked()
        )

    def _show_needed(self) -> None:
        """Show the fields that this deed needs, and no others."""
        chosen = self.deed.chosen
        shows_document = self._shows_document()
        shown = {
            "grade": chosen is not None and bool(chosen.grades),
            "quantity": chosen is not None and bool(chosen.units),
            "unit": chosen is not None and len(chosen.units) > 1,
            "document.authority": shows_document,
            "document.number": shows_document,
            "document.issued_on": shows_document,
            "account": chosen is not None and chosen.written_account,
        }
        for name, is_shown in shown.items():
            self._fields[name].setVisible(is_shown)
        self.has_document.setVisible(chosen is not None and chosen.document != "required")
        self._number_field.setVisible(not self._is_list)
        self._numbers_field.setVisible(self._is_list)
        self._name_deed()

    def _fill_grades(self, chosen: DeedTypeView | None) -> None:
        _refill(self.grade, [(each, grade_word(each)) for each in chosen.grades] if chosen else [])

    def _fill_units(self, chosen: DeedTypeView | None) -> None:
        _refill(self.unit, [(each, self._unit(each)) for each in chosen.units] if chosen else [])
        self.unit.setCurrentIndex(max(self.unit.currentIndex(), 0))

    def _unit(self, code: str) -> str:
        unit = self._units.get(code)
        return label(unit.label_en, unit.label_zh) if unit else word(code)

    # Words

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.deed.retranslate()
        self._fill_grades(self.deed.chosen)
        self._fill_units(self.deed.chosen)
        self.grade.setPlaceholderText(self.tr("Choose…"))
        self._fields["occurred_on"].name(self._required(self.tr("D&ay it happened")))
        self._fields["unit"].name(self.tr("&Unit"))
        self._fields["document.authority"].name(self._required(self.tr("&Issuing authority")))
        self._fields["document.number"].name(self._required(self.tr("D&ocument number")))
        self._fields["document.issued_on"].name(self._required(self.tr("Do&cument date")))
        self._fields["account"].name(self._required(self.tr("&What happened")))
        self._name_deed()
        self._show_numbers()

    def _name_deed(self) -> None:
        chosen = self.deed.chosen
        summary = summary_of(chosen) if chosen else ""
        self._fields["deed_type"].name(self._required(self.tr("D&eed")), summary)
        self._fields["grade"].name(self._required(self.tr("G&rade")))
        self.has_document.setText(
            self.tr("It rests on a docu&ment; then it needs no second person")
            if chosen is not None and chosen.document == "or-second-person"
            else self.tr("It rests on a docu&ment")
        )
        name = self.tr("&Quantity")
        if chosen is not None and len(chosen.units) == 1:
            name = self.tr("&Quantity in {unit}").format(unit=self._unit(chosen.units[0]))
        is_needed = chosen is not None and chosen.needs_quantity
        self._fields["quantity"].name(self._required(name) if is_needed else name)
        self.quantity.setPlaceholderText("" if is_needed else "1")

    def _required(self, name: str) -> str:
        return self.tr("{label} (required)").format(label=name)

    def _show_numbers(self) -> None:
        """Say under the number how it looks, or what the list holds."""
        if self._is_list:
            name = self._required(self.tr("Residents' &numbers"))
            self._numbers_field.name(name, self.numbers.words())
            return
        name = self._required(self.tr("Resident's &number"))
        number = normal_number(self.number.text())
        if not number:
            hint = self.tr("The whole identity card number, 18 characters.")
        elif len(number) != LENGTH:
            hint = self.tr("%n of 18 characters", "", len(number))
        elif looks_right(number):
            hint = self.tr("✓ Complete; its check digit is right.")
        else:
            hint = self.tr("⚠ Its check digit or birth date is wrong. Look at it again.")
        self._number_field.name(name, hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes on to the next field."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.focusNextChild()
            event.accept()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


# Where the server speaks of a document that is missing altogether.
_FIELD_OF: Final = {"document": "document.authority"}


def _set_day(editor: QDateEdit, day: date) -> None:
    editor.setDate(QDate(day.year, day.month, day.day))


def _refill(combo: QComboBox, entries: list[tuple[str, str]]) -> None:
    """Offer codes in words; what was chosen stays, and a single one is chosen."""
    held = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    for code, words in entries:
        combo.addItem(words, code)
    found = combo.findData(held) if held is not None else -1
    combo.setCurrentIndex(0 if len(entries) == 1 else found)
    combo.blockSignals(False)
