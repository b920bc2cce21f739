"""Light and dark: colours with their contrast, the style sheet, and icons that follow them."""

from pathlib import Path
from string import Template
from typing import Final

import msgspec
import shiboken6
from PySide6.QtCore import QByteArray, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

_HERE: Final = Path(__file__).parent
ICON_PIXELS: Final = 20
# Between the parts that are dressed out of sight.
REST_MS: Final = 60
# On screens with small dots an icon is drawn from its lines, not enlarged.
SCALES: Final = (1, 2, 3)
CHOICES: Final = ("system", "light", "dark")


class Colours(msgspec.Struct, frozen=True, kw_only=True):
    """The colours of a theme; text on its ground has a contrast of 4.5 to 1 at least.

    Attributes:
        window: behind everything; `base` of fields and tables, `raised` of cards and headers.
        text: on all three; `muted` is for what matters less.
        accent: of the main action and the selection, with `on_accent` written on it.
        good, bad, warn, info: written signs, on the three grounds or on `*_ground`.
    """

    window: str
    base: str
    raised: str
    text: str
    muted: str
    line: str
    accent: str
    on_accent: str
    link: str
    good: str
    good_ground: str
    bad: str
    bad_ground: str
    warn: str
    warn_ground: str
    info: str
    info_ground: str


LIGHT: Final = Colours(
    window="#f3f5f7",
    base="#ffffff",
    raised="#e9edf1",
    text="#1b2127",
    muted="#545e69",
    line="#7d8894",
    accent="#1d5fa8",
    on_accent="#ffffff",
    link="#1a5799",
    good="#17652f",
    good_ground="#dcf2e2",
    bad="#a11f1f",
    bad_ground="#fbe3e3",
    warn="#7a4a00",
    warn_ground="#fdf0d3",
    info="#1a5799",
    info_ground="#dfecfa",
)
DARK: Final = Colours(
    window="#1c2025",
    base="#14171b",
    raised="#282e35",
    text="#e8ebee",
    muted="#a9b2bc",
    line="#6d7883",
    accent="#4f97e6",
    on_accent="#0d1319",
    link="#82b8f3",
    good="#7fd695",
    good_ground="#173422",
    bad="#ff9c9c",
    bad_ground="#44201f",
    warn="#f2c56b",
    warn_ground="#3d2f12",
    info="#8fc2f7",
    info_ground="#17304a",
)


def palette_of(colours: Colours) -> QPalette:
    """What widgets without a rule of their own are drawn with."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.base,
        QPalette.ColorRole.AlternateBase: colours.window,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.raised,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.bad,
        QPalette.ColorRole.ToolTipBase: colours.raised,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Link: colours.link,
        QPalette.ColorRole.LinkVisited: colours.link,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Accent: colours.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return palette


class Theme(QObject):
    """The theme in use: the system's, unless light or dark was chosen.

    Attributes:
        changed: the colours are others now; whoever draws by hand draws again.
    """

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        """Follow the system."""
        super().__init__(application)
        self._application = application
        self._choice = "system"
        self._sheet = Template((_HERE / "theme.qss").read_text("utf-8"))
        self.colours = LIGHT
        self._icons: dict[tuple[str, str, int], QIcon] = {}
        self._parts: list[QWidget] = []
        self._worn = ""
        self._resting = QTimer(self, interval=REST_MS, singleShot=True)
        self._resting.timeout.connect(self._dress_next)
        application.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply()

    @property
    def choice(self) -> str:
        """`system`, `light` or `dark`."""
        return self._choice

    def dress(self, part: QWidget) -> None:
        """Dress a part of the window, and all that is in it or opens from it.

        Parts in view follow the colours at once. What is hidden follows piece by piece, or when
        this is called again before it is shown: dressing all at once would hold up the window. The
        application's
        own sheet would take longer still: it is worked out for each widget as often as it has
        widgets around it.
        """
        self._parts = [held for held in self._parts if shiboken6.isValid(held)]
        if part not in self._parts:
            self._parts.append(part)
        self._put_on(part)

    def _put_on(self, part: QWidget) -> None:
        if part.styleSheet() != self._worn:
            part.setStyleSheet(self._worn)

    def choose(self, choice: str) -> None:
        """Take the system's theme, or the light or the dark one."""
        self._choice = choice if choice in CHOICES else "system"
        self._apply()

    def _follow(self) -> None:
        if self._choice == "system":
            self._apply()

    def _apply(self) -> None:
        self.colours = DARK if self._is_dark() else LIGHT
        self._application.setPalette(palette_of(self.colours))
        self._worn = self._filled_sheet()
        for part in self._parts:
            if shiboken6.isValid(part) and not part.isHidden():
                self._put_on(part)
        self._icons.clear()
        self.changed.emit()
        self._resting.start()

    def _dress_next(self) -> None:
        """Dress one hidden part at a time, while nothing else is to do."""
        for part in self._parts:
            if shiboken6.isValid(part) and part.styleSheet() != self._worn:
                self._put_on(part)
                self._resting.start()
                return

    def _is_dark(self) -> bool:
        scheme = QGuiApplication.styleHints().colorScheme()
        return self._choice == "dark" or (
            self._choice == "system" and scheme == Qt.ColorScheme.Dark
        )

    def _filled_sheet(self) -> str:
        kind = "dark" if self._is_dark() else "light"
        drawn = {
            name: (_HERE / "icons" / f"{name}-{kind}.svg").as_posix() for name in ("down", "check")
        }
        return self._sheet.substitute(msgspec.structs.asdict(self.colours), **drawn)

    def icon(self, name: str, colour: str | None = None, pixels: int = ICON_PIXELS) -> QIcon:
        """An icon of the folder `icons` in the text's colour, or another.

        On a selected row it has the colour of the words there.
        """
        normal = colour or self.colours.text
        held = self._icons.get((name, normal, pixels))
        if held is not None:
            return held
        drawing = (_HERE / "icons" / f"{name}.svg").read_text("utf-8")
        icon = self._icons[name, normal, pixels] = QIcon()
        # No sharper than the sharpest of the screens: drawing takes long where there are many.
        scales = [scale for scale in SCALES if scale < self._application.devicePixelRatio() + 1]
        for mode, wanted in (
            (QIcon.Mode.Normal, normal),
            (QIcon.Mode.Selected, self.colours.on_accent),
        ):
            drawn = drawing.replace("currentColor", wanted)
            renderer = QSvgRenderer(QByteArray(drawn.encode()))
            for scale in scales:
                icon.addPixmap(_drawn(renderer, pixels, scale), mode)
        return icon


def _drawn(renderer: QSvgRenderer, pixels: int, scale: int) -> QPixmap:
    picture = QPixmap(QSize(pixels, pixels) * scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter)
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


def heading_font(base: QFont, factor: float = 1.5) -> QFont:
    """A heading's font, made from the font around it."""
    font = QFont(base)
    font.setPointSizeF(base.pointSizeF() * factor)
    font.setWeight(QFont.Weight.DemiBold)
    return font
