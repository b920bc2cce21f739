"""Logs deeds: into the outbox at once, whether the server answers or not."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QVBoxLayout

from admin_gui.client.errors import ClientError
from admin_gui.outbox.cabinet import Cabinet
from admin_gui.outbox.errors import OutboxError, StateError
from admin_gui.outbox.items import Item
from admin_gui.outbox.outbox import Outbox
from admin_gui.screens.log_deed.model import RECENT, Judged, recent_columns
from admin_gui.screens.log_deed.view import LogDeedView
from admin_gui.widgets.deed_form.numbers import masked
from admin_gui.widgets.deed_form.typed import Typed, asked_of
from admin_gui.widgets.notice import Notice
from admin_gui.widgets.rows import WholeModel
from admin_gui.widgets.screen import Handler, Screen
from admin_gui.widgets.table import Table
from admin_gui.widgets.words import label
from admin_gui.workplace import Workplace, outbox_sentence
from backend.contracts.deeds import Worth, WorthAsked

DRAFT: Final = "draft"
# What is typed is kept at most this long after.
DRAFT_MS: Final = 500
ASK_AFTER_MS: Final = 250
DAY_MS: Final = 30_000
KEEPS: Final = "log_deed/keeps"


class LogDeed(Screen):
    """The screen."""

    def __init__(self, place: Workplace, outbox: Outbox, cabinet: Cabinet) -> None:
        """Show the form, with what was half typed when the program ended."""
        super().__init__()
        self._place, self._outbox, self._cabinet = place, outbox, cabinet
        self._recent: WholeModel[Item] = WholeModel(
            recent_columns(lambda: place.deed_types, place.shown, self._icon), self
        )
        self.view = LogDeedView(place.theme, self._recent)
        self.form = self.view.form
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self._draft = self._kept_draft()
        self._undo: Callable[[], None] | None = None
        self._saved: tuple[Item, ...] = ()
        # Numbers that look wrong, and that the user was told of.
        self._told: tuple[str, ...] = ()
        self._asked: WorthAsked | None = None
        self._worth: Worth | None = None
        self._why = ""
        self._is_asking = self._has_failed_draft = False
        # Deeds whose saving is under way, and what was typed of those that could not be saved.
        self._on_their_way = 0
        self._unsaved: list[Typed] = []
        self._drafting = self._timer(DRAFT_MS, self._keep_draft)
        self._asking = self._timer(ASK_AFTER_MS, self._ask_worth)
        self._days = self._timer(DAY_MS, lambda: self.form.set_today(place.today()))
        self._days.setSingleShot(False)
        self._days.start()
        self.view.keeps.setChecked(place.memory.text(KEEPS) == "yes")
        self.form.set_today(place.today())
        self._listen()
        self.retranslate()
        self._show_worth()
        self.refresh()

    def _timer(self, interval: int, handler: Callable[[], None]) -> QTimer:
        timer = QTimer(self, interval=interval, singleShot=True)
        timer.timeout.connect(handler)
        return timer

    def _listen(self) -> None:
        place, view = self._place, self.view
        view.recent_panels.follow(self._recent, self._nothing_saved, self._read_recent)
        place.keep_widths(view.recent)
        view.recent.opened.connect(lambda _: place.wanted.emit("outbox"))
        view.save.clicked.connect(self._save)
        view.undo.clicked.connect(self._do_undo)
        view.list_wanted.connect(lambda _: self._toggle_list())
        view.keeps.toggled.connect(lambda on: place.memory.keep(KEEPS, "yes" if on else "no"))
        self.form.changed.connect(self._changed)
        place.outbox_changed.connect(self._read_recent)
        place.deed_types_changed.connect(self._offer)
        place.online_changed.connect(lambda _: self._online_changed())

    # What every screen does

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.view.retranslate()
        self._asked = None
        self._asking.start()

    def handlers(self) -> Mapping[str, Handler]:
        """Save, clear, undo, and the list of numbers."""
        return {
            "save-deed": self._save,
            "clear-deed": self._clear,
            "many-numbers": self._toggle_list,
            "undo-deed": self._do_undo,
        }

    def disabled_actions(self) -> frozenset[str]:
        """Nothing can be undone before it was done."""
        return frozenset() if self._undo is not None else frozenset({"undo-deed"})

    def table(self) -> Table:
        """The deeds saved last."""
        return self.view.recent

    def arrive(self) -> None:
        """Be ready for a number."""
        self.form.set_today(self._place.today())
        self._read_recent()
        self.form.listen()

    def refresh(self) -> None:
        """Read again what can be entered."""
        if self._place.deed_types is None:
            self.view.panels.show_state("loading")
        self._place.read_deed_types(self._no_deed_types)
        self._read_recent()

    def may_leave(self) -> bool:
        """What is half typed is kept; only what could not be saved would be lost."""
        if self._drafting.isActive():
            self._drafting.stop()
            self._keep_draft()
        if self._unsaved:
            text = self.tr(
                "%n deed(s) could not be saved yet, and would be lost.", "", len(self._unsaved)
            )
            self._offer_unsaved(text)
        elif self._on_their_way:
            self._place.tell("warn", self.tr("A deed is being saved. Try again in a moment."))
        return not self._unsaved and not self._on_their_way

    # What can be entered

    def _offer(self) -> None:
        deed_types = self._place.deed_types
        if deed_types is None:
            return
        if not deed_types.deed_types:
            self.view.panels.say(
                self.tr("There is nothing to enter"),
                self.tr("The scheme in force has no deed that your department submits."),
            )
            return
        self.form.offer(deed_types)
        self.view.panels.show_content()
        self._recent.retranslate()
        self._restore()

    def _no_deed_types(self, error: ClientError) -> None:
        if self._place.deed_types is None:
            self.view.panels.say(
                self.tr("The deeds are not on this machine yet"),
                self.tr(
                    "{why} Once they were read, this screen works without a connection."
                ).format(why=error.sentence),
                self.tr("Try again"),
                self.refresh,
            )

    def _online_changed(self) -> None:
        if self._place.is_online:
            self._place.read_deed_types(self._no_deed_types)
        self._asked = None
        self._asking.start()

    # What is half typed

    def _kept_draft(self) -> Typed | None:
        try:
            kept = self._cabinet.recall(DRAFT)
            return None if kept is None else msgspec.json.decode(kept, type=Typed)
        except (OutboxError, msgspec.MsgspecError):
            return None

    def _restore(self) -> None:
        """Offer back what was half typed when the program ended."""
        draft, self._draft = self._draft, None
        if draft is None or self.form.typed().is_begun:
            return
        self.form.fill(draft)
        self._drafting.stop()
        self.view.notices.tell(
            Notice(
                kind="info",
                sentence=self.tr("What you had typed is back. Go on, or begin anew."),
                button=self.tr("Begin anew"),
                act=self._clear,
            )
        )

    def _keep_draft(self) -> None:
        typed = self.form.typed()

        def keep() -> None:
            if typed.is_begun:
                self._cabinet.remember(DRAFT, msgspec.json.encode(typed))
            else:
                self._cabinet.forget(DRAFT)

        self._place.disk.run(self, keep, lambda _: self._draft_kept(), self._draft_failed)

    def _draft_kept(self) -> None:
        self._has_failed_draft = False

    def _draft_failed(self, error: Exception) -> None:
        sentence = outbox_sentence(error)
        if not self._has_failed_draft:
            self._has_failed_draft = True
            self._place.tell("bad", sentence)

    # Saving

    def _save(self) -> None:
        form = self.form
        if not form.check() or not self._stands_by_numbers():
            return
        typed, deeds = form.typed(), form.deeds(self._place.new_id)
        now = self._place.client.connection.server_now()
        deed_type = form.deed_type
        name = label(deed_type.label_en, deed_type.label_zh) if deed_type else ""
        self._drafting.stop()
        self._told = ()
        # The next one is ready at once; whatever is typed meanwhile is not touched any more.
        form.begin(keeps_deed=self.view.keeps.isChecked())
        self._drafting.stop()
        self.view.notices.put_away()
        self._on_their_way += 1
        self._place.disk.run(
            self,
            lambda: self._outbox.add(deeds, now, forget=(DRAFT,)),
            lambda items: self._stored(typed, name, tuple(items)),
            lambda error: self._not_stored(typed, error),
        )

    def _stands_by_numbers(self) -> bool:
        """Whether no number looks wrong, or the user saves again what does."""
        doubtful = self.form.doubtful()
        if not doubtful or doubtful == self._told:
            return True
        self._told = doubtful
        text = self.tr(
            "%n number(s) look(s) wrong. Correct it, or save once more to keep it as it is.",
            "",
            len(doubtful),
        )
        self.form.tell({"number": text})
        return False

    def _stored(self, typed: Typed, name: str, items: tuple[Item, ...]) -> None:
        self._on_their_way -= 1
        if typed.is_list:
            text = self.tr("Saved for %n resident(s): {deed}.", "", len(items))
        else:
            text = self.tr("Saved for {resident}: {deed}.")
        resident = masked(items[0].content.number)
        self.view.confirm("good", text.format(deed=name, resident=resident))
        self._saved = items
        self._set_undo(lambda: self._take_back(typed, items))
        self._place.outbox_changed.emit()

    def _not_stored(self, typed: Typed, error: Exception) -> None:
        self._on_their_way -= 1
        sentence = outbox_sentence(error)
        if self._has_only_kept():
            self.form.fill(typed)
            self._place.tell("bad", sentence)
        else:
            self._unsaved.append(typed)
            self._offer_unsaved(sentence)

    def _offer_unsaved(self, sentence: str) -> None:
        self._place.tell("bad", sentence, self.tr("Bring it back"), self._bring_unsaved)

    def _bring_unsaved(self) -> None:
        """Show what could not be saved, one after the other."""
        if self._unsaved:
            self.form.fill(self._unsaved.pop(0))
        if self._unsaved:
            self._offer_unsaved(self.tr("%n more could not be saved.", "", len(self._unsaved)))

    def _take_back(self, typed: Typed, items: tuple[Item, ...]) -> None:
        now = self._place.client.connection.server_now()

        def withdraw() -> int:
            gone = 0
            for item in items:
                try:
                    self._outbox.withdraw(item.id, now)
                    gone += 1
                except StateError:
                    continue
            return gone

        self._place.disk.run(
            self, withdraw, lambda gone: self._taken_back(typed, gone, len(items)), self._troubled
        )

    def _taken_back(self, typed: Typed, gone: int, amount: int) -> None:
        if gone == amount:
            self.view.confirm("info", self.tr("Taken back; nothing was sent."))
            if self._has_only_kept():
                self.form.fill(typed)
                self.form.listen()
        else:
            text = self.tr(
                "%n deed(s) had left already and cannot be taken back.", "", amount - gone
            )
            self.view.confirm("warn", text)
        self._place.outbox_changed.emit()

    def _clear(self) -> None:
        before = self.form.typed()
        self.form.begin(keeps_deed=False)
        self._told = ()
        if before.is_begun:
            self.view.confirm("info", self.tr("The form is cleared."))
            self._saved = ()
            self._set_undo(lambda: self._bring_back(before))

    def _bring_back(self, typed: Typed) -> None:
        self.form.fill(typed)
        self.view.confirm("", "")

    def _has_only_kept(self) -> bool:
        """Whether nothing was typed since the form was made ready."""
        typed = self.form.typed()
        return not msgspec.structs.replace(typed, deed_type="").is_begun

    def _do_undo(self) -> None:
        undo = self._undo
        self._set_undo(None)
        if undo is not None:
            undo()

    def _set_undo(self, undo: Callable[[], None] | None) -> None:
        self._undo = undo
        self.view.undo.setVisible(undo is not None)
        self._place.actions_changed.emit()

    def _toggle_list(self) -> None:
        self.form.show_list(is_list=not self.form.is_list)
        self.form.listen()

    # What was saved last

    def _read_recent(self) -> None:
        first = self._saved[0].id if self._saved else None

        def read() -> tuple[list[Item], Item | None]:
            return self._outbox.items(RECENT), self._outbox.find(first) if first else None

        self._place.disk.run(
            self, read, lambda found: self._show_recent(*found, asked=first), self._troubled
        )

    def _show_recent(self, items: list[Item], first: Item | None, asked: UUID | None) -> None:
        if list(self._recent.rows()) != items:
            self._recent.fill(items)
        elif not items:
            self.view.recent_panels.show_state("empty")
        # What was read for an earlier deed says nothing of the last one.
        is_of_last = bool(self._saved) and self._saved[0].id == asked
        if is_of_last and (first is None or first.state != "waiting" or first.attempts):
            self._saved = ()
            self._set_undo(None)

    def _nothing_saved(self) -> tuple[str, str]:
        return self.tr("Nothing saved yet"), self.tr(
            "Each deed is kept on this machine first and sent from here, also later."
        )

    def _troubled(self, error: Exception) -> None:
        self._place.tell("bad", outbox_sentence(error))

    def _icon(self, name: str) -> QIcon:
        return self._place.theme.icon(name, getattr(self._place.theme.colours, name))

    # What it is worth

    def _changed(self) -> None:
        self._told = ()
        self.view.show_amount()
        if not self._drafting.isActive():
            self._drafting.start()
        self._asking.start()
        asked = self._asked
        if asked is not None and asked.deed_type != self.form.typed().deed_type:
            self._asked = self._worth = None
        self._show_worth()

    def _ask_worth(self) -> None:
        """Ask the server, one question at a time; an answer to an older one is dropped."""
        if not self.form.is_priceable() or not self._place.is_online:
            self._asked = self._worth = None
            self._why = ""
            self._show_worth()
            return
        asked = asked_of(self.form.typed())
        if self._is_asking or asked == self._asked:
            return
        self._is_asking = True
        self._asked = asked
        client, city = self._place.client, self._place.city.code
        self._place.ask(
            self,
            lambda: client.deeds.worth(city, asked),
            lambda worth: self._answered(asked, worth, None),
            lambda error: self._answered(asked, None, error),
        )

    def _answered(self, asked: WorthAsked, worth: Worth | None, error: ClientError | None) -> None:
        self._is_asking = False
        is_stale = not self.form.is_priceable() or asked != asked_of(self.form.typed())
        if is_stale or self._asked is None:
            self._asking.start()
            return
        self._worth, self._why = worth, ""
        if error is not None:
            problems = error.field_problems()
            left = self.form.tell(problems, listens=False)
            self._why = " ".join(left) or ("" if problems else error.sentence)
        deed_types = self._place.deed_types
        if worth is not None and deed_types is not None and worth.digest != deed_types.digest:
            self._place.read_deed_types()
        self._show_worth()

    def _show_worth(self) -> None:
        deed_type = self.form.deed_type
        self.view.worth.show_worth(
            Judged(
                deed_type=deed_type,
                worth=self._worth,
                has_document=self.form.typed().has_document,
                notice_days=self._place.city.notice_days,
                why=self._why or self._why_rules(),
            )
        )

    def _why_rules(self) -> str:
        if self.form.deed_type is None:
            return ""
        if not self._place.is_online:
            return self.tr("No connection: this is what the rules said when they were last read.")
        if not self.form.is_priceable():
            return self.tr("Fill in what is missing to see the points.")
        return ""


def open_screen(place: Workplace) -> Screen:
    """Make the screen."""
    outbox, cabinet = place.outbox, place.cabinet
    assert outbox is not None  # noqa: S101 - whoever may enter deeds has them
    assert cabinet is not None  # noqa: S101 - as above
    return LogDeed(place, outbox, cabinet)
