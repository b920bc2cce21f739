"""The commands, one module each: `add_arguments` declares, `run` does and returns the status."""
