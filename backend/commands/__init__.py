"""The commands, one module each: `add_arguments` declares, `run` does and returns the status."""

import os
import sys
from typing import Final

# Exit statuses besides 0.
REFUSED: Final = 2
INTERRUPTED: Final = 130


def discard_output() -> None:
    """Leave nothing to flush at exit into a stream that takes no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
