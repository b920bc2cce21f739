"""The city's versions and periods, which every tab of the screen works with."""

from PySide6.QtCore import QObject, Signal

from admin_gui.client.errors import ClientError
from admin_gui.screens.schemes.model import period_columns, short, title, version_columns
from admin_gui.screens.schemes.signs import Signs
from admin_gui.widgets.rows import PagedModel, WholeModel
from admin_gui.workplace import Workplace
from backend.contracts.schemes import PeriodList, PeriodView, VersionView


class Shelf(QObject):
    """What is kept, and what of it is or was in force.

    Attributes:
        changed: something of it was read again.
        edit_wanted: of a version, by its digest.
        compare_wanted: of two digests, or of one with the text being edited.
        propose_wanted: of a digest, or of the text being edited.
        look_wanted: at a version, by its digest.
        proposed: the id of a proposal that was made.
    """

    changed = Signal()
    edit_wanted = Signal(str)
    compare_wanted = Signal(str, str)
    propose_wanted = Signal(str)
    look_wanted = Signal(str)
    proposed = Signal(str)

    def __init__(self, place: Workplace, signs: Signs, parent: QObject) -> None:
        """Know nothing yet; `refresh` reads."""
        super().__init__(parent)
        self.place = place
        self.signs = signs
        self.versions: PagedModel[VersionView] = PagedModel(
            version_columns(signs, place.shown),
            place.paged(
                self, lambda wanted: place.client.schemes.versions(self.city, wanted.cursor)
            ),
            self,
        )
        self.periods: WholeModel[PeriodView] = WholeModel(period_columns(signs, place.shown), self)
        self.versions.state_changed.connect(self._versions_changed)

    @property
    def city(self) -> str:
        """The city's code."""
        return self.place.city.code

    @property
    def may_propose(self) -> bool:
        """True for administrators; auditors look only."""
        return self.place.may("propose-scheme")

    def refresh(self) -> None:
        """Read it again."""
        self.versions.refresh()
        self.read_periods()

    def read_periods(self) -> None:
        """Read the periods again."""
        self.periods.state_changed.emit("loading", "")
        city, client = self.city, self.place.client
        self.place.ask(self, lambda: client.schemes.periods(city), self._take, self._failed)

    def in_force(self) -> PeriodView | None:
        """The period that is now; none before it is read, or before the first one begins."""
        return next((each for each in self.periods.rows() if each.state == "in-force"), None)

    def digest_in_force(self) -> str:
        """The scheme that is in force now; empty for none."""
        period = self.in_force()
        return period.digest if period is not None else ""

    def has_former(self) -> bool:
        """True where there is a way back: another scheme was in force before."""
        digest = self.digest_in_force()
        return any(each.state == "ended" and each.digest != digest for each in self.periods.rows())

    def called(self, digest: str) -> str:
        """What a scheme is called in the language in use; the digest's beginning if unknown."""
        known: list[VersionView | PeriodView] = [*self.versions.rows(), *self.periods.rows()]
        return next((title(each) for each in known if each.digest == digest), short(digest))

    def knows(self, digest: str) -> bool:
        """True where a version of this digest has been read."""
        return any(each.digest == digest for each in self.versions.rows())

    def _take(self, found: PeriodList) -> None:
        self.periods.fill(found.periods)
        self.changed.emit()

    def _failed(self, error: ClientError) -> None:
        self.periods.state_changed.emit("failed", error.sentence)

    def _versions_changed(self, state: str) -> None:
        if state in {"ready", "empty"}:
            self.changed.emit()
