"""The fourth tab at work: proposals, and their approval, refusal and withdrawal."""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Any, Final

from PySide6.QtCore import QObject

from admin_gui.client.errors import ClientError
from admin_gui.screens.schemes.dialogs import DRAFT, Ask, Propose
from admin_gui.screens.schemes.model import (
    from_words,
    proposal_columns,
    proposer,
    short,
    title,
    version_words,
)
from admin_gui.screens.schemes.proposals_view import ProposalsView
from admin_gui.screens.schemes.shelf import Shelf
from admin_gui.screens.schemes.text import Text
from admin_gui.theme import ICON_PIXELS
from admin_gui.widgets.rows import PagedModel
from admin_gui.widgets.words import moment, word
from backend.contracts.schemes import ProposalView, ProposeScheme

STATES: Final = ("open", "approved", "refused", "withdrawn")


class Deciding(QObject):
    """The controller of the tab."""

    def __init__(self, shelf: Shelf, text: Text, parent: QObject) -> None:
        """Make the tab; `refresh` fills it."""
        super().__init__(parent)
        self._shelf, self._place, self._text = shelf, shelf.place, text
        self._wanted = ""
        self.model: PagedModel[ProposalView] = PagedModel(
            proposal_columns(shelf.signs, self._place.shown),
            self._place.paged(
                self,
                lambda wanted: self._place.client.schemes.proposals(
                    shelf.city, wanted.cursor, self._state
                ),
            ),
            self,
        )
        self._state: str | None = None
        self.view = ProposalsView(self.model)
        self.view.panels.follow(self.model, self._nothing, self.model.refresh)
        for column, width in enumerate((105, 200, 115, 130, 130)):
            self.view.table.setColumnWidth(column, width)
        self._place.keep_widths(self.view.table)
        self._connect()

    def _connect(self) -> None:
        view, shelf = self.view, self._shelf
        view.state.currentIndexChanged.connect(self._filter)
        view.table.picked.connect(self._pick)
        view.table.opened.connect(lambda _: self._open())
        self.model.modelReset.connect(self._pick_anew)
        self.model.state_changed.connect(lambda *_: self._show())
        view.propose.clicked.connect(lambda: shelf.propose_wanted.emit(""))
        view.propose.setVisible(shelf.may_propose)
        view.approve.clicked.connect(self.ask_approve)
        view.refuse.clicked.connect(self.ask_refuse)
        view.withdraw.clicked.connect(self.ask_withdraw)
        view.look.clicked.connect(self._look)
        view.compare.clicked.connect(self._compare)
        self._place.theme.changed.connect(self._show)
        shelf.changed.connect(self._show)

    def show(self, proposal: str) -> None:
        """Read the proposals again, and show one of them."""
        self._wanted = proposal
        self.view.state.choose(None)
        self.refresh()

    def refresh(self) -> None:
        """Read the proposals again."""
        self.model.refresh()

    def current(self) -> ProposalView | None:
        """The proposal in view."""
        number, rows = self.view.table.current(), self.model.rows()
        return rows[number] if 0 <= number < len(rows) else None

    def is_own(self, proposal: ProposalView) -> bool:
        """True where the one who sits here proposed it."""
        return proposal.proposed_by == self._place.account.id

    def may_decide(self) -> bool:
        """True where the proposal in view can be approved or refused here and now."""
        held = self.current()
        return (
            held is not None
            and held.state == "open"
            and not self.is_own(held)
            and self._place.may("approve-scheme")
        )

    def may_withdraw(self) -> bool:
        """True where the proposal in view can be withdrawn here and now."""
        held = self.current()
        return held is not None and held.state == "open" and self.is_own(held)

    def propose(self, chosen: str) -> None:
        """Ask which scheme, from when and why, and propose it."""
        choices = [(row.digest, version_words(row)) for row in self._shelf.versions.rows()]
        if self._text.text().strip():
            choices.insert(0, (DRAFT, self.tr("The text being edited")))
        if not choices:
            return
        dialog = Propose(choices, chosen, self._place.today(), self.view.window())
        dialog.wanted.connect(
            lambda digest, day, reason: self._propose(dialog, digest, day, reason)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_approve(self) -> None:
        """Say what will happen, and approve."""
        held = self.current()
        if held is None or not self.may_decide():
            return
        if held.from_day is None:
            text = self.tr(
                "“{scheme}” will be in force at once: every score in the city is reckoned by it."
            )
        else:
            text = self.tr("“{scheme}” will be in force from the beginning of {day}.")
        calls = self._place.client.schemes
        self._ask(
            self.tr("Approve the proposal"),
            text.format(scheme=title(held), day=held.from_day),
            self.tr("Approve it"),
            lambda _: calls.approve(held),
        )

    def ask_refuse(self) -> None:
        """Ask for the reason, and refuse."""
        held = self.current()
        if held is None or not self.may_decide():
            return
        calls = self._place.client.schemes
        self._ask(
            self.tr("Refuse the proposal"),
            self.tr("“{scheme}” will not come into force. {name} reads the reason.").format(
                scheme=title(held), name=proposer(held)
            ),
            self.tr("Refuse it"),
            lambda reason: calls.refuse(held, reason),
            self.tr("&Reason"),
        )

    def ask_withdraw(self) -> None:
        """Ask, and withdraw the own proposal."""
        held = self.current()
        if held is None or not self.may_withdraw():
            return
        calls = self._place.client.schemes
        self._ask(
            self.tr("Withdraw the proposal"),
            self.tr("“{scheme}” is not proposed any more. You can propose it again.").format(
                scheme=title(held)
            ),
            self.tr("Withdraw it"),
            lambda _: calls.withdraw(held),
        )

    def retranslate(self) -> None:
        """Everything in the language in use."""
        self.view.retranslate()
        self.view.state.fill(self.tr("all proposals"), [(state, word(state)) for state in STATES])
        self.view.state.setMinimumContentsLength(14)
        self._show()

    def _ask(
        self,
        heading: str,
        sentence: str,
        button: str,
        call: Callable[[str], ProposalView],
        reason: str = "",
    ) -> None:
        ask = Ask(heading, sentence, button, reason, self.view.window())
        ask.agreed.connect(
            lambda given: self._place.ask(self, lambda: call(given), self._decided, self._failed)
        )
        ask.finished.connect(ask.deleteLater)
        ask.open()

    def _propose(self, dialog: Propose, digest: str, day: date | None, reason: str) -> None:
        facts: dict[str, Any] = {"from_day": day, "reason": reason}
        facts |= {"text": self._text.text()} if digest == DRAFT else {"digest": digest}
        wanted = ProposeScheme(**facts)
        city, calls = self._shelf.city, self._place.client.schemes

        def done(made: ProposalView) -> None:
            dialog.accept()
            text = self.tr("“{scheme}” is proposed. Another administrator decides.")
            self._place.tell("good", text.format(scheme=title(made)))
            self._shelf.refresh()
            self._shelf.proposed.emit(made.id)

        self._place.ask(dialog, lambda: calls.propose(city, wanted), done, dialog.refuse)

    def _decided(self, proposal: ProposalView) -> None:
        sentences = {
            "approved": self.tr("“{scheme}” is approved: in force from {day}.")
            if proposal.from_day
            else self.tr("“{scheme}” is approved, and in force now."),
            "refused": self.tr("“{scheme}” is refused."),
            "withdrawn": self.tr("The proposal of “{scheme}” is withdrawn."),
        }
        text = sentences[proposal.state].format(scheme=title(proposal), day=proposal.from_day)
        self._place.tell("good", text)
        self._wanted = proposal.id
        self.refresh()
        self._shelf.refresh()

    def _failed(self, error: ClientError) -> None:
        if error.status == HTTPStatus.PRECONDITION_FAILED:
            text = self.tr("The proposal was changed meanwhile. It is read again: look once more.")
            self._place.tell("warn", text)
        else:
            self._place.tell("bad", error.sentence)
        self.refresh()

    def _filter(self) -> None:
        self._state = self.view.state.chosen()
        self.refresh()

    def _pick(self, number: int) -> None:
        rows = self.model.rows()
        if 0 <= number < len(rows):
            self._wanted = rows[number].id
        self._show()

    def _pick_anew(self) -> None:
        rows = self.model.rows()
        if rows:
            found = (place for place, row in enumerate(rows) if row.id == self._wanted)
            self.view.table.go_to(next(found, 0))

    def _open(self) -> None:
        if self.may_decide():
            self.view.approve.setFocus()

    def _look(self) -> None:
        held = self.current()
        if held is not None:
            self._shelf.look_wanted.emit(held.digest)

    def _compare(self) -> None:
        held = self.current()
        if held is not None:
            self._shelf.compare_wanted.emit(self._shelf.digest_in_force(), held.digest)

    def _show(self) -> None:
        """Show the proposal in view, and what can be done with it."""
        view, held = self.view, self.current()
        if held is None:
            view.detail.say(
                "", self.tr("Select a proposal to see it.") if self.model.rows() else ""
            )
            self._place.actions_changed.emit()
            return
        view.heading.setText(title(held))
        decided = held.decided_by_name or held.decided_by or ""
        for name, text in {
            "state": word(held.state),
            "from": from_words(held),
            "by": proposer(held),
            "at": moment(self._place.shown(held.proposed_at)),
            "reason": held.reason,
            "digest": short(held.digest),
            "decided_by": decided,
            "decided_at": moment(self._place.shown(held.decided_at)) if held.decided_at else "",
            "why": held.decision_reason or "",
        }.items():
            view.facts.say(name, text)
        self._show_buttons(held)
        view.detail.show_content()
        self._place.actions_changed.emit()

    def _show_buttons(self, held: ProposalView) -> None:
        view, is_open = self.view, held.state == "open"
        is_administrator = self._place.may("approve-scheme")
        is_locked = is_open and is_administrator and self.is_own(held)
        view.approve.setVisible(is_open and is_administrator)
        view.refuse.setVisible(is_open and is_administrator)
        view.withdraw.setVisible(is_locked)
        reason = self.tr("You proposed this, so another administrator has to decide it.")
        for button in (view.approve, view.refuse):
            button.setEnabled(self.may_decide())
            button.setAccessibleDescription(reason if is_locked else "")
        view.compare.setEnabled(held.digest != self._shelf.digest_in_force())
        view.sentence.setText(reason if is_locked else "")
        view.sentence.setVisible(is_locked)
        view.lock.setVisible(is_locked)
        colour = self._place.theme.colours.warn
        icon = self._place.theme.icon("lock", colour)
        view.lock.setPixmap(icon.pixmap(ICON_PIXELS, ICON_PIXELS))

    def _nothing(self) -> tuple[str, str]:
        if self._state is not None:
            return (
                self.tr("No proposal of this state"),
                self.tr("Choose “all proposals” to see the others."),
            )
        return (
            self.tr("Nothing is proposed"),
            self.tr("Propose a version, or a text that you have written, with Ctrl+P."),
        )
