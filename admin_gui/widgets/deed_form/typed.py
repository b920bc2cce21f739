"""What is typed in the form, what is wrong with it, and the deeds that it makes."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID

import msgspec
from PySide6.QtCore import QCoreApplication

from admin_gui.widgets.deed_form.numbers import LENGTH_MOST, normal_number, read_numbers
from backend.contracts.cities import DeedTypeView, UnitView
from backend.contracts.deeds import DeedIn, Document, WorthAsked

translate = QCoreApplication.translate
QUANTITY_MOST: Final = 10**9
ACCOUNT_MOST: Final = 4000
# More than that at once is a matter for an import.
NUMBERS_MOST: Final = 2000
_PLAIN: Final = re.compile(r"[0-9]+(\.[0-9]+)?")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the form, half typed or whole.

    Attributes:
        numbers: where the same deed is entered for several residents.
        letters: of a deed that was not picked yet.
        has_document: true where the document's fields are shown.
    """

    occurred_on: date
    is_list: bool = False
    number: str = ""
    numbers: str = ""
    deed_type: str = ""
    letters: str = ""
    grade: str = ""
    quantity: str = ""
    unit: str = ""
    has_document: bool = False
    authority: str = ""
    document_number: str = ""
    issued_on: date | None = None
    account: str = ""

    @property
    def is_begun(self) -> bool:
        """True where something would be lost."""
        texts = (
            self.number,
            self.numbers,
            self.deed_type,
            self.letters,
            self.quantity,
            self.authority,
            self.document_number,
            self.account,
        )
        return any(text.strip() for text in texts)


def numbers_of(typed: Typed) -> tuple[str, ...]:
    """The residents that the deed is entered for, each once."""
    if typed.is_list:
        return read_numbers(typed.numbers).all
    number = normal_number(typed.number)
    return (number,) if number else ()


def quantity_of(text: str) -> int | float | None:
    """A quantity as the wire takes it; none where nothing is typed.

    Raises:
        ValueError: where it is no number.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if not plain:
        return None
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _PLAIN.fullmatch(plain):
        raise ValueError(text)
    value = float(plain)
    return int(value) if value.is_integer() else value


def missing_in(
    typed: Typed, deed_type: DeedTypeView | None, units: dict[str, UnitView]
) -> dict[str, str]:
    """What keeps the deed from being priced: sentences, by the wire's names of fields."""
    if deed_type is None:
        return {
            "deed_type": translate(
                "DeedForm", "Pick a deed: type a few letters of it, or Down for all."
            )
        }
    found = {}
    if deed_type.needs_grade and not typed.grade:
        found["grade"] = translate("DeedForm", "Choose the grade; the deed is priced by it.")
    if deed_type.units:
        found["quantity"] = _quantity_problem(typed, deed_type, units)
    return {name: sentence for name, sentence in found.items() if sentence}


def problems_in(
    typed: Typed, deed_type: DeedTypeView | None, units: dict[str, UnitView], today: date
) -> dict[str, str]:
    """All that this machine can tell is wrong: sentences, by the wire's names of fields."""
    found = {"number": _number_problem(typed), **missing_in(typed, deed_type, units)}
    if typed.occurred_on > today:
        found["occurred_on"] = translate(
            "DeedForm", "This day has not come yet. Choose one until today."
        )
    if typed.has_document:
        found["document.authority"] = _text_problem(
            typed.authority, translate("DeedForm", "Type the authority that issued the document.")
        )
        found["document.number"] = _text_problem(
            typed.document_number, translate("DeedForm", "Type the document's number.")
        )
        if typed.issued_on is None or typed.issued_on > today:
            found["document.issued_on"] = translate(
                "DeedForm", "Choose the document's date, until today."
            )
    if deed_type is not None and deed_type.written_account:
        found["account"] = _account_problem(typed.account)
    return {name: sentence for name, sentence in found.items() if sentence}


def asked_of(typed: Typed) -> WorthAsked:
    """The question what the deed is worth.

    Raises:
        ValueError: where the quantity is no number.
    """
    return WorthAsked(
        deed_type=typed.deed_type,
        occurred_on=typed.occurred_on,
        grade=typed.grade or None,
        quantity=quantity_of(typed.quantity),
        unit=_unit_of(typed),
    )


def deeds_of(typed: Typed, new_id: Callable[[], UUID]) -> list[DeedIn]:
    """The deeds that a form without problems makes, one for each resident."""
    document = None
    if typed.has_document and typed.issued_on is not None:
        document = Document(
            authority=typed.authority.strip(),
            number=typed.document_number.strip(),
            issued_on=typed.issued_on,
        )
    return [
        DeedIn(
            id=new_id(),
            number=number,
            deed_type=typed.deed_type,
            occurred_on=typed.occurred_on,
            grade=typed.grade or None,
            quantity=quantity_of(typed.quantity),
            unit=_unit_of(typed),
            document=document,
            account=typed.account.strip() or None,
        )
        for number in numbers_of(typed)
    ]


def typed_of(deed: DeedIn) -> Typed:
    """A deed as it is typed."""
    document = deed.document
    return Typed(
        occurred_on=deed.occurred_on,
        number=deed.number,
        deed_type=deed.deed_type,
        grade=deed.grade or "",
        quantity="" if deed.quantity is None else f"{deed.quantity}",
        unit=deed.unit or "",
        has_document=document is not None,
        authority=document.authority if document else "",
        document_number=document.number if document else "",
        issued_on=document.issued_on if document else None,
        account=deed.account or "",
    )


def _unit_of(typed: Typed) -> str | None:
    return typed.unit if typed.unit and typed.quantity.strip() else None


def _number_problem(typed: Typed) -> str:
    numbers = numbers_of(typed)
    if not numbers:
        return translate("DeedForm", "Type the resident's number.")
    if len(numbers) > NUMBERS_MOST:
        return translate(
            "DeedForm", "At most {most} numbers at once; save them in several parts."
        ).format(most=NUMBERS_MOST)
    too_long = [number for number in numbers if len(number) > LENGTH_MOST]
    if too_long:
        return translate("DeedForm", "{number} is no resident's number: it is too long.").format(
            number=f"{too_long[0][:LENGTH_MOST]}…"
        )
    return ""


def _quantity_problem(typed: Typed, deed_type: DeedTypeView, units: dict[str, UnitView]) -> str:
    try:
        quantity = quantity_of(typed.quantity)
    except ValueError:
        return translate("DeedForm", "Type a number, such as 12 or 2.5.")
    if quantity is None:
        return (
            translate("DeedForm", "Type how much; the deed is priced by it.")
            if deed_type.needs_quantity
            else ""
        )
    if quantity > QUANTITY_MOST:
        return translate("DeedForm", "That is more than can be entered.")
    unit = units.get(typed.unit or deed_type.units[0])
    if unit is not None and unit.whole and not isinstance(quantity, int):
        return translate("DeedForm", "Only whole numbers are counted here.")
    return ""


def _text_problem(text: str, sentence: str) -> str:
    return "" if any(letter.isalnum() for letter in text) else sentence


def _account_problem(text: str) -> str:
    if len(text.strip()) > ACCOUNT_MOST:
        return translate("DeedForm", "At most {most} characters.").format(most=ACCOUNT_MOST)
    return _text_problem(text, translate("DeedForm", "Write what happened; this deed rests on it."))
