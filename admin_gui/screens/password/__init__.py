"""Another password for the own account."""
