"""Three pages: the accounts, the departments, and what each role may do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from admin_gui.screens.people.account_card import AccountCard
from admin_gui.screens.people.model import (
    CAN_SIGN_IN,
    DISABLED,
    ROLES,
    Held,
    Wish,
    may_words,
)
from admin_gui.theme import heading_font
from admin_gui.widgets.choice import Choice
from admin_gui.widgets.label import Label
from admin_gui.widgets.panels import Panels
from admin_gui.widgets.table import Table
from admin_gui.widgets.words import word
from admin_gui.workplace import Workplace

SHARES = (680, 312)
CARD_WIDTH_LEAST = 300
SEARCH_WIDTH = 200
SEARCH_MOST = 64
# Until there are rows to measure: full name, signs in as, role, works for, state.
WIDTHS = (124, 120, 100, 120, 100)
DEPARTMENT_WIDTHS = (380, 240)


class PeopleView(QWidget):
    """The screen."""

    def __init__(self, place: Workplace, accounts: Table, departments: Table, held: Held) -> None:
        """Around the two tables."""
        super().__init__()
        self._held = held
        self.accounts, self.departments = accounts, departments
        self.search = QLineEdit(maxLength=SEARCH_MOST, clearButtonEnabled=True)
        self.role, self.department, self.state = Choice(), Choice(), Choice()
        self.new = QPushButton()
        self.new.setProperty("main", True)
        # Shown before it stands in a window, it would be one.
        if not place.may("edit-staff"):
            self.new.hide()
        self.clear = QPushButton()
        self.clear.setProperty("flat", True)
        self.card = AccountCard(place, held)
        self.accounts_panels, self.departments_panels = Panels(accounts), Panels(departments)
        self.tabs = QTabWidget()
        self.tabs.addTab(self._accounts_page(), "")
        self.tabs.addTab(self._departments_page(), "")
        self.tabs.addTab(self._roles_page(), "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    def _accounts_page(self) -> QWidget:
        for column, width in enumerate(WIDTHS):
            self.accounts.setColumnWidth(column, width)
        self.accounts.wrap()
        self.search.setMinimumWidth(SEARCH_WIDTH)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        for choice in (self.role, self.department, self.state):
            choice.setMinimumContentsLength(10)
            head.addWidget(choice)
        head.addWidget(self.clear)
        head.addStretch(1)
        head.addWidget(self.new)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self.splitter.setHandleWidth(10)
        self.splitter.setProperty("bare", True)
        self.splitter.addWidget(self.accounts_panels)
        self.splitter.addWidget(self.card)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes(list(SHARES))
        self.card.setMinimumWidth(CARD_WIDTH_LEAST)
        self.card.hide()
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.splitter, 1)
        return page

    def _departments_page(self) -> QWidget:
        for column, width in enumerate(DEPARTMENT_WIDTHS):
            self.departments.setColumnWidth(column, width)
        self._departments_words = Label(wordWrap=True)
        self._departments_words.setProperty("muted", True)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(self._departments_words)
        layout.addWidget(self.departments_panels, 1)
        return page

    def _roles_page(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        self._roles = {}
        for role in (*ROLES, ""):
            card = QFrame()
            card.setProperty("card", True)
            title, words = Label(), Label(wordWrap=True)
            title.setFont(heading_font(title.font(), 1.1))
            within = QVBoxLayout(card)
            within.setContentsMargins(16, 12, 16, 12)
            within.addWidget(title)
            within.addWidget(words)
            column.addWidget(card)
            self._roles[role] = (title, words)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setWidget(inside)
        self._roles_area = area
        return area

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.tabs.setTabText(0, self.tr("Accounts"))
        self.tabs.setTabText(1, self.tr("Departments"))
        self.tabs.setTabText(2, self.tr("What roles may do"))
        self.tabs.setAccessibleName(self.tr("People and departments"))
        self.accounts.setAccessibleName(self.tr("Accounts"))
        self.departments.setAccessibleName(self.tr("Departments"))
        self.search.setPlaceholderText(self.tr("Search a name (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search a name"))
        self.role.setAccessibleName(self.tr("Only of this role"))
        self.department.setAccessibleName(self.tr("Only of this department"))
        self.state.setAccessibleName(self.tr("Only in this state"))
        self.new.setText(self.tr("&New account…"))
        self.clear.setText(self.tr("Show &all"))
        self._departments_words.setText(
            self.tr(
                "Departments come from the catalogue that all cities share. Press Enter on one to "
                "see its accounts."
            )
        )
        self._roles_area.setAccessibleName(self.tr("What roles may do"))
        for role, (title, words) in self._roles.items():
            title.setText(word(role).capitalize() if role else self.tr("A department's system"))
            words.setText(may_words(role, is_machine=not role))
        self.offer()
        self.card.retranslate()
        self.accounts_panels.retranslate()
        self.departments_panels.retranslate()

    def offer(self) -> None:
        """Offer what the accounts can be narrowed to."""
        self.role.fill(self.tr("All roles"), [(role, word(role)) for role in ROLES])
        self.department.fill(self.tr("All departments"), self._held.now.choices())
        self.state.fill(
            self.tr("All states"),
            [(CAN_SIGN_IN, self.tr("Can sign in")), (DISABLED, self.tr("Disabled"))],
        )
        self.clear.setVisible(not self.wish().is_all)

    def wish(self) -> Wish:
        """Which accounts are wanted."""
        return Wish(
            search=self.search.text().strip() or None,
            role=self.role.chosen(),
            department=self.department.chosen(),
            state=self.state.chosen(),
        )

    def empty_words(self) -> tuple[str, str]:
        """What is said where there are no accounts."""
        return (
            self.tr("Nobody found"),
            self.tr("No account has such a name, role, department and state. Show all of them."),
        )
