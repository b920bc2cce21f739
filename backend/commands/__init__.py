"""The commands, one module each: `add_arguments` declares, `run` does and returns the status."""

from typing import Final

# Exit statuses besides 0.
REFUSED: Final = 2
INTERRUPTED: Final = 130
