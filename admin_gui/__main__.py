"""Starts the desktop: `citypoints desktop`, also `python -m admin_gui`."""

import os
import sys
from typing import Final

REFUSED: Final = 2
# What Qt's own libraries load from the system, by their Debian packages.
PACKAGES: Final = (
    "libglib2.0-0 libbrotli1 libgl1 libxkbcommon0 libegl1 libfreetype6 libfontconfig1 libdbus-1-3 "
    "libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)
_NO_QT: Final = (
    "citypoints: the desktop needs PySide6. Install it: pip install 'citypoints[desktop]'\n"
    "citypoints：桌面程序需要 PySide6。请安装：pip install 'citypoints[desktop]'\n"
)
_NO_LIBRARY: Final = (
    "citypoints: a library of the system is missing ({detail}). On Debian or Ubuntu: "
    "apt install {packages} fonts-noto-cjk\n"
    "citypoints：缺少系统库（{detail}）。在 Debian 或 Ubuntu 上请运行："
    "apt install {packages} fonts-noto-cjk\n"
)


def main() -> int:
    """Start, or say what is missing and how to get it."""
    try:
        from admin_gui.app import run  # noqa: PLC0415 - what is missing is said, not raised
        from admin_gui.settings import read_options  # noqa: PLC0415 - as above
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"PySide6", "shiboken6"}:
            raise
        sys.stderr.write(_NO_QT)
        return REFUSED
    except ImportError as error:
        sys.stderr.write(_NO_LIBRARY.format(detail=error, packages=PACKAGES))
        return REFUSED
    return run(read_options(sys.argv[1:], os.environ))


if __name__ == "__main__":
    sys.exit(main())
