"""Overwriting on the disk what is given back to it."""

import os
from pathlib import Path
from typing import Final

ZEROS: Final = bytes(1 << 20)


def overwrite(path: Path, begin: int = 0) -> None:
    """Zero every byte of a file from one on, durably; its length stays."""
    with path.open("r+b", buffering=0) as file:
        left = os.fstat(file.fileno()).st_size - begin
        if left <= 0:
            return
        file.seek(begin)
        while left > 0:
            left -= file.write(ZEROS[:left])
        os.fsync(file.fileno())


def destroy_file(path: Path) -> None:
    """Overwrite a file, if there is one, before its name goes."""
    if path.exists():
        overwrite(path)
    path.unlink(missing_ok=True)
