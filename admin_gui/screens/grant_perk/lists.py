"""Grants a perk to a list of numbers: previewed first, granted once, revoked as a whole."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from admin_gui.client.errors import ClientError
from admin_gui.refusals import show_refusal
from admin_gui.screens.grant_perk.list_model import ListTyped, State, list_rows
from admin_gui.screens.grant_perk.list_view import ListView
from admin_gui.widgets.forms import show_problems
from admin_gui.widgets.notice import Notice
from admin_gui.widgets.words import day, label
from admin_gui.workplace import Workplace
from backend.contracts.cities import PerkCatalogue, PerkView
from backend.contracts.perks import LIST_MOST, GrantList, GrantListView


class Lists(QObject):
    """The behaviour of the page.

    Attributes:
        changed: what can be done is other than it was.
    """

    changed = Signal()

    def __init__(self, place: Workplace, view: ListView, parent: QWidget) -> None:
        """Begin without a list."""
        super().__init__(parent)
        self._place, self.view = place, view
        self._perks: dict[str, PerkView] = {}
        # Sent again, the same content has the same id: it is granted once.
        self._typed: ListTyped | None = None
        self._asked: GrantList | None = None
        self._seen: GrantListView | None = None
        self._state: State | None = None
        self._is_waiting = False
        view.edited.connect(self._edited)
        view.preview.clicked.connect(self.preview)
        view.grant.clicked.connect(self.grant)
        view.panels.follow(view.model, lambda: ("", ""), self.preview)
        self._show()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.view.retranslate()
        self._offer()
        self._show()

    def begin(self) -> None:
        """Be ready for a list: read the city's perks."""
        self.view.days.begin(self._place.today())
        self.view.give_keyboard()
        client, city = self._place.client, self._place.city.code
        self._place.ask(self, lambda: client.perks.catalogue(city), self._know, self._failed)

    def list_id(self) -> str | None:
        """The list that was granted here and can be revoked."""
        is_granted = self._state == "granted" and self._seen is not None and self._seen.granted > 0
        return self._seen.id if is_granted and self._seen is not None else None

    def can_grant(self) -> bool:
        """Whether what stands there was previewed, and grants something."""
        seen = self._seen
        return (
            not self._is_waiting
            and self._state == "preview"
            and seen is not None
            and seen.granted > 0
        )

    def perk_words(self) -> str:
        """What the perk of the list is called."""
        return self._words_of(self._asked.perk) if self._asked is not None else ""

    def preview(self) -> None:
        """Ask what the list would do."""
        typed = self._checked()
        if typed is None or self._is_waiting:
            return
        asked = self._list_of(typed)
        client, city = self._place.client, self._place.city.code
        self._wait(is_waiting=True)
        self.view.panels.show_state("loading")
        self._place.ask(
            self,
            lambda: client.perks.preview_list(city, asked),
            lambda seen: self._take(seen, "preview"),
            self._refused,
        )

    def grant(self) -> None:
        """Grant what was previewed."""
        asked = self._asked
        if asked is None or not self.can_grant():
            return
        client, city = self._place.client, self._place.city.code
        self._wait(is_waiting=True)
        self._place.ask(
            self, lambda: client.perks.grant_list(city, asked), self._granted, self._refused
        )

    def revoked(self) -> None:
        """What was granted here is revoked: nothing is left to revoke."""
        if self._seen is not None:
            self._take(self._seen, "revoked")

    def _know(self, catalogue: PerkCatalogue) -> None:
        self._perks = {perk.name: perk for perk in catalogue.perks}
        self._offer()

    def _offer(self) -> None:
        self.view.offer([(name, self._words_of(name)) for name in self._perks])

    def _words_of(self, name: str) -> str:
        perk = self._perks.get(name)
        return label(perk.label_en, perk.label_zh) if perk is not None else name

    def _checked(self) -> ListTyped | None:
        """What was typed, unless something is missing."""
        typed, most = self.view.typed(), LIST_MOST
        numbers = "" if typed.numbers else self.tr("Type or paste the numbers.")
        if len(typed.numbers) > most:
            numbers = self.tr(
                "A list has at most {most} numbers; this one has {count}. Split it."
            ).format(most=most, count=len(typed.numbers))
        missing = {
            "perk": "" if typed.perk else self.tr("Pick a perk."),
            "reason": "" if typed.reason else self.tr("Say why; the residents can read it."),
            "numbers": numbers,
        }
        show_problems(self.view.fields, missing)
        return None if any(missing.values()) else typed

    def _list_of(self, typed: ListTyped) -> GrantList:
        """The list as it is sent: the one sent before, where nothing else was typed."""
        if self._asked is None or typed != self._typed or self._state not in {None, "preview"}:
            self._typed = typed
            self._asked = GrantList(
                id=self._place.new_id(),
                perk=typed.perk,
                from_day=typed.from_day,
                until_day=typed.until_day,
                reason=typed.reason,
                numbers=typed.numbers,
            )
        return self._asked

    def _take(self, seen: GrantListView, state: State) -> None:
        self._seen, self._state = seen, state
        self._is_waiting = False
        self.view.notices.put_away()
        self.view.model.fill(list_rows(seen, state))
        refused = (number for number, row in enumerate(seen.rows) if row.problem is not None)
        self.view.table.go_to(next(refused, 0))
        self._show()

    def _granted(self, seen: GrantListView) -> None:
        self._take(seen, "granted")
        self._place.tell("good", self.view.summary.text())
        self.view.table.setFocus()

    def _refused(self, error: ClientError) -> None:
        """Say why it was not done, or that it is not known."""
        self._wait(is_waiting=False)
        if self._state != "preview":
            self.view.model.fill([])
        self.view.panels.show_state("ready" if self.view.model.rows() else "empty")
        again = self.tr("Press again once the server answers: each gets it once.")
        show_refusal(self.view, error, again)

    def _failed(self, error: ClientError) -> None:
        self.view.notices.tell(Notice(kind="bad", sentence=error.sentence))

    def _edited(self) -> None:
        """A preview of something else is none; what was granted stays on the screen."""
        if self._state == "preview" and self.view.typed() != self._typed:
            self._state = None
            self.view.model.fill([])
        self._show()

    def _wait(self, *, is_waiting: bool) -> None:
        self._is_waiting = is_waiting
        self._show()

    def _show(self) -> None:
        view = self.view
        view.preview.setEnabled(not self._is_waiting)
        view.grant.setEnabled(self.can_grant())
        view.revoke.setVisible(self.list_id() is not None)
        seen = self._seen if self._state else None
        view.show_amount(seen.granted if seen is not None and self._state == "preview" else None)
        if seen is not None:
            view.summary.setText(self._summary(seen))
        elif not self._is_waiting and not view.model.rows():
            view.summary.clear()
            view.panels.say(*self._begin_words())
        self.changed.emit()

    def _summary(self, seen: GrantListView) -> str:
        asked = self._asked
        if asked is None:
            return ""
        if self._state == "preview":
            text = self.tr(
                "A preview, nothing is granted yet: %n of {count} would get “{perk}” from {first} "
                "until {last}.",
                "",
                seen.granted,
            )
        elif self._state == "revoked":
            text = self.tr("This list is revoked. It had granted “{perk}” to %n.", "", seen.granted)
        else:
            text = self.tr(
                "Granted: %n of {count} may use “{perk}” from {first} until {last}.",
                "",
                seen.granted,
            )
        return text.format(
            count=len(seen.rows),
            perk=self.perk_words(),
            first=day(asked.from_day),
            last=day(asked.until_day),
        )

    def _begin_words(self) -> tuple[str, str]:
        return self.tr("Nothing is previewed"), self.tr(
            "Pick a perk, its days and a reason, paste the numbers, and press Ctrl+P. What each "
            "number would get is shown here before anything is granted."
        )
