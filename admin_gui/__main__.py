"""Starts the desktop: `citypoints desktop`, also `python -m admin_gui`."""

import ctypes
import os
import sys
from collections.abc import Mapping
from typing import Final

REFUSED: Final = 2
# What Qt loads from the system, with the Debian package that has it.
LIBRARIES: Final = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libbrotlidec.so.1": "libbrotli1",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfreetype.so.6": "libfreetype6",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
# And for a window on X11.
WINDOW_LIBRARIES: Final = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
_NO_QT: Final = (
    "citypoints: the desktop needs PySide6. Install it: pip install 'citypoints[desktop]'\n"
    "citypoints：桌面程序需要 PySide6。请安装：pip install 'citypoints[desktop]'\n"
)
_NO_LIBRARY: Final = (
    "citypoints: libraries of the system are missing ({missing}). On Debian or Ubuntu: "
    "apt install {packages}\n"
    "citypoints：缺少系统库（{missing}）。在 Debian 或 Ubuntu 上请运行：apt install {packages}\n"
)
_NO_SCREEN: Final = (
    "citypoints: there is no screen to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is "
    "set). Start it in a graphical session.\n"
    "citypoints：没有可以打开窗口的屏幕（未设置 DISPLAY 和 WAYLAND_DISPLAY）。"
    "请在图形会话中启动。\n"
)


def main() -> int:
    """Start, or say what is missing and how to get it."""
    told = obstacle(os.environ) if sys.platform == "linux" else ""
    if told:
        sys.stderr.write(told)
        return REFUSED
    try:
        from admin_gui.app import run  # noqa: PLC0415 - what is missing is said, not raised
        from admin_gui.settings import read_options  # noqa: PLC0415 - as above
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"PySide6", "shiboken6"}:
            raise
        sys.stderr.write(_NO_QT)
        return REFUSED
    return run(read_options(sys.argv[1:], os.environ))


def obstacle(environment: Mapping[str, str]) -> str:
    """What a window needs and this system lacks, in words; empty where nothing does."""
    platform = environment.get("QT_QPA_PLATFORM", "")
    needed = dict(LIBRARIES)
    if not platform:
        if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
            return _NO_SCREEN
        if not environment.get("WAYLAND_DISPLAY"):
            needed |= WINDOW_LIBRARIES
    missing = [name for name in needed if not _is_there(name)]
    if not missing:
        return ""
    packages = " ".join([*(needed[name] for name in missing), "fonts-noto-cjk"])
    return _NO_LIBRARY.format(missing=", ".join(missing), packages=packages)


def _is_there(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
