"""A field for a few letters of a deed, and under it the deeds that they may mean."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from admin_gui.widgets.deed_form.matching import Known, known, matching
from admin_gui.widgets.deed_form.words import name_of, price_of, sign_of
from admin_gui.widgets.words import listed
from backend.contracts.cities import DeedTypeView

ROW_PIXELS: Final = 46
ROWS_MOST: Final = 8
PADDING: Final = 9
FRAME: Final = 1
_MOVES: Final = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_TYPE_ROLE: Final = Qt.ItemDataRole.UserRole
_TOP: Final = QModelIndex()
_AnyIndex = QModelIndex | QPersistentModelIndex


class _Found(QAbstractListModel):
    """The deed types that match."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[DeedTypeView] = []

    def fill(self, rows: list[DeedTypeView]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = _TOP) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        deed_type = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return name_of(deed_type)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return said_of(deed_type)
        return deed_type if role == _TYPE_ROLE else None


class _Drawing(QStyledItemDelegate):
    """Two lines to a deed type: its name, and what it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:  # noqa: N802, ARG002 - Qt's
        return QSize(0, ROW_PIXELS)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        shown: object = index.data(_TYPE_ROLE)
        if not isinstance(shown, DeedTypeView):
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette: QPalette = option.palette
        rect: QRect = option.rect
        painter.save()
        if is_chosen:
            painter.fillRect(rect, palette.highlight())
        role = QPalette.ColorRole.HighlightedText if is_chosen else QPalette.ColorRole.Text
        inner = rect.adjusted(PADDING, 4, -PADDING, -4)
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = upper.translated(0, upper.height())
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        self._write(painter, upper, name_of(shown), shown.source, font, palette.color(role))
        line = f"{sign_of(shown.direction)} · {price_of(shown)}"
        # The style sheet has its own idea of this role; the theme's is the one that is read well.
        muted = QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        lesser = palette.color(role) if is_chosen else muted
        self._write(painter, lower, line, "", QFont(option.font), lesser)
        painter.restore()

    @staticmethod
    def _write(
        painter: QPainter, rect: QRect, left: str, right: str, font: QFont, colour: object
    ) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        metrics = painter.fontMetrics()
        room = rect.width()
        if right:
            painter.drawText(
                rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right
            )
            room -= metrics.horizontalAdvance(right) + 2 * PADDING
        shown = metrics.elidedText(left, Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class _Popup(QListView):
    """The list over what stands below the field; the keyboard stays in the field."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setItemDelegate(_Drawing(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()


class DeedPicker(QLineEdit):
    """The field.

    Attributes:
        picked: another deed type is chosen, or none.
        settled: one was chosen from the list: the next field may have the keyboard.
    """

    picked = Signal()
    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without anything to choose from."""
        super().__init__(parent)
        self.setClearButtonEnabled(True)
        self._all: list[Known] = []
        self._chosen: DeedTypeView | None = None
        self._former: DeedTypeView | None = None
        self._popup = _Popup()
        # It lives as long as the list, which outlives this field by a moment.
        self._found = _Found(self._popup)
        self._popup.setModel(self._found)
        self._popup.clicked.connect(lambda _: self._take())
        self.destroyed.connect(self._popup.deleteLater)
        self.textEdited.connect(self._search)

    @property
    def chosen(self) -> DeedTypeView | None:
        """The deed type that is chosen."""
        return self._chosen

    @property
    def letters(self) -> str:
        """What is typed without a choice."""
        return "" if self._chosen else self.text()

    @property
    def is_open(self) -> bool:
        """True while the list is shown."""
        return self._popup.isVisible()

    def shown(self) -> list[DeedTypeView]:
        """What the list offers."""
        return list(self._found.rows)

    def offer(self, deed_types: Sequence[DeedTypeView]) -> None:
        """Offer deed types; the one that is chosen stays so, if it is among them."""
        self._all = [known(each) for each in deed_types]
        if self._chosen is not None:
            self.choose(self._chosen.code)

    def choose(self, code: str, letters: str = "") -> None:
        """Choose a deed type by its code, or none and show some letters."""
        found = [each.deed_type for each in self._all if each.deed_type.code == code]
        self._chosen = found[0] if found else None
        self._former = self._chosen
        self.setText(name_of(self._chosen) if self._chosen else letters or code)
        self.setCursorPosition(0)
        self.picked.emit()

    def retranslate(self) -> None:
        """Write what is chosen in the language in use."""
        self._popup.setAccessibleName(self.tr("Deeds that match"))
        self.setPlaceholderText(self.tr("A few letters, a code or a row; Down shows all"))
        if self._chosen is not None:
            self.setText(name_of(self._chosen))
            self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows move in the list, Enter takes, Escape puts the list away."""
        key = event.key()
        if key in _MOVES:
            if self.is_open:
                self._popup.keyPressEvent(event)
                self._announce()
            elif key == Qt.Key.Key_Down:
                self._search(self.letters)
        elif self.is_open and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not _with(event):
            self._take()
        elif self.is_open and key == Qt.Key.Key_Escape:
            self._popup.hide()
            if self._former is not None:
                self.choose(self._former.code)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """What is chosen can be typed over at once."""
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Whoever goes on with the list open takes what it marks."""
        if self.is_open and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            is_tab = event.reason() == Qt.FocusReason.TabFocusReason
            self._take(settles=False) if is_tab and self.text().strip() else self._popup.hide()
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on the empty field shows all."""
        super().mousePressEvent(event)
        if self._chosen is None and not self.is_open:
            self._search(self.letters)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A window of another size has another place for the list."""
        if event.type() == QEvent.Type.Resize:
            self._popup.hide()
        return super().eventFilter(watched, event)

    def _search(self, letters: str) -> None:
        if self._chosen is not None and letters != name_of(self._chosen):
            self._chosen = None
            self.picked.emit()
        self._found.fill(matching(self._all, letters))
        if not self._found.rows:
            self._popup.hide()
            return
        self._popup.setCurrentIndex(self._found.index(0))
        self._open()
        self._announce()

    def _open(self) -> None:
        window = self.window()
        if self._popup.parentWidget() is not window:
            self._popup.setParent(window)
            window.installEventFilter(self)
        rows = min(len(self._found.rows), ROWS_MOST)
        below = self.mapTo(window, QPoint(0, self.height() + 2))
        room = window.height() - below.y() - PADDING
        height = rows * ROW_PIXELS + 2 * FRAME
        if room < min(height, 3 * ROW_PIXELS):
            above = self.mapTo(window, QPoint(0, 0)).y() - 2
            height = min(height, above)
            below.setY(above - height)
        else:
            height = min(height, room)
        self._popup.setGeometry(below.x(), below.y(), self.width(), height)
        self._popup.raise_()
        self._popup.show()
        self._popup.scrollTo(self._popup.currentIndex())

    def _take(self, *, settles: bool = True) -> None:
        row = self._popup.currentIndex().row()
        self._popup.hide()
        if 0 <= row < len(self._found.rows):
            self.choose(self._found.rows[row].code)
            if settles:
                self.settled.emit()

    def _announce(self) -> None:
        """Tell a screen reader what is marked: the keyboard stays in the field."""
        row = self._popup.currentIndex().row()
        if 0 <= row < len(self._found.rows):
            words = self.tr("{deed}, {place} of {all}").format(
                deed=said_of(self._found.rows[row]), place=row + 1, all=len(self._found.rows)
            )
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))


def said_of(deed_type: DeedTypeView) -> str:
    """A deed type as it is read aloud."""
    parts = (
        name_of(deed_type),
        sign_of(deed_type.direction),
        deed_type.source,
        price_of(deed_type),
    )
    return listed(parts)


def _with(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
